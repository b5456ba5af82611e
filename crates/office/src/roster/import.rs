//! Importing a roster: every row or none.

use super::entries::PersonRegistered;
use super::kinship::{DeclareKin, declare};
use super::mandates::{Since, grant};
use super::second::ask;
use super::{division, is_unfounded, sql};
use crate::{About, Deed, Desk, Receipt};
use archive::{Query, Tx};
use authority::Relation;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, FieldFault, Group, Kind, Level, Mandate, PersonId, Place, Post, Refusal, Stop, Words};

/// A person to be registered.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The row as the person who made the sheet sees it; faults are named by it.
    pub row: u32,
    /// The full name.
    pub name: String,
    /// The village, or the township or county in whose office the person works.
    pub place: Place,
    /// The household number; empty when none.
    pub household: String,
    /// The villagers' group; nothing when none is known.
    pub group: Option<Group>,
    /// The telephone; empty when none.
    pub phone: String,
    /// The e-mail address; empty when none.
    pub email: String,
    /// The identity number or a number of the county's own; empty when none. Only its hash is kept.
    pub identity: String,
    /// The day of birth.
    pub born: Option<Day>,
    /// The posts.
    pub posts: Vec<NewMandate>,
    /// Relatives: by name (of the same village) or identity number, and what they are to this person.
    pub relatives: Vec<(String, Relation)>,
}

/// A post to be granted to a new person at their place (or, for a post of a higher level, there).
#[derive(Debug, Clone, Copy)]
pub struct NewMandate {
    /// The post.
    pub post: Post,
    /// The first day.
    pub starts: Day,
    /// The last day.
    pub ends: Day,
}

/// Registers people with their posts and relatives. Once the county is founded, each office among the posts waits for a second
/// person ([`super::AnswerCheck`]).
pub struct ImportRoster {
    /// The place whose roster it is: a village, a township or the county.
    pub place: Place,
    /// The people.
    pub people: Vec<NewPerson>,
}

impl Deed for ImportRoster {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.place.to_string(), step: "import_roster".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let founding = is_unfounded(tx)?;
        if !founding {
            desk.may("import_roster", &self.place, BTreeSet::new(), false)?;
        }
        if self.people.is_empty() {
            return Err(empty().into());
        }
        let mut faults = self.faults(tx)?;
        let misplaced = |new: &NewPerson, faults: &[FieldFault]| {
            let field = format!("{}.village", new.row);
            faults.iter().any(|fault| fault.field == field)
        };
        let opening = self.opening(tx)?;
        let mut number = tx.one(sql::COUNT_PEOPLE, &[])?.int("many")?;
        let mut ids = Vec::new();
        let mut entry = 0;
        // The first entry bears the form's mark, the others none.
        let unmarked = Desk { key: None, ..desk.clone() };
        for new in &self.people {
            number += 1;
            let id = PersonId::new(format!("{}-P{number:06}", desk.office.county()))
                .map_err(|e| Fault::from("cannot number a person", e))?;
            entry = register(if ids.is_empty() { desk } else { &unmarked }, tx, new, &id)?;
            ids.push(id);
        }
        let desk = &unmarked;
        let mut serial = None;
        // Relatives first: they decide which posts a person may not have.
        for (new, id) in self.people.iter().zip(&ids) {
            for (relative, relation) in &new.relatives {
                let relative = match self.relative(new, relative, &ids) {
                    Ok(found) => found,
                    Err(unclear) => {
                        faults.push(unclear);
                        continue;
                    }
                };
                let kin = DeclareKin { place: new.place.clone(), person: id.clone(), relative, relation: *relation };
                collect(declare(desk, tx, &kin), new.row, "relatives", &mut faults)?;
            }
        }
        for (new, id) in self.people.iter().zip(&ids) {
            // Which posts are held at a place that does not lie here cannot be told.
            for post in new.posts.iter().filter(|_| !misplaced(new, &faults)).copied().collect::<Vec<_>>() {
                let granted = self.grant_one(desk, tx, (new, id, post), founding, &opening, &mut serial);
                collect(granted, new.row, "posts", &mut faults)?;
            }
        }
        // In the order of the sheet, so that it can be mended from its top to its bottom.
        faults.sort_by_key(row_of);
        if faults.is_empty() {
            Ok(Receipt { subject: self.place.to_string(), entry, again: false })
        } else {
            Err(Refusal::faulty("roster.unfit", faults).into())
        }
    }
}

impl ImportRoster {
    /// Whom a row names as a relative: by identity number, or by a name that only one person of the place bears.
    fn relative(&self, of: &NewPerson, named: &str, ids: &[PersonId]) -> Result<PersonId, FieldFault> {
        let named = named.trim();
        let by_number = |one: &NewPerson| !named.is_empty() && one.identity == named;
        let by_name = |one: &NewPerson| one.place == of.place && one.name.trim() == named;
        let numbered = self.people.iter().zip(ids).find(|(one, _)| by_number(one));
        let mut bearers = self.people.iter().zip(ids).filter(|(one, _)| by_name(one));
        match (numbered.or_else(|| bearers.next()), bearers.next()) {
            (Some((_, id)), None) => Ok(id.clone()),
            (Some((one, id)), Some(_)) if by_number(one) => Ok(id.clone()),
            (Some(_), Some(_)) => Err(fault(
                of.row,
                "relatives",
                &format!("有几个人都叫“{named}”，请改填身份证号"),
                &format!("several people are called `{named}`: give the identity number instead"),
            )),
            (None, _) => Err(fault(
                of.row,
                "relatives",
                &format!("名册里找不到亲属“{named}”"),
                &format!("the relative `{named}` is not in this roster"),
            )),
        }
    }

    /// The places that have no mandate yet: this sheet opens their roster.
    fn opening(&self, tx: &mut dyn Query) -> Result<BTreeSet<Place>, Fault> {
        let mut opening = BTreeSet::new();
        let places: BTreeSet<Place> = self
            .people
            .iter()
            .flat_map(|new| new.posts.iter().filter_map(|post| place_of(post.post, &new.place)))
            .collect();
        for place in places {
            if tx.one(sql::COUNT_MANDATES_AT, &[(&place).into()])?.int("many")? == 0 {
                opening.insert(place);
            }
        }
        Ok(opening)
    }

    fn grant_one(
        &self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        (new, id, post): (&NewPerson, &PersonId, NewMandate),
        founding: bool,
        opening: &BTreeSet<Place>,
        serial: &mut Option<i64>,
    ) -> Result<u64, Stop> {
        let place = place_of(post.post, &new.place).ok_or_else(not_at_this_level)?;
        if !founding {
            // Each post of a sheet is asked for by itself: who registers villagers may not make county officers.
            desk.may("grant_mandate", &place, BTreeSet::from([id.clone()]), false)?;
        }
        let since = if opening.contains(&place) { Since::TermBegan } else { Since::Recorded };
        let mandate = Mandate { person: id.clone(), post: post.post, place, starts: post.starts, ends: post.ends };
        if !founding && mandate.post.is_official() {
            return ask(desk, tx, &mandate, since);
        }
        grant(desk, tx, &mandate, since, None, serial)
    }

    fn faults(&self, tx: &mut dyn Query) -> Result<Vec<FieldFault>, Fault> {
        let mut faults = Vec::new();
        let mut seen = BTreeMap::new();
        for new in &self.people {
            if !self.place.contains(&new.place) || division(tx, &new.place)?.is_none() {
                faults.push(fault(
                    new.row,
                    "village",
                    "村代码不在本级名册范围内",
                    "the village code does not lie here",
                ));
            }
            if new.name.trim().is_empty() {
                faults.push(fault(new.row, "name", "姓名没有填", "the name is missing"));
            }
            if new.identity.is_empty() {
                continue;
            }
            if let Some(earlier) = seen.insert(new.identity.clone(), new.row) {
                faults.push(fault(
                    new.row,
                    "identity",
                    &format!("与第{earlier}行是同一个人"),
                    &format!("the same person as in row {earlier}"),
                ));
            }
            if tx.maybe(sql::PERSON_BY_IDENTITY, &[identity_hash(&new.identity).into()])?.is_some() {
                faults.push(fault(new.row, "identity", "这个人已经在名册里", "this person is in the roster already"));
            }
        }
        Ok(faults)
    }
}

fn empty() -> Refusal {
    Refusal::new(
        Kind::NotComplete,
        "roster.empty",
        Words::new("表里没有一行人员，什么也没有导入", "the sheet has no row with a person; nothing was imported"),
        Words::new(
            "请检查是否选错了文件，填好以后再导入",
            "check whether it is the right file, fill it in and import it again",
        ),
    )
}

fn not_at_this_level() -> Refusal {
    let words = Words::new("这个岗位不在这一级", "this post is not held at this level");
    Refusal::faulty("mandate.unfit", vec![FieldFault { field: "post".into(), words }])
}

/// The row of a fault's field, `12.posts`.
fn row_of(fault: &FieldFault) -> u32 {
    fault.field.split('.').next().and_then(|row| row.parse().ok()).unwrap_or(0)
}

fn register(desk: &Desk, tx: &mut Tx<'_>, new: &NewPerson, id: &PersonId) -> Result<u64, Stop> {
    let body = PersonRegistered {
        id: id.clone(),
        name: new.name.trim().to_owned(),
        village: new.place.clone(),
        household: new.household.clone(),
        group: new.group.as_ref().map_or_else(String::new, Group::code),
        phone: new.phone.clone(),
        email: new.email.clone(),
        identity: if new.identity.is_empty() { String::new() } else { identity_hash(&new.identity) },
        born: new.born,
    };
    let body = serde_json::to_value(body).map_err(|e| Fault::from("cannot write a person", e))?;
    Ok(tx.append(desk.draft(&new.place, "person.registered", id.as_str(), body))?.seq)
}

fn place_of(post: Post, place: &Place) -> Option<Place> {
    match post.level() {
        Level::Village if place.level() != Level::Village => None,
        level => place.at(level),
    }
}

/// An identity number is compared, never shown: only its hash is kept.
fn identity_hash(identity: &str) -> String {
    hex::encode(Sha256::digest(format!("qingcun identity {identity}")))
}

fn fault(row: u32, column: &str, zh: &str, en: &str) -> FieldFault {
    FieldFault { field: format!("{row}.{column}"), words: Words::new(zh, en) }
}

/// Turns a refused row into faults of that row, so that the sheet comes back with all of them.
fn collect(result: Result<u64, Stop>, row: u32, column: &str, faults: &mut Vec<FieldFault>) -> Result<(), Stop> {
    match result {
        Ok(_) => Ok(()),
        Err(Stop::Refused(refusal)) => {
            let ground = refusal.articles.first().map(village::Article::words).unwrap_or_default();
            let said: Vec<Words> = if refusal.faults.is_empty() {
                vec![refusal.words]
            } else {
                refusal.faults.into_iter().map(|inner| inner.words).collect()
            };
            for words in said {
                let words = Words::new(
                    format!("{}{}", words.zh, bracket(&ground.zh, "（", "）")),
                    format!("{}{}", words.en, bracket(&ground.en, " (", ")")),
                );
                faults.push(FieldFault { field: format!("{row}.{column}"), words });
            }
            Ok(())
        }
        Err(stop) => Err(stop),
    }
}

fn bracket(text: &str, open: &str, close: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}
