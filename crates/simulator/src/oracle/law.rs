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
    &["request_seal", "approve_seal", "use_seal"],
    &["propose", "check"],
    &["decide", "check"],
    &["publicise", "check"],
    &["execute", "check"],
    &["evaluate", "propose"],
    &["evaluate", "execute"],
];

/// Duties that the top leader never has.
pub(super) const NEVER_THE_TOP_LEADERS: &[&str] =
    &["handle_money", "first_approve_money", "handle_project", "handle_purchase", "handle_hiring", "handle_lease"];

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
    ("contract", &[&["decide"], &["check"], &["sign_contract"]]),
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
    ("debt_write_off", &[&["decide"], &["check"], &["submit_books"], &["check_books"]]),
];

/// The largest sum that is paid without a decision of all or of their representatives (日常开支限额), in fen: a county's choice.
pub(super) const ROUTINE_FEN: i64 = 5_000_000;

/// The bodies that decide on more: everybody, or those whom everybody has elected.
pub(super) const DECIDING: &[&str] =
    &["villagers_meeting", "rep_meeting", "group_meeting", "member_assembly", "member_rep_assembly"];
