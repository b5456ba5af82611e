//! `/desk/households`: which households have a code; codes are given and printed, and a villager who is there is helped.

use crate::desk::place::{frame, may, villages};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, Field};
use crate::frame::Section;
use crate::household::enter::entered;
use crate::household::page::{CodesPage, HomeLine, HomesPage, Slip, choices};
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::objection::answer::faulty;
use crate::part::{Html, Line, Switch};
use crate::roster::form::RosterForm;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use axum::extract::{Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::household::{self, GiveCodes, HelpHousehold, Home};
use office::{Deed, roster};
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{Moment, PersonId, Place, Refusal, Stop};

/// Where, and who is looked for.
#[derive(Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    pub(crate) place: String,
    #[serde(default)]
    pub(crate) find: String,
    #[serde(default)]
    pub(crate) person: String,
}

/// The villages in which the official may help or give codes.
fn own_villages(app: &Shared, official: &Official) -> Result<Vec<village::Division>, Halt> {
    let mut all = app.office.read(|query| villages(query, &official.desk))?;
    all.retain(|one| {
        may(&official.desk, "help_household", &one.place) || may(&official.desk, "grant_mandate", &one.place)
    });
    Ok(all)
}

fn chosen(app: &Shared, official: &Official, wished: &str) -> Result<(Place, Vec<village::Division>), Halt> {
    let all = own_villages(app, official)?;
    let place = match wished {
        "" => all.first().map(|one| one.place.clone()),
        wished => all.iter().map(|one| one.place.clone()).find(|place| place.as_str() == wished),
    };
    Ok((place.ok_or_else(Refusal::not_there)?, all))
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| compose(app, &official, &wish, key)).await?;
    page(&shown)
}

fn names(teller: &Teller, home: &Home) -> String {
    let names: Vec<&str> = home.people.iter().map(|one| one.name.as_str()).collect();
    names.join(&teller.say("list-comma").to_string())
}

fn compose(app: &Shared, official: &Official, wish: &Wish, key: String) -> Result<HomesPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let (place, all) = chosen(app, official, &wish.place)?;
    let codes: BTreeMap<String, Moment> = app.directory.household_codes(&place)?.into_iter().collect();
    let helps = may(&official.desk, "help_household", &place);
    let find = wish.find.trim();
    app.office
        .read(|query| {
            let mut frame = frame(app, query, official, Section::Households)?;
            frame.back = Some(Link::new(teller.say("rail-desk"), "/desk"));
            let homes = household::homes(query, &place)?;
            let missing = homes.iter().filter(|home| !codes.contains_key(&home.household)).count();
            let fits = |home: &&Home| {
                find.is_empty()
                    || home.household.contains(find)
                    || home.people.iter().any(|one| one.name.contains(find) || one.phone.ends_with(find))
            };
            let line = |home: &Home| HomeLine {
                number: home.household.clone(),
                people: names(&teller, home),
                code: match codes.get(&home.household) {
                    Some(given) => Tag::new(
                        Weight::Done,
                        teller.say("household-has-code").put("day", teller.day(given.day()).words),
                    ),
                    None => Tag::new(Weight::Ordinary, teller.say("household-no-code")),
                },
                help_href: match home.people.first() {
                    Some(one) if helps => format!("/desk/households/help?place={place}&person={}", one.id),
                    _ => String::new(),
                },
            };
            Ok(HomesPage {
                villages: all
                    .iter()
                    .filter(|_| all.len() > 1)
                    .map(|one| Switch {
                        words: one.short_name(),
                        href: format!("/desk/households?place={}", one.place),
                        chosen: one.place == place,
                        count: 0,
                    })
                    .collect(),
                village: place_name(query, &place)?,
                find: find.to_owned(),
                homes: homes.iter().filter(fits).map(line).collect(),
                gives: may(&official.desk, "grant_mandate", &place),
                missing,
                sheet_href: if app.code_sheets.waits(&official.token, app.now()) {
                    "/desk/households/sheet".to_owned()
                } else {
                    String::new()
                },
                place: place.to_string(),
                key,
                frame,
            })
        })
        .map_err(|fault: village::Fault| fault.into())
}

/// The households that the form names: those ticked, or all that have no code.
fn households(app: &Shared, official: &Official, place: &Place, sent: &Sent) -> Result<Vec<String>, Halt> {
    let ticked: Vec<String> = sent.all("household").iter().filter(|one| !one.is_empty()).cloned().collect();
    if sent.one("which") != "missing" {
        return Ok(ticked);
    }
    let codes: BTreeMap<String, Moment> = app.directory.household_codes(place)?.into_iter().collect();
    let homes = app.office.read(|query| household::homes(query, place))?;
    let own = |home: &Home| home.people.iter().any(|one| Some(&one.id) == official.desk.person());
    let missing = homes.into_iter().filter(|home| !codes.contains_key(&home.household) && !own(home));
    Ok(missing.map(|home| home.household).take(2_000).collect())
}

pub(crate) async fn codes(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (place, _) = chosen(app, &official, &wish.place)?;
        let back = format!("/desk/households?place={place}");
        let deed = || {
            let households = households(app, &official, &place, &sent)?;
            Ok::<_, Halt>(GiveCodes { village: place.clone(), households })
        };
        let done = match sent.one("sure") {
            "yes" => {
                let desk = official.desk.clone().with_key(sent.one("key"));
                household::give_codes(&app.directory, &desk, deed()?)
            }
            _ => match shown_codes(app, &official, &place, &sent, deed()?)? {
                Turn::Shown(shown) => return Ok(shown),
                Turn::Again => return Ok(Redirect::to(&back).into_response()),
                Turn::Done(done) => done.map(|_| None),
            },
        };
        match done {
            Ok(given) => {
                let to = match given {
                    Some(given) => {
                        app.code_sheets.keep(official.token, &place, given, app.now());
                        "/desk/households/sheet".to_owned()
                    }
                    None => back,
                };
                Ok(Redirect::to(&to).into_response())
            }
            Err(stop) => settled(app, &official, &deed()?, back, stop),
        }
    })
    .await
}

/// What comes of giving the codes, before they are given.
fn shown_codes(app: &Shared, official: &Official, place: &Place, sent: &Sent, deed: GiveCodes) -> Result<Turn, Halt> {
    let action = format!("/desk/households/codes?place={place}");
    let many = deed.households.len();
    let asking = Asking { app, official, section: Section::Households, action, sent, answers: sent.answers() };
    turn(asking, deed, |query, teller, seen| {
        let next = ["then-codes", "then-codes-old", "then-codes-once"];
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next.map(|key| teller.say(key).to_string()).to_vec()),
            Consequence::warned(teller, &seen.warned),
        ]);
        let lines = vec![Line::text(teller.say("household-many"), many.to_string())];
        Ok(Showing::of(place_name(query, place)?, teller.say("household-give"), lines, then))
    })
}

fn settled(app: &Shared, official: &Official, deed: &impl Deed, back: String, stop: Stop) -> Result<Response, Halt> {
    match stop {
        Stop::Refused(refusal) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Households, &deed.about(), link, *refusal)
        }
        failed @ Stop::Failed(_) => Err(failed.into()),
    }
}

/// The sheet with the codes that were just given; asked for again, it is gone.
pub(crate) async fn sheet(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let Some((place, given)) = app.code_sheets.take(&official.token, app.now()) else {
                return Err(Halt::Elsewhere("/desk/households".to_owned()));
            };
            let teller = official.teller(Eyes::Handler);
            let address = format!("{}/household/code", app.public_url);
            app.office
                .read(|query| {
                    let homes = household::homes(query, &place)?;
                    let mut frame = official.look.frame();
                    crate::told::contacts(query, &mut frame, &place, &teller)?;
                    let slip = |one: &household::CodeGiven| {
                        let home = homes.iter().find(|home| home.household == one.household);
                        Ok::<_, village::Fault>(Slip {
                            number: one.household.clone(),
                            people: home.map_or_else(String::new, |home| names(&teller, home)),
                            // What stands behind the sign # is never sent to anybody: the page itself reads it.
                            qr: Html::made(crate::qr::svg(&format!("{address}#{}", one.code))?),
                            code: one.code.clone(),
                        })
                    };
                    Ok::<_, village::Fault>(CodesPage {
                        village: place_name(query, &place)?,
                        slips: given.iter().map(slip).collect::<Result<_, _>>()?,
                        back_href: format!("/desk/households?place={place}"),
                        address,
                        frame,
                    })
                })
                .map_err(Halt::from)
        })
        .await?;
    page(&shown)
}

fn help_form(app: &Shared, official: &Official, wish: &Wish, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let person = PersonId::new(wish.person.as_str()).map_err(|_| Refusal::not_there())?;
    let found = app.office.read(|query| {
        let Some(home) = household::home(query, &person)? else { return Ok(None) };
        if home.village.as_str() != wish.place || !may(&official.desk, "help_household", &home.village) {
            return Ok(None);
        }
        let mut frame = frame(app, query, official, Section::Households)?;
        let back = format!("/desk/households?place={}", home.village);
        frame.back = Some(Link::new(teller.say("household-homes"), back.as_str()));
        let present = Entry::Truth(teller.say("household-present").to_string());
        Ok::<_, village::Fault>(Some(RosterForm {
            title: teller.say("household-help").to_string(),
            lead: teller.say("household-help-lead").to_string(),
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/households/help?place={}&person={person}", home.village),
            fields: vec![
                Field::new("who", teller.say("household-help-who"), Entry::Choice(choices(&home.people)))
                    .value(person.as_str()),
                Field::new("present", teller.say("household-present-label"), present),
            ],
            send: teller.say("household-help-go").to_string(),
            cancel_href: back,
            standing_first: false,
            standing_title: String::new(),
            standing: Vec::new(),
            key,
            frame,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn help(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| help_form(app, &official, &wish, key)).await?;
    page(&shown)
}

pub(crate) async fn help_post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let form = help_form(app, &official, &wish, sent.one("key").to_owned())?;
        let person = PersonId::new(sent.one("who")).map_err(|_| Refusal::not_there())?;
        let known = app.office.read(|query| roster::person(query, &person))?.ok_or_else(Refusal::not_there)?;
        let (village, present) = (known.village, sent.one("present") == "yes");
        let deed = || HelpHousehold { village: village.clone(), person: person.clone(), present };
        let desk = official.desk.clone().with_key(sent.one("key"));
        match household::open_helped(&app.directory, &desk, deed()) {
            Ok(Some(opened)) => Ok(entered(app, &opened)),
            Ok(None) => Ok(Redirect::to("/household").into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(form, &sent, &refusal.faults),
            Err(stop) => settled(app, &official, &deed(), format!("/desk/households?place={village}"), stop),
        }
    })
    .await
}
