//! `/desk/checks/{check}`: what one person asked for, another looks at: an office, a new password for an officer.

use crate::foresee::roster as foresee;
use crate::foresee::turn::turn;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::fill::{Attempt, after, asking, shell};
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use office::roster::{self, Act, AnswerCheck, SecondCheck};
use office::{Deed, Desk};
use std::sync::Arc;
use village::{Fault, Refusal};

/// The check of an address, for who asked and those who may answer it. For anybody else nothing is there.
fn theirs(app: &Shared, official: &Official, id: &str) -> Result<SecondCheck, Halt> {
    let check = app.office.read(|reader| roster::second_check(reader, id))?.ok_or_else(Refusal::not_there)?;
    if is_asker(&official.desk, &check) || may_ever(&official.desk, &check) {
        Ok(check)
    } else {
        Err(Refusal::not_there().into())
    }
}

fn is_asker(desk: &Desk, check: &SecondCheck) -> bool {
    desk.person() == Some(&check.asked_by.0)
}

/// Whether the posts of the one at the desk let them check what is asked for here, their own matters left aside.
fn may_ever(desk: &Desk, check: &SecondCheck) -> bool {
    desk.may("second_check", &check.place, std::collections::BTreeSet::new(), false).is_ok()
}

/// Whether it is for the one at the desk to answer this.
pub(crate) fn answers(desk: &Desk, check: &SecondCheck) -> bool {
    desk.may("second_check", &check.place, check.concerned(), false).is_ok()
}

/// What is asked for, in a line.
pub(crate) fn words(teller: &Teller, check: &SecondCheck) -> String {
    let name = check.person.1.as_str();
    match &check.act {
        Act::Grant(mandate) => {
            let post = teller.words(&mandate.post.title());
            teller.say("second-grant").put("name", name).put("post", post).to_string()
        }
        Act::Reset => teller.say("second-reset").put("name", name).to_string(),
    }
}

/// What waits, as links to whoever may look at it.
pub(crate) fn waiting(
    query: &mut dyn Query,
    teller: &Teller,
    desk: &Desk,
    open: Vec<SecondCheck>,
) -> Result<Vec<Link>, Fault> {
    let mut links = Vec::new();
    for check in open.iter().filter(|check| is_asker(desk, check) || may_ever(desk, check)) {
        let said = teller.say("second-waits").put("what", words(teller, check));
        let said = said.put("place", place_name(query, &check.place)?).put("who", check.asked_by.1.as_str());
        let said = said.put("day", teller.day(check.lapses().day()).words);
        links.push(Link::new(said, format!("/desk/checks/{}", check.id)));
    }
    Ok(links)
}

fn lines(query: &mut dyn Query, teller: &Teller, check: &SecondCheck) -> Result<Vec<Line>, Fault> {
    let (person, name) = &check.person;
    let mut lines = vec![
        Line::text(teller.say("mandate-person"), teller.aside(name, person.as_str())),
        Line::text(teller.say("roster-place"), place_name(query, &check.place)?),
    ];
    if let Act::Grant(mandate) = &check.act {
        lines.push(Line::text(teller.say("mandate-post"), teller.words(&mandate.post.title())));
        lines.push(Line::new(teller.say("mandate-starts"), teller.day(mandate.starts)));
        lines.push(Line::new(teller.say("mandate-ends"), teller.day(mandate.ends)));
    }
    lines.push(Line::text(teller.say("second-asked-by"), &check.asked_by.1));
    lines.push(Line::text(teller.say("second-asked"), teller.moment(check.asked).words));
    match &check.answered {
        Some((_, name, when)) => {
            let key = if check.agreed { "second-agreed" } else { "second-declined" };
            let said = teller.say(key).put("who", name.as_str()).put("when", teller.moment(*when).words);
            lines.push(Line::text(teller.say("second-answer"), said.to_string()));
            if !check.reason.is_empty() {
                lines.push(Line::text(teller.say("second-reason"), teller.free(&check.reason)));
            }
        }
        None => lines.push(Line::new(teller.say("second-lapses"), teller.day(check.lapses().day()))),
    }
    Ok(lines)
}

fn form(app: &Shared, official: &Official, check: &SecondCheck, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let asker = is_asker(&official.desk, check);
        let mut fields = Vec::new();
        if check.is_open(app.now()) {
            if !asker {
                let answers = [("agree", "second-agree"), ("decline", "second-decline")];
                let answers = answers.map(|(code, key)| Choice::new(code, teller.say(key).to_string()));
                fields.push(Field::new("answer", teller.say("second-answer"), Entry::Choice(answers.into())));
            }
            let hint = if asker { "second-withdraw-hint" } else { "second-reason-hint" };
            fields.push(
                Field::new("reason", teller.say("second-reason"), Entry::LongText).hint(teller.say(hint)).optional(),
            );
        }
        let (kind, lead) = match check.act {
            Act::Grant(_) => ("second-grant-title", "second-grant-lead"),
            Act::Reset => ("second-reset-title", "second-reset-lead"),
        };
        let lead = if asker { "second-asker-lead" } else { lead };
        Ok(RosterForm {
            title: teller.say(kind).to_string(),
            lead: teller.say(lead).to_string(),
            action: format!("/desk/checks/{}", check.id),
            fields,
            send: teller.say(if asker { "second-withdraw" } else { "check-go" }).to_string(),
            standing_title: words(&teller, check),
            standing: lines(reader, &teller, check)?,
            standing_first: true,
            ..shell(app, reader, official, &check.place, key)?
        })
    })?;
    Ok(form)
}

pub(crate) async fn show(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let check = theirs(app, &official, &id)?;
            form(app, &official, &check, key)
        })
        .await?;
    page(&form)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let check = theirs(app, &official, &id)?;
        let deed = Arc::new(AnswerCheck {
            id: id.clone(),
            place: check.place.clone(),
            agrees: sent.one("answer") == "agree",
            reason: sent.one("reason").to_owned(),
        });
        let about = deed.about();
        let action = format!("/desk/checks/{id}");
        let asker = is_asker(&official.desk, &check);
        let done = if asker || !sent.one("answer").is_empty() {
            turn(asking(app, &official, &sent, action), Arc::clone(&deed), |query, teller, seen| {
                let mut lines = lines(query, teller, &check)?;
                let key = if deed.agrees { "second-agree" } else { "second-decline" };
                let key = if asker { "second-withdraw" } else { key };
                lines.push(Line::text(teller.say("second-answer"), teller.say(key).to_string()));
                foresee::answer_check(query, teller, (&check, deed.agrees), lines, seen)
            })?
        } else {
            crate::foresee::turn::Turn::Done(Err(unanswered().into()))
        };
        let tried = Attempt { about, person: check.person.0.to_string() };
        let form = || form(app, &official, &check, sent.one("key").to_owned());
        after(app, &official, done, &tried, form, &sent)
    })
    .await
}

fn unanswered() -> Refusal {
    let words = village::Words::new("请选择同意或不同意", "Choose whether you agree");
    Refusal::faulty("check.unfit", vec![village::FieldFault { field: "answer".into(), words }])
}
