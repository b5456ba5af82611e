//! The drawing for a desk: left to right, in rows as text runs; ways that skip or return run in the gutters.

use super::draw::{self, Frame, count};
use super::track::{Stretch, Tracks};
use super::{Node, Way, wrap};

const COLUMNS: usize = 4;
const WIDTH: f32 = 181.0;
const GAP: f32 = 84.0;
/// Ways run up and down in the right part of a gap, so words keep to the left of it.
const ASIDE: f32 = 22.0;
const TRACK: f32 = 12.0;
/// The height of a second line of a word.
const LINE: f32 = 14.0;

/// A way's road through the gutters.
struct Road<'a> {
    way: &'a Way,
    /// Whether it leaves at the foot (else at the head), and enters at the head (else at the foot).
    down: bool,
    into_head: bool,
    out_x: f32,
    in_x: f32,
    /// The room for its word, up to the next line on the same side.
    room: f32,
    /// The gutter beneath the row of this number; 0 is above the first row.
    first_gutter: usize,
    last_gutter: usize,
    between_x: f32,
}

fn row(place: usize) -> usize {
    place / COLUMNS
}

fn left(place: usize) -> f32 {
    2.0 + count(place % COLUMNS) * (WIDTH + GAP)
}

fn is_straight(way: &Way) -> bool {
    way.to == way.from + 1 && row(way.to) == row(way.from)
}

pub(super) fn draw(nodes: &[Node], ways: &[Way]) -> String {
    let measured: Vec<draw::Measured> = nodes.iter().map(|node| draw::measure(node, WIDTH)).collect();
    let roads = roads(nodes.len(), ways);
    let rows = nodes.len().div_ceil(COLUMNS);
    let gutters: Vec<Tracks> = (0..=rows).map(|gutter| Tracks::lay(&stretches(&roads, gutter))).collect();
    let mut y = 2.0 + gutters.first().map_or(0.0, |tracks| room(tracks, &roads, 0, true));
    let mut frames: Vec<Frame> = Vec::new();
    let mut gutter_y = vec![2.0];
    for (number, group) in measured.chunks(COLUMNS).enumerate() {
        let height = group.iter().fold(0.0_f32, |most, node| most.max(node.height));
        for place in 0..group.len() {
            frames.push(Frame { x: left(number * COLUMNS + place), y, width: WIDTH, height });
        }
        gutter_y.push(y + height);
        let is_last = number + 1 == rows;
        y += height + gutters.get(number + 1).map_or(0.0, |tracks| room(tracks, &roads, number + 1, is_last));
    }
    // Where the first track of each gutter can run: beneath the words that come down into it.
    let tops: Vec<f32> = gutter_y.iter().enumerate().map(|(gutter, y)| y + second(&roads, gutter, true)).collect();
    let mut svg = String::new();
    for way in ways.iter().filter(|way| is_straight(way)) {
        straight(&mut svg, way, &frames);
    }
    for taken in [false, true] {
        for road in roads.iter().filter(|road| road.way.taken == taken) {
            through(&mut svg, road, &frames, &gutters, &tops);
        }
    }
    for ((node, measured), at) in nodes.iter().zip(&measured).zip(&frames) {
        draw::node(&mut svg, node, measured, *at);
    }
    let columns = nodes.len().min(COLUMNS);
    let width = 4.0 + count(columns) * WIDTH + count(columns.saturating_sub(1)) * GAP;
    draw::whole("chart-across", width, y + 2.0, &svg)
}

/// The word of a way, in two lines at most.
fn words(road: &Road<'_>) -> Vec<String> {
    wrap::lines(&road.way.label, draw::SMALL_SIZE, road.room, 2)
}

/// The room for second lines of words, above the tracks of a gutter (of ways that come down into it) or beneath them.
fn second(roads: &[Road<'_>], gutter: usize, down: bool) -> f32 {
    let long = |road: &Road<'_>| road.first_gutter == gutter && road.down == down && words(road).len() > 1;
    if roads.iter().any(long) { LINE } else { 0.0 }
}

/// How high a gutter is: its tracks, and the lines for the words of the ways that leave into it.
fn room(tracks: &Tracks, roads: &[Road<'_>], gutter: usize, outside: bool) -> f32 {
    let is_used = roads.iter().any(|road| road.first_gutter == gutter || road.last_gutter == gutter);
    if !is_used {
        return if outside { 2.0 } else { 28.0 };
    }
    38.0 + count(tracks.count()) * TRACK + second(roads, gutter, true) + second(roads, gutter, false)
}

fn roads<'a>(count_of_nodes: usize, ways: &'a [Way]) -> Vec<Road<'a>> {
    let mut roads: Vec<Road<'a>> = ways
        .iter()
        .filter(|way| !is_straight(way))
        .map(|way| {
            let down = row(way.to) >= row(way.from);
            let into_head = row(way.to) > row(way.from);
            let first_gutter = if down { row(way.from) + 1 } else { row(way.from) };
            let last_gutter = if into_head { row(way.to) } else { row(way.to) + 1 };
            Road {
                way,
                down,
                into_head,
                out_x: 0.0,
                in_x: 0.0,
                room: WIDTH * 0.5,
                first_gutter,
                last_gutter,
                between_x: 0.0,
            }
        })
        .collect();
    for place in 0..count_of_nodes {
        for foot in [true, false] {
            spread(&mut roads, place, foot);
        }
    }
    for road in &mut roads {
        // Between two gutters a way runs in the column gap just left of its target's column, or right of the first.
        let column = left(road.way.to);
        let aside = 10.0 + count(row(road.way.to) % 3) * 5.0;
        road.between_x = if column < WIDTH { column + WIDTH + GAP - aside } else { column - aside };
    }
    roads
}

/// Spreads the ends of lines over one side of a node. Ways that enter share one end.
fn spread(roads: &mut [Road<'_>], place: usize, foot: bool) {
    let enters = |road: &Road<'_>| road.way.to == place && road.into_head != foot;
    let leaves = |road: &Road<'_>| road.way.from == place && road.down == foot;
    let ends = usize::from(roads.iter().any(enters)) + roads.iter().filter(|road| leaves(road)).count();
    let step = WIDTH / count(ends + 1);
    let mut nth = 1;
    for road in roads.iter_mut() {
        if leaves(road) {
            road.out_x = left(place) + step * count(nth);
            road.room = if ends > 1 { step - 7.0 } else { WIDTH * 0.5 + GAP - ASIDE - 5.0 };
            nth += 1;
        }
    }
    for road in roads.iter_mut() {
        if enters(road) {
            road.in_x = left(place) + step * count(nth);
        }
    }
}

fn stretches(roads: &[Road<'_>], gutter: usize) -> Vec<Stretch> {
    let mut all = Vec::new();
    for road in roads {
        let group = road.way.to;
        let single = road.first_gutter == road.last_gutter;
        if single && road.first_gutter == gutter {
            all.push(Stretch { group, from: road.out_x, to: road.in_x });
        } else if !single && road.first_gutter == gutter {
            all.push(Stretch { group, from: road.out_x, to: road.between_x });
        } else if !single && road.last_gutter == gutter {
            all.push(Stretch { group, from: road.between_x, to: road.in_x });
        }
    }
    all
}

fn straight(svg: &mut String, way: &Way, frames: &[Frame]) {
    let (Some(from), Some(to)) = (frames.get(way.from), frames.get(way.to)) else { return };
    let y = from.y + 22.0;
    draw::line(svg, &[(from.right(), y), (to.x, y)], way.taken);
    for (nth, text) in wrap::lines(&way.label, draw::SMALL_SIZE, GAP - ASIDE, 3).iter().enumerate() {
        draw::word(svg, text, from.right() + 5.0, y + 18.0 + 15.0 * count(nth), "start", way.taken);
    }
}

fn through(svg: &mut String, road: &Road<'_>, frames: &[Frame], gutters: &[Tracks], tops: &[f32]) {
    let (Some(from), Some(to)) = (frames.get(road.way.from), frames.get(road.way.to)) else { return };
    let level = |gutter: usize| {
        let track = gutters.get(gutter).map_or(0, |tracks| tracks.of(road.way.to));
        tops.get(gutter).copied().unwrap_or(0.0) + 24.0 + count(track) * TRACK
    };
    let (first, last) = (level(road.first_gutter), level(road.last_gutter));
    let out_y = if road.down { from.bottom() } else { from.y };
    let in_y = if road.into_head { to.y } else { to.bottom() };
    let mut corners = vec![(road.out_x, out_y), (road.out_x, first)];
    if road.first_gutter != road.last_gutter {
        corners.extend([(road.between_x, first), (road.between_x, last)]);
    }
    corners.extend([(road.in_x, last), (road.in_x, in_y)]);
    draw::line(svg, &corners, road.way.taken);
    let words = words(road);
    let wide = words.iter().map(|text| wrap::width(text, draw::SMALL_SIZE)).fold(0.0, f32::max);
    // At the right edge the word stands left of its line.
    let fits = road.out_x + 5.0 + wide <= from.right() + GAP - ASIDE;
    let (x, anchor) = if fits { (road.out_x + 5.0, "start") } else { (road.out_x - 5.0, "end") };
    let first_y = if road.down { out_y + 16.0 } else { out_y - 6.0 - LINE * count(words.len().saturating_sub(1)) };
    for (nth, text) in words.iter().enumerate() {
        draw::word(svg, text, x, first_y + LINE * count(nth), anchor, road.way.taken);
    }
}
