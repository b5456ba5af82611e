//! What was read of invoices as the form shows it: beside the fields, above them, and once more before it is sent.

use crate::case::act::PaperSlot;
use crate::case::invoice::{InvoiceNote, InvoicePart, ReadInvoice};
use crate::case::matter::{Filled, Matter};
use crate::case::reading::{Beside, Read, beside, paper_of};
use crate::case::show::theirs;
use crate::form::{Note, Tone};
use crate::http::visitor::Official;
use crate::part::Line;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use invoice::Invoice;
use procedure::{Field, FieldKind};
use village::{CaseId, Fault, Fen, FieldFault, Language, Words};

/// What is said beside a field.
pub(crate) fn note(teller: &Teller, field: &Field, typed: &str, invoices: &[Read]) -> Option<Note> {
    let yuan = |fen: Fen| format!("¥{fen}");
    let (words, tone) = match beside(field, typed, invoices)? {
        Beside::Read => (teller.say("read-same").to_string(), Tone::Same),
        Beside::Differs(offered) => {
            (teller.say("read-differs").put("said", told(teller, field, offered)).to_string(), Tone::Differs)
        }
        Beside::Net(net, true) => (teller.say("read-net").put("net", yuan(net)).to_string(), Tone::Tells),
        Beside::Net(net, false) => (teller.say("read-net-differs").put("net", yuan(net)).to_string(), Tone::Differs),
        Beside::Untold(fen) => (teller.say("read-untold").put("amount", yuan(fen)).to_string(), Tone::Tells),
    };
    Some(Note { words, tone })
}

/// What an invoice says, as people write it.
fn told(teller: &Teller, field: &Field, offered: String) -> String {
    match (field.kind, offered.parse()) {
        (FieldKind::Money, _) => format!("¥{offered}"),
        (FieldKind::Day, Ok(day)) => teller.day(day).words,
        _ => offered,
    }
}

/// What differs between the form and its invoices, for the page on which it is checked once more.
pub(crate) fn differing(teller: &Teller, matter: &Matter, filled: &Filled) -> Vec<String> {
    let mut lines = Vec::new();
    for field in matter.fields() {
        let typed = filled.form.fields.get(&field.id).map_or("", String::as_str);
        if let Some(note) =
            note(teller, field, typed, &filled.reading.invoices).filter(|note| note.tone == Tone::Differs)
        {
            let said = teller.say("read-line").put("field", teller.words(&field.label)).put("words", note.words);
            lines.push(said.to_string());
        }
    }
    lines
}

/// What the program noticed of a form's invoices, in both languages: what differs from the form, a red one, a foreign buyer. It goes
/// with the act, so that whoever checks it reads it, too.
pub(crate) fn noticed(
    query: &mut dyn Query,
    app: &Shared,
    matter: &Matter,
    filled: &Filled,
) -> Result<Vec<Words>, Fault> {
    let mut told = Vec::new();
    for language in [Language::Zh, Language::En] {
        let teller = Teller::new(language, app.now(), Eyes::Handler);
        let mut lines = differing(&teller, matter, filled);
        for read in &filled.reading.invoices {
            lines.extend(strange(query, &teller, matter, &read.invoice)?.into_iter().map(|note| note.words));
        }
        told.push(lines);
    }
    let (en, zh) = (told.pop().unwrap_or_default(), told.pop().unwrap_or_default());
    Ok(zh.into_iter().zip(en).map(|(zh, en)| Words::new(zh, en)).collect())
}

/// What a form asks for beyond its invoices: more than they say, when each was read; or money for somebody else's. No village pays
/// that, whoever checks it.
pub(crate) fn beyond(query: &mut dyn Query, matter: &Matter, filled: &Filled) -> Result<Vec<FieldFault>, Fault> {
    let invoices = &filled.reading.invoices;
    let Some(paper) = matter.step().and_then(paper_of).filter(|_| !invoices.is_empty()) else { return Ok(Vec::new()) };
    let mut faults = Vec::new();
    let village = place_name(query, &matter.village)?;
    for buyer in invoices.iter().filter_map(|read| read.invoice.buyer.as_ref()) {
        if !buyer.value.contains(&village) {
            let words = Words::new(
                format!(
                    "发票抬头是“{}”，不是{village}的单位，不能在{village}报：请销售方按本村单位的名称重开",
                    buyer.value
                ),
                format!(
                    "the invoice is made out to “{}”, which is no unit of {village}: it is not paid here; ask for one made out to the village",
                    buyer.value
                ),
            );
            faults.push(FieldFault { field: format!("paper.{paper}"), words });
        }
    }
    let sent = filled.form.papers.iter().filter(|sent| sent.kind == paper).count();
    for field in matter.fields().iter().filter(|_| sent <= invoices.len()) {
        let typed = filled.form.fields.get(&field.id).map_or("", String::as_str);
        let Ok(asked) = Fen::parse(typed) else { continue };
        let most = match beside(field, typed, invoices) {
            Some(Beside::Differs(said)) => Fen::parse(&said).ok(),
            Some(Beside::Net(net, false)) => Some(net),
            _ => None,
        };
        if let Some(most) = most.filter(|most| field.kind == FieldKind::Money && asked > *most && most.0 > 0) {
            let words = Words::new(
                format!("发票上一共是{most}元，不能报{asked}元：多出来的没有票据"),
                format!("the invoices say {most} yuan: {asked} is more, and for the rest there is no paper"),
            );
            faults.push(FieldFault { field: field.id.clone(), words });
        }
    }
    Ok(faults)
}

/// The part of the form in which an invoice is photographed, and the papers that stand below the fields.
pub(crate) fn part(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    matter: &Matter,
    filled: Option<&Filled>,
    papers: Vec<PaperSlot>,
) -> Result<(Option<InvoicePart>, Vec<PaperSlot>), Fault> {
    let Some(paper) = matter.step().and_then(paper_of) else { return Ok((None, papers)) };
    let name = format!("paper.{paper}");
    let (mut own, others): (Vec<_>, Vec<_>) = papers.into_iter().partition(|slot| slot.field.name == name);
    let Some(mut slot) = own.pop() else { return Ok((None, others)) };
    if let crate::form::Entry::Files(accept) = &mut slot.field.entry {
        *accept = "image/jpeg,image/png,image/webp,application/pdf,.xml,.ofd";
    }
    let (mut read, mut notes) = (Vec::new(), Vec::new());
    if let Some(filled) = filled {
        notes.extend(filled.reading.notes.iter().map(|words| plain(teller.words(words))));
        for (nth, one) in filled.reading.invoices.iter().enumerate() {
            read.push(ReadInvoice { lines: lines(teller, &one.invoice), drop: format!("drop-{nth}") });
            notes.extend(used(query, official, teller, matter, &one.invoice)?);
            notes.extend(strange(query, teller, matter, &one.invoice)?);
        }
    }
    Ok((Some(InvoicePart { slot, read, notes }), others))
}

fn plain(words: String) -> InvoiceNote {
    InvoiceNote { words, case: None }
}

fn lines(teller: &Teller, invoice: &Invoice) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line =
        |key: &'static str, value: Option<String>| lines.extend(value.map(|value| Line::text(teller.say(key), value)));
    let text = |found: &Option<invoice::Found<String>>| found.as_ref().map(|found| found.value.clone());
    let yuan = |found: &Option<invoice::Found<Fen>>| found.as_ref().map(|found| format!("¥{}", found.value));
    line("invoice-number", text(&invoice.number));
    line("invoice-code", text(&invoice.code));
    line("invoice-day", invoice.day.as_ref().map(|day| teller.day(day.value).words));
    line("invoice-total", yuan(&invoice.total));
    line("invoice-net", yuan(&invoice.net));
    line("invoice-amount", yuan(&invoice.amount));
    line("invoice-seller", text(&invoice.seller));
    line("invoice-buyer", text(&invoice.buyer));
    line("invoice-check", text(&invoice.check_code));
    lines
}

/// Where the invoice was used before: the number of the case, as its gate tells it; the case itself to whoever may see it.
fn used(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    matter: &Matter,
    invoice: &Invoice,
) -> Result<Option<InvoiceNote>, Fault> {
    let own = matter.case.as_ref().map(|case| &case.id);
    let Some(case) = affairs::invoice_used(query, invoice.number(), own)? else { return Ok(None) };
    let village = village_of(query, &case)?;
    let words = teller.say("invoice-used").put("number", invoice.number()).put("village", village);
    let words = words.put("case", case.to_string()).to_string();
    let seen = theirs(query, official, case.as_str())?.is_some();
    Ok(Some(InvoiceNote { words, case: seen.then(|| Link::new(&case, format!("/desk/cases/{case}"))) }))
}

fn village_of(query: &mut dyn Query, case: &CaseId) -> Result<String, Fault> {
    let code = case.as_str().split('-').next().unwrap_or("");
    match village::Place::new(code) {
        Ok(place) => place_name(query, &place),
        Err(_) => Ok(code.to_owned()),
    }
}

/// What is odd about an invoice: a red one, or one that is made out to somebody else.
fn strange(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    invoice: &Invoice,
) -> Result<Vec<InvoiceNote>, Fault> {
    let mut notes = Vec::new();
    let amounts = [&invoice.total, &invoice.net, &invoice.amount];
    if amounts.into_iter().flatten().any(|amount| amount.value.0 < 0) {
        notes.push(plain(teller.say("invoice-red").put("number", invoice.number()).to_string()));
    }
    if let Some(buyer) = &invoice.buyer {
        let village = place_name(query, &matter.village)?;
        if !buyer.value.contains(&village) {
            let said = teller.say("invoice-other-buyer").put("buyer", buyer.value.clone()).put("village", village);
            notes.push(plain(said.to_string()));
        }
    }
    Ok(notes)
}
