//! The books between the tables and the ledger.

use crate::sql;
use archive::{Change, Query, Row, Value};
use ledger::{Books, Chart, Code, Month, Period, Reserved, SubAccount, Turn, Word};
use office::Desk;
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{Fault, Hash, Place, Words};

/// The periods of a village with what each account did in them.
pub(crate) type Months = BTreeMap<Period, Month>;

/// The village's books as the ledger takes them; none when it has none.
pub(crate) fn books(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Option<Books>, Fault> {
    let Some(row) = query.maybe(sql::BOOKS, &[village.into()])? else { return Ok(None) };
    let first: Period = row.read("first_period")?;
    let Some(chart) = chart(query, desk, village)? else {
        return Err(Fault::new(format!("`{village}` has books, but the rules in force hold no chart of accounts")));
    };
    let rows = query.query(sql::LIVE_PERIODS, &[village.into()])?;
    let from: Period = rows.first().map_or(Ok(first), |row| row.read("period"))?;
    let months = months(query, village, from, rows)?;
    let last_hash = months.values().rev().find_map(|month| month.closed).unwrap_or(Hash([0; 32]));
    let mut reserved = BTreeMap::new();
    for row in query.query(sql::RESERVATIONS, &[village.into()])? {
        let kept = Reserved { account: row.read("account")?, amount_fen: row.fen("amount_fen")?, day: day(&row)? };
        reserved.insert(row.text("id")?, kept);
    }
    let mut drawn = BTreeMap::new();
    for row in query.query(sql::DRAWN, &[village.into()])? {
        drawn.insert(row.text("contract_id")?, row.fen("drawn_fen")?);
    }
    Ok(Some(Books { chart, first, last_hash, months, reserved, drawn }))
}

/// The chart in force with the village's own accounts; none when the rules hold none.
pub(crate) fn chart(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<Option<Arc<Chart>>, Fault> {
    let book = desk.office.current_book(query)?.at(village, desk.now.day());
    book.chart.as_ref().map(|chart| with_own(query, chart, village)).transpose()
}

pub(crate) fn with_own(query: &mut dyn Query, chart: &Chart, village: &Place) -> Result<Arc<Chart>, Fault> {
    let own: Vec<SubAccount> = query
        .query(sql::ACCOUNTS, &[village.into()])?
        .iter()
        .map(|row| {
            let name = Words::new(row.text("name_zh")?, row.text("name_en")?);
            Ok(SubAccount { code: row.read("code")?, name })
        })
        .collect::<Result<_, Fault>>()?;
    let chart = chart.with(&own).map_err(|reasons| {
        let all: Vec<String> = reasons.iter().map(|reason| reason.words().en).collect();
        Fault::new(format!("the accounts of `{village}` do not fit the chart in force: {}", all.join("; ")))
    })?;
    Ok(Arc::new(chart))
}

/// The periods from one on: for reading the log again.
pub(crate) fn months_from(query: &mut dyn Query, village: &Place, period: Period) -> Result<Months, Fault> {
    let last: Option<Period> = query.one(sql::LAST_PERIOD, &[village.into()])?.maybe_read("period")?;
    let from = last.map_or(period, |last| last.min(period));
    let rows = query.query(sql::PERIODS_FROM, &[village.into(), from.to_string().into()])?;
    months(query, village, from, rows)
}

fn months(query: &mut dyn Query, village: &Place, from: Period, rows: Vec<Row>) -> Result<Months, Fault> {
    let mut months = Months::new();
    for row in rows {
        let month = Month {
            closed: row.maybe_text("closed_hash")?.map(|text| hash(&text)).transpose()?,
            carried: row.truth("carried")?,
            serials: BTreeMap::new(),
            last_day: row.maybe_read("last_day")?,
            chain: hash(&row.text("chain")?)?,
            turns: BTreeMap::new(),
        };
        months.insert(row.read("period")?, month);
    }
    let params = [village.into(), from.to_string().into()];
    for row in query.query(sql::SERIALS_FROM, &params)? {
        let word = row.text("word")?;
        let word = Word::named(&word).ok_or_else(|| Fault::new(format!("`{word}` is no word of vouchers")))?;
        let serial =
            u32::try_from(row.int("serial")?).map_err(|e| Fault::from("a voucher's number is malformed", e))?;
        if let Some(month) = months.get_mut(&row.read("period")?) {
            month.serials.insert(word, serial);
        }
    }
    for row in query.query(sql::TURNS_FROM, &params)? {
        let (code, turn) = turn(&row)?;
        if let Some(month) = months.get_mut(&row.read("period")?) {
            month.turns.insert(code, turn);
        }
    }
    Ok(months)
}

pub(crate) fn turn(row: &Row) -> Result<(Code, Turn), Fault> {
    let turn = Turn {
        opening_fen: row.int("opening_fen")?,
        debit_fen: row.int("debit_fen")?,
        credit_fen: row.int("credit_fen")?,
        carried_fen: row.int("carried_fen")?,
        lowest_fen: row.int("lowest_fen")?,
        highest_fen: row.int("highest_fen")?,
    };
    Ok((row.read("account")?, turn))
}

fn day(row: &Row) -> Result<village::Day, Fault> {
    row.read("day")
}

pub(crate) fn hash(text: &str) -> Result<Hash, Fault> {
    Hash::parse(text).map_err(|error| Fault::from("a hash of the books is malformed", error))
}

/// Writes what changed.
pub(crate) fn save(change: &mut Change<'_>, village: &Place, before: &Months, after: &Months) -> Result<(), Fault> {
    for (period, month) in after {
        let old = before.get(period);
        if old == Some(month) {
            continue;
        }
        let name = period.to_string();
        let own: [Value; 2] = [village.into(), name.as_str().into()];
        let [place, at] = own;
        change.execute(
            sql::KEEP_PERIOD,
            &[place.clone(), at.clone(), month.carried.into(), month.last_day.into(), month.chain.to_string().into()],
        )?;
        for (word, serial) in &month.serials {
            if old.and_then(|old| old.serials.get(word)) != Some(serial) {
                change.execute(sql::KEEP_SERIAL, &[place.clone(), at.clone(), word.code().into(), (*serial).into()])?;
            }
        }
        for (code, turn) in &month.turns {
            if old.and_then(|old| old.turns.get(code)) == Some(turn) {
                continue;
            }
            change.execute(
                sql::KEEP_TURN,
                &[
                    place.clone(),
                    at.clone(),
                    code.as_str().into(),
                    turn.opening_fen.into(),
                    turn.debit_fen.into(),
                    turn.credit_fen.into(),
                    turn.carried_fen.into(),
                    turn.lowest_fen.into(),
                    turn.highest_fen.into(),
                ],
            )?;
        }
    }
    Ok(())
}
