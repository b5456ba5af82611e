//! What was filled in, in words, as one reader may see it.

use crate::part::Html;
use crate::show::{Amount, Link};
use crate::told::Teller;
use procedure::{Field, FieldKind, PaperScope};
use std::collections::BTreeMap;
use village::{Fen, PersonId};

/// What was filled in, in words.
pub(crate) fn value(teller: &Teller, field: &Field, typed: &str, names: &BTreeMap<PersonId, String>) -> Html {
    match field.kind {
        FieldKind::Money => Fen::parse(typed).map_or_else(|_| Html::text(typed), |fen| Amount(fen).into()),
        FieldKind::Day => typed.parse().map_or_else(|_| Html::text(typed), |day| teller.day(day).into()),
        FieldKind::Choice => {
            let choice = field.choices.iter().find(|choice| choice.code == typed);
            Html::text(choice.map_or_else(|| typed.to_owned(), |choice| teller.words(&choice.words)))
        }
        FieldKind::Truth => Html::text(teller.yes_or_no(matches!(typed, "yes" | "true" | "on" | "1" | "是"))),
        FieldKind::Person => {
            let name = PersonId::new(typed).ok().and_then(|id| names.get(&id).cloned());
            Html::text(name.map_or_else(|| typed.to_owned(), |name| teller.name(&name)))
        }
        FieldKind::Group => {
            let group = village::Group::read(typed);
            Html::text(group.map_or_else(|_| typed.to_owned(), |group| teller.words(&group.words())))
        }
        FieldKind::CaseRef => {
            // A contract of before the books is no case.
            if typed.get(12..15) == Some("-H-") {
                let masked = teller.eyes.masked();
                let own = typed.get(..12).map(|code| format!("/v/{code}/contracts/register")).unwrap_or_default();
                let href = if masked { own } else { format!("/desk/contracts/{typed}") };
                return Link::new(typed, href).into();
            }
            let at = if teller.eyes.masked() { "/cases" } else { "/desk/cases" };
            Link::new(typed, format!("{at}/{typed}")).into()
        }
        // Whoever wins a contract with the village is named in full: else nobody could object that it is a relative.
        FieldKind::Text if field.id == "party" && field.scope == PaperScope::Public => Html::text(teller.free(typed)),
        FieldKind::Text if village::mask::names_a_party(&field.id) => Html::text(teller.party(typed)),
        FieldKind::Text | FieldKind::LongText | FieldKind::Count => Html::text(teller.free(typed)),
    }
}
