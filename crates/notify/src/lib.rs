//! Messages out of the house: e-mail through a mail server of the county's choice, short messages to telephones through a program of
//! its choice, and the rule for trying again.
//!
//! What is to be sent, and whether it was, stands in the outbox of the chapter that sends. Here is only the sending: one
//! try, one answer.

mod mail;
mod retry;
mod text;

pub use mail::{Mailer, Message, Security, SendError, SettingsError, SmtpSettings};
pub use retry::next_try;
pub use text::{TextError, Texter};
