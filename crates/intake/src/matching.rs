//! Which line of the bank belongs to which line of the books: suggestions, each with its grounds. A person confirms.

use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen};

/// A line of the bank that is not matched yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankSide {
    /// Its number in the account.
    pub number: i64,
    /// When the bank booked it.
    pub day: Day,
    /// In; below nothing: out.
    pub amount_fen: Fen,
    /// Who paid or was paid.
    pub payee: String,
    /// What the bank says it was for.
    pub remark: String,
}

/// A line of the account in the books that is not matched yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookSide {
    /// Which line.
    pub id: String,
    /// The voucher's word as it is printed, and its number in the month.
    pub number: (String, i64),
    /// The voucher's day.
    pub day: Day,
    /// In; below nothing: out.
    pub amount_fen: Fen,
    /// What the voucher is about, with whatever else names the other party.
    pub words: String,
}

/// Why two lines are thought to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The bank's remark names the voucher.
    Number,
    /// The other party's name stands on both.
    Name,
    /// A few days lie between them.
    Near,
    /// Several lines make the same sum.
    Sum,
}

/// Lines that seem to be one and the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The bank's lines.
    pub bank: Vec<i64>,
    /// The books' lines.
    pub book: Vec<String>,
    /// Why.
    pub grounds: BTreeSet<Ground>,
    /// Nothing else fits: it can be confirmed without a closer look.
    pub sure: bool,
}

/// How many days may lie between a payment in the books and at the bank.
const WINDOW_DAYS: i64 = 10;
/// The same where the bank's remark names the voucher.
const NAMED_DAYS: i64 = 40;
/// What counts as near.
const NEAR_DAYS: i64 = 3;
/// How many lines may make one sum, and among how many they are looked for.
const MOST_PARTS: usize = 4;
const MOST_CANDIDATES: usize = 14;

/// Suggests which lines belong together: equal amounts first, then sums.
#[must_use]
pub fn suggest(bank: &[BankSide], book: &[BookSide]) -> Vec<Suggestion> {
    let mut pairs = pairs(bank, book);
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.weight), pair.days, pair.bank, pair.book));
    let mut found = Vec::new();
    // What weighed in the pair that took a line.
    let (mut used_bank, mut used_book) = (BTreeMap::<usize, u8>::new(), BTreeMap::<usize, u8>::new());
    for pair in &pairs {
        if used_bank.contains_key(&pair.bank) || used_book.contains_key(&pair.book) {
            continue;
        }
        // Another pair of the same line is none to fear once better grounds took its other line.
        let rivals = pairs.iter().filter(|other| {
            let taken = [used_bank.get(&other.bank), used_book.get(&other.book)];
            (other.bank == pair.bank) != (other.book == pair.book)
                && other.weight >= pair.weight
                && !taken.into_iter().flatten().any(|weight| *weight > other.weight)
        });
        let sure = pair.weight > 0 && rivals.count() == 0;
        used_bank.insert(pair.bank, pair.weight);
        used_book.insert(pair.book, pair.weight);
        if let (Some(one), Some(other)) = (bank.get(pair.bank), book.get(pair.book)) {
            found.push(Suggestion {
                bank: vec![one.number],
                book: vec![other.id.clone()],
                grounds: pair.grounds.clone(),
                sure,
            });
        }
    }
    let (mut used_bank, mut used_book) = (used_bank.into_keys().collect(), used_book.into_keys().collect());
    found.extend(sums(bank, book, &mut used_bank, &mut used_book));
    found
}

struct Pair {
    bank: usize,
    book: usize,
    grounds: BTreeSet<Ground>,
    /// A named voucher weighs more than a name, a name more than a near day.
    weight: u8,
    days: i64,
}

fn pairs(bank: &[BankSide], book: &[BookSide]) -> Vec<Pair> {
    let mut by_amount: BTreeMap<Fen, Vec<usize>> = BTreeMap::new();
    for (nth, one) in book.iter().enumerate() {
        by_amount.entry(one.amount_fen).or_default().push(nth);
    }
    let mut pairs = Vec::new();
    for (nth, one) in bank.iter().enumerate() {
        for at in by_amount.get(&one.amount_fen).into_iter().flatten() {
            let Some(other) = book.get(*at) else { continue };
            let days = one.day.since(other.day).abs();
            let mut grounds = BTreeSet::new();
            if names_voucher(&one.remark, &other.number) {
                grounds.insert(Ground::Number);
            }
            if days > if grounds.is_empty() { WINDOW_DAYS } else { NAMED_DAYS } {
                continue;
            }
            if same_party(one, other) {
                grounds.insert(Ground::Name);
            }
            if days <= NEAR_DAYS {
                grounds.insert(Ground::Near);
            }
            let weight = grounds.iter().map(|ground| match ground {
                Ground::Number => 4,
                Ground::Name => 2,
                Ground::Near => 1,
                Ground::Sum => 0,
            });
            pairs.push(Pair { bank: nth, book: *at, weight: weight.sum(), grounds, days });
        }
    }
    pairs
}

/// `付-0001`, `付字第1号`, `付1`.
fn names_voucher(remark: &str, (word, serial): &(String, i64)) -> bool {
    remark.match_indices(word.as_str()).any(|(at, _)| {
        let after = remark.get(at + word.len()..).unwrap_or_default();
        let after = after.trim_start_matches(['字', '第', '-', '－', ' ', '#', '号']);
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse() == Ok(*serial)
    })
}

/// The bank's name of the other party stands in what the books say, or the books' in the bank's remark.
fn same_party(bank: &BankSide, book: &BookSide) -> bool {
    let name = bank.payee.trim();
    name.chars().count() >= 2 && book.words.contains(name)
}

/// One line on one side that is the sum of several on the other. Only where there is one way to make it.
fn sums(
    bank: &[BankSide],
    book: &[BookSide],
    used_bank: &mut BTreeSet<usize>,
    used_book: &mut BTreeSet<usize>,
) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let sides: Vec<(Day, Fen)> = bank.iter().map(|one| (one.day, one.amount_fen)).collect();
    let others: Vec<(Day, Fen)> = book.iter().map(|one| (one.day, one.amount_fen)).collect();
    for (nth, one) in bank.iter().enumerate().filter(|(nth, _)| !used_bank.contains(nth)).collect::<Vec<_>>() {
        if let Some(parts) = only_parts(sides.get(nth), &others, used_book) {
            let ids = parts.iter().filter_map(|at| book.get(*at)).map(|part| part.id.clone()).collect();
            used_bank.insert(nth);
            used_book.extend(parts);
            found.push(Suggestion { bank: vec![one.number], book: ids, grounds: [Ground::Sum].into(), sure: false });
        }
    }
    for (nth, one) in book.iter().enumerate().filter(|(nth, _)| !used_book.contains(nth)).collect::<Vec<_>>() {
        if let Some(parts) = only_parts(others.get(nth), &sides, used_bank) {
            let numbers = parts.iter().filter_map(|at| bank.get(*at)).map(|part| part.number).collect();
            used_book.insert(nth);
            used_bank.extend(parts);
            found.push(Suggestion {
                bank: numbers,
                book: vec![one.id.clone()],
                grounds: [Ground::Sum].into(),
                sure: false,
            });
        }
    }
    found
}

/// The one set of two to four lines that makes the amount; none where there are two.
fn only_parts(whole: Option<&(Day, Fen)>, parts: &[(Day, Fen)], used: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let (day, amount) = whole?;
    let fits = |(_, (other, part)): &(usize, &(Day, Fen))| {
        day.since(*other).abs() <= WINDOW_DAYS && (part.0 > 0) == (amount.0 > 0) && part.0.abs() < amount.0.abs()
    };
    let free = parts.iter().enumerate().filter(|(nth, _)| !used.contains(nth));
    let mut candidates: Vec<(usize, &(Day, Fen))> = free.filter(fits).collect();
    candidates.sort_by_key(|(nth, (other, _))| (day.since(*other).abs(), *nth));
    candidates.truncate(MOST_CANDIDATES);
    let amounts: Vec<(usize, i64)> = candidates.iter().map(|(nth, (_, part))| (*nth, part.0)).collect();
    let mut ways = Vec::new();
    choose(&amounts, amount.0, &mut Vec::new(), &mut ways);
    match ways.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn choose(left: &[(usize, i64)], rest: i64, chosen: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
    if rest == 0 && chosen.len() > 1 {
        ways.push(chosen.clone());
        return;
    }
    if rest == 0 || chosen.len() == MOST_PARTS || ways.len() > 1 {
        return;
    }
    for (nth, (at, amount)) in left.iter().enumerate() {
        if amount.abs() <= rest.abs() {
            chosen.push(*at);
            choose(left.get(nth + 1..).unwrap_or_default(), rest - amount, chosen, ways);
            chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(number: i64, day: &str, amount: i64, payee: &str, remark: &str) -> BankSide {
        let (payee, remark) = (payee.to_owned(), remark.to_owned());
        BankSide { number, day: day.parse().unwrap(), amount_fen: Fen(amount), payee, remark }
    }

    fn book(serial: i64, day: &str, amount: i64, words: &str) -> BookSide {
        BookSide {
            id: format!("P{serial:04}/2"),
            number: ("付".into(), serial),
            day: day.parse().unwrap(),
            amount_fen: Fen(amount),
            words: words.into(),
        }
    }

    #[test]
    fn a_payment_of_the_same_amount_a_day_later_is_sure() {
        let found = suggest(&[bank(1, "2026-03-11", -12_050, "", "")], &[book(1, "2026-03-10", -12_050, "买扫帚")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].sure && found[0].grounds.contains(&Ground::Near));
        assert_eq!(suggest(&[bank(1, "2026-03-11", 12_050, "", "")], &[book(1, "2026-03-10", -12_050, "")]), []);
        assert_eq!(suggest(&[bank(1, "2026-03-25", -12_050, "", "")], &[book(1, "2026-03-10", -12_050, "")]), []);
    }

    #[test]
    fn of_two_equal_payments_names_and_voucher_numbers_tell_which() {
        let books = [book(1, "2026-03-10", -500, "水费，青溪水站"), book(2, "2026-03-10", -500, "电费")];
        let plain = suggest(&[bank(1, "2026-03-11", -500, "", "")], &books);
        assert!(!plain[0].sure, "{plain:?}");
        let named = suggest(&[bank(1, "2026-03-11", -500, "青溪水站", "")], &books);
        assert!(named[0].sure && named[0].book == ["P0001/2"], "{named:?}");
        let numbered = suggest(&[bank(1, "2026-04-15", -500, "", "付字第2号 电费")], &books);
        assert!(numbered[0].sure && numbered[0].book == ["P0002/2"], "{numbered:?}");
        let wrong = suggest(&[bank(1, "2026-04-15", -500, "", "付字第22号")], &books);
        assert_eq!(wrong, []);
    }

    #[test]
    fn one_bank_line_may_be_several_vouchers_and_the_other_way_round() {
        let books = [book(1, "2026-03-10", -500, ""), book(2, "2026-03-10", -700, ""), book(3, "2026-03-10", -900, "")];
        let found = suggest(&[bank(1, "2026-03-11", -1_200, "", "")], &books);
        assert_eq!(found[0].book, ["P0001/2", "P0002/2"]);
        assert!(!found[0].sure);
        let banks = [bank(1, "2026-03-11", -400, "", ""), bank(2, "2026-03-12", -500, "", "")];
        let found = suggest(&banks, &[book(3, "2026-03-10", -900, "")]);
        assert_eq!((found[0].bank.clone(), found[0].book.len()), (vec![1, 2], 1));
        let twice = [book(1, "2026-03-10", -500, ""), book(2, "2026-03-10", -700, ""), book(3, "2026-03-10", -500, "")];
        assert_eq!(suggest(&[bank(1, "2026-03-11", -1_200, "", "")], &twice), [], "two ways to make the sum");
    }

    #[test]
    fn no_line_is_suggested_twice() {
        let banks = [bank(1, "2026-03-11", -500, "", ""), bank(2, "2026-03-12", -500, "", "")];
        let books = [book(1, "2026-03-10", -500, ""), book(2, "2026-03-12", -500, "")];
        let found = suggest(&banks, &books);
        let mut seen: Vec<&String> = found.iter().flat_map(|one| &one.book).collect();
        seen.sort();
        seen.dedup();
        assert_eq!((found.len(), seen.len()), (2, 2));
        assert!(found.iter().all(|one| !one.sure));
    }
}
