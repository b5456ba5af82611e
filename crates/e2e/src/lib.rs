//! Journeys in a real browser, from the outside: the program as it is started by hand, Debian's chromium, phone and desk.
//! The journeys stand in `tests/it`, one sentence each; `cargo xtask browser` runs them.
