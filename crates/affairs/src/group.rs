//! The villagers' group (村民小组) that a case is of: it says at its start which group that is, and only that group meets.

use crate::meeting::counted;
use crate::read::CaseRow;
use crate::state;
use crate::take::{Form, Matter};
use archive::Query;
use office::roster;
use procedure::{Body, CaseState, FieldKind, Quorum, RuleBook, Step, enough};
use village::{Day, Fault, FieldFault, Group, Kind, Refusal, Stop, Words};

/// The group whose meeting a body's is, where it is one group's.
pub(crate) fn met(matter: &Matter, body: &Body) -> Option<Group> {
    group_of(&matter.book, &matter.state, body)
}

/// The group of a case whose meeting a body's is; nothing where the body is the whole village's.
#[must_use]
pub fn group_of(book: &RuleBook, state: &CaseState, body: &Body) -> Option<Group> {
    let affair = book.affairs.get(&state.affair)?;
    book.quorums.get(body).filter(|quorum| quorum.within_group)?;
    affair.group(&state.facts)
}

/// The same for a case as it stands.
pub(crate) fn of_case(
    query: &mut dyn Query,
    book: &RuleBook,
    row: &CaseRow,
    body: &Body,
) -> Result<Option<Group>, Fault> {
    Ok(group_of(book, &state::load(query, row)?, body))
}

/// The form's field that names the group, where it asks for one.
fn field(step: Option<&Step>) -> Option<&str> {
    let field = step?.fields.iter().find(|field| field.kind == FieldKind::Group)?;
    Some(&field.id)
}

/// The other party as the form names it, or as the case knows it.
fn party<'m>(matter: &'m Matter, form: &'m Form) -> Option<&'m str> {
    let fact = matter.book.affairs.get(&matter.state.affair)?.shares.party.as_deref()?;
    Some(form.fields.get(fact).map_or_else(|| matter.state.text(fact), String::as_str).trim())
}

/// The form with the group that the roster has for the other party, where none was typed and there is but one.
pub(crate) fn filled(
    query: &mut dyn Query,
    matter: &Matter,
    step: Option<&Step>,
    mut form: Form,
    day: Day,
) -> Result<Form, Fault> {
    let (Some(field), Some(party)) = (field(step), party(matter, &form)) else { return Ok(form) };
    if form.fields.get(field).is_some_and(|typed| !typed.trim().is_empty()) || party.is_empty() {
        return Ok(form);
    }
    if let [only] = roster::group_of_party(query, &matter.state.village, party, day)?.as_slice() {
        form.fields.insert(field.to_owned(), only.code());
    }
    Ok(form)
}

/// Whether the group that a form names is the other party's, and could decide at all: told when the case begins, long before
/// somebody calls the group together.
pub(crate) fn can_meet(
    query: &mut dyn Query,
    matter: &Matter,
    step: Option<&Step>,
    form: &Form,
    parties: &[String],
    day: Day,
) -> Result<(), Stop> {
    let typed = field(step).and_then(|field| Some((field, form.fields.get(field)?)));
    let Some((field, group)) = typed.and_then(|(field, text)| Some((field, Group::read(text).ok()?))) else {
        return Ok(());
    };
    let village = &matter.state.village;
    let known = roster::group_of_party(query, village, party(matter, form).unwrap_or_default(), day)?;
    if !known.is_empty() && !known.contains(&group) {
        return Err(another(field, &known).into());
    }
    let rules: Vec<&Quorum> = matter
        .affair()?
        .steps
        .iter()
        .flat_map(|step| &step.bodies)
        .filter_map(|choice| matter.book.quorums.get(&choice.body))
        .filter(|quorum| quorum.within_group)
        .collect();
    for rule in rules {
        let roll = counted(query, matter, &rule.body, Some(&group), day, parties)?;
        if roll.entitled == 0 {
            let any = !roster::groups_of(query, village, day)?.is_empty();
            return Err(nobody(&group, any).into());
        }
        enough(roll, &[&rule.of_group(Some(&group))])?;
    }
    Ok(())
}

/// The roster has the other party in another group.
fn another(field: &str, known: &[Group]) -> Refusal {
    let say = |words: fn(Words) -> String, gap: &str| {
        known.iter().map(|group| words(group.words())).collect::<Vec<_>>().join(gap)
    };
    let words = Words::new(
        format!("花名册里申请户属于{}；花名册记错的，请先更正花名册", say(|words| words.zh, "、")),
        format!(
            "the roster has the applicant in {}; if it is wrong, correct the roster first",
            say(|words| words.en, ", ")
        ),
    );
    Refusal::faulty("group.another", vec![FieldFault { field: field.to_owned(), words }])
}

/// Nobody of the roster is in the group; `any` tells whether somebody of the village is in one.
pub(crate) fn nobody(group: &Group, any: bool) -> Refusal {
    let name = group.words();
    let words = if any {
        Words::new(
            format!("花名册里没有人登记在{}，这个组开不成会", name.zh),
            format!("nobody in the roster is in {}: the group cannot meet", name.en),
        )
    } else {
        Words::new(
            format!("本村花名册还没有登记村民小组，{}开不成会", name.zh),
            format!("the village's roster has no groups yet: {} cannot meet", name.en),
        )
    };
    let next = Words::new(
        "请管花名册的人在“花名册—村民小组”登记各户是哪个组，再来办理；组名写错的，请改正",
        "Ask whoever keeps the roster to enter the households' groups under Roster – Villagers' groups; correct the group if it is wrong",
    );
    let mut refusal = Refusal::new(Kind::NotNow, "group.nobody", words, next);
    refusal.articles = Vec::new();
    refusal
}
