//! From facts to bytes.

use crate::facts::{Board, Card, Foot, Letter, Plate, Statement, Voucher};
use crate::world::{Desk, fonts, holds};
use crate::{code, glyph};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use typst_render::RenderOptions;

/// Why a sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// The address does not fit into a code.
    #[error("an address is too long for a QR code")]
    Address,
    /// The facts could not be handed to the typesetter.
    #[error("the facts of a sheet could not be written down")]
    Facts(#[from] serde_json::Error),
    /// A template that is not there.
    #[error("no template `{0}`")]
    Template(&'static str),
    /// The typesetter refused.
    #[error("a sheet could not be set: {0}")]
    Set(String),
}

/// The village's month for the board, A3 portrait, as many pages as it takes.
///
/// # Errors
/// When the address is too long for a code, or the typesetter fails.
pub fn board(facts: &Board) -> Result<Vec<u8>, Unprinted> {
    make("board.typ", facts, &facts.foot)
}

/// A letter to every household, A4; in large print when it says so.
///
/// # Errors
/// As [`board`].
pub fn letter(facts: &Letter) -> Result<Vec<u8>, Unprinted> {
    make("letter.typ", facts, &facts.foot)
}

/// A voucher, A4.
///
/// # Errors
/// As [`board`].
pub fn voucher(facts: &Voucher) -> Result<Vec<u8>, Unprinted> {
    make("voucher.typ", facts, &facts.foot)
}

/// The statements of a closed period, A4, one a page.
///
/// # Errors
/// As [`board`].
pub fn statement(facts: &Statement) -> Result<Vec<u8>, Unprinted> {
    make("statement.typ", facts, &facts.foot)
}

/// A plate for a project or a piece of property, A5 landscape.
///
/// # Errors
/// As [`board`].
pub fn plate(facts: &Plate) -> Result<Vec<u8>, Unprinted> {
    make("plate.typ", facts, &facts.foot)
}

/// A picture for a chat group as PNG, 1,080 by 1,440 pixels.
///
/// # Errors
/// As [`board`].
pub fn card(facts: &Card) -> Result<Vec<u8>, Unprinted> {
    within("card.typ", facts, &facts.foot, |desk, _| {
        let document: PagedDocument = typst::compile(desk).output.map_err(|faults| told(&faults))?;
        let page = document.pages().first().ok_or_else(|| Unprinted::Set("no page".to_owned()))?;
        // Two pixels for a point.
        let picture = typst_render::render(page, &RenderOptions::default());
        picture.encode_png().map_err(|error| Unprinted::Set(error.to_string()))
    })
}

/// An A3 page with nothing on it: what typesetting costs before anything is set, for measuring.
///
/// # Errors
/// When the typesetter fails.
pub fn empty_page() -> Result<Vec<u8>, Unprinted> {
    make("empty.typ", &json!({}), &Foot::default())
}

fn make(template: &'static str, facts: &impl Serialize, foot: &Foot) -> Result<Vec<u8>, Unprinted> {
    within(template, facts, foot, |desk, ident| set(desk, ident, foot.day))
}

fn within(
    template: &'static str,
    facts: &impl Serialize,
    foot: &Foot,
    made: impl FnOnce(&Desk, String) -> Result<Vec<u8>, Unprinted>,
) -> Result<Vec<u8>, Unprinted> {
    let fonts = fonts();
    let mut facts = serde_json::to_value(facts)?;
    let missing = glyph::replace(&mut facts, &|c| holds(&fonts, c));
    if let Value::Object(all) = &mut facts {
        all.insert("rare".to_owned(), Value::String(glyph::told(&missing)));
    }
    let facts = serde_json::to_vec(&facts)?;
    // The same facts on the same sheet are the same document, whenever it is made.
    let ident = hex::encode(Sha256::new().chain_update(template).chain_update(&facts).finalize());
    let code = code::svg(&foot.address)?;
    let desk = Desk::new(template, fonts, facts, code).ok_or(Unprinted::Template(template))?;
    let made = made(&desk, ident);
    // The typesetter remembers what it has set; between two sheets there is nothing worth remembering.
    drop(desk);
    typst::comemo::evict(0);
    made
}

fn set(desk: &Desk, ident: String, (year, month, day): (i32, u8, u8)) -> Result<Vec<u8>, Unprinted> {
    let document: PagedDocument = typst::compile(desk).output.map_err(|faults| told(&faults))?;
    let date = Datetime::from_ymd_hms(year, month, day, 0, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Qingcun".to_owned())),
        timestamp: date.map(Timestamp::new_utc),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| told(&faults))
}

fn told(faults: &[SourceDiagnostic]) -> Unprinted {
    let words: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    Unprinted::Set(words.join("; "))
}
