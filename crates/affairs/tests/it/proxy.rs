//! Proxies: where the law lets a household send one for another, with a written authority; nowhere else.

use affairs::{CorrectSeat, Correction, EnterArrivals, EnterProxy, OpenMeeting, PaperSent};
use demo::testing::{Bench, form};
use demo::{Matter, on_both_databases};
use office::Desk;
use village::{CaseId, PersonId, Place, Post, Refusal};

on_both_databases!(
    one_of_the_household_comes_and_votes_for_a_member_of_the_co_op,
    whoever_stands_aside_votes_for_nobody,
    at_the_villagers_meeting_nobody_votes_for_another,
);

/// A decision of this body, opened on its day.
fn opened(bench: &Bench, matter: &str, body: &str) -> (CaseId, Place, Desk) {
    bench.found(1);
    let village = bench.village(1);
    let mut decision = Matter {
        village: village.clone(),
        affair: "A1".into(),
        title: "对外投资".into(),
        values: [("matter", matter), ("body", body)].map(|(field, value)| (field.to_owned(), value.to_owned())).into(),
        outcomes: Default::default(),
        links: Vec::new(),
        case: None,
    };
    bench.go_on_to(&mut decision, "decide");
    let case = bench.case(&decision);
    if let Some(procedure::FactValue::Day(day)) = case.facts.get("meeting_day") {
        bench.go_to(*day);
    }
    let clerk = bench.desk(&village, Post::Clerk);
    let open = OpenMeeting {
        case: case.id.clone(),
        village: village.clone(),
        body: body.into(),
        day: bench.today(),
        by_household: false,
        ballots: false,
        code: "482913".into(),
    };
    bench.done(&clerk, open);
    (case.id, village, clerk)
}

fn paper(bench: &Bench) -> PaperSent {
    form(bench, "", "").paper("proxy", "书面委托").made().papers.remove(0)
}

fn proxy(bench: &Bench, case: &CaseId, village: &Place, absent: &PersonId, holder: &PersonId) -> EnterProxy {
    let (absent, holder) = (absent.clone(), holder.clone());
    EnterProxy { case: case.clone(), village: village.clone(), absent, holder, paper: paper(bench) }
}

fn fault(refusal: &Refusal, field: &str, words: &str) {
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("meeting.proxy", false), "{refusal:?}");
    assert!(refusal.faults[0].field == field && refusal.faults[0].words.zh.contains(words), "{refusal:?}");
}

fn one_of_the_household_comes_and_votes_for_a_member_of_the_co_op(bench: &Bench) {
    let (case, village, clerk) = opened(bench, "investment", "member_assembly");
    // The first two representatives share a household.
    let [one, other, third] = ["代表1", "代表2", "代表3"].map(|name| bench.person(&village, name));
    let enter = |absent: &PersonId, holder: &PersonId| proxy(bench, &case, &village, absent, holder);
    fault(&bench.refused(&clerk, enter(&other, &one)), "holder", "先给他签到");
    let people = vec![one.clone(), third.clone()];
    bench.done(&clerk, EnterArrivals { case: case.clone(), village: village.clone(), people });
    fault(&bench.refused(&clerk, enter(&other, &third)), "holder", "不是同一户");
    fault(&bench.refused(&clerk, enter(&third, &one)), "absent", "还没有到会");
    bench.done(&clerk, enter(&other, &one));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let (held, outlook) = bench.read(|reader| affairs::standing(reader, &clerk, &row)).unwrap();
    assert_eq!((held.voters(), outlook.unwrap().tally.present), (3, 3), "the absent member counts and votes");
    assert_eq!(held.sitting.proxies.len(), 1);
    // Whoever holds a proxy cannot be taken from the list before it is; then the member is simply absent.
    let correct = |person: &PersonId| CorrectSeat {
        case: case.clone(),
        village: village.clone(),
        person: person.clone(),
        change: Correction::NotThere,
    };
    assert_eq!(bench.refused(&clerk, correct(&one)).rule, "meeting.people");
    bench.done(&clerk, correct(&other));
    let held = bench.read(|reader| affairs::standing(reader, &clerk, &row)).unwrap().0;
    assert_eq!((held.voters(), held.sitting.proxies.len()), (2, 0));
    bench.verified();
}

fn whoever_stands_aside_votes_for_nobody(bench: &Bench) {
    let (case, village, clerk) = opened(bench, "investment", "member_assembly");
    let [one, other, third] = ["代表1", "代表2", "代表3"].map(|name| bench.person(&village, name));
    let people = vec![one.clone(), third];
    bench.done(&clerk, EnterArrivals { case: case.clone(), village: village.clone(), people });
    let correct = |change| CorrectSeat { case: case.clone(), village: village.clone(), person: one.clone(), change };
    bench.done(&clerk, correct(Correction::Recused));
    fault(&bench.refused(&clerk, proxy(bench, &case, &village, &other, &one)), "holder", "回避");
    bench.done(&clerk, correct(Correction::Votes));
    bench.done(&clerk, proxy(bench, &case, &village, &other, &one));
    let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
    let held = || bench.read(|reader| affairs::standing(reader, &clerk, &row)).unwrap().0;
    assert_eq!(held().voters(), 3);
    bench.done(&clerk, correct(Correction::Recused));
    assert_eq!((held().voters(), held().sitting.recused.len()), (1, 2), "neither their own vote nor the other's");
    bench.verified();
}

fn at_the_villagers_meeting_nobody_votes_for_another(bench: &Bench) {
    let (case, village, clerk) = opened(bench, "public_works", "villagers_meeting");
    let [one, other] = ["代表1", "代表2"].map(|name| bench.person(&village, name));
    bench.done(&clerk, EnterArrivals { case: case.clone(), village: village.clone(), people: vec![one.clone()] });
    let refusal = bench.refused(&clerk, proxy(bench, &case, &village, &other, &one));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("meeting.no_proxies", true), "{refusal:?}");
    assert!(!refusal.articles.is_empty());
    assert_eq!(bench.inbox(&village, Post::DisciplineOfficer).len(), 1);
}
