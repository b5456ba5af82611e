//! What a new rule book changes, in plain words: from which day, in which affair, what was and what will be.

mod affair;
mod number;

use crate::book::RuleBook;
use crate::quorum::{Attendance, Counted, Majority, MajorityOf, Quorum};
use std::collections::BTreeSet;
use std::fmt::Debug;
use village::{Day, Place, Words};

/// One thing that an adoption changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The affair that it concerns; empty when it concerns all.
    pub affair: String,
    /// The township for whose villages alone it holds.
    pub township: Option<Place>,
    /// The first day; none for the day of the adoption.
    pub from: Option<Day>,
    /// What changes, without the day.
    pub what: Words,
}

impl Difference {
    /// The whole sentence: `从2026年7月1日起，C1 日常开支报销：“报销期限”由30天改为20天（更严）`.
    #[must_use]
    pub fn words(&self) -> Words {
        let from = self.from.map_or_else(
            || Words::new("从采用之日起", "from the day of the adoption"),
            |day| {
                let (year, month, date) = (day.year(), day.month(), day.day_of_month());
                Words::new(format!("从{year}年{month}月{date}日起"), format!("from {day}"))
            },
        );
        let at = self.township.as_ref().map_or_else(Words::default, |township| {
            Words::new(format!("，在{township}各村"), format!(", in the villages of {township}"))
        });
        Words::new(format!("{}{}，{}", from.zh, at.zh, self.what.zh), format!("{}{}: {}", from.en, at.en, self.what.en))
    }
}

/// What the new book changes for somebody who begins a case on `today` or later. Nothing that differs goes unsaid.
#[must_use]
pub fn differences(old: &RuleBook, new: &RuleBook, today: Day) -> Vec<Difference> {
    if old.hash == new.hash {
        return Vec::new();
    }
    let mut found = compare(old, new, today);
    if found.list.is_empty() {
        found.from = None;
        found.township = None;
        found.say(
            "",
            Words::new("只改了注释或排版，规则本身不变", "only remarks or layout change; the rules stay as they are"),
        );
    }
    found.list
}

/// The affairs whose cases begin under other rules from now on: those that a difference names, or all of the new book when one
/// concerns them all.
#[must_use]
pub fn touched_affairs(old: &RuleBook, new: &RuleBook, today: Day) -> BTreeSet<String> {
    if old.hash == new.hash {
        return BTreeSet::new();
    }
    let found = compare(old, new, today).list;
    if found.iter().any(|one| one.affair.is_empty()) {
        return old.affairs.keys().chain(new.affairs.keys()).cloned().collect();
    }
    found.into_iter().map(|one| one.affair).collect()
}

fn compare(old: &RuleBook, new: &RuleBook, today: Day) -> Found {
    let mut found = Found::default();
    layers(&mut found, old, new);
    let towns: BTreeSet<Place> =
        [old, new].into_iter().flat_map(RuleBook::editions).filter_map(|e| e.township.clone()).collect();
    for town in std::iter::once(None).chain(towns.into_iter().map(Some)) {
        // The county's other villages: a place that is in no township.
        let Some(place) = town.clone().or_else(|| Place::new("00").ok()) else { continue };
        let changes = [old, new].into_iter().flat_map(RuleBook::editions).filter_map(|edition| edition.from);
        let days: BTreeSet<Day> = std::iter::once(today).chain(changes.filter(|day| *day > today)).collect();
        for day in days {
            found.township.clone_from(&town);
            found.from = (day > today).then_some(day);
            let (was, will) = (old.in_force(&place, day), new.in_force(&place, day));
            shared(&mut found, was, will);
            affair::compare(&mut found, was, will);
            if day == today {
                number::compare(&mut found, was, will, today);
            }
        }
    }
    found
}

/// The affairs that do not read exactly as before: those that must be proved anew.
#[must_use]
pub fn changed_affairs(old: &RuleBook, new: &RuleBook) -> BTreeSet<String> {
    let shared = |book: &RuleBook| {
        let own = (&book.quorums, &book.tiers, &book.effects, &book.separations, &book.duties, &book.catalogue);
        format!("{own:?} {:?} {:?} {}", book.standing, book.calendar, book.editions().len())
    };
    let dated = !old.editions().is_empty() || !new.editions().is_empty();
    let all = dated || shared(old) != shared(new);
    let same = |code: &str| format!("{:?}", old.affair(code)) == format!("{:?}", new.affair(code));
    new.affairs.keys().filter(|code| all || !same(code)).cloned().collect()
}

/// What was found so far, and for which day and place the search goes on.
#[derive(Default)]
struct Found {
    list: Vec<Difference>,
    township: Option<Place>,
    from: Option<Day>,
}

impl Found {
    /// Says it, unless it was said for an earlier day, or for the whole county, already.
    fn say(&mut self, affair: &str, what: Words) {
        let known = |said: &Difference| {
            said.affair == affair
                && said.what == what
                && (said.township.is_none() || said.township == self.township)
                && said.from <= self.from
        };
        if !self.list.iter().any(known) {
            let (township, from) = (self.township.clone(), self.from);
            self.list.push(Difference { affair: affair.to_owned(), township, from, what });
        }
    }

    fn say_from(&mut self, affair: &str, from: Option<Day>, what: Words) {
        let before = std::mem::replace(&mut self.from, from);
        self.say(affair, what);
        self.from = before;
    }

    /// Things with a name: which are new, which are gone, which read otherwise.
    fn things(&mut self, affair: &str, head: &Words, thing: (&str, &str), old: Vec<Thing>, new: Vec<Thing>) {
        let (zh, en) = thing;
        for one in &new {
            let name = &one.name;
            match old.iter().find(|other| other.id == one.id) {
                None => self.say(
                    affair,
                    Words::new(
                        format!("{}新增{zh}“{}”", head.zh, name.zh),
                        format!("{}a new {en}: “{}”", head.en, name.en),
                    ),
                ),
                Some(other) if other.print != one.print => self.say(
                    affair,
                    Words::new(
                        format!("{}{zh}“{}”有改动", head.zh, name.zh),
                        format!("{}the {en} “{}” is changed", head.en, name.en),
                    ),
                ),
                Some(_) => {}
            }
        }
        for gone in old.iter().filter(|one| !new.iter().any(|other| other.id == one.id)) {
            self.say(
                affair,
                Words::new(
                    format!("{}取消{zh}“{}”", head.zh, gone.name.zh),
                    format!("{}the {en} “{}” is dropped", head.en, gone.name.en),
                ),
            );
        }
    }
}

/// Something with a name that is there or not, and reads the same or otherwise.
struct Thing {
    id: String,
    name: Words,
    print: String,
}

impl Thing {
    fn new(id: impl Into<String>, name: &Words, what: impl Debug) -> Self {
        Self { id: id.into(), name: name.clone(), print: format!("{what:?}") }
    }
}

/// `由甲改为乙`.
fn change(head: &Words, what: (&str, &str), old: &Words, new: &Words) -> Words {
    Words::new(
        format!("{}{}由{}改为{}", head.zh, what.0, old.zh, new.zh),
        format!("{}{} changes from {} to {}", head.en, what.1, old.en, new.en),
    )
}

fn layers(found: &mut Found, old: &RuleBook, new: &RuleBook) {
    let things = |book: &RuleBook| book.layers.iter().map(|name| Thing::new(name, &Words::same(name), ())).collect();
    found.things("", &Words::default(), ("规则层", "layer of rules"), things(old), things(new));
}

/// What every affair leans on.
fn shared(found: &mut Found, old: &RuleBook, new: &RuleBook) {
    for (body, was) in &old.quorums {
        if let Some(will) = new.quorums.get(body) {
            quorum(found, was, will);
        }
    }
    let none = Words::default();
    let mut list = |thing, old: Vec<Thing>, new: Vec<Thing>| found.things("", &none, thing, old, new);
    // What differs in a body beside its numbers is told once; the numbers are told above.
    let bodies = |book: &RuleBook| -> Vec<Thing> {
        book.quorums.values().map(|q| Thing::new(&q.body.0, &q.name, (&q.name, &q.convener))).collect()
    };
    list(("会议", "body"), bodies(old), bodies(new));
    let duties = |book: &RuleBook| book.duties.values().map(|d| Thing::new(&d.code, &d.name, d)).collect();
    list(("职责", "duty"), duties(old), duties(new));
    let effects = |book: &RuleBook| book.effects.values().map(|e| Thing::new(&e.effect, &e.name, e)).collect();
    list(("结果须具备的前提", "condition of an effect"), effects(old), effects(new));
    let items = |book: &RuleBook| book.catalogue.values().map(|i| Thing::new(&i.code, &i.name, i)).collect();
    list(("公开目录", "item of the disclosure catalogue"), items(old), items(new));
    let laws = |book: &RuleBook| book.laws.values().map(|l| Thing::new(&l.code, &l.name, l)).collect();
    list(("依据", "ground"), laws(old), laws(new));
    let apart = |book: &RuleBook| -> Vec<Thing> {
        let name = |duties: &[String]| {
            let names = duties.iter().filter_map(|code| book.duties.get(code)).map(|duty| duty.name.clone());
            names.reduce(|all, one| Words::new(format!("{}、{}", all.zh, one.zh), format!("{}, {}", all.en, one.en)))
        };
        let thing = |s: &crate::library::Separation| {
            Thing::new(s.duties.join(","), &name(&s.duties).unwrap_or_default(), &s.articles)
        };
        book.separations.iter().map(thing).collect()
    };
    list(("须分开的职责", "separation of duties"), apart(old), apart(new));
    let holidays = |book: &RuleBook| {
        vec![Thing::new("calendar", &Words::new("工作日历", "calendar of working days"), &book.calendar)]
    };
    list(("日历", "calendar"), holidays(old), holidays(new));
    let standing = |book: &RuleBook| {
        book.standing.iter().map(|(id, articles)| Thing::new(id, &Words::same(id), articles)).collect()
    };
    list(("通用规则的依据", "ground of a standing rule"), standing(old), standing(new));
}

fn quorum(found: &mut Found, old: &Quorum, new: &Quorum) {
    let head = Words::new(format!("{}：", new.name.zh), format!("{}: ", new.name.en));
    let days = |q: &Quorum| Words::new(format!("{}天", q.notice_days), format!("{} days", q.notice_days));
    if old.notice_days != new.notice_days {
        found.say("", change(&head, ("提前通知", "notice"), &days(old), &days(new)));
    }
    if old.attend != new.attend {
        let (was, will) = (attendance(&old.attend), attendance(&new.attend));
        found.say("", change(&head, ("到会要求", "attendance"), &was, &will));
    }
    if old.pass != new.pass {
        found.say("", change(&head, ("通过要求", "majority"), &majority(old.pass), &majority(new.pass)));
    }
    if old.members != new.members {
        found.say(
            "",
            change(&head, ("应到的人", "members"), &affair::posts(&old.members), &affair::posts(&new.members)),
        );
    }
    if old.proxies != new.proxies {
        let may = |may: bool| {
            if may { Words::new("同户家人可以", "by the household") } else { Words::new("不可以", "none") }
        };
        found.say("", change(&head, ("委托他人参加", "proxies"), &may(old.proxies), &may(new.proxies)));
    }
    if old.ballots != new.ballots {
        found.say("", change(&head, ("表决方式", "voting"), &voting(old.ballots), &voting(new.ballots)));
    }
    if old.articles != new.articles {
        found.say("", Words::new(format!("{}依据有改动", head.zh), format!("{}its grounds are changed", head.en)));
    }
}

/// How it votes.
fn voting(ballots: bool) -> Words {
    if ballots {
        Words::new("无记名投票", "by paper ballots")
    } else {
        Words::new("举手或投票", "by hands or by ballots")
    }
}

fn attendance(ways: &[Attendance]) -> Words {
    let way = |way: &Attendance| {
        let share = way.share.words();
        match way.counted {
            Counted::Persons => {
                Words::new(format!("应到人数的{}", share.zh), format!("{} of those entitled", share.en))
            }
            Counted::Households => Words::new(format!("户数的{}", share.zh), format!("{} of the households", share.en)),
        }
    };
    let all = ways.iter().map(way);
    let all = all.reduce(|a, b| Words::new(format!("{}或者{}", a.zh, b.zh), format!("{} or {}", a.en, b.en)));
    all.unwrap_or_else(|| Words::new("不限", "any number"))
}

fn majority(majority: Majority) -> Words {
    let share = majority.share.words();
    match majority.of {
        MajorityOf::Present => Words::new(format!("到会人数的{}", share.zh), format!("{} of those present", share.en)),
        MajorityOf::Entitled => {
            Words::new(format!("应到人数的{}", share.zh), format!("{} of those entitled", share.en))
        }
    }
}
