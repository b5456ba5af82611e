//! A deed outside any case that the rules refuse: the same page as for a step of a case, in plain words.

use crate::case::refusal::RefusalPage;
use crate::case::refused::{Warned, warned};
use crate::desk::place::frame;
use crate::frame::Section;
use crate::http::answer::{Halt, page_with, status};
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, Teller};
use axum::response::Response;
use office::About;
use village::{Kind, Refusal};

/// The page of a refused deed. Where nothing is there, nothing more is told.
pub(crate) fn refused(
    app: &Shared,
    official: &Official,
    section: Section,
    about: &About,
    back: Link,
    refusal: Refusal,
) -> Result<Response, Halt> {
    if refusal.kind == Kind::NotThere {
        return Err(refusal.into());
    }
    let teller = official.teller(Eyes::Handler);
    let shown = app.office.read(|reader| {
        let warned = if refusal.violation { warned(reader, &teller, &about.subject)? } else { Warned::default() };
        Ok(RefusalPage {
            frame: frame(app, reader, official, section)?,
            what: crate::told::place_name(reader, &about.place)?,
            step: tried(app.office.authority(), &teller, &about.step),
            words: teller.words(&refusal.words),
            articles: refusal.articles.iter().map(|article| teller.words(&article.words())).collect(),
            next: teller.words(&refusal.next),
            told: warned.names,
            entry: warned.entry,
            explain_href: warned.alert.map_or_else(String::new, |alert| format!("/desk/alerts/{alert}")),
            changed: Vec::new(),
            case_href: back.href,
            back: back.words,
        })
    })?;
    page_with(status(refusal.kind), &shown)
}

/// What a deed is called that is no step of a case.
pub(crate) fn tried(authority: &authority::Authority, teller: &Teller, step: &str) -> String {
    if let Some(post) = step.strip_prefix("grant:").and_then(|code| code.parse::<village::Post>().ok()) {
        return teller.say("tried-grant").put("post", teller.words(&post.title())).to_string();
    }
    if step.starts_with("correct:") {
        return teller.say("correct-title").to_string();
    }
    match step {
        "give_household_code" => teller.say("tried-household-code").to_string(),
        "help_household" => teller.say("tried-household-help").to_string(),
        "record_delegation" => teller.say("delegation-title").to_string(),
        "answer_delegation" => teller.say("delegation-answer-title").to_string(),
        "take_leave" | "propose_leave" | "confirm_leave" | "decline_leave" | "end_leave" => {
            teller.say("leave-title").to_string()
        }
        "open_books" => teller.say("begin-title").to_string(),
        "propose_bank_entry" | "confirm_bank_entry" => teller.say("bank-entry-title").to_string(),
        "confirm_handover" => teller.say("tried-handover").to_string(),
        "correct_opening" => teller.say("opening-title").to_string(),
        "import_vouchers" => teller.say("history-title").to_string(),
        "register_account" => teller.say("bank-title").to_string(),
        "close_period" => teller.say("tried-close").to_string(),
        "carry_year" => teller.say("tried-year").to_string(),
        "propose_reopening" | "confirm_reopening" => teller.say("tried-reopen").to_string(),
        "propose_reversal" | "confirm_reversal" => teller.say("tried-reverse").to_string(),
        "confirm_reset" => teller.say("reset-notice-title").to_string(),
        "second_check" => teller.say("second-title").to_string(),
        "give_sign_in" => teller.say("tried-sign-in").to_string(),
        "open_meeting" => teller.say("tried-open-meeting").to_string(),
        "enter_arrivals" | "correct_seat" | "enter_proxy" | "abandon_meeting" => {
            teller.say("tried-meeting").to_string()
        }
        _ => match title_of(step) {
            Some(key) => teller.say(key).to_string(),
            None => {
                let words = authority.action_words(step);
                words.map_or_else(|| teller.say("tried-other").to_string(), |words| teller.heading(words))
            }
        },
    }
}

/// The title of the page on which a deed is done.
fn title_of(step: &str) -> Option<&'static str> {
    Some(match step {
        "give_opinion" | "open_opinions" => "tried-opinion",
        "arrive" => "tried-arrive",
        "receive_statement" | "match_lines" | "undo_matching" | "sign_reconciliation" | "see_reconciliation" => {
            "reconcile-title"
        }
        "register_screen" | "remove_screen" => "screen-title",
        "open_inspections" | "add_finding" | "order_rectification" | "answer_finding" | "judge_finding" => {
            "inspect-title"
        }
        "show_photo" => "photo-title",
        "import_contracts" | "file_contract" => "contracts-title",
        "import_cards" | "describe_card" => "cards-title",
        "open_count" | "mark_counted" | "decide_count" => "stock-title",
        "import_plots" | "describe_plot" => "plots-title",
        "import_members" => "members-title",
        "receive_receipt_book" | "cancel_receipts" => "receipts-title",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use village::{Language, Moment};

    #[test]
    fn no_code_is_shown_for_what_was_tried() {
        let authority = authority::Authority::new().unwrap();
        let known = [
            "explain_alert",
            "close_alert",
            "end_mandate",
            "grant:clerk",
            "record_delegation",
            "answer_delegation",
            "give_sign_in",
            "take_leave",
            "end_leave",
            "confirm_reset",
            "correct:amount",
            "confirm_handover",
            "match_lines",
            "register_screen",
            "judge_finding",
            "show_photo",
            "import_cards",
            "decide_count",
            "describe_plot",
            "import_members",
            "cancel_receipts",
        ];
        for language in [Language::Zh, Language::En] {
            let teller = Teller::new(language, Moment(0), Eyes::Handler);
            let other = tried(&authority, &teller, "something_new");
            for step in known {
                let words = tried(&authority, &teller, step);
                assert!(words != other && !words.contains(['_', '⟦']) && !words.contains("grant:"), "{step}: {words}");
            }
            assert!(!other.contains(['_', '⟦']), "{other}");
        }
    }
}
