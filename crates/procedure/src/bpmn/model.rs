//! The parts of a BPMN process before they are written: lanes, nodes in the order in which they are drawn, flows.

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Start,
    End,
    UserTask,
    Gateway,
    Timer,
}

/// A node.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) shape: Shape,
    pub(super) name: String,
    pub(super) lane: usize,
    pub(super) documentation: String,
    /// How long a timer runs.
    pub(super) days: i64,
}

impl Node {
    pub(super) fn new(id: &str, shape: Shape, name: String, lane: usize) -> Self {
        Self { id: id.to_owned(), shape, name, lane, documentation: String::new(), days: 0 }
    }
}

/// A sequence flow.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) name: String,
    /// The condition, in the rules' own language (CEL); empty for none.
    pub(super) condition: String,
    /// Whether its gateway takes it when no condition holds.
    pub(super) otherwise: bool,
}

impl Flow {
    pub(super) fn new(from: &str, to: &str) -> Self {
        Self { from: from.to_owned(), to: to.to_owned(), ..Self::default() }
    }
}

/// A process.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) namespace: String,
    pub(super) documentation: String,
    pub(super) lanes: Vec<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) flows: Vec<Flow>,
}

impl Model {
    /// The lane of this name, made when it is new.
    pub(super) fn lane(&mut self, name: &str) -> usize {
        self.lanes.iter().position(|known| known == name).unwrap_or_else(|| {
            self.lanes.push(name.to_owned());
            self.lanes.len() - 1
        })
    }

    pub(super) fn node(&mut self, node: Node) {
        self.nodes.push(node);
    }

    pub(super) fn flow(&mut self, flow: Flow) {
        self.flows.push(flow);
    }

    /// The flows that leave a node, by their numbers.
    pub(super) fn leaving<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (usize, &'a Flow)> {
        self.flows.iter().enumerate().filter(move |(_, flow)| flow.from == id)
    }

    /// The flows that reach a node, by their numbers.
    pub(super) fn reaching<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (usize, &'a Flow)> {
        self.flows.iter().enumerate().filter(move |(_, flow)| flow.to == id)
    }

    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }
}
