//! `/desk/rules`: a packed rule book is read, proved and proposed.

use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::form::FaultLine;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Empty;
use crate::rules::adopt::{AdoptPage, ProposalLine, fields};
use crate::rules::history::history;
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{Deed, PackedRules, Proposal, ProposeRules, ProvedRules, proposals};
use village::{Kind, Refusal, Stop, Words};

/// The most lines of faults that are shown at once.
const MOST_FAULTS: usize = 50;

pub(crate) async fn list(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| blank(app, &official, key)).await?;
    page(&shown)
}

fn blank(app: &Shared, official: &Official, key: String) -> Result<AdoptPage, Halt> {
    entitled(app, official)?;
    let teller = official.teller(Eyes::Handler);
    Ok(app.office.read(|reader| {
        let frame = frame(app, reader, official, Section::Rules)?;
        let current = history(reader, &teller)?.into_iter().next();
        let in_force = current.map(|line| format!("{} · {} · {}", line.since, line.by, line.fingerprint));
        Ok(AdoptPage {
            in_force: in_force.unwrap_or_default(),
            proposals: proposals(reader)?.iter().map(|one| line(&teller, one)).collect(),
            empty: Empty { what: teller.say("adopt-none").to_string(), why: teller.say("adopt-none-why").to_string() },
            faults: Vec::new(),
            key,
            fields: fields(&frame),
            frame,
        })
    })?)
}

/// The rules are everybody's to read on `/rules`; these pages are for those who adopt them.
pub(super) fn entitled(app: &Shared, official: &Official) -> Result<(), Refusal> {
    if may(&official.desk, "adopt_rules", app.office.county()) {
        return Ok(());
    }
    Err(Refusal::new(
        Kind::NotYours,
        "rules.not_yours",
        Words::new("您的岗位不能采用规则", "Your posts do not let you adopt rules"),
        Words::new("现行规则人人可看，在“办事规则”页", "Everybody can read the rules in force on the page “The rules”"),
    ))
}

fn line(teller: &Teller, proposal: &Proposal) -> ProposalLine {
    ProposalLine {
        number: proposal.id.clone(),
        href: format!("/desk/rules/{}", proposal.id),
        reason: proposal.reason.clone(),
        about: about(teller, proposal),
        tag: tag(teller, proposal),
    }
}

/// Who proposed it and when; who decided.
pub(super) fn about(teller: &Teller, proposal: &Proposal) -> String {
    let said = teller.say("proposal-by").put("who", proposal.proposer.as_str());
    let said = said.put("day", teller.day(proposal.proposed.day()).words).to_string();
    match (&proposal.decider, proposal.decided) {
        (Some(who), Some(when)) => {
            let day = teller.day(when.day()).words;
            format!("{said}{}", teller.say("proposal-decided-by").put("who", who.as_str()).put("day", day))
        }
        _ => said,
    }
}

pub(super) fn tag(teller: &Teller, proposal: &Proposal) -> Tag {
    let (mark, key) = match proposal.status.as_str() {
        "open" => (Mark::Notice, "proposal-open"),
        "adopted" => (Mark::Done, "proposal-adopted"),
        "withdrawn" => (Mark::Ordinary, "proposal-withdrawn"),
        _ => (Mark::Ordinary, "proposal-declined"),
    };
    Tag::new(mark, teller.say(key))
}

pub(crate) async fn post(State(app): State<App>, official: Official, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let county = app.office.county().clone();
        entitled(app, &official)?;
        let bytes = sent.files.first().map_or(&[][..], |file| &file.bytes);
        let Ok(packed) = serde_json::from_slice::<PackedRules>(bytes) else {
            let words = official.look.frame().say("adopt-unpacked").to_string();
            return back(app, &official, &sent, &[("file", words)]);
        };
        let rules = match ProvedRules::prove(&app.office, packed.files(), packed.layers) {
            Ok(rules) => rules,
            Err(Stop::Refused(refusal)) => return faulty(app, &official, &sent, &refusal),
            Err(failed) => return Err(failed.into()),
        };
        let deed = ProposeRules { county, rules, reason: sent.one("reason").to_owned() };
        let about = deed.about();
        match app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed) {
            Ok(receipt) => Ok(Redirect::to(&format!("/desk/rules/{}", receipt.subject)).into_response()),
            Err(Stop::Refused(refusal)) if refusal.kind == Kind::NotComplete => faulty(app, &official, &sent, &refusal),
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-go-back"), "/desk/rules");
                refused(app, &official, Section::Rules, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// The form again, with every fault of the files, or of the fields.
fn faulty(app: &Shared, official: &Official, sent: &Sent, refusal: &Refusal) -> Result<Response, Halt> {
    let language = official.look.language;
    let of_fields = refusal.faults.iter().map(|fault| (fault.field.as_str(), fault.words.say(language).to_owned()));
    let mut faults: Vec<(&str, String)> = of_fields.collect();
    if faults.is_empty() {
        // What the reader of the files finds is told in the language of those who write them, so the page says what it is first.
        let found = refusal.words.say(language).lines().take(MOST_FAULTS).map(str::to_owned);
        let lead = official.look.frame().say("adopt-faults").to_string();
        faults = std::iter::once(lead).chain(found).map(|words| ("file", words)).collect();
    }
    back(app, official, sent, &faults)
}

fn back(app: &Shared, official: &Official, sent: &Sent, faults: &[(&str, String)]) -> Result<Response, Halt> {
    let mut form = blank(app, official, sent.one("key").to_owned())?;
    form.faults =
        faults.iter().map(|(field, words)| FaultLine { href: format!("#{field}"), words: words.clone() }).collect();
    for field in &mut form.fields {
        let own = faults.iter().find(|(name, _)| *name == field.name);
        field.fault = own.map(|(_, words)| words.clone());
        if field.name == "reason" {
            sent.one("reason").clone_into(&mut field.value);
        }
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
}
