//! `/cases/{case}/objection`: anybody may object while the case is open for it, and gets a receipt.

use crate::case::public::{known, stranger};
use crate::case::told::Told;
use crate::form::fault_lines;
use crate::http::answer::{Halt, page, page_with, private};
use crate::http::form::Sent;
use crate::http::visitor::{Visitor, fresh_secret};
use crate::objection::{ObjectionCheck, ObjectionForm, ObjectionReceipt};
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, at_village};
use affairs::LodgeObjection;
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{Desk, Preview};
use procedure::Standing;
use village::mask;
use village::{CaseId, Fault, FieldFault, Refusal, Stop};

/// The least that the mark of a form has; ours have 64 digits.
const KEY_LENGTH: usize = 32;

/// The form, and the receipt, need the same about the case.
struct About {
    told: Told,
    frame: crate::frame::Frame,
}

async fn about(app: &App, visitor: &Visitor, number: String) -> Result<About, Halt> {
    let (look, token, teller) = (visitor.look.clone(), app.seal_of_case(&number), stranger(&visitor.look, app));
    let found = app
        .blocking(move |app| {
            app.office.read(|reader| {
                let Some(told) = known(reader, &app.office, &number)? else { return Ok(None) };
                let mut frame = look.frame();
                frame.csrf = token;
                at_village(reader, &mut frame, &told.case.village, &teller)?;
                frame.back = Some(Link::new(told.title(&teller), format!("/cases/{}", told.case.id)));
                Ok::<_, Fault>(Some(About { told, frame }))
            })
        })
        .await?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let about = about(&app, &visitor, number).await?;
    let teller = stranger(&visitor.look, &app);
    if about.told.window(&teller).is_none() {
        // The case's page says that it is closed, and whom to telephone instead.
        return Ok(Redirect::to(&format!("/cases/{}#ask", about.told.case.id)).into_response());
    }
    let form = blank(about, &teller, fresh_secret()?);
    page(&form)
}

fn blank(about: About, teller: &Teller, key: String) -> ObjectionForm {
    let until = about.told.window(teller).map_or_else(String::new, |window| {
        let (day, left) = (teller.day(window.closes).words, teller.left(window.closes));
        teller.say("window-until").put("day", day).put("left", left).to_string()
    });
    ObjectionForm {
        what: about.told.title(teller),
        until,
        faults: Vec::new(),
        action: format!("/cases/{}/objection", about.told.case.id),
        fields: ObjectionForm::fields(&about.frame),
        answer_by: teller.day(about.told.book.last_day(Standing::AnswerDays, teller.today)),
        frame: about.frame,
        key,
    }
}

pub(crate) async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &app.seal_of_case(&number)).await?;
    if sent.one("key").len() < KEY_LENGTH {
        return Err(Halt::Status(StatusCode::BAD_REQUEST));
    }
    match sent.one("sure") {
        "yes" => lodge(&app, &visitor, number, &sent).await,
        "no" => {
            let about = about(&app, &visitor, number).await?;
            let form = blank(about, &stranger(&visitor.look, &app), sent.one("key").to_owned());
            page(&typed(form, &sent, &[]))
        }
        _ => look_again(&app, &visitor, number, sent).await,
    }
}

fn deed_of(about: &About, sent: &Sent) -> LodgeObjection {
    LodgeObjection {
        case: about.told.case.id.clone(),
        village: about.told.case.village.clone(),
        text: sent.one("text").to_owned(),
        contact: sent.one("contact").to_owned(),
    }
}

/// The objection as others will read it, before it is public: tried and undone.
async fn look_again(app: &App, visitor: &Visitor, number: String, sent: Sent) -> Result<Response, Halt> {
    if !app.looks.admits(visitor.address, app.now()) {
        return Err(Halt::Status(StatusCode::TOO_MANY_REQUESTS));
    }
    let (about, teller) = (about(app, visitor, number).await?, stranger(&visitor.look, app));
    let deed = deed_of(&about, &sent);
    let tried = app
        .blocking(move |app| app.office.foresee(&Desk::unnamed(&app.office, app.now()), deed, |_, _, _| Ok(())))
        .await?;
    let form = blank(about, &teller, sent.one("key").to_owned());
    match tried.preview {
        Preview::Refused(refusal) if !refusal.faults.is_empty() => faulty(form, &sent, &refusal.faults),
        Preview::Refused(refusal) => Err((*refusal).into()),
        Preview::Done(_) => {
            let (text, contact) = (sent.one("text"), sent.one("contact"));
            let shown = mask::text(text);
            page(&ObjectionCheck {
                what: form.what,
                action: form.action,
                key: form.key,
                masked: shown != text,
                text: shown,
                contact: contact.to_owned(),
                answers: [("text", text), ("contact", contact)]
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .into(),
                answer_by: form.answer_by,
                frame: form.frame,
            })
        }
    }
}

async fn lodge(app: &App, visitor: &Visitor, number: String, sent: &Sent) -> Result<Response, Halt> {
    if !app.objections.admits(visitor.address, app.now()) {
        return Err(Halt::Status(StatusCode::TOO_MANY_REQUESTS));
    }
    let about = about(app, visitor, number).await?;
    let deed = deed_of(&about, sent);
    let key = format!("{}:{}", about.told.case.id, sent.one("key"));
    let done = app
        .blocking(move |app| {
            let desk = Desk::unnamed(&app.office, app.now()).with_key(key);
            Ok::<_, Halt>(app.office.perform(&desk, deed))
        })
        .await?;
    match done {
        Ok(receipt) => {
            let number = receipt.subject.rsplit('-').next().unwrap_or("").to_owned();
            Ok(Redirect::to(&format!("/cases/{}/objection/{number}", about.told.case.id)).into_response())
        }
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
            faulty(blank(about, &stranger(&visitor.look, app), sent.one("key").to_owned()), sent, &refusal.faults)
        }
        Err(stop) => Err(stop.into()),
    }
}

/// The form with what was typed and all its faults.
fn faulty(form: ObjectionForm, sent: &Sent, faults: &[FieldFault]) -> Result<Response, Halt> {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &typed(form, sent, faults))
}

fn typed(mut form: ObjectionForm, sent: &Sent, faults: &[FieldFault]) -> ObjectionForm {
    let language = form.frame.language;
    form.faults = fault_lines(faults, language);
    let typed = |field: crate::form::Field| {
        let value = sent.one(&field.name).to_owned();
        field.value(value).faulty(faults, language)
    };
    form.fields = form.fields.into_iter().map(typed).collect();
    form
}

pub(crate) async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path((number, objection)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let about = about(&app, &visitor, number).await?;
    let teller = stranger(&visitor.look, &app);
    let wanted = format!("{}-{objection}", about.told.case.id);
    let found = about.told.objections.iter().find(|known| known.id == wanted).ok_or_else(Refusal::not_there)?;
    let receipt = ObjectionReceipt {
        number: found.id.clone(),
        when: teller.moment(found.lodged),
        answer_by: teller.day(about.told.book.last_day(Standing::AnswerDays, found.lodged.day())),
        what: about.told.title(&teller),
        case_href: format!("/cases/{}", about.told.case.id),
        frame: about.frame,
    };
    Ok(private(receipt.render()?))
}

/// The number of a case in an address.
pub(crate) fn case_id(number: &str) -> Result<CaseId, Refusal> {
    CaseId::new(number).map_err(|_| Refusal::not_there())
}
