//! In words: when an outcome leads which way, and which cases need a step at all. Said from the conditions themselves where they
//! speak of an amount's tier or of a choice in a form, so that a layer that moves a limit moves the words with it; the others are
//! said in the file (`words` beside `when`).

use crate::affair::{Affair, Branch, Choice, Outcome, Step, Way};
use crate::book::RuleBook;
use crate::scope::TIER_TOGETHER;
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen, Words};

/// An affair as it stands on a day.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// The affair.
    pub affair: &'a Affair,
    /// The day whose limits count.
    pub day: Day,
}

/// What a condition asks: the places of the values for which it holds, in the order of the tiers or of the choices.
struct Asked {
    name: String,
    values: BTreeSet<usize>,
}

/// How many choices are named one by one; of more it is only said that they are others.
const NAMED: usize = 3;

impl Ways<'_> {
    /// When the outcome takes each of its branches, in their order; nothing where it has only one. The last is every other case.
    #[must_use]
    pub fn of(&self, outcome: &Outcome) -> Vec<Option<Words>> {
        self.told(outcome, false)
    }

    /// The same in as few letters as a drawing has room for: `≤2,000元`.
    #[must_use]
    pub fn marks(&self, outcome: &Outcome) -> Vec<Option<Words>> {
        self.told(outcome, true)
    }

    fn told(&self, outcome: &Outcome, short: bool) -> Vec<Option<Words>> {
        let several = outcome.branches.len() > 1;
        let said = |at: usize| {
            let branch = outcome.branches.get(at).filter(|_| several)?;
            let own = branch.words.as_ref().map(|words| self.filled(words)).or_else(|| in_lane(branch));
            let asked = || {
                let asked = self.taken(outcome, at)?;
                if short && is_tier(&asked.name) { self.mark_tiers(&asked) } else { self.say(&asked) }
            };
            let other = || branch.when.is_none().then(|| Words::new("其他情况", "otherwise"));
            own.or_else(asked).or_else(other)
        };
        (0..outcome.branches.len()).map(said).collect()
    }

    /// Which cases pass a step on their ordinary road, where that hangs on an amount or on a choice; `None` where every case may
    /// pass it, or where it hangs on something else.
    #[must_use]
    pub fn needed(&self, step: &Step) -> Option<Words> {
        let mut said = Vec::new();
        for (name, many) in self.asked_of() {
            let values: BTreeSet<usize> = (0..many).filter(|value| self.passes(&name, *value, &step.id)).collect();
            if !values.is_empty() && values.len() < many {
                said.push(self.say(&Asked { name, values })?);
            }
        }
        let joined = |gap: &str, part: fn(&Words) -> &str| said.iter().map(part).collect::<Vec<_>>().join(gap);
        (!said.is_empty()).then(|| Words::new(joined("，并且", |one| &one.zh), joined(", and ", |one| &one.en)))
    }

    /// Everything that branches ask of, with how many values it has.
    fn asked_of(&self) -> BTreeMap<String, usize> {
        let branches = self.affair.steps.iter().flat_map(|step| &step.outcomes).flat_map(|outcome| &outcome.branches);
        let names = branches.filter_map(|branch| self.read(branch.when.as_ref()?.text())).map(|asked| asked.name);
        names.map(|name| (name.clone(), self.many(&name))).collect()
    }

    /// Whether a case with this value can come to the step over outcomes that go on.
    fn passes(&self, name: &str, value: usize, to: &str) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), Vec::from_iter(self.affair.first()));
        while let Some(step) = next.pop() {
            if !seen.insert(step.id.as_str()) {
                continue;
            }
            let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
            for branch in on.flat_map(|outcome| self.open(outcome, name, value)) {
                next.extend(self.affair.step(&branch.to));
            }
        }
        seen.contains(to)
    }

    /// The branches that a case with this value may take.
    fn open<'o>(&self, outcome: &'o Outcome, name: &str, value: usize) -> Vec<&'o Branch> {
        let mut open = Vec::new();
        for branch in &outcome.branches {
            let asked = branch.when.as_ref().and_then(|when| self.read(when.text())).filter(|asked| asked.name == name);
            match asked {
                Some(asked) if asked.values.contains(&value) => {
                    open.push(branch);
                    return open;
                }
                Some(_) => {}
                None => open.push(branch),
            }
        }
        open
    }

    /// What a branch is taken for: its own condition without those before it that ask of the same; the last one takes what is left,
    /// where all of them ask of the same.
    fn taken(&self, outcome: &Outcome, at: usize) -> Option<Asked> {
        let read = |branch: &Branch| self.read(branch.when.as_ref()?.text());
        let (before, branch) = (outcome.branches.get(..at)?, outcome.branches.get(at)?);
        let known: Vec<Asked> = before.iter().filter_map(read).collect();
        let own = if branch.when.is_some() {
            read(branch)?
        } else {
            let name = known.first()?.name.clone();
            if known.len() < before.len() || known.iter().any(|one| one.name != name) {
                return None;
            }
            Asked { values: (0..self.many(&name)).collect(), name }
        };
        let gone: BTreeSet<usize> =
            known.into_iter().filter(|one| one.name == own.name).flat_map(|one| one.values).collect();
        Some(Asked { values: own.values.difference(&gone).copied().collect(), ..own })
    }

    /// Words of the file, each `{param.…}` filled by its number on the day.
    fn filled(&self, words: &Words) -> Words {
        let fill = |text: &str| {
            self.affair.parameters.values().fold(text.to_owned(), |text, parameter| {
                text.replace(&format!("{{param.{}}}", parameter.id), &parameter.on(self.day).to_string())
            })
        };
        Words::new(fill(&words.zh), fill(&words.en))
    }

    fn many(&self, name: &str) -> usize {
        if is_tier(name) { self.book.tiers.list.len() } else { self.choices(name).map_or(0, <[Choice]>::len) }
    }

    fn choices(&self, fact: &str) -> Option<&[Choice]> {
        let fields = self.affair.steps.iter().flat_map(|step| &step.fields);
        fields
            .filter(|field| field.id == fact)
            .map(|field| field.choices.as_slice())
            .find(|choices| !choices.is_empty())
    }

    /// `tier >= 2`, `tier == param.x`, `stage == 'settlement'`, `kind in ['certificate', 'letter']`.
    fn read(&self, text: &str) -> Option<Asked> {
        let (name, rest) = text.trim().split_once(' ')?;
        let (sign, value) = rest.trim().split_once(' ')?;
        let holds = |at: usize, to: usize| match sign {
            "==" => at == to,
            "!=" => at != to,
            ">=" => at >= to,
            ">" => at > to,
            "<=" => at <= to,
            "<" => at < to,
            _ => false,
        };
        let values: BTreeSet<usize> = if is_tier(name) {
            let number = match value.trim().strip_prefix("param.") {
                Some(id) => self.affair.parameters.get(id)?.on(self.day),
                None => value.trim().parse().ok()?,
            };
            let to = usize::try_from(number).ok()?;
            (0..self.many(name)).filter(|at| holds(*at, to)).collect()
        } else {
            let choices = self.choices(name)?;
            let listed = value.trim().trim_start_matches('[').trim_end_matches(']');
            let codes = listed.split(',').map(|code| code.trim().strip_prefix('\'')?.strip_suffix('\''));
            let codes = codes.collect::<Option<Vec<&str>>>()?;
            let at = |code: &str| choices.iter().position(|choice| choice.code == code);
            let named = codes.into_iter().map(at).collect::<Option<BTreeSet<usize>>>()?;
            match sign {
                "in" | "==" => named,
                "!=" => (0..choices.len()).filter(|at| !named.contains(at)).collect(),
                _ => return None,
            }
        };
        Some(Asked { name: name.to_owned(), values })
    }

    fn say(&self, asked: &Asked) -> Option<Words> {
        if is_tier(&asked.name) {
            return self.say_tiers(asked);
        }
        let choices = self.choices(&asked.name)?;
        let named: Vec<&Words> =
            asked.values.iter().filter_map(|at| choices.get(*at)).map(|choice| &choice.words).collect();
        if named.is_empty() || named.len() > NAMED {
            return None;
        }
        let joined =
            |gap: &str, part: fn(&Words) -> &str| named.iter().map(|one| part(one)).collect::<Vec<_>>().join(gap);
        Some(Words::new(joined("、", |one| &one.zh), joined(" or ", |one| &one.en)))
    }

    /// The limits between which tiers side by side lie; nothing where they do not lie side by side.
    fn limits(&self, asked: &Asked) -> Option<(Option<Limit>, Option<Limit>)> {
        let (first, last) = (*asked.values.first()?, *asked.values.last()?);
        let limit = |at: usize| self.book.tiers.list.get(at).and_then(|tier| tier.limit_fen(self.day)).map(Limit);
        let over = first.checked_sub(1).and_then(limit);
        (last - first + 1 == asked.values.len()).then(|| (over, limit(last)))
    }

    fn mark_tiers(&self, asked: &Asked) -> Option<Words> {
        let mark = match self.limits(asked)? {
            (Some(over), Some(within)) => format!("{}～{}", over.yuan(), within.yuan()),
            (Some(over), None) => format!("{}{}", if over.is_below() { "≥" } else { ">" }, over.yuan()),
            (None, Some(within)) => format!("{}{}", if within.is_below() { "<" } else { "≤" }, within.yuan()),
            (None, None) => return None,
        };
        Some(Words::new(format!("{mark}元"), format!("{} yuan", mark.replace('～', "–"))))
    }

    /// Tiers side by side as an amount: over the limit of what lies beneath them, within the limit of the last.
    fn say_tiers(&self, asked: &Asked) -> Option<Words> {
        let (zh, en) = match self.limits(asked)? {
            (Some(over), Some(within)) => (
                format!("{}、{}", over.over_zh(), within.within_zh()),
                format!("{} and {} yuan", over.over_en(), within.within_en()),
            ),
            (Some(over), None) => (over.over_zh(), format!("{} yuan", over.over_en())),
            (None, Some(within)) => (within.within_zh(), format!("{} yuan", within.within_en())),
            (None, None) => return None,
        };
        Some(if asked.name == TIER_TOGETHER {
            Words::new(format!("连同近期的合计{zh}"), format!("{en}, together with the latest"))
        } else {
            Words::new(format!("金额{zh}"), en)
        })
    }
}

/// The emergency lane is called so in every affair that has one.
fn in_lane(branch: &Branch) -> Option<Words> {
    let emergency = branch.when.as_ref().is_some_and(|when| when.text() == "emergency");
    emergency.then(|| Words::new("应急办理的", "in the emergency lane"))
}

fn is_tier(name: &str) -> bool {
    name == "tier" || name == TIER_TOGETHER
}

/// The largest amount of a tier, in fen: one fen below a round sum stands for “less than that sum”.
#[derive(Clone, Copy)]
struct Limit(i64);

impl Limit {
    fn yuan(self) -> String {
        let fen = if self.is_below() { self.0 + 1 } else { self.0 };
        let text = Fen(fen).to_string();
        text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
    }

    fn is_below(self) -> bool {
        self.0 % 100 == 99
    }

    fn over_zh(self) -> String {
        if self.is_below() { format!("{}元以上", self.yuan()) } else { format!("超过{}元", self.yuan()) }
    }

    fn over_en(self) -> String {
        if self.is_below() { format!("at least {}", self.yuan()) } else { format!("more than {}", self.yuan()) }
    }

    fn within_zh(self) -> String {
        if self.is_below() { format!("不到{}元", self.yuan()) } else { format!("不超过{}元", self.yuan()) }
    }

    fn within_en(self) -> String {
        if self.is_below() { format!("less than {}", self.yuan()) } else { format!("at most {}", self.yuan()) }
    }
}
