//! A plain table in the terminal. Chinese characters are two columns wide.

use unicode_width::UnicodeWidthStr;

/// Lines of equal columns, each as wide as its widest cell.
pub(crate) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_columns_line_up() {
        let rows = [vec!["村文书".into(), "x".into()], vec!["clerk".into(), "y".into()]];
        assert_eq!(lines(&rows), ["村文书  x", "clerk   y"]);
    }
}
