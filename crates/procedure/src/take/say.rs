//! Words that several refusals share.

use crate::affair::{Outcome, Step};
use crate::book::RuleBook;
use village::{Kind, Post, Refusal, Words};

/// `村委会副主任、村党组织委员` and `a or b`.
pub(crate) fn posts(posts: &[Post]) -> Words {
    let titles: Vec<Words> = posts.iter().map(|post| post.title()).collect();
    list(&titles, "、", " or ")
}

/// `“甲”、“乙”`.
pub(crate) fn steps<'a>(steps: impl Iterator<Item = &'a Step>) -> Words {
    let names: Vec<Words> =
        steps.map(|step| Words::new(format!("“{}”", step.name.zh), format!("“{}”", step.name.en))).collect();
    list(&names, "、", ", ")
}

/// Words one after another.
pub(crate) fn list(items: &[Words], zh: &str, en: &str) -> Words {
    let join = |pick: fn(&Words) -> &str, by: &str| items.iter().map(pick).collect::<Vec<_>>().join(by);
    Words::new(join(|w| &w.zh, zh), join(|w| &w.en, en))
}

/// The refusal with the grounds that `standing.toml` gives for its rule.
pub(crate) fn grounds(book: &RuleBook, mut refusal: Refusal) -> Refusal {
    if let Some(articles) = book.standing.get(&refusal.rule) {
        for article in articles {
            if !refusal.articles.contains(article) {
                refusal.articles.push(article.clone());
            }
        }
    }
    refusal
}

pub(crate) fn unknown_outcome(step: &Step) -> Refusal {
    let choices: Vec<Words> = step.outcomes.iter().map(|outcome: &Outcome| outcome.words.clone()).collect();
    let (list_zh, list_en) = {
        let l = list(&choices, "、", ", ");
        (l.zh, l.en)
    };
    Refusal::new(
        Kind::NotComplete,
        "outcome",
        Words::new(
            format!("“{}”这一步没有选办理结果", step.name.zh),
            format!("No result was chosen for “{}”", step.name.en),
        ),
        Words::new(format!("请选择：{list_zh}"), format!("Please choose: {list_en}")),
    )
}

/// A rule that cannot be evaluated denies; the checker reports it, so that it does not reach a village.
pub(crate) fn broken_rule(what: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "broken_rule",
        Words::new(
            format!("规则文件有错，系统不能判断，因此不予办理（{what}）"),
            format!("A rule could not be evaluated, so nothing was done ({what})"),
        ),
        Words::new("请告诉县里的系统管理员", "Please tell the county's administrator"),
    )
}
