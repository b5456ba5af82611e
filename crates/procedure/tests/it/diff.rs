//! What an adoption changes is told in plain words, with the day, and nothing is left out.

use crate::common;
use procedure::{RuleBook, RuleFile, changed_affairs, differences, touched_affairs};
use std::collections::BTreeSet;
use village::Day;

const COUNTY: [&str; 3] = ["national", "zhejiang", "qingxi"];

fn today() -> Day {
    "2026-03-12".parse().unwrap()
}

/// What the shipped rules say once one text of a file is put for another, and a file is added.
fn told(change: &[(&str, &str, &str)], own: &[(&str, &str)], layers: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut files = common::files();
    for (path, from, to) in change {
        let file = files.iter_mut().find(|file| file.path == *path).unwrap();
        assert_eq!(file.text.matches(from).count(), 1, "{path}: {from}");
        file.text = file.text.replace(from, to);
    }
    files.extend(own.iter().map(|(path, text)| RuleFile { path: (*path).into(), text: (*text).into() }));
    let new = RuleBook::read(&files, layers).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let found = differences(common::zhejiang(), &new, today());
    found.iter().map(|one| one.words()).map(|words| (words.zh, words.en)).unzip()
}

#[test]
fn nothing_is_told_of_the_same_book() {
    assert!(differences(common::zhejiang(), common::zhejiang(), today()).is_empty());
}

#[test]
fn a_number_is_told_with_its_affair_its_day_and_its_direction() {
    let own = "extends = \"C1\"\n[[tighten]]\nparameter = \"claim_days\"\nvalue = 20\nsince = \"2026-07-01\"\narticles = [\"county\"]\n";
    let (zh, en) = told(&[], &[("qingxi/affairs/C/C1.toml", own)], &COUNTY);
    let name = &common::zhejiang().affairs["C1"].parameters["claim_days"];
    let before = name.on(today());
    assert_eq!(
        zh,
        [
            "从采用之日起，新增规则层“qingxi”".to_owned(),
            format!("从2026年7月1日起，C1 日常开支报销：“{}”由{before}天改为20天（更严）", name.name.zh),
        ]
    );
    assert!(
        en[1].starts_with("from 2026-07-01: C1 ")
            && en[1].ends_with(&format!("changes from {before} days to 20 days (stricter)")),
        "{en:?}"
    );
}

#[test]
fn a_shared_number_is_told_once_and_a_looser_one_is_called_so() {
    let from = "value = 5\nunit = \"working_days\"";
    let (zh, _) = told(&[("national/parameters.toml", from, "value = 8\nunit = \"working_days\"")], &[], &COUNTY[..2]);
    assert_eq!(zh, ["从采用之日起，“一般环节办理期限”由5个工作日改为8个工作日（放宽）"]);
}

#[test]
fn tiers_and_meetings_are_told() {
    let tiers = "[[tighten]]\ntier = \"T0\"\nup_to = \"1000\"\nsince = \"2026-04-01\"\narticles = [\"county\"]\n";
    let quorums =
        "[[tighten]]\nquorum = \"rep_meeting\"\nnotice_days = 5\nsince = \"2026-05-01\"\narticles = [\"county\"]\n";
    let (zh, _) = told(&[], &[("qingxi/tiers.toml", tiers), ("qingxi/quorums.toml", quorums)], &COUNTY);
    assert!(
        zh.contains(&"从2026年4月1日起，T0（分管副职审批）的上限由2,000.00元改为1,000.00元（更严）".to_owned()),
        "{zh:#?}"
    );
    assert!(zh.contains(&"从2026年5月1日起，村民代表会议：提前通知由3天改为5天".to_owned()), "{zh:#?}");
}

#[test]
fn a_townships_change_is_told_for_its_villages() {
    let own = "[[tighten]]\nparameter = \"step_days\"\nvalue = 3\nsince = \"2026-01-01\"\narticles = [\"county\"]\n";
    let layers = ["national", "zhejiang", "qingxi", "990101001"];
    let (zh, _) = told(&[], &[("qingxi/README.md", ""), ("990101001/parameters.toml", own)], &layers);
    assert!(
        zh.contains(&"从采用之日起，在990101001各村，“一般环节办理期限”由5个工作日改为3个工作日（更严）".to_owned()),
        "{zh:#?}"
    );
    assert_eq!(zh.len(), 3, "two layers and one number: {zh:#?}");
}

#[test]
fn steps_people_papers_and_gates_are_told() {
    let own = r#"
extends = "C1"
[[step]]
id = "claim"
[[step.paper]]
id = "photo"
name = { zh = "实物照片", en = "photograph" }
at_least = 1
scope = "village"
[[step.gate]]
id = "small_only"
must = "amount_fen <= 100000"
words = { zh = "{amount_fen}超过一千元", en = "{amount_fen} is over a thousand" }
next = { zh = "请另报", en = "Claim otherwise" }
articles = ["county"]
"#;
    let (zh, en) = told(&[], &[("qingxi/affairs/C/C1.toml", own)], &COUNTY);
    let step = &common::zhejiang().affairs["C1"].step("claim").unwrap().name;
    assert!(zh.contains(&format!("从采用之日起，C1 日常开支报销：“{}”新增材料“实物照片”", step.zh)), "{zh:#?}");
    assert!(zh.contains(&format!("从采用之日起，C1 日常开支报销：“{}”新增门槛“…超过一千元”", step.zh)), "{zh:#?}");
    assert!(en.iter().any(|line| line.ends_with("a new gate: “… is over a thousand”")), "{en:#?}");
}

#[test]
fn what_only_reads_otherwise_is_told_as_such() {
    let (zh, _) = told(
        &[(
            "national/parameters.toml",
            "# Numbers that every affair may use",
            "# The numbers that every affair may use",
        )],
        &[],
        &COUNTY[..2],
    );
    assert_eq!(zh, ["从采用之日起，只改了注释或排版，规则本身不变"]);
}

#[test]
fn only_the_affairs_that_read_otherwise_are_proved_anew() {
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == "national/affairs/K/K1.toml").unwrap();
    file.text = file.text.replace("must_disclose = [\"V13\"]", "must_disclose = [\"V13\", \"V18\"]");
    let new = RuleBook::read(&files, &COUNTY[..2]).unwrap();
    assert_eq!(changed_affairs(common::zhejiang(), &new), BTreeSet::from(["K1".to_owned()]));
    let told = differences(common::zhejiang(), &new, today());
    assert!(told[0].words().zh.ends_with("新增必须公开的项目“V18”"), "{told:?}");
    assert!(changed_affairs(common::zhejiang(), common::zhejiang()).is_empty());
}

#[test]
fn the_cases_that_a_change_touches_are_those_of_the_affairs_that_it_names() {
    let touched = |path: &str, from: &str, to: &str| {
        let mut files = common::files();
        let file = files.iter_mut().find(|file| file.path == path).unwrap();
        assert!(file.text.contains(from));
        file.text = file.text.replacen(from, to, 1);
        touched_affairs(common::zhejiang(), &RuleBook::read(&files, &COUNTY[..2]).unwrap(), today())
    };
    let seal = touched("national/affairs/K/K1.toml", "must_disclose = [\"V13\"]", "must_disclose = [\"V13\", \"V18\"]");
    assert_eq!(seal, BTreeSet::from(["K1".to_owned()]));
    let remark = touched("national/affairs/K/K1.toml", "\n\n", "\n# a remark\n\n");
    assert!(remark.is_empty(), "{remark:?}");
    let all = touched("national/quorums.toml", "notice_days = 10", "notice_days = 11");
    assert_eq!(all.len(), common::zhejiang().affairs.len());
}

/// Every mutant of the shipped rules is told: nothing that differs goes unsaid.
#[test]
fn no_change_of_a_step_goes_unsaid() {
    let old = common::zhejiang();
    for (code, affair) in &old.affairs {
        for mutant in crate::mutation::mutants(affair, |_| Vec::new()) {
            let mut new = crate::mutation::apply(old, code, &mutant);
            new.hash = village::Hash([9; 32]);
            let found = differences(old, &new, today());
            assert!(found.iter().any(|one| one.affair == *code), "{code} {mutant}: {found:#?}");
        }
    }
}
