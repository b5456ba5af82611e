//! OFD files (GB/T 33190): a ZIP archive of XML parts, unpacked with a limit, since the sizes that an archive declares can lie.

use crate::invoice::gather;
use crate::xml::{self, Leaf};
use crate::{Found, Invoice, Source, Unread, plain};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More parts than any invoice has.
const MOST_PARTS: usize = 400;

/// The most that all parts may unpack to.
const MOST_BYTES: u64 = 24 * 1024 * 1024;

/// The invoice of an OFD file.
pub(crate) fn read_ofd(bytes: &[u8]) -> Result<Vec<Invoice>, Unread> {
    let damaged = |fault: &dyn std::error::Error| Unread::Damaged(fault.to_string());
    let swollen = Unread::Swollen { limit_bytes: MOST_BYTES };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
    if archive.len() > MOST_PARTS {
        return Err(swollen);
    }
    let (mut left, mut known, mut is_ofd) = (MOST_BYTES, Vec::new(), false);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|fault| damaged(&fault))?;
        if part.encrypted() {
            return Err(Unread::Locked);
        }
        let name = part.name().map_err(|fault| damaged(&fault))?.to_ascii_lowercase();
        let is_head = name == "ofd.xml";
        if !(is_head || name.ends_with(".xml") && name.contains("attach")) {
            continue;
        }
        let mut text = Vec::new();
        part.by_ref().take(left + 1).read_to_end(&mut text).map_err(|fault| damaged(&fault))?;
        left = left.checked_sub(text.len() as u64).ok_or_else(|| swollen.clone())?;
        is_ofd |= is_head;
        let found = if is_head { head(&xml::leaves(&text)?)? } else { attached(&text)? };
        if let Some(invoice) = found {
            gather(&mut known, invoice);
        }
    }
    match known {
        _ if !is_ofd => Err(Unread::OtherKind),
        known if known.is_empty() => Err(Unread::NoNumber),
        known => Ok(known),
    }
}

/// An attached XML file, when it is an invoice.
fn attached(text: &[u8]) -> Result<Option<Invoice>, Unread> {
    match xml::read_xml(text) {
        Ok(invoice) => Ok(Some(invoice)),
        Err(Unread::OtherRoot(_) | Unread::NoNumber) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// What `OFD.xml` says of the invoice; none when it says no number.
fn head(leaves: &[Leaf]) -> Result<Option<Invoice>, Unread> {
    let of = |key: &str| {
        let ending = format!("/CustomData={key}");
        leaves.iter().find(|leaf| leaf.path.ends_with(&ending)).map_or("", |leaf| leaf.text.as_str())
    };
    if of("发票号码").is_empty() {
        return Ok(None);
    }
    let place = |key: &str| format!("OFD.xml（{key}）");
    let amount = |key: &str| plain::amount(&place(key), of(key));
    let found = |text: Option<String>| text.map(|text| Found::new(text, Source::Ofd));
    let (net, tax, total) = (amount("合计金额")?, amount("合计税额")?, amount("价税合计")?);
    // Most files name the two parts and not their sum.
    let sum = net.zip(tax).and_then(|(net, tax)| net.0.checked_add(tax.0)).map(village::Fen);
    Ok(Some(Invoice {
        code: found(plain::code(&place("发票代码"), of("发票代码"))?),
        number: found(Some(plain::number(&place("发票号码"), of("发票号码"))?)),
        day: plain::day(&place("开票日期"), of("开票日期"))?.map(|day| Found::new(day, Source::Ofd)),
        total: total.or(sum).map(|fen| Found::new(fen, Source::Ofd)),
        net: net.map(|fen| Found::new(fen, Source::Ofd)),
        amount: None,
        check_code: found(plain::name(of("校验码"))),
        seller: found(plain::name(of("销售方名称"))),
        buyer: found(plain::name(of("购买方名称"))),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn head_of(values: &[(&str, &str)]) -> String {
        let data: String = values
            .iter()
            .map(|(name, value)| format!("<ofd:CustomData Name=\"{name}\">{value}</ofd:CustomData>"))
            .collect();
        format!(
            "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"
        )
    }

    #[test]
    fn number_day_and_amounts_are_read_where_they_are_plain() {
        let head = head_of(&[
            ("发票号码", "25422000000003570205"),
            ("合计税额", "2.61"),
            ("合计金额", "261.39"),
            ("开票日期", "2025年01月06日"),
        ]);
        let read = read_ofd(&packed(&[("OFD.xml", head.as_bytes())])).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].number(), "25422000000003570205");
        assert_eq!(read[0].total.as_ref().unwrap().value.0, 26_400);
        assert_eq!(read[0].net.as_ref().unwrap().value.0, 26_139);
    }

    #[test]
    fn the_attached_invoice_completes_what_the_head_says() {
        let head = head_of(&[("发票代码", "050001700111"), ("发票号码", "12235358")]);
        let attached = "<eInvoice><InvoiceCode>050001700111</InvoiceCode><InvoiceNo>12235358</InvoiceNo><Seller><SellerName>某店</SellerName></Seller></eInvoice>";
        let parts = [("OFD.xml", head.as_bytes()), ("Doc_0/Attachs/original_invoice.xml", attached.as_bytes())];
        let read = read_ofd(&packed(&parts)).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].seller.as_ref().unwrap().value, "某店");
    }

    #[test]
    fn an_archive_that_swells_is_refused() {
        let blank = vec![b' '; 30 * 1024 * 1024];
        assert_eq!(read_ofd(&packed(&[("OFD.xml", &blank)])), Err(Unread::Swollen { limit_bytes: MOST_BYTES }));
        let many: Vec<String> = (0..MOST_PARTS + 1).map(|nth| format!("{nth}.xml")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
        assert!(matches!(read_ofd(&packed(&many)), Err(Unread::Swollen { .. })));
    }

    #[test]
    fn other_archives_are_no_invoice() {
        assert_eq!(read_ofd(&packed(&[("word/document.xml", b"<a/>")])), Err(Unread::OtherKind));
        assert_eq!(read_ofd(&packed(&[("OFD.xml", b"<OFD/>")])), Err(Unread::NoNumber));
        assert!(matches!(read_ofd(b"PK\x03\x04nonsense"), Err(Unread::Damaged(_))));
        let entities = b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        assert_eq!(read_ofd(&packed(&[("OFD.xml", entities)])), Err(Unread::Entities));
    }
}
