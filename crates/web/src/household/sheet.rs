//! Codes on their way to the printed sheet of the one who gave them. They are in no store and in no log, and are shown once.

use office::household::CodeGiven;
use parking_lot::Mutex;
use std::collections::VecDeque;
use village::{Hash, Moment, Place};

/// How many sheets wait at the same time, and for how long.
const KEPT: usize = 20;
const WAIT_MS: i64 = 10 * 60_000;

struct Waiting {
    session: Hash,
    village: Place,
    given: Vec<CodeGiven>,
    until: Moment,
}

/// The sheets that wait.
#[derive(Default)]
pub(crate) struct CodeSheets(Mutex<VecDeque<Waiting>>);

impl CodeSheets {
    /// Keeps the codes that a session has given, beside those that it gave before and did not print.
    pub(crate) fn keep(&self, session: Hash, village: &Place, given: Vec<CodeGiven>, now: Moment) {
        let mut kept = self.0.lock();
        kept.retain(|waiting| waiting.until > now);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(Waiting { session, village: village.clone(), given, until: now.plus_ms(WAIT_MS) });
    }

    /// Whether something waits for this session.
    pub(crate) fn waits(&self, session: &Hash, now: Moment) -> bool {
        self.0.lock().iter().any(|waiting| waiting.session == *session && waiting.until > now)
    }

    /// Takes out what this session gave.
    pub(crate) fn take(&self, session: &Hash, now: Moment) -> Option<(Place, Vec<CodeGiven>)> {
        let mut kept = self.0.lock();
        kept.retain(|waiting| waiting.until > now);
        let at = kept.iter().position(|waiting| waiting.session == *session)?;
        kept.remove(at).map(|waiting| (waiting.village, waiting.given))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown_once_to_whoever_gave_them() {
        let (kept, village) = (CodeSheets::default(), Place::new("990101001001").unwrap());
        let given = || vec![CodeGiven { household: "1".into(), code: "K7QX-3MPW-9TRD".into() }];
        kept.keep(Hash([1; 32]), &village, given(), Moment(0));
        assert!(kept.waits(&Hash([1; 32]), Moment(1)) && !kept.waits(&Hash([2; 32]), Moment(1)));
        assert_eq!(kept.take(&Hash([2; 32]), Moment(1)), None);
        assert_eq!(kept.take(&Hash([1; 32]), Moment(1)), Some((village.clone(), given())));
        assert_eq!(kept.take(&Hash([1; 32]), Moment(1)), None);
        kept.keep(Hash([1; 32]), &village, given(), Moment(0));
        assert_eq!(kept.take(&Hash([1; 32]), Moment(WAIT_MS)), None);
    }
}
