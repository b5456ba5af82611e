//! The QR code: as a picture, on the poster, in the terminal.

use crate::browser::{Whose, journey};
use crate::paper::{codes_in, codes_in_terminal};
use thirtyfour::prelude::*;

#[test]
fn every_qr_code_of_the_village_leads_to_its_page() {
    journey(Whose::Desk, async |tab| {
        let page = format!("{}{}", tab.county.url, tab.county.village_page());
        let picture = tab.county.fetch(&format!("{}/qr.png", tab.county.village_page()));
        assert_eq!(codes_in(&picture), [page.as_str()], "the picture");
        assert_eq!(codes_in_terminal(tab.county.printed()), [page.as_str()], "the terminal");
        tab.open(&format!("{}/poster", tab.county.village_page())).await;
        let poster = tab.driver.screenshot_as_png().await.unwrap();
        assert_eq!(codes_in(&poster), [page.as_str()], "the poster");
        tab.open_elsewhere(&page).await;
        assert!(tab.has(By::Css(".village-name h1")).await);
    });
}

#[test]
fn the_qr_code_of_a_case_leads_to_its_record() {
    journey(Whose::Phone, async |tab| {
        tab.open(&tab.county.village_page()).await;
        let open = tab.find(By::Css("a.card-notice")).await;
        tab.click(&open).await;
        let record = tab.address().await;
        let picture = tab.county.fetch(&format!("{record}/qr.png"));
        assert_eq!(codes_in(&picture), [format!("{}{record}", tab.county.url)]);
        tab.follow("打印这件事的二维码").await;
    });
}
