//! A bar that shows how much of something is done, drawn as SVG; the figures stand beside it in words.

use crate::part::Html;

/// A bar of `done` out of `all`, with a second part for what is overdue. It says nothing that the figures beside it do not say.
pub(crate) fn bar(done: i64, overdue: i64, all: i64) -> Html {
    if all <= 0 {
        return Html::default();
    }
    let share = |fen: i64| i128::from(fen.clamp(0, all)) * 1000 / i128::from(all);
    let (done, late) = (share(done), share(overdue));
    let late = late.min(1000 - done);
    Html::made(format!(
        "<svg class=\"share-bar\" viewBox=\"0 0 1000 12\" width=\"100%\" height=\"12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect width=\"1000\" height=\"12\" rx=\"4\" class=\"bar-all\"/><rect width=\"{done}\" height=\"12\" class=\"bar-done\"/>\
         <rect x=\"{done}\" width=\"{late}\" height=\"12\" class=\"bar-late\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_passes_its_end() {
        let svg = bar(80, 50, 100).to_string();
        assert!(svg.contains("<rect width=\"800\"") && svg.contains("x=\"800\" width=\"200\""), "{svg}");
        assert!(bar(1, 1, 0).is_empty());
    }
}
