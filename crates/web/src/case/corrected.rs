//! Corrections beside the record: what it says, what it should have said, who put it right, why, and the paper.

use crate::case::papers::kept_words;
use crate::case::told::Told;
use crate::case::value::value;
use crate::part::{Html, Line, Paper};
use crate::told::Teller;
use procedure::Step;

impl Told {
    /// What was corrected of an act, as far as this reader may see the field.
    pub(crate) fn corrected(&self, teller: &Teller, step: &Step, act: i64) -> Vec<Line> {
        let of_act = self.corrections.iter().filter(|one| one.act == act);
        of_act
            .filter_map(|one| {
                let field = step.fields.iter().find(|field| field.id == one.field)?;
                let label = teller.say("corrected-label").put("field", teller.words(&field.label)).to_string();
                let said = teller.say("corrected-by").put("day", teller.day(one.moment.day()).words);
                let said = said.put("name", one.name.as_str()).put("post", teller.words(&one.post.title()));
                let said = said.put("reason", teller.free(&one.reason)).to_string();
                if !teller.eyes.see(field.scope) {
                    return Some(Line::text(label, teller.say("corrected-kept").to_string()));
                }
                let to = value(teller, field, &one.corrected, &self.names);
                Some(Line::new(label, Html::both(&to, &Html::text(said))))
            })
            .collect()
    }

    /// The papers that show the corrections of an act.
    pub(crate) fn proofs(&self, teller: &Teller, act: i64, papers_at: &str) -> Vec<Paper> {
        let of_act = self.corrections.iter().filter(|one| one.act == act);
        of_act
            .map(|one| {
                let (fingerprint, is_picture) = (one.paper.short(), one.media_type != "application/pdf");
                let open = teller.eyes.see_kept("village");
                let name = teller.say("corrected-paper").put("number", one.number.to_string()).to_string();
                if !open {
                    let about = kept_words(teller, "village", fingerprint);
                    return Paper { name, about, href: String::new(), is_picture, copy: None };
                }
                let kind = if is_picture { teller.say("picture").to_string() } else { "PDF".to_owned() };
                let said = teller.say("paper-about").put("kind", kind).put("size", Teller::size(one.size_bytes));
                let href = format!("{papers_at}/{}", one.paper);
                Paper { name, about: said.put("fingerprint", fingerprint).to_string(), href, is_picture, copy: None }
            })
            .collect()
    }
}
