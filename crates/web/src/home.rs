//! The county's first page: which village are you from?

pub(crate) mod show;

use crate::frame::Frame;
use crate::icon::Icon;
use crate::show::Link;
use askama::Template;

/// A township with its villages.
#[derive(Debug, Clone)]
pub(crate) struct Township {
    pub(crate) name: String,
    pub(crate) villages: Vec<Link>,
}

/// The page.
#[derive(Template)]
#[template(path = "home/county.html")]
pub(crate) struct CountyPage {
    pub(crate) frame: Frame,
    pub(crate) county: String,
    pub(crate) query: String,
    pub(crate) found: Vec<Link>,
    pub(crate) townships: Vec<Township>,
}

impl CountyPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let village = |name: &str, code: u64| Link::new(name, format!("/v/{code}"));
        let township = |name: &str, first: u64, names: &[&str]| Township {
            name: name.to_owned(),
            villages: names.iter().zip(first..).map(|(name, code)| village(name, code)).collect(),
        };
        let townships = vec![
            township("青溪镇", 990_101_001_001, &["柳湾村", "石桥村", "上坞村", "云岭畲族自治片中心村"]),
            township("白沙乡", 990_101_002_001, &["白沙村", "竹源村", "下陈村", "乌石村"]),
            township("东岭街道", 990_101_003_001, &["东岭社区", "古塘村", "水碓村", "梅坑村"]),
        ];
        Self { frame, county: "清和县".to_owned(), query: String::new(), found: Vec::new(), townships }
    }

    pub(crate) fn sample_search(frame: Frame) -> Self {
        let found = vec![Link::new("柳湾村（青溪镇）", "/v/990101001001")];
        Self { query: "柳湾".to_owned(), found, ..Self::sample(frame) }
    }
}
