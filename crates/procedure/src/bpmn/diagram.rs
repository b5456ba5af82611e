//! Where everything is drawn: lanes one below the other, each node in a column of its own, ways that skip or return below.

use super::model::{Model, Node, Shape};

const LEFT: i64 = 160;
const TOP: i64 = 80;
const POOL_HEAD: i64 = 30;
const LANE_HEIGHT: i64 = 140;
const GAP: i64 = 40;
const TRACK: i64 = 14;

/// A box on the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Bounds {
    fn middle(self) -> i64 {
        self.y + self.height / 2
    }

    fn centre(self) -> i64 {
        self.x + self.width / 2
    }

    fn right(self) -> i64 {
        self.x + self.width
    }

    fn bottom(self) -> i64 {
        self.y + self.height
    }
}

/// The whole drawing.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    pub(super) pool: Bounds,
    pub(super) lanes: Vec<Bounds>,
    pub(super) nodes: Vec<Bounds>,
    pub(super) flows: Vec<Vec<(i64, i64)>>,
}

fn size(shape: Shape) -> (i64, i64) {
    match shape {
        Shape::UserTask => (120, 80),
        Shape::Gateway => (50, 50),
        Shape::Start | Shape::End | Shape::Timer => (36, 36),
    }
}

/// Room for the words below an event or a gateway.
fn column(shape: Shape) -> i64 {
    if shape == Shape::UserTask { 120 } else { 90 }
}

pub(super) fn draw(model: &Model) -> Drawing {
    let mut x = LEFT + POOL_HEAD + 2 * GAP;
    let mut nodes = Vec::new();
    for Node { shape, lane, .. } in &model.nodes {
        let (width, height) = size(*shape);
        let room = column(*shape);
        let middle = TOP + whole(*lane) * LANE_HEIGHT + LANE_HEIGHT / 2;
        nodes.push(Bounds { x: x + (room - width) / 2, y: middle - height / 2, width, height });
        x += room + GAP;
    }
    let around: Vec<usize> = model
        .flows
        .iter()
        .enumerate()
        .filter(|(_, flow)| !is_next(model, &flow.from, &flow.to))
        .map(|(nth, _)| nth)
        .collect();
    let below = TOP + whole(model.lanes.len()) * LANE_HEIGHT;
    let flows = model.flows.iter().enumerate().map(|(nth, flow)| {
        let (from, to) = (model.place(&flow.from), model.place(&flow.to));
        let (from, to) = (from.and_then(|at| nodes.get(at)), to.and_then(|at| nodes.get(at)));
        let (Some(from), Some(to)) = (from.copied(), to.copied()) else { return Vec::new() };
        match around.iter().position(|other| *other == nth) {
            None => straight(from, to),
            Some(track) => {
                let leaves = model.leaving(&flow.from).position(|(other, _)| other == nth).unwrap_or(0);
                let reaches = model.reaching(&flow.to).position(|(other, _)| other == nth).unwrap_or(0);
                round(from, to, below + TRACK * whole(track + 1), (leaves, reaches))
            }
        }
    });
    let flows = flows.collect();
    let height = whole(model.lanes.len()) * LANE_HEIGHT + TRACK * whole(around.len() + 2);
    let pool = Bounds { x: LEFT, y: TOP, width: x - LEFT, height };
    let last = model.lanes.len().saturating_sub(1);
    let lanes = (0..model.lanes.len()).map(|nth| Bounds {
        x: LEFT + POOL_HEAD,
        y: TOP + whole(nth) * LANE_HEIGHT,
        width: pool.width - POOL_HEAD,
        // The last lane is drawn around the ways below it, so that they lie in the pool.
        height: if nth == last { pool.height - whole(nth) * LANE_HEIGHT } else { LANE_HEIGHT },
    });
    Drawing { pool, lanes: lanes.collect(), nodes, flows }
}

fn is_next(model: &Model, from: &str, to: &str) -> bool {
    matches!((model.place(from), model.place(to)), (Some(from), Some(to)) if to == from + 1)
}

/// To the next column.
fn straight(from: Bounds, to: Bounds) -> Vec<(i64, i64)> {
    if from.middle() == to.middle() {
        return vec![(from.right(), from.middle()), (to.x, to.middle())];
    }
    let bend = to.x - GAP / 2;
    vec![(from.right(), from.middle()), (bend, from.middle()), (bend, to.middle()), (to.x, to.middle())]
}

/// Down to a track of its own below all lanes, and up again. No other node stands in either column.
fn round(from: Bounds, to: Bounds, track: i64, (leaves, reaches): (usize, usize)) -> Vec<(i64, i64)> {
    let aside = |bounds: Bounds, nth: usize| bounds.centre() + (whole(nth % 5) - 2) * bounds.width / 12;
    let (start, end) = (aside(from, leaves), aside(to, reaches));
    vec![(start, from.bottom()), (start, track), (end, track), (end, to.bottom())]
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX / LANE_HEIGHT)
}
