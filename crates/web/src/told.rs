//! Stored things in words, for one reader: in their language, and with only what they may see.

use crate::frame::{Contact, Frame};
use crate::show::{Amount, Link, When, month_words};
use crate::text::{Say, say};
use archive::Query;
use office::roster;
use procedure::{FactValue, PaperScope};
use village::{Article, Day, Fault, Fen, Language, Level, Moment, Place, Post, Words, mask};

/// What a reader may see of papers, fields and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Eyes {
    /// Anybody who scans a code.
    Stranger,
    /// Somebody of the village who has signed in and reads what is public: its papers too, names masked as for strangers.
    Villager,
    /// An official of the village or above it.
    Village,
    /// Who handles or supervises the case.
    Handler,
}

impl Eyes {
    pub(crate) fn see(self, scope: PaperScope) -> bool {
        match scope {
            PaperScope::Public => true,
            PaperScope::Village => self >= Self::Villager,
            PaperScope::Officials => self >= Self::Village,
            PaperScope::Sealed => self >= Self::Handler,
        }
    }

    /// Whether personal data is masked: on every page that is public, whoever reads it.
    pub(crate) fn masked(self) -> bool {
        self <= Self::Villager
    }

    /// Whether a paper kept under the scope of this name may be seen.
    pub(crate) fn see_kept(self, scope: &str) -> bool {
        self.see(PaperScope::named(scope))
    }
}

/// Tells stored things to one reader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Teller {
    pub(crate) language: Language,
    pub(crate) today: Day,
    pub(crate) eyes: Eyes,
    /// Whether it is told on paper, to be read on another day.
    pub(crate) on_paper: bool,
}

impl Teller {
    pub(crate) fn new(language: Language, now: Moment, eyes: Eyes) -> Self {
        Self { language, today: now.day(), eyes, on_paper: false }
    }

    pub(crate) fn say<'a>(&self, key: &'a str) -> Say<'a> {
        say(self.language, key)
    }

    pub(crate) fn words(&self, words: &Words) -> String {
        words.say(self.language).to_owned()
    }

    /// A day; on paper always with its year.
    pub(crate) fn day(&self, day: Day) -> When {
        let today = if self.on_paper { day.plus(-800) } else { self.today };
        When::day(day, today, self.language)
    }

    pub(crate) fn moment(&self, moment: Moment) -> When {
        When::moment(moment, self.today, self.language)
    }

    /// How long is left until the end of a day. On paper, which will be read on other days, when that is.
    pub(crate) fn left(&self, due: Day) -> String {
        if self.on_paper { self.say("left-on-paper").to_string() } else { self.words(&due.left(self.today)) }
    }

    /// The same teller, for what is printed.
    pub(crate) fn on_paper(self) -> Self {
        Self { on_paper: true, ..self }
    }

    pub(crate) fn month(&self, day: Day) -> String {
        month_words(day, self.language)
    }

    /// A person's name; masked on public pages.
    pub(crate) fn name(&self, full: &str) -> String {
        if self.eyes.masked() { mask::name(full) } else { full.to_owned() }
    }

    /// What somebody wrote; personal numbers in it are masked for strangers.
    pub(crate) fn free(&self, text: &str) -> String {
        if self.eyes.masked() { mask::text(text) } else { text.to_owned() }
    }

    /// The other party of a payment or contract: firms by their name, persons masked for strangers.
    pub(crate) fn party(&self, name: &str) -> String {
        if self.eyes.masked() { mask::party(name) } else { name.to_owned() }
    }

    pub(crate) fn posts(&self, posts: &[Post]) -> String {
        let gap = match self.language {
            Language::Zh => "、",
            Language::En => ", ",
        };
        posts.iter().map(|post| self.words(&post.title())).collect::<Vec<_>>().join(gap)
    }

    pub(crate) fn articles(&self, articles: &[Article]) -> String {
        let gap = match self.language {
            Language::Zh => "；",
            Language::En => "; ",
        };
        articles.iter().map(|article| self.words(&article.words())).collect::<Vec<_>>().join(gap)
    }

    /// The grounds where there is little room: the first few, and how many more there are.
    pub(crate) fn main_articles(&self, articles: &[Article]) -> String {
        const ROOM: usize = 3;
        let shown = self.articles(articles.get(..ROOM).unwrap_or(articles));
        match articles.len().checked_sub(ROOM).filter(|more| *more > 0) {
            Some(more) => self.say("articles-more").put("shown", shown).put("count", more).to_string(),
            None => shown,
        }
    }

    /// Words that begin a line: in English with a capital.
    pub(crate) fn heading(&self, words: &Words) -> String {
        let text = words.say(self.language);
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
    }

    pub(crate) fn yes_or_no(&self, truth: bool) -> String {
        if truth { self.say("yes") } else { self.say("no") }.to_string()
    }

    /// A fact as people read it.
    pub(crate) fn fact(&self, value: &FactValue) -> String {
        match value {
            FactValue::Int(number) => number.to_string(),
            FactValue::Text(text) => self.free(text),
            FactValue::Truth(truth) => self.yes_or_no(*truth),
            FactValue::Day(day) => self.day(*day).words,
        }
    }

    /// A name with what is said of it in brackets, as each language sets them.
    pub(crate) fn aside(&self, name: &str, more: &str) -> String {
        match self.language {
            Language::Zh => format!("{name}（{more}）"),
            Language::En => format!("{name} ({more})"),
        }
    }

    /// `1.2 MB`, `320 KB`.
    pub(crate) fn size(size_bytes: i64) -> String {
        let kib = size_bytes.max(0) / 1024;
        if kib >= 1024 { format!("{}.{} MB", kib / 1024, kib % 1024 * 10 / 1024) } else { format!("{} KB", kib.max(1)) }
    }
}

/// An amount, when there is one that says something.
pub(crate) fn amount(fen: Option<Fen>) -> Option<Amount> {
    fen.filter(|fen| fen.0 != 0).map(Amount)
}

/// A place's short name; its code when the county does not know it.
pub(crate) fn place_name(query: &mut dyn Query, place: &Place) -> Result<String, Fault> {
    Ok(roster::division(query, place)?.map_or_else(|| place.to_string(), |division| division.short_name()))
}

/// The names of what a place lies in, from the county down, without the place itself.
pub(crate) fn above_name(query: &mut dyn Query, place: &Place) -> Result<String, Fault> {
    let mut names = String::new();
    for level in [Level::County, Level::Township] {
        if let Some(above) = place.at(level).filter(|above| above != place) {
            names.push_str(&place_name(query, &above)?);
        }
    }
    Ok(names)
}

/// Who helps with a question: the village's clerk first, then the township's office, then the county's.
const HELP: [Post; 6] = [
    Post::Clerk,
    Post::VillageDirector,
    Post::TownshipOfficial,
    Post::CivilAffairsOfficer,
    Post::AgricultureOfficer,
    Post::Administrator,
];

/// Who hears of what officials do wrong.
const WATCH: [Post; 4] =
    [Post::SupervisionDirector, Post::StationHead, Post::DisciplineOfficer, Post::CountyDiscipline];

/// Puts into the frame whom a place's people telephone: with a question, and about an official.
pub(crate) fn contacts(query: &mut dyn Query, frame: &mut Frame, place: &Place, teller: &Teller) -> Result<(), Fault> {
    frame.help = first_of(query, place, teller, &HELP)?;
    frame.watch = first_of(query, place, teller, &WATCH)?;
    Ok(())
}

/// The first of these posts whose holder has a number.
pub(crate) fn first_of(
    query: &mut dyn Query,
    place: &Place,
    teller: &Teller,
    order: &[Post],
) -> Result<Option<Contact>, Fault> {
    for post in order {
        let Some(at) = place.at(post.level()) else { continue };
        let holders = roster::persons_with(query, &at, *post, teller.today)?;
        if let Some(holder) = holders.into_iter().find(|holder| !holder.phone.is_empty()) {
            let post = teller.words(&post.title());
            return Ok(Some(Contact { name: holder.name, post, phone: holder.phone }));
        }
    }
    Ok(None)
}

/// Puts a village into the frame of a page of its own: header, telephone.
pub(crate) fn at_village(
    query: &mut dyn Query,
    frame: &mut Frame,
    village: &Place,
    teller: &Teller,
) -> Result<String, Fault> {
    let name = place_name(query, village)?;
    frame.place = Some(Link::new(&name, format!("/v/{village}")));
    contacts(query, frame, village, teller)?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_see_what_is_public_and_handlers_see_all() {
        for (eyes, public, village, sealed) in [
            (Eyes::Stranger, true, false, false),
            (Eyes::Villager, true, true, false),
            (Eyes::Village, true, true, false),
            (Eyes::Handler, true, true, true),
        ] {
            assert_eq!(eyes.see(PaperScope::Public), public);
            assert_eq!((eyes.see(PaperScope::Village), eyes.see_kept("village")), (village, village));
            assert_eq!((eyes.see(PaperScope::Sealed), eyes.see_kept("sealed")), (sealed, sealed));
        }
        assert!(!Eyes::Village.see_kept("anything else"), "a scope that is not known is sealed");
    }

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(Teller::size(1_300_000), "1.2 MB");
        assert_eq!(Teller::size(327_680), "320 KB");
        assert_eq!(Teller::size(10), "1 KB");
    }
}
