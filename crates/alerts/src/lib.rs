//! Alerts (预警): raised in the same transaction as the refused act that they tell of, acknowledged, explained, closed by
//! somebody outside the village, and carried one level up when nobody answers.

mod climb;
mod close;
mod entries;
mod outbox;
mod raise;
mod read;
mod respond;
mod sql;

pub use climb::{Climb, overdue};
pub use close::{Close, Finding};
pub use entries::kinds;
pub use outbox::{
    ClaimMessage, Lose, Message, PATIENCE_MS, RecordSending, Sending, deliver, find_lost, lost_messages,
    waiting_messages,
};
pub use raise::warn;
pub use read::{
    Alert, AlertStep, Filter, Receiver, RefusedAct, alert, attempts, concerning, inbox, may_see, receivers,
    refused_acts, steps,
};
pub use respond::{Acknowledge, Explain};
