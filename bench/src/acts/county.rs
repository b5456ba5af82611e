//! A scratch county, the demonstration's own, and clients that act in it.

use crate::Outcome;
use affairs::{Form, Open, PaperSent};
use archive::{County, Setup, Store};
use authority::Authority;
use demo::names;
use office::{Desk, Files, Office, OfficeSetup};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier, PoisonError};
use std::time::{Duration, Instant};
use village::{Clock, Day, Hash, Moment, Place, Post, SettableClock};

/// A county with the demonstration's people and two months of their life.
pub(super) struct Scratch {
    office: Office,
    store: PathBuf,
    handlers: Vec<(Desk, Place)>,
    papers: Vec<PaperSent>,
    now: Moment,
}

/// What a run of clients took.
pub(super) struct Run {
    /// From the first act's beginning to the last one's end.
    pub(super) time: Duration,
    /// Each act's own time.
    pub(super) times: Vec<Duration>,
    /// How many acts a commit took on.
    pub(super) acts_a_commit: f64,
}

impl Scratch {
    pub(super) fn make(folder: &Path, villages: usize) -> Outcome<Self> {
        let today = Day::new(2026, 6, 10).ok_or("no such day")?;
        let now = today.at(10, 0);
        let store = folder.join("county.sqlite");
        let office = open(folder, &store, now)?;
        let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
        let plan = demo::Plan { seed: 1, villages, today: now, layers };
        let made = demo::make(&office, &plan).map_err(|stop| format!("the county could not be made: {stop:?}"))?;
        let mut handlers = Vec::new();
        for village in &made.villages {
            let desk = demo::desk_of(&office, &village.place, Post::CommitteeMember, now);
            if let Some(desk) = desk.map_err(|stop| format!("{stop:?}"))? {
                handlers.push((desk, village.place.clone()));
            }
        }
        let papers = ["invoice", "detail"].map(|kind| -> Outcome<PaperSent> {
            let file = demo::make_paper(office.files(), kind, &[]).map_err(|stop| format!("{stop:?}"))?;
            Ok(PaperSent { kind: kind.to_owned(), name: format!("{kind}.pdf"), file })
        });
        let papers = papers.into_iter().collect::<Outcome<Vec<_>>>()?;
        Ok(Self { office, store, handlers, papers, now })
    }

    /// A copy of the store as it stands, for the references to begin from.
    pub(super) fn copy_store(&self, to: &Path) -> Outcome<()> {
        let connection = rusqlite::Connection::open(&self.store)?;
        connection.execute("vacuum into ?1", [to.to_string_lossy()])?;
        Ok(())
    }

    /// So many clients do so many acts in all, each waiting for its answer before the next.
    pub(super) fn run(&self, clients: usize, acts: usize, name: &str) -> Outcome<Run> {
        let before = self.office.archive().commits();
        let barrier = Barrier::new(clients + 1);
        let failed = std::sync::Mutex::new(None);
        let (time, times) = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..clients)
                .map(|client| {
                    let (barrier, failed) = (&barrier, &failed);
                    let share = acts / clients + usize::from(client < acts % clients);
                    scope.spawn(move || {
                        barrier.wait();
                        let mut times = Vec::with_capacity(share);
                        for number in 0..share {
                            let begun = Instant::now();
                            if let Err(error) = self.act(client, number, name) {
                                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                                break;
                            }
                            times.push(begun.elapsed());
                        }
                        times
                    })
                })
                .collect();
            barrier.wait();
            let begun = Instant::now();
            let times: Vec<Duration> =
                workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect();
            (begun.elapsed(), times)
        });
        if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error.into());
        }
        let commits = self.office.archive().commits() - before;
        let acts_a_commit = f64::from(u32::try_from(acts)?) / f64::from(u32::try_from(commits.max(1))?);
        Ok(Run { time, times, acts_a_commit })
    }

    /// Papers as every claim has its own: the same photograph twice would be the same invoice. Only their fingerprints differ.
    fn papers_of(&self, name: &str, client: usize, number: usize) -> Vec<PaperSent> {
        let mut papers = self.papers.clone();
        for (place, paper) in papers.iter_mut().enumerate() {
            let text = format!("{name} {client} {number} {place}");
            paper.file.hash = Hash(Sha256::digest(text).into());
        }
        papers
    }

    /// Opens one case with its first step.
    fn act(&self, client: usize, number: usize, name: &str) -> Result<(), String> {
        let (desk, village) = self.handlers.get(client % self.handlers.len().max(1)).ok_or("nobody may claim")?;
        let fields = [
            ("amount_fen", "186.82".to_owned()),
            ("purpose", "扫帚12把、畚箕6只，用于村道保洁".to_owned()),
            ("category", "cleaning".to_owned()),
            ("spent_on", self.now.day().plus(-2).to_string()),
            // Another shop each time: what one is paid within thirty days is judged together.
            ("payee", format!("云岫{name}{client:04}{number:08}五金店")),
            ("invoice_no", format!("2699{name}{client:04}{number:08}")),
            ("pay_by", "transfer".to_owned()),
        ];
        let form = Form {
            noticed: Vec::new(),
            step: "claim".to_owned(),
            outcome: "claimed".to_owned(),
            fields: fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<BTreeMap<_, _>>(),
            papers: self.papers_of(name, client, number),
            sitting: None,
            meeting: None,
        };
        let title = "购买保洁用品".to_owned();
        let deed = Open { village: village.clone(), affair: "C1".to_owned(), title, form };
        // Like a page: who it is and which posts they hold is asked anew each time.
        let person = desk.person().ok_or("nobody is signed in")?;
        let desk = Desk::of(&self.office, person, self.now).map_err(|fault| format!("{fault:?}"))?;
        let desk = desk.with_key(format!("{name}-{client}-{number}"));
        self.office.perform(&desk, deed).map(|_| ()).map_err(|stop| format!("an act was refused: {stop:?}"))
    }

    /// Closes the county and gives back where its store is.
    pub(super) fn close(self) -> Outcome<PathBuf> {
        let store = self.store.clone();
        drop(self);
        Ok(store)
    }
}

pub(crate) fn open(folder: &Path, store: &Path, now: Moment) -> Outcome<Office> {
    let county = Place::new(demo::COUNTY)?;
    let mut kinds = office::kinds();
    kinds.extend(affairs::kinds());
    kinds.extend(alerts::kinds());
    kinds.extend(capital::kinds());
    kinds.extend(disclosure::kinds());
    let mut salts = stream(7);
    let archive = County::open(Setup {
        store: Store::Sqlite { path: store.to_path_buf() },
        county: county.clone(),
        kinds,
        entropy: Box::new(move |bytes| fill(bytes, &mut salts)),
        key: tlog::LogKey::generate("bench", &[7; 32])?,
        flush: archive::Flush::EveryCommit,
    })?;
    let clock: Arc<dyn Clock> = Arc::new(SettableClock::new(now));
    let chance = std::sync::Mutex::new(stream(8));
    Ok(Office::new(OfficeSetup {
        county,
        archive,
        authority: Arc::new(Authority::new().map_err(|fault| format!("{fault:?}"))?),
        files: Files::open(folder.join("papers")).map_err(|fault| format!("{fault:?}"))?,
        clock,
        entropy: Arc::new(move |bytes: &mut [u8]| {
            fill(bytes, &mut *chance.lock().unwrap_or_else(PoisonError::into_inner));
        }),
        warn: alerts::warn,
        effects: capital::PROVIDERS.to_vec(),
        sources: vec![affairs::SOURCE, capital::SOURCE],
    }))
}

/// A stream of numbers (splitmix64): a benchmark needs no secrets, only the same county every time.
fn stream(mut state: u64) -> impl FnMut() -> u64 + Send {
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

fn fill(bytes: &mut [u8], draw: &mut impl FnMut() -> u64) {
    for byte in bytes {
        *byte = u8::try_from(names::below(draw, 256)).unwrap_or(0);
    }
}
