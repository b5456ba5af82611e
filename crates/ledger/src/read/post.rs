//! The postings.

use super::accounts::code;
use super::raw::{PostingFile, RawPick, RawPosting, Text};
use super::sorted;
use crate::fault::{Faults, line_of, parse};
use crate::{Chart, Code, FileFault, Pick, Posting, Postings, Source, Word};
use toml::Spanned;

pub(crate) fn postings(chart: &Chart, source: Source<'_>) -> Result<Postings, Vec<FileFault>> {
    let raw: PostingFile = parse(source).map_err(|fault| vec![fault])?;
    let mut faults = Faults::of(source);
    let mut postings = Postings::default();
    for raw in raw.posting {
        let span = raw.span();
        let line = line_of(source.text, span.start);
        if let Some(posting) = posting(chart, raw.into_inner(), line, &mut faults) {
            if postings.of(&posting.affair, &posting.effect).is_some() {
                faults.at(&span, format!("`{}` of `{}` is posted twice", posting.effect, posting.affair));
            }
            postings.list.push(posting);
        }
    }
    let faults = sorted(faults.done());
    if faults.is_empty() { Ok(postings) } else { Err(faults) }
}

fn posting(chart: &Chart, raw: RawPosting, line: usize, faults: &mut Faults<'_>) -> Option<Posting> {
    let word = Word::named(raw.word.get_ref());
    if word.is_none() {
        let known = Word::ALL.map(Word::code).join(", ");
        faults
            .at(&raw.word.span(), format!("`{}` is no word of vouchers; expected one of {known}", raw.word.get_ref()));
    }
    let (debit, credit) = (pick(chart, raw.debit, faults), pick(chart, raw.credit, faults));
    Some(Posting {
        affair: raw.affair,
        effect: raw.effect,
        word: word?,
        debit: debit?,
        credit: credit?,
        amount: raw.amount,
        summary: raw.summary,
        line,
    })
}

fn pick(chart: &Chart, raw: Spanned<RawPick>, faults: &mut Faults<'_>) -> Option<Pick> {
    let span = raw.span();
    let raw = raw.into_inner();
    match (&raw.account, &raw.by, &raw.otherwise, raw.money) {
        (Some(account), None, None, false) => Some(Pick::Always(leaf(chart, account, faults)?)),
        (None, fact, None, true) => Some(Pick::Money { fact: fact.clone() }),
        (None, Some(fact), Some(otherwise), false) => {
            let mut values = std::collections::BTreeMap::new();
            for (value, account) in &raw.values {
                values.insert(value.clone(), leaf(chart, account, faults)?);
            }
            Some(Pick::By { fact: fact.clone(), values, otherwise: leaf(chart, otherwise, faults)? })
        }
        _ => {
            faults.at(&span, "expected `account`, or `money = true`, or `by` with `values` and `otherwise`");
            None
        }
    }
}

fn leaf(chart: &Chart, text: &Text, faults: &mut Faults<'_>) -> Option<Code> {
    let code = code(text, faults)?;
    if chart.is_leaf(&code) {
        return Some(code);
    }
    faults.at(&text.span(), format!("`{code}` is not an account that can be posted to"));
    None
}
