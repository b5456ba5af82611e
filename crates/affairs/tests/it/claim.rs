//! A routine expense (C1), ready to be claimed, and the people who take it to its payment.

use affairs::Act;
use demo::testing::{Bench, Sheet, form};
use office::Desk;
use village::{CaseId, Place, Post};

/// The steps of an expense of the lowest tier, with who takes them and with which outcome.
pub(crate) const ROAD: [(&str, Post, &str); 8] = [
    ("claim", Post::CommitteeMember, "claimed"),
    ("witness", Post::Representative, "confirmed"),
    ("first_approve", Post::DeputyDirector, "approved"),
    ("check", Post::SupervisionDirector, "marked"),
    ("sign_last", Post::PartySecretary, "signed"),
    ("submit", Post::Bookkeeper, "submitted"),
    ("check_books", Post::AgencyAccountant, "accepted"),
    ("pay", Post::AgencyCashier, "paid"),
];

/// A claim of so many yuan on an invoice.
pub(crate) fn claim<'a>(bench: &'a Bench, yuan: &str, invoice: &str) -> Sheet<'a> {
    like_claim(form(bench, "claim", "claimed"), bench, yuan, invoice)
}

/// The fields and papers that a claim and its correction ask for.
pub(crate) fn like_claim<'a>(sheet: Sheet<'a>, bench: &Bench, yuan: &str, invoice: &str) -> Sheet<'a> {
    sheet
        .with("amount_fen", yuan)
        .with("purpose", "买扫帚20把，用于村道保洁")
        .with("category", "cleaning")
        .with("spent_on", &bench.today().plus(-3).to_string())
        .with("payee", "青溪日杂店")
        .with("invoice_no", invoice)
        .with("pay_by", "transfer")
        .paper("invoice", invoice)
        .paper("detail", "扫帚20把")
}

/// The form of a later step, filled in as it asks.
pub(crate) fn step<'a>(bench: &'a Bench, step: &str, outcome: &str) -> Sheet<'a> {
    let sheet = form(bench, step, outcome);
    match step {
        "witness" => sheet.with("seen", "扫帚已经发到保洁员手里").with("reason", "与实际不符"),
        "check" => {
            sheet.with("opinion", "票据齐全，同意").with("reason", "票据不清").paper("collective_check", "三人到会")
        }
        "pre_review" => sheet.with("opinion", "票据齐全，同意").with("reason", "票据不清"),
        "check_books" => sheet.with("invoice_verified", "yes").with("reason", "发票查不到"),
        "pay" => sheet.paper("bank_slip", "转账成功"),
        _ => sheet.with("reason", "金额不对"),
    }
}

/// Opens a claim as the first committee member.
pub(crate) fn opened(bench: &Bench, village: &Place, yuan: &str, invoice: &str) -> CaseId {
    opened_by(bench, &bench.desk(village, Post::CommitteeMember), village, yuan, invoice)
}

/// The same by whoever sits at this desk.
pub(crate) fn opened_by(bench: &Bench, desk: &Desk, village: &Place, yuan: &str, invoice: &str) -> CaseId {
    let receipt = bench.done(desk, claim(bench, yuan, invoice).open(village, "C1"));
    CaseId::new(receipt.subject).unwrap()
}

/// Takes a small claim along the road until it waits for `until`.
pub(crate) fn at(bench: &Bench, village: &Place, invoice: &str, until: &str) -> CaseId {
    let case = opened(bench, village, "120", invoice);
    for (name, post, outcome) in ROAD.iter().skip(1).take_while(|(name, ..)| *name != until) {
        bench.done(&bench.desk(village, *post), act(bench, &case, name, outcome));
    }
    case
}

/// A step of a case as it stands now.
pub(crate) fn act(bench: &Bench, case: &CaseId, name: &str, outcome: &str) -> Act {
    step(bench, name, outcome).act(case)
}

/// Everybody with a post in the village, its township and its county, each once, by the post that is theirs first.
pub(crate) fn everybody(bench: &Bench, village: &Place) -> Vec<(Post, Desk)> {
    let mut found: Vec<(Post, Desk)> = Vec::new();
    for post in Post::ALL {
        for desk in bench.desks(village, *post) {
            if !found.iter().any(|(_, known)| known.person() == desk.person()) {
                found.push((*post, desk));
            }
        }
    }
    found
}

/// One desk for each post of the village, its township and its county.
pub(crate) fn every_post(bench: &Bench, village: &Place) -> Vec<(Post, Desk)> {
    Post::ALL.iter().map(|post| (*post, bench.desk(village, *post))).collect()
}
