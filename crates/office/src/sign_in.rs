//! Signing in: a password, guesses slowed down, sessions that end after half an hour without a request.

mod agree;
mod give;
mod guesses;
mod handover;

pub use agree::{Agreement, agree};
pub use give::{GiveSignIn, Given, free_name, give, give_at_terminal, give_at_terminal_as, giving};
pub use handover::{ConfirmReset, Handover, NOTICE_DAYS, Said, handovers, unanswered};

use crate::password::First;
use crate::{Office, password, roster};
use archive::{Directory, SignIn};
pub(crate) use guesses::Guesses;
use sha2::{Digest, Sha256};
use village::{Fault, FieldFault, Hash, Kind, Moment, PersonId, Refusal, Stop, Words};

pub(crate) fn kinds() -> Vec<archive::Kind> {
    let mut kinds: Vec<_> =
        ["sign_in.made", "sign_in.reset"].map(|name| archive::Kind { name, apply: give::apply }).into();
    kinds.push(archive::Kind { name: "sign_in.confirmed", apply: handover::apply });
    kinds
}

/// How many earlier passwords are not taken again.
pub const EARLIER: u32 = 10;

/// A session ends after this long in any case: a working day.
pub const LONGEST_MS: i64 = 12 * 3_600_000;

pub use guesses::{FREE_GUESSES, FREE_GUESSES_ADDRESS, FREE_GUESSES_NAME, GUESS_WINDOW_MS, KNOWN_MS};

/// A session that was opened: what goes into the cookie. The store knows only the token's hash.
#[derive(Debug, Clone)]
pub struct Opened {
    /// 32 random bytes in hexadecimal.
    pub token: String,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
}

/// The hash under which a session is stored.
#[must_use]
pub fn token_hash(token: &str) -> Hash {
    Hash(Sha256::digest(token.as_bytes()).into())
}

/// Makes a sign-in with a random first password, which must be changed when it is first used. Returns the password; it is
/// shown once and kept nowhere. The log is told by [`give`] and [`give_at_terminal`], not here.
///
/// # Errors
/// Refused when the name is taken; failed when the directory cannot be written.
pub fn make(
    office: &Office,
    directory: &Directory,
    person: &PersonId,
    name: &str,
    must_change: bool,
    now: Moment,
) -> Result<String, Stop> {
    make_with(office, directory, (person, name), first(office)?, must_change, now)
}

/// A first password that nobody has yet.
pub(crate) fn first(office: &Office) -> Result<First, Fault> {
    password::first(&office.random(), &office.random())
}

pub(crate) fn make_with(
    office: &Office,
    directory: &Directory,
    (person, name): (&PersonId, &str),
    first: First,
    must_change: bool,
    now: Moment,
) -> Result<String, Stop> {
    let sign_in = SignIn {
        name: name.trim().to_owned(),
        person: person.clone(),
        county: office.county().clone(),
        password: first.hash,
        must_change,
        created: now,
    };
    if directory.add_sign_in(&sign_in)? {
        return Ok(first.password);
    }
    Err(taken(&sign_in.name).into())
}

fn taken(name: &str) -> Refusal {
    let words = Words::new(format!("登录名“{name}”已经有人用了"), format!("the name `{name}` is taken"));
    Refusal::faulty("sign_in.taken", vec![FieldFault { field: "name".into(), words }])
}

/// Gives an existing sign-in a new random password and signs the person out everywhere. Returns the password. The log is
/// told by [`give`] and [`give_at_terminal`], not here.
///
/// # Errors
/// Refused when there is no such name; failed when the directory cannot be written.
pub fn reset(office: &Office, directory: &Directory, name: &str, must_change: bool) -> Result<String, Stop> {
    reset_to(directory, name, first(office)?, must_change)
}

/// The same, with a password that was made before.
///
/// # Errors
/// As [`reset`].
pub fn reset_to(directory: &Directory, name: &str, first: First, must_change: bool) -> Result<String, Stop> {
    let Some(sign_in) = directory.sign_in_by_name(name)? else { return Err(Refusal::not_there().into()) };
    directory.set_password(name, &first.hash, must_change)?;
    directory.close_all_sessions(&sign_in.person)?;
    Ok(first.password)
}

/// Signs in: the right password opens a session.
///
/// # Errors
/// Refused when the name or the password is wrong (it is not said which), or after too many guesses.
pub fn open(
    office: &Office,
    directory: &Directory,
    name: &str,
    password: &str,
    address: &str,
    now: Moment,
) -> Result<Opened, Stop> {
    let guesses = Guesses::of(name, address, now);
    guesses.admit(directory)?;
    let found = directory.sign_in_by_name(name.trim())?.filter(|s| s.county == *office.county());
    if !right(office, found.as_ref(), password)? {
        guesses.note(directory)?;
        return Err(wrong().into());
    }
    let Some(sign_in) = found else { return Err(wrong().into()) };
    guesses.forget(directory)?;
    let token = hex::encode(office.random::<32>());
    let csrf = hex::encode(office.random::<32>());
    directory.open_session(&token_hash(&token), &sign_in.name, &csrf, now, now.plus_ms(LONGEST_MS))?;
    Ok(Opened { token, must_change: sign_in.must_change })
}

/// Whether the password is right. A name that nobody has takes as long as a wrong password.
fn right(office: &Office, found: Option<&SignIn>, password: &str) -> Result<bool, Fault> {
    match found {
        Some(sign_in) => password::matches(password, &sign_in.password),
        None => {
            password::hash(password, &office.random())?;
            Ok(false)
        }
    }
}

/// A change of password, as its owner typed it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The name of the sign-in.
    pub name: &'a str,
    /// The password until now.
    pub old: &'a str,
    /// The new one.
    pub new: &'a str,
    /// The new one again.
    pub again: &'a str,
}

/// Changes a password that its owner knows, and signs them out everywhere else. Guesses at the old password count with
/// those at the sign-in: whoever finds a desk left open does not find the password out.
///
/// # Errors
/// Refused when the old password is wrong or the new one is weak, with all faults beside their fields, or after too many
/// guesses.
pub fn change(
    office: &Office,
    directory: &Directory,
    change: Change<'_>,
    here: &Hash,
    address: &str,
    now: Moment,
) -> Result<(), Stop> {
    let Change { name, old, new, again } = change;
    let Some(sign_in) = directory.sign_in_by_name(name)? else { return Err(Refusal::not_there().into()) };
    let guesses = Guesses::of(name, address, now);
    guesses.admit(directory)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
    };
    if password::matches(old, &sign_in.password)? {
        guesses.forget(directory)?;
    } else {
        guesses.note(directory)?;
        fault("old", "原密码不对", "the old password is wrong");
    }
    if new != again {
        fault("again", "两次输入的新密码不一样", "the two new passwords differ");
    }
    if new == old {
        fault("password", "新密码不能和原密码一样", "the new password must differ from the old one");
    }
    let known = office.read(|reader| roster::person(reader, &sign_in.person))?;
    let (own_name, phone) = known.map(|person| (person.name, person.phone)).unwrap_or_default();
    if new != old {
        if used_before(directory, name, new)? {
            faults.push(FieldFault {
                field: "password".into(),
                words: Words::new("以前用过的密码不能再用", "a password that was used before cannot be used again"),
            });
        }
        faults.extend(password::weakness(new, &[name, &own_name, &phone]));
    }
    if !faults.is_empty() {
        return Err(Refusal::faulty("password.weak", faults).into());
    }
    directory.set_password(name, &password::hash(new, &office.random())?, false)?;
    directory.close_other_sessions(&sign_in.person, here)?;
    Ok(())
}

/// Whoever handed out an earlier password may know it still.
fn used_before(directory: &Directory, name: &str, new: &str) -> Result<bool, Fault> {
    for earlier in directory.earlier_passwords(name, EARLIER)? {
        if password::matches(new, &earlier)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn wrong() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "sign_in.wrong",
        Words::new("登录名或密码不对", "the name or the password is wrong"),
        Words::new(
            "请检查后再试；忘记密码请联系乡镇重置",
            "check them and try again; if you forgot the password, ask the township to reset it",
        ),
    )
}
