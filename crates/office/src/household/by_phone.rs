//! The number sent to a telephone: name and telephone must stand in the roster together. Whether they do is not said to anybody;
//! the number is sent only then.

use super::{Entered, Way, enter, hashed, plain, too_often, wrong};
use crate::{Office, roster};
use archive::Directory;
use village::{Fault, Kind, Moment, PersonId, Refusal, Stop, Words};

/// How long a number opens anything: 5 minutes.
pub const WAIT_MS: i64 = 5 * 60_000;

/// How often a number may be guessed at.
const TRIES: u64 = 5;

/// The shortest time between two numbers to one telephone, and how many a day.
const GAP_MS: i64 = 60_000;
const A_DAY: u64 = 5;
const DAY_MS: i64 = 24 * 3_600_000;

/// How many an address may ask for in a quarter of an hour (a village hall may be one address), and the county in a day.
const AN_ADDRESS: u64 = 60;
const ADDRESS_MS: i64 = 15 * 60_000;
const A_COUNTY: u64 = 5_000;

/// A message to a telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortMessage {
    /// The telephone.
    pub phone: String,
    /// The six digits, for a service that has the text and asks for what differs.
    pub code: String,
    /// The whole text, in Chinese.
    pub text: String,
}

/// Asks for a number. Returns the ticket by which it is typed in, and the message to be sent where somebody of this name has this
/// telephone; nothing else differs.
///
/// # Errors
/// Refused with the fault beside its field when one is empty or no telephone, or when too many were asked for.
pub fn ask_by_phone(
    office: &Office,
    directory: &Directory,
    (name, phone): (&str, &str),
    address: &str,
    now: Moment,
) -> Result<(String, Option<ShortMessage>), Stop> {
    let (name, phone) = (plain(name), digits(phone));
    let mut faults = Vec::new();
    let mut fault = |field: &str, zh: &str, en: &str| {
        faults.push(village::FieldFault { field: field.into(), words: Words::new(zh, en) });
    };
    if name.is_empty() {
        fault("name", "请填您的姓名", "fill in your name");
    }
    if phone.len() != 11 || !phone.starts_with('1') {
        fault("phone", "请填11位手机号码", "fill in a mobile number of 11 digits");
    }
    if !faults.is_empty() {
        return Err(Refusal::faulty("household.phone", faults).into());
    }
    admit(directory, &phone, address, now)?;
    let person = office.read(|reader| found(reader, &name, &phone))?;
    let ticket = hex::encode(office.random::<32>());
    let code = six(office.random());
    directory.keep_phone_code(
        &hashed("ticket", &ticket),
        person.as_ref(),
        &hashed(&ticket, &code),
        now.plus_ms(WAIT_MS),
    )?;
    let message = person.map(|_| ShortMessage {
        text: format!(
            "验证码{code}，5分钟内有效，用于查看清村里您自家的信息。不要告诉任何人；不是您本人操作，请不用理会。"
        ),
        code,
        phone,
    });
    Ok((ticket, message))
}

/// Counts what is asked for, whether anybody is there or not: who asks learns nothing, and nobody is flooded with messages.
fn admit(directory: &Directory, phone: &str, address: &str, now: Moment) -> Result<(), Stop> {
    let limits = [
        (format!("message:{phone} minute"), GAP_MS, 1),
        (format!("message:{phone} day"), DAY_MS, A_DAY),
        (format!("message address:{address}"), ADDRESS_MS, AN_ADDRESS),
        ("message county".to_owned(), DAY_MS, A_COUNTY),
    ];
    for (bucket, window, most) in &limits {
        if directory.failures(bucket, now.plus_ms(-window))? >= *most {
            return Err(many(*window == GAP_MS).into());
        }
    }
    for (bucket, window, _) in &limits {
        directory.note_failure(bucket, now, now.plus_ms(-window))?;
    }
    Ok(())
}

fn found(query: &mut dyn archive::Query, name: &str, phone: &str) -> Result<Option<PersonId>, Fault> {
    let same = roster::people_of_phone(query, phone)?;
    let mut own = same.into_iter().filter(|one| plain(&one.name) == name);
    Ok(own.next().map(|one| one.id))
}

/// Comes in by the number that was sent.
///
/// # Errors
/// Refused when the number is wrong, its time is over, or it was guessed at too often.
pub fn open_by_phone(
    office: &Office,
    directory: &Directory,
    (ticket, code): (&str, &str),
    kept: bool,
    now: Moment,
) -> Result<Entered, Stop> {
    let known = hashed("ticket", ticket);
    let Some((person, hash, tries)) = directory.try_phone_code(&known, now)? else {
        return Err(wrong("验证码过期了，请重新要一个", "the number's time is over: ask for another one").into());
    };
    if tries > TRIES {
        return Err(too_often().into());
    }
    let Some(person) = person.filter(|_| hashed(ticket, &digits(code)) == hash) else {
        return Err(wrong("验证码不对", "the number is wrong").into());
    };
    directory.forget_phone_code(&known)?;
    Ok(enter(office, directory, &person, (Way::Phone, kept, None), now)?)
}

/// Digits as they were typed: full-width ones, blanks and strokes between them, the country's code before them.
fn digits(typed: &str) -> String {
    let plain = |letter: char| match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')),
        '0'..='9' => Some(letter),
        _ => None,
    };
    let all: String = typed.chars().filter_map(plain).collect();
    all.strip_prefix("86").filter(|rest| rest.len() == 11).map_or(all.clone(), ToOwned::to_owned)
}

/// Six digits, each number as likely as another.
fn six(bytes: [u8; 8]) -> String {
    format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000)
}

fn many(soon: bool) -> Refusal {
    let (zh, en) = if soon {
        ("刚刚已经发过一条短信，请等1分钟再要", "a message was sent just now: wait a minute before you ask again")
    } else {
        ("今天要的短信太多了", "too many messages were asked for today")
    };
    Refusal::new(
        Kind::TooMuch,
        "household.messages",
        Words::new(zh, en),
        Words::new(
            "收不到短信，可以用家庭码，或请村文书帮您看",
            "without a message you can use the household's code, or ask the village clerk to help you",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_is_read_as_people_type_it() {
        for typed in ["138 1234 5678", "１３８１２３４５６７８", "+86 138-1234-5678", "8613812345678"] {
            assert_eq!(digits(typed), "13812345678", "{typed}");
        }
        assert_eq!(digits("8612"), "8612");
        assert_eq!(six([0; 8]), "000000");
        assert_eq!(six([0, 0, 0, 0, 0, 1, 226, 64]), "123456");
    }
}
