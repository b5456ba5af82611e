//! The postings.

use super::accounts::code;
use super::raw::{OneOrMore, PostingFile, RawBudget, RawPick, RawPosting, RawPostingLine, RawReceipt, Text};
use super::sorted;
use crate::fault::{Faults, line_of, parse};
use crate::{
    BudgetRule, Chart, Class, Code, FileFault, Pick, Posting, PostingLine, Postings, ReceiptRule, Side, Source, Sum,
    Term, Unposted, Word,
};
use std::collections::BTreeMap;
use toml::Spanned;

pub(crate) fn postings(chart: &Chart, source: Source<'_>) -> Result<Postings, Vec<FileFault>> {
    let raw: PostingFile = parse(source).map_err(|fault| vec![fault])?;
    let mut reading = Reading { chart, faults: Faults::of(source) };
    let mut postings = Postings::default();
    for raw in raw.posting {
        let span = raw.span();
        let line = line_of(source.text, span.start);
        if let Some(posting) = reading.posting(raw, line) {
            if postings.of(&posting.affair, &posting.effect).any(|other| other.word == posting.word) {
                let (effect, affair, word) = (&posting.effect, &posting.affair, posting.word.code());
                reading.faults.at(&span, format!("`{effect}` of `{affair}` is posted twice as `{word}`"));
            }
            postings.list.push(posting);
        }
    }
    for raw in raw.receipt {
        let span = raw.span();
        let line = line_of(source.text, span.start);
        let RawReceipt { affair, number, amount, payer, summary, parts } = raw.into_inner();
        if postings.receipts.iter().any(|other| other.affair == affair) {
            reading.faults.at(&span, format!("the receipts of `{affair}` are told twice"));
        }
        postings.receipts.push(ReceiptRule { affair, number, amount, payer, summary, parts, line });
    }
    for raw in raw.budget {
        let line = line_of(source.text, raw.span().start);
        let rule = reading.budget(raw, line);
        postings.budgets.push(rule);
    }
    for raw in raw.unposted {
        let span = raw.span();
        let line = line_of(source.text, span.start);
        let raw = raw.into_inner();
        if raw.why.trim().is_empty() {
            reading.faults.at(&span, "an amount that is not posted says why");
        }
        postings.unposted.push(Unposted { affair: raw.affair, amounts: raw.amounts, why: raw.why, line });
    }
    let faults = sorted(reading.faults.done());
    if faults.is_empty() { Ok(postings) } else { Err(faults) }
}

struct Reading<'a> {
    chart: &'a Chart,
    faults: Faults<'a>,
}

impl Reading<'_> {
    fn budget(&mut self, raw: Spanned<RawBudget>, line: usize) -> BudgetRule {
        let span = raw.span();
        let RawBudget { affair, effect, year, ahead, lines: named } = raw.into_inner();
        let mut lines = Vec::new();
        for (account, fact) in named {
            let code = Code::parse(&account).ok().filter(|code| code.level() == 1);
            let class = code.as_ref().and_then(|code| self.chart.account(code)).map(|account| account.class);
            match code.filter(|_| matches!(class, Some(Class::Income | Class::Expense))) {
                Some(code) => lines.push((code, fact)),
                None => {
                    let what = format!("`{account}` is no account of income or expense of the first level");
                    self.faults.at(&span, what);
                }
            }
        }
        BudgetRule { affair, effect, year, ahead, lines, line }
    }

    fn posting(&mut self, raw: Spanned<RawPosting>, line: usize) -> Option<Posting> {
        let span = raw.span();
        let raw = raw.into_inner();
        let word = Word::named(raw.word.get_ref());
        if word.is_none() {
            let known = Word::ALL.map(Word::code).join(", ");
            let what = format!("`{}` is no word of vouchers; expected one of {known}", raw.word.get_ref());
            self.faults.at(&raw.word.span(), what);
        }
        let lines = match (raw.debit, raw.credit, raw.amount, raw.line) {
            (Some(debit), Some(credit), Some(amount), more) if more.is_empty() => {
                let sum = Sum::Of { amount: self.term(&amount)?, less: Vec::new(), at_most: None };
                let line = |side, pick| PostingLine { side, pick, sum: sum.clone(), turned: None, optional: false };
                let (debit, credit) = (self.pick(debit), self.pick(credit));
                vec![line(Side::Debit, debit?), line(Side::Credit, credit?)]
            }
            (None, None, None, more) if more.len() > 1 => {
                let lines: Vec<_> = more.into_iter().map(|line| self.line(line)).collect();
                lines.into_iter().collect::<Option<Vec<_>>>()?
            }
            _ => {
                self.faults.at(&span, "expected `debit`, `credit` and `amount`, or at least two `[[posting.line]]`");
                return None;
            }
        };
        if lines.iter().filter(|line| line.sum == Sum::Rest).count() > 1 {
            self.faults.at(&span, "only one line takes the rest");
        }
        Some(Posting {
            affair: raw.affair,
            effect: raw.effect,
            word: word?,
            lines,
            summary: raw.summary,
            ceiling: raw.ceiling,
            arose: raw.arose,
            line,
        })
    }

    fn line(&mut self, raw: Spanned<RawPostingLine>) -> Option<PostingLine> {
        let span = raw.span();
        let raw = raw.into_inner();
        let (side, pick) = match (raw.debit, raw.credit) {
            (Some(pick), None) => (Side::Debit, pick),
            (None, Some(pick)) => (Side::Credit, pick),
            _ => {
                self.faults.at(&span, "a line has either `debit` or `credit`");
                return None;
            }
        };
        let sum = match (&raw.amount, raw.less.is_empty() && raw.at_most.is_none()) {
            (None, true) => Sum::Rest,
            (Some(amount), _) => Sum::Of {
                amount: self.term(amount)?,
                less: raw.less.iter().map(|term| self.term(term)).collect::<Option<_>>()?,
                at_most: match &raw.at_most {
                    Some(most) => Some(self.term(most)?),
                    None => None,
                },
            },
            (None, false) => {
                self.faults.at(&span, "`less` and `at_most` go with an `amount`; a line without one takes the rest");
                return None;
            }
        };
        let turned = match &raw.turned {
            Some(_) if sum != Sum::Rest => {
                self.faults.at(&span, "only the rest can turn to the other side");
                return None;
            }
            Some(code) => Some(self.leaf(code)?),
            None => None,
        };
        Some(PostingLine { side, pick: self.pick(pick)?, sum, turned, optional: raw.optional })
    }

    fn term(&mut self, text: &Text) -> Option<Term> {
        let account = |reading: &mut Self, code: &str| match Code::parse(code) {
            Ok(code) if reading.chart.account(&code).is_some() => Some(code),
            _ => {
                reading.faults.at(&text.span(), format!("`{code}` is not an account of the chart"));
                None
            }
        };
        match text.get_ref().split_once(':') {
            Some(("credited", code)) => account(self, code).map(Term::Credited),
            Some(("owed", code)) => account(self, code).map(Term::Owed),
            Some((other, _)) => {
                let what = format!("`{other}:` is not known: expected a fact, `credited:` or `owed:` with an account");
                self.faults.at(&text.span(), what);
                None
            }
            None => Some(Term::Fact(text.get_ref().clone())),
        }
    }

    fn pick(&mut self, raw: Spanned<RawPick>) -> Option<Pick> {
        let span = raw.span();
        let raw = raw.into_inner();
        match raw {
            RawPick { account: Some(account), by: None, otherwise: None, money: false, until: None, .. } => {
                Some(Pick::Always(self.leaf(&account)?))
            }
            RawPick { account: None, by, otherwise: None, money: true, until: None, values, .. } => {
                let fact = match by {
                    None => None,
                    Some(OneOrMore::One(fact)) => Some(fact),
                    Some(OneOrMore::More(_)) => {
                        self.faults.at(&span, "money goes by one fact");
                        return None;
                    }
                };
                let values = values.into_iter().map(|(said, kind)| (said, kind.into_inner())).collect();
                Some(Pick::Money { fact, values })
            }
            RawPick {
                account: None,
                by: Some(by),
                values,
                otherwise: Some(otherwise),
                money: false,
                until: None,
                ..
            } => {
                let facts = match by {
                    OneOrMore::One(fact) => vec![fact],
                    OneOrMore::More(facts) => facts,
                };
                let mut accounts = BTreeMap::new();
                for (value, account) in &values {
                    accounts.insert(value.clone(), self.leaf(account)?);
                }
                Some(Pick::By { facts, values: accounts, otherwise: self.leaf(&otherwise)? })
            }
            RawPick {
                account: None, by: None, until: Some(until), days: Some(days), near, far, money: false, ..
            } => match (near, far) {
                (Some(near), Some(far)) => {
                    Some(Pick::Term { until, days, near: self.leaf(&near)?, far: self.leaf(&far)? })
                }
                _ => {
                    self.faults.at(&span, "`until` needs `days`, `near` and `far`");
                    None
                }
            },
            _ => {
                let what = "expected `account`, or `money = true`, or `by` with `values` and `otherwise`, or `until`";
                self.faults.at(&span, what);
                None
            }
        }
    }

    fn leaf(&mut self, text: &Text) -> Option<Code> {
        let code = code(text, &mut self.faults)?;
        if self.chart.is_leaf(&code) {
            return Some(code);
        }
        self.faults.at(&text.span(), format!("`{code}` is not an account that can be posted to"));
        None
    }
}
