//! Very many vouchers taken over: while the door writes some hundred, the next are made ready beside it. The door believes what was
//! made ready when the books are, to the last hash, those it was made for; else it posts the vouchers itself, as it would have.

use crate::handover::{ByTwo, allowed};
use crate::import::{ImportVouchers, THERE_ALREADY, history_until, last_import, marks_between, posted};
use crate::keep::VouchersImported;
use crate::refuse::no_books;
use crate::store;
use archive::{Query, Reader, Tx, Written};
use intake::Drafted;
use ledger::{Books, Period};
use office::{About, Deed, Desk, Office, Receipt};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use village::{Day, Fault, Hash, Place, Stop};

/// How many parts wait for the door. Each holds its vouchers, so this bounds the memory.
const WAITING: usize = 2;

/// What the ledger made of vouchers, for books that stood like this.
pub(crate) struct Ready {
    before: Books,
    until: Day,
    /// The number of the import before them.
    last: i64,
    /// Who prepared and who confirmed it.
    by: ByTwo,
    pub(crate) entries: Vec<Written<VouchersImported>>,
}

impl Ready {
    /// Whether it is what the ledger would make of the same vouchers now. The books hold a hash over all vouchers of every open
    /// month, so equal books have taken the same ones, and none of these.
    pub(crate) fn fits(&self, books: &Books, until: Day, last: i64, by: Option<&ByTwo>) -> bool {
        (self.until, self.last, Some(&self.by)) == (until, last, by) && self.before == *books
    }
}

/// Takes vouchers over that were made ready.
struct ImportReady {
    deed: ImportVouchers,
    ready: Mutex<Option<Ready>>,
}

impl Deed for ImportReady {
    fn about(&self) -> About {
        self.deed.about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.deed.take(ready, desk, tx)
    }
}

/// Takes the vouchers of one file over, part by part, each part in a transaction of its own.
pub struct TakeOver {
    village: Place,
    source: String,
    file: Hash,
    former: bool,
    /// Who prepared and who confirmed it; none before that.
    by: Option<ByTwo>,
    books: Books,
    until: Day,
    /// The number of the last import.
    last: i64,
    office: Office,
    /// The marks of the months that were last looked at, those made ready among them.
    marks: BTreeMap<Period, BTreeSet<String>>,
}

impl TakeOver {
    /// Looks at the books as they stand. `source` is the program that the vouchers come from, `file` the SHA-256 of the file and whether
    /// its accounts are those of the chart of 2004.
    ///
    /// # Errors
    /// When the village has no books, or the store cannot be read.
    pub fn begin(
        query: &mut dyn Query,
        desk: &Desk,
        village: &Place,
        source: &str,
        (file, former): (Hash, bool),
    ) -> Result<Self, Stop> {
        let books = store::books(query, desk, village)?.ok_or_else(no_books)?;
        let until = history_until(query, village)?;
        let last = last_import(query, village)?;
        let by = allowed(query, village, &file, former)?.map(|allowed| allowed.by);
        let (village, source, office) = (village.clone(), source.to_owned(), desk.office.clone());
        Ok(Self { village, source, file, former, by, books, until, last, office, marks: BTreeMap::new() })
    }

    /// Takes every part over; after each, `done` is told how many vouchers it held. `desk` gives the desk of the moment. What is known
    /// by its mark is left out, so that a file can be sent again where it was broken off.
    ///
    /// # Errors
    /// The first part that is refused, with all that is wrong in it; those before it stay. Whatever `parts` stops with.
    pub fn all(
        self,
        parts: impl Iterator<Item = Result<Vec<Drafted>, Stop>> + Send,
        desk: impl Fn() -> Result<Desk, Fault>,
        mut done: impl FnMut(usize),
    ) -> Result<(), Stop> {
        std::thread::scope(|scope| {
            let (sender, waiting) = sync_channel(WAITING);
            scope.spawn(move || self.make_ready(parts, &sender));
            for part in waiting {
                let part: ImportReady = part?;
                let (desk, many) = (desk()?, part.deed.vouchers.len());
                match desk.office.perform(&desk, part) {
                    Ok(_) => done(many),
                    Err(Stop::Refused(refusal)) if refusal.rule == THERE_ALREADY => done(many),
                    Err(stop) => return Err(stop),
                }
            }
            Ok(())
        })
    }

    fn make_ready(
        mut self,
        parts: impl Iterator<Item = Result<Vec<Drafted>, Stop>>,
        sender: &SyncSender<Result<ImportReady, Stop>>,
    ) {
        for part in parts {
            let part = part.map(|vouchers| self.next(vouchers));
            let stops = part.is_err();
            // Nobody waits any more once a part was refused.
            if sender.send(part).is_err() || stops {
                return;
            }
        }
    }

    fn next(&mut self, vouchers: Vec<Drafted>) -> ImportReady {
        let (before, last) = (self.books.clone(), self.last);
        let (village, source, file, former) = (self.village.clone(), self.source.clone(), self.file, self.former);
        let deed = ImportVouchers { village, source, file, former, vouchers };
        let drafts = deed.vouchers.iter().map(|one| (one.row, &one.draft));
        // What is wrong here may be right at the door, where vouchers that are there already are left out.
        let new = self.are_new(&deed.vouchers).unwrap_or(false);
        let posted = new.then(|| posted(&mut self.books, drafts, self.until)).and_then(Result::ok);
        let written = posted.zip(self.by.clone());
        let written = written.and_then(|(posted, by)| Some((deed.written(posted, last, &by).ok()?, by)));
        let ready = written.map(|(entries, by)| {
            self.last = entries.last().map_or(last, |entry| entry.made().number);
            Ready { before, until: self.until, last, by, entries }
        });
        ImportReady { deed, ready: Mutex::new(ready) }
    }

    /// Whether none of them is in the books, or among those made ready before. The marks of a month are read when its first voucher
    /// comes: if somebody posted to it since the books were read, the books differ at the door, and it looks itself.
    fn are_new(&mut self, vouchers: &[Drafted]) -> Result<bool, Fault> {
        let Some((first, last)) = intake::span(vouchers) else { return Ok(false) };
        let gone = self.marks.first_key_value().is_some_and(|(earliest, _)| first < *earliest);
        if gone || first < self.books.first || Period::of(self.until) < last {
            return Ok(false);
        }
        self.marks = self.marks.split_off(&first);
        let mut period = first;
        while period <= last {
            if !self.marks.contains_key(&period) {
                let read = |reader: &mut Reader<'_>| marks_between(reader, &self.village, period, period);
                let found = self.office.read(read)?;
                self.marks.insert(period, found);
            }
            period = period.next();
        }
        let mut new = true;
        for voucher in vouchers {
            let month = self.marks.entry(Period::of(voucher.draft.day)).or_default();
            new &= month.insert(voucher.mark.clone());
        }
        Ok(new)
    }
}
