//! The system's clock and the system's randomness. Nothing below this crate has either.

use office::Entropy;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use village::{Clock, Moment};

/// The system's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where time comes from")]
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The system's clock, some days ahead: for a demonstration county, where a villager's week must pass while people look.
pub(crate) struct ClockAhead {
    pub(crate) days: u32,
}

impl Clock for ClockAhead {
    fn now(&self) -> Moment {
        SystemClock.now().plus_ms(i64::from(self.days) * 86_400_000)
    }
}

/// The system's randomness. A machine that has none cannot keep secrets, so the program stops.
pub(crate) fn entropy() -> Entropy {
    Arc::new(fill)
}

/// Fills bytes at random.
pub(crate) fn fill(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        eprintln!("qingcun: the system gives no random numbers: {error}");
        std::process::exit(2);
    }
}
