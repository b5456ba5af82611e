//! E-mail over SMTP.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport};
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};
use village::Moment;

/// How the way to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Security {
    /// TLS from the first byte; port 465.
    #[default]
    Tls,
    /// TLS after a plain beginning, never without; port 587.
    StartTls,
    /// None: for a server on the same machine; port 25.
    Plain,
}

/// Which mail server, and as whom.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The server's name or address.
    pub host: String,
    /// Its port; the usual one for the protection when not given.
    pub port: Option<u16>,
    /// The protection.
    pub security: Security,
    /// A certificate (PEM) to trust besides the public ones: an organisation's own.
    pub trusted_pem: Option<Vec<u8>>,
    /// Name and password, when the server asks for them.
    pub credentials: Option<(String, String)>,
    /// The sender, `清村 <qingcun@example.org>`.
    pub from: String,
    /// How long one answer of the server may take.
    pub patience: Duration,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.credentials.as_ref().map(|(user, _)| user);
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &user)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The sender is no address.
    #[error("the sender `{0}` is not an e-mail address, expected such as `清村 <qingcun@example.org>`")]
    From(String),
    /// The certificate cannot be used.
    #[error("the mail server's certificate cannot be used: {0}")]
    Certificate(String),
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What tells it from every other, for ever: the alert and the receiver. The same on every try, so that a server or a
    /// reader that has it already can tell.
    pub id: String,
    /// The receiver's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// When it was written; not when it is sent.
    pub written: Moment,
}

/// A try that failed.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct SendError {
    /// Whether trying again is pointless: the server knows no such receiver, or there can be none.
    pub permanent: bool,
    /// What happened, for the log. It holds neither the text nor the password.
    pub what: String,
}

/// Sends messages through one mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from.to_string()).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Prepares; connects to nothing yet.
    ///
    /// # Errors
    /// When the sender is no address or the certificate no certificate.
    pub fn new(settings: SmtpSettings) -> Result<Self, SettingsError> {
        let from: Mailbox = settings.from.parse().map_err(|_| SettingsError::From(settings.from.clone()))?;
        let (tls, usual_port) = match settings.security {
            Security::Tls => (Tls::Wrapper(parameters(&settings)?), 465),
            Security::StartTls => (Tls::Required(parameters(&settings)?), 587),
            Security::Plain => (Tls::None, 25),
        };
        let mut builder = SmtpTransport::builder_dangerous(settings.host.as_str())
            .port(settings.port.unwrap_or(usual_port))
            .tls(tls)
            .timeout(Some(settings.patience));
        if let Some((user, password)) = settings.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// Tries once. `Ok` means that the server has taken it over.
    ///
    /// # Errors
    /// When the receiver's address is none, the server cannot be reached, or it refuses.
    pub fn send(&self, message: &Message) -> Result<(), SendError> {
        let letter = self.letter(message)?;
        self.transport.send(&letter).map(|_| ()).map_err(|error| judge(&error))
    }

    fn letter(&self, message: &Message) -> Result<lettre::Message, SendError> {
        let refuse = |what: String| SendError { permanent: true, what };
        let to: Mailbox =
            message.to.parse().map_err(|_| refuse(format!("`{}` is not an e-mail address", message.to)))?;
        let written = UNIX_EPOCH + Duration::from_millis(u64::try_from(message.written.0).unwrap_or(0));
        MessageBuilder::new()
            .from(self.from.clone())
            .to(to)
            .subject(one_line(&message.subject))
            .message_id(Some(self.message_id(&message.id)))
            .date(written)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|error| refuse(error.to_string()))
    }

    /// `<id@domain of the sender>`; what an address could misread becomes a hyphen.
    fn message_id(&self, id: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' };
        let id: String = id.chars().map(plain).collect();
        format!("<{id}@{}>", self.from.email.domain())
    }
}

fn parameters(settings: &SmtpSettings) -> Result<TlsParameters, SettingsError> {
    let wrong = |error: SmtpError| SettingsError::Certificate(chain(&error));
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.trusted_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(wrong)?);
    }
    builder.build().map_err(wrong)
}

/// A line break in a header would begin another header.
fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A refusal of the receiver or of the message is for good. What an administrator can mend (the sign-in, the protection)
/// and what mends itself (the network, a full mailbox) is tried again.
fn judge(error: &SmtpError) -> SendError {
    let code = error.status().map(|code| code.to_string());
    let about_sign_in = code.as_deref().is_some_and(|code| matches!(code, "530" | "534" | "535" | "538"));
    SendError { permanent: error.is_permanent() && !about_sign_in, what: chain(error) }
}

/// An error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    one_line(&text)
}

/// `Auto-Submitted: auto-generated` (RFC 3834): an absent receiver's automatic answer stays away.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;
