//! Interest and charges: what a bank books by itself, with nobody's case. The line of its statement is the evidence and says what it is;
//! the accountant proposes it, the township confirms. It is no road to spend by: a charge is told by the bank's own words, goes to one
//! account of expense, and a month's charges of an account stay within a small limit of the rules.

mod kind;

pub use kind::BankEntryKind;

use super::keep::{BankEntryAnswered, BankEntryPosted, BankEntryProposed, LinesMatched, Matched, Side as Match};
use super::read::{BankLineRow, open_at_bank};
use super::sql;
use crate::entries::voucher_id;
use crate::keep::to_body;
use crate::open::books_of;
use crate::pair::{not_alone, nothing_waits, record, waits};
use crate::refuse::{field, refused};
use archive::{Query, Row, Tx};
use ledger::{Books, Code, Draft, Line, Origin, People, Period, Side, Voucher, Word};
use office::{About, Deed, Desk, Receipt};
use procedure::Standing;
use std::collections::BTreeSet;
use village::{Article, Day, Fault, Fen, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

/// Proposes that a line of the bank be entered as interest or charge.
pub struct ProposeBankEntry {
    /// The village.
    pub village: Place,
    /// The bank account.
    pub account: Code,
    /// The line of its statement.
    pub line: i64,
}

/// Confirms it: the voucher is posted, and matched with the line.
pub struct ConfirmBankEntry {
    /// The village.
    pub village: Place,
    /// The bank account.
    pub account: Code,
    /// The line of its statement.
    pub line: i64,
}

/// Sends it back: it is something else.
pub struct ReturnBankEntry {
    /// The village.
    pub village: Place,
    /// The bank account.
    pub account: Code,
    /// The line of its statement.
    pub line: i64,
    /// Why.
    pub remark: String,
}

/// What was proposed of a line.
#[derive(Debug, Clone)]
pub struct BankEntryRow {
    /// 1, 2 … of the line.
    pub number: i64,
    /// What it is.
    pub kind: BankEntryKind,
    /// By whom, as the desk knows them.
    pub proposer: Option<PersonId>,
    /// By whom, and when.
    pub proposed: (Option<String>, Moment),
    /// `waiting`, `posted`, `returned`.
    pub state: String,
    /// Why it was sent back.
    pub remark: String,
    /// The voucher.
    pub voucher: Option<String>,
}

fn named(village: &Place, account: &Code, line: i64) -> String {
    format!("{village}-{account}-{line}")
}

impl Deed for ProposeBankEntry {
    fn about(&self) -> About {
        let subject = named(&self.village, &self.account, self.line);
        About { place: self.village.clone(), subject, step: "propose_bank_entry".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let mut books = books_of(desk, tx, &self.village)?;
        let last = bank_entry(tx, &self.village, &self.account, self.line)?;
        if last.as_ref().is_some_and(|last| last.state == "waiting") {
            let words = Words::new("已经有人提出这一笔", "somebody has proposed this line already");
            return Err(waits("bank.entry_proposed", words).into());
        }
        // What could not be posted today is told now, and not to whoever confirms.
        let at = At { village: &self.village, account: &self.account, line: self.line };
        let (kind, ..) = at.posted(desk, tx, &mut books, [desk.person().cloned(), None])?;
        let number = last.map_or(0, |last| last.number) + 1;
        let (account, line) = (self.account.clone(), self.line);
        let body = to_body(&BankEntryProposed { account, line, number, kind: kind.code().to_owned() })?;
        record(desk, tx, &self.village, &named(&self.village, &self.account, self.line), "bank_entry.proposed", body)
    }
}

impl Deed for ConfirmBankEntry {
    fn about(&self) -> About {
        let subject = named(&self.village, &self.account, self.line);
        About { place: self.village.clone(), subject, step: "confirm_bank_entry".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = waiting(desk, tx, &self.village, &self.account, self.line)?;
        let mut books = books_of(desk, tx, &self.village)?;
        let at = At { village: &self.village, account: &self.account, line: self.line };
        let hands = [found.proposer.clone(), desk.person().cloned()];
        let (kind, limit_fen, voucher, line) = at.posted(desk, tx, &mut books, hands)?;
        let id = voucher_id(&self.village, &voucher);
        let position = voucher.draft.lines.iter().position(|one| one.account == self.account).unwrap_or(0) + 1;
        let body = BankEntryPosted {
            account: self.account.clone(),
            line: self.line,
            number: found.number,
            kind: kind.code().to_owned(),
            day: line.day,
            limit_fen,
            proposed_by: found.proposer,
            voucher,
        };
        let subject = named(&self.village, &self.account, self.line);
        let receipt = record(desk, tx, &self.village, &subject, "bank_entry.posted", to_body(&body)?)?;
        matched(desk, tx, &at, &line, (id, i64::try_from(position).unwrap_or(1), body.voucher.draft.day))?;
        Ok(receipt)
    }
}

impl Deed for ReturnBankEntry {
    fn about(&self) -> About {
        let subject = named(&self.village, &self.account, self.line);
        About { place: self.village.clone(), subject, step: "confirm_bank_entry".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = waiting(desk, tx, &self.village, &self.account, self.line)?;
        let remark = self.remark.trim();
        if remark.is_empty() || remark.chars().count() > 200 {
            let words = Words::new("请写明退回的原因，最多200字", "say why it is sent back, in at most 200 characters");
            return Err(field("remark", words).into());
        }
        let (account, line, number) = (self.account.clone(), self.line, found.number);
        let body = to_body(&BankEntryAnswered { account, line, number, remark: remark.to_owned() })?;
        record(desk, tx, &self.village, &named(&self.village, &self.account, self.line), "bank_entry.returned", body)
    }
}

struct At<'a> {
    village: &'a Place,
    account: &'a Code,
    line: i64,
}

impl At<'_> {
    /// The voucher that the line makes, posted in the books at hand; with its kind, the limit of the rules, and the line.
    fn posted(
        &self,
        desk: &Desk,
        tx: &mut dyn Query,
        books: &mut Books,
        [handler, approver]: [Option<PersonId>; 2],
    ) -> Result<(BankEntryKind, Fen, Voucher, BankLineRow), Stop> {
        let today = desk.now.day();
        let open = open_at_bank(tx, self.village, self.account, today)?;
        let line = open.into_iter().find(|line| line.number == self.line).ok_or_else(not_open)?;
        if line.day < books.first.first_day() {
            return Err(not_open().into());
        }
        let kind = BankEntryKind::of(&line).ok_or_else(neither)?;
        let book = desk.office.current_book(tx)?.at(self.village, today);
        let limit_fen = Fen(book.number(Standing::BankCharge, today).0.max(0));
        let amount_fen = Fen(line.amount_fen.0.saturating_abs());
        if kind == BankEntryKind::Charge {
            self.within(tx, &line, limit_fen)?;
        }
        let draft = draft(books, self, (kind, &line, amount_fen), People { handler, approver, ..People::default() })?;
        let voucher = books.post(draft).map_err(|reasons| refused("books.post", &reasons))?;
        Ok((kind, limit_fen, voucher, line))
    }

    /// A month's charges of an account, this one among them, stay within the limit.
    fn within(&self, tx: &mut dyn Query, line: &BankLineRow, limit_fen: Fen) -> Result<(), Stop> {
        let month = Period::of(line.day);
        let params =
            [self.village.into(), self.account.as_str().into(), month.first_day().into(), month.last_day().into()];
        let before = tx.one(sql::CHARGED, &params)?.maybe_int("fen")?.unwrap_or(0);
        let all = Fen(line.amount_fen.0.saturating_sub(before.saturating_abs()).saturating_abs());
        if all > limit_fen {
            return Err(too_much(month, all, limit_fen).into());
        }
        Ok(())
    }
}

fn draft(
    books: &Books,
    at: &At<'_>,
    (kind, line, amount_fen): (BankEntryKind, &BankLineRow, Fen),
    people: People,
) -> Result<Draft, Fault> {
    let code = Code::parse(kind.account()).map_err(|error| Fault::from("an account of the bank's", error))?;
    let own = |side: Side| Line { account: at.account.clone(), side, amount_fen };
    let other = |side: Side| Line { account: code.clone(), side, amount_fen };
    let (word, lines) = match kind {
        BankEntryKind::Interest => (Word::Receipt, vec![own(Side::Debit), other(Side::Credit)]),
        BankEntryKind::Charge => (Word::Payment, vec![other(Side::Debit), own(Side::Credit)]),
    };
    let text = [&line.payee, &line.remark].map(|text| text.trim()).join(" ");
    let summary = format!("{}（{}对账单：{}）", kind.words().zh, line.day, text.trim());
    Ok(Draft {
        word,
        day: books.day_for(line.day),
        summary: summary.chars().take(180).collect(),
        lines,
        attachments: Vec::new(),
        people,
        origin: Origin::Bank { account: at.account.clone(), line: at.line },
        reservation: None,
        drawn: None,
    })
}

/// The line and its voucher are one and the same.
fn matched(
    desk: &Desk,
    tx: &mut Tx<'_>,
    at: &At<'_>,
    line: &BankLineRow,
    (voucher, position, day): (String, i64, Day),
) -> Result<(), Stop> {
    let params = [at.village.into(), at.account.as_str().into()];
    let number = tx.one(sql::LAST_MATCHING, &params)?.maybe_int("number")?.unwrap_or(0) + 1;
    let amount_fen = line.amount_fen;
    let sides = vec![
        Match::Bank { bank_line: at.line, day: line.day, amount_fen },
        Match::Book { voucher, position, day, amount_fen },
    ];
    let body = LinesMatched { account: at.account.clone(), matchings: vec![Matched { number, sides }] };
    desk.append_more(tx, at.village, "lines.matched", &format!("{}-{}", at.village, at.account), to_body(&body)?)?;
    Ok(())
}

/// What was last proposed of a line; none where nothing was.
///
/// # Errors
/// When the store cannot be read.
pub fn bank_entry(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
    line: i64,
) -> Result<Option<BankEntryRow>, Fault> {
    let params = [village.into(), account.as_str().into(), line.into()];
    query.maybe(sql::ENTRY_OF, &params)?.map(|row| entry_row(&row)).transpose()
}

/// A line that only the bank holds.
///
/// # Errors
/// When the store cannot be read.
pub fn bank_line(
    query: &mut dyn Query,
    village: &Place,
    account: &Code,
    line: i64,
    today: Day,
) -> Result<Option<BankLineRow>, Fault> {
    Ok(open_at_bank(query, village, account, today)?.into_iter().find(|row| row.number == line))
}

fn entry_row(row: &Row) -> Result<BankEntryRow, Fault> {
    let kind = row.text("kind")?;
    Ok(BankEntryRow {
        number: row.int("number")?,
        kind: BankEntryKind::named(&kind).ok_or_else(|| Fault::new(format!("`{kind}` is booked by no bank")))?,
        proposer: row.maybe_read("proposed_by")?,
        proposed: (row.maybe_text("name")?, row.moment("proposed")?),
        state: row.text("state")?,
        remark: row.maybe_text("remark")?.unwrap_or_default(),
        voucher: row.maybe_text("voucher_id")?,
    })
}

/// What waits, for somebody who may answer it and did not propose it.
fn waiting(desk: &Desk, tx: &mut Tx<'_>, village: &Place, account: &Code, line: i64) -> Result<BankEntryRow, Stop> {
    let found = bank_entry(tx, village, account, line)?.filter(|found| found.state == "waiting");
    let found = found.ok_or_else(|| {
        let words = Words::new("没有人提出这一笔", "nobody has proposed this line");
        let next = Words::new("先由代理会计提出", "The agency's accountant proposes it first");
        nothing_waits("bank.no_entry_proposed", words, next)
    })?;
    desk.may("reopen_books", village, found.proposer.iter().cloned().collect(), false)?;
    not_alone(desk, found.proposer.as_ref())?;
    Ok(found)
}

fn not_open() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.line_not_open",
        Words::new(
            "这一笔银行流水不存在、已经和账对上，或者在建账以前",
            "this line of the bank is not there, is matched already, or is of before the books",
        ),
        Words::new("请在对账页面上核对", "Look at the page of the reconciliation"),
    )
}

fn neither() -> Refusal {
    let law = Words::new("会计法", "Accounting Law");
    Refusal::new(
        Kind::NotNow,
        "bank.neither_interest_nor_charge",
        Words::new(
            "银行的摘要没有写明是存款利息或手续费，不能这样入账",
            "the bank does not call this line interest or a charge; it is not entered like this",
        ),
        Words::new(
            "别的收入走“收入收缴”，别的支出走“日常开支报销”等办件",
            "Other income and other spending go through their cases",
        ),
    )
    .under(Article { law, version: "2024-06-28".into(), article: "14".into() })
}

fn too_much(month: Period, all: Fen, limit: Fen) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.charges_over_limit",
        Words::new(
            format!("{month}这个账户的手续费加上这笔共{all}元，超过限额{limit}元"),
            format!(
                "the charges of this account in {month} come to {all} yuan with this one, above the limit of {limit}"
            ),
        ),
        Words::new(
            "请向银行查清是什么费用；确要支付的，走“日常开支报销”办件",
            "Ask the bank what it is for; what is to be paid goes through a case of expense",
        ),
    )
}
