//! Every template, in both languages, by its sample.

use super::*;
use crate::asset;
use std::collections::BTreeSet;

const VOID: &[&str] = &["meta", "link", "input", "br", "hr", "img"];

/// A tag with its attributes as they were written.
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    fn value(&self, attribute: &str) -> Option<&'a str> {
        let rest = self.attributes.split_once(&format!(" {attribute}=\""))?.1;
        rest.split('"').next()
    }
}

/// The tags in order; closing tags begin with `/`. Fails on what no HTML has.
fn tags(html: &str) -> Vec<Tag<'_>> {
    html.split('<')
        .skip(1)
        .filter(|piece| !piece.starts_with('!'))
        .map(|piece| {
            let (inside, _) = piece.split_once('>').unwrap_or_else(|| panic!("a tag without an end: {piece}"));
            let end = inside.find(|c: char| c.is_whitespace()).unwrap_or(inside.len());
            Tag { name: inside[..end].trim_end_matches('/'), attributes: inside.trim_end_matches('/') }
        })
        .collect()
}

fn everywhere(check: impl Fn(&str, &str)) {
    for name in NAMES {
        for language in [Language::Zh, Language::En] {
            for larger in [false, true] {
                let page = html(name, language, larger).unwrap_or_else(|| panic!("{name} cannot be drawn"));
                check(&format!("{name} in {language:?}"), &page);
            }
        }
    }
}

#[test]
fn every_page_is_well_formed() {
    everywhere(|name, html| {
        let mut open = Vec::new();
        for tag in tags(html) {
            if let Some(closed) = tag.name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{name}");
            } else if !VOID.contains(&tag.name) && !tag.attributes.ends_with('/') && !is_drawn(&tag, html) {
                open.push(tag.name);
            }
        }
        assert!(open.is_empty(), "{name}: left open {open:?}");
    });
}

/// Parts of a drawing that close themselves (`<path …/>`).
fn is_drawn(tag: &Tag<'_>, html: &str) -> bool {
    let written = format!("<{}/>", tag.attributes);
    matches!(tag.name, "path" | "circle" | "rect") && html.contains(&written)
}

#[test]
fn every_page_has_one_heading_and_no_missing_text() {
    everywhere(|name, html| {
        assert_eq!(tags(html).iter().filter(|tag| tag.name == "h1").count(), 1, "{name}");
        assert!(
            !html.contains('⟦'),
            "{name}: {}",
            html.split('⟦').nth(1).unwrap_or("").chars().take(40).collect::<String>()
        );
        assert!(!html.contains("<title> ·"), "{name} has no title");
    });
}

#[test]
fn ids_are_unique_and_what_refers_to_one_finds_it() {
    everywhere(|name, html| {
        let all = tags(html);
        let mut ids = BTreeSet::new();
        for id in all.iter().filter_map(|tag| tag.value("id")) {
            assert!(ids.insert(id), "{name}: the id {id} is given twice");
        }
        for tag in &all {
            let named =
                ["for", "aria-labelledby", "aria-describedby"].iter().filter_map(|attribute| tag.value(attribute));
            for id in named.flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: nothing has the id {id}");
            }
            if let Some(id) = tag.value("href").and_then(|href| href.strip_prefix('#')).filter(|id| !id.is_empty()) {
                assert!(ids.contains(id), "{name}: a link leads to {id}, which is not there");
            }
        }
    });
}

#[test]
fn every_entry_has_its_label() {
    everywhere(|name, html| {
        let all = tags(html);
        let labelled: BTreeSet<_> =
            all.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.value("for")).collect();
        let mut inside_label = false;
        for tag in &all {
            match tag.name {
                "label" => inside_label = true,
                "/label" => inside_label = false,
                "input" | "select" | "textarea" if tag.value("type") != Some("hidden") => {
                    let has_label = inside_label || tag.value("id").is_some_and(|id| labelled.contains(id));
                    assert!(has_label, "{name}: {} has no label", tag.attributes);
                }
                _ => {}
            }
        }
    });
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    everywhere(|name, html| {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            if form.contains("method=\"post\"") {
                assert!(form.contains("name=\"csrf\" value=\"sample\""), "{name}");
            }
        }
    });
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_needs_a_script_or_an_inline_style() {
    everywhere(|name, html| {
        // The screen in the hall has a script of ours, and turns without it as well; nothing stands in the page itself.
        let scripts = html.matches("<script").count();
        assert!(scripts == usize::from(html.contains("id=\"slides\"")), "{name}");
        assert!(!html.contains("<script>") && !html.contains(" style=\"") && !html.contains(" onclick"), "{name}");
        for tag in tags(html) {
            for address in ["src", "href", "action"].iter().filter_map(|attribute| tag.value(attribute)) {
                let is_ours = address.starts_with(['/', '#', '?']) || address.starts_with("tel:");
                assert!(is_ours && !address.starts_with("//"), "{name}: {address}");
            }
        }
    });
}

#[test]
fn a_villagers_page_is_small() {
    for name in NAMES.iter().filter(|name| !name.ends_with("-many")) {
        let html = html(name, Language::Zh, false).unwrap();
        let whole = html.len() + asset::stylesheet().plain.len();
        assert!(whole < 100_000, "{name}: {whole} bytes with its stylesheet");
    }
    let many = html("village-list-many", Language::Zh, false).unwrap();
    assert!(asset::gzipped(many.as_bytes()).len() < 100_000);
}

#[test]
fn an_unknown_page_is_no_page() {
    assert_eq!(html("no-such-page", Language::Zh, false), None);
}
