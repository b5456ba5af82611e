//! The policies beside the other rule files: the same duties, the same words, the same laws; no step that nobody may take.

use crate::people::{AUTHORITY, asks, may};
use authority::texts;
use cedar_policy::PolicySet;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use village::{Post, Words};

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

fn table(path: &Path) -> toml::Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn list<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Table> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
}

fn text<'a>(table: &'a toml::Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(toml::Value::as_str)
}

fn words(table: &toml::Table) -> Words {
    let name = table["name"].as_table().unwrap();
    Words::new(text(name, "zh").unwrap(), text(name, "en").unwrap())
}

/// Every affair file of every layer.
fn affairs() -> Vec<PathBuf> {
    let inside = |folder: PathBuf| -> Vec<PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let folders = inside(rules()).into_iter().flat_map(|layer| inside(layer.join("affairs"))).flat_map(inside);
    folders.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect()
}

#[test]
fn every_step_of_every_affair_can_be_taken_by_the_posts_it_names() {
    let (mut steps, mut missing) = (0, Vec::new());
    for path in affairs() {
        for step in list(&table(&path), "step").filter(|step| step.contains_key("duty")) {
            let (id, duty) = (text(step, "id").unwrap(), text(step, "duty").unwrap());
            for post in step.get("who").and_then(toml::Value::as_array).into_iter().flatten() {
                let post: Post = post.as_str().unwrap().parse().unwrap();
                steps += 1;
                if !may(&[post], duty) {
                    missing.push(format!("{}: step `{id}`: no policy lets {post} {duty}", path.display()));
                }
            }
        }
    }
    assert!(steps > 0, "no affair was read");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_duties_are_those_of_the_rule_files_in_the_same_words() {
    let duties = table(&rules().join("national/duties.toml"));
    let listed: BTreeMap<&str, Words> =
        list(&duties, "duty").map(|duty| (text(duty, "code").unwrap(), words(duty))).collect();
    let ours: BTreeMap<&str, Words> =
        AUTHORITY.duties().map(|duty| (duty, AUTHORITY.action_words(duty).unwrap().clone())).collect();
    assert_eq!(ours, listed);
}

#[test]
fn a_top_leader_never_does_what_the_rule_files_say_he_never_does() {
    let duties = table(&rules().join("national/duties.toml"));
    for duty in list(&duties, "duty") {
        let code = text(duty, "code").unwrap();
        let never = duty.get("top_leader_never").and_then(toml::Value::as_bool).unwrap_or(false);
        let some_post = Post::ALL.iter().any(|post| {
            let mut question = asks(&[*post], code);
            question.top_leader = true;
            AUTHORITY.may(&question).unwrap().is_allowed()
        });
        assert_eq!(some_post, !never, "{code}");
    }
}

#[test]
fn the_laws_are_cited_by_the_names_and_texts_of_the_rule_files() {
    let mut known = BTreeSet::new();
    for layer in ["national", "zhejiang"] {
        for law in list(&table(&rules().join(layer).join("law.toml")), "law") {
            let name = words(law);
            known.insert((format!("{} / {}", name.zh, name.en), text(law, "version").unwrap().to_owned()));
        }
    }
    let mut cited = BTreeSet::new();
    for (_, file) in texts::POLICIES {
        for policy in PolicySet::from_str(file).unwrap().policies() {
            let part = |what: &str| policy.annotation(what).unwrap_or_default().to_owned();
            let versions: Vec<String> = part("version").split(';').map(|version| version.trim().to_owned()).collect();
            for (i, law) in part("law").split(';').enumerate() {
                cited.insert((law.trim().to_owned(), versions.get(i).cloned().unwrap_or_default()));
            }
        }
    }
    let rules: toml::Table = texts::INCOMPATIBLE.parse().unwrap();
    for article in list(&rules, "rule").flat_map(|rule| list(rule, "articles")).filter(|a| a.contains_key("article")) {
        let law = article["law"].as_table().unwrap();
        let name = format!("{} / {}", text(law, "zh").unwrap(), text(law, "en").unwrap());
        cited.insert((name, text(article, "version").unwrap().to_owned()));
    }
    let unknown: Vec<_> = cited.difference(&known).collect();
    assert!(unknown.is_empty(), "not in law.toml: {unknown:?}");
}
