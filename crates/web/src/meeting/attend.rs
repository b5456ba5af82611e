//! What the recorder enters: who came, what was entered wrongly, and that a meeting comes to nothing.

use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::meeting::hall::hall;
use crate::meeting::held::{at, case_of, finish};
use crate::state::App;
use affairs::{AbandonMeeting, CorrectSeat, Correction, EnterArrivals};
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
