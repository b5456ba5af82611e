//! Signing in: the recorder ticks who came, or a member does it by their own phone; and what was ticked wrongly is put right.

use super::Correction;
use super::entries::{Attended, Corrected};
use super::open::{held, running};
use super::standing::{Floor, Standing};
use crate::act::said;
use crate::entries::to_body;
use archive::Tx;
use office::{About, Cause, Deed, Desk, Receipt, Warning};
use village::{CaseId, FieldFault, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

/// The recorder enters who came.
pub struct EnterArrivals {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// Who came.
    pub people: Vec<PersonId>,
}

/// A member signs in by their own phone.
pub struct Arrive {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// What stands on the screen.
    pub code: String,
}

/// The recorder puts a seat right.
pub struct CorrectSeat {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// Whose seat.
    pub person: PersonId,
    /// What is right.
    pub change: Correction,
}

impl Deed for EnterArrivals {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "enter_arrivals".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        Floor::at(desk, tx, &row, &held)?.may_hold(desk)?;
        not_counted(&held)?;
        let mut strangers = self.people.iter().filter(|person| !held.seats.iter().any(|seat| seat.person == **person));
        if let Some(stranger) = strangers.next() {
            let words = Words::new(
                format!("{stranger}不在应到会名单里"),
                format!("{stranger} is not entitled to this meeting"),
            );
            return Err(faulty(words).into());
        }
        let absent = |person: &&PersonId| held.seats.iter().any(|s| s.person == **person && s.arrived.is_none());
        let mut people: Vec<PersonId> = self.people.iter().filter(absent).cloned().collect();
        people.sort();
        people.dedup();
        if people.is_empty() {
            return Err(faulty(Words::new("请勾选刚到会的人", "tick who has come")).into());
        }
        attended(self.case.as_str(), &self.village, desk, tx, &held, people, "typed")
    }
}

impl Deed for Arrive {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "arrive".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        let seat = held.seats.iter().find(|seat| Some(&seat.person) == desk.person()).ok_or_else(not_entitled)?;
        if let Some(moment) = seat.arrived {
            return Err(there_already(moment).into());
        }
        if held.meeting.day != desk.now.day() {
            return Err(another_day().into());
        }
        if self.code.trim() != held.meeting.code {
            let words = Words::new(
                "到会码不对，请看会场屏幕上的六位数字",
                "this is not the code: look at the six digits on the meeting's screen",
            );
            return Err(Refusal::faulty("meeting.code", vec![FieldFault { field: "code".into(), words }]).into());
        }
        not_counted(&held)?;
        let person = seat.person.clone();
        attended(self.case.as_str(), &self.village, desk, tx, &held, vec![person], "phone")
    }
}

impl Deed for CorrectSeat {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "correct_seat".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        let floor = Floor::at(desk, tx, &row, &held)?;
        floor.may_hold(desk)?;
        let seat = held.seats.iter().find(|seat| seat.person == self.person);
        let seat = seat.ok_or_else(|| faulty(Words::new("请选择是谁", "choose who it is")))?;
        let changes = match self.change {
            Correction::NotThere => seat.arrived.is_some(),
            Correction::Recused => !seat.recused,
            Correction::Votes => seat.recused,
        };
        if !changes {
            return Err(faulty(Words::new("名单上已经是这样", "the list says so already")).into());
        }
        // Who stands aside may still come to light after the count; who was there may not change any more.
        if self.change != Correction::Recused {
            not_counted(&held)?;
        }
        let held_for = held.proxies.iter().find(|row| row.proxy.holder == self.person);
        if self.change == Correction::NotThere && held_for.is_some() {
            let words =
                Words::new("这个人代别人参加，请先更正被代的人", "they came for somebody: correct that one first");
            return Err(faulty(words).into());
        }
        if self.change == Correction::Votes {
            stays_out(tx, &floor, &self.person, &seat.name)?;
        }
        let id = &held.meeting.id;
        // Whoever stands aside after the count voted in it: what was counted is void, and there is another vote.
        let counted = self.change == Correction::Recused && seat.arrived.is_some() && held.round().next().is_some();
        let next = counted.then_some(held.meeting.round + 1);
        let body = Corrected { meeting: id.clone(), person: self.person.clone(), change: self.change, next };
        let entry = tx.append(desk.draft(&self.village, "meeting.corrected", id, to_body(&body)?))?;
        if counted {
            desk.warn(tx, &voided(self.about(), desk, &seat.name))?;
        }
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

/// What the supervision committee's director and the township are told of a count that is void.
fn voided(about: About, desk: &Desk, name: &str) -> Warning {
    Warning {
        cause: Cause::Found,
        about,
        person: desk.person().cloned(),
        rule: "meeting.recused_after_count".into(),
        words: Words::new(
            format!("计票以后才登记{name}回避，这一轮数的票作废，重新表决、重新计票"),
            format!(
                "{name} was entered as standing aside after the count: the round is void and there is another vote"
            ),
        ),
        articles: Vec::new(),
    }
}

/// Neither a party nor its relatives are let back in to vote.
fn stays_out(tx: &mut Tx<'_>, floor: &Floor, person: &PersonId, name: &str) -> Result<(), Stop> {
    let party = office::roster::party_among(tx, person, &floor.parties)?.is_some();
    if !party && office::roster::kin_among(tx, person, &floor.parties)?.is_none() {
        return Ok(());
    }
    Err(Refusal::new(
        Kind::NotYours,
        "meeting.kin",
        Words::new(
            format!("{name}是当事人或者当事人的亲属，在这件事上必须回避"),
            format!("{name} is a party or a relative of one, and must stand aside in this matter"),
        ),
        Words::new("请保持回避，不计入表决", "leave them out of the vote"),
    )
    .violation()
    .into())
}

fn attended(
    case: &str,
    village: &Place,
    desk: &Desk,
    tx: &mut Tx<'_>,
    held: &Standing,
    people: Vec<PersonId>,
    way: &str,
) -> Result<Receipt, Stop> {
    let id = &held.meeting.id;
    let body = Attended { meeting: id.clone(), people, way: way.to_owned() };
    let entry = tx.append(desk.draft(village, "meeting.attended", id, to_body(&body)?))?;
    Ok(Receipt { subject: case.to_owned(), entry: entry.seq, again: false })
}

fn faulty(words: Words) -> Refusal {
    Refusal::faulty("meeting.people", vec![FieldFault { field: "people".into(), words }])
}

/// Once votes were counted, who came is settled: nobody is added or taken away to turn a result.
pub(super) fn not_counted(held: &Standing) -> Result<(), Refusal> {
    if !held.is_counted() {
        return Ok(());
    }
    Err(Refusal::new(
        Kind::NotNow,
        "meeting.counted",
        Words::new("已经开始计票，到会的人不能再改", "counting has begun: who came is settled and cannot be changed"),
        Words::new("晚到的人不参加这次表决", "whoever comes later takes no part in this vote"),
    ))
}

fn not_entitled() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "meeting.not_entitled",
        Words::new("您不在这次会议的应到会名单里", "you are not on the list of this meeting"),
        Words::new(
            "名单按开会当天的花名册定；如果登记有误，请告诉会议记录人或者乡镇",
            "the list is the roster of the day; if it is wrong, tell whoever records the meeting, or the township",
        ),
    )
}

fn another_day() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.another_day",
        Words::new("这个会不是今天开的，不能用手机签到", "this meeting was not held today: nobody signs in by phone"),
        Words::new("到会情况由记录人按签到册登记", "the recorder enters who came from the sign-in sheet"),
    )
}

fn there_already(moment: Moment) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.arrived",
        Words::new(format!("您在{}已经签到", said(moment)), format!("you signed in at {moment}")),
        Words::new("不用再签", "there is no need to do it again"),
    )
}
