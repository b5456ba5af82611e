//! From the configuration to a mail server.

use crate::config::MailConfig;
use notify::{Mailer, Security, SmtpSettings};
use std::time::Duration;

/// Prepares the mailer.
///
/// # Errors
/// In words, when the settings cannot work.
pub(crate) fn mailer(config: &MailConfig) -> Result<Mailer, String> {
    let security = match config.encryption.as_str() {
        "tls" => Security::Tls,
        "none" => Security::Plain,
        _ => Security::StartTls,
    };
    let credentials = match (&config.user, &config.password_file) {
        (Some(user), Some(path)) => {
            let password =
                std::fs::read_to_string(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))?;
            Some((user.clone(), password.trim_end().to_owned()))
        }
        _ => None,
    };
    Mailer::new(SmtpSettings {
        host: config.server.clone(),
        port: Some(config.port),
        security,
        trusted_pem: None,
        credentials,
        from: config.from.clone(),
        patience: Duration::from_secs(20),
    })
    .map_err(|error| error.to_string())
}
