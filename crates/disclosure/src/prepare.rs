//! Confirming what is to be public: what books and cases say is drawn, what somebody writes is checked for personal data. Nobody
//! types a figure, and nobody can date anything back.

use crate::entries::{PreparedBody, Which, to_body};
use crate::read::{VersionState, version, versions};
use crate::slot::begun;
use crate::term::Term;
use archive::{Query, Tx};
use office::{About, Asked, Content, Deed, Desk, Receipt};
use procedure::{CatalogueItem, Often, RuleBook};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use village::{Day, Fault, FieldFault, Hash, Kind, Place, Post, Refusal, Stop, Words, mask};

/// The longest text, in characters.
pub const LONGEST_TEXT: usize = 8_000;

/// One slot that is confirmed.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The item.
    pub item: String,
    /// The days that it covers; today for what comes as it happens.
    pub term: Term,
    /// What somebody wrote; empty for what books or cases say.
    pub text: String,
    /// Why there is nothing, or why what is public is corrected.
    pub reason: String,
    /// The fingerprint of what was shown when it was confirmed; none where somebody writes it.
    pub seen: Option<Hash>,
}

/// Confirms slots of a village and hands them to the supervision committee, all of them or none.
pub struct Prepare {
    /// The village.
    pub village: Place,
    /// The slots.
    pub slots: Vec<Prepared>,
    /// To be public not before that day; at once without it.
    pub release_on: Option<Day>,
}

/// The fingerprint of what would be public: SHA-256 of its JSON.
///
/// # Errors
/// When it cannot be written down.
pub(crate) fn fingerprint(content: &Content) -> Result<Hash, Fault> {
    let text = serde_json::to_vec(content).map_err(|error| Fault::from("a content cannot be written", error))?;
    Ok(Hash(Sha256::digest(text).into()))
}

/// Draws an item of a village for a term as it would be public now, with its fingerprint; nothing for what somebody writes.
///
/// # Errors
/// A refusal when it cannot be drawn yet: a period is not closed.
pub fn draw_item(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    item: &CatalogueItem,
    term: Term,
) -> Result<Option<(Content, Hash)>, Stop> {
    let asked = Asked { village, item, first: term.first, last: term.last };
    let Some(content) = desk.office.draw(query, desk, &asked)? else { return Ok(None) };
    let hash = fingerprint(&content)?;
    Ok(Some((content, hash)))
}

impl Deed for Prepare {
    fn about(&self) -> About {
        let one = match self.slots.as_slice() {
            [one] => format!("{}-{}-{}", self.village, one.item, one.term),
            _ => self.village.to_string(),
        };
        About { place: self.village.clone(), subject: one, step: "draft_disclosure".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("draft_disclosure", &self.village, BTreeSet::new(), false)?;
        let today = desk.now.day();
        let rules = desk.office.current_book(tx)?;
        let book = rules.at(&self.village, today);
        if self.slots.is_empty() {
            return Err(nothing().into());
        }
        let mut made: Vec<PreparedBody> = Vec::new();
        for one in &self.slots {
            let item = book.catalogue.get(&one.item).ok_or_else(Refusal::not_there)?;
            sees_to(desk, &self.village, item)?;
            let is_again =
                made.iter().any(|other| other.which.item == one.item && other.which.term == one.term.to_string());
            if is_again {
                return Err(nothing().into());
            }
            made.push(self.one(desk, tx, &book, item, one)?);
        }
        let mut last = 0;
        for (place, body) in made.iter().enumerate() {
            let subject = body.which.subject(&self.village);
            let mut draft = desk.draft(&self.village, "disclosure.prepared", &subject, to_body(body)?);
            draft.rules = Some(rules.hash);
            // One form, one mark: it stays with its first entry.
            draft.key = draft.key.filter(|_| place == 0);
            last = tx.append(draft)?.seq;
        }
        Ok(Receipt { subject: self.village.to_string(), entry: last, again: false })
    }
}

impl Prepare {
    fn one(
        &self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        book: &RuleBook,
        item: &CatalogueItem,
        one: &Prepared,
    ) -> Result<PreparedBody, Stop> {
        let today = desk.now.day();
        is_time(tx, &self.village, item, one.term, today)?;
        let release_on = self.release_on.unwrap_or(today);
        if release_on < today || release_on > item.due.after(one.term.last).max(today) {
            return Err(no_day(item.due.after(one.term.last).max(today)).into());
        }
        let before = versions(tx, &self.village, &one.item, one.term)?;
        let public = before.iter().rev().find(|version| version.state == VersionState::Released);
        let (content, hash) = match draw_item(tx, desk, &self.village, item, one.term)? {
            Some((_, hash)) if one.seen != Some(hash) => return Err(changed(item).into()),
            Some(drawn) => drawn,
            None => written(one)?,
        };
        let reason = one.reason.trim();
        if reason != mask::text(reason) {
            return Err(personal("reason", reason).into());
        }
        if let Some(public) = public {
            if public.hash == hash {
                return Err(same(item).into());
            }
            if reason.chars().count() < 4 {
                return Err(fault(
                    "reason",
                    "已经公开的要更正，请写明为什么更正（至少4个字）",
                    "it is public already: say why it is corrected (4 characters or more)",
                )
                .into());
            }
        } else if item.is_written() && content.is_bare() && reason.chars().count() < 2 {
            return Err(fault(
                "text",
                "请写内容；这一期确实没有的，请写明原因",
                "write what it says, or say why there is nothing this time",
            )
            .into());
        }
        let number = public.map_or(1, |public| public.number + 1);
        let which = Which::new(&one.item, one.term, number);
        Ok(PreparedBody { which, content, hash, reason: reason.to_owned(), release_on, rules: book.hash })
    }
}

/// Whether the person holds a post that sees to the item.
fn sees_to(desk: &Desk, village: &Place, item: &CatalogueItem) -> Result<(), Refusal> {
    let posts: BTreeSet<Post> = desk.posts_at(village);
    if item.by.is_empty() || item.by.iter().any(|post| posts.contains(post)) {
        return Ok(());
    }
    let names = |language: fn(&Words) -> &str| {
        item.by.iter().map(|post| language(&post.title()).to_owned()).collect::<Vec<_>>().join("、")
    };
    let (zh, en) = (names(|words| &words.zh), names(|words| &words.en));
    Err(Refusal::new(
        Kind::NotYours,
        "disclosure.not_yours",
        Words::new(format!("“{}”由{zh}核对送审", item.name.zh), format!("“{}” is seen to by: {en}", item.name.en)),
        Words::new("请由他们办理", "please leave it to them"),
    ))
}

/// An item is confirmed for a term of its own length that is over and was not over when the village began; for today, when it comes
/// as it happens.
fn is_time(query: &mut dyn Query, village: &Place, item: &CatalogueItem, term: Term, today: Day) -> Result<(), Stop> {
    let not = |zh: String, en: String| {
        Refusal::new(
            Kind::NotNow,
            "disclosure.time",
            Words::new(zh, en),
            Words::new("请从公开栏里选要办的那一期", "please choose it on the disclosure page"),
        )
    };
    let name = &item.name;
    if item.often == Often::AtOnce {
        let is_today = term.first == today && term.last == today;
        if is_today && item.is_written() {
            return Ok(());
        }
        let zh = format!("“{}”随时公开，只能按今天的日期送审，不能倒填日期", name.zh);
        return Err(not(zh, format!("“{}” is public as it happens, under today's date only", name.en)).into());
    }
    let begun = begun(query, village)?.ok_or_else(Refusal::not_there)?;
    if Term::of(term.first, item.often) != term || term.last < begun {
        let zh = format!("“{}”{}公开，没有这一期", name.zh, item.often.words().zh);
        return Err(not(zh, format!("“{}” is public {}; there is no such term", name.en, item.often.words().en)).into());
    }
    if today <= term.last {
        let zh = format!("{}还没有过完", term.words().zh);
        return Err(not(zh, format!("{} is not over yet", term.words().en)).into());
    }
    Ok(())
}

/// What somebody wrote, once it holds nothing that belongs to a person.
fn written(one: &Prepared) -> Result<(Content, Hash), Stop> {
    let text = one.text.trim();
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        let zh = format!("最多{LONGEST_TEXT}个字，现在是{length}个字");
        return Err(fault("text", &zh, &format!("at most {LONGEST_TEXT} characters; there are {length}")).into());
    }
    if text != mask::text(text) {
        return Err(personal("text", text).into());
    }
    let content = Content { text: text.to_owned(), ..Content::default() };
    let hash = fingerprint(&content)?;
    Ok((content, hash))
}

/// Which lines hold a number that belongs to a person.
fn personal(field: &str, text: &str) -> Refusal {
    let lines: Vec<String> =
        (1..).zip(text.lines()).filter(|(_, line)| mask::text(line) != *line).map(|(at, _)| at.to_string()).collect();
    let at = lines.join("、");
    fault(
        field,
        &format!("第{at}行有身份证号、电话、银行账号这样的个人信息，不能公开，请删去或者只留后四位"),
        &format!(
            "line {at} holds personal data (identity number, telephone, account): leave it out, or keep the last four digits"
        ),
    )
}

fn fault(field: &str, zh: &str, en: &str) -> Refusal {
    Refusal::faulty("disclosure.form", vec![FieldFault { field: field.into(), words: Words::new(zh, en) }])
}

fn nothing() -> Refusal {
    Refusal::new(
        Kind::NotComplete,
        "disclosure.nothing",
        Words::new("没有选要送审的事项，或者同一项选了两次", "nothing was chosen, or one item twice"),
        Words::new("请勾选要送审的事项", "please tick what is to be reviewed"),
    )
}

fn no_day(last: Day) -> Refusal {
    fault(
        "release_on",
        &format!("公开日期从今天起，最晚到{last}"),
        &format!("it may be public from today on, {last} at the latest"),
    )
}

/// What was shown is not what books and cases say now.
fn changed(item: &CatalogueItem) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.changed",
        Words::new(
            format!("“{}”和您刚才看到的不一样：公开的数字只从账上和办件来，不能改", item.name.zh),
            format!("“{}” is not what you were shown: its figures come from books and cases alone", item.name.en),
        ),
        Words::new(
            "账上或办件可能有了变化，请重新打开核对",
            "books or cases may have changed; please open it and look again",
        ),
    )
}

fn same(item: &CatalogueItem) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "disclosure.same",
        Words::new(
            format!("“{}”已经公开，内容没有变化", item.name.zh),
            format!("“{}” is public already, and nothing in it has changed", item.name.en),
        ),
        Words::new("无需再办", "nothing is to be done"),
    )
}

/// Whether what is public of a slot is still what books and cases say; none where nothing is public, or somebody wrote it.
///
/// # Errors
/// When the store cannot be read.
pub fn agrees(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    item: &CatalogueItem,
    (term, number): (Term, i64),
) -> Result<Option<bool>, Fault> {
    let Some(shown) = version(query, village, (&item.code, term), number)? else { return Ok(None) };
    match draw_item(query, desk, village, item, term) {
        Ok(drawn) => Ok(drawn.map(|(content, _)| content == shown)),
        // A period was opened again: what is public stands on nothing for now.
        Err(Stop::Refused(_)) => Ok(Some(false)),
        Err(Stop::Failed(fault)) => Err(fault),
    }
}
