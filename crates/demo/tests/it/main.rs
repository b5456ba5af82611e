//! The demonstration county, made whole.

#[cfg(test)]
mod county;
