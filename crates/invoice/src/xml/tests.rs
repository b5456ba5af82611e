//! XML invoices as they come, and as somebody with ill will writes them.

use super::*;

const DIGITAL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>26332000000012345678</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>91330000TEST00001X</SellerIdNum><SellerName>某日用品 &amp; 杂货店</SellerName></SellerInformation>
<BuyerInformation><BuyerName>柳湾村股份经济合作社</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>1138.50</TotalAmWithoutTax><TotalTaxAm>148.00</TotalTaxAm>
<TotalTax-includedAmount>1286.50</TotalTax-includedAmount></BasicInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>26332000000012345678</InvoiceNumber><IssueTime>2026-03-12</IssueTime></TaxSupervisionInfo></EInvoice>"#;

const OLDER: &str = r#"<fp:eInvoice xmlns:fp="http://www.chinatax.cn/"><fp:InvoiceCode>033001900104</fp:InvoiceCode>
<fp:InvoiceNo>80100798</fp:InvoiceNo><fp:IssueDate>2020年08月05日</fp:IssueDate><fp:InvoiceCheckCode>16630282980991510014</fp:InvoiceCheckCode>
<fp:Seller><fp:SellerName><![CDATA[某五金店]]></fp:SellerName></fp:Seller><fp:TaxInclusiveTotalAmount>10600.00</fp:TaxInclusiveTotalAmount>
<fp:TaxExclusiveTotalAmount>10000.00</fp:TaxExclusiveTotalAmount></fp:eInvoice>"#;

#[test]
fn a_fully_digitalised_invoice_is_read_whole() {
    let read = read_xml(DIGITAL.as_bytes()).unwrap();
    assert_eq!(read.number(), "26332000000012345678");
    assert_eq!(read.total.unwrap(), Found::new(village::Fen(128_650), Source::Xml));
    assert_eq!(read.net.unwrap().value, village::Fen(113_850));
    assert_eq!(read.seller.unwrap().value, "某日用品 & 杂货店");
    assert_eq!(read.buyer.unwrap().value, "柳湾村股份经济合作社");
    assert_eq!(read.day.unwrap().value.to_string(), "2026-03-12");
}

#[test]
fn an_older_invoice_is_read_with_its_code() {
    let read = read_xml(OLDER.as_bytes()).unwrap();
    assert_eq!((read.code.unwrap().value.as_str(), read.number.unwrap().value.as_str()), ("033001900104", "80100798"));
    assert_eq!(read.seller.unwrap().value, "某五金店");
    assert_eq!(read.check_code.unwrap().value, "16630282980991510014");
}

#[test]
fn an_older_encoding_and_a_byte_order_mark_are_read() {
    let (gbk, _, _) = encoding_rs::GB18030.encode(OLDER);
    assert_eq!(read_xml(&gbk).unwrap().seller.unwrap().value, "某五金店");
    let marked = [b"\xef\xbb\xbf".as_slice(), DIGITAL.as_bytes()].concat();
    assert!(looks_like(&marked) && read_xml(&marked).is_ok());
}

#[test]
fn entities_are_refused_before_anything_is_unfolded() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE EInvoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><EInvoice>&b;</EInvoice>"#;
    assert_eq!(read_xml(bomb.as_bytes()), Err(Unread::Entities));
    let outside = r#"<!DOCTYPE EInvoice SYSTEM "file:///etc/passwd"><EInvoice/>"#;
    assert_eq!(read_xml(outside.as_bytes()), Err(Unread::Entities));
    assert_eq!(read_xml(b"<EInvoice><a>&b;</a></EInvoice>"), Err(Unread::Entities));
}

#[test]
fn what_is_too_deep_or_has_too_many_parts_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(matches!(read_xml(deep.as_bytes()), Err(Unread::Swollen { .. })));
    let many = format!("<EInvoice>{}</EInvoice>", "<a></a>".repeat(60_000));
    assert!(matches!(read_xml(many.as_bytes()), Err(Unread::Swollen { .. })));
    assert!(matches!(read_xml(&vec![b'<'; LARGEST_BYTES + 1]), Err(Unread::TooLarge { .. })));
}

#[test]
fn a_malformed_part_is_named_with_the_way_to_it() {
    let check = |from: &str, to: &str, place: &str| {
        let Err(Unread::Malformed { place: at, .. }) = read_xml(DIGITAL.replacen(from, to, 1).as_bytes()) else {
            panic!("{to} was read")
        };
        assert!(at.ends_with(place), "{at}");
    };
    check("<InvoiceNumber>26332000000012345678", "<InvoiceNumber>2633X", "InvoiceNumber");
    check("2026-03-12", "2026-13-12", "IssueTime");
    check(">1286.50", ">1286.505", "TotalTax-includedAmount");
    // Two numbers in one file: neither is taken.
    check("<IssueTime>", "<InvoiceNumber>26332000000087654321</InvoiceNumber><IssueTime>", "InvoiceNumber");
}

#[test]
fn other_xml_is_told_from_an_invoice_and_from_a_broken_one() {
    assert_eq!(read_xml(b"<html><body>x</body></html>"), Err(Unread::OtherRoot("html".into())));
    assert_eq!(read_xml(b"<EInvoice><a>x</a></EInvoice>"), Err(Unread::NoNumber));
    assert!(matches!(read_xml(b"<EInvoice><a>x</a>"), Err(Unread::Damaged(_))));
    assert!(matches!(read_xml(b"<EInvoice><a>x</b></EInvoice>"), Err(Unread::Damaged(_))));
    assert!(matches!(read_xml(b"<EInvoice>\xff\xff\xff</EInvoice>"), Err(Unread::Damaged(_))));
}
