//! A place on a page.

/// A place on a page, in thousandths of its width and height, from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// From the left.
    pub left: u16,
    /// From above.
    pub top: u16,
    /// How wide.
    pub width: u16,
    /// How high.
    pub height: u16,
}

impl Area {
    /// The thousandths of a whole.
    pub const WHOLE: u16 = 1_000;

    /// The least that somebody can mark: smaller is a slip.
    pub const LEAST: u16 = 5;

    /// A place inside the page that is large enough to cover anything.
    #[must_use]
    pub fn new(left: u16, top: u16, width: u16, height: u16) -> Option<Self> {
        let inside =
            |from: u16, long: u16| long >= Self::LEAST && from.checked_add(long).is_some_and(|to| to <= Self::WHOLE);
        (inside(left, width) && inside(top, height)).then_some(Self { left, top, width, height })
    }

    /// Whether all of `other` lies within it, but for a slip of a few thousandths at each edge.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        const SLIP: u16 = 4;
        self.left <= other.left + SLIP
            && self.top <= other.top + SLIP
            && self.right() + SLIP >= other.right()
            && self.bottom() + SLIP >= other.bottom()
    }

    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> u16 {
        self.left.saturating_add(self.width)
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> u16 {
        self.top.saturating_add(self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_inside_the_page_and_has_a_size() {
        assert!(Area::new(0, 0, 1_000, 1_000).is_some());
        assert!(Area::new(500, 0, 501, 10).is_none());
        assert!(Area::new(0, 0, 4, 10).is_none());
        assert!(Area::new(u16::MAX, 0, 10, 10).is_none());
    }

    #[test]
    fn what_is_half_covered_is_not_covered() {
        let one = Area::new(100, 100, 200, 20).unwrap();
        assert!(one.covers(&one) && Area::new(96, 96, 208, 28).unwrap().covers(&one));
        assert!(!Area::new(100, 100, 100, 20).unwrap().covers(&one));
        assert!(!Area::new(100, 110, 200, 20).unwrap().covers(&one));
    }
}
