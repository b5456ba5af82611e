//! Papers for the demonstration: one-page PDFs that say what they stand for and that they are invented.

mod draw;
mod invoice;
mod wall;

pub(crate) use invoice::{Invoice, make as make_invoice};
pub(crate) use wall::wall;

use office::{Files, StoredFile};
use std::fmt::Write;
use village::Stop;

/// Makes a paper and keeps it.
///
/// # Errors
/// When it cannot be kept.
pub fn make(files: &Files, title: &str, lines: &[String]) -> Result<StoredFile, Stop> {
    files.put(&pdf(title, lines))
}

/// A PDF of one A4 page in the reader's own Chinese font (Adobe-GB1, so that nothing is embedded).
fn pdf(title: &str, lines: &[String]) -> Vec<u8> {
    let mut page = String::from("BT\n");
    let _ = writeln!(page, "/F1 22 Tf 60 760 Td <{}> Tj", utf16(title));
    let _ = writeln!(page, "/F1 13 Tf");
    for line in lines {
        let _ = writeln!(page, "0 -30 Td <{}> Tj", utf16(line));
    }
    let _ = writeln!(page, "0 -60 Td <{}> Tj", utf16("演示材料，内容均为虚构"));
    page.push_str("ET\n");
    whole((595, 842), &page)
}

/// A PDF of one page with what is drawn on it.
fn whole((width, height): (i32, i32), page: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    assemble(&objects)
}

fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut starts = Vec::new();
    for (number, object) in (1..).zip(objects) {
        starts.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for start in starts {
        let _ = writeln!(file, "{start:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

fn utf16(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut hex, unit| {
        let _ = write!(hex, "{unit:04X}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_a_whole_pdf() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let kept = make(&files, "会议记录", &["应到30人".into()]).unwrap();
        assert_eq!(kept.media_type, office::MediaType::Pdf);
        assert!(files.fetch(&kept.hash).unwrap().unwrap().starts_with(b"%PDF-1.4"));
    }
}
