//! The form of a step as a page: its fields from the definition, the meeting's roster, the papers, the outcomes.

use crate::case::act::{ActPage, MeetingSheet, PaperSlot, Seat};
use crate::case::hall::hall;
use crate::case::matter::{Filled, Matter};
use crate::case::missing::MEETS_FIRST;
use crate::case::pay;
use crate::case::read_part;
use crate::case::sitting::{given_paper, meeting_sheet};
use crate::case::stands::meets;
use crate::case::table;
use crate::form::{Choice, Entry, FaultLine, Field, fault_lines};
use crate::frame::Frame;
use crate::http::visitor::Official;
use crate::part::Switch;
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_in;
use archive::Query;
use office::roster;
use procedure::{Body, FactValue, FieldKind, Step, StepKind, TallyResult};
use std::collections::BTreeSet;
use village::{Day, Fault, Fen, FieldFault, Group, Refusal};

/// What files are taken.
pub(crate) const ACCEPT: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// The page of the form, blank or as it was filled in, with every fault in its place.
pub(crate) fn sheet(
    query: &mut dyn Query,
    official: &Official,
    frame: Frame,
    matter: &Matter,
    filled: Option<&Filled>,
    faults: &[FieldFault],
    key: String,
    body: &str,
) -> Result<ActPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let step = matter.step().ok_or_else(|| Fault::new("a form without a step"))?;
    let language = teller.language;
    let mut fields: Vec<Field> = title(&teller, matter, step, filled, faults).into_iter().collect();
    let mut reasons = Vec::new();
    for field in step.fields.iter().filter(|field| field.total.is_none()) {
        let place = if field.on.is_empty() { &mut fields } else { &mut reasons };
        place.push(entry(query, &teller, matter, step, field, filled)?.faulty(faults, language));
    }
    for table in &step.tables {
        let place = if table.on.is_empty() { &mut fields } else { &mut reasons };
        place.push(table::entry(query, &teller, matter, step, table, filled, faults)?);
    }
    let hall = match step.kind {
        StepKind::Meeting => hall(query, official, &teller, matter, step, filled, body)?,
        _ => None,
    };
    let meeting = match step.kind {
        StepKind::Meeting if hall.as_ref().is_none_or(|hall| !hall.0.only) => {
            Some(meeting(query, &teller, matter, step, filled, faults, body)?)
        }
        _ => None,
    };
    let mut hidden = hidden(matter, filled, hall.as_ref().map_or("", |(_, id)| id.as_str()));
    hidden.extend(filled.map_or_else(Vec::new, |filled| filled.reading.tokens(&official.seal)));
    let papers = step.papers.iter().map(|need| slot(&teller, step, need, filled, faults, &official.seal)).collect();
    let (invoice, papers) = read_part::part(query, official, &teller, matter, filled, papers)?;
    let closed = waits(matter, official).map(|refusal| teller.words(&refusal.words));
    let meets = matter.case.as_ref().zip(matter.affair()).and_then(|(case, affair)| meets(case, affair, step, &teller));
    let pays = pay::lines(query, &teller, matter, step)?;
    let told = told(faults, hall.as_ref().map(|(hall, _)| hall.href.as_str()), language);
    Ok(ActPage {
        what: matter.case.as_ref().map_or_else(|| affair_name(&teller, matter), |case| case.title.clone()),
        number: matter.case.as_ref().map_or_else(String::new, |case| case.id.to_string()),
        step: teller.words(&step.name),
        help: teller.words(&step.help),
        law: teller.articles(&step.articles),
        closed: closed.unwrap_or_default(),
        closed_ground: String::new(),
        closed_next: String::new(),
        warned: Vec::new(),
        ahead: Vec::new(),
        meets: meets.map_or_else(String::new, |day| teller.day(day).words),
        pays,
        faults: told,
        action: matter.action(),
        hidden,
        invoice,
        papers,
        outcome: outcome(&teller, step, filled).map(|field| field.faulty(faults, language)),
        case_href: matter.home(),
        fields,
        reasons,
        meeting,
        hall: hall.map(|(hall, _)| hall),
        key,
        frame,
    })
}

/// The faults with the way to each; the one that says that the meeting comes first leads to the meeting.
fn told(faults: &[FieldFault], hall: Option<&str>, language: village::Language) -> Vec<FaultLine> {
    let mut told = fault_lines(faults, language);
    for line in told.iter_mut().filter(|line| line.href.trim_start_matches('#') == MEETS_FIRST) {
        hall.unwrap_or("#form").clone_into(&mut line.href);
    }
    told
}

/// What a new case is called, where the affair has no field of its own for it.
fn title(
    teller: &Teller,
    matter: &Matter,
    step: &Step,
    filled: Option<&Filled>,
    faults: &[FieldFault],
) -> Option<Field> {
    if matter.case.is_some() || step.fields.iter().any(|field| field.id == "title") {
        return None;
    }
    let typed = filled.map_or("", |filled| filled.title.as_str());
    let title = Field::new("title", teller.say("start-title"), Entry::Text("")).hint(teller.say("start-title-hint"));
    Some(title.value(typed).faulty(faults, teller.language))
}

/// Why the step cannot be taken now, as far as its place in the order decides it.
pub(crate) fn waits(matter: &Matter, official: &Official) -> Option<Refusal> {
    let step = matter.step()?;
    procedure::explain(&matter.book, &matter.state, &step.id, official.desk.now)
}

pub(crate) fn affair_name(teller: &Teller, matter: &Matter) -> String {
    matter.affair().map_or_else(String::new, |affair| teller.words(&affair.name))
}

fn hidden(matter: &Matter, filled: Option<&Filled>, held: &str) -> Vec<(String, String)> {
    let now = matter.case.as_ref().map(|case| case.revision);
    let revision = filled.and_then(|filled| filled.revision).or(now);
    let revision = revision.map(|revision| ("revision".to_owned(), revision.to_string()));
    let held = (!held.is_empty()).then(|| ("meeting".to_owned(), held.to_owned()));
    revision.into_iter().chain(held).collect()
}

/// A field of the definition as a page shows it. What the case knows already need not be typed again.
fn entry(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    step: &Step,
    field: &procedure::Field,
    filled: Option<&Filled>,
) -> Result<Field, Fault> {
    let choices = |choices: &[procedure::Choice]| {
        choices.iter().map(|choice| Choice::new(&choice.code, teller.words(&choice.words))).collect::<Vec<_>>()
    };
    let label = teller.words(&field.label);
    let kind = match field.kind {
        FieldKind::Text => Entry::Text(""),
        FieldKind::LongText => Entry::LongText,
        FieldKind::Money => Entry::Money(String::new()),
        FieldKind::Day => Entry::Day,
        FieldKind::Count => Entry::Count(String::new()),
        FieldKind::Truth => Entry::Truth(label.clone()),
        FieldKind::Choice if field.choices.len() <= 5 => Entry::Choice(choices(&field.choices)),
        FieldKind::Choice => Entry::Select(choices(&field.choices)),
        FieldKind::Group => group_entry(query, teller, matter)?,
        FieldKind::Person => Entry::Select(people(query, matter)?),
        FieldKind::CaseRef => Entry::Select(cases(query, matter, &field.affairs)?),
    };
    let typed = match filled {
        Some(filled) => filled.form.fields.get(&field.id).cloned().unwrap_or_default(),
        // The day of an earlier meeting is no proposal for the next.
        None if step.kind == StepKind::Notice && field.kind == FieldKind::Day => String::new(),
        None => matter.state.facts.get(&field.id).map_or_else(String::new, |fact| retyped(fact, field.kind)),
    };
    let mut made = Field::new(&field.id, label, kind).hint(hint(teller, step, field)).value(typed);
    // Left empty, it is what the roster has for the applicant.
    made.optional = !field.required || field.kind == FieldKind::Group;
    let invoices = filled.map_or(&[][..], |filled| &filled.reading.invoices);
    made.note = read_part::note(teller, field, &made.value, invoices);
    Ok(made)
}

/// The hint, and for which outcomes the field is needed.
fn hint(teller: &Teller, step: &Step, field: &procedure::Field) -> String {
    let hint = field.hint.as_ref().map_or_else(String::new, |hint| teller.words(hint));
    if field.on.is_empty() {
        return hint;
    }
    let outcomes = field.on.iter().filter_map(|id| step.outcome(id)).map(|outcome| teller.words(&outcome.words));
    let outcomes = outcomes.collect::<Vec<_>>().join("、");
    format!("{}{hint}", teller.say("field-only-for").put("outcomes", outcomes))
}

/// A fact as somebody would type it.
fn retyped(fact: &FactValue, kind: FieldKind) -> String {
    match fact {
        FactValue::Int(fen) if kind == FieldKind::Money => Fen(*fen).to_string(),
        FactValue::Int(number) => number.to_string(),
        FactValue::Text(text) => text.clone(),
        FactValue::Truth(truth) => if *truth { "yes" } else { "" }.to_owned(),
        FactValue::Day(day) => day.to_string(),
    }
}

/// The groups that the village's roster knows, to choose from; a line to type in where it knows none.
fn group_entry(query: &mut dyn Query, teller: &Teller, matter: &Matter) -> Result<Entry, Fault> {
    let groups: BTreeSet<Group> = roster::groups_of(query, &matter.village, teller.today)?.into_values().collect();
    let mut groups: Vec<Group> = groups.into_iter().collect();
    groups.sort_by_key(|group| (group.number().unwrap_or(u32::MAX), group.code()));
    let choices: Vec<Choice> =
        groups.iter().map(|group| Choice::new(group.code(), teller.words(&group.words()))).collect();
    Ok(if choices.is_empty() { Entry::Text("") } else { Entry::Select(choices) })
}

fn people(query: &mut dyn Query, matter: &Matter) -> Result<Vec<Choice>, Fault> {
    let people = roster::people_of(query, &matter.village)?;
    Ok(people
        .into_iter()
        .map(|person| Choice::new(person.id.as_str(), format!("{}（{}）", person.name, person.id)))
        .collect())
}

fn cases(query: &mut dyn Query, matter: &Matter, affairs: &[String]) -> Result<Vec<Choice>, Fault> {
    let own = matter.case.as_ref().map(|case| &case.id);
    let mut choices: Vec<Choice> = affairs::cases_of(query, &matter.village)?
        .into_iter()
        .filter(|case| (affairs.is_empty() || affairs.contains(&case.affair)) && Some(&case.id) != own)
        .map(|case| Choice::new(case.id.as_str(), format!("{}（{}）", case.title, case.id)))
        .collect();
    // Contracts of before the books are named as those that a case signed.
    for (contract, _) in capital::contracts(query, &matter.village)? {
        let affair = match contract.kind {
            capital::ContractKind::Lease => "D1",
            capital::ContractKind::ContractOut => "E1",
            _ => continue,
        };
        if contract.mark.is_some() && !contract.ended && affairs.iter().any(|code| code == affair) {
            choices.push(Choice::new(&contract.id, format!("{}（{}）", contract.object, contract.number)));
        }
    }
    Ok(choices)
}

/// The ways in which the step can come out. One way needs no choice; a count decides a meeting, unless it was not held.
fn outcome(teller: &Teller, step: &Step, filled: Option<&Filled>) -> Option<Field> {
    let is_meeting = step.kind == StepKind::Meeting;
    let mut choices = Vec::new();
    if is_meeting {
        choices.push(Choice::new("", teller.say("outcome-counted").to_string()));
    }
    for outcome in &step.outcomes {
        let counted = matches!(outcome.when_tally, Some(TallyResult::Passed | TallyResult::NotPassed));
        if !(is_meeting && counted) {
            choices.push(Choice::new(&outcome.id, teller.words(&outcome.words)));
        }
    }
    if choices.len() < 2 {
        return None;
    }
    // None is chosen beforehand: whoever signs says which it is.
    let value = filled.map(|filled| filled.form.outcome.clone()).unwrap_or_default();
    Some(Field::new("outcome", teller.say("outcome"), Entry::Choice(choices)).value(value))
}

fn slot(
    teller: &Teller,
    step: &Step,
    need: &procedure::PaperNeed,
    filled: Option<&Filled>,
    faults: &[FieldFault],
    secret: &str,
) -> PaperSlot {
    let name = format!("paper.{}", need.id);
    let outcomes = need.on.iter().filter_map(|id| step.outcome(id)).map(|outcome| teller.words(&outcome.words));
    let outcomes = outcomes.collect::<Vec<_>>().join("、");
    let only = if outcomes.is_empty() {
        String::new()
    } else {
        teller.say("field-only-for").put("outcomes", outcomes).to_string()
    };
    let least = if need.at_least > 0 {
        teller.say("paper-least").put("count", need.at_least).to_string()
    } else {
        String::new()
    };
    let when = if need.when.is_some() { teller.say("paper-when").to_string() } else { String::new() };
    let copy = if need.copy_of.is_some() { teller.say("paper-public-copy").to_string() } else { String::new() };
    let hint = if copy.is_empty() { format!("{only}{least}{when}") } else { copy };
    let mut field = Field::new(name, teller.words(&need.name), Entry::Files(ACCEPT)).hint(hint);
    field.optional = need.at_least == 0;
    field.sometimes = need.at_least > 0 && need.when.is_some();
    let papers = filled.map_or(&[][..], |filled| &filled.form.papers).iter().filter(|paper| paper.kind == need.id);
    let given = papers.map(|paper| given_paper(teller, paper, secret));
    PaperSlot { given: given.collect(), field: field.faulty(faults, teller.language) }
}

/// The body that meets: the one that was called, else the one that was chosen, else the first that may.
pub(super) fn body_of(matter: &Matter, step: &Step, filled: Option<&Filled>, asked: &str) -> Option<Body> {
    let sent = filled.and_then(|filled| filled.form.sitting.as_ref()).map_or("", |sitting| sitting.body.as_str());
    let wanted = [matter.state.text("body"), sent, asked];
    let known = |name: &&str| step.bodies.iter().any(|choice| choice.body.as_str() == *name);
    let named = wanted.into_iter().find(known).map(|name| Body(name.to_owned()));
    named.or_else(|| step.bodies.first().map(|choice| choice.body.clone()))
}

fn meeting(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    step: &Step,
    filled: Option<&Filled>,
    faults: &[FieldFault],
    asked: &str,
) -> Result<MeetingSheet, Fault> {
    let body = body_of(matter, step, filled, asked).ok_or_else(|| Fault::new("a meeting without a body"))?;
    let sent = filled.and_then(|filled| filled.form.sitting.as_ref());
    let announced = match matter.state.facts.get("meeting_day") {
        Some(FactValue::Day(day)) if step.convened_by.is_some() => Some(*day),
        _ => None,
    };
    let day: Day = sent.map(|sitting| sitting.day).or(announced).unwrap_or(teller.today);
    let mut seats = Vec::new();
    let group = affairs::group_of(&matter.book, &matter.state, &body);
    for one in affairs::roll_of(query, &matter.book, &matter.village, &body, group.as_ref(), day)? {
        let is_in = |list: Option<&Vec<village::PersonId>>| list.is_some_and(|list| list.contains(&one.person));
        seats.push(Seat {
            present: is_in(sent.map(|sitting| &sitting.present)),
            recused: is_in(sent.map(|sitting| &sitting.recused)),
            note: relative_note(query, teller, matter, &one.person)?,
            person: one.person.to_string(),
            name: one.name,
        });
    }
    let several = step.bodies.len() > 1 && matter.state.text("body").is_empty();
    let bodies = step.bodies.iter().filter(|_| several).map(|choice| Switch {
        words: body_in(teller, &matter.book, &matter.state, choice.body.as_str()),
        href: format!("{}?body={}", matter.action(), choice.body.as_str()),
        chosen: choice.body == body,
        count: 0,
    });
    let bodies = bodies.collect();
    let body_words = body_in(teller, &matter.book, &matter.state, body.as_str());
    Ok(MeetingSheet {
        bodies,
        body: body_words,
        ..meeting_sheet(teller, &matter.book, &body, day, seats, sent, faults)
    })
}

/// Why somebody must stay out of the matter: a declared relative of its other party.
fn relative_note(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    person: &village::PersonId,
) -> Result<String, Fault> {
    let Some(party) = matter.case.as_ref().and_then(|case| case.party.clone()).filter(|party| !party.is_empty()) else {
        return Ok(String::new());
    };
    let kin = roster::kin_among(query, person, &[party])?;
    Ok(kin.map_or_else(String::new, |kin| teller.say("meeting-relative").put("party", kin).to_string()))
}
