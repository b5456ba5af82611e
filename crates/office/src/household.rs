//! A villager's own scope: who somebody is, is checked against the roster, and then they read what their village keeps for its own
//! people, and what concerns their own household. By a number sent to the telephone that the roster knows, by a code on paper for a
//! household without one, or beside an official who helps, which is recorded. None of it leads to an official's desk.

mod by_code;
mod by_phone;
mod give;
mod help;
mod home;

pub use by_code::open_by_code;
pub use by_phone::{ShortMessage, WAIT_MS, ask_by_phone, open_by_phone};
pub use give::{CodeGiven, GiveCodes, LETTERS, give_codes};
pub use help::{HelpHousehold, open_helped};
pub use home::{Home, home, homes, same_names};

use archive::{Directory, HouseholdSession, Opening};
use sha2::{Digest, Sha256};
use village::{Fault, Hash, Kind, Moment, PersonId, Refusal, Words};

use crate::{Office, roster};

/// A borrowed or shared device: half an hour without a request, half a day in any case.
const SHORT_IDLE_MS: i64 = 30 * 60_000;
const SHORT_MS: i64 = 12 * 3_600_000;

/// One's own telephone, when its owner says that it is.
pub const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Beside somebody who helps: a quarter of an hour.
pub const HELPED_MS: i64 = 15 * 60_000;

/// By which way somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A number sent to their telephone.
    Phone,
    /// The household's code on paper, and a name of the household.
    Code,
    /// Beside an official.
    Helper,
}

impl Way {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Helper => "helper",
        }
    }

    /// As it was kept.
    #[must_use]
    pub fn of(session: &HouseholdSession) -> Self {
        match session.opening.way.as_str() {
            "phone" => Self::Phone,
            "code" => Self::Code,
            _ => Self::Helper,
        }
    }
}

pub(crate) fn kinds() -> Vec<archive::Kind> {
    ["household_code.given", "household.helped"].map(|name| archive::Kind { name, apply: give::apply }).into()
}

/// A session that was opened: what goes into the cookie, and for how long a browser keeps it. The store knows only the hash.
#[derive(Debug, Clone)]
pub struct Entered {
    /// 32 random bytes in hexadecimal.
    pub token: String,
    /// Whether the browser keeps it when it is closed.
    pub kept: bool,
}

/// Opens the session of somebody of whom it is known who they are.
fn enter(
    office: &Office,
    directory: &Directory,
    person: &PersonId,
    (way, kept, helper): (Way, bool, Option<PersonId>),
    now: Moment,
) -> Result<Entered, Fault> {
    let known = office.read(|reader| roster::person(reader, person))?;
    let known = known.ok_or_else(|| Fault::new(format!("nobody in the roster is `{person}`")))?;
    let (idle_ms, longest_ms) = match way {
        Way::Helper => (HELPED_MS, HELPED_MS),
        _ if kept => (KEPT_MS, KEPT_MS),
        _ => (SHORT_IDLE_MS, SHORT_MS),
    };
    let opening = Opening {
        person: person.clone(),
        village: known.village,
        household: known.household,
        way: way.code().to_owned(),
        helper,
        idle_ms,
        expires: now.plus_ms(longest_ms),
    };
    let (token, csrf) = (hex::encode(office.random::<32>()), hex::encode(office.random::<32>()));
    directory.open_household(&crate::sign_in::token_hash(&token), &opening, &csrf, now)?;
    Ok(Entered { token, kept: kept && way != Way::Helper })
}

/// What a secret is known by in the directory; `what` keeps one kind of secret from passing for another.
fn hashed(what: &str, secret: &str) -> Hash {
    Hash(Sha256::new().chain_update(what).chain_update([0]).chain_update(secret).finalize().into())
}

/// A name as people type it: without the blanks around it and within it.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_whitespace() && *letter != '\0').collect()
}

fn wrong(zh: &str, en: &str) -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "household.wrong",
        Words::new(zh, en),
        Words::new(
            "请核对后再试；还是不行，请找村文书或监督委员会帮您看",
            "check and try again; if it still fails, ask the village clerk or the supervision committee to help you",
        ),
    )
}

fn too_often() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "household.too_often",
        Words::new("试的次数太多了，暂时不能再试", "too many tries; you cannot try again for now"),
        Words::new("请15分钟后再试，或请村文书帮您看", "try again in 15 minutes, or ask the village clerk to help you"),
    )
}
