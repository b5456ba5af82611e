//! The drawing for a phone: one step below the other; ways that skip or return run in lanes on the right.

use super::draw::{self, Frame, count};
use super::track::{Stretch, Tracks};
use super::{Node, Way, wrap};

/// A phone's width, so that a letter is as large as it is drawn.
pub(super) const WIDTH: f32 = 358.0;
/// The same phone with letters a third larger.
pub(super) const LARGER: f32 = 273.0;
const LANE: f32 = 14.0;
const GAP: f32 = 26.0;
const WORD_LINE: f32 = 18.0;

/// The ways that go straight to the next step, and those that need a lane.
fn is_straight(way: &Way) -> bool {
    way.to == way.from + 1
}

pub(super) fn draw(nodes: &[Node], ways: &[Way], width: f32) -> String {
    let aside: Vec<&Way> = ways.iter().filter(|way| !is_straight(way)).collect();
    let stretches: Vec<Stretch> = aside
        .iter()
        .map(|way| Stretch { group: way.to, from: count(way.from) * 100.0 + 60.0, to: count(way.to) * 100.0 })
        .collect();
    let lanes = Tracks::lay(&stretches);
    let lane_room = if lanes.count() == 0 { 2.0 } else { count(lanes.count()) * LANE + 14.0 };
    let places = places(nodes, ways, width - lane_room - 2.0);
    let mut svg = String::new();
    for way in ways.iter().filter(|way| is_straight(way)) {
        straight(&mut svg, way, &places);
    }
    // What was taken is drawn last, over the grey of what was not.
    for taken in [false, true] {
        for way in aside.iter().filter(|way| way.taken == taken) {
            let nth = aside.iter().filter(|other| other.from == way.from).position(|other| other.to == way.to);
            lane(&mut svg, way, nth.unwrap_or(0), &places, &lanes);
        }
    }
    for (node, (measured, at)) in nodes.iter().zip(&places) {
        draw::node(&mut svg, node, measured, *at);
    }
    let height = places.last().map_or(0.0, |(_, at)| at.bottom()) + 2.0 + tail(nodes, &aside);
    draw::whole("chart-upright", width, height, &svg)
}

/// Room under the last step for ways that leave from it.
fn tail(nodes: &[Node], aside: &[&Way]) -> f32 {
    let leaving = aside.iter().filter(|way| way.from + 1 == nodes.len()).count();
    if leaving == 0 { 0.0 } else { 10.0 + count(leaving) * WORD_LINE }
}

fn places(nodes: &[Node], ways: &[Way], width: f32) -> Vec<(draw::Measured, Frame)> {
    let mut y = 2.0;
    let mut all = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        let measured = draw::measure(node, width);
        let at = Frame { x: 2.0, y, width, height: measured.height };
        let leaving = ways.iter().filter(|way| way.from == place && !is_straight(way)).count();
        let worded = ways.iter().any(|way| way.from == place && is_straight(way) && !way.label.is_empty());
        y = at.bottom() + GAP + count(leaving.max(usize::from(worded))) * WORD_LINE;
        all.push((measured, at));
    }
    all
}

fn straight(svg: &mut String, way: &Way, places: &[(draw::Measured, Frame)]) {
    let (Some((_, from)), Some((_, to))) = (places.get(way.from), places.get(way.to)) else { return };
    let x = from.x + 18.0;
    draw::line(svg, &[(x, from.bottom()), (x, to.y)], way.taken);
    let shown = wrap::lines(&way.label, draw::SMALL_SIZE, from.width * 0.5, 1);
    if let Some(text) = shown.first() {
        draw::word(svg, text, x + 10.0, from.bottom() + 19.0, "start", way.taken);
    }
}

fn lane(svg: &mut String, way: &Way, nth: usize, places: &[(draw::Measured, Frame)], lanes: &Tracks) {
    let (Some((_, from)), Some((_, to))) = (places.get(way.from), places.get(way.to)) else { return };
    // All ways that leave a step share one stub: a word stands left of it and crosses nothing.
    let out = from.right() - 16.0;
    let level = from.bottom() + 15.0 + count(nth) * WORD_LINE;
    let x = from.right() + 14.0 + count(lanes.of(way.to)) * LANE;
    let corners = [(out, from.bottom()), (out, level), (x, level), (x, to.middle()), (to.right(), to.middle())];
    draw::line(svg, &corners, way.taken);
    let shown = wrap::lines(&way.label, draw::SMALL_SIZE, from.width * 0.5, 1);
    if let Some(text) = shown.first() {
        draw::word(svg, text, out - 6.0, level + 4.0, "end", way.taken);
    }
}
