//! A case in words for one reader: where it stands, the chart, the record.

use crate::case::counted::{Past, past};
use crate::case::papers::paper_line;
use crate::case::road::road;
use crate::case::table;
use crate::case::tried::{self, Tried};
use crate::case::turn::{Taker, takers};
use crate::case::value::value;
use crate::copy::shown::{Released, released};
use crate::flow::{FlowChart, Node, Standing};
use crate::late::late_tag;
use crate::part::{Act, Html, Line, Votes};
use crate::show::{Amount, State, Tag};
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_of;
use affairs::{ActRow, CaseRow, CorrectionRow, EmergencyRow, ObjectionRow, PaperRow, SittingRow, WindowRow};
use archive::Query;
use office::{Office, roster};
use procedure::{Affair, CaseState, FieldKind, RuleBook, Status, Step, Turn};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{CaseId, Fault, Fen, Hash, Moment, PersonId};

/// Everything about one case, read in one snapshot.
pub(crate) struct Told {
    pub(crate) case: CaseRow,
    pub(crate) state: CaseState,
    pub(crate) book: Arc<RuleBook>,
    pub(crate) acts: Vec<ActRow>,
    pub(crate) windows: Vec<WindowRow>,
    pub(crate) objections: Vec<ObjectionRow>,
    pub(super) papers: Vec<PaperRow>,
    /// How often the originals were looked at.
    pub(super) views: BTreeMap<Hash, u64>,
    /// The covered copies that are public.
    pub(super) copies: Vec<Released>,
    pub(crate) sittings: Vec<SittingRow>,
    /// The meetings that were held entry by entry, with how their votes came about.
    pub(super) held: Vec<Past>,
    refused: Vec<Tried>,
    /// The log's entry of each act, by the act's number.
    entries: BTreeMap<i64, u64>,
    /// The last entry about the case, with its leaf.
    pub(crate) last: Option<(u64, String)>,
    pub(crate) names: BTreeMap<PersonId, String>,
    /// Whose turn it is, in a case that runs.
    pub(crate) turn: Option<Turn>,
    /// Who may take the step that waits, and by which post: one answer for every page.
    pub(crate) takers: Vec<Taker>,
    pub(crate) corrections: Vec<CorrectionRow>,
    /// The emergency lane, of a case that is in it.
    pub(crate) emergency: Option<EmergencyRow>,
    /// Who acted here in an office: of them everybody may know the name.
    in_office: BTreeSet<PersonId>,
}

/// Reads a case; `None` when there is none of this number.
pub(crate) fn read(query: &mut dyn Query, office: &Office, id: &CaseId) -> Result<Option<Told>, Fault> {
    let Some(case) = affairs::case(query, id)? else { return Ok(None) };
    let (state, book) = affairs::state_of(query, office, &case)?;
    let acts = affairs::acts(query, id)?;
    let refused = tried::read(query, &case.village, id.as_str())?;
    let in_office = acts.iter().filter(|act| act.post.is_official()).map(|act| act.person.clone()).collect();
    let mut names: BTreeMap<PersonId, String> = acts.iter().map(|act| (act.person.clone(), act.name.clone())).collect();
    let turn = if case.status == "running" { affairs::turn_of(query, office, &case)? } else { None };
    let turned = turn.iter().filter(|turn| turn.free.is_empty()).flat_map(Turn::everybody);
    for person in refused.iter().filter_map(|tried| tried.act.person.clone()).chain(turned) {
        if let std::collections::btree_map::Entry::Vacant(place) = names.entry(person) {
            let name = roster::name_of(query, place.key())?.unwrap_or_default();
            place.insert(name);
        }
    }
    let about = archive::entries_about(query, id.as_str(), 0, 1_000)?;
    let acted = about.iter().filter(|entry| matches!(entry.kind.as_str(), "case.opened" | "case.acted"));
    let entries = acts.iter().map(|act| act.number).zip(acted.map(|entry| entry.seq)).collect();
    let last = about.last().map(|entry| (entry.seq, entry.leaf.short()));
    Ok(Some(Told {
        papers: affairs::papers(query, id)?,
        views: affairs::views(query, id)?,
        copies: released(query, id)?,
        sittings: affairs::sittings(query, id)?,
        held: past(query, id)?,
        windows: affairs::windows(query, id)?,
        objections: affairs::objections(query, id)?,
        emergency: affairs::emergency(query, id)?,
        corrections: affairs::corrections(query, id)?,
        takers: takers(query, office, &case, &book, turn.as_ref())?,
        turn,
        case,
        state,
        book,
        acts,
        refused,
        entries,
        last,
        names,
        in_office,
    }))
}

impl Told {
    pub(crate) fn affair(&self) -> Option<&Affair> {
        self.book.affair(&self.case.affair)
    }

    pub(crate) fn affair_name(&self, teller: &Teller) -> String {
        self.affair().map_or_else(|| self.case.affair.clone(), |affair| teller.words(&affair.name))
    }

    /// What the case is about. Of the seal's uses only their kinds are public, for a title may name somebody.
    pub(crate) fn title(&self, teller: &Teller) -> String {
        if !teller.eyes.masked() || self.case.affair != SEAL {
            return teller.free(&self.case.title);
        }
        let fields = self.affair().into_iter().flat_map(|affair| &affair.steps).flat_map(|step| &step.fields);
        let kind = fields.flat_map(|field| &field.choices).find(|choice| choice.code == self.state.text("kind"));
        kind.map_or_else(
            || self.affair_name(teller),
            |choice| format!("{} · {}", self.affair_name(teller), teller.words(&choice.words)),
        )
    }

    /// The name of somebody who took a step: officials in full, private persons masked for strangers.
    fn name(&self, teller: &Teller, person: &PersonId) -> String {
        let full = self.names.get(person).map_or("", String::as_str);
        if self.in_office.contains(person) { full.to_owned() } else { teller.name(full) }
    }

    /// Who had a hand in a payment: each duty once, with who last did it and when.
    pub(crate) fn hands(&self, teller: &Teller) -> Vec<Line> {
        const DUTIES: [&str; 8] =
            ["handle_money", "witness", "first_approve_money", "check", "decide", "sign_last", "check_books", "pay"];
        let duty_of = |act: &ActRow| self.affair().and_then(|affair| affair.step(&act.step)).map(|step| &step.duty);
        let line = |duty: &&str| {
            let act = self.acts.iter().rev().find(|act| duty_of(act).is_some_and(|known| known == *duty))?;
            let name = self.book.duties.get(*duty).map(|duty| teller.words(&duty.name))?;
            let who = format!("{} · {}", self.name(teller, &act.person), teller.day(act.moment.day()).words);
            Some(Line::text(name, who))
        };
        DUTIES.iter().filter_map(line).collect()
    }

    /// Whether strangers may know of the case: one of its acts has made something public.
    pub(crate) fn is_public(&self) -> bool {
        self.acts.iter().any(|act| !act.discloses.is_empty()) || !self.windows.is_empty()
    }

    /// The window that is open today.
    pub(crate) fn window(&self, teller: &Teller) -> Option<&WindowRow> {
        let running = self.case.status == "running";
        self.windows.iter().rev().find(|w| running && w.opens <= teller.today && teller.today <= w.closes)
    }

    pub(crate) fn unanswered(&self) -> usize {
        self.objections.iter().filter(|objection| objection.status != "answered").count()
    }

    pub(crate) fn tag(&self, teller: &Teller) -> Tag {
        if self.case.status != "running" {
            let (state, key) =
                if self.case.status == "done" { (State::Done, "case-done") } else { (State::Yellow, "case-ended") };
            return Tag::new(state, teller.say(key));
        }
        match self.case.due {
            _ if self.window(teller).is_some() => Tag::new(State::Notice, teller.say("case-open")),
            _ if self.unanswered() > 0 => Tag::new(State::Yellow, teller.say("case-objected")),
            Some(due) => late_tag(teller, &self.book, due)
                .unwrap_or_else(|| Tag::new(State::Ordinary, teller.say("case-running"))),
            None => Tag::new(State::Ordinary, teller.say("case-running")),
        }
    }

    /// The chart. `href` gives a step its link.
    pub(crate) fn chart(
        &self,
        teller: &Teller,
        now: Moment,
        wide: bool,
        href: impl Fn(&str, Standing) -> String,
    ) -> FlowChart {
        let chart = procedure::chart(&self.book, &self.state, now);
        let nodes = chart.nodes.iter().map(|node| {
            let standing = standing(node.status);
            let (who, day) = match (&node.done, standing) {
                (Some(done), Standing::Done | Standing::Refused) => {
                    (self.name(teller, &done.person), teller.day(done.moment.day()).words)
                }
                (_, Standing::Current | Standing::Waiting) => {
                    let due = node.due.map_or_else(String::new, |due| self.until(teller, due));
                    let who = self.affair().and_then(|affair| affair.step(&node.id)).map(|step| self.who_acts(step));
                    let who = who.unwrap_or_default();
                    (teller.posts(who.get(..2).unwrap_or(&who)), due)
                }
                _ => (String::new(), String::new()),
            };
            Node {
                id: node.id.clone(),
                label: teller.words(&node.name),
                standing,
                who,
                day,
                href: href(&node.id, standing),
            }
        });
        let (nodes, edges) = road(nodes.collect(), &chart.edges, teller);
        FlowChart { language: teller.language, nodes, edges, wide, larger: false }
    }

    /// The acts and the refused attempts, in the order in which they happened.
    pub(crate) fn record(&self, teller: &Teller, papers_at: &str) -> Vec<Act> {
        let acts = self.acts.iter().map(|act| (act.moment, self.act(teller, act, papers_at)));
        let refused = self.refused.iter().map(|tried| (tried.act.moment, self.refused(teller, tried)));
        let mut all: Vec<(Moment, Act)> = acts.chain(refused).collect();
        all.sort_by_key(|(moment, _)| *moment);
        all.into_iter().map(|(_, act)| act).collect()
    }

    fn act(&self, teller: &Teller, act: &ActRow, papers_at: &str) -> Act {
        let step = self.affair().and_then(|affair| affair.step(&act.step));
        let outcome = step.and_then(|step| step.outcome(&act.outcome));
        let state = match outcome.map(|outcome| outcome.way) {
            Some(procedure::Way::Back) => State::Yellow,
            Some(procedure::Way::Stop) => State::Orange,
            _ => State::Done,
        };
        let papers = self.papers.iter().filter(|paper| paper.act == act.number);
        let sitting = self.sittings.iter().find(|sitting| sitting.act == act.number);
        Act {
            anchor: format!("act-{}", act.number),
            step: step.map_or_else(|| act.step.clone(), |step| teller.words(&step.name)),
            tag: Tag::new(state, outcome.map_or_else(|| act.outcome.clone(), |outcome| teller.words(&outcome.words))),
            who: if act.post.is_official() { act.name.clone() } else { teller.name(&act.name) },
            post: teller.words(&act.post.title()),
            when: teller.moment(act.moment),
            words: String::new(),
            lines: {
                let own = step.map_or_else(Vec::new, |step| self.lines(teller, step, &act.fields));
                let corrected = step.map_or_else(Vec::new, |step| self.corrected(teller, step, act.number));
                let noticed = act.noticed.iter().filter(|_| teller.eyes >= Eyes::Village);
                let noticed =
                    noticed.map(|words| Line::new(teller.say("noticed"), Tag::new(State::Orange, teller.words(words))));
                own.into_iter().chain(corrected).chain(self.counted(teller, act)).chain(noticed).collect()
            },
            votes: sitting.map(|sitting| self.votes(teller, sitting)),
            papers: papers
                .map(|paper| self.with_copy(teller, paper, paper_line(teller, step, paper, papers_at)))
                .chain(self.proofs(teller, act.number, papers_at))
                .collect(),
            ground: String::new(),
            entry: self.entries.get(&act.number).map_or_else(String::new, |seq| entry_words(teller, *seq)),
        }
    }

    /// Strangers read the post and not the person.
    fn refused(&self, teller: &Teller, tried: &Tried) -> Act {
        let act = &tried.act;
        let step = self.affair().and_then(|affair| affair.step(&act.step));
        let posts = teller.posts(&tried.posts);
        let name = act.person.as_ref().and_then(|person| self.names.get(person)).map_or("", String::as_str);
        let (who, post, words) = if teller.eyes.masked() {
            (posts, String::new(), tried::why(teller, self.affair(), act))
        } else {
            (name.to_owned(), posts, teller.words(&act.words))
        };
        Act {
            anchor: format!("refused-{}", act.entry),
            step: step.map_or_else(|| act.step.clone(), |step| teller.words(&step.name)),
            tag: Tag::new(State::Red, teller.say("act-refused")),
            who,
            post,
            when: teller.moment(act.moment),
            words: format!("{words}{}", teller.say("act-refused-told")),
            lines: Vec::new(),
            votes: None,
            papers: Vec::new(),
            ground: teller.main_articles(&tried.articles),
            entry: entry_words(teller, u64::try_from(act.entry).unwrap_or(0)),
        }
    }

    /// The fields of a form as this reader may see them.
    pub(crate) fn lines(&self, teller: &Teller, step: &Step, fields: &BTreeMap<String, String>) -> Vec<Line> {
        let typed = |id: &str| fields.get(id).map(|typed| typed.trim()).filter(|typed| !typed.is_empty());
        let tables = step.tables.iter().filter(|table| teller.eyes.see(table.scope)).filter_map(|table| {
            Some(Line::new(teller.words(&table.name), table::shown(teller, table, typed(&table.id)?)))
        });
        let fields = step.fields.iter().filter(|field| teller.eyes.see(field.scope)).filter_map(|field| {
            Some(Line::new(teller.words(&field.label), value(teller, field, typed(&field.id)?, &self.names)))
        });
        fields.chain(tables).collect()
    }

    pub(crate) fn votes(&self, teller: &Teller, sitting: &SittingRow) -> Votes {
        let count = |number: i64| u32::try_from(number).unwrap_or(0);
        let key = if sitting.passed { "votes-passed" } else { "votes-not-passed" };
        Votes {
            body: format!(
                "{} · {}",
                body_of(teller, &self.book, &sitting.body, sitting.group.as_ref()),
                teller.day(sitting.day).words
            ),
            entitled: usize::try_from(sitting.entitled).unwrap_or(0),
            present: usize::try_from(sitting.present).unwrap_or(0),
            recused: usize::try_from(sitting.recused).unwrap_or(0),
            favour: count(sitting.votes_for),
            against: count(sitting.against),
            abstain: count(sitting.abstained),
            rule: teller.say(key).to_string(),
        }
    }

    /// What the case knows, as this reader may see it: each fact under the label of the field that gave it.
    pub(crate) fn facts(&self, teller: &Teller) -> Vec<Line> {
        let Some(affair) = self.affair() else { return Vec::new() };
        let mut lines: Vec<(String, Line)> = Vec::new();
        // A field of two steps is called as the step calls it that was taken: the emergency lane has its own names.
        let (taken, open): (Vec<_>, Vec<_>) =
            affair.steps.iter().partition(|step| self.acts.iter().any(|act| act.step == step.id));
        for field in taken.into_iter().chain(open).flat_map(|step| &step.fields).filter(|field| field.keep) {
            let known = lines.iter().any(|(id, _)| *id == field.id);
            let Some(fact) = self.case.facts.get(&field.id).filter(|_| !known && teller.eyes.see(field.scope)) else {
                continue;
            };
            let shown = match (field.kind, fact) {
                (_, procedure::FactValue::Text(text)) if text.is_empty() => continue,
                (FieldKind::Money, procedure::FactValue::Int(fen)) => Amount(Fen(*fen)).into(),
                (_, procedure::FactValue::Text(text)) => value(teller, field, text, &self.names),
                _ => Html::text(teller.fact(fact)),
            };
            lines.push((field.id.clone(), Line::new(teller.words(&field.label), shown)));
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// The affair whose disclosure is a count of kinds (V13).
pub(crate) const SEAL: &str = "K1";

fn entry_words(teller: &Teller, seq: u64) -> String {
    teller.say("entry-number").put("entry", seq.to_string()).to_string()
}

fn standing(status: Status) -> Standing {
    match status {
        Status::Done => Standing::Done,
        Status::Current => Standing::Current,
        Status::Waiting => Standing::Waiting,
        Status::Refused => Standing::Refused,
        Status::Ahead => Standing::Ahead,
        Status::NotOnThisRoad => Standing::Aside,
    }
}
