//! The log of publications: what everybody may read, in entries of their own, which prove themselves.

use crate::claim::opened;
use affairs::{Publish, publications_of, to_publish};
use archive::check_evidence;
use demo::Plan;
use demo::on_both_databases;
use demo::testing::Bench;
use village::{Moment, Place};

on_both_databases!(
    every_publication_is_recorded_once_and_holds_nothing_private,
    what_is_not_public_is_not_recorded,
    evidence_holds_offline_and_a_changed_letter_does_not,
);

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

/// A village that has lived, with everything public recorded. Gives how many publications there are.
fn lived(bench: &Bench) -> usize {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 1, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
    let mut many = 0;
    loop {
        let waiting = bench.read(|reader| to_publish(reader));
        if waiting.is_empty() {
            return many;
        }
        for publication in waiting {
            let again = publication.clone();
            bench.done(&bench.nobody(), publication);
            assert_eq!(bench.refused(&bench.nobody(), again).rule, "publication.done");
            many += 1;
        }
    }
}

fn village() -> Place {
    Place::new("990101001001").unwrap()
}

fn every_publication_is_recorded_once_and_holds_nothing_private(bench: &Bench) {
    let many = lived(bench);
    let disclosed = bench.read(|reader| affairs::disclosures(reader, &village())).len();
    assert!(disclosed > 10 && many >= disclosed, "{many} of {disclosed}");
    let people = bench.read(|reader| office::roster::people_of(reader, &village()));
    let all = bench.read(|reader| affairs::publications(reader, Some(&village()), 0, 1_000));
    assert_eq!(u64::try_from(all.len()).unwrap(), bench.read(|r| affairs::count_publications(r, Some(&village()))));
    for row in &all {
        let entry = bench.read(|reader| archive::entry(reader, row.entry)).unwrap();
        let text = entry.text().unwrap();
        assert_eq!((entry.person, entry.key), (None, None));
        for person in &people {
            assert!(!text.contains(&person.phone), "a telephone number in {}", row.entry);
            assert!(!text.contains(person.id.as_str()), "a person's number in {}", row.entry);
        }
        assert!(row.affair != "K1" || row.title.is_empty(), "the title of a use of the seal");
    }
    let case = &all.iter().find(|row| row.affair == "C1").unwrap().case;
    assert!(!bench.read(|reader| publications_of(reader, case)).is_empty());
    bench.verified();
}

fn what_is_not_public_is_not_recorded(bench: &Bench) {
    bench.found(1);
    let case = opened(bench, &bench.village(1), "120", "D-1");
    assert!(bench.read(|reader| to_publish(reader)).is_empty());
    let what = affairs::Published::Act;
    let deed = Publish { case, village: bench.village(1), what, number: 1 };
    bench.refused(&bench.nobody(), deed);
}

fn evidence_holds_offline_and_a_changed_letter_does_not(bench: &Bench) {
    lived(bench);
    let key = bench.office.archive().log_key();
    let row = bench.read(|reader| affairs::publications(reader, None, 0, 1)).remove(0);
    let none = bench.read(|reader| archive::evidence(reader, &key, row.entry));
    assert_eq!(none, None, "nothing is signed yet that covers it");
    bench.office.archive().checkpoint(NOW).unwrap();
    let file = bench.read(|reader| archive::evidence(reader, &key, row.entry)).unwrap();
    let shown = check_evidence(&file, Some(&key)).unwrap();
    assert_eq!((shown.seq, shown.size), (row.entry, bench.office.archive().head()));
    assert!(shown.entry.contains(row.case.as_str()));
    assert_eq!(check_evidence(&file, None).unwrap(), shown);
    check_evidence(&file, Some("another+00000000+AAAA")).unwrap_err();
    let mut changed = 0;
    for (from, to) in [
        (row.case.as_str(), "990101001001-C1-2026-9999"),
        ("\\\"moment\\\":", "\\\"moment\\\":1"),
        ("\"salt\": \"", "\"salt\": \"00"),
        ("— ", "— x"),
        ("qingcun evidence 1", "qingcun evidence 2"),
    ] {
        let spoilt = file.replacen(from, to, 1);
        if spoilt != file {
            check_evidence(&spoilt, Some(&key)).unwrap_err();
            changed += 1;
        }
    }
    assert!(changed >= 4, "only {changed} changes were tried");
}
