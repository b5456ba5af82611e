//! `/desk/books/handover`: what was kept before waits here with its totals and its signed list for the second person, who confirms it
//! or sends it back.

use crate::books::form::{BooksForm, Shell, finish, first, keeps};
use crate::books::show::{chosen, reads};
use crate::case::public::{Found, send};
use crate::desk::place::may;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Line, Paper};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Teller;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{ConfirmHandover, HandoverRow, HandoverState, HandoverSum, HandoverWhat, ReturnHandover};
use ledger::{Chart, Class};
use office::inspect;
use serde::Deserialize;
use village::{Fault, Fen, FieldFault, Place, Refusal, Stop};

/// Which handover of which village.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    village: String,
    #[serde(default)]
    number: i64,
}

/// What is handed over, in words.
pub(crate) fn what(teller: &Teller, what: HandoverWhat) -> String {
    let key = match what {
        HandoverWhat::Books => "handover-books",
        HandoverWhat::Opening => "handover-opening",
        HandoverWhat::Vouchers => "handover-vouchers",
        HandoverWhat::Members => "handover-members",
    };
    teller.say(key).to_string()
}

/// What is handed over, added up: on each side, by kind, by account of the first level.
pub(crate) fn totals(teller: &Teller, chart: &Chart, sums: &[HandoverSum]) -> Vec<Line> {
    let sides = |debit: Fen, credit: Fen| {
        let side = |key: &'static str, fen: Fen| (fen != Fen(0)).then(|| teller.say(key).put("sum", fen.to_string()));
        let said = [side("handover-debit", debit), side("handover-credit", credit)];
        said.into_iter()
            .flatten()
            .map(|said| said.to_string())
            .collect::<Vec<_>>()
            .join(&teller.say("handover-and").to_string())
    };
    let add = |of: &mut dyn Iterator<Item = &HandoverSum>| {
        of.fold((Fen(0), Fen(0)), |(debit, credit), sum| (debit + sum.debit_fen, credit + sum.credit_fen))
    };
    let all = add(&mut sums.iter());
    let mut lines = vec![Line::text(teller.say("handover-total"), sides(all.0, all.1))];
    for class in Class::ALL {
        let is = |sum: &&HandoverSum| chart.account(&sum.account).is_some_and(|account| account.class == class);
        let own: Vec<&HandoverSum> = sums.iter().filter(is).collect();
        if own.is_empty() {
            continue;
        }
        let (debit, credit) = add(&mut own.iter().copied());
        lines.push(Line::text(
            teller.say("handover-kind").put("kind", teller.words(&class.words())),
            sides(debit, credit),
        ));
        let name = |sum: &HandoverSum| format!("{} {}", sum.account, teller.words(&chart.full_name(&sum.account)));
        lines.extend(own.iter().map(|sum| Line::text(name(sum), sides(sum.debit_fen, sum.credit_fen))));
    }
    lines
}

/// The handovers that wait, or that were sent back and are not prepared anew, as links.
pub(crate) fn links(query: &mut dyn Query, teller: &Teller, village: &Place) -> Result<Vec<Link>, Fault> {
    let rows = capital::handovers(query, village)?;
    let mut seen = Vec::new();
    let mut links = Vec::new();
    for row in &rows {
        if seen.contains(&row.what) {
            continue;
        }
        seen.push(row.what);
        let left = row.what == HandoverWhat::Vouchers && row.taken.0 < row.many;
        let key = match row.state {
            HandoverState::Waiting => "handover-waits-link",
            HandoverState::Returned => "handover-returned-link",
            HandoverState::Confirmed if left => "handover-take-link",
            _ => continue,
        };
        let said = teller.say(key).put("what", what(teller, row.what)).put("remark", teller.free(&row.remark));
        links.push(Link::new(said, format!("/desk/books/handover?village={village}&number={}", row.number)));
    }
    Ok(links)
}

fn found(app: &Shared, official: &Official, wish: &Wish) -> Result<(Place, HandoverRow), Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    let found = app.office.read(|reader| capital::handover(reader, &village.place, wish.number))?;
    Ok((village.place, found.ok_or_else(Refusal::not_there)?))
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    number: i64,
    key: &str,
    faults: &'a [FieldFault],
) -> Shell<'a> {
    let action = format!("/desk/books/handover?village={village}&number={number}");
    let back = format!("/desk/books?village={village}");
    Shell { app, official, village, action, back, key: key.to_owned(), faults, given: &[] }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let (village, row) = found(app, &official, &wish)?;
        let shell = shell(app, &official, &village, row.number, &key, &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &row, &Sent::default()))?)
    })
    .await
}

fn about(teller: &Teller, chart: &Chart, row: &HandoverRow) -> Vec<Line> {
    let mut about = vec![Line::text(teller.say("handover-what"), what(teller, row.what))];
    let words = if row.what == HandoverWhat::Opening { "handover-reason" } else { "history-source" };
    about.extend((!row.words.is_empty()).then(|| Line::text(teller.say(words), teller.free(&row.words))));
    let many = match row.what {
        HandoverWhat::Vouchers => "history-vouchers",
        HandoverWhat::Members => "handover-people",
        HandoverWhat::Books | HandoverWhat::Opening => "handover-balances",
    };
    about.push(Line::text(teller.say(many), row.many.to_string()));
    about.extend(row.days.map(|(from, until)| {
        let said = teller.say("handover-days").put("from", teller.day(from).words);
        Line::text(teller.say("voucher-day"), said.put("until", teller.day(until).words).to_string())
    }));
    if !row.sums.is_empty() {
        about.extend(totals(teller, chart, &row.sums));
    }
    about.extend(row.file.map(|file| Line::text(teller.say("handover-file"), file.to_string())));
    if row.what == HandoverWhat::Vouchers && row.state == HandoverState::Confirmed {
        let said = teller.say("handover-taken-of").put("taken", row.taken.0.to_string());
        about.push(Line::text(teller.say("handover-taken"), said.put("many", row.many.to_string()).to_string()));
    }
    let by = row.prepared.0.clone().unwrap_or_default();
    about.push(Line::text(teller.say("handover-by"), teller.name(&by)));
    about.push(Line::text(teller.say("proposed-on"), teller.day(row.prepared.1.day()).words));
    if let Some((name, moment)) = &row.answered {
        let key = if row.state == HandoverState::Returned { "handover-returned-by" } else { "handover-confirmed-by" };
        let said = teller.name(name.as_deref().unwrap_or_default());
        about.push(Line::text(teller.say(key), format!("{said} · {}", teller.day(moment.day()).words)));
    }
    about.extend((!row.remark.is_empty()).then(|| Line::text(teller.say("handover-remark"), teller.free(&row.remark))));
    about
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, row: &HandoverRow, sent: &Sent) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let chart = capital::chart_of(query, &shell.official.desk, shell.village)?;
    let desk = &shell.official.desk;
    let shown = shell.page(query)?;
    let shown = BooksForm {
        title: teller.say("handover-page-title").put("what", what(&teller, row.what)).to_string(),
        lead: teller.say("handover-lead").to_string(),
        about: about(&teller, &chart, row),
        proofs: vec![Paper {
            copy: None,
            name: teller.say("handover-paper").to_string(),
            about: teller.say("fingerprint-of").put("fingerprint", row.paper.short()).to_string(),
            href: format!("/desk/books/handover/paper?village={}&number={}", shell.village, row.number),
            is_picture: false,
        }],
        ..shown
    };
    let own = row.preparer.as_ref() == desk.person();
    let note = match row.state {
        HandoverState::Waiting if !own && may(desk, "reopen_books", shell.village) => {
            let answers = [("confirm", "handover-confirm"), ("return", "handover-return")];
            let answers = answers.map(|(code, key)| Choice::new(code, teller.say(key).to_string()));
            let fields = vec![
                Field::new("answer", teller.say("handover-answer"), Entry::Choice(answers.to_vec()))
                    .value(sent.one("answer")),
                Field::new("remark", teller.say("handover-remark"), Entry::LongText)
                    .hint(teller.say("handover-remark-hint"))
                    .value(sent.one("remark"))
                    .optional(),
            ];
            let (note, send) = (teller.say("handover-note").to_string(), teller.say("handover-go").to_string());
            return Ok(BooksForm { fields: shell.fields(fields), note, send, ..shown });
        }
        HandoverState::Waiting => "reverse-waits",
        HandoverState::Returned => "handover-note-returned",
        HandoverState::Replaced => "handover-note-replaced",
        HandoverState::Confirmed if row.what == HandoverWhat::Vouchers && row.taken.0 < row.many => {
            "handover-note-take"
        }
        HandoverState::Confirmed => "handover-note-done",
    };
    Ok(BooksForm { note: teller.say(note).to_string(), ..shown })
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (village, row) = found(app, &official, &wish)?;
        let number = row.number;
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &village, number, sent.one("key"), faults);
            app.office.read(|reader| compose(reader, &shell, &row, &sent))
        };
        let home = format!("/desk/books?village={village}");
        if sent.one("answer") == "return" {
            let deed = ReturnHandover { village: village.clone(), number, remark: sent.one("remark").to_owned() };
            return finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form);
        }
        let deed = match sent.one("answer") {
            "confirm" => Ok(ConfirmHandover { village: village.clone(), number }),
            _ => Err(vec![FieldFault {
                field: "answer".into(),
                words: village::Words::new("请选择确认还是退回", "choose whether it is confirmed or sent back"),
            }]),
        };
        finish(app, &official, deed, &sent, &home, Vec::new(), form)
    })
    .await
}

/// The signed list, for whoever reads the village's books.
pub(crate) async fn paper(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            if !reads(&official, &village.place) {
                return Ok(None);
            }
            let row = app.office.read(|reader| capital::handover(reader, &village.place, wish.number))?;
            let Some(row) = row else { return Ok(None) };
            let Some(bytes) = app.office.files().fetch(&row.paper)? else { return Ok(None) };
            let (kind, bytes) = inspect(&bytes).map_err(|_| Fault::new("what is kept with a handover is no paper"))?;
            let media_type = kind.as_str().to_owned();
            Ok::<_, Halt>(Some(Found { hash: row.paper, media_type, bytes, is_public: false }))
        })
        .await?;
    send(found)
}
