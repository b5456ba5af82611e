//! An act of an example made ready: at its time, with its form, by somebody whose it is.

use super::{Hands, Play, Stage, Turn};
use crate::driver::candidates;
use crate::hold::{hold, on_its_page};
use crate::make_paper;
use crate::table;
use crate::testing::cast;
use ::office::{Desk, StoredFile, roster};
use affairs::{Form, PaperSent};
use procedure::{Attempt, FactValue, FieldKind, Reference, Step};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use village::{Day, Fen, Kind};

impl Stage<'_> {
    /// Makes an act of an example ready: at its time, with its form, by somebody whose it is.
    pub(super) fn turn(&self, play: &mut Play, affair: &str, act: &Attempt, hands: &Hands<'_>) -> Result<Turn, String> {
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
        let outcome = step.outcome(&act.outcome);
        let today = self.bench.today();
        self.bench.read(|reader| table::fill(reader, &play.village, step, outcome, &mut fields, today));
        self.still_so(play, act)?;
        self.looked_up(play, affair, act, &mut fields)?;
        let given = act.papers.iter().zip(self.papers.iter().cycle()).enumerate();
        let papers = given.map(|(nth, (paper, file))| PaperSent {
            kind: paper.kind.clone(),
            name: format!("{}{nth}.pdf", paper.kind),
            file: self.of_its_own(step, &paper.kind, file),
        });
        let mut form = Form {
            meeting: None,
            noticed: Vec::new(),
            step: act.step.clone(),
            outcome: act.outcome.clone(),
            papers: papers.collect(),
            sitting: act
                .sitting
                .as_ref()
                .map(|held| cast::sitting(self, play.case.as_ref(), &play.village, step, held)),
            fields,
        };
        if let (Some(case), Some(sent)) = (&play.case, &form.sitting)
            && on_its_page(&self.book, step, &sent.body)
        {
            let held = hold(&self.bench.office, case, &play.village, step, sent, self.bench.now());
            // What may not be held is tried as a form: it is refused by the same rule.
            if let Ok(meeting) = held.map_err(|stop| format!("`{}` is not held: {stop:?}", step.id))? {
                (form.meeting, form.sitting) = (Some(meeting), None);
            }
        }
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
            let Some(seen) = act.references.get(field).filter(|seen| **seen != known.seen) else { continue };
            // More may be paid under it by now: by this case itself.
            let paid = known.case.as_ref().map_or(0, |case| self.paid_fen(case));
            if (Reference { paid_fen: known.seen.paid_fen, ..seen.clone() }) != known.seen || seen.paid_fen != paid {
                return Err(format!("the case of `{field}` would have to change meanwhile"));
            }
        }
        Ok(())
    }

    /// What the example says the office looks up must be so.
    fn looked_up(
        &self,
        play: &Play,
        affair: &str,
        act: &Attempt,
        fields: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        for (lookup, found) in &act.facts {
            match (lookup.as_str(), found) {
                (_, FactValue::Text(found)) if found.is_empty() => {}
                (_, FactValue::Int(0)) | ("recent_cases", _) => {}
                ("recent_fen", FactValue::Int(sum)) => self.pieces(play, affair, act, Fen(*sum))?,
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

    /// An invoice is of its own: the same file twice would be the same invoice. Any other paper may be the same.
    fn of_its_own(&self, step: &Step, kind: &str, file: &StoredFile) -> StoredFile {
        static GIVEN: AtomicU64 = AtomicU64::new(0);
        let is_invoice =
            step.fields.iter().any(|field| field.from_invoice.as_ref().is_some_and(|from| from.paper == kind));
        if !is_invoice {
            return file.clone();
        }
        let number = GIVEN.fetch_add(1, Ordering::Relaxed);
        make_paper(self.bench.office.files(), "发票", &[format!("第{number}份")]).expect("a paper")
    }
}
