//! What the books write into the log.

use crate::bank::BankEntryPosted;
use crate::card::WearPosted;
use crate::contract::ReceivablePosted;
use crate::handover::ByTwo;
use archive::Entry;
use ledger::{Code, OpeningLine, Period, SubAccount, Voucher};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Hash};

/// A bank account of the village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BankKept {
    pub(crate) code: Code,
    pub(crate) bank: String,
    pub(crate) kind: String,
    pub(crate) last_digits: String,
}

/// The books were opened.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub(crate) first: Period,
    pub(crate) rules: Hash,
    pub(crate) accounts: Vec<SubAccount>,
    pub(crate) banks: Vec<BankKept>,
    pub(crate) opening: Vec<OpeningLine>,
    pub(crate) paper: Hash,
    /// Who prepared them and who confirmed them; books of before were opened by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by_two: Option<ByTwo>,
}

/// A voucher was posted.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Posted {
    pub(crate) voucher: Voucher,
}

/// Money was kept back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MoneyReserved {
    pub(crate) id: String,
    pub(crate) case: CaseId,
    pub(crate) account: Code,
    pub(crate) amount_fen: Fen,
    pub(crate) day: Day,
    /// The account of expense that it will be paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) purpose: Option<Code>,
}

/// What was kept back is let go.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MoneyReleased {
    pub(crate) id: String,
}

/// A period was closed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Closed {
    pub(crate) period: Period,
    pub(crate) hash: Hash,
    /// Why it was closed though a bank account does not agree with the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unreconciled: Option<String>,
}

/// Somebody wants a closed period opened again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReopeningProposed {
    pub(crate) period: Period,
    pub(crate) number: i64,
    pub(crate) reason: String,
}

/// Somebody else agrees, and it is open.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reopened {
    pub(crate) period: Period,
    pub(crate) number: i64,
}

/// A year was carried over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Carried {
    pub(crate) year: i16,
    pub(crate) net_fen: Fen,
    pub(crate) reserve_fen: Fen,
    pub(crate) reserve_percent: u8,
    pub(crate) vouchers: Vec<Voucher>,
}

/// Somebody wants a voucher taken back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReversalProposed {
    pub(crate) voucher: String,
    pub(crate) number: i64,
    pub(crate) reason: String,
    pub(crate) instead: BTreeMap<usize, Code>,
    pub(crate) paper: Hash,
}

/// Somebody else agrees: it is taken back, and posted on the right accounts where some were wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reversed {
    pub(crate) voucher: String,
    pub(crate) number: i64,
    pub(crate) vouchers: Vec<Voucher>,
}

/// Vouchers of another program were taken over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct VouchersImported {
    pub(crate) number: i64,
    pub(crate) source: String,
    pub(crate) file: Hash,
    pub(crate) vouchers: Vec<Voucher>,
    /// Who prepared and who confirmed it; what was taken over before was by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by_two: Option<ByTwo>,
    /// The hash of each voucher where they are known already; it is no part of the entry.
    #[serde(skip)]
    pub(crate) hashes: Vec<Hash>,
}

/// An account was opened, with the bank account that it counts.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AccountOpened {
    pub(crate) account: SubAccount,
    pub(crate) bank: BankKept,
    pub(crate) paper: Hash,
}

/// The vouchers that an entry holds.
pub(crate) fn vouchers_in(entry: &Entry) -> Result<Vec<Voucher>, Fault> {
    let bad = |error| Fault::from(format!("entry {} is malformed", entry.seq), error);
    match entry.kind.as_str() {
        "voucher.posted" => Ok(vec![Posted::deserialize(&entry.body).map_err(bad)?.voucher]),
        "voucher.reversed" => Ok(Reversed::deserialize(&entry.body).map_err(bad)?.vouchers),
        "vouchers.imported" => Ok(VouchersImported::deserialize(&entry.body).map_err(bad)?.vouchers),
        "receivable.posted" => {
            Ok(ReceivablePosted::deserialize(&entry.body).map_err(bad)?.voucher.into_iter().collect())
        }
        "wear.posted" => Ok(vec![WearPosted::deserialize(&entry.body).map_err(bad)?.voucher]),
        "bank_entry.posted" => Ok(vec![BankEntryPosted::deserialize(&entry.body).map_err(bad)?.voucher]),
        "year.carried" => Ok(Carried::deserialize(&entry.body).map_err(bad)?.vouchers),
        _ => Ok(Vec::new()),
    }
}

/// `2=51301 3=153`: which lines stand on which accounts instead.
pub(crate) fn instead_words(instead: &BTreeMap<usize, Code>) -> String {
    let all: Vec<String> = instead.iter().map(|(line, code)| format!("{line}={code}")).collect();
    all.join(" ")
}

/// The reverse of [`instead_words`].
pub(crate) fn instead_of(text: &str) -> Result<BTreeMap<usize, Code>, Fault> {
    let bad = || Fault::new(format!("`{text}` does not say which lines stand where instead"));
    text.split_whitespace()
        .map(|pair| {
            let (line, code) = pair.split_once('=').ok_or_else(bad)?;
            Ok((line.parse().map_err(|_| bad())?, Code::parse(code).map_err(|_| bad())?))
        })
        .collect()
}

pub(crate) fn to_body<T: Serialize>(value: &T) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::from("cannot write what happened in the books", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive::Written;
    use ledger::{Draft, Line, Number, Origin, People, Side, Word};
    use proptest::prelude::*;
    use village::PersonId;

    fn vouchers() -> impl Strategy<Value = Voucher> {
        let lines = proptest::collection::vec((0..3_usize, any::<bool>(), any::<i64>()), 0..4);
        let texts = (any::<String>(), any::<String>(), "[0-9]{6}-P[0-9]{5}");
        (texts, lines, 0..20_000_i64, any::<u32>(), 0..4_usize, any::<[u8; 32]>()).prop_map(
            |((summary, mark, person), lines, days, serial, word, hash)| {
                let day = Day::new(2000, 1, 1).unwrap().plus(days);
                let word = Word::ALL[word];
                let line = |(at, debit, fen): (usize, bool, i64)| Line {
                    account: Code::parse(["102", "10201", "102010101"][at]).unwrap(),
                    side: if debit { Side::Debit } else { Side::Credit },
                    amount_fen: Fen(fen),
                };
                let draft = Draft {
                    word,
                    day,
                    summary,
                    lines: lines.into_iter().map(line).collect(),
                    attachments: vec![Hash(hash)],
                    people: People { handler: Some(PersonId::new(person).unwrap()), ..People::default() },
                    origin: Origin::Imported { mark },
                    reservation: None,
                    drawn: None,
                };
                Voucher { number: Number { period: Period::of(day), word, serial }, draft }
            },
        )
    }

    proptest! {
        /// The apply function is handed the vouchers themselves; a replay of the log reads them. Both must be the same.
        #[test]
        fn vouchers_come_back_from_the_log_as_they_were(
            vouchers in proptest::collection::vec(vouchers(), 0..4),
            source in any::<String>(),
        ) {
            let made = || VouchersImported {
                number: 1, source: source.clone(), file: Hash([7; 32]), vouchers: vouchers.clone(), by_two: None, hashes: Vec::new()
            };
            let text = archive::canonical_of(&made()).unwrap();
            prop_assert_eq!(&text, &archive::canonical(&to_body(&made()).unwrap()).unwrap());
            let read: VouchersImported = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read.vouchers, vouchers.clone());
            prop_assert_eq!(read.source, source.clone());
            prop_assert!(Written::new(made()).is_ok());
        }
    }
}
