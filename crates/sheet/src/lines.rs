//! CSV out: the one writer of rows that people open in a spreadsheet.

/// What a spreadsheet needs in front to know that a text is UTF-8.
pub const UTF8_MARK: char = '\u{feff}';

/// Adds a row. A spreadsheet must read no cell as a formula, and every cell stays on its line.
pub fn comma_row<'c>(cells: impl IntoIterator<Item = &'c str>, out: &mut String) {
    for (nth, cell) in cells.into_iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        let quoted = cell.contains(['"', ',']);
        if quoted {
            out.push('"');
        }
        if is_formula(cell) {
            out.push('\'');
        }
        for c in cell.chars() {
            match c {
                '\n' | '\r' => out.push(' '),
                '"' => out.push_str("\"\""),
                other => out.push(other),
            }
        }
        if quoted {
            out.push('"');
        }
    }
    out.push('\n');
}

/// A cell that begins as a formula does; a number below nothing is none.
fn is_formula(cell: &str) -> bool {
    let is_number = cell.strip_prefix('-').unwrap_or(cell).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_read_as_a_formula_and_every_cell_stays_one() {
        let check = |cell: &str, expect: &str| {
            let mut out = String::new();
            comma_row([cell], &mut out);
            assert_eq!(out, format!("{expect}\n"), "{cell}");
        };
        check("=1+1", "'=1+1");
        check("=1,2", "\"'=1,2\"");
        check("-1200.50", "-1200.50");
        check("-1+cmd", "'-1+cmd");
        check("扫帚,20\"把", "\"扫帚,20\"\"把\"");
        check("第一行\n第二行", "第一行 第二行");
        let mut out = String::new();
        comma_row(["a", "b"], &mut out);
        assert_eq!(out, "a,b\n");
    }
}
