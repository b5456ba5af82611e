//! A rule book as one file: what is made at the terminal and handed in on the page where rules are proposed.

use procedure::RuleFile;
use serde::{Deserialize, Serialize};

/// The layers and their files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackedRules {
    /// The layers, from the nation down.
    pub layers: Vec<String>,
    /// Path and text of each file.
    pub files: Vec<(String, String)>,
}

impl PackedRules {
    /// Packs the files of the layers; others are left out.
    #[must_use]
    pub fn of(files: &[RuleFile], layers: &[String]) -> Self {
        let inside =
            |file: &&RuleFile| file.path.split_once('/').is_some_and(|(layer, _)| layers.iter().any(|l| l == layer));
        let files = files.iter().filter(inside).map(|file| (file.path.clone(), file.text.clone())).collect();
        Self { layers: layers.to_vec(), files }
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> Vec<RuleFile> {
        self.files.iter().map(|(path, text)| RuleFile { path: path.clone(), text: text.clone() }).collect()
    }
}
