//! From the configuration to whatever sends messages to telephones.

use crate::config::MessagesConfig;
use notify::Texter;
use std::time::Duration;
use village::Fault;

/// How long a program may take for a message.
const PATIENCE: Duration = Duration::from_secs(20);

/// Prepares the sender.
pub(crate) fn sender(config: &MessagesConfig) -> web::SendMessage {
    let texter = match &config.file {
        Some(file) => Texter::File(file.clone()),
        None => Texter::Program { line: config.program.clone(), patience: PATIENCE },
    };
    Box::new(move |message| {
        let sent = texter.send(&message.phone, &message.code, &message.text);
        sent.map_err(|error| Fault::from("a message to a telephone", error))
    })
}
