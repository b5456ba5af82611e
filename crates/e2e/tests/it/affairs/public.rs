//! What a villager reads of it all, without signing in.

use crate::browser::Tab;
use crate::paper::codes_in;
use crate::sight::keep_sight;
use crate::walk::Matter;
use thirtyfour::prelude::*;

/// What no stranger reads: a telephone, the number of an invoice; and a villager's name, but where he won a contract.
const PRIVATE: [&str; 3] = [NAME, "13912345678", "E2E-2026-01"];
const NAME: &str = "罗小满";

/// Where on the village's pages an affair is found, and what must stand in its record: amount, votes, what was disclosed.
struct Shown {
    shelf: &'static str,
    words: &'static [&'static str],
    votes: bool,
}

fn shown(affair: &str) -> Shown {
    let (shelf, words, votes): (_, &'static [&'static str], _) = match affair {
        "重大事项民主决策" => ("/affairs", &["86,000.00", "***********", "水渠已经修好通水", "其中满意"], true),
        "日常开支报销" => ("/finance", &["3,680.50", "小型维修", "书记末位签字"], true),
        "大额资金使用" => ("/finance", &["23,000.00", "清源建设有限公司", "验收人数"], false),
        "资产出租发包" => ("/contracts", &["52,800.00", NAME, "ZL-2026-E2E-1", "押金已收到村账户"], true),
        "小微工程立项与招标" => ("/projects", &["42,600.00", "清源建设有限公司", "GC-2026-E2E-1"], true),
        "印章使用" => ("/seal", &["证明", "2026-118"], false),
        other => panic!("`{other}` is not one of the six"),
    };
    Shown { shelf, words, votes }
}

/// Finds a case from the village's page on, reads its record, and comes to it once more by its QR code.
pub(super) async fn read(tab: &Tab, matter: &Matter) {
    assert!(!matter.number.is_empty() && !matter.ended.is_empty(), "{} has not ended", matter.affair);
    let shown = shown(matter.affair);
    let record = format!("/cases/{}", matter.number);
    find(tab, shown.shelf, &record).await;
    keep_sight(tab, "public").await;
    tab.reads(&matter.ended).await;
    for words in shown.words {
        tab.reads(words).await;
    }
    assert_eq!(tab.has(By::Css(".votes")).await, shown.votes, "votes of {}", matter.affair);
    let told = tab.told().await;
    for private in PRIVATE.iter().filter(|private| !shown.words.contains(private)) {
        assert!(!told.contains(*private), "`{private}` is public:\n{told}");
    }
    let codes = codes_in(&tab.county.fetch(&format!("{record}/qr.png")));
    assert_eq!(codes, [format!("{}{record}", tab.county.url)]);
    tab.open("/").await;
    tab.open_elsewhere(&codes[0]).await;
    assert_eq!(tab.address().await, record);
    assert_eq!(tab.told().await, told, "the QR code leads to the same record");
}

/// Goes from the village's page to the shelf on which the case stands, and opens it there.
async fn find(tab: &Tab, shelf: &str, record: &str) {
    let village = tab.county.village_page();
    tab.open(&village).await;
    let way = tab.find(By::Css(format!("main a[href='{village}{shelf}']"))).await;
    tab.click(&way).await;
    keep_sight(tab, "shelf").await;
    if shelf == "/seal" {
        // Of the seal's uses the village's pages give the number alone; the record's address stands on what was sealed.
        tab.reads("证明").await;
        return tab.open(record).await;
    }
    let link = By::Css(format!("main a[href='{record}']"));
    let months: Vec<String> =
        tab.ask("return [...document.querySelectorAll('nav.months a')].map((a) => a.pathname + a.search)").await;
    // What was paid in an earlier month stands under that month.
    for month in months {
        if !tab.has(link.clone()).await {
            tab.open(&month).await;
        }
    }
    let Ok(link) = tab.driver.find(link).await else { panic!("{record} is not on {shelf}:\n{}", tab.told().await) };
    if !link.is_displayed().await.unwrap() {
        let line = By::XPath(format!("//details[.//a[@href='{record}']]/summary"));
        tab.find(line).await.click().await.unwrap();
    }
    tab.click(&link).await;
}
