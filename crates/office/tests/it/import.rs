//! A roster comes in whole or not at all, and every fault is told by its row.

use crate::sheet::{import, person, related};
use authority::Relation;
use demo::on_both_databases;
use demo::testing::{Bench, place};
use office::roster::{self, AddDivisions, people_of, persons_with};
use village::{Division, Kind, Place, Post};

on_both_databases!(
    a_good_sheet_registers_people_posts_and_relatives,
    one_bad_row_keeps_every_row_out_and_every_bad_row_is_named,
    incompatible_posts_in_a_sheet_are_refused_with_their_article,
    near_relatives_in_a_sheet_are_kept_off_the_supervision_committee,
    a_sheet_cannot_make_officers_above_its_importer,
    a_sheet_is_imported_by_those_who_may,
    a_sheet_sent_twice_is_imported_once,
    faults_of_people_posts_and_relatives_are_told_in_one_round,
    an_empty_sheet_is_refused_in_words,
    a_rosters_opening_may_tell_of_terms_that_began_earlier_and_later_sheets_may_not,
    a_relative_whose_name_two_people_bear_is_asked_for_by_number,
    an_identity_number_is_not_stored_in_the_open,
    a_sheet_with_two_secretaries_is_refused_at_the_second,
);

fn names(bench: &Bench, village: &Place) -> Vec<String> {
    bench.read(|reader| people_of(reader, village)).into_iter().map(|one| one.name).collect()
}

fn a_good_sheet_registers_people_posts_and_relatives(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let before = names(bench, &village).len();
    let people = vec![
        related(person(bench, 2, &village, "王新", &[Post::Villager, Post::Representative]), "李新", Relation::Spouse),
        person(bench, 3, &village, " 李新 ", &[Post::Villager, Post::CommitteeMember]),
    ];
    let receipt = bench.done_checked(&bench.desk(&village, Post::TownshipOfficial), import(&village, people));
    assert_eq!(receipt.subject, village.to_string());
    assert_eq!(names(bench, &village).len(), before + 2);
    let (wang, li) = (bench.person(&village, "王新"), bench.person(&village, "李新"));
    assert_eq!(bench.desk_of(&li).posts_at(&village).len(), 2);
    bench.read(|reader| {
        assert_eq!(roster::mandates_of(reader, &wang, bench.today())?.len(), 2);
        assert_eq!(roster::mandates_of(reader, &wang, bench.today().plus(901))?.len(), 0);
        assert_eq!(roster::relatives_of(reader, &li)?, [(wang.clone(), "王新".to_owned(), Relation::Spouse)]);
        assert_eq!(roster::person(reader, &wang)?.map(|one| one.name), Some("王新".into()));
        assert_eq!(roster::name_of(reader, &li)?, Some("李新".into()));
        assert!(!roster::holders(reader, &village, bench.today())?.is_empty());
        assert!(roster::mandates_at(reader, &village, bench.today())?.iter().any(|one| one.person == li));
        assert!(!roster::is_unfounded(reader)?);
        Ok(())
    });
    bench.verified();
}

fn one_bad_row_keeps_every_row_out_and_every_bad_row_is_named(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let (before, head) = (names(bench, &village), bench.office.archive().head());
    let mut twin = person(bench, 5, &village, "周三", &[]);
    twin.identity = person(bench, 3, &village, "周二", &[]).identity;
    let mut known = person(bench, 6, &village, "书记", &[]);
    known.identity = format!("{village}/书记");
    let people = vec![
        person(bench, 2, &village, "周一", &[Post::Villager]),
        person(bench, 3, &village, "周二", &[]),
        person(bench, 4, &bench.village(2), "外村人", &[]),
        twin,
        known,
        person(bench, 7, &village, "  ", &[]),
    ];
    let refusal = bench.refused(&official, import(&village, people));
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotComplete, false));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["4.village", "5.identity", "6.identity", "7.name"]);
    assert!(refusal.faults[1].words.zh.contains("第3行") && refusal.faults[1].words.en.contains("row 3"));

    let mut backwards = person(bench, 3, &village, "吴二", &[Post::Villager]);
    backwards.posts[0].ends = backwards.posts[0].starts.plus(-1);
    let people = vec![
        person(bench, 2, &village, "吴一", &[Post::Villager]),
        backwards,
        person(bench, 4, &village, "吴三", &[Post::SupervisionMember, Post::Clerk]),
        related(person(bench, 5, &village, "吴四", &[]), "查无此人", Relation::Child),
        related(person(bench, 6, &village, "吴五", &[]), "吴五", Relation::Child),
    ];
    let refusal = bench.refused(&official, import(&village, people));
    let mut fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["3.posts", "4.posts", "5.relatives", "6.relatives"]);
    assert!(refusal.faults.iter().all(|fault| !fault.words.is_incomplete()));
    assert_eq!((names(bench, &village), bench.office.archive().head()), (before, head), "a row came in");
}

fn incompatible_posts_in_a_sheet_are_refused_with_their_article(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    for (one, other, article) in [
        (Post::Clerk, Post::SupervisionDirector, "第30条"),
        (Post::Bookkeeper, Post::SupervisionMember, "第30条"),
        (Post::CommitteeMember, Post::SupervisionMember, "第32条"),
        (Post::CouncilMember, Post::BoardMember, "第34条"),
    ] {
        let refusal =
            bench.refused(&official, import(&village, vec![person(bench, 2, &village, "赵兼", &[one, other])]));
        assert_eq!(refusal.faults.len(), 1, "{one} with {other}: {refusal:?}");
        let words = &refusal.faults[0].words;
        assert!(words.zh.contains(article), "{one} with {other}: {}", words.zh);
    }
}

fn near_relatives_in_a_sheet_are_kept_off_the_supervision_committee(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let couple = |relation| {
        vec![
            person(bench, 2, &village, "钱夫", &[Post::CommitteeMember]),
            related(person(bench, 3, &village, "钱妻", &[Post::SupervisionMember]), "钱夫", relation),
        ]
    };
    let refusal = bench.refused(&official, import(&village, couple(Relation::Spouse)));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["3.posts"]);
    // A more distant relative is recused case by case, not kept from the post.
    bench.done_checked(&official, import(&village, couple(Relation::Other)));
}

fn a_sheet_cannot_make_officers_above_its_importer(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    for post in [Post::DisciplineOfficer, Post::CountyDiscipline, Post::Administrator] {
        let refusal = bench.refused(&official, import(&village, vec![person(bench, 2, &village, "孙越", &[post])]));
        assert_eq!(refusal.faults[0].field, "2.posts", "{post}");
    }
    let sheet = vec![person(bench, 2, &bench.township(), "孙越", &[Post::DisciplineOfficer])];
    let refusal = bench.refused(&official, import(&bench.township(), sheet));
    assert_eq!(refusal.faults[0].field, "2.posts");
}

fn a_sheet_is_imported_by_those_who_may(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let sheet = || import(&village, vec![person(bench, 2, &village, "郑来", &[Post::Villager])]);
    for post in [Post::PartySecretary, Post::Clerk, Post::DisciplineOfficer, Post::Administrator, Post::Viewer] {
        let refusal = bench.refused(&bench.desk(&village, post), sheet());
        assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, true), "{post}");
    }
    assert_eq!(bench.refused(&bench.nobody(), sheet()).rule, "not_signed_in");
    let elsewhere = bench.desk(&bench.other_township(), Post::TownshipOfficial);
    let refusal = bench.refused(&elsewhere, sheet());
    assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, false), "an outsider is refused, not reported");
    bench.done(&bench.desk(&village, Post::CivilAffairsOfficer), sheet());
}

fn a_sheet_sent_twice_is_imported_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial).with_key("sheet-1");
    let sheet = || {
        let mut one = person(bench, 2, &village, "冯重", &[Post::Villager]);
        one.identity.clear();
        import(&village, vec![one])
    };
    let before = names(bench, &village).len();
    assert!(!bench.done(&official, sheet()).again);
    assert!(bench.done(&official, sheet()).again);
    assert_eq!(names(bench, &village).len(), before + 1);
}

fn a_relative_whose_name_two_people_bear_is_asked_for_by_number(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let official = bench.desk(&village, Post::TownshipOfficial);
    let sheet = |relative: &str| {
        vec![
            person(bench, 2, &village, "陈军", &[]),
            person(bench, 3, &village, "陈军", &[]),
            related(person(bench, 4, &village, "陈红", &[]), relative, Relation::Sibling),
        ]
    };
    let refusal = bench.refused(&official, import(&village, sheet("陈军")));
    assert_eq!(refusal.faults[0].field, "4.relatives");
    let number = sheet("")[1].identity.clone();
    bench.done_checked(&official, import(&village, sheet(&number)));
    let sister = bench.person(&village, "陈红");
    assert_eq!(bench.read(|reader| roster::relatives_of(reader, &sister)).len(), 1);
}

fn an_identity_number_is_not_stored_in_the_open(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let mut one = person(bench, 2, &village, "褚密", &[]);
    one.identity = "990101199001011234".into();
    bench.done_checked(&bench.desk(&village, Post::TownshipOfficial), import(&village, vec![one]));
    assert!(bench.log().iter().all(|entry| !entry.body.contains("990101199001011234")));
}

fn faults_of_people_posts_and_relatives_are_told_in_one_round(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let head = bench.office.archive().head();
    let mut known = person(bench, 3, &village, "书记", &[Post::SupervisionMember, Post::Clerk]);
    known.identity = format!("{village}/书记");
    let mut backwards = person(bench, 6, &village, "  ", &[Post::Villager]);
    backwards.posts[0].ends = backwards.posts[0].starts.plus(-1);
    let people = vec![
        person(bench, 2, &bench.village(2), "外村人", &[Post::Clerk]),
        known,
        person(bench, 4, &village, "孙越", &[Post::CountyDiscipline]),
        related(person(bench, 5, &village, "吴四", &[]), "查无此人", Relation::Child),
        backwards,
    ];
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), import(&village, people));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["2.village", "3.identity", "3.posts", "4.posts", "5.relatives", "6.name", "6.posts"]);
    assert!(!refusal.violation && refusal.faults.iter().all(|fault| !fault.words.is_incomplete()));
    assert_eq!(bench.office.archive().head(), head);
}

fn an_empty_sheet_is_refused_in_words(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let head = bench.office.archive().head();
    let refusal = bench.refused(&bench.desk(&village, Post::TownshipOfficial), import(&village, Vec::new()));
    assert_eq!((refusal.kind, refusal.rule.as_str(), refusal.violation), (Kind::NotComplete, "roster.empty", false));
    assert!(!refusal.words.is_incomplete() && !refusal.next.is_incomplete());
    assert_eq!(bench.office.archive().head(), head);
    // Who may not import is told that, and nothing of the sheet.
    let refusal = bench.refused(&bench.desk(&village, Post::Clerk), import(&village, Vec::new()));
    assert_eq!(refusal.kind, Kind::NotYours);
}

fn a_rosters_opening_may_tell_of_terms_that_began_earlier_and_later_sheets_may_not(bench: &Bench) {
    bench.found(1);
    let fresh = place("990101001055");
    let divisions = vec![Division { place: fresh.clone(), name: "新并入村".into() }];
    bench.done(
        &bench.desk(&bench.village(1), Post::CivilAffairsOfficer),
        AddDivisions { county: bench.county(), divisions },
    );
    let official = bench.desk(&bench.village(1), Post::TownshipOfficial);
    let earlier = |row: u32, name: &str| {
        let mut one = person(bench, row, &fresh, name, &[Post::Representative]);
        one.posts[0].starts = bench.today().plus(-300);
        one
    };
    bench.done_checked(&official, import(&fresh, vec![earlier(2, "甲"), earlier(3, "乙")]));
    bench.done_checked(&official, import(&fresh, vec![earlier(2, "丙")]));
    let counted = |days: i64| {
        let day = bench.today().plus(days);
        let held = bench.read(|reader| persons_with(reader, &fresh, Post::Representative, day));
        held.into_iter().map(|holder| holder.name).collect::<Vec<_>>()
    };
    assert_eq!(
        (counted(-200), counted(-1)),
        (vec!["甲".to_owned(), "乙".to_owned()], vec!["甲".to_owned(), "乙".to_owned()])
    );
    assert_eq!(counted(0), ["甲", "乙", "丙"]);
    bench.verified();
}

fn a_sheet_with_two_secretaries_is_refused_at_the_second(bench: &Bench) {
    bench.found(1);
    let fresh = place("990101001056");
    let divisions = vec![Division { place: fresh.clone(), name: "新设村".into() }];
    bench.done(
        &bench.desk(&bench.village(1), Post::CivilAffairsOfficer),
        AddDivisions { county: bench.county(), divisions },
    );
    let official = bench.desk(&bench.village(1), Post::TownshipOfficial);
    let secretary = |row, name| person(bench, row, &fresh, name, &[Post::PartySecretary]);
    let both = person(bench, 4, &fresh, "蒋兼", &[Post::CouncilChair, Post::Bookkeeper]);
    let refusal = bench.refused(&official, import(&fresh, vec![secretary(2, "甲书"), secretary(3, "乙书"), both]));
    let fields: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["3.posts", "4.posts"]);
    assert!(
        refusal.faults[0].words.zh.contains("只能有一人") && refusal.faults[1].words.zh.contains("不得自己兼任报账员")
    );
    bench.done_checked(&official, import(&fresh, vec![secretary(2, "甲书")]));
}
