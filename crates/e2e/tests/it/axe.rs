//! Every kind of public page that links lead to, judged by axe (crates/e2e/axe, unchanged, under its own licence) in both
//! languages and in large letters: no serious fault, no critical one.

use crate::browser::{Tab, Whose, journey};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

const AXE: &str = include_str!("../../axe/axe.min.js");
/// Whatever is at least serious, each with its rule and the first places, a line each.
const JUDGE: &str = "
return (async () => {
  const told = await axe.run(document, { resultTypes: ['violations'] });
  return told.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' || ')}`)
    .join('\\n');
})()";
const LINKS: &str = "return [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))";
/// So many kinds of pages there are at least: fewer, and the walk has lost its way.
const KINDS: usize = 25;

/// The address with every number and name of a single thing left out: one page of a kind is judged.
fn kind(path: &str) -> String {
    let (path, asked) = path.split_once('?').unwrap_or((path, ""));
    let parts = path.split('/').map(|part| {
        let single = part.chars().any(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
        if single { "#" } else { part }
    });
    let names: BTreeSet<&str> = asked.split('&').map(|pair| pair.split('=').next().unwrap_or("")).collect();
    format!("{}?{}", parts.collect::<Vec<_>>().join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

fn is_page(href: &str) -> bool {
    let file = [".pdf", ".png", ".svg", ".csv", ".xlsx", ".json", ".xml", ".ics", ".txt", "/bpmn"];
    let path = href.split(['?', '#']).next().unwrap_or("");
    let other = ["/desk", "/language", "/larger", "/assets", "/log/tile", "/log/checkpoint"];
    href.starts_with('/')
        && !file.iter().any(|ending| path.ends_with(ending))
        && !other.iter().any(|start| path.starts_with(start))
        && !path.contains("/papers/")
}

/// The pages that links lead to, one of a kind.
async fn walk(tab: &Tab) -> Vec<String> {
    let mut pages = BTreeMap::new();
    let mut waiting: VecDeque<String> = [tab.county.village_page(), "/".to_owned()].into();
    while let Some(path) = waiting.pop_front() {
        if pages.contains_key(&kind(&path)) {
            continue;
        }
        tab.driver.goto(format!("{}{path}", tab.county.url)).await.unwrap();
        // What programs read is data, not a page.
        if tab.ask::<String>("return document.contentType").await != "text/html" {
            continue;
        }
        pages.insert(kind(&path), path);
        let links: Vec<String> = tab.ask(LINKS).await;
        let bare = |href: &String| href.split('#').next().unwrap_or("").to_owned();
        waiting.extend(links.iter().filter(|href| is_page(href)).map(bare));
    }
    pages.into_values().collect()
}

#[test]
fn axe_finds_no_serious_fault_on_any_public_page_in_either_language() {
    journey(Whose::Phone, async |tab| {
        let pages = walk(tab).await;
        assert!(pages.len() >= KINDS, "only {pages:?}");
        let mut wrong = Vec::new();
        for look in ["/language?to=zh&back=/", "/language?to=en&back=/", "/larger?to=on&back=/"] {
            tab.driver.goto(format!("{}{look}", tab.county.url)).await.unwrap();
            for path in &pages {
                tab.driver.goto(format!("{}{path}", tab.county.url)).await.unwrap();
                tab.driver.execute(AXE, vec![]).await.unwrap();
                let told: String = tab.ask(JUDGE).await;
                if !told.is_empty() {
                    wrong.push(format!("{path} after {look}:\n{told}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {} pages:\n{}", wrong.len(), pages.len(), wrong.join("\n"));
    });
}
