//! What a form asks for, as its page shows it, and what a sensible person answers.

use crate::browser::Tab;
use crate::county::County;
use crate::paper::photograph;
use serde::Deserialize;
use thirtyfour::prelude::*;

/// One entry of a form.
#[derive(Deserialize)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// The kind of input; `select`, `textarea`; `count` and `money` for numbers.
    pub(crate) kind: String,
    optional: bool,
    /// What stands there already.
    value: String,
    /// The first of the choices.
    first: String,
    hint: String,
}

/// Run in the page; the entries of its form, without the meeting's.
const ENTRIES: &str = r#"
const entries = new Map();
for (const entry of document.querySelectorAll('#form input:not([type=hidden]), #form select, #form textarea')) {
  if (entry.name.startsWith('sitting.')) continue;
  const field = entry.closest('.field');
  const chosen = entry.type === 'radio' || entry.type === 'checkbox';
  const value = chosen ? (entry.checked ? entry.value : '') : entry.value;
  const known = entries.get(entry.name);
  if (known) { known.value ||= value; continue; }
  const kind = entry.closest('.count-entry') ? 'count' : entry.closest('.money-entry') ? 'money'
    : entry.tagName === 'INPUT' ? entry.type : entry.tagName.toLowerCase();
  const options = entry.tagName === 'SELECT' ? [...entry.options].map((option) => option.value).filter(Boolean) : [entry.value];
  entries.set(entry.name, {
    name: entry.name, kind, value, first: options[0] ?? '',
    optional: Boolean(field.querySelector('.optional')),
    hint: field.querySelector('.hint')?.textContent ?? '',
  });
}
return [...entries.values()];
"#;

impl Entry {
    /// The entries of the form on the page.
    pub(crate) async fn all(tab: &Tab) -> Vec<Self> {
        tab.ask(ENTRIES).await
    }

    /// Whether the field is for other outcomes than the one that goes on.
    fn for_another_outcome(&self) -> bool {
        self.hint.starts_with("选“")
    }

    /// What one answers when nothing particular is to be said; nothing when the entry may stay as it is.
    pub(crate) fn sensible(&self, county: &County) -> Option<String> {
        if self.optional || !self.value.is_empty() || self.for_another_outcome() {
            return None;
        }
        match self.kind.as_str() {
            "text" | "textarea" => Some("已经核对，情况属实".to_owned()),
            "date" => Some(county.day(0)),
            "count" => Some("3".to_owned()),
            "radio" | "select" => Some(self.first.clone()),
            "checkbox" => None,
            kind => panic!("`{}` ({kind}) wants an answer of its own", self.name),
        }
    }

    /// How many papers are wanted.
    fn least(&self) -> usize {
        let count = self.hint.split_once("至少").and_then(|(_, rest)| rest.split_once('份')).map(|(count, _)| count);
        count.and_then(|count| count.trim().parse().ok()).unwrap_or(1)
    }
}

impl Tab {
    /// Adds as many photographs as an entry wants.
    pub(crate) async fn add_paper(&self, entry: &Entry) {
        if entry.for_another_outcome() {
            return;
        }
        let papers: Vec<String> = (0..entry.least()).map(|_| photograph("材料").to_str().unwrap().to_owned()).collect();
        let input = self.driver.find(By::Css(format!("main input[name='{}']", entry.name))).await.unwrap();
        input.send_keys(papers.join("\n")).await.unwrap();
    }

    /// Fills in the meeting's sheet, when the form has one: nearly all came, relatives stayed out, nearly all agreed.
    pub(crate) async fn hold_meeting(&self) {
        if !self.has(By::Css("section.meeting")).await {
            return;
        }
        let seats = self.driver.find_all(By::Css("ul.roster > li")).await.unwrap();
        let (mut voices, away) = (0, seats.len() / 10);
        for seat in seats.iter().skip(away) {
            let is_relative = seat.find(By::Css("small")).await.is_ok();
            let tick = if is_relative { "sitting.recused" } else { "sitting.present" };
            voices += u32::from(!is_relative);
            seat.find(By::Css(format!("input[name='{tick}']"))).await.unwrap().click().await.unwrap();
        }
        assert!(voices > 2, "a meeting of {voices}");
        let agreed = (voices - 2).to_string();
        self.fill(&[("sitting.for", &agreed), ("sitting.against", "1"), ("sitting.abstain", "1")]).await;
    }
}
