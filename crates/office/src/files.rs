//! Papers, kept by the SHA-256 of their bytes.

use crate::media::{self, MediaType};
use archive::Flush;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use village::{Fault, Hash, Refusal, Stop};

/// A folder of papers: `ab/abcdef…`, written once, never changed.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    flush: Flush,
}

/// A paper as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The SHA-256 of the bytes kept (metadata removed).
    pub hash: Hash,
    /// What it is, told by its content.
    pub media_type: MediaType,
    /// How large it is.
    pub size_bytes: u64,
}

/// How a paper stands on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Its bytes are those that were kept.
    Whole,
    /// Its bytes are others.
    Changed,
    /// It is not there.
    Missing,
}

impl Files {
    /// The papers below `folder`, which is made when it does not exist. Each is on disk before it is answered as kept.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Fault> {
        Self::open_with(folder, Flush::EveryCommit)
    }

    /// The papers below `folder`, flushed to disk when `flush` says.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open_with(folder: impl Into<PathBuf>, flush: Flush) -> Result<Self, Fault> {
        let folder = folder.into();
        fs::create_dir_all(&folder)
            .map_err(|error| Fault::from(format!("cannot make the folder of papers {}", folder.display()), error))?;
        Ok(Self { folder, flush })
    }

    /// The papers of a county that is there already. Nothing is made before the first paper comes.
    #[must_use]
    pub fn of(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), flush: Flush::EveryCommit }
    }

    /// Keeps a paper: its type is told by its content, metadata is removed, and it is on disk when this returns.
    ///
    /// # Errors
    /// Refused when it is too large, empty, cut off, locked, damaged, or no JPEG, PNG, WebP or PDF; failed when the disk fails.
    pub fn put(&self, bytes: &[u8]) -> Result<StoredFile, Stop> {
        let (media_type, clean) = media::inspect(bytes).map_err(Refusal::from)?;
        let hash = Hash(Sha256::digest(&clean).into());
        let path = self.path(&hash);
        if !path.exists() {
            write_whole(&path, &clean, self.flush)?;
        }
        Ok(StoredFile { hash, media_type, size_bytes: clean.len() as u64 })
    }

    /// Keeps a recording as it came from [`recording`](crate::recording), and answers its hash.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put_recording(&self, recording: &crate::Recording) -> Result<Hash, Fault> {
        let hash = Hash(Sha256::digest(&recording.bytes).into());
        let path = self.path(&hash);
        if !path.exists() {
            write_whole(&path, &recording.bytes, self.flush)?;
        }
        Ok(hash)
    }

    /// The bytes of a paper; `None` when it is not here.
    ///
    /// # Errors
    /// When the disk fails, or the bytes are no longer those that were kept.
    pub fn fetch(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Fault> {
        let Some(bytes) = self.read(hash)? else { return Ok(None) };
        if is_of(&bytes, hash) {
            Ok(Some(bytes))
        } else {
            Err(Fault::new(format!("the paper {hash} was changed on disk")))
        }
    }

    /// How a paper stands: for whoever checks them all.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn kept(&self, hash: &Hash) -> Result<Kept, Fault> {
        Ok(match self.read(hash)? {
            None => Kept::Missing,
            Some(bytes) if is_of(&bytes, hash) => Kept::Whole,
            Some(_) => Kept::Changed,
        })
    }

    fn read(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Fault> {
        match fs::read(self.path(hash)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Fault::from(format!("cannot read the paper {hash}"), error)),
        }
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_string();
        let shelf: String = name.chars().take(2).collect();
        self.folder.join(shelf).join(name)
    }
}

fn is_of(bytes: &[u8], hash: &Hash) -> bool {
    Hash(Sha256::digest(bytes).into()) == *hash
}

/// Writes beside, flushes, then renames: the name never shows half a paper, even when the process is killed.
fn write_whole(path: &Path, bytes: &[u8], flush: Flush) -> Result<(), Fault> {
    let wrong =
        |error: std::io::Error| Fault::from(format!("cannot keep a paper at {}", path.display()), error).for_now();
    let shelf = path.parent().ok_or_else(|| Fault::new("a paper needs a shelf"))?;
    // Two requests may keep the same paper at once: each writes a file of its own beside it.
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let beside = path.with_extension(format!("{}-{}.part", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    let made = match fs::File::create(&beside) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fs::create_dir_all(shelf).and_then(|()| fs::File::create(&beside))
        }
        made => made,
    };
    let mut file = made.map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    if flush == Flush::Later {
        return fs::rename(&beside, path).map_err(wrong);
    }
    file.sync_all().map_err(wrong)?;
    fs::rename(&beside, path).map_err(wrong)?;
    fs::File::open(shelf).and_then(|folder| folder.sync_all()).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::pdf::tests::pdf;

    #[test]
    fn a_paper_is_kept_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let first = files.put(&pdf("hello")).unwrap();
        assert_eq!(first, files.put(&pdf("hello")).unwrap());
        let kept = files.fetch(&first.hash).unwrap().unwrap();
        assert!(kept.starts_with(b"%PDF-") && kept.windows(5).any(|w| w == b"hello"));
        // What is read back and sent again is the same paper.
        assert_eq!(files.put(&kept).unwrap().hash, first.hash);
    }

    #[test]
    fn a_paper_changed_on_disk_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let kept = files.put(&pdf("hello")).unwrap();
        std::fs::write(files.path(&kept.hash), pdf("other")).unwrap();
        assert!(files.fetch(&kept.hash).is_err());
        assert_eq!(files.kept(&kept.hash).unwrap(), Kept::Changed);
        std::fs::remove_file(files.path(&kept.hash)).unwrap();
        assert_eq!(files.kept(&kept.hash).unwrap(), Kept::Missing);
    }

    #[test]
    fn what_is_no_paper_is_refused_and_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        assert!(matches!(files.put(b"MZ\x90\0"), Err(Stop::Refused(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
