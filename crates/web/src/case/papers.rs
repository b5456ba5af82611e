//! The papers of a case as one reader may see them: as links, or as what is kept and for whom.

use crate::case::told::Told;
use crate::part::Paper;
use crate::told::Teller;
use affairs::PaperRow;
use procedure::{Affair, Step};
use village::Hash;

impl Told {
    /// Officials are told how often an original was opened.
    fn with_views(&self, teller: &Teller, paper: &PaperRow, line: Paper) -> Paper {
        match self.views.get(&paper.hash).filter(|_| !teller.eyes.masked()) {
            Some(count) => {
                let about = teller.say("paper-views").put("about", line.about).put("count", *count).to_string();
                Paper { about, ..line }
            }
            None => line,
        }
    }

    /// Everybody sees the covered copy of a paper that only the village opens.
    pub(super) fn with_copy(&self, teller: &Teller, paper: &PaperRow, line: Paper) -> Paper {
        let line = self.with_views(teller, paper, line);
        let released = self.copies.iter().find(|copy| copy.row.paper == paper.hash).filter(|_| teller.eyes.masked());
        Paper { copy: released.map(|copy| copy.shown(teller, kind_name(teller, self.affair(), paper))), ..line }
    }

    /// Whether some paper of it is for the village's own people.
    pub(crate) fn has_village_papers(&self) -> bool {
        self.papers.iter().any(|paper| paper.scope == "village") || !self.corrections.is_empty()
    }

    /// Whether a paper is for the village's own people.
    pub(crate) fn is_of_village(&self, hash: &Hash) -> bool {
        self.papers.iter().any(|paper| paper.hash == *hash && paper.scope == "village")
    }

    /// The papers that this reader may open, under their names.
    pub(crate) fn open_papers(&self, teller: &Teller, papers_at: &str) -> Vec<Paper> {
        let step_of = |number: i64| {
            let act = self.acts.iter().find(|act| act.number == number)?;
            self.affair()?.step(&act.step)
        };
        let lines = self.papers.iter().map(|paper| paper_line(teller, step_of(paper.act), paper, papers_at));
        lines.filter(|line| !line.href.is_empty()).collect()
    }
}

/// What a paper is by the affair's words; else as whoever sent it has named it.
pub(crate) fn kind_name(teller: &Teller, affair: Option<&Affair>, paper: &PaperRow) -> String {
    let mut needs = affair.into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.papers);
    let need = needs.find(|need| need.id == paper.kind);
    need.map_or_else(|| teller.free(&paper.name), |need| teller.words(&need.name))
}

/// Why a paper cannot be opened by this reader.
pub(super) fn kept_words(teller: &Teller, scope: &str, fingerprint: String) -> String {
    let key = if scope == "village" { "paper-kept-village" } else { "paper-kept" };
    teller.say(key).put("fingerprint", fingerprint).to_string()
}

/// A paper as a link; one that this reader may not open is told of by its kind and its fingerprint.
pub(super) fn paper_line(teller: &Teller, step: Option<&Step>, paper: &PaperRow, papers_at: &str) -> Paper {
    let need = step.and_then(|step| step.papers.iter().find(|need| need.id == paper.kind));
    let kind = if paper.media_type == "application/pdf" { "PDF".to_owned() } else { teller.say("picture").to_string() };
    let name = need.map(|need| teller.words(&need.name));
    let (fingerprint, is_picture) = (paper.hash.short(), paper.media_type != "application/pdf");
    if !teller.eyes.see_kept(&paper.scope) {
        let name = name.unwrap_or_else(|| teller.say("paper-other").to_string());
        let about = kept_words(teller, &paper.scope, fingerprint);
        return Paper { name, about, href: String::new(), is_picture, copy: None };
    }
    let said = teller.say("paper-about").put("kind", kind).put("size", Teller::size(paper.size_bytes));
    Paper {
        copy: None,
        name: name.unwrap_or_else(|| teller.free(&paper.name)),
        about: said.put("fingerprint", fingerprint).to_string(),
        href: format!("{papers_at}/{}", paper.hash),
        is_picture,
    }
}
