//! The same form is sent twice.

use crate::browser::{Whose, journey};
use crate::case::{claim_of, today};
use thirtyfour::prelude::*;

const TITLE: &str = "只报一次的扫帚（浏览器）";

#[test]
fn a_form_sent_twice_makes_one_case() {
    journey(Whose::Desk, async |tab| {
        tab.sign_in("clerk").await;
        tab.begin_claim().await;
        tab.fill(&claim_of(TITLE, "E2E-2026-0003", &today())).await;
        tab.add_papers("发票").await;
        tab.press("下一步：核对").await;
        // The same page, sent from two windows: what an impatient hand on a slow line does.
        let here = tab.driver.window().await.unwrap();
        let _: Option<bool> = tab.ask("document.querySelector('main form').target = '_blank'").await;
        tab.find(By::XPath("//button[contains(., '确认提交')]")).await.click().await.unwrap();
        let other = loop {
            let windows = tab.driver.windows().await.unwrap();
            if let Some(other) = windows.into_iter().find(|window| *window != here) {
                break other;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        tab.driver.switch_to_window(other).await.unwrap();
        let first = tab.receipt_number().await;
        tab.driver.close_window().await.unwrap();
        tab.driver.switch_to_window(here).await.unwrap();
        let _: Option<bool> = tab.ask("document.querySelector('main form').target = '_self'").await;
        tab.press("确认提交").await;
        assert_eq!(tab.receipt_number().await, first, "the second sending is answered with the same receipt");
        tab.open("/desk/cases").await;
        let cases = tab.driver.find_all(By::XPath(format!("//tbody//a[contains(., '{TITLE}')]"))).await.unwrap();
        assert_eq!(cases.len(), 1, "{}", tab.told().await);
    });
}
