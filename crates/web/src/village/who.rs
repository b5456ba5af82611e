//! `/v/{code}/who`: who can do what here, and why. Told by the rules and the policies themselves, never written by hand.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::leave::show::only;
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::posts::{No, PostCard, PostGroup, PostsPage, Work};
use crate::village::public::village;
use archive::Query;
use authority::{Authority, Question, Reason, Verdict};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use office::roster::{self, EndedEarly, Holder, Leave, LeaveState};
use procedure::{Affair, RuleBook};
use std::collections::BTreeSet;
use village::{Article, Fault, Language, Level, PersonId, Place, Post};

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/who", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PostsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &found.place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{}", found.place)));
    let book = canvas.app.office.current_book(query)?;
    let authority = canvas.app.office.authority();
    let mut holders = Vec::new();
    for level in [Level::Village, Level::Township, Level::County] {
        if let Some(place) = found.place.at(level) {
            holders.extend(roster::holders(query, &place, teller.today)?);
        }
    }
    let board = Board { teller, authority, book: &book, place: &found.place, holders: &holders };
    let (villagers, officials): (Vec<Post>, Vec<Post>) = Post::ALL.iter().partition(|post| !post.is_official());
    let posts = officials.iter().chain(&villagers).map(|post| board.card(*post)).collect::<Result<Vec<_>, Fault>>()?;
    let mut posts: Vec<PostCard> =
        posts.into_iter().filter(|card| !card.works.is_empty() || !card.also.is_empty()).collect();
    for early in roster::ended_early(query, &found.place, teller.today.plus(-YEAR))? {
        if let Some(card) = posts.iter_mut().find(|card| card.code == early.post.code() && early.post.is_official()) {
            card.ended.push(ended(&teller, &early));
        }
    }
    for level in [Level::Village, Level::Township, Level::County] {
        let Some(place) = found.place.at(level) else { continue };
        for leave in roster::leaves_at(query, &place, teller.today)? {
            if let Some(card) = posts.iter_mut().find(|card| card.code == leave.post.code()) {
                card.ended.extend(away(&teller, &book, &leave));
            }
        }
    }
    let how_href = format!("/v/{}/how", found.place);
    Ok(Some(PostsPage { common: board.common()?, groups: groups(&teller, posts), how_href, frame, name }))
}

/// The posts by where they are held, and what one is as a villager at the end.
fn groups(teller: &Teller, posts: Vec<PostCard>) -> Vec<PostGroup> {
    let mut groups: Vec<PostGroup> = Vec::new();
    for card in posts {
        let post: Option<Post> = card.code.parse().ok();
        let key = match post.map(|post| (post.is_official(), post.level())) {
            Some((true, Level::Village)) => "posts-village",
            Some((true, Level::Township)) => "posts-township",
            Some((true, _)) => "posts-county",
            _ => "posts-villagers",
        };
        let title = teller.say(key).to_string();
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.posts.push(card),
            None => groups.push(PostGroup { title, posts: vec![card] }),
        }
    }
    groups
}

/// For how many days everybody can read that a mandate was ended early.
const YEAR: i64 = 365;

fn ended(teller: &Teller, early: &EndedEarly) -> String {
    let said = teller.say("posts-ended").put("who", early.name.as_str()).put("by", early.by.as_str());
    let said = said.put("day", teller.day(early.last_day).words).put("reason", teller.free(&early.reason));
    said.to_string()
}

/// Who stands in for whom, until when; nothing of what is over or not confirmed.
fn away(teller: &Teller, book: &RuleBook, leave: &Leave) -> Option<String> {
    if !matches!(leave.state(teller.today), LeaveState::Running | LeaveState::Ahead) {
        return None;
    }
    let affairs = only(teller, book, &leave.affairs);
    let said = teller.say(if affairs.is_empty() { "posts-away" } else { "posts-away-only" });
    let said = said.put("absent", leave.name.as_str()).put("stand_in", leave.stand_in_name.as_str());
    let said = said.put("starts", teller.day(leave.starts).words).put("ends", teller.day(leave.ends).words);
    Some(said.put("affairs", affairs).to_string())
}

/// What is needed to tell what a post may do here.
pub(crate) struct Board<'a> {
    pub(crate) teller: Teller,
    pub(crate) authority: &'a Authority,
    pub(crate) book: &'a RuleBook,
    pub(crate) place: &'a Place,
    /// Who holds posts here.
    pub(crate) holders: &'a [Holder],
}

impl Board<'_> {
    /// A post, with what its holders here may and may not do.
    pub(crate) fn card(&self, post: Post) -> Result<PostCard, Fault> {
        let held: Vec<&Holder> = self.holders.iter().filter(|holder| holder.mandate.post == post).collect();
        let mut works = Vec::new();
        for affair in self.book.affairs.values() {
            works.extend(self.work(affair, post, &held)?);
        }
        // No step has these duties: they come with a meeting and with an objection.
        let no_step = |duty: &&str| matches!(*duty, "answer_objection" | "count_ballots");
        let in_affairs: BTreeSet<&str> = self.authority.duties().filter(|duty| !no_step(duty)).collect();
        let also = self.authority.actions().filter(|action| !in_affairs.contains(action));
        let also = also.filter(|action| self.authority.who_may(action).contains(&post));
        let also: Vec<String> = also
            .filter_map(|action| self.authority.action_words(action))
            .map(|words| self.teller.words(words))
            .collect();
        Ok(PostCard {
            code: post.code().to_owned(),
            title: self.teller.heading(&post.title()),
            holders: self.names(post, &held),
            works,
            also: also.join(self.gap()),
            may_not: self.may_not(post, &held)?,
            ended: Vec::new(),
        })
    }

    /// The steps of an affair that the post takes, as far as the policies let whoever holds it here.
    fn work(&self, affair: &Affair, post: Post, held: &[&Holder]) -> Result<Option<Work>, Fault> {
        let (mut steps, mut articles): (Vec<String>, Vec<Article>) = (Vec::new(), Vec::new());
        for step in affair.steps.iter().filter(|step| step.who.contains(&post)) {
            if self.forbidden(post, held, &step.duty)?.is_empty() {
                steps.push(self.teller.words(&step.name));
                articles.extend(step.articles.iter().cloned());
            }
        }
        let mut known = BTreeSet::new();
        articles.retain(|article| known.insert(article.clone()));
        let ground = self.teller.main_articles(&articles);
        let (affair, href) = (self.teller.words(&affair.name), format!("/rules/{}", affair.code));
        Ok((!steps.is_empty()).then(|| Work { affair, href, steps: steps.join(self.gap()), ground }))
    }

    /// What a policy forbids to everybody who holds the post here. That a post simply has no such duty says nothing.
    fn may_not(&self, post: Post, held: &[&Holder]) -> Result<Vec<No>, Fault> {
        let mut forbidden: Vec<(Reason, Vec<String>)> = Vec::new();
        for duty in self.authority.duties() {
            let words = self.authority.action_words(duty).map_or_else(|| duty.to_owned(), |w| self.teller.words(w));
            for reason in self.forbidden(post, held, duty)? {
                match forbidden.iter_mut().find(|(known, _)| known.id == reason.id) {
                    Some((_, duties)) => duties.push(words.clone()),
                    None => forbidden.push((reason, vec![words.clone()])),
                }
            }
        }
        let no =
            |(reason, duties): (Reason, Vec<String>)| No { what: duties.join(self.gap()), why: self.reason(&reason) };
        Ok(forbidden.into_iter().map(no).collect())
    }

    /// Why nobody who holds the post here may do a duty; empty when somebody may, or when it is only not theirs.
    fn forbidden(&self, post: Post, held: &[&Holder], duty: &str) -> Result<Vec<Reason>, Fault> {
        if held.is_empty() {
            return self.reasons(Question::new(somebody()?, [post], duty, self.place.clone()));
        }
        let mut reasons = Vec::new();
        for holder in held {
            let person = &holder.mandate.person;
            let posts = self.holders.iter().filter(|other| other.mandate.person == *person).map(|o| o.mandate.post);
            reasons = self.reasons(Question::new(person.clone(), posts, duty, self.place.clone()))?;
            if reasons.is_empty() {
                return Ok(reasons);
            }
        }
        Ok(reasons)
    }

    fn reasons(&self, question: Question) -> Result<Vec<Reason>, Fault> {
        Ok(match self.authority.may(&question)? {
            Verdict::Allowed => Vec::new(),
            Verdict::Denied { by, .. } => by.into_iter().filter(|reason| !reason.articles.is_empty()).collect(),
        })
    }

    /// What holds for everybody: who did an earlier step, is a party, or a relative of one.
    fn common(&self) -> Result<Vec<No>, Fault> {
        let mut known: Vec<Reason> = Vec::new();
        for duty in self.authority.duties() {
            let Some(post) = self.authority.who_may(duty).iter().find(|post| **post != Post::PartySecretary) else {
                continue;
            };
            let mut question = Question::new(somebody()?, [*post], duty, self.place.clone());
            question.handlers = BTreeSet::from([somebody()?]);
            question.kin_of_party = true;
            let mut party = Question::new(somebody()?, [*post], duty, self.place.clone());
            party.is_party = true;
            party.kin_of_decider = true;
            for reason in self.reasons(question)?.into_iter().chain(self.reasons(party)?) {
                if !known.iter().any(|other| other.id == reason.id) {
                    known.push(reason);
                }
            }
        }
        known.sort_by(|a, b| a.id.cmp(&b.id));
        let no = |reason: &Reason| No {
            // Its own words speak to the person at the desk.
            what: match reason.id.as_str() {
                "separation.kin" => self.teller.say("tried-kin").to_string(),
                "separation.family" => self.teller.say("tried-family").to_string(),
                "separation.party" => self.teller.say("tried-party").to_string(),
                _ => self.teller.heading(&reason.words),
            },
            why: self.teller.articles(&reason.articles),
        };
        Ok(known.iter().map(no).collect())
    }

    fn reason(&self, reason: &Reason) -> String {
        let (words, ground) = (self.teller.words(&reason.words), self.teller.articles(&reason.articles));
        self.teller.say("who-why").put("words", words).put("ground", ground).to_string()
    }

    /// Officials by name; of private persons only how many there are.
    fn names(&self, post: Post, held: &[&Holder]) -> String {
        if !post.is_official() && !held.is_empty() {
            return self.teller.say("unit-people").put("count", held.len()).to_string();
        }
        let mut names: Vec<&str> = Vec::new();
        for holder in held {
            if !names.contains(&holder.name.as_str()) {
                names.push(&holder.name);
            }
        }
        names.join(self.gap())
    }

    fn gap(&self) -> &'static str {
        match self.teller.language {
            Language::Zh => "、",
            Language::En => ", ",
        }
    }
}

fn somebody() -> Result<PersonId, Fault> {
    PersonId::new("somebody").map_err(|error| Fault::from("naming somebody", error))
}
