//! `qingcun people`: sign-ins from the terminal, for the county's one IT person. First passwords are shown once.

use crate::At;
use crate::installation::{Installation, stopped};
use clap::Subcommand;
use office::{roster, sign_in};
use std::process::ExitCode;
use village::PersonId;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Makes a sign-in for a person of the roster and prints its first password
    SignIn {
        #[command(flatten)]
        at: At,
        /// The person's number in the roster, such as 330723-P000042
        person: String,
        /// The name to sign in with; the person's telephone when left out
        #[arg(long)]
        name: Option<String>,
    },
    /// Gives a sign-in a new first password and signs the person out everywhere
    Reset {
        #[command(flatten)]
        at: At,
        /// The name that the person signs in with
        name: String,
    },
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::SignIn { at, person, name } => {
            let Installation { office, directory } = Installation::open(&at.read()?)?;
            let id = PersonId::new(person.clone()).map_err(|error| error.to_string())?;
            let found = office.read(|reader| roster::person(reader, &id)).map_err(|fault| fault.chain())?;
            let found = found.ok_or_else(|| format!("nobody in the roster is `{person}`"))?;
            let name = name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| found.phone.clone());
            let name = if name.is_empty() { id.to_string() } else { name };
            let now = office.clock().now();
            let password = sign_in::make(&office, &directory, &id, &name, true, now).map_err(stopped)?;
            say!("{}  {name}  {password}", found.name);
        }
        Command::Reset { at, name } => {
            let Installation { office, directory } = Installation::open(&at.read()?)?;
            let password = sign_in::reset(&office, &directory, name, true).map_err(stopped)?;
            say!("{name}  {password}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
