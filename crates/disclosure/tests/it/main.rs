//! Disclosure from outside, by real deeds on real books. Each test runs on both databases.

#[cfg(test)]
mod inspect;
#[cfg(test)]
mod items;
#[cfg(test)]
mod question;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod slots;
