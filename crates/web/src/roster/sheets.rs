//! Error sheets that wait to be downloaded: the last one of each session, for a short while.

use parking_lot::Mutex;
use std::collections::VecDeque;
use village::Hash;

/// How many are kept, and how large one may be.
const KEPT: usize = 20;
const LARGEST_BYTES: usize = 4 * 1024 * 1024;

/// The sheets, the newest last.
#[derive(Debug, Default)]
pub(crate) struct Sheets(Mutex<VecDeque<(Hash, Vec<u8>)>>);

impl Sheets {
    /// Keeps a sheet for a session in place of its last one; `false` when it is too large.
    pub(crate) fn keep(&self, session: Hash, sheet: Vec<u8>) -> bool {
        let mut kept = self.0.lock();
        kept.retain(|(owner, _)| *owner != session);
        if sheet.len() > LARGEST_BYTES {
            return false;
        }
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((session, sheet));
        true
    }

    /// The session's sheet.
    pub(crate) fn of(&self, session: &Hash) -> Option<Vec<u8>> {
        self.0.lock().iter().find(|(owner, _)| owner == session).map(|(_, sheet)| sheet.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_given_to_its_own_session_only() {
        let sheets = Sheets::default();
        assert!(sheets.keep(Hash([1; 32]), vec![1]));
        assert!(sheets.keep(Hash([1; 32]), vec![2]));
        assert_eq!(sheets.of(&Hash([1; 32])), Some(vec![2]));
        assert_eq!(sheets.of(&Hash([2; 32])), None);
        assert!(!sheets.keep(Hash([1; 32]), vec![0; LARGEST_BYTES + 1]));
        assert_eq!(sheets.of(&Hash([1; 32])), None, "an old sheet is not shown for a new file");
    }
}
