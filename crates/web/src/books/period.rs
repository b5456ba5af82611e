//! `/desk/books/period`: a month is closed, opened again by two, a year carried over.

use crate::books::form::{BooksForm, Shell, finish, first, keeps};
use crate::books::show::chosen;
use crate::books::{money, open, tell};
use crate::desk::place::may;
use crate::form::{Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::state::{App, Shared};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use capital::{CarryYear, ClosePeriod, ConfirmReopening, ProposeReopening, ReopeningRow};
use ledger::{Period, Side};
use serde::Deserialize;
use village::{Fault, Fen, FieldFault, Place, Refusal, Stop};

/// What is to be done with which period.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    village: String,
    #[serde(default)]
    period: String,
    /// `close`, `reopen` or `year`.
    #[serde(default)]
    act: String,
}

pub(super) struct Asking {
    pub(super) village: Place,
    pub(super) period: Period,
    act: String,
}

impl Asking {
    fn of(app: &Shared, official: &Official, wish: &Wish) -> Result<Self, Stop> {
        let (village, _) = chosen(app, official, &wish.village)?;
        keeps(official, &village.place)?;
        let period = wish.period.parse().map_err(|_| Refusal::not_there())?;
        if !["close", "reopen", "year"].contains(&wish.act.as_str()) {
            return Err(Refusal::not_there().into());
        }
        Ok(Self { village: village.place, period, act: wish.act.clone() })
    }

    fn home(&self) -> String {
        format!("/desk/books?village={}&period={}", self.village, self.period)
    }

    fn action(&self) -> String {
        format!("/desk/books/period?village={}&period={}&act={}", self.village, self.period, self.act)
    }

    fn shell<'a>(&'a self, app: &'a Shared, official: &'a Official, key: &str, faults: &'a [FieldFault]) -> Shell<'a> {
        Shell {
            app,
            official,
            village: &self.village,
            action: self.action(),
            back: self.home(),
            key: key.to_owned(),
            faults,
            given: &[],
        }
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &wish)?;
        let shell = asking.shell(app, &official, &key, &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &asking, ""))?)
    })
    .await
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, asking: &Asking, reason: &str) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let month = teller.month(asking.period.first_day());
    let shown = shell.page(query)?;
    let say = |key: &'static str| teller.say(key).to_string();
    Ok(match asking.act.as_str() {
        "close" => close(query, shell, asking, shown, reason)?,
        "year" => return year(query, shell, asking, shown),
        _ => {
            let title = teller.say("reopen-title").put("month", month).to_string();
            let all = capital::reopenings(query, &asking.village)?;
            let waiting = all.into_iter().find(|row| row.period == asking.period && row.confirmed.is_none());
            match waiting {
                None => BooksForm {
                    fields: shell
                        .fields(vec![Field::new("reason", teller.say("reopen-reason"), Entry::LongText).value(reason)]),
                    title,
                    lead: say("reopen-lead"),
                    note: say("reopen-note"),
                    send: say("reopen-propose"),
                    ..shown
                },
                Some(row) => confirm(shell, asking, row, BooksForm { title, lead: say("reopen-lead"), ..shown }),
            }
        }
    })
}

/// What is still open stands before the button; an account that does not agree with the bank asks for a reason.
fn close(
    query: &mut dyn Query,
    shell: &Shell<'_>,
    asking: &Asking,
    shown: BooksForm,
    reason: &str,
) -> Result<BooksForm, Fault> {
    let (teller, desk) = (shell.teller(), &shell.official.desk);
    let rows = capital::periods(query, &asking.village)?;
    let many = rows.iter().find(|row| row.period == asking.period).map_or(0, |row| row.vouchers);
    let mut about = vec![Line::text(teller.say("close-vouchers"), many.to_string())];
    let open = capital::still_open(query, desk, &asking.village, asking.period)?;
    about.extend(open::lines(&teller, asking, &open));
    if let Some(books) = capital::state_of(query, desk, &asking.village)? {
        let banks = capital::banks(query, &asking.village)?;
        about.extend(money::lines(&teller, &money::held(&books, &banks)));
    }
    let against = capital::not_closable(query, desk, &asking.village, asking.period)?;
    about.extend(against.iter().map(|why| Line::text(teller.say("close-not-yet"), teller.words(&why.words()))));
    let asks = !open.unreconciled.is_empty();
    let label =
        || Field::new("reason", teller.say("close-reason"), Entry::LongText).hint(teller.say("close-reason-hint"));
    let fields = asks.then(|| label().value(reason)).into_iter().collect();
    Ok(BooksForm {
        title: teller.say("close-title").put("month", teller.month(asking.period.first_day())).to_string(),
        lead: teller.say("close-lead").to_string(),
        about,
        fields: shell.fields(fields),
        note: teller.say(if asks { "close-note-warned" } else { "close-note" }).to_string(),
        send: if against.is_empty() { teller.say("close-go").to_string() } else { String::new() },
        ..shown
    })
}

/// Every figure of the year's end before it is confirmed, with the vouchers that would be posted; or why it cannot be done yet.
fn year(query: &mut dyn Query, shell: &Shell<'_>, asking: &Asking, shown: BooksForm) -> Result<BooksForm, Fault> {
    let (teller, year) = (shell.teller(), asking.period.year());
    let shown = BooksForm {
        title: teller.say("year-title").put("year", year.to_string()).to_string(),
        lead: teller.say("year-lead").to_string(),
        note: teller.say("year-note").to_string(),
        ..shown
    };
    let found = match capital::year_shown(query, &shell.official.desk, &asking.village, year) {
        Ok(found) => found,
        Err(Stop::Failed(fault)) => return Err(fault),
        Err(Stop::Refused(refusal)) => {
            let about = vec![Line::text(teller.say("year-not-yet"), teller.words(&refusal.words))];
            return Ok(BooksForm { about, note: teller.words(&refusal.next), ..shown });
        }
    };
    let chart = capital::chart_of(query, &shell.official.desk, &asking.village)?;
    let sum = |key: &'static str, fen: Fen| Line::new(teller.say(key), tell::yuan(fen.0));
    let mut about = vec![sum("year-income", found.income_fen), sum("year-expense", found.expense_fen)];
    about.extend((found.wear_fen != Fen(0)).then(|| sum("year-wear", found.wear_fen)));
    about.push(sum("year-net", found.net_fen));
    let reserve = teller.say("year-reserve").put("percent", found.reserve_percent.to_string()).to_string();
    about.push(Line::new(reserve, tell::yuan(found.reserve_fen.0)));
    about.push(sum("year-before", found.before_fen));
    about.push(sum("year-distributed", found.distributed_fen));
    about.push(sum("year-after", found.after_fen));
    for voucher in &found.vouchers {
        let said = voucher.draft.lines.iter().map(|line| {
            let key = if line.side == Side::Debit { "year-debit" } else { "year-credit" };
            let name = format!("{} {}", line.account, teller.words(&chart.full_name(&line.account)));
            teller.say(key).put("account", name).put("sum", line.amount_fen.to_string()).to_string()
        });
        about.push(Line::text(
            teller.free(&voucher.draft.summary),
            said.collect::<Vec<_>>().join(&teller.say("handover-and").to_string()),
        ));
    }
    Ok(BooksForm { about, send: teller.say("year-go").to_string(), ..shown })
}

/// A proposal that waits: for whoever may confirm it, with the button.
fn confirm(shell: &Shell<'_>, asking: &Asking, row: ReopeningRow, shown: BooksForm) -> BooksForm {
    let teller = shell.teller();
    let by = row.proposed.0.unwrap_or_default();
    let about = vec![
        Line::text(teller.say("reopen-reason"), teller.free(&row.reason)),
        Line::text(teller.say("proposed-by"), teller.name(&by)),
        Line::text(teller.say("voucher-day"), teller.day(row.proposed.1.day()).words),
    ];
    if may(&shell.official.desk, "reopen_books", &asking.village) {
        let (note, send) = (teller.say("reopen-confirm-note").to_string(), teller.say("reopen-confirm").to_string());
        return BooksForm { about, note, send, ..shown };
    }
    BooksForm { about, note: teller.say("reverse-waits").to_string(), ..shown }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let asking = Asking::of(app, &official, &wish)?;
        let (village, period, home) = (asking.village.clone(), asking.period, asking.home());
        let reason = sent.one("reason").to_owned();
        let form = |faults: &[FieldFault]| {
            let shell = asking.shell(app, &official, sent.one("key"), faults);
            app.office.read(|reader| compose(reader, &shell, &asking, &reason))
        };
        match asking.act.as_str() {
            "close" => finish(
                app,
                &official,
                Ok(ClosePeriod { village, period, reason: reason.clone() }),
                &sent,
                &home,
                Vec::new(),
                form,
            ),
            "year" => {
                finish(app, &official, Ok(CarryYear { village, year: period.year() }), &sent, &home, Vec::new(), form)
            }
            _ if may(&official.desk, "reopen_books", &village) => {
                finish(app, &official, Ok(ConfirmReopening { village, period }), &sent, &home, Vec::new(), form)
            }
            _ => {
                let deed = ProposeReopening { village, period, reason: reason.clone() };
                finish(app, &official, Ok(deed), &sent, &home, Vec::new(), form)
            }
        }
    })
    .await
}
