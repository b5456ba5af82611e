//! Inspections and their findings as they are kept.

use super::sql;
use archive::{Query, Row};
use village::{Day, Fault, Moment, PersonId, Place, Words};

macro_rules! finding_kinds {
    ($($variant:ident $code:literal $zh:literal $en:literal;)+) => {
        /// What is wrong with what is, or is not, public.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind {
            $(#[doc = $en] $variant,)+
        }

        impl FindingKind {
            /// Every kind; the first seven the system sees, the last three an inspector.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As it is kept.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// As people say it.
            #[must_use]
            pub fn words(self) -> Words {
                match self { $(Self::$variant => Words::new($zh, $en),)+ }
            }
        }
    };
}

finding_kinds! {
    Missing "missing" "到期没有公开" "not public in time";
    Late "late" "公开晚了" "public too late";
    Changed "changed" "公开后改过" "changed after release";
    Thin "thin" "内容明显变少" "far less than usual";
    Copied "copied" "照抄上一期" "copied from the time before";
    Unanswered "unanswered" "提问没有按期答复" "questions not answered in time";
    Hasty "hasty" "送审和审核在几分钟内完成" "confirmed and reviewed within minutes";
    NotOpen "not_open" "未公开" "not open";
    CannotOpen "cannot_open" "公开栏打不开、看不到" "cannot be opened or seen";
    Doubtful "doubtful" "公开存疑" "open to question";
}

impl FindingKind {
    /// From its code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether an inspector says it, from the wall or from hearing; the others the system sees.
    #[must_use]
    pub fn is_seen_by_person(self) -> bool {
        matches!(self, Self::NotOpen | Self::CannotOpen | Self::Doubtful)
    }
}

/// How far a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingState {
    /// Seen; nobody has been asked to do anything.
    Seen,
    /// To be put right.
    Ordered,
    /// The village says that it is; nobody has looked.
    Answered,
    /// Put right.
    Right,
}

/// An inspection of one village.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// Its number.
    pub id: String,
    /// The village.
    pub village: Place,
    /// How it was chosen: `all`, `lot`, `longest`.
    pub chosen: String,
    /// By which seed it was drawn; empty for what was not drawn.
    pub seed: String,
    /// Who opened it.
    pub opened_by: Option<PersonId>,
    /// When.
    pub opened: Moment,
}

/// What an inspection found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The inspection.
    pub inspection: String,
    /// Its number there, from 1.
    pub number: i64,
    /// What is wrong.
    pub kind: FindingKind,
    /// The item of the catalogue; empty where it is about none.
    pub item: String,
    /// The days that the item covers, as they are kept.
    pub term: String,
    /// In words.
    pub words: Words,
    /// Who saw it; nobody where the system did.
    pub seen_by: Option<PersonId>,
    /// When.
    pub seen: Moment,
    /// How far it is.
    pub state: FindingState,
    /// The last day for putting it right.
    pub due: Option<Day>,
    /// What the village says it did.
    pub answer: String,
    /// Who says so, and when.
    pub answered: Option<(Option<PersonId>, Moment)>,
    /// What the inspector says to that.
    pub said: String,
    /// Who, and when.
    pub judged: Option<(Option<PersonId>, Moment)>,
}

fn inspection_row(row: &Row) -> Result<Inspection, Fault> {
    Ok(Inspection {
        id: row.text("id")?,
        village: row.read("village")?,
        chosen: row.text("chosen")?,
        seed: row.text("seed")?,
        opened_by: row.maybe_read("opened_by")?,
        opened: row.moment("opened")?,
    })
}

fn finding_row(row: &Row) -> Result<Finding, Fault> {
    let kind = row.text("kind")?;
    let state = match row.text("state")?.as_str() {
        "seen" => FindingState::Seen,
        "ordered" => FindingState::Ordered,
        "answered" => FindingState::Answered,
        "right" => FindingState::Right,
        other => return Err(Fault::new(format!("`{other}` is no state of a finding"))),
    };
    let by = |who: &str, when: &str| match row.maybe_int(when)? {
        Some(moment) => Ok::<_, Fault>(Some((row.maybe_read(who)?, Moment(moment)))),
        None => Ok(None),
    };
    Ok(Finding {
        inspection: row.text("inspection")?,
        number: row.int("number")?,
        kind: FindingKind::of(&kind).ok_or_else(|| Fault::new(format!("`{kind}` is no kind of finding")))?,
        item: row.text("item")?,
        term: row.text("term")?,
        words: serde_json::from_str(&row.text("words")?)
            .map_err(|error| Fault::from("a finding holds malformed words", error))?,
        seen_by: row.maybe_read("seen_by")?,
        seen: row.moment("seen")?,
        state,
        due: row.maybe_read("due")?,
        answer: row.text("answer")?,
        answered: by("answered_by", "answered")?,
        said: row.text("said")?,
        judged: by("judged_by", "judged")?,
    })
}

/// An inspection by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn inspection(query: &mut dyn Query, id: &str) -> Result<Option<Inspection>, Fault> {
    query.maybe(sql::INSPECTION, &[id.into()])?.map(|row| inspection_row(&row)).transpose()
}

/// The inspections of a village, or of all villages of an area, the latest first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn inspections(query: &mut dyn Query, area: &Place) -> Result<Vec<Inspection>, Fault> {
    query.query(sql::INSPECTIONS, &[format!("{area}%").into()])?.iter().map(inspection_row).collect()
}

/// What an inspection found, by number (at most 1,000).
///
/// # Errors
/// When the store cannot be read.
pub fn findings(query: &mut dyn Query, id: &str) -> Result<Vec<Finding>, Fault> {
    query.query(sql::FINDINGS, &[id.into()])?.iter().map(finding_row).collect()
}

/// What of a village is to be put right, or waits for the inspector to look, the most urgent first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn waiting_findings(query: &mut dyn Query, village: &Place) -> Result<Vec<Finding>, Fault> {
    query.query(sql::WAITING, &[village.into()])?.iter().map(finding_row).collect()
}

/// What is past its last day and not said to be put right (at most 500).
pub(super) fn late_findings(query: &mut dyn Query, today: Day) -> Result<Vec<Finding>, Fault> {
    query.query(sql::LATE, &[today.into()])?.iter().map(finding_row).collect()
}

/// The villages of an area, each with the day on which somebody last looked; none where nobody ever did (at most 5,000).
///
/// # Errors
/// When the store cannot be read.
pub fn coverage(query: &mut dyn Query, area: &Place) -> Result<Vec<(Place, Option<Day>)>, Fault> {
    let rows = query.query(sql::COVERAGE, &[format!("{area}%").into()])?;
    rows.iter().map(|row| Ok((row.read("code")?, row.maybe_int("opened")?.map(|at| Moment(at).day())))).collect()
}
