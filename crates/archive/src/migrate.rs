//! Migrations: forward only, in one text for both databases, never edited once released.

use crate::dialect::{Leave, Link, append_only, definitions};
use crate::{OpenError, sql};
use sha2::{Digest, Sha256};
use village::Fault;

/// One step of the store's definition.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, one more than that of the step before.
    pub number: i64,
    /// Its name.
    pub name: &'static str,
    /// Its definitions, with the words `text`, `bigint` and `blob` for types.
    pub text: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal $file:literal;)+) => {
        &[$(Migration { number: $number, name: $name, text: include_str!(concat!("../migrations/", $file)) },)+]
    };
}

/// A county's store.
pub(crate) const COUNTY: &[Migration] = migrations! {
    1 "log" "0001-log.sql";
    2 "roster" "0002-roster.sql";
    3 "affairs" "0003-affairs.sql";
    4 "alerts" "0004-alerts.sql";
    5 "adoption" "0005-adoption.sql";
    6 "tables" "0006-tables.sql";
    7 "emergency" "0007-emergency.sql";
    8 "meeting" "0008-meeting.sql";
    9 "correction" "0009-correction.sql";
    10 "capital" "0010-capital.sql";
    11 "delegation" "0011-delegation.sql";
    12 "restoration" "0012-restoration.sql";
    13 "ways" "0013-ways.sql";
    14 "review" "0014-review.sql";
    15 "reversal" "0015-reversal.sql";
    16 "view" "0016-view.sql";
    17 "letter" "0017-letter.sql";
    18 "publication" "0018-publication.sql";
    19 "party" "0019-party.sql";
    20 "teller" "0020-teller.sql";
    21 "reconciliation" "0021-reconciliation.sql";
    22 "import" "0022-import.sql";
    23 "contract" "0023-contract.sql";
    24 "card" "0024-card.sql";
    25 "plot" "0025-plot.sql";
    26 "receipt" "0026-receipt.sql";
    27 "reconciliation-late" "0027-reconciliation-late.sql";
    28 "attempt" "0028-attempt.sql";
    29 "second-check" "0029-second-check.sql";
    30 "leave" "0030-leave.sql";
    31 "member" "0031-member.sql";
    32 "budget" "0032-budget.sql";
    33 "villagers-group" "0033-villagers-group.sql";
    34 "bank-line-late" "0034-bank-line-late.sql";
    35 "disclosure" "0035-disclosure.sql";
    36 "noticed" "0036-noticed.sql";
    37 "account-day" "0037-account-day.sql";
    38 "distribution-payment" "0038-distribution-payment.sql";
    39 "handover" "0039-handover.sql";
    40 "closing" "0040-closing.sql";
    41 "screen" "0041-screen.sql";
    42 "disclosure-differing" "0042-disclosure-differing.sql";
    43 "inspection" "0043-inspection.sql";
    44 "phone" "0044-phone.sql";
    45 "covered-copy" "0045-covered-copy.sql";
    46 "photo" "0046-photo.sql";
    47 "disclosure-public" "0047-disclosure-public.sql";
    48 "question-held" "0048-question-held.sql";
};

/// The directory's store.
pub(crate) const DIRECTORY: &[Migration] = migrations! {
    1 "directory" "directory/0001-directory.sql";
    2 "opinion" "directory/0002-opinion.sql";
    3 "earlier" "directory/0003-earlier.sql";
    4 "seen" "directory/0004-seen.sql";
    5 "reading" "directory/0005-reading.sql";
    6 "household" "directory/0006-household.sql";
    7 "search" "directory/0007-search.sql";
};

/// The tables that are the log itself. All others follow from it, or from what the store is.
pub(crate) const LOG_TABLES: [&str; 2] = ["entry", "checkpoint"];

/// The tables whose rows are never changed.
pub(crate) const APPEND_ONLY: [&str; 2] = ["entry", "checkpoint"];

const FIRST: &str = "create table if not exists migration (\n  number bigint not null primary key,\n  \
                     name text not null,\n  hash text not null\n);";

/// Brings a store to the last of `steps`, in one transaction.
pub(crate) fn migrate(link: &mut Link, steps: &[Migration]) -> Result<(), OpenError> {
    link.begin_write()?;
    match migrate_within(link, steps) {
        Ok(()) => Ok(link.commit()?),
        Err(error) => {
            link.rollback()?;
            Err(error)
        }
    }
}

fn migrate_within(link: &mut Link, steps: &[Migration]) -> Result<(), OpenError> {
    let applied = if link.tables()?.iter().any(|table| table == "migration") {
        link.query(sql::MIGRATIONS, &[], Leave::Look)?
    } else {
        begin(link)?;
        Vec::new()
    };
    let program = steps.last().map_or(0, |step| step.number);
    for row in &applied {
        let (number, name) = (row.int("number")?, row.text("name")?);
        if number > program {
            let store = applied.last().map_or(Ok(number), |row| row.int("number"))?;
            return Err(OpenError::Newer { store, program });
        }
        let same = steps.iter().any(|step| step.number == number && row.text("hash").is_ok_and(|h| h == hash(step)));
        if !same {
            return Err(OpenError::Edited { number, name });
        }
    }
    for step in steps.iter().skip(applied.len()) {
        apply(link, step)
            .map_err(|fault| Fault::from(format!("migration {} (`{}`)", step.number, step.name), fault))?;
    }
    Ok(())
}

/// The tables of `steps` in an empty store.
pub(crate) fn lay(link: &mut Link, steps: &[Migration]) -> Result<(), Fault> {
    begin(link)?;
    steps.iter().try_for_each(|step| apply(link, step))
}

fn begin(link: &mut Link) -> Result<(), Fault> {
    link.batch(&definitions(FIRST, link.is_sqlite()))
}

fn apply(link: &mut Link, step: &Migration) -> Result<(), Fault> {
    let sqlite = link.is_sqlite();
    link.batch(&definitions(step.text, sqlite))?;
    for table in APPEND_ONLY {
        if step.text.contains(&format!("create table {table} (")) {
            link.batch(&append_only(table, sqlite))?;
        }
    }
    link.execute(sql::ADD_MIGRATION, &[step.number.into(), step.name.into(), hash(step).into()])?;
    Ok(())
}

fn hash(step: &Migration) -> String {
    hex::encode(Sha256::digest(step.text))
}
