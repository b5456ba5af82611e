//! `/desk/posts`: my posts, until when, and what each lets me do. Told by the rules and the policies themselves.

use crate::desk::place::{frame, may};
use crate::desk::posts::{OwnPost, OwnPostsPage};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::Empty;
use crate::roster::person::TermLine;
use crate::roster::tell::{granted, kin, standing};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use crate::village::who::Board;
use archive::Query;
use axum::extract::State;
use axum::response::Response;
use office::roster::{self, Holder, Term};
use procedure::RuleBook;
use village::{Fault, Level};

pub(crate) async fn page_of(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let posts = app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official))).await?;
    page(&posts)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official) -> Result<OwnPostsPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Desk)?;
    // It is reached by one's own name, not by a section.
    frame.section = None;
    let book = app.office.current_book(query)?;
    let (mut posts, mut others, mut relatives) = (Vec::new(), Vec::new(), Vec::new());
    let (mut number, mut kin_href) = (String::new(), String::new());
    if let Some(person) = official.desk.person() {
        number = person.to_string();
        relatives = kin(query, &teller, person)?;
        if let Some(known) =
            roster::person(query, person)?.filter(|known| may(&official.desk, "declare_kin", &known.village))
        {
            kin_href = format!("/desk/roster/kin?place={}&person={person}", known.village);
        }
        let mut terms = roster::terms_of(query, person)?;
        // Offices first, then what one is as a villager.
        terms.sort_by_key(|term| !term.mandate.post.is_official());
        for term in &terms {
            match own(app, query, &teller, &book, term)? {
                Some(mut post) => {
                    // The way to a village's table is shown once.
                    if posts.iter().any(|known: &OwnPost| known.who == post.who) {
                        post.who = None;
                    }
                    posts.push(post);
                }
                None => others.push(line(query, &teller, term)?),
            }
        }
    }
    Ok(OwnPostsPage {
        name: official.desk.signed.as_ref().map_or_else(String::new, |signed| signed.name.clone()),
        empty: Empty { what: teller.say("own-empty").to_string(), why: teller.say("own-empty-why").to_string() },
        kin: relatives,
        number,
        posts,
        others,
        kin_href,
        frame,
    })
}

/// A post in force, with what it lets its holder do at its place.
fn own(
    app: &Shared,
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    term: &Term,
) -> Result<Option<OwnPost>, Fault> {
    let mandate = &term.mandate;
    if mandate.starts > teller.today || mandate.ends < teller.today {
        return Ok(None);
    }
    let held = roster::holders(query, &mandate.place, teller.today)?;
    let held: Vec<Holder> = held.into_iter().filter(|holder| holder.mandate.person == mandate.person).collect();
    let authority = app.office.authority();
    let board = Board { teller: *teller, authority, book, place: &mandate.place, holders: &held };
    let who = format!("/v/{}/who", mandate.place);
    Ok(Some(OwnPost {
        term: line(query, teller, term)?,
        card: board.card(mandate.post)?,
        who: (mandate.place.level() == Level::Village).then(|| Link::new(teller.say("posts-title"), who)),
    }))
}

fn line(query: &mut dyn Query, teller: &Teller, term: &Term) -> Result<TermLine, Fault> {
    let mandate = &term.mandate;
    let ended = term.ended_by.as_ref().zip(term.ended).map(|(who, moment)| {
        teller.say("term-ended-by").put("who", who.as_str()).put("when", teller.moment(moment).words).to_string()
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
        href: String::new(),
    })
}
