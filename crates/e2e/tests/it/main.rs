//! What people do, in a real browser. The journeys share one demonstration county and never rely on each other; only the
//! affairs, for which days must pass, have a county of their own.

#[cfg(test)]
mod account;
#[cfg(test)]
mod affairs;
#[cfg(test)]
mod axe;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod case;
#[cfg(test)]
mod code;
#[cfg(test)]
mod county;
#[cfg(test)]
mod entry;
#[cfg(test)]
mod expense;
#[cfg(test)]
mod fit;
#[cfg(test)]
mod idle;
#[cfg(test)]
mod keeper;
#[cfg(test)]
mod objection;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod refusal;
#[cfg(test)]
mod roster;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod sight;
#[cfg(test)]
mod twice;
#[cfg(test)]
mod villager;
#[cfg(test)]
mod walk;
