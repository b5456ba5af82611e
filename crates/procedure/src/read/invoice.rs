//! Which fields take which part of an invoice: of the right kind, from a paper of the step, each part once.

use super::affair::Part;
use super::raw::RawFromInvoice;
use super::verify::{Wrong, wrong_at};
use crate::affair::{Affair, Field, FieldKind, FromInvoice, InvoicePart, Step, part_of};

impl Part<'_> {
    /// The part of an invoice that a field of this kind takes.
    pub(super) fn invoice_part(&mut self, raw: &RawFromInvoice, kind: FieldKind) -> Option<FromInvoice> {
        let name = raw.part.get_ref();
        let Some((_, part, expected)) = InvoicePart::ALL.iter().find(|(known, ..)| known == name) else {
            let known = InvoicePart::ALL.iter().map(|(known, ..)| *known);
            self.faults.unknown(&raw.part.span(), "part of an invoice", name, known);
            return None;
        };
        if *expected != kind {
            let what = format!(
                "the part `{name}` of an invoice is taken by a field of the kind {expected:?}; this is of the kind {kind:?}"
            );
            self.faults.at(&raw.part.span(), what);
        }
        Some(FromInvoice { paper: raw.paper.get_ref().clone(), part: *part })
    }
}

/// What is wrong with the parts of invoices in an affair, once its steps are whole.
pub(super) fn wrong_parts(affair: &Affair) -> Vec<Wrong> {
    affair.steps.iter().flat_map(wrong).collect()
}

fn wrong(step: &Step) -> Vec<Wrong> {
    let taking: Vec<(&Field, &FromInvoice)> =
        step.fields.iter().filter_map(|field| field.from_invoice.as_ref().map(|from| (field, from))).collect();
    let mut faults = Vec::new();
    for (nth, (field, from)) in taking.iter().enumerate() {
        let at = part_of(&step.id, "field", &field.id);
        let named = format!("the field `{}` of the step `{}`", field.id, step.id);
        if field.total.is_some() {
            faults.push(wrong_at(&at, format!("{named} is the total of a table and cannot be read from an invoice")));
        }
        match step.papers.iter().find(|paper| paper.id == from.paper) {
            None => faults
                .push(wrong_at(&at, format!("{named} is read from `{}`, which is no paper of the step", from.paper))),
            Some(paper) if paper.on != field.on => {
                faults.push(wrong_at(
                    &at,
                    format!("{named} and its paper `{}` are asked for with different outcomes", paper.id),
                ));
            }
            Some(_) => {}
        }
        for (other, before) in taking.iter().take(nth) {
            if before.part == from.part {
                faults.push(wrong_at(&at, format!("{named} takes the same part of an invoice as `{}`", other.id)));
            }
            if before.paper != from.paper {
                let (one, two) = (&before.paper, &from.paper);
                faults.push(wrong_at(
                    &at,
                    format!("{named} is read from `{two}`, but `{}` from `{one}`: a step has one invoice", other.id),
                ));
            }
        }
    }
    faults
}
