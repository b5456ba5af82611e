//! The rule files themselves: they load, they are sound, and the worked examples come out as written.

mod common;
mod files;
