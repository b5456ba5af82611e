//! The chart of accounts in the rule book, and postings that name what their affair does not have.

use crate::common::{files, national};
use procedure::{FieldKind, RuleBook, RuleFile, Way};

#[test]
fn every_amount_of_every_affair_is_posted_or_said_not_to_be() {
    let book = national();
    assert_eq!(book.chart.as_ref().unwrap().accounts().filter(|account| account.code.level() == 1).count(), 42);
    assert_eq!(book.affairs.len(), 32);
    for affair in book.affairs.values() {
        let read = |posting: &ledger::Posting| posting.names().amounts;
        let posted: Vec<String> =
            book.postings.all().iter().filter(|p| p.affair == affair.code).flat_map(read).collect();
        let unposted = book.postings.unposted().iter().filter(|left| left.affair == affair.code);
        let unposted: Vec<&String> = unposted.flat_map(|left| &left.amounts).collect();
        for field in affair.steps.iter().flat_map(|step| &step.fields).filter(|field| field.kind == FieldKind::Money) {
            let (is_posted, is_left) = (posted.contains(&field.id), unposted.contains(&&field.id));
            assert!(is_posted != is_left, "{} {}: posted {is_posted}, left out {is_left}", affair.code, field.id);
        }
    }
}

#[test]
fn whatever_pays_or_books_has_a_posting() {
    let book = national();
    for affair in book.affairs.values() {
        for step in &affair.steps {
            let on = |outcome: &&procedure::Outcome| outcome.way != Way::Back || !outcome.effects.is_empty();
            for outcome in step.outcomes.iter().filter(on) {
                // What the bank sent back is paid once more, in a step of its own; it pays nothing that was not paid before.
                let pays = outcome.effects.iter().any(|effect| ["payment", "repayment"].contains(&effect.as_str()));
                assert_eq!(step.duty == "pay", pays, "{} {}: a payment is an effect of `pay`", affair.code, step.id);
                // Contracts and their schedules are kept in a register; what falls due is posted by itself.
                let books = |effect: &&String| {
                    book.effects[*effect]
                        .by
                        .as_deref()
                        .is_some_and(|by| ["capital.post", "capital.reserve"].contains(&by))
                };
                for effect in outcome.effects.iter().filter(books) {
                    let posted = book.postings.of(&affair.code, effect).next().is_some();
                    assert!(posted, "{} {} {}: `{effect}` posts nothing", affair.code, step.id, outcome.id);
                }
            }
        }
    }
}

/// Money leaves in two phases: it is kept back at the last signature, as much as is paid in the end. Rents that pass through are
/// not in the village's account before they are paid out.
#[test]
fn what_is_paid_was_kept_back() {
    let book = national();
    for affair in book.affairs.values().filter(|affair| affair.code != "E2") {
        let amount = |effect: &str| {
            let all = book.postings.of(&affair.code, effect).filter(|posting| posting.word == ledger::Word::Payment);
            all.flat_map(|posting| &posting.lines)
                .find(|line| matches!(line.pick, ledger::Pick::Money { .. }))
                .map(|line| (line.sum.clone(), line.pick.clone()))
        };
        assert_eq!(amount("payment"), amount("reservation"), "{}", affair.code);
        let shared = affair.shares.amount.as_deref();
        if let Some((sum, _)) = amount("payment") {
            assert_eq!(Some(sum), shared.map(ledger::Sum::fact), "{}: the sum that other cases see", affair.code);
        }
    }
}

fn check(name: &str, from: &str, to: &str, expect: &str) {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.path == name).unwrap();
    assert!(file.text.contains(from), "{from}");
    file.text = file.text.replacen(from, to, 1);
    let faults = RuleBook::read(&files, &["national"]).unwrap_err();
    assert!(faults.iter().any(|fault| fault.to_string().contains(expect)), "{faults:?}");
}

#[test]
fn what_a_posting_names_must_be_there() {
    let file = "national/postings.toml";
    let line =
        files().iter().find(|one| one.path == file).unwrap().text.lines().position(|l| l == "[[posting]]").unwrap() + 1;
    check(
        file,
        "effect = \"reservation\"",
        "effect = \"contract\"",
        &format!("{file}:{line}: no outcome of `C1` has the effect"),
    );
    check(file, "amount = \"amount_fen\"", "amount = \"amont_fen\"", "did you mean `amount_fen`?");
    check(file, "why = \"a plan moves nothing\"", "why = \"\"", "says why");
    check(file, "amounts = [\"amount_fen\"]", "amounts = [\"amont_fen\"]", "has no field `amont_fen`");
    check(file, "\"contract_case.affair\"", "\"contract.affair\"", "does not name a case");
    check(file, "\"owed:211\"", "\"owes:211\"", "`owes:` is not known");
    check(file, "\"credited:112\"", "\"credited:119\"", "`119` is not an account of the chart");
    check(file, "office = \"51301\"", "office = \"513\"", "`513` is not an account that can be posted to");
    check(file, "word = \"payment\"", "word = \"paid\"", "`paid` is no word of vouchers");
    check("national/accounts.toml", "code = \"112\"", "code = \"11\"", "national/accounts.toml:");
}

#[test]
fn a_lower_layer_has_no_accounts_of_its_own() {
    let mut files = files();
    files.push(RuleFile { path: "zhejiang/accounts.toml".into(), text: String::new() });
    let faults = RuleBook::read(&files, &["national", "zhejiang"]).unwrap_err();
    assert!(faults.iter().any(|fault| fault.what.contains("the accounts are the nation's")), "{faults:?}");
}
