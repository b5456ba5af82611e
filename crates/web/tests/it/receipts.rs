//! Receipts on their pages: a book is entered, the next number cancelled, one issued by a case, printed, seen by everybody.

use crate::browser::Browser;
use crate::keep_books::{begun, fields, paper};
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use std::collections::BTreeMap;
use village::Post;

on_both_databases!(receipts_are_entered_cancelled_issued_and_seen, earmarked_money_is_followed_by_everybody,);

const BOOK: &str = "/desk/books/receipts/book?village=990101001001";
const CANCEL: &str = "/desk/books/receipts/cancel?village=990101001001";
const LIST: &str = "/desk/books/receipts?village=990101001001";

fn income(bench: &Bench, number: &str) -> Matter {
    let values = [
        ("amount_fen", "6000"),
        ("statement_fen", "6000"),
        ("source", "donation"),
        ("payer", "王大有"),
        ("purpose", "修路捐款"),
        ("account", "basic"),
        ("pay_by", "transfer"),
        ("invoice_no", number),
        ("skipped", "0"),
        ("voided", "0"),
    ];
    Matter {
        village: bench.village(1),
        affair: "C3".into(),
        title: "修路捐款".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

fn receipts_are_entered_cancelled_issued_and_seen(bench: &Bench) {
    let accountant = begun(bench);
    let page = accountant.get(LIST).body;
    assert!(page.contains("还没有登记收据"), "{page}");
    let page = accountant.get(BOOK).body;
    let sent =
        accountant.send_parts(BOOK, &fields(&page, &[("series", "浙农No."), ("first", "12x"), ("last", "9")]), &[]);
    assert!(sent.status == 422 && sent.body.contains("请附上材料"), "{}", sent.body);
    let bad = [("series", "浙农No."), ("first", "12x"), ("last", "9")];
    let sent = accountant.send_parts(BOOK, &fields(&page, &bad), &[paper(bench)]);
    assert!(sent.status == 422 && sent.body.contains("1到12位数字"), "{}", sent.body);
    let good = [("series", "浙农No."), ("first", "0001201"), ("last", "0001250")];
    let sent = accountant.send_parts(BOOK, &fields(&page, &good), &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let bookkeeper = Browser::of(bench, &bench.village(1), Post::Bookkeeper);
    assert_eq!(bookkeeper.get(BOOK).status, 403);
    assert_eq!(accountant.get(CANCEL).status, 403);
    let page = bookkeeper.get(CANCEL).body;
    assert!(page.contains("浙农NO.0001201"), "{page}");
    let said = [("many", "1"), ("reason", "写坏了金额"), ("number", "浙农NO.0001201")];
    let sent = bookkeeper.send_parts(CANCEL, &fields(&page, &said), &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    // The same form once more cancels no second number.
    let sent = bookkeeper.send_parts(CANCEL, &fields(&page, &said), &[paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mut matter = income(bench, "浙农No.0001202");
    while !matches!(bench.go_on(&mut matter), Went::Ended) {}
    let list = accountant.get(LIST).body;
    for part in ["浙农NO.0001203", "写坏了金额", "作废", "王大有", "6,000.00", "收-0001"] {
        assert!(list.contains(part), "{part}: {list}");
    }
    let sheet = accountant.get("/desk/books/receipts/990101001001-S1-1202");
    for part in ["陆仟元整", "浙农NO.0001202", "修路捐款", "<svg"] {
        assert!(sheet.status == 200 && sheet.body.contains(part), "{part}: {}", sheet.body);
    }
    assert_eq!(accountant.get("/desk/books/receipts/990101001001-S1-1201").status, 404, "a void one has no sheet");
    let voucher = accountant.get("/desk/books/990101001001-2026-03-R0001").body;
    assert!(voucher.contains("浙农NO.0001202"), "{voucher}");
    let csv = accountant.get("/desk/books/receipts.csv?village=990101001001").body;
    assert!(csv.contains("浙农NO.0001202") && csv.contains("6000.00"), "{csv}");
    let stranger = Browser::stranger(bench);
    let public = stranger.get("/v/990101001001/receipts").body;
    assert!(
        public.contains("浙农NO.0001201") && public.contains("写坏了金额") && !public.contains("王大有"),
        "{public}"
    );
    let one = stranger.get("/v/990101001001/receipts/990101001001-S1-1202");
    assert!(one.status == 200 && one.body.contains("6,000.00") && !one.body.contains("0001201"), "{}", one.body);
    assert_eq!(stranger.get("/v/990101001001/receipts/990101001001-S1-1299").status, 404);
    assert_eq!(Browser::of(bench, &bench.village(2), Post::Bookkeeper).get(LIST).status, 403, "another village's");
    bench.verified();
}

fn earmarked_money_is_followed_by_everybody(bench: &Bench) {
    let accountant = begun(bench);
    let list = accountant.get("/desk/books/funds?village=990101001001");
    assert!(list.status == 200 && list.body.contains("还没有专项资金"), "{}", list.body);
    let stranger = Browser::stranger(bench);
    assert!(stranger.get("/v/990101001001/funds").body.contains("还没有专项资金"));
    assert_eq!(stranger.get("/v/990101001001/funds/before").status, 404);
    assert_eq!(accountant.get("/desk/books/funds.csv?village=990101001001").status, 200);
}
