//! The golden table `rules/national/authority/who-may-do-what.txt`: every post and every action, for people to read.
//! `UPDATE=1 cargo test -p authority` rewrites it; otherwise it is compared.

use crate::people::{AUTHORITY, answer, person};
use authority::{Question, texts};
use cedar_policy::{Effect, PolicySet};
use std::fmt::Write as _;
use std::path::Path;
use std::str::FromStr;
use village::{Place, Post};

const HEAD: &str = "\
谁能办什么 · Who may do what

本表由规则文件自动生成，请勿手改。This table is made from the policies; do not edit it.
重新生成 to make it again: UPDATE=1 cargo test -p authority
";

const LEGEND: &[(&str, &str, &str)] = &[
    ("Y", "有这个岗位的人可以办", "may, holding this post"),
    ("L", "即使是主要负责人，也可以办", "even as the village's top leader"),
    (
        "H",
        "即使办过须与本步分开的步骤（任职、预警：涉及本人），也可以办",
        "even after a step that this one is kept apart from (a mandate or an alert: about oneself)",
    ),
    ("R", "即使是当事人的亲属，也可以办", "even as a declared relative of a party"),
    ("P", "即使是当事人本人，也可以办", "even as a party oneself"),
    ("·", "不可以办", "may not"),
];

const NOTE: &str = "\
表中没有列出的岗位，一律不可以办。A post without a row in a table may do nothing of it.
岗位只在任期内、只对其管辖的地方有效。A post counts within its term, and where it reaches.
事项的流程再从中指定每一步由哪些岗位办理。An affair's own file then names which of these posts take each step.
";

const GROUPS: &[(&str, &str)] = &[
    ("duty", "事项环节 · The steps of a case"),
    ("office", "人员与规则 · People and rules"),
    ("disclose", "三务公开 · Disclosure"),
    ("watch", "预警处理 · Alerts"),
    ("reading", "查看 · Reading"),
    ("upkeep", "系统维护 · Upkeep of the system"),
];

const COLUMNS: usize = 7;
const ROW_HEAD: usize = 44;
const CELL: usize = 14;

/// How many columns a text takes on a screen: two for a Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) >= 0x2e80 { 2 } else { 1 }).sum()
}

fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn ask(post: Post, action: &str, place: &str, change: impl FnOnce(&mut Question)) -> bool {
    let mut question = Question::new(person(1), [post], action, Place::new(place).unwrap());
    change(&mut question);
    answer(&question).is_allowed()
}

fn cell(post: Post, action: &str) -> String {
    let village = "990101001001";
    if !ask(post, action, village, |_| {}) {
        return "·".to_owned();
    }
    let mut cell = "Y".to_owned();
    if ask(post, action, village, |question| question.top_leader = true) {
        cell.push('L');
    }
    if ask(post, action, village, |question| question.handlers.extend([person(1)])) {
        cell.push('H');
    }
    if ask(post, action, village, |question| question.kin_of_party = true) {
        cell.push('R');
    }
    if ask(post, action, village, |question| question.is_party = true) {
        cell.push('P');
    }
    cell
}

/// The actions of a group in the order in which the schema lists them.
fn actions_of(group: &str) -> Vec<&'static str> {
    let mark = format!(" in [{group}] appliesTo");
    let lines = texts::SCHEMA.lines().filter(|line| line.contains(&mark));
    lines.map(|line| line.trim_start_matches("action ").split(' ').next().unwrap()).collect()
}

/// English words over as many lines as they need within a column.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if last.is_empty() {
            last.push_str(word);
        } else if width(last) + 1 + width(word) < CELL {
            write!(last, " {word}").unwrap();
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn line(out: &mut String, head: &str, cells: impl Iterator<Item = String>) {
    let cells: String = cells.map(|cell| pad(&cell, CELL)).collect();
    writeln!(out, "{}", format!("{}{cells}", pad(head, ROW_HEAD)).trim_end()).unwrap();
}

fn block(out: &mut String, actions: &[&str]) {
    let words: Vec<_> = actions.iter().map(|action| AUTHORITY.action_words(action).unwrap()).collect();
    line(out, "岗位", words.iter().map(|words| words.zh.clone()));
    let english: Vec<Vec<String>> = words.iter().map(|words| wrapped(&words.en)).collect();
    for i in 0..english.iter().map(Vec::len).max().unwrap_or(0) {
        let head = if i == 0 { "post" } else { "" };
        line(out, head, english.iter().map(|lines| lines.get(i).cloned().unwrap_or_default()));
    }
    writeln!(out, "{}", "-".repeat(ROW_HEAD + CELL * actions.len())).unwrap();
    for post in Post::ALL {
        let cells: Vec<String> = actions.iter().map(|action| cell(*post, action)).collect();
        if cells.iter().any(|cell| cell != "·") {
            line(out, &format!("{} {post}", pad(&post.title().zh, 20)), cells.into_iter());
        }
    }
    writeln!(out).unwrap();
}

/// What may be done in a township's or the county's own name, where no case runs: the same at both.
fn above_the_village(out: &mut String) {
    writeln!(out, "在乡镇、县的名下 · In a township's or the county's own name\n").unwrap();
    for (action, words) in
        GROUPS.iter().flat_map(|(group, _)| actions_of(group)).map(|a| (a, AUTHORITY.action_words(a)))
    {
        let posts = |place| -> Vec<&str> {
            let posts = Post::ALL.iter().filter(|post| post.level() != village::Level::Village);
            posts.filter(|post| ask(**post, action, place, |_| {})).map(|post| post.code()).collect()
        };
        let here = posts("990101");
        assert_eq!(here, posts("990101001"), "{action}: the table must tell the township from the county");
        if !here.is_empty() {
            writeln!(out, "{} {} {}", pad(&words.unwrap().zh, 16), pad(action, 22), here.join(", ")).unwrap();
        }
    }
    writeln!(out).unwrap();
}

fn forbids(out: &mut String) {
    writeln!(out, "谁都不能例外的规定 · What is forbidden, whatever the post\n").unwrap();
    for (_, text) in texts::POLICIES {
        let set = PolicySet::from_str(text).unwrap();
        let mut forbids: Vec<_> = set.policies().filter(|policy| policy.effect() == Effect::Forbid).collect();
        forbids.sort_by_key(|policy| text.find(policy.annotation("id").unwrap()));
        for policy in forbids {
            let said = |what: &str| policy.annotation(what).unwrap_or_default();
            let ground = match said("article") {
                "" => said("law").to_owned(),
                article => format!("{} · {} · {article}", said("law"), said("version")),
            };
            writeln!(out, "{}\n  {}\n  {}\n  {ground}\n", said("id"), said("zh"), said("en")).unwrap();
        }
    }
}

fn table() -> String {
    let mut out = format!("{HEAD}\n");
    for (mark, zh, en) in LEGEND {
        writeln!(out, " {mark}  {} {en}", pad(zh, 62)).unwrap();
    }
    writeln!(out, "\n{NOTE}").unwrap();
    for (group, title) in GROUPS {
        let actions = actions_of(group);
        let blocks = actions.chunks(COLUMNS);
        let count = blocks.len();
        for (i, actions) in blocks.enumerate() {
            let part = if count > 1 { format!("（{}/{count}）", i + 1) } else { String::new() };
            writeln!(out, "{title}{part}\n").unwrap();
            block(&mut out, actions);
        }
    }
    above_the_village(&mut out);
    forbids(&mut out);
    format!("{}\n", out.trim_end())
}

#[test]
fn the_table_of_who_may_do_what_is_as_published() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/national/authority/who-may-do-what.txt");
    let now = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = published.lines().zip(now.lines()).position(|(a, b)| a != b);
    assert!(
        published == now,
        "who-may-do-what.txt says otherwise from line {}: read the difference, then run UPDATE=1 cargo test -p authority",
        differs.map_or(published.lines().count().min(now.lines().count()), |i| i) + 1
    );
}

#[test]
fn the_table_has_every_action_once() {
    let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(group, _)| actions_of(group)).collect();
    listed.sort_unstable();
    assert_eq!(listed, AUTHORITY.actions().collect::<Vec<_>>());
}
