//! What the roster writes into the log, and what each entry adds up to in the tables.

use super::sql;
use archive::{Change, Entry, Kind, Value};
use authority::Relation;
use serde::{Deserialize, Serialize};
use village::{Day, Fault, Level, PersonId, Place, Post};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DivisionAdded {
    pub(super) code: Place,
    pub(super) name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PersonRegistered {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) village: Place,
    pub(super) household: String,
    /// The villagers' group; empty when none was known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) group: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) identity: String,
    pub(super) born: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MandateGranted {
    pub(super) id: String,
    pub(super) person: PersonId,
    pub(super) post: Post,
    pub(super) place: Place,
    /// The first day on which it gives rights.
    pub(super) starts: Day,
    pub(super) ends: Day,
    /// The first day of the term as it was stated, where that day had passed already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) stated: Option<Day>,
    /// The check by which a second person agreed to it; none for posts that are no office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) check: Option<String>,
    /// The leave for which it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) leave: Option<String>,
    /// In which affairs it counts; none for everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) affairs: Vec<String>,
}

/// What a second person is asked to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AskedFor {
    Grant,
    SignIn,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CheckAsked {
    pub(super) id: String,
    pub(super) act: AskedFor,
    pub(super) person: PersonId,
    pub(super) place: Place,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) post: Option<Post>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) starts: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ends: Option<Day>,
    /// Whether the place had no roster yet.
    pub(super) opening: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CheckAnswered {
    pub(super) id: String,
    pub(super) agreed: bool,
    pub(super) reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MandateEnded {
    pub(super) id: String,
    pub(super) last_day: Day,
    pub(super) reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KinDeclared {
    pub(super) person: PersonId,
    pub(super) relative: PersonId,
    pub(super) relation: Relation,
}

pub(super) fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind { name: "division.added", apply: apply_division },
        Kind { name: "person.registered", apply: apply_person },
        Kind { name: "mandate.granted", apply: apply_granted },
        Kind { name: "mandate.ended", apply: apply_ended },
        Kind { name: "kin.declared", apply: apply_kin },
        Kind { name: "second_check.asked", apply: apply_asked },
        Kind { name: "second_check.answered", apply: apply_answered },
    ];
    kinds.extend(super::leave::kinds());
    kinds.push(super::group::KIND);
    kinds
}

pub(super) fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

pub(super) fn level_code(level: Level) -> &'static str {
    match level {
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Township => "township",
        Level::Village => "village",
    }
}

fn apply_division(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let added: DivisionAdded = body(entry)?;
    let level = added.code.level();
    let parent = level.above().and_then(|above| added.code.at(above));
    change.execute(
        sql::INSERT_DIVISION,
        &[(&added.code).into(), added.name.into(), level_code(level).into(), parent.into()],
    )?;
    Ok(())
}

fn apply_person(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: PersonRegistered = body(entry)?;
    let (person, group) = (new.id.clone(), new.group.clone());
    change.execute(
        sql::INSERT_PERSON,
        &[
            new.id.into(),
            new.name.into(),
            new.village.into(),
            new.household.into(),
            new.phone.into(),
            new.email.into(),
            new.identity.into(),
            new.born.into(),
            entry.moment.into(),
        ],
    )?;
    if group.is_empty() { Ok(()) } else { super::group::enter(change, entry, &person, "", &group) }
}

fn apply_granted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: MandateGranted = body(entry)?;
    change.execute(
        sql::INSERT_MANDATE,
        &[
            new.id.into(),
            new.person.into(),
            new.post.into(),
            new.place.into(),
            new.starts.into(),
            new.ends.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            new.check.into(),
            new.leave.into(),
            super::leave::written(&new.affairs).into(),
        ],
    )?;
    Ok(())
}

fn apply_asked(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let asked: CheckAsked = body(entry)?;
    let act = match asked.act {
        AskedFor::Grant => "grant",
        AskedFor::SignIn => "sign_in",
    };
    change.execute(
        sql::INSERT_CHECK,
        &[
            asked.id.into(),
            act.into(),
            asked.place.into(),
            asked.person.into(),
            asked.post.into(),
            asked.starts.into(),
            asked.ends.into(),
            asked.opening.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_answered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let given: CheckAnswered = body(entry)?;
    let values: [Value; 5] =
        [given.id.into(), entry.person.clone().into(), entry.moment.into(), given.agreed.into(), given.reason.into()];
    change.execute(sql::ANSWER_CHECK, &values)?;
    Ok(())
}

fn apply_ended(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let ended: MandateEnded = body(entry)?;
    let values: [Value; 4] = [ended.id.into(), ended.last_day.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::END_MANDATE, &values)?;
    Ok(())
}

fn apply_kin(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let kin: KinDeclared = body(entry)?;
    change.execute(
        sql::INSERT_KIN,
        &[
            kin.person.into(),
            kin.relative.into(),
            kin.relation.code().into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
