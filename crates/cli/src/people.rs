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
            if directory.sign_in_by_name(&name).map_err(|fault| fault.chain())?.is_some() {
                return Err(format!("登录名`{name}`已经有人用了 / the name `{name}` is taken"));
            }
            let password = sign_in::give_at_terminal(&office, &directory, &id, &name, true).map_err(stopped)?;
            say!("{}  {name}  {password}", found.name);
        }
        Command::Reset { at, name } => {
            let Installation { office, directory } = Installation::open(&at.read()?)?;
            let found = directory.sign_in_by_name(name).map_err(|fault| fault.chain())?;
            let found = found.filter(|found| found.county == *office.county());
            let found = found.ok_or_else(|| format!("没有登录名`{name}` / there is no sign-in `{name}`"))?;
            let password =
                sign_in::give_at_terminal(&office, &directory, &found.person, name, true).map_err(stopped)?;
            say!("{name}  {password}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
