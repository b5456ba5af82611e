//! `/desk/questions`: what the township looks through before everybody reads it; and the recordings, of which each hearing is recorded.

use crate::board::held_page::{HeldLine, HeldPage};
use crate::case::public::{Found, send};
use crate::desk::Task as Waiting;
use crate::desk::place::{frame, may, places, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::Empty;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use disclosure::{HearQuestion, QuestionRow};
use office::Desk;
use procedure::RuleBook;
use village::{Day, Division, Fault, Refusal, Stop};

/// A recording may be played and do nothing else; behind a sandbox browsers play none.
const SOUND_POLICY: &str = "default-src 'none'; media-src 'self'";

/// So many working days a question is looked through: the answer's clock runs meanwhile.
const LOOK_DAYS: u32 = 2;

/// Whether the person looks through questions anywhere.
pub(crate) fn looks_through(desk: &Desk) -> bool {
    places(desk).iter().any(|place| may(desk, "open_question", place))
}

/// The held questions of the villages in which this person looks them through, the first first.
fn held(query: &mut dyn Query, desk: &Desk) -> Result<Vec<(Division, Vec<QuestionRow>)>, Fault> {
    let mut all = Vec::new();
    if !looks_through(desk) {
        return Ok(all);
    }
    for village in villages(query, desk)?.into_iter().filter(|village| may(desk, "open_question", &village.place)) {
        let rows = disclosure::held_questions(query, &village.place)?;
        if !rows.is_empty() {
            all.push((village, rows));
        }
    }
    Ok(all)
}

/// The last working day on which it should have been looked through.
fn due(book: &RuleBook, row: &QuestionRow) -> Day {
    book.calendar.plus_working(row.asked.day(), LOOK_DAYS)
}

/// Why it is held, in words.
pub(crate) fn why(teller: &Teller, row: &QuestionRow) -> String {
    let why: Vec<String> = row.held.iter().flat_map(|held| &held.why).map(|why| teller.words(&why.words())).collect();
    why.join(&teller.say("list-comma").to_string())
}

fn tag(teller: &Teller, last: Day) -> Tag {
    let weight = if teller.today > last { Weight::Orange } else { Weight::Notice };
    let said = teller.say("held-until").put("day", teller.day(last).words);
    Tag::new(weight, said.put("left", teller.left(last)))
}

/// One line a village for whoever looks questions through.
pub(crate) fn waiting(
    app: &Shared,
    query: &mut dyn Query,
    desk: &Desk,
    teller: &Teller,
) -> Result<Vec<(Day, Waiting)>, Fault> {
    let mut all = Vec::new();
    for (village, rows) in held(query, desk)? {
        let Some(first) = rows.first() else { continue };
        let last = due(&*app.office.current_book(query)?, first);
        let task = Waiting {
            href: "/desk/questions".to_owned(),
            step: teller.say("held-task").put("count", rows.len()).to_string(),
            what: why(teller, first),
            amount: None,
            village: village.short_name(),
            number: String::new(),
            tag: tag(teller, last),
            due: teller.say("board-task-due").put("day", teller.day(last).words).to_string(),
        };
        all.push((last, task));
    }
    Ok(all)
}

pub(crate) async fn list(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| app.office.read(|query| compose(app, query, &official))).await?;
    page(&shown.ok_or_else(Refusal::not_there)?)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official) -> Result<Option<HeldPage>, Fault> {
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    if !looks_through(desk) {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for (village, rows) in held(query, desk)? {
        for row in rows {
            let last = due(&*app.office.current_book(query)?, &row);
            lines.push(HeldLine {
                village: village.short_name(),
                why: why(&teller, &row),
                line: teller.free(&row.line),
                when: teller.moment(row.asked).words,
                number: row.id.clone(),
                tag: tag(&teller, last),
                href: format!("/desk/questions/{}", row.id),
            });
        }
    }
    let mut frame = frame(app, query, official, Section::Board)?;
    frame.back = Some(Link::new(teller.say("rail-desk"), "/desk"));
    let empty = Empty { what: teller.say("held-empty").to_string(), why: teller.say("held-empty-why").to_string() };
    Ok(Some(HeldPage { lines, empty, frame }))
}

/// The recording, for whoever looks the question through: who listens is recorded first.
pub(crate) async fn voice(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let row = app.office.read(|query| disclosure::question(query, &id))?.ok_or_else(Refusal::not_there)?;
            if !may(&official.desk, "open_question", &row.village) {
                return Err(Refusal::not_there().into());
            }
            let voice = row.held.and_then(|held| held.voice).ok_or_else(Refusal::not_there)?;
            let deed = HearQuestion { id: row.id, village: row.village };
            app.office.perform(&official.desk, deed).map_err(|stop| match stop {
                Stop::Refused(refusal) => Halt::from(*refusal),
                Stop::Failed(fault) => Halt::from(fault),
            })?;
            let bytes = app.office.files().fetch(&voice.hash)?;
            let found =
                bytes.map(|bytes| Found { hash: voice.hash, media_type: voice.media_type, bytes, is_public: false });
            Ok::<_, Halt>(found)
        })
        .await?;
    let mut sound = send(found)?;
    sound.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SOUND_POLICY));
    Ok(sound)
}
