//! The index of a county: every village's public lines, found by a word, its sound, its initials or a sum, the nearest and latest
//! first. Its tables stand in the directory; both databases give the same.

use super::piece::{Need, Piece, Places, of_letters, of_sound, of_word, pieces, read};
use super::sought::{Keys, Nearness, Sought};
use archive::{Directory, SearchLine, Searched};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use village::{Day, Fault, Fen, Place};

/// So many lines are read to see whether they are what is looked for; behind them it is "at least".
const READ: usize = 400;
/// So many lines of one sum are counted.
const OF_A_SUM: u32 = 2_000;

/// A county's index.
#[derive(Clone)]
pub struct Index {
    directory: Directory,
}

/// Where is looked.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Under this place.
    pub place: Place,
    /// In this year; in all of them where there is none.
    pub year: Option<i16>,
    /// The villages whose lines are those of now; others are left out.
    pub ready: BTreeSet<Place>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The part of it that was asked for, each line with its village.
    pub lines: Vec<(Place, SearchLine)>,
    /// How many there are.
    pub count: usize,
    /// Whether there may be more than that.
    pub at_least: bool,
}

/// A line: its day, its village's place among those that are ready, its number.
type Hit = (u32, usize, u32);

impl Index {
    /// The index in a directory.
    #[must_use]
    pub fn new(directory: Directory) -> Self {
        Self { directory }
    }

    /// Keeps a village's lines instead of those from before; `false` when later ones are kept already.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep(&self, drawn: &Searched, mut lines: Vec<SearchLine>) -> Result<bool, Fault> {
        lines.sort_by(|a, b| (a.day, &a.href, &a.what, a.amount).cmp(&(b.day, &b.href, &b.what, b.amount)));
        let mut places: HashMap<Piece, Places> = HashMap::new();
        for (line, number) in lines.iter().zip(0_u32..) {
            for piece in pieces_of(line) {
                places.entry(piece).or_default().add(number, since_epoch(line.day));
            }
        }
        let kept: BTreeMap<String, Vec<u8>> =
            places.into_iter().map(|(piece, places)| (piece.kept(), places.kept())).collect();
        self.directory.keep_searched(drawn, &lines, &kept)
    }

    /// What is found of what somebody typed: `take` lines after the first `skip`. Nothing where nothing was typed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn find(&self, typed: &str, scope: &Scope, (skip, take): (usize, usize)) -> Result<Option<Found>, Fault> {
        let Some(sought) = Sought::read(typed) else { return Ok(None) };
        let villages: Vec<&Place> = scope.ready.iter().collect();
        let (wanted, known) = (skip + take, HashMap::new());
        let mut search = Search { index: self, scope, villages, sought: &sought, wanted, known };
        let mut all = Gathered::default();
        for near in [Nearness::Same, Nearness::Letters, Nearness::Alike] {
            // What only sounds alike is of use where nothing else was found.
            if near == Nearness::Alike && all.count > 0 {
                break;
            }
            search.gather(near, &mut all)?;
        }
        let mut lines = Vec::new();
        for hit in all.hits.into_iter().skip(skip).take(take) {
            lines.extend(search.line(hit)?);
        }
        Ok(Some(Found { lines, count: all.count, at_least: all.at_least }))
    }
}

fn epoch() -> Option<Day> {
    Day::new(1970, 1, 1)
}

fn since_epoch(day: Day) -> u32 {
    epoch().map_or(0, |first| u32::try_from(day.since(first)).unwrap_or_default())
}

fn keys(line: &SearchLine, language: usize) -> Keys {
    let part = |parts: &[String; 2]| parts.get(language).cloned().unwrap_or_default();
    Keys::of(&format!("{} {}", part(&line.what), part(&line.who)))
}

/// Whether it reads otherwise in English.
fn is_told_twice(line: &SearchLine) -> bool {
    line.what[0] != line.what[1] || line.who[0] != line.who[1]
}

fn pieces_of(line: &SearchLine) -> Vec<Piece> {
    let mut all = pieces(&keys(line, 0));
    if is_told_twice(line) {
        all.extend(pieces(&keys(line, 1)));
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// Lines by village, in the order of numbers, with their days.
type Lines = BTreeMap<usize, Vec<(u32, u32)>>;

#[derive(Default)]
struct Gathered {
    hits: Vec<Hit>,
    /// What was found nearer.
    nearer: Lines,
    count: usize,
    at_least: bool,
}

struct Search<'a> {
    index: &'a Index,
    scope: &'a Scope,
    villages: Vec<&'a Place>,
    sought: &'a Sought,
    /// So many lines are shown at most, from the first.
    wanted: usize,
    known: HashMap<Piece, Lines>,
}

impl Search<'_> {
    fn gather(&mut self, near: Nearness, all: &mut Gathered) -> Result<(), Fault> {
        let (mut lines, sure) = self.candidates(near)?;
        if near == Nearness::Same {
            let (sums, more) = self.sums()?;
            all.at_least = more;
            // A sum is surely found: the words need not be.
            self.add(near, true, &sums, all)?;
        }
        without(&mut lines, &all.nearer);
        self.add(near, sure, &lines, all)
    }

    /// Adds the latest of these; those that are not sure are read first.
    fn add(&self, near: Nearness, sure: bool, lines: &Lines, all: &mut Gathered) -> Result<(), Fault> {
        let of = |(village, numbers): (&usize, &Vec<(u32, u32)>)| {
            let village = *village;
            numbers.iter().map(move |(number, day)| (*day, village, *number)).collect::<Vec<Hit>>()
        };
        let mut hits: Vec<Hit> = lines.iter().flat_map(of).collect();
        let many = hits.len();
        let most = if sure { self.wanted } else { READ.max(self.wanted) };
        let later = |a: &Hit, b: &Hit| b.cmp(a);
        if many > most && most > 0 {
            hits.select_nth_unstable_by(most - 1, later);
            hits.truncate(most);
        }
        hits.sort_unstable_by(later);
        if sure {
            all.count += many;
            join(&mut all.nearer, lines.clone());
        } else {
            all.at_least |= many > hits.len();
            let mut kept = Vec::new();
            for hit in hits {
                if self.line(hit)?.is_some_and(|(_, line)| self.is_it(&line, near)) {
                    kept.push(hit);
                    join(&mut all.nearer, Lines::from([(hit.1, vec![(hit.2, hit.0)])]));
                }
            }
            all.count += kept.len();
            hits = kept;
        }
        all.hits.extend(hits);
        Ok(())
    }

    fn line(&self, (_, village, number): Hit) -> Result<Option<(Place, SearchLine)>, Fault> {
        let Some(place) = self.villages.get(village) else { return Ok(None) };
        let line = self.index.directory.searched_line(place, i64::from(number))?;
        Ok(line.map(|line| ((*place).clone(), line)))
    }

    /// Whether a line that holds the pieces is what is looked for, as near as this.
    fn is_it(&self, line: &SearchLine, near: Nearness) -> bool {
        if near == Nearness::Same {
            // Without the sound of every character, which takes most of the time.
            let held = |at: usize| {
                let part = |parts: &[String; 2]| parts.get(at).cloned().unwrap_or_default();
                self.sought.is_in(&format!("{} {}", part(&line.what), part(&line.who)))
            };
            return held(0) || (is_told_twice(line) && held(1));
        }
        let found = |language| self.sought.nearness(&keys(line, language), line.amount).is_some_and(|own| own <= near);
        found(0) || (is_told_twice(line) && found(1))
    }

    /// The lines of the sum that was typed, and whether there are more than are counted.
    fn sums(&self) -> Result<(Lines, bool), Fault> {
        let Some(sum) = self.sought.amount() else { return Ok((Lines::new(), false)) };
        let day = |month, of_month, open: i16| Day::new(self.scope.year.unwrap_or(open), month, of_month);
        let (Some(first), Some(last)) = (day(1, 1, 1), day(12, 31, 9999)) else { return Ok((Lines::new(), false)) };
        let rows = self.index.directory.searched_sum(sum, &self.scope.place, (first, last), OF_A_SUM)?;
        let more = u32::try_from(rows.len()).is_ok_and(|many| many >= OF_A_SUM);
        let mut lines = Lines::new();
        for (place, number, day) in rows {
            if let (Ok(village), Ok(number)) = (self.villages.binary_search(&&place), u32::try_from(number)) {
                lines.entry(village).or_default().push((number, since_epoch(day)));
            }
        }
        lines.values_mut().for_each(|numbers| numbers.sort_unstable());
        Ok((lines, more))
    }

    /// The lines that may be as near as this, and whether they surely are.
    fn candidates(&mut self, near: Nearness) -> Result<(Lines, bool), Fault> {
        let words = self.sought.words().to_vec();
        let mut sure = true;
        let mut all: Option<Lines> = None;
        // Where no word may be found so, nothing may.
        let mut any = near == Nearness::Same;
        for word in &words {
            let mut ways = vec![of_word(word)];
            let (letters, sound) = (of_letters(word), of_sound(word));
            if near >= Nearness::Letters {
                any |= near == Nearness::Letters && !letters.is_empty();
                ways.extend(letters);
            }
            if near >= Nearness::Alike {
                any |= sound.is_some();
                ways.extend(sound);
            }
            sure &= ways.iter().all(|way| way.sure);
            let mut found = Lines::new();
            for way in &ways {
                join(&mut found, self.holding(way)?);
            }
            all = Some(match all {
                Some(known) => both(known, &found),
                None => found,
            });
        }
        let lines = if any { self.within_year(all.unwrap_or_default()) } else { Lines::new() };
        Ok((lines, sure))
    }

    fn within_year(&self, mut lines: Lines) -> Lines {
        let Some(year) = self.scope.year else { return lines };
        let (Some(first), Some(last)) = (Day::new(year, 1, 1), Day::new(year, 12, 31)) else { return Lines::new() };
        let range = since_epoch(first)..=since_epoch(last);
        lines.values_mut().for_each(|numbers| numbers.retain(|(_, day)| range.contains(day)));
        lines
    }

    /// The lines that hold all pieces.
    fn holding(&mut self, need: &Need) -> Result<Lines, Fault> {
        let mut all: Option<Lines> = None;
        for piece in &need.pieces {
            let found = self.piece(*piece)?;
            all = Some(match all {
                Some(known) => both(known, found),
                None => found.clone(),
            });
        }
        Ok(all.unwrap_or_default())
    }

    fn piece(&mut self, piece: Piece) -> Result<&Lines, Fault> {
        if !self.known.contains_key(&piece) {
            let rows = self.index.directory.searched_piece(&piece.kept(), &self.scope.place)?;
            let village = |place: &Place| self.villages.binary_search(&place).ok();
            let lines = rows.iter().filter_map(|(place, bytes)| Some((village(place)?, read(bytes)))).collect();
            self.known.insert(piece, lines);
        }
        self.known.get(&piece).ok_or_else(|| Fault::new("a piece was forgotten"))
    }
}

/// The lines that stand in both.
fn both(mut lines: Lines, others: &Lines) -> Lines {
    lines.retain(|village, numbers| {
        let Some(own) = others.get(village) else { return false };
        let mut there = there(own);
        numbers.retain(|(number, _)| there(*number));
        !numbers.is_empty()
    });
    lines
}

/// Takes away the lines of others.
fn without(lines: &mut Lines, others: &Lines) {
    for (village, own) in others {
        if let Some(numbers) = lines.get_mut(village) {
            let mut there = there(own);
            numbers.retain(|(number, _)| !there(*number));
        }
    }
}

/// Whether numbers that are asked for in their order are among these.
fn there(own: &[(u32, u32)]) -> impl FnMut(u32) -> bool + '_ {
    let mut own = own.iter().map(|(number, _)| *number).peekable();
    move |number| {
        while own.next_if(|other| *other < number).is_some() {}
        own.peek() == Some(&number)
    }
}

/// Adds the lines of others, each once.
fn join(lines: &mut Lines, others: Lines) {
    for (village, numbers) in others {
        let own = lines.entry(village).or_default();
        if own.is_empty() {
            *own = numbers;
            continue;
        }
        own.extend(numbers);
        own.sort_unstable();
        own.dedup();
    }
}

/// A line of one text in both languages, for whoever fills an index with what needs no translation.
#[must_use]
pub fn plain_line(kind: &str, (what, who): (&str, &str), day: Day, amount: Option<Fen>, href: String) -> SearchLine {
    let twice = |text: &str| [text.to_owned(), text.to_owned()];
    SearchLine { kind: kind.to_owned(), what: twice(what), who: twice(who), day, amount, href }
}

#[cfg(test)]
mod tests;
