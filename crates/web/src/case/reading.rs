//! Invoices that are read for a form: fields are filled in where nothing was typed, what was typed stays, and what differs is
//! told. Reading decides nothing: what counts is what is sent in the end, and every condition is asked of that.

use crate::case::fill::{fill, seal};
use crate::case::matter::{Filled, Matter};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::state::Shared;
use invoice::{Invoice, LARGEST_FILE_BYTES};
use parking_lot::Mutex;
use procedure::{Field, FieldKind, InvoicePart, Step};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use village::{Fen, FieldFault, Hash, Stop, Words};

/// The most files that are read at once.
const MOST_FILES: usize = procedure::MOST_OF_A_PAPER;

/// The most invoices of one form.
const MOST_INVOICES: usize = 20;

/// A large photograph takes some hundred megabytes while it is read: one after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// An invoice with the paper on which it stands, when that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Read {
    pub(crate) invoice: Invoice,
    pub(crate) paper: Option<Hash>,
}

/// What was read for a form, and what is to be said of what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) invoices: Vec<Read>,
    pub(crate) notes: Vec<Words>,
}

impl Reading {
    /// What was read for an earlier sending of the same form.
    pub(crate) fn carried(sent: &Sent, secret: &str) -> Self {
        let invoices = sent.all("invoice").iter().filter_map(|token| opened(token, secret)).take(MOST_INVOICES);
        Self { invoices: invoices.collect(), notes: Vec::new() }
    }

    /// What the form carries along unseen; nobody can write it but us.
    pub(crate) fn tokens(&self, secret: &str) -> Vec<(String, String)> {
        let text = |read: &Read| serde_json::to_string(read).ok();
        let token = |text: String| ("invoice".to_owned(), format!("{}!{text}", seal("invoice", &text, secret)));
        self.invoices.iter().filter_map(text).map(token).collect()
    }

    fn add(&mut self, invoice: Invoice, paper: Option<Hash>) {
        let is_full = self.invoices.len() >= MOST_INVOICES;
        let is_known = |read: &Read| read.invoice.number() == invoice.number() && read.invoice.is_same(&invoice);
        match self.invoices.iter_mut().find(|read| is_known(read)) {
            // The same invoice once more, perhaps as a picture beside its XML.
            Some(known) => known.paper = known.paper.or(paper),
            None if is_full => {}
            None => self.invoices.push(Read { invoice, paper }),
        }
    }
}

fn opened(token: &str, secret: &str) -> Option<Read> {
    let (mark, text) = token.split_once('!')?;
    let genuine: bool = seal("invoice", text, secret).as_bytes().ct_eq(mark.as_bytes()).into();
    if genuine { serde_json::from_str(text).ok() } else { None }
}

/// The paper of a step that is an invoice.
pub(crate) fn paper_of(step: &Step) -> Option<&str> {
    step.fields.iter().find_map(|field| field.from_invoice.as_ref()).map(|from| from.paper.as_str())
}

/// The form after its invoices were read, when that is what was asked for; nothing is tried and nothing recorded.
pub(crate) fn read(
    app: &Shared,
    official: &Official,
    matter: &Matter,
    sent: &Sent,
) -> Result<Option<(Filled, Vec<FieldFault>)>, Stop> {
    let asked = sent.one("read");
    let Some((step, paper)) = matter.step().and_then(|step| paper_of(step).map(|paper| (step, paper))) else {
        return Ok(None);
    };
    if asked.is_empty() {
        return Ok(None);
    }
    let (mut filled, faults) = fill(matter, official, app.office.files(), sent)?;
    let before = filled.reading.clone();
    match asked.strip_prefix("drop-") {
        Some(nth) => drop_one(&mut filled, paper, nth.parse().ok()),
        None => read_files(app, sent, paper, &mut filled)?,
    }
    refill(&mut filled, step, &before);
    Ok(Some((filled, faults)))
}

/// Takes back an invoice and the paper that shows it.
fn drop_one(filled: &mut Filled, paper: &str, nth: Option<usize>) {
    let Some(wrong) = nth.and_then(|nth| filled.reading.invoices.get(nth)).cloned() else { return };
    filled
        .reading
        .invoices
        .retain(|read| if wrong.paper.is_some() { read.paper != wrong.paper } else { *read != wrong });
    filled.form.papers.retain(|kept| kept.kind != paper || Some(kept.file.hash) != wrong.paper);
}

/// Reads the files that came now; when none came, those that were received before and never read.
fn read_files(app: &Shared, sent: &Sent, paper: &str, filled: &mut Filled) -> Result<(), Stop> {
    let field = format!("paper.{paper}");
    let files = app.office.files();
    let mut found: Vec<(String, Option<Hash>, Vec<u8>)> = Vec::new();
    for file in sent.files.iter().filter(|file| file.field == field).take(MOST_FILES) {
        let kept = files.put(&file.bytes).ok().map(|kept| kept.hash);
        found.push((file.name.clone(), kept, file.bytes.clone()));
    }
    if found.is_empty() {
        let unread = |hash: Hash| !filled.reading.invoices.iter().any(|read| read.paper == Some(hash));
        let given = filled.form.papers.iter().filter(|given| given.kind == paper && unread(given.file.hash));
        for given in given.take(MOST_FILES) {
            let bytes = files.fetch(&given.file.hash)?.unwrap_or_default();
            found.push((given.name.clone(), Some(given.file.hash), bytes));
        }
    }
    if found.is_empty() {
        filled.reading.notes.push(Words::new(
            "请先拍照或选择发票文件，再按“读发票，自动填写”。",
            "Take a picture of the invoice or choose a file first, then press “Read the invoice”.",
        ));
    }
    for (name, kept, bytes) in found {
        let read = {
            let _turn = ONE_AT_A_TIME.lock();
            invoice::read(&bytes)
        };
        match read {
            Ok(invoices) => invoices.into_iter().for_each(|invoice| filled.reading.add(invoice, kept)),
            Err(unread) => {
                let (said, next) = (unread.words(), unread.next());
                filled.reading.notes.push(Words::new(
                    format!("“{name}”：{}。{}。", said.zh, next.zh),
                    format!("“{name}”: {}. {}.", said.en, next.en),
                ));
            }
        }
    }
    Ok(())
}

/// Reads, unasked, the invoices of a form that were never read: whoever skips the reading hides nothing by it. Fills nothing in.
pub(crate) fn catch_up(app: &Shared, step: &Step, filled: &mut Filled) -> Result<(), Stop> {
    let Some(paper) = paper_of(step) else { return Ok(()) };
    let unread = |hash: &Hash| !filled.reading.invoices.iter().any(|read| read.paper.as_ref() == Some(hash));
    let own = filled.form.papers.iter().filter(|given| given.kind == paper).map(|given| given.file.hash);
    let hashes: Vec<Hash> = own.filter(unread).take(MOST_FILES).collect();
    for hash in hashes {
        let bytes = app.office.files().fetch(&hash)?.unwrap_or_default();
        let read = {
            let _turn = ONE_AT_A_TIME.lock();
            invoice::read(&bytes)
        };
        // What cannot be read says nothing; the claimant was told so where it was asked for.
        read.into_iter().flatten().for_each(|invoice| filled.reading.add(invoice, Some(hash)));
    }
    Ok(())
}

/// Fills in what nobody typed. What an earlier reading filled in and nobody changed follows the new one.
fn refill(filled: &mut Filled, step: &Step, before: &Reading) {
    for field in &step.fields {
        let Some(from) = &field.from_invoice else { continue };
        let (old, new) = (offered(from.part, &before.invoices), offered(from.part, &filled.reading.invoices));
        let typed = filled.form.fields.get(&field.id).map(String::as_str);
        let untouched = typed.is_none_or(|typed| old.as_ref().is_some_and(|old| says(field, from.part, typed, old)));
        match new {
            Some(new) if untouched => drop(filled.form.fields.insert(field.id.clone(), new)),
            None if untouched => drop(filled.form.fields.remove(&field.id)),
            _ => {}
        }
    }
}

/// What the invoices say of a part, as somebody would type it; none when they do not say it all, or not one thing.
pub(crate) fn offered(part: InvoicePart, invoices: &[Read]) -> Option<String> {
    let invoices: Vec<&Invoice> = invoices.iter().map(|read| &read.invoice).collect();
    if invoices.is_empty() {
        return None;
    }
    match part {
        InvoicePart::Number => {
            let numbers: Vec<&str> = invoices.iter().map(|one| one.number()).filter(|one| !one.is_empty()).collect();
            (!numbers.is_empty()).then(|| numbers.join("、"))
        }
        // Of several the latest: nothing was spent before it was invoiced.
        InvoicePart::Day => {
            let days: Option<Vec<_>> = invoices.iter().map(|one| one.day.as_ref().map(|day| day.value)).collect();
            days?.into_iter().max().map(|day| day.to_string())
        }
        InvoicePart::Total => {
            let sum = sum(invoices.iter().map(|one| one.total.as_ref().map(|total| total.value)))?;
            (sum.0 > 0).then(|| sum.to_string())
        }
        InvoicePart::Seller => {
            let mut sellers: Vec<&str> =
                invoices.iter().map(|one| one.seller.as_ref().map_or("", |seller| seller.value.as_str())).collect();
            sellers.dedup();
            match sellers.as_slice() {
                [only] if !only.is_empty() => Some((*only).to_owned()),
                _ => None,
            }
        }
    }
}

/// The sum of amounts, when each is known.
fn sum(mut amounts: impl Iterator<Item = Option<Fen>>) -> Option<Fen> {
    amounts.try_fold(0_i64, |sum, fen| sum.checked_add(fen?.0)).map(Fen)
}

/// Whether what was typed says the same as the invoices, however it is written.
fn says(field: &Field, part: InvoicePart, typed: &str, offered: &str) -> bool {
    match (part, field.kind) {
        (InvoicePart::Number, _) => {
            let known = |text: &str| {
                let mut numbers = affairs::invoice_numbers(text);
                numbers.sort();
                numbers
            };
            known(typed) == known(offered)
        }
        (_, FieldKind::Money) => Fen::parse(typed).is_ok_and(|fen| Fen::parse(offered) == Ok(fen)),
        _ => typed.trim() == offered.trim(),
    }
}

/// What stands beside a field that takes a part of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beside {
    /// It says what the invoice says.
    Read,
    /// The invoice says something else.
    Differs(String),
    /// The invoice says only the amount before tax, which fits what was typed or does not.
    Net(Fen, bool),
    /// The invoice says an amount, and not whether tax is in it.
    Untold(Fen),
}

/// What stands beside a field; none when no invoice says anything of it.
pub(crate) fn beside(field: &Field, typed: &str, invoices: &[Read]) -> Option<Beside> {
    let from = field.from_invoice.as_ref()?;
    if let Some(offered) = offered(from.part, invoices) {
        let same = says(field, from.part, typed, &offered);
        return Some(if same { Beside::Read } else { Beside::Differs(offered) });
    }
    if from.part != InvoicePart::Total || invoices.is_empty() {
        return None;
    }
    let net = sum(invoices.iter().map(|read| read.invoice.net.as_ref().map(|net| net.value)));
    if let Some(net) = net.filter(|net| net.0 > 0) {
        // The highest rate that VAT ever had is 17 %.
        let fits = |fen: Fen| fen.0 >= net.0 && i128::from(fen.0) * 100 <= i128::from(net.0) * 117 + 100;
        return Some(Beside::Net(net, typed.is_empty() || Fen::parse(typed).is_ok_and(fits)));
    }
    let untold = sum(invoices.iter().map(|read| read.invoice.amount.as_ref().map(|amount| amount.value)));
    untold.filter(|fen| fen.0 > 0).map(Beside::Untold)
}

const _: () = assert!(office::LARGEST_FILE_BYTES <= LARGEST_FILE_BYTES, "whatever is kept can be read");

#[cfg(test)]
mod tests;
