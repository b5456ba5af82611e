//! `/household`: what concerns one's own household, and who has looked at it.

use crate::books::listing::{Asked, Cell, Listing, Part, Row};
use crate::household::own;
use crate::household::page::{HouseholdPage, is_full};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Villager;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, at_village};
use archive::Query;
use axum::extract::State;
use axum::response::Response;
use office::household::{self, Home, Way};
use office::roster;
use village::{Fault, Refusal};

/// How many looks are told.
const LOOKS: u32 = 50;

pub(crate) async fn show(State(app): State<App>, villager: Villager) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| compose(app, &villager)).await?;
    page(&shown)
}

fn compose(app: &Shared, villager: &Villager) -> Result<HouseholdPage, Halt> {
    let teller = Teller::new(villager.look.language, app.now(), Eyes::Villager);
    let opening = &villager.session.opening;
    let visits = app.directory.household_visits(&opening.village, &opening.household, LOOKS)?;
    let visits: Vec<_> = match opening.household.as_str() {
        // Of whom no household is known, there are several: each reads their own.
        "" => visits.into_iter().filter(|one| one.opening.person == opening.person).collect(),
        _ => visits,
    };
    let found = app.office.read(|query| {
        let Some(home) = household::home(query, &opening.person)? else { return Ok::<_, Fault>(None) };
        let mut frame = villager.look.frame();
        frame.csrf.clone_from(&villager.session.csrf);
        frame.reader = villager.desk.signed.as_ref().map(|signed| signed.name.clone());
        frame.is_household = true;
        let village = at_village(query, &mut frame, &home.village, &teller)?;
        frame.back = Some(Link::new(&village, format!("/v/{}", home.village)));
        let asked = Asked {
            app,
            teller: &teller,
            place: &home.village,
            official: None,
            reader: Some(&villager.desk),
            one: "",
            find: "",
        };
        let mut list = Listing {
            parts: own::parts(query, &asked, &home)?,
            warnings: own::warnings(query, &teller, &home)?,
            ..Listing::default()
        };
        let missing: Vec<String> =
            list.parts.iter().filter(|part| !is_full(part)).map(|part| part.title.clone()).collect();
        list.parts.push(looks(query, &teller, &visits)?);
        list.parts.retain(is_full);
        let nothing = match missing.as_slice() {
            [] => String::new(),
            missing => {
                let what = missing.join(&teller.say("list-comma").to_string());
                teller.say("household-nothing").put("what", what).to_string()
            }
        };
        Ok(Some(HouseholdPage {
            helped: helped(query, &teller, villager)?,
            people: people(&teller, &home),
            links: links(&teller, &home),
            village,
            nothing,
            list,
            frame,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn people(teller: &Teller, home: &Home) -> String {
    let names: Vec<&str> = home.people.iter().map(|one| one.name.as_str()).collect();
    names.join(&teller.say("list-comma").to_string())
}

fn links(teller: &Teller, home: &Home) -> Vec<Link> {
    let link = |key: &'static str, rest: &str| Link::new(teller.say(key), format!("/v/{}{rest}", home.village));
    vec![
        link("household-to-board", "/disclosures"),
        link("household-to-members", "/members"),
        link("household-to-month", "/finance"),
        link("household-to-ask", "/ask"),
    ]
}

fn helped(query: &mut dyn Query, teller: &Teller, villager: &Villager) -> Result<String, Fault> {
    let opening = &villager.session.opening;
    let Some(helper) = &opening.helper else { return Ok(String::new()) };
    let name = roster::name_of(query, helper)?.unwrap_or_default();
    let said = teller.say("household-helped").put("name", name).put("until", teller.moment(opening.expires).words);
    Ok(said.to_string())
}

/// Who has opened what concerns this household, by which way.
fn looks(query: &mut dyn Query, teller: &Teller, visits: &[archive::HouseholdSession]) -> Result<Part, Fault> {
    let mut rows = Vec::new();
    for one in visits {
        let who = roster::name_of(query, &one.opening.person)?.unwrap_or_default();
        let note = match (&one.opening.helper, Way::of(one)) {
            (Some(helper), _) => {
                let name = roster::name_of(query, helper)?.unwrap_or_default();
                teller.say("household-look-helper").put("name", name).to_string()
            }
            (None, Way::Phone) => teller.say("household-look-phone").to_string(),
            (None, _) => teller.say("household-look-code").to_string(),
        };
        rows.push(Row { what: who, note, cells: vec![Cell::text(teller.moment(one.opened).words)], ..Row::default() });
    }
    let heads = ["household-look-who", "household-look-when"].map(|key| teller.say(key).to_string()).to_vec();
    Ok(Part { id: "looks", title: teller.say("household-looks").to_string(), heads, rows })
}
