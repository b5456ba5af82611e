//! Opening what a configuration describes: the county's store, the directory, the papers, the key.

use crate::config::{Config, ServeConfig, StoreConfig};
use crate::{clock, reach, there};
use archive::{County, Directory, Flush, Setup, Store};
use authority::Authority;
use office::{Files, Office, OfficeSetup};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use village::{Clock, Place};

/// An installation, open.
pub(crate) struct Installation {
    pub(crate) office: Office,
    pub(crate) directory: Directory,
}

impl Installation {
    /// Opens a county that is there. Nothing is made: a county whose store or key was lost must not come back empty.
    ///
    /// # Errors
    /// In words, when there is no county, a part of it is missing, or a store is newer than the program or cannot be
    /// reached.
    pub(crate) fn open(config: &Config) -> Result<Self, String> {
        Self::open_at(config, Arc::new(clock::SystemClock))
    }

    /// The same, with a clock of its own.
    pub(crate) fn open_at(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, String> {
        let found = Self::open_as_it_is(config, clock)?;
        reach::whole(&found.office, &found.directory)?;
        Ok(found)
    }

    /// Opens a county even when it lacks what was signed before: to say so.
    ///
    /// # Errors
    /// As [`Self::open`], but for that.
    pub(crate) fn open_as_it_is(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, String> {
        there::whole(config)?;
        let key = there::key(&config.data)?;
        let found = Self::with(config, clock, Flush::EveryCommit, key, Files::of(papers(config)))?;
        if found.office.archive().head() == 0 {
            return Err(there::nothing_founded(config));
        }
        Ok(found)
    }

    /// Opens the place where a county is to be founded; makes what is not there.
    ///
    /// # Errors
    /// As [`Self::open`], but for what is made.
    pub(crate) fn found(config: &Config) -> Result<Self, String> {
        if county_store(config).is_made().map_err(|error| there::told(&error))? {
            there::whole(config)?;
        }
        Self::make_with(config, Flush::EveryCommit)
    }

    /// The same, to be filled beside its place; [`flush`] follows before it is put there.
    pub(crate) fn make(config: &Config) -> Result<Self, String> {
        Self::make_with(config, Flush::Later)
    }

    fn make_with(config: &Config, flush: Flush) -> Result<Self, String> {
        fs::create_dir_all(&config.data).map_err(|error| {
            format!("建不了文件夹`{0}` / cannot make the folder `{0}`: {error}", config.data.display())
        })?;
        let key = key(&config.data, &config.county)?;
        let files = Files::open_with(papers(config), flush).map_err(|fault| fault.chain())?;
        Self::with(config, Arc::new(clock::SystemClock), flush, key, files)
    }

    fn with(
        config: &Config,
        clock: Arc<dyn Clock>,
        flush: Flush,
        key: tlog::LogKey,
        files: Files,
    ) -> Result<Self, String> {
        let kinds =
            [office::kinds(), affairs::kinds(), alerts::kinds(), capital::kinds(), disclosure::kinds()].concat();
        let setup = Setup {
            store: county_store(config),
            county: config.county.clone(),
            kinds,
            entropy: Box::new(clock::fill),
            key,
            flush,
        };
        let archive = County::open(setup).map_err(|error| there::told(&error))?;
        let directory = Directory::open(directory_store(config)).map_err(|error| there::told(&error))?;
        let authority = Authority::new().map_err(|fault| fault.chain())?;
        let office = Office::new(OfficeSetup {
            county: config.county.clone(),
            archive,
            authority: Arc::new(authority),
            files,
            clock,
            entropy: clock::entropy(),
            warn: alerts::warn,
            effects: capital::PROVIDERS.to_vec(),
            sources: vec![affairs::SOURCE, capital::SOURCE],
        });
        Ok(Self { office, directory })
    }
}

/// The configuration of a demonstration county in a folder.
pub(crate) fn demonstration(data: &Path) -> Config {
    Config {
        county: demo_county(),
        layers: vec!["national".into(), "zhejiang".into()],
        rules: None,
        data: data.to_owned(),
        store: StoreConfig::default(),
        serve: ServeConfig::default(),
        mail: None,
        messages: None,
    }
}

fn demo_county() -> Place {
    match Place::new(demo::COUNTY) {
        Ok(place) => place,
        Err(error) => {
            eprintln!("qingcun: {error}");
            std::process::exit(2)
        }
    }
}

pub(crate) fn county_store(config: &Config) -> Store {
    match &config.store.url {
        Some(url) => Store::Postgres { url: url.clone(), schema: format!("county_{}", config.county) },
        None => Store::Sqlite { path: config.sqlite_path() },
    }
}

pub(crate) fn directory_store(config: &Config) -> Store {
    match &config.store.url {
        Some(url) => Store::Postgres { url: url.clone(), schema: "qingcun_directory".into() },
        None => Store::Sqlite { path: config.data.join("directory.sqlite") },
    }
}

fn papers(config: &Config) -> PathBuf {
    config.data.join("papers")
}

/// The key that signs checkpoints: made once, readable by its owner only.
fn key(data: &Path, county: &Place) -> Result<tlog::LogKey, String> {
    let path = data.join(there::KEY);
    if path.exists() {
        return there::key(data);
    }
    let mut seed = [0; 32];
    clock::fill(&mut seed);
    let key = tlog::LogKey::generate(&format!("qingcun/{county}"), &seed).map_err(|e| e.to_string())?;
    write_secret(&path, &key.encode()).map_err(|e| format!("写不了`{0}` / cannot write `{0}`: {e}", path.display()))?;
    Ok(key)
}

#[cfg(unix)]
pub(crate) fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// A deed's stop in words, for the person at the terminal.
pub(crate) fn stopped(stop: village::Stop) -> String {
    match stop {
        village::Stop::Failed(fault) => fault.chain(),
        village::Stop::Refused(refusal) => {
            let mut text = format!("{} / {}", refusal.words.zh, refusal.words.en);
            for fault in &refusal.faults {
                text.push_str(&format!("\n  {}: {} / {}", fault.field, fault.words.zh, fault.words.en));
            }
            text
        }
    }
}

/// Brings everything in a folder to disk.
pub(crate) fn flush(folder: &Path) -> std::io::Result<()> {
    let mut all = Vec::new();
    whole(folder, &mut all)?;
    // A disk takes several at once faster than one after the other.
    let share = all.len().div_ceil(FLUSHED_AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let sync = |part: &[PathBuf]| part.iter().try_for_each(|path| fs::File::open(path)?.sync_all());
        let threads: Vec<_> = all.chunks(share).map(|part| scope.spawn(move || sync(part))).collect();
        let stopped = || std::io::Error::other("a file was not written");
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| stopped())?)
    })
}

/// How many files are written to disk at once.
const FLUSHED_AT_ONCE: usize = 8;

/// Everything in a folder, and the folder.
fn whole(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => whole(&entry.path(), found)?,
            false => found.push(entry.path()),
        }
    }
    found.push(folder.to_owned());
    Ok(())
}

/// The folder in which a new county is made before it is put in its place whole.
pub(crate) fn beside(data: &Path) -> PathBuf {
    let name = data.file_name().map_or_else(|| "data".into(), |name| name.to_string_lossy().into_owned());
    data.with_file_name(format!("{name}.making"))
}
