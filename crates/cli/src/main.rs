//! The program `qingcun`.
fn main() {}
