//! Giving somebody a sign-in, or a new first password. The log is told first, then the directory: nobody gets in unseen.

use super::handover::county_choice;
use super::{make, make_with, reset, reset_to};
use crate::password::First;
use crate::{About, Cause, Deed, Desk, Office, Receipt, Warning, roster};
use archive::{Change, Directory, Entry, Query, Tx};
use roster::PersonRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Fault, Kind, Mandate, PersonId, Place, Refusal, Stop, Words};

/// Records that a person is given a sign-in, or a new first password for it.
pub struct GiveSignIn {
    /// The place whose roster names the person.
    pub place: Place,
    /// The person.
    pub person: PersonId,
    /// The name to sign in with.
    pub name: String,
    /// Whether the person has this sign-in already, and gets a new password.
    pub anew: bool,
}

/// A sign-in as it is handed over. The password is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name to sign in with.
    pub name: String,
    /// The first password, which must be changed when it is first used.
    pub password: String,
}

/// What an entry keeps: whose the sign-in is, under which name.
#[derive(Serialize, Deserialize)]
pub(super) struct Recorded {
    pub(super) person: PersonId,
    pub(super) name: String,
    /// The check by which a second person agreed to a new password of an officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) check: Option<String>,
}

impl Deed for GiveSignIn {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.person.to_string(), step: "give_sign_in".into() }
    }

    /// Whoever may grant every post of a person may hand them the key to it, but not to themselves and not to relatives.
    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let known = roster::person(tx, &self.person)?.filter(|person| person.village == self.place);
        let Some(known) = known else { return Err(Refusal::not_there().into()) };
        let concerned = BTreeSet::from([self.person.clone()]);
        let kin = roster::is_relative(desk, tx, &self.person)?;
        desk.may("grant_mandate", &self.place, concerned.clone(), kin)?;
        let held = roster::mandates_from(tx, &self.person, desk.now.day())?;
        if held.is_empty() {
            return Err(no_post().into());
        }
        // A county officer may be listed in a village: a township's official does not hold the key to the county's office.
        for mandate in &held {
            desk.may("grant_mandate", &mandate.place, concerned.clone(), kin)?;
        }
        if self.must_ask(tx, desk)? {
            return Err(not_checked().into());
        }
        let check = if self.anew { roster::agreed_reset(tx, &self.person, desk)? } else { None };
        let receipt = self.append(desk, tx, check)?;
        if let Some(place) = near(desk, tx, &known, &held)? {
            let warning = self.as_warning(desk, tx, &known, &held, &place)?;
            desk.warn(tx, &warning)?;
        }
        Ok(receipt)
    }
}

impl GiveSignIn {
    /// Whether a second person must agree first: an officer's password is made anew, and none that this one asked for is
    /// agreed to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn must_ask(&self, query: &mut dyn Query, desk: &Desk) -> Result<bool, Fault> {
        let held = roster::mandates_from(query, &self.person, desk.now.day())?;
        let is_officer = held.iter().any(|mandate| mandate.post.is_official());
        Ok(self.anew && is_officer && roster::agreed_reset(query, &self.person, desk)?.is_none())
    }

    fn append(&self, desk: &Desk, tx: &mut Tx<'_>, check: Option<String>) -> Result<Receipt, Stop> {
        let recorded = Recorded { person: self.person.clone(), name: self.name.clone(), check };
        let body = serde_json::to_value(recorded).map_err(|error| Fault::from("cannot write a sign-in", error))?;
        let kind = if self.anew { "sign_in.reset" } else { "sign_in.made" };
        let entry = tx.append(desk.draft(&self.place, kind, self.person.as_str(), body))?;
        Ok(Receipt { subject: self.person.to_string(), entry: entry.seq, again: false })
    }

    fn as_warning(
        &self,
        desk: &Desk,
        tx: &mut dyn Query,
        known: &PersonRow,
        held: &[Mandate],
        place: &Place,
    ) -> Result<Warning, Fault> {
        let by = desk.signed.as_ref().map_or("", |signed| &signed.name);
        let posts: Vec<Words> = held.iter().filter(|m| m.post.is_official()).map(|m| m.post.title()).collect();
        let zh = posts.iter().map(|post| post.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = posts.iter().map(|post| post.en.as_str()).collect::<Vec<_>>().join(", ");
        let at = roster::division(tx, place)?.map_or_else(|| place.to_string(), |division| division.short_name());
        let (whose, did_zh, did_en) = if self.anew {
            ("的登录密码", "重置了", "reset the password of")
        } else {
            ("的登录", "开通了", "made the sign-in of")
        };
        let name = &known.name;
        let words = Words::new(
            format!("{by}{did_zh}{name}（{zh}）{whose}，两人同在{at}：请向{name}核实是不是本人要求的"),
            format!("{by} {did_en} {name} ({en}), and both belong to {at}: ask {name} whether they wanted it"),
        );
        Ok(Warning {
            cause: Cause::Found,
            about: self.about(),
            person: desk.person().cloned(),
            rule: "sign_in.same_place".into(),
            words,
            articles: vec![county_choice()],
        })
    }
}

/// The place to which both the person at the desk and the holder of an office belong. Whoever works beside somebody has most
/// to gain from acting in their name.
fn near(desk: &Desk, tx: &mut dyn Query, known: &PersonRow, held: &[Mandate]) -> Result<Option<Place>, Fault> {
    let Some(person) = desk.person() else { return Ok(None) };
    if !held.iter().any(|mandate| mandate.post.is_official()) {
        return Ok(None);
    }
    let mut own: BTreeSet<Place> = desk.mandates.iter().map(|mandate| mandate.place.clone()).collect();
    own.extend(roster::person(tx, person)?.map(|row| row.village));
    let mut theirs = held.iter().map(|mandate| &mandate.place).chain([&known.village]);
    Ok(theirs.find(|place| own.contains(*place)).cloned())
}

/// The same, done at the server's terminal, where nobody is signed in: the entry names nobody, and the owner is told so.
struct GiveAtTerminal(GiveSignIn);

impl Deed for GiveAtTerminal {
    fn about(&self) -> About {
        self.0.about()
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let known = roster::person(tx, &self.0.person)?.filter(|person| person.village == self.0.place);
        if known.is_none() {
            return Err(Refusal::not_there().into());
        }
        self.0.append(desk, tx, None)
    }
}

/// Gives a person a sign-in of this name, or a new password when they have it, from the server's terminal. Returns the
/// password. The log is told first.
///
/// # Errors
/// Refused when the name is another's, or nobody in the roster is this person; failed when a store cannot be written.
pub fn give_at_terminal(
    office: &Office,
    directory: &Directory,
    person: &PersonId,
    name: &str,
    must_change: bool,
) -> Result<String, Stop> {
    give_at_terminal_as(office, directory, (person, name), super::first(office)?, must_change)
}

/// The same, with a password that was made before.
///
/// # Errors
/// As [`give_at_terminal`].
pub fn give_at_terminal_as(
    office: &Office,
    directory: &Directory,
    (person, name): (&PersonId, &str),
    first: First,
    must_change: bool,
) -> Result<String, Stop> {
    let now = office.clock().now();
    let Some(known) = office.read(|reader| roster::person(reader, person))? else {
        return Err(Refusal::not_there().into());
    };
    let has = directory.sign_in_by_name(name)?;
    if has.as_ref().is_some_and(|has| has.person != *person) {
        return Err(super::taken(name).into());
    }
    let name = has.as_ref().map_or_else(|| name.trim().to_owned(), |has| has.name.clone());
    let deed = GiveSignIn { place: known.village, person: person.clone(), name: name.clone(), anew: has.is_some() };
    office.perform(&Desk::unnamed(office, now), GiveAtTerminal(deed))?;
    if has.is_some() {
        reset_to(directory, &name, first, must_change)
    } else {
        make_with(office, directory, (person, &name), first, must_change, now)
    }
}

/// Gives a person a sign-in with a first password, or a new first password for the one that they have. Nothing when the
/// same form was sent before: then its password was given before, too.
///
/// # Errors
/// Refused when the person at the desk may not, or the person has no post; failed when a store cannot be written.
pub fn give(directory: &Directory, desk: &Desk, person: &PersonId) -> Result<Option<Given>, Stop> {
    let office = &desk.office;
    let Some(known) = office.read(|reader| roster::person(reader, person))? else {
        return Err(Refusal::not_there().into());
    };
    let deed = giving(directory, office, &known)?;
    let (name, anew) = (deed.name.clone(), deed.anew);
    if office.perform(desk, deed)?.again {
        return Ok(None);
    }
    let password = if anew {
        reset(office, directory, &name, true)?
    } else {
        make(office, directory, person, &name, true, desk.now)?
    };
    Ok(Some(Given { name, password }))
}

/// The deed by which somebody gets a sign-in, or a new password for the one that they have.
///
/// # Errors
/// When the directory cannot be read.
pub fn giving(directory: &Directory, office: &Office, known: &PersonRow) -> Result<GiveSignIn, Fault> {
    let has = directory.sign_ins_of(&known.id)?.into_iter().find(|sign_in| sign_in.county == *office.county());
    let (name, anew) = match has {
        Some(sign_in) => (sign_in.name, true),
        None => (free_name(directory, known)?, false),
    };
    Ok(GiveSignIn { place: known.village.clone(), person: known.id.clone(), name, anew })
}

/// The name that a new sign-in gets: the telephone, or the number in the roster when there is none or another has it.
///
/// # Errors
/// When the directory cannot be read.
pub fn free_name(directory: &Directory, person: &roster::PersonRow) -> Result<String, Fault> {
    let phone = person.phone.trim();
    let is_free = !phone.is_empty() && directory.sign_in_by_name(phone)?.is_none();
    Ok(if is_free { phone.to_owned() } else { person.id.to_string() })
}

fn no_post() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "sign_in.no_post",
        Words::new("这个人现在没有岗位，不需要登录", "this person holds no post now, and needs no sign-in"),
        Words::new("请先登记任职，再开通登录", "grant a mandate first, then make the sign-in"),
    )
}

fn not_checked() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "sign_in.second_check",
        Words::new(
            "重置干部的密码，要先由另一个人复核同意",
            "a second person must agree before an officer's password is made anew",
        ),
        Words::new("请先申请复核", "ask for the second check first"),
    )
}

/// The directory is part of no log: the entry only tells who gave whom the key, and which check it used up.
pub(super) fn apply(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let recorded = Recorded::deserialize(&entry.body)
        .map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))?;
    if let Some(check) = recorded.check {
        change.execute(roster::sql::USE_CHECK, &[check.into()])?;
    }
    Ok(())
}
