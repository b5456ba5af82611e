//! Questions to the meetings: which there are, who sits in them, what was counted.

use super::{Stance, sql};
use crate::take::PaperSent;
use archive::{Query, Row};
use office::{MediaType, StoredFile};
use procedure::{Count, Proxy};
use village::{CaseId, Day, Fault, Hash, Moment, PersonId};

/// How a meeting votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// By a show of hands.
    Hands,
    /// By paper ballots that two people count.
    Ballots,
    /// By opinions that are sealed until all are in, the head's the last.
    Opinions,
}

impl Ways {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Hands => "hands",
            Self::Ballots => "ballots",
            Self::Opinions => "opinions",
        }
    }
}

/// What became of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is being held.
    Open,
    /// It came to its result, which the case's record holds.
    Closed,
    /// It was ended before anybody voted.
    Abandoned,
}

/// A meeting of a case's step.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its number.
    pub id: String,
    /// The case.
    pub case: CaseId,
    /// The step.
    pub step: String,
    /// The body that meets.
    pub body: String,
    /// The day.
    pub day: Day,
    /// Whether one voice for each household is counted.
    pub by_household: bool,
    /// How it votes.
    pub voting: Ways,
    /// What stands on its screen for those who sign in by themselves.
    pub code: String,
    /// What became of it.
    pub fate: Fate,
    /// The round of counting that runs.
    pub round: i64,
    /// Who opened it.
    pub opened_by: PersonId,
    /// Their name.
    pub opener: String,
    /// When.
    pub opened: Moment,
    /// When it ended.
    pub ended: Option<Moment>,
    /// Why it was abandoned.
    pub reason: String,
}

/// A seat: somebody who is entitled to the meeting.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their household; empty when none is known.
    pub household: String,
    /// When they signed in.
    pub arrived: Option<Moment>,
    /// How: `typed` by the recorder, or by their own `phone`.
    pub way: String,
    /// Whether they are kept out of the matter.
    pub recused: bool,
    /// Whether they speak after all others.
    pub last: bool,
}

/// An opinion, sealed or opened.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What the log had of it before it was opened.
    pub commitment: Hash,
    /// When it was sealed.
    pub sealed: Moment,
    /// What it says; nothing before all are opened.
    pub said: Option<(Stance, String)>,
}

/// A count of the votes, as it was entered.
#[derive(Debug, Clone)]
pub struct CountRow {
    /// The round: a new one begins when two counts differ.
    pub round: i64,
    /// Who counted and what they found.
    pub count: Count,
    /// Their name.
    pub name: String,
    /// When.
    pub moment: Moment,
    /// Why somebody else counted, or why there was a third round; empty in any other.
    pub reason: String,
}

/// Somebody who came for a member, with the written authority.
#[derive(Debug, Clone)]
pub struct ProxyRow {
    /// Who came for whom.
    pub proxy: Proxy,
    /// The name of whoever came.
    pub holder: String,
    /// The authority.
    pub paper: PaperSent,
}

/// The proxies of a meeting.
///
/// # Errors
/// When the store cannot be read.
pub fn proxies(query: &mut dyn Query, meeting: &str) -> Result<Vec<ProxyRow>, Fault> {
    let proxy = |row: &Row| -> Result<ProxyRow, Fault> {
        let media = row.text("media_type")?;
        let hash = Hash::parse(&row.text("hash")?).map_err(|e| Fault::from("a proxy holds a malformed hash", e))?;
        let media_type = MediaType::named(&media).ok_or_else(|| Fault::new(format!("no paper is `{media}`")))?;
        Ok(ProxyRow {
            proxy: Proxy { absent: row.read("absent_id")?, holder: row.read("holder_id")? },
            holder: row.maybe_text("holder")?.unwrap_or_default(),
            paper: PaperSent {
                kind: "proxy".into(),
                name: row.text("name")?,
                file: StoredFile { hash, media_type, size_bytes: row.count("size_bytes")? },
            },
        })
    };
    query.query(sql::PROXIES, &[meeting.into()])?.iter().map(proxy).collect()
}

/// The meetings of a case, in order.
///
/// # Errors
/// When the store cannot be read.
pub fn meetings(query: &mut dyn Query, case: &CaseId) -> Result<Vec<Meeting>, Fault> {
    query.query(sql::MEETINGS, &[case.into()])?.iter().map(meeting).collect()
}

/// The meeting of a case that is being held.
///
/// # Errors
/// When the store cannot be read.
pub fn open_meeting(query: &mut dyn Query, case: &CaseId) -> Result<Option<Meeting>, Fault> {
    Ok(meetings(query, case)?.into_iter().rev().find(|meeting| meeting.fate == Fate::Open))
}

/// The seats of a meeting, in the roster's order.
///
/// # Errors
/// When the store cannot be read.
pub fn seats(query: &mut dyn Query, meeting: &str) -> Result<Vec<Seat>, Fault> {
    let seat = |row: &Row| -> Result<Seat, Fault> {
        Ok(Seat {
            person: row.read("person_id")?,
            name: row.maybe_text("name")?.unwrap_or_default(),
            household: row.text("household")?,
            arrived: row.maybe_int("arrived")?.map(Moment),
            way: row.text("way")?,
            recused: row.truth("recused")?,
            last: row.truth("speaks_last")?,
        })
    };
    query.query(sql::SEATS, &[meeting.into()])?.iter().map(seat).collect()
}

/// Every count of a meeting's votes, in order.
///
/// # Errors
/// When the store cannot be read.
pub fn counts(query: &mut dyn Query, meeting: &str) -> Result<Vec<CountRow>, Fault> {
    let number = |row: &Row, column: &str| Ok::<_, Fault>(u32::try_from(row.int(column)?).unwrap_or(u32::MAX));
    let count = |row: &Row| -> Result<CountRow, Fault> {
        Ok(CountRow {
            round: row.int("round")?,
            count: Count {
                by: row.read("person_id")?,
                votes_for: number(row, "votes_for")?,
                against: number(row, "votes_against")?,
                abstain: number(row, "abstained")?,
                spoilt: number(row, "spoilt")?,
            },
            name: row.maybe_text("name")?.unwrap_or_default(),
            moment: row.moment("counted")?,
            reason: row.text("reason")?,
        })
    };
    query.query(sql::COUNTS, &[meeting.into()])?.iter().map(count).collect()
}

/// The opinions of a meeting, in the order in which they were sealed.
///
/// # Errors
/// When the store cannot be read.
pub fn opinions(query: &mut dyn Query, meeting: &str) -> Result<Vec<Opinion>, Fault> {
    let opinion = |row: &Row| -> Result<Opinion, Fault> {
        let malformed = |error| Fault::from("an opinion holds a malformed commitment", error);
        let said = match row.maybe_int("opened")? {
            Some(_) => Stance::of(&row.text("stance")?).map(|stance| Ok::<_, Fault>((stance, row.text("words")?))),
            None => None,
        };
        Ok(Opinion {
            person: row.read("person_id")?,
            name: row.maybe_text("name")?.unwrap_or_default(),
            commitment: Hash::parse(&row.text("commitment")?).map_err(malformed)?,
            sealed: row.moment("sealed")?,
            said: said.transpose()?,
        })
    };
    query.query(sql::OPINIONS, &[meeting.into()])?.iter().map(opinion).collect()
}

fn meeting(row: &Row) -> Result<Meeting, Fault> {
    Ok(Meeting {
        id: row.text("id")?,
        case: row.read("case_id")?,
        step: row.text("step")?,
        body: row.text("body")?,
        day: crate::state::day(&row.text("day")?)?,
        by_household: row.truth("by_household")?,
        voting: match row.text("voting")?.as_str() {
            "ballots" => Ways::Ballots,
            "opinions" => Ways::Opinions,
            _ => Ways::Hands,
        },
        code: row.text("code")?,
        fate: match row.text("status")?.as_str() {
            "open" => Fate::Open,
            "closed" => Fate::Closed,
            _ => Fate::Abandoned,
        },
        round: row.int("round")?,
        opened_by: row.read("opened_by")?,
        opener: row.maybe_text("name")?.unwrap_or_default(),
        opened: row.moment("opened")?,
        ended: row.maybe_int("ended")?.map(Moment),
        reason: row.text("reason")?,
    })
}
