//! The chart as shipped, and what is wrong with a chart told with its line.

use crate::sample::{ACCOUNTS, STATEMENTS, chart, code, read};
use ledger::{Class, Side, SubAccount};
use village::Words;

#[test]
fn the_first_level_has_the_forty_two_accounts() {
    let chart = chart();
    let first: Vec<_> = chart.accounts().filter(|account| account.code.level() == 1).collect();
    assert_eq!(first.len(), 42);
    let count = |class| first.iter().filter(|account| account.class == class).count();
    assert_eq!(Class::ALL.map(count), [19, 8, 4, 1, 4, 6]);
    let contra: Vec<_> = first.iter().filter(|account| account.contra).map(|account| account.code.as_str()).collect();
    assert_eq!(contra, ["133", "152", "162"]);
    assert_eq!(
        (chart.basis.document.as_str(), chart.basis.since.to_string().as_str()),
        ("财会〔2023〕14号", "2024-01-01")
    );
}

#[test]
fn the_two_swapped_accounts_stand_as_the_new_rule_has_them() {
    let chart = chart();
    assert_eq!(chart.account(&code("153")).unwrap().name.zh, "在建工程");
    assert_eq!(chart.account(&code("154")).unwrap().name.zh, "固定资产清理");
}

#[test]
fn what_lies_beneath_is_what_is_above() {
    let chart = chart();
    let bank = chart.account(&code("10201")).unwrap();
    assert_eq!((bank.class, bank.side, bank.never_negative), (Class::Asset, Side::Debit, true));
    assert!(chart.is_leaf(&code("10201")) && !chart.is_leaf(&code("102")));
    assert_eq!(chart.full_name(&code("10201")).zh, "银行存款－基本户");
}

#[test]
fn a_villages_own_account_needs_one_above_and_a_name() {
    let own = |number: &str, name: &str| SubAccount { code: code(number), name: Words::same(name) };
    let faults = chart().with(&[own("10201", "a"), own("99901", "b"), own("10202", "")]).unwrap_err();
    assert_eq!(faults.len(), 3, "{faults:?}");
}

fn check(from: &str, to: &str, expect: &str) {
    assert!(ACCOUNTS.contains(from), "{from}");
    let faults = read(&ACCOUNTS.replacen(from, to, 1), STATEMENTS).unwrap_err();
    assert!(faults.iter().any(|fault| fault.contains(expect)), "{faults:?}");
}

#[test]
fn faults_tell_their_line() {
    let line = |text: &str| 1 + ACCOUNTS.lines().position(|line| line == text).unwrap();
    check(
        "code = \"133\"",
        "code = \"1333\"",
        &format!("accounts.toml:{}: `1333` is not an account's code", line("code = \"133\"")),
    );
    check(
        "code = \"112\"",
        "code = \"111\"",
        &format!("accounts.toml:{}: account `111` is there twice", line("code = \"112\"")),
    );
    check("contra = true\n", "", "`133` is of the class `asset`, which grows on the debit side");
    check("class = \"cost\"", "class = \"costs\"", "`costs` is no class of accounts");
    check("code = \"50101\"", "code = \"60101\"", "`60101` lies beneath `601`, which is not there before it");
    check("two_sided = true", "two_side = true", "two_side");
    check("undistributed = \"32201\"", "undistributed = \"322\"", "`322` is not an account that can be posted to");
}

#[test]
fn a_statement_that_leaves_an_account_out_is_refused() {
    let check = |from: &str, to: &str, expect: &str| {
        assert!(STATEMENTS.contains(from), "{from}");
        let faults = read(ACCOUNTS, &STATEMENTS.replacen(from, to, 1)).unwrap_err();
        assert!(faults.iter().any(|fault| fault.contains(expect)), "{faults:?}");
    };
    check("take = [\"153\"]", "take = [\"154\"]", "takes account `153` 0 times");
    check("\"113 debit\"", "\"113\"", "takes account `113` 2 times");
    check("take = [\"503\"]", "take = [\"502\"]", "the income statement takes account `503` 0 times");
    check("\"113 debit\"", "\"113 left\"", "`left` cannot be taken");
    check("add = [\"debts\", \"equity\"]", "add = [\"debts\", \"equities\"]", "no line `equities` stands above");
}
