//! Declaring that the store was put back from a copy: what had been signed since is lost, and everybody can read so.

use crate::{About, Cause, Deed, Desk, Receipt, Warning, sql};
use archive::{Change, Entry, Kind, Query, Tx};
use serde::{Deserialize, Serialize};
use village::{Fault, FieldFault, Moment, Place, Refusal, Stop, Words};

/// Says publicly that the store was put back from a copy, and what is lost by it. Done at the terminal.
pub struct DeclareRestore {
    /// The county.
    pub county: Place,
    /// How many entries the copy holds.
    pub kept: u64,
    /// How many had been signed before.
    pub signed: u64,
    /// The root over them.
    pub root: String,
    /// What happened.
    pub reason: String,
}

/// A declared restoration.
#[derive(Debug, Clone)]
pub struct Restoration {
    /// Its number.
    pub id: String,
    /// How many entries the copy held.
    pub kept: i64,
    /// How many had been signed before.
    pub signed: i64,
    /// The root over them.
    pub root: String,
    /// What happened.
    pub reason: String,
    /// When it was declared.
    pub moment: Moment,
}

#[derive(Serialize, Deserialize)]
struct Declared {
    id: String,
    kept: u64,
    signed: u64,
    root: String,
    reason: String,
}

impl Deed for DeclareRestore {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.county.to_string(), step: "restore".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let reason = self.reason.trim().to_owned();
        if reason.is_empty() {
            let words = Words::new("请写明为什么恢复", "say why it was put back");
            return Err(Refusal::faulty("restore.unfit", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        let many = tx.one(sql::COUNT_RESTORATIONS, &[])?.int("many")?;
        let id = format!("{}-B{:03}", self.county, many + 1);
        let Self { kept, signed, root, .. } = self;
        let declared = Declared { id: id.clone(), kept: *kept, signed: *signed, root: root.clone(), reason };
        let body = serde_json::to_value(&declared).map_err(|e| Fault::from("cannot write a restoration", e))?;
        let entry = tx.append(desk.draft(&self.county, "store.restored", &id, body)).map(|entry| entry.seq)?;
        let reason = &declared.reason;
        let words = Words::new(
            format!("账本用备份恢复过：签过名的{signed}条记录只剩{kept}条。说明：{reason}"),
            format!("the store was put back from a copy: of {signed} signed entries {kept} are left; reason: {reason}"),
        );
        let about = About { place: self.county.clone(), subject: id.clone(), step: "restore".into() };
        let rule = "store.restored".into();
        desk.warn(tx, &Warning { cause: Cause::Found, about, person: None, rule, words, articles: Vec::new() })?;
        Ok(Receipt { subject: id, entry, again: false })
    }
}

/// Every restoration that was declared, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn restorations(query: &mut dyn Query) -> Result<Vec<Restoration>, Fault> {
    query
        .query(sql::RESTORATIONS, &[])?
        .iter()
        .map(|row| {
            Ok(Restoration {
                id: row.text("id")?,
                kept: row.int("kept")?,
                signed: row.int("signed")?,
                root: row.text("root")?,
                reason: row.text("reason")?,
                moment: row.moment("moment")?,
            })
        })
        .collect()
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![Kind { name: "store.restored", apply }]
}

fn apply(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new = Declared::deserialize(&entry.body).map_err(|e| Fault::from("a restoration is malformed", e))?;
    let Declared { id, kept, signed, root, reason } = new;
    let values = [id.into(), kept.into(), signed.into(), root.into(), reason.into(), entry.moment.into()];
    change.execute(sql::INSERT_RESTORATION, &values).map(drop)
}
