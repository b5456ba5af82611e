//! Messages that wait to be sent, and what became of each try. A worker claims a letter by an entry before it hands it to
//! the mail server, so two workers on one store never send the same letter. A worker that dies between the two leaves a
//! letter of which nobody knows whether it was sent: it is never sent again, but found and told ([`Lose`]).

use crate::entries::{Claimed, Lost, Sent, to_body};
use crate::sql;
use archive::{Query, Row, Tx};
use office::{About, Deed, Desk, Office, Receipt};
use village::{Fault, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

/// For how long a worker may take over one letter, before it is taken for dead: a quarter of an hour.
pub const PATIENCE_MS: i64 = 15 * 60 * 1000;

/// A message that waits.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its number, the same at every try.
    pub id: String,
    /// To whom.
    pub person: PersonId,
    /// The e-mail address.
    pub address: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// How many tries have failed.
    pub failures: u32,
}

/// What became of a try.
#[derive(Debug, Clone, Copy)]
pub enum Sending {
    /// The mail server took it.
    Sent,
    /// It failed; the next try is at this moment, or never.
    Failed(Option<Moment>),
}

/// Claims a message for one try.
pub struct ClaimMessage {
    /// The county.
    pub county: Place,
    /// The message's number.
    pub message: String,
}

impl Deed for ClaimMessage {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.message.clone(), step: "claim_message".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let (row, place) = message(tx, &self.message, "waiting")?;
        if row.maybe_int("next_try")?.is_none_or(|next| next > desk.now.0) {
            return Err(done().into());
        }
        let body = to_body(&Claimed { id: self.message.clone() })?;
        let entry = desk.append_more(tx, &place, "message.claimed", &self.message, body)?;
        Ok(Receipt { subject: self.message.clone(), entry, again: false })
    }
}

/// Records what became of a try.
pub struct RecordSending {
    /// The county.
    pub county: Place,
    /// The message's number.
    pub message: String,
    /// What became of it.
    pub sending: Sending,
}

impl Deed for RecordSending {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.message.clone(), step: "record_sending".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let (_, place) = message(tx, &self.message, "claimed")?;
        let (failed, next_try) = match self.sending {
            Sending::Sent => (false, None),
            Sending::Failed(next) => (true, next),
        };
        let body = to_body(&Sent { id: self.message.clone(), failed, next_try })?;
        let entry = desk.append_more(tx, &place, "message.sent", &self.message, body)?;
        Ok(Receipt { subject: self.message.clone(), entry, again: false })
    }
}

/// Records that a message was claimed and nothing was heard of it since: it may have been sent or not.
pub struct Lose {
    /// The county.
    pub county: Place,
    /// The message's number.
    pub message: String,
}

impl Deed for Lose {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.message.clone(), step: "lose_message".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let (row, place) = message(tx, &self.message, "claimed")?;
        if row.maybe_int("claimed")?.is_none_or(|claimed| desk.now.0 - claimed < PATIENCE_MS) {
            return Err(done().into());
        }
        let body = to_body(&Lost { id: self.message.clone() })?;
        let entry = desk.append_more(tx, &place, "message.lost", &self.message, body)?;
        Ok(Receipt { subject: self.message.clone(), entry, again: false })
    }
}

/// The message, when it stands as it must.
fn message(tx: &mut dyn Query, id: &str, status: &str) -> Result<(Row, Place), Stop> {
    let row = tx.maybe(sql::MESSAGE, &[id.into()])?.ok_or_else(Refusal::not_there)?;
    if row.text("status")? != status {
        return Err(done().into());
    }
    let place = Place::new(row.text("village")?).map_err(|e| Fault::from("a message's place is malformed", e))?;
    Ok((row, place))
}

fn done() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "message.done",
        Words::new(
            "这条消息已经处理过，或者正由别处发送",
            "this message is dealt with already, or being sent elsewhere",
        ),
        Words::new("无需再办", "nothing is to be done"),
    )
}

/// Sends what waits: each letter is claimed first, and what came of it recorded. A letter that another worker has claimed
/// meanwhile is left to that one.
///
/// # Errors
/// When the store cannot be read or written; a letter claimed by then is told as lost later.
pub fn deliver(office: &Office, send: impl Fn(&Message) -> Sending) -> Result<(), Fault> {
    let now = || office.clock().now();
    let county = || office.county().clone();
    for message in office.read(|reader| waiting_messages(reader, now()))? {
        let claim = ClaimMessage { county: county(), message: message.id.clone() };
        if !happened(office.perform(&Desk::unnamed(office, now()), claim))? {
            continue;
        }
        let record = RecordSending { county: county(), sending: send(&message), message: message.id };
        happened(office.perform(&Desk::unnamed(office, now()), record))?;
    }
    Ok(())
}

/// Records the letters of which nothing was heard since they were claimed. Gives their numbers.
///
/// # Errors
/// When the store cannot be read or written.
pub fn find_lost(office: &Office) -> Result<Vec<String>, Fault> {
    let now = office.clock().now();
    let mut lost = Vec::new();
    for id in office.read(|reader| ids(reader, sql::CLAIMED_BEFORE, &[now.plus_ms(-PATIENCE_MS).into()]))? {
        let deed = Lose { county: office.county().clone(), message: id.clone() };
        if happened(office.perform(&Desk::unnamed(office, now), deed))? {
            lost.push(id);
        }
    }
    Ok(lost)
}

/// Whether a deed was done; a refusal means that somebody else was first.
fn happened(done: Result<Receipt, Stop>) -> Result<bool, Fault> {
    match done {
        Ok(_) => Ok(true),
        Err(Stop::Refused(_)) => Ok(false),
        Err(Stop::Failed(fault)) => Err(fault),
    }
}

fn ids(query: &mut dyn Query, sql: &'static str, params: &[archive::Value]) -> Result<Vec<String>, Fault> {
    query.query(sql, params)?.iter().map(|row| row.text("id")).collect()
}

/// The letters of which nobody knows whether they were sent (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn lost_messages(query: &mut dyn Query) -> Result<Vec<String>, Fault> {
    ids(query, sql::LOST, &[])
}

/// The messages that are to be tried now.
///
/// # Errors
/// When the store cannot be read.
pub fn waiting_messages(query: &mut dyn Query, now: Moment) -> Result<Vec<Message>, Fault> {
    query
        .query(sql::WAITING, &[now.into()])?
        .iter()
        .map(|row| {
            Ok(Message {
                id: row.text("id")?,
                person: PersonId::new(row.text("person_id")?)
                    .map_err(|e| Fault::from("a message's reader is malformed", e))?,
                address: row.text("address")?,
                subject: row.text("subject")?,
                text: row.text("text")?,
                failures: u32::try_from(row.int("failures")?).unwrap_or(u32::MAX),
            })
        })
        .collect()
}
