//! What a villager reads of it all, without signing in.

use crate::browser::Tab;
use crate::paper::codes_in;
use crate::sight::keep_sight;
use crate::walk::Matter;
use thirtyfour::prelude::*;

/// What no stranger reads: a villager's name and telephone, the number of an invoice.
const PRIVATE: [&str; 3] = ["罗小满", "13912345678", "E2E-2026-01"];

/// Opens the record of a case from the village's page, reads it, and comes to it once more by its QR code.
pub(super) async fn read(tab: &Tab, matter: &Matter) {
    assert!(!matter.number.is_empty() && !matter.ended.is_empty(), "{} has not ended", matter.affair);
    let record = format!("/cases/{}", matter.number);
    tab.open(&record).await;
    keep_sight(tab, "public").await;
    tab.reads(&matter.ended).await;
    let told = tab.told().await;
    for private in PRIVATE {
        assert!(!told.contains(private), "`{private}` is public:\n{told}");
    }
    let picture = tab.county.fetch(&format!("{record}/qr.png"));
    let codes = codes_in(&picture);
    assert_eq!(codes, [format!("{}{record}", tab.county.url)]);
    tab.open("/").await;
    tab.open_elsewhere(&codes[0]).await;
    assert_eq!(tab.address().await, record);
}
