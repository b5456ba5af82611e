//! What would happen if a form were sent now, in plain words: the deed is tried on its own road, with its warnings, and undone.

pub(crate) mod ahead;
pub(crate) mod alert;
pub(crate) mod budget;
pub(crate) mod correct;
pub(crate) mod key;
pub(crate) mod leave;
pub(crate) mod meeting;
pub(crate) mod roster;
pub(crate) mod rules;
pub(crate) mod step;
pub(crate) mod turn;
pub(crate) mod village;

use crate::case::refused::receivers_of;
use crate::case::told::{self, Told};
use crate::frame::Frame;
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::sample;
use crate::told::{Eyes, Teller};
use ::village::{AlertId, CaseId, Fault};
use archive::{Entry, Query};
use capital::BudgetUse;
use office::{Deed, Preview};

/// One kind of thing that would happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consequence {
    pub(crate) icon: Icon,
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
}

impl Consequence {
    pub(crate) fn new(icon: Icon, title: impl ToString, lines: Vec<String>) -> Self {
        Self { icon, title: title.to_string(), lines }
    }

    /// It enters the record, with what else is counted or paid by it.
    pub(crate) fn record(teller: &Teller, more: Vec<String>) -> Self {
        let lines = std::iter::once(teller.say("then-record").to_string()).chain(more).collect();
        Self::new(Icon::Log, teller.say("then-record-title"), lines)
    }

    /// What comes next.
    pub(crate) fn next(teller: &Teller, lines: Vec<String>) -> Self {
        Self::new(Icon::Next, teller.say("then-next-title"), lines)
    }

    /// What everybody can read at once.
    pub(crate) fn public(teller: &Teller, lines: Vec<String>) -> Self {
        Self::new(Icon::People, teller.say("then-public-title"), lines)
    }

    /// What stays hidden from strangers.
    pub(crate) fn kept(teller: &Teller, lines: Vec<String>) -> Self {
        Self::new(Icon::Key, teller.say("then-kept-title"), lines)
    }

    /// What the system will say no to from then on.
    pub(crate) fn refused(teller: &Teller, lines: Vec<String>) -> Self {
        Self::new(Icon::Stop, teller.say("then-refused-title"), lines)
    }

    /// Who is warned: said also when nobody is.
    pub(crate) fn warned(teller: &Teller, names: &[String]) -> Self {
        let lines = match names {
            [] => vec![teller.say("then-warned-none").to_string()],
            names => names.iter().map(|name| teller.say("then-warned").put("who", name.as_str()).to_string()).collect(),
        };
        Self::new(Icon::Alert, teller.say("then-warned-title"), lines)
    }

    pub(crate) fn sample(frame: &Frame) -> Vec<Self> {
        let say = |zh: &str, en: &str| sample::say(frame, zh, en);
        let part = |icon, key: &'static str, lines| Self::new(icon, frame.say(key), lines);
        vec![
            part(Icon::Log, "then-record-title", vec![frame.say("then-record").to_string()]),
            part(
                Icon::Next,
                "then-next-title",
                vec![say(
                    "等待村民代表办理“证明”，3月9日（周一）前（还有5个工作日）。",
                    "Waiting for a representative to witness, by Mon 9 March.",
                )],
            ),
            part(
                Icon::Key,
                "then-kept-title",
                vec![say(
                    "收款方、发票号码：只有本村和上级的干部能看",
                    "Payee, invoice number: officials of the village and above only",
                )],
            ),
            part(Icon::Alert, "then-warned-title", vec![frame.say("then-warned-none").to_string()]),
        ]
    }
}

/// Those of several that say something.
pub(crate) fn told_of(all: Vec<Consequence>) -> Vec<Consequence> {
    all.into_iter().filter(|one| !one.lines.is_empty()).collect()
}

/// What a deed would leave.
pub(crate) struct Foreseen {
    pub(crate) preview: Preview,
    pub(crate) entries: Vec<Entry>,
    /// The case as it would then stand, where the deed is about one.
    pub(crate) told: Option<Told>,
    /// Who would be warned, by place, post and name.
    pub(crate) warned: Vec<String>,
    /// What the case would take of the year's budget, where it is to be paid from one.
    pub(crate) budget: Option<BudgetUse>,
}

impl Foreseen {
    /// The entries of a kind.
    pub(crate) fn of(&self, kind: &'static str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }
}

/// Tries a deed and undoes it.
pub(crate) fn foresee(official: &Official, deed: impl Deed) -> Result<Foreseen, Fault> {
    let (teller, office, desk) = (official.teller(Eyes::Handler), official.desk.office.clone(), official.desk.clone());
    let foresight = official.desk.office.foresee(&official.desk, deed, move |query, preview, entries| {
        let case = match preview {
            Preview::Done(receipt) => CaseId::new(receipt.subject.as_str()).ok(),
            Preview::Refused(_) => None,
        };
        let told = match case {
            Some(case) => told::read(query, &office, &case)?,
            None => None,
        };
        let budget = match &told {
            Some(told) => budget::used(query, &desk, told)?,
            None => None,
        };
        Ok((told, warned(query, &teller, entries)?, budget))
    })?;
    let (told, warned, budget) = foresight.seen;
    Ok(Foreseen { preview: foresight.preview, entries: foresight.entries, told, warned, budget })
}

/// Who is told by the alerts among some entries, each once.
fn warned(query: &mut dyn Query, teller: &Teller, entries: &[Entry]) -> Result<Vec<String>, Fault> {
    let mut names: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|entry| matches!(entry.kind.as_str(), "alert.raised" | "alert.repeated")) {
        let Ok(alert) = AlertId::new(entry.subject.as_str()) else { continue };
        for name in receivers_of(query, teller, &alert)? {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(names)
}
