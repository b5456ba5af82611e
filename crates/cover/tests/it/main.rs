//! Papers covered: nothing lies beneath the black.

#[cfg(test)]
mod cover;
