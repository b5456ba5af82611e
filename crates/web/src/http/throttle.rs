//! Slowing down who comes too often, by the address they come from; kept in memory for minutes only.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::net::IpAddr;
use village::Moment;

/// How many addresses are remembered at most.
const ROOM: usize = 50_000;

/// At most `most` in `window_ms`.
#[derive(Debug)]
pub(crate) struct Throttle {
    most: u32,
    window_ms: i64,
    seen: Mutex<BTreeMap<IpAddr, (Moment, u32)>>,
}

impl Throttle {
    pub(crate) fn new(most: u32, window_ms: i64) -> Self {
        Self { most, window_ms, seen: Mutex::default() }
    }

    /// Counts one more from `address`; `false` when it was one too many. Who comes from nowhere known is let through.
    pub(crate) fn admits(&self, address: Option<IpAddr>, now: Moment) -> bool {
        let Some(address) = address else { return true };
        let mut seen = self.seen.lock();
        if seen.len() >= ROOM {
            seen.retain(|_, (since, _)| since.plus_ms(self.window_ms) > now);
        }
        let (since, count) = seen.entry(address).or_insert((now, 0));
        if since.plus_ms(self.window_ms) <= now {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_waits_until_the_time_is_over() {
        let throttle = Throttle::new(2, 1_000);
        let address = Some(IpAddr::from([10, 0, 0, 1]));
        assert!(throttle.admits(address, Moment(0)) && throttle.admits(address, Moment(10)));
        assert!(!throttle.admits(address, Moment(20)));
        assert!(throttle.admits(Some(IpAddr::from([10, 0, 0, 2])), Moment(20)), "somebody else is not slowed down");
        assert!(throttle.admits(address, Moment(1_000)));
    }
}
