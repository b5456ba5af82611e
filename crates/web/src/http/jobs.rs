//! What is dear to make is made once: who asks for the same at the same moment waits for the same work, and what was made is kept
//! until the log moves or the day changes. So a flood of requests costs one piece of work.

use crate::http::cache::{Key, Stamp};
use axum::body::Bytes;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// How many different things may be asked for and not made yet.
const WAITING: usize = 32;

/// What takes room.
pub(crate) trait Size {
    /// In bytes.
    fn bytes(&self) -> usize;
}

impl Size for Bytes {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl<T: Size> Size for Arc<T> {
    fn bytes(&self) -> usize {
        (**self).bytes()
    }
}

/// Where one thing stands once it is made.
pub(crate) type Cell<T> = Arc<OnceCell<T>>;

/// What was made or is being made.
#[derive(Debug)]
pub(crate) struct Jobs<T> {
    shelf: Mutex<BTreeMap<Key, (Stamp, Cell<T>)>>,
    room_bytes: usize,
}

impl<T: Size> Jobs<T> {
    /// Keeps about so many bytes.
    pub(crate) fn new(room_bytes: usize) -> Self {
        Self { shelf: Mutex::default(), room_bytes }
    }

    /// The place of a thing. None when too many others are waited for.
    pub(crate) fn cell(&self, key: Key, stamp: Stamp) -> Option<Cell<T>> {
        let mut shelf = self.shelf.lock();
        // Only what is still true, and is kept or is waited for by somebody.
        shelf.retain(|_, (made, cell)| *made == stamp && (cell.initialized() || Arc::strong_count(cell) > 1));
        let kept: usize = shelf.values().filter_map(|(_, cell)| cell.get()).map(Size::bytes).sum();
        if kept > self.room_bytes {
            shelf.retain(|known, (_, cell)| *known == key || !cell.initialized());
        }
        let waited = shelf.iter().filter(|(known, (_, cell))| **known != key && !cell.initialized()).count();
        if waited >= WAITING {
            return None;
        }
        Some(Arc::clone(&shelf.entry(key).or_insert_with(|| (stamp, Cell::default())).1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use village::Language;

    const ROOM_BYTES: usize = 1_000_000;

    fn key(number: usize) -> Key {
        Key::new(format!("/v/{number}"), Language::Zh, false)
    }

    fn stamp(head: u64) -> Stamp {
        Stamp { head, day: "2026-03-12".parse().unwrap() }
    }

    #[test]
    fn forty_who_ask_for_the_same_at_once_cost_one_piece_of_work() {
        let jobs = Arc::new(Jobs::<Bytes>::new(ROOM_BYTES));
        let made = Arc::new(AtomicUsize::new(0));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_time().build().unwrap();
        runtime.block_on(async {
            let all: Vec<_> = (0..40)
                .map(|_| {
                    let (jobs, made) = (Arc::clone(&jobs), Arc::clone(&made));
                    tokio::spawn(async move {
                        let cell = jobs.cell(key(1), stamp(7)).unwrap();
                        let work = || async {
                            made.fetch_add(1, Ordering::Relaxed);
                            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                            Bytes::from_static(b"a sheet")
                        };
                        cell.get_or_init(work).await.clone()
                    })
                })
                .collect();
            for one in all {
                assert_eq!(one.await.unwrap(), Bytes::from_static(b"a sheet"));
            }
        });
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn the_same_sheet_is_one_piece_of_work_until_the_log_moves() {
        let jobs = Jobs::<Bytes>::new(ROOM_BYTES);
        let first = jobs.cell(key(1), stamp(7)).unwrap();
        assert!(Arc::ptr_eq(&first, &jobs.cell(key(1), stamp(7)).unwrap()));
        assert!(!Arc::ptr_eq(&first, &jobs.cell(key(1), stamp(8)).unwrap()));
    }

    #[test]
    fn too_many_sheets_at_once_are_turned_away_and_room_is_bounded() {
        let jobs = Jobs::<Bytes>::new(ROOM_BYTES);
        let held: Vec<_> = (0..WAITING).map(|number| jobs.cell(key(number), stamp(1)).unwrap()).collect();
        assert!(jobs.cell(key(WAITING), stamp(1)).is_none());
        assert!(jobs.cell(key(3), stamp(1)).is_some(), "one that is waited for already");
        for cell in &held {
            cell.set(Bytes::from(vec![0; ROOM_BYTES / 8])).unwrap();
        }
        assert!(jobs.cell(key(WAITING), stamp(1)).is_some());
        assert!(jobs.shelf.lock().len() <= 2);
    }
}
