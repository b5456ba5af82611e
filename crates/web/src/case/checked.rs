//! What a filled-in form comes to, shown before it is sent: that it would be done, or that it would be refused.

use crate::case::booked;
use crate::case::check::CheckPage;
use crate::case::fill::answers;
use crate::case::foretold::ForetoldPage;
use crate::case::matter::{Filled, Matter};
use crate::case::pay;
use crate::case::read_part::differing;
use crate::case::table;
use crate::case::take::title_of;
use crate::case::told::Told;
use crate::case::value::value;
use crate::desk::place::frame;
use crate::foresee::ahead::is_certain;
use crate::foresee::step::consequences;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with, status};
use crate::http::visitor::Official;
use crate::part::{Line, Paper};
use crate::state::Shared;
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::response::Response;
use capital::BudgetUse;
use procedure::FieldKind;
use std::collections::BTreeMap;
use village::{Fault, Fen, PersonId, Refusal};

/// A form that was tried and undone.
pub(crate) struct Checked<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) official: &'a Official,
    pub(crate) section: Section,
    pub(crate) matter: &'a Matter,
    pub(crate) filled: &'a Filled,
    pub(crate) key: &'a str,
}

impl Checked<'_> {
    /// Check your answers.
    pub(crate) fn page(&self, after: &Told, warned: &[String], budget: Option<&BudgetUse>) -> Result<Response, Halt> {
        let Self { official, matter, filled, .. } = self;
        let teller = official.teller(Eyes::Handler);
        let shown = self.app.office.read(|reader| {
            Ok(CheckPage {
                what: matter.case.as_ref().map_or_else(|| filled.title.clone(), |case| case.title.clone()),
                step: matter.step().map_or_else(String::new, |step| teller.words(&step.name)),
                lines: lines(reader, &teller, matter, filled)?,
                differs: differing(&teller, matter, filled),
                votes: after
                    .sittings
                    .iter()
                    .find(|held| held.act == after.case.revision)
                    .map(|held| after.votes(&teller, held)),
                papers: papers(&teller, matter, filled),
                then: consequences(official, matter, filled, after, (warned, budget)),
                action: matter.send_action(),
                key: self.key.to_owned(),
                answers: answers(filled, &official.seal),
                frame: frame(self.app, reader, official, self.section)?,
            })
        })?;
        page(&shown)
    }

    /// It would be refused: why, on which ground, what to do instead, and what an attempt all the same would bring about.
    pub(crate) fn foretold(&self, refusal: &Refusal, warned: Vec<String>) -> Result<Response, Halt> {
        let Self { official, matter, filled, .. } = self;
        let teller = official.teller(Eyes::Handler);
        let certain = matter.affair().zip(matter.step());
        let certain = certain.is_some_and(|(affair, step)| is_certain(refusal, &affair.code, step));
        let shown = self.app.office.read(|reader| {
            Ok(ForetoldPage {
                lines: lines(reader, &teller, matter, filled)?,
                papers: papers(&teller, matter, filled),
                home: if certain { matter.home() } else { String::new() },
                ..ForetoldPage::of(
                    frame(self.app, reader, official, self.section)?,
                    &teller,
                    (
                        title_of(&teller, matter),
                        matter.step().map_or_else(String::new, |step| teller.words(&step.name)),
                    ),
                    (refusal, warned),
                    (matter.send_action(), self.key.to_owned(), answers(filled, &official.seal)),
                )
            })
        })?;
        page_with(status(refusal.kind), &shown)
    }
}

fn lines(query: &mut dyn Query, teller: &Teller, matter: &Matter, filled: &Filled) -> Result<Vec<Line>, Fault> {
    let mut lines = match matter.step() {
        Some(step) => pay::lines(query, teller, matter, step)?,
        None => Vec::new(),
    };
    if matter.case.is_none() && !filled.form.fields.contains_key("title") {
        lines.push(Line::text(teller.say("start-title"), &filled.title));
    }
    for table in matter.tables() {
        let typed = filled.form.fields.get(&table.id).filter(|typed| !typed.is_empty());
        lines.extend(typed.map(|typed| Line::new(teller.words(&table.name), table::shown(teller, table, typed))));
    }
    let known = |id: &str| filled.form.fields.get(id).cloned().unwrap_or_default();
    for field in matter.fields() {
        let added = matter.step().and_then(|step| table::total(step, field, known));
        let Some(typed) = &added.or_else(|| filled.form.fields.get(&field.id).cloned()) else { continue };
        let mut names = BTreeMap::new();
        if field.kind == FieldKind::Person
            && let Ok(person) = PersonId::new(typed.as_str())
        {
            let name = office::roster::name_of(query, &person)?.unwrap_or_default();
            names.insert(person, name);
        }
        lines.push(Line::new(teller.words(&field.label), value(teller, field, typed, &names)));
        if let (FieldKind::Money, Ok(fen)) = (field.kind, Fen::parse(typed)) {
            lines.push(Line::text(teller.say("capitals"), fen.capitals()));
        }
    }
    lines.extend(booked::line(query, teller, matter, filled)?);
    let outcome = matter.step().and_then(|step| step.outcome(&filled.form.outcome));
    lines.extend(outcome.map(|outcome| Line::text(teller.say("outcome"), teller.words(&outcome.words))));
    Ok(lines)
}

fn papers(teller: &Teller, matter: &Matter, filled: &Filled) -> Vec<Paper> {
    let named = |kind: &str| {
        let need = matter.step().and_then(|step| step.papers.iter().find(|need| need.id == kind));
        need.map_or_else(|| kind.to_owned(), |need| teller.words(&need.name))
    };
    let paper = |paper: &affairs::PaperSent| Paper {
        copy: None,
        name: format!("{} · {}", named(&paper.kind), paper.name),
        about: Teller::size(i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX)),
        href: String::new(),
        is_picture: paper.file.media_type.is_image(),
    };
    filled.form.papers.iter().map(paper).collect()
}
