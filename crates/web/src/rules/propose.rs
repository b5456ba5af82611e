//! `/desk/rules`: a packed rule book is read, proved and proposed.

use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::rules as foresee;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::form::FaultLine;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Empty;
use crate::rules::adopt::{AdoptPage, ProposalLine, fields};
use crate::rules::history::history;
use crate::rules::plain::in_chinese;
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{Deed, PackedRules, Proposal, ProposeRules, ProvedRules, proposals};
use std::sync::Arc;
use village::{Kind, Language, Refusal, Stop, Words};

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
        if sent.one("sure") == "no" {
            return back(app, &official, &sent, &[]);
        }
        let bytes = packed(app, &official, &sent);
        let Ok(packed) = serde_json::from_slice::<PackedRules>(&bytes) else {
            let words = official.look.frame().say("adopt-unpacked").to_string();
            return back(app, &official, &sent, &[("file", words)]);
        };
        let rules = match ProvedRules::prove(&app.office, packed.files(), packed.layers) {
            Ok(rules) => rules,
            Err(Stop::Refused(refusal)) => return faulty(app, &official, &sent, &refusal),
            Err(failed) => return Err(failed.into()),
        };
        let answers =
            vec![("rules".to_owned(), rules.hash().to_string()), ("reason".to_owned(), sent.one("reason").to_owned())];
        // Somebody else's second form of this session may have taken its place: then the file is asked for again.
        let known = sent.one("rules");
        if !known.is_empty() && known != rules.hash().to_string() {
            let words = official.look.frame().say("adopt-unpacked").to_string();
            return back(app, &official, &sent, &[("file", words)]);
        }
        let deed = Arc::new(ProposeRules { county, rules, reason: sent.one("reason").to_owned() });
        let about = deed.about();
        let action = "/desk/rules".to_owned();
        let asking = Asking { app, official: &official, section: Section::Rules, action, sent: &sent, answers };
        let turned = turn(asking, Arc::clone(&deed), |query, teller, seen| {
            foresee::propose(query, teller, &app.office, (deed.rules.book(), deed.reason.trim()), seen)
        })?;
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => {
                // A file as large as a whole book is not sent twice: it waits for this session's word.
                app.books.keep(official.token, bytes);
                return Ok(shown);
            }
            Turn::Again => return back(app, &official, &sent, &[]),
        };
        match done {
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

/// The file that was sent, or the one that was shown to this session before.
fn packed(app: &Shared, official: &Official, sent: &Sent) -> Vec<u8> {
    match sent.files.first() {
        Some(file) => file.bytes.clone(),
        None => app.books.of(&official.token).unwrap_or_default(),
    }
}

/// The form again, with every fault of the files, or of the fields.
fn faulty(app: &Shared, official: &Official, sent: &Sent, refusal: &Refusal) -> Result<Response, Halt> {
    let language = official.look.language;
    let of_fields = refusal.faults.iter().map(|fault| (fault.field.as_str(), fault.words.say(language).to_owned()));
    let mut faults: Vec<(&str, String)> = of_fields.collect();
    if faults.is_empty() {
        // What the reader of the files finds is in the language of those who write them: its place and kind are told in the page's.
        let said = |line: &str| if language == Language::Zh { in_chinese(line) } else { line.to_owned() };
        let found = refusal.words.say(language).lines().take(MOST_FAULTS).map(said);
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
    if faults.is_empty() { page(&form) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &form) }
}
