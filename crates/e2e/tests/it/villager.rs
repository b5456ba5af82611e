//! Villagers look, on cheap telephones, without signing in.

use crate::browser::{Whose, journey};
use crate::fit::BYTES;
use crate::idle::Idle;
use thirtyfour::prelude::*;

#[test]
fn a_villager_opens_the_village_page_and_follows_a_payment_down_to_its_record() {
    journey(Whose::Phone, async |tab| {
        tab.open(&tab.county.village_page()).await;
        let bytes: u64 = tab.ask(BYTES).await;
        assert!((1..100_000).contains(&bytes), "the village page takes {bytes} bytes");
        tab.look_for_focus().await;
        tab.follow("看每一笔").await;
        let bytes: u64 = tab.ask(BYTES).await;
        assert!(bytes < 100_000, "the finance page takes {bytes} bytes");
        // The month may be young: a payment stands in one of the last two.
        if !tab.has(By::Css("ul.money > li")).await {
            let before = tab.find(By::Css("nav.months li:nth-child(2) a")).await;
            tab.click(&before).await;
        }
        let line = tab.find(By::Css("ul.money summary")).await;
        let amount = tab.find(By::Css("ul.money summary .amount")).await.text().await.unwrap();
        line.click().await.unwrap();
        tab.follow("看这笔钱怎么定的").await;
        tab.reads(amount.trim_start_matches(['−', '-'])).await;
        for words in ["办到哪一步", "办理记录", "已付款", "怎样知道没被改过"] {
            tab.reads(words).await;
        }
    });
}

#[test]
fn nothing_on_the_public_pages_needs_a_script() {
    journey(Whose::Phone, async |tab| {
        let hand = Idle::take(tab).await;
        let probe = "data:text/html,<h1>off</h1><script>document.querySelector('h1').textContent='on'</script>";
        hand.goto(probe, "<h1>off</h1>").await;
        hand.goto(&format!("{}{}", tab.county.url, tab.county.village_page()), "看每一笔").await;
        hand.click("a.wide-link", "class=\"money\"").await;
        hand.click("ul.money summary", "<details open").await;
        hand.click(".money-links a", "怎样知道没被改过").await;
        hand.click(".top-tools a[lang=en]", "How you know it was not changed").await;
        hand.give_back().await;
    });
}

#[test]
fn a_villager_reads_larger_letters_and_english() {
    journey(Whose::Phone, async |tab| {
        tab.open(&tab.county.village_page()).await;
        let size = "return parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)";
        let before: f64 = tab.ask(size).await;
        tab.follow("大字").await;
        let after: f64 = tab.ask(size).await;
        assert!(after > before * 1.15, "letters of {before} px became {after} px");
        assert_eq!(tab.address().await, tab.county.village_page(), "one comes back to the same page");
        tab.follow("看每一笔").await;
        let elsewhere: f64 = tab.ask(size).await;
        assert!(elsewhere > before * 1.1, "larger letters stay on the next page");
        tab.follow("English").await;
        let tongue: String = tab.ask("return document.documentElement.lang").await;
        assert_eq!(tongue, "en");
        tab.reads("Finance").await;
        tab.follow("Standard size").await;
        tab.follow("中文").await;
        tab.reads("财务").await;
    });
}

#[test]
fn every_public_page_fits_a_telephone() {
    journey(Whose::Phone, async |tab| {
        let village = tab.county.village_page();
        for page in ["", "/party", "/affairs", "/finance", "/projects", "/contracts", "/seal", "/posts"] {
            tab.open(&format!("{village}{page}")).await;
            tab.look_for_focus().await;
        }
        for page in ["/", "/log", "/log/entries", "/rules", "/rules/C1", "/sign-in", "/nothing-here"] {
            tab.open(page).await;
        }
        tab.reads("没有找到").await;
        tab.open(&village).await;
        let cases: Vec<String> = tab
            .ask("return [...document.querySelectorAll('main a')].map((a) => a.pathname).filter((p) => p.startsWith('/cases/'))")
            .await;
        assert!(!cases.is_empty(), "no case is public on the village page");
        for case in cases.iter().take(6) {
            tab.open(case).await;
        }
    });
}
