//! `/v/{code}/how/{affair}/sheet`: the flow chart of an affair on one sheet of A4, for the wall or the folder.

use super::group::is_of_lane;
use crate::flow::paper::{PaperChart, PaperWay, Row};
use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::icon::Icon;
use crate::qr;
use crate::rules::say::parameter;
use crate::sample;
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::print::printed;
use crate::village::public::village;
use ::village::{Article, Fault};
use archive::Query;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use procedure::{Affair, RuleBook, Step, Way};

/// The page.
#[derive(Template)]
#[template(path = "picture/sheet.html")]
pub(crate) struct SheetPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) purpose: String,
    /// The drawing.
    pub(crate) chart: String,
    /// The same in words, for those who do not see it.
    pub(crate) lines: Vec<String>,
    /// The laws, by the numbers that stand in the drawing.
    pub(crate) laws: Vec<String>,
    pub(crate) qr: String,
    pub(crate) address: String,
    pub(crate) printed: String,
    pub(crate) back_href: String,
}

pub(crate) async fn sheet(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, affair)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let short = affair.get(..8).unwrap_or(&affair);
    let address = format!("/v/{}/how/{short}/sheet", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, &affair)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str, affair: &str) -> Result<Option<SheetPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let teller = canvas.teller;
    let book = canvas.app.office.book_at(query, &found.place)?;
    let Some(affair) = book.affair(affair) else { return Ok(None) };
    let mut frame = canvas.frame.clone();
    let name = at_village(query, &mut frame, &found.place, &teller)?;
    let address = format!("{}/v/{}/how/{}", canvas.app.public_url, found.place, affair.code);
    let mut cited = Cited { teller, laws: Vec::new() };
    let chart = chart(&teller, &book, affair, &mut cited);
    Ok(Some(SheetPage {
        village: name,
        code: affair.code.clone(),
        name: teller.words(&affair.name),
        purpose: teller.words(&affair.purpose),
        lines: chart.rows.iter().map(line).collect(),
        chart: chart.draw(),
        laws: cited.notes(),
        qr: qr::svg(&address)?,
        printed: printed(&canvas, query)?,
        back_href: format!("/v/{}/how/{}", found.place, affair.code),
        address,
        frame,
    }))
}

fn line(row: &Row) -> String {
    let parts = [&row.name, &row.who, &row.what, &row.when, &row.ground];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// The whole flow: every step and every ending, with every way between them once.
pub(crate) fn chart(teller: &Teller, book: &RuleBook, affair: &Affair, cited: &mut Cited) -> PaperChart {
    let steps = affair.steps.iter().map(|step| row(teller, (book, affair), step, cited)).collect::<Vec<_>>();
    let endings =
        affair.endings.iter().map(|ending| Row { name: teller.heading(&ending.words), is_end: true, ..Row::default() });
    let ids: Vec<&str> = affair.steps.iter().map(|step| step.id.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().chain(affair.endings.iter().map(|ending| ending.id.as_str())).collect();
    let mut ways: Vec<PaperWay> = Vec::new();
    for (from, step) in affair.steps.iter().enumerate() {
        for outcome in &step.outcomes {
            for branch in &outcome.branches {
                let Some(to) = ids.iter().position(|id| *id == branch.to).filter(|to| *to != from) else { continue };
                let on = outcome.way == Way::On;
                if !ways.iter().any(|known| known.from == from && known.to == to && known.on == on) {
                    ways.push(PaperWay { from, to, word: String::new(), on });
                }
            }
        }
    }
    let heads = ["sheet-step", "sheet-who", "sheet-what", "sheet-when", "sheet-ground"];
    PaperChart {
        heads: heads.map(|key| teller.say(key).to_string()),
        rows: steps.into_iter().chain(endings).collect(),
        ways,
    }
}

fn row(teller: &Teller, (book, affair): (&RuleBook, &Affair), step: &Step, cited: &mut Cited) -> Row {
    let needed = procedure::Ways { book, affair, day: teller.today }.needed(step).filter(|_| !is_of_lane(affair, step));
    let only = |when| teller.say("picture-only").put("when", teller.words(&when)).to_string();
    let only = needed.map_or_else(String::new, only);
    Row {
        name: format!("{}{only}", teller.words(&step.name)),
        who: teller.posts(&step.who),
        what: what(teller, affair, step),
        when: when(teller, affair, step),
        ground: cited.cite(&step.articles),
        is_end: false,
    }
}

/// What is brought, and what becomes of it when it does not simply go on.
fn what(teller: &Teller, affair: &Affair, step: &Step) -> String {
    let papers = step.papers.iter().filter(|need| need.at_least > 0).map(|need| teller.words(&need.name));
    let papers = papers.collect::<Vec<_>>().join(&teller.say("and").to_string());
    let mut said = Vec::new();
    if !papers.is_empty() {
        said.push(teller.say("sheet-papers").put("papers", papers).to_string());
    }
    let number = |id: &str| affair.steps.iter().position(|step| step.id == id).map(|at| at + 1);
    let mut back: Vec<usize> = Vec::new();
    let mut stops = false;
    for outcome in step.outcomes.iter().filter(|outcome| outcome.way != Way::On) {
        stops |= outcome.way == Way::Stop;
        for to in outcome.branches.iter().filter_map(|branch| number(&branch.to)) {
            if outcome.way == Way::Back && !back.contains(&to) {
                back.push(to);
            }
        }
    }
    let own = number(&step.id);
    if back.iter().any(|to| Some(*to) == own) {
        said.push(teller.say("sheet-again").to_string());
    }
    let back: Vec<String> = back.iter().filter(|to| Some(**to) != own).map(ToString::to_string).collect();
    if !back.is_empty() {
        said.push(teller.say("sheet-back").put("steps", back.join(&teller.say("and").to_string())).to_string());
    }
    if stops {
        said.push(teller.say("sheet-stop").to_string());
    }
    said.join(&teller.say("sheet-gap").to_string())
}

fn when(teller: &Teller, affair: &Affair, step: &Step) -> String {
    let said = |key: &'static str, id: &str| {
        let days = affair.parameters.get(id)?;
        Some(teller.say(key).put("days", parameter(teller, days).to_string()).to_string())
    };
    let window = step.window.as_ref().and_then(|id| said("sheet-window", id));
    window.or_else(|| step.limit.as_ref().and_then(|limit| said("sheet-limit", &limit.days))).unwrap_or_default()
}

/// The laws that a sheet cites, each under a number.
pub(crate) struct Cited {
    pub(crate) teller: Teller,
    laws: Vec<Article>,
}

impl Cited {
    /// `①25条、②32条`: the number of each law with its article.
    fn cite(&mut self, articles: &[Article]) -> String {
        let cited: Vec<String> = articles.iter().map(|article| self.one(article)).collect();
        cited.join(&self.teller.say("and").to_string())
    }

    fn one(&mut self, article: &Article) -> String {
        let same = |known: &Article| known.law == article.law && known.version == article.version;
        let at = self.laws.iter().position(same).unwrap_or_else(|| {
            self.laws.push(Article { article: String::new(), ..article.clone() });
            self.laws.len() - 1
        });
        let mark = mark(at);
        if article.article.is_empty() {
            return mark;
        }
        self.teller.say("sheet-article").put("law", mark).put("article", article.article.as_str()).to_string()
    }

    fn notes(&self) -> Vec<String> {
        let note = |(at, law): (usize, &Article)| {
            let year = law.version.get(..4).unwrap_or_default().to_owned();
            let name = self.teller.words(&law.law);
            let name = if year.is_empty() {
                name
            } else {
                self.teller.say("law-of").put("name", name).put("year", year).to_string()
            };
            format!("{} {name}", mark(at))
        };
        self.laws.iter().enumerate().map(note).collect()
    }
}

/// `①` for the first.
fn mark(at: usize) -> String {
    let circled = u32::try_from(at).ok().filter(|at| *at < 20).and_then(|at| char::from_u32(0x2460 + at));
    circled.map_or_else(|| format!("({})", at + 1), String::from)
}

impl SheetPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |name: String, is_end| Row {
            name,
            who: say("村文书、村委会委员", "clerk, committee member"),
            what: say("要交：发票照片、明细清单", "Bring: photograph of the invoice, list of items"),
            when: say("5个工作日内", "5 working days"),
            ground: "①25条".to_owned(),
            is_end,
        };
        let rows = vec![
            row(say("填报", "Claim"), false),
            row(say("证明", "Witness"), false),
            row(say("付款", "Pay"), false),
            Row { name: say("已付款并公开", "paid and published"), is_end: true, ..Row::default() },
        ];
        let way = |from, to, on| PaperWay { from, to, word: String::new(), on };
        let heads = ["sheet-step", "sheet-who", "sheet-what", "sheet-when", "sheet-ground"];
        let chart = PaperChart {
            heads: heads.map(|key| frame.say(key).to_string()),
            ways: vec![way(0, 1, true), way(1, 2, true), way(2, 3, true), way(1, 0, false)],
            rows,
        };
        let address = "http://192.168.1.20:8080/v/990101001001/how/C1";
        Self {
            village: "柳湾村".to_owned(),
            code: "C1".to_owned(),
            name: say("日常开支报销", "Routine expense"),
            purpose: say("村里日常小额开支怎么报销。", "How small running costs are paid."),
            lines: chart.rows.iter().map(line).collect(),
            chart: chart.draw(),
            laws: vec![say("① 会计法（2024年文本）", "① Accounting Law (text of 2024)")],
            qr: qr::svg(address).unwrap_or_default(),
            address: address.to_owned(),
            printed: say("2026年3月12日打印 · 记录第1024条", "Printed 12 March 2026 · entry 1024"),
            back_href: "/v/990101001001/how/C1".to_owned(),
            frame,
        }
    }
}
