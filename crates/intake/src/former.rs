//! The chart of 2004 and where its accounts stand in the one of 2023 (`former.toml`).

use ledger::Code;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use village::Words;

const FILE: &str = include_str!("former.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    account: Vec<Account>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    code: Code,
    name: String,
    to: Vec<Code>,
    #[serde(default)]
    why: Words,
}

/// What became of a former account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Former {
    /// It stands here now; what lay beneath keeps its last digits.
    To(Code),
    /// It was divided, or is no more; somebody has to say where it goes.
    Choose {
        /// What it was called.
        name: String,
        /// The accounts of today; none where there is none.
        among: Vec<Code>,
        /// What to look at.
        why: Words,
    },
    /// There was no such account.
    Unknown,
}

/// Nothing where the file that is built into the program cannot be read; a test sees that it can.
static ACCOUNTS: LazyLock<BTreeMap<String, Account>> = LazyLock::new(|| {
    let accounts = toml::from_str::<File>(FILE).map(|file| file.account).unwrap_or_default();
    accounts.into_iter().map(|account| (account.code.as_str().to_owned(), account)).collect()
});

/// Where an account of the chart of 2004 stands now.
#[must_use]
pub fn former_code(code: &Code) -> Former {
    let (first, beneath) = code.as_str().split_at_checked(3).unwrap_or((code.as_str(), ""));
    let Some(account) = ACCOUNTS.get(first) else { return Former::Unknown };
    match account.to.as_slice() {
        [one] => Code::parse(&format!("{one}{beneath}")).map_or(Former::Unknown, Former::To),
        among => Former::Choose { name: account.name.clone(), among: among.to_vec(), why: account.why.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(code: &str) -> Former {
        former_code(&Code::parse(code).unwrap())
    }

    #[test]
    fn works_and_disposal_changed_places() {
        assert_eq!(now("153"), Former::To(Code::parse("154").unwrap()));
        assert_eq!(now("15402"), Former::To(Code::parse("15302").unwrap()));
    }

    #[test]
    fn every_former_account_is_there_and_leads_somewhere_or_says_why_not() {
        assert_eq!(ACCOUNTS.len(), 35);
        for account in ACCOUNTS.values() {
            assert!(account.to.len() == 1 || !account.why.zh.is_empty(), "{}", account.code);
        }
        assert!(matches!(now("131"), Former::Choose { among, .. } if among.len() == 2));
        assert!(matches!(now("212"), Former::Choose { among, .. } if among.is_empty()));
        assert_eq!(now("999"), Former::Unknown);
        assert_eq!(now("54101"), Former::To(Code::parse("51301").unwrap()));
    }
}
