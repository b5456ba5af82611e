//! What is still open in a month that is to be closed, each with the way to where it is done.

use crate::books::period::Asking;
use crate::part::Line;
use crate::show::Link;
use crate::told::Teller;
use capital::{BankAccount, StillOpen};

/// How many of a kind are named one by one.
const NAMED: usize = 20;

fn bank(one: &BankAccount) -> String {
    format!("{} {} …{}", one.code, one.bank, one.last_digits)
}

/// What is open, or that nothing is.
pub(super) fn lines(teller: &Teller, asking: &Asking, open: &StillOpen) -> Vec<Line> {
    let village = &asking.village;
    let at = |page: &str| format!("/desk/{page}village={village}");
    let say = |key: &'static str| teller.say(key);
    let mut lines = Vec::new();
    let mut add = |key: &'static str, words: String, href: String| {
        lines.push(Line::new(say(key), Link::new(words, href)));
    };
    for one in &open.unreconciled {
        let href = format!("{}&period={}&code={}", at("books/reconcile?"), asking.period, one.code);
        add("close-unreconciled", bank(one), href);
    }
    for (one, many, came, went) in &open.bank_lines {
        let said = say("close-lines-of").put("bank", bank(one)).put("many", many.to_string());
        let said = said.put("came", came.to_string()).put("went", went.to_string());
        let href = format!("{}&period={}&code={}", at("books/reconcile?"), asking.period, one.code);
        add("close-bank-lines", said.to_string(), href);
    }
    for one in open.reserved.iter().take(NAMED) {
        let said = say("close-reserved-of").put("case", one.case.as_str()).put("sum", one.amount_fen.to_string());
        add("close-reserved", said.to_string(), format!("/desk/cases/{}", one.case));
    }
    for (contract, line) in open.due.iter().take(NAMED) {
        let said = say("close-due-of").put("contract", contract.clone()).put("line", line.to_string());
        add("close-due", said.to_string(), format!("/desk/contracts/{contract}"));
    }
    for (case, title) in open.cases.iter().take(NAMED) {
        add("close-cases", format!("{case} {}", teller.free(title)), format!("/desk/cases/{case}"));
    }
    for fund in open.funds.iter().take(NAMED) {
        let title = if fund.case.is_some() { teller.free(&fund.title) } else { say("fund-before").to_string() };
        let said = say("close-fund-of").put("fund", title).put("sum", fund.left_fen().to_string());
        add("close-funds", said.to_string(), at("books/funds?"));
    }
    let more = [open.reserved.len(), open.due.len(), open.cases.len(), open.funds.len()];
    let more: usize = more.iter().map(|many| many.saturating_sub(NAMED)).sum();
    if more > 0 {
        lines.push(Line::text(say("close-more"), more.to_string()));
    }
    if lines.is_empty() {
        lines.push(Line::text(say("close-open"), say("close-open-none").to_string()));
    }
    lines
}
