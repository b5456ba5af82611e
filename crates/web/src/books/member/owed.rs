//! What was distributed over the register: household by household what is owed, what was paid on which day by which voucher, and what is
//! still open. Everybody reads how many households and how much; officials read who.

use super::part::{case_of, short};
use crate::books::listing::{Asked, Cell, Part, Row};
use crate::books::tell;
use crate::part::{Html, Line};
use crate::show::{Link, State as Mark, Tag};
use crate::told::Teller;
use affairs::Disclosure;
use archive::Query;
use capital::{DistributionLine, DistributionRow, PaidPart, VoucherRow};
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Fault, Fen};

/// How it stands with what somebody is owed.
pub(super) fn standing(teller: &Teller, open: Fen, whole: Fen) -> Tag {
    match open {
        Fen(0) => Tag::new(Mark::Done, teller.say("distribution-paid")),
        open if open < whole => Tag::new(Mark::Yellow, teller.say("distribution-part")),
        _ => Tag::new(Mark::Yellow, teller.say("distribution-unpaid")),
    }
}

/// What a whole share got, rounded down to the fen.
fn a_share(row: &DistributionRow) -> Fen {
    let fen = i128::from(row.total_fen.0) * 100 / i128::from(row.shares.0.max(1));
    Fen(i64::try_from(fen).unwrap_or(0))
}

/// A household of a distribution.
#[derive(Default)]
struct Household<'a> {
    people: usize,
    due: Fen,
    open: Fen,
    paid: Vec<&'a PaidPart>,
}

fn households(lines: &[DistributionLine]) -> BTreeMap<&str, Household<'_>> {
    let mut found: BTreeMap<&str, Household<'_>> = BTreeMap::new();
    for line in lines {
        let one = found.entry(&line.household).or_default();
        one.people += 1;
        (one.due, one.open) = (one.due + line.amount_fen, one.open + line.open());
        one.paid.extend(&line.paid);
    }
    found
}

/// How many households were paid and how many not yet, in words.
fn counts(teller: &Teller, row: &DistributionRow, lines: &[DistributionLine]) -> String {
    let all = households(lines);
    let open = all.values().filter(|one| one.open > Fen(0)).count();
    let words = teller.say("distribution-counts").put("paid", (all.len() - open).to_string());
    let words = words.put("got", row.paid_fen.to_string()).put("open", open.to_string());
    words.put("rest", row.open().to_string()).to_string()
}

/// What was distributed over the register.
pub(super) fn distributions(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    all: &[DistributionRow],
    public: &[Disclosure],
) -> Result<Part, Fault> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let mut rows = Vec::new();
    for row in all {
        let lines = capital::distribution_lines(query, &row.case)?;
        rows.push(Row {
            what: row.case.clone(),
            href: match asked.official {
                Some(_) => format!("/desk/books/members?village={}&code={}", asked.place, row.case),
                None => case_of(asked, &row.case, public),
            },
            note: counts(asked.teller, row, &lines),
            tags: vec![standing(asked.teller, row.open(), row.total_fen)],
            cells: vec![
                Cell::day(asked.teller, row.paid.unwrap_or(row.day)),
                Cell::number(row.shares.to_string()),
                Cell::yuan(a_share(row)),
                Cell::yuan(row.total_fen),
            ],
            ..Row::default()
        });
    }
    let heads =
        ["distribution-case", "receipt-day", "shares-all", "distribution-share", "distribution-sum"].map(say).to_vec();
    Ok(Part { id: "distributions", title: say("distributions"), heads, rows })
}

/// What the books still owe under the case; none where it was shared out before the books were opened.
pub(super) fn by_books(query: &mut dyn Query, case: &CaseId) -> Result<Option<Fen>, Fault> {
    let posted =
        capital::vouchers_of_case(query, case)?.iter().any(|voucher| voucher.word == ledger::Word::Transfer.code());
    if posted { capital::owed_by_books(query, case).map(Some) } else { Ok(None) }
}

/// What one distribution adds up to, by the list and by the books.
pub(super) fn sums(teller: &Teller, row: &DistributionRow, books: Option<Fen>) -> Vec<Line> {
    let mut lines = vec![
        Line::new(teller.say("distribution-sum"), tell::yuan(row.total_fen.0)),
        Line::text(teller.say("shares-all"), row.shares.to_string()),
        Line::new(teller.say("distribution-share"), tell::yuan(a_share(row).0)),
        Line::new(teller.say("distribution-paid-sum"), tell::yuan(row.paid_fen.0)),
        Line::new(teller.say("distribution-open-sum"), tell::yuan(row.open().0)),
    ];
    lines.extend(books.map(|books| Line::new(teller.say("distribution-books-sum"), tell::yuan(books.0))));
    lines
}

/// That the list and the books do not say the same, where they do not.
pub(super) fn disagreement(teller: &Teller, row: &DistributionRow, books: Option<Fen>) -> Option<Tag> {
    let books = books.filter(|books| *books != row.open())?;
    let words = teller.say("distribution-disagrees").put("list", row.open().to_string());
    Some(Tag::new(Mark::Orange, words.put("books", books.to_string())))
}

/// The days on which it was paid, each with its voucher.
fn paid_on<'a>(asked: &Asked<'_>, parts: impl Iterator<Item = &'a PaidPart>, vouchers: &[VoucherRow]) -> Cell {
    let whole: BTreeSet<_> = parts.map(|part| (part.act, part.day)).collect();
    let (mut shown, mut plain) = (Vec::new(), Vec::new());
    for (act, day) in whole {
        let of_act =
            |one: &&VoucherRow| one.word == ledger::Word::Payment.code() && one.origin.ends_with(&format!("#{act}"));
        let told = asked.teller.day(day);
        match vouchers.iter().find(of_act) {
            Some(voucher) => {
                let number = tell::number(&voucher.word, voucher.serial);
                let link: Html = Link::new(&number, asked.address(&voucher.id)).into();
                shown.push(format!("{told} {link}"));
                plain.push(format!("{day} {number}"));
            }
            None => {
                shown.push(told.to_string());
                plain.push(day.to_string());
            }
        }
    }
    Cell { shown: Html::made(shown.join("<br>")), plain: plain.join("；"), is_number: false }
}

/// Who gets how much: by households as it is paid, who is still unpaid first, and by members as it was reckoned.
pub(super) fn distribution(
    query: &mut dyn Query,
    asked: &Asked<'_>,
    case: &CaseId,
    lines: &[DistributionLine],
) -> Result<Vec<Part>, Fault> {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let vouchers = capital::vouchers_of_case(query, case)?;
    let mut by_household: Vec<_> = households(lines).into_iter().collect();
    by_household.sort_by_key(|(_, one)| one.open == Fen(0));
    let household = |(household, one): (&str, Household<'_>)| Row {
        what: household.to_owned(),
        tags: vec![standing(asked.teller, one.open, one.due)],
        cells: vec![
            Cell::number(one.people.to_string()),
            Cell::yuan(one.due),
            Cell::yuan(one.due - one.open),
            Cell::yuan(one.open),
            paid_on(asked, one.paid.iter().copied(), &vouchers),
        ],
        ..Row::default()
    };
    let member = |line: &DistributionLine| Row {
        what: line.name.clone(),
        note: short(&line.member).to_owned(),
        cells: vec![
            Cell::text(&line.household),
            Cell::number(line.shares.to_string()),
            Cell::yuan(line.amount_fen),
            Cell::yuan(line.open()),
        ],
        ..Row::default()
    };
    let heads = |keys: &[&'static str]| keys.iter().map(|key| say(key)).collect();
    Ok(vec![
        Part {
            id: "households",
            title: say("distribution-households"),
            heads: heads(&[
                "member-household",
                "members-people",
                "distribution-amount",
                "distribution-got",
                "distribution-open",
                "distribution-paid-on",
            ]),
            rows: by_household.into_iter().map(household).collect(),
        },
        Part {
            id: "people",
            title: say("distribution-members"),
            heads: heads(&[
                "member-name",
                "member-household",
                "shares-sum",
                "distribution-amount",
                "distribution-open",
            ]),
            rows: lines.iter().map(member).collect(),
        },
    ])
}
