//! The rule files themselves: they load, they are sound, and the worked examples come out as written.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod common;
#[cfg(test)]
mod files;
#[cfg(all(test, feature = "proofs"))]
mod mutants;
#[cfg(all(test, feature = "proofs"))]
mod proof;
