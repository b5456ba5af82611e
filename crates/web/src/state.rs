//! What all handlers share: the office, the directory of sign-ins, the page cache, the counts.

use crate::data::file::File;
use crate::household::CodeSheets;
use crate::http::answer::Halt;
use crate::http::cache::{PageCache, Stamp};
use crate::http::jobs::Jobs;
use crate::http::metrics::Metrics;
use crate::http::throttle::Throttle;
use crate::press::Press;
use crate::reading::Readers;
use crate::roster::key::FirstPasswords;
use crate::roster::sheets::Sheets;
use crate::route;
use crate::screen::Screens;
use crate::search::{CountySearch, Shelf};
use archive::Directory;
use office::Office;
use office::household::ShortMessage;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;
use village::{Fault, Moment, PersonId};

/// How many bytes of tables as files are kept.
const FILES_BYTES: usize = 8 * 1024 * 1024;
/// So many questions come from one address within an hour: a village's people share one, and each item has a limit of its own.
const QUESTIONS_AN_HOUR: u32 = 60;

/// How many requests may wait for the store at the same time; the others queue.
const AT_ONCE: usize = 128;

/// What the pages are made from.
pub struct Parts {
    /// The county's office.
    pub office: Office,
    /// The directory of sign-ins and sessions.
    pub directory: Directory,
    /// The address that people type and that QR codes hold, such as `https://cunwu.example.cn`.
    pub public_url: String,
    /// Whether cookies go over TLS only.
    pub secure_cookies: bool,
}

/// Sends a message to a telephone, by whatever service the county has; may take seconds.
pub type SendMessage = Box<dyn Fn(&ShortMessage) -> Result<(), Fault> + Send + Sync>;

/// What all handlers share; cheap to clone.
#[derive(Clone)]
pub struct State(pub(crate) App);

impl State {
    /// The state of a service.
    ///
    /// # Errors
    /// When the directory fails.
    pub fn new(parts: Parts) -> Result<Self, Fault> {
        Self::behind(parts, Vec::new())
    }

    /// The state of a service behind proxies, which are believed when they tell who asks; nobody else is.
    ///
    /// # Errors
    /// When the directory fails.
    pub fn behind(parts: Parts, proxies: Vec<IpAddr>) -> Result<Self, Fault> {
        Shared::new(parts, proxies).map(Self)
    }

    /// Lets villagers come in by a number sent to their telephone. Without it they come in by a code on paper, or are helped.
    #[must_use]
    pub fn with_messages(self, send: SendMessage) -> Self {
        // A second service has nobody to serve: the first stays.
        let _ = self.0.messages.set(send);
        self
    }

    /// Writes down which screens in the halls have gone dark, and which are on again. To be called every half minute or so.
    ///
    /// # Errors
    /// When the store fails; the next call tries again.
    pub fn tell_screens(&self) -> Result<(), Fault> {
        crate::screen::watch::tell(&self.0)
    }

    /// Draws anew, in the index of the county, the villages whose log has moved or whose day has changed; tells after each how many
    /// are left, and ends early when told to. To be called every second or so: until then whoever looks for something waits.
    ///
    /// # Errors
    /// When one of the stores fails; the next call tries again.
    pub fn keep_search(&self, go_on: impl FnMut(usize) -> bool) -> Result<(), Fault> {
        self.0.county_search.catch_up(&self.0, go_on)
    }

    /// Forgets the index of the county, which is then drawn anew.
    ///
    /// # Errors
    /// When the directory fails.
    pub fn forget_search(&self) -> Result<(), Fault> {
        self.0.county_search.forget(&self.0)
    }
}

/// What all handlers share.
pub(crate) struct Shared {
    pub(crate) office: Office,
    pub(crate) directory: Directory,
    pub(crate) public_url: String,
    pub(crate) secure_cookies: bool,
    /// Who is believed in `X-Forwarded-For`.
    pub(crate) proxies: Vec<IpAddr>,
    pub(crate) cache: PageCache,
    /// The sheets for the wall and the letter box.
    pub(crate) press: Press,
    /// Tables as files, each made once for everybody who asks.
    pub(crate) files: Jobs<Arc<File>>,
    /// When each screen in a hall was last heard of.
    pub(crate) screens: Screens,
    /// How often what is public is read.
    pub(crate) readers: Readers,
    /// Villages' public lines, ready to be looked through.
    pub(crate) searched: Shelf,
    /// Every village's, in an index.
    pub(crate) county_search: CountySearch,
    pub(crate) metrics: Metrics,
    pub(crate) objections: Throttle,
    /// Questions: a whole village may ask behind one address.
    pub(crate) questions: Throttle,
    /// How often a stranger looks at what they wrote before sending it.
    pub(crate) looks: Throttle,
    pub(crate) sheets: Sheets,
    /// Sheets that were checked and wait to be sent for good.
    pub(crate) imports: Sheets,
    /// Packed rule books that were checked and wait to be proposed.
    pub(crate) books: Sheets,
    /// What each session's last import took over, in words.
    pub(crate) imported: Sheets,
    pub(crate) first_passwords: FirstPasswords,
    pub(crate) code_sheets: CodeSheets,
    messages: OnceLock<SendMessage>,
    /// Kept in the directory, so that a form half filled in outlives a restart; known to nobody else.
    secret: Vec<u8>,
    gate: Semaphore,
}

/// A handle on what all handlers share.
pub(crate) type App = Arc<Shared>;

impl Shared {
    fn new(parts: Parts, proxies: Vec<IpAddr>) -> Result<App, Fault> {
        let Parts { office, directory, public_url, secure_cookies } = parts;
        Ok(Arc::new(Self {
            screens: Screens::new(office.clock().now()),
            secret: directory.secret("papers received", office.random())?,
            county_search: CountySearch::new(directory.clone()),
            office,
            directory,
            public_url: public_url.trim_end_matches('/').to_owned(),
            secure_cookies,
            proxies,
            cache: PageCache::default(),
            press: Press::default(),
            files: Jobs::new(FILES_BYTES),
            searched: Shelf::default(),
            readers: Readers::default(),
            metrics: Metrics::new(route::ROUTES.iter().map(|route| route.path)),
            objections: Throttle::new(10, 60 * 60_000),
            questions: Throttle::new(QUESTIONS_AN_HOUR, 60 * 60_000),
            looks: Throttle::new(5 * QUESTIONS_AN_HOUR, 60 * 60_000),
            sheets: Sheets::default(),
            imports: Sheets::default(),
            books: Sheets::default(),
            imported: Sheets::default(),
            first_passwords: FirstPasswords::default(),
            code_sheets: CodeSheets::default(),
            messages: OnceLock::new(),
            gate: Semaphore::new(AT_ONCE),
        }))
    }

    /// The secret by which this program knows the marks that it has given to one person.
    pub(crate) fn seal_of(&self, person: &PersonId) -> String {
        hex::encode(Sha256::new().chain_update(&self.secret).chain_update(person.as_str()).finalize())
    }

    /// What ties a stranger's form to its case and to this service, so that no cookie is needed.
    pub(crate) fn seal_of_case(&self, number: &str) -> String {
        let inner = Sha256::new().chain_update(&self.secret).chain_update("objection").chain_update(number).finalize();
        hex::encode(Sha256::new().chain_update(&self.secret).chain_update(inner).finalize())
    }

    /// How messages are sent to telephones, where the county does.
    pub(crate) fn messages(&self) -> Option<&SendMessage> {
        self.messages.get()
    }

    pub(crate) fn now(&self) -> Moment {
        self.office.clock().now()
    }

    /// What a public page drawn now depends on.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { head: self.office.archive().head(), day: self.now().day() }
    }

    /// Runs what waits for a disk or a database where it holds up nobody else.
    pub(crate) async fn blocking<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Halt>
    where
        T: Send + 'static,
        E: Into<Halt> + Send + 'static,
    {
        let closed = |error| Fault::from("waiting for the store", error);
        let _turn = self.gate.acquire().await.map_err(closed)?;
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        done.map_err(|error| Fault::from("work at the store ended early", error))?.map_err(Into::into)
    }
}
