//! Reads `deputies.toml`: who takes a step when everybody who holds its posts stands aside.

use super::{Library, post};
use crate::check::people::compatible;
use crate::deputy::Deputies;
use crate::fault::Faults;
use crate::read::raw::Text;
use serde::Deserialize;
use std::collections::BTreeSet;
use village::Post;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDeputies {
    deputy: Vec<RawDeputy>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeputy {
    post: Text,
    stands_in: Vec<Text>,
    articles: Vec<Text>,
}

impl Library {
    /// The deputies of a layer. A lower layer names deputies where the layers above name none; who stands in above stays.
    pub(super) fn deputies(&mut self, raw: RawDeputies, faults: &mut Faults<'_>) {
        for one in &raw.deputy {
            let Some(absent) = post(&one.post, faults) else { continue };
            let mut stands_in: Vec<Post> = Vec::new();
            for text in &one.stands_in {
                let Some(deputy) = post(text, faults) else { continue };
                if deputy == absent || stands_in.contains(&deputy) {
                    faults.at(&text.span(), format!("`{deputy}` is named already; a deputy is somebody else"));
                } else if !compatible(&BTreeSet::from([absent, deputy])) {
                    let what =
                        format!("nobody may hold both `{absent}` and `{deputy}`, so neither stands in for the other");
                    faults.at(&text.span(), what);
                } else {
                    stands_in.push(deputy);
                }
            }
            let articles = self.articles(&one.articles, faults);
            if one.stands_in.is_empty() || one.articles.is_empty() {
                faults.at(&one.post.span(), "a deputy needs `stands_in` and its ground in `articles`");
            }
            let named = self.deputies.contains_key(&absent);
            self.deputies.entry(absent).or_insert(Deputies { stands_in, articles });
            if named {
                faults.at(&one.post.span(), format!("the deputies of `{absent}` are named already"));
            }
        }
    }
}
