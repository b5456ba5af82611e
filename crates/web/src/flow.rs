//! The flow chart of a case: drawn on the server, read as a list by those who do not see it.

mod across;
mod draw;
pub(crate) mod paper;
mod track;
mod upright;
mod wrap;

use crate::show::escape;
use crate::text::say;
use std::fmt;
use village::Language;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Done,
    Current,
    Waiting,
    Refused,
    Ahead,
    /// Not on the road that this case took.
    Aside,
}

impl Standing {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "current",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Ahead => "ahead",
            Self::Aside => "aside",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Done => "flow-done",
            Self::Current => "flow-current",
            Self::Waiting => "flow-waiting",
            Self::Refused => "flow-refused",
            Self::Ahead => "flow-ahead",
            Self::Aside => "flow-aside",
        }
    }
}

/// A step or an ending.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) standing: Standing,
    /// Who did it or who is to do it, as this reader may know it.
    pub(crate) who: String,
    /// The day it was done, or the day it is due.
    pub(crate) day: String,
    /// Its place in the record on the same page, such as `#act-3`; empty when there is none.
    pub(crate) href: String,
}

/// A way from one step to another.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) label: String,
    pub(crate) taken: bool,
}

/// The chart.
#[derive(Debug, Clone)]
pub(crate) struct FlowChart {
    pub(crate) language: Language,
    /// In the order of the definition.
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    /// Whether the page is wide enough on a desk for the drawing from left to right.
    pub(crate) wide: bool,
    /// Whether the reader asked for larger letters: then the drawing has less room, and is shown larger.
    pub(crate) larger: bool,
}

/// An edge between the places of two nodes.
#[derive(Debug, Clone)]
struct Way {
    from: usize,
    to: usize,
    label: String,
    taken: bool,
}

impl FlowChart {
    /// The chart for a reader of larger letters, or not.
    pub(crate) fn larger(self, larger: bool) -> Self {
        Self { larger, ..self }
    }

    fn ways(&self, nodes: &[Node]) -> Vec<Way> {
        let place = |id: &str| nodes.iter().position(|node| node.id == id);
        self.edges
            .iter()
            .filter_map(|edge| {
                let (from, to) = (place(&edge.from)?, place(&edge.to)?);
                (from != to).then(|| Way { from, to, label: edge.label.clone(), taken: edge.taken })
            })
            .collect()
    }

    fn list(&self, nodes: &[Node], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<ol class="unseen">"#)?;
        for node in nodes {
            let standing = say(self.language, node.standing.key()).to_string();
            let parts = [standing.as_str(), node.who.as_str(), node.day.as_str()];
            let told: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).map(escape).collect();
            write!(f, "<li>{}: {}</li>", escape(&node.label), told.join(", "))?;
        }
        write!(f, "</ol>")
    }
}

/// What is not on the road of this case, folded away: its boxes would stand between the reader and the record.
fn folded(language: Language, aside: &[Node], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if aside.is_empty() {
        return Ok(());
    }
    let many = say(language, "flow-aside-many").put("count", aside.len()).to_string();
    write!(f, r#"<details class="flow-aside"><summary>{}</summary><ul>"#, escape(&many))?;
    for node in aside {
        write!(f, "<li>{}</li>", escape(&node.label))?;
    }
    write!(f, "</ul></details>")
}

impl fmt::Display for FlowChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (aside, nodes): (Vec<Node>, Vec<Node>) =
            self.nodes.iter().cloned().partition(|node| node.standing == Standing::Aside);
        let ways = self.ways(&nodes);
        // What runs from left to right would have to be made smaller to fit: larger letters stand one below the other.
        let wide = self.wide && !self.larger;
        let class = if wide { "flow flow-both" } else { "flow" };
        write!(f, r#"<div class="{class}">"#)?;
        f.write_str(&upright::draw(&nodes, &ways, if self.larger { upright::LARGER } else { upright::WIDTH }))?;
        if wide {
            f.write_str(&across::draw(&nodes, &ways))?;
        }
        self.list(&nodes, f)?;
        write!(f, "</div>")?;
        folded(self.language, &aside, f)
    }
}

impl askama::filters::HtmlSafe for FlowChart {}

#[cfg(test)]
mod tests;
