//! Edits by hand, as somebody careful would make them: `qingcun verify` finds and names each.

use crate::county::Copy;
use rusqlite::Connection;

/// Edits the store past the program; its guards are put back afterwards.
fn edit(copy: &Copy, sql: &str) {
    let file = Connection::open(copy.store()).unwrap();
    let guards: Vec<(String, String)> = file
        .prepare("select name, sql from sqlite_schema where type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    file.execute_batch("pragma foreign_keys = off").unwrap();
    for (name, _) in &guards {
        file.execute_batch(&format!("drop trigger {name}")).unwrap();
    }
    file.execute_batch(sql).unwrap();
    assert!(file.changes() > 0, "nothing was edited by `{sql}`");
    for (_, text) in &guards {
        file.execute_batch(text).unwrap();
    }
}

fn one<T: rusqlite::types::FromSql>(copy: &Copy, sql: &str) -> T {
    Connection::open(copy.store()).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Verifies an edited county and expects these words in what is found.
fn expect_named(copy: &Copy, words: &[&str]) {
    let (code, said) = copy.verify();
    assert_eq!(code, Some(1), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not named:\n{said}");
    }
    assert!(!said.contains("everything agrees"), "{said}");
}

#[test]
fn an_honest_county_verifies() {
    let copy = Copy::new();
    copy.assert_verifies("as it was made");
    copy.assert_verifies("a second time");
}

#[test]
fn a_changed_amount_of_a_payment_is_named() {
    let copy = Copy::new();
    let case: String = one(&copy, "select case_id from payment order by case_id limit 1");
    let amount: i64 = one(&copy, "select amount_fen from payment order by case_id limit 1");
    edit(&copy, &format!("update payment set amount_fen = amount_fen + 100 where case_id = '{case}'"));
    expect_named(
        &copy,
        &["payment", &case, "amount_fen", &format!("stored is `{}`", amount + 100), &format!("gives `{amount}`")],
    );
}

#[test]
fn a_changed_vote_of_a_meeting_is_named() {
    let copy = Copy::new();
    let case: String = one(&copy, "select case_id from sitting order by case_id limit 1");
    edit(
        &copy,
        &format!(
            "update sitting set votes_for = votes_for + 1, votes_against = votes_against - 1 where case_id = '{case}'"
        ),
    );
    expect_named(&copy, &["sitting", &case, "votes_for", "votes_against"]);
}

#[test]
fn a_deleted_act_is_named() {
    let copy = Copy::new();
    let case: String = one(&copy, "select case_id from act order by moment desc limit 1");
    edit(&copy, &format!("delete from act where case_id = '{case}' and number = 1"));
    expect_named(&copy, &["act", &case]);
}

#[test]
fn a_deleted_entry_is_named_even_the_last() {
    let copy = Copy::new();
    let last: i64 = one(&copy, "select max(seq) from entry");
    edit(&copy, &format!("delete from entry where seq = {last}"));
    expect_named(&copy, &[&last.to_string()]);
    let copy = Copy::new();
    edit(&copy, &format!("delete from entry where seq = {}", last / 2));
    expect_named(&copy, &[&format!("entry {} is missing", last / 2)]);
}

#[test]
fn two_swapped_entries_are_named() {
    let copy = Copy::new();
    let last: i64 = one(&copy, "select max(seq) from entry");
    let (first, second) = (last - 5, last - 4);
    edit(
        &copy,
        &format!(
            "update entry set seq = -1 where seq = {first}; update entry set seq = {first} where seq = {second}; \
             update entry set seq = {second} where seq = -1"
        ),
    );
    expect_named(&copy, &[&format!("entry {first} "), &format!("entry {second} ")]);
}

#[test]
fn a_changed_byte_of_a_paper_is_named() {
    let copy = Copy::new();
    let hash: String = one(&copy, "select hash from paper order by hash limit 1");
    let path = copy.data().join("papers").join(&hash[..2]).join(&hash);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    expect_named(&copy, &[&hash, "在磁盘上被改动过", "was changed on disk"]);
    std::fs::remove_file(&path).unwrap();
    expect_named(&copy, &[&hash, "missing"]);
}

#[test]
fn a_sign_in_that_was_put_in_by_hand_is_named() {
    let copy = Copy::new();
    let directory = Connection::open(copy.data().join("directory.sqlite")).unwrap();
    let made = "insert into sign_in (name, person, county, password, must_change, created) \
                select 'shadow', person, county, password, 0, created from sign_in order by name limit 1";
    assert_eq!(directory.execute(made, []).unwrap(), 1, "the county has no sign-in to copy");
    expect_named(&copy, &["shadow", "日志里没有它的来历", "it was added past the program"]);
    directory.execute("delete from sign_in where name = 'shadow'", []).unwrap();
    copy.assert_verifies("when it is gone again");
}
