//! A store that lacks what was signed before is told from the one that was served, and is served again only when everybody
//! can read why.

use crate::county::Copy;
use crate::program::run;
use rusqlite::Connection;

/// A county that was served, and lost its last entries to an older copy of its store.
fn rewound() -> Copy {
    let copy = Copy::new();
    let older = copy.folder().join("older.sqlite");
    std::fs::copy(copy.store(), &older).unwrap();
    let directory = Connection::open(copy.data().join("directory.sqlite")).unwrap();
    let name = directory.query_row("select name from sign_in order by name limit 1", [], |row| row.get::<_, String>(0));
    let reset = run(copy.folder(), &["people", "reset", &name.unwrap()]);
    assert_eq!(reset.code, Some(0), "{reset:?}");
    assert!(copy.serve().stop());
    copy.assert_verifies("before");
    std::fs::copy(older, copy.store()).unwrap();
    for rest in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{rest}", copy.store().display()));
    }
    copy
}

fn one<T: rusqlite::types::FromSql>(copy: &Copy, sql: &str) -> T {
    Connection::open(copy.store()).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_older_copy_of_the_store_is_neither_verified_nor_served() {
    let copy = rewound();
    let (code, said) = copy.verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("号记录不见了，这是一份旧的账本") && !said.contains("everything agrees"), "{said}");
    let served = run(copy.folder(), &["serve"]);
    assert_eq!(served.code, Some(2), "{served:?}");
    assert!(served.err.contains("qingcun restore --reason") && served.err.contains("an older copy"), "{}", served.err);
}

#[test]
fn a_restoration_is_declared_in_an_entry_and_then_the_store_is_served() {
    let copy = rewound();
    let declared = run(copy.folder(), &["restore", "--reason", "硬盘坏了，放回昨晚的备份"]);
    assert_eq!(declared.code, Some(0), "{declared:?}");
    let kept: String = one(&copy, "select reason from restoration");
    assert_eq!(kept, "硬盘坏了，放回昨晚的备份");
    copy.assert_verifies("declared");
    assert!(copy.serve().stop());
    let again = run(copy.folder(), &["restore", "--reason", "没有什么"]);
    assert_eq!(again.code, Some(2), "{again:?}");
}

#[test]
fn a_store_without_a_checkpoint_does_not_verify() {
    let copy = Copy::new();
    unguarded(&copy, "checkpoint", "delete from checkpoint");
    let (code, said) = copy.verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("没有一个签过名的检查点") && !said.contains("everything agrees"), "{said}");
}

#[test]
fn a_store_that_no_longer_names_its_key_does_not_verify() {
    let copy = Copy::new();
    assert!(
        Connection::open(copy.store()).unwrap().execute("delete from meta where name = 'log key'", []).unwrap() > 0
    );
    let (code, said) = copy.verify();
    assert_ne!(code, Some(0), "{said}");
    assert!(said.contains("日志密钥") && !said.contains("everything agrees"), "{said}");
    assert_eq!(one::<i64>(&copy, "select count(*) from meta where name = 'log key'"), 0, "it was told anew");
}

#[test]
fn what_is_printed_tells_nobody_s_telephone() {
    let copy = Copy::new();
    let phone: String = one(&copy, "select phone from person where phone <> '' order by id limit 1");
    let file = Connection::open(copy.store()).unwrap();
    file.execute("update person set phone = '13999999999' where phone = ?1", [&phone]).unwrap();
    let (code, said) = copy.verify();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("`phone`") && !said.contains(&phone) && !said.contains("13999999999"), "{said}");
}

/// Edits a table past its guards, which are put back.
fn unguarded(copy: &Copy, table: &str, sql: &str) {
    let file = Connection::open(copy.store()).unwrap();
    let guards: Vec<(String, String)> = file
        .prepare("select name, sql from sqlite_schema where type = 'trigger' and tbl_name = ?1")
        .unwrap()
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, _) in &guards {
        file.execute_batch(&format!("drop trigger {name}")).unwrap();
    }
    file.execute_batch(sql).unwrap();
    for (_, text) in &guards {
        file.execute_batch(text).unwrap();
    }
}
