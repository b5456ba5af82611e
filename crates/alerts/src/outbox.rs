//! Messages that wait to be sent, and what became of each try. A letter has the number of its alert and its reader, so
//! that it is never written twice.

use crate::entries::{Sent, to_body};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use village::{Fault, Kind, Moment, PersonId, Place, Refusal, Stop, Words};

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
        let row = tx.maybe(sql::MESSAGE_VILLAGE, &[self.message.as_str().into()])?.ok_or_else(Refusal::not_there)?;
        if row.text("status")? != "waiting" {
            return Err(Refusal::new(
                Kind::NotNow,
                "message.done",
                Words::new("这条消息已经处理过", "this message is dealt with already"),
                Words::new("无需再办", "nothing is to be done"),
            )
            .into());
        }
        let place = Place::new(row.text("village")?).map_err(|e| Fault::from("an alert's place is malformed", e))?;
        let (failed, next_try) = match self.sending {
            Sending::Sent => (false, None),
            Sending::Failed(next) => (true, next),
        };
        let body = to_body(&Sent { id: self.message.clone(), failed, next_try })?;
        let entry = desk.append_more(tx, &place, "message.sent", &self.message, body)?;
        Ok(Receipt { subject: self.message.clone(), entry, again: false })
    }
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
