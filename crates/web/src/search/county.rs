//! The county's index kept current: which villages have moved since their lines were drawn, and drawing them anew.
//!
//! A village whose log has moved is left out of what is found until it is drawn anew, so that nothing is found that has been taken
//! back. On another day something may have become public by itself, or an item have ended its years, of which a line tells no more than
//! its name: the lines of the day before go on for the seconds until they are drawn.

use super::gather::gather;
use super::index::Index;
use crate::state::Shared;
use archive::{Directory, SearchLine, Searched};
use office::roster;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, Language, Level, Place};

/// Changed whenever lines are drawn or cut into pieces otherwise.
const SHAPE: &str = "1";
/// What is recorded for the county as a whole and may change what of its villages is public.
const FOR_ALL: [&str; 2] = ["rulebook.adopted", "store.restored"];
/// Kinds that change nothing that strangers read.
const WITHIN: [&str; 5] = ["alert.", "message.", "screen.", "paper.", "sign_in."];
/// So many entries are read at a time.
const AT_A_TIME: u32 = 10_000;
/// So many villages are drawn anew while somebody waits for what is found.
const WHILE_WAITING: usize = 16;

/// A county's index, and what is known of how current it is.
pub(crate) struct CountySearch {
    pub(crate) index: Index,
    directory: Directory,
    known: Mutex<Option<Known>>,
    /// Whoever draws: one at a time.
    turn: Mutex<()>,
}

/// What is known of the villages, as of an entry of the log.
struct Known {
    head: u64,
    villages: BTreeMap<Place, Village>,
}

#[derive(Default)]
struct Village {
    /// The last entry that may have changed what is public.
    moved: u64,
    drawn: Option<Searched>,
}

/// How current the index is.
pub(crate) struct Current {
    /// The villages whose lines are those of now.
    pub(crate) ready: BTreeSet<Place>,
    /// The villages that have to be drawn anew before anything is found in them.
    pub(crate) stale: Vec<Place>,
    /// The villages that are to be drawn anew because the day has changed.
    pub(crate) older: Vec<Place>,
}

/// Which program drew a line: another may mask more.
fn shape() -> i64 {
    let digest = Sha256::digest(format!("{} {SHAPE}", env!("CARGO_PKG_VERSION")));
    digest.iter().take(7).fold(0_i64, |all, byte| (all << 8) | i64::from(*byte))
}

impl CountySearch {
    pub(crate) fn new(directory: Directory) -> Self {
        Self { index: Index::new(directory.clone()), directory, known: Mutex::default(), turn: Mutex::default() }
    }

    /// How current it is, after the villages that have just moved were drawn anew, as long as they are few.
    ///
    /// # Errors
    /// When one of the stores fails.
    pub(crate) fn current(&self, app: &Shared) -> Result<Current, Fault> {
        let found = self.look(app)?;
        if found.stale.is_empty() {
            return Ok(found);
        }
        let _turn = self.turn.lock();
        for place in self.look(app)?.stale.iter().take(WHILE_WAITING) {
            self.draw(app, place)?;
        }
        self.look(app)
    }

    /// Draws anew what is not current; tells after each village how many are left. Ends early when told to.
    ///
    /// # Errors
    /// When one of the stores fails.
    pub(crate) fn catch_up(&self, app: &Shared, mut go_on: impl FnMut(usize) -> bool) -> Result<(), Fault> {
        let found = self.look(app)?;
        let all: Vec<Place> = found.stale.into_iter().chain(found.older).collect();
        for (place, left) in all.iter().zip((0..all.len()).rev()) {
            // Whoever waits for what is found has the next turn.
            let turn = self.turn.lock();
            self.draw(app, place)?;
            drop(turn);
            if !go_on(left) {
                break;
            }
        }
        Ok(())
    }

    /// Forgets everything that was drawn.
    ///
    /// # Errors
    /// When the directory fails.
    pub(crate) fn forget(&self, app: &Shared) -> Result<(), Fault> {
        let _turn = self.turn.lock();
        *self.known.lock() = None;
        self.directory.forget_searched(app.office.county())
    }

    fn look(&self, app: &Shared) -> Result<Current, Fault> {
        let today = app.now().day();
        let mut known = self.known.lock();
        match known.as_mut() {
            Some(known) if known.head <= app.office.archive().head() => known.go_on(app)?,
            _ => *known = Some(Known::read(app, &self.directory)?),
        }
        let villages = known.as_ref().map(|known| &known.villages).into_iter().flatten();
        let mut found = Current { ready: BTreeSet::new(), stale: Vec::new(), older: Vec::new() };
        for (place, village) in villages {
            let drawn = village.drawn.as_ref();
            match drawn.filter(|drawn| drawn.shape == shape() && drawn.head >= village.moved) {
                None => found.stale.push(place.clone()),
                Some(drawn) => {
                    found.ready.insert(place.clone());
                    found.older.extend((drawn.day != today).then(|| place.clone()));
                }
            }
        }
        Ok(found)
    }

    fn draw(&self, app: &Shared, place: &Place) -> Result<(), Fault> {
        // The head is taken before reading: what is committed meanwhile makes the lines old, never the other way round.
        let (head, day) = (app.office.archive().head(), app.now().day());
        let lines = app.office.read(|query| {
            let chinese = gather(app, query, place, Language::Zh)?;
            let english = gather(app, query, place, Language::En)?;
            Ok(chinese.into_iter().zip(english).map(|(zh, en)| SearchLine {
                kind: zh.kind.key().to_owned(),
                what: [zh.what, en.what],
                who: [zh.who, en.who],
                day: zh.day,
                amount: zh.amount,
                href: zh.href,
            }))
        })?;
        let drawn = Searched { place: place.clone(), head, day, shape: shape() };
        self.index.keep(&drawn, lines.collect())?;
        if let Some(village) = self.known.lock().as_mut().and_then(|known| known.villages.get_mut(place)) {
            village.drawn = Some(drawn);
        }
        Ok(())
    }
}

impl Known {
    fn read(app: &Shared, directory: &Directory) -> Result<Self, Fault> {
        let (head, county) = (app.office.archive().head(), app.office.county());
        let mut drawn: BTreeMap<Place, Searched> =
            directory.searched(county)?.into_iter().map(|one| (one.place.clone(), one)).collect();
        if drawn.values().any(|one| one.head > head) {
            // An older copy of the store was put back: what was drawn from entries that are no more is worth nothing.
            directory.forget_searched(county)?;
            drawn.clear();
        }
        app.office.read(|query| {
            let mut for_all = 0;
            for kind in FOR_ALL {
                for_all = for_all.max(archive::last_of(query, county, Some(kind))?);
            }
            let mut villages = BTreeMap::new();
            for one in roster::subdivisions(query, county, Level::Village)? {
                let moved = archive::last_of(query, &one.place, None)?.max(for_all);
                let drawn = drawn.remove(&one.place);
                villages.insert(one.place, Village { moved, drawn });
            }
            Ok(Self { head, villages })
        })
    }

    /// Notes what the entries since the last look have moved.
    fn go_on(&mut self, app: &Shared) -> Result<(), Fault> {
        while self.head < app.office.archive().head() {
            let entries = app.office.read(|query| archive::places_after(query, self.head, AT_A_TIME))?;
            if entries.is_empty() {
                break;
            }
            for (seq, place, kind) in entries {
                self.head = seq;
                if FOR_ALL.contains(&kind.as_str()) {
                    self.villages.values_mut().for_each(|village| village.moved = seq);
                } else if kind == "division.added" && place.level() == Level::Village {
                    self.villages.entry(place).or_default().moved = seq;
                } else if !WITHIN.iter().any(|within| kind.starts_with(within))
                    && let Some(village) = self.villages.get_mut(&place)
                {
                    village.moved = seq;
                }
            }
        }
        Ok(())
    }
}

/// The years in which something may be looked for: this one and those before.
pub(crate) fn years(today: Day) -> impl Iterator<Item = i16> {
    (0..10).map(move |back| today.year() - back)
}
