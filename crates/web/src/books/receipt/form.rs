//! `/desk/books/receipts/book` and `/desk/books/receipts/cancel`: a new book is entered, the next numbers are cancelled.

use crate::books::form::{BooksForm, Shell, finish, first, kept, paper_of};
use crate::books::show::{Wish, chosen};
use crate::desk::place::may;
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
use capital::{CancelReceipts, ReceiveReceiptBook};
use village::{Fault, FieldFault, Place, Refusal, Stop, Words};

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Book,
    Cancel,
}

impl Act {
    fn duty(self) -> &'static str {
        if self == Self::Book { "keep_books" } else { "submit_books" }
    }

    fn path(self) -> &'static str {
        if self == Self::Book { "book" } else { "cancel" }
    }

    fn asked(self, app: &Shared, official: &Official, village: &str) -> Result<Place, Stop> {
        let (village, _) = chosen(app, official, village)?;
        if may(&official.desk, self.duty(), &village.place) { Ok(village.place) } else { Err(not_yours(self).into()) }
    }

    fn shell<'a>(
        self,
        app: &'a Shared,
        official: &'a Official,
        village: &'a Place,
        key: &str,
        faults: &'a [FieldFault],
        given: &'a [PaperSent],
    ) -> Shell<'a> {
        let action = format!("/desk/books/receipts/{}?village={village}", self.path());
        let back = format!("/desk/books/receipts?village={village}");
        Shell { app, official, village, action, back, key: key.to_owned(), faults, given }
    }

    fn compose(self, query: &mut dyn Query, shell: &Shell<'_>, sent: &Sent) -> Result<BooksForm, Fault> {
        let teller = shell.teller();
        let shown = shell.page(query)?;
        let text = |name: &'static str, key: &'static str| {
            Field::new(name, teller.say(key), Entry::Text("")).value(sent.one(name))
        };
        let mut about = Vec::new();
        let fields = match self {
            Self::Book => vec![
                text("series", "receipt-series").hint(teller.say("receipt-series-hint")).optional(),
                text("first", "receipt-first").hint(teller.say("receipt-first-hint")),
                text("last", "receipt-last"),
            ],
            Self::Cancel => {
                let next = capital::next_receipt(query, shell.village)?;
                let next = next.map_or_else(|| teller.say("receipt-none-left").to_string(), |next| next.text);
                about.push(Line::text(teller.say("receipt-next"), next));
                let many = if sent.one("many").is_empty() { "1" } else { sent.one("many") };
                vec![
                    Field::new("many", teller.say("receipt-how-many"), Entry::Text("")).value(many),
                    Field::new("reason", teller.say("receipt-reason"), Entry::LongText).value(sent.one("reason")),
                ]
            }
        };
        let keys = match self {
            Self::Book => ["receipt-book-go", "receipt-book-lead", "receipt-book-note", "receipt-book-paper"],
            Self::Cancel => ["receipt-cancel-go", "receipt-cancel-lead", "receipt-cancel-note", "receipt-cancel-paper"],
        };
        let [title, lead, note, paper] = keys;
        Ok(BooksForm {
            title: teller.say(title).to_string(),
            lead: teller.say(lead).to_string(),
            about,
            fields: shell.fields(fields),
            papers: vec![shell.paper("ground", paper)],
            note: teller.say(note).to_string(),
            send: teller.say(title).to_string(),
            ..shown
        })
    }
}

fn not_yours(act: Act) -> Refusal {
    let words = match act {
        Act::Book => Words::new("登记收据是代理会计的事", "the agency's accountant enters the receipts"),
        Act::Cancel => Words::new("作废收据是报账员的事", "the bookkeeper cancels receipts"),
    };
    Refusal::new(
        village::Kind::NotYours,
        "receipt.not_yours",
        words,
        Words::new("收据您可以查看", "You can read the receipts"),
    )
}

async fn shown(app: App, official: Official, wish: Wish, act: Act) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = act.asked(app, &official, &wish.village)?;
        let shell = act.shell(app, &official, &village, &key, &[], &[]);
        first(&app.office.read(|reader| act.compose(reader, &shell, &Sent::default()))?)
    })
    .await
}

pub(crate) async fn book(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    shown(app, official, wish, Act::Book).await
}

pub(crate) async fn cancel(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    shown(app, official, wish, Act::Cancel).await
}

pub(crate) async fn book_post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = Act::Book.asked(app, &official, &wish.village)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let deed = match paper_of(&papers, "ground", &mut faults) {
            Some(paper) if faults.is_empty() => Ok(ReceiveReceiptBook {
                village: village.clone(),
                series: sent.one("series").to_owned(),
                first: sent.one("first").to_owned(),
                last: sent.one("last").to_owned(),
                paper,
            }),
            _ => Err(faults),
        };
        let home = format!("/desk/books/receipts?village={village}");
        let form = |faults: &[FieldFault]| {
            let shell = Act::Book.shell(app, &official, &village, sent.one("key"), faults, &papers);
            app.office.read(|reader| Act::Book.compose(reader, &shell, &sent))
        };
        finish(app, &official, deed, &sent, &home, Vec::new(), form)
    })
    .await
}

pub(crate) async fn cancel_post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = Act::Cancel.asked(app, &official, &wish.village)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let next = app.office.read(|reader| capital::next_receipt(reader, &village))?;
        let many: Option<i64> = sent.one("many").trim().parse().ok();
        if many.is_none() {
            let words = Words::new("请填写张数", "say how many");
            faults.push(FieldFault { field: "many".into(), words });
        }
        let deed = match (paper_of(&papers, "ground", &mut faults), many) {
            (Some(paper), Some(many)) if faults.is_empty() => Ok(CancelReceipts {
                village: village.clone(),
                first: if sent.one("number").is_empty() {
                    next.map_or_else(String::new, |next| next.text)
                } else {
                    sent.one("number").to_owned()
                },
                many,
                reason: sent.one("reason").to_owned(),
                paper,
            }),
            _ => Err(faults),
        };
        let home = format!("/desk/books/receipts?village={village}");
        // The number that the page showed is the one that is cancelled, even if another was issued meanwhile.
        let shown = deed.as_ref().map_or_else(|_| String::new(), |deed| deed.first.clone());
        let form = |faults: &[FieldFault]| {
            let shell = Act::Cancel.shell(app, &official, &village, sent.one("key"), faults, &papers);
            app.office.read(|reader| Act::Cancel.compose(reader, &shell, &sent))
        };
        finish(app, &official, deed, &sent, &home, vec![("number".to_owned(), shown)], form)
    })
    .await
}
