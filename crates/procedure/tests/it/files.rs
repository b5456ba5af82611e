//! The rule files are read strictly.

use crate::common;

#[test]
fn the_rule_files_load_in_both_layers() {
    assert!(common::national().affairs.contains_key("C1"));
    assert_ne!(common::national().hash, common::zhejiang().hash);
}
