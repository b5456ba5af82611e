//! The demonstration county is made by the real deeds; so making it is a test of all of them.

use archive::{County, Setup};
use authority::Authority;
use demo::Plan;
use office::{Desk, Files, Office, OfficeSetup};
use std::sync::{Arc, Mutex};
use village::{Clock, Moment, Place, SettableClock};

/// An office on a store, with every kind of entry, a clock at 09:00 on 31 March 2026, and seeded randomness.
fn office(store: &archive::Store, files: &std::path::Path) -> Office {
    let county = Place::new(demo::COUNTY).unwrap();
    let now = Moment(1_774_918_800_000);
    let key = tlog::LogKey::generate("qingcun.test/990101", &[7; 32]);
    let kinds = [office::kinds(), affairs::kinds(), alerts::kinds()].concat();
    let mut counter = 0_u64;
    let entropy = Box::new(move |bytes: &mut [u8]| {
        counter += 1;
        bytes.iter_mut().zip(counter.to_le_bytes().iter().cycle()).for_each(|(byte, from)| *byte = *from);
    });
    let setup = Setup { store: store.clone(), county: county.clone(), kinds, entropy, key: key.unwrap() };
    let counter = Mutex::new(0_u8);
    Office::new(OfficeSetup {
        county,
        archive: County::open(setup).unwrap(),
        authority: Arc::new(Authority::new().unwrap()),
        files: Files::open(files).unwrap(),
        clock: Arc::new(SettableClock::new(now)) as Arc<dyn Clock>,
        entropy: Arc::new(move |bytes: &mut [u8]| {
            let mut counter = counter.lock().unwrap();
            *counter = counter.wrapping_add(1);
            bytes.fill(*counter);
        }),
        warn: alerts::warn,
    })
}

fn layers() -> Vec<String> {
    let found = demo::shipped_rules().iter().any(|f| f.path.starts_with("zhejiang/"));
    if found { vec!["national".into(), "zhejiang".into()] } else { vec!["national".into()] }
}

#[test]
fn two_months_of_life_are_made_by_real_deeds_and_the_log_gives_the_same_tables() {
    let _ = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::WARN).try_init();
    for fresh in archive::testing::stores() {
        let folder = tempfile::tempdir().unwrap();
        let office = office(&fresh.store, folder.path());
        let now = office.clock().now();
        let plan = Plan { seed: 1, villages: 3, today: now, layers: layers() };
        let made = demo::make(&office, &plan).unwrap_or_else(|stop| panic!("{}: {stop:?}", fresh.database));
        assert_eq!(made.villages.len(), 3);
        assert!(made.steps > 50, "only {} steps were taken", made.steps);
        let desk = Desk::unnamed(&office, now);
        assert!(desk.person().is_none());
        let verified = office.archive().verify().unwrap();
        assert!(verified.is_clean(), "{}: {:?}", fresh.database, verified.faults);
        let county = Place::new(demo::COUNTY).unwrap();
        let cases = office.read(|reader| affairs::cases_within(reader, &county, None, None)).unwrap();
        for code in ["A1", "C1", "C2", "D1", "F1", "K1"] {
            let mine: Vec<_> = cases.iter().filter(|case| case.affair == code).map(|c| (&c.status, &c.step)).collect();
            println!("{code}: {mine:?}");
            assert!(mine.iter().any(|(status, _)| *status == "done"), "no case of {code} came to its end");
        }
    }
}
