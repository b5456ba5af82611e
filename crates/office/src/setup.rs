//! The office of one county: its archive, its policies, its rules, its files, its clock.

use crate::{Desk, Files, Provider, Source, Warning};
use archive::{County, Tx};
use authority::Authority;
use procedure::RuleBook;
use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use village::{Clock, Fault, Hash, Place, Stop};

/// Where randomness comes from: the system's in the program, a seed's in the demonstration and in tests.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// How a warning is raised. The chapter `alerts` provides it.
pub type Warn = fn(&Desk, &mut Tx<'_>, &Warning) -> Result<(), Stop>;

/// What an office is made of.
pub struct OfficeSetup {
    /// The county's code.
    pub county: Place,
    /// The county's store.
    pub archive: County,
    /// Who may do what.
    pub authority: Arc<Authority>,
    /// Where papers are kept.
    pub files: Files,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Entropy,
    /// How the supervisors are warned.
    pub warn: Warn,
    /// What the chapters do when a step is taken.
    pub effects: Vec<Provider>,
    /// Where what is made public is drawn from.
    pub sources: Vec<Source>,
}

/// The office of one county. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    inner: Arc<Inner>,
}

struct Inner {
    setup: OfficeSetup,
    books: RwLock<BTreeMap<Hash, Arc<RuleBook>>>,
}

impl Office {
    /// Opens the office.
    #[must_use]
    pub fn new(setup: OfficeSetup) -> Self {
        Self { inner: Arc::new(Inner { setup, books: RwLock::default() }) }
    }

    /// The county's code.
    #[must_use]
    pub fn county(&self) -> &Place {
        &self.inner.setup.county
    }

    /// The county's store.
    #[must_use]
    pub fn archive(&self) -> &County {
        &self.inner.setup.archive
    }

    /// Who may do what.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.inner.setup.authority
    }

    /// Where papers are kept.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.inner.setup.files
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.inner.setup.clock.as_ref()
    }

    /// Fresh random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.inner.setup.entropy)(&mut bytes);
        bytes
    }

    pub(crate) fn providers(&self) -> &[Provider] {
        &self.inner.setup.effects
    }

    pub(crate) fn sources(&self) -> &[Source] {
        &self.inner.setup.sources
    }

    pub(crate) fn warn(&self) -> Warn {
        self.inner.setup.warn
    }

    pub(crate) fn known_book(&self, hash: &Hash) -> Option<Arc<RuleBook>> {
        let books = self.inner.books.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        books.get(hash).cloned()
    }

    pub(crate) fn keep_book(&self, book: Arc<RuleBook>) -> Arc<RuleBook> {
        let mut books = self.inner.books.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        books.insert(book.hash, Arc::clone(&book));
        book
    }

    /// Reads from one snapshot of the county's store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read<T>(&self, read: impl FnOnce(&mut archive::Reader<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.archive().read(read)
    }
}
