//! What takes two people: one proposes, another of another post confirms. Taking a voucher back and opening a period again share it.

use archive::Tx;
use office::{Desk, Receipt};
use village::{Kind, PersonId, Place, Refusal, Stop, Words};

/// Writes one half of it into the log; `named` is what is looked at next.
pub(crate) fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    named: &str,
    kind: &'static str,
    body: serde_json::Value,
) -> Result<Receipt, Stop> {
    let entry = tx.append(desk.draft(village, kind, named, body))?;
    Ok(Receipt { subject: named.to_owned(), entry: entry.seq, again: false })
}

/// Whoever proposed does not confirm, nor whoever stands in for them or they for him.
pub(crate) fn not_alone(desk: &Desk, proposer: Option<&PersonId>) -> Result<(), Refusal> {
    let counts_as_one = proposer.is_some_and(|proposer| desk.tied.contains(proposer));
    if proposer != desk.person() && !counts_as_one {
        return Ok(());
    }
    let refusal = Refusal::new(
        Kind::NotYours,
        "books.two_people",
        Words::new("提出和确认要两个人", "proposing and confirming take two people"),
        Words::new("请由另一位乡镇干部确认", "Another township official confirms"),
    );
    Err(refusal.violation())
}

/// One proposal waits already.
pub(crate) fn waits(rule: &str, words: Words) -> Refusal {
    let next = Words::new("请等乡镇干部确认", "Wait for the township to confirm");
    Refusal::new(Kind::NotNow, rule, words, next)
}

/// Nobody has proposed it.
pub(crate) fn nothing_waits(rule: &str, words: Words, next: Words) -> Refusal {
    Refusal::new(Kind::NotNow, rule, words, next)
}
