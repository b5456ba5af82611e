//! What of an affair's chart is drawn for one case: the road taken, the road ahead, and the ways out of the step that
//! waits. Every return and every stop of every later step would hide the road.

use crate::flow::{Edge, Node, Standing};
use crate::told::Teller;
use procedure::Way;

/// The nodes and edges that are drawn: what is not on this case's road stands last, what nothing leads to not at all.
pub(crate) fn road(nodes: Vec<Node>, all: &[procedure::Edge], teller: &Teller) -> (Vec<Node>, Vec<Edge>) {
    let waits = |id: &str| {
        let here = |node: &&Node| matches!(node.standing, Standing::Current | Standing::Waiting);
        nodes.iter().find(here).is_some_and(|node| node.id == id)
    };
    let drawn: Vec<&procedure::Edge> =
        all.iter().filter(|edge| edge.taken || edge.open && (edge.way == Way::On || waits(&edge.from))).collect();
    let edges = edges(&drawn, teller);
    let is_met = |node: &Node| edges.iter().any(|edge| edge.from == node.id || edge.to == node.id);
    let (mut shown, mut aside) = (Vec::new(), Vec::new());
    for node in nodes {
        match node.standing {
            Standing::Aside => aside.push(node),
            Standing::Ahead if !is_met(&node) => {}
            _ => shown.push(node),
        }
    }
    shown.append(&mut aside);
    (shown, edges)
}

/// Several outcomes on one way share it; a way has its word where the step can go on in several, or was taken.
fn edges(drawn: &[&procedure::Edge], teller: &Teller) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for edge in drawn {
        let several = drawn.iter().any(|other| other.from == edge.from && other.to != edge.to);
        let label = if several { teller.words(edge.when.as_ref().unwrap_or(&edge.words)) } else { String::new() };
        match edges.iter_mut().find(|known| known.from == edge.from && known.to == edge.to) {
            Some(known) => {
                known.taken |= edge.taken;
                if edge.taken {
                    known.label = label;
                }
            }
            None => edges.push(Edge { from: edge.from.clone(), to: edge.to.clone(), label, taken: edge.taken }),
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::Eyes;
    use village::{Language, Moment, Words};

    fn node(id: &str, standing: Standing) -> Node {
        Node {
            id: id.to_owned(),
            label: id.to_owned(),
            standing,
            who: String::new(),
            day: String::new(),
            href: String::new(),
        }
    }

    fn edge(from: &str, to: &str, way: Way, taken: bool) -> procedure::Edge {
        procedure::Edge { from: from.into(), to: to.into(), words: Words::same(to), when: None, way, taken, open: true }
    }

    #[test]
    fn returns_are_drawn_for_the_step_that_waits_only() {
        let nodes = vec![
            node("claim", Standing::Done),
            node("witness", Standing::Current),
            node("meeting", Standing::Aside),
            node("check", Standing::Ahead),
            node("correct", Standing::Ahead),
            node("refused", Standing::Ahead),
        ];
        let all = [
            edge("claim", "witness", Way::On, true),
            edge("witness", "check", Way::On, false),
            edge("witness", "correct", Way::Back, false),
            edge("check", "correct", Way::Back, false),
            edge("check", "refused", Way::Stop, false),
        ];
        let (nodes, edges) = road(nodes, &all, &Teller::new(Language::Zh, Moment(0), Eyes::Stranger));
        let ids: Vec<_> = nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["claim", "witness", "check", "correct", "meeting"]);
        let ways: Vec<_> = edges.iter().map(|edge| format!("{} {} {}", edge.from, edge.to, edge.label)).collect();
        assert_eq!(ways, ["claim witness ", "witness check check", "witness correct correct"]);
    }
}
