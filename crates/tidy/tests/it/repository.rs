//! One test per check, so that a failure's name already says what is wrong.

use std::sync::LazyLock;
use tidy::Repository;

static REPOSITORY: LazyLock<Repository> = LazyLock::new(|| Repository::read().expect("the repository can be read"));

fn check(faults: impl Fn(&Repository) -> Vec<String>) {
    let faults = faults(&REPOSITORY);
    assert!(faults.is_empty(), "{} to mend:\n  {}\n", faults.len(), faults.join("\n  "));
}

#[test]
fn files_are_short_enough_to_be_read_in_one_go() {
    check(tidy::long_files);
}

#[test]
fn functions_are_short_enough_to_be_seen_whole() {
    check(tidy::long_functions);
}

#[test]
fn crates_depend_downwards_only() {
    check(tidy::crate_edges);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    check(tidy::workspace_lints);
}

#[test]
fn sql_stands_only_where_it_belongs() {
    check(tidy::stray_sql);
}

#[test]
fn every_file_says_what_it_holds() {
    check(tidy::module_docs);
}

#[test]
fn names_say_what_a_thing_is() {
    check(tidy::names);
}

#[test]
fn lints_are_never_allowed_away() {
    check(tidy::allow_attributes);
}

#[test]
fn no_word_of_one_machine_or_registry_stands_in_a_file() {
    check(tidy::forbidden_words);
}

#[test]
fn nothing_is_marked_as_unfinished() {
    check(tidy::unfinished);
}

#[test]
fn links_between_documents_lead_somewhere() {
    check(tidy::dead_links);
}

#[test]
fn one_word_per_thing_and_it_is_in_the_glossary() {
    check(tidy::glossary);
}

#[test]
fn released_migrations_stay_as_they_were() {
    check(tidy::migrations);
}
