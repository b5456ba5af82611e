//! The villages' books: opened before the county's life begins, and every month closed in the first days of the next.

use crate::{bank, desk_of, make_paper};
use crate::{register, things};
use capital::{BankAccount, ClosePeriod, ConfirmHandover, PrepareBooks};
use ledger::{Code, OpeningLine, Period, Side, SubAccount};
use office::{Deed, Desk, Office};
use village::{Fault, Fen, Moment, Place, Post, Stop, Words};

/// So many days into a month, the month before is closed.
const CLOSING_DAYS: i64 = 4;

/// Bank accounts: code, name in both languages, kind.
const ACCOUNTS: [(&str, (&str, &str), &str); 2] = [
    ("10201", ("基本存款账户", "basic account"), "basic"),
    ("10202", ("土地补偿费专户", "account for land compensation"), "land"),
];
/// What earlier land compensation has left, in yuan.
const EARMARKED: i64 = 60_000;

/// The agency's accountant enters the balances that a village begins with.
/// `registers` also gives it what is followed in registers: earmarked money, land, members, receipts.
pub(crate) fn open(
    office: &Office,
    village: &Place,
    at: Moment,
    registers: bool,
    draw: &mut impl FnMut() -> u64,
) -> Result<(), Stop> {
    let desk = accountant(office, village, at)?;
    let yuan = |least: i64, more: i64, draw: &mut dyn FnMut() -> u64| {
        least + i64::try_from(draw() % u64::try_from(more.max(1)).unwrap_or(1)).unwrap_or(0)
    };
    let (cash, bank) = (yuan(800, 900, draw), yuan(2_400_000, 900_000, draw));
    let (house, worn) = (yuan(1_800_000, 600_000, draw), yuan(400_000, 200_000, draw));
    let (owed, due, reserve) = (yuan(20_000, 40_000, draw), yuan(10_000, 30_000, draw), yuan(300_000, 200_000, draw));
    let capital = cash + bank + house + owed - worn - due - reserve;
    let debits = [("101", cash), ("10201", bank), ("112", owed), ("151", house)];
    let credits = [("152", worn), ("211", due), ("301", capital), ("311", reserve)];
    let mut opening = Vec::new();
    for (side, lines) in [(Side::Debit, debits), (Side::Credit, credits)] {
        for (account, yuan) in lines {
            opening.push(OpeningLine { account: code(account)?, side, amount_fen: Fen::yuan(yuan) });
        }
    }
    let (mut accounts, mut banks) = (Vec::new(), Vec::new());
    for (number, name, kind) in ACCOUNTS.iter().take(if registers { 2 } else { 1 }) {
        accounts.push(SubAccount { code: code(number)?, name: Words::new(name.0, name.1) });
        let last_digits = format!("{:04}", draw() % 10_000);
        banks.push(BankAccount { code: code(number)?, bank: "农商银行".into(), kind: (*kind).into(), last_digits });
    }
    if registers {
        for (side, account) in [(Side::Debit, "10202"), (Side::Credit, "241")] {
            opening.push(OpeningLine { account: code(account)?, side, amount_fen: Fen::yuan(EARMARKED) });
        }
    }
    let lines = [format!("单位：{village}"), format!("日期：{}", at.day()), "移交人、接交人、监交人已签字".into()];
    let deed = PrepareBooks {
        contains_moved: false,
        village: village.clone(),
        first: Period::of(at.day()),
        accounts,
        banks,
        opening,
        paper: make_paper(office.files(), "期初余额表", &lines)?,
    };
    by_two(office, village, &desk, deed)?;
    things::take_over(office, village, &desk, &things::Opening { house, worn, owed }, registers)?;
    if registers { register::take_over(office, village, &desk) } else { Ok(()) }
}

/// What was kept before is prepared by the accountant and confirmed by the township.
///
/// # Errors
/// When one of the two is missing, or is refused.
pub fn by_two(office: &Office, village: &Place, desk: &Desk, deed: impl Deed) -> Result<(), Stop> {
    office.perform(desk, deed)?;
    let found = office.read(|reader| capital::handovers(reader, village))?;
    let number = found.first().map(|row| row.number).ok_or_else(|| Fault::new("nothing was handed over"))?;
    let township = desk_of(office, village, Post::TownshipOfficial, desk.now)?;
    let township = township.ok_or_else(|| Fault::new("the township has no official"))?;
    office.perform(&township, ConfirmHandover { village: village.clone(), number }).map(drop)
}

fn code(text: &str) -> Result<Code, Fault> {
    Code::parse(text).map_err(|error| Fault::from("an account of the demonstration", error))
}

/// The agency's accountant closes every month that has ended, compared with the bank where its statement has come.
pub(crate) fn close(office: &Office, village: &Place, statement_comes: bool, at: Moment) -> Result<(), Stop> {
    let desk = accountant(office, village, at)?;
    let Some(books) = office.read(|reader| capital::books_of(reader, village))? else { return Ok(()) };
    let rows = office.read(|reader| capital::periods(reader, village))?;
    let closed = rows.iter().filter(|row| row.hash.is_some()).map(|row| row.period).max();
    let mut period = closed.map_or(books.first, Period::next);
    while period.last_day().plus(CLOSING_DAYS) < at.day() {
        if period.ends_the_year() {
            office.perform(&desk, capital::CarryYear { village: village.clone(), year: period.year() })?;
        }
        let reason = if statement_comes {
            bank::settle(office, village, &desk, period)?;
            String::new()
        } else {
            "银行对账单还没有寄到".into()
        };
        office.perform(&desk, ClosePeriod { village: village.clone(), period, reason })?;
        period = period.next();
    }
    Ok(())
}

fn accountant(office: &Office, village: &Place, at: Moment) -> Result<Desk, Stop> {
    let desk = desk_of(office, village, Post::AgencyAccountant, at)?;
    Ok(desk.ok_or_else(|| Fault::new("the township's agency has no accountant"))?)
}
