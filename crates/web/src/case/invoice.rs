//! The part of a form in which an invoice is photographed: what was read of it, and what to mind.

use crate::case::act::PaperSlot;
use crate::frame::Frame;
use crate::part::Line;
use crate::sample;
use crate::show::Link;

/// One invoice that was read.
pub(crate) struct ReadInvoice {
    pub(crate) lines: Vec<Line>,
    /// What is sent when it is the wrong one.
    pub(crate) drop: String,
}

/// Something to mind about what was read.
pub(crate) struct InvoiceNote {
    pub(crate) words: String,
    /// The case that it speaks of, when the reader may see it.
    pub(crate) case: Option<Link>,
}

/// The part of the form.
pub(crate) struct InvoicePart {
    pub(crate) slot: PaperSlot,
    pub(crate) read: Vec<ReadInvoice>,
    pub(crate) notes: Vec<InvoiceNote>,
}

impl InvoicePart {
    /// Before anything was photographed.
    pub(crate) fn sample_blank(frame: &Frame) -> Self {
        let field = sample::files(frame, "paper.invoice");
        Self { slot: PaperSlot { field, given: Vec::new() }, read: Vec::new(), notes: Vec::new() }
    }

    /// An invoice that was read, and used before.
    pub(crate) fn sample(frame: &Frame) -> Self {
        let line = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        let read = ReadInvoice {
            lines: vec![
                line("invoice-number", "26332000000012345678"),
                line("invoice-day", "2026-03-12"),
                line("invoice-total", "¥1,286.50"),
            ],
            drop: "drop-0".to_owned(),
        };
        let used = frame.say("invoice-used").put("number", "26332000000012345678");
        let used = used.put("village", "石桥村").put("case", "990101001002-C1-2026-0003").to_string();
        let words = sample::say(
            frame,
            "“IMG_02.jpg”：照片里没有读出二维码。请把发票放平，在亮处对准左上角的二维码重拍一张；还读不出的，照着发票填写。",
            "“IMG_02.jpg”: no QR code can be read in the picture. Lay the invoice flat and take it again, or type what it says.",
        );
        let notes = vec![
            InvoiceNote { words: used, case: Some(Link::new("990101001002-C1-2026-0003", "/desk/cases/1")) },
            InvoiceNote { words, case: None },
        ];
        Self { read: vec![read], notes, ..Self::sample_blank(frame) }
    }
}
