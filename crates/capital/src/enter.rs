//! Vouchers entered into the tables, many at once: the balances of their months and days, then they themselves with lines and papers.

use crate::entries::{sum_of, voucher_id};
use crate::sql;
use crate::store::{Months, months_from, save};
use archive::{Change, Entry, Value};
use ledger::{Code, Origin, Period, Voucher, enter_as};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Hash, PersonId};

/// A voucher on its way into the tables.
pub(crate) struct Entered<'v> {
    pub(crate) voucher: &'v Voucher,
    pub(crate) hash: Hash,
    /// Its case, and the act when it is that act's first voucher.
    pub(crate) of: (Option<CaseId>, Option<i64>),
}

impl<'v> Entered<'v> {
    /// One from before the books were opened here: it belongs to no case.
    pub(crate) fn history(voucher: &'v Voucher, known: Option<Hash>) -> Self {
        debug_assert!(matches!(voucher.draft.origin, Origin::Imported { .. }), "only history has no case");
        debug_assert!(known.is_none_or(|known| known == voucher.hash()), "a hash is that of its voucher");
        Self { voucher, hash: known.unwrap_or_else(|| voucher.hash()), of: (None, None) }
    }
}

/// What each account has moved by at the end of a day, since the first day of its month.
type Days = BTreeMap<Day, BTreeMap<Code, i64>>;

/// Enters the vouchers of an entry in their order; the balances are read and written once.
pub(crate) fn enter_all(change: &mut Change<'_>, entry: &Entry, all: &[Entered<'_>]) -> Result<(), Fault> {
    let Some(first) = all.iter().map(|one| one.voucher.number.period).min() else { return Ok(()) };
    let village = &entry.village;
    let before = months_from(change, village, first)?;
    let mut after = before.clone();
    let mut days = Days::new();
    let mut next = all.iter().skip(1);
    for one in all {
        enter_as(&mut after, one.voucher, one.hash);
        let day = one.voucher.draft.day;
        if next.next().is_none_or(|next| next.voucher.draft.day != day) {
            days.insert(day, moved(&before, &after, day));
        }
    }
    save(change, village, &before, &after)?;
    let rows = days.iter().flat_map(|(day, moved)| {
        moved.iter().map(|(code, fen)| [village.into(), (*day).into(), code.as_str().into(), (*fen).into()])
    });
    change.execute_each(sql::KEEP_DAY, rows)?;
    insert_all(change, entry, all)
}

/// What every account that has moved in the month has moved by; on a day that stands there already, those that moved now.
fn moved(before: &Months, after: &Months, day: Day) -> BTreeMap<Code, i64> {
    let period = Period::of(day);
    let there = before.get(&period).filter(|month| month.last_day == Some(day));
    let turns = after.get(&period).into_iter().flat_map(|month| &month.turns);
    let moved = turns.filter(|(code, turn)| {
        let changed = there.is_none_or(|there| there.turns.get(*code) != Some(*turn));
        changed && (turn.debit_fen, turn.credit_fen) != (0, 0)
    });
    moved.map(|(code, turn)| (code.clone(), turn.debit_fen.saturating_sub(turn.credit_fen))).collect()
}

fn insert_all(change: &mut Change<'_>, entry: &Entry, all: &[Entered<'_>]) -> Result<(), Fault> {
    let ids: Vec<String> = all.iter().map(|one| voucher_id(&entry.village, one.voucher)).collect();
    change.execute_each(sql::INSERT_VOUCHER, all.iter().zip(&ids).map(|(one, id)| voucher_row(entry, one, id)))?;
    let lines = all.iter().zip(&ids).flat_map(|(one, id)| {
        let draft = &one.voucher.draft;
        (1_i64..).zip(&draft.lines).map(move |(position, line)| -> [Value; 7] {
            [
                id.into(),
                position.into(),
                (&entry.village).into(),
                draft.day.into(),
                line.account.as_str().into(),
                line.side.code().into(),
                line.amount_fen.into(),
            ]
        })
    });
    change.execute_each(sql::INSERT_LINE, lines)?;
    let papers = all.iter().zip(&ids).flat_map(|(one, id)| {
        let attachments = (1_i64..).zip(&one.voucher.draft.attachments);
        attachments.map(move |(position, hash)| [id.into(), position.into(), hash.to_string().into()])
    });
    change.execute_each(sql::INSERT_PAPER, papers)
}

fn voucher_row(entry: &Entry, one: &Entered<'_>, id: &String) -> [Value; 19] {
    let (draft, number) = (&one.voucher.draft, &one.voucher.number);
    let person = |one: &Option<PersonId>| one.as_ref().into();
    [
        id.into(),
        (&entry.village).into(),
        number.period.to_string().into(),
        number.word.code().into(),
        number.serial.into(),
        draft.day.into(),
        draft.summary.as_str().into(),
        sum_of(one.voucher).into(),
        draft.origin.to_string().into(),
        one.of.0.as_ref().into(),
        one.of.1.into(),
        person(&draft.people.handler),
        person(&draft.people.witness),
        person(&draft.people.reviewer),
        person(&draft.people.approver),
        one.hash.to_string().into(),
        entry.seq.into(),
        person(&entry.person),
        entry.moment.into(),
    ]
}
