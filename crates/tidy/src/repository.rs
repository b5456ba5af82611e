//! The repository's files, read once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A text file and where it stands, from the root, with forward slashes.
#[derive(Debug, Clone)]
pub struct File {
    /// Such as `crates/village/src/day.rs`.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

impl File {
    /// Whether it is Rust.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it was written by others and only lies here: a script or font with its own licence.
    #[must_use]
    pub fn is_vendored(&self) -> bool {
        self.path.contains("/vendor/") || self.path.contains(".min.")
    }

    /// Whether it holds only tests, measurements or tasks: what never runs at a user's.
    #[must_use]
    pub fn is_test(&self) -> bool {
        let inside = ["/tests/", "/testdata/", "/examples/", "/benches/"].iter().any(|part| self.path.contains(part));
        let below = ["bench/", "e2e/", "xtask/", "crates/e2e/", "crates/tidy/"];
        inside || below.iter().any(|folder| self.path.starts_with(folder)) || self.path.ends_with("/tests.rs")
    }
}

/// All files but what is built or kept by git itself.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    /// The text files, by path.
    pub files: Vec<File>,
    /// Every file and folder there is, text or not.
    pub paths: BTreeSet<String>,
}

const SKIPPED: [&str; 5] = [".git", "target", "node_modules", ".DS_Store", "data"];

impl Repository {
    /// Reads the repository that this crate stands in.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read() -> std::io::Result<Self> {
        // Asked when it runs, not when it was built: several clones may share one folder of built programs.
        let here =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = here.ancestors().nth(2).unwrap_or(&here);
        let mut repository = Self::default();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let name = entry.file_name();
                if SKIPPED.iter().any(|skipped| name == *skipped && (name != "data" || folder.as_os_str().is_empty())) {
                    continue;
                }
                let path = folder.join(&name);
                if entry.file_type()?.is_dir() {
                    repository.paths.insert(slashes(&path));
                    folders.push(path);
                } else {
                    repository.add(slashes(&path), std::fs::read(entry.path())?);
                }
            }
        }
        repository.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(repository)
    }

    /// A repository made of these files: for tests of the checks.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut repository = Self::default();
        for (path, text) in files {
            repository.add((*path).to_owned(), text.as_bytes().to_vec());
            repository.paths.extend(Path::new(path).ancestors().skip(1).map(slashes));
        }
        repository
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_rust())
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.paths.insert(path.clone());
        if let Ok(text) = String::from_utf8(bytes) {
            self.files.push(File { path, text });
        }
    }
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
