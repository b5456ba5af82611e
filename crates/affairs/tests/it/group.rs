//! Villagers' groups: an application for a homestead is of the applicant's group, and only that group meets on it.

use affairs::{OpenMeeting, group_of, meetings, roll_of, seats, sittings};
use demo::on_both_databases;
use demo::testing::{Bench, Sheet, form};
use office::roster::{EnterGroups, NewGroup, group_of_party, groups_of, people_of};
use procedure::Body;
use village::{CaseId, Group, PersonId, Place, Post};

on_both_databases!(
    only_the_applicants_group_is_entitled_and_counted,
    the_group_is_the_rosters_where_none_is_typed,
    a_group_without_people_is_told_when_the_case_begins,
    a_group_that_cannot_decide_is_told_when_the_case_begins,
    groups_are_entered_from_a_day_on,
);

fn group(text: &str) -> Group {
    Group::read(text).unwrap()
}

fn application<'b>(bench: &'b Bench, party: &str, group: &str) -> Sheet<'b> {
    let mut sheet = form(bench, "apply", "applied");
    for (field, value) in [
        ("party", party),
        ("group", group),
        ("household_size", "4"),
        ("kind", "new"),
        ("land", "built"),
        ("area_sqm", "120"),
        ("place", "村东空地"),
        ("member", "yes"),
        ("never_sold", "yes"),
    ] {
        sheet = sheet.with(field, value);
    }
    for paper in ["application", "household_register", "site_plan", "neighbours", "split_proof"] {
        sheet = sheet.paper(paper, paper);
    }
    sheet
}

fn applied(bench: &Bench, village: &Place, party: &str, group: &str) -> CaseId {
    let handler = bench.desk(village, Post::CommitteeMember);
    let receipt = bench.done(&handler, application(bench, party, group).open(village, "H1"));
    CaseId::new(receipt.subject).unwrap()
}

fn group_of_case(bench: &Bench, case: &CaseId) -> Option<Group> {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    let (state, book) = bench.read(|reader| affairs::state_of(reader, &bench.office, &row));
    group_of(&book, &state, &Body("group_meeting".into()))
}

/// Everybody of a group of a village today.
fn people_in(bench: &Bench, village: &Place, wanted: &Group) -> Vec<PersonId> {
    let groups = bench.read(|reader| groups_of(reader, village, bench.today()));
    groups.into_iter().filter(|(_, group)| group == wanted).map(|(person, _)| person).collect()
}

fn enter(bench: &Bench, village: &Place, people: &[PersonId], group: Option<&str>) {
    let groups = people
        .iter()
        .map(|person| NewGroup { person: person.clone(), group: group.map(|text| Group::read(text).unwrap()) });
    let deed = EnterGroups { place: village.clone(), groups: groups.collect() };
    bench.done(&bench.desk(village, Post::TownshipOfficial), deed);
}

fn only_the_applicants_group_is_entitled_and_counted(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let third = people_in(bench, &village, &group("3"));
    let everybody = bench.read(|reader| people_of(reader, &village)).len();
    assert!(third.len() > 3 && third.len() < everybody, "{} of {everybody}", third.len());
    let case = applied(bench, &village, "外来的申请户", "第三村民小组");
    assert_eq!(group_of_case(bench, &case), Some(group("三组")));
    let clerk = bench.desk(&village, Post::Clerk);
    let open = |by_household| OpenMeeting {
        case: case.clone(),
        village: village.clone(),
        body: "group_meeting".into(),
        day: bench.today(),
        by_household,
        ballots: false,
        code: "482913".into(),
    };
    bench.done(&clerk, open(false));
    let meeting = bench.read(|reader| meetings(reader, &case)).remove(0);
    let seated: Vec<PersonId> =
        bench.read(|reader| seats(reader, &meeting.id)).into_iter().map(|seat| seat.person).collect();
    assert_eq!(seated, third, "the roster is the group's");
    let reason = "人没到齐，改天再开".to_owned();
    bench.done(&clerk, affairs::AbandonMeeting { case: case.clone(), village: village.clone(), reason });
    // Two thirds of the group suffice; somebody of another group is a stranger.
    let least = (third.len() * 2).div_ceil(3);
    let votes = u32::try_from(least).unwrap();
    let sheet = |present: &[PersonId], votes: u32| {
        form(bench, "group_meeting", "passed").minutes("小组会议记录").meeting(
            "group_meeting",
            bench.today(),
            present,
            (votes, 0, 0),
        )
    };
    let refusal = bench.refused(&clerk, sheet(&third[..least - 1], votes - 1).act(&case));
    assert_eq!(refusal.rule, "quorum");
    assert!(refusal.words.zh.contains(&format!("应到{}人", third.len())), "{}", refusal.words.zh);
    let stranger = people_in(bench, &village, &group("1")).remove(0);
    let with_stranger = [&third[..least], &[stranger]].concat();
    let refusal = bench.refused(&clerk, sheet(&with_stranger, votes).act(&case));
    assert!(refusal.faults[0].words.zh.contains("不在应到会名单里"), "{refusal:?}");
    bench.done(&clerk, sheet(&third[..least], votes).act(&case));
    let held = bench.read(|reader| sittings(reader, &case)).remove(0);
    assert_eq!((held.entitled, held.group), (i64::try_from(third.len()).unwrap(), Some(group("3"))));
    bench.verified();
    let found = bench.read(|reader| affairs::conformance(reader, &bench.office));
    assert!(found.deviations.is_empty(), "{:?}", found.deviations);
}

fn the_group_is_the_rosters_where_none_is_typed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = applied(bench, &village, "代表1", "");
    assert_eq!(group_of_case(bench, &case), Some(group("3")));
    let handler = bench.desk(&village, Post::CommitteeMember);
    let refusal = bench.refused(&handler, application(bench, "代表1", "1组").open(&village, "H1"));
    assert_eq!((refusal.rule.as_str(), refusal.faults[0].field.as_str()), ("group.another", "group"));
    assert!(refusal.faults[0].words.zh.contains("第三村民小组"), "{refusal:?}");
    let refusal = bench.refused(&handler, application(bench, "没有的人", "").open(&village, "H1"));
    assert!(refusal.faults.iter().any(|fault| fault.field == "group"), "{refusal:?}");
    let refusal = bench.refused(&handler, application(bench, "没有的人", "石桥").open(&village, "H1"));
    assert!(refusal.faults[0].words.zh.contains("看不出是哪个村民小组"), "{refusal:?}");
    let party = |text: &str| bench.read(|reader| group_of_party(reader, &village, text, bench.today()));
    assert_eq!((party("代表1"), party("没有的人")), (vec![group("3")], Vec::new()));
}

fn a_group_without_people_is_told_when_the_case_begins(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let handler = bench.desk(&village, Post::CommitteeMember);
    let refusal = bench.refused(&handler, application(bench, "外来的申请户", "9组").open(&village, "H1"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("group.nobody", false));
    assert!(refusal.words.zh.contains("第九村民小组") && refusal.next.zh.contains("花名册"), "{refusal:?}");
    let all: Vec<PersonId> = bench.read(|reader| people_of(reader, &village)).into_iter().map(|one| one.id).collect();
    enter(bench, &village, &all, None);
    let refusal = bench.refused(&handler, application(bench, "外来的申请户", "3组").open(&village, "H1"));
    assert!(refusal.words.zh.contains("还没有登记村民小组"), "{refusal:?}");
    enter(bench, &village, &all[..3], Some("三组"));
    applied(bench, &village, "外来的申请户", "3组");
    bench.verified();
}

/// A group of the applicant alone cannot decide on his application: nobody in it may vote.
fn a_group_that_cannot_decide_is_told_when_the_case_begins(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let applicant = bench.person(&village, "代表1");
    enter(bench, &village, &[applicant], Some("石桥组"));
    let handler = bench.desk(&village, Post::CommitteeMember);
    let refusal = bench.refused(&handler, application(bench, "代表1", "").open(&village, "H1"));
    assert_eq!(refusal.rule, "roster");
    assert!(refusal.words.zh.contains("石桥村民小组会议应到1人，其中1人要回避"), "{}", refusal.words.zh);
}

fn groups_are_entered_from_a_day_on(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (before, person) = (bench.today(), bench.person(&village, "代表1"));
    bench.wait_days(1);
    let clerk = bench.desk(&village, Post::Clerk);
    let moved = |text: &str| EnterGroups {
        place: village.clone(),
        groups: vec![NewGroup { person: person.clone(), group: Some(group(text)) }],
    };
    bench.refused(&clerk, moved("2"));
    let township = bench.desk(&village, Post::TownshipOfficial);
    bench.done(&township, moved("2"));
    assert_eq!(bench.refused(&township, moved("第二组")).rule, "group.unchanged");
    let on = |day| bench.read(|reader| groups_of(reader, &village, day)).get(&person).cloned();
    assert_eq!((on(before), on(bench.today())), (Some(group("3")), Some(group("2"))));
    let book = bench.read(|reader| bench.office.current_book(reader));
    let roll = |day| {
        let body = Body("group_meeting".into());
        bench.read(|reader| roll_of(reader, &book, &village, &body, Some(&group("2")), day)).len()
    };
    assert_eq!((roll(before), roll(bench.today())), (0, 1));
    bench.verified();
}
