//! Pictures of the pages that a journey passes, for whoever wants to look at them: `QINGCUN_SIGHTS=folder`.

use crate::browser::Tab;
use base64::prelude::*;
use serde_json::json;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// Takes a picture of the whole page, when pictures are wanted.
pub(crate) async fn keep_sight(tab: &Tab, kind: &str) {
    let Some(folder) = std::env::var_os("QINGCUN_SIGHTS").map(PathBuf::from) else { return };
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("{:03}-{kind}.png", NEXT.fetch_add(1, Ordering::Relaxed));
    let cdp = tab.driver.cdp();
    let size = cdp.send_raw("Page.getLayoutMetrics", json!({})).await.unwrap()["cssContentSize"].clone();
    let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
    let whole = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
    let taken = cdp.send_raw("Page.captureScreenshot", whole).await.unwrap();
    let bytes = BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}
