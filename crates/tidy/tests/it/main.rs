//! The checks, run over the real repository.

#[cfg(test)]
mod repository;
