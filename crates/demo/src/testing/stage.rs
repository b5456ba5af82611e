//! A stage on which roads are gone: the acts of an example become forms that people of the bench's village send.

mod bring;
mod pieces;
mod ready;

use super::{Bench, Road, cast, roads};
use ::office::{Desk, Preview, StoredFile};
use affairs::{Act, Form, Open};
use bring::Brought;
use procedure::{Attempt, FactValue, RuleBook};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Day, PersonId, Place, Refusal};

/// How many different papers there are; no step asks for as many of one kind.
const PAPERS: usize = 12;

/// A step that somebody is about to take.
pub struct Turn {
    /// The village.
    pub village: Place,
    /// The affair.
    pub affair: String,
    /// The case; none yet for a first step.
    pub case: Option<CaseId>,
    /// What it is called.
    pub title: String,
    /// Who takes it.
    pub desk: Desk,
    /// With what form.
    pub form: Form,
}

/// How a turn is taken: by the deed itself, or through the pages.
pub type Hands<'h> = dyn Fn(&Turn) -> CaseId + 'h;

/// A case on its road.
#[derive(Clone)]
struct Play {
    village: Place,
    serial: u32,
    case: Option<CaseId>,
    day: Option<Day>,
    people: BTreeMap<PersonId, PersonId>,
    others: BTreeMap<String, Brought>,
    /// The cases on which the case rests for which this one is brought: it rests on the same.
    shared: BTreeMap<String, String>,
    /// Another case, begun before this one, that can come to be one to the same party.
    piece: Option<CaseId>,
}

/// The stage.
pub struct Stage<'a> {
    pub(super) bench: &'a Bench,
    /// The rules in force.
    pub book: Arc<RuleBook>,
    /// The roads of every affair.
    pub roads: BTreeMap<String, Vec<Road>>,
    papers: Vec<StoredFile>,
    serial: Cell<u32>,
    used: RefCell<Option<String>>,
    brought: RefCell<Vec<Brought>>,
    standing: RefCell<Vec<(String, Vec<Attempt>, Play)>>,
}

impl<'a> Stage<'a> {
    /// A stage in a county of three villages: the one in which everything happens, another one whose cases are none of its
    /// business, and one whose representatives are authorised to decide what they may.
    #[must_use]
    pub fn open(bench: &'a Bench) -> Self {
        bench.found(3);
        let book = bench.read(|reader| bench.office.current_book(reader));
        let paper = |nth: usize| {
            let paper = crate::make_paper(bench.office.files(), "证明材料", &[format!("第{nth}份")]);
            paper.unwrap_or_else(|stop| panic!("the paper is not kept: {stop:?}"))
        };
        Self {
            bench,
            roads: roads(&book),
            book,
            papers: (1..=PAPERS).map(paper).collect(),
            serial: Cell::new(0),
            used: RefCell::default(),
            brought: RefCell::default(),
            standing: RefCell::default(),
        }
    }

    /// A case that is not opened yet, in a village.
    fn play(&self, village: &Place) -> Play {
        self.serial.set(self.serial.get() + 1);
        Play {
            village: village.clone(),
            serial: self.serial.get(),
            case: None,
            day: None,
            people: BTreeMap::new(),
            others: BTreeMap::new(),
            shared: BTreeMap::new(),
            piece: None,
        }
    }

    /// The bench that it stands on.
    #[must_use]
    pub fn bench(&self) -> &Bench {
        self.bench
    }

    /// The village in which everything happens.
    #[must_use]
    pub fn village(&self) -> Place {
        self.bench.village(1)
    }

    /// The village for a road: where the representatives are authorised, when the road needs that.
    fn place(&self, road: &Road) -> Place {
        let authorised =
            |act: &Attempt| act.facts.get("delegation").is_some_and(|found| *found != FactValue::Text(String::new()));
        if !road.acts.iter().any(authorised) {
            return self.village();
        }
        let village = self.bench.village(3);
        let body = road.acts.iter().rev().find_map(|act| act.fields.get("body")).cloned().unwrap_or_default();
        cast::authorise(self.bench, &self.book, &village, &body);
        village
    }

    /// Goes a road to its end, as a new case.
    ///
    /// # Errors
    /// In words, where it does not go on.
    pub fn go(&self, road: &Road, hands: &Hands<'_>) -> Result<CaseId, String> {
        let play = self.play(&self.place(road));
        let road = self.with_a_party_of_its_own(road, play.serial);
        self.play_out(play, &road, hands)
    }

    fn play_out(&self, mut play: Play, road: &Road, hands: &Hands<'_>) -> Result<CaseId, String> {
        for act in &road.acts {
            let turn = self.turn(&mut play, &road.affair, act, hands)?;
            if let Some(refusal) = self.tried(&turn) {
                let faults: Vec<_> =
                    refusal.faults.iter().map(|fault| format!("{}: {}", fault.field, fault.words.en)).collect();
                let (rule, words) = (&refusal.rule, &refusal.words.en);
                return Err(format!("`{}` is refused by `{rule}`: {words} {}", act.step, faults.join("; ")));
            }
            play.case = Some(hands(&turn));
        }
        play.case.ok_or_else(|| "the road has no act".to_owned())
    }

    /// Goes a road up to its last act, which is made ready but not taken. Unless it must be a fresh case, one that stands
    /// there from another road does as well: what was refused has not changed it.
    ///
    /// # Errors
    /// In words, where it does not go on.
    pub fn go_near(&self, road: &Road, fresh: bool, hands: &Hands<'_>) -> Result<Turn, String> {
        let (last, before) = road.acts.split_last().ok_or("the road has no act")?;
        let known =
            self.standing.borrow().iter().find(|(affair, acts, _)| *affair == road.affair && acts == before).cloned();
        if let Some((_, _, mut play)) = known.filter(|_| !fresh && !before.is_empty()) {
            let own = self.with_a_party_of_its_own(road, play.serial);
            let last = own.acts.last().unwrap_or(last);
            return self.turn(&mut play, &road.affair, last, hands);
        }
        let mut play = self.play(&self.place(road));
        let own = self.with_a_party_of_its_own(road, play.serial);
        let (last, own) = own.acts.split_last().ok_or("the road has no act")?;
        play.piece = self.piece_before(road, &play.village)?;
        for act in own {
            let turn = self.turn(&mut play, &road.affair, act, hands)?;
            if let Some(refusal) = self.tried(&turn) {
                return Err(format!("`{}` is refused by `{}`: {:?}", act.step, refusal.rule, refusal.words.en));
            }
            play.case = Some(hands(&turn));
        }
        self.standing.borrow_mut().push((road.affair.clone(), before.to_vec(), play.clone()));
        self.turn(&mut play, &road.affair, last, hands)
    }

    /// Takes a turn by its deed.
    #[must_use]
    pub fn by_deed(&self, turn: &Turn) -> CaseId {
        let receipt = match self.act(turn) {
            Ok(act) => self.bench.done(&turn.desk, act),
            Err(open) => self.bench.done(&turn.desk, *open),
        };
        CaseId::new(receipt.subject).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Takes a turn that must be refused.
    #[must_use]
    pub fn refused(&self, turn: &Turn) -> Refusal {
        match self.act(turn) {
            Ok(act) => self.bench.refused(&turn.desk, act),
            Err(open) => self.bench.refused(&turn.desk, *open),
        }
    }

    /// Why a turn would be refused; `None` when it would not.
    #[must_use]
    pub fn tried(&self, turn: &Turn) -> Option<Refusal> {
        let seen = match self.act(turn) {
            Ok(act) => self.bench.office.preview(&turn.desk, act),
            Err(open) => self.bench.office.preview(&turn.desk, *open),
        };
        match seen {
            Ok(Preview::Done(_)) => None,
            Ok(Preview::Refused(refusal)) => Some(*refusal),
            Err(fault) => panic!("{}: {}", turn.affair, fault.chain()),
        }
    }

    fn act(&self, turn: &Turn) -> Result<Act, Box<Open>> {
        let (village, form) = (turn.village.clone(), turn.form.clone());
        let Some(case) = turn.case.clone() else {
            let (affair, title) = (turn.affair.clone(), turn.title.clone());
            return Err(Box::new(Open { village, affair, title, form }));
        };
        let row = self.bench.read(|reader| affairs::case(reader, &case));
        let revision = row.map_or(0, |row| row.revision);
        Ok(Act { case, village, revision, form })
    }
}

impl Turn {
    fn copied(&self) -> Self {
        Self {
            village: self.village.clone(),
            affair: self.affair.clone(),
            case: self.case.clone(),
            title: self.title.clone(),
            desk: self.desk.clone(),
            form: self.form.clone(),
        }
    }
}
