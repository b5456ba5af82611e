//! The township files a village's contract (备案) under a number of its own.

use super::keep::ContractFiled;
use super::read::contract;
use crate::keep::to_body;
use crate::refuse::field;
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Kind, Place, Refusal, Stop, Words};

/// Files a contract with the township.
pub struct FileContract {
    /// The village.
    pub village: Place,
    /// The contract.
    pub contract: String,
    /// The number under which it is filed.
    pub filing_no: String,
}

impl Deed for FileContract {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.contract.clone(), step: "file_contract".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let id = self.contract.as_str();
        let found = contract(tx, id)?.filter(|found| found.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("file_township", &self.village, BTreeSet::new(), false)?;
        let filing_no = self.filing_no.trim();
        if filing_no.is_empty() || filing_no.chars().count() > 40 {
            let words = Words::new("请填写备案号，最多40字", "fill in the filing number, at most 40 characters");
            return Err(field("filing_no", words).into());
        }
        if !found.filing_no.is_empty() {
            return Err(filed_already(&found.filing_no).into());
        }
        let body = to_body(&ContractFiled { id: id.to_owned(), filing_no: filing_no.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "contract.filed", id, body))?;
        Ok(Receipt { subject: id.to_owned(), entry: entry.seq, again: false })
    }
}

fn filed_already(number: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "contract.filed",
        Words::new(format!("已经备案：{number}"), format!("it is filed already: {number}")),
        Words::new("无需再办", "nothing is to be done"),
    )
}
