//! Receipts by number: in order or cancelled, never twice, never skipped.

use crate::scene::{income, says, through, with_books};
use capital::{CancelReceipts, ReceiveReceiptBook, next_receipt, receipt_books, receipts, receipts_of_case};
use demo::testing::Bench;
use demo::{Matter, Went, make_paper, on_both_databases};
use office::StoredFile;
use village::{Fen, Place, Post, Refusal, Stop};

on_both_databases!(
    receipts_are_issued_in_order_or_cancelled_with_a_reason,
    a_book_of_receipts_is_entered_once,
    a_corrected_receipt_stays_in_the_list,
);

fn paper(bench: &Bench) -> StoredFile {
    make_paper(bench.office.files(), "领用登记", &["签字".into()]).unwrap()
}

pub(crate) fn book(bench: &Bench, village: &Place, first: &str, last: &str) -> ReceiveReceiptBook {
    let (first, last) = (first.to_owned(), last.to_owned());
    ReceiveReceiptBook { village: village.clone(), series: "浙农No.".into(), first, last, paper: paper(bench) }
}

pub(crate) fn cancel(bench: &Bench, village: &Place, first: &str, many: i64, reason: &str) -> CancelReceipts {
    let (first, reason) = (first.to_owned(), reason.to_owned());
    CancelReceipts { village: village.clone(), first, many, reason, paper: paper(bench) }
}

/// Goes on until a step is refused for what was typed.
fn stopped(bench: &Bench, matter: &mut Matter) -> Refusal {
    loop {
        match demo::go_on(&bench.office, matter, bench.now()) {
            Ok(Went::On(_)) => {}
            Ok(Went::NotYet(refusal)) if refusal.faults.is_empty() => bench.wait_days(1),
            Ok(Went::NotYet(refusal)) => return *refusal,
            Ok(Went::Ended) => panic!("nothing stopped it"),
            Err(Stop::Refused(refusal)) => return *refusal,
            Err(Stop::Failed(fault)) => panic!("{}", fault.chain()),
        }
    }
}

fn receipts_are_issued_in_order_or_cancelled_with_a_reason(bench: &Bench) {
    let village = with_books(bench);
    // Before there is a book, numbers are what was typed.
    through(bench, &mut income(&village, "100", "旧收据-7"));
    assert!(bench.read(|reader| receipts(reader, &village)).is_empty());
    bench.done(&bench.desk(&village, Post::AgencyAccountant), book(bench, &village, "0001201", "0001203"));
    let mut first = income(&village, "200", "浙农 No.0001202");
    let refused = stopped(bench, &mut first);
    says(&refused, "下一张收据是浙农NO.0001201");
    first.values.insert("invoice_no".into(), "浙农no.０００１２０１".into());
    through(bench, &mut first);
    let case = first.case.clone().unwrap();
    let own = bench.read(|reader| receipts_of_case(reader, &case));
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].text.as_str(), own[0].amount_fen, own[0].payer.as_str()),
        ("浙农NO.0001201", Fen::yuan(200), "县财政局")
    );
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    says(&bench.refused(&bookkeeper, cancel(bench, &village, "浙农NO.0001203", 1, "写坏")), "不是下一张");
    says(&bench.refused(&bookkeeper, cancel(bench, &village, "浙农NO.0001202", 3, " ")), "请写明作废原因");
    bench.refused(
        &bench.desk(&village, Post::SupervisionDirector),
        cancel(bench, &village, "浙农NO.0001202", 1, "写坏"),
    );
    bench.done(&bookkeeper, cancel(bench, &village, "浙农NO.0001202", 1, "写坏了金额"));
    let mut second = income(&village, "300", "浙农NO.0001203");
    through(bench, &mut second);
    let mut third = income(&village, "400", "浙农NO.0001204");
    says(&stopped(bench, &mut third), "收据已经用完");
    let all = bench.read(|reader| receipts(reader, &village));
    let told: Vec<_> = all.iter().map(|row| (row.number, row.cancelled, row.reason.as_str())).collect();
    assert_eq!(told, [(1203, false, ""), (1202, true, "写坏了金额"), (1201, false, "")]);
    assert_eq!(bench.read(|reader| next_receipt(reader, &village)), None);
    bench.verified();
}

fn a_book_of_receipts_is_entered_once(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    for (first, last, says_what) in [
        ("12a", "13", "1到12位数字"),
        ("0010", "0009", "不小于起号"),
        ("01", "002", "位数相同"),
        ("00001", "20000", "最多10000张"),
    ] {
        says(&bench.refused(&accountant, book(bench, &village, first, last)), says_what);
    }
    bench.refused(&bench.desk(&village, Post::Bookkeeper), book(bench, &village, "0001", "0050"));
    bench.done(&accountant, book(bench, &village, "0001", "0050"));
    says(&bench.refused(&accountant, book(bench, &village, "0050", "0099")), "已经登记过");
    bench.done(&accountant, book(bench, &village, "0051", "0100"));
    let books = bench.read(|reader| receipt_books(reader, &village));
    assert_eq!(books.iter().map(|book| (book.number, book.left())).collect::<Vec<_>>(), [(1, 50), (2, 50)]);
    // One used up, the next begins.
    bench.done(&bench.desk(&village, Post::Bookkeeper), cancel(bench, &village, "浙农NO.0001", 50, "整本遗失，已登报"));
    assert_eq!(bench.read(|reader| next_receipt(reader, &village)).unwrap().text, "浙农NO.0051");
    bench.verified();
}

fn a_corrected_receipt_stays_in_the_list(bench: &Bench) {
    let village = with_books(bench);
    bench.done(&bench.desk(&village, Post::AgencyAccountant), book(bench, &village, "0001", "0050"));
    let mut matter = income(&village, "100", "浙农NO.0001");
    matter.outcomes.insert("check_books".into(), "returned".into());
    bench.go_on_to(&mut matter, "correct_receipt");
    assert_eq!(bench.read(|reader| receipts(reader, &village)).len(), 1);
    matter.outcomes.clear();
    matter.values.insert("invoice_no".into(), "浙农NO.0002".into());
    through(bench, &mut matter);
    let all = bench.read(|reader| receipts(reader, &village));
    let told: Vec<_> = all.iter().map(|row| (row.number, row.cancelled, row.case.is_some())).collect();
    assert_eq!(told, [(2, false, true), (1, true, true)]);
    bench.verified();
}
