//! Simulated counties: short runs in which every invariant holds, and counties that were spoilt on purpose, in which the
//! simulator must notice it.

#[cfg(test)]
mod run;
#[cfg(test)]
mod spoilt;
