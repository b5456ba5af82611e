//! The parts of a drawing: a box with its words, a line with its arrow.

use super::wrap;
use super::{Node, Standing};
use crate::show::escape;
use std::fmt::Write;

pub(super) const LABEL_SIZE: f32 = 15.0;
pub(super) const SMALL_SIZE: f32 = 13.0;
const LABEL_LINE: f32 = 21.0;
const SMALL_LINE: f32 = 18.0;
const PADDING: f32 = 10.0;
const MARK: f32 = 34.0;

/// A node measured for a width: its lines, and the height that they need.
pub(super) struct Measured {
    label: Vec<String>,
    small: Vec<String>,
    pub(super) height: f32,
}

/// A place on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Frame {
    pub(super) fn bottom(&self) -> f32 {
        self.y + self.height
    }

    pub(super) fn right(&self) -> f32 {
        self.x + self.width
    }

    pub(super) fn middle(&self) -> f32 {
        self.y + self.height / 2.0
    }
}

pub(super) fn measure(node: &Node, width: f32) -> Measured {
    let room = width - MARK - 8.0;
    let label = wrap::lines(&node.label, LABEL_SIZE, room, 4);
    let whole = [node.who.as_str(), node.day.as_str()].map(str::trim);
    let told: Vec<&str> = whole.into_iter().filter(|part| !part.is_empty()).collect();
    let joined = told.join(" · ");
    let small = if wrap::width(&joined, SMALL_SIZE) <= room {
        wrap::lines(&joined, SMALL_SIZE, room, 2)
    } else {
        told.iter().flat_map(|part| wrap::lines(part, SMALL_SIZE, room, 2)).collect()
    };
    let height = 2.0 * PADDING + count(label.len()) * LABEL_LINE + count(small.len()) * SMALL_LINE;
    Measured { label, small, height: height.max(44.0) }
}

/// A small number as a measure.
#[expect(clippy::cast_precision_loss, reason = "a chart has fewer nodes than a float has exact integers")]
pub(super) fn count(number: usize) -> f32 {
    number as f32
}

pub(super) fn node(svg: &mut String, node: &Node, measured: &Measured, at: Frame) {
    let class = node.standing.class();
    let _ = write!(svg, r#"<g class="node node-{class}">"#);
    if !node.href.is_empty() {
        let _ = write!(svg, r#"<a href="{}" tabindex="-1">"#, escape(&node.href));
    }
    let Frame { x, y, width, height } = at;
    let _ = write!(svg, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>"#);
    if node.standing == Standing::Refused {
        let _ = write!(svg, r#"<path class="bar" d="M{} {}v{}"/>"#, x + 2.5, y + 3.0, height - 6.0);
    }
    let words = count(measured.label.len()) * LABEL_LINE + count(measured.small.len()) * SMALL_LINE;
    let mut line = y + (height - words) / 2.0;
    mark(svg, node.standing, x + 18.0, line + LABEL_LINE / 2.0);
    for text in &measured.label {
        let _ = write!(svg, r#"<text x="{}" y="{}">{}</text>"#, x + MARK, line + 15.5, escape(text));
        line += LABEL_LINE;
    }
    for text in &measured.small {
        let _ = write!(svg, r#"<text class="small" x="{}" y="{}">{}</text>"#, x + MARK, line + 13.0, escape(text));
        line += SMALL_LINE;
    }
    if !node.href.is_empty() {
        svg.push_str("</a>");
    }
    svg.push_str("</g>");
}

/// The sign of a standing, so that colour is never alone.
fn mark(svg: &mut String, standing: Standing, x: f32, y: f32) {
    let inside = match standing {
        Standing::Done => format!(r#"<path d="m{} {} 3 3 5.5-6"/>"#, x - 4.0, y + 0.5),
        Standing::Current => format!(r#"<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>"#),
        Standing::Waiting => format!(r#"<path d="M{x} {}v4.5l3 1.5"/>"#, y - 4.5),
        Standing::Refused => format!(r#"<path d="M{} {y}h8"/>"#, x - 4.0),
        Standing::Aside => format!(r#"<path d="m{} {} 6-6"/>"#, x - 3.0, y + 3.0),
        Standing::Ahead => String::new(),
    };
    let _ = write!(svg, r#"<g class="mark"><circle cx="{x}" cy="{y}" r="8.5"/>{inside}</g>"#);
}

/// A line through corners, the last piece ending in an arrow.
pub(super) fn line(svg: &mut String, corners: &[(f32, f32)], taken: bool) {
    let class = if taken { "way way-taken" } else { "way" };
    let _ = write!(svg, r#"<path class="{class}" d=""#);
    for (place, (x, y)) in corners.iter().enumerate() {
        let _ = write!(svg, "{}{x} {y}", if place == 0 { "M" } else { "L" });
    }
    svg.push_str("\"/>");
    if let [.., (from_x, from_y), (x, y)] = corners {
        let (back_x, back_y) = ((x - from_x).signum() * 7.0, (y - from_y).signum() * 7.0);
        let (back_x, back_y) =
            (if (x - from_x).abs() < 0.5 { 0.0 } else { back_x }, if (y - from_y).abs() < 0.5 { 0.0 } else { back_y });
        let (side_x, side_y) = (back_y * 0.6, back_x * 0.6);
        let _ = write!(
            svg,
            r#"<path class="{class} tip" d="M{x} {y}L{} {}L{} {}z"/>"#,
            x - back_x + side_x,
            y - back_y + side_y,
            x - back_x - side_x,
            y - back_y - side_y
        );
    }
}

/// A line's word. `anchor` is `start`, `middle` or `end`.
pub(super) fn word(svg: &mut String, text: &str, x: f32, y: f32, anchor: &str, taken: bool) {
    let class = if taken { "word word-taken" } else { "word" };
    let _ = write!(svg, r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{}</text>"#, escape(text));
}

/// The drawing with its measures around its parts.
pub(super) fn whole(class: &str, width: f32, height: f32, parts: &str) -> String {
    format!(
        r#"<svg class="chart {class}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false">{parts}</svg>"#
    )
}
