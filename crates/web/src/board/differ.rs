//! How one version of an item differs from the one before it.

use crate::board::content::line_words;
use crate::told::Teller;
use office::{Cell, Content};
use std::collections::BTreeSet;

/// What was taken out and what was put in, in words.
#[derive(Default)]
pub(crate) struct Difference {
    pub(crate) out: Vec<String>,
    pub(crate) put_in: Vec<String>,
}

impl Difference {
    pub(crate) fn is_empty(&self) -> bool {
        self.out.is_empty() && self.put_in.is_empty()
    }
}

/// Every line of a version, in words.
fn lines(teller: &Teller, content: &Content) -> Vec<String> {
    let mut all = Vec::new();
    for figure in &content.figures {
        all.push(format!(
            "{} {}",
            teller.heading(&figure.name),
            line_words(teller, std::slice::from_ref(&figure.cell))
        ));
    }
    for table in &content.tables {
        for cells in &table.rows {
            let cells: Vec<Cell> = cells.clone();
            all.push(format!("{} · {}", teller.heading(&table.name), line_words(teller, &cells)));
        }
    }
    all.extend(teller.free(&content.text).lines().map(str::to_owned));
    all
}

/// What stands in one and not in the other.
pub(crate) fn difference(teller: &Teller, old: &Content, new: &Content) -> Difference {
    let (old, new) = (lines(teller, old), lines(teller, new));
    let (was, is): (BTreeSet<&String>, BTreeSet<&String>) = (old.iter().collect(), new.iter().collect());
    Difference {
        out: old.iter().filter(|line| !is.contains(line)).cloned().collect(),
        put_in: new.iter().filter(|line| !was.contains(line)).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::Eyes;
    use village::{Fen, Language, Moment, Words};

    #[test]
    fn only_what_changed_is_told() {
        let teller = Teller::new(Language::Zh, Moment(0), Eyes::Stranger);
        let line = |what: &str, fen| vec![Cell::Free(what.to_owned()), Cell::Fen(Fen(fen))];
        let heads = [("摘要", "what"), ("金额", "amount")];
        let of = |rows| {
            Content::default().figure("支出", "out", Cell::Fen(Fen(100))).table(
                Words::new("逐笔", "lines"),
                &heads,
                rows,
            )
        };
        let (old, new) = (of(vec![line("扫帚", 100)]), of(vec![line("扫帚", 120), line("铁锹", 30)]));
        let found = difference(&teller, &old, &new);
        assert_eq!((found.out.len(), found.put_in.len()), (1, 2));
        assert!(found.out[0].contains("扫帚 · 1.00"), "{:?}", found.out);
        assert!(difference(&teller, &old, &old).is_empty());
    }
}
