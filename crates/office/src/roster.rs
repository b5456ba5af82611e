//! The roster: places, people, who holds which post, who is related to whom.

mod divisions;
mod entries;
mod group;
mod import;
mod kinship;
mod leave;
mod mandates;
mod party;
mod read;
mod second;
pub(crate) mod sql;

pub use divisions::{AddDivisions, division, divisions_of, subdivisions};
pub use group::{EnterGroups, NewGroup, group_of_party, groups_of};
pub use import::{ImportRoster, NewMandate, NewPerson};
pub use kinship::{DeclareKin, kin_among, relatives_of};
pub use leave::{
    ConfirmLeave, DeclineLeave, EndLeave, Leave, LeaveState, NewLeave, ProposeLeave, TakeLeave, leads_at, leave,
    leaves_at, leaves_of, leaves_proposed, tied,
};
pub use mandates::{EndMandate, GrantMandate};
pub use party::{PartyWords, is_same_party, party_among, party_words};
pub use read::{
    EndedEarly, Holder, PersonRow, Term, ended_early, holders, is_unfounded, mandates_at, mandates_in, mandates_of,
    mandates_then, name_of, officers, officials, people_of, people_of_phone, person, persons_in, persons_with,
    seats_of, terms_of,
};

pub use second::{
    Act, AnswerCheck, AskReset, SecondCheck, WEEK_MS, agreed_reset, open_checks, open_checks_of, second_check,
};

pub(crate) use leave::leads;
pub(crate) use mandates::is_relative;
pub(crate) use read::mandates_from;

pub(crate) fn kinds() -> Vec<archive::Kind> {
    entries::kinds()
}
