//! What whoever keeps the rules must know beside the proof: a law that changed, a year without holidays, numbers that the program
//! asks for, and worked examples that do not come out as written.

use crate::common;
use procedure::{
    RuleBook, RuleFile, Standing, is_provisional, outdated, run_examples, unannounced_words, unannounced_years,
};
use village::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn law(change: impl Fn(&str) -> String) -> Result<RuleBook, Vec<String>> {
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == "national/law.toml").unwrap();
    file.text = change(&file.text);
    RuleBook::read(&files, &["national"]).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[test]
fn an_amended_law_is_told_from_its_day_with_every_step_and_number_that_cites_it() {
    let book = common::zhejiang();
    assert!(outdated(book, day("2025-12-31")).is_empty());
    let told = outdated(book, day("2026-01-01"));
    let vc = told.iter().find(|one| one.law.code == "vc").unwrap();
    assert_eq!((told.len(), vc.is_ended, vc.since), (1, false, day("2026-01-01")));
    let words = vc.words();
    assert!(words.zh.contains(&format!("有{}处按2018年文本引用", vc.cited.len())), "{words:?}");
    let step = book
        .affair("A1")
        .unwrap()
        .steps
        .iter()
        .find(|step| step.articles.iter().any(|article| article.law == vc.law.name));
    let step = step.unwrap();
    let cited = vc.cited.iter().find(|one| one.affair == "A1" && one.what == step.name).unwrap();
    let at = cited.at.as_ref().unwrap();
    assert!(at.file.ends_with("A1.toml") && at.line > 1 && !cited.articles.is_empty(), "{cited:?}");
    // Every step whose ground it is: counted another way.
    let steps = book.affairs.values().flat_map(|affair| &affair.steps).filter(|step| {
        let bodies = step.bodies.iter().flat_map(|body| &body.articles);
        let gates = step.gates.iter().flat_map(|gate| &gate.articles);
        step.articles.iter().chain(bodies).chain(gates).any(|article| article.law == vc.law.name)
    });
    let told_steps = vc.cited.iter().filter(|one| {
        book.affair(&one.affair).is_some_and(|affair| affair.steps.iter().any(|step| step.name == one.what))
    });
    assert!(told_steps.count() >= steps.count());
    assert!(vc.cited.iter().any(|one| one.affair.is_empty()), "the quorums cite it too");
}

#[test]
fn a_law_that_ends_is_told_from_the_day_after() {
    let book = law(|text| text.replacen("code = \"rceo\"\n", "code = \"rceo\"\nuntil = \"2026-06-30\"\n", 1)).unwrap();
    let has_ended = |at: &str| outdated(&book, day(at)).iter().any(|one| one.law.code == "rceo" && one.is_ended);
    assert!(!has_ended("2026-06-30") && has_ended("2026-07-01"));
}

#[test]
fn an_amendment_before_the_text_that_is_cited_is_a_fault() {
    let faults = law(|text| text.replacen("amended = \"2026-01-01\"", "amended = \"2018-01-01\"", 1)).unwrap_err();
    assert!(
        faults[0].starts_with("national/law.toml:") && faults[0].contains("is not later than the text"),
        "{faults:?}"
    );
}

#[test]
fn a_year_without_holidays_is_told_before_it_comes() {
    let book = common::national();
    assert!(unannounced_years(book, day("2026-03-02")).is_empty());
    assert_eq!(unannounced_years(book, day("2026-11-22")), [2027]);
    assert!(is_provisional(book, day("2027-01-04")) && !is_provisional(book, day("2026-12-31")));
    let words = unannounced_words(2027);
    assert!(words.zh.contains("2027年的放假安排还没有录入") && words.en.contains("2027.toml"), "{words:?}");
}

#[test]
fn what_the_program_asks_of_the_rules_stands_in_the_files_with_its_ground() {
    let today = day("2026-03-02");
    for standing in Standing::ALL {
        let (value, _, articles) = common::national().number(standing, today);
        assert!(value > 0 && !articles.is_empty(), "{standing:?} has no ground");
    }
    let book = common::national();
    assert!(book.is_the_assemblys_alone("charter") && !book.is_the_assemblys_alone("public_works"));
    assert!(book.assembly_alone_by().iter().any(|article| article.article == "28"));
    // A book that was adopted before they stood there keeps what held then.
    let mut older = book.clone();
    older.parameters.retain(|id, _| Standing::ALL.iter().all(|standing| standing.id() != id));
    older.lists.clear();
    for standing in Standing::ALL {
        assert_eq!(older.number(standing, today).0, book.number(standing, today).0, "{standing:?}");
    }
    assert!(older.is_the_assemblys_alone("merger"));
    assert_eq!(older.last_day(Standing::AnswerDays, today), book.last_day(Standing::AnswerDays, today));
}

#[test]
fn a_county_shortens_what_the_program_asks_for_and_cannot_stretch_it() {
    let with = |value: u32| {
        let text = format!(
            "[[tighten]]\nparameter = \"objection_days\"\nvalue = {value}\nsince = \"2026-01-01\"\narticles = [\"county\"]\n\n\
             [[list]]\nid = \"assembly_alone\"\nname = {{ zh = \"本县\", en = \"ours\" }}\nvalues = [\"loans\"]\narticles = [\"county\"]\n"
        );
        let mut files = common::files();
        files.push(RuleFile { path: "qingxi/parameters.toml".to_owned(), text });
        RuleBook::read(&files, &["national", "zhejiang", "qingxi"])
    };
    let shorter = with(7).unwrap();
    assert_eq!(shorter.number(Standing::AnswerDays, day("2026-03-02")).0, 7);
    assert!(shorter.is_the_assemblys_alone("loans") && shorter.is_the_assemblys_alone("charter"));
    assert!(with(15).unwrap_err()[0].what.contains("would loosen it"));
}

#[test]
fn an_example_that_comes_out_otherwise_is_named_with_file_and_line() {
    let files = common::files();
    let mut file = files.iter().find(|file| file.path == "cases/K1.toml").unwrap().clone();
    let sound = run_examples(common::zhejiang(), std::slice::from_ref(&file), None, 2);
    assert!(sound.ran >= 5 && sound.faults.is_empty(), "{sound:?}");
    let place = file.text.find("refused = \"K1.no_applicant\"").unwrap();
    let line = 1 + file.text[..file.text[..place].rfind("name = ").unwrap()].matches('\n').count();
    file.text = file.text.replacen("refused = \"K1.no_applicant\"", "refused = \"K1.nobody\"", 1);
    let wrong = run_examples(common::zhejiang(), std::slice::from_ref(&file), None, 2);
    let [fault] = wrong.faults.as_slice() else { panic!("{wrong:?}") };
    assert_eq!((fault.file.as_str(), fault.line, wrong.ran), ("cases/K1.toml", line, sound.ran), "{fault}");
    assert!(
        fault.what.contains("开证明没有写为谁办理") && fault.what.contains("a certificate that does not say"),
        "{fault}"
    );
    assert_eq!(run_examples(common::zhejiang(), &[file], Some("C1"), 1).ran, 0);
}
