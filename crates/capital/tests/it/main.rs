//! The books from outside, by real deeds and real cases. Each test runs on both databases.

#[cfg(test)]
mod books;
#[cfg(test)]
mod period;
#[cfg(test)]
mod scene;
