//! A page of a PDF, drawn: lines, areas and words in the reader's own Chinese font.

use std::fmt::Write;

/// Red, green and blue, from 0 to 1.
pub(super) type Colour = (f32, f32, f32);

/// A page on which is drawn, in points from the lower left corner.
pub(super) struct Page {
    drawn: String,
    width: i32,
    height: i32,
}

impl Page {
    pub(super) fn new(width: i32, height: i32) -> Self {
        Self { drawn: String::new(), width, height }
    }

    /// Words, from the left end of their line.
    pub(super) fn words(&mut self, (x, y): (i32, i32), size: i32, (r, g, b): Colour, text: &str) {
        let _ = writeln!(self.drawn, "BT {r} {g} {b} rg /F1 {size} Tf {x} {y} Td <{}> Tj ET", super::utf16(text));
    }

    /// A straight line.
    pub(super) fn line(&mut self, (x, y): (i32, i32), (to_x, to_y): (i32, i32), (r, g, b): Colour) {
        let _ = writeln!(self.drawn, "{r} {g} {b} RG 1 w {x} {y} m {to_x} {to_y} l S");
    }

    /// The outline of a rectangle.
    pub(super) fn frame(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), (r, g, b): Colour) {
        let _ = writeln!(self.drawn, "{r} {g} {b} RG 1.2 w {x} {y} {width} {height} re S");
    }

    /// A filled rectangle.
    pub(super) fn area(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), (r, g, b): Colour) {
        let _ = writeln!(self.drawn, "{r} {g} {b} rg {x} {y} {width} {height} re f");
    }

    /// The whole file.
    pub(super) fn file(self) -> Vec<u8> {
        super::whole((self.width, self.height), &self.drawn)
    }
}
