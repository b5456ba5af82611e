//! A village with its books, and cases that move its money.

use capital::{BankAccount, PrepareBooks};
use demo::testing::{Bench, day};
use demo::{Matter, make_paper};
use ledger::{Code, OpeningLine, Period, Side, SubAccount};
use std::collections::BTreeMap;
use village::{Fen, Place, Refusal, Words};

pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(crate) fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Bank 20,000 yuan, cash 500, capital 20,500; from March 2026.
pub(crate) fn opening(bench: &Bench, village: &Place) -> PrepareBooks {
    let line = |account: &str, side, yuan| OpeningLine { account: code(account), side, amount_fen: Fen::yuan(yuan) };
    PrepareBooks {
        contains_moved: false,
        village: village.clone(),
        first: period("2026-03"),
        accounts: vec![SubAccount { code: code("10201"), name: Words::new("基本户", "basic account") }],
        banks: vec![BankAccount {
            code: code("10201"),
            bank: "农商银行溪口支行".into(),
            kind: "basic".into(),
            last_digits: "0417".into(),
        }],
        opening: vec![
            line("101", Side::Debit, 500),
            line("10201", Side::Debit, 20_000),
            line("301", Side::Credit, 20_500),
        ],
        paper: make_paper(bench.office.files(), "期初余额表", &["签字移交".into()]).unwrap(),
    }
}

/// Ten million in each of a basic account and one for land compensation: enough for every affair.
pub(crate) fn rich(deed: &mut PrepareBooks) {
    let land = code("10202");
    deed.accounts
        .push(SubAccount { code: land.clone(), name: Words::new("土地补偿费专户", "land compensation") });
    deed.banks.push(BankAccount {
        code: land.clone(),
        bank: "农商银行溪口支行".into(),
        kind: "land".into(),
        last_digits: "0418".into(),
    });
    deed.opening[1].amount_fen = Fen::yuan(10_000_000);
    deed.opening.push(OpeningLine { account: land, side: Side::Debit, amount_fen: Fen::yuan(10_000_000) });
    deed.opening[2].amount_fen = Fen::yuan(20_000_500);
}

/// A county of one village whose books are open.
pub(crate) fn with_books(bench: &Bench) -> Place {
    bench.found(1);
    let village = bench.village(1);
    let deed = opening(bench, &village);
    bench.by_two(&village, deed);
    village
}

/// A routine expense.
pub(crate) fn expense(village: &Place, yuan: &str, invoice: &str, pay_by: &str) -> Matter {
    let values = [
        ("amount_fen", yuan),
        ("purpose", "买扫帚20把，用于村道保洁"),
        ("category", "cleaning"),
        ("payee", "青溪日杂店"),
        ("invoice_no", invoice),
        ("pay_by", pay_by),
    ];
    matter(village, "C1", &values)
}

/// Income without a contract.
pub(crate) fn income(village: &Place, yuan: &str, receipt: &str) -> Matter {
    let values = [
        ("amount_fen", yuan),
        ("statement_fen", yuan),
        ("source", "subsidy"),
        ("payer", "县财政局"),
        ("purpose", "村级组织运转补助"),
        ("account", "basic"),
        ("pay_by", "transfer"),
        ("invoice_no", receipt),
        ("skipped", "0"),
        ("voided", "0"),
    ];
    matter(village, "C3", &values)
}

pub(crate) fn matter(village: &Place, affair: &str, values: &[(&str, &str)]) -> Matter {
    Matter {
        village: village.clone(),
        affair: affair.into(),
        title: "村里的一笔钱".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

/// Takes a matter to its end.
pub(crate) fn through(bench: &Bench, matter: &mut Matter) {
    while !matches!(bench.go_on(matter), demo::Went::Ended) {}
}

/// The balances at the end of a day, as `code` to fen, debit-positive.
pub(crate) fn balance(bench: &Bench, village: &Place, on: &str, account: &str) -> i64 {
    let found = bench.read(|reader| capital::balances_at(reader, village, day(on)));
    found.get(&code(account)).copied().unwrap_or(0)
}

pub(crate) fn says(refusal: &Refusal, zh: &str) {
    let faults: String = refusal.faults.iter().map(|fault| fault.words.zh.as_str()).collect();
    assert!(refusal.words.zh.contains(zh) || faults.contains(zh), "{zh}: {refusal:#?}");
}
