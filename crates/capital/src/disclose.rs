//! What the books give to be made public: from closed periods only, so that nobody types a figure, and drawn the same at any later
//! time.

mod draw;
mod money;

use crate::read::{books_of, chart_of, periods, turns};
use archive::Query;
use ledger::{Chart, Code, Period, Turn};
use office::{Asked, Content, Desk, Source};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{Fault, Hash, Kind, Place, Refusal, Stop, Words};

/// This chapter's sources.
pub(crate) const SOURCE: Source = Source {
    names: &[
        "books.income",
        "books.expenses",
        "books.assets",
        "books.claims",
        "books.pay",
        "books.budget",
        "books.banks",
        "books.funds",
        "books.entertainment",
    ],
    draw,
};

/// The closed periods that something is drawn from.
struct Closed {
    village: Place,
    chart: Arc<Chart>,
    first: Period,
    last: Period,
    closings: Vec<(String, Hash)>,
    /// What each account did, from the first period's opening to the last one's end.
    turns: BTreeMap<Code, Turn>,
}

impl Closed {
    /// What the accounts within one do together.
    fn within(&self, upper: &Code) -> Turn {
        let own = self.turns.iter().filter(|(code, _)| code.is_within(upper)).map(|(_, turn)| turn);
        own.fold(Turn::default(), |sum, turn| Turn {
            opening_fen: sum.opening_fen.saturating_add(turn.opening_fen),
            debit_fen: sum.debit_fen.saturating_add(turn.debit_fen),
            credit_fen: sum.credit_fen.saturating_add(turn.credit_fen),
            carried_fen: sum.carried_fen.saturating_add(turn.carried_fen),
            ..Turn::default()
        })
    }
}

fn draw(query: &mut dyn Query, desk: &Desk, asked: &Asked<'_>) -> Result<Content, Stop> {
    let closed = closed(query, desk, asked)?;
    let content = match asked.item.from.as_str() {
        "books.income" => money::income(query, &closed)?,
        "books.expenses" => money::expenses(query, &closed)?,
        "books.banks" => money::banks_content(query, &closed)?,
        "books.assets" => draw::property(query, &closed)?,
        "books.claims" => draw::claims(&closed),
        "books.pay" => draw::pay(query, &closed)?,
        "books.budget" => draw::budgeted(query, &closed)?,
        "books.funds" => draw::earmarked(query, desk, &closed)?,
        "books.entertainment" => draw::entertainment(query, desk, &closed)?,
        other => return Err(Fault::new(format!("the books draw no `{other}`")).into()),
    };
    Ok(Content { closings: closed.closings, ..content })
}

/// The periods of the days asked for, each of them closed; from the first one of the books on.
fn closed(query: &mut dyn Query, desk: &Desk, asked: &Asked<'_>) -> Result<Closed, Stop> {
    let village = asked.village;
    let books = books_of(query, village)?.ok_or_else(no_books)?;
    let (from, last) = (Period::of(asked.first), Period::of(asked.last));
    let first = from.max(books.first);
    if first > last {
        return Err(no_books().into());
    }
    let rows = periods(query, village)?;
    let mut closings = Vec::new();
    let mut all: BTreeMap<Code, Turn> = BTreeMap::new();
    let mut at = first;
    while at <= last {
        let hash = rows.iter().find(|row| row.period == at).and_then(|row| row.hash);
        closings.push((at.to_string(), hash.ok_or_else(|| not_closed(at))?));
        for (code, turn) in turns(query, village, at)? {
            let fresh = Turn { opening_fen: turn.opening_fen, ..Turn::default() };
            let sum = all.entry(code).or_insert(fresh);
            sum.debit_fen = sum.debit_fen.saturating_add(turn.debit_fen);
            sum.credit_fen = sum.credit_fen.saturating_add(turn.credit_fen);
            sum.carried_fen = sum.carried_fen.saturating_add(turn.carried_fen);
        }
        at = at.next();
    }
    let chart = chart_of(query, desk, village)?;
    Ok(Closed { village: village.clone(), chart, first, last, closings, turns: all })
}

fn no_books() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.no_books",
        Words::new(
            "本村的账还没有建在这里，数字出不来",
            "the village's books are not kept here yet: there are no figures",
        ),
        Words::new(
            "请先由代理会计建账，再按月结账",
            "the agency accountant opens the books first, and closes each month",
        ),
    )
}

fn not_closed(period: Period) -> Refusal {
    let (year, month) = (period.year(), period.month());
    Refusal::new(
        Kind::NotNow,
        "disclosure.not_closed",
        Words::new(
            format!("{year}年{month}月还没有结账，数字出不来"),
            format!("the books of {period} are not closed: there are no figures"),
        ),
        Words::new(
            "请代理会计先结账，结账以后公开稿自动生成",
            "the agency accountant closes the month first; the draft makes itself then",
        ),
    )
}
