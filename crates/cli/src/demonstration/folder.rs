//! The folder of a demonstration county: one program at a time, and nothing removed that the program has not made.

use super::MARK;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// Holds the folder for this program alone, until it is dropped: a second program would make new passwords, and those
/// that the first has printed would no longer be right.
pub(super) fn alone(data: &Path) -> Result<File, String> {
    if data.exists() && !data.is_dir() {
        let data = data.display();
        return Err(format!(
            "`{data}`是文件，不是文件夹，请换一个 --data / `{data}` is a file and not a folder: choose another --data"
        ));
    }
    let name = data.file_name().map_or_else(|| "data".into(), |name| name.to_string_lossy().into_owned());
    let path = data.with_file_name(format!("{name}.lock"));
    let wrong = |error: &dyn std::fmt::Display| {
        let data = data.display();
        format!(
            "这里放不了演示县的文件夹`{data}`，请换一个 --data / cannot make the folder `{data}`, choose another --data: {error}"
        )
    };
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(|error| wrong(&error))?;
    }
    let lock =
        OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(|error| wrong(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(format!(
            "`{0}`正被另一个 qingcun demo 使用，请先停掉它，或换一个 --data / \
             another qingcun demo uses `{0}`: stop it, or choose another --data",
            data.display()
        )),
        Err(TryLockError::Error(error)) => Err(wrong(&error)),
    }
}

/// Removes a demonstration county, and nothing else: a folder without the mark, or with files that are not the county's,
/// is left alone.
pub(super) fn throw_away(data: &Path) -> Result<(), String> {
    if !data.exists() {
        return Ok(());
    }
    if !data.join(MARK).exists() {
        return Err(format!(
            "`{0}`不是演示县，没有动它 / `{0}` is not a demonstration county; it is left alone",
            data.display()
        ));
    }
    let wrong = |error: &std::io::Error| format!("删不掉`{0}` / cannot remove `{0}`: {error}", data.display());
    let mut strange = Vec::new();
    strangers(data, data, &mut strange).map_err(|error| wrong(&error))?;
    if let Some(first) = strange.first() {
        return Err(format!(
            "`{0}`里有不是演示县的文件（{1}个，如`{2}`），什么也没有删；请先移走，或换一个 --data / \
             `{0}` holds files that are not the county's ({1}, such as `{2}`); nothing was removed: move them away, or \
             choose another --data",
            data.display(),
            strange.len(),
            first.display()
        ));
    }
    fs::remove_dir_all(data).map_err(|error| wrong(&error))
}

/// The files and folders that no demonstration county has.
fn strangers(data: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let inner: Vec<String> = path
            .strip_prefix(data)
            .unwrap_or(&path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let parts: Vec<&str> = inner.iter().map(String::as_str).collect();
        let is_folder = entry.file_type()?.is_dir();
        if !is_own(&parts, is_folder) {
            found.push(path);
        } else if is_folder {
            strangers(data, &path, found)?;
        }
    }
    Ok(())
}

/// Whether a path within the folder is one that the program makes.
fn is_own(parts: &[&str], is_folder: bool) -> bool {
    let hex = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (parts, is_folder) {
        (["papers"], true) => true,
        (["papers", shelf], true) => hex(shelf, 2),
        // A paper, or one that was being written when the program was killed: `<hash>.12-3.part`.
        (["papers", shelf, paper], false) => hex(shelf, 2) && paper.split('.').next().is_some_and(|name| hex(name, 64)),
        ([name], false) => {
            let store = ["-wal", "-shm", "-journal"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            let stores = ["directory.sqlite".to_owned(), format!("county-{}.sqlite", demo::COUNTY)];
            stores.iter().any(|own| own == store)
                || [crate::there::KEY, MARK, "days-passed", "days-passed.part"].contains(name)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_makes_is_told_from_what_it_does_not() {
        let hash = "0".repeat(64);
        for own in [&["papers"][..], &["papers", "00"]] {
            assert!(is_own(own, true), "{own:?}");
        }
        for own in [&["county-990101.sqlite-wal"][..], &["log.key"], &["demonstration"], &["papers", "00", &hash]] {
            assert!(is_own(own, false), "{own:?}");
        }
        for strange in [&["my-notes.txt"][..], &["county-330723.sqlite"], &["papers", "00", "photo.jpg"]] {
            assert!(!is_own(strange, false), "{strange:?}");
        }
        assert!(!is_own(&["photos"], true));
    }
}
