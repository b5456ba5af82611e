//! Straight-line depreciation (年限平均法): what property cost, less what will be left of it, in equal parts over the months of its life.

use village::Fen;

/// What a month takes of what is still to wear, with so many months of its life left, this one among them: an equal part, rounded down;
/// its last month takes the rest, and a month past its life whatever is left.
#[must_use]
pub fn month_of_wear(to_wear: Fen, months_left: u32) -> Fen {
    Fen(to_wear.0.max(0) / i64::from(months_left.max(1)))
}
