//! A roster is imported whole or not at all.

use crate::browser::{Whose, journey};
use crate::county::file;
use thirtyfour::prelude::*;

#[test]
fn a_faulty_roster_gives_the_error_sheet_and_takes_nobody() {
    journey(Whose::Desk, async |tab| {
        tab.sign_in("township_official").await;
        tab.follow("岗位名册").await;
        tab.follow("导入").await;
        let columns: Vec<String> = tab
            .ask("return [...document.querySelectorAll('main dl.columns dt')].map((d) => d.firstChild.textContent.trim())")
            .await;
        assert!(columns.iter().any(|column| column.contains("姓名")), "{columns:?}");
        let good = row(&columns, "钟离麦香", "农户");
        let bad = row(&columns, "", "村长");
        let head: Vec<&str> = columns.iter().map(|column| column.split('（').next().unwrap()).collect();
        let sheet = format!("{}\n{good}\n{bad}\n", head.join(","));
        let sheet = file("roster.csv", sheet.as_bytes());
        tab.find(By::Css("main input[type=file]")).await.send_keys(sheet.to_str().unwrap()).await.unwrap();
        tab.press("检查表格").await;
        tab.reads("没有保存任何内容").await;
        let lines: Vec<String> =
            tab.ask("return [...document.querySelectorAll('main tbody tr')].map((r) => r.innerText)").await;
        assert!(lines.iter().any(|line| line.trim_start().starts_with('3')), "row 3 is named: {lines:?}");
        let sheet = tab.find(By::XPath("//a[contains(., '下载错误清单')]")).await.attr("href").await.unwrap().unwrap();
        assert!(sheet.ends_with(".xlsx"), "{sheet}");
        tab.open("/desk/roster?q=钟离麦香").await;
        assert!(!tab.has(By::Css("main tbody tr")).await, "nobody was taken: {}", tab.told().await);
    });
}

fn row(columns: &[String], name: &str, post: &str) -> String {
    let cell = |column: &String| match column {
        column if column.contains("姓名") => name.to_owned(),
        column if column.contains("岗位") => post.to_owned(),
        _ => String::new(),
    };
    columns.iter().map(cell).collect::<Vec<_>>().join(",")
}
