//! A wrong voucher is taken back by a reversing one, dated in the open period; the wrong one stays. It takes two people of two
//! posts: the accountant proposes with reason and paper, the township confirms. Where only an account was wrong, the same amounts are
//! posted again on the right one, in the same transaction; what went through cash or bank stays there.

use crate::entries::voucher_id;
use crate::keep::{ReversalProposed, Reversed, instead_of, to_body, vouchers_in};
use crate::open::books_of;
use crate::pair::{not_alone, nothing_waits, record, waits};
use crate::refuse::{field, refused};
use crate::sql;
use crate::store::hash;
use archive::{Query, Tx};
use ledger::{Books, Code, Line, Origin, People, Reason, Voucher};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::{BTreeMap, BTreeSet};
use village::{Fault, PersonId, Place, Refusal, Stop, Words};

/// Proposes that a voucher be taken back.
pub struct ProposeReversal {
    /// The village.
    pub village: Place,
    /// The voucher, by its number among all of the county's.
    pub voucher: String,
    /// Why.
    pub reason: String,
    /// The account on which a line is to stand instead, by the line's number from 1; none when all is only taken back.
    pub instead: BTreeMap<usize, Code>,
    /// The paper that shows it.
    pub paper: StoredFile,
}

/// Confirms it: the voucher is taken back.
pub struct ConfirmReversal {
    /// The village.
    pub village: Place,
    /// The voucher, by its number among all of the county's.
    pub voucher: String,
}

impl Deed for ProposeReversal {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.voucher.clone(), step: "propose_reversal".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let mut books = books_of(desk, tx, &self.village)?;
        let voucher = voucher_of(tx, &self.village, &self.voucher)?;
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 100 {
            let words =
                Words::new("请写明为什么冲销，最多100字", "say why it is taken back, in at most 100 characters");
            return Err(field("reason", words).into());
        }
        self.check_instead(&books, &voucher)?;
        if open(tx, &self.voucher)?.is_some() {
            return Err(proposed_already().into());
        }
        // What could not be posted today is told now, and not to whoever confirms.
        let hands = [desk.person().cloned(), None];
        let wanted = Wanted { village: &self.village, reason, instead: &self.instead, paper: self.paper.hash, hands };
        take_back(desk, tx, &mut books, &voucher, &wanted)?;
        let number = tx.one(sql::COUNT_REVERSALS, &[self.voucher.as_str().into()])?.int("many")? + 1;
        let body = ReversalProposed {
            voucher: self.voucher.clone(),
            number,
            reason: reason.to_owned(),
            instead: self.instead.clone(),
            paper: self.paper.hash,
        };
        record(desk, tx, &self.village, &self.voucher, "reversal.proposed", to_body(&body)?)
    }
}

impl ProposeReversal {
    fn check_instead(&self, books: &Books, voucher: &Voucher) -> Result<(), Refusal> {
        let roles = &books.chart.roles;
        for (number, code) in &self.instead {
            let line = number.checked_sub(1).and_then(|index| voucher.draft.lines.get(index));
            let money = |code: &Code| code.is_within(&roles.cash) || code.is_within(&roles.bank);
            let words = match line {
                None => Words::new(format!("凭证没有第{number}行"), format!("the voucher has no line {number}")),
                Some(line) if money(&line.account) || money(code) => Words::new(
                    "现金和银行存款的分录不能改记：钱怎么走的就怎么记",
                    "lines of cash and bank are not put elsewhere: they stand as the money went",
                ),
                Some(line) if line.account == *code => Words::new(
                    format!("第{number}行本来就记在{code}"),
                    format!("line {number} stands on {code} already"),
                ),
                Some(_) => continue,
            };
            return Err(field("instead", words));
        }
        Ok(())
    }
}

impl Deed for ConfirmReversal {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.voucher.clone(), step: "confirm_reversal".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let waiting = open(tx, &self.voucher)?.ok_or_else(nothing_proposed)?;
        desk.may("reopen_books", &self.village, waiting.proposer.iter().cloned().collect(), false)?;
        not_alone(desk, waiting.proposer.as_ref())?;
        let mut books = books_of(desk, tx, &self.village)?;
        let voucher = voucher_of(tx, &self.village, &self.voucher)?;
        let hands = [waiting.proposer.clone(), desk.person().cloned()];
        let village = &self.village;
        let wanted =
            Wanted { village, reason: &waiting.reason, instead: &waiting.instead, paper: waiting.paper, hands };
        let vouchers = take_back(desk, tx, &mut books, &voucher, &wanted)?;
        let body = Reversed { voucher: self.voucher.clone(), number: waiting.number, vouchers };
        record(desk, tx, &self.village, &self.voucher, "voucher.reversed", to_body(&body)?)
    }
}

struct Wanted<'a> {
    village: &'a Place,
    reason: &'a str,
    instead: &'a BTreeMap<usize, Code>,
    paper: village::Hash,
    hands: [Option<PersonId>; 2],
}

/// The reversing voucher, and the one with the right accounts where some were wrong.
fn take_back(
    desk: &Desk,
    tx: &mut dyn Query,
    books: &mut Books,
    voucher: &Voucher,
    wanted: &Wanted<'_>,
) -> Result<Vec<Voucher>, Stop> {
    let refuse = |reasons: Vec<Reason>| Stop::from(refused("books.reverse", &reasons));
    let origin = Origin::Reversal { of: voucher.number.clone() }.to_string();
    let reversed = tx.maybe(sql::REVERSED, &[wanted.village.into(), origin.into()])?;
    let day = books.day_for(desk.now.day());
    let summary =
        |what: &str| format!("{what}{}：{}", voucher.number, wanted.reason).chars().take(180).collect::<String>();
    let mut draft = Books::reversal(voucher, reversed.is_some(), day, &summary("冲销")).map_err(refuse)?;
    let [handler, approver] = wanted.hands.clone();
    let people = People { handler, approver, ..People::default() };
    draft.attachments = vec![wanted.paper];
    draft.people = people.clone();
    let mut made = vec![books.post(draft).map_err(refuse)?];
    if !wanted.instead.is_empty() {
        let mut draft = voucher.draft.clone();
        draft.lines = (1..).zip(voucher.draft.lines.iter()).map(|(number, line)| moved(number, line, wanted)).collect();
        draft.summary = summary("更正");
        draft.day = day;
        draft.attachments.push(wanted.paper);
        draft.people = people;
        draft.origin = Origin::Correction { of: voucher.number.clone() };
        draft.reservation = None;
        made.push(books.post(draft).map_err(refuse)?);
    }
    Ok(made)
}

fn moved(number: usize, line: &Line, wanted: &Wanted<'_>) -> Line {
    let account = wanted.instead.get(&number).unwrap_or(&line.account).clone();
    Line { account, ..line.clone() }
}

struct Waiting {
    number: i64,
    reason: String,
    instead: BTreeMap<usize, Code>,
    paper: village::Hash,
    proposer: Option<PersonId>,
}

fn open(tx: &mut dyn Query, voucher: &str) -> Result<Option<Waiting>, Fault> {
    let Some(row) = tx.maybe(sql::OPEN_REVERSAL, &[voucher.into()])? else { return Ok(None) };
    Ok(Some(Waiting {
        number: row.int("number")?,
        reason: row.text("reason")?,
        instead: instead_of(&row.text("instead")?)?,
        paper: hash(&row.text("paper")?)?,
        proposer: row.maybe_read("proposed_by")?,
    }))
}

/// The voucher as it was posted: from the entry, for the tables do not keep all that it says.
fn voucher_of(tx: &mut dyn Query, village: &Place, id: &str) -> Result<Voucher, Stop> {
    let row = tx.maybe(sql::VOUCHER_ENTRY, &[id.into(), village.into()])?.ok_or_else(Refusal::not_there)?;
    let seq = u64::try_from(row.int("entry")?).map_err(|e| Fault::from("an entry's number is malformed", e))?;
    let entry = archive::entry(tx, seq)?.ok_or_else(|| Fault::new(format!("entry {seq} of voucher `{id}` is gone")))?;
    let found = vouchers_in(&entry)?.into_iter().find(|voucher| voucher_id(village, voucher) == id);
    Ok(found.ok_or_else(|| Fault::new(format!("entry {seq} holds no voucher `{id}`")))?)
}

fn proposed_already() -> Refusal {
    let words = Words::new("已经有人提出冲销这张凭证", "somebody has proposed to take this voucher back already");
    waits("books.reversal_proposed", words)
}

fn nothing_proposed() -> Refusal {
    let words = Words::new("没有人提出冲销这张凭证", "nobody has proposed to take this voucher back");
    let next = Words::new(
        "先由代理会计提出，写明理由、附上材料",
        "The agency's accountant proposes first, with reason and paper",
    );
    nothing_waits("books.no_reversal_proposed", words, next)
}
