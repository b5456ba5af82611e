//! The chart of accounts in the rule book, and postings that name what their affair does not have.

use crate::common::{files, national};
use procedure::{RuleBook, RuleFile};

#[test]
fn every_effect_that_moves_money_in_the_three_affairs_is_posted() {
    let book = national();
    assert_eq!(book.chart.as_ref().unwrap().accounts().filter(|account| account.code.level() == 1).count(), 42);
    for (affair, effect) in [("C1", "reservation"), ("C1", "payment"), ("C2", "payment"), ("C3", "income")] {
        assert!(book.postings.of(affair, effect).is_some(), "{affair} {effect}");
        assert!(book.effects[effect].by.is_some(), "{effect}");
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
