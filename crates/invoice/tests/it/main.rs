//! What the crate offers, from outside: pictures drawn here, and bytes of any kind.

#[cfg(test)]
mod bytes;
#[cfg(test)]
mod document;
#[cfg(test)]
mod draw;
#[cfg(test)]
mod picture;
