//! The wall of the village's board, as a photograph would show it: drawn, since nothing is fetched.

use super::draw::{Colour, Page};

const WALL: Colour = (0.87, 0.85, 0.80);
const FLOOR: Colour = (0.62, 0.60, 0.56);
const BOARD: Colour = (0.10, 0.37, 0.29);
const PAPER: Colour = (0.98, 0.98, 0.96);
const INK: Colour = (0.13, 0.16, 0.14);
const FAINT: Colour = (0.72, 0.73, 0.71);
const WHITE: Colour = (1.0, 1.0, 1.0);

/// A PDF of the wall on which sheets with these headings hang.
pub(crate) fn wall(village: &str, day: &str, sheets: &[&str]) -> Vec<u8> {
    let mut page = Page::new(800, 600);
    page.area((0, 0), (800, 600), WALL);
    page.area((0, 0), (800, 70), FLOOR);
    for x in (0..800).step_by(100) {
        page.line((x, 0), (x + 40, 70), WALL);
    }
    page.area((70, 130), (660, 400), BOARD);
    page.frame((70, 130), (660, 400), INK);
    page.words((300, 488), 28, WHITE, &format!("{village}公开栏"));
    for (x, heading) in (95..).step_by(210).zip(sheets.iter().take(3)) {
        sheet(&mut page, x, heading);
    }
    page.words((560, 84), 13, INK, &format!("{day}，演示图片，不是实拍"));
    page.file()
}

fn sheet(page: &mut Page, x: i32, heading: &str) {
    page.area((x, 160), (190, 300), PAPER);
    page.frame((x, 160), (190, 300), FAINT);
    page.words((x + 16, 428), 16, INK, heading);
    for (row, y) in (0..13).map(|row| (row, 402 - row * 18)) {
        page.line((x + 16, y), (x + 100 + row * 17 % 23, y), FAINT);
        page.line((x + 138, y), (x + 174, y), FAINT);
    }
    for corner in [x + 4, x + 182] {
        page.area((corner, 452), (5, 5), INK);
    }
}
