//! Who handed whom the key to a sign-in: what the owner reads, who is warned, what the log and the directory say.

use demo::on_both_databases;
use demo::testing::Bench;
use office::sign_in;
use village::Post;

on_both_databases!(
    a_reset_is_told_to_its_owner_until_they_answer,
    a_reset_that_nobody_asked_for_warns_of_whoever_did_it,
    a_reset_beside_ones_own_desk_warns_the_supervisors,
    what_is_done_at_the_terminal_stands_in_the_log_too,
    a_sign_in_that_the_log_does_not_give_is_found,
);

/// The rules, people and words of the alerts that stand.
fn alerts_of(bench: &Bench) -> Vec<(String, Option<village::PersonId>, String)> {
    let desk = bench.desk(&bench.village(1), Post::DisciplineOfficer);
    let inbox = bench.read(|reader| alerts::inbox(reader, &desk, alerts::Filter::All));
    inbox.into_iter().map(|alert| (alert.rule, alert.person, alert.words.zh)).collect()
}

fn a_reset_is_told_to_its_owner_until_they_answer(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (keeper, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    let waits = || bench.read(|reader| sign_in::unanswered(reader, &clerk));
    assert!(waits().is_empty(), "a first sign-in is no reset");
    let confirm = |said| sign_in::ConfirmReset { person: clerk.clone(), place: village.clone(), said };
    let own = bench.desk_of(&clerk);
    assert_eq!(bench.refused(&own, confirm(sign_in::Said::Asked)).rule, "sign_in.nothing_to_say");
    bench.reset_agreed(&keeper, &clerk);
    let given = sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    let reset = waits().pop().unwrap();
    assert_eq!((reset.by.unwrap().1.as_str(), reset.given, reset.anew), ("镇干部", bench.now(), true));
    // Nobody answers for another, and no secret stands in the log.
    bench.refused(&keeper, confirm(sign_in::Said::Asked));
    let entry = bench.read(|reader| archive::entry(reader, reset.entry)).unwrap();
    assert!(entry.person == keeper.person().cloned() && !entry.body.to_string().contains(&given.password));
    bench.done(&own, confirm(sign_in::Said::Asked));
    assert!(waits().is_empty() && alerts_of(bench).is_empty());
    let all = bench.read(|reader| sign_in::handovers(reader, &clerk));
    assert_eq!(all.iter().map(|given| given.said.is_some()).collect::<Vec<_>>(), [false, true]);
    bench.verified();
}

fn a_reset_that_nobody_asked_for_warns_of_whoever_did_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (keeper, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    bench.reset_agreed(&keeper, &clerk);
    sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    let said = sign_in::Said::NotAsked;
    bench.done(&bench.desk_of(&clerk), sign_in::ConfirmReset { person: clerk.clone(), place: village, said });
    let told = alerts_of(bench);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0.as_str(), &told[0].1), ("sign_in.not_asked", &keeper.person().cloned()));
    assert_eq!(told[0].2, "镇干部于3月2日9:00重置了文书的登录密码，文书说没有要求过重置");
    bench.verified();
}

fn a_reset_beside_ones_own_desk_warns_the_supervisors(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (keeper, clerk) = (bench.desk(&village, Post::TownshipOfficial), bench.person(&village, "文书"));
    let villager = bench.person(&village, "代表1");
    sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    assert!(alerts_of(bench).is_empty());
    // The township's official is entered in the village as well.
    let (person, starts, ends) = (keeper.person().unwrap().clone(), bench.today(), bench.today().plus(30));
    let mandate = village::Mandate { person, post: Post::Villager, place: village.clone(), starts, ends };
    bench.done_checked(&bench.desk(&village, Post::CivilAffairsOfficer), office::roster::GrantMandate { mandate });
    let keeper = bench.desk(&village, Post::TownshipOfficial);
    sign_in::give(&bench.directory, &keeper, &villager).unwrap().unwrap();
    assert!(alerts_of(bench).is_empty(), "a representative holds no office");
    bench.reset_agreed(&keeper, &clerk);
    sign_in::give(&bench.directory, &keeper, &clerk).unwrap().unwrap();
    let told = alerts_of(bench);
    assert_eq!((told.len(), told[0].0.as_str()), (1, "sign_in.same_place"));
    assert_eq!(told[0].2, "镇干部重置了文书（村文书）的登录密码，两人同在第1村：请向文书核实是不是本人要求的");
    bench.verified();
}

fn what_is_done_at_the_terminal_stands_in_the_log_too(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (clerk, other) = (bench.person(&village, "文书"), bench.person(&village, "书记"));
    let give = |person| sign_in::give_at_terminal(&bench.office, &bench.directory, person, "wenshu", true);
    let (first, second) = (give(&clerk).unwrap(), give(&clerk).unwrap());
    assert!(!opens(bench, &first) && opens(bench, &second));
    assert!(give(&other).is_err(), "the name is the clerk's");
    let waits = bench.read(|reader| sign_in::unanswered(reader, &clerk));
    assert_eq!((waits.len(), waits[0].by.is_none()), (1, true));
    bench.verified();
}

fn a_sign_in_that_the_log_does_not_give_is_found(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let (clerk, other) = (bench.person(&village, "文书"), bench.person(&village, "书记"));
    let agrees = || sign_in::agree(&bench.office, &bench.directory).unwrap();
    sign_in::give_at_terminal(&bench.office, &bench.directory, &clerk, "wenshu", true).unwrap();
    assert_eq!((agrees().many, agrees().faults.len()), (1, 0));
    sign_in::make(&bench.office, &bench.directory, &other, "shuji", true, bench.now()).unwrap();
    let found = agrees();
    assert_eq!((found.many, found.faults.len()), (2, 1));
    assert!(found.faults[0].zh.contains("shuji") && found.faults[0].zh.contains("日志里没有它的来历"));
}

fn opens(bench: &Bench, password: &str) -> bool {
    sign_in::open(&bench.office, &bench.directory, "wenshu", password, "192.0.2.1", bench.now()).is_ok()
}
