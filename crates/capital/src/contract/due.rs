//! What falls due is posted: the clockwork does it on the day, once, with an entry in the log, what the village is owed and what it owes.
//! What is paid before its day was posted when it was paid.

use super::arise::gone;
use super::keep::ReceivablePosted;
use super::kind::{ContractKind, Direction};
use super::read::{ContractRow, LineRow, contract, contract_lines};
use super::sql;
use crate::keep::to_body;
use crate::open::books_of;
use crate::refuse::refused;
use archive::{Query, Tx};
use ledger::{Books, Code, Draft, Line, Origin, People, Side, Word};
use office::{About, Deed, Desk, Receipt};
use village::{Day, Fault, Fen, Kind, Place, Refusal, Stop, Words};

/// What is owed to the village for what fell due, in the chart in force.
pub(crate) const RECEIVABLE: &str = "112";
/// What the village owes for what fell due, in the chart in force.
const PAYABLE: &str = "211";

/// Posts a line of a contract's schedule that has fallen due.
pub struct PostDue {
    /// The village.
    pub village: Place,
    /// The contract.
    pub contract: String,
    /// The line of its schedule.
    pub line: i64,
}

impl Deed for PostDue {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.contract.clone(), step: "post_due".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let id = self.contract.as_str();
        let found = contract(tx, id)?.filter(|found| found.village == self.village).ok_or_else(Refusal::not_there)?;
        let lines = contract_lines(tx, id)?;
        if !accrues(&found) {
            return Err(not_due().into());
        }
        let line = lines.into_iter().find(|line| line.position == self.line).ok_or_else(|| gone(id))?;
        let due = line.due.filter(|due| line.state == "open" && *due <= desk.now.day()).ok_or_else(not_due)?;
        let mut books = books_of(desk, tx, &self.village)?;
        let rest = line.amount_fen - line.settled_fen;
        let (state, voucher) = if due < books.first.first_day() {
            ("opening", None)
        } else if rest.0 <= 0 {
            ("posted", None)
        } else {
            let draft = draft(&books, id, &line, due, rest, &found)?;
            ("posted", Some(books.post(draft).map_err(|reasons| refused("books.post", &reasons))?))
        };
        let body = ReceivablePosted { id: id.to_owned(), line: self.line, state: state.to_owned(), voucher };
        let entry = desk.append_more(tx, &self.village, "receivable.posted", id, to_body(&body)?)?;
        Ok(Receipt { subject: id.to_owned(), entry, again: false })
    }
}

fn draft(
    books: &Books,
    id: &str,
    line: &LineRow,
    due: Day,
    amount_fen: Fen,
    contract: &ContractRow,
) -> Result<Draft, Fault> {
    let code = |text: &str| Code::parse(text).map_err(|error| Fault::from("an account of a contract", error));
    let of = |text: &str, side| Ok::<_, Fault>(Line { account: code(text)?, side, amount_fen });
    let kind = contract.kind;
    let (debit, credit, word) = match contract.way {
        Direction::In => (RECEIVABLE, kind.income_code(), "应收"),
        Direction::Out => (kind.cost_code(), PAYABLE, "应付"),
    };
    let object = &contract.object;
    Ok(Draft {
        word: Word::Transfer,
        day: books.day_for(due),
        summary: format!("{object}：第{}期到期{word}（{due}）", line.number).chars().take(180).collect(),
        lines: vec![of(debit, Side::Debit)?, of(credit, Side::Credit)?],
        attachments: Vec::new(),
        people: People::default(),
        origin: Origin::Due { contract: id.to_owned(), line: line.position },
        reservation: None,
        drawn: None,
    })
}

/// What the village owes is posted where a case signed the contract: the payment rests on that case and takes it from there. A loan stands in the
/// books since its money came; nothing can be paid under a contract of before, so what it asks for stays in the register.
fn accrues(found: &ContractRow) -> bool {
    found.way == Direction::In || (found.case.is_some() && found.kind != ContractKind::Loan)
}

/// What has fallen due on a day and is not posted, in villages that have books.
///
/// # Errors
/// When the store cannot be read.
pub fn to_post(query: &mut dyn Query, today: Day) -> Result<Vec<PostDue>, Fault> {
    let rows = query.query(sql::TO_POST, &[today.into()])?;
    rows.iter()
        .map(|row| {
            let village = row.read("village")?;
            Ok(PostDue { village, contract: row.text("contract_id")?, line: row.int("position")? })
        })
        .collect()
}

fn not_due() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "contract.not_due",
        Words::new("这一期还没有到期，或者已经入账", "this instalment is not due yet, or was posted already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
