//! A village's books taken along: they check without server or database, one altered figure is named, and another program comes to
//! the same balances.

use crate::bank::{OWN, confirm, propose, received};
use crate::handover::put_right;
use crate::members::{changing, list_of, of_the_year, taken_over};
use crate::scene::{code, expense, income, opening, period, through, with_books};
use capital::{
    CaseSeen, ClosePeriod, ConfirmReversal, CorrectOpening, Export, ProposeReversal, audit, voucher_of_case,
};
use demo::testing::{Bench, day};
use demo::{make_paper, on_both_databases};
use ledger::Code;
use office::Desk;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use village::{Place, Post};

on_both_databases!(
    an_export_agrees_with_itself_and_names_a_single_altered_figure,
    an_export_takes_the_register_along_and_what_was_shared_out_over_it,
    hledger_comes_to_the_same_balances,
);

/// Income, two expenses, one of them put on another account, March closed, one more expense in April.
fn lived(bench: &Bench) -> Place {
    let village = with_books(bench);
    // Opening balances put right by two before anything rests on them.
    let again = opening(bench, &village).opening.into_iter().rev().collect();
    bench.by_two(&village, CorrectOpening { opening: again, ..put_right(bench, &village, 1) });
    through(bench, &mut income(&village, "8000", "3301-0001"));
    let mut claim = expense(&village, "120.50", "24330000000000000001", "transfer");
    through(bench, &mut claim);
    through(bench, &mut expense(&village, "300", "24330000000000000002", "cash"));
    let id = bench.read(|reader| voucher_of_case(reader, claim.case.as_ref().unwrap())).unwrap();
    let deed = ProposeReversal {
        village: village.clone(),
        voucher: id.clone(),
        reason: "记错科目".into(),
        instead: BTreeMap::from([(1, code("51306"))]),
        paper: make_paper(bench.office.files(), "说明", &["改记".into()]).unwrap(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), deed);
    let back = ConfirmReversal { village: village.clone(), voucher: id };
    bench.done(&bench.desk(&village, Post::TownshipOfficial), back);
    bench.go_to(day("2026-04-02"));
    let close =
        ClosePeriod {
            village: village.clone(), period: period("2026-03"), reason: "银行对账单还没有寄到".into()
        };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    through(bench, &mut expense(&village, "88", "24330000000000000003", "transfer"));
    // What the bank booked by itself in the closed month stands in the open one.
    bench.done(&bench.desk(&village, Post::AgencyAccountant), received(&village, OWN, "2026-03-31"));
    for line in [1, 2] {
        bench.done(&bench.desk(&village, Post::AgencyAccountant), propose(&village, line));
        bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm(&village, line));
    }
    village
}

pub(crate) fn export(bench: &Bench, village: &Place) -> Export {
    bench.office.archive().checkpoint(bench.now()).unwrap();
    let desk = Desk::unnamed(&bench.office, bench.now());
    let mut export = bench.read(|reader| capital::export(reader, &desk, village, &mut |_, _| {})).unwrap();
    let seen = |case: &village::CaseId| {
        let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
        let acts = bench.read(|reader| affairs::acts(reader, case)).len();
        CaseSeen { case: case.clone(), affair: row.affair, acts, paid_fen: row.paid_fen.0, refunded_fen: 0 }
    };
    let cases: Vec<CaseSeen> = export.cases.iter().map(seen).collect();
    export.with_cases(&cases);
    export.sign(bench.office.archive()).unwrap();
    export
}

fn an_export_agrees_with_itself_and_names_a_single_altered_figure(bench: &Bench) {
    let village = lived(bench);
    let files = export(bench, &village).files;
    let found = audit(&files, &mut |_, _| {}).unwrap();
    assert_eq!(found.findings, [], "{:?}", found.findings);
    assert_eq!((found.vouchers, found.entries > found.vouchers), (8, true));
    assert_eq!(found.members, None, "a village without a register is audited as it always was");
    assert!(!files.contains_key("members.csv"));
    let check = |name: &str, from: &str, to: &str, place: &str, what: &str| {
        let mut files = files.clone();
        let text = files.get_mut(name).unwrap();
        assert!(text.contains(from), "{name} holds no `{from}`");
        *text = text.replacen(from, to, 1);
        let findings = audit(&files, &mut |_, _| {}).unwrap().findings;
        let told = |one: &&capital::Finding| one.place.starts_with(place) && one.what.en.contains(what);
        assert!(findings.iter().any(|one| told(&one)), "{name}: {findings:?}");
    };
    check("lines.csv", "120.50", "120.60", "lines.csv:", "120.60");
    check("vouchers.csv", "8000.00", "8000.01", "vouchers.csv:2", "expected");
    check("trial.csv", "20000.00", "20000.10", "trial.csv:", "20000.10");
    check("statements.csv", "8000.00", "9000.00", "statements.csv:", "9000.00");
    check("books.journal", "-120.50", "-120.40", "books.journal:", "-120.40");
    check("accounts.csv", "500.00", "501.00", "accounts.csv:2", "501.00");
    // A figure changed where everything is made from it: the log says otherwise, and so do the tables.
    check(
        "entries.jsonl",
        "\"amount_fen\":12050",
        "\"amount_fen\":12051",
        "entries.jsonl:",
        "is not what stands in the log",
    );
    check(
        "entries.jsonl",
        "\"amount_fen\":12050,\"side\"",
        "\"amount_fen\":12051,\"side\"",
        "entries.jsonl: entry",
        "are not equal",
    );
    // A case that paid less than left the bank, and one that is not there.
    check("cases.csv", ",12050,0", ",12049,0", "cases.csv", "left the bank");
    // Nothing else tells what a case paid: the list of files that the log's key has signed does.
    check("cases.csv", ",12050,0", ",12051,0", "cases.csv", "altered after it was taken along");
    check("cases.csv", ",12050,0", ",12051,0", "cases.csv:", "column 4 (paid_fen): found `12051`, expected `12050`");
    check("cases-again.csv", ",12050,0", ",12051,0", "cases-again.csv:", "found `12051`, expected `12050`");
    check("files.csv", "cases.csv,", "cases.csv,0", "files.txt", "does not hold");
    check("cases.csv", "-C3-", "-C4-", "cases.csv", "which is not there");
    // An entry left out: its number is missing among the vouchers.
    let mut fewer = files.clone();
    let text = fewer.get_mut("entries.jsonl").unwrap();
    let kept: Vec<&str> = text.lines().enumerate().filter(|(nth, _)| *nth != 1).map(|(_, line)| line).collect();
    *text = kept.join("\n");
    assert!(!audit(&fewer, &mut |_, _| {}).unwrap().findings.is_empty());
    let mut other = files.clone();
    // The number of entries that was signed is its second line.
    let signed: Vec<&str> = files["checkpoint.txt"].lines().collect();
    let more = [&[signed[0], "7"], &signed[2..]].concat().join("\n");
    other.insert("checkpoint.txt".into(), more + "\n");
    assert!(audit(&other, &mut |_, _| {}).is_err() || !audit(&other, &mut |_, _| {}).unwrap().findings.is_empty());
    other.remove("key.txt");
    assert!(audit(&other, &mut |_, _| {}).is_err_and(|what| what.ends_with("key.txt: it is missing")));
}

/// A register, one born into it by a case, a transfer, and 7,000 yuan shared out over it and paid.
pub(crate) fn shared_out(bench: &Bench) -> Place {
    let village = with_books(bench);
    let all = taken_over(bench, &village);
    through(bench, &mut changing(&village, "birth", "周小宝，新，第1户，成员，1，0，0"));
    let [one, other] = ["-0001", "-0002"].map(|end| all.iter().find(|row| row.id.ends_with(end)).unwrap());
    let lines = format!(
        "{}，0001，{}，成员，0.5，0，0\n{}，0002，{}，成员，1.5，0.25，0",
        one.name, one.household, other.name, other.household
    );
    let mut given = changing(&village, "share", &lines);
    given.values.insert("share_after".into(), "168".into());
    through(bench, &mut given);
    let mut year = of_the_year(&village);
    bench.go_on_to(&mut year, "pay_list");
    let list = list_of(bench, &village, year.case.as_ref().unwrap().as_str());
    year.values.insert("shares".into(), list);
    through(bench, &mut year);
    // A later change leaves what was shared out before it as it was.
    through(bench, &mut changing(&village, "birth", "周二宝，新，第2户，成员，1，0，0"));
    village
}

fn an_export_takes_the_register_along_and_what_was_shared_out_over_it(bench: &Bench) {
    let village = shared_out(bench);
    let files = export(bench, &village).files;
    let found = audit(&files, &mut |_, _| {}).unwrap();
    assert_eq!(found.findings, [], "{:?}", found.findings);
    assert_eq!((found.members, found.distributions), (Some(62), 1));
    let names: Vec<String> =
        bench.read(|reader| capital::members(reader, &village)).into_iter().map(|row| row.name).collect();
    let of_the_register = ["members.csv", "households.csv", "distributions.csv", "distributions.jsonl", "parts.csv"];
    for name in of_the_register {
        assert!(!names.iter().any(|full| files[name].contains(full.as_str())), "{name} names somebody");
    }
    assert!(files["members.csv"].contains("-M-0061,1,周**,1,member,1,0,0,birth,"), "{}", files["members.csv"]);
    assert!(files["distributions.csv"].contains(",7000.00,"), "{}", files["distributions.csv"]);
    let told = |files: &BTreeMap<String, String>, place: &str, what: &str| {
        let findings = audit(files, &mut |_, _| {}).unwrap().findings;
        let found = findings.iter().any(|one| one.place.starts_with(place) && one.what.en.contains(what));
        assert!(found, "{place} {what}: {findings:#?}");
    };
    let check = |name: &str, from: &str, to: &str, place: &str, what: &str| {
        let mut files = files.clone();
        let text = files.get_mut(name).unwrap();
        assert!(text.contains(from), "{name} holds no `{from}`: {text}");
        *text = text.replacen(from, to, 1);
        told(&files, place, what);
    };
    let own = "990101001001-M-0003,1,周**,1,member,1,0.5,0,imported";
    let more = own.replace("0.5", "0.75");
    // The register follows from its entries, whose names are masked: what is altered in it is named where it stands.
    check("members.csv", own, &more, "members.csv:", "column 7 (work): found `0.75`, expected `0.5`");
    check("members.csv", own, &more, "members.csv", "altered after it was taken along");
    check("members.csv", ",1,0,0,birth,", ",2,0,0,birth,", "members.csv:", "found `2`, expected `1`");
    check("members.csv", ",1.5,0.25,0,share,", ",1.75,0.25,0,share,", "members.csv:", "found `1.75`, expected `1.5`");
    check("members.csv", "-J1-", "-J9-", "members.csv:", "column 10 (case): found");
    check("members.csv", "-M-0002,1,", "-M-0002,3,", "members.csv:", "column 2 (serial): found `3`, expected `1`");
    check("members.csv", ",member,", ",owner,", "members.csv:", "found `owner`, expected `member`");
    check("parts.csv", ",1.5,", ",1.25,", "parts.csv:", "1.25");
    check("distributions.csv", "7000.00", "7000.01", "distributions.csv:2", "7000.01");
    check(
        "distributions.jsonl",
        "\"shares_hs\":150",
        "\"shares_hs\":175",
        "distributions.jsonl:1",
        "is not what stands",
    );
    check(
        "distributions.jsonl",
        "\"shares_hs\":150",
        "\"shares_hs\":175",
        "distributions.jsonl: entry",
        "by the shares it is",
    );
    check("distributions.jsonl", "\"total_fen\":700000", "\"total_fen\":700001", "distributions.csv", "left the bank");
    let mut without = files.clone();
    without.retain(|name, _| !of_the_register.contains(&name.as_str()));
    told(&without, "members.csv", "in the list of files and not here");
    without.insert("members.csv".into(), files["members.csv"].clone());
    assert!(audit(&without, &mut |_, _| {}).is_err_and(|what| what.contains("distributions.jsonl")));
}

fn hledger_comes_to_the_same_balances(bench: &Bench) {
    let village = lived(bench);
    let files = export(bench, &village).files;
    let started = Command::new("hledger")
        .args(["-f", "-", "balance", "--flat", "--empty", "--no-total", "-O", "csv"])
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut hledger) = started else {
        eprintln!("skipped: Debian's package `hledger` is not installed (apt-get install hledger)");
        return;
    };
    hledger.stdin.take().unwrap().write_all(files["books.journal"].as_bytes()).unwrap();
    let done = hledger.wait_with_output().unwrap();
    assert!(done.status.success());
    let mut theirs: BTreeMap<Code, i64> = BTreeMap::new();
    for line in String::from_utf8(done.stdout).unwrap().lines().skip(1) {
        let (account, balance) = line.trim_matches('"').split_once("\",\"").unwrap();
        let own = account.rsplit(':').next().unwrap().split(' ').next().unwrap();
        let fen = balance.trim_end_matches(" CNY").replace(['.', ','], "").parse().unwrap();
        // A whole zero is written without its fen.
        theirs.insert(code(own), fen);
    }
    let ours = bench.read(|reader| capital::balances_at(reader, &village, day("2026-04-30")));
    let ours: BTreeMap<Code, i64> = ours.into_iter().filter(|(_, fen)| *fen != 0).collect();
    theirs.retain(|_, fen| *fen != 0);
    assert_eq!(theirs, ours);
    assert!(ours.len() >= 6, "{ours:?}");
}
