//! The ledger from outside: the shipped chart, the books, the statements, and what random years do to them.

#[cfg(test)]
mod books;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod chart;
#[cfg(test)]
mod close;
#[cfg(test)]
mod pay;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod statement;
#[cfg(test)]
mod things;
