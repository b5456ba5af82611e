//! Opening a meeting: the roster as of the day is fixed, and whoever must stand aside is entered so.

use super::entries::{Abandoned, Opened, Seat};
use super::roll_of;
use super::row::{Ways, meetings, open_meeting};
use super::standing::{Floor, Standing};
use crate::entries::to_body;
use crate::read::{CaseRow, case};
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, roster};
use procedure::{Body, Counted, Sitting, StepKind, Voting, may_open};
use village::{CaseId, Day, FieldFault, Kind, PersonId, Place, Refusal, Stop, Words};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Opens the meeting for which a case waits.
pub struct OpenMeeting {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The body that meets.
    pub body: String,
    /// The day on which it is held: today; or the day for which it was called, where nothing could be entered there.
    pub day: Day,
    /// Whether one voice for each household is counted.
    pub by_household: bool,
    /// Whether it votes by paper ballots; it does in any case where the rules ask for them.
    pub ballots: bool,
    /// What stands on the screen for those who sign in by themselves.
    pub code: String,
}

/// Ends a meeting without a result, before anybody voted.
pub struct AbandonMeeting {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// Why.
    pub reason: String,
}

/// The case of a deed, when it is there and runs, for somebody who has to do with its village.
pub(super) fn running(desk: &Desk, query: &mut dyn Query, id: &CaseId, village: &Place) -> Result<CaseRow, Stop> {
    let insider = !desk.posts_at(village).is_empty();
    let row = case(query, id)?.filter(|row| insider && row.village == *village && row.status == "running");
    Ok(row.ok_or_else(Refusal::not_there)?)
}

/// The meeting that is held for a case.
pub(super) fn held(query: &mut dyn Query, id: &CaseId) -> Result<Standing, Stop> {
    let meeting = open_meeting(query, id)?.ok_or_else(over)?;
    Ok(Standing::of(query, meeting)?)
}

fn over() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.none",
        Words::new("这件事现在没有正在开的会", "no meeting is being held on this matter now"),
        Words::new("请打开办件，看会议结束了没有", "open the case and see whether the meeting is over"),
    )
}

impl Deed for OpenMeeting {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "open_meeting".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        if open_meeting(tx, &self.case)?.is_some() {
            return Err(already().into());
        }
        let day = self.day;
        let body = Body(self.body.clone());
        let book = desk.office.book(tx, &row.rules)?.at(&self.village, desk.now.day());
        let group = crate::group::of_case(tx, &book, &row, &body)?;
        let everybody = roll_of(tx, &book, &self.village, &body, group.as_ref(), day)?;
        if let Some(group) = group.filter(|_| everybody.is_empty()) {
            return Err(crate::group::nobody(&group, true).into());
        }
        let entitled = everybody.iter().map(|one| one.person.clone()).collect();
        let sitting = nobody_yet(body, day, self.by_household, entitled);
        let floor = Floor::of(desk, tx, &row, &row.step, sitting)?;
        if floor.step.kind != StepKind::Meeting {
            return Err(Refusal::not_there().into());
        }
        floor.may_hold(desk)?;
        let outlook = may_open(&floor.matter.book, &floor.matter.state, &floor.attempt)?;
        let households = outlook
            .rules
            .first()
            .is_some_and(|own| own.rule.attend.iter().any(|way| way.counted == Counted::Households));
        if self.by_household && !households {
            return Err(not_by_household().into());
        }
        let way = match (floor.step.speaks_last.is_empty(), self.ballots || outlook.ballots.is_some()) {
            (false, _) => Ways::Opinions,
            (true, true) => Ways::Ballots,
            (true, false) => Ways::Hands,
        };
        let mut heads = Vec::new();
        for post in &floor.step.speaks_last {
            let holders = roster::persons_with(tx, &self.village, *post, day)?;
            heads.extend(holders.into_iter().map(|holder| holder.mandate.person));
        }
        let mut seats = Vec::new();
        for one in everybody {
            let kin = !floor.parties.is_empty() && roster::kin_among(tx, &one.person, &floor.parties)?.is_some();
            let party = !floor.parties.is_empty() && roster::party_among(tx, &one.person, &floor.parties)?.is_some();
            let last = heads.contains(&one.person);
            seats.push(Seat { person: one.person, household: one.household, recused: kin || party, last });
        }
        let serial = meetings(tx, &self.case)?.len() + 1;
        let opened = Opened {
            meeting: format!("{}-H{serial:03}", self.case),
            case: self.case.clone(),
            step: row.step.clone(),
            body: self.body.clone(),
            day,
            by_household: self.by_household,
            voting: way.code().to_owned(),
            code: self.code.clone(),
            roster: seats,
        };
        let mut draft = desk.draft(&self.village, "meeting.opened", &opened.meeting, to_body(&opened)?);
        draft.rules = Some(row.rules);
        let entry = tx.append(draft)?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

fn already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.open",
        Words::new("这个会已经开着", "this meeting is open already"),
        Words::new("请打开会议页面接着办", "open its page and go on there"),
    )
}

fn not_by_household() -> Refusal {
    let words = Words::new("这个会议不能按户的代表开", "this body does not meet by households");
    Refusal::faulty("meeting.household", vec![FieldFault { field: "household".into(), words }])
}

impl Deed for AbandonMeeting {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "abandon_meeting".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        Floor::at(desk, tx, &row, &held)?.may_hold(desk)?;
        if held.is_counted() {
            return Err(voted().into());
        }
        let reason = self.reason.trim();
        if !(4..=LONGEST_REASON).contains(&reason.chars().count()) {
            let words = Words::new("请写明为什么作废，4到500个字", "say why, in 4 to 500 characters");
            return Err(Refusal::faulty("meeting.reason", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        let id = held.meeting.id;
        let body = to_body(&Abandoned { meeting: id.clone(), reason: reason.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "meeting.abandoned", &id, body))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

/// Whoever does not like how the vote went may not have another one.
fn voted() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.voted",
        Words::new("已经计过票的会不能作废", "a meeting whose votes were counted is not made void"),
        Words::new(
            "请按数出的票结束会议，结果如实登记",
            "end it with what was counted; the result is recorded as it is",
        ),
    )
    .violation()
}

/// A meeting to which nobody has come yet.
fn nobody_yet(body: Body, day: Day, by_household: bool, entitled: Vec<PersonId>) -> Sitting {
    Sitting {
        body,
        day,
        counted: if by_household { Counted::Households } else { Counted::Persons },
        entitled,
        present: Vec::new(),
        recused: Vec::new(),
        votes_for: 0,
        against: 0,
        abstain: 0,
        voting: Voting::None,
        proxies: Vec::new(),
        typed: false,
        on_paper: false,
    }
}

/// What the log keeps of a meeting, for a step that is taken with it.
pub(crate) fn closing(query: &mut dyn Query, case: &CaseId, step: &str, id: &str) -> Result<Standing, Stop> {
    let found = open_meeting(query, case)?.filter(|meeting| meeting.id == id && meeting.step == step);
    let meeting = found.ok_or_else(over)?;
    Ok(Standing::of(query, meeting)?)
}

/// Whoever types a sitting while the meeting is being held goes past what was entered there.
pub(crate) fn nothing_open(query: &mut dyn Query, case: &CaseId) -> Result<(), Stop> {
    let Some(meeting) = open_meeting(query, case)? else { return Ok(()) };
    let counted = !super::row::counts(query, &meeting.id)?.is_empty();
    let refusal = Refusal::new(
        Kind::NotNow,
        "meeting.open",
        Words::new(
            "这件事的会正开着，到会和票数以会上登记的为准，不能另外填",
            "the meeting is being held: what was entered there counts, and nothing else is typed in",
        ),
        Words::new("请在会议页面结束会议", "end the meeting on its page"),
    );
    Err(if counted { refusal.violation() } else { refusal }.into())
}
