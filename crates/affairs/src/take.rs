//! Taking a step: the one place where an attempt meets the policies and the rules.

mod effects;
mod kept;

use crate::entries::{Acted, Opened, WindowKept, to_body};
use crate::lookup::look_up;
use crate::party::{kept_out, parties};
use crate::read::CaseRow;
use crate::state;
use crate::table::{self, LineKept, Tables};
use crate::turn::{self, Asked};
use archive::{Query, Tx};
use effects::bring_about;
use kept::{papers_kept, payment, sitting_kept};
use office::{Desk, Receipt, StoredFile};
use procedure::{
    Actor, Affair, Attempt, Body, CaseState, Counted, Facts, FieldKind, PaperGiven, Position, Reference, RuleBook,
    Sitting, Step, StepKind, Taken, Voting, Way, as_one, handlers, references_as_one, take,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{CaseId, Day, Fault, Fen, Group, Kind, PersonId, Place, Post, Refusal, Stop, Words};

/// A paper as it was sent: already kept among the files.
#[derive(Debug, Clone)]
pub struct PaperSent {
    /// Which of the step's papers it is.
    pub kind: String,
    /// The name that it was sent under.
    pub name: String,
    /// What was kept.
    pub file: StoredFile,
}

/// A meeting as it was sent. Who was entitled is not sent: the roster of the day tells.
#[derive(Debug, Clone)]
pub struct SittingSent {
    /// The body.
    pub body: String,
    /// The day.
    pub day: Day,
    /// Whether one voice per household was counted.
    pub by_household: bool,
    /// Who signed in.
    pub present: Vec<PersonId>,
    /// Who was present but kept out of the matter.
    pub recused: Vec<PersonId>,
    /// Votes for.
    pub votes_for: u32,
    /// Votes against.
    pub against: u32,
    /// Abstentions.
    pub abstain: u32,
}

/// A form as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The step.
    pub step: String,
    /// The outcome; may be empty for a meeting.
    pub outcome: String,
    /// The fields.
    pub fields: BTreeMap<String, String>,
    /// The papers.
    pub papers: Vec<PaperSent>,
    /// The meeting, where this one form records it all.
    pub sitting: Option<SittingSent>,
    /// The number of the meeting that was held entry by entry, and ends with this step.
    pub meeting: Option<String>,
    /// What the program noticed when it read the form's invoices: told to whoever checks the act.
    pub noticed: Vec<Words>,
}

/// The case that a form is for.
pub(crate) struct Matter {
    pub(crate) case: CaseId,
    pub(crate) number: i64,
    pub(crate) book: Arc<RuleBook>,
    pub(crate) state: CaseState,
    /// Set for a case that begins with this form.
    pub(crate) title: Option<String>,
    /// What was paid under the case before.
    pub(crate) party: Option<String>,
}

impl Matter {
    pub(crate) fn running(desk: &Desk, tx: &mut dyn Query, case: &CaseRow) -> Result<Self, Fault> {
        Ok(Self {
            case: case.id.clone(),
            number: case.revision + 1,
            book: desk.office.book(tx, &case.rules)?.at(&case.village, desk.now.day()),
            state: state::load(tx, case)?,
            title: None,
            party: case.party.clone(),
        })
    }

    pub(crate) fn affair(&self) -> Result<&Affair, Fault> {
        let code = &self.state.affair;
        self.book.affairs.get(code).ok_or_else(|| Fault::new(format!("the rule book has no affair `{code}`")))
    }
}

/// Takes the step or refuses.
pub(crate) fn take_step(desk: &Desk, tx: &mut Tx<'_>, matter: &Matter, form: &Form) -> Result<Receipt, Stop> {
    let affair = matter.affair()?;
    let village = &matter.state.village;
    let desk = &desk.in_affair(tx, &affair.code)?;
    let Some(person) = desk.person() else {
        // Nobody is signed in: the policies say so in words.
        desk.may("read_village_papers", village, BTreeSet::new(), false)?;
        return Err(Refusal::not_there().into());
    };
    let posts = desk.posts_at(village);
    if posts.is_empty() {
        return Err(outsider().into());
    }
    let step = affair.step(&form.step);
    let form = crate::group::filled(tx, matter, step, asked_for(form, step), desk.now.day())?;
    let (form, tables) = &read_tables(desk, tx, matter, step, form)?;
    let tied = turn::tied(tx, &desk.office, &matter.state, person)?;
    let seen = &as_one(&matter.state, person, &tied);
    let references = references_as_one(&references(desk, tx, matter, affair, step, form)?, person, &tied);
    let parties = parties(matter, affair, form, &references);
    let kin_of_party = turn::kin_among(tx, person, &tied, &parties)?;
    let mut stands_in = None;
    if let (Some(step), Position::Step(waiting)) = (step, &matter.state.at)
        && *waiting == step.id
    {
        let (book, state, today) = (&*matter.book, &matter.state, desk.now.day());
        let asked = Asked { book, affair, state, step, parties: &parties, references: &references, today };
        stands_in = turn::stands_in(tx, &desk.office, &asked, person, &posts)?;
        let actor = Actor { person: person.clone(), posts: posts.clone(), kin_of_party: None, stands_in };
        let about = office::Matter {
            handlers: handlers(book, affair, seen, step, &actor, &references),
            kin_of_party: kin_of_party.is_some(),
            is_party: turn::is_party(tx, person, &tied, &parties)?,
            kin_of_decider: turn::kin_of_decider(tx, &desk.office, &asked, person, &tied)?.is_some(),
            stands_in,
        };
        desk.may_in(&step.duty, village, about)?;
        turn::not_the_handler(tx, &desk.office, &asked, person)?;
    }
    let sitting = match step {
        Some(step) if step.kind == StepKind::Meeting => held(tx, matter, step, form)?,
        _ => None,
    };
    if let Some(sitting) = &sitting {
        kept_out(tx, &parties, sitting)?;
    }
    let facts = match step {
        Some(step) => look_up(tx, desk, matter, step, form)?,
        None => Facts::new(),
    };
    let attempt = Attempt {
        step: form.step.clone(),
        outcome: form.outcome.clone(),
        actor: Actor { person: person.clone(), posts: posts.clone(), kin_of_party, stands_in },
        fields: form.fields.clone(),
        papers: form.papers.iter().map(|p| PaperGiven { kind: p.kind.clone(), hash: p.file.hash }).collect(),
        sitting: sitting.clone(),
        roll: called(tx, matter, step, form, &parties)?,
        references,
        facts,
        now: desk.now,
    };
    let taken = take(&matter.book, seen, &attempt).map_err(|refusal| tables.refusal(refusal))?;
    crate::group::can_meet(tx, matter, step, form, &parties, desk.now.day())?;
    let step = step.ok_or_else(|| Fault::new("the rules took a step that the affair does not have"))?;
    let given = Given { form, lines: tables.lines.clone() };
    let post = acting_post(&matter.book, step, &attempt.actor);
    record(desk, tx, matter, given, &attempt, &taken, step, post)
}

/// Who could come and vote, for a step that calls a meeting.
fn called(
    tx: &mut dyn Query,
    matter: &Matter,
    step: Option<&Step>,
    form: &Form,
    parties: &[String],
) -> Result<Option<procedure::Roll>, Fault> {
    match step {
        Some(step) if step.kind == StepKind::Notice => {
            crate::meeting::callable(tx, matter, matter.affair()?, form, parties)
        }
        _ => Ok(None),
    }
}

/// The form with what its tables come to.
fn read_tables(
    desk: &Desk,
    tx: &mut dyn Query,
    matter: &Matter,
    step: Option<&Step>,
    mut form: Form,
) -> Result<(Form, Tables), Fault> {
    let tables = match step {
        Some(step) => table::totals(tx, &matter.state.village, step, &matter.case, &mut form, desk.now.day())?,
        None => Tables::default(),
    };
    Ok((form, tables))
}

/// The form without what the step does not ask for with this outcome: nobody checks it, so it proves nothing (whatever a
/// fact of the case is called) and is not kept.
fn asked_for(form: &Form, step: Option<&Step>) -> Form {
    let mut form = form.clone();
    let Some(step) = step else { return form };
    let outcome = form.outcome.clone();
    let is_table = |name: &str| step.tables.iter().any(|table| table.id == *name);
    form.fields.retain(|name, _| is_table(name) || asks_for(step, &outcome, name));
    form.papers.retain(|paper| step.papers.iter().any(|need| need.id == paper.kind));
    form
}

/// Whether the step asks for a field with this outcome.
fn asks_for(step: &Step, outcome: &str, field: &str) -> bool {
    let outcome = step.outcome(outcome);
    let concerns = |on: &[String]| match outcome {
        Some(outcome) if on.is_empty() => outcome.way == Way::On,
        Some(outcome) => on.contains(&outcome.id),
        None => on.is_empty(),
    };
    step.fields.iter().any(|known| known.id == field && concerns(&known.on))
}

fn outsider() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "outsider",
        Words::new("您在这个村没有岗位，不能办理这个村的事项", "you hold no post that reaches this village"),
        Words::new("如果岗位登记有误，请联系乡镇", "if your posts are registered wrongly, ask the township"),
    )
}

/// The post in which the step is taken: the first of the step's posts that the person holds, or of those that stand in.
fn acting_post(book: &RuleBook, step: &Step, actor: &Actor) -> Post {
    let deputies = actor.stands_in.and_then(|absent| book.deputies.get(&absent));
    let stands_in = deputies.map(|deputies| deputies.stands_in.as_slice()).unwrap_or_default();
    let held = step.who.iter().chain(stands_in).find(|post| actor.posts.contains(post));
    held.or(actor.posts.first()).copied().unwrap_or(Post::Villager)
}

/// The meeting: as its entries have it, or as the form has it while none is being held.
fn held(tx: &mut dyn Query, matter: &Matter, step: &Step, form: &Form) -> Result<Option<Sitting>, Stop> {
    if let Some(id) = &form.meeting {
        return Ok(Some(crate::meeting::closing(tx, &matter.case, &step.id, id)?.sitting));
    }
    let Some(sent) = &form.sitting else { return Ok(None) };
    crate::meeting::nothing_open(tx, &matter.case)?;
    let group = crate::group::met(matter, &Body(sent.body.clone()));
    Ok(Some(sitting(tx, &matter.book, &matter.state.village, group.as_ref(), sent)?))
}

pub(crate) fn sitting(
    tx: &mut dyn Query,
    book: &RuleBook,
    village: &Place,
    group: Option<&Group>,
    sent: &SittingSent,
) -> Result<Sitting, Fault> {
    let body = Body(sent.body.clone());
    let roll = crate::meeting::roll_of(tx, book, village, &body, group, sent.day)?;
    let entitled = if sent.by_household { crate::meeting::one_per_household(&roll, &sent.present) } else { roll };
    Ok(Sitting {
        body,
        day: sent.day,
        counted: if sent.by_household { Counted::Households } else { Counted::Persons },
        entitled: entitled.into_iter().map(|one| one.person).collect(),
        present: sent.present.clone(),
        recused: sent.recused.clone(),
        votes_for: sent.votes_for,
        against: sent.against,
        abstain: sent.abstain,
        voting: Voting::Hands,
        proxies: Vec::new(),
        typed: true,
        on_paper: false,
    })
}

/// The other cases that this form names, and those that the case already rests on. A field that is asked for and left
/// empty names none: what it named before counts no more.
pub(crate) fn references(
    desk: &Desk,
    tx: &mut dyn Query,
    matter: &Matter,
    affair: &Affair,
    step: Option<&Step>,
    form: &Form,
) -> Result<BTreeMap<String, Reference>, Fault> {
    let mut found = BTreeMap::new();
    for (name, _) in affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef) {
        let sent = form.fields.get(name).map(String::as_str).filter(|number| !number.trim().is_empty());
        let asked = step.is_some_and(|step| asks_for(step, &form.outcome, name));
        let number = sent.unwrap_or_else(|| if asked { "" } else { matter.state.text(name) });
        if number.is_empty() {
            continue;
        }
        let seen = state::reference(tx, &matter.book, &desk.office, &matter.state.village, number)?;
        let mut seen = seen.unwrap_or_default();
        if step.is_some_and(Step::pays) {
            seen.deciders = state::decided_behind(tx, &matter.book, &desk.office, &matter.state.village, number)?;
        }
        found.insert(name.clone(), seen);
    }
    Ok(found)
}

/// What was given with an attempt, to be kept.
struct Given<'a> {
    form: &'a Form,
    lines: Vec<LineKept>,
}

fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    matter: &Matter,
    Given { form, lines }: Given<'_>,
    attempt: &Attempt,
    taken: &Taken,
    step: &Step,
    post: Post,
) -> Result<Receipt, Stop> {
    let affair = matter.affair()?;
    let mut facts = matter.state.facts.clone();
    facts.extend(taken.facts.clone());
    let after = taken.applied(&matter.state, attempt);
    let (status, at) = match &taken.next {
        Position::Step(step) => ("running", step.clone()),
        Position::Ended(ending) => {
            let good = affair.ending(ending).is_some_and(|e| e.good);
            (if good { "done" } else { "ended" }, ending.clone())
        }
    };
    let amount_fen = affair.shares.amount.as_deref().and_then(|fact| after.int(fact)).map(Fen);
    let party = affair.shares.party.as_deref().map(|fact| after.text(fact).to_owned()).filter(|p| !p.is_empty());
    let opened = matter.title.as_ref().map(|title| Opened {
        affair: affair.code.clone(),
        title: title.clone(),
        rules: matter.book.hash,
    });
    let kind = if opened.is_some() { "case.opened" } else { "case.acted" };
    let acted = Acted {
        case: matter.case.clone(),
        number: matter.number,
        opened,
        step: form.step.clone(),
        outcome: taken.outcome.clone(),
        person: attempt.actor.person.clone(),
        post,
        fields: form.fields.clone(),
        noticed: form.noticed.clone(),
        papers: {
            let mut papers = papers_kept(step, &form.papers);
            papers.extend(papers_kept(step, &crate::meeting::proxy_papers(tx, form.meeting.as_ref())?));
            papers
        },
        sitting: sitting_kept(matter, attempt, taken, form),
        lines,
        facts: serde_json::to_value(&facts).map_err(|e| Fault::from("cannot write a case's facts", e))?,
        status: status.into(),
        at,
        due: taken.due,
        remind: taken.remind,
        window: taken.window.as_ref().map(|w| WindowKept { step: w.step.clone(), opens: w.opens, closes: w.closes }),
        amount_fen,
        payment: payment(desk, matter, &after, taken, amount_fen, party.as_deref()),
        party,
        invoices: crate::lookup::invoices(&facts),
        discloses: taken.discloses.clone(),
        emergency: crate::emergency::kept(&matter.book, &after),
    };
    let mut draft = desk.draft(&matter.state.village, kind, matter.case.as_str(), to_body(&acted)?);
    draft.rules = Some(matter.book.hash);
    let entry = tx.append(draft)?;
    bring_about(desk, tx, matter, attempt, taken, step, &after, &acted)?;
    crate::emergency::warn_if_unratified(desk, tx, &matter.book, &matter.case, &after)?;
    Ok(Receipt { subject: matter.case.to_string(), entry: entry.seq, again: false })
}
