//! When to try again.

use village::Moment;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// The waits after the first failures; every later one is six hours.
const WAITS_MS: [i64; 4] = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS];
const LATER_MS: i64 = 6 * HOUR_MS;
const GIVE_UP_MS: i64 = 72 * HOUR_MS;

/// When to try again after so many failures, the last of them `now`: after 1 minute, 5 minutes, 30 minutes, 2 hours,
/// then every 6 hours; `None` once the waits add up to more than 3 days.
#[must_use]
pub fn next_try(failures: u32, now: Moment) -> Option<Moment> {
    if failures == 0 {
        return Some(now);
    }
    let (mut waited, mut wait) = (0, 0);
    for failure in 0..failures {
        let at = usize::try_from(failure).unwrap_or(usize::MAX);
        wait = WAITS_MS.get(at).copied().unwrap_or(LATER_MS);
        waited += wait;
        if waited > GIVE_UP_MS {
            return None;
        }
    }
    Some(now.plus_ms(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_and_end_after_three_days() {
        let now = Moment(1_000_000);
        let wait_minutes = |failures| next_try(failures, now).map(|moment| (moment.0 - now.0) / MINUTE_MS);
        assert_eq!(wait_minutes(0), Some(0));
        assert_eq!([1, 2, 3, 4, 5].map(wait_minutes), [Some(1), Some(5), Some(30), Some(120), Some(360)]);
        let tries = (1..).take_while(|failures| next_try(*failures, now).is_some()).count();
        let total: i64 = (1..).map_while(wait_minutes).sum();
        assert_eq!(tries, 15);
        assert!((66..=72).contains(&(total / 60)), "{total} minutes");
        assert_eq!(next_try(u32::MAX, now), None);
    }
}
