//! What the recorder enters: who came, what was entered wrongly, and that a meeting comes to nothing.

use crate::case::fill::{papers, token};
use crate::case::show::theirs;
use crate::delegation::take::shown;
use crate::foresee::{Foreseen, meeting as foresee};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::meeting::hall::hall;
use crate::meeting::held::{Held, ask, asking, at, case_of, finish};
use crate::state::{App, Shared};
use crate::told::Teller;
use affairs::{AbandonMeeting, CorrectSeat, Correction, EnterArrivals, EnterProxy};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use village::{FieldFault, Kind, PersonId, Refusal, Words};

pub(crate) async fn arrivals(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let people = sent.all("people").iter().filter_map(|id| PersonId::new(id.as_str()).ok()).collect();
        let (to, key) = (format!("{}#people", at(&number)), sent.one("key").to_owned());
        let deed = EnterArrivals { case, village, people };
        let again = |faults: &[FieldFault]| hall(app, &official, &number, Some(&sent), faults, key);
        finish(app, &official, &number, sent.one("key"), deed, &to, again)
    })
    .await
}

pub(crate) async fn seat(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let key = sent.one("key").to_owned();
        let again = |faults: &[FieldFault]| hall(app, &official, &number, Some(&sent), faults, key);
        let change = match sent.one("change") {
            "votes" => Correction::Votes,
            "not_there" => Correction::NotThere,
            _ => Correction::Recused,
        };
        let Ok(person) = PersonId::new(sent.one("person")) else {
            let words = Words::new("请选择是谁", "Choose who it is");
            return again(&[FieldFault { field: "person".to_owned(), words }]);
        };
        let deed = CorrectSeat { case, village, person, change };
        let held = meeting(app, &official, &number)?;
        let tell = |_: &mut dyn Query, teller: &Teller, deed: &CorrectSeat, seen: &Foreseen| {
            Ok(foresee::seat(teller, &held, deed, seen))
        };
        let asking = asking(app, &official, format!("{}/seats", at(&number)), &sent);
        ask(asking, &number, deed, &at(&number), tell, again)
    })
    .await
}

/// The meeting of an address, for somebody whose business it is. It may have ended while they had its page before them.
pub(super) fn meeting(app: &Shared, official: &Official, number: &str) -> Result<Held, Halt> {
    let found = app.office.read(|reader| {
        let held = Held::of(reader, official, number)?;
        let knows = held.is_some() || theirs(reader, official, number)?.is_some();
        Ok((held, knows))
    })?;
    match found {
        (Some(held), _) => Ok(held),
        (None, true) => Err(over().into()),
        (None, false) => Err(Refusal::not_there().into()),
    }
}

fn over() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.none",
        Words::new("这件事现在没有正在开的会", "no meeting is being held on this matter now"),
        Words::new("请打开办件，看会议结束了没有", "open the case and see whether the meeting is over"),
    )
}

pub(crate) async fn proxy(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let key = sent.one("key").to_owned();
        let again = |faults: &[FieldFault]| hall(app, &official, &number, Some(&sent), faults, key);
        let mut faults = Vec::new();
        let paper = papers(&official, app.office.files(), &sent, &mut faults)?.into_iter().next();
        let mut fault = |field: &str, zh: &str, en: &str| {
            faults.push(FieldFault { field: field.to_owned(), words: Words::new(zh, en) });
        };
        let (absent, holder) = (PersonId::new(sent.one("absent")), PersonId::new(sent.one("holder")));
        if absent.is_err() {
            fault("absent", "请选择谁不能来", "Choose who cannot come");
        }
        if holder.is_err() {
            fault("holder", "请选择谁代为参加", "Choose who comes instead");
        }
        if paper.is_none() {
            fault("paper.proxy", "请上传书面委托", "Add the written authority");
        }
        let (Ok(absent), Ok(holder), Some(paper)) = (absent, holder, paper) else { return again(&faults) };
        if !faults.is_empty() {
            return again(&faults);
        }
        let held = meeting(app, &official, &number)?;
        let mut asking = asking(app, &official, format!("{}/proxies", at(&number)), &sent);
        // The paper is received already, and is not sent again.
        asking.answers.retain(|(name, _)| name != "given");
        asking.answers.push(("given".to_owned(), token(&paper, &official.seal)));
        let papers = vec![shown(&paper)];
        let deed = EnterProxy { case, village, absent, holder, paper };
        let tell = |_: &mut dyn Query, teller: &Teller, deed: &EnterProxy, seen: &Foreseen| {
            Ok(foresee::proxy(teller, &held, deed, papers, seen))
        };
        ask(asking, &number, deed, &at(&number), tell, again)
    })
    .await
}

pub(crate) async fn abandon(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (case, village) = case_of(&number)?;
        let key = sent.one("key").to_owned();
        let deed = AbandonMeeting { case, village, reason: sent.one("reason").to_owned() };
        let again = |faults: &[FieldFault]| hall(app, &official, &number, Some(&sent), faults, key);
        let held = meeting(app, &official, &number)?;
        let tell = |_: &mut dyn Query, teller: &Teller, deed: &AbandonMeeting, seen: &Foreseen| {
            Ok(foresee::abandon(teller, &held, deed.reason.trim(), seen))
        };
        let asking = asking(app, &official, format!("{}/abandon", at(&number)), &sent);
        ask(asking, &number, deed, &format!("/desk/cases/{number}"), tell, again)
    })
    .await
}
