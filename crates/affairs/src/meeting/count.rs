//! Counting the votes: hands once by the recorder, and again by somebody else who doubts it; ballots twice by two people of whom
//! neither knows the other's numbers. Whoever counts is there, records the meeting, or is
//! of the supervision committee.

use super::entries::Counted;
use super::open::{held, running};
use super::row::Ways;
use super::standing::{Floor, Standing, TELLERS, Unusual};
use crate::entries::to_body;
use archive::Tx;
use office::{About, Cause, Deed, Desk, Receipt, Warning, roster};
use procedure::Count;
use std::collections::BTreeSet;
use village::{CaseId, FieldFault, Kind, PersonId, Place, Post, Refusal, Stop, Words};

/// Enters what one person counted.
pub struct CountVotes {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// Votes for.
    pub votes_for: u32,
    /// Votes against.
    pub against: u32,
    /// Abstentions.
    pub abstain: u32,
    /// Ballots that are void; none by a show of hands.
    pub spoilt: u32,
    /// Why somebody else counts now, or why the votes are counted for a third time; empty where neither is so.
    pub reason: String,
}

impl Deed for CountVotes {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "count_ballots".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = held(tx, &self.case)?;
        let floor = Floor::at(desk, tx, &row, &held)?;
        let by = floor.attempt.actor.person.clone();
        match held.meeting.voting {
            Ways::Hands if held.counts.is_empty() => floor.may_hold(desk)?,
            Ways::Hands | Ways::Ballots => {
                self.not_the_handler(desk, tx, &floor, &held)?;
                self.may_count(desk, &floor, &held, &by)?;
            }
            Ways::Opinions => return Err(by_opinions().into()),
        }
        enough_came(&floor)?;
        let unusual = held.unusual(&by);
        let reason = self.why(unusual)?;
        let count = Count {
            by: by.clone(),
            votes_for: self.votes_for,
            against: self.against,
            abstain: self.abstain,
            spoilt: if held.meeting.voting == Ways::Ballots { self.spoilt } else { 0 },
        };
        fits(&held, &count)?;
        let round = held.meeting.round;
        let earlier = held.round().next().map(|row| row.count.numbers());
        let next = match (held.meeting.voting, earlier) {
            (_, Some(other)) if other != count.numbers() => round + 1,
            _ => round,
        };
        let id = &held.meeting.id;
        let body = Counted {
            meeting: id.clone(),
            round,
            person: by,
            votes_for: count.votes_for,
            against: count.against,
            abstain: count.abstain,
            spoilt: count.spoilt,
            next,
            reason,
        };
        let entry = tx.append(desk.draft(&self.village, "meeting.counted", id, to_body(&body)?))?;
        if let Some(unusual) = unusual {
            desk.warn(tx, &told(self.about(), &body, unusual))?;
        }
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What the supervision committee's director and the township are told of a count.
fn told(about: About, counted: &Counted, unusual: Unusual) -> Warning {
    let (round, reason) = (counted.round, &counted.reason);
    let words = match unusual {
        Unusual::AnotherTeller => Words::new(
            format!("第{round}轮计票换了计票人，理由：{reason}"),
            format!("another person counted the votes in round {round}; the reason given: {reason}"),
        ),
        Unusual::AnotherRound => Words::new(
            format!("两个人数的票一直不一致，开始第{round}轮计票，理由：{reason}"),
            format!("the two counts kept differing and round {round} was begun; the reason given: {reason}"),
        ),
    };
    Warning {
        cause: Cause::Found,
        about,
        person: Some(counted.person.clone()),
        rule: match unusual {
            Unusual::AnotherTeller => "meeting.another_teller".into(),
            Unusual::AnotherRound => "meeting.another_round".into(),
        },
        words,
        articles: Vec::new(),
    }
}

impl CountVotes {
    /// The reason, where one is asked for.
    fn why(&self, unusual: Option<Unusual>) -> Result<String, Refusal> {
        let reason = self.reason.trim();
        let words = match unusual {
            None => return Ok(String::new()),
            Some(_) if (4..=LONGEST_REASON).contains(&reason.chars().count()) => return Ok(reason.to_owned()),
            Some(Unusual::AnotherTeller) => Words::new(
                "这个会的计票人从第一轮就定了；换人计票要写明理由，4到500个字",
                "who counts was settled with the first count: say in 4 to 500 characters why somebody else does",
            ),
            Some(Unusual::AnotherRound) => Words::new(
                "已经数过两轮；再数一轮要写明理由，4到500个字",
                "the votes were counted in two rounds: say in 4 to 500 characters why there is another",
            ),
        };
        Err(Refusal::faulty("meeting.unusual", vec![FieldFault { field: "reason".into(), words }]))
    }

    /// Whoever handled the matter leaves the count to two others, where there are two.
    fn not_the_handler(&self, desk: &Desk, tx: &mut Tx<'_>, floor: &Floor, held: &Standing) -> Result<(), Stop> {
        if !floor.handled(&floor.attempt.actor.person) {
            return Ok(());
        }
        let came = held.seats.iter().filter(|seat| seat.arrived.is_some() && !seat.recused);
        let mut others: BTreeSet<PersonId> = came.map(|seat| seat.person.clone()).collect();
        for post in [Post::SupervisionDirector, Post::SupervisionMember] {
            let holders = roster::persons_with(tx, &self.village, post, desk.now.day())?;
            others.extend(holders.into_iter().map(|holder| holder.mandate.person));
        }
        others.retain(|person| !floor.handled(person) && !held.seats.iter().any(|s| s.recused && s.person == *person));
        if others.len() < TELLERS {
            return Ok(());
        }
        Err(handled().into())
    }

    /// Who counts is neither a party nor a relative of one, stands aside from nothing, and counts each round once.
    fn may_count(&self, desk: &Desk, floor: &Floor, held: &Standing, by: &PersonId) -> Result<(), Stop> {
        floor.may(desk, "count_ballots", BTreeSet::new())?;
        if held.seats.iter().any(|seat| seat.recused && seat.person == *by) {
            return Err(stands_aside().into());
        }
        if held.round().any(|row| row.count.by == *by) {
            let refusal = counted_already(held.meeting.voting);
            // Whoever mistook the hands may say so; a ballot counted twice by one person looks like two.
            return Err(if held.meeting.voting == Ways::Hands { refusal } else { refusal.violation() }.into());
        }
        if !held.watches(by, &floor.attempt.actor.posts) && floor.may_hold(desk).is_err() {
            return Err(not_there().into());
        }
        if held.round().count() >= TELLERS {
            return Err(agreed_already().into());
        }
        Ok(())
    }
}

fn by_opinions() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.opinions",
        Words::new(
            "这个会由各人密封表态，票数由表态算出",
            "here everybody gives a sealed opinion, and the votes follow from them",
        ),
        Words::new("请各人用自己的账号表态", "let everybody give theirs with their own sign-in"),
    )
}

/// No vote before the quorum is there: it would be void, and settle who came.
pub(super) fn enough_came(floor: &Floor) -> Result<(), Stop> {
    let outlook = floor.outlook()?;
    if outlook.tally.quorate {
        return Ok(());
    }
    let missing = outlook.tally.missing;
    let mut refusal = Refusal::new(
        Kind::NotNow,
        "meeting.quorum",
        Words::new(
            format!("到会人数还不够，不能表决：{}", missing.zh),
            format!("too few have come, so there is no vote yet: {}", missing.en),
        ),
        Words::new(
            "请等人到齐并签到；到不齐的，登记“未开成”，另行通知",
            "wait until enough have signed in; if they do not come, record that the meeting was not held and call it again",
        ),
    );
    refusal.articles = outlook.tally.articles;
    Err(refusal.into())
}

/// There are no more votes than voters.
fn fits(held: &Standing, count: &Count) -> Result<(), Refusal> {
    let (found, voters) = (count.ballots(), held.voters());
    if found <= voters && found > 0 {
        return Ok(());
    }
    let words = if found == 0 {
        Words::new("请填写数出的票数", "enter what was counted")
    } else {
        Words::new(
            format!("票数合计{found}，多于能投票的到会{voters}人，请再数一遍"),
            format!("{found} in all, but only {voters} of those present may vote: count again"),
        )
    };
    Err(Refusal::faulty("meeting.count", vec![FieldFault { field: "votes_for".into(), words }]))
}

fn stands_aside() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "meeting.teller_recused",
        Words::new("您在这件事上回避，不能计票", "you stand aside in this matter and may not count"),
        Words::new("请由另一位不回避的人计票", "somebody else who does not stand aside must count"),
    )
    .violation()
}

fn handled() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "meeting.teller_handled",
        Words::new("这件事是您经办的，您不能计票", "you handled this matter and do not count its votes"),
        Words::new("请由没有经办的到会的人或者村监会的人计票", "somebody who did not handle it must count"),
    )
    .violation()
}

fn counted_already(voting: Ways) -> Refusal {
    let next = match voting {
        Ways::Hands => Words::new(
            "数错了的，请另一位到会的人或者村监会的人用自己的账号重新数一遍；两次不一样，再由两个人各数一遍",
            "if it was miscounted, somebody else who is there, or of the supervision committee, counts again with their own \
             sign-in; where the two differ, two people count once more",
        ),
        _ => Words::new("请把票交给另一位计票人", "hand the ballots to the other teller"),
    };
    let words =
        Words::new("这一轮您已经数过，要由另一个人再数一遍", "you counted this round; somebody else must count it too");
    Refusal::new(Kind::NotYours, "meeting.counted_once", words, next)
}

fn not_there() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "meeting.teller_absent",
        Words::new(
            "只有已经签到的到会的人和村监会的人能计票",
            "only those who have signed in at the meeting, or are of the supervision committee, count",
        ),
        Words::new("请由在场的人计票", "let somebody count who is there"),
    )
    .violation()
}

fn agreed_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.agreed",
        Words::new("两个人数的票已经一致，不用再数", "the two counts agree; nobody need count again"),
        Words::new("请结束会议", "end the meeting"),
    )
}
