//! The premises: an office on an empty store, with its county founded.

use crate::Halt;
use crate::dice::Dice;
use crate::plan::Plan;
use archive::{County, Flush, Setup, Store};
use authority::Authority;
use office::{Files, Office, OfficeSetup, StoredFile};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use village::{Clock, Fault, Place, SettableClock, Stop};

/// How many different papers there are; no step asks for as many of one kind.
const PAPERS: usize = 12;

/// An office, its clock, its villages and some papers.
pub(crate) struct Premises {
    pub(crate) office: Office,
    pub(crate) clock: Arc<SettableClock>,
    pub(crate) villages: Vec<Place>,
    pub(crate) papers: Vec<StoredFile>,
}

/// Opens the office and founds the county.
pub(crate) fn open(plan: &Plan, store: &Store, folder: &Path) -> Result<Premises, Halt> {
    let county = Place::new(demo::COUNTY).map_err(|error| Fault::from("the county has no code", error))?;
    let mut salts = Dice::of(plan.seed, 1);
    let chance = Mutex::new(Dice::of(plan.seed, 2));
    let archive = County::open(Setup {
        store: store.clone(),
        county: county.clone(),
        kinds: [office::kinds(), affairs::kinds(), alerts::kinds(), capital::kinds(), disclosure::kinds()].concat(),
        entropy: Box::new(move |bytes| fill(&mut salts, bytes)),
        key: tlog::LogKey::generate("qingcun.simulator/990101", &[7; 32])
            .map_err(|error| Fault::from("the log has no key", error))?,
        flush: Flush::Later,
    })
    .map_err(|error| Fault::from("the store of the simulation cannot be opened", error))?;
    let clock = Arc::new(SettableClock::new(plan.starts.at(6, 0)));
    let office = Office::new(OfficeSetup {
        county,
        archive,
        authority: Arc::new(Authority::new()?),
        files: Files::open_with(folder.join("papers"), Flush::Later)?,
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        entropy: Arc::new(move |bytes| fill(&mut chance.lock().unwrap_or_else(PoisonError::into_inner), bytes)),
        warn: plan.warn,
        effects: capital::PROVIDERS.to_vec(),
        sources: vec![affairs::SOURCE, capital::SOURCE],
    });
    let mut dice = Dice::of(plan.seed, 3);
    let rules = (plan.rules.clone(), plan.layers.clone());
    let divisions = demo::found(&office, plan.villages, rules, plan.starts.at(7, 0), &mut || dice.draw())?;
    let paper = |nth: usize| demo::make_paper(office.files(), "证明材料", &[format!("第{nth}份")]);
    let papers = (1..=PAPERS).map(paper).collect::<Result<Vec<_>, Stop>>()?;
    Ok(Premises { office, clock, villages: divisions.into_iter().map(|one| one.place).collect(), papers })
}

fn fill(dice: &mut Dice, bytes: &mut [u8]) {
    for part in bytes.chunks_mut(8) {
        for (byte, drawn) in part.iter_mut().zip(dice.draw().to_le_bytes()) {
            *byte = drawn;
        }
    }
}
