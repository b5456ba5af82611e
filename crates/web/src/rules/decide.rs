//! `/desk/rules/{proposal}`: what a proposed rule book would change, and the second person's word.

use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Foreseen, rules as foresee};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::rules::outdated;
use crate::rules::proposal::{ProposalPage, Touched};
use crate::rules::propose::{about, entitled, tag};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::{ConfirmRules, DeclineRules, Deed, Proposal, proposals};
use procedure::RuleBook;
use village::{Fault, Refusal, Stop};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            entitled(app, &official)?;
            let shown = app.office.read(|reader| {
                let found = proposals(reader)?.into_iter().find(|one| one.id == number);
                found.map(|proposal| compose(app, reader, &official, &proposal, key)).transpose()
            })?;
            Ok::<_, Halt>(shown.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    proposal: &Proposal,
    key: String,
) -> Result<ProposalPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Rules)?;
    frame.back = Some(Link::new(teller.say("rail-rules"), "/desk/rules"));
    let old = app.office.book(query, &proposal.against)?;
    let new = app.office.proposed_book(query, proposal)?;
    let changes = procedure::differences(&old, &new, teller.today);
    // What was begun under the new book is not among what keeps its rules.
    let older = affairs::running_by_rules(query)?.into_iter().filter(|(rules, _)| *rules != new.hash);
    let running: u64 = older.map(|(_, many)| many).sum();
    let touched = touched(query, &teller, &old, &new)?;
    let open = proposal.status == "open";
    let own = official.desk.person() == Some(&proposal.proposed_by);
    let decline = if own { "proposal-withdraw" } else { "proposal-decline" };
    Ok(ProposalPage {
        number: proposal.id.clone(),
        reason: proposal.reason.clone(),
        about: about(&teller, proposal),
        tag: tag(&teller, proposal),
        changes: changes.iter().map(|change| teller.words(&change.words())).collect(),
        running: teller.say("proposal-running").put("count", running).to_string(),
        touched,
        laws: outdated::lines(&teller, &new),
        waits: if open && own { teller.say("proposal-own").to_string() } else { String::new() },
        may_confirm: open && !own,
        decline: if open { teller.say(decline).to_string() } else { String::new() },
        key,
        frame,
    })
}

/// How many cases of an affair are listed.
const MOST_CASES: usize = 50;

/// Every affair that changes, with its cases that run.
fn touched(query: &mut dyn Query, teller: &Teller, old: &RuleBook, new: &RuleBook) -> Result<Vec<Touched>, Fault> {
    let mut list = Vec::new();
    for code in procedure::touched_affairs(old, new, teller.today) {
        let mut cases = affairs::running(query, &code)?;
        cases.retain(|case| case.rules != new.hash);
        let Some(affair) = old.affair(&code).filter(|_| !cases.is_empty()) else { continue };
        let name = format!("{code} {}", teller.words(&affair.name));
        let link = |case: &affairs::Running| {
            let words = format!("{} {}", case.id, case.title);
            Link::new(words, format!("/desk/cases/{}", case.id))
        };
        let more = cases.len().saturating_sub(MOST_CASES);
        list.push(Touched {
            words: teller.say("proposal-touched").put("name", name).put("count", cases.len()).to_string(),
            cases: cases.iter().take(MOST_CASES).map(link).collect(),
            more: if more > 0 { teller.say("proposal-more").put("count", more).to_string() } else { String::new() },
        });
    }
    Ok(list)
}

pub(crate) async fn confirm(
    State(app): State<App>,
    official: Official,
    Path(proposal): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = found(app, &official, &proposal)?;
        let deed = ConfirmRules { county: app.office.county().clone(), proposal };
        decide(app, &official, &sent, deed, "", |query, teller, seen| {
            foresee::confirm(query, teller, &app.office, &found, seen)
        })
    })
    .await
}

pub(crate) async fn decline(
    State(app): State<App>,
    official: Official,
    Path(proposal): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = found(app, &official, &proposal)?;
        let own = official.desk.person() == Some(&found.proposed_by);
        let deed = DeclineRules { county: app.office.county().clone(), proposal };
        decide(app, &official, &sent, deed, "/decline", |_, teller, seen| {
            Ok(foresee::decline(teller, &found, own, seen))
        })
    })
    .await
}

fn found(app: &Shared, official: &Official, number: &str) -> Result<Proposal, Halt> {
    entitled(app, official)?;
    let found = app.office.read(|reader| Ok(proposals(reader)?.into_iter().find(|one| one.id == number)))?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn decide<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    deed: D,
    button: &str,
    tell: impl FnOnce(&mut dyn Query, &Teller, &Foreseen) -> Result<Showing, Fault>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let page = format!("/desk/rules/{}", about.subject);
    let action = format!("{page}{button}");
    let asking = Asking { app, official, section: Section::Rules, action, sent, answers: Vec::new() };
    match turn(asking, deed, tell)? {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => Ok(Redirect::to(&page).into_response()),
        Turn::Done(Ok(_)) => Ok(Redirect::to("/desk/rules").into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), "/desk/rules");
            refused(app, official, Section::Rules, &about, back, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
