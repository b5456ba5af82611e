//! A year's vouchers of a village as a package writes them, and the same as a journal.

use crate::Outcome;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use village::Place;

/// The accounts that expenses go to.
const EXPENSES: [&str; 5] = ["51301", "51302", "51304", "51401", "51402"];

/// So many vouchers of 2025 in the order of their days: two lines, and three for every other one.
pub(super) fn csv(village: usize, vouchers: usize) -> String {
    let mut text = String::from("日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,附件张数\n");
    let (mut month, mut number) = (0, 0);
    for nth in 0..vouchers {
        let at = nth * 12 * 28 / vouchers.max(1);
        if at / 28 != month || nth == 0 {
            (month, number) = (at / 28, 0);
        }
        number += 1;
        let day = format!("2025-{:02}-{:02}", month + 1, at % 28 + 1);
        let fen = 100 + (nth * 7_919 + village * 104_729) % 900_000;
        let yuan = |fen: usize| format!("{}.{:02}", fen / 100, fen % 100);
        let account = |at: usize| EXPENSES.get(at % EXPENSES.len()).copied().unwrap_or("51301");
        let mut line = |code: &str, debit: &str, credit: &str| {
            let _ = writeln!(text, "{day},付,{number},第{nth}笔支出,{code},,{debit},{credit},1");
        };
        if nth % 2 == 0 {
            line(account(nth), &yuan(fen), "");
        } else {
            line(account(nth), &yuan(fen / 3), "");
            line(account(nth + 1), &yuan(fen - fen / 3), "");
        }
        line("10201", "", &yuan(fen));
    }
    text
}

/// Adds the same to a journal that `hledger` reads: an account of the village's own for each code.
pub(super) fn journal(path: &Path, village: &Place, csv: &str) -> Outcome<()> {
    let mut out = String::new();
    let mut last = String::new();
    for row in csv.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [day, word, number, what, code, _, debit, credit, _] = cells.as_slice() else {
            return Err("a row of the bench is malformed".into());
        };
        let head = format!("{day} ({word}-{number}) {what}");
        if head != last {
            let _ = writeln!(out, "\n{head}");
            last = head;
        }
        let sign = if debit.is_empty() { "-" } else { "" };
        let _ = writeln!(out, "    {village}:{code}  {sign}{debit}{credit} CNY");
    }
    OpenOptions::new().create(true).append(true).open(path)?.write_all(out.as_bytes())?;
    Ok(())
}
