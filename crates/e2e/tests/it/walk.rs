//! Takes a case from step to step as the people of the village would: the page says who must act next, who signs in, finds
//! the case on their desk, fills in what is asked for, checks it and sends it.

use crate::browser::Tab;
use crate::case::Answers;
use crate::entry::Entry;
use crate::sight::keep_sight;
use thirtyfour::prelude::*;

/// A matter that is to be brought from its first step to its public record.
pub(crate) struct Matter {
    /// The affair, as the page calls it.
    pub(crate) affair: &'static str,
    /// The post that begins it.
    pub(crate) begins: &'static str,
    /// What is filled in.
    pub(crate) answers: Answers<'static>,
    /// Fields that name the case of another matter, with its number.
    pub(crate) links: Vec<(&'static str, String)>,
    /// The number, once it has begun.
    pub(crate) number: String,
    /// How it ended.
    pub(crate) ended: String,
}

/// What the page says about what is next.
enum Next {
    /// The holder of one of these posts acts.
    Somebody(Vec<String>),
    /// Villagers may object until some day, or a meeting is called for some day.
    AnotherDay,
    /// It has ended, so.
    Ended(String),
}

impl Next {
    fn read(told: &str) -> Self {
        let between = |from: &str, to: &str| Some(told.split_once(from)?.1.split_once(to)?.0.to_owned());
        if let Some(ending) = between("已经结束：", "。") {
            return Self::Ended(ending);
        }
        if told.contains("正在公示") || told.contains("会议定在") {
            return Self::AnotherDay;
        }
        let posts = between("等待", "办理“").unwrap_or_else(|| panic!("who acts next is not said:\n{told}"));
        Self::Somebody(posts.split('、').map(str::to_owned).collect())
    }
}

impl Matter {
    /// Goes on until the case has ended or must wait for another day.
    pub(crate) async fn go_on(&mut self, tab: &Tab) {
        if !self.ended.is_empty() {
            return;
        }
        let mut told = if self.number.is_empty() { self.begin(tab).await } else { self.look(tab).await };
        loop {
            match Next::read(&told) {
                Next::Ended(how) => {
                    self.ended = how;
                    return;
                }
                Next::AnotherDay => return,
                Next::Somebody(posts) => match self.step(tab, &posts).await {
                    Some(after) => told = after,
                    None => return,
                },
            }
        }
    }

    /// Takes the first step.
    async fn begin(&mut self, tab: &Tab) -> String {
        tab.sign_in(self.begins).await;
        tab.follow("发起事项").await;
        keep_sight(tab, "start").await;
        tab.follow(self.affair).await;
        self.act(tab).await;
        self.number = tab.receipt_number().await;
        tab.told().await
    }

    /// Where the case stands, as everybody can read.
    async fn look(&self, tab: &Tab) -> String {
        tab.open(&format!("/cases/{}", self.number)).await;
        keep_sight(tab, "case").await;
        tab.find(By::Css(".stands")).await.text().await.unwrap()
    }

    /// The next step, by the first of the posts on whose desk the case lies; nothing when it must wait for its day.
    async fn step(&self, tab: &Tab, posts: &[String]) -> Option<String> {
        for post in posts {
            let Some(name) = tab.county.holder(post) else { continue };
            tab.sign_in(name).await;
            keep_sight(tab, "desk").await;
            let task = By::XPath(format!("//ul[@class='tasks']//a[contains(., '{}')]", self.number));
            if !tab.has(task).await {
                // What was done before keeps this person apart from the step.
                continue;
            }
            tab.take_up(&self.number).await;
            if tab.has(By::Css("#closed, #meets")).await {
                keep_sight(tab, "not-yet").await;
                return None;
            }
            self.act(tab).await;
            assert_eq!(tab.receipt_number().await, self.number);
            return Some(tab.told().await);
        }
        panic!("the case {} lies on nobody's desk: {posts:?}", self.number)
    }

    /// Fills in the form, checks it, sends it.
    async fn act(&self, tab: &Tab) {
        tab.hold_meeting().await;
        for entry in Entry::all(tab).await {
            self.answer(tab, &entry).await;
        }
        keep_sight(tab, "form").await;
        tab.press("下一步：核对").await;
        keep_sight(tab, "check").await;
        tab.reads("请核对").await;
        tab.press("确认提交").await;
        keep_sight(tab, "receipt").await;
        tab.reads("已办理").await;
    }

    async fn answer(&self, tab: &Tab, entry: &Entry) {
        let linked = self.links.iter().find(|(name, _)| *name == entry.name).map(|(_, number)| number.as_str());
        let known = self.answers.iter().find(|(name, _)| *name == entry.name).map(|(_, value)| *value);
        if let Some(value) = linked.or(known) {
            let day = value.strip_prefix('+').filter(|_| entry.kind == "date").and_then(|days| days.parse().ok());
            let value = day.map_or_else(|| value.to_owned(), |days| tab.county.day(days));
            return tab.fill(&[(&entry.name, &value)]).await;
        }
        if entry.kind == "file" {
            return tab.add_paper(entry).await;
        }
        if let Some(value) = entry.sensible(tab.county) {
            tab.fill(&[(&entry.name, &value)]).await;
        }
    }
}
