use super::*;
use std::collections::BTreeSet;
