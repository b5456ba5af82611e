//! `/desk/assets/{card}/edit`: what can be seen of a thing is entered by whoever looks after it.

use crate::books::form::{BooksForm, Shell, finish, first, kept};
use crate::card::show::own;
use crate::desk::place::may;
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use capital::{CardClass, CardRow, DescribeCard, UseState};
use village::{Fault, Fen, FieldFault, Refusal, Stop, Words};

fn asked(app: &Shared, official: &Official, id: &str) -> Result<CardRow, Stop> {
    let row = own(app, official, id)?;
    if may(&official.desk, "execute", &row.village) { Ok(row) } else { Err(Refusal::not_there().into()) }
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    row: &'a CardRow,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village: &row.village,
        action: format!("/desk/assets/{}/edit", row.id),
        back: format!("/desk/assets/{}", row.id),
        key: key.to_owned(),
        faults,
        given,
    }
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, row: &CardRow, sent: &Sent) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let value = |name: &str, known: String| if sent.one("key").is_empty() { known } else { sent.one(name).to_owned() };
    let words = |code: &str, words: Words| Choice::new(code, teller.words(&words));
    let uses = UseState::ALL.iter().map(|one| words(one.code(), one.words())).collect();
    let classes = CardClass::ALL.iter().map(|one| words(one.code(), one.words())).collect();
    let mut contracts = vec![Choice::new("", teller.say("card-no-contract").to_string())];
    for (contract, _) in capital::contracts(query, &row.village)? {
        if !contract.ended && contract.way == capital::Direction::In {
            contracts.push(Choice::new(contract.id, format!("{} · {}", contract.object, contract.party)));
        }
    }
    let fields = vec![
        Field::new("use", teller.say("card-use"), Entry::Choice(uses)).value(value("use", row.use_state.code().into())),
        Field::new("contract", teller.say("card-contract"), Entry::Select(contracts))
            .hint(teller.say("card-contract-hint"))
            .value(value("contract", row.contract.clone().unwrap_or_default()))
            .optional(),
        Field::new("place", teller.say("card-place"), Entry::Text(""))
            .value(value("place", row.place.clone()))
            .optional(),
        Field::new("keeper", teller.say("card-keeper"), Entry::Text(""))
            .value(value("keeper", row.keeper.clone()))
            .optional(),
        Field::new("class", teller.say("card-class"), Entry::Choice(classes))
            .value(value("class", row.class.code().into())),
        Field::new("life_months", teller.say("card-life"), Entry::Text(""))
            .hint(teller.say("card-life-hint"))
            .value(value("life_months", row.life_months.to_string())),
        Field::new("residual", teller.say("card-residual"), Entry::Text(""))
            .value(value("residual", row.residual_fen.to_string())),
    ];
    Ok(BooksForm {
        title: teller.say("card-edit").to_string(),
        lead: teller.say("card-edit-lead").to_string(),
        about: vec![Line::text(teller.say("card-name"), &row.name), Line::text(teller.say("card-number"), &row.number)],
        fields: shell.fields(fields),
        papers: vec![shell.paper("photo", "card-photo")],
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
        let home = format!("/desk/assets/{}", row.id);
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &row, sent.one("key"), faults, &papers);
            app.office.read(|reader| compose(reader, &shell, &row, &sent))
        };
        finish(app, &official, deed, &sent, &home, Vec::new(), form)
    })
    .await
}

fn read(
    row: &CardRow,
    sent: &Sent,
    papers: &[PaperSent],
    mut faults: Vec<FieldFault>,
) -> Result<DescribeCard, Vec<FieldFault>> {
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
    };
    let use_state = UseState::named(sent.one("use"));
    let class = CardClass::named(sent.one("class"));
    let months: Option<i64> = sent.one("life_months").trim().parse().ok();
    let residual = Fen::parse(sent.one("residual")).ok();
    if use_state.is_none() {
        fault("use", "请选一项", "choose one");
    }
    if class.is_none() {
        fault("class", "请选一项", "choose one");
    }
    if months.is_none() {
        fault("life_months", "请填写月数", "give the months");
    }
    if residual.is_none() {
        fault("residual", "请填写金额，最多两位小数", "give an amount of at most two decimals");
    }
    let contract = Some(sent.one("contract").to_owned()).filter(|contract| !contract.is_empty());
    let photo = papers.iter().find(|paper| paper.kind == "photo").map(|paper| paper.file.clone());
    match (use_state, class, months, residual) {
        (Some(use_state), Some(class), Some(life_months), Some(residual_fen)) if faults.is_empty() => {
            Ok(DescribeCard {
                village: row.village.clone(),
                card: row.id.clone(),
                class,
                place: sent.one("place").to_owned(),
                keeper: sent.one("keeper").to_owned(),
                use_state,
                contract,
                life_months,
                residual_fen,
                photo,
            })
        }
        _ => Err(faults),
    }
}
