//! A village with its books, a closed month, and what is confirmed of it.

use capital::{BankAccount, ClosePeriod, PrepareBooks};
use demo::testing::{Bench, day};
use demo::{Matter, make_paper};
use disclosure::{Prepare, Prepared, Review, Slot, Term, Verdict, draw_item, slots, versions};
use ledger::{Code, OpeningLine, Side, SubAccount};
use office::Content;
use std::collections::BTreeMap;
use village::{Fen, Hash, Place, Post, Refusal, Stop, Words};

pub(crate) fn term(text: &str) -> Term {
    text.parse().unwrap()
}

/// A county of one village whose books are open from March 2026: bank 20,000 yuan, cash 500.
pub(crate) fn with_books(bench: &Bench) -> Place {
    bench.found(1);
    let village = bench.village(1);
    open_books(bench, &village);
    village
}

/// Opens a village's books as [`with_books`] does.
pub(crate) fn open_books(bench: &Bench, village: &Place) {
    let code = |text: &str| Code::parse(text).unwrap();
    let line = |account: &str, side, yuan| OpeningLine { account: code(account), side, amount_fen: Fen::yuan(yuan) };
    let deed = PrepareBooks {
        contains_moved: false,
        village: village.clone(),
        first: "2026-03".parse().unwrap(),
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
    };
    bench.by_two(village, deed);
}

/// An expense of so many yuan, to its payment.
pub(crate) fn spend(bench: &Bench, village: &Place, yuan: &str, invoice: &str) {
    let values = [
        ("amount_fen", yuan),
        ("purpose", "买扫帚，用于村道保洁"),
        ("category", "cleaning"),
        ("payee", "青溪日杂店"),
        ("invoice_no", invoice),
        ("pay_by", "transfer"),
    ];
    let mut matter = Matter {
        village: village.clone(),
        affair: "C1".into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    };
    while !matches!(bench.go_on(&mut matter), demo::Went::Ended) {}
}

/// An expense of 120 yuan in March, which is closed on 2 April.
pub(crate) fn march(bench: &Bench) -> Place {
    let village = with_books(bench);
    spend(bench, &village, "120", "24330000000000000001");
    bench.go_to(day("2026-04-02"));
    close(bench, &village, "2026-03");
    village
}

pub(crate) fn close(bench: &Bench, village: &Place, period: &str) {
    let deed = ClosePeriod {
        village: village.clone(),
        period: period.parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(village, Post::AgencyAccountant), deed);
}

/// What an item would say now.
pub(crate) fn drawn(bench: &Bench, village: &Place, item: &str, at: &str) -> Result<(Content, Hash), Refusal> {
    let desk = bench.nobody();
    let book = bench.read(|reader| desk.office.current_book(reader)).at(village, bench.today());
    let found = bench.read(|reader| match draw_item(reader, &desk, village, &book.catalogue[item], term(at)) {
        Ok(drawn) => Ok(Ok(drawn)),
        Err(Stop::Refused(refusal)) => Ok(Err(*refusal)),
        Err(Stop::Failed(fault)) => Err(fault),
    });
    found.map(Option::unwrap)
}

/// Confirming what the books say of an item.
pub(crate) fn confirm(bench: &Bench, village: &Place, items: &[&str], at: &str) -> Prepare {
    let one = |item: &&str| Prepared {
        item: (*item).to_owned(),
        term: term(at),
        text: String::new(),
        reason: String::new(),
        seen: Some(drawn(bench, village, item, at).unwrap().1),
    };
    Prepare { village: village.clone(), slots: items.iter().map(one).collect(), release_on: None }
}

/// Confirming what somebody wrote.
pub(crate) fn write(village: &Place, item: &str, at: &str, text: &str, reason: &str) -> Prepare {
    let one = Prepared { item: item.into(), term: term(at), text: text.into(), reason: reason.into(), seen: None };
    Prepare { village: village.clone(), slots: vec![one], release_on: None }
}

/// What the committee says of the latest version.
pub(crate) fn verdict(bench: &Bench, village: &Place, item: &str, at: &str, returned: Option<&str>) -> Review {
    let own = bench.read(|reader| versions(reader, village, item, term(at)));
    let seen = own.last().unwrap().hash;
    let one = Verdict { item: item.into(), term: term(at), seen, returned: returned.map(str::to_owned) };
    Review { village: village.clone(), verdicts: vec![one] }
}

pub(crate) fn slot(bench: &Bench, village: &Place, item: &str, at: &str) -> Slot {
    let book = bench.read(|reader| bench.office.current_book(reader)).at(village, bench.today());
    let all = bench.read(|reader| slots(reader, &book, village, bench.today()));
    all.into_iter().find(|slot| slot.item.code == item && slot.term == term(at)).unwrap()
}

pub(crate) fn says(refusal: &Refusal, zh: &str) {
    let faults: String = refusal.faults.iter().map(|fault| fault.words.zh.as_str()).collect();
    assert!(refusal.words.zh.contains(zh) || faults.contains(zh), "{zh}: {refusal:#?}");
}
