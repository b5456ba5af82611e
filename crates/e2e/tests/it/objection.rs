//! A villager objects, the village answers, and everybody can read both.

use crate::browser::{Whose, journey};
use thirtyfour::prelude::*;

const QUESTION: &str = "方案里的单价比邻村高，请把询价记录公布出来。";
const ANSWER: &str = "三家报价单已附在方案后面，最低价中选，可以到村务公开栏核对。";

#[test]
fn an_objection_gets_a_receipt_and_a_public_answer() {
    journey(Whose::Phone, async |tab| {
        tab.open(&tab.county.village_page()).await;
        let open = tab.find(By::Css("a.card-notice")).await;
        tab.click(&open).await;
        let record = tab.address().await;
        tab.follow("提异议").await;
        tab.press("下一步：核对").await;
        assert!(tab.has(By::Css(".faults a[href='#text']")).await, "an empty objection is told so");
        tab.fill(&[("text", QUESTION), ("contact", "13800000000")]).await;
        tab.press("下一步：核对").await;
        tab.reads("别人会看到的内容").await;
        tab.press("确认提交并公开").await;
        tab.reads("异议已收到").await;
        let number = tab.receipt_number().await;
        let case = record.trim_start_matches("/cases/").to_owned();
        assert!(number.starts_with(&case), "{number} belongs to {case}");
        tab.open(&record).await;
        tab.reads(QUESTION).await;
        assert!(!tab.told().await.contains("13800000000"), "how to reach the villager is not public");

        let answer = format!("//li[contains(., '{QUESTION}')]//a[contains(., '答复这条异议')]");
        for post in ["clerk", "deputy_director", "committee_member", "branch_member", "village_director"] {
            tab.sign_in(post).await;
            tab.open(&format!("/desk/cases/{case}")).await;
            tab.reads(QUESTION).await;
            assert!(!tab.told().await.contains("13800000000"), "nobody in the village learns who asked");
            if tab.has(By::XPath(&answer)).await {
                break;
            }
            // Whoever had a hand in the matter does not answer, and reads why.
            tab.reads("没有办过这件事的人答复").await;
            tab.sign_out("退出").await;
        }
        let answer = tab.find(By::XPath(answer)).await;
        tab.click(&answer).await;
        tab.fill(&[("answer", ANSWER), ("upheld", "no")]).await;
        tab.press("下一步：核对").await;
        tab.press("确认提交").await;
        tab.reads(ANSWER).await;
        tab.sign_out("退出").await;

        tab.sign_in("supervision_director").await;
        tab.open(&format!("/desk/cases/{case}")).await;
        let review = format!("//li[contains(., '{QUESTION}')]//a[contains(., '审核这条答复')]");
        let review = tab.find(By::XPath(review)).await;
        tab.click(&review).await;
        tab.fill(&[("agreed", "yes"), ("words", "三家报价单已经看过")]).await;
        tab.press("下一步：核对").await;
        tab.press("确认提交").await;
        tab.reads("已答复").await;
        tab.sign_out("退出").await;

        tab.sign_in("discipline_officer").await;
        tab.open(&format!("/desk/cases/{case}")).await;
        tab.reads("13800000000").await;
        tab.sign_out("退出").await;

        tab.open(&record).await;
        for words in [QUESTION, ANSWER, "已答复", "对答复不满意的"] {
            tab.reads(words).await;
        }
    });
}
