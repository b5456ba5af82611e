//! The form of an act on a village's books, and what comes of it.

use crate::case::act::PaperSlot;
use crate::case::fill::papers;
use crate::case::sheet::ACCEPT;
use crate::case::sitting::given_paper;
use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::form::{Entry, FaultLine, Field, fault_lines};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Line, Paper};
use crate::sample;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, Teller, place_name};
use affairs::PaperSent;
use archive::Query;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, Deed, Receipt, StoredFile};
use village::{Fault, FieldFault, Kind, Place, Refusal, Stop, Words};

/// The page.
#[derive(Template)]
#[template(path = "books/form.html")]
pub(crate) struct BooksForm {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) lead: String,
    /// What the act is about.
    pub(crate) about: Vec<Line>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) papers: Vec<PaperSlot>,
    /// What was handed in with a proposal, to be compared.
    pub(crate) proofs: Vec<Paper>,
    /// What follows once it is sent; or what is waited for, where nothing can be sent.
    pub(crate) note: String,
    /// The button; empty where nothing can be sent.
    pub(crate) send: String,
    pub(crate) cancel_href: String,
}

impl BooksForm {
    pub(crate) fn sample(frame: Frame) -> Self {
        let text = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        Self {
            village: "柳湾村".to_owned(),
            title: frame.say("reverse-title").put("number", "2026-03 付-0001").to_string(),
            lead: frame.say("reverse-lead").to_string(),
            about: vec![text("voucher-what", "买扫帚20把，用于村道保洁"), text("voucher-amount", "120.50")],
            faults: Vec::new(),
            action: "/desk/books/990101001001-2026-03-P0001/reversal".to_owned(),
            key: "k0009".to_owned(),
            fields: vec![Field::new("reason", frame.say("reverse-reason"), Entry::LongText)],
            papers: vec![PaperSlot { field: sample::files(&frame, "reverse-paper"), given: Vec::new() }],
            proofs: Vec::new(),
            note: frame.say("reverse-note").to_string(),
            send: frame.say("reverse-propose").to_string(),
            cancel_href: "/desk/books".to_owned(),
            frame,
        }
    }

    pub(crate) fn sample_waiting(frame: Frame) -> Self {
        let note = frame.say("reverse-waits").to_string();
        Self { note, send: String::new(), fields: Vec::new(), papers: Vec::new(), ..Self::sample(frame) }
    }
}

/// What a page of the books is made of, before its own words.
pub(crate) struct Shell<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) official: &'a Official,
    pub(crate) village: &'a Place,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) key: String,
    pub(crate) faults: &'a [FieldFault],
    pub(crate) given: &'a [PaperSent],
}

impl Shell<'_> {
    pub(crate) fn teller(&self) -> Teller {
        self.official.teller(Eyes::Village)
    }

    /// The empty page.
    pub(crate) fn page(&self, query: &mut dyn Query) -> Result<BooksForm, Fault> {
        let teller = self.teller();
        let mut frame = frame(self.app, query, self.official, Section::Books)?;
        frame.back = Some(Link::new(teller.say("rail-books"), &self.back));
        Ok(BooksForm {
            village: place_name(query, self.village)?,
            title: String::new(),
            lead: String::new(),
            about: Vec::new(),
            faults: fault_lines(self.faults, teller.language),
            action: self.action.clone(),
            key: self.key.clone(),
            fields: Vec::new(),
            papers: Vec::new(),
            proofs: Vec::new(),
            note: String::new(),
            send: String::new(),
            cancel_href: self.back.clone(),
            frame,
        })
    }

    /// The fields with their faults.
    pub(crate) fn fields(&self, fields: Vec<Field>) -> Vec<Field> {
        let language = self.teller().language;
        fields.into_iter().map(|field| field.faulty(self.faults, language)).collect()
    }

    /// A place for one paper, with what was received already.
    pub(crate) fn paper(&self, kind: &str, label: &'static str) -> PaperSlot {
        let teller = self.teller();
        let field = Field::new(format!("paper.{kind}"), teller.say(label), Entry::Files(ACCEPT));
        let given = self.given.iter().filter(|paper| paper.kind == kind);
        PaperSlot {
            field: field.faulty(self.faults, teller.language),
            given: given.map(|paper| given_paper(&teller, paper, &self.official.seal)).collect(),
        }
    }
}

/// Whether somebody may do something to the books; a refusal as for something that is not there else.
pub(crate) fn keeps(official: &Official, village: &Place) -> Result<(), Stop> {
    let able = ["keep_books", "reopen_books"].iter().any(|duty| may(&official.desk, duty, village));
    if able { Ok(()) } else { Err(not_yours().into()) }
}

fn not_yours() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "books.not_kept_by_you",
        Words::new(
            "管理账簿是代理会计的事，确认是乡镇干部的事",
            "the agency's accountant keeps the books, the township confirms",
        ),
        Words::new("账簿您可以查看", "You can read the books"),
    )
}

/// The paper of one kind that was sent, or the fault that there is none.
pub(crate) fn paper_of(sent: &[PaperSent], kind: &str, faults: &mut Vec<FieldFault>) -> Option<StoredFile> {
    let found = sent.iter().find(|paper| paper.kind == kind).map(|paper| paper.file.clone());
    if found.is_none() {
        faults.push(FieldFault {
            field: format!("paper.{kind}"),
            words: Words::new("请附上材料（照片或PDF）", "Add the paper, as a picture or PDF"),
        });
    }
    found
}

/// The papers that were sent, with the faults of those that cannot be kept.
pub(crate) fn kept(app: &Shared, official: &Official, sent: &Sent) -> Result<(Vec<PaperSent>, Vec<FieldFault>), Stop> {
    let mut faults = Vec::new();
    let papers = papers(official, app.office.files(), sent, &mut faults)?;
    Ok((papers, faults))
}

/// Shows what was asked for once more, and does it when the person is sure: on to `home`, back to the form with its faults, or
/// to the page that says why not. `kept` is what comes along unseen, beside the answers.
pub(crate) fn finish(
    app: &Shared,
    official: &Official,
    deed: Result<impl Deed + Sync, Vec<FieldFault>>,
    sent: &Sent,
    home: &str,
    kept: Vec<(String, String)>,
    form: impl Fn(&[FieldFault]) -> Result<BooksForm, Fault>,
) -> Result<Response, Halt> {
    let deed = match deed {
        Ok(deed) => deed,
        Err(faults) => return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&faults)?),
    };
    let (about, shown) = (deed.about(), form(&[])?);
    let mut answers: Vec<(String, String)> = sent.answers().into_iter().filter(|(name, _)| name != "given").collect();
    let given = shown.papers.iter().flat_map(|slot| &slot.given);
    answers.extend(given.map(|paper| ("given".to_owned(), paper.token.clone())));
    answers.extend(kept);
    let action = shown.action.clone();
    let asking = Asking { app, official, section: Section::Books, action, sent, answers };
    match turn(asking, deed, |_, teller, seen| Ok(showing(teller, shown, seen)))? {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => page(&form(&[])?),
        Turn::Done(done) => answer(app, official, done, &about, home, form),
    }
}

/// As [`finish`], without showing it once more: for what the page itself has shown already, or what is undone as easily.
pub(crate) fn finish_at_once(
    app: &Shared,
    official: &Official,
    deed: Result<impl Deed, Vec<FieldFault>>,
    sent: &Sent,
    home: &str,
    form: impl Fn(&[FieldFault]) -> Result<BooksForm, Fault>,
) -> Result<Response, Halt> {
    let deed = match deed {
        Ok(deed) => deed,
        Err(faults) => return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&faults)?),
    };
    let about = deed.about();
    let done = app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed);
    answer(app, official, done, &about, home, form)
}

/// The form once more, as it was filled in, with what its page says of what follows.
fn showing(teller: &Teller, form: BooksForm, seen: &Foreseen) -> Showing {
    let filled = form.fields.iter().filter(|field| !field.value.is_empty());
    let lines = form.about.iter().cloned().chain(filled.map(|field| Line::text(&field.label, field.answered())));
    let given = form.papers.iter().flat_map(|slot| &slot.given);
    let papers = given.map(|paper| Paper {
        copy: None,
        name: paper.name.clone(),
        about: paper.about.clone(),
        href: String::new(),
        is_picture: false,
    });
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, vec![form.note.clone()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    let papers = papers.collect();
    Showing { papers, ..Showing::of(format!("{} · {}", form.village, form.title), &form.send, lines.collect(), then) }
}

fn answer(
    app: &Shared,
    official: &Official,
    done: Result<Receipt, Stop>,
    about: &About,
    home: &str,
    form: impl Fn(&[FieldFault]) -> Result<BooksForm, Fault>,
) -> Result<Response, Halt> {
    match done {
        Ok(_) => Ok(Redirect::to(home).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&refusal.faults)?)
        }
        Err(Stop::Refused(refusal)) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), home);
            refused(app, official, Section::Books, about, back, *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}

/// The form as it is first shown.
pub(crate) fn first(form: &BooksForm) -> Result<Response, Halt> {
    page(form)
}
