//! A routine expense (C1), from its claim to the payment.

use crate::claim::{ROAD, act, at, claim, like_claim, opened, step};
use demo::on_both_databases;
use demo::testing::{Bench, day, form};
use village::{CaseId, Fen, Kind, PersonId, Place, Post};

on_both_databases!(
    a_small_expense_is_paid_by_eight_people_and_the_tables_say_so,
    a_larger_expense_goes_by_the_joint_meeting_and_a_still_larger_one_by_the_supervisors_first,
    an_expense_over_the_limit_of_its_road_is_refused,
    an_invoice_that_was_used_in_another_village_is_refused_and_the_other_case_is_named,
    the_invoice_of_a_withdrawn_claim_is_free_again,
    a_mistyped_invoice_that_was_corrected_is_free_for_its_owner,
    an_expense_that_was_returned_goes_by_witness_and_approval_again,
    every_fault_of_a_claim_is_told_at_once_and_nothing_is_stored,
    letters_that_look_like_digits_are_no_number_of_an_invoice,
    papers_are_kept_by_their_hash_and_read_back,
    a_case_is_due_and_its_reminder_goes_out_once,
);

fn a_small_expense_is_paid_by_eight_people_and_the_tables_say_so(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "24332000000012345678", "pay");
    assert!(bench.read(|reader| affairs::payments(reader, &village, "2026-03")).is_empty(), "paid too early");
    bench.done(&bench.desk(&village, Post::AgencyCashier), act(bench, &case, "pay", "paid"));

    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    assert_eq!((row.status.as_str(), row.step.as_str(), row.revision), ("done", "done", 8));
    assert_eq!((row.amount_fen, row.paid_fen), (Some(Fen::yuan(120)), Fen::yuan(120)));
    assert_eq!(row.party.as_deref(), Some("青溪日杂店"));
    assert_eq!(row.due, None);

    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let done: Vec<_> = acts.iter().map(|act| (act.step.as_str(), act.post, act.outcome.as_str())).collect();
    assert_eq!(done, ROAD);
    let people: std::collections::BTreeSet<_> = acts.iter().map(|act| &act.person).collect();
    assert_eq!(people.len(), 8, "one person did two of the steps");
    assert_eq!(acts[7].discloses, ["F02"]);

    let paid = bench.read(|reader| affairs::payments(reader, &village, "2026-03"));
    assert_eq!(paid.len(), 1);
    assert_eq!(
        (paid[0].amount_fen, paid[0].payee.as_str(), paid[0].method.as_str()),
        (Fen::yuan(120), "青溪日杂店", "transfer")
    );
    assert_eq!((paid[0].case.clone(), paid[0].paid_on), (case, bench.today()));
    let months = bench.read(|reader| affairs::months(reader, &village));
    assert_eq!((months[0].month.as_str(), months[0].total_fen, months[0].many), ("2026-03", Fen::yuan(120), 1));
    bench.verified();
}

fn joint_meeting(bench: &Bench, village: &Place) -> Vec<PersonId> {
    ["书记", "副主任", "委员甲", "委员乙", "支委甲", "支委乙"].iter().map(|name| bench.person(village, name)).collect()
}

fn a_larger_expense_goes_by_the_joint_meeting_and_a_still_larger_one_by_the_supervisors_first(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let shops = ["东街五金店", "西街文具店", "南门水电行", "北门苗圃"];
    let amounts = [("2000.01", false), ("10000.00", false), ("10000.01", true), ("50000", true)];
    for (shop, (yuan, reviewed)) in shops.into_iter().zip(amounts) {
        let sheet = claim(bench, yuan, &format!("T-{yuan}")).with("payee", shop);
        let receipt = bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.open(&village, "C1"));
        let case = CaseId::new(receipt.subject).unwrap();
        bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
        if reviewed {
            bench.done(&bench.desk(&village, Post::SupervisionMember), act(bench, &case, "pre_review", "agreed"));
        }
        let sheet = form(bench, "joint_meeting", "").minutes("会议记录").meeting(
            "joint_meeting",
            bench.today(),
            &joint_meeting(bench, &village),
            (6, 0, 0),
        );
        bench.done(&bench.desk(&village, Post::Clerk), sheet.act(&case));
        let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
        assert_eq!(row.step, "check", "{yuan}");
        let sitting = &bench.read(|reader| affairs::sittings(reader, &case))[0];
        assert_eq!((sitting.entitled, sitting.present, sitting.votes_for, sitting.passed), (6, 6, 6, true));
    }
    bench.verified();
}

fn an_expense_over_the_limit_of_its_road_is_refused(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    let refusal = bench.refused(&desk, claim(bench, "50000.01", "L-1").open(&village, "C1"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("C1.over_limit", true));
    assert!(refusal.words.zh.contains("50,000.01元") && !refusal.articles.is_empty(), "{}", refusal.words.zh);
    let cash = claim(bench, "1000.01", "L-2").with("pay_by", "cash");
    assert_eq!(bench.refused(&desk, cash.open(&village, "C1")).rule, "C1.cash");
    bench.done(&desk, claim(bench, "1000.00", "L-3").with("pay_by", "cash").open(&village, "C1"));
    let liquor = claim(bench, "100", "L-4").with("purpose", "村里接待用白酒两箱");
    assert_eq!(bench.refused(&desk, liquor.open(&village, "C1")).rule, "C1.forbidden_words");
    let late = claim(bench, "100", "L-5").with("spent_on", &bench.today().plus(-31).to_string());
    assert_eq!(bench.refused(&desk, late.open(&village, "C1")).rule, "C1.too_late");
}

fn an_invoice_that_was_used_in_another_village_is_refused_and_the_other_case_is_named(bench: &Bench) {
    bench.found(2);
    let (one, other) = (bench.village(1), bench.village(2));
    let first = opened(bench, &one, "120", "inv-00A7");
    let before = bench.picture();
    let desk = bench.desk(&other, Post::CommitteeMember);
    // The same number in other letters, and among several.
    for number in ["INV-00a7", "99， inv-00a7"] {
        let refusal = bench.refused(&desk, claim(bench, "80", number).open(&other, "C1"));
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("C1.invoice_used", true));
        assert!(refusal.words.zh.contains(first.as_str()), "{}", refusal.words.zh);
        assert!(refusal.words.en.contains(first.as_str()), "{}", refusal.words.en);
    }
    assert_eq!(bench.picture(), before);
    assert_eq!(bench.inbox(&other, Post::SupervisionDirector).len(), 1, "both attempts are one alert");
    assert!(bench.inbox(&one, Post::SupervisionDirector).is_empty(), "the other village has nothing to do with it");
}

fn the_invoice_of_a_withdrawn_claim_is_free_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "F-1");
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "doubted"));
    bench.done(&bench.desk(&village, Post::CommitteeMember), form(bench, "correct", "withdrawn").act(&case));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().status, "ended");
    opened(bench, &village, "120", "F-1");
    bench.verified();
}

fn a_mistyped_invoice_that_was_corrected_is_free_for_its_owner(bench: &Bench) {
    bench.found(2);
    let (one, other) = (bench.village(1), bench.village(2));
    let case = opened(bench, &one, "120", "TYPO-1");
    bench.done(&bench.desk(&one, Post::Representative), act(bench, &case, "witness", "doubted"));
    let sheet = like_claim(form(bench, "correct", "corrected"), bench, "120", "RIGHT-1");
    bench.done(&bench.desk(&one, Post::CommitteeMember), sheet.act(&case));
    // The number that was typed by mistake belongs to an invoice of the other village.
    opened(bench, &other, "90", "TYPO-1");
    let desk = bench.desk(&other, Post::CommitteeMember);
    let refusal = bench.refused(&desk, claim(bench, "90", "RIGHT-1").open(&other, "C1"));
    assert_eq!(refusal.rule, "C1.invoice_used");
    bench.verified();
}

fn an_expense_that_was_returned_goes_by_witness_and_approval_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "R-1", "check");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), act(bench, &case, "check", "returned"));
    let sheet = like_claim(form(bench, "correct", "corrected"), bench, "110", "R-1");
    bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.act(&case));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().amount_fen, Some(Fen::yuan(110)));
    // The approval before the return counts for nothing: the secretary cannot sign on it.
    let early = bench.refused(&bench.desk(&village, Post::PartySecretary), act(bench, &case, "sign_last", "signed"));
    assert_eq!((early.rule.as_str(), early.violation), ("order", true));
    for (name, post, outcome) in &ROAD[1..] {
        bench.done(&bench.desk(&village, *post), act(bench, &case, name, outcome));
    }
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let steps: Vec<&str> = acts.iter().map(|act| act.step.as_str()).collect();
    assert_eq!(steps[..6], ["claim", "witness", "first_approve", "check", "correct", "witness"]);
    assert_eq!(bench.read(|reader| affairs::payments(reader, &village, "2026-03"))[0].amount_fen, Fen::yuan(110));
    bench.verified();
}

fn every_fault_of_a_claim_is_told_at_once_and_nothing_is_stored(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    let (before, head) = (bench.picture(), bench.office.archive().head());
    let sheet =
        form(bench, "claim", "claimed").with("amount_fen", "一百").with("category", "beer").with("spent_on", "3月1日");
    let refusal = bench.refused(&desk, sheet.open(&village, "C1"));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotComplete, false));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["amount_fen", "purpose", "category", "spent_on", "payee", "invoice_no", "pay_by"]);
    assert!(refusal.faults.iter().all(|fault| !fault.words.is_incomplete()));
    let mut unpapered = claim(bench, "120", "N-1").made();
    unpapered.papers.clear();
    let open =
        affairs::Open { village: village.clone(), affair: "C1".into(), title: "买扫帚".into(), form: unpapered };
    let refusal = bench.refused(&desk, open);
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["paper.invoice", "paper.detail"]);
    assert_eq!((bench.picture(), bench.office.archive().head()), (before, head), "a slip of the pen left a trace");
}

/// An invoice that was paid is not another one for an O in the place of a 0.
fn letters_that_look_like_digits_are_no_number_of_an_invoice(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember);
    for number in ["2633OOO31831925", "2633000318319l5", "I26330003183"] {
        let refusal = bench.refused(&desk, claim(bench, "120", number).open(&village, "C1"));
        assert_eq!((refusal.faults[0].field.as_str(), refusal.violation), ("invoice_no", false), "{number}");
        assert!(refusal.faults[0].words.zh.contains("字母O改成0"), "{refusal:?}");
    }
    bench.done(&desk, claim(bench, "120", "263300031831925").open(&village, "C1"));
}

fn papers_are_kept_by_their_hash_and_read_back(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let sheet = claim(bench, "120", "P-1").paper("detail", "另一张照片");
    let sent = sheet.clone().made().papers;
    let receipt = bench.done(&bench.desk(&village, Post::CommitteeMember), sheet.open(&village, "C1"));
    let case = CaseId::new(receipt.subject).unwrap();
    let kept = bench.read(|reader| affairs::papers(reader, &case));
    let hashes = |list: Vec<(String, village::Hash)>| list;
    assert_eq!(
        hashes(kept.iter().map(|paper| (paper.kind.clone(), paper.hash)).collect()),
        hashes(sent.iter().map(|paper| (paper.kind.clone(), paper.file.hash)).collect())
    );
    for paper in &kept {
        let bytes = bench.office.files().fetch(&paper.hash).unwrap().unwrap();
        assert_eq!(i64::try_from(bytes.len()).unwrap(), paper.size_bytes);
        assert_eq!((paper.media_type.as_str(), paper.scope.as_str()), ("application/pdf", "village"));
        assert!(bench.read(|reader| affairs::paper(reader, &case, &paper.hash)).is_some());
    }
    // A paper is found under its own case only.
    let other = opened(bench, &village, "60", "P-2");
    assert!(bench.read(|reader| affairs::paper(reader, &other, &kept[0].hash)).is_none());
}

fn a_case_is_due_and_its_reminder_goes_out_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.go_to(day("2026-04-01"));
    let case = opened(bench, &village, "120", "D-1");
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    // Five working days from Wednesday, 1 April: 2, 3, then the holiday and its weekend, 7, 8, 9 April.
    assert_eq!((row.due, row.remind), (Some(day("2026-04-09")), Some(day("2026-04-07"))));
    let remind = || affairs::Remind { case: case.clone(), village: village.clone() };
    bench.go_to(day("2026-04-06"));
    assert_eq!(bench.refused(&bench.nobody(), remind()).rule, "remind.not_due");
    assert!(bench.read(|reader| affairs::to_remind(reader, bench.today())).is_empty());
    bench.go_to(day("2026-04-07"));
    assert_eq!(bench.read(|reader| affairs::to_remind(reader, bench.today())).len(), 1);
    bench.done(&bench.nobody(), remind());
    assert!(bench.read(|reader| affairs::to_remind(reader, bench.today())).is_empty(), "a reminder goes out once");
    bench.refused(&bench.nobody(), remind());
    // Whoever may take the step is written to, each once.
    let letters = bench.read(|reader| alerts::waiting_messages(reader, bench.now()));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let turn = bench.read(|reader| affairs::turn_of(reader, &bench.office, &row)).unwrap();
    let mut told: Vec<_> = letters.iter().map(|letter| letter.person.clone()).collect();
    let mut free = turn.free.clone();
    told.sort();
    free.sort();
    assert!(!told.is_empty() && told == free, "{told:?} were told, {free:?} may act");
    assert!(letters[0].text.contains("轮到您办“证明”，请在4月9日前办"), "{}", letters[0].text);
    // The next step is reminded of anew.
    let witness = step(bench, "witness", "confirmed").act(&case);
    bench.done(&bench.desk(&village, Post::Representative), witness);
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    bench.go_to(row.remind.unwrap());
    assert_eq!(bench.read(|reader| affairs::to_remind(reader, bench.today())).len(), 1);
    bench.verified();
}
