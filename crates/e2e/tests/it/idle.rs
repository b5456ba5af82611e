//! A browser in which no script runs, not even those by which a browser is usually driven: it is driven by what it shows.

use crate::browser::Tab;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A browser without scripts.
pub(crate) struct Idle<'a>(&'a Tab);

impl<'a> Idle<'a> {
    /// Takes scripts away from a tab.
    pub(crate) async fn take(tab: &'a Tab) -> Self {
        let idle = Self(tab);
        idle.tell("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
        idle
    }

    /// Lets scripts run again, so that the tab can be closed as others are.
    pub(crate) async fn give_back(self) {
        self.tell("Emulation.setScriptExecutionDisabled", json!({"value": false})).await;
        self.tell("Page.navigate", json!({"url": "about:blank"})).await;
    }

    /// Types an address and waits until the page holds `mark`.
    pub(crate) async fn goto(&self, url: &str, mark: &str) {
        self.tell("Page.navigate", json!({"url": url})).await;
        self.wait_for(mark).await;
    }

    /// Clicks the first element that fits, and waits until the page holds `mark`.
    pub(crate) async fn click(&self, selector: &str, mark: &str) {
        let root = self.root().await;
        let node =
            self.tell("DOM.querySelector", json!({"nodeId": root, "selector": selector})).await["nodeId"].clone();
        assert!(node.as_i64() > Some(0), "`{selector}` is not on this page:\n{}", self.page().await);
        self.tell("DOM.scrollIntoViewIfNeeded", json!({"nodeId": node})).await;
        let quads = self.tell("DOM.getContentQuads", json!({"nodeId": node})).await;
        let at = |n: usize| quads["quads"][0][n].as_f64().unwrap();
        let (x, y) = ((at(0) + at(4)) / 2.0, (at(1) + at(5)) / 2.0);
        for kind in ["mousePressed", "mouseReleased"] {
            let press = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.tell("Input.dispatchMouseEvent", press).await;
        }
        self.wait_for(mark).await;
    }

    async fn wait_for(&self, mark: &str) {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            let page = self.page().await;
            if page.contains(mark) {
                return;
            }
            assert!(Instant::now() < patience, "`{mark}` never came:\n{page}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn page(&self) -> String {
        let root = self.root().await;
        let cdp = self.0.driver.cdp();
        // The page may go while it is read.
        let told = cdp.send_raw("DOM.getOuterHTML", json!({"nodeId": root})).await.unwrap_or_default();
        told["outerHTML"].as_str().unwrap_or_default().to_owned()
    }

    async fn root(&self) -> Value {
        self.tell("DOM.getDocument", json!({"depth": 0})).await["root"]["nodeId"].clone()
    }

    async fn tell(&self, method: &str, what: Value) -> Value {
        self.0.driver.cdp().send_raw(method, what).await.unwrap()
    }
}
