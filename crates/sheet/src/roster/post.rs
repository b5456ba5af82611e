//! Posts and their days, as written in one row: several in a cell, in the same order.

use super::Column;
use crate::calendar::read_day;
use crate::nearest::nearest;
use village::{Day, Post, Words};

/// A post held from a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HeldPost {
    /// The post.
    pub post: Post,
    /// The first day.
    pub starts: Day,
    /// The last day.
    pub ends: Day,
}

/// What people write for a post besides its title and its code.
const ALIASES: &[(&str, Post)] = &[
    ("社员", Post::Member),
    ("股东", Post::Member),
    ("中共党员", Post::PartyMember),
    ("村党支部书记", Post::PartySecretary),
    ("党支部书记", Post::PartySecretary),
    ("村支部书记", Post::PartySecretary),
    ("村支书", Post::PartySecretary),
    ("村书记", Post::PartySecretary),
    ("村主任", Post::VillageDirector),
    ("村长", Post::VillageDirector),
    ("村民委员会主任", Post::VillageDirector),
    ("村副主任", Post::DeputyDirector),
    ("村民委员会副主任", Post::DeputyDirector),
    ("村民委员会委员", Post::CommitteeMember),
    ("支部委员", Post::BranchMember),
    ("合作社理事长", Post::CouncilChair),
    ("合作社理事", Post::CouncilMember),
    ("合作社监事长", Post::BoardChair),
    ("合作社监事", Post::BoardMember),
    ("监委会主任", Post::SupervisionDirector),
    ("村监会主任", Post::SupervisionDirector),
    ("村监委主任", Post::SupervisionDirector),
    ("监委会委员", Post::SupervisionMember),
    ("村监会委员", Post::SupervisionMember),
    ("村监委委员", Post::SupervisionMember),
    ("监察站站长", Post::StationHead),
    ("村会计", Post::Bookkeeper),
    ("报帐员", Post::Bookkeeper),
    ("文书", Post::Clerk),
    ("承包商", Post::Contractor),
    ("供应商", Post::Contractor),
    ("承包商或供应商", Post::Contractor),
    ("承包商和供应商", Post::Contractor),
];

const SEPARATORS: [char; 7] = ['、', ',', '，', ';', '；', '\n', '|'];

/// Reads the three cells. One day may stand for all posts. The posts are told also where their days cannot be read.
pub(super) fn read_posts(posts: &str, starts: &str, ends: &str) -> (Vec<HeldPost>, Vec<Post>, Vec<(Column, Words)>) {
    let mut faults = Vec::new();
    let titles = parts(&posts.replace("承包商、供应商", "承包商"));
    let mut found = Vec::new();
    for title in &titles {
        match read_post(title) {
            Ok(post) if found.contains(&post) => faults
                .push((Column::Posts, Words::new(format!("“{title}”写了两次"), format!("`{title}` stands twice")))),
            Ok(post) => found.push(post),
            Err(words) => faults.push((Column::Posts, words)),
        }
    }
    let starts = read_days(starts, Column::Starts, titles.len(), &mut faults);
    let ends = read_days(ends, Column::Ends, titles.len(), &mut faults);
    if !faults.is_empty() {
        return (Vec::new(), found, faults);
    }
    let mut held = Vec::new();
    for ((post, starts), ends) in found.iter().copied().zip(starts).zip(ends) {
        if ends < starts {
            let title = post.title();
            let words = Words::new(
                format!("“{}”的任职结束（{ends}）早于任职开始（{starts}）", title.zh),
                format!("{}: the last day {ends} is before the first day {starts}", title.en),
            );
            faults.push((Column::Ends, words));
        }
        held.push(HeldPost { post, starts, ends });
    }
    (held, found, faults)
}

fn parts(text: &str) -> Vec<String> {
    text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A post by its title, its code, or another name that people use.
fn read_post(text: &str) -> Result<Post, Words> {
    let plain = text.to_lowercase();
    let known =
        |post: &&Post| post.title().zh == text || post.title().en.to_lowercase() == plain || post.code() == plain;
    if let Some(post) = Post::ALL.iter().find(known) {
        return Ok(*post);
    }
    if let Some((_, post)) = ALIASES.iter().find(|(alias, _)| *alias == text) {
        return Ok(*post);
    }
    let titles: Vec<Words> = Post::ALL.iter().map(|post| post.title()).collect();
    let near = |pick: fn(&Words) -> &str| nearest(&plain, titles.iter().map(pick));
    let (zh, en) = match (near(|words| &words.zh), near(|words| &words.en)) {
        (None, None) => (String::new(), String::new()),
        (Some(near), _) | (None, Some(near)) => (format!("，是不是“{near}”？"), format!("; did you mean “{near}”?")),
    };
    Err(Words::new(format!("没有叫“{text}”的岗位{zh}"), format!("there is no post `{text}`{en}")))
}

/// As many days as posts; a single one stands for all.
fn read_days(text: &str, column: Column, posts: usize, faults: &mut Vec<(Column, Words)>) -> Vec<Day> {
    let texts = parts(text);
    let mut days = Vec::new();
    for text in &texts {
        match read_day(text) {
            Some(day) => days.push(day),
            None => faults.push((
                column,
                Words::new(
                    format!("`{text}`不是日期，请写成 2026-03-12 这样"),
                    format!("`{text}` is not a day: expected year-month-day, such as 2026-03-12"),
                ),
            )),
        }
    }
    match (texts.len(), posts) {
        (0, 0) => {}
        (0, _) => {
            faults.push((column, Words::new("填了岗位，这里要填日期", "a post is given, so a day is expected here")))
        }
        (_, 0) => faults.push((column, Words::new("填了日期，没有填岗位", "a day is given, but no post"))),
        (1, _) => days = days.iter().copied().cycle().take(posts * days.len().min(1)).collect(),
        (found, _) if found != posts => faults.push((
            column,
            Words::new(
                format!("岗位有{posts}个，日期有{found}个，应一样多，或只写一个日期"),
                format!("{posts} posts but {found} days: expected as many days as posts, or one for all"),
            ),
        )),
        _ => {}
    }
    days
}
