//! What of a comparison with the bank stands on the page, for one reader.

use crate::books::reconcile_page::{Half, PairLine, ReconcilePage, SideLine};
use crate::books::tell;
use crate::show::{Link, State as Mark, Tag};
use crate::told::Teller;
use capital::{Awaited, BankLineRow, BookLineRow, Figures, Reckoned, ReconciliationRow};
use intake::{Ground, Suggestion};
use ledger::Code;
use village::{Day, Fen};

/// How many days a line may wait before its age is told.
const PATIENT_DAYS: i64 = 10;

/// Both sides of the comparison, each with what only the other one holds.
pub(crate) fn halves(teller: &Teller, figures: &Figures) -> Vec<Half> {
    let half = |name: &'static str, keys: [&'static str; 3], fen: [Fen; 3], sum: Fen| Half {
        name: teller.say(name).to_string(),
        rows: keys.into_iter().zip(fen).map(|(key, fen)| (teller.say(key).to_string(), tell::yuan(fen.0))).collect(),
        sum: tell::yuan(sum.0),
    };
    vec![
        half(
            "reconcile-book-half",
            ["reconcile-book-balance", "reconcile-bank-in", "reconcile-bank-out"],
            [figures.book_fen, figures.bank_in_fen, figures.bank_out_fen],
            figures.book_adjusted(),
        ),
        half(
            "reconcile-bank-half",
            ["reconcile-bank-balance", "reconcile-book-in", "reconcile-book-out"],
            [figures.bank_fen, figures.book_in_fen, figures.book_out_fen],
            figures.bank_adjusted(),
        ),
    ]
}

/// Whether it agrees, how far the statements reach, who signed and who saw it.
pub(crate) fn state(
    shown: &mut ReconcilePage,
    teller: &Teller,
    found: &Reckoned,
    signed: Option<&ReconciliationRow>,
    until: Option<Day>,
) {
    shown.tag = if !found.figures.agree() {
        Tag::new(Mark::Red, teller.say("reconcile-differs"))
    } else if found.covered {
        Tag::new(Mark::Done, teller.say("reconcile-agrees"))
    } else {
        Tag::new(Mark::Yellow, teller.say("reconcile-not-covered"))
    };
    if let Some(until) = until {
        let said = teller.say("reconcile-until").put("day", teller.day(until).words);
        shown.told.push(said.to_string());
    }
    let Some(row) = signed else {
        shown.told.push(teller.say("reconcile-unsigned").to_string());
        return;
    };
    let by = |key: &'static str, name: &Option<String>, day: Day| {
        let said = teller.say(key).put("day", teller.day(day).words);
        said.put("name", teller.name(name.as_deref().unwrap_or_default())).to_string()
    };
    shown.told.push(by("reconcile-signed", &row.signed.0, row.signed.1.day()));
    if row.figures != found.figures {
        shown.told.push(teller.say("reconcile-changed").to_string());
    }
    match &row.seen {
        Some((name, moment, remark)) => {
            shown.told.push(by("reconcile-seen", name, moment.day()));
            if !remark.is_empty() {
                shown.told.push(teller.free(remark));
            }
        }
        None => shown.told.push(teller.say("reconcile-unseen").to_string()),
    }
}

pub(crate) fn pairs(teller: &Teller, found: &Reckoned, end: Day) -> Vec<PairLine> {
    let all = intake::suggest(&capital::bank_sides(&found.bank), &capital::book_sides(&found.book));
    all.iter().map(|one| pair(teller, found, one, end)).collect()
}

fn pair(teller: &Teller, found: &Reckoned, one: &Suggestion, end: Day) -> PairLine {
    let numbers: Vec<String> = one.bank.iter().map(ToString::to_string).collect();
    let grounds = one.grounds.iter().map(|ground| match ground {
        Ground::Number => "ground-number",
        Ground::Name => "ground-name",
        Ground::Near => "ground-near",
        Ground::Sum => "ground-sum",
    });
    let mut why: Vec<String> = vec![teller.say(if one.sure { "ground-sure" } else { "ground-unsure" }).to_string()];
    why.extend(grounds.map(|key| teller.say(key).to_string()));
    let bank = found.bank.iter().filter(|line| one.bank.contains(&line.number));
    let book = found.book.iter().filter(|line| one.book.contains(&book_value(line)));
    PairLine {
        value: format!("{}|{}", numbers.join(","), one.book.join(",")),
        why: why.join(" · "),
        sure: one.sure,
        bank: bank.map(|line| plain_bank(teller, line, end)).collect(),
        book: book.map(|line| book_line(teller, line, end)).collect(),
        undo: None,
    }
}

pub(crate) fn book_value(line: &BookLineRow) -> String {
    format!("{}/{}", line.line.0, line.line.1)
}

/// How long a line has been waiting at the end of the month, where that is long.
fn age(teller: &Teller, day: Day, end: Day) -> String {
    let days = end.since(day);
    if days <= PATIENT_DAYS {
        String::new()
    } else {
        teller.say("reconcile-age").put("days", days.to_string()).to_string()
    }
}

fn plain_bank(teller: &Teller, line: &BankLineRow, end: Day) -> SideLine {
    let what: Vec<String> =
        [&line.payee, &line.remark].into_iter().filter(|text| !text.is_empty()).map(|text| teller.free(text)).collect();
    SideLine {
        value: line.number.to_string(),
        when: teller.day(line.day).words,
        what: what.join(" "),
        amount: tell::yuan(line.amount_fen.0),
        age: age(teller, line.day, end),
        link: None,
    }
}

/// A line of the bank; where a case waits for just this payment, the way to it.
pub(crate) fn bank_line(
    teller: &Teller,
    line: &BankLineRow,
    end: Day,
    awaited: &[Awaited],
    account: &Code,
) -> SideLine {
    let mut shown = plain_bank(teller, line, end);
    let waits = |one: &&Awaited| one.account == *account && one.amount_fen == -line.amount_fen;
    shown.link = awaited.iter().find(waits).map(|one| {
        let said = teller.say("reconcile-awaited").put("case", one.case.to_string());
        Link::new(said, format!("/desk/cases/{}", one.case))
    });
    shown
}

pub(crate) fn book_line(teller: &Teller, line: &BookLineRow, end: Day) -> SideLine {
    let (word, _, serial) = &line.number;
    let number = tell::number(word, *serial);
    let mut what = format!("{number} {}", teller.free(&line.summary));
    if !line.party.is_empty() && !line.summary.contains(&line.party) {
        what = format!("{what} {}", teller.free(&line.party));
    }
    SideLine {
        value: book_value(line),
        when: teller.day(line.day).words,
        what,
        amount: tell::yuan(line.amount_fen.0),
        age: age(teller, line.day, end),
        link: None,
    }
}
