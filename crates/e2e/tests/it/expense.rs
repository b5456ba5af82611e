//! A routine expense, by hand, from the claim to the public record.

use crate::browser::{Whose, journey};
use thirtyfour::prelude::*;

const TITLE: &str = "村道保洁扫帚（浏览器）";

#[test]
fn a_routine_expense_runs_by_hand_from_claim_to_payment_and_is_public() {
    journey(Whose::Desk, async |tab| {
        let case = tab.claim(TITLE, "E2E-2026-0001").await;
        let steps: [(&str, &[(&str, &str)]); 7] = [
            ("committee_member", &[("seen", "扫帚已送到村部，数量对"), ("outcome", "confirmed")]),
            ("deputy_director", &[("outcome", "approved")]),
            ("supervision_director", &[("opinion", "票据齐全，同意报销"), ("outcome", "marked")]),
            ("party_secretary", &[("outcome", "signed")]),
            ("bookkeeper", &[]),
            ("agency_accountant", &[("invoice_verified", "yes"), ("outcome", "accepted")]),
            ("agency_cashier", &[]),
        ];
        for (post, answers) in steps {
            tab.sign_in(post).await;
            tab.take_up(&case).await;
            tab.look_for_focus().await;
            assert_eq!(tab.act(answers).await, case);
        }
        tab.follow("回到这件事").await;
        tab.reads("已付款").await;

        tab.open(&format!("{}/finance", tab.county.village_page())).await;
        let line = tab.find(By::XPath("//summary[contains(., '186.50')]")).await;
        line.click().await.unwrap();
        let decision = By::XPath("//li[.//summary[contains(., '186.50')]]//a[contains(., '看这笔钱怎么定的')]");
        let decision = tab.find(decision).await;
        tab.click(&decision).await;
        assert_eq!(tab.address().await, format!("/cases/{case}"));
        for words in [TITLE, "186.50", "买扫帚20把", "村监会审核", "书记末位签字", "付款"] {
            tab.reads(words).await;
        }
    });
}

#[test]
fn every_fault_of_a_form_is_told_at_once_and_what_was_typed_stays() {
    journey(Whose::Desk, async |tab| {
        tab.sign_in("clerk").await;
        tab.begin_claim().await;
        tab.fill(&[("title", "买灯泡"), ("amount_fen", "一百"), ("payee", "青禾日杂店")]).await;
        tab.press("下一步：核对").await;
        let faults = tab.driver.find_all(By::Css(".faults li a")).await.unwrap();
        assert!(faults.len() >= 5, "all faults at once, found {}", faults.len());
        for fault in &faults {
            let entry = fault.attr("href").await.unwrap().unwrap();
            assert!(tab.has(By::Css(format!("[id='{}']", &entry[1..]))).await, "{entry} leads nowhere");
        }
        let kept = tab.find(By::Css("[name=payee]")).await.value().await.unwrap();
        assert_eq!(kept.as_deref(), Some("青禾日杂店"));
        tab.reads("一百").await;
    });
}
