//! Passwords: argon2id, and first passwords made at random.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use village::{Fault, FieldFault, Words};

/// The shortest password that a person may choose, in characters.
pub const SHORTEST: usize = 8;

/// Argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet, first choice).
fn hasher() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Fault::new(format!("argon2 parameters: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password in PHC form, with a salt of 16 random bytes.
///
/// # Errors
/// When hashing fails.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, Fault> {
    let hash = hasher()?
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|e| Fault::new(format!("cannot hash a password: {e}")))?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed.
///
/// # Errors
/// When the stored hash is malformed.
pub fn matches(password: &str, stored: &str) -> Result<bool, Fault> {
    let stored =
        PasswordHash::new(stored).map_err(|e| Fault::new(format!("a stored password hash is malformed: {e}")))?;
    Ok(hasher()?.verify_password(password.as_bytes(), &stored).is_ok())
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
