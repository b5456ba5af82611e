//! The sheets, read back: the same bytes each time, every figure in the text, no hole where a rare character stands.

#[cfg(test)]
mod sample;
#[cfg(test)]
mod sheets;
