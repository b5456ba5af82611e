//! Relatives are declared once and seen from both sides.

use authority::Relation;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::{DeclareKin, GrantMandate, kin_among, relatives_of};
use village::{Kind, Mandate, PersonId, Place, Post};

on_both_databases!(
    a_relative_declared_by_one_is_seen_by_the_other_as_what_they_are,
    a_declaration_keeps_the_near_relative_off_the_supervision_committee_from_either_side,
    everybody_declares_their_own_relatives_and_officials_those_of_others,
    a_declaration_that_cannot_be_is_refused_beside_its_field,
    a_declaration_made_twice_is_one,
    relatives_found_in_posts_kept_apart_are_warned_of_and_the_declaration_stands,
    a_supervisor_is_not_alone_in_being_told_of_their_own_relative,
    distant_relatives_and_posts_that_go_together_raise_nothing,
    the_bookkeeper_and_the_leaders_are_no_near_relatives,
);

fn kin(place: &Place, person: &PersonId, relative: &PersonId, relation: Relation) -> DeclareKin {
    DeclareKin { place: place.clone(), person: person.clone(), relative: relative.clone(), relation }
}

fn a_relative_declared_by_one_is_seen_by_the_other_as_what_they_are(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (child, father) = (bench.person(&village, "代表1"), bench.person(&village, "代表2"));
    bench.done(&bench.desk_of(&child), kin(&village, &child, &father, Relation::Parent));
    bench.read(|reader| {
        assert_eq!(relatives_of(reader, &child)?, [(father.clone(), "代表2".to_owned(), Relation::Parent)]);
        assert_eq!(relatives_of(reader, &father)?, [(child.clone(), "代表1".to_owned(), Relation::Child)]);
        assert_eq!(kin_among(reader, &father, &["代表1".to_owned()])?.as_deref(), Some("代表1"));
        assert_eq!(kin_among(reader, &child, &[father.to_string()])?.as_deref(), Some("代表2"));
        assert_eq!(kin_among(reader, &child, &["代表3".to_owned()])?, None);
        Ok(())
    });
    bench.verified();
}

fn a_declaration_keeps_the_near_relative_off_the_supervision_committee_from_either_side(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let member = bench.person(&village, "委员甲");
    let official = bench.desk(&village, Post::TownshipOfficial);
    let (starts, ends) = (bench.today(), bench.today().plus(100));
    let grant = |person: &PersonId| {
        let (person, post, place) = (person.clone(), Post::SupervisionMember, village.clone());
        GrantMandate { mandate: Mandate { person, post, place, starts, ends } }
    };
    for (name, declared_by_member) in [("代表3", true), ("代表4", false)] {
        let relative = bench.person(&village, name);
        let (person, other) = if declared_by_member { (&member, &relative) } else { (&relative, &member) };
        bench.done(&bench.desk_of(person), kin(&village, person, other, Relation::Sibling));
        let refusal = bench.refused(&official, grant(&relative));
        assert_eq!(refusal.rule, "incompatible.supervision_committee.villagers_committee", "{name}");
        assert!(refusal.words.zh.contains("村委会委员"), "{}", refusal.words.zh);
    }
    bench.done(&official, grant(&bench.person(&village, "代表5")));
}

fn everybody_declares_their_own_relatives_and_officials_those_of_others(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let [one, other] = ["代表1", "代表2"].map(|name| bench.person(&village, name));
    // A villager without an office declares their own, not another's.
    let refusal = bench.refused(&bench.desk_of(&other), kin(&village, &one, &other, Relation::Spouse));
    assert_eq!(refusal.kind, Kind::NotYours);
    let refusal =
        bench.refused(&bench.desk(&bench.village(2), Post::Clerk), kin(&village, &one, &other, Relation::Spouse));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, false));
    assert_eq!(bench.refused(&bench.nobody(), kin(&village, &one, &other, Relation::Spouse)).rule, "not_signed_in");
    bench.done(&bench.desk_of(&one), kin(&village, &one, &other, Relation::Spouse));
    bench.done(&bench.desk(&village, Post::TownshipOfficial), kin(&village, &other, &one, Relation::Spouse));
}

fn a_declaration_that_cannot_be_is_refused_beside_its_field(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let one = bench.person(&village, "代表1");
    let nobody = PersonId::new("990101-P999999").unwrap();
    let desk = bench.desk_of(&one);
    for wrong in [&one, &nobody] {
        let refusal = bench.refused(&desk, kin(&village, &one, wrong, Relation::Child));
        assert_eq!((refusal.faults[0].field.as_str(), refusal.violation), ("relative", false));
    }
}

fn a_declaration_made_twice_is_one(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [one, other] = ["代表1", "代表2"].map(|name| bench.person(&village, name));
    let desk = bench.desk_of(&one).with_key("kin-1");
    assert!(!bench.done(&desk, kin(&village, &one, &other, Relation::Sibling)).again);
    assert!(bench.done(&desk, kin(&village, &one, &other, Relation::Sibling)).again);
    // From the other side too: it is still one relative.
    bench.done(&bench.desk_of(&other), kin(&village, &other, &one, Relation::Sibling));
    assert_eq!(bench.read(|reader| relatives_of(reader, &one)).len(), 1);
}

fn relatives_found_in_posts_kept_apart_are_warned_of_and_the_declaration_stands(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [member, supervisor] = ["委员甲", "监委甲"].map(|name| bench.person(&village, name));
    let head = bench.office.archive().head();
    bench.done(&bench.desk_of(&member), kin(&village, &member, &supervisor, Relation::Child));
    assert_eq!(bench.kinds_after(head), ["kin.declared", "alert.raised"], "nothing was refused");
    let alert = &bench.inbox(&village, Post::DisciplineOfficer)[0];
    assert_eq!(alert.rule, "incompatible.supervision_committee.villagers_committee");
    assert!(alert.words.zh.contains("委员甲") && alert.words.zh.contains("监委甲"), "{}", alert.words.zh);
    assert!(alert.articles.iter().any(|article| article.article == "32"));
    assert_eq!((alert.severity.as_str(), alert.village.clone()), ("red", village.clone()));
    // From the other side it is the same finding.
    bench.done(&bench.desk_of(&supervisor), kin(&village, &supervisor, &member, Relation::Parent));
    let open = bench.inbox(&village, Post::DisciplineOfficer);
    assert_eq!((open.len(), open[0].times), (1, 2), "{open:?}");
    bench.verified();
}

fn a_supervisor_is_not_alone_in_being_told_of_their_own_relative(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [deputy, director] = ["副主任", "监委主任"].map(|name| bench.person(&village, name));
    bench.done(&bench.desk_of(&deputy), kin(&village, &deputy, &director, Relation::Sibling));
    let alert = &bench.inbox(&village, Post::CountyDiscipline)[0];
    assert_eq!(alert.person.as_ref(), Some(&director));
    let acknowledge = alerts::Acknowledge { alert: alert.id.clone(), place: village.clone() };
    assert_eq!(bench.refused(&bench.desk_of(&director), acknowledge).rule, "supervision.own_alert");
}

fn distant_relatives_and_posts_that_go_together_raise_nothing(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let [member, supervisor, other] = ["委员甲", "监委甲", "委员乙"].map(|name| bench.person(&village, name));
    let elsewhere = bench.person(&bench.village(2), "监委甲");
    for (relative, relation) in
        [(&supervisor, Relation::Other), (&other, Relation::Sibling), (&elsewhere, Relation::Spouse)]
    {
        bench.done(&bench.desk_of(&member), kin(&village, &member, relative, relation));
    }
    assert!(bench.inbox(&village, Post::DisciplineOfficer).is_empty());
}

fn the_bookkeeper_and_the_leaders_are_no_near_relatives(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let [leader, bookkeeper, candidate] = ["书记", "报账员", "代表3"].map(|name| bench.person(&village, name));
    bench.done(&bench.desk_of(&bookkeeper), kin(&village, &bookkeeper, &leader, Relation::Parent));
    let found = bench.inbox(&village, Post::DisciplineOfficer);
    assert!(found.iter().any(|alert| alert.rule == "incompatible.bookkeeper.leaders"), "{found:?}");
    bench.done(&bench.desk_of(&candidate), kin(&village, &candidate, &leader, Relation::Child));
    let (starts, ends) = (bench.today(), bench.today().plus(100));
    let mandate = Mandate { person: candidate, post: Post::Bookkeeper, place: village.clone(), starts, ends };
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), GrantMandate { mandate });
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("incompatible.bookkeeper.leaders", false));
}
