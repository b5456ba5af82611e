//! Laws whose text has changed since its articles were read, or that have ended, with every step and number that cites them.

use crate::affair::{Affair, Parameter, Step, Written};
use crate::book::RuleBook;
use crate::library::Law;
use village::{Article, Day, Words};

/// A law that no longer reads as it is cited.
#[derive(Debug, Clone)]
pub struct Outdated {
    /// The law.
    pub law: Law,
    /// Since when: the first day of the amended text, or the first on which it no longer holds.
    pub since: Day,
    /// Whether it has ended, and was not only amended.
    pub is_ended: bool,
    /// What cites it, in the order of the affairs; what every affair shares comes first.
    pub cited: Vec<Citation>,
}

/// Something that cites a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The affair; empty for what every affair shares.
    pub affair: String,
    /// The step or the number.
    pub what: Words,
    /// The articles that it cites, in order, each once.
    pub articles: Vec<String>,
    /// Where it is written.
    pub at: Option<Written>,
}

impl Law {
    /// Since when the law no longer reads as it is cited on a day, and whether it has ended.
    #[must_use]
    pub fn outdated_on(&self, day: Day) -> Option<(Day, bool)> {
        let ended = self.until.map(|until| until.plus(1)).filter(|since| *since <= day);
        let amended = self.amended.filter(|since| *since <= day);
        ended.map(|since| (since, true)).or(amended.map(|since| (since, false)))
    }
}

impl Outdated {
    /// That the law was amended or has ended, in a sentence.
    #[must_use]
    pub fn words(&self) -> Words {
        let (zh, en) = (&self.law.name.zh, &self.law.name.en);
        let day = self.since;
        let (many, version) = (self.cited.len(), self.law.version.get(..4).unwrap_or_default());
        if self.is_ended {
            return Words::new(
                format!("《{zh}》自{day}起不再有效；这里还有{many}处引用它，应当改为现行的依据"),
                format!("{en} has not been in force since {day}; {many} places still cite it and need another ground"),
            );
        }
        Words::new(
            format!("《{zh}》自{day}起施行修改后的文本；这里有{many}处按{version}年文本引用，条文序号和内容应当核对"),
            format!(
                "{en} was amended with effect from {day}; {many} places cite the text of {version}: check their articles"
            ),
        )
    }
}

/// Every law that no longer reads as it is cited on a day, and is cited.
#[must_use]
pub fn outdated(book: &RuleBook, day: Day) -> Vec<Outdated> {
    let changed = book.laws.values().filter_map(|law| Some((law, law.outdated_on(day)?)));
    let told = changed.map(|(law, (since, is_ended))| Outdated {
        law: law.clone(),
        since,
        is_ended,
        cited: cited(book, law, day),
    });
    told.filter(|told| !told.cited.is_empty()).collect()
}

fn cited(book: &RuleBook, law: &Law, day: Day) -> Vec<Citation> {
    let mut list: Vec<Citation> = Vec::new();
    let mut cite = |affair: &str, what: &Words, articles: &mut dyn Iterator<Item = &Article>, at: Option<Written>| {
        let own = articles.filter(|article| article.law == law.name && article.version == law.version);
        let mut numbers: Vec<String> = own.map(|article| article.article.clone()).collect();
        if numbers.is_empty() {
            return;
        }
        numbers.sort_by_key(|number| (number.parse::<u32>().unwrap_or(u32::MAX), number.clone()));
        numbers.dedup();
        list.push(Citation { affair: affair.to_owned(), what: what.clone(), articles: numbers, at });
    };
    for quorum in book.quorums.values() {
        cite("", &quorum.name, &mut quorum.articles.iter(), None);
    }
    for (tier, setting) in book.tiers.list.iter().filter_map(|tier| Some((tier, tier.setting_on(day)?))) {
        let at = Written { file: setting.file.clone(), line: setting.line };
        cite("", &tier.words, &mut setting.articles.iter(), Some(at));
    }
    for parameter in book.parameters.values() {
        number(&mut cite, "", parameter, day);
    }
    for affair in book.affairs.values() {
        for step in &affair.steps {
            cite(&affair.code, &step.name, &mut grounds(step), affair.written(&step.id).cloned());
        }
        for parameter in affair.parameters.values().filter(|own| !is_shared(book, affair, own)) {
            number(&mut cite, &affair.code, parameter, day);
        }
    }
    list
}

fn number(
    cite: &mut impl FnMut(&str, &Words, &mut dyn Iterator<Item = &Article>, Option<Written>),
    affair: &str,
    parameter: &Parameter,
    day: Day,
) {
    let Some(setting) = parameter.setting_on(day) else { return };
    let at = Written { file: setting.file.clone(), line: setting.line };
    cite(affair, &parameter.name, &mut setting.articles.iter(), Some(at));
}

/// Everything that a step cites: for itself, its bodies and its gates.
fn grounds(step: &Step) -> impl Iterator<Item = &Article> {
    let bodies = step.bodies.iter().flat_map(|body| &body.articles);
    step.articles.iter().chain(bodies).chain(step.gates.iter().flat_map(|gate| &gate.articles))
}

/// Whether a number stands in the shared file and not in the affair's own.
fn is_shared(book: &RuleBook, affair: &Affair, own: &Parameter) -> bool {
    let first = |parameter: &Parameter| parameter.settings.first().map(|setting| setting.file.clone());
    affair.parameters.contains_key(&own.id) && book.parameters.get(&own.id).is_some_and(|one| first(one) == first(own))
}
