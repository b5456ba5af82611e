//! E-invoices as XML, and the XML inside OFD files. Nothing outside the file is fetched, no entity is known but the five that
//! every XML has.

use crate::{Found, Invoice, Source, Unread, plain};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// The largest XML.
pub(crate) const LARGEST_BYTES: usize = 4 * 1024 * 1024;

/// The deepest element, and the most of them.
const DEEPEST: usize = 40;
const MOST_ELEMENTS: usize = 50_000;

/// The longest text that is kept; a signature may be longer and is of no use here.
const LONGEST_CHARS: usize = 400;

/// A text with the way to it, such as `EInvoice/TaxSupervisionInfo/InvoiceNumber`. An element's `Name` stands behind it:
/// `…/CustomData=发票号码`.
pub(crate) struct Leaf {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Whether it begins as XML does.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    bytes.get(start..).is_some_and(|rest| rest.first() == Some(&b'<'))
}

/// The invoice of an XML file.
pub(crate) fn read_xml(bytes: &[u8]) -> Result<Invoice, Unread> {
    let leaves = leaves(bytes)?;
    let root = leaves.first().and_then(|leaf| leaf.path.split('/').next()).unwrap_or("").to_owned();
    let invoice = match root.as_str() {
        "EInvoice" => digital(&leaves),
        "eInvoice" => older(&leaves),
        _ => return Err(Unread::OtherRoot(crate::unread::short(&root))),
    }?;
    if invoice.number().is_empty() { Err(Unread::NoNumber) } else { Ok(invoice) }
}

/// The fully digitalised invoice.
fn digital(leaves: &[Leaf]) -> Result<Invoice, Unread> {
    let one = |path: &'static str| Ok::<_, Unread>((path, one(leaves, path)?));
    Ok(Invoice {
        code: None,
        number: number(one("EInvoice/TaxSupervisionInfo/InvoiceNumber")?)?,
        day: day(one("EInvoice/TaxSupervisionInfo/IssueTime")?)?,
        total: amount(one("EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount")?)?,
        net: amount(one("EInvoice/EInvoiceData/BasicInformation/TotalAmWithoutTax")?)?,
        amount: None,
        check_code: None,
        seller: name(one("EInvoice/EInvoiceData/SellerInformation/SellerName")?),
        buyer: name(one("EInvoice/EInvoiceData/BuyerInformation/BuyerName")?),
    })
}

/// The electronic invoice with code and number, as older OFD files carry it.
fn older(leaves: &[Leaf]) -> Result<Invoice, Unread> {
    let one = |path: &'static str| Ok::<_, Unread>((path, one(leaves, path)?));
    let (at, code) = one("eInvoice/InvoiceCode")?;
    let (_, check) = one("eInvoice/InvoiceCheckCode")?;
    Ok(Invoice {
        code: plain::code(at, code)?.map(|code| Found::new(code, Source::Xml)),
        number: number(one("eInvoice/InvoiceNo")?)?,
        day: day(one("eInvoice/IssueDate")?)?,
        total: amount(one("eInvoice/TaxInclusiveTotalAmount")?)?,
        net: amount(one("eInvoice/TaxExclusiveTotalAmount")?)?,
        amount: None,
        check_code: name(("", check)),
        seller: name(one("eInvoice/Seller/SellerName")?),
        buyer: name(one("eInvoice/Buyer/BuyerName")?),
    })
}

/// The text at a path; a part that stands twice with different texts is no invoice of ours to guess at.
fn one<'a>(leaves: &'a [Leaf], path: &str) -> Result<&'a str, Unread> {
    let mut texts = leaves.iter().filter(|leaf| leaf.path == path).map(|leaf| leaf.text.as_str());
    let first = texts.next().unwrap_or("");
    match texts.find(|text| *text != first) {
        Some(other) => Err(Unread::malformed(path, other, "one value, found two that differ")),
        None => Ok(first),
    }
}

type At<'a> = (&'a str, &'a str);

fn number((at, text): At<'_>) -> Result<Option<Found<String>>, Unread> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    plain::number(at, text).map(|number| Some(Found::new(number, Source::Xml)))
}

fn day((at, text): At<'_>) -> Result<Option<Found<village::Day>>, Unread> {
    Ok(plain::day(at, text)?.map(|day| Found::new(day, Source::Xml)))
}

fn amount((at, text): At<'_>) -> Result<Option<Found<village::Fen>>, Unread> {
    Ok(plain::amount(at, text)?.map(|fen| Found::new(fen, Source::Xml)))
}

fn name((_, text): At<'_>) -> Option<Found<String>> {
    plain::name(text).map(|name| Found::new(name, Source::Xml))
}

/// Every text of an XML file with the way to it.
pub(crate) fn leaves(bytes: &[u8]) -> Result<Vec<Leaf>, Unread> {
    if bytes.len() > LARGEST_BYTES {
        return Err(Unread::TooLarge { found_bytes: bytes.len(), limit_bytes: LARGEST_BYTES });
    }
    let text = decoded(bytes)?;
    let mut reader = Reader::from_str(&text);
    let (mut way, mut leaves, mut elements) = (Vec::<String>::new(), Vec::<Leaf>::new(), 0);
    let mut here = String::new();
    loop {
        let at = reader.buffer_position();
        let damaged = |fault: &dyn std::fmt::Display| Unread::Damaged(format!("XML at byte {at}: {fault}"));
        match reader.read_event().map_err(|fault| damaged(&fault))? {
            Event::Start(start) => {
                elements += 1;
                way.push(step(&start).map_err(|fault| damaged(&fault))?);
                here.clear();
                if way.len() > DEEPEST || elements > MOST_ELEMENTS {
                    return Err(Unread::Swollen { limit_bytes: LARGEST_BYTES as u64 });
                }
            }
            Event::Text(text) => add(&mut here, &text.xml10_content()),
            Event::CData(text) => add(&mut here, &text.xml10_content()),
            Event::GeneralRef(reference) => add(&mut here, &character(&reference).ok_or(Unread::Entities)?),
            Event::End(_) => {
                if !here.trim().is_empty() || leaves.is_empty() {
                    leaves.push(Leaf { path: way.join("/"), text: here.trim().to_owned() });
                }
                here.clear();
                way.pop();
            }
            Event::DocType(_) => return Err(Unread::Entities),
            Event::Eof if way.is_empty() => return Ok(leaves),
            Event::Eof => return Err(Unread::Damaged("the XML ends before its last element does".to_owned())),
            _ => {}
        }
    }
}

/// UTF-8, else what Chinese programs wrote before it.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unread> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    if broken { Err(Unread::Damaged("the XML is neither UTF-8 nor GB 18030".to_owned())) } else { Ok(text) }
}

/// An element's name without its prefix, and the `Name` that it bears.
fn step(start: &BytesStart<'_>) -> Result<String, quick_xml::Error> {
    let local = start.local_name();
    let mut step = local.as_ref().to_owned();
    for attribute in start.attributes() {
        let attribute = attribute?;
        if attribute.key.as_ref() == "Name" {
            step = format!("{step}={}", attribute.normalized_value(XmlVersion::Implicit1_0)?);
        }
    }
    Ok(step)
}

fn add(here: &mut String, text: &str) {
    if here.len() < LONGEST_CHARS {
        here.extend(text.chars().take(LONGEST_CHARS));
    }
}

/// The character that a reference stands for; none for an entity that would have to be declared.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    let name: &str = reference.as_ref();
    quick_xml::escape::resolve_xml_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests;
