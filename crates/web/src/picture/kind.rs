//! Which pictogram shows a step: its kind first, then its duty; where one duty means several things, what the step is called.

use super::Pictogram;
use procedure::{Step, StepKind};

/// What stands in the Chinese name of a step that only writes something down.
const WRITTEN: [&str; 6] = ["登记", "归档", "台账", "卡片", "清单", "进度"];

/// What stands in the name of a step in which somebody builds.
const BUILT: [&str; 5] = ["施工", "开工", "实施", "维修", "使用和结算"];

/// The pictogram of a step.
pub(crate) fn pictogram(step: &Step) -> Pictogram {
    let called = |words: &[&str]| words.iter().any(|word| step.name.zh.contains(word));
    match step.kind {
        StepKind::Notice => return Pictogram::Notice,
        StepKind::Meeting if step.duty == "consult" => return Pictogram::Consult,
        StepKind::Meeting => return Pictogram::Meeting,
        StepKind::Publicity => return Pictogram::Publicity,
        StepKind::Act => {}
    }
    match step.duty.as_str() {
        "handle_money" if called(&["收", "到账"]) && !called(&["回"]) => Pictogram::Income,
        "handle_money" | "request_seal" => Pictogram::Claim,
        "submit_books" if called(&["收款"]) => Pictogram::Income,
        "submit_books" => Pictogram::Submit,
        "witness" => Pictogram::Witness,
        "consult" => Pictogram::Consult,
        "decide" | "hold_meeting" => Pictogram::Meeting,
        "first_approve_money" | "sign_last" | "approve_seal" => Pictogram::Sign,
        "check" => Pictogram::Check,
        "check_books" => Pictogram::Books,
        "pay" => Pictogram::Pay,
        "sign_contract" => Pictogram::Contract,
        "use_seal" => Pictogram::Seal,
        "handle_lease" => Pictogram::Lease,
        "handle_purchase" => Pictogram::Purchase,
        "handle_hiring" => Pictogram::Hiring,
        "handle_project" if called(&BUILT) => Pictogram::Works,
        "accept" => Pictogram::Accept,
        "open_emergency" => Pictogram::Notice,
        "evaluate" => Pictogram::Evaluate,
        "answer_objection" => Pictogram::Answer,
        "review_township" | "file_township" => Pictogram::Township,
        "execute" if called(&["发放"]) && !called(&WRITTEN) => Pictogram::Handout,
        "execute" if called(&BUILT) => Pictogram::Works,
        "execute" if called(&["收入", "到账"]) => Pictogram::Income,
        "execute" => Pictogram::Ledger,
        "publicise" => Pictogram::Publish,
        "propose" => Pictogram::Propose,
        "handle_project" => Pictogram::Propose,
        _ => Pictogram::Work,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    #[test]
    fn no_step_of_the_shipped_rules_is_shown_by_the_picture_for_anything() {
        let book = RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap();
        for affair in book.affairs.values() {
            for step in &affair.steps {
                assert_ne!(pictogram(step), Pictogram::Work, "{} {}", affair.code, step.id);
            }
        }
    }
}
