//! Takes the next step of a case as the people of the village would: the right person, the right papers, a full form. It
//! knows no affair by name; it reads what a step asks for. So it drives affairs that are written tomorrow.

use crate::hold::{hold, on_its_page};
use crate::paper::{self, Invoice};
use crate::table;
use affairs::{Act, CaseRow, Form, Open, PaperSent, SittingSent};
use archive::Query;
use office::{Desk, Office, Preview, Receipt, StoredFile, roster};
use procedure::{Body, CaseState, FactValue, Field, FieldKind, Outcome, RuleBook, Step, StepKind, Way};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Fault, Fen, Kind, Level, Moment, PersonId, Place, Refusal, Stop};

/// A matter that a village wants to bring to its end.
#[derive(Debug, Clone)]
pub struct Matter {
    /// The village.
    pub village: Place,
    /// The affair's code.
    pub affair: String,
    /// What it is about.
    pub title: String,
    /// What is filled in, by the field's name; anything else that is asked for is filled in plausibly.
    pub values: BTreeMap<String, String>,
    /// Outcomes other than going on, by the step's name.
    pub outcomes: BTreeMap<String, String>,
    /// Fields that name the case of another matter, by that matter's place in the list.
    pub links: Vec<(String, usize)>,
    /// The case, once it is opened.
    pub case: Option<CaseId>,
}

/// What came of an attempt to go on.
#[derive(Debug)]
pub enum Went {
    /// A step was taken.
    On(Receipt),
    /// Not yet: a window runs, a meeting is to come.
    NotYet(Box<Refusal>),
    /// The case has ended.
    Ended,
}

struct Standing {
    book: Arc<RuleBook>,
    state: CaseState,
    case: Option<CaseRow>,
}

/// A matter's next step with whoever would take it: tried already, not taken yet.
pub struct Next {
    desk: Desk,
    way: Sent,
}

enum Sent {
    Open(Open),
    Act(Act),
}

/// What is found of a matter's next step.
pub enum Found {
    /// It can be taken.
    Next(Box<Next>),
    /// Not yet: a window runs, a meeting is to come.
    NotYet(Box<Refusal>),
    /// The case has ended.
    Ended,
}

impl Next {
    /// Takes the step.
    ///
    /// # Errors
    /// When something is broken, or it is not allowed after all.
    pub fn take(self, office: &Office, matter: &mut Matter) -> Result<Receipt, Stop> {
        let receipt = match self.way {
            Sent::Open(open) => office.perform(&self.desk, open),
            Sent::Act(act) => office.perform(&self.desk, act),
        }?;
        matter.case = Some(CaseId::new(receipt.subject.clone()).map_err(|e| Fault::from("no case", e))?);
        Ok(receipt)
    }
}

/// Takes the matter's next step at `now`, or says why it must wait.
///
/// # Errors
/// When something is broken, or nobody of the village may take the step.
pub fn go_on(office: &Office, matter: &mut Matter, now: Moment) -> Result<Went, Stop> {
    match find_next(office, matter, now)? {
        Found::Next(next) => next.take(office, matter).map(Went::On),
        Found::NotYet(refusal) => Ok(Went::NotYet(refusal)),
        Found::Ended => Ok(Went::Ended),
    }
}

/// Finds who can take the matter's next step at `now`, with its form and papers; or why it must wait.
///
/// # Errors
/// As [`go_on`].
pub fn find_next(office: &Office, matter: &Matter, now: Moment) -> Result<Found, Stop> {
    let standing = office.read(|reader| standing(office, reader, matter))?;
    let procedure::Position::Step(waiting) = &standing.state.at else { return Ok(Found::Ended) };
    let affair = standing.book.affairs.get(&matter.affair).ok_or_else(|| missing("affair", &matter.affair))?;
    let step = affair.step(waiting).ok_or_else(|| missing("step", waiting))?;
    let mut form = fill(office, matter, &standing, step, now)?;
    if let (Some(case), Some(sent)) = (&standing.case, &form.sitting)
        && on_its_page(&standing.book, step, &sent.body)
    {
        match hold(office, &case.id, &matter.village, step, sent, now)? {
            Ok(meeting) => (form.meeting, form.sitting) = (Some(meeting), None),
            Err(refusal) => return Ok(Found::NotYet(refusal)),
        }
    }
    let mut refused = None;
    for person in office.read(|reader| candidates(reader, &matter.village, step, now))? {
        let desk = Desk::of(office, &person, now)?;
        match tried(office, matter, &standing, &desk, &form)? {
            Ok(way) => return Ok(Found::Next(Box::new(Next { desk, way }))),
            // Somebody else of the village may still do it; an unlawful time is unlawful for all.
            Err(refusal) if refusal.kind == Kind::NotYours => refused = Some(refusal),
            Err(refusal) => return Ok(Found::NotYet(refusal)),
        }
    }
    refused.map(Found::NotYet).ok_or_else(|| missing("holder of a post for the step", waiting).into())
}

fn missing(what: &str, which: &str) -> Fault {
    Fault::new(format!("the demonstration finds no {what} `{which}`"))
}

fn standing(office: &Office, query: &mut dyn Query, matter: &Matter) -> Result<Standing, Fault> {
    if let Some(id) = &matter.case {
        let case = affairs::case(query, id)?.ok_or_else(|| missing("case", id.as_str()))?;
        let (state, book) = affairs::state_of(query, office, &case)?;
        return Ok(Standing { book, state, case: Some(case) });
    }
    let book = office.current_book(query)?;
    let affair = book.affairs.get(&matter.affair).ok_or_else(|| missing("affair", &matter.affair))?;
    let state = affairs::fresh(affair, &matter.village)?;
    Ok(Standing { book, state, case: None })
}

/// Tries the step in a preview.
fn tried(
    office: &Office,
    matter: &Matter,
    standing: &Standing,
    desk: &Desk,
    form: &Form,
) -> Result<Result<Sent, Box<Refusal>>, Stop> {
    let village = || matter.village.clone();
    let (preview, way) = match &standing.case {
        Some(case) => {
            let act = || Act { case: case.id.clone(), village: village(), revision: case.revision, form: form.clone() };
            (office.preview(desk, act())?, Sent::Act(act()))
        }
        None => {
            let (affair, title) = (&matter.affair, &matter.title);
            let open = || Open { village: village(), affair: affair.clone(), title: title.clone(), form: form.clone() };
            (office.preview(desk, open())?, Sent::Open(open()))
        }
    };
    Ok(match preview {
        Preview::Done(_) => Ok(way),
        Preview::Refused(refusal) => Err(refusal),
    })
}

/// Who holds one of the step's posts, in the order in which the step names them.
pub fn candidates(query: &mut dyn Query, village: &Place, step: &Step, now: Moment) -> Result<Vec<PersonId>, Fault> {
    let mut people = Vec::new();
    for post in &step.who {
        let Some(place) =
            (if post.level() == Level::Village { Some(village.clone()) } else { village.at(post.level()) })
        else {
            continue;
        };
        // The officers stand at the head of the list; whoever else can do it spares them for what only they can do.
        for holder in roster::persons_with(query, &place, *post, now.day())?.into_iter().rev() {
            if !people.contains(&holder.mandate.person) {
                people.push(holder.mandate.person);
            }
        }
    }
    Ok(people)
}

fn fill(office: &Office, matter: &Matter, standing: &Standing, step: &Step, now: Moment) -> Result<Form, Stop> {
    let named = matter.outcomes.get(&step.id).and_then(|id| step.outcome(id));
    let outcome = named.or_else(|| step.outcomes.iter().find(|o| o.way == Way::On));
    let concerns = |on: &[String]| match outcome {
        Some(outcome) if on.is_empty() => outcome.way == Way::On,
        Some(outcome) => on.contains(&outcome.id),
        None => on.is_empty(),
    };
    let fields = office.read(|reader| {
        let mut fields = BTreeMap::new();
        for field in step.fields.iter().filter(|field| concerns(&field.on)) {
            fields.insert(field.id.clone(), value(reader, matter, standing, step, field, now)?);
        }
        let written = step.tables.iter().filter_map(|table| matter.values.get_key_value(&table.id));
        fields.extend(written.map(|(name, lines)| (name.clone(), lines.clone())));
        table::fill(reader, &matter.village, step, outcome, &mut fields, now.day())?;
        Ok(fields)
    })?;
    let mut papers = Vec::new();
    for need in step.papers.iter().filter(|need| concerns(&need.on)) {
        // Of each invoice the county's people add the copy for everybody, too.
        let copies = u32::from(need.copy_of.as_deref() == Some("invoice"));
        for serial in 1..=need.at_least.max(copies) {
            let lines = [
                format!("事项：{}", matter.title),
                format!("环节：{}，第{serial}份", step.name.zh),
                format!("日期：{}", now.day()),
            ];
            let is_copy = need.copy_of.as_deref() == Some("invoice");
            let file = if need.id == "invoice" || is_copy {
                let of = format!("{}，第{serial}份", step.name.zh);
                invoice(office, matter, standing, (is_copy, &of), now)?
            } else {
                paper::make(office.files(), &need.name.zh, &lines)?
            };
            let name =
                format!("{}{}.pdf", need.name.zh, if need.at_least > 1 { serial.to_string() } else { String::new() });
            papers.push(PaperSent { kind: need.id.clone(), name, file });
        }
    }
    let sitting = if step.kind == StepKind::Meeting {
        Some(office.read(|reader| sitting(reader, standing, step, outcome, &matter.village, now))?)
    } else {
        None
    };
    let outcome = if step.kind == StepKind::Meeting && named.is_none() {
        String::new()
    } else {
        outcome.map(|o| o.id.clone()).unwrap_or_default()
    };
    Ok(Form { step: step.id.clone(), outcome, fields, papers, sitting, meeting: None, noticed: Vec::new() })
}

/// The invoice of a matter; every one of a case is another paper.
fn invoice(
    office: &Office,
    matter: &Matter,
    standing: &Standing,
    (is_covered, of): (bool, &str),
    now: Moment,
) -> Result<StoredFile, Stop> {
    let said = |name: &str| matter.values.get(name).map_or("", String::as_str);
    let case = standing.case.as_ref().map_or_else(String::new, |case| case.id.to_string());
    let buyer = office.read(|reader| roster::division(reader, &matter.village))?;
    let invoice = Invoice {
        number: said("invoice_no"),
        day: now.day().to_string(),
        what: &matter.title,
        detail: said("purpose"),
        amount: Fen::parse(said("amount_fen")).unwrap_or_default(),
        seller: if said("payee").is_empty() { said("party") } else { said("payee") },
        is_covered,
        buyer: &buyer
            .map_or_else(|| matter.village.to_string(), |division| format!("{}股份经济合作社", division.short_name())),
        of: &format!("{} {case} {of}", matter.title),
    };
    paper::make_invoice(office.files(), &invoice)
}

fn value(
    query: &mut dyn Query,
    matter: &Matter,
    standing: &Standing,
    waiting: &Step,
    field: &Field,
    now: Moment,
) -> Result<String, Fault> {
    if let Some(value) = matter.values.get(&field.id) {
        return Ok(value.clone());
    }
    let receipts = standing.book.postings.receipts();
    if receipts.iter().any(|rule| rule.affair == matter.affair && rule.number == field.id)
        && let Some(next) = capital::next_receipt(query, &matter.village)?
    {
        return Ok(next.text);
    }
    Ok(match field.kind {
        FieldKind::Text | FieldKind::LongText => match standing.state.facts.get(&field.id) {
            Some(FactValue::Text(known)) => known.clone(),
            _ => matter.title.clone(),
        },
        // What may be left empty is left empty.
        FieldKind::Money if !field.required => String::new(),
        FieldKind::Money => matter.values.get("amount").cloned().unwrap_or_else(|| Fen::yuan(100).to_string()),
        FieldKind::Day if field.id == "meeting_day" => {
            now.day().plus(notice_days(matter, standing, &waiting.id) + 1).to_string()
        }
        FieldKind::Day => now.day().to_string(),
        FieldKind::Person => {
            let people = roster::people_of(query, &matter.village)?;
            people.last().map(|one| one.id.to_string()).unwrap_or_default()
        }
        FieldKind::Choice => field.choices.first().map(|choice| choice.code.clone()).unwrap_or_default(),
        // The roster tells of which group the applicant is.
        FieldKind::CaseRef | FieldKind::Group => String::new(),
        FieldKind::Truth => "yes".into(),
        FieldKind::Count => "3".into(),
    })
}

/// How many days ahead the meeting that this notice calls must be called.
fn notice_days(matter: &Matter, standing: &Standing, notice: &str) -> i64 {
    let affair = standing.book.affairs.get(&matter.affair);
    let meeting = affair.and_then(|a| a.steps.iter().find(|s| s.convened_by.as_deref() == Some(notice)));
    let Some(meeting) = meeting else { return 10 };
    let named = matter.values.get("body").filter(|_| meeting.bodies.len() > 1).cloned().map(Body);
    let body = named.or_else(|| meeting.bodies.first().map(|choice| choice.body.clone()));
    let quorum = body.and_then(|body| standing.book.quorums.get(&body));
    quorum.map_or(10, |quorum| i64::from(quorum.notice_days))
}

/// A meeting at which most of those entitled come and most of them agree (or, for a lost motion, do not).
fn sitting(
    query: &mut dyn Query,
    standing: &Standing,
    step: &Step,
    outcome: Option<&Outcome>,
    village: &Place,
    now: Moment,
) -> Result<SittingSent, Fault> {
    let body = match standing.state.text("body") {
        "" => step.bodies.first().map(|choice| choice.body.clone()),
        announced if step.bodies.iter().any(|choice| choice.body.as_str() == announced) => Some(Body(announced.into())),
        _ => step.bodies.first().map(|choice| choice.body.clone()),
    };
    let body = body.ok_or_else(|| missing("body for the meeting", &step.id))?;
    let day = match standing.state.facts.get("meeting_day") {
        Some(FactValue::Day(day)) if step.convened_by.is_some() => *day,
        _ => now.day(),
    };
    let group = affairs::group_of(&standing.book, &standing.state, &body);
    let roll = affairs::roll_of(query, &standing.book, village, &body, group.as_ref(), day)?;
    let came = roll.len() - roll.len() / 10;
    let fact = standing.book.affairs.get(&standing.state.affair).and_then(|affair| affair.shares.party.as_deref());
    let party = fact.map_or("", |fact| standing.state.text(fact));
    let parties: Vec<String> = Some(party).filter(|party| !party.is_empty()).map(str::to_owned).into_iter().collect();
    let present: Vec<PersonId> = roll.into_iter().take(came).map(|one| one.person).collect();
    let mut recused = Vec::new();
    for person in &present {
        let party = roster::party_among(query, person, &parties)?.is_some();
        if party || (!parties.is_empty() && roster::kin_among(query, person, &parties)?.is_some()) {
            recused.push(person.clone());
        }
    }
    let votes = u32::try_from(present.len() - recused.len()).unwrap_or(0);
    let lost = outcome.is_some_and(|o| o.when_tally == Some(procedure::TallyResult::NotPassed));
    let against = if lost { votes - votes / 4 } else { votes / 15 };
    let abstain = if lost { 0 } else { votes / 20 };
    Ok(SittingSent {
        body: body.0,
        day,
        by_household: false,
        present,
        recused,
        votes_for: votes - against - abstain,
        against,
        abstain,
    })
}
