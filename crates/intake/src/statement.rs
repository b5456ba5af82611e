//! A bank's statement (银行对账单): lines in the order in which the bank booked them, each with the balance after it.

use village::{Day, Fen, Words};

/// One line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankLine {
    /// The row of a table, or the number of the entry in an XML statement.
    pub row: u32,
    /// The day on which the bank booked it.
    pub day: Day,
    /// What came in; below nothing for what went out.
    pub amount_fen: Fen,
    /// The balance after it.
    pub balance_fen: Fen,
    /// Who paid, or was paid.
    pub payee: String,
    /// What the bank says it was for.
    pub remark: String,
    /// The bank's own number for it.
    pub reference: String,
}

/// A statement that was read without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `csv`, `xlsx`, or the message's name and version, such as `camt.053.001.08`.
    pub form: String,
    /// The last four digits of the account's number, where the file tells it.
    pub last_digits: Option<String>,
    /// The balance before the first line.
    pub opening_fen: Fen,
    /// The balance after the last line.
    pub closing_fen: Fen,
    /// The last day that it covers, where the file tells it.
    pub until: Option<Day>,
    /// The lines.
    pub lines: Vec<BankLine>,
    /// What the reader should know about how it was read.
    pub notes: Vec<Words>,
}

/// Lines in order, the balance before the first, and whether they had to be turned round.
type Ordered = (Vec<BankLine>, Fen, bool);

/// Lines in the order in which they were booked, with the balance before the first; or each row whose balance does not follow from
/// the one before it. Many banks list the newest line first.
pub(crate) fn in_order(mut lines: Vec<BankLine>) -> Result<Ordered, Vec<(u32, Words)>> {
    let down = broken(&lines);
    let mut turned = false;
    if !down.is_empty() {
        lines.reverse();
        let up = broken(&lines);
        if up.len() > down.len() || (up.len() == down.len() && !later_first(&lines)) {
            return Err(down);
        }
        if !up.is_empty() {
            return Err(up);
        }
        turned = true;
    }
    let opening = lines.first().map_or(Fen(0), |line| line.balance_fen - line.amount_fen);
    Ok((lines, opening, turned))
}

/// The rows whose balance does not follow from the row beside it, where some rows could not be read: each run of rows that were read is
/// held together by itself, in the direction in which fewer break.
pub(crate) fn broken_parts(lines: &[Option<BankLine>]) -> Vec<(u32, Words)> {
    let runs: Vec<Vec<BankLine>> =
        lines.split(Option::is_none).map(|run| run.iter().flatten().cloned().collect()).collect();
    let all = |turned: bool| -> Vec<(u32, Words)> {
        let of = |run: &Vec<BankLine>| {
            let mut run = run.clone();
            if turned {
                run.reverse();
            }
            broken(&run)
        };
        runs.iter().flat_map(of).collect()
    };
    let (down, up) = (all(false), all(true));
    if up.len() < down.len() { up } else { down }
}

/// Whether lines that were turned round begin with the earlier day.
fn later_first(turned: &[BankLine]) -> bool {
    matches!((turned.first(), turned.last()), (Some(first), Some(last)) if first.day < last.day)
}

fn broken(lines: &[BankLine]) -> Vec<(u32, Words)> {
    let mut faults = Vec::new();
    for pair in lines.windows(2) {
        let [before, line] = pair else { continue };
        let expected = before.balance_fen + line.amount_fen;
        if line.balance_fen != expected {
            let (had, moved, found) = (before.balance_fen, line.amount_fen, line.balance_fen);
            faults.push((
                line.row,
                Words::new(
                    format!("余额接不上：前一笔余额{had}元，本笔{moved}元，应为{expected}元，表里是{found}元"),
                    format!(
                        "the balance does not follow: {had} before, {moved} moved, expected {expected}, found {found}"
                    ),
                ),
            ));
        }
        if line.day < before.day {
            faults.push((
                line.row,
                Words::new(
                    format!("日期{}早于前一笔的{}，应按时间先后排列", line.day, before.day),
                    format!(
                        "day {} lies before {} of the line before it; expected them in order",
                        line.day, before.day
                    ),
                ),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(row: u32, day: &str, amount: i64, balance: i64) -> BankLine {
        BankLine {
            row,
            day: day.parse().unwrap(),
            amount_fen: Fen(amount),
            balance_fen: Fen(balance),
            payee: String::new(),
            remark: String::new(),
            reference: String::new(),
        }
    }

    #[test]
    fn a_statement_with_the_newest_line_first_is_turned_round() {
        let lines =
            vec![line(2, "2026-03-09", -200, 900), line(3, "2026-03-05", 100, 1100), line(4, "2026-03-05", 500, 1000)];
        let (ordered, opening, turned) = in_order(lines).unwrap();
        assert_eq!((ordered[0].row, opening, turned), (4, Fen(500), true));
        let (_, opening, turned) = in_order(ordered).unwrap();
        assert_eq!((opening, turned), (Fen(500), false));
    }

    #[test]
    fn every_balance_that_does_not_follow_is_named_by_its_row() {
        let lines = vec![
            line(2, "2026-03-05", 500, 1000),
            line(3, "2026-03-06", 100, 1101),
            line(4, "2026-03-07", 100, 1201),
            line(5, "2026-03-08", -1, 1100),
        ];
        let faults = in_order(lines).unwrap_err();
        assert_eq!(faults.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3, 5]);
        assert!(faults[0].1.zh.contains("应为11.00元，表里是11.01元"), "{}", faults[0].1.zh);
    }

    #[test]
    fn one_line_tells_what_was_before_it() {
        let (_, opening, _) = in_order(vec![line(2, "2026-03-05", -500, 1000)]).unwrap();
        assert_eq!(opening, Fen(1500));
        assert_eq!(in_order(Vec::new()).unwrap().1, Fen(0));
    }
}
