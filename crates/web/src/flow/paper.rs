//! The flow chart for one sheet of A4, in black and white: boxes and ways on the left, beside each box who, what, when and on
//! which ground. As large as the sheet allows.

use super::draw::count;
use super::track::{Stretch, Tracks};
use super::wrap;
use crate::show::escape;
use std::fmt::Write;

/// The width of the drawing; four of its units are a millimetre.
const WIDTH: f32 = 760.0;
/// What is left of the height of a sheet for it.
const HEIGHT: f32 = 900.0;
/// From the largest type to the smallest that can still be read on paper (about 6.5 points).
const SCALES: [f32; 10] = [1.45, 1.3, 1.15, 1.05, 0.95, 0.88, 0.82, 0.76, 0.72, 0.68];
/// The smallest of them, at which cells are cut short when nothing else helps.
const SMALLEST: [f32; 2] = [0.82, 0.76];
/// More lines than any cell needs.
const WHOLE: usize = 12;
const TYPE: f32 = 12.0;
const LANE: f32 = 11.0;
const GAP: f32 = 6.0;
const PADDING: f32 = 2.5;

/// A step or an ending.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) when: String,
    pub(crate) ground: String,
    /// An ending has no number and a round box.
    pub(crate) is_end: bool,
}

/// A way between two rows, by their places.
#[derive(Debug, Clone)]
pub(crate) struct PaperWay {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) word: String,
    /// Whether it goes on; returns and stops are drawn with dashes.
    pub(crate) on: bool,
}

/// The chart of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct PaperChart {
    /// The heads of the five columns.
    pub(crate) heads: [String; 5],
    pub(crate) rows: Vec<Row>,
    pub(crate) ways: Vec<PaperWay>,
}

/// The columns' widths without the lanes: box, who, what, when, ground.
#[derive(Debug, Clone, Copy)]
struct Columns {
    left: f32,
    widths: [f32; 5],
}

/// A row cut into lines.
struct Cut {
    cells: [Vec<String>; 5],
    height: f32,
}

impl PaperChart {
    /// The drawing as SVG.
    pub(crate) fn draw(&self) -> String {
        let lanes = self.lanes();
        let left = count(lanes.count()) * LANE + 14.0;
        let room = WIDTH - left;
        let columns = Columns { left, widths: [0.27, 0.19, 0.29, 0.12, 0.13].map(|share| room * share) };
        let mut best = None;
        // As large as everything can be said in full; only what cannot be printed otherwise is cut short.
        let whole = SCALES.into_iter().map(|scale| (scale, WHOLE));
        for (scale, most) in whole.chain(SMALLEST.into_iter().flat_map(|scale| [(scale, 3), (scale, 2)])) {
            let cuts: Vec<Cut> =
                self.rows.iter().enumerate().map(|(at, row)| cut(at, row, &columns, scale, most)).collect();
            let height = head_height(scale) + cuts.iter().map(|one| one.height + gap(scale)).sum::<f32>();
            let fits = height <= HEIGHT;
            best = Some((scale, cuts, height));
            if fits {
                break;
            }
        }
        let Some((scale, cuts, height)) = best else { return String::new() };
        self.put(scale, &cuts, height, &columns, &lanes)
    }

    /// Ways that do not lead to the next row run in lanes on the left; what leads to one place shares a lane.
    fn lanes(&self) -> Tracks {
        let stretches: Vec<Stretch> = self
            .ways
            .iter()
            .filter(|way| !is_next(way))
            .map(|way| Stretch { group: group(way), from: count(way.from) * 100.0 + 40.0, to: count(way.to) * 100.0 })
            .collect();
        Tracks::lay(&stretches)
    }

    fn put(&self, scale: f32, cuts: &[Cut], height: f32, columns: &Columns, lanes: &Tracks) -> String {
        let mut svg = String::new();
        let size = TYPE * scale;
        let _ = write!(svg, r#"<g class="paper-text" font-size="{size}">"#);
        heads(&mut svg, &self.heads, columns, size);
        let mut tops = Vec::new();
        let mut y = head_height(scale);
        for (row, cut) in self.rows.iter().zip(cuts) {
            tops.push((y, cut.height));
            put_row(&mut svg, row, cut, columns, y, size);
            y += cut.height + gap(scale);
        }
        svg.push_str("</g>");
        for way in &self.ways {
            put_way(&mut svg, way, &tops, columns, lanes, gap(scale));
        }
        format!(
            r#"<svg class="paper-chart" viewBox="0 0 {WIDTH} {height}" aria-hidden="true" focusable="false">{svg}</svg>"#
        )
    }
}

fn gap(scale: f32) -> f32 {
    GAP * scale * scale + 2.0
}

fn is_next(way: &PaperWay) -> bool {
    way.to == way.from + 1
}

/// A way on and a way back to the same place are drawn otherwise, so they cannot share a lane.
fn group(way: &PaperWay) -> usize {
    way.to * 2 + usize::from(way.on)
}

fn head_height(scale: f32) -> f32 {
    TYPE * scale * 1.9
}

fn cut(at: usize, row: &Row, columns: &Columns, scale: f32, most: usize) -> Cut {
    let size = TYPE * scale;
    let name = if row.is_end { row.name.clone() } else { format!("{}. {}", at + 1, row.name) };
    let [box_width, who, what, when, ground] = columns.widths;
    let lines = |text: &str, width: f32, factor: f32| wrap::lines(text, size * factor, width - 12.0, most);
    let cells = [
        wrap::lines(&name, size, box_width - 16.0, WHOLE),
        lines(&row.who, who, 0.92),
        lines(&row.what, what, 0.92),
        lines(&row.when, when, 0.92),
        lines(&row.ground, ground, 0.85),
    ];
    let tallest = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
    Cut { cells, height: count(tallest) * size * 1.25 + 2.0 * PADDING }
}

fn heads(svg: &mut String, heads: &[String; 5], columns: &Columns, size: f32) {
    let mut x = columns.left;
    for (head, width) in heads.iter().zip(columns.widths) {
        let _ = write!(svg, r#"<text class="paper-head" x="{}" y="{}">{}</text>"#, x + 6.0, size, escape(head));
        x += width;
    }
    let y = size * 1.45;
    let _ = write!(svg, r#"<path class="paper-rule" d="M{} {y}H{WIDTH}"/>"#, columns.left);
}

fn put_row(svg: &mut String, row: &Row, cut: &Cut, columns: &Columns, y: f32, size: f32) {
    let [box_width, ..] = columns.widths;
    let class = if row.is_end { "paper-end" } else { "paper-box" };
    let round = if row.is_end { cut.height / 2.0 } else { 3.0 };
    let _ = write!(
        svg,
        r#"<rect class="{class}" x="{}" y="{y}" width="{}" height="{}" rx="{round}"/>"#,
        columns.left,
        box_width - 6.0,
        cut.height
    );
    let mut x = columns.left;
    for (at, (lines, width)) in cut.cells.iter().zip(columns.widths).enumerate() {
        let factor = match at {
            0 => 1.0,
            4 => 0.85,
            _ => 0.92,
        };
        let step = size * 1.25;
        let mut line_y = y + (cut.height - count(lines.len()) * step) / 2.0 + size * 0.98;
        for text in lines {
            let class = if at == 0 { "paper-name" } else { "paper-cell" };
            let _ = write!(
                svg,
                r#"<text class="{class}" x="{}" y="{line_y}" font-size="{}">{}</text>"#,
                x + 6.0,
                size * factor,
                escape(text)
            );
            line_y += step;
        }
        x += width;
    }
}

fn put_way(svg: &mut String, way: &PaperWay, tops: &[(f32, f32)], columns: &Columns, lanes: &Tracks, gap: f32) {
    let (Some((from, height)), Some((to, to_height))) = (tops.get(way.from), tops.get(way.to)) else { return };
    let class = if way.on { "paper-way" } else { "paper-way paper-back" };
    let [box_width, ..] = columns.widths;
    if is_next(way) {
        let (x, y) = (columns.left + box_width / 2.0, from + height);
        let _ = write!(svg, r#"<path class="{class}" d="M{x} {y}V{to}"/>"#);
        let _ = write!(svg, r#"<path class="paper-tip" d="M{x} {to}l-3 -5h6z"/>"#);
        if !way.word.is_empty() {
            let size = gap * 0.95;
            let _ = write!(
                svg,
                r#"<text class="paper-word" x="{}" y="{}" font-size="{size}">{}</text>"#,
                x + 6.0,
                to - gap * 0.15,
                escape(&way.word)
            );
        }
        return;
    }
    let x = columns.left - 10.0 - count(lanes.of(group(way))) * LANE;
    let side = if way.on { 0.35 } else { 0.65 };
    let (start, end) = (from + height * 0.75, to + to_height * side);
    let _ = write!(svg, r#"<path class="{class}" d="M{} {start}H{x}V{end}H{}"/>"#, columns.left, columns.left);
    let _ = write!(svg, r#"<path class="paper-tip" d="M{} {end}l-5 -3v6z"/>"#, columns.left);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(rows: usize, text: &str) -> PaperChart {
        let row = |at: usize| Row {
            name: format!("第{at}步"),
            who: "村务监督委员会主任、委员".into(),
            what: text.into(),
            when: "5个工作日内".into(),
            ground: "①第25条、②第32条".into(),
            is_end: at + 1 == rows,
        };
        let way = |from: usize| PaperWay { from, to: from + 1, word: String::new(), on: true };
        let mut ways: Vec<PaperWay> = (0..rows - 1).map(way).collect();
        ways.push(PaperWay { from: rows - 2, to: 0, word: "退回".into(), on: false });
        PaperChart { heads: Default::default(), rows: (0..rows).map(row).collect(), ways }
    }

    fn height(svg: &str) -> f32 {
        let view = svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
        view.split(' ').nth(3).unwrap().parse().unwrap()
    }

    #[test]
    fn few_steps_are_set_large_and_many_still_fit_on_a_sheet() {
        let (few, many) =
            (chart(6, "填写用途和金额"), chart(26, "填写用途和金额，带上发票、明细和照片，填完由证明人证明"));
        assert!(height(&many.draw()) <= HEIGHT, "{}", height(&many.draw()));
        let size =
            |svg: &str| svg.split("font-size=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f32>().unwrap();
        assert!(size(&few.draw()) > size(&many.draw()));
    }

    #[test]
    fn a_return_is_drawn_with_dashes_and_every_way_has_its_tip() {
        let drawn = chart(4, "").draw();
        assert_eq!(drawn.matches("paper-tip").count(), 4);
        assert_eq!(drawn.matches("paper-back").count(), 1);
    }
}
