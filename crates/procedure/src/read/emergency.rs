//! Reads the table `[emergency]` of an affair and makes the step from it by which the lane is opened. So every lane is
//! opened in the same way: by a named post, on a ground with its paper, up to a cap, and at once in public.

use super::affair::{Check, Part, texts};
use super::library;
use super::raw::Text;
use super::verify::{Wrong, wrong_at};
use crate::affair::{
    Affair, AtOnce, Branch, CAP_GATE, Choice, DUTY, Emergency, Field, FieldKind, GROUND_FIELD, Gate, Ground, Limit,
    MadeUp, Outcome, PaperNeed, PaperScope, STORY_FIELD, Step, StepKind, Tighter, Unit, Way,
};
use crate::condition::Condition;
use serde::Deserialize;
use std::ops::Range;
use village::Words;

/// The table as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawEmergency {
    step: Text,
    /// Where opening it leads; else to the first step that is taken at once.
    then: Option<Text>,
    who: Vec<Text>,
    #[serde(default)]
    who_not: Vec<Text>,
    otherwise: Text,
    amounts: Vec<Text>,
    cap: Text,
    within: Text,
    unratified: Text,
    discloses: Vec<Text>,
    #[serde(default)]
    waived: Vec<Text>,
    #[serde(default)]
    waived_by: Vec<Text>,
    articles: Vec<Text>,
    ground: Vec<RawGround>,
    at_once: Vec<RawAtOnce>,
    made_up: Vec<RawMadeUp>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGround {
    code: Text,
    words: Words,
    paper: Words,
    scope: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAtOnce {
    step: Text,
    instead_of: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMadeUp {
    step: Text,
    by: Text,
}

/// The lane and the step that opens it, put behind the step at which it is asked for.
pub(super) fn read(part: &mut Part<'_>, raw: &RawEmergency, steps: &mut Vec<Step>) -> Emergency {
    let id = raw.step.get_ref().clone();
    part.note(id.as_str(), &raw.step.span());
    let named = raw.at_once.iter().flat_map(|one| [&one.step, &one.instead_of]);
    let named = named.chain(raw.made_up.iter().flat_map(|one| [&one.step, &one.by])).chain(&raw.waived);
    for step in named.chain([&raw.otherwise]).chain(&raw.then) {
        part.later(&step.span(), &id, Check::Step(step.get_ref().clone()));
    }
    for parameter in [&raw.cap, &raw.within] {
        part.later(&parameter.span(), &id, Check::Parameter(parameter.get_ref().clone()));
    }
    for fact in &raw.amounts {
        part.later(&fact.span(), &id, Check::Fact(fact.get_ref().clone()));
    }
    part.later(&raw.unratified.span(), &id, Check::Target(raw.unratified.get_ref().clone()));
    part.codes(&raw.discloses);
    for (is_missing, what) in [
        (raw.ground.is_empty(), "a ground with its paper"),
        (raw.at_once.is_empty(), "a step that is taken at once"),
        (raw.made_up.is_empty(), "a step that is made up afterwards"),
        (raw.amounts.is_empty(), "a fact that the cap holds for"),
        (raw.discloses.is_empty(), "what is disclosed when it is opened"),
        (raw.waived.is_empty() != raw.waived_by.is_empty(), "`waived_by`, the ground for what is `waived`"),
    ] {
        if is_missing {
            part.faults.at(&raw.step.span(), format!("the emergency lane needs {what}"));
        }
    }
    let waived_by = part.library.articles(&raw.waived_by, &mut part.faults);
    let opening = opening(part, raw, steps);
    let asked = steps.iter().position(|step| leads_to(step, &id));
    if asked.is_none() {
        part.faults.at(&raw.step.span(), format!("no step has an outcome that asks for `{id}`"));
    }
    steps.insert(asked.map_or(steps.len(), |place| place + 1), opening);
    let pair =
        |one: &RawAtOnce| AtOnce { step: one.step.get_ref().clone(), instead_of: one.instead_of.get_ref().clone() };
    Emergency {
        opens: id,
        at_once: raw.at_once.iter().map(pair).collect(),
        made_up: raw
            .made_up
            .iter()
            .map(|one| MadeUp { step: one.step.get_ref().clone(), by: one.by.get_ref().clone() })
            .collect(),
        waived: texts(&raw.waived),
        waived_by,
        amounts: texts(&raw.amounts),
        cap: raw.cap.get_ref().clone(),
        within: raw.within.get_ref().clone(),
        unratified: raw.unratified.get_ref().clone(),
        discloses: texts(&raw.discloses),
        grounds: raw
            .ground
            .iter()
            .map(|one| Ground { code: one.code.get_ref().clone(), words: one.words.clone() })
            .collect(),
    }
}

fn leads_to(step: &Step, id: &str) -> bool {
    step.outcomes.iter().flat_map(|outcome| &outcome.branches).any(|branch| branch.to == id)
}

fn opening(part: &mut Part<'_>, raw: &RawEmergency, steps: &[Step]) -> Step {
    let (id, span) = (raw.step.get_ref().as_str(), raw.step.span());
    let asked_by: Vec<String> = steps.iter().filter(|step| leads_to(step, id)).map(|step| step.id.clone()).collect();
    if !part.library.duties.contains_key(DUTY) {
        part.faults.at(&span, format!("the duty `{DUTY}` is not in duties.toml"));
    }
    let articles = part.library.articles(&raw.articles, &mut part.faults);
    let post = |part: &mut Part<'_>, list: &[Text]| {
        list.iter().filter_map(|text| library::post(text, &mut part.faults)).collect::<Vec<_>>()
    };
    let (who, who_not) = (post(part, &raw.who), post(part, &raw.who_not));
    if who.is_empty() {
        part.faults.at(&span, "the emergency lane needs `who`: the posts that may open it");
    }
    let limit = |part: &mut Part<'_>, days: &str| {
        for parameter in [days, "remind_days"] {
            part.later(&span, id, Check::Parameter(parameter.to_owned()));
        }
        Some(Limit { days: days.to_owned(), from: None, remind: "remind_days".to_owned() })
    };
    let first = raw.then.as_ref().or(raw.at_once.first().map(|one| &one.step));
    let first = first.map(|step| step.get_ref().clone()).unwrap_or_default();
    Step {
        id: id.to_owned(),
        layer: part.layer.to_owned(),
        name: Words::new("启动应急办理", "Opening the emergency lane"),
        help: Words::new(
            "险情等不得的才能走应急办理：写明是什么险情，附上依据。马上公开，先办急事；推后的商定、审核和公示必须在期限内补办，逾期报红色预警。不急的选“不属于应急”。",
            "Only for what cannot wait: say what happened, and add the paper. It becomes public at once, and the urgent thing is done first; the decision, the checks and the publicity that are put off must be made up within the limit, or a red alert goes out. What can wait is “no emergency”.",
        ),
        kind: StepKind::Act,
        duty: DUTY.to_owned(),
        who,
        who_not,
        articles: articles.clone(),
        apart_from: asked_by,
        limit: limit(part, "emergency_step_days"),
        window: None,
        convened_by: None,
        allows: Vec::new(),
        bodies: Vec::new(),
        stricter: Vec::new(),
        ballots: false,
        speaks_last: Vec::new(),
        lookups: Vec::new(),
        tables: Vec::new(),
        fields: fields(part, raw, id),
        papers: papers(part, raw, id),
        gates: cap_gate(part, raw, &span, articles),
        outcomes: outcomes(raw, first),
        effects: Vec::new(),
        discloses: texts(&raw.discloses),
    }
}

fn fields(part: &mut Part<'_>, raw: &RawEmergency, id: &str) -> Vec<Field> {
    let choices = raw
        .ground
        .iter()
        .map(|one| Choice { code: one.code.get_ref().clone(), words: part.words(&one.words, &one.code.span(), id) });
    let choices: Vec<Choice> = choices.collect();
    let field = |name: &str, label: Words, kind, on: &[&str]| Field {
        id: name.to_owned(),
        label,
        kind,
        required: true,
        keep: on.is_empty(),
        hint: None,
        scope: PaperScope::Public,
        choices: Vec::new(),
        affairs: Vec::new(),
        on: on.iter().map(|name| (*name).to_owned()).collect(),
        total: None,
        from_invoice: None,
    };
    let mut ground = field(GROUND_FIELD, Words::new("应急依据", "Ground"), FieldKind::Choice, &[]);
    ground.choices = choices;
    let story = Words::new("什么险情，为什么等不得", "What happened, and why it cannot wait");
    vec![
        ground,
        field(STORY_FIELD, story, FieldKind::LongText, &[]),
        field("reason", Words::new("理由", "Reason"), FieldKind::Text, &["not_urgent"]),
    ]
}

/// One paper for each ground, asked for when that ground is chosen.
fn papers(part: &mut Part<'_>, raw: &RawEmergency, id: &str) -> Vec<PaperNeed> {
    let mut papers = Vec::new();
    for one in &raw.ground {
        let code = one.code.get_ref();
        papers.push(PaperNeed {
            id: code.clone(),
            name: part.words(&one.paper, &one.code.span(), id),
            at_least: 1,
            scope: part.scope(&one.scope),
            when: condition(part, &format!("{GROUND_FIELD} == '{code}'"), &one.code.span(), id),
            on: Vec::new(),
            copy_of: None,
        });
    }
    papers
}

fn condition(part: &mut Part<'_>, text: &str, span: &Range<usize>, step: &str) -> Option<Condition> {
    match Condition::compile(text) {
        Ok(condition) => {
            part.later(span, step, Check::Condition(condition.clone()));
            Some(condition)
        }
        Err(what) => {
            part.faults.at(span, what);
            None
        }
    }
}

fn cap_gate(
    part: &mut Part<'_>,
    raw: &RawEmergency,
    span: &Range<usize>,
    articles: Vec<village::Article>,
) -> Vec<Gate> {
    let Some(amount) = raw.amounts.first().map(|text| text.get_ref().clone()) else { return Vec::new() };
    let (cap, id) = (raw.cap.get_ref(), raw.step.get_ref().clone());
    let must = condition(part, &format!("{amount} <= param.{cap}"), &raw.cap.span(), &id);
    let words = Words::new(
        format!("{{{amount}}}超过应急办理的上限{{param.{cap}}}"),
        format!("{{{amount}}} is above the cap of the emergency lane, {{param.{cap}}}"),
    );
    let words = part.words(&words, span, &id);
    let gate = |must| Gate {
        id: CAP_GATE.to_owned(),
        must,
        words,
        next: Words::new("请选“不属于应急”，按平常的步骤办理", "Choose “no emergency” and take the ordinary road"),
        articles,
        slip: false,
        on: Vec::new(),
    };
    must.map(gate).into_iter().collect()
}

fn outcomes(raw: &RawEmergency, first: String) -> Vec<Outcome> {
    vec![
        Outcome {
            id: "opened".to_owned(),
            words: Words::new("启动应急办理", "open the emergency lane"),
            way: Way::On,
            when_tally: None,
            branches: vec![Branch { when: None, words: None, to: first }],
            effects: Vec::new(),
            discloses: texts(&raw.discloses),
        },
        Outcome {
            id: "not_urgent".to_owned(),
            words: Words::new("不属于应急，按平常步骤办", "no emergency: the ordinary road"),
            way: Way::Back,
            when_tally: None,
            branches: vec![Branch { when: None, words: None, to: raw.otherwise.get_ref().clone() }],
            effects: Vec::new(),
            discloses: Vec::new(),
        },
    ]
}

/// What only the whole affair can tell: that each step is made up by one of its own sort, and in which direction the
/// cap and the limit are stricter.
pub(super) fn wrong(affair: &Affair) -> Vec<Wrong> {
    let Some(emergency) = &affair.emergency else { return Vec::new() };
    let mut faults = Vec::new();
    let direction = |id: &String| affair.parameters.get(id).map(|parameter| parameter.tighter);
    for parameter in [&emergency.cap, &emergency.within] {
        if direction(parameter).is_some_and(|tighter| tighter != Tighter::Less) {
            faults.push(wrong_at(
                &emergency.opens,
                format!("less is stricter for `{parameter}` of the emergency lane; it says `more`"),
            ));
        }
    }
    let days = affair.parameters.get(&emergency.within).map(|parameter| parameter.unit);
    if days.is_some_and(|unit| !matches!(unit, Unit::Days | Unit::WorkingDays)) {
        faults.push(wrong_at(
            &emergency.opens,
            format!("`{}` counts no days; the emergency lane is ratified within days", emergency.within),
        ));
    }
    if affair.ending(&emergency.unratified).is_some_and(|ending| ending.good || !ending.allows.is_empty()) {
        faults.push(wrong_at(
            &emergency.opens,
            format!("the ending `{}` of an emergency not ratified is no good one", emergency.unratified),
        ));
    }
    let early = emergency.at_once.iter().map(|one| (&one.instead_of, &one.step));
    let late = emergency.made_up.iter().map(|one| (&one.step, &one.by));
    for (step, by) in early.chain(late) {
        let (Some(step), Some(by)) = (affair.step(step), affair.step(by)) else { continue };
        let bodies = |one: &Step| one.bodies.iter().map(|choice| choice.body.clone()).collect::<Vec<_>>();
        let more = by.effects.iter().find(|effect| !step.effects.contains(effect));
        let what = if step.kind != by.kind {
            "another kind of step"
        } else if step.duty != by.duty {
            "another duty"
        } else if bodies(step) != bodies(by) {
            "another body"
        } else if step.window != by.window {
            "another period of publicity"
        } else if more.is_some() {
            "an effect that the ordinary step does not have"
        } else {
            continue;
        };
        faults.push(wrong_at(&by.id, format!("`{}` cannot stand for `{}`: {what}", by.id, step.id)));
    }
    faults
}
