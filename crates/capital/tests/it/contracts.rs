//! Contracts: signed by a case, due by their schedule, paid by other cases, changed, taken over as history.

use crate::scene::{balance, matter, opening, says, through, with_books};
use capital::{
    Colour, ConfirmReversal, ContractKind, Direction, FileContract, ImportContracts, ImportedContract, Limits, PostDue,
    ProposeReversal, RemindContract, contract, contract_lines, contracts, deposit_held, settlings, to_post,
    to_remind_contracts, totals,
};
use demo::testing::{Bench, day};
use demo::{Matter, make_paper, on_both_databases};
use ledger::Plan;
use office::Desk;
use std::collections::BTreeMap;
use village::{Fen, Place, Post};

on_both_databases!(
    a_lease_falls_due_is_posted_once_and_paid,
    rent_paid_ahead_is_income_then_and_is_not_posted_again,
    a_deposit_is_owed_until_it_goes_back_and_goes_back_once,
    a_receipt_taken_back_is_owed_again,
    arrears_are_reminded_of_once_at_each_stage_and_red_ones_warn,
    the_township_files_a_contract_once,
    history_is_taken_over_whole_or_not_at_all,
    rent_of_a_contract_of_before_is_paid_as_any_other,
    what_the_village_owes_is_posted_when_it_falls_due,
);

/// A shop let for two years at 24,000 yuan, in four instalments of which the later two are five per cent higher.
fn lease(village: &Place, first_due: &str) -> Matter {
    let values = [
        ("object", "老粮站店面"),
        ("asset_kind", "building"),
        ("term_months", "24"),
        ("amount_fen", "20000"),
        ("mode", "bids"),
        ("venue", "township"),
        ("body", "villagers_meeting"),
        ("offers", "3"),
        ("best_offer_fen", "24600"),
        ("price_fen", "24600"),
        ("party", "青溪米业有限公司"),
        ("contract_no", "CZ-2026-01"),
        ("contract_price_fen", "24600"),
        ("instalments", "4"),
        ("first_due", first_due),
        ("rise_percent", "5"),
        ("rise_every", "2"),
        ("deposit_fen", "1000"),
    ];
    matter(village, "D1", &values)
}

pub(crate) fn let_out(bench: &Bench, village: &Place, first_due: &str) -> String {
    let mut deed = lease(village, first_due);
    let starts = bench.today().to_string();
    deed.values.extend([("starts".to_owned(), starts), ("ends".to_owned(), bench.today().plus(740).to_string())]);
    let mut days = 0;
    while !matches!(bench.go_on(&mut deed), demo::Went::Ended) {
        days += 1;
        assert!(days < 200, "the lease does not end");
    }
    deed.case.unwrap().to_string()
}

pub(crate) fn rent(village: &Place, contract: &str, yuan: &str, receipt: &str) -> Matter {
    let values = [
        ("amount_fen", yuan),
        ("statement_fen", yuan),
        ("source", "rent"),
        ("contract_case", contract),
        ("payer", "青溪米业有限公司"),
        ("purpose", "店面租金"),
        ("account", "basic"),
        ("pay_by", "transfer"),
        ("invoice_no", receipt),
        ("skipped", "0"),
        ("voided", "0"),
    ];
    matter(village, "C3", &values)
}

/// A contract for services over a year, paid in two parts.
fn services(bench: &Bench, village: &Place) -> String {
    let values = [
        ("act", "sign"),
        ("party", "青溪保洁有限公司"),
        ("amount_fen", "6000"),
        ("why", "村道保洁"),
        ("title", "村道保洁服务"),
        ("kind", "other"),
        ("term_months", "12"),
        ("contract_no", "FW-2026-01"),
        ("contract_price_fen", "6000"),
        ("contract_months", "12"),
        ("instalments", "2"),
        ("register_note", "台账1号"),
        ("first_due", "2026-09-01"),
    ];
    let mut deed = matter(village, "G1", &values);
    let starts = bench.today().to_string();
    deed.values.extend([("starts".to_owned(), starts), ("ends".to_owned(), bench.today().plus(360).to_string())]);
    let mut days = 0;
    while !matches!(bench.go_on(&mut deed), demo::Went::Ended) {
        days += 1;
        assert!(days < 200, "the contract does not end");
    }
    deed.case.unwrap().to_string()
}

fn what_the_village_owes_is_posted_when_it_falls_due(bench: &Bench) {
    let village = with_books(bench);
    let id = services(bench, &village);
    let row = bench.read(|reader| contract(reader, &id)).unwrap();
    assert_eq!((row.way, row.total_fen), (Direction::Out, Fen::yuan(6_000)));
    bench.go_to(day("2026-08-31"));
    assert_eq!(post_due(bench), 0, "nothing is due yet");
    bench.go_to(day("2026-09-01"));
    assert_eq!(post_due(bench), 1);
    assert_eq!(post_due(bench), 0, "once");
    assert_eq!((at(bench, &village, "211"), at(bench, &village, "51399")), (-300_000, 300_000));
    // What a contract of before asks of the village cannot be paid under it, and stays in the register.
    let old = ImportedContract {
        way: Direction::Out,
        kind: ContractKind::Service,
        ..history(bench, &village).contracts.remove(0)
    };
    let list = ImportContracts { contracts: vec![old], ..history(bench, &village) };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), list);
    bench.go_to(day("2029-09-01"));
    let waiting = bench.read(|reader| to_post(reader, bench.today()));
    assert!(waiting.iter().all(|due| due.contract == id), "{:?}", waiting.len());
    bench.verified();
}

/// What the clockwork does: everything that is due is posted.
pub(crate) fn post_due(bench: &Bench) -> usize {
    let waiting = bench.read(|reader| to_post(reader, bench.today()));
    let many = waiting.len();
    for due in waiting {
        bench.done(&Desk::unnamed(&bench.office, bench.now()), due);
    }
    many
}

fn remind(bench: &Bench) -> usize {
    let desk = Desk::unnamed(&bench.office, bench.now());
    let waiting = bench.read(|reader| to_remind_contracts(reader, &desk));
    let many = waiting.len();
    for one in waiting {
        bench.done(&desk, one);
    }
    many
}

fn at(bench: &Bench, village: &Place, account: &str) -> i64 {
    balance(bench, village, &bench.today().to_string(), account)
}

fn limits(bench: &Bench, village: &Place) -> Limits {
    let book = bench.read(|reader| bench.office.current_book(reader));
    Limits::of(&book.at(village, bench.today()), bench.today())
}

fn a_lease_falls_due_is_posted_once_and_paid(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-09-01");
    let row = bench.read(|reader| contract(reader, &id)).unwrap();
    assert_eq!((row.kind, row.way, row.number.as_str()), (ContractKind::Lease, Direction::In, "CZ-2026-01"));
    assert_eq!((row.total_fen, row.deposit_fen, row.mark.as_deref()), (Fen::yuan(24_600), Fen::yuan(1_000), None));
    assert_eq!(row.case.as_ref().map(ToString::to_string), Some(id.clone()));
    let lines = bench.read(|reader| contract_lines(reader, &id));
    let live: Vec<_> = lines.iter().filter(|line| line.counts()).collect();
    let dues: Vec<String> = live.iter().map(|line| format!("{} {}", line.due.unwrap(), line.amount_fen)).collect();
    assert_eq!(dues, ["2026-09-01 6,000.00", "2027-03-01 6,000.00", "2027-09-01 6,300.00", "2028-03-01 6,300.00"]);
    bench.go_to(day("2026-08-31"));
    assert_eq!(post_due(bench), 0, "nothing is due yet");
    bench.go_to(day("2026-09-01"));
    assert_eq!(post_due(bench), 1);
    assert_eq!(post_due(bench), 0, "once");
    assert_eq!(at(bench, &village, "112"), 600_000);
    assert_eq!(at(bench, &village, "50101"), -600_000);
    let again = PostDue { village: village.clone(), contract: id.clone(), line: live[0].position };
    says(&bench.refused(&Desk::unnamed(&bench.office, bench.now()), again), "已经入账");
    // A part, then the rest and some of the next.
    through(bench, &mut rent(&village, &id, "2500", "3301-0001"));
    assert_eq!((at(bench, &village, "112"), at(bench, &village, "50101")), (350_000, -600_000));
    through(bench, &mut rent(&village, &id, "4000", "3301-0002"));
    assert_eq!((at(bench, &village, "112"), at(bench, &village, "50101")), (0, -650_000));
    let lines = bench.read(|reader| contract_lines(reader, &id));
    let sum = totals(&lines, bench.today(), limits(bench, &village));
    assert_eq!((sum.total_fen, sum.settled_fen, sum.overdue_fen), (Fen::yuan(24_600), Fen::yuan(6_500), Fen(0)));
    bench.verified();
}

fn rent_paid_ahead_is_income_then_and_is_not_posted_again(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-12-01");
    through(bench, &mut rent(&village, &id, "6000", "3301-0001"));
    assert_eq!((at(bench, &village, "112"), at(bench, &village, "50101")), (0, -600_000));
    bench.go_to(day("2026-12-02"));
    assert_eq!(post_due(bench), 1, "it is done with, without a voucher");
    let lines = bench.read(|reader| contract_lines(reader, &id));
    let first = lines.iter().find(|line| line.counts()).unwrap();
    assert_eq!((first.state.as_str(), &first.voucher, first.owed_fen()), ("posted", &None, Fen(0)));
    bench.verified();
}

/// A receipt of the deposit of a lease, or, with `back`, the expense by which it goes back.
fn deposit(village: &Place, contract: &str, back: Option<(&str, &str)>) -> Matter {
    let mut values = vec![
        ("contract_case", contract),
        ("purpose", "店面押金"),
        ("account", "basic"),
        ("pay_by", "transfer"),
        ("skipped", "0"),
        ("voided", "0"),
    ];
    match back {
        None => values.extend([
            ("source", "deposit"),
            ("amount_fen", "1000"),
            ("statement_fen", "1000"),
            ("payer", "青溪米业有限公司"),
            ("invoice_no", "SJ-9001"),
        ]),
        Some((yuan, kept)) => values.extend([
            ("category", "deposit"),
            ("amount_fen", yuan),
            ("withheld_fen", kept),
            ("payee", "青溪米业有限公司"),
            ("invoice_no", "SJ-9001"),
        ]),
    }
    matter(village, if back.is_some() { "C1" } else { "C3" }, &values)
}

fn a_deposit_is_owed_until_it_goes_back_and_goes_back_once(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-12-01");
    let books = |bench: &Bench| ["50101", "50499", "211"].map(|account| at(bench, &village, account));
    let held = |bench: &Bench| bench.read(|reader| Ok(deposit_held(&settlings(reader, &id)?)));
    let before = books(bench);
    through(bench, &mut deposit(&village, &id, None));
    let came = books(bench);
    assert_eq!([came[0], came[1], came[2] - before[2]], [before[0], before[1], -100_000], "owed, and no income");
    assert_eq!(held(bench), Fen::yuan(1_000));
    let lines = bench.read(|reader| contract_lines(reader, &id));
    assert!(lines.iter().all(|line| line.settled_fen == Fen(0)), "it pays no rent");
    through(bench, &mut deposit(&village, &id, Some(("800", "200"))));
    let back = books(bench);
    assert_eq!([back[0], back[1] - came[1], back[2]], [came[0], -20_000, before[2]], "what is kept is income");
    assert_eq!(held(bench), Fen(0));
    let mut again = deposit(&village, &id, Some(("1000", "0")));
    match demo::go_on(&bench.office, &mut again, bench.now()) {
        Err(village::Stop::Refused(refusal)) | Ok(demo::Went::NotYet(refusal)) => {
            assert_eq!(refusal.rule, "C1.deposit_whole", "{refusal:#?}");
        }
        other => panic!("it goes back twice: {:?}", other.is_ok()),
    }
    bench.verified();
}

fn a_receipt_taken_back_is_owed_again(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-09-01");
    bench.go_to(day("2026-09-01"));
    post_due(bench);
    let mut paid = rent(&village, &id, "6000", "3301-0001");
    through(bench, &mut paid);
    assert_eq!(at(bench, &village, "112"), 0);
    let voucher = bench.read(|reader| capital::voucher_of_case(reader, paid.case.as_ref().unwrap())).unwrap();
    let propose = ProposeReversal {
        village: village.clone(),
        voucher: voucher.clone(),
        reason: "退票".into(),
        instead: BTreeMap::new(),
        paper: make_paper(bench.office.files(), "说明", &["退票".into()]).unwrap(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), propose);
    let confirm = ConfirmReversal { village: village.clone(), voucher };
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm);
    assert_eq!(at(bench, &village, "112"), 600_000);
    let lines = bench.read(|reader| contract_lines(reader, &id));
    assert_eq!(totals(&lines, bench.today(), limits(bench, &village)).settled_fen, Fen(0));
    assert!(bench.read(|reader| settlings(reader, &id)).iter().all(|one| one.taken_back));
    bench.verified();
}

fn arrears_are_reminded_of_once_at_each_stage_and_red_ones_warn(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-12-31");
    let due = day("2026-12-31");
    for (days, many) in [(-31, 0), (-30, 1), (-29, 0), (-7, 1), (0, 1), (1, 1), (2, 0), (30, 1), (90, 1), (91, 0)] {
        bench.go_to(due.plus(days));
        post_due(bench);
        assert_eq!(remind(bench), many, "{days} days after");
    }
    let lines = bench.read(|reader| contract_lines(reader, &id));
    let sum = totals(&lines, bench.today(), limits(bench, &village));
    assert_eq!((sum.colour, sum.days, sum.overdue_fen), (Colour::Red, 91, Fen::yuan(6_000)));
    let alerts = bench.inbox(&village, Post::SupervisionDirector);
    assert_eq!(alerts.iter().filter(|alert| alert.rule == "contract.arrears").count(), 1);
    let early = RemindContract { village, contract: id, line: 0 };
    says(&bench.refused(&Desk::unnamed(&bench.office, bench.now()), early), "还没有到提醒的时候");
    bench.verified();
}

fn the_township_files_a_contract_once(bench: &Bench) {
    let village = with_books(bench);
    let id = let_out(bench, &village, "2026-12-31");
    let deed = |number: &str| FileContract { village: village.clone(), contract: id.clone(), filing_no: number.into() };
    bench.refused(&bench.desk(&village, Post::AgencyAccountant), deed("溪备〔2026〕1号"));
    let township = bench.desk(&village, Post::TownshipOfficial);
    says(&bench.refused(&township, deed(" ")), "请填写备案号");
    bench.done(&township, deed("溪备〔2026〕1号"));
    assert_eq!(bench.read(|reader| contract(reader, &id)).unwrap().filing_no, "溪备〔2026〕1号");
    says(&bench.refused(&township, deed("溪备〔2026〕2号")), "已经备案");
    bench.verified();
}

pub(crate) fn history(bench: &Bench, village: &Place) -> ImportContracts {
    let first_due = day("2025-01-01");
    let one = ImportedContract {
        row: 2,
        number: "老合同-7".into(),
        kind: ContractKind::ContractOut,
        way: Direction::In,
        party: "王大有".into(),
        object: "后山杨梅山".into(),
        total_fen: Fen::yuan(9_000),
        paid_fen: Fen::yuan(4_000),
        deposit_fen: Fen(0),
        signed: day("2024-12-20"),
        starts: first_due,
        ends: day("2027-12-31"),
        plan: Plan { first_due, instalments: 3, every_months: 12, rise: None, until: None },
    };
    let paper = make_paper(bench.office.files(), "合同清理表", &["签字".into()]).unwrap();
    ImportContracts { village: village.clone(), contracts: vec![one], paper }
}

fn history_is_taken_over_whole_or_not_at_all(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    bench.by_two(&village, opening(bench, &village));
    let mut bad = history(bench, &village);
    let mut late = bad.contracts[0].clone();
    (late.row, late.signed, late.starts) = (3, day("2026-03-01"), day("2028-01-01"));
    (late.paid_fen, late.plan.instalments) = (Fen::yuan(10_000), 0);
    bad.contracts.push(late);
    let refusal = bench.refused(&accountant, bad);
    let rows: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        rows, ["row.3"; 5],
        "a number there twice, too late, days turned, too much paid, no instalment: {refusal:#?}"
    );
    bench.refused(&bench.desk(&village, Post::TownshipOfficial), history(bench, &village));
    bench.done(&accountant, history(bench, &village));
    let (row, lines) = bench.read(|reader| contracts(reader, &village)).remove(0);
    assert_eq!((row.mark.as_deref(), row.case), (Some("老合同-7"), None));
    let stand: Vec<_> = lines.iter().map(|line| (line.state.as_str(), line.settled_fen)).collect();
    assert_eq!(stand, [("opening", Fen::yuan(3_000)), ("opening", Fen::yuan(1_000)), ("open", Fen(0))]);
    says(&bench.refused(&accountant, history(bench, &village)), "已经有了");
    bench.verified();
}

fn rent_of_a_contract_of_before_is_paid_as_any_other(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut deed = opening(bench, &village);
    deed.opening[2].amount_fen = Fen::yuan(22_500);
    deed.opening.push(ledger::OpeningLine {
        account: crate::scene::code("112"),
        side: ledger::Side::Debit,
        amount_fen: Fen::yuan(2_000),
    });
    bench.by_two(&village, deed);
    bench.done(&accountant, history(bench, &village));
    let (row, _) = bench.read(|reader| contracts(reader, &village)).remove(0);
    let mut paid = rent(&village, &row.id, "2500", "3301-0001");
    paid.values.insert("payer".into(), "王大有".into());
    through(bench, &mut paid);
    assert_eq!((at(bench, &village, "112"), at(bench, &village, "50101")), (0, -50_000), "what was owed, then income");
    let lines = bench.read(|reader| contract_lines(reader, &row.id));
    let settled: Vec<Fen> = lines.iter().map(|line| line.settled_fen).collect();
    assert_eq!(settled, [Fen::yuan(3_000), Fen::yuan(3_000), Fen::yuan(500)]);
    bench.verified();
}
