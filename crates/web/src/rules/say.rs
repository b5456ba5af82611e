//! Numbers, shares and conditions of the rules in plain words.

use crate::part::Html;
use crate::show::Amount;
use crate::told::Teller;
use procedure::{Affair, Attendance, Counted, Majority, MajorityOf, Parameter, Tier, Unit};
use village::{Fen, Words};

/// `5个工作日`, `¥1,000.00`, `30%`.
pub(crate) fn quantity(teller: &Teller, unit: Unit, value: i64) -> Html {
    let key = match unit {
        Unit::Fen => return Amount(Fen(value)).into(),
        Unit::Days => "unit-days",
        Unit::WorkingDays => "unit-working-days",
        Unit::People => "unit-people",
        Unit::Percent => "unit-percent",
        Unit::Months => "unit-months",
        Unit::Number => return Html::text(value.to_string()),
    };
    Html::text(teller.say(key).put("count", value).to_string())
}

/// A parameter's value today.
pub(crate) fn parameter(teller: &Teller, parameter: &Parameter) -> Html {
    quantity(teller, parameter.unit, parameter.on(teller.today))
}

/// The same as plain text, for the middle of a sentence.
fn plain(teller: &Teller, parameter: &Parameter) -> String {
    let value = parameter.on(teller.today);
    match parameter.unit {
        Unit::Fen => teller.say("rule-amount").put("amount", Fen(value).to_string()).to_string(),
        _ => value.to_string(),
    }
}

/// Who must come: `应到人数的2/3以上`.
pub(crate) fn attendance(teller: &Teller, ways: &[Attendance]) -> String {
    let way = |way: &Attendance| {
        let key = if way.counted == Counted::Households { "share-households" } else { "share-entitled" };
        teller.say(key).put("share", teller.words(&way.share.words())).to_string()
    };
    ways.iter().map(way).collect::<Vec<_>>().join(&teller.say("rule-or").to_string())
}

/// Who must agree: `到会人数的过半数`.
pub(crate) fn majority(teller: &Teller, majority: &Majority) -> String {
    let key = if majority.of == MajorityOf::Present { "share-present" } else { "share-entitled" };
    teller.say(key).put("share", teller.words(&majority.share.words())).to_string()
}

/// The amounts of a tier, the one below it given: `超过2,000.00元，到10,000.00元`.
pub(crate) fn amounts(teller: &Teller, below: Option<&Tier>, tier: &Tier) -> String {
    let limit = |tier: &Tier| tier.limit_fen(teller.today);
    let said = |fen: i64| Fen(fen).to_string();
    match (below.and_then(limit), limit(tier)) {
        (None, Some(most)) => teller.say("tier-up-to").put("most", said(most)).to_string(),
        (Some(over), Some(most)) => {
            teller.say("tier-between").put("least", said(over)).put("most", said(most)).to_string()
        }
        (Some(over), None) => teller.say("tier-from").put("least", said(over.saturating_add(1))).to_string(),
        (None, None) => teller.say("tier-any").to_string(),
    }
}

/// The words of a condition, each `{hole}` filled by what it stands for.
pub(crate) fn condition(teller: &Teller, affair: &Affair, words: &Words) -> String {
    let text = teller.words(words);
    let mut parts = text.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hole, rest) = part.split_once('}').unwrap_or((part, ""));
        said.push_str(&meaning(teller, affair, hole));
        said.push_str(rest);
    }
    said.replace("““", "“").replace("””", "”")
}

fn meaning(teller: &Teller, affair: &Affair, hole: &str) -> String {
    if let Some(parameter) = hole.strip_prefix("param.").and_then(|id| affair.parameters.get(id)) {
        return plain(teller, parameter);
    }
    let (stem, rest) = hole.split_once('.').unwrap_or((hole, ""));
    let name = match rest {
        "party" => teller.say("hole-party").to_string(),
        "left_fen" => teller.say("hole-left").to_string(),
        _ => label(teller, affair, stem),
    };
    teller.say("hole").put("name", name).to_string()
}

/// What a form calls the fact, without its unit.
fn label(teller: &Teller, affair: &Affair, id: &str) -> String {
    let field = affair.steps.iter().flat_map(|step| &step.fields).find(|field| field.id == id);
    let label = match (field, id) {
        (Some(field), _) => teller.words(&field.label),
        (None, "invoice_used_elsewhere") => teller.say("hole-case").to_string(),
        (None, "party_kin") => teller.say("hole-official").to_string(),
        (None, other) => other.to_owned(),
    };
    label.split(['（', '(']).next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::Eyes;
    use procedure::Share;
    use village::{Language, Moment};

    fn teller(language: Language) -> Teller {
        Teller::new(language, Moment(1_773_280_800_000), Eyes::Stranger)
    }

    #[test]
    fn shares_are_said_of_whom() {
        let share = Share::AtLeast(2, 3);
        let attend = [
            Attendance { counted: Counted::Persons, share: Share::MoreThan(1, 2) },
            Attendance { counted: Counted::Households, share },
        ];
        let zh = teller(Language::Zh);
        assert_eq!(attendance(&zh, &attend), "应到人数的过半数，或者户数的2/3以上");
        assert_eq!(majority(&zh, &Majority { of: MajorityOf::Present, share }), "到会人数的2/3以上");
        let en = teller(Language::En);
        assert_eq!(attendance(&en, &attend), "more than half of those entitled, or at least 2/3 of the households");
    }

    #[test]
    fn quantities_have_their_unit() {
        let zh = teller(Language::Zh);
        assert_eq!(quantity(&zh, Unit::WorkingDays, 5).to_string(), "5个工作日");
        assert_eq!(quantity(&zh, Unit::Percent, 30).to_string(), "30%");
        assert_eq!(quantity(&teller(Language::En), Unit::Days, 1).to_string(), "1 day");
    }
}
