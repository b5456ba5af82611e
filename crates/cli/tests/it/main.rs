//! The program from outside: killed, out of disk, handed edited stores and faulty files.

#[cfg(test)]
mod check;
#[cfg(test)]
mod config;
#[cfg(test)]
mod counties;
#[cfg(test)]
mod county;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod edit;
#[cfg(test)]
mod found;
#[cfg(test)]
mod full;
#[cfg(test)]
mod help;
#[cfg(test)]
mod http;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod load;
#[cfg(test)]
mod newer;
#[cfg(test)]
mod page;
#[cfg(test)]
mod program;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod there;
