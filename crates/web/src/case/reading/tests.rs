//! What is offered, what stays, what is told: without a picture.

use super::*;
use procedure::RuleBook;

fn claim() -> Vec<Field> {
    let book = RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap();
    book.affair("C1").unwrap().step("claim").unwrap().fields.clone()
}

fn field(id: &str) -> Field {
    claim().into_iter().find(|field| field.id == id).unwrap()
}

fn read(text: &str) -> Read {
    Read { invoice: invoice::read_code(text).unwrap(), paper: None }
}

const ONE: &str = "01,32,,26332000000012345678,1286.50,20260312,,649C";
const TWO: &str = "01,32,,26332000000087654321,13.50,20260310,,649C";
const OLD: &str = "01,04,033001900104,80100798,1000.00,20240105,12345678901234567890,AB";

#[test]
fn one_invoice_offers_its_parts_and_several_their_sum() {
    let one = [read(ONE)];
    assert_eq!(offered(InvoicePart::Number, &one).as_deref(), Some("26332000000012345678"));
    assert_eq!(offered(InvoicePart::Total, &one).as_deref(), Some("1,286.50"));
    assert_eq!(offered(InvoicePart::Day, &one).as_deref(), Some("2026-03-12"));
    assert_eq!(offered(InvoicePart::Seller, &one), None);
    let both = [read(ONE), read(TWO)];
    assert_eq!(offered(InvoicePart::Number, &both).as_deref(), Some("26332000000012345678、26332000000087654321"));
    assert_eq!(offered(InvoicePart::Total, &both).as_deref(), Some("1,300.00"));
    assert_eq!(offered(InvoicePart::Day, &both).as_deref(), Some("2026-03-12"));
}

#[test]
fn an_amount_before_tax_is_never_offered_as_the_amount() {
    let old = [read(OLD)];
    assert_eq!(offered(InvoicePart::Total, &old), None);
    assert_eq!(offered(InvoicePart::Total, &[read(ONE), read(OLD)]), None, "half a sum is no sum");
    let amount = field("amount_fen");
    assert_eq!(beside(&amount, "", &old), Some(Beside::Net(Fen::yuan(1_000), true)));
    assert_eq!(beside(&amount, "1,030", &old), Some(Beside::Net(Fen::yuan(1_000), true)));
    assert_eq!(beside(&amount, "999.99", &old), Some(Beside::Net(Fen::yuan(1_000), false)));
    assert_eq!(beside(&amount, "1200", &old), Some(Beside::Net(Fen::yuan(1_000), false)));
}

#[test]
fn what_differs_from_the_invoice_is_told_and_what_only_looks_different_is_not() {
    let one = [read(ONE)];
    assert_eq!(beside(&field("amount_fen"), "１２８６.5", &one), Some(Beside::Read));
    assert_eq!(beside(&field("amount_fen"), "1286.05", &one), Some(Beside::Differs("1,286.50".into())));
    assert_eq!(beside(&field("invoice_no"), "2633 2000 0000 1234 5678", &one), Some(Beside::Read));
    assert_eq!(
        beside(&field("invoice_no"), "26332000000012345679", &one),
        Some(Beside::Differs("26332000000012345678".into()))
    );
    assert_eq!(beside(&field("invoice_no"), "２６３３２０００００００１２３４５６７８。", &one), Some(Beside::Read));
    assert_eq!(beside(&field("spent_on"), "2026-03-11", &one), Some(Beside::Differs("2026-03-12".into())));
    assert_eq!(beside(&field("purpose"), "x", &one), None);
    assert_eq!(beside(&field("payee"), "某店", &one), None);
    assert_eq!(beside(&field("amount_fen"), "1", &[]), None);
}

#[test]
fn a_red_invoice_is_no_amount_to_pay() {
    let red = [read("01,32,,26332000000012345678,-1286.50,20260312,,649C")];
    assert_eq!(offered(InvoicePart::Total, &red), None);
}

#[test]
fn what_was_read_is_carried_along_and_cannot_be_written_by_hand() {
    let reading = Reading { invoices: vec![read(ONE)], notes: Vec::new() };
    let (_, token) = reading.tokens("secret").remove(0);
    assert_eq!(opened(&token, "secret"), Some(read(ONE)));
    assert_eq!(opened(&token, "another session"), None);
    assert_eq!(opened(&token.replace("128650", "9"), "secret"), None);
    // Nor does a mark that was given for a paper count for an invoice.
    let text = serde_json::to_string(&read(ONE)).unwrap();
    assert_eq!(opened(&format!("{}!{text}", seal("paper", &text, "secret")), "secret"), None);
}
