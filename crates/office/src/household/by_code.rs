//! The code on paper: it and the name of somebody of the household open what concerns the household.

use super::{Entered, Way, enter, hashed, plain, too_often, wrong};
use crate::sign_in::Guesses;
use crate::{Office, roster};
use archive::Directory;
use village::{Kind, Moment, Stop};

/// Comes in by the household's code and the name of somebody in it. Guesses are counted for a name and an address, as passwords
/// are; the codes themselves are one of 31^12.
///
/// # Errors
/// Refused when the two do not belong together (it is not said which is wrong), or after too many tries.
pub fn open_by_code(
    office: &Office,
    directory: &Directory,
    (name, code): (&str, &str),
    kept: bool,
    address: &str,
    now: Moment,
) -> Result<Entered, Stop> {
    let (name, code) = (plain(name), super::give::read(code));
    let guesses = Guesses::of(&format!("household {name}"), address, now);
    guesses.admit(directory).map_err(|stop| match stop {
        Stop::Refused(refusal) if refusal.kind == Kind::TooMuch => too_often().into(),
        other => other,
    })?;
    let home = directory.household_of_code(&hashed("household", &code))?;
    let home = home.filter(|(village, _)| office.county().contains(village));
    let person = match home {
        Some((village, household)) => office.read(|reader| {
            let people = roster::people_of(reader, &village)?;
            let mut own = people.into_iter().filter(|one| one.household == household && one.name == name);
            Ok(own.next())
        })?,
        None => None,
    };
    let Some(person) = person else {
        guesses.note(directory)?;
        return Err(wrong("姓名和家庭码对不上", "the name and the household's code do not belong together").into());
    };
    guesses.forget(directory)?;
    Ok(enter(office, directory, &person.id, (Way::Code, kept, None), now)?)
}
