//! The rule files themselves: they load, they are sound, and the worked examples come out as written.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod bpmn;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod chain;
#[cfg(test)]
mod common;
#[cfg(test)]
mod deputy;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod emergency;
#[cfg(test)]
mod files;
#[cfg(test)]
mod invoice;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod loosening;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod mutants;
#[cfg(test)]
mod mutation;
#[cfg(test)]
mod outdated;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod senseless;
#[cfg(test)]
mod total;
#[cfg(test)]
mod unread;
#[cfg(test)]
mod ways;
