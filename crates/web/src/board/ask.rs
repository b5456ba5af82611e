//! `/v/{code}/ask`: anybody asks about what is public, and gets a number; `/v/{code}/questions`: what was asked, and the answers.

use crate::board::ask_page::{AskForm, AskedPage, fields};
use crate::board::content::{line_at, line_words};
use crate::board::page::{QuestionCard, QuestionsPage};
use crate::board::voice::{recorded, written};
use crate::copy::shown::of_case;
use crate::form::fault_lines;
use crate::http::answer::{Halt, page, page_with, private};
use crate::http::form::Sent;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::http::visitor::{Visitor, fresh_secret};
use crate::part::Empty;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, at_village};
use crate::village::missing::state;
use crate::village::public::village;
use archive::Query;
use askama::Template;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{AskQuestion, Colour, Held, QuestionRow, QuestionState, Subject, Term};
use office::{Desk, Office, Preview, roster};
use procedure::Standing;
use serde::Deserialize;
use village::{CaseId, Fault, Place, Refusal, Stop, mask};

/// The least that the mark of a form has; ours have 64 digits.
const KEY_LENGTH: usize = 32;

/// What is asked about.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    /// `F02/2026-09`, `voucher/…`, `case/…`; empty for something that is not there.
    #[serde(default)]
    about: String,
    /// The line of a table: `0.12`.
    #[serde(default)]
    line: String,
}

impl Wish {
    fn query(&self) -> String {
        let mut text = format!("about={}", self.about);
        if !self.line.is_empty() {
            text.push_str("&line=");
            text.push_str(&self.line);
        }
        text
    }
}

/// What a wish names, and the line in words; only what is public can be named.
fn subject(
    query: &mut dyn Query,
    office: &Office,
    teller: &Teller,
    place: &Place,
    wish: &Wish,
) -> Result<Option<(Subject, String)>, Fault> {
    let Some((kind, key)) = wish.about.split_once('/') else {
        return Ok(wish.about.is_empty().then(|| (Subject::Village, String::new())));
    };
    match kind {
        "voucher" => {
            let found = capital::voucher(query, place, key)?;
            let closed = capital::periods(query, place)?;
            let found = found.filter(|one| closed.iter().any(|row| row.period == one.period && row.hash.is_some()));
            Ok(found.map(|one| {
                let words =
                    format!("{} · {} · {}", teller.day(one.day).words, teller.free(&one.summary), one.amount_fen);
                (Subject::Voucher(one.id), words)
            }))
        }
        "case" => {
            let Ok(id) = CaseId::new(key) else { return Ok(None) };
            let shown = affairs::disclosures(query, place)?.into_iter().find(|one| one.case == id);
            let Some(one) = shown else { return Ok(None) };
            let title = teller.free(&one.title);
            let line = match wish.line.as_str() {
                "" => title,
                paper => match of_case(query, office, teller, &id)?.into_iter().find(|copy| copy.paper == paper) {
                    Some(copy) => format!("{title} · {}", copy.name),
                    None => return Ok(None),
                },
            };
            Ok(Some((Subject::Case(key.to_owned()), line)))
        }
        item => {
            let Ok(term) = key.parse::<Term>() else { return Ok(None) };
            let versions = disclosure::versions(query, place, item, term)?;
            let last = versions.iter().rev().find(|one| one.public_on().is_some_and(|since| since <= teller.today));
            let Some(last) = last else { return Ok(None) };
            let content = disclosure::version(query, place, (item, term), last.number)?.unwrap_or_default();
            let line = match wish.line.as_str() {
                "" => String::new(),
                at => match line_at(&content, at) {
                    Some(cells) => line_words(teller, &cells),
                    None => return Ok(None),
                },
            };
            Ok(Some((crate::board::slot::subject(item, term), line)))
        }
    }
}

/// The form and everything behind it.
struct About {
    form: AskForm,
    subject: Subject,
    place: Place,
}

async fn about(app: &App, visitor: &Visitor, code: String, wish: Wish, key: String) -> Result<About, Halt> {
    let look = visitor.look.clone();
    let teller = Teller::new(look.language, app.now(), Eyes::Stranger);
    let found = app
        .blocking(move |app| {
            app.office.read(|query| {
                let Some(found) = village(query, &code)? else { return Ok(None) };
                let place = found.place;
                let Some((subject, line)) = subject(query, &app.office, &teller, &place, &wish)? else {
                    return Ok(None);
                };
                let book = app.office.current_book(query)?.at(&place, teller.today);
                // A line of what is not for everybody is no part of an address: the item as a whole is asked about.
                let is_open = match &subject {
                    Subject::Disclosure(_) if line.is_empty() => true,
                    Subject::Disclosure(key) => {
                        let code = key.split('/').next().unwrap_or_default();
                        book.catalogue.get(code).is_some_and(|item| item.scope == "public")
                    }
                    _ => true,
                };
                if !is_open {
                    return Ok(None);
                }
                let mut frame = look.frame();
                frame.csrf = app.seal_of_case(place.as_str());
                let name = at_village(query, &mut frame, &place, &teller)?;
                let (what, back) = match &subject {
                    Subject::Disclosure(key) => {
                        let (item, term) = key.split_once('/').unwrap_or_default();
                        let title =
                            book.catalogue.get(item).map_or_else(String::new, |item| teller.heading(&item.name));
                        let at =
                            term.parse::<Term>().map_or_else(|_| String::new(), |term| teller.heading(&term.words()));
                        let whole = format!("{title} {at}");
                        let what = if line.is_empty() { whole.clone() } else { line.clone() };
                        (what, Link::new(whole, format!("/v/{place}/disclosures/{key}")))
                    }
                    Subject::Voucher(id) => {
                        (line.clone(), Link::new(teller.say("voucher-title"), format!("/v/{place}/books/{id}")))
                    }
                    Subject::Case(id) => (line.clone(), Link::new(&line, format!("/cases/{id}"))),
                    Subject::Village => (String::new(), Link::new(&name, format!("/v/{place}"))),
                };
                frame.back = Some(back);
                let due = book.last_day(Standing::QuestionDays, teller.today);
                let form = AskForm {
                    key,
                    action: format!("/v/{place}/ask?{}", wish.query()),
                    what,
                    faults: Vec::new(),
                    fields: fields(&teller),
                    answer_by: teller.day(due).words,
                    shown: String::new(),
                    masked: false,
                    is_held: false,
                    typed: String::new(),
                    frame,
                };
                Ok::<_, Fault>(Some(About { form, subject, place }))
            })
        })
        .await?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let found = about(&app, &visitor, code, wish, fresh_secret()?).await?;
    page(&found.form)
}

pub(crate) async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &app.seal_of_case(&code)).await?;
    if sent.one("key").len() < KEY_LENGTH {
        return Err(Halt::Status(StatusCode::BAD_REQUEST));
    }
    let About { form, subject, place } = about(&app, &visitor, code, wish, sent.one("key").to_owned()).await?;
    let words = sent.one("words").to_owned();
    let voice = match recorded(&app, &sent).await? {
        Ok(voice) => voice,
        Err(refusal) => return refused(AskForm { fields: written(form.fields, &words), ..form }, refusal),
    };
    let typed = |form: AskForm| AskForm { fields: written(form.fields, &words), ..form };
    if sent.one("sure") == "no" {
        return page(&typed(form));
    }
    // Nobody reads a recording before the township has listened: there is nothing to be shown first.
    let sure = sent.one("sure") == "yes" || voice.is_some();
    let throttle = if sure { &app.questions } else { &app.looks };
    if !throttle.admits(visitor.address, app.now()) {
        return Err(Halt::Status(StatusCode::TOO_MANY_REQUESTS));
    }
    let deed =
        AskQuestion { village: place.clone(), about: subject, line: form.what.clone(), words: words.clone(), voice };
    if !sure {
        let is_held = {
            let (place, words) = (place.clone(), words.clone());
            let look = move |app: &Shared| {
                app.office.read(|query| {
                    let book = app.office.current_book(query)?.at(&place, app.now().day());
                    Ok::<_, Fault>(!Held::of(&book, &words, false).is_empty())
                })
            };
            app.blocking(look).await?
        };
        let tried = app
            .blocking(move |app| app.office.foresee(&Desk::unnamed(&app.office, app.now()), deed, |_, _, _| Ok(())))
            .await?;
        return match tried.preview {
            Preview::Refused(refusal) => refused(typed(form), *refusal),
            Preview::Done(_) => {
                let shown = mask::text(&words);
                let masked = shown != words;
                page(&AskForm { shown, masked, is_held, typed: words.clone(), ..form })
            }
        };
    }
    let key = format!("{place}:{}", sent.one("key"));
    let done = app
        .blocking(move |app| {
            let desk = Desk::unnamed(&app.office, app.now()).with_key(key);
            Ok::<_, Halt>(app.office.perform(&desk, deed))
        })
        .await?;
    match done {
        Ok(receipt) => Ok(Redirect::to(&format!("/v/{place}/questions/{}", receipt.subject)).into_response()),
        Err(Stop::Refused(refusal)) => refused(typed(form), *refusal),
        Err(stop) => Err(stop.into()),
    }
}

fn refused(form: AskForm, refusal: Refusal) -> Result<Response, Halt> {
    if refusal.faults.is_empty() {
        return Err(refusal.into());
    }
    let language = form.frame.language;
    let faults = fault_lines(&refusal.faults, language);
    let fields = form.fields.into_iter().map(|field| field.faulty(&refusal.faults, language)).collect();
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &AskForm { fields, faults, ..form })
}

/// What the sender keeps: the number by which the answer is found.
pub(crate) async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let look = visitor.look.clone();
    let teller = Teller::new(look.language, app.now(), Eyes::Stranger);
    let found = app
        .blocking(move |app| {
            app.office.read(|query| {
                let Some(found) = village(query, &code)? else { return Ok(None) };
                let place = found.place;
                let Some(row) = disclosure::question(query, &id)?.filter(|row| row.village == place) else {
                    return Ok(None);
                };
                let mut frame = look.frame();
                at_village(query, &mut frame, &place, &teller)?;
                let all = Link::new(teller.say("questions-title"), format!("/v/{place}/questions"));
                frame.back = Some(all.clone());
                let answer_by = teller.day(row.due).words;
                Ok::<_, Fault>(Some(AskedPage { card: card(query, &teller, &row, None)?, answer_by, all, frame }))
            })
        })
        .await?;
    Ok(private(found.ok_or_else(Refusal::not_there)?.render()?))
}

pub(crate) async fn list(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/questions", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<QuestionsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let (days, ..) = book.number(Standing::QuestionDays, teller.today);
    let mut questions = Vec::new();
    for row in disclosure::questions(query, &place)? {
        questions.push(card(query, &teller, &row, None)?);
    }
    Ok(Some(QuestionsPage {
        lead: teller.say("questions-lead").put("days", days).to_string(),
        ask_href: format!("/v/{place}/ask"),
        empty: Empty {
            what: teller.say("questions-empty").to_string(),
            why: teller.say("questions-empty-why").to_string(),
        },
        village: name,
        questions,
        frame,
    }))
}

/// A question for a reader; with where it is dealt with, on the desk.
pub(crate) fn card(
    query: &mut dyn Query,
    teller: &Teller,
    row: &QuestionRow,
    go: Option<Link>,
) -> Result<QuestionCard, Fault> {
    let tag = match (row.state, &row.answered) {
        (QuestionState::Answered, Some((_, when))) => {
            let days = when.day().since(row.asked.day());
            Tag::new(Weight::Done, teller.say("question-answered").put("days", days))
        }
        _ if teller.today > row.due => {
            let days = teller.today.since(row.due);
            let weight = match days {
                15.. => state(Colour::Red),
                5.. => state(Colour::Orange),
                _ => state(Colour::Yellow),
            };
            Tag::new(weight, teller.say("question-late").put("days", days))
        }
        _ => {
            let said = teller.say("question-waits").put("day", teller.day(row.due).words);
            Tag::new(Weight::Ordinary, said.put("left", teller.left(row.due)))
        }
    };
    let place = &row.village;
    let about_href = match &row.about {
        Subject::Disclosure(key) => format!("/v/{place}/disclosures/{key}"),
        Subject::Voucher(id) => format!("/v/{place}/books/{id}"),
        Subject::Case(id) => format!("/cases/{id}"),
        Subject::Village => String::new(),
    };
    let words = match &row.hidden {
        Some((_, _, why)) if teller.eyes.masked() || row.held.is_some() => {
            teller.say("question-hidden").put("why", teller.free(why)).to_string()
        }
        _ if row.is_held() => teller.say("question-held").to_string(),
        _ => teller.free(row.said()),
    };
    let who = match &row.answered {
        Some((Some(person), when)) => {
            let name = roster::name_of(query, person)?.unwrap_or_default();
            format!("{name} {}", teller.moment(*when).words)
        }
        _ => String::new(),
    };
    let (go, href) = go.map_or_else(Default::default, |link| (link.words, link.href));
    Ok(QuestionCard {
        number: row.id.clone(),
        tag,
        line: teller.free(&row.line),
        about_href,
        words,
        when: teller.moment(row.asked).words,
        answer: teller.free(&row.answer),
        who,
        href,
        go,
    })
}
