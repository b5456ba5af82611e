//! Whether the store is the one that was last served: the directory of sign-ins keeps the last checkpoint that was signed,
//! so that an older copy, or another store under the same key, is not served in silence. `qingcun restore` declares it.

use crate::installation::{Installation, stopped};
use archive::{Directory, Reach};
use office::{DeclareRestore, Desk, Office};
use std::process::ExitCode;
use village::Words;

/// The last checkpoint that was signed here, when one is known.
fn seen(office: &Office, directory: &Directory) -> Result<Option<tlog::Checkpoint>, String> {
    let note = directory.seen(office.county()).map_err(|fault| fault.chain())?;
    let open = |note: String| tlog::Checkpoint::open(&note, &office.archive().log_key());
    note.map(open).transpose().map_err(|error| {
        format!("登录名册里记下的检查点不可信 / the checkpoint that the directory of sign-ins keeps is false: {error}")
    })
}

/// What is wrong with the store, beside what was signed before; nothing when it holds all of it.
///
/// # Errors
/// When one of the stores cannot be read.
pub(crate) fn missing(office: &Office, directory: &Directory) -> Result<Option<Words>, String> {
    let Some(seen) = seen(office, directory)? else { return Ok(None) };
    let size = seen.size;
    Ok(match office.archive().reaches(&seen).map_err(|fault| fault.chain())? {
        Reach::Whole => None,
        Reach::Short { head } => Some(Words::new(
            format!(
                "以前签过名的记录有{size}条，现在账本里只有{head}条：第{}至{size}号记录不见了，这是一份旧的账本",
                head + 1
            ),
            format!(
                "{size} entries were signed before, but the store holds {head}: entries {} to {size} are gone; this is an \
                 older copy",
                head + 1
            ),
        )),
        Reach::Other => Some(Words::new(
            format!("账本的前{size}条记录不是以前签过名的那些：这是另一份账本，或者记录被人改动过"),
            format!(
                "the first {size} entries are not those that were signed before: it is another store, or was changed"
            ),
        )),
        Reach::Unpromised => Some(Words::new(
            format!("{size}条记录时签过名的检查点不见了：有人删除了它"),
            format!("the checkpoint that was signed at {size} entries is gone: somebody deleted it"),
        )),
    })
}

/// Refuses a store that lacks what was signed before.
///
/// # Errors
/// What is missing, and what to do.
pub(crate) fn whole(office: &Office, directory: &Directory) -> Result<(), String> {
    match missing(office, directory)? {
        None => Ok(()),
        Some(found) => Err(format!(
            "{}。请放回原来的账本；确实只有备份的，用 qingcun restore --reason 说明原因，说明会永远公开\n         \
             {}. Put the right store back; where nothing but a copy is left, declare it with qingcun restore --reason, \
             which everybody will be able to read",
            found.zh, found.en
        )),
    }
}

/// `qingcun restore`: declares that the store was put back from a copy, in an entry that everybody can read.
///
/// # Errors
/// When nothing is missing, or it cannot be recorded.
pub(crate) fn restore(installation: &Installation, reason: &str) -> Result<ExitCode, String> {
    let Installation { office, directory } = installation;
    let (Some(seen), Some(found)) = (seen(office, directory)?, missing(office, directory)?) else {
        return Err(
            "账本是完整的，没有什么要说明 / the store holds all that was signed; there is nothing to declare".into()
        );
    };
    let (archive, now) = (office.archive(), office.clock().now());
    let declare = DeclareRestore {
        county: office.county().clone(),
        kept: archive.head(),
        signed: seen.size,
        root: seen.root.iter().map(|byte| format!("{byte:02x}")).collect(),
        reason: reason.to_owned(),
    };
    // What the index of the county holds was drawn from entries that are no more.
    directory.forget_searched(office.county()).map_err(|fault| fault.chain())?;
    let receipt = office.perform(&Desk::unnamed(office, now), declare).map_err(stopped)?;
    let checkpoint = archive.checkpoint(now).map_err(|fault| fault.chain())?;
    directory.see_anew(office.county(), &checkpoint).map_err(|fault| fault.chain())?;
    say!("{} / {}", found.zh, found.en);
    say!("已公开说明（第{0}号记录）/ declared for everybody to read in entry {0}", receipt.entry);
    Ok(ExitCode::SUCCESS)
}
