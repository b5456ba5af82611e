//! A browser in somebody's hand. Every page that it comes to is looked over; it waits for what is to come, never for a
//! while.

use crate::county::{County, county};
use crate::fit::{FAULTS, FOCUS};
use crate::keeper::{folder, keep};
use serde_json::json;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverError;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// Whose browser it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A villager's telephone.
    Phone,
    /// An official's desk.
    Desk,
}

/// A browser with one page open.
pub(crate) struct Tab {
    pub(crate) driver: WebDriver,
    pub(crate) county: &'static County,
}

/// Goes on a journey through the county that all share.
pub(crate) fn journey(whose: Whose, journey: impl AsyncFnOnce(&Tab)) {
    journey_in(county(), whose, journey);
}

/// Goes on a journey, and closes the browser however it ends. A journey that fails leaves a picture of its last page.
pub(crate) fn journey_in(county: &'static County, whose: Whose, journey: impl AsyncFnOnce(&Tab)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let done = runtime.block_on(async {
        let tab = Tab::open_browser(county, whose).await;
        let driver = tab.driver.clone();
        driver
            .run_and_quit(|driver| async move {
                if let Err(panic) = caught(journey(&tab)).await {
                    let picture = folder().join(format!("{:?}.png", std::thread::current().id()));
                    driver.screenshot(&picture).await?;
                    eprintln!("{}: see {}", tab.address().await, picture.display());
                    resume_unwind(panic);
                }
                tab.look_at_console().await;
                Ok::<_, WebDriverError>(())
            })
            .await
    });
    done.unwrap();
}

/// The panic of a future, as a value.
async fn caught(future: impl Future<Output = ()>) -> std::thread::Result<()> {
    let mut future = Box::pin(future);
    poll_fn(move |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(done) => done.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

fn driver_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        let mut printed = keep(Path::new("chromedriver"), &["--port=0", "--log-level=WARNING"]);
        let port = printed.after("started successfully on port ");
        format!("http://127.0.0.1:{}", port.trim().trim_end_matches('.'))
    })
}

fn capabilities(whose: Whose) -> WebDriverResult<Capabilities> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let own = folder().join(format!("browser-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let mut wanted = DesiredCapabilities::chrome();
    let quiet = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=zh-CN",
        "--window-size=1440,900",
    ];
    for argument in quiet {
        wanted.add_arg(argument)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", own.display()))?;
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    if whose != Whose::Desk {
        let screen = json!({"width": 390, "height": 844, "pixelRatio": 2.0, "mobile": true, "touch": true});
        wanted.add_experimental_option("mobileEmulation", json!({"deviceMetrics": screen}))?;
    }
    Ok(wanted.into())
}

impl Tab {
    async fn open_browser(county: &'static County, whose: Whose) -> Self {
        let driver = WebDriver::new(driver_url(), capabilities(whose).unwrap()).await.unwrap();
        Self { driver, county }
    }

    /// Types an address.
    pub(crate) async fn open(&self, path: &str) {
        self.open_elsewhere(&format!("{}{path}", self.county.url)).await;
    }

    /// Types a whole address.
    pub(crate) async fn open_elsewhere(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
        self.arrived().await;
    }

    /// The first element that is shown and fits.
    pub(crate) async fn find(&self, by: By) -> WebElement {
        let wanted = format!("{by:?}");
        let query = self.driver.query(by).and_displayed().wait(Duration::from_secs(10), Duration::from_millis(50));
        match query.first().await {
            Ok(element) => element,
            Err(error) => panic!("{wanted} is not on this page: {error}\n{}", self.told().await),
        }
    }

    /// Whether something fits, now.
    pub(crate) async fn has(&self, by: By) -> bool {
        !self.driver.find_all(by).await.unwrap().is_empty()
    }

    /// Follows the link with these words.
    pub(crate) async fn follow(&self, words: &str) {
        let link = self.find(By::XPath(format!("//a[contains(normalize-space(.), '{words}')]"))).await;
        self.click(&link).await;
    }

    /// Presses the button with these words.
    pub(crate) async fn press(&self, words: &str) {
        let button = self.find(By::XPath(format!("//button[normalize-space(.) = '{words}']"))).await;
        self.click(&button).await;
    }

    /// Clicks what leads to another page, and waits until it is there.
    pub(crate) async fn click(&self, element: &WebElement) {
        let before = self.driver.find(By::Tag("html")).await.unwrap();
        element.click().await.unwrap();
        let patience = Instant::now() + Duration::from_secs(30);
        while before.tag_name().await.is_ok() {
            assert!(Instant::now() < patience, "nothing happened:\n{}", self.told().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.arrived().await;
    }

    async fn arrived(&self) {
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            let ready = self.driver.execute("return document.readyState === 'complete'", vec![]).await;
            if ready.is_ok_and(|ready| ready.convert::<bool>().unwrap_or(false)) {
                break;
            }
            assert!(Instant::now() < patience, "the page never came");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let faults: Vec<String> = self.ask(FAULTS).await;
        let address = self.address().await;
        assert!(faults.is_empty(), "{address}:\n{}\n{}", faults.join("\n"), self.told().await);
    }

    /// Asks the page itself.
    pub(crate) async fn ask<T: serde::de::DeserializeOwned>(&self, script: &str) -> T {
        self.driver.execute(script, vec![]).await.unwrap().convert().unwrap()
    }

    /// Presses the tabulator once and sees where it leads.
    pub(crate) async fn look_for_focus(&self) {
        self.driver.action_chain().send_keys(Key::Tab).perform().await.unwrap();
        let wrong: String = self.ask(FOCUS).await;
        assert_eq!(wrong, "", "{}", self.address().await);
    }

    /// The address without the county's own part.
    pub(crate) async fn address(&self) -> String {
        let url = self.driver.current_url().await.unwrap().to_string();
        url.strip_prefix(&self.county.url).unwrap_or(&url).to_owned()
    }

    /// What the page says.
    pub(crate) async fn told(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// Expects words on the page.
    pub(crate) async fn reads(&self, words: &str) {
        let told = self.told().await;
        assert!(told.contains(words), "`{words}` is not on {}:\n{told}", self.address().await);
    }

    /// Nothing went wrong in the console. That a page itself was refused is no fault of the page.
    async fn look_at_console(&self) {
        let log = self.driver.browser_log().await.unwrap();
        let is_refusal = |message: &str| message.contains("the server responded with a status of 4");
        let wrong: Vec<_> = log.iter().filter(|entry| entry.level == "SEVERE" && !is_refusal(&entry.message)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
