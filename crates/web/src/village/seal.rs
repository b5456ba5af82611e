//! `/v/{code}/seal`: how often the seal was used, by quarter and kind. What was sealed, and for whom, is not public: a
//! certificate may name somebody.

use crate::case::told::SEAL;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::{Pager, Subject};
use crate::show::{Link, State, Tag};
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::list::{Entry, ListPage};
use crate::village::public::{Names, village};
use crate::village::shelve::nothing;
use affairs::CaseRow;
use archive::Query;
use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use procedure::FactValue;
use village::{Day, Fault, Place};

/// The uses of one kind in one quarter.
pub(crate) struct Uses {
    pub(crate) kind: String,
    pub(crate) quarter: String,
    pub(crate) times: u64,
    pub(crate) copies: i64,
    last: Day,
}

impl Uses {
    /// `3次，共5份`.
    pub(crate) fn words(&self, teller: &Teller) -> String {
        teller.say("seal-uses").put("times", self.times).put("copies", self.copies).to_string()
    }
}

/// The uses of the seal, the latest quarter first.
pub(crate) fn uses(query: &mut dyn Query, names: &Names<'_>, cases: &[CaseRow]) -> Result<Vec<Uses>, Fault> {
    let teller = names.teller;
    let mut all: Vec<Uses> = Vec::new();
    for case in cases.iter().filter(|case| case.affair == SEAL && case.status == "done") {
        let book = names.book(query, &case.rules)?;
        let code = match case.facts.get("kind") {
            Some(FactValue::Text(code)) => code.as_str(),
            _ => "",
        };
        let fields = book.affair(SEAL).into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.fields);
        let choice = fields.flat_map(|field| &field.choices).find(|choice| choice.code == code);
        let kind = choice.map_or_else(|| teller.say("seal").to_string(), |choice| teller.heading(&choice.words));
        let copies = match case.facts.get("copies") {
            Some(FactValue::Int(copies)) => *copies,
            _ => 0,
        };
        let day = case.changed.day();
        let part = (day.month() - 1) / 3 + 1;
        let said = teller.say("period-quarter").put("year", day.year().to_string()).put("part", part);
        let quarter = said.to_string();
        match all.iter_mut().find(|known| known.kind == kind && known.quarter == quarter) {
            Some(known) => {
                known.times += 1;
                known.copies += copies;
                known.last = known.last.max(day);
            }
            None => all.push(Uses { kind, quarter, times: 1, copies, last: day }),
        }
    }
    all.sort_by_key(|used| std::cmp::Reverse(used.last));
    Ok(all)
}

pub(crate) async fn page(
    Shared(app): Shared<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/seal", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<ListPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame): (Place, _, _) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    let names = Names { office: &canvas.app.office, teller };
    let cases = affairs::cases_of(query, &place)?;
    let entry = |uses: Uses| Entry {
        tag: Tag::new(State::Done, uses.words(&teller)),
        when: teller.day(uses.last),
        stands: teller.say("seal-last").to_string(),
        what: uses.kind,
        affair: uses.quarter,
        amount: None,
        decided: String::new(),
        href: String::new(),
    };
    Ok(Some(ListPage {
        entries: uses(query, &names, &cases)?.into_iter().map(entry).collect(),
        months: Vec::new(),
        missing: Vec::new(),
        unpublished: Vec::new(),
        empty: nothing(&teller),
        pager: Pager::default(),
        subject: Subject::Seal,
        frame,
        name,
    }))
}
