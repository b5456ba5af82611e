//! `/desk/books/opening`: opening balances are put right before anything rests on them; prepared here, confirmed by the township.

use crate::books::begin::{opening_of, sheet, totals_of};
use crate::books::form::{BooksForm, Shell, finish, first, keeps, kept, paper_of};
use crate::books::show::{Wish, chosen};
use crate::form::{Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::CorrectOpening;
use village::{Fault, FieldFault, Place, Stop, Words};

fn at(app: &Shared, official: &Official, wish: &Wish) -> Result<Place, Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    Ok(village.place)
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    let action = format!("/desk/books/opening?village={village}");
    Shell {
        app,
        official,
        village,
        action,
        back: format!("/desk/books?village={village}"),
        key: key.to_owned(),
        faults,
        given,
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell(app, &official, &village, &key, &[], &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &Sent::default(), Vec::new()))?)
    })
    .await
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, sent: &Sent, about: Vec<Line>) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = BooksForm {
        title: teller.say("opening-title").to_string(),
        lead: teller.say("opening-lead").to_string(),
        about,
        ..shell.page(query)?
    };
    if capital::books_of(query, shell.village)?.is_none() {
        return Ok(BooksForm { note: teller.say("books-empty").to_string(), ..shown });
    }
    // Something rests on them: said before anybody fills in the form, with what to do instead.
    if let Some(refusal) = capital::not_correctable(query, shell.village)? {
        let about = vec![
            Line::text(teller.say("opening-stands"), teller.words(&refusal.words)),
            Line::text(teller.say("opening-instead"), teller.words(&refusal.next)),
        ];
        return Ok(BooksForm { about, note: teller.say("opening-closed").to_string(), ..shown });
    }
    let fields = vec![
        Field::new("reason", teller.say("handover-reason"), Entry::LongText).value(sent.one("reason")),
        Field::new("file", teller.say("begin-file"), Entry::Files(".csv,.xlsx"))
            .hint(teller.say("begin-file-hint"))
            .optional(),
        Field::new("typed", teller.say("begin-typed"), Entry::Lines)
            .hint(teller.say("begin-typed-hint"))
            .value(sent.one("typed"))
            .optional(),
    ];
    Ok(BooksForm {
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "begin-paper")],
        note: teller.say("opening-note").to_string(),
        send: teller.say("handover-send").to_string(),
        ..shown
    })
}

/// The deed tells of the balances as a whole; they came in the file or as typed.
fn at_its_field(fault: &FieldFault) -> FieldFault {
    let field = if fault.field == "opening" { "file".to_owned() } else { fault.field.clone() };
    FieldFault { field, words: fault.words.clone() }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let chart = app.office.read(|reader| capital::chart_of(reader, &official.desk, &village))?;
        let sheet = sheet(app, &official, &sent);
        let read = opening_of(&sent, sheet.as_ref(), &chart);
        let form = |faults: &[FieldFault]| {
            let faults: Vec<FieldFault> = faults.iter().map(at_its_field).collect();
            let shell = shell(app, &official, &village, sent.one("key"), &faults, &papers);
            let right = read.as_ref().and_then(|read| read.as_ref().ok());
            let about = right.map_or_else(Vec::new, |read| totals_of(&shell.teller(), &chart, read));
            app.office.read(|reader| compose(reader, &shell, &sent, about))
        };
        let opening = match &read {
            None => {
                let words =
                    Words::new("请上传期初余额表，或者在下面填写", "Send the opening balances, or type them below");
                faults.push(FieldFault { field: "file".into(), words });
                None
            }
            Some(Err(more)) => {
                faults.extend(more.clone());
                None
            }
            Some(Ok(opening)) => Some(opening),
        };
        let paper = paper_of(&papers, "ground", &mut faults);
        let deed = match (opening, paper) {
            (Some(opening), Some(paper)) if faults.is_empty() => Ok(CorrectOpening {
                village: village.clone(),
                opening: opening.lines.clone(),
                accounts: opening.accounts.clone(),
                reason: sent.one("reason").to_owned(),
                paper,
            }),
            _ => Err(faults),
        };
        let mut more = Vec::new();
        if let Some((name, bytes)) = &sheet {
            app.books.keep(official.token, bytes.clone());
            more.push(("sheet".to_owned(), name.clone()));
        }
        finish(app, &official, deed, &sent, &format!("/desk/books?village={village}"), more, form)
    })
    .await
}
