//! Wrong passwords, wherever they were typed: signing in or changing the password.
//!
//! They are counted for a name and an address together, so that a stranger who guesses at somebody's password keeps
//! nobody out but himself; for an address alone, against guesses at many names; and for a name alone with a bound so high
//! that only many addresses at once reach it.
//!
//! What is left to the guesser: one address gets 5 tries in 15 minutes, 480 a day. However many addresses, a name gets 300
//! in 15 minutes: 28,800 a day, 10.5 million a year (from addresses where its owner signs in, no more than 5 in 15 minutes each). The weakest password that a person may choose takes more than 10^8
//! tries (`password::weakness`), more than nine years; a first password is one of 31^12, about 8 × 10^17.
//! While such an attack lasts, and where somebody at the same address is wrong with many names (a village hall behind one line),
//! whoever has signed in from their address within a day still gets in.

use archive::Directory;
use std::net::{IpAddr, Ipv6Addr};
use village::{Fault, Kind, Moment, Refusal, Stop, Words};

/// So many wrong passwords are answered at once for a name from one address; then that address must wait.
pub const FREE_GUESSES: u64 = 5;

/// An address (a township office behind one line) may be wrong more often than a name.
pub const FREE_GUESSES_ADDRESS: u64 = 30;

/// So many for a name from all addresses; then only the addresses from which its owner signed in lately are heard.
pub const FREE_GUESSES_NAME: u64 = 300;

/// For how long wrong passwords count.
pub const GUESS_WINDOW_MS: i64 = 15 * 60_000;

/// For how long an address is known by a right password.
pub const KNOWN_MS: i64 = 24 * 3_600_000;

/// The counts that one try concerns.
pub(crate) struct Guesses {
    pair: String,
    address: String,
    name: String,
    known: String,
    now: Moment,
}

impl Guesses {
    pub(crate) fn of(name: &str, address: &str, now: Moment) -> Self {
        let (name, address) = (name.trim(), network(address));
        Self {
            pair: format!("name:{name} address:{address}"),
            address: format!("address:{address}"),
            name: format!("name:{name}"),
            known: format!("known:{name} address:{address}"),
            now,
        }
    }

    fn since(&self) -> Moment {
        self.now.plus_ms(-GUESS_WINDOW_MS)
    }

    pub(crate) fn admit(&self, directory: &Directory) -> Result<(), Stop> {
        if directory.failures(&self.pair, self.since())? >= FREE_GUESSES {
            return Err(too_many().into());
        }
        // Whoever signed in from here lately is heard, however many others were wrong here or elsewhere.
        if directory.failures(&self.known, self.now.plus_ms(-KNOWN_MS))? > 0 {
            return Ok(());
        }
        if directory.failures(&self.address, self.since())? >= FREE_GUESSES_ADDRESS {
            return Err(too_many_here().into());
        }
        if directory.failures(&self.name, self.since())? >= FREE_GUESSES_NAME {
            return Err(too_many().into());
        }
        Ok(())
    }

    pub(crate) fn note(&self, directory: &Directory) -> Result<(), Fault> {
        for bucket in [&self.pair, &self.address, &self.name] {
            directory.note_failure(bucket, self.now, self.since())?;
        }
        Ok(())
    }

    /// The right password forgets the wrong ones for the name from here, and makes the address known. It does not forget
    /// those from the address, which may be for other names, nor those from elsewhere, which were not its owner's.
    pub(crate) fn forget(&self, directory: &Directory) -> Result<(), Fault> {
        directory.clear_failures(&self.pair)?;
        directory.clear_failures(&self.known)?;
        directory.note_failure(&self.known, self.now, self.now).map(drop)
    }
}

/// The address as far as it tells one subscriber from another: one line has 2^64 addresses of IPv6.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

fn too_many() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "sign_in.too_many",
        Words::new("密码错误次数太多，暂时不能再试", "too many wrong passwords; you cannot try again for now"),
        Words::new(
            "请15分钟后再试；忘记密码请联系乡镇重置",
            "try again in 15 minutes, or ask the township to reset it",
        ),
    )
}

fn too_many_here() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "sign_in.too_many_here",
        Words::new(
            "从这个网络输错密码的次数太多，暂时不能从这里登录",
            "too many wrong passwords came from this network; nobody can sign in from here for now",
        ),
        Words::new(
            "请15分钟后再试，或者换一个网络（比如手机流量）",
            "try again in 15 minutes, or from another network, such as a phone's own",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_one_address() {
        for (address, expected) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
            ("", ""),
        ] {
            assert_eq!(network(address), expected);
        }
    }
}
