//! The desk, the roster and the sign-in from outside. Each test runs on both databases.

#[cfg(test)]
mod divisions;
#[cfg(test)]
mod handover;
#[cfg(test)]
mod import;
#[cfg(test)]
mod kin;
#[cfg(test)]
mod leave;
#[cfg(test)]
mod mandates;
#[cfg(test)]
mod perform;
#[cfg(test)]
mod second;
#[cfg(test)]
mod sheet;
#[cfg(test)]
mod sign_in;
