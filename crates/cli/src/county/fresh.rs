//! What a founding makes, to be taken away again when it is refused: nothing is left that stands in the way of the next try.

use crate::config::Config;
use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders that were not there before.
#[derive(Default)]
pub(super) struct Fresh {
    paths: Vec<PathBuf>,
}

impl Fresh {
    /// Notes a path that is about to be made. What is there already is not ours to remove.
    pub(super) fn watch(&mut self, path: &Path) {
        if !path.exists() {
            self.paths.push(path.to_owned());
        }
    }

    /// Notes all that opening an installation may make.
    pub(super) fn watch_installation(&mut self, config: &Config) {
        self.watch(&config.data);
        let stores = [config.sqlite_path(), config.data.join("directory.sqlite")];
        for store in stores {
            let beside = |end: &str| PathBuf::from(format!("{}{end}", store.display()));
            for end in ["", "-wal", "-shm"] {
                self.watch(&beside(end));
            }
        }
        self.watch(&config.data.join(crate::there::KEY));
        self.watch(&config.data.join("papers"));
    }

    /// The county is founded: what was made stays.
    pub(super) fn keep(&mut self) {
        self.paths.clear();
    }

    /// Removes what was made, the last first.
    pub(super) fn undo(&mut self) {
        for path in self.paths.drain(..).rev() {
            let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match gone {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    eprintln!("删不掉`{0}` / cannot remove `{0}`: {error}", path.display());
                }
                _ => {}
            }
        }
    }
}
