//! What a screen shows, slide by slide: the last closed month, line by line; what was decided, what is open, what is missing; whom to
//! ask. Always as a stranger sees it.

use crate::http::public::Canvas;
use crate::part::Html;
use crate::press::board::{self, lacking};
use crate::show::Amount;
use archive::Query;
use askama::Template;
use print::{Board, Money};
use std::collections::BTreeSet;
use village::{Fen, Place};

/// So many lines are read on one slide from the back of a hall.
const LINES: usize = 4;
/// So many where a line has more to say than a name and an amount.
const WORDS: usize = 3;
/// So many slides one kind of lines has: the rest is counted, and stands on the phone.
const SLIDES: usize = 4;

/// A line of a slide.
pub(crate) struct SlideLine {
    pub(crate) what: String,
    pub(crate) note: String,
    pub(crate) amount: Html,
}

/// A slide.
#[derive(Template)]
#[template(path = "screen/slide.html")]
pub(crate) struct Slide {
    pub(crate) kind: &'static str,
    pub(crate) kicker: String,
    pub(crate) title: String,
    pub(crate) figures: Vec<(String, Html)>,
    pub(crate) lines: Vec<SlideLine>,
    /// What does not fit on it.
    pub(crate) more: String,
    /// A code to be scanned, as SVG of ours.
    pub(crate) code: Option<Html>,
    /// What is read aloud.
    pub(crate) aloud: String,
}

/// The slides of a village in their order; never none.
pub(crate) fn slides(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Slide>, village::Fault> {
    let teller = &canvas.teller;
    let say = |key: &'static str| teller.say(key).to_string();
    let mut all = Vec::new();
    let facts = board::facts(canvas, query, place.as_str(), None)?.ok();
    let (open, missing, people) = match facts {
        Some(facts) => {
            all.push(month(canvas, &facts));
            all.extend(money(canvas, &facts, &facts.spent, "screen-spent"));
            all.extend(money(canvas, &facts, &facts.income, "screen-income"));
            let votes = facts.decisions.iter().map(|one| (one.what.clone(), format!("{} {}", one.day, one.votes)));
            all.extend(lines(canvas, "decided", &facts.month, &say("screen-decided"), votes.collect()));
            (facts.open, facts.missing, facts.people)
        }
        None => {
            let disclosures = affairs::disclosures(query, place)?;
            all.push(words("plain", &say("screen-none-title"), &say("screen-none")));
            let open = board::open(canvas, query, place)?;
            (open, lacking(canvas, query, place, &disclosures)?, board::people(canvas, query, place)?)
        }
    };
    let open = open.into_iter().map(|one| (one.what, one.until));
    all.extend(lines(canvas, "open", &say("screen-open-kicker"), &say("screen-open"), open.collect()));
    let missing = missing.into_iter().map(|word| (word, String::new()));
    all.extend(lines(canvas, "missing", &say("screen-missing-kicker"), &say("screen-missing"), missing.collect()));
    let mut ask = words("ask", &say("screen-ask"), &say("screen-ask-how"));
    ask.code = Some(Html::made(crate::qr::svg(&format!("{}/v/{place}", canvas.app.public_url))?));
    let mut known = BTreeSet::new();
    let people = people.into_iter().filter(|one| known.insert(one.phone.clone()));
    ask.lines.extend(people.take(2).map(|one| SlideLine {
        what: format!("{} {}", one.post, one.name),
        note: one.phone,
        amount: Html::text(""),
    }));
    all.push(ask);
    Ok(all)
}

fn yuan(canvas: &Canvas<'_>, fen: i64) -> String {
    format!("{}{}", Fen(fen), canvas.teller.say("yuan-after"))
}

/// The month in three figures.
fn month(canvas: &Canvas<'_>, facts: &Board) -> Slide {
    let teller = &canvas.teller;
    let figure = |key: &'static str, fen: i64| (teller.say(key).to_string(), Html::from(Amount(Fen(fen))));
    let aloud = teller.say("screen-month-aloud").put("month", facts.month.as_str());
    let aloud = aloud.put("came", yuan(canvas, facts.income_fen)).put("went", yuan(canvas, facts.spent_fen));
    Slide {
        figures: vec![
            figure("screen-came", facts.income_fen),
            figure("screen-went", facts.spent_fen),
            figure("screen-left", facts.left_fen),
        ],
        aloud: aloud.put("left", yuan(canvas, facts.left_fen)).to_string(),
        ..words("month", &teller.say("screen-month").put("month", facts.month.as_str()).to_string(), "")
    }
}

/// Money, the largest first: from the back of a hall that is what is looked for.
fn money(canvas: &Canvas<'_>, facts: &Board, all: &[Money], title: &'static str) -> Vec<Slide> {
    let mut sorted: Vec<&Money> = all.iter().collect();
    sorted.sort_by_key(|one| std::cmp::Reverse(one.amount_fen));
    let title = canvas.teller.say(title).to_string();
    let total = sorted.len();
    let parts = sorted.chunks(LINES).take(SLIDES).enumerate();
    let slides = parts.map(|(at, part)| {
        let spoken = part.iter().map(|one| format!("{}{}", one.what, yuan(canvas, one.amount_fen)));
        let aloud = format!("{} {title}{}", facts.month, canvas.teller.say("colon"));
        Slide {
            kicker: facts.month.clone(),
            lines: part.iter().map(|one| line(one)).collect(),
            more: more(canvas, total, (at + 1) * LINES, at + 1 == SLIDES),
            aloud: format!("{aloud}{}", spoken.collect::<Vec<_>>().join(&canvas.teller.say("list-comma").to_string())),
            ..words("money", &title, "")
        }
    });
    slides.collect()
}

fn line(one: &Money) -> SlideLine {
    let parts = [one.day.as_str(), one.who.as_str(), one.note.as_str()];
    let note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    SlideLine { what: one.what.clone(), note, amount: Amount(Fen(one.amount_fen)).into() }
}

fn more(canvas: &Canvas<'_>, total: usize, shown: usize, is_last: bool) -> String {
    let left = total.saturating_sub(shown);
    if is_last && left > 0 { canvas.teller.say("screen-more").put("count", left).to_string() } else { String::new() }
}

/// Lines of words, a few a slide.
fn lines(canvas: &Canvas<'_>, kind: &'static str, kicker: &str, title: &str, all: Vec<(String, String)>) -> Vec<Slide> {
    let total = all.len();
    let parts = all.chunks(WORDS).take(SLIDES).enumerate();
    let slides = parts.map(|(at, part)| {
        let spoken = part.iter().map(|(what, note)| format!("{what} {note}"));
        let line = |(what, note): &(String, String)| SlideLine {
            what: what.clone(),
            note: note.clone(),
            amount: Html::text(""),
        };
        Slide {
            kicker: kicker.to_owned(),
            lines: part.iter().map(line).collect(),
            more: more(canvas, total, (at + 1) * WORDS, at + 1 == SLIDES),
            aloud: format!("{title}{}{}", canvas.teller.say("colon"), spoken.collect::<Vec<_>>().join("。")),
            ..words(kind, title, "")
        }
    });
    slides.collect()
}

/// A slide of one sentence.
fn words(kind: &'static str, title: &str, sentence: &str) -> Slide {
    Slide {
        kind,
        kicker: String::new(),
        title: title.to_owned(),
        figures: Vec::new(),
        lines: Vec::new(),
        more: sentence.to_owned(),
        code: None,
        aloud: format!("{title}。{sentence}"),
    }
}
