//! The pages from outside: real requests to the real router, each on both databases.

#[cfg(test)]
mod browser;
#[cfg(test)]
mod door;
#[cfg(test)]
mod public;
#[cfg(test)]
mod villager;
#[cfg(test)]
mod work;
