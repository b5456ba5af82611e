//! What an invoice says of itself: the code printed on Chinese VAT invoices, read from a photograph; e-invoices as XML, PDF
//! and OFD.
//!
//! Reading helps whoever fills in a form; it proves nothing. Whether an invoice is genuine the tax office tells
//! (<https://inv-veri.chinatax.gov.cn>), and a person compares what was read with the paper. Printed characters are not
//! recognised (no OCR): what the code does not hold, such as the seller, is read from XML and OFD only.
//!
//! # Where the formats stand
//!
//! The tax office prints the code and publishes no description of it. What is read here agrees with many programs that
//! read it, and with their samples; each part is checked for its form, so a code of another layout is a fault and no guess.
//!
//! * Invoices with code and number (01 special, 04 ordinary, 10 electronic ordinary, 20 electronic special, …):
//!   `01,<kind>,<code: 10 or 12 digits>,<number: 8 digits>,<amount without tax>,<yyyymmdd>,<check code>,<mark>,`. Samples with
//!   the meaning of each part: <https://www.codeprj.com/zh/blog/5d77841.html>. Their amount is the one *before* tax
//!   (94,339.62 on an invoice of 100,000 with 6 %).
//! * Fully digitalised invoices (数电票; 31 special, 32 ordinary, 51 rail, 61 air): `01,<kind>,,<number: 20 digits>,<total with
//!   tax>,<yyyymmdd>,,<mark>`, such as `01,32,,20882408051806541460,0.01,20240805,,649C`. They have no code and no check code, and
//!   their amount is the total *with* tax.
//! * XML of the fully digitalised invoice: root `EInvoice`, with `TaxSupervisionInfo/InvoiceNumber` and `IssueTime`,
//!   `EInvoiceData/SellerInformation/SellerName`, `BuyerInformation/BuyerName`, `BasicInformation/TotalAmWithoutTax`,
//!   `TotalTaxAm`, `TotalTax-includedAmount`. A PDF of the same invoice repeats number, day and amounts under these names among
//!   its properties.
//! * OFD (GB/T 33190) is a ZIP archive. `OFD.xml` names parts of the invoice in `CustomData` (`发票代码`, `发票号码`, `开票日期`,
//!   `合计金额`, `合计税额`, `价税合计`, `校验码`, `销售方名称`, `购买方名称`); the older electronic invoices carry
//!   `original_invoice.xml` with the root `eInvoice` (`InvoiceCode`, `InvoiceNo`, `IssueDate`, `TaxInclusiveTotalAmount`, …).
//!
//! # Limits
//!
//! A file of 20 MiB, a picture of 52 million pixels, 24 MiB unpacked, 4 MiB of XML, ten pictures of a PDF; the search for
//! codes has a budget of work and not of time, since nothing here knows the hour. What declares entities is refused.

mod archive;
mod bits;
mod document;
mod invoice;
mod payload;
mod picture;
mod plain;
mod search;
mod text;
mod unread;
mod xml;

pub use invoice::{Found, Invoice, Source};
pub use payload::read_code;
pub use unread::Unread;

use std::panic::catch_unwind;

/// The largest file that is read.
pub const LARGEST_FILE_BYTES: usize = 20 * 1024 * 1024;

/// The invoices in a photograph (JPEG, PNG, WebP), a PDF, an XML or OFD file, told by its content and not by its name. A
/// photograph may show several.
///
/// # Errors
/// When it is none of these, is damaged or too large, or shows no invoice; a part that is malformed is named.
pub fn read(bytes: &[u8]) -> Result<Vec<Invoice>, Unread> {
    // The decoders are other people's code on anybody's bytes: should one of them panic, this file is damaged, no more.
    catch_unwind(|| read_any(bytes)).unwrap_or(Err(Unread::Damaged("the decoder gave up".to_owned())))
}

/// Whether the bytes are an e-invoice as XML or OFD: good to be read, but nothing that a person could look at as a paper.
#[must_use]
pub fn is_for_machines(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || xml::looks_like(bytes)
}

fn read_any(bytes: &[u8]) -> Result<Vec<Invoice>, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(Unread::TooLarge { found_bytes: bytes.len(), limit_bytes: LARGEST_FILE_BYTES });
    }
    if bytes.starts_with(b"%PDF-") {
        return document::read_pdf(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive::read_ofd(bytes);
    }
    if xml::looks_like(bytes) {
        return xml::read_xml(bytes).map(|invoice| vec![invoice]);
    }
    search::codes(&picture::open(bytes)?)
}
