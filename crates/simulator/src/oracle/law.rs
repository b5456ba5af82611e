//! What the law asks, whatever the affairs' files say. Written down here once more, so that a rule book in which a rule was
//! lost is found out.

/// Duties of which nobody has two in one case (Accounting Law, article 25; Organic Law of Villagers' Committees, 2018, article
/// 32; three-no-direct).
pub(super) const APART: &[&[&str]] = &[
    &["handle_money", "witness", "first_approve_money", "check", "sign_last", "submit_books"],
    &["handle_money", "accept", "check"],
    &["submit_books", "check_books", "pay"],
    &["accept", "first_approve_money", "sign_last", "submit_books"],
    &["handle_project", "check"],
    &["handle_project", "sign_contract"],
    &["handle_project", "accept"],
    &["handle_lease", "check"],
    &["handle_lease", "sign_contract"],
    &["handle_purchase", "accept", "check", "first_approve_money"],
    &["handle_purchase", "first_approve_money", "sign_last", "submit_books"],
    &["handle_purchase", "sign_contract"],
    &["handle_hiring", "check"],
    &["handle_hiring", "decide"],
    &["handle_hiring", "sign_contract"],
    &["open_emergency", "handle_purchase"],
    &["open_emergency", "handle_project"],
    &["open_emergency", "handle_money"],
    &["open_emergency", "sign_contract"],
    &["open_emergency", "accept"],
    &["open_emergency", "execute"],
    &["open_emergency", "check"],
    &["request_seal", "approve_seal", "use_seal"],
    &["propose", "check"],
    &["decide", "check"],
    &["publicise", "check"],
    &["execute", "check"],
    &["first_approve_money", "pay"],
    &["sign_last", "pay"],
    &["decide", "pay"],
    &["sign_contract", "pay"],
    &["handle_money", "pay"],
    &["evaluate", "propose"],
    &["evaluate", "execute"],
];

/// Duties that the top leader never has.
pub(super) const NEVER_THE_TOP_LEADERS: &[&str] = &[
    "handle_money",
    "first_approve_money",
    "handle_project",
    "handle_purchase",
    "handle_hiring",
    "handle_lease",
    "open_emergency",
];

/// What a party to the case may do in it: ask, nothing else.
pub(super) const ASKING: &[&str] = &["handle_money", "request_seal"];

/// What must stand before something happens: for each entry, an act with one of these duties.
pub(super) const NEEDS: &[(&str, &[&[&str]])] = &[
    (
        "payment",
        &[
            &["first_approve_money", "decide"],
            &["check"],
            &["sign_last"],
            &["submit_books"],
            &["check_books"],
            &["pay"],
        ],
    ),
    ("reservation", &[&["first_approve_money", "decide"], &["check"], &["sign_last"]]),
    ("contract", &[&["decide"], &["check"], &["sign_contract"]]),
    ("schedule", &[&["decide"], &["check"], &["sign_contract"]]),
    ("project_id", &[&["decide"], &["check"], &["sign_contract"]]),
    ("seal", &[&["approve_seal"], &["use_seal"]]),
    ("publication", &[&["decide"], &["check"]]),
    ("permit", &[&["decide"], &["check"], &["review_township"]]),
    ("benefit", &[&["check"], &["review_township"], &["file_township"]]),
    ("disclosure", &[&["check"]]),
    ("income", &[&["handle_money"], &["submit_books"], &["check_books"], &["check"]]),
    ("collection", &[&["decide"], &["check"], &["review_township"]]),
    ("write_off", &[&["decide"], &["check"], &["execute"]]),
    ("admission", &[&["consult"], &["check"], &["hold_meeting"], &["review_township"]]),
    ("receipt", &[&["decide"], &["check"]]),
    ("disposal", &[&["decide"], &["check"], &["execute"]]),
    ("loan", &[&["decide"], &["check"], &["review_township"], &["sign_contract"], &["check_books"]]),
    ("grant", &[&["handle_money"]]),
    ("distribution", &[&["decide"], &["check"]]),
    ("refund", &[&["decide"], &["check"], &["check_books"]]),
    ("repayment", &[&["decide"], &["check"], &["sign_last"], &["submit_books"], &["check_books"]]),
    ("budget", &[&["decide"], &["check"], &["file_township"]]),
    ("use", &[&["decide"], &["check"], &["execute"]]),
    ("completion", &[&["accept"], &["check"], &["execute"]]),
    ("arrears", &[&["handle_lease"], &["check"]]),
    ("arrears_part", &[&["handle_lease"], &["check"]]),
    ("arrears_paid", &[&["check"], &["submit_books"]]),
    ("debt_write_off", &[&["decide"], &["check"], &["submit_books"], &["check_books"]]),
];

/// What an emergency puts off until it is over (Tendering and Bidding Law, article 66, of disaster relief); a county's choice.
pub(super) const PUT_OFF: &[&str] = &["decide", "check"];

/// The largest sum that is paid without a decision of all or of their representatives (日常开支限额), in fen: a county's choice.
pub(super) const ROUTINE_FEN: i64 = 5_000_000;

/// The largest sum that a deputy approves alone, and that the joint meeting decides on before the supervisors have looked
/// (county's choices, `tiers.toml`), in fen.
pub(super) const DEPUTY_FEN: i64 = 200_000;
pub(super) const UNREVIEWED_FEN: i64 = 1_000_000;

/// Expenses to one payee that begin within so many days are one (a county's choice), and the affairs in which they are
/// looked for.
pub(super) const SPLIT_DAYS: i64 = 30;
pub(super) const SPLIT_AFFAIRS: &[&str] = &["C1", "D2", "F1", "F3"];

/// Affairs whose payments are the households' own money, passed on whole to those who signed for it (Rural Land Contract Law,
/// articles 36 and 39): nobody else decides on it.
pub(super) const PASSED_ON: &[&str] = &["E2"];

/// The bodies that decide on more: everybody, or those whom everybody has elected.
pub(super) const DECIDING: &[&str] =
    &["villagers_meeting", "rep_meeting", "group_meeting", "member_assembly", "member_rep_assembly"];

/// Bodies to which only the people of one villagers' group belong (Organic Law of Villagers' Committees, article 28).
pub(super) const MEETS_BY_GROUP: &[&str] = &["group_meeting"];

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    fn shipped() -> RuleBook {
        RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap()
    }

    #[test]
    fn whatever_the_rules_keep_apart_is_kept_apart_here() {
        for group in shipped().separations {
            for (place, one) in group.duties.iter().enumerate() {
                for other in &group.duties[place + 1..] {
                    let both = |known: &&&[&str]| known.contains(&one.as_str()) && known.contains(&other.as_str());
                    assert!(APART.iter().any(|known| both(&known)), "`{one}` and `{other}`");
                }
            }
        }
    }

    #[test]
    fn whatever_the_rules_ask_before_an_effect_is_asked_here() {
        for (effect, rule) in shipped().effects {
            let (_, needs) = NEEDS.iter().find(|(known, _)| *known == effect).unwrap_or_else(|| panic!("`{effect}`"));
            for any in rule.needs {
                let same = |known: &&&[&str]| known.iter().all(|duty| any.iter().any(|one| one == duty));
                assert!(needs.iter().any(|known| same(&known)), "`{effect}` without {any:?}");
            }
        }
    }

    #[test]
    fn the_top_leader_is_kept_from_the_same_duties() {
        for (code, duty) in shipped().duties {
            assert_eq!(duty.top_leader_never, NEVER_THE_TOP_LEADERS.contains(&code.as_str()), "`{code}`");
        }
    }
}
