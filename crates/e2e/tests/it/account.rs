//! Passwords and sessions.

use crate::browser::{Whose, journey};
use thirtyfour::prelude::*;

const OWN: &str = "麦浪-1987-tulip-门前";

#[test]
fn a_first_password_must_be_changed_before_anything_else() {
    journey(Whose::Desk, async |tab| {
        let printed = tab.county.command(&["people", "reset", "viewer"]);
        let first = printed.split_whitespace().last().unwrap().to_owned();
        tab.open("/sign-in").await;
        tab.enter("viewer", &first).await;
        assert_eq!(tab.address().await, "/password");
        tab.open("/desk").await;
        assert_eq!(tab.address().await, "/password", "nothing else is possible");
        tab.fill(&[("old", first.as_str()), ("password", "12345678"), ("again", "12345679")]).await;
        tab.press("保存新密码").await;
        let faults = tab.driver.find_all(By::Css(".faults li a")).await.unwrap();
        assert!(faults.len() >= 2, "weak and not the same: {}", tab.told().await);
        tab.fill(&[("old", first.as_str()), ("password", OWN), ("again", OWN)]).await;
        tab.press("保存新密码").await;
        tab.reads("密码已经改好").await;
        tab.open("/desk").await;
        assert_eq!(tab.address().await, "/desk");
        tab.sign_out("退出").await;
        tab.open("/sign-in").await;
        tab.enter("viewer", &first).await;
        tab.reads("登录名或密码不对").await;
        tab.enter("viewer", OWN).await;
        assert_eq!(tab.address().await, "/desk");
    });
}

#[test]
fn signing_out_everywhere_ends_every_session_at_once() {
    journey(Whose::Desk, async |tab| {
        tab.sign_in("auditor").await;
        let other = tab.driver.get_named_cookie("session").await.unwrap();
        tab.driver.delete_all_cookies().await.unwrap();
        tab.sign_in("auditor").await;
        tab.sign_out("在所有设备上退出").await;
        tab.driver.add_cookie(other).await.unwrap();
        tab.open("/desk").await;
        assert!(tab.address().await.starts_with("/sign-in"), "the other device is signed out too");
        tab.enter("auditor", tab.county.password("auditor")).await;
        assert_eq!(tab.address().await, "/desk", "one comes back to where one wanted to go");
    });
}
