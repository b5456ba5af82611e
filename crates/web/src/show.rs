//! How values are shown: amounts, days, how long is left, states. All safe to put into a page as they are.

use crate::icon::Icon;
use crate::told::Teller;
use askama::filters::HtmlSafe;
use std::fmt;
use village::{Day, Fen, Language, Moment};

/// Writes `text` with everything that HTML could misread replaced.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// An amount of money, the yuan sign small and before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount(pub(crate) Fen);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0.0 < 0 { "−" } else { "" };
        let text = self.0.to_string();
        write!(f, r#"<span class="amount">{sign}<small>¥</small>{}</span>"#, text.trim_start_matches('-'))
    }
}

impl HtmlSafe for Amount {}

/// A day as people say it: `3月12日（周四）`, `Thu 12 March`; with its year when that is not this year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    stamp: String,
    pub(crate) words: String,
}

const WEEKDAYS_ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn entry<const N: usize>(names: [&'static str; N], from_one: i8) -> &'static str {
    usize::try_from(from_one - 1).ok().and_then(|place| names.get(place).copied()).unwrap_or("")
}

/// The words of a day.
pub(crate) fn day_words(day: Day, today: Day, language: Language) -> String {
    let same_year = day.year() == today.year();
    match language {
        Language::Zh => {
            let year = if same_year { String::new() } else { format!("{}年", day.year()) };
            format!("{year}{}月{}日（{}）", day.month(), day.day_of_month(), entry(WEEKDAYS_ZH, day.weekday()))
        }
        Language::En => {
            let year = if same_year { String::new() } else { format!(" {}", day.year()) };
            let weekday = entry(WEEKDAYS_EN, day.weekday());
            format!("{weekday} {} {}{year}", day.day_of_month(), entry(MONTHS_EN, day.month()))
        }
    }
}

/// The words of a month: `2026年3月`, `March 2026`.
pub(crate) fn month_words(day: Day, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月", day.year(), day.month()),
        Language::En => format!("{} {}", entry(MONTHS_EN, day.month()), day.year()),
    }
}

impl When {
    /// A day.
    pub(crate) fn day(day: Day, today: Day, language: Language) -> Self {
        Self { stamp: day.to_string(), words: day_words(day, today, language) }
    }

    /// A moment, to the minute.
    pub(crate) fn moment(moment: Moment, today: Day, language: Language) -> Self {
        let (hour, minute) = moment.time();
        let words = format!("{} {hour}:{minute:02}", day_words(moment.day(), today, language));
        Self { stamp: format!("{}T{hour:02}:{minute:02}+08:00", moment.day()), words }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}">{}</time>"#, self.stamp, escape(&self.words))
    }
}

impl HtmlSafe for When {}

/// A state, in the order of growing weight. Always icon, word and colour together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Done,
    Ordinary,
    Notice,
    Yellow,
    Orange,
    Red,
}

impl State {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ordinary => "ordinary",
            Self::Notice => "notice",
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }

    pub(crate) fn icon(self) -> Icon {
        match self {
            Self::Ordinary => Icon::Clock,
            Self::Done => Icon::Done,
            Self::Notice => Icon::Notice,
            Self::Yellow | Self::Orange => Icon::Warning,
            Self::Red => Icon::Stop,
        }
    }
}

/// A state with its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) state: State,
    pub(crate) word: String,
}

impl Tag {
    pub(crate) fn new(state: State, word: impl fmt::Display) -> Self {
        Self { state, word: word.to_string() }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (class, icon) = (self.state.class(), self.state.icon());
        write!(f, r#"<span class="tag tag-{class}">{icon}{}</span>"#, escape(&self.word))
    }
}

impl HtmlSafe for Tag {}

/// What reads otherwise on paper than on the screen: a sheet on the wall is read on other days than the one on which it was
/// printed, so it names the end and not how long is left. Both stand in the page; the style shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Twice {
    screen: String,
    paper: String,
}

impl Twice {
    pub(crate) fn words(teller: &Teller, say: impl Fn(&Teller) -> String) -> Self {
        Self { screen: escape(&say(teller)), paper: escape(&say(&teller.on_paper())) }
    }

    pub(crate) fn tag(teller: &Teller, tag: impl Fn(&Teller) -> Tag) -> Self {
        Self { screen: tag(teller).to_string(), paper: tag(&teller.on_paper()).to_string() }
    }

    /// The same on both.
    pub(crate) fn same(words: &str) -> Self {
        Self { screen: escape(words), paper: escape(words) }
    }
}

impl From<Tag> for Twice {
    fn from(tag: Tag) -> Self {
        Self { screen: tag.to_string(), paper: tag.to_string() }
    }
}

impl fmt::Display for Twice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.screen == self.paper {
            return f.write_str(&self.screen);
        }
        write!(f, r#"<span class="on-screen">{}</span><span class="on-paper">{}</span>"#, self.screen, self.paper)
    }
}

impl HtmlSafe for Twice {}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) words: String,
    pub(crate) href: String,
}

impl Link {
    pub(crate) fn new(words: impl fmt::Display, href: impl Into<String>) -> Self {
        Self { words: words.to_string(), href: href.into() }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<a href="{}">{}</a>"#, escape(&self.href), escape(&self.words))
    }
}

impl HtmlSafe for Link {}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_said_with_its_weekday_and_its_year_only_when_needed() {
        let today = day("2026-03-10");
        assert_eq!(day_words(day("2026-03-12"), today, Language::Zh), "3月12日（周四）");
        assert_eq!(day_words(day("2025-12-31"), today, Language::Zh), "2025年12月31日（周三）");
        assert_eq!(day_words(day("2026-03-12"), today, Language::En), "Thu 12 March");
        assert_eq!(day_words(day("2027-01-01"), today, Language::En), "Fri 1 January 2027");
    }

    #[test]
    fn how_long_is_left_is_said_for_today_before_and_after() {
        let today = day("2026-03-10");
        assert_eq!(day("2026-03-12").left(today).zh, "还有2天");
        assert_eq!(today.left(today).zh, "今天截止");
        assert_eq!(day("2026-03-09").left(today).en, "1 day overdue");
    }

    #[test]
    fn an_amount_shows_its_sign_before_the_yuan() {
        let shown = Amount(Fen(-120_050)).to_string();
        assert_eq!(shown, r#"<span class="amount">−<small>¥</small>1,200.50</span>"#);
    }

    #[test]
    fn what_people_typed_cannot_become_markup() {
        let tag = Tag::new(State::Red, "<script>").to_string();
        assert!(tag.contains("&lt;script&gt;") && !tag.contains("<script"));
        assert!(Link::new("a", "\"><b>").to_string().contains("&quot;&gt;&lt;b&gt;"));
    }
}
