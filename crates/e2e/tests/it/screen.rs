//! The screen in the hall and the phone when the network is gone: they go on with what they showed last.

use crate::browser::{Whose, journey_in};
use crate::county::County;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// Waits until the script says `true`.
async fn until(tab: &crate::browser::Tab, script: &str, what: &str) {
    let begun = Instant::now();
    while !tab.ask::<bool>(script).await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[test]
fn without_a_network_the_screen_goes_on_and_the_phone_shows_what_was_read_last() {
    let county: &'static County =
        Box::leak(Box::new(County::serve(&["--fresh", "--villages", "1", "--data", "offline"], 0)));
    journey_in(county, Whose::Desk, async |tab| {
        tab.sign_in("clerk").await;
        tab.open("/desk/screens").await;
        tab.follow("登记一块屏幕").await;
        tab.find(By::Css("input[name=name]")).await.send_keys("老年活动室").await.unwrap();
        // On at every hour, so that the test may run at night.
        for (field, hour) in [("from_hour", "0"), ("to_hour", "24")] {
            let input = tab.find(By::Css(format!("input[name={field}]"))).await;
            input.clear().await.unwrap();
            input.send_keys(hour).await.unwrap();
        }
        tab.press("下一步：核对").await;
        tab.press("确认提交").await;
        tab.reads("老年活动室").await;
        let screen = tab.find(By::PartialLinkText("打开看")).await.attr("href").await.unwrap().unwrap();

        // The village's page on a phone, kept with what it leads to. Of whoever has signed in nothing is kept.
        tab.driver.delete_all_cookies().await.unwrap();
        tab.open(&tab.county.village_page()).await;
        let kept = "return (async () => (await (await caches.open('qingcun-1')).keys()).length > 4)()";
        until(tab, kept, "the pages were not kept").await;

        tab.open(&screen).await;
        until(tab, "return document.querySelectorAll('.slot').length > 1", "no slides").await;
        let has = "return localStorage.length > 0 || document.querySelector('#state').textContent === ''";
        until(tab, has, "nothing was asked for").await;
        let held = "return (async () => !!(await (await caches.open('qingcun-1')).match(location.href, {ignoreVary: true})))()";
        tab.driver.refresh().await.unwrap();
        until(tab, held, "the screen's page was not kept").await;

        tab.county.stop();
        let at = "return document.querySelector('#at').textContent";
        let before: String = tab.ask(at).await;
        until(tab, &format!("return document.querySelector('#at').textContent !== '{before}'"), "it stood still").await;
        // The power was gone: the box starts again, and nobody answers.
        tab.driver.refresh().await.unwrap();
        until(tab, "return document.querySelectorAll('.slot').length > 1", "an empty screen").await;

        tab.driver.goto(format!("{}{}", tab.county.url, tab.county.village_page())).await.unwrap();
        until(
            tab,
            "return document.body.textContent.includes('现在没有网络')",
            "it does not say that there is no network",
        )
        .await;
        until(tab, "return document.querySelectorAll('main .row').length > 3", "the page was not kept whole").await;
        tab.driver.goto(format!("{}/v/{}/disclosures", tab.county.url, tab.county.village)).await.unwrap();
        until(tab, "return document.querySelectorAll('main .row').length > 10", "the board was not kept").await;
        tab.driver.goto(format!("{}/rules/C1", tab.county.url)).await.unwrap();
        until(tab, "return document.body.textContent.includes('还没有在手机里保存过')", "no word for a page not kept")
            .await;
        // Nothing went wrong but that nobody answered.
        let log = tab.driver.browser_log().await.unwrap();
        let other =
            log.iter().find(|entry| entry.level == "SEVERE" && !entry.message.contains("Failed to load resource"));
        assert!(other.is_none(), "{other:?}");
    });
}
