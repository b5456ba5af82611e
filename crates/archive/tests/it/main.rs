//! The archive from outside: the door, the log, `verify`, the directory, each on both databases.

#[cfg(test)]
mod crash;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod door;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod pots;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod verify;
