//! What the ledger does not take, as a refusal that people read.

use ledger::Reason;
use village::{Article, FieldFault, Kind, Refusal, Words};

/// The ledger's reasons against something that follows from a step, or against closing.
pub(crate) fn refused(rule: &str, reasons: &[Reason]) -> Refusal {
    let all: Vec<Words> = reasons.iter().map(Reason::words).collect();
    let zh: Vec<&str> = all.iter().map(|words| words.zh.as_str()).collect();
    let en: Vec<&str> = all.iter().map(|words| words.en.as_str()).collect();
    Refusal::new(
        Kind::NotNow,
        rule,
        Words::new(zh.join("；"), en.join("; ")),
        Words::new("请先核对账簿，再办这件事", "Look at the books first, then try again"),
    )
    .under(accounting())
}

/// Every fault of the opening balances, with its line.
pub(crate) fn faulty(reasons: &[Reason]) -> Refusal {
    let fault = |reason: &Reason| FieldFault { field: "opening".into(), words: reason.words() };
    Refusal::faulty("books.opening", reasons.iter().map(fault).collect())
}

/// One fault of a form.
pub(crate) fn field(name: &str, words: Words) -> Refusal {
    Refusal::faulty("books.form", vec![FieldFault { field: name.into(), words }])
}

pub(crate) fn no_books() -> Refusal {
    Refusal::new(
        Kind::NotThere,
        "books.none",
        Words::new("这个村还没有建账", "this village has no books yet"),
        Words::new("请代理会计先录入期初余额", "The agency's accountant enters the opening balances first"),
    )
}

/// Accounts are kept of what really happened, on vouchers.
pub(crate) fn accounting() -> Article {
    Article { law: Words::new("会计法", "Accounting Law"), version: "2024-06-28".into(), article: "9".into() }
}
