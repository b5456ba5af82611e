//! A stage on which roads are gone: the acts of an example become forms that people of the bench's village send.

use super::road::{Road, roads};
use super::{Bench, cast};
use crate::driver::candidates;
use ::office::{Desk, Preview, StoredFile, roster};
use affairs::{Act, Form, Open, PaperSent};
use procedure::{Attempt, FactValue, FieldKind, Position, Reference, RuleBook, Step};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Day, Kind, PersonId, Place, Refusal};

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

/// A case that was brought to where another one may see it so, or why it could not be.
#[derive(Clone)]
struct Brought {
    village: Place,
    seen: Reference,
    shared: BTreeMap<String, String>,
    case: Result<String, String>,
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
        self.play_out(self.play(&self.place(road)), road, hands)
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
            return self.turn(&mut play, &road.affair, last, hands);
        }
        let mut play = self.play(&self.place(road));
        for act in before {
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
            Err(open) => self.bench.done(&turn.desk, open),
        };
        CaseId::new(receipt.subject).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Takes a turn that must be refused.
    #[must_use]
    pub fn refused(&self, turn: &Turn) -> Refusal {
        match self.act(turn) {
            Ok(act) => self.bench.refused(&turn.desk, act),
            Err(open) => self.bench.refused(&turn.desk, open),
        }
    }

    /// Why a turn would be refused; `None` when it would not.
    #[must_use]
    pub fn tried(&self, turn: &Turn) -> Option<Refusal> {
        let seen = match self.act(turn) {
            Ok(act) => self.bench.office.preview(&turn.desk, act),
            Err(open) => self.bench.office.preview(&turn.desk, open),
        };
        match seen {
            Ok(Preview::Done(_)) => None,
            Ok(Preview::Refused(refusal)) => Some(*refusal),
            Err(fault) => panic!("{}: {}", turn.affair, fault.chain()),
        }
    }

    fn act(&self, turn: &Turn) -> Result<Act, Open> {
        let (village, form) = (turn.village.clone(), turn.form.clone());
        let Some(case) = turn.case.clone() else {
            return Err(Open { village, affair: turn.affair.clone(), title: turn.title.clone(), form });
        };
        let row = self.bench.read(|reader| affairs::case(reader, &case));
        let revision = row.map_or(0, |row| row.revision);
        Ok(Act { case, village, revision, form })
    }

    /// Makes an act of an example ready: at its time, with its form, by somebody whose it is.
    fn turn(&self, play: &mut Play, affair: &str, act: &Attempt, hands: &Hands<'_>) -> Result<Turn, String> {
        let step = self.book.affair(affair).and_then(|affair| affair.step(&act.step)).ok_or("no such step")?;
        self.wait(play, act, step);
        let mut fields = BTreeMap::new();
        // Cases that rest on nothing come first, so that those that rest on them can.
        let rests = |id: &str| {
            let target = act.references.get(id).and_then(|seen| self.book.affair(&seen.affair));
            target.map_or(0, |target| target.facts.values().filter(|kind| **kind == FieldKind::CaseRef).count())
        };
        let mut typed: Vec<_> = act.fields.iter().collect();
        typed.sort_by_key(|(id, _)| rests(id));
        for (id, typed) in typed {
            fields.insert(id.clone(), self.value(play, act, step, id, typed, hands)?);
        }
        self.still_so(play, act)?;
        self.looked_up(affair, act, &mut fields)?;
        let given = act.papers.iter().zip(self.papers.iter().cycle()).enumerate();
        let papers = given.map(|(nth, (paper, file))| PaperSent {
            kind: paper.kind.clone(),
            name: format!("{}{nth}.pdf", paper.kind),
            file: file.clone(),
        });
        let form = Form {
            step: act.step.clone(),
            outcome: act.outcome.clone(),
            papers: papers.collect(),
            sitting: act
                .sitting
                .as_ref()
                .map(|held| cast::sitting(self, play.case.as_ref(), &play.village, step, held)),
            fields,
        };
        let title = form.fields.get("title").cloned().unwrap_or_else(|| format!("{affair}试办"));
        let (village, case) = (play.village.clone(), play.case.clone());
        let desk = self.bench.nobody();
        let mut turn = Turn { village, affair: affair.to_owned(), case, title, desk, form };
        turn.desk = self.somebody(play, act, step, &turn)?;
        Ok(turn)
    }

    /// Waits as long as the example does, and until no window or notice of the real case stands in the way.
    fn wait(&self, play: &mut Play, act: &Attempt, step: &Step) {
        let bench = self.bench;
        let mut day = bench.today().plus(play.day.map_or(0, |before| act.now.day().since(before)));
        play.day = Some(act.now.day());
        if let Some(case) = &play.case {
            let windows = bench.read(|reader| affairs::windows(reader, case));
            day = windows.iter().map(|window| window.closes.plus(1)).fold(day, Day::max);
            let row = bench.read(|reader| affairs::case(reader, case));
            let called = row.and_then(|row| row.facts.get("meeting_day").cloned());
            if let (Some(FactValue::Day(called)), Some(_)) = (called, &step.convened_by) {
                day = day.max(called);
            }
        }
        if day != bench.today() {
            bench.go_to(day);
        }
    }

    fn value(
        &self,
        play: &mut Play,
        act: &Attempt,
        step: &Step,
        id: &str,
        typed: &str,
        hands: &Hands<'_>,
    ) -> Result<String, String> {
        let field = step.fields.iter().find(|field| field.id == id);
        if typed.is_empty() {
            return Ok(String::new());
        }
        Ok(match field.map(|field| field.kind) {
            Some(FieldKind::Day) => match typed.parse::<Day>() {
                Ok(day) => self.bench.today().plus(day.since(act.now.day())).to_string(),
                Err(_) => typed.to_owned(),
            },
            Some(FieldKind::Person) => {
                let people = self.bench.read(|reader| roster::people_of(reader, &play.village));
                people.last().map(|one| one.id.to_string()).unwrap_or_default()
            }
            Some(FieldKind::CaseRef) => {
                let Some(seen) = act.references.get(id) else { return Ok(typed.to_owned()) };
                if let Some(number) = play.shared.get(id) {
                    return Ok(number.clone());
                }
                let brought = self.bring(seen, play, hands);
                play.others.insert(id.to_owned(), brought.clone());
                brought.case?
            }
            _ if id == "invoice_no" => {
                let parts: Vec<_> = typed.split(['，', ',']).map(|one| format!("{one}-{}", play.serial)).collect();
                parts.join("，")
            }
            _ => typed.to_owned(),
        })
    }

    /// The cases that this one rests on must stand as the example says, unless they are named anew.
    fn still_so(&self, play: &Play, act: &Attempt) -> Result<(), String> {
        for (field, known) in &play.others {
            if act.references.get(field).is_some_and(|seen| *seen != known.seen) {
                return Err(format!("the case of `{field}` would have to change meanwhile"));
            }
        }
        Ok(())
    }

    /// What the example says the office looks up must be so.
    fn looked_up(&self, affair: &str, act: &Attempt, fields: &mut BTreeMap<String, String>) -> Result<(), String> {
        for (lookup, found) in &act.facts {
            match (lookup.as_str(), found) {
                (_, FactValue::Text(found)) if found.is_empty() => {}
                ("invoice_used_elsewhere", _) if !fields.contains_key("invoice_no") => {
                    return Err("another case would have to take the invoice meanwhile".to_owned());
                }
                ("invoice_used_elsewhere", _) => {
                    let used = self.used_invoice()?;
                    fields.insert("invoice_no".into(), used);
                }
                ("delegation", _) => {}
                ("party_kin", _) => {
                    let shared = self.book.affair(affair).and_then(|affair| affair.shares.party.clone());
                    for party in shared.into_iter().chain(["party".to_owned()]) {
                        fields.entry(party).and_modify(|party| *party = cast::OFFICIAL.to_owned());
                    }
                }
                (other, _) => return Err(format!("`{other}` would have to be found")),
            }
        }
        Ok(())
    }

    /// The number of an invoice that another case has used.
    fn used_invoice(&self) -> Result<String, String> {
        if let Some(used) = self.used.borrow().clone() {
            return Ok(used);
        }
        let first =
            self.roads.values().flatten().find(|road| {
                road.to.is_ok() && road.acts.first().is_some_and(|act| act.fields.contains_key("invoice_no"))
            });
        let mut road = first.cloned().ok_or("no affair begins with an invoice")?;
        road.acts.truncate(1);
        let case = self.go(&road, &|turn| self.by_deed(turn))?;
        let row = self.bench.read(|reader| affairs::case(reader, &case)).ok_or("the case is gone")?;
        let Some(FactValue::Text(used)) = row.facts.get("invoice_no") else { return Err("no invoice".into()) };
        *self.used.borrow_mut() = Some(used.clone());
        Ok(used.clone())
    }

    /// Brings a case to where another one may see it so, resting on the same cases as that one where it rests on any.
    fn bring(&self, seen: &Reference, play: &Play, hands: &Hands<'_>) -> Brought {
        let village =
            if seen.village == self.village().as_str() { play.village.clone() } else { self.bench.village(2) };
        let own = |field: &str| matches!(seen.facts.get(field), Some(FactValue::Text(named)) if !named.is_empty());
        let rests = self.book.affair(&seen.affair).map(|target| target.facts.clone()).unwrap_or_default();
        let others = play.others.iter().filter(|(field, _)| !own(field) && rests.contains_key(*field));
        let shared = others.filter_map(|(field, one)| Some((field.clone(), one.case.clone().ok()?))).collect();
        let same = |one: &&Brought| (&one.village, &one.seen, &one.shared) == (&village, seen, &shared);
        let known = self.brought.borrow().iter().find(same).cloned();
        known.unwrap_or_else(|| {
            let case = self.bring_anew(seen, &village, &shared, hands);
            let brought = Brought { village, shared, seen: seen.clone(), case };
            self.brought.borrow_mut().push(brought.clone());
            brought
        })
    }

    fn bring_anew(
        &self,
        seen: &Reference,
        village: &Place,
        shared: &BTreeMap<String, String>,
        hands: &Hands<'_>,
    ) -> Result<String, String> {
        let position = match &seen.ending {
            Some(ending) => Position::Ended(ending.clone()),
            None => Position::Step(seen.step.clone()),
        };
        let known = self.roads.get(&seen.affair).into_iter().flatten();
        let mut ways: Vec<Road> = known.filter_map(|road| road.up_to(&position)).collect();
        ways.sort_by_key(|road| road.acts.len());
        ways.dedup_by(|one, other| one.acts == other.acts);
        let mut why = vec![format!("no example brings {} to {position:?}", seen.affair)];
        for with_amount in [true, false] {
            for way in ways.iter().flat_map(|way| way.by_each_body(&self.book)) {
                let play = Play { shared: shared.clone(), ..self.play(village) };
                match self.play_out(play, &way.like(&self.book, seen, with_amount), hands) {
                    Ok(case) => return Ok(case.to_string()),
                    Err(what) => why.push(what),
                }
            }
        }
        why.dedup();
        Err(why.join("; "))
    }

    /// The desk of somebody who may take the turn: whoever plays this part already, else somebody new.
    fn somebody(&self, play: &mut Play, act: &Attempt, step: &Step, turn: &Turn) -> Result<Desk, String> {
        let now = self.bench.now();
        let mut people = self.bench.read(|reader| candidates(reader, &play.village, step, now));
        let part = play.people.get(&act.actor.person).cloned();
        people.sort_by_key(|one| (part.as_ref() != Some(one), play.people.values().any(|other| other == one)));
        let mut barred = Vec::new();
        for person in people {
            let desk = self.bench.desk_of(&person);
            let turn = Turn { desk: desk.clone(), form: turn.form.clone(), ..turn.copied() };
            match self.tried(&turn) {
                Some(refusal) if refusal.kind == Kind::NotYours => barred.push(refusal.words.en),
                _ => {
                    play.people.insert(act.actor.person.clone(), person);
                    return Ok(desk);
                }
            }
        }
        Err(format!("nobody may take `{}` of {}: {barred:?}", act.step, turn.affair))
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
