//! What the villages have in mind for the year: cases of every affair, each on a road of the worked examples, with the cases
//! that it rests on.

use super::Year;
use super::agenda::Turn;
use crate::Report;
use crate::matter::{Link, Matter, Stage};
use demo::Road;
use procedure::{Attempt, FactValue, FieldKind, Position, Reference, take};
use std::collections::BTreeMap;
use village::{Day, Moment, Place};

/// How many cases of an affair a village begins in a year; of any other affair it is one and a half.
const A_YEAR: &[(&str, i64)] =
    &[("C1", 14), ("K1", 8), ("K2", 5), ("A1", 3), ("C2", 2), ("C3", 3), ("I1", 3), ("H1", 2)];

/// Where a village buys now and again.
const SHOPS: &[&str] =
    &["东街五金店", "东街文具店", "西街水电行", "西街苗圃", "南街印刷店", "南街日杂店", "北街建材店", "北街保洁公司"];

/// In a run of fewer days, as much is begun as in so many.
const BUSY_DAYS: i64 = 200;

/// Acts of examples that went on, by affair and step.
pub(super) fn usual(roads: &BTreeMap<String, Vec<Road>>) -> BTreeMap<(String, String), Vec<Attempt>> {
    let mut usual: BTreeMap<_, Vec<Attempt>> = BTreeMap::new();
    for road in roads.values().flatten() {
        // The last act of a refused example is the one that was refused.
        let good = road.acts.len() - usize::from(road.to.is_err());
        for act in road.acts.iter().take(good) {
            usual.entry((road.affair.clone(), act.step.clone())).or_default().push(act.clone());
        }
    }
    usual
}

impl Year<'_> {
    pub(super) fn plan_the_year(&mut self) {
        let (starts, days) = (self.plan.starts, self.plan.days);
        for village in self.villages.clone() {
            for body in ["rep_meeting", "member_rep_assembly"] {
                let at = self.on(starts.plus(1), 2);
                self.agenda.at(at, Turn::Authorise(village.clone(), body.to_owned()));
            }
            let at = self.on(starts.plus(1), 20);
            self.agenda.at(at, Turn::Declare(village.clone()));
            for turn in 0..=days / 150 {
                let at = self.on(starts.plus(20 + turn * 150), 100);
                self.agenda.at(at, Turn::Resign(village.clone()));
                let at = self.on(starts.plus(10 + turn * 150), 120);
                self.agenda.at(at, Turn::Leave(village.clone()));
            }
        }
        for day in 0..=days {
            self.agenda.at(starts.plus(day).at(6, 30), Turn::Clockwork);
        }
        let codes: Vec<String> = self.reference.affairs.keys().cloned().collect();
        for code in codes {
            self.plan_affair(&code);
        }
    }

    fn plan_affair(&mut self, code: &str) {
        let ten_a_year = A_YEAR.iter().find(|(known, _)| *known == code).map_or(15, |(_, many)| many * 10);
        let villages = i64::try_from(self.villages.len()).unwrap_or(1);
        // A short run is a busy one.
        let many = (ten_a_year * villages * self.plan.days.max(BUSY_DAYS) / 3_650).max(1);
        let first = self.dice.below(self.villages.len());
        let villages: Vec<Place> =
            self.villages.iter().cycle().skip(first).take(usize::try_from(many).unwrap_or(1)).cloned().collect();
        for village in villages {
            let Some(road) = self.road_of(code) else { continue };
            let at = self.on(self.plan.starts.plus(4), (self.plan.days * 2 / 3).max(5));
            if code == "C1" && self.dice.happens(80) {
                self.split(&village, &road, at);
            } else if code == "C1" {
                let shop = self.dice.pick(SHOPS).copied().unwrap_or_default();
                self.set_out(&village, with_payee(road, shop), at);
            } else {
                self.set_out(&village, road, at);
            }
        }
    }

    /// A moment in office hours on one of so many days from a day on.
    fn on(&mut self, day: Day, span: i64) -> Moment {
        let day = self.book.calendar.next_working(day.plus(self.dice.between(0, span)));
        day.at(self.dice.between(8, 16), self.dice.between(0, 59))
    }

    /// A road of an affair: mostly one that ends well.
    fn road_of(&mut self, code: &str) -> Option<Road> {
        let well = |road: &&Road, good: bool| match &road.to {
            Ok(Position::Ended(id)) => {
                let ending = self.reference.affair(code).and_then(|affair| affair.ending(id));
                ending.is_some_and(|ending| ending.good == good)
            }
            _ => false,
        };
        let all = self.roads.get(code)?;
        let fit =
            |good: bool| -> Vec<&Road> { all.iter().filter(|road| well(road, good) && may_be_gone(road)).collect() };
        let (good, bad) = (fit(true), fit(false));
        let one_of = if self.dice.happens(80) && !bad.is_empty() { bad } else { good };
        self.dice.pick(&one_of).map(|road| (*road).clone())
    }

    /// A matter sets out on a road, with everything that it rests on.
    pub(super) fn set_out(&mut self, village: &Place, road: Road, at: Moment) -> usize {
        let road = self.with_a_villager(village, road);
        self.spawn(village, &road, None, &BTreeMap::new(), at)
    }

    pub(super) fn spawn(
        &mut self,
        village: &Place,
        road: &Road,
        hold: Option<Position>,
        shared: &BTreeMap<String, usize>,
        at: Moment,
    ) -> usize {
        let mut matter = Matter::new(village, road, self.matters.len() + 1);
        matter.hold = hold;
        let mut named: Vec<(String, Reference)> = Vec::new();
        for act in &road.acts {
            for (field, seen) in &act.references {
                let typed = act.fields.get(field).is_some_and(|typed| !typed.is_empty());
                if typed && !seen.affair.is_empty() && !named.iter().any(|(known, _)| known == field) {
                    named.push((field.clone(), seen.clone()));
                }
            }
        }
        // Cases that rest on nothing come first, so that those that rest on them can.
        let rests = |seen: &Reference| {
            let target = self.reference.affair(&seen.affair);
            target.map_or(0, |target| target.facts.values().filter(|kind| **kind == FieldKind::CaseRef).count())
        };
        named.sort_by_key(|(_, seen)| rests(seen));
        let mut own: BTreeMap<String, usize> = BTreeMap::new();
        for (field, seen) in named {
            let known = shared.get(&field).or_else(|| own.get(&field)).copied();
            // An advance can be paid first; of a contract of which more was paid, one is brought with as much left.
            let advance = demo::advanced(&seen);
            let paid_fen = if advance { seen.paid_fen } else { 0 };
            let seen = if advance { Reference { paid_fen: 0, ..seen } } else { seen };
            let (index, ways) = match known {
                Some(index) => (index, Vec::new()),
                None => {
                    let mut ways = self.ways_to(&seen);
                    if ways.is_empty() {
                        matter.stage =
                            Stage::Stuck(format!("no example brings {} to where `{field}` needs it", seen.affair));
                        continue;
                    }
                    ways.truncate(6);
                    let first = ways.remove(0);
                    (self.bring(village, &first, &seen, &own, at), ways)
                }
            };
            own.insert(field.clone(), index);
            matter.links.insert(field, Link { matter: index, ways });
            if paid_fen > 0 {
                let paid = self.pay_in_advance(village, index, paid_fen, &own, at);
                matter.after.extend(paid);
            }
        }
        let index = self.matters.len();
        matter.serial = index + 1;
        self.matters.push(matter);
        self.agenda.at(at, Turn::Matter(index));
        index
    }

    fn bring(
        &mut self,
        village: &Place,
        road: &Road,
        seen: &Reference,
        shared: &BTreeMap<String, usize>,
        at: Moment,
    ) -> usize {
        let position = match &seen.ending {
            Some(ending) => Position::Ended(ending.clone()),
            None => Position::Step(seen.step.clone()),
        };
        self.spawn(village, road, Some(position), shared, at)
    }

    /// The roads by which a case comes to where another one may see it so, the shortest first.
    fn ways_to(&self, seen: &Reference) -> Vec<Road> {
        let position = match &seen.ending {
            Some(ending) => Position::Ended(ending.clone()),
            None => Position::Step(seen.step.clone()),
        };
        let known = self.roads.get(&seen.affair).into_iter().flatten().filter(|road| may_be_gone(road));
        let mut ways: Vec<Road> = known.filter_map(|road| road.up_to(&position)).collect();
        ways.sort_by_key(|road| road.acts.len());
        ways.dedup_by(|one, other| one.acts == other.acts);
        let like = |with_amount: bool| {
            let each = ways.iter().flat_map(|way| way.by_each_body(&self.reference));
            each.map(move |way| way.like(&self.reference, seen, with_amount))
        };
        like(true).chain(like(false)).filter(|way| self.leads_there(way)).collect()
    }

    /// Whether a road that was changed to suit another case still leads where it did.
    fn leads_there(&self, road: &Road) -> bool {
        let first = road.acts.first().and_then(|_| Place::new("990101001001").ok());
        let Some(mut state) = first.and_then(|village| self.reference.begin(&road.affair, village)) else {
            return false;
        };
        for act in &road.acts {
            match take(&self.reference, &state, act) {
                Ok(taken) => state = taken.applied(&state, act),
                Err(_) => return false,
            }
        }
        Ok(&state.at) == road.to.as_ref()
    }

    /// What was paid under a contract before: a large payment of its own.
    fn pay_in_advance(
        &mut self,
        village: &Place,
        contract: usize,
        paid_fen: i64,
        own: &BTreeMap<String, usize>,
        at: Moment,
    ) -> Option<usize> {
        let mut shared = own.clone();
        shared.insert("contract_case".into(), contract);
        if let Some(link) = self.matters.get(contract).and_then(|matter| matter.links.get("decision_case")) {
            shared.insert("decision_case".into(), link.matter);
        }
        let contract_acts = self.matters.get(contract).map(|matter| matter.acts.clone()).unwrap_or_default();
        let party = contract_acts.iter().rev().find_map(|act| act.fields.get("party").cloned());
        let road = demo::advance(&self.roads, paid_fen, party.as_deref())?;
        Some(self.spawn(village, &road, None, &shared, at))
    }

    /// A purchase in two halves from one shop, each below a tier of the whole: the deputy's, or that of routine expenses. The
    /// second one spells the shop otherwise.
    fn split(&mut self, village: &Place, road: &Road, at: Moment) {
        let (mut halves, large) = ([0; 2], self.dice.happens(300));
        let shop = self.dice.pick(SHOPS).copied().unwrap_or_default();
        for (place, half) in halves.iter_mut().enumerate() {
            let typed =
                if place == 0 { shop.to_owned() } else { format!("{} （本村）", shop.replace('街', " 街")) };
            let mut road = with_payee(road.clone(), &typed);
            for act in &mut road.acts {
                let yuan = if large { format!("29{place}00") } else { format!("19{place}0") };
                act.fields.entry("amount_fen".into()).and_modify(|typed| *typed = yuan);
            }
            *half = self.spawn(village, &road, None, &BTreeMap::new(), at);
        }
        let [first, second] = halves;
        if let Some(matter) = self.matters.get_mut(second) {
            matter.half_of = Some(first);
        }
    }

    pub(super) fn add_up(&self, report: &mut Report) {
        for matter in &self.matters {
            let paid = |matter: &Matter| {
                let case = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id));
                case.is_some_and(|case| case.paid_fen > 0)
            };
            if let Some(other) = matter.half_of.and_then(|other| self.matters.get(other)) {
                report.split.0 += 1;
                report.split.1 += u64::from(paid(matter) && paid(other));
            }
            let why = match &matter.stage {
                Stage::Stuck(why) => why.clone(),
                Stage::Going if matter.case.is_none() && !matter.why.is_empty() => format!("not begun: {}", matter.why),
                _ => continue,
            };
            let tally = report.affairs.entry(matter.affair.clone()).or_default();
            *tally.stuck.entry(why).or_default() += 1;
        }
    }
}

/// The road with somebody else who is paid.
fn with_payee(mut road: Road, payee: &str) -> Road {
    for act in &mut road.acts {
        act.fields.entry("payee".into()).and_modify(|typed| payee.clone_into(typed));
    }
    road
}

/// Whether a road needs nothing that a village cannot bring about by itself.
fn may_be_gone(road: &Road) -> bool {
    road.acts.iter().all(|act| {
        let found = |(lookup, value): (&String, &FactValue)| {
            let nothing = matches!(value, FactValue::Int(0)) || *value == FactValue::Text(String::new());
            lookup != "delegation" && !nothing
        };
        let elsewhere = act.references.values().any(|seen| !seen.affair.is_empty() && seen.village != "990101001001");
        !act.facts.iter().any(found) && !elsewhere
    })
}
