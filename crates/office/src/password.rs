//! Passwords: argon2id, and first passwords made at random.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use village::{Fault, FieldFault, Words};

/// The shortest password that a person may choose, in characters.
pub const SHORTEST: usize = 8;

/// How long a hash is, in bytes.
const HASH_BYTES: usize = 32;

/// The working memory of a hash, 19 MiB each, kept and used again: so that many sign-ins at once wait for each other and do not
/// take as much memory each, which the allocator would never give back.
static MEMORY: [Mutex<Vec<Block>>; 2] = [const { Mutex::new(Vec::new()) }; 2];

/// Argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet, first choice).
fn parameters() -> Result<Params, Fault> {
    Params::new(19 * 1024, 2, 1, None).map_err(|e| broken("argon2 parameters", e))
}

fn broken(what: &str, error: impl Display) -> Fault {
    Fault::new(format!("{what}: {error}"))
}

/// One of the two memories, whichever is free first.
fn memory() -> MutexGuard<'static, Vec<Block>> {
    let [one, other] = &MEMORY;
    match one.try_lock() {
        Ok(free) => free,
        Err(TryLockError::Poisoned(left)) => left.into_inner(),
        Err(TryLockError::WouldBlock) => other.lock().unwrap_or_else(PoisonError::into_inner),
    }
}

/// The bytes to which a password and a salt are hashed.
fn derive(password: &str, salt: &Salt, params: Params) -> Result<Output, Fault> {
    let mut memory = memory();
    memory.resize(params.block_count(), Block::new());
    let mut bytes = [0_u8; HASH_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut bytes, memory.as_mut_slice())
        .map_err(|e| broken("cannot hash a password", e))?;
    Output::new(&bytes).map_err(|e| broken("cannot hash a password", e))
}

/// The hash of a password in PHC form, with a salt of 16 random bytes.
///
/// # Errors
/// When hashing fails.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, Fault> {
    let params = parameters()?;
    let salt = Salt::new(salt).map_err(|e| broken("a salt", e))?;
    let output = derive(password, &salt, params.clone())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(|e| broken("argon2 parameters", e))?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed.
///
/// # Errors
/// When the stored hash is malformed, or not of argon2id.
pub fn matches(password: &str, stored: &str) -> Result<bool, Fault> {
    let stored = PasswordHash::new(stored).map_err(|e| broken("a stored password hash is malformed", e))?;
    let params = Params::try_from(&stored).map_err(|e| broken("a stored password hash is malformed", e))?;
    let (Some(salt), Some(output)) = (&stored.salt, &stored.hash) else {
        return Err(Fault::new("a stored password hash is malformed: it has no salt or no hash"));
    };
    if stored.algorithm != Algorithm::Argon2id.ident() {
        return Err(Fault::new(format!("a stored password hash is of `{}`, not of argon2id", stored.algorithm)));
    }
    // Compared in a time that tells nothing of where the two differ.
    Ok(derive(password, salt, params)? == *output)
}

/// A first password made at random, hashed already: hashing is slow on purpose, and need not wait for whoever gets it.
pub struct First {
    pub(crate) password: String,
    pub(crate) hash: String,
}

/// Makes a first password out of random bytes.
///
/// # Errors
/// When hashing fails.
pub fn first(bytes: &[u8; 12], salt: &[u8; 16]) -> Result<First, Fault> {
    let password = from_random(bytes);
    let hash = hash(&password, salt)?;
    Ok(First { password, hash })
}

/// A first password from random bytes: letters and digits that nobody confuses, in groups of four.
#[must_use]
pub fn from_random(bytes: &[u8; 12]) -> String {
    const ALPHABET: [char; 31] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y',
        'z', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let mut text = String::new();
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.extend(ALPHABET.get(usize::from(*byte) % ALPHABET.len()));
    }
    text
}

/// What is wrong with a password that a person chose, beside the field `password`. `own` is what others know of the
/// person: the sign-in's name, their name, their telephone.
#[must_use]
pub fn weakness(password: &str, own: &[&str]) -> Option<FieldFault> {
    let fault = |zh: &str, en: &str| Some(FieldFault { field: "password".into(), words: Words::new(zh, en) });
    if password.chars().count() < SHORTEST {
        return fault("密码至少要8个字符", "a password has at least 8 characters");
    }
    if password.len() > 256 {
        return fault("密码太长，请不要超过256个字节", "the password is longer than 256 bytes");
    }
    let typed = password.to_lowercase();
    // Four letters of something that others know are most of a password of eight.
    if own.iter().any(|known| known.chars().count() >= 4 && typed.contains(&known.to_lowercase())) {
        return fault(
            "密码里不能有自己的手机号、姓名或登录名，认识您的人一猜就中",
            "a password may not hold your telephone number, your name or your sign-in name: whoever knows you guesses it",
        );
    }
    if zxcvbn::zxcvbn(password, &[own, COMMON].concat()).score() < zxcvbn::Score::Three {
        return fault(
            "这个密码太容易猜到。请用几个不相干的词连起来，再加数字，如“小满 茶园 7 竹筐”这样的（不要照抄）",
            "this password is too easy to guess: join several words that have nothing to do with each other and add \
             digits, in the manner of “grain tea 7 basket” (but not this one)",
        );
    }
    None
}

/// What everybody here thinks of first, beside what is thought of everywhere.
const COMMON: &[&str] =
    &["qingcun", "清村", "cunwu", "村务", "woaini", "zhongguo", "xiaoman", "小满 茶园 7 竹筐", "grain tea 7 basket"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = hash("correct horse", &[7; 16]).unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(matches("correct horse", &stored).unwrap());
        assert!(!matches("correct hors", &stored).unwrap());
    }

    #[test]
    fn a_hash_is_what_any_argon2id_makes_of_it() {
        use argon2::password_hash::PasswordVerifier;
        let stored = hash("correct horse", &[7; 16]).unwrap();
        let known = PasswordHash::new(&stored).unwrap();
        assert!(Argon2::default().verify_password(b"correct horse", &known).is_ok());
        assert!(Argon2::default().verify_password(b"correct hors", &known).is_err());
        assert!(matches("x", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$MDEyMzQ1Njc4OTAxMjM0NQ").is_err());
    }

    #[test]
    fn many_at_once_are_all_answered_right() {
        let stored = hash("correct horse", &[7; 16]).unwrap();
        std::thread::scope(|scope| {
            for turn in 0..8 {
                let stored = &stored;
                scope.spawn(move || {
                    assert_eq!(matches(["no", "correct horse"][turn % 2], stored).unwrap(), turn % 2 == 1)
                });
            }
        });
    }

    #[test]
    fn first_passwords_differ_and_are_strong_enough_to_choose() {
        let one = from_random(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(one.len(), 14);
        assert_eq!(weakness(&one, &["王小明"]), None);
        assert_ne!(one, from_random(&[9; 12]));
    }

    #[test]
    fn easy_passwords_are_refused_with_the_reason() {
        let own = ["13900000001", "何文秀"];
        for easy in [
            "1234567",
            "12345678",
            "aaaaaaaa",
            "",
            "abcdefgh",
            "abcd1234",
            "password1",
            "qq123456",
            "woaini1314",
            "a13900000001",
            "13900000001",
            "Qingcun2026",
            "qwertyuiop",
            "20260101",
            "小满 茶园 7 竹筐",
        ] {
            assert!(weakness(easy, &own).is_some(), "{easy}");
        }
        for good in ["mutougong 7", "shuitongban 8", "yunduo 9999", "竹筐里有三只小鸭子", "k7#vR2mq!x"] {
            assert_eq!(weakness(good, &own), None, "{good}");
        }
    }
}
