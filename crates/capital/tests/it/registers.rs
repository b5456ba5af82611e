//! The registers in a village's export: receipts, bank, contracts, property, budget and members are there, and the audit names a single
//! altered or dropped row of each by file, row, what was found and what was expected.

use crate::audit::{export, shared_out};
use crate::bank::{MARCH, received, reckoned, suggested};
use crate::scene::{code, expense, income, period, through, with_books};
use crate::{budget, cards, contracts, receipts};
use capital::{Finding, MatchLines, SignReconciliation, audit};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use std::collections::BTreeMap;
use village::{Place, Post};

on_both_databases!(
    one_altered_or_dropped_row_of_any_table_is_named_alone,
    what_is_altered_where_the_tables_come_from_is_named_by_its_entry,
    one_altered_or_dropped_standing_of_a_member_is_named_alone,
);

type Files = BTreeMap<String, String>;

/// A year that has some of everything: a budget, receipts issued and cancelled, a month compared with the bank and signed, wear, a lease
/// that fell due and was paid in part.
fn lived(bench: &Bench) -> Place {
    let village = with_books(bench);
    let accountant = || bench.desk(&village, Post::AgencyAccountant);
    cards::taken_over(bench, &village, &["ZC-001", "ZC-002"]);
    bench.done(&accountant(), receipts::book(bench, &village, "0001201", "0001250"));
    through(bench, &mut income(&village, "2000", "浙农NO.0001201"));
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    let spoilt = receipts::cancel(bench, &village, "浙农NO.0001202", 1, "写坏了金额");
    bench.done(&bench.desk(&village, Post::Bookkeeper), spoilt);
    bench.go_to(day("2026-04-02"));
    bench.done(&accountant(), received(&village, MARCH, "2026-03-31"));
    let groups = suggested(&reckoned(bench, &village, "2026-03-31"));
    bench.done(&accountant(), MatchLines { village: village.clone(), account: code("10201"), groups });
    let sign = SignReconciliation { village: village.clone(), account: code("10201"), period: period("2026-03") };
    bench.done(&accountant(), sign);
    cards::close(bench, &village, "2026-03");
    budget::decided(bench, &village);
    let lease = contracts::let_out(bench, &village, "2026-09-01");
    bench.go_to(day("2026-09-01"));
    assert_eq!(contracts::post_due(bench), 1);
    through(bench, &mut contracts::rent(&village, &lease, "2500", "浙农NO.0001203"));
    village
}

fn findings(files: &Files) -> Vec<Finding> {
    audit(files, &mut |_, _| {}).unwrap().findings
}

/// The cells of a row; none of these tables quotes any.
fn cells(row: &str) -> Vec<String> {
    row.split(',').map(str::to_owned).collect()
}

fn with(files: &Files, name: &str, change: impl Fn(&mut Vec<String>)) -> Files {
    let mut files = files.clone();
    let mut rows: Vec<String> = files[name].lines().map(str::to_owned).collect();
    change(&mut rows);
    files.insert(name.to_owned(), rows.join("\n") + "\n");
    files
}

/// Alters one cell of a row, then drops the row: each time the audit names the row, and the file's signature, and nothing else.
fn named(files: &Files, name: &str, column: &str) {
    let rows: Vec<&str> = files[name].lines().collect();
    assert!(rows.len() > 1, "{name} has no row");
    let head = cells(rows[0]);
    let at = head.iter().position(|one| one == column).unwrap_or_else(|| panic!("{name} has no column {column}"));
    for line in [1, rows.len() - 1] {
        let place = format!("{name}:{}", line + 1);
        let row = cells(rows[line]);
        let expected = row[at].clone();
        let altered = with(files, name, |rows| {
            let mut row = row.clone();
            row[at] = "7.77".into();
            rows[line] = row.join(",");
        });
        told_alone(&altered, name, &place, &format!("({column}): found `7.77`, expected `{expected}`"));
        let dropped = with(files, name, |rows| drop(rows.remove(line)));
        told_alone(&dropped, name, &place, &format!("a row is missing: found nothing, expected `{}`", rows[line]));
        let doubled = with(files, name, |rows| rows.insert(line, "x,y".into()));
        told_alone(&doubled, name, &place, "a row too many: found `x,y`, expected nothing");
    }
}

fn told_alone(files: &Files, name: &str, place: &str, what: &str) {
    let all = findings(files);
    let (signed, own): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.what.en == "it was altered after it was taken along");
    assert_eq!(signed.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), [name]);
    assert_eq!(own.len(), 1, "{name}: {own:#?}");
    assert_eq!(own[0].place, place, "{own:#?}");
    assert!(own[0].what.en.contains(what), "{name}: expected {what}: {own:#?}");
}

fn one_altered_or_dropped_row_of_any_table_is_named_alone(bench: &Bench) {
    let village = lived(bench);
    let files = export(bench, &village).files;
    assert_eq!(findings(&files), []);
    assert!(files["README.md"].contains("receipts.csv"));
    for name in files.keys().filter(|name| !["files.csv", "files.txt", "README.md"].contains(&name.as_str())) {
        assert!(files["README.md"].contains(&format!("`{name}`")), "the README does not explain {name}");
    }
    for (name, column) in [
        ("receipt_books.csv", "cancelled"),
        ("receipts.csv", "amount"),
        ("receipts.csv", "number"),
        ("bank_accounts.csv", "bank"),
        ("bank_statements.csv", "closing"),
        ("bank_lines.csv", "amount"),
        ("bank_lines.csv", "matching"),
        ("bank_matchings.csv", "amount"),
        ("reconciliations.csv", "bank_in"),
        ("contracts.csv", "settled"),
        ("contract_lines.csv", "amount"),
        ("contract_money.csv", "amount"),
        ("assets.csv", "worn"),
        ("wear.csv", "amount"),
        ("budget.csv", "actual"),
        ("vouchers.csv", "amount"),
        ("lines.csv", "debit"),
        ("trial.csv", "closing"),
    ] {
        named(&files, name, column);
    }
    // What is written there is what the pages say.
    assert!(files["receipts.csv"].contains("浙农NO.0001202,cancelled,"), "{}", files["receipts.csv"]);
    assert!(files["reconciliations.csv"].contains(",21880.00,21881.30,1.30,0.00,"), "{}", files["reconciliations.csv"]);
    assert!(files["contract_money.csv"].contains(",paid,2500.00,"), "{}", files["contract_money.csv"]);
    assert!(files["wear.csv"].contains(",2026-03,950.00,"), "{}", files["wear.csv"]);
    assert!(files["budget.csv"].contains("2026,513,expense,2000.00,"), "{}", files["budget.csv"]);
}

/// What becomes of the audit when a text is altered where everything is made from it.
fn altered(files: &Files, name: &str, from: &str, to: &str) -> Vec<Finding> {
    let mut files = files.clone();
    let text = files.get_mut(name).unwrap();
    assert!(text.contains(from), "{name} holds no `{from}`: {text}");
    *text = text.replacen(from, to, 1);
    findings(&files)
}

fn has(all: &[Finding], place: &str, what: &str) {
    let found = all.iter().any(|one| one.place.starts_with(place) && one.what.en.contains(what));
    assert!(found, "{place} {what}: {all:#?}");
}

fn what_is_altered_where_the_tables_come_from_is_named_by_its_entry(bench: &Bench) {
    let village = lived(bench);
    let files = export(bench, &village).files;
    let registers = "registers.jsonl";
    // Names are masked, and all the same nobody can alter what stands beside them.
    assert!(!files[registers].contains("青溪日杂店") || !files[registers].contains("小吴"), "{}", files[registers]);
    let line = |kind: &str| files[registers].lines().find(|line| line.contains(kind)).unwrap().to_owned();
    let seq = |kind: &str| {
        let line = line(kind);
        line.strip_prefix("{\"seq\":").unwrap().split(',').next().unwrap().to_owned()
    };
    let without = |kind: &str| altered(&files, registers, &format!("{}\n", line(kind)), "");
    let issued = format!("registers.jsonl: entry {}", seq("receipt.issued"));
    let all = altered(&files, registers, "\"amount_fen\":200000,\"book\":1", "\"amount_fen\":200100,\"book\":1");
    has(&all, &issued, "altered after it was taken along");
    has(&all, "receipts.csv", "come to 2,001.00 yuan, by the vouchers 2,000.00 came in");
    let all = without("receipts.cancelled");
    has(&all, "registers.jsonl: entry", "in the list of files and not here");
    has(&all, "receipts.csv", "receipt 浙农NO.0001202 is missing: neither issued nor cancelled");
    // What is not masked is proved by the log itself.
    let all = altered(&files, registers, "\"bank_in_fen\":130", "\"bank_in_fen\":230");
    has(&all, "registers.jsonl:", "is not what stands in the log");
    has(&all, "reconciliations.csv: 10201 2026-03", "bank_in: found 2.30, expected 1.30");
    has(&all, "reconciliations.csv: 10201 2026-03", "after adjustment found");
    let all = altered(&files, registers, "\"balance_fen\":2188000", "\"balance_fen\":2188100");
    has(&all, "bank_lines.csv", "found a balance of 21,881.00, expected 21,880.00");
    let all = altered(
        &files,
        registers,
        "\"over_fen\":0,\"parts\":[{\"amount_fen\":250000",
        "\"over_fen\":0,\"parts\":[{\"amount_fen\":260000",
    );
    has(&all, "contract_money.csv: entry", "found 2,600.00 yuan laid on it, expected 2,500.00");
    let all = altered(&files, "entries.jsonl", "{\"amount_fen\":95000,\"card\"", "{\"amount_fen\":96000,\"card\"");
    has(&all, "wear.csv: entry", "found 960.00 worn, expected 950.00 by the straight line");
    has(&all, "wear.csv: entry", "expected 1,900.00 as in the voucher");
    let all = without("budget.decided");
    has(&all, "budget.csv:2", "a row too many");
    // An entry that may be masked is masked, and no other.
    let all = altered(&files, registers, "\"kind\":\"receipt.issued\"", "\"kind\":\"budget.decided\"");
    has(&all, "registers.jsonl:", "not masked as it should be");
}

fn one_altered_or_dropped_standing_of_a_member_is_named_alone(bench: &Bench) {
    let village = shared_out(bench);
    let files = export(bench, &village).files;
    for (name, column) in [
        ("members.csv", "heads"),
        ("households.csv", "shares"),
        ("distributions.csv", "total"),
        ("parts.csv", "shares"),
    ] {
        named(&files, name, column);
    }
    let all = altered(&files, "registers.jsonl", "\"heads_hs\":100", "\"heads_hs\":200");
    has(&all, "registers.jsonl: entry", "altered after it was taken along");
    has(&all, "members.csv", "3.25 shares before, 2.25 after");
}
