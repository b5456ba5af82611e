//! `/desk/roster/people/{person}`: who somebody is, which posts they hold, whom they are related to, how they sign in.

use crate::desk::place::{frame, may};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::check;
use crate::roster::person::{PersonPage, SignIn, TermLine};
use crate::roster::show::chosen;
use crate::show::{Link, State as Mark, Tag};
use crate::sign_in::notice::told;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use office::roster::{self, PersonRow, Term};
use office::sign_in::{Given, giving, handovers};
use std::collections::BTreeSet;
use village::{Fault, Group, PersonId, Refusal};

/// How many of the passwords that were handed over are told.
const HANDED: usize = 10;

/// A post that ends within so many days is marked.
pub(crate) const SOON_DAYS: i64 = 60;

pub(crate) async fn page_of(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let person = app
        .blocking(move |app| {
            let person = theirs(app, &official, &number)?;
            let given = app.first_passwords.take(&official.token, &person.id, app.now());
            compose(app, &official, person, given, key)
        })
        .await?;
    page(&person)
}

/// The person of an address, when this official may read the roster that names them. Else nobody is there.
pub(crate) fn theirs(app: &Shared, official: &Official, number: &str) -> Result<PersonRow, Halt> {
    let id = PersonId::new(number).map_err(|_| Refusal::not_there())?;
    let person = app.office.read(|reader| roster::person(reader, &id))?.ok_or_else(Refusal::not_there)?;
    chosen(official, person.village.as_str()).map_err(|_| Refusal::not_there())?;
    Ok(person)
}

fn compose(
    app: &Shared,
    official: &Official,
    person: PersonRow,
    given: Option<Given>,
    key: String,
) -> Result<PersonPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let sign_in = sign_in(app, official, &teller, &person, given)?;
    let page = app.office.read(|reader| {
        let mut frame = frame(app, reader, official, Section::Roster)?;
        let name = place_name(reader, &person.village)?;
        let back = format!("/desk/roster?place={}", person.village);
        frame.back = Some(Link::new(format!("{} · {name}", teller.say("rail-roster")), back));
        let open = roster::open_checks_of(reader, &person.id, official.desk.now)?;
        let waiting = check::waiting(reader, &teller, &official.desk, open)?;
        let terms = roster::terms_of(reader, &person.id)?;
        let terms = terms.iter().map(|term| line(reader, &teller, official, term)).collect::<Result<Vec<_>, _>>()?;
        Ok(PersonPage {
            number: person.id.to_string(),
            lines: {
                let groups = roster::groups_of(reader, &person.village, teller.today)?;
                lines(&teller, &name, &person, groups.get(&person.id))
            },
            kin: kin(reader, &teller, &person.id)?,
            kin_href: here(official, "declare_kin", &person, "kin"),
            grant_href: here(official, "grant_mandate", &person, "mandate"),
            waiting,
            name: person.name,
            sign_in,
            terms,
            key,
            frame,
        })
    })?;
    Ok(page)
}

/// The form for a deed about this person, where one may do it.
fn here(official: &Official, duty: &str, person: &PersonRow, form: &str) -> String {
    if may(&official.desk, duty, &person.village) {
        format!("/desk/roster/{form}?place={}&person={}", person.village, person.id)
    } else {
        String::new()
    }
}

fn lines(teller: &Teller, place: &str, person: &PersonRow, group: Option<&Group>) -> Vec<Line> {
    let group = group.map(|group| teller.words(&group.words())).unwrap_or_default();
    let born = person.born.map(|day| teller.day(day).words).unwrap_or_default();
    [
        ("roster-place", place),
        ("person-household", &person.household),
        ("person-group", &group),
        ("person-phone", &person.phone),
        ("person-email", &person.email),
        ("person-born", &born),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Line::text(teller.say(key), value))
    .collect()
}

/// How the term of a post stands, and how long is left.
pub(crate) fn standing(teller: &Teller, mandate: &village::Mandate) -> Tag {
    if mandate.ends < teller.today {
        Tag::new(Mark::Done, teller.say("term-ended"))
    } else if mandate.starts > teller.today {
        Tag::new(Mark::Notice, teller.say("term-to-come"))
    } else if mandate.ends.since(teller.today) <= SOON_DAYS {
        Tag::new(Mark::Yellow, teller.left(mandate.ends))
    } else {
        Tag::new(Mark::Ordinary, teller.say("term-in-force"))
    }
}

fn line(query: &mut dyn Query, teller: &Teller, official: &Official, term: &Term) -> Result<TermLine, Fault> {
    let mandate = &term.mandate;
    let concerned = BTreeSet::from([mandate.person.clone()]);
    let may_end =
        mandate.ends >= teller.today && official.desk.may("end_mandate", &mandate.place, concerned, false).is_ok();
    let ended = term.ended.map(|moment| {
        let by = term.ended_by.clone().unwrap_or_default();
        teller.say("term-ended-by").put("who", by).put("when", teller.moment(moment).words).to_string()
    });
    Ok(TermLine {
        post: teller.heading(&mandate.post.title()),
        place: place_name(query, &mandate.place)?,
        from: teller.day(mandate.starts),
        until: teller.day(mandate.ends),
        tag: standing(teller, mandate),
        granted: granted(teller, term),
        ended: ended.unwrap_or_default(),
        reason: term.reason.clone(),
        href: if may_end {
            format!("/desk/roster/mandates/{}?place={}", term.mandate_id, mandate.place)
        } else {
            String::new()
        },
    })
}

/// Who granted a mandate, and when.
pub(crate) fn granted(teller: &Teller, term: &Term) -> String {
    let when = teller.moment(term.granted).words;
    if let (Some(asker), Some(second)) = (&term.asked_by, &term.granted_by) {
        let said = teller.say("term-granted-checked").put("who", asker.as_str()).put("second", second.as_str());
        return said.put("when", when).to_string();
    }
    match &term.granted_by {
        Some(who) => teller.say("term-granted-by").put("who", who.as_str()).put("when", when).to_string(),
        None => teller.say("term-founded").put("when", when).to_string(),
    }
}

/// A person's declared relatives.
pub(crate) fn kin(query: &mut dyn Query, teller: &Teller, person: &PersonId) -> Result<Vec<Line>, Fault> {
    let kin = roster::relatives_of(query, person)?.into_iter();
    Ok(kin.map(|(_, name, relation)| Line::text(name, teller.heading(&relation.title()))).collect())
}

fn sign_in(
    app: &Shared,
    official: &Official,
    teller: &Teller,
    person: &PersonRow,
    given: Option<Given>,
) -> Result<SignIn, Halt> {
    let has = app.directory.sign_ins_of(&person.id)?.into_iter().next();
    let concerned = BTreeSet::from([person.id.clone()]);
    let may_give = official.desk.may("grant_mandate", &person.village, concerned, false).is_ok();
    let state = match &has {
        None => teller.say("sign-in-none").to_string(),
        Some(has) if has.must_change => teller.say("sign-in-first").put("name", has.name.as_str()).to_string(),
        Some(has) => teller.say("sign-in-has").put("name", has.name.as_str()).to_string(),
    };
    let (mut button, mut hint) = ("sign-in-make", "sign-in-make-hint");
    let mut waits = false;
    if has.is_some() {
        let deed = giving(&app.directory, &app.office, person)?;
        let (must_ask, is_office, open) = app.office.read(|reader| {
            let open = roster::open_checks_of(reader, &person.id, official.desk.now)?;
            let agreed = roster::agreed_reset(reader, &person.id, &official.desk)?.is_some();
            let must_ask = deed.must_ask(reader, &official.desk)?;
            Ok((must_ask, agreed, open.iter().any(|check| check.act == roster::Act::Reset)))
        })?;
        (button, hint) = match (must_ask, is_office) {
            (true, _) => ("sign-in-reset-ask", "sign-in-reset-ask-hint"),
            (false, true) => ("sign-in-reset", "sign-in-reset-agreed-hint"),
            (false, false) => ("sign-in-reset", "sign-in-reset-hint"),
        };
        waits = must_ask && open;
    }
    let handed = app.office.read(|reader| handovers(reader, &person.id))?;
    Ok(SignIn {
        state,
        may_give: may_give && !waits,
        button: teller.say(button).to_string(),
        hint: teller.say(hint).to_string(),
        handed: handed.iter().rev().take(HANDED).map(|given| told(teller, given)).collect(),
        given: given.map(|given| (given.name, given.password)),
    })
}
