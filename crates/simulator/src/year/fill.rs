//! Forms, filled in as the examples do: with the case's own cases, people and days.

use super::Year;
use crate::matter::Matter;
use crate::oracle::Case;
use affairs::{Form, PaperSent};
use office::StoredFile;
use procedure::{Affair, Attempt, FactValue, Field, FieldKind, Step, StepKind, Way};
use village::{Day, Fen};

impl Year<'_> {
    /// The act of an example by which a step is taken: of the matter's own road, else of any other.
    pub(super) fn usual_act(&self, matter: &Matter, step: &Step, outcome: Option<&str>) -> Option<Attempt> {
        let fits = |act: &&Attempt| outcome.is_none_or(|outcome| act.outcome == outcome);
        let own = matter.act(&step.id).filter(fits).cloned();
        let on = |act: &&Attempt| {
            let way = step.outcome(&act.outcome).map(|known| known.way);
            outcome.is_some() || way.is_none_or(|way| way == Way::On)
        };
        let others = self.usual.get(&(matter.affair.clone(), step.id.clone()));
        own.or_else(|| others.into_iter().flatten().find(|act| fits(act) && on(act)).cloned())
    }

    /// The form for a step with an outcome; with none, the one that its road takes, or the first that goes on.
    pub(super) fn form(&self, index: usize, affair: &Affair, step: &Step, outcome: Option<&str>) -> Form {
        let Some(matter) = self.matters.get(index) else { return Form::default() };
        let case = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id));
        let own = matter.acts.iter().any(|act| act.step == step.id);
        let act = self.usual_act(matter, step, outcome);
        let first_on = || step.outcomes.iter().min_by_key(|known| known.way != Way::On).map(|known| known.id.clone());
        let chosen = match (outcome, &act) {
            (Some(outcome), _) => outcome.to_owned(),
            (None, _) if step.kind == StepKind::Meeting => {
                act.as_ref().map(|act| act.outcome.clone()).unwrap_or_default()
            }
            (None, Some(act)) => act.outcome.clone(),
            (None, None) => first_on().unwrap_or_default(),
        };
        let way = step.outcome(&chosen).map(|known| known.way);
        let concerns = |on: &[String]| match way {
            Some(way) if on.is_empty() => way == Way::On,
            Some(_) => on.contains(&chosen),
            None => on.is_empty(),
        };
        let mut form = Form { step: step.id.clone(), outcome: chosen.clone(), ..Form::default() };
        for field in step.fields.iter().filter(|field| concerns(&field.on)) {
            form.fields.insert(field.id.clone(), self.value(matter, case, affair, step, field, act.as_ref(), own));
        }
        let (village, today) = (&matter.village, self.today());
        let outcome = step.outcome(&chosen);
        let fields = &mut form.fields;
        // A store that cannot be read shows itself when the form is sent.
        let _ = self.hand.office.read(|reader| demo::fill_tables(reader, village, step, outcome, fields, today));
        let mut papers = self.papers.iter().cycle();
        for need in step.papers.iter().filter(|need| concerns(&need.on)) {
            let given = act.as_ref().map_or(0, |act| act.papers.iter().filter(|paper| paper.kind == need.id).count());
            let least = usize::try_from(need.at_least).unwrap_or(1).max(given);
            for (nth, file) in (1..=least).zip(papers.by_ref()) {
                let name = format!("{}{nth}.pdf", need.name.zh);
                let file = self.of_its_own(matter, step, &need.id, &form).unwrap_or_else(|| file.clone());
                form.papers.push(PaperSent { kind: need.id.clone(), name, file });
            }
        }
        form
    }

    /// An invoice is a file of its own, told by its number and day: the same file twice would be the same invoice.
    fn of_its_own(&self, matter: &Matter, step: &Step, kind: &str, form: &Form) -> Option<StoredFile> {
        let mut fields = step.fields.iter().filter_map(|field| field.from_invoice.as_ref());
        fields.find(|from| from.paper == kind)?;
        let number = step
            .fields
            .iter()
            .filter(|field| field.from_invoice.is_some())
            .filter_map(|field| form.fields.get(&field.id));
        let number: Vec<&str> = number.map(String::as_str).collect();
        let lines = [format!("{} {} {}", number.join(" "), matter.title, self.today())];
        demo::make_paper(self.hand.office.files(), "发票", &lines).ok()
    }

    fn value(
        &self,
        matter: &Matter,
        case: Option<&Case>,
        affair: &Affair,
        step: &Step,
        field: &Field,
        act: Option<&Attempt>,
        own: bool,
    ) -> String {
        let known =
            case.and_then(|case| case.facts.get(&field.id)).filter(|known| **known != FactValue::Text(String::new()));
        let typed = act.and_then(|act| act.fields.get(&field.id));
        if field.kind == FieldKind::CaseRef {
            let named = typed.is_none_or(|typed| !typed.is_empty()) || !own;
            let linked = matter.links.get(&field.id).and_then(|link| self.matters.get(link.matter)?.case.clone());
            return linked.filter(|_| named).map(|case| case.to_string()).unwrap_or_default();
        }
        if step.kind == StepKind::Notice && field.id == "meeting_day" {
            return self.meeting_day(matter, case, affair, step, act).to_string();
        }
        // What is corrected keeps what was right; it is another example's act that shows how.
        if let Some(known) = known.filter(|_| !own && field.id != "reason") {
            return as_typed(known, field.kind);
        }
        match (typed, act) {
            (Some(typed), Some(act)) if field.kind == FieldKind::Day && !typed.is_empty() => match typed.parse::<Day>()
            {
                Ok(day) => self.today().plus(day.since(act.now.day())).to_string(),
                Err(_) => typed.clone(),
            },
            (Some(typed), _) if field.id == "invoice_no" && !typed.is_empty() => {
                let parts: Vec<_> = typed.split(['，', ',']).map(|one| format!("{one}-{}", matter.serial)).collect();
                parts.join("，")
            }
            // Works at one place are looked at together: each has its own.
            (Some(typed), _) if field.id == "place" && affair.code == "F1" => format!("{typed}{}号", matter.serial),
            (Some(typed), _) => typed.clone(),
            (None, _) => known.map_or_else(|| self.plausible(matter, field), |known| as_typed(known, field.kind)),
        }
    }

    fn plausible(&self, matter: &Matter, field: &Field) -> String {
        match field.kind {
            FieldKind::Text | FieldKind::LongText => "情况属实，已经核对".into(),
            FieldKind::Money => "100".into(),
            FieldKind::Day => self.today().to_string(),
            FieldKind::Person => {
                let people = self.hand.oracle.people.of(&matter.village);
                people.last().map(ToString::to_string).unwrap_or_default()
            }
            FieldKind::Choice => field.choices.first().map(|choice| choice.code.clone()).unwrap_or_default(),
            FieldKind::CaseRef => String::new(),
            FieldKind::Group => "三组".into(),
            FieldKind::Truth => "yes".into(),
            FieldKind::Count => "3".into(),
        }
    }
}

/// A fact as somebody types it.
fn as_typed(known: &FactValue, kind: FieldKind) -> String {
    match known {
        FactValue::Int(fen) if kind == FieldKind::Money => Fen(*fen).to_string(),
        FactValue::Int(number) => number.to_string(),
        FactValue::Text(text) => text.clone(),
        FactValue::Truth(truth) => if *truth { "yes" } else { "no" }.into(),
        FactValue::Day(day) => day.to_string(),
    }
}
