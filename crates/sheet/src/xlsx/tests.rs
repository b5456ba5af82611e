//! What is written with a spreadsheet library is read back as a person would read it.

use super::*;
use crate::read;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula};
use std::io::Write;
use zip::write::SimpleFileOptions;

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("花名册").unwrap();
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

fn row_of(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Table {
    let bytes = workbook(|sheet| {
        for column in 0..6 {
            sheet.write(0, column, format!("列{column}")).unwrap();
        }
        fill(sheet);
    });
    read("x.xlsx", &bytes, &Limits::default()).unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(body).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn numbers_keep_their_digits_and_days_are_days() {
    let table = row_of(|sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write(1, 0, 13_800_000_000_i64).unwrap();
        sheet.write(1, 1, 0.1 + 0.2).unwrap();
        sheet.write_with_format(1, 2, 46_093, &day).unwrap();
        sheet.write_with_format(1, 3, 46_093.5, &day).unwrap();
        sheet.write(1, 4, true).unwrap();
        sheet.write(1, 5, " 张三 ").unwrap();
    });
    let texts: Vec<&str> = table.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["13800000000", "0.3", "2026-03-12", "2026-03-12 12:00", "TRUE", "张三"]);
    assert!(table.rows[0].cells.iter().all(|cell| cell.mark == Mark::Plain));
    assert_eq!((table.name.as_str(), table.rows[0].number), ("花名册", 2));
}

#[test]
fn a_number_that_lost_its_last_digits_is_marked() {
    let table = row_of(|sheet| {
        sheet.write(1, 0, 330_723_199_001_011_234_i64).unwrap();
    });
    assert_eq!(table.rows[0].cells[0].mark, Mark::Imprecise);
    assert!(!table.rows[0].text(0).contains(['e', 'E', '.']), "{}", table.rows[0].text(0));
}

#[test]
fn a_formula_gives_its_saved_value_and_is_marked_and_noted() {
    let table = row_of(|sheet| {
        sheet.write(1, 0, Formula::new("=A1&\"x\"").set_result("列0x")).unwrap();
        sheet.write(2, 1, Formula::new("=1+1").set_result("2")).unwrap();
    });
    assert_eq!(table.rows[0].cells[0], Cell { text: "列0x".into(), mark: Mark::Formula });
    assert_eq!(table.rows[1].cells[1].mark, Mark::Formula);
    assert!(table.notes[0].zh.contains("A2, B3"), "{:?}", table.notes);
}

#[test]
fn merged_cells_are_refused_with_their_address() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, "姓名").unwrap();
        sheet.merge_range(1, 0, 3, 0, "张三", &Format::new()).unwrap();
    });
    let fault = read("x.xlsx", &bytes, &Limits::default()).unwrap_err();
    assert_eq!(fault, ReadError::Merged { sheet: "花名册".into(), ranges: "A2:A4".into() });
}

#[test]
fn one_cell_in_the_last_row_costs_one_cell() {
    let table = row_of(|sheet| {
        sheet.write(1_048_575, 5, "末行").unwrap();
    });
    assert_eq!((table.rows.len(), table.rows[0].number), (1, 1_048_576));
}

#[test]
fn too_many_rows_columns_or_characters_are_refused() {
    let limits = Limits { rows: 2, columns: 3, cell_chars: 4, ..Limits::default() };
    let at = |row: u32, column: u16, text: &str| {
        let bytes = workbook(|sheet| {
            for line in 0..=row {
                sheet.write(line, 0, "x").unwrap();
            }
            sheet.write(row, column, text).unwrap();
        });
        read("x.xlsx", &bytes, &limits)
    };
    assert!(at(2, 2, "够短").is_ok());
    assert!(matches!(at(3, 0, "x"), Err(ReadError::TooManyRows { limit: 2, .. })));
    assert!(matches!(at(1, 3, "x"), Err(ReadError::TooManyColumns { column, .. }) if column == "D"));
    assert!(matches!(at(1, 1, "一二三四五"), Err(ReadError::CellTooLong { cell, .. }) if cell == "B2"));
}

#[test]
fn a_file_too_large_packed_or_unpacked_is_refused() {
    let bytes = archive(&[("xl/workbook.xml", &vec![b' '; 4 << 20])]);
    assert!(bytes.len() < 100_000, "the bomb is small: {}", bytes.len());
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(read("x.xlsx", &bytes, &limits).unwrap_err(), ReadError::Swollen { limit_bytes: 1 << 20 });
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    assert!(matches!(read("x.xlsx", &bytes, &limits), Err(ReadError::TooLarge { limit_bytes: 1000, .. })));
}

#[test]
fn a_bomb_that_declares_a_small_size_is_counted_not_believed() {
    let mut bytes = archive(&[("xl/workbook.xml", &vec![b' '; 4 << 20])]);
    let declared = (4_u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, window)| *window == declared).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert!(read("x.xlsx", &bytes, &limits).is_err());
}

#[test]
fn what_is_no_sheet_says_so() {
    let limits = Limits::default();
    assert_eq!(read("a.pdf", b"%PDF-1.7 ...", &limits).unwrap_err(), ReadError::NotASheet);
    assert_eq!(read("a.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1], &limits).unwrap_err(), ReadError::OldExcel);
    assert!(matches!(read("a.docx", &archive(&[("word/document.xml", b"<a/>")]), &limits), Err(ReadError::Damaged(_))));
    assert!(matches!(read("a.xlsx", b"PK\x03\x04 cut", &limits), Err(ReadError::Damaged(_))));
    assert!(matches!(read("a.xlsx", &workbook(|_| ()), &limits), Err(ReadError::Empty { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_damage_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = workbook(|sheet| {
            sheet.write(0, 0, "姓名").unwrap();
            sheet.write(1, 0, 12.5).unwrap();
        });
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = read("x.xlsx", &bytes, &Limits::default());
        let _ = read("x.xlsx", &bytes[..cut.index(bytes.len())], &Limits::default());
    }

    #[test]
    fn no_sheet_xml_makes_it_panic(
        position in "[A-Z]{0,4}[0-9]{0,9}",
        kind in "(n|s|str|b|e|d|inlineStr|zz)?",
        value in "[-0-9.eE#A/]{0,12}",
    ) {
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">\
             <c r=\"{position}\" t=\"{kind}\"><v>{value}</v></c></row></sheetData></worksheet>"
        );
        let good = workbook(|sheet| { sheet.write(0, 0, 1).unwrap(); });
        let mut old = zip::ZipArchive::new(Cursor::new(good)).unwrap();
        let mut parts = Vec::new();
        for index in 0..old.len() {
            let mut part = old.by_index(index).unwrap();
            let mut body = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut body).unwrap();
            parts.push((part.name().unwrap().to_string(), body));
        }
        for (name, body) in &mut parts {
            if name == "xl/worksheets/sheet1.xml" {
                *body = sheet.clone().into_bytes();
            }
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, body)| (name.as_str(), body.as_slice())).collect();
        let _ = read("x.xlsx", &archive(&parts), &Limits::default());
    }
}
