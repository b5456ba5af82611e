//! The hand that does every deed of the simulation, and looks at once at what it has left in the log.

mod expect;

use crate::oracle::{Finding, Oracle};
use crate::report::Report;
use crate::{Broken, Halt};
use archive::{Entry, entries_after};
use expect::{Tried, unlike};
use office::{Deed, Desk, Office, Preview, Receipt};
use std::collections::{BTreeMap, VecDeque};
use village::{AlertId, CaseId, Fault, Moment, Refusal, Stop};

/// How many lines of a story are told.
const TOLD: usize = 14;

/// What came of a deed.
#[derive(Debug)]
pub(crate) enum Done {
    /// It was done.
    Taken(Receipt),
    /// It was refused.
    Refused(Box<Refusal>),
}

/// The hand.
pub(crate) struct Hand {
    pub(crate) office: Office,
    pub(crate) oracle: Oracle,
    pub(crate) report: Report,
    /// Alerts that were raised since somebody looked.
    pub(crate) raised: Vec<AlertId>,
    pub(crate) now: Moment,
    seed: u64,
    again: String,
    stories: BTreeMap<String, VecDeque<String>>,
}

impl Hand {
    pub(crate) fn new(office: Office, oracle: Oracle, seed: u64, again: String) -> Self {
        let (report, raised, stories) = (Report::default(), Vec::new(), BTreeMap::new());
        Self { office, oracle, report, raised, now: Moment(0), seed, again, stories }
    }

    /// Does a deed.
    pub(crate) fn perform(&mut self, desk: &Desk, deed: impl Deed) -> Result<Done, Halt> {
        let tried = Tried::of(desk, &deed);
        let came = self.office.perform(desk, deed);
        let mut done = self.look(vec![(tried, came)])?;
        done.pop().ok_or_else(|| Fault::new("a deed came to nothing").into())
    }

    /// Looks what would come of a deed. Nothing may remain of it.
    pub(crate) fn preview(&mut self, desk: &Desk, deed: impl Deed) -> Result<Preview, Halt> {
        let subject = deed.about().subject;
        let seen = self.office.preview(desk, deed)?;
        self.report.previewed += 1;
        if self.office.archive().head() != self.oracle.seq {
            self.oracle.find("a preview leaves nothing", &subject, "the log has grown");
        }
        self.judge()?;
        Ok(seen)
    }

    /// Does two deeds at one moment, each from a thread of its own.
    pub(crate) fn perform_both(
        &mut self,
        one: (&Desk, impl Deed),
        other: (&Desk, impl Deed),
    ) -> Result<(Done, Done), Halt> {
        let (first, second) = (Tried::of(one.0, &one.1), Tried::of(other.0, &other.1));
        let office = &self.office;
        let came = std::thread::scope(|scope| {
            let there = scope.spawn(|| office.perform(other.0, other.1));
            let here = office.perform(one.0, one.1);
            (here, there.join().unwrap_or_else(|_| Err(Fault::new("a deed has panicked").into())))
        });
        self.report.at_once += 1;
        let mut done = self.look(vec![(first, came.0), (second, came.1)])?;
        match (done.pop(), done.pop()) {
            (Some(other), Some(one)) => Ok((one, other)),
            _ => Err(Fault::new("two deeds came to nothing").into()),
        }
    }

    /// Reads what was appended, lets the oracle judge it, and compares it with what was answered.
    fn look(&mut self, tried: Vec<(Tried, Result<Receipt, Stop>)>) -> Result<Vec<Done>, Halt> {
        let before = self.oracle.seq;
        let entries = self.catch_up()?;
        for (tried, came) in &tried {
            let line = format!("{} {}", self.now, tried.told(came, &self.oracle.people));
            // What a deed has made has its own number, under which it may be asked about.
            if let Ok(receipt) = came
                && receipt.subject != tried.about.subject
            {
                self.tell(&receipt.subject, line.clone());
            }
            self.tell(&tried.about.subject, line);
            self.report.count(came);
        }
        self.raised.extend(
            entries.iter().filter(|entry| entry.kind == "alert.raised").filter_map(|e| AlertId::new(&*e.subject).ok()),
        );
        self.oracle.judge_warned();
        self.oracle.judge_registers();
        for (invariant, subject, what) in unlike(&tried, &entries, before, &self.oracle) {
            self.oracle.find(invariant, &subject, what);
        }
        self.judge()?;
        let answer = |came: Result<Receipt, Stop>| match came {
            Ok(receipt) => Ok(Done::Taken(receipt)),
            Err(Stop::Refused(refusal)) => Ok(Done::Refused(refusal)),
            Err(Stop::Failed(fault)) => Err(Halt::Failed(fault)),
        };
        tried.into_iter().map(|(_, came)| answer(came)).collect()
    }

    /// Lets the oracle read what the log has more than it knows.
    pub(crate) fn catch_up(&mut self) -> Result<Vec<Entry>, Halt> {
        let mut all = Vec::new();
        loop {
            let seq = self.oracle.seq;
            let entries = self.office.read(|reader| entries_after(reader, seq, 500))?;
            for entry in &entries {
                self.oracle.take_in(entry);
            }
            let last = entries.len() < 500;
            all.extend(entries);
            if last {
                return Ok(all);
            }
        }
    }

    /// Ends the simulation when an invariant does not hold.
    pub(crate) fn judge(&mut self) -> Result<(), Halt> {
        match self.oracle.findings().into_iter().next() {
            None => Ok(()),
            Some(finding) => Err(self.broken(finding)),
        }
    }

    /// An invariant does not hold: the story of where it was found.
    pub(crate) fn broken(&self, finding: Finding) -> Halt {
        let Finding { invariant, what, subject } = finding;
        let mut story: Vec<String> = self.stories.get(&subject).into_iter().flatten().cloned().collect();
        if let Some(case) = CaseId::new(subject.clone()).ok().and_then(|id| self.oracle.cases.get(&id)) {
            let acts = case.acts.iter().enumerate().map(|(place, act)| {
                let (name, undone) = (self.oracle.people.name(&act.person), if act.undone { " (undone)" } else { "" });
                format!(
                    "act {}: {} {name}, {}, `{}` → `{}`{undone}",
                    place + 1,
                    act.moment,
                    act.post,
                    act.step,
                    act.outcome
                )
            });
            story.extend(acts.collect::<Vec<_>>());
            story.push(format!("it stands at `{}` ({})", case.at, case.status));
        }
        Halt::Broken(Box::new(Broken {
            invariant: invariant.to_owned(),
            what,
            seed: self.seed,
            day: self.now.day(),
            subject,
            story,
            again: self.again.clone(),
        }))
    }

    fn tell(&mut self, subject: &str, line: String) {
        let story = self.stories.entry(subject.to_owned()).or_default();
        story.push_back(line);
        if story.len() > TOLD {
            story.pop_front();
        }
    }
}
