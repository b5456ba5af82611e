//! Acknowledging, explaining and closing: each receiver for themselves, the village never, the person concerned never.

use crate::temptation::{acknowledge, close, explain, grant, now, tempted, vacate};
use alerts::{Close, Finding};
use authority::Relation;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::DeclareKin;
use village::{Kind, Post};

on_both_databases!(
    each_receiver_acknowledges_for_themselves,
    an_alert_is_not_closed_before_it_is_acknowledged,
    the_village_cannot_close_a_red_alert,
    the_person_concerned_neither_acknowledges_nor_closes,
    a_relative_of_the_person_concerned_does_not_close,
    a_discipline_officer_with_a_post_in_the_village_does_not_close,
    the_person_concerned_explains,
    whoever_tried_may_explain_without_being_warned_of_again,
    a_receiver_who_cannot_acknowledge_holds_nothing_up,
    a_closed_alert_is_closed,
    those_who_are_not_told_find_nothing,
    an_acknowledgement_sent_twice_is_one,
);

fn each_receiver_acknowledges_for_themselves(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), acknowledge(&alert));
    let seen = now(bench, &alert);
    assert_eq!(seen.status, "new", "the township has not seen it yet");
    assert!(seen.acknowledge_by.is_some());
    let told = bench.read(|reader| alerts::receivers(reader, &alert.id));
    let done: Vec<Post> = told.iter().filter(|r| r.acknowledged.is_some()).map(|r| r.post).collect();
    assert_eq!(done, [Post::SupervisionDirector]);
    let again = bench.refused(&bench.desk(&village, Post::SupervisionDirector), acknowledge(&alert));
    assert_eq!((again.rule.as_str(), again.violation), ("alert.acknowledged", false));
    bench.done(&bench.desk(&village, Post::DisciplineOfficer), acknowledge(&alert));
    let seen = now(bench, &alert);
    assert_eq!((seen.status.as_str(), seen.acknowledge_by), ("acknowledged", None));
    bench.verified();
}

fn an_alert_is_not_closed_before_it_is_acknowledged(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    let refusal = bench.refused(&officer, close(&alert));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("alert.not_acknowledged", false));
    // Somebody else's acknowledgement is not one's own.
    bench.done(&bench.desk(&village, Post::SupervisionDirector), acknowledge(&alert));
    assert_eq!(bench.refused(&officer, close(&alert)).rule, "alert.not_acknowledged");
    bench.done(&officer, acknowledge(&alert));
    let silent = Close { text: "  ".into(), ..close(&alert) };
    assert_eq!(bench.refused(&officer, silent).faults[0].field, "text");
    bench.done(&officer, Close { finding: Finding::Unfounded, ..close(&alert) });
    assert_eq!(now(bench, &alert).status, "closed");
    let steps: Vec<String> =
        bench.read(|reader| alerts::steps(reader, &alert.id)).into_iter().map(|step| step.deed).collect();
    assert_eq!(steps, ["raised", "acknowledged", "acknowledged", "closed:unfounded"]);
    bench.verified();
}

fn the_village_cannot_close_a_red_alert(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let director = bench.desk(&village, Post::SupervisionDirector);
    bench.done(&director, acknowledge(&alert));
    let refusal = bench.refused(&director, close(&alert));
    assert_eq!((refusal.rule.as_str(), refusal.kind), ("supervision.red_not_by_the_village", Kind::NotYours));
    assert_eq!(now(bench, &alert).status, "new");
}

fn the_person_concerned_neither_acknowledges_nor_closes(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let alert = tempted(bench, &village, post, post.code());
        let own = bench.desk(&village, post);
        let refusal = bench.refused(&own, acknowledge(&alert));
        assert_eq!(refusal.rule, "supervision.own_alert", "{post}");
        let refusal = bench.refused(&own, close(&alert));
        assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{post}: {refusal:?}");
        assert_eq!(now(bench, &alert).status, "new");
        // Another supervisor goes on with it.
        let county = bench.desk(&village, Post::CountyDiscipline);
        bench.done(&county, acknowledge(&alert));
        bench.done(&county, close(&alert));
    }
    bench.verified();
}

fn a_relative_of_the_person_concerned_does_not_close(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (officer, cashier) = (bench.desk(&village, Post::DisciplineOfficer), bench.desk(&village, Post::AgencyCashier));
    let kin = DeclareKin {
        place: bench.township(),
        person: cashier.person().unwrap().clone(),
        relative: officer.person().unwrap().clone(),
        relation: Relation::Spouse,
    };
    bench.done(&cashier, kin);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    for refusal in [bench.refused(&officer, acknowledge(&alert)), bench.refused(&officer, close(&alert))] {
        assert_eq!((refusal.rule.as_str(), refusal.kind), ("supervision.own_alert", Kind::NotYours));
    }
}

fn a_discipline_officer_with_a_post_in_the_village_does_not_close(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    grant(bench, &village, officer.person().unwrap(), Post::Member);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    bench.done(&officer, acknowledge(&alert));
    assert_eq!(bench.refused(&officer, close(&alert)).rule, "supervision.red_not_by_the_village");
}

fn the_person_concerned_explains(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::Bookkeeper, "C1-1");
    let bookkeeper = bench.desk(&village, Post::Bookkeeper);
    assert_eq!(bench.refused(&bookkeeper, explain(&alert, " ")).faults[0].field, "text");
    bench.done(&bookkeeper, explain(&alert, "误点了付款按钮"));
    let steps = bench.read(|reader| alerts::steps(reader, &alert.id));
    let last = steps.last().unwrap();
    assert_eq!(
        (last.deed.as_str(), last.name.as_deref(), last.text.as_str()),
        ("explained", Some("报账员"), "误点了付款按钮")
    );
    assert_eq!(now(bench, &alert).status, "new", "an explanation closes nothing");
    // The clerk is not concerned.
    assert_eq!(bench.refused(&bench.desk(&village, Post::Clerk), explain(&alert, "我也说一句")).kind, Kind::NotThere);
}

fn whoever_tried_may_explain_without_being_warned_of_again(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::AgencyCashier, Post::SupervisionDirector, Post::Villager, Post::Administrator] {
        let alert = tempted(bench, &village, post, post.code());
        let head = bench.office.archive().head();
        bench.done(&bench.desk(&village, post), explain(&alert, "不知道还没有轮到这一步"));
        assert_eq!(bench.kinds_after(head), ["alert.explained"], "{post}");
    }
}

fn a_receiver_who_cannot_acknowledge_holds_nothing_up(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    // The director tried it himself; the township and the county see it: that is everybody who can.
    let alert = tempted(bench, &village, Post::SupervisionDirector, "C1-1");
    bench.done(&bench.desk(&village, Post::DisciplineOfficer), acknowledge(&alert));
    assert_eq!(now(bench, &alert).status, "new");
    bench.done(&bench.desk(&village, Post::CountyDiscipline), acknowledge(&alert));
    let seen = now(bench, &alert);
    assert_eq!((seen.status.as_str(), seen.acknowledge_by), ("acknowledged", None));
    // The director's post stands empty.
    let alert = tempted(bench, &village, Post::Clerk, "C1-2");
    vacate(bench, &village, Post::SupervisionDirector);
    bench.done(&bench.desk(&village, Post::DisciplineOfficer), acknowledge(&alert));
    assert_eq!(now(bench, &alert).status, "acknowledged");
    bench.verified();
}

fn a_closed_alert_is_closed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::Bookkeeper, "C1-1");
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    bench.done(&officer, acknowledge(&alert));
    bench.done(&officer, close(&alert));
    let head = bench.office.archive().head();
    assert_eq!(bench.refused(&officer, close(&alert)).rule, "alert.closed");
    assert_eq!(
        bench.refused(&bench.desk(&village, Post::SupervisionDirector), acknowledge(&alert)).rule,
        "alert.closed"
    );
    assert_eq!(bench.refused(&bench.desk(&village, Post::Bookkeeper), explain(&alert, "迟了")).rule, "alert.closed");
    assert_eq!(bench.office.archive().head(), head);
}

fn those_who_are_not_told_find_nothing(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::Bookkeeper, "C1-1");
    let head = bench.office.archive().head();
    let strangers = [
        bench.desk(&village, Post::PartySecretary),
        bench.desk(&village, Post::SupervisionMember),
        bench.desk(&village, Post::CountyDiscipline),
        bench.desk(&bench.village(2), Post::SupervisionDirector),
        bench.desk(&bench.other_township(), Post::DisciplineOfficer),
        bench.nobody(),
    ];
    for desk in &strangers {
        assert_eq!(bench.refused(desk, acknowledge(&alert)).kind, Kind::NotThere);
        assert_eq!(bench.refused(desk, close(&alert)).kind, Kind::NotThere);
        assert_eq!(bench.refused(desk, explain(&alert, "看看")).kind, Kind::NotThere);
    }
    // Nor is it there under another village.
    let mut elsewhere = acknowledge(&alert);
    elsewhere.place = bench.village(2);
    assert_eq!(bench.refused(&bench.desk(&village, Post::DisciplineOfficer), elsewhere).kind, Kind::NotThere);
    assert_eq!(bench.office.archive().head(), head);
}

fn an_acknowledgement_sent_twice_is_one(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::Bookkeeper, "C1-1");
    let officer = bench.desk(&village, Post::DisciplineOfficer).with_key("seen");
    assert!(!bench.done(&officer, acknowledge(&alert)).again);
    assert!(bench.done(&officer, acknowledge(&alert)).again);
}
