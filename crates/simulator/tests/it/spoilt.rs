//! Counties that were spoilt on purpose. Each rule is taken out of the county's own files, or the store is edited by hand, and
//! the simulator must notice it; otherwise its invariants would prove nothing.

use archive::Tx;
use archive::testing::sqlite;
use office::{Desk, Warning};
use simulator::{Broken, Halt, Plan, simulate};
use std::time::Duration;
use village::Stop;

/// Lives through counties until an invariant breaks.
fn broken(plan: impl Fn(u64) -> Plan) -> Broken {
    for seed in 1..=6 {
        let (fresh, folder) = (sqlite(), tempfile::tempdir().unwrap());
        match simulate(&plan(seed), &fresh.store, folder.path()) {
            Ok(report) => println!("{}", report.table()),
            Err(Halt::Broken(broken)) => return *broken,
            Err(Halt::Failed(fault)) => panic!("{}", fault.chain()),
        }
    }
    panic!("nobody noticed it")
}

/// A county whose rule file says something else.
fn spoilt(seed: u64, path: &str, edits: &[(&str, &str)]) -> Plan {
    let mut plan = Plan::new(seed, 1, 100);
    let file = plan.rules.iter_mut().find(|file| file.path == path).unwrap();
    for (old, new) in edits {
        assert!(file.text.contains(old), "{path} does not say {old}");
        file.text = file.text.replace(old, new);
    }
    plan
}

fn noticed(broken: &Broken, invariants: &[&str]) {
    println!("{broken}");
    assert!(invariants.contains(&broken.invariant.as_str()), "{broken}");
    assert!(!broken.story.is_empty() && broken.again.contains("--seed"), "{broken}");
}

#[test]
fn a_separation_that_was_lost_is_noticed() {
    let path = "national/affairs/C/C1.toml";
    let edits = [(r#"apart_from = ["claim", "correct", "sign_last", "submit"]"#, "apart_from = []")];
    let apart = [
        "steps that lie apart are done by different people",
        "handler, witness, approver, checker and payer are different people",
    ];
    noticed(&broken(|seed| Plan { temptation: 6, ..spoilt(seed, path, &edits) }), &apart);
}

#[test]
fn a_publicity_that_was_shortened_is_noticed() {
    let edits = [(
        "{ zh = \"决议公开期限\", en = \"days for which the decision is made public\" }\nvalue = 3",
        "NAME\nvalue = 1",
    )];
    let [(old, new)] = edits;
    let name = old.split_once('\n').unwrap().0;
    let new = new.replace("NAME", name);
    let found = broken(|seed| spoilt(seed, "national/affairs/A/A1.toml", &[(old, &new)]));
    noticed(&found, &["a publicity lasts as long as it should"]);
}

#[test]
fn a_large_payment_without_its_decision_is_noticed() {
    let path = "national/affairs/C/C1.toml";
    let edits = [("|| tier <= param.highest_tier\"\narticles", "|| tier <= param.highest_tier || true\"\narticles")];
    noticed(&broken(|seed| spoilt(seed, path, &edits)), &["money only after its decision"]);
}

#[test]
fn an_expense_that_is_cut_into_pieces_is_noticed() {
    let path = "national/affairs/C/C1.toml";
    let edits = [
        ("when = \"tier_together == 0\"", "when = \"tier == 0\""),
        ("when = \"tier_together == 1\"", "when = \"tier == 1\""),
        ("must = \"(tier_together < 1", "must = \"true || (tier_together < 1"),
    ];
    noticed(&broken(|seed| spoilt(seed, path, &edits)), &["what is cut into pieces is paid as the whole"]);
}

#[test]
fn a_meeting_that_was_called_too_late_is_noticed() {
    let edits = [
        ("notice_days = 10\nmembers", "notice_days = 0\nmembers"),
        ("notice_days = 3\nmembers", "notice_days = 0\nmembers"),
    ];
    let found = broken(|seed| spoilt(seed, "national/quorums.toml", &edits));
    noticed(&found, &["a meeting is called in time, for the day on which it is held"]);
}

#[test]
fn a_quorum_that_was_lowered_is_noticed() {
    let edits = [("at_least = \"2/3\" }]", "at_least = \"1/9\" }]")];
    let found = broken(|seed| spoilt(seed, "national/quorums.toml", &edits));
    noticed(&found, &["a motion is carried by its majority only"]);
}

#[test]
fn a_step_that_was_left_out_is_noticed() {
    let path = "national/affairs/C/C1.toml";
    let found = broken(|seed| {
        let mut plan = spoilt(seed, path, &[]);
        let file = plan.rules.iter_mut().find(|file| file.path == path).unwrap();
        let (before, step) = file.text.split_once("[[step]]\nid = \"check\"").unwrap();
        let before = before.replace("to = \"check\"", "to = \"sign_last\"");
        file.text = format!("{before}[[step]]\nid = \"check\"{step}");
        plan
    });
    noticed(&found, &["an outcome leads where the definition says"]);
}

#[test]
fn a_disclosure_that_was_lost_is_noticed() {
    let edits = [("must_disclose = [\"F02\"]", "must_disclose = []"), ("discloses = [\"F02\"]", "discloses = []")];
    let found = broken(|seed| spoilt(seed, "national/affairs/C/C1.toml", &edits));
    noticed(&found, &["a step discloses what it should"]);
}

#[test]
fn a_contract_that_stays_out_of_the_register_is_noticed() {
    let path = "national/affairs/F/F3.toml";
    let found = broken(|seed| spoilt(seed, path, &[("effects = [\"contract\"]", "effects = []")]));
    noticed(&found, &["what a step signs or builds comes into its register with the step"]);
}

#[test]
fn a_lost_alert_is_noticed() {
    fn silent(_: &Desk, _: &mut Tx<'_>, _: &Warning) -> Result<(), Stop> {
        Ok(())
    }
    let found = broken(|seed| Plan { warn: silent, ..Plan::new(seed, 1, 60) });
    noticed(&found, &["every refused violation has its entry", "no alert is lost"]);
}

/// Somebody edits the store while the county lives.
fn edited(sql: &'static str, invariants: &[&str]) {
    let (fresh, folder) = (sqlite(), tempfile::tempdir().unwrap());
    let archive::Store::Sqlite { path } = fresh.store.clone() else { panic!("not SQLite") };
    let edit = std::thread::spawn(move || {
        for _ in 0..6_000 {
            std::thread::sleep(Duration::from_millis(10));
            let Ok(store) = rusqlite::Connection::open(&path) else { continue };
            store.busy_timeout(Duration::from_secs(5)).unwrap();
            let enough = store.query_row("select count(*) > 60 from act", [], |row| row.get::<_, bool>(0));
            if enough == Ok(true) && store.execute_batch(sql).is_ok() && store.changes() > 0 {
                return true;
            }
        }
        false
    });
    let found = match simulate(&Plan::new(1, 1, 60), &fresh.store, folder.path()) {
        Err(Halt::Broken(broken)) => *broken,
        Err(Halt::Failed(fault)) => panic!("{}", fault.chain()),
        Ok(_) => panic!("nobody noticed it"),
    };
    assert!(edit.join().unwrap(), "nothing was edited");
    println!("{found}");
    assert!(invariants.contains(&found.invariant.as_str()), "{found}");
}

#[test]
fn a_payment_that_was_raised_by_hand_is_noticed() {
    let sql = "update affair_case set paid_fen = paid_fen + 100
               where id = (select min(id) from affair_case where status <> 'running')";
    edited(sql, &["the tables say what the log says"]);
}

#[test]
fn an_act_that_was_given_another_hand_is_noticed() {
    let sql = "update act set person_id = (select max(id) from person) where rowid = (select min(rowid) from act)";
    edited(sql, &["the tables say what the log says"]);
}

#[test]
fn an_entry_that_was_deleted_is_noticed() {
    let sql = "drop trigger entry_no_delete; delete from entry where seq = (select max(seq) - 20 from entry)";
    // Whichever looks first after the deletion: the reader of the log, or the replay at the month's end.
    edited(sql, &["what was read once does not change", "the replay gives the same tables"]);
}
