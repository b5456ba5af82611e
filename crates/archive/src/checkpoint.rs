//! Checkpoints: the log's promises of what it is, kept in the store and published.

use crate::dialect::Leave;
use crate::{Row, Tx, sql};
use tlog::{Checkpoint, LogKey, Tree};
use village::{Fault, Moment};

/// How many leaves are read at a time.
const BATCH: u32 = 1024;

/// Adds the leaves that have come since the last checkpoint to its tree, signs the tree, and keeps it.
pub(crate) fn take(tx: &mut Tx<'_>, now: Moment, key: &LogKey) -> Result<Checkpoint, Fault> {
    let work = &mut *tx.work;
    let kept = work.link.query(sql::LAST_CHECKPOINT, &[], Leave::Look)?.first().map(Kept::from_row).transpose()?;
    let mut tree = kept.as_ref().map_or_else(|| Ok(Tree::new()), |kept| read_tree(&kept.tree))?;
    if let Some(kept) = kept
        && kept.size == work.last.seq
    {
        return Checkpoint::open(&kept.note, &key.public())
            .map_err(|e| Fault::from("the last checkpoint in the store cannot be believed", e));
    }
    loop {
        let leaves = work.link.query(sql::LEAVES_AFTER, &[tree.size().into(), BATCH.into()], Leave::Look)?;
        if leaves.is_empty() {
            break;
        }
        for row in leaves {
            if row.count("seq")? != tree.size() + 1 {
                return Err(Fault::new(format!("entry {} is missing from the log", tree.size() + 1)));
            }
            tree.push(row.hash("leaf")?.0);
        }
    }
    if tree.size() != work.last.seq {
        return Err(Fault::new(format!(
            "the last checkpoint promised {} entries, but the log has {}",
            tree.size(),
            work.last.seq
        )));
    }
    let signed = key.sign(key.name(), tree.size(), tree.root()).map_err(|e| Fault::from("cannot sign", e))?;
    let stamp = key.sign(&stamp_origin(key.name(), now), tree.size(), tree.root());
    let values = [
        signed.size.into(),
        now.into(),
        signed.root.as_slice().into(),
        signed.note.as_str().into(),
        stamp.map_err(|e| Fault::from("cannot sign", e))?.note.into(),
        tree.to_bytes().into(),
    ];
    work.link.insert_and_compare(sql::ADD_CHECKPOINT, &values)?;
    Ok(signed)
}

/// What stands in the place of the log's name in the note that binds the moment.
pub(crate) fn stamp_origin(name: &str, moment: Moment) -> String {
    format!("{name} at {}", moment.0)
}

/// A checkpoint as the store keeps it.
pub(crate) struct Kept {
    pub(crate) size: u64,
    pub(crate) moment: Moment,
    pub(crate) root: Vec<u8>,
    pub(crate) note: String,
    pub(crate) stamp: String,
    pub(crate) tree: Vec<u8>,
}

impl Kept {
    pub(crate) fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            size: row.count("size")?,
            moment: row.moment("moment")?,
            root: row.blob("root")?,
            note: row.text("note")?,
            stamp: row.text("stamp")?,
            tree: row.blob("tree")?,
        })
    }
}

fn read_tree(bytes: &[u8]) -> Result<Tree, Fault> {
    Tree::from_bytes(bytes).map_err(|e| Fault::from("the tree of the last checkpoint cannot be read", e))
}
