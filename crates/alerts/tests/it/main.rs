//! Alerts from outside: raised, acknowledged, explained, closed, carried up, written about. Each test runs on both databases.

#[cfg(test)]
mod climb;
#[cfg(test)]
mod close;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod raise;
#[cfg(test)]
mod temptation;
