//! What a decision rests on: of all that was typed in a step, whatever a rule reads. It is put right by the affair's own
//! road, where everything that rested on it is done anew; anything else may be corrected beside the record.

use crate::affair::{Affair, Field, FieldKind};
use crate::check::conditions_of;
use crate::condition::Condition;
use crate::state::FactValue;
use crate::take::read_value;
use village::Words;

/// Facts that the office looks others up by.
const LOOKED_UP_BY: [&str; 5] = ["invoice_no", "party", "payee", "matter", "body"];

/// Whether something rests on the field: a condition, a promise, a tier, another case, the meeting's day, the office's own look-ups.
#[must_use]
pub fn is_basis(affair: &Affair, field: &Field) -> bool {
    let shares = [&affair.shares.amount, &affair.shares.party];
    let shared = shares.into_iter().flatten().any(|fact| *fact == field.id);
    let named = matches!(field.kind, FieldKind::CaseRef | FieldKind::Person | FieldKind::Group);
    if shared || named || field.id == "amount_fen" || field.id == "meeting_day" {
        return true;
    }
    if LOOKED_UP_BY.contains(&field.id.as_str()) {
        return true;
    }
    let promises = affair.promises.iter().map(|promise| &promise.holds);
    let conditions = affair.steps.iter().flat_map(conditions_of).chain(promises);
    let mut reads = conditions.flat_map(Condition::reads);
    let lane = affair.emergency.iter().flat_map(|lane| &lane.amounts);
    lane.into_iter().any(|fact| *fact == field.id) || reads.any(|name| name.split('.').next() == Some(&field.id))
}

/// The value of a field as it would be kept, or what is wrong with it.
///
/// # Errors
/// In words, when the text is not what the field takes.
pub fn value_of(field: &Field, text: &str) -> Result<FactValue, Words> {
    read_value(field, text.trim())
}
