//! Declared relatives. Declared once, seen from both sides.

use super::entries::KinDeclared;
use super::party::is_typed;
use super::read::mandates_from;
use super::{name_of, sql};
use crate::{About, Cause, Deed, Desk, Receipt, Warning};
use archive::{Query, Tx};
use authority::{Kin, Relation};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Mandate, PersonId, Place, Post, Refusal, Stop, Words};

/// Declares that two people are related.
pub struct DeclareKin {
    /// The place whose roster it concerns.
    pub place: Place,
    /// The person.
    pub person: PersonId,
    /// The relative.
    pub relative: PersonId,
    /// What the relative is to the person.
    pub relation: Relation,
}

impl Deed for DeclareKin {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.person.to_string(), step: "declare_kin".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        // Everybody may declare their own relatives; for others it takes the duty.
        if !super::is_unfounded(tx)? && desk.person() != Some(&self.person) {
            desk.may("declare_kin", &self.place, BTreeSet::new(), false)?;
        }
        let entry = declare(desk, tx, self)?;
        Ok(Receipt { subject: self.person.to_string(), entry, again: false })
    }
}

pub(super) fn declare(desk: &Desk, tx: &mut Tx<'_>, kin: &DeclareKin) -> Result<u64, Stop> {
    let mut faults = Vec::new();
    for (field, person) in [("person", &kin.person), ("relative", &kin.relative)] {
        if name_of(tx, person)?.is_none() {
            let words = Words::new(format!("名册里没有{person}"), format!("nobody in the roster is `{person}`"));
            faults.push(FieldFault { field: field.into(), words });
        }
    }
    if kin.person == kin.relative {
        let words = Words::new("亲属不能填本人", "a person is not their own relative");
        faults.push(FieldFault { field: "relative".into(), words });
    }
    if !faults.is_empty() {
        return Err(Refusal::faulty("kin.unfit", faults).into());
    }
    let body = KinDeclared { person: kin.person.clone(), relative: kin.relative.clone(), relation: kin.relation };
    let body = serde_json::to_value(body).map_err(|e| Fault::from("cannot write a relative", e))?;
    let entry = tx.append(desk.draft(&kin.place, "kin.declared", kin.person.as_str(), body))?.seq;
    warn_of_posts(desk, tx, kin)?;
    Ok(entry)
}

/// A declaration is never refused for what it brings to light: whoever tells the truth is not turned away. But where near
/// relatives hold posts that the law keeps apart, the supervisors are told in the same transaction.
fn warn_of_posts(desk: &Desk, tx: &mut Tx<'_>, kin: &DeclareKin) -> Result<(), Stop> {
    let today = desk.now.day();
    let theirs = mandates_from(tx, &kin.relative, today)?;
    let pair = [(kin.person.clone(), kin.relative.clone(), kin.relation)];
    for mandate in mandates_from(tx, &kin.person, today)?.into_iter().filter(|mandate| mandate.post.is_official()) {
        if let Err(found) = desk.office.authority().incompatible(&[], &pair, &mandate, &theirs) {
            let warning = as_warning(tx, kin, &mandate, &theirs, *found)?;
            (desk.office.warn())(desk, tx, &warning)?;
        }
    }
    Ok(())
}

/// The warning is about the one who sits among the supervisors, where one of the two does: it must not reach only them.
fn as_warning(
    tx: &mut dyn Query,
    kin: &DeclareKin,
    mandate: &Mandate,
    theirs: &[Mandate],
    found: Refusal,
) -> Result<Warning, Fault> {
    let name = |tx: &mut dyn Query, person: &PersonId| Ok::<_, Fault>(name_of(tx, person)?.unwrap_or_default());
    let (person, relative) = (name(tx, &kin.person)?, name(tx, &kin.relative)?);
    let (post, relation) = (mandate.post.title(), kin.relation.title());
    let words = Words::new(
        format!("{person}（{}）与{relative}申报为亲属（{}）：{}", post.zh, relation.zh, found.words.zh),
        format!("{person} ({}) and {relative} are declared relatives ({}): {}", post.en, relation.en, found.words.en),
    );
    let supervises = theirs.iter().any(|other| other.post == Post::SupervisionDirector);
    let (first, second) = (kin.person.clone().min(kin.relative.clone()), kin.person.clone().max(kin.relative.clone()));
    let subject = format!("{first}/{second}");
    let person = match (supervises, mandate.post) {
        (true, _) => kin.relative.clone(),
        (false, Post::SupervisionDirector) => kin.person.clone(),
        _ => first,
    };
    Ok(Warning {
        cause: Cause::Found,
        about: About { place: mandate.place.clone(), subject, step: "declare_kin".into() },
        person: Some(person),
        rule: found.rule,
        words,
        articles: found.articles,
    })
}

/// The relatives of a person with their names, declared from either side or from both.
///
/// # Errors
/// When the store cannot be read.
pub fn relatives_of(query: &mut dyn Query, person: &PersonId) -> Result<Vec<(PersonId, String, Relation)>, Fault> {
    let mut found = BTreeSet::new();
    for row in query.query(sql::RELATIVES, &[person.into()])? {
        let relation = relation(&row.text("relation")?, row.truth("reversed")?)?;
        found.insert((person_id(row.text("id")?)?, row.text("name")?, relation));
    }
    Ok(found.into_iter().collect())
}

/// Pairs (person, relative, relation) for the check of incompatible posts.
pub(super) fn kin_of(query: &mut dyn Query, person: &PersonId) -> Result<Vec<Kin>, Fault> {
    let mut found = BTreeSet::new();
    for row in query.query(sql::KIN_OF, &[person.into()])? {
        let relation = relation(&row.text("relation")?, row.truth("reversed")?)?;
        found.insert((person.clone(), person_id(row.text("relative_id")?)?, relation));
    }
    Ok(found.into_iter().collect())
}

/// Which of a person's declared relatives bears one of these names: the parties of a case, by name or number.
///
/// # Errors
/// When the store cannot be read.
pub fn kin_among(query: &mut dyn Query, person: &PersonId, parties: &[String]) -> Result<Option<String>, Fault> {
    if parties.is_empty() {
        return Ok(None);
    }
    for (id, name, _) in relatives_of(query, person)? {
        for party in parties {
            if is_typed(query, party, &id, &name)? {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

/// A relation as it was declared, or as it looks from the other side.
fn relation(code: &str, reversed: bool) -> Result<Relation, Fault> {
    let relation: Relation = code.parse().map_err(|e| Fault::from("the roster holds a malformed relation", e))?;
    Ok(if reversed { relation.reversed() } else { relation })
}

fn person_id(text: String) -> Result<PersonId, Fault> {
    PersonId::new(text).map_err(|error| Fault::from("the roster holds a malformed person", error))
}
