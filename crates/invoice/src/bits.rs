//! A picture in black and white, and a count of what in it looks like the corner of a code, before the decoder is asked.
//!
//! The decoder tries every three corners that could belong together and copies the picture for each. A picture drawn with
//! ill will has thousands of corners; so they are counted first, exactly as the decoder would find them: runs of dark, light,
//! dark, light, dark in the proportion 1:1:3:1:1 on a line, where the outer two hang together and the middle does not.

use image::GrayImage;
use std::collections::{BTreeMap, BTreeSet};

/// Dark (1) and light (0).
pub(crate) struct Bits {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) dark: Vec<u8>,
}

/// What the decoder would have to do with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Corners of codes.
    pub(crate) corners: u64,
    /// A bound of the pixels that the decoder touches.
    pub(crate) work: u64,
}

/// How many regions the decoder remembers.
const REMEMBERED: usize = 250;

impl Bits {
    /// Dark is what is darker than `percent` of the mean of its surroundings, which are as wide as a part of the picture.
    pub(crate) fn of(shades: &GrayImage, part: u32, percent: u64) -> Self {
        let (width, height) = (shades.width() as usize, shades.height() as usize);
        let reach = (width.max(height) * 3 / 2 / (part as usize).max(1)).clamp(6, 600);
        let lines: Vec<&[u8]> = shades.as_raw().chunks_exact(width.max(1)).collect();
        // The sums of each column over the lines around the present one.
        let mut columns = vec![0_u32; width];
        for line in lines.iter().take(reach) {
            columns.iter_mut().zip(*line).for_each(|(sum, shade)| *sum += u32::from(*shade));
        }
        let mut dark = Vec::with_capacity(width * height);
        let mut before = vec![0_u64; width + 1];
        for (y, line) in lines.iter().enumerate() {
            if let Some(next) = lines.get(y + reach) {
                columns.iter_mut().zip(*next).for_each(|(sum, shade)| *sum += u32::from(*shade));
            }
            if let Some(last) = y.checked_sub(reach + 1).and_then(|last| lines.get(last)) {
                columns.iter_mut().zip(*last).for_each(|(sum, shade)| *sum -= u32::from(*shade));
            }
            let mut sum = 0;
            for (before, column) in before.iter_mut().skip(1).zip(&columns) {
                sum += u64::from(*column);
                *before = sum;
            }
            let high = (y + reach + 1).min(height) - y.saturating_sub(reach);
            dark.extend(line.iter().enumerate().map(|(x, shade)| {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let around = before.get(right).copied().unwrap_or(0) - before.get(left).copied().unwrap_or(0);
                u8::from(u64::from(*shade) * ((right - left) * high) as u64 * 100 < around * percent)
            }));
        }
        Self { width, height, dark }
    }

    /// Light for dark: some codes are stored as a mask.
    pub(crate) fn turned(&self) -> Self {
        Self { dark: self.dark.iter().map(|dark| 1 - dark).collect(), ..*self }
    }

    /// Counts the corners.
    pub(crate) fn survey(&self) -> Survey {
        let (mut regions, mut candidates) = (Regions::default(), Vec::new());
        let mut above: Vec<Run> = Vec::new();
        for line in self.dark.chunks_exact(self.width.max(1)) {
            let runs = runs(line, &mut regions);
            join(&above, &runs, &mut regions);
            for three in runs.windows(3) {
                if let [left, middle, right] = three
                    && is_corner(left, middle, right)
                {
                    candidates.push((left.region, middle.region, right.region));
                }
            }
            above = runs;
        }
        regions.measure();
        let (mut stones, mut touched) = (BTreeSet::new(), BTreeMap::new());
        let mut each = 0_u64;
        for (left, middle, right) in candidates {
            let (ring, stone) = (regions.root(right), regions.root(middle));
            for region in [ring, stone] {
                touched.insert(region, regions.size(region));
                each += regions.size(region);
            }
            let share = regions.size(stone) * 100 / regions.size(ring).max(1);
            if regions.root(left) == ring && stone != ring && share > 10 && share < 70 {
                stones.insert(stone);
            }
        }
        let pixels = (self.width * self.height) as u64;
        let corners = stones.len() as u64;
        let filled = if touched.len() <= REMEMBERED { touched.values().sum() } else { each };
        let copies = corners.saturating_mul(corners).saturating_mul(corners) / 4;
        Survey { corners, work: (pixels + filled).saturating_add(copies.saturating_mul(pixels)) }
    }
}

/// Dark pixels side by side on a line.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    region: usize,
}

fn runs(line: &[u8], regions: &mut Regions) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for stretch in line.chunk_by(|one, next| one == next) {
        let end = start + stretch.len();
        if stretch.first() == Some(&1) {
            runs.push(Run { start, end, region: regions.add(stretch.len() as u64) });
        }
        start = end;
    }
    runs
}

/// Joins the runs of a line with those above that touch them.
fn join(above: &[Run], here: &[Run], regions: &mut Regions) {
    let (mut upper, mut lower) = (above.iter().peekable(), here.iter().peekable());
    while let (Some(up), Some(down)) = (upper.peek(), lower.peek()) {
        if up.start < down.end && down.start < up.end {
            regions.join(up.region, down.region);
        }
        if up.end <= down.end {
            upper.next();
        } else {
            lower.next();
        }
    }
}

/// Whether three dark runs and the light between them stand as 1:1:3:1:1, as freely as the decoder takes it.
fn is_corner(left: &Run, middle: &Run, right: &Run) -> bool {
    let lengths = [
        left.end - left.start,
        middle.start - left.end,
        middle.end - middle.start,
        right.start - middle.end,
        right.end - right.start,
    ];
    let [one, two, _, four, five] = lengths;
    let unit = (one + two + four + five) / 4;
    let slack = unit * 3 / 4;
    lengths
        .iter()
        .zip([1, 1, 3, 1, 1])
        .all(|(length, times)| *length + slack >= times * unit && *length <= times * unit + slack)
}

/// Dark regions, joined as lines come in.
#[derive(Default)]
struct Regions {
    parents: Vec<usize>,
    sizes: Vec<u64>,
}

impl Regions {
    fn add(&mut self, size: u64) -> usize {
        self.parents.push(self.parents.len());
        self.sizes.push(size);
        self.parents.len() - 1
    }

    fn root(&self, region: usize) -> usize {
        let mut at = region;
        while let Some(parent) = self.parents.get(at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }

    fn size(&self, root: usize) -> u64 {
        self.sizes.get(root).copied().unwrap_or(0)
    }

    /// The older region stays, and the road to it is made shorter.
    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        let (old, new) = (one.min(two), one.max(two));
        if let Some(parent) = self.parents.get_mut(new) {
            *parent = old;
        }
    }

    /// Adds each region's size to the oldest of those that hang together. A parent is always older than its child.
    fn measure(&mut self) {
        for region in 0..self.parents.len() {
            let root = self.root(region);
            if root != region {
                let size = self.size(region);
                if let Some(whole) = self.sizes.get_mut(root) {
                    *whole += size;
                }
                if let Some(parent) = self.parents.get_mut(region) {
                    *parent = root;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing of `#` and blanks.
    fn drawn(lines: &[&str]) -> Bits {
        let width = lines.iter().map(|line| line.len()).max().unwrap_or(0);
        let dark = lines.iter().flat_map(|line| {
            let padded = format!("{line:width$}");
            padded.bytes().map(|byte| u8::from(byte == b'#')).collect::<Vec<u8>>()
        });
        Bits { width, height: lines.len(), dark: dark.collect() }
    }

    const CORNER: [&str; 7] = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];

    #[test]
    fn a_corner_is_counted_once() {
        assert_eq!(drawn(&CORNER).survey().corners, 1);
        let two: Vec<String> = CORNER.iter().map(|line| format!("{line}  {line}")).collect();
        let two: Vec<&str> = two.iter().map(String::as_str).collect();
        assert_eq!(drawn(&two).survey().corners, 2);
    }

    #[test]
    fn bars_are_no_corner() {
        assert_eq!(drawn(&["# ### #"; 7]).survey().corners, 0);
        assert_eq!(drawn(&["       "; 7]).survey().corners, 0);
    }

    #[test]
    fn many_corners_are_much_work() {
        let line: Vec<String> = CORNER.iter().map(|line| format!("{line} ").repeat(40)).collect();
        let field: Vec<&str> = line.iter().map(String::as_str).chain([" "]).cycle().take(8 * 40).collect();
        let survey = drawn(&field).survey();
        assert_eq!(survey.corners, 1_600);
        assert!(survey.work > 1 << 40, "{survey:?}");
    }
}
