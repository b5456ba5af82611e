//! From what somebody says they want to the affair that it is: "我要付电工的工钱" is a routine expense.

use procedure::Affair;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use village::Language;

/// How many affairs are named as an answer.
const MOST: usize = 4;

/// The least likeness that counts, of 1000.
const LEAST: u32 = 300;

static WANTS: LazyLock<BTreeMap<&str, Vec<BTreeSet<String>>>> = LazyLock::new(|| {
    let lines = include_str!("../../text/wants.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('|'))
        .map(|(code, said)| (code.trim(), said.split('|').map(parts).collect()))
        .collect()
});

/// The affairs that are most like what was said, the likest first; none when nothing is like it.
pub(crate) fn wanted<'a>(said: &str, affairs: impl Iterator<Item = &'a Affair>, language: Language) -> Vec<&'a Affair> {
    let said = parts(said);
    let mut found: Vec<(u32, &Affair)> = affairs.map(|affair| (likeness(&said, affair, language), affair)).collect();
    found.retain(|(likeness, _)| *likeness >= LEAST);
    found.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.code.cmp(&second.code)));
    found.into_iter().map(|(_, affair)| affair).take(MOST).collect()
}

/// How much of what people say of an affair, of its name or of its purpose is in what was said.
fn likeness(said: &BTreeSet<String>, affair: &Affair, language: Language) -> u32 {
    let of = |phrase: &BTreeSet<String>| share(said.intersection(phrase).count(), phrase.len().min(said.len().max(1)));
    let wants = WANTS.get(affair.code.as_str()).map_or(&[][..], Vec::as_slice);
    let name = of(&parts(affair.name.say(language)));
    let purpose = share(said.intersection(&parts(affair.purpose.say(language))).count(), said.len());
    let any: BTreeSet<&String> = wants.iter().flat_map(|phrase| phrase.intersection(said)).collect();
    wants.iter().map(of).chain([name, purpose, share(any.len(), said.len())]).max().unwrap_or(0)
}

fn share(part: usize, whole: usize) -> u32 {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0);
    u32::try_from(thousandths).unwrap_or(u32::MAX)
}

/// What a text is made of: pairs of neighbouring Chinese characters, and words of Latin letters but for the small ones.
fn parts(text: &str) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    for run in text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()) {
        if run.is_ascii() {
            let small = [
                "a", "an", "the", "i", "we", "to", "of", "for", "need", "want", "must", "have", "from", "or", "and",
                "my", "our",
            ];
            if !run.is_empty() && !small.contains(&run) {
                parts.insert(run.to_owned());
            }
            continue;
        }
        let letters: Vec<char> = run.chars().filter(|letter| !"我要想的了一个把给们".contains(*letter)).collect();
        parts.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::RuleBook;

    fn book() -> RuleBook {
        RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap()
    }

    #[test]
    fn every_affair_has_words_in_which_people_ask_for_it() {
        for code in book().affairs.keys() {
            assert!(WANTS.get(code.as_str()).is_some_and(|said| said.len() >= 3), "{code}");
        }
    }

    #[test]
    fn what_people_say_leads_to_the_affair() {
        let book = book();
        let asked = [
            ("我要付电工的工钱", "C1", Language::Zh),
            ("报销买扫帚的发票", "C1", Language::Zh),
            ("退钱", "C1", Language::Zh),
            ("记账", "C1", Language::Zh),
            ("记账", "C3", Language::Zh),
            ("村口路灯坏了要修", "F1", Language::Zh),
            ("厂房要租出去", "D1", Language::Zh),
            ("给老张开个居住证明", "K1", Language::Zh),
            ("老人家想申请低保", "I1", Language::Zh),
            ("请几个小工割草", "F4", Language::Zh),
            ("承包户欠租金不交", "G2", Language::Zh),
            ("儿子要盖新房子", "H1", Language::Zh),
            ("I need to pay the electrician", "C1", Language::En),
            ("we want to rent out the old school building", "D1", Language::En),
            ("somebody needs a certificate of residence", "K1", Language::En),
        ];
        for (said, code, language) in asked {
            let found: Vec<&str> =
                wanted(said, book.affairs.values(), language).into_iter().map(|affair| affair.code.as_str()).collect();
            assert!(found.iter().take(3).any(|found| *found == code), "{said}: {found:?}");
        }
    }

    #[test]
    fn what_is_like_nothing_finds_nothing() {
        assert!(wanted("？？", book().affairs.values(), Language::Zh).is_empty());
        assert!(wanted("", book().affairs.values(), Language::Zh).is_empty());
    }
}
