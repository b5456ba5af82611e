//! `/desk/plots/{plot}/edit`: what can be seen of a plot is entered by whoever looks after it, each survey with its paper.

use crate::books::form::{BooksForm, Shell, finish, first, kept};
use crate::desk::place::may;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::plot::show::own;
use crate::state::{App, Shared};
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use capital::{DescribePlot, Direction, Mu, PlotRow, PlotUse};
use village::{Fault, FieldFault, Refusal, Stop, Words};

fn asked(app: &Shared, official: &Official, id: &str) -> Result<PlotRow, Stop> {
    let row = own(app, official, id)?;
    if may(&official.desk, "execute", &row.village) { Ok(row) } else { Err(Refusal::not_there().into()) }
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    row: &'a PlotRow,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village: &row.village,
        action: format!("/desk/plots/{}/edit", row.id),
        back: format!("/desk/plots/{}", row.id),
        key: key.to_owned(),
        faults,
        given,
    }
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, row: &PlotRow, sent: &Sent) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let value = |name: &str, known: String| if sent.one("key").is_empty() { known } else { sent.one(name).to_owned() };
    let words = |code: &str, words: Words| Choice::new(code, teller.words(&words));
    let uses = PlotUse::ALL.iter().map(|one| words(one.code(), one.words())).collect();
    let mut contracts = vec![Choice::new("", teller.say("card-no-contract").to_string())];
    for (contract, _) in capital::contracts(query, &row.village)? {
        if !contract.ended && contract.way == Direction::In {
            contracts.push(Choice::new(contract.id, format!("{} · {}", contract.object, contract.party)));
        }
    }
    let surveyed = row.surveyed.map_or_else(String::new, |area| area.to_string());
    let fields = vec![
        Field::new("use", teller.say("card-use"), Entry::Choice(uses)).value(value("use", row.use_state.code().into())),
        Field::new("contract", teller.say("plot-contract"), Entry::Select(contracts))
            .hint(teller.say("plot-contract-hint"))
            .value(value("contract", row.contract.clone().unwrap_or_default()))
            .optional(),
        Field::new("place", teller.say("card-place"), Entry::Text(""))
            .value(value("place", row.place.clone()))
            .optional(),
        Field::new("surveyed", teller.say("plot-surveyed"), Entry::Text(""))
            .hint(teller.say("plot-surveyed-hint"))
            .value(value("surveyed", surveyed))
            .optional(),
        Field::new("boundary", teller.say("plot-boundary"), Entry::LongText)
            .hint(teller.say("plot-boundary-hint"))
            .value(value("boundary", String::new()))
            .optional(),
    ];
    Ok(BooksForm {
        title: teller.say("plot-edit").to_string(),
        lead: teller.say("plot-edit-lead").to_string(),
        about: vec![Line::text(teller.say("plot-name"), &row.name), Line::text(teller.say("plot-code"), &row.code)],
        fields: shell.fields(fields),
        papers: vec![shell.paper("survey", "plot-survey-paper")],
        note: teller.say("card-edit-note").to_string(),
        send: teller.say("card-edit-go").to_string(),
        ..shown
    })
}

pub(crate) async fn form(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let row = asked(app, &official, &id)?;
        let shell = shell(app, &official, &row, &key, &[], &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &row, &Sent::default()))?)
    })
    .await
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let row = asked(app, &official, &id)?;
        let (papers, faults) = kept(app, &official, &sent)?;
        let deed = read(&row, &sent, &papers, faults);
        let home = format!("/desk/plots/{}", row.id);
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &row, sent.one("key"), faults, &papers);
            app.office.read(|reader| compose(reader, &shell, &row, &sent))
        };
        finish(app, &official, deed, &sent, &home, Vec::new(), form)
    })
    .await
}

fn read(
    row: &PlotRow,
    sent: &Sent,
    papers: &[PaperSent],
    mut faults: Vec<FieldFault>,
) -> Result<DescribePlot, Vec<FieldFault>> {
    let use_state = PlotUse::named(sent.one("use"));
    if use_state.is_none() {
        faults.push(FieldFault { field: "use".into(), words: Words::new("请选一项", "choose one") });
    }
    let said = sent.one("surveyed").trim();
    let surveyed = Mu::parse(said);
    if surveyed.is_none() && !said.is_empty() {
        let words = Words::new(
            format!("`{said}`不是面积，要大于零，用亩，最多四位小数"),
            format!("`{said}` is no area; expected mu, more than nothing, four decimals at most"),
        );
        faults.push(FieldFault { field: "surveyed".into(), words });
    }
    let contract = Some(sent.one("contract").to_owned()).filter(|contract| !contract.is_empty());
    match use_state {
        Some(use_state) if faults.is_empty() => Ok(DescribePlot {
            village: row.village.clone(),
            plot: row.id.clone(),
            place: sent.one("place").to_owned(),
            surveyed,
            boundary: sent.one("boundary").to_owned(),
            use_state,
            contract,
            paper: papers.iter().find(|paper| paper.kind == "survey").map(|paper| paper.file.clone()),
        }),
        _ => Err(faults),
    }
}
