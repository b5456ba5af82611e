//! What the recorder enters: who came, what was entered wrongly, and that a meeting comes to nothing.

use crate::case::fill::papers;
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::meeting::hall::hall;
use crate::meeting::held::{at, case_of, finish};
use crate::state::App;
use affairs::{AbandonMeeting, CorrectSeat, Correction, EnterArrivals, EnterProxy};
use axum::extract::{Path, Request, State};
use axum::response::Response;
use village::{FieldFault, PersonId, Words};

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
        let again = |faults: &[FieldFault]| hall(app, &official, &number, faults, key);
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
        let again = |faults: &[FieldFault]| hall(app, &official, &number, faults, key);
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
        finish(app, &official, &number, sent.one("key"), deed, &at(&number), again)
    })
    .await
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
        let again = |faults: &[FieldFault]| hall(app, &official, &number, faults, key);
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
        let deed = EnterProxy { case, village, absent, holder, paper };
        finish(app, &official, &number, sent.one("key"), deed, &at(&number), again)
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
        let again = |faults: &[FieldFault]| hall(app, &official, &number, faults, key);
        finish(app, &official, &number, sent.one("key"), deed, &format!("/desk/cases/{number}"), again)
    })
    .await
}
