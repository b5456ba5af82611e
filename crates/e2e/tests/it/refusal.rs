//! Somebody tries to skip a step: the attempt is refused, and those who must know are told.

use crate::browser::{Tab, Whose, journey};
use thirtyfour::prelude::*;

const TITLE: &str = "越级付款的扫帚（浏览器）";

#[test]
fn a_skipped_payment_is_refused_and_warned_of_and_only_somebody_outside_closes_it() {
    journey(Whose::Desk, async |tab| {
        let case = tab.claim(TITLE, "E2E-2026-0002").await;
        try_to_pay(tab, &case).await;
        for words in ["现在还不能办", "依据", "接下来怎么办", "已经通知", "村务监督委员会主任", "纪检"]
        {
            tab.reads(words).await;
        }
        tab.reads("《").await;

        tab.sign_in("supervision_director").await;
        let alert = open_alert(tab).await;
        tab.reads(TITLE).await;
        tab.press("签收").await;
        tab.reads("已签收").await;
        assert!(!tab.has(By::Css("form[action$='/close']")).await, "a red alert is not closed in the village");

        tab.sign_in("party_secretary").await;
        tab.open(&alert).await;
        tab.reads("没有找到").await;

        tab.sign_in("discipline_officer").await;
        tab.open(&alert).await;
        tab.press("签收").await;
        assert!(!tab.has(By::Css("form[action$='/acknowledge']")).await, "it is acknowledged once");
        tab.fill(&[("finding", "confirmed"), ("found", "已当面提醒，钱没有付出去。")]).await;
        tab.press("下一步：核对").await;
        // Shown once more before it is done.
        for words in ["不能重新打开", "已当面提醒"] {
            tab.reads(words).await;
        }
        tab.press("确认提交").await;
        for words in ["已办结", "已当面提醒"] {
            tab.reads(words).await;
        }

        tab.sign_in("clerk").await;
        tab.open(&format!("/desk/cases/{case}")).await;
        tab.reads("被拒绝").await;
    });
}

/// The cashier opens the step that waits for others and sends it all the same.
async fn try_to_pay(tab: &Tab, case: &str) {
    tab.sign_in("agency_cashier").await;
    tab.open(&format!("/desk/cases/{case}")).await;
    tab.find(By::Css("details.later summary")).await.click().await.unwrap();
    let pay = tab.find(By::Css("details.later a[href$='/acts/pay']")).await;
    tab.click(&pay).await;
    tab.reads("这一步现在不能办").await;
    tab.add_papers("回单").await;
    tab.press("下一步：核对").await;
    for words in ["照这样提交不会成功", "没有通知任何人", "村务监督委员会主任"] {
        tab.reads(words).await;
    }
    tab.press("仍要提交").await;
}

/// The newest alert in the inbox; its address.
async fn open_alert(tab: &Tab) -> String {
    tab.follow("预警").await;
    let alert = tab.find(By::Css("ul.alerts a")).await;
    tab.click(&alert).await;
    tab.address().await
}
