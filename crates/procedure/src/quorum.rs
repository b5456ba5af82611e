//! Bodies, quorums and majorities, and the count of a meeting. Exact whole numbers throughout.

use crate::affair::TallyResult;
use crate::voting::{Count, Voting};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use village::{Article, Day, Group, PersonId, Post, Words};

/// A body that meets, by its name in `quorums.toml`, such as `rep_meeting`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(pub String);

impl Body {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// When a meeting of a body may be held, and what carries a motion.
#[derive(Debug, Clone)]
pub struct Quorum {
    /// Its name.
    pub body: Body,
    /// Its name for people.
    pub name: Words,
    /// Who calls it.
    pub convener: Words,
    /// Days between notice and meeting, at least.
    pub notice_days: u32,
    /// The posts whose holders are entitled to attend.
    pub members: Vec<Post>,
    /// Whether only those of one villagers' group are entitled, which the case names.
    pub within_group: bool,
    /// Attendance: one of these must be reached.
    pub attend: Vec<Attendance>,
    /// What carries a motion.
    pub pass: Majority,
    /// Whether it votes by paper ballots, which two people count.
    pub ballots: bool,
    /// Whether somebody of the same household may come and vote for a member who cannot, with a written authority.
    pub proxies: bool,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl Quorum {
    /// The same for one group: its meeting bears its name, `第三村民小组会议`.
    #[must_use]
    pub fn of_group(&self, group: Option<&Group>) -> Cow<'_, Self> {
        match group.filter(|_| self.within_group) {
            Some(group) => Cow::Owned(Self { name: self.name_in(group), ..self.clone() }),
            None => Cow::Borrowed(self),
        }
    }

    fn name_in(&self, group: &Group) -> Words {
        let (own, name) = (group.words(), &self.name);
        let zh = match name.zh.split_once("村民小组") {
            Some((before, after)) => format!("{before}{}{after}", own.zh),
            None => format!("{}{}", own.zh, name.zh),
        };
        Words::new(zh, format!("{} ({})", name.en, own.en))
    }
}

/// A share of attendance that makes a meeting valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    /// Who is counted.
    pub counted: Counted,
    /// How many must come.
    pub share: Share,
}

/// Whether heads or households are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Each person entitled.
    #[default]
    Persons,
    /// One for each household.
    Households,
}

/// A share in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// More than `.0`/`.1`.
    MoreThan(u64, u64),
    /// At least `.0`/`.1`.
    AtLeast(u64, u64),
}

impl Share {
    /// Whether `part` of `whole` reaches the share. Nothing reaches a share of nobody.
    #[must_use]
    pub fn reached(self, part: u64, whole: u64) -> bool {
        let (part, whole) = (u128::from(part), u128::from(whole));
        whole > 0
            && match self {
                Self::MoreThan(n, d) => part * u128::from(d) > whole * u128::from(n),
                Self::AtLeast(n, d) => part * u128::from(d) >= whole * u128::from(n),
            }
    }

    /// The smallest number of `whole` that reaches the share.
    #[must_use]
    pub fn least(self, whole: u64) -> u64 {
        match self {
            Self::MoreThan(n, d) => (whole * n) / d.max(1) + 1,
            Self::AtLeast(n, d) => (whole * n).div_ceil(d.max(1)),
        }
    }

    /// Whether whatever reaches this share reaches the other too, in a body of any size.
    #[must_use]
    pub fn as_strict_as(self, other: Self) -> bool {
        let (Self::MoreThan(n, d) | Self::AtLeast(n, d)) = self;
        let (Self::MoreThan(m, e) | Self::AtLeast(m, e)) = other;
        let (mine, theirs) = (u128::from(n) * u128::from(e), u128::from(m) * u128::from(d));
        match (self, other) {
            (Self::AtLeast(..), Self::MoreThan(..)) => mine > theirs,
            _ => mine >= theirs,
        }
    }

    /// `过半数（超过1/2）` or `2/3以上`.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::MoreThan(1, 2) => Words::new("过半数", "more than half"),
            Self::MoreThan(n, d) => Words::new(format!("超过{n}/{d}"), format!("more than {n}/{d}")),
            Self::AtLeast(n, d) => Words::new(format!("{n}/{d}以上"), format!("at least {n}/{d}")),
        }
    }
}

/// What a majority is counted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MajorityOf {
    /// Those present.
    Present,
    /// All who are entitled, present or not.
    Entitled,
}

/// What carries a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    /// Of whom.
    pub of: MajorityOf,
    /// How many.
    pub share: Share,
}

impl Majority {
    /// Whether whatever carries a motion by this majority carries it by the other too.
    #[must_use]
    pub fn as_strict_as(self, other: Self) -> bool {
        (self.of == other.of || self.of == MajorityOf::Entitled) && self.share.as_strict_as(other.share)
    }
}

/// A meeting as it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// Which body met.
    pub body: Body,
    /// On which day.
    pub day: Day,
    /// Whether persons or households were counted.
    #[serde(default)]
    pub counted: Counted,
    /// Who was entitled to attend; one per household when households are counted.
    pub entitled: Vec<PersonId>,
    /// Who signed in.
    pub present: Vec<PersonId>,
    /// Who was present but kept out of the matter.
    #[serde(default)]
    pub recused: Vec<PersonId>,
    /// Votes for.
    pub votes_for: u32,
    /// Votes against.
    pub against: u32,
    /// Abstentions.
    pub abstain: u32,
    /// How they voted, and who counted.
    #[serde(default)]
    pub voting: Voting,
    /// For whom somebody else came and voted; they count as present.
    #[serde(default)]
    pub proxies: Vec<Proxy>,
    /// Whether somebody typed who came, from a sheet; else everybody signed in by their own phone.
    #[serde(default)]
    pub typed: bool,
    /// Whether the votes were ballots on paper; hands that were doubted are counted by two people as well.
    #[serde(default)]
    pub on_paper: bool,
}

/// A member for whom somebody else came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// The member.
    pub absent: PersonId,
    /// Who came and voted for them.
    pub holder: PersonId,
}

/// What a sitting adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which body.
    pub body: Body,
    /// How many were entitled.
    pub entitled: u64,
    /// How many came.
    pub present: u64,
    /// How many had to come.
    pub needed_present: u64,
    /// How many were kept out.
    pub recused: u64,
    /// Votes for.
    pub votes_for: u64,
    /// Votes against.
    pub against: u64,
    /// Abstentions.
    pub abstain: u64,
    /// How many votes for were needed, by the strictest rule.
    pub needed_for: u64,
    /// Whether enough came.
    pub quorate: bool,
    /// Whether it was carried.
    pub passed: bool,
    /// The rules applied, the body's own first.
    pub rules: Vec<String>,
    /// The count in words: who should have come, who came, how they voted, what was needed.
    pub words: Words,
    /// What is missing for a quorum or a majority; empty when nothing is.
    pub missing: Words,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl Tally {
    /// Which result this is.
    #[must_use]
    pub fn result(&self) -> TallyResult {
        match (self.quorate, self.passed) {
            (false, _) => TallyResult::NotQuorate,
            (true, true) => TallyResult::Passed,
            (true, false) => TallyResult::NotPassed,
        }
    }
}

fn distinct(people: &[PersonId]) -> BTreeSet<&PersonId> {
    people.iter().collect()
}

fn count<T>(set: &BTreeSet<T>) -> u64 {
    u64::try_from(set.len()).unwrap_or(u64::MAX)
}

/// What cannot be true of a sitting, in plain words: somebody twice, a stranger, more votes than voters.
#[must_use]
pub fn impossible(sitting: &Sitting) -> Vec<Words> {
    let mut wrong = Vec::new();
    let (entitled, present, recused) =
        (distinct(&sitting.entitled), distinct(&sitting.present), distinct(&sitting.recused));
    if entitled.len() != sitting.entitled.len() || present.len() != sitting.present.len() {
        wrong.push(Words::new("名单里有人重复", "Somebody is on the list twice"));
    }
    if let Some(stranger) = present.difference(&entitled).next() {
        wrong.push(Words::new(
            format!("签到的 {stranger} 不在应到会名单里"),
            format!("{stranger} signed in but is not entitled to attend"),
        ));
    }
    if let Some(absent) = recused.difference(&present).next() {
        wrong.push(Words::new(
            format!("回避人员 {absent} 没有签到"),
            format!("{absent} is recorded as recused but did not sign in"),
        ));
    }
    let absent: BTreeSet<&PersonId> = sitting.proxies.iter().map(|proxy| &proxy.absent).collect();
    let stands = |proxy: &Proxy| {
        present.contains(&proxy.absent) && present.contains(&proxy.holder) && !absent.contains(&proxy.holder)
    };
    if absent.len() != sitting.proxies.len() || !sitting.proxies.iter().all(stands) {
        wrong.push(Words::new(
            "委托登记有误：一个人只能委托一次，受托的人要本人到会",
            "A proxy is entered wrongly: a member gives one, and whoever holds it is there in person",
        ));
    }
    let found = match &sitting.voting {
        Voting::Ballots(counts) => counts.iter().map(Count::ballots).max().unwrap_or(0),
        Voting::Hands | Voting::Opinions(_) | Voting::None => 0,
    };
    let votes = u64::from(sitting.votes_for) + u64::from(sitting.against) + u64::from(sitting.abstain);
    let votes = votes.max(found);
    let voters = count(&present) - count(&recused.intersection(&present).copied().collect::<BTreeSet<_>>());
    if votes > voters {
        wrong.push(Words::new(
            format!("票数合计{votes}票，多于有权投票的到会{voters}人"),
            format!("{votes} votes were cast, but only {voters} of those present may vote"),
        ));
    }
    wrong
}

/// Counts a sitting under the body's rule and any further majority.
#[must_use]
pub fn tally(rule: &Quorum, stricter: &[&Quorum], sitting: &Sitting) -> Tally {
    let (entitled, present) = (count(&distinct(&sitting.entitled)), count(&distinct(&sitting.present)));
    let votes_for = u64::from(sitting.votes_for);
    let ways: Vec<&Attendance> = rule.attend.iter().filter(|way| way.counted == sitting.counted).collect();
    let needed_present = ways.iter().map(|way| way.share.least(entitled)).min().unwrap_or(1);
    let allowed = rule.attend.is_empty() || !ways.is_empty();
    let quorate = allowed && entitled > 0 && present >= needed_present.max(1);
    let rules: Vec<&Quorum> = std::iter::once(rule).chain(stricter.iter().copied()).collect();
    let whole = |of| if of == MajorityOf::Present { present } else { entitled };
    let needed_for = rules.iter().map(|r| r.pass.share.least(whole(r.pass.of))).max().unwrap_or(u64::MAX);
    let carried = rules.iter().all(|r| r.pass.share.reached(votes_for, whole(r.pass.of)));
    let mut tally = Tally {
        body: rule.body.clone(),
        entitled,
        present,
        needed_present: needed_present.max(1),
        recused: count(&distinct(&sitting.recused)),
        votes_for,
        against: u64::from(sitting.against),
        abstain: u64::from(sitting.abstain),
        needed_for,
        quorate,
        passed: quorate && carried,
        rules: rules.iter().map(|r| r.body.0.clone()).collect(),
        words: Words::default(),
        missing: Words::default(),
        articles: rules.iter().flat_map(|r| r.articles.iter().cloned()).collect(),
    };
    tally.words = count_words(rule, &tally, sitting.counted);
    tally.missing = missing_words(&tally, allowed);
    tally
}

fn count_words(rule: &Quorum, t: &Tally, counted: Counted) -> Words {
    let (unit, units) = match counted {
        Counted::Persons => ("人", "people"),
        Counted::Households => ("户", "households"),
    };
    Words::new(
        format!(
            "{}：应到{}{unit}，实到{}{unit}（至少{}{unit}）；赞成{}票、反对{}票、弃权{}票，通过需要{}票",
            rule.name.zh, t.entitled, t.present, t.needed_present, t.votes_for, t.against, t.abstain, t.needed_for
        ),
        format!(
            "{}: {} {units} entitled, {} came (at least {}); {} for, {} against, {} abstaining; {} needed to carry",
            rule.name.en, t.entitled, t.present, t.needed_present, t.votes_for, t.against, t.abstain, t.needed_for
        ),
    )
}

fn missing_words(t: &Tally, allowed: bool) -> Words {
    if !allowed {
        return Words::new(
            "这个会议不能按户的代表计算到会人数",
            "Attendance at this body cannot be counted by households",
        );
    }
    if !t.quorate {
        let short = t.needed_present.saturating_sub(t.present);
        return Words::new(
            format!("应到{}人，至少要到{}人，实到{}人，还差{short}人", t.entitled, t.needed_present, t.present),
            format!(
                "{} are entitled to attend and at least {} must; {} came, {short} too few",
                t.entitled, t.needed_present, t.present
            ),
        );
    }
    if t.passed {
        return Words::default();
    }
    Words::new(
        format!("赞成{}票，通过需要{}票", t.votes_for, t.needed_for),
        format!("{} votes for; {} are needed", t.votes_for, t.needed_for),
    )
}
