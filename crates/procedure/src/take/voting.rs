//! How a meeting votes: where ballots are asked for, hands do not do; and ballots are counted twice.

use super::{say, violation};
use crate::affair::{Outcome, Step, TallyResult};
use crate::attempt::Attempt;
use crate::book::RuleBook;
use crate::quorum::Body;
use crate::scope::Scope;
use crate::voting::{Voting, miscounted, out_of_turn};
use village::{Article, FieldFault, Kind, Refusal, Words};

/// The grounds on which a body votes by paper ballots at a step; `None` when it may choose.
pub(crate) fn ballots(book: &RuleBook, step: &Step, body: &Body) -> Option<Vec<Article>> {
    let rule = book.quorums.get(body).filter(|rule| rule.ballots).map(|rule| rule.articles.clone());
    rule.or_else(|| step.ballots.then(|| step.articles.clone()))
}

/// The outcome, unless the votes that gave it were not given or not counted as they must be.
pub(crate) fn check<'a>(
    scope: &Scope<'_>,
    step: &Step,
    outcome: &'a Outcome,
    attempt: &Attempt,
) -> Result<&'a Outcome, Refusal> {
    let Some(sitting) = attempt.sitting.as_ref().filter(|_| outcome.when_tally != Some(TallyResult::NotQuorate)) else {
        return Ok(outcome);
    };
    let sealed = !step.speaks_last.is_empty();
    match (&sitting.voting, ballots(scope.book, step, &sitting.body)) {
        (Voting::Hands | Voting::Ballots(_), _) if sealed => Err(aloud(scope, step)),
        (Voting::Opinions(_), _) => match out_of_turn(sitting) {
            Some(words) => Err(untimely(scope, step, words)),
            None => Ok(outcome),
        },
        (Voting::None, _) => {
            let words = Words::new("还没有表决，或者还没有计票", "There was no vote yet, or it was not counted");
            Err(Refusal::faulty("form", vec![FieldFault { field: "sitting".to_owned(), words }]))
        }
        (Voting::Hands, Some(articles)) => Err(by_hands(scope, sitting.body.as_str(), articles)),
        (Voting::Ballots(_), _) => match miscounted(sitting) {
            Some(words) => Err(say::grounds(scope.book, uncounted(words))),
            None => Ok(outcome),
        },
        (Voting::Hands, None) => Ok(outcome),
    }
}

fn by_hands(scope: &Scope<'_>, body: &str, articles: Vec<Article>) -> Refusal {
    let name = scope.book.quorums.get(&Body(body.to_owned())).map(|rule| rule.name.clone()).unwrap_or_default();
    let mut refusal = violation(
        Kind::NotNow,
        "ballots",
        Words::new(
            format!("{}对这件事要投票表决，两个人各数一遍票，不能举手或者直接填票数", name.zh),
            format!(
                "The {} votes on this by paper ballots that two people count; hands or typed numbers do not do",
                name.en
            ),
        ),
        Words::new(
            "请在“开会”页面登记到会，发票、收票，由两个人各自录入数出的票数",
            "Open the meeting on its page, enter who came, and let two people each enter what they counted",
        ),
    );
    refusal.articles = articles;
    say::grounds(scope.book, refusal)
}

/// The head speaks last: nobody votes aloud before.
fn aloud(scope: &Scope<'_>, step: &Step) -> Refusal {
    let who = say::posts(&step.speaks_last);
    untimely(
        scope,
        step,
        Words::new(
            format!("这件事由各人先密封表态，{}最后表态，不能举手或者直接填票数", who.zh),
            format!(
                "here everybody first gives a sealed opinion and {} speaks last; hands or typed numbers do not do",
                who.en
            ),
        ),
    )
}

fn untimely(scope: &Scope<'_>, step: &Step, words: Words) -> Refusal {
    let next = Words::new(
        "请在“开会”页面登记到会，各人用自己的账号表态，都表了态才轮到最后一位",
        "Open the meeting on its page; everybody gives an opinion with their own sign-in, and the last one's turn comes after all",
    );
    let mut refusal = violation(Kind::NotNow, "speaks_last", words, next);
    refusal.articles = step.articles.clone();
    say::grounds(scope.book, refusal)
}

fn uncounted(words: Words) -> Refusal {
    violation(
        Kind::NotNow,
        "counted_twice",
        words,
        Words::new(
            "请由两个不回避的人各自重新数一遍，数得一样再结束会议",
            "Let two people who do not stand aside count again, each alone; the meeting ends when they agree",
        ),
    )
}
