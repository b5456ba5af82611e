//! A bench for tests: an office on a fresh store, a clock moved by hand, a small county in which every post is filled.
//!
//! A test is a function that takes a [`Bench`]; [`on_both_databases!`](crate::on_both_databases) makes one test of it for
//! SQLite and one for PostgreSQL.
#![expect(clippy::expect_used, clippy::panic, reason = "a test whose bench is broken cannot go on")]

mod cast;
mod delegation;
mod fill;
mod objection;
mod people;
mod sql;
mod stage;
mod watch;

pub use fill::{Sheet, form};
pub use stage::{Hands, Stage, Turn};
pub use watch::{Logged, Picture};

pub use crate::road::Road;

use crate::driver::{self, Matter, Went};
use ::office::roster::{self, AddDivisions, AnswerCheck, AskReset, ImportRoster};
use ::office::{
    AdoptRules, ConfirmRules, Deed, Desk, Files, Office, OfficeSetup, ProposeRules, ProvedRules, Receipt, Warn,
};
use archive::testing::Fresh;
use archive::{County, Directory, Flush, Setup, Store};
use authority::Authority;
use procedure::{RuleBook, RuleFile};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;
use village::{Clock, Day, Division, Fault, Moment, PersonId, Place, Post, Refusal, SettableClock, Stop};

/// An office on a fresh store.
pub struct Bench {
    /// The office.
    pub office: Office,
    /// Its directory of sign-ins.
    pub directory: Directory,
    /// The time, moved by hand. It begins at 09:00 on Monday, 2 March 2026.
    pub clock: Arc<SettableClock>,
    _folder: TempDir,
}

/// Makes one test of each function for each database, in the modules `sqlite` and `postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$mark:meta])* $name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] $(#[$mark])* fn $name() { $crate::testing::on_sqlite(super::$name); })+
        }
        mod postgres {
            $(#[test] $(#[$mark])* fn $name() { $crate::testing::on_postgres(super::$name); })+
        }
    };
}

/// Runs a test on SQLite.
pub fn on_sqlite(test: impl FnOnce(&Bench)) {
    let (county, directory) = (archive::testing::sqlite(), archive::testing::sqlite());
    run(&county, &directory, test);
}

/// Runs a test on PostgreSQL, or says that it is skipped.
pub fn on_postgres(test: impl FnOnce(&Bench)) {
    match (archive::testing::postgres(), archive::testing::postgres()) {
        (Some(county), Some(directory)) => run(&county, &directory, test),
        _ => eprintln!("skipped on PostgreSQL: {} is not set", archive::testing::POSTGRES),
    }
}

fn run(county: &Fresh, directory: &Fresh, test: impl FnOnce(&Bench)) {
    let bench = Bench::open(&county.store, &directory.store);
    test(&bench);
}

impl Bench {
    /// Opens an office on a store.
    #[must_use]
    pub fn open(county: &Store, directory: &Store) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Place::new(crate::COUNTY).expect("the county's code");
        let mut salts = ChaCha8Rng::seed_from_u64(1);
        let archive = County::open(Setup {
            store: county.clone(),
            county: place.clone(),
            kinds: [::office::kinds(), affairs::kinds(), alerts::kinds(), capital::kinds(), disclosure::kinds()]
                .concat(),
            entropy: Box::new(move |bytes| salts.fill_bytes(bytes)),
            key: tlog::LogKey::generate("qingcun.test/990101", &[7; 32]).expect("a log key"),
            flush: Flush::Later,
        });
        let clock = Arc::new(SettableClock::new(day("2026-03-02").at(9, 0)));
        let chance = Mutex::new(ChaCha8Rng::seed_from_u64(2));
        let office = Office::new(OfficeSetup {
            county: place,
            archive: archive.unwrap_or_else(|error| panic!("the county's store: {error}")),
            authority: authority(),
            files: Files::open_with(folder.path().join("papers"), Flush::Later).expect("a folder for papers"),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(move |bytes| {
                chance.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
            }),
            warn: alerts::warn,
            effects: capital::PROVIDERS.to_vec(),
            sources: vec![affairs::SOURCE, capital::SOURCE],
        });
        let directory = Directory::open(directory.clone()).unwrap_or_else(|error| panic!("the directory: {error}"));
        Self { office, directory, clock, _folder: folder }
    }

    /// Another office on the same store, which warns the supervisors in another way.
    #[must_use]
    pub fn office_that_warns(&self, warn: Warn) -> Office {
        Office::new(OfficeSetup {
            county: self.county(),
            archive: self.office.archive().clone(),
            authority: authority(),
            files: self.office.files().clone(),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            entropy: Arc::new(|bytes| bytes.fill(3)),
            warn,
            effects: capital::PROVIDERS.to_vec(),
            sources: vec![affairs::SOURCE, capital::SOURCE],
        })
    }

    /// Founds the county: one to nine villages in its first township, a second township without any, the shipped rules of
    /// the nation and of Zhejiang, and somebody in every post.
    pub fn found(&self, villages: u32) {
        self.found_with(villages, crate::shipped_rules(), &["national", "zhejiang"]);
    }

    /// Founds the county under other rules.
    pub fn found_with(&self, villages: u32, files: Vec<RuleFile>, layers: &[&str]) {
        let county = self.office.county().clone();
        let mut divisions = vec![
            Division { place: county.clone(), name: "青溪县".into() },
            Division { place: self.township(), name: "溪口镇".into() },
            Division { place: self.other_township(), name: "山前镇".into() },
        ];
        for number in 1..=villages {
            divisions.push(Division { place: self.village(number), name: format!("第{number}村") });
        }
        let unnamed = Desk::unnamed(&self.office, self.now());
        self.done(&unnamed, AddDivisions { county: county.clone(), divisions: divisions.clone() });
        let layers = layers.iter().map(|layer| (*layer).to_owned()).collect();
        self.done(&unnamed, AdoptRules { county: county.clone(), files, layers });
        let people = people::of(&divisions, self.today());
        self.done(&unnamed, ImportRoster { place: county, people });
    }

    /// What was kept before is prepared by the agency's accountant and confirmed by the township.
    pub fn by_two(&self, village: &Place, deed: impl Deed) {
        let desk = self.desk(village, Post::AgencyAccountant);
        crate::books::by_two(&self.office, village, &desk, deed).unwrap_or_else(|stop| panic!("handed over: {stop:?}"));
    }

    /// The county.
    #[must_use]
    pub fn county(&self) -> Place {
        self.office.county().clone()
    }

    /// The township in which the villages lie.
    #[must_use]
    pub fn township(&self) -> Place {
        place("990101001")
    }

    /// Another township, with officials of its own.
    #[must_use]
    pub fn other_township(&self) -> Place {
        place("990101002")
    }

    /// A village by its number, from 1.
    #[must_use]
    pub fn village(&self, number: u32) -> Place {
        place(&format!("990101001{number:03}"))
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The day it is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// Puts the clock to 09:00 of a day.
    pub fn go_to(&self, day: Day) {
        self.clock.set(day.at(9, 0));
    }

    /// Moves the clock on by days.
    pub fn wait_days(&self, days: i64) {
        self.go_to(self.today().plus(days));
    }

    /// The desk of the first holder of a post: at the village, or above it for a post of a higher level.
    #[must_use]
    pub fn desk(&self, village: &Place, post: Post) -> Desk {
        self.desks(village, post).into_iter().next().unwrap_or_else(|| panic!("nobody is {post} at {village}"))
    }

    /// The desks of all holders of a post, in the order in which they were granted it.
    #[must_use]
    pub fn desks(&self, village: &Place, post: Post) -> Vec<Desk> {
        let at = village.at(post.level()).unwrap_or_else(|| village.clone());
        let holders = self.read(|reader| roster::persons_with(reader, &at, post, self.today()));
        holders.iter().map(|holder| self.desk_of(&holder.mandate.person)).collect()
    }

    /// A person's desk at this moment.
    #[must_use]
    pub fn desk_of(&self, person: &PersonId) -> Desk {
        Desk::of(&self.office, person, self.now()).unwrap_or_else(|fault| panic!("{}", fault.chain()))
    }

    /// Does a deed that must succeed, and has another person agree to the offices that it asked for.
    pub fn done_checked(&self, desk: &Desk, deed: impl Deed) -> Receipt {
        let receipt = self.done(desk, deed);
        self.agree();
        receipt
    }

    /// Somebody who may agrees to everything that waits for a second person.
    pub fn agree(&self) {
        let county = self.county();
        for check in self.read(|reader| roster::open_checks(reader, &county, self.now())) {
            let posts = [Post::CountyDiscipline, Post::CivilAffairsOfficer, Post::DisciplineOfficer];
            let answer = || AnswerCheck {
                id: check.id.clone(),
                place: check.place.clone(),
                agrees: true,
                reason: String::new(),
            };
            let mut desks = posts.iter().flat_map(|post| self.desks(&check.place, *post));
            let agreed = desks.any(|desk| self.office.perform(&desk, answer()).is_ok());
            assert!(agreed, "nobody agrees to {check:?}");
        }
    }

    /// Has a new password for an officer asked for by one and agreed to by another.
    pub fn reset_agreed(&self, desk: &Desk, person: &PersonId) {
        let known = self.read(|reader| roster::person(reader, person)).expect("somebody of the roster");
        self.done_checked(desk, AskReset { place: known.village, person: person.clone() });
    }

    /// A second officer who may adopt rules, registered by the civil affairs bureau.
    #[must_use]
    pub fn another_officer(&self) -> Desk {
        let person = people::officer(&self.county(), "农业局干部乙", Post::AgricultureOfficer, self.today());
        let import = ImportRoster { place: self.county(), people: vec![person] };
        self.done_checked(&self.desk(&self.county(), Post::CivilAffairsOfficer), import);
        let mut all = self.desks(&self.county(), Post::AgricultureOfficer);
        all.pop().expect("a second officer")
    }

    /// Rules proposed by one officer and confirmed by another, as a county does it.
    pub fn adopt(&self, files: Vec<RuleFile>, layers: &[&str], by: (&Desk, &Desk)) -> Receipt {
        let proposed = self.done(by.0, self.proposal(files, layers));
        self.done(by.1, ConfirmRules { county: self.county(), proposal: proposed.subject })
    }

    /// A proposal of rules that read and are proved.
    #[must_use]
    pub fn proposal(&self, files: Vec<RuleFile>, layers: &[&str]) -> ProposeRules {
        let layers = layers.iter().map(|layer| (*layer).to_owned()).collect();
        let rules = ProvedRules::prove(&self.office, files, layers).unwrap_or_else(|stop| panic!("{stop:?}"));
        ProposeRules { county: self.county(), rules, reason: "县里的新规定".into() }
    }

    /// The desk of the office's own clockwork, and of an unnamed villager.
    #[must_use]
    pub fn nobody(&self) -> Desk {
        Desk::unnamed(&self.office, self.now())
    }

    /// Reads from the county's store.
    pub fn read<T>(&self, read: impl FnOnce(&mut archive::Reader<'_>) -> Result<T, Fault>) -> T {
        self.office.read(read).unwrap_or_else(|fault| panic!("{}", fault.chain()))
    }

    /// Does a deed that must succeed.
    pub fn done(&self, desk: &Desk, deed: impl Deed) -> Receipt {
        match self.office.perform(desk, deed) {
            Ok(receipt) => receipt,
            Err(Stop::Refused(refusal)) => panic!("refused: {refusal:#?}"),
            Err(Stop::Failed(fault)) => panic!("failed: {}", fault.chain()),
        }
    }

    /// Tries a deed that must be refused.
    pub fn refused(&self, desk: &Desk, deed: impl Deed) -> Refusal {
        match self.office.perform(desk, deed) {
            Ok(receipt) => panic!("not refused: {receipt:?}"),
            Err(Stop::Refused(refusal)) => *refusal,
            Err(Stop::Failed(fault)) => panic!("failed: {}", fault.chain()),
        }
    }

    /// Takes a matter's next step as the people of the village would, waiting for windows and meetings day by day.
    pub fn go_on(&self, matter: &mut Matter) -> Went {
        let mut last = None;
        for _ in 0..60 {
            match driver::go_on(&self.office, matter, self.now()) {
                Ok(Went::NotYet(refusal)) => last = Some(refusal),
                Ok(went) => return went,
                Err(Stop::Failed(fault)) => panic!("{}: {}", matter.affair, fault.chain()),
                Err(Stop::Refused(refusal)) => panic!("{}: {refusal:#?}", matter.affair),
            }
            self.wait_days(1);
        }
        panic!("{} does not go on: {last:#?}", matter.affair)
    }

    /// Takes steps until the case waits for this one.
    pub fn go_on_to(&self, matter: &mut Matter, step: &str) {
        while matter.case.is_none() || self.case(matter).step != step {
            assert!(matches!(self.go_on(matter), Went::On(_)), "{} ended before `{step}`", matter.affair);
        }
    }

    /// A matter's case as it stands.
    #[must_use]
    pub fn case(&self, matter: &Matter) -> affairs::CaseRow {
        let id = matter.case.clone().unwrap_or_else(|| panic!("{} is not opened yet", matter.affair));
        self.read(|reader| affairs::case(reader, &id)).unwrap_or_else(|| panic!("there is no case {id}"))
    }
}

fn authority() -> Arc<Authority> {
    /// The policies, read once for all tests of a program.
    static READ: OnceLock<Arc<Authority>> = OnceLock::new();
    Arc::clone(READ.get_or_init(|| Arc::new(Authority::new().expect("the policies"))))
}

/// The roads of every affair of the rule book, in the order of its examples.
#[must_use]
pub fn roads(book: &RuleBook) -> BTreeMap<String, Vec<Road>> {
    crate::roads(book).unwrap_or_else(|what| panic!("{what}"))
}

/// A place by its code.
#[must_use]
pub fn place(code: &str) -> Place {
    Place::new(code).expect("a place's code")
}

/// A day by its text.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
