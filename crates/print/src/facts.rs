//! What stands on a sheet. Every text is shown as it is handed in: masked, and in the reader's language. Amounts are whole fen.

use serde::Serialize;

/// What every sheet bears at its foot, and what tells one sheet from another.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Foot {
    /// Whether the sheet's own words are English.
    pub english: bool,
    /// The address that the code leads to.
    pub address: String,
    /// The last entry of the log that the sheet rests on.
    pub entry: u64,
    /// The fingerprint of that entry, short.
    pub fingerprint: String,
    /// The day on which it was made, in words.
    pub made: String,
    /// The same day as year, month and day: the file's own date.
    pub day: (i32, u8, u8),
}

/// Money that came or went.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Money {
    /// When, in words.
    pub day: String,
    /// What for.
    pub what: String,
    /// Who paid or got it.
    pub who: String,
    /// How much, in fen.
    pub amount_fen: i64,
    /// What must be known beside it, such as that it came back; mostly empty.
    pub note: String,
}

/// A month in the small chart.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// What came in, in fen.
    pub income_fen: i64,
    /// What was paid, in fen.
    pub spent_fen: i64,
}

/// A decision and its votes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Decision {
    /// What about.
    pub what: String,
    /// When, in words.
    pub day: String,
    /// How many were for and against, in words.
    pub votes: String,
}

/// What everybody may object to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Open {
    /// What about.
    pub what: String,
    /// Until when, in words.
    pub until: String,
}

/// A bank account.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Bank {
    /// The bank.
    pub name: String,
    /// The last digits of its number.
    pub digits: String,
    /// What is on it, in fen.
    pub amount_fen: i64,
}

/// Whom to ask.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Contact {
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: String,
}

/// A village's month for the board on the wall (公开栏), A3.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Board {
    /// The foot.
    pub foot: Foot,
    /// Township and county.
    pub above: String,
    /// The village.
    pub name: String,
    /// The month, in words.
    pub month: String,
    /// What came in, in fen.
    pub income_fen: i64,
    /// What was paid, in fen.
    pub spent_fen: i64,
    /// What is left at the month's end, in fen.
    pub left_fen: i64,
    /// The month and those before it, oldest first.
    pub months: Vec<Bar>,
    /// What came in, line by line.
    pub income: Vec<Money>,
    /// What was paid, line by line.
    pub spent: Vec<Money>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What is open for objection.
    pub open: Vec<Open>,
    /// The bank accounts.
    pub banks: Vec<Bank>,
    /// What should be public and is not, each in words.
    pub missing: Vec<String>,
    /// The supervisors.
    pub people: Vec<Contact>,
}

/// A letter to every household (致村民的一封信), A4.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Letter {
    /// The foot.
    pub foot: Foot,
    /// Whether it is set in large print.
    pub large: bool,
    /// Township and county.
    pub above: String,
    /// The village.
    pub name: String,
    /// The month, in words.
    pub month: String,
    /// What came in, in fen.
    pub income_fen: i64,
    /// What was paid, in fen.
    pub spent_fen: i64,
    /// What is left at the month's end, in fen.
    pub left_fen: i64,
    /// How many payments there were.
    pub payments: usize,
    /// How many decisions there were.
    pub decisions: usize,
    /// How many items are late.
    pub missing: usize,
    /// The largest payments, the largest first.
    pub largest: Vec<Money>,
    /// What is open for objection.
    pub open: Vec<Open>,
    /// Whom to ask.
    pub people: Vec<Contact>,
}

/// A line of a voucher.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Entry {
    /// 摘要.
    pub summary: String,
    /// 科目, with its code.
    pub account: String,
    /// 借方, in fen; none where it is on the other side.
    pub debit_fen: Option<i64>,
    /// 贷方, in fen.
    pub credit_fen: Option<i64>,
}

/// A voucher (记账凭证), A4.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Voucher {
    /// The foot.
    pub foot: Foot,
    /// The village's collective.
    pub name: String,
    /// Its day, in words.
    pub day: String,
    /// Its word and number, such as 付-0012.
    pub number: String,
    /// The lines.
    pub entries: Vec<Entry>,
    /// 附件张数.
    pub papers: usize,
    /// 合计, the sum of one side in fen.
    pub sum_fen: i64,
    /// 合计 in Chinese capitals.
    pub capitals: String,
    /// Who handled (经手), attested (证明), reviewed (审核), approved (审批), paid or received (出纳), made (制单) and posted it (记账),
    /// masked for whoever must not know them; empty where nobody did.
    pub people: [String; 7],
    /// That it was taken back, and why; mostly empty.
    pub reversed: String,
}

/// A row of a statement.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// What it says.
    pub name: String,
    /// How much, in fen: one for each column.
    pub amounts_fen: Vec<i64>,
    /// Whether it is a sum.
    pub is_sum: bool,
}

/// Balance sheet (资产负债表) and income and distribution statement (收益及收益分配表) of a closed period, A4.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Statement {
    /// The foot.
    pub foot: Foot,
    /// The village's collective.
    pub name: String,
    /// The last day of the period, in words.
    pub until: String,
    /// The period, in words.
    pub month: String,
    /// The columns of the balance sheet: 年初余额, 期末余额.
    pub heads: Vec<String>,
    /// Those of the income statement: 本月数, 本年累计数, and 上年同期累计数 where the books reach back so far.
    pub income_heads: Vec<String>,
    /// Assets.
    pub has: Vec<Row>,
    /// Debts and equity.
    pub owes: Vec<Row>,
    /// Income and its distribution; none where only the balance sheet is shown.
    pub income: Vec<Row>,
}

/// The plate of a project or of a piece of property, A5.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Plate {
    /// The foot.
    pub foot: Foot,
    /// The village, with what is above it.
    pub village: String,
    /// What kind of thing it is, such as a project.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// What else everybody should read there, each as name and value.
    pub facts: Vec<(String, String)>,
}

/// A picture to be passed on in a chat group.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    /// What it leads to, and which state of the record it shows.
    pub foot: Foot,
    /// Township and county.
    pub above: String,
    /// The village.
    pub name: String,
    /// What it tells of, such as an item and its month.
    pub title: String,
    /// Up to three figures, each as name and value.
    pub figures: Vec<(String, String)>,
    /// Up to six lines, each as words and value; the value may be empty.
    pub lines: Vec<(String, String)>,
    /// What does not fit; mostly empty.
    pub more: String,
}
