//! Vouchers of another program are taken over as history: marked as imported, never passing for a case, only of the days before the
//! village's money moved under the rules. It takes two: one prepares the file with its totals and the signed list, another confirms them, and
//! only what was confirmed is taken, in one go or part by part. Which of them are there already is known by their marks, so that a long import can go on
//! where it was broken off.

use crate::handover::{ByTwo, HandoverWhat, Prepared, allowed, prepare, sums_of};
use crate::keep::VouchersImported;
use crate::refuse::{accounting, field, no_books};
use crate::take_over::Ready;
use crate::{sql, store};
use archive::{Query, Tx, Written};
use intake::Drafted;
use ledger::{Books, Draft, Period, Side, Voucher};
use office::{About, Cause, Colour, Deed, Desk, Receipt, StoredFile, Warning};
use std::collections::BTreeSet;
use village::{Day, Fault, Fen, FieldFault, Hash, Kind, Moment, Place, Refusal, Stop, Words};

/// Prepares vouchers to be taken over: their file, their totals and the signed list wait for somebody else.
pub struct PrepareVouchers {
    /// What would be taken over.
    pub import: ImportVouchers,
    /// The signed list of what was handed over.
    pub paper: StoredFile,
}

/// Takes vouchers over that two people prepared and confirmed.
pub struct ImportVouchers {
    /// The village.
    pub village: Place,
    /// Which program they come from.
    pub source: String,
    /// The SHA-256 of the file as it came.
    pub file: Hash,
    /// Whether its accounts are those of the chart of 2004.
    pub former: bool,
    /// The vouchers, in the order of their days.
    pub vouchers: Vec<Drafted>,
}

/// What was taken over at one time.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// 1, 2, 3 …
    pub number: i64,
    /// Which program they came from.
    pub source: String,
    /// The first and the last day.
    pub days: (Day, Day),
    /// How many vouchers.
    pub vouchers: i64,
    /// The sum of their debits.
    pub sum_fen: Fen,
    /// By whom, and when.
    pub sent: (Option<String>, Moment),
}

/// The rule by which nothing is taken over where everything is there.
pub(crate) const THERE_ALREADY: &str = "books.imported_already";

/// How many vouchers one entry of the log holds.
const ENTRY_VOUCHERS: usize = 500;

/// So many vouchers are posted for a try when they are prepared; of more, whoever prepares them has tried them beside the door.
const TRIED_AT_THE_DOOR: usize = 20_000;

impl Deed for PrepareVouchers {
    fn about(&self) -> About {
        self.import.about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let import = &self.import;
        desk.may("keep_books", &import.village, BTreeSet::new(), false)?;
        import.check_source()?;
        let Some(mut books) = store::books(tx, desk, &import.village)? else { return Err(no_books().into()) };
        let until = history_until(tx, &import.village)?;
        let new = import.new_ones(tx)?;
        if new.is_empty() {
            return Err(all_there().into());
        }
        if new.len() <= TRIED_AT_THE_DOOR {
            posted(&mut books, new.iter().map(|new| (new.row, &new.draft)), until)?;
        }
        let lines = new.iter().flat_map(|new| &new.draft.lines);
        let sums = sums_of(lines.map(|line| (&line.account, line.side, line.amount_fen)));
        let days = new.iter().map(|new| new.draft.day);
        let said = Prepared {
            what: HandoverWhat::Vouchers,
            words: &import.source,
            file: Some((import.file, import.former)),
            days: days.clone().min().zip(days.max()),
            many: new.len(),
            sums,
            paper: &self.paper,
            body: serde_json::Value::Null,
        };
        prepare(desk, tx, &import.village, said)
    }
}

impl Deed for ImportVouchers {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "import_vouchers".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        self.take(None, desk, tx)
    }
}

/// Vouchers as they were posted, with their hashes.
pub(crate) type Hashed = Vec<(Voucher, Hash)>;

impl ImportVouchers {
    /// Takes them over; what was made `ready` for these books is believed when the books are still the same.
    pub(crate) fn take(&self, ready: Option<Ready>, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        self.check_source()?;
        let Some(mut books) = store::books(tx, desk, &self.village)? else { return Err(no_books().into()) };
        let until = history_until(tx, &self.village)?;
        let number = last_import(tx, &self.village)?;
        let allowed = allowed(tx, &self.village, &self.file, self.former)?;
        let by = allowed.as_ref().map(|allowed| &allowed.by);
        let entries = match ready.filter(|ready| ready.fits(&books, until, number, by)) {
            Some(ready) => ready.entries,
            None => {
                let new = self.new_ones(tx)?;
                if new.is_empty() {
                    return Err(all_there().into());
                }
                let vouchers = posted(&mut books, new.into_iter().map(|new| (new.row, &new.draft)), until)?;
                self.written(vouchers, number, by.ok_or_else(not_confirmed)?)?
            }
        };
        let extents = entries.iter().filter_map(|entry| Some((entry.made(), extent(&entry.made().vouchers)?.2)));
        let (many, sum) = extents.fold((0, Fen(0)), |(many, sum), (made, fen)| (many + made.vouchers.len(), sum + fen));
        let many = i64::try_from(many).map_err(|e| Fault::from("too many vouchers", e))?;
        allowed.ok_or_else(not_confirmed)?.holds(many, sum)?;
        self.append(entries, desk, tx)
    }

    /// The entries that vouchers make, numbered after the `last` import.
    pub(crate) fn written(
        &self,
        vouchers: Hashed,
        last: i64,
        by: &ByTwo,
    ) -> Result<Vec<Written<VouchersImported>>, Fault> {
        let mut rest = vouchers.into_iter();
        let mut entries = Vec::new();
        for number in last + 1.. {
            let (vouchers, hashes): (Vec<_>, Vec<_>) = rest.by_ref().take(ENTRY_VOUCHERS).unzip();
            if vouchers.is_empty() {
                break;
            }
            let source = self.source.trim().to_owned();
            let (file, by_two) = (self.file, Some(by.clone()));
            entries.push(Written::new(VouchersImported { number, source, file, vouchers, by_two, hashes })?);
        }
        Ok(entries)
    }

    fn append(&self, entries: Vec<Written<VouchersImported>>, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let mut entry = None;
        for written in entries {
            let subject = format!("{}-{}", self.village, written.made().number);
            let mut draft = desk.draft(&self.village, "vouchers.imported", &subject, serde_json::Value::Null);
            if entry.is_some() {
                // The form's mark stands on the first entry of a deed.
                draft.key = None;
            }
            entry = Some(tx.append_written(draft, written)?);
        }
        let entry = entry.ok_or_else(|| Fault::new("no voucher was to be taken over"))?;
        desk.warn(tx, &self.told())?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

impl ImportVouchers {
    fn check_source(&self) -> Result<(), Refusal> {
        let source = self.source.trim();
        if (1..=60).contains(&source.chars().count()) {
            return Ok(());
        }
        let words =
            Words::new("请写明从哪个软件导出，最多60字", "say which program they come from, in at most 60 characters");
        Err(field("source", words))
    }

    /// History is money without a case. Two have stood for it; the supervisors are told none the less, once for all its parts while nobody has
    /// closed the warning, and compare it with the papers that were handed over.
    fn told(&self) -> Warning {
        let source = self.source.trim();
        Warning {
            cause: Cause::Watched(Colour::Yellow),
            about: self.about(),
            person: None,
            rule: "books.imported".into(),
            words: Words::new(
                format!("从“{source}”导入了建账以前的凭证，这些凭证没有办件，请对照移交的账册核对"),
                format!(
                    "vouchers from before the books were taken over from “{source}”; no case stands behind them: compare them with the papers handed over"
                ),
            ),
            articles: vec![accounting()],
        }
    }

    fn new_ones(&self, tx: &mut dyn Query) -> Result<Vec<&Drafted>, Stop> {
        let known = known_marks(tx, &self.village, &self.vouchers)?;
        Ok(self.vouchers.iter().filter(|voucher| !known.contains(&voucher.mark)).collect())
    }
}

/// The marks of those that are in the books already.
///
/// # Errors
/// When the store cannot be read.
pub fn known_marks(query: &mut dyn Query, village: &Place, vouchers: &[Drafted]) -> Result<BTreeSet<String>, Fault> {
    let Some((first, last)) = intake::span(vouchers) else { return Ok(BTreeSet::new()) };
    marks_between(query, village, first, last)
}

pub(crate) fn marks_between(
    query: &mut dyn Query,
    village: &Place,
    first: Period,
    last: Period,
) -> Result<BTreeSet<String>, Fault> {
    let params = [village.into(), first.to_string().into(), last.to_string().into()];
    let mark = |text: String| text.strip_prefix("imported ").map(str::to_owned).unwrap_or_default();
    query.query(sql::IMPORTED_MARKS, &params)?.iter().map(|row| row.text("origin").map(mark)).collect()
}

/// The last day of history: that on which the books were opened. What came after it happened under the rules.
///
/// # Errors
/// When the store cannot be read, or the village has no books.
pub fn history_until(query: &mut dyn Query, village: &Place) -> Result<Day, Stop> {
    let row = query.maybe(sql::BOOKS, &[village.into()])?.ok_or_else(no_books)?;
    Ok(row.moment("opened")?.day())
}

/// What was taken over, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn imports(query: &mut dyn Query, village: &Place) -> Result<Vec<ImportRow>, Fault> {
    let row = |row: &archive::Row| {
        Ok(ImportRow {
            number: row.int("number")?,
            source: row.text("source")?,
            days: (row.read("first_day")?, row.read("last_day")?),
            vouchers: row.int("vouchers")?,
            sum_fen: row.fen("sum_fen")?,
            sent: (row.maybe_text("name")?, row.moment("sent")?),
        })
    };
    query.query(sql::IMPORTS, &[village.into()])?.iter().map(row).collect()
}

pub(crate) fn last_import(query: &mut dyn Query, village: &Place) -> Result<i64, Fault> {
    Ok(query.one(sql::LAST_IMPORT, &[village.into()])?.maybe_int("number")?.unwrap_or(0))
}

/// Every voucher posted after those before it; or everything that is wrong, at the row where it stands.
pub(crate) fn posted<'d>(
    books: &mut Books,
    new: impl Iterator<Item = (u32, &'d Draft)>,
    until: Day,
) -> Result<Hashed, Refusal> {
    let mut faults = Vec::new();
    let mut vouchers = Vec::new();
    for (row, draft) in new {
        if draft.day > until {
            let day = draft.day;
            let zh = format!("第{row}行：日期{day}晚于{until}；建账以后的收支要走办件，不能导入");
            let en =
                format!("row {row}: found {day}, expected {until} at the latest: what came later goes through a case");
            faults.push(FieldFault { field: "file".into(), words: Words::new(zh, en) });
            continue;
        }
        match books.post_hashed(draft.clone()) {
            Ok(voucher) => vouchers.push(voucher),
            Err(reasons) => faults.extend(reasons.iter().map(|reason| {
                let words = reason.words();
                let words = Words::new(format!("第{row}行：{}", words.zh), format!("row {row}: {}", words.en));
                FieldFault { field: "file".into(), words }
            })),
        }
    }
    if faults.is_empty() { Ok(vouchers) } else { Err(Refusal::faulty("books.import", faults)) }
}

/// The first and the last day of vouchers, and the sum of their debits.
pub(crate) fn extent(vouchers: &[Voucher]) -> Option<(Day, Day, Fen)> {
    let days = || vouchers.iter().map(|voucher| voucher.draft.day);
    let sum: i128 = vouchers.iter().map(|voucher| voucher.draft.sum(Side::Debit)).sum();
    Some((days().min()?, days().max()?, Fen(i64::try_from(sum).unwrap_or(i64::MAX))))
}

fn not_confirmed() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.import_not_confirmed",
        Words::new("这个文件还没有经第二人确认", "no second person has confirmed this file yet"),
        Words::new(
            "先送审：附上签字的移交清单，由乡镇干部对照张数和合计确认，再用同一个文件导入",
            "Prepare it first with the signed list; the township compares numbers and sums and confirms; then the same file is taken over",
        ),
    )
}

fn all_there() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        THERE_ALREADY,
        Words::new("文件里的凭证都已经导入过", "every voucher of the file is in the books already"),
        Words::new("不用再导入", "There is nothing to do"),
    )
}
