//! A delegation is a road round nothing: it goes from the full meeting to its representatives and no further, and under
//! it whoever is concerned, or handled the matter, stands aside as without it.

use affairs::RecordDelegation;
use demo::on_both_databases;
use demo::testing::{Bench, Road, Stage, form};
use procedure::{Body, Position};
use village::{PersonId, Place, Post};

on_both_databases!(
    nothing_is_delegated_to_a_person_or_an_office,
    representatives_do_not_delegate_onwards_nor_back,
    a_representative_who_is_a_party_does_not_vote_under_a_delegation,
    whoever_handled_it_does_not_record_the_delegated_decision,
);

fn roll(bench: &Bench, village: &Place, body: &str) -> Vec<PersonId> {
    let found = bench.read(|reader| {
        let book = bench.office.current_book(reader)?;
        affairs::roll(reader, &book, village, &Body(body.into()), bench.today())
    });
    found.into_iter().map(|one| one.person).collect()
}

/// A delegation to `body`, given unanimously by the meeting of `giver`.
fn given(bench: &Bench, village: &Place, giver: &str, body: &str) -> RecordDelegation {
    let (today, present) = (bench.today(), roll(bench, village, giver));
    let votes = (u32::try_from(present.len()).unwrap(), 0, 0);
    let sheet = form(bench, "", "")
        .paper("minutes", "会议授权")
        .paper("attendance", "签到表")
        .meeting(giver, today, &present, votes)
        .made();
    RecordDelegation {
        village: village.clone(),
        body: body.into(),
        matters: vec!["public_works".into()],
        starts: today,
        ends: today.plus(300),
        noticed: today.plus(-10),
        sitting: sheet.sitting.unwrap(),
        minutes: sheet.papers[0].file.clone(),
        attendance: sheet.papers[1].file.clone(),
    }
}

fn nothing_is_delegated_to_a_person_or_an_office(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let clerk = bench.desk(&village, Post::Clerk);
    let handler = bench.desk(&village, Post::CommitteeMember).person().unwrap().to_string();
    for body in ["joint_meeting", "party_meeting", "committee_member", "party_secretary", "", handler.as_str()] {
        let refusal = bench.refused(&clerk, given(bench, &village, "villagers_meeting", body));
        assert_eq!(refusal.rule, "delegation.unfit", "to `{body}`");
        assert!(refusal.faults.iter().any(|fault| fault.field == "body"), "to `{body}`: {refusal:?}");
    }
    assert!(bench.read(|reader| affairs::delegations(reader, &village)).is_empty());
}

fn representatives_do_not_delegate_onwards_nor_back(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let clerk = bench.desk(&village, Post::Clerk);
    bench.done(&clerk, given(bench, &village, "villagers_meeting", "rep_meeting"));
    // A chain: what they were given they give to themselves for longer, to the members' representatives, or back.
    for (giver, body) in [
        ("rep_meeting", "rep_meeting"),
        ("rep_meeting", "member_rep_assembly"),
        ("member_rep_assembly", "rep_meeting"),
        ("rep_meeting", "villagers_meeting"),
        ("rep_meeting", "member_assembly"),
        // Nor does the one full meeting give away what is the other's.
        ("villagers_meeting", "member_rep_assembly"),
        ("member_assembly", "rep_meeting"),
    ] {
        let refusal = bench.refused(&clerk, given(bench, &village, giver, body));
        assert_eq!(refusal.rule, "delegation.unfit", "{giver} to {body}");
    }
    assert_eq!(bench.read(|reader| affairs::delegations(reader, &village)).len(), 1);
}

/// A road of hiring that comes to the delegated decision of the representatives, with somebody as candidate.
fn hiring(stage: &Stage<'_>, candidate: &str) -> Road {
    let decide = Position::Step("publicise".to_owned());
    let roads = stage.roads["B2"].iter().filter_map(|road| road.up_to(&decide));
    let by_representatives = |road: &Road| {
        road.acts.last().is_some_and(|act| act.sitting.as_ref().is_some_and(|s| s.body.0 == "rep_meeting"))
    };
    let ways = roads.flat_map(|road| road.by_each_body(&stage.book));
    let mut road = ways.into_iter().find(by_representatives).expect("a road to the representatives");
    for act in &mut road.acts {
        act.fields.entry("party".into()).and_modify(|party| *party = candidate.to_owned());
        // Whoever announces the meeting has the delegation looked up.
        if act.facts.contains_key("delegation") {
            act.facts.insert("delegation".into(), procedure::FactValue::Text("some".into()));
        }
    }
    road
}

fn a_representative_who_is_a_party_does_not_vote_under_a_delegation(bench: &Bench) {
    let stage = Stage::open(bench);
    let village = bench.village(3);
    let candidate = bench.person(&village, "代表3");
    let road = hiring(&stage, "代表3");
    let mut turn = stage.go_near(&road, true, &|turn| stage.by_deed(turn)).unwrap();
    assert!(!bench.read(|reader| affairs::delegations(reader, &turn.village)).is_empty(), "decided under a delegation");
    let sitting = turn.form.sitting.as_mut().unwrap();
    assert_eq!(sitting.body, "rep_meeting");
    if !sitting.present.contains(&candidate) {
        sitting.present.push(candidate.clone());
        sitting.votes_for += 1;
    }
    sitting.recused.clear();
    let refusal = stage.refused(&turn);
    assert_eq!(refusal.rule, "sitting.kin", "{refusal:?}");
    assert!(refusal.faults.iter().any(|fault| fault.words.zh.contains("代表3")), "{refusal:?}");
}

fn whoever_handled_it_does_not_record_the_delegated_decision(bench: &Bench) {
    let stage = Stage::open(bench);
    let road = hiring(&stage, "甲公司");
    let mut turn = stage.go_near(&road, true, &|turn| stage.by_deed(turn)).unwrap();
    let case = turn.case.clone().unwrap();
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    let handler = acts.iter().find(|act| act.step == "select").unwrap().person.clone();
    turn.desk = bench.desk_of(&handler);
    let refusal = stage.refused(&turn);
    assert!(
        refusal.violation && ["separation.other_step", "apart", "no_post"].contains(&refusal.rule.as_str()),
        "{refusal:?}"
    );
}
