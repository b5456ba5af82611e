//! The archive from outside: the door, the log, `verify`, the directory, each on both databases.

#[path = "it/door.rs"]
mod door;
#[path = "it/pots.rs"]
mod pots;
#[path = "it/verify.rs"]
mod verify;
