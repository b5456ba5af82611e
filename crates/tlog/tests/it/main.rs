//! The log's formats against published vectors, and its proofs against every kind of tampering.

#[cfg(test)]
mod golden;
#[cfg(test)]
mod properties;
