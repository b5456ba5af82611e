//! What a step asks for: facts that the office looks up, the fields of the form, the papers.

use super::table::Total;
use crate::condition::Condition;
use village::Words;

/// A fact that the office looks up for the step and gives with the attempt.
#[derive(Debug, Clone)]
pub struct Lookup {
    /// The fact's name.
    pub id: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the case keeps it as a fact.
    pub keep: bool,
    /// What is looked up.
    pub words: Words,
    /// The other cases that are added up; `None` for what the office knows by the fact's name.
    pub together: Option<Together>,
}

/// Other cases that are looked at together with this one, so that nothing is cut into pieces beneath a limit. A lookup of
/// kind `money` is their sum, one of kind `text` their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Cases of these affairs, in the same village.
    pub affairs: Vec<String>,
    /// The parameter that holds how many days may lie between the beginnings of the two.
    pub within: String,
    /// What must be the same, one of these: `party`, the other party that the affairs share, or a fact that they have in
    /// common.
    pub same: Vec<String>,
    /// Only those that rest on no decision of their own: what the villagers have decided is not cut into pieces.
    pub undecided: bool,
}

impl Together {
    /// What `same` says for the other party, whatever fact an affair keeps it in.
    pub const PARTY: &'static str = "party";
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in the form and, when kept, as a fact.
    pub id: String,
    /// Its label.
    pub label: Words,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether the case keeps it as a fact.
    pub keep: bool,
    /// A hint beside the field.
    pub hint: Option<Words>,
    /// Who may read what was filled in.
    pub scope: PaperScope,
    /// The choices, for [`FieldKind::Choice`].
    pub choices: Vec<Choice>,
    /// The affairs whose cases may be named, for [`FieldKind::CaseRef`]; empty for any.
    pub affairs: Vec<String>,
    /// Only for these outcomes; empty for every outcome that goes on.
    pub on: Vec<String>,
    /// The total of a table, which nobody types.
    pub total: Option<Total>,
    /// The part of an invoice that it takes, so that a photograph of the paper fills it in.
    pub from_invoice: Option<FromInvoice>,
}

/// Which part of which invoice a field takes. Reading it only helps whoever types: what counts is what the form says in the
/// end, and every condition is asked of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromInvoice {
    /// The step's paper that is the invoice.
    pub paper: String,
    /// The part.
    pub part: InvoicePart,
}

/// A part of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InvoicePart {
    /// Its number.
    Number,
    /// The day on which it was issued.
    Day,
    /// The total with tax.
    Total,
    /// Who sold.
    Seller,
}

impl InvoicePart {
    /// Every part with its name in the files and the kind of field that takes it.
    pub const ALL: &'static [(&'static str, Self, FieldKind)] = &[
        ("number", Self::Number, FieldKind::Text),
        ("day", Self::Day, FieldKind::Day),
        ("total", Self::Total, FieldKind::Money),
        ("seller", Self::Seller, FieldKind::Text),
    ];
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// An amount typed in yuan, kept in fen.
    Money,
    /// A day.
    Day,
    /// A person of the roster.
    Person,
    /// A villagers' group, kept by its code.
    Group,
    /// One of the choices.
    Choice,
    /// Another case.
    CaseRef,
    /// Yes or no.
    Truth,
    /// A whole number from 0.
    Count,
}

impl FieldKind {
    /// Every kind with its name in the files.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("long_text", Self::LongText),
        ("money", Self::Money),
        ("day", Self::Day),
        ("person", Self::Person),
        ("group", Self::Group),
        ("choice", Self::Choice),
        ("case_ref", Self::CaseRef),
        ("truth", Self::Truth),
        ("count", Self::Count),
    ];
}

/// One choice of a field.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its code in conditions.
    pub code: String,
    /// Its words.
    pub words: Words,
}

/// Papers that a step needs.
#[derive(Debug, Clone)]
pub struct PaperNeed {
    /// Their name in files.
    pub id: String,
    /// Their name for people.
    pub name: Words,
    /// How many at least; 0 for papers that may be added.
    pub at_least: u32,
    /// Who may see them.
    pub scope: PaperScope,
    /// Only when this holds.
    pub when: Option<Condition>,
    /// Only for these outcomes; empty for every outcome that goes on.
    pub on: Vec<String>,
    /// The paper of which this is the public copy, with personal data covered by whoever adds it.
    pub copy_of: Option<String>,
}

/// Who may see a paper or a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperScope {
    /// Anybody, without signing in.
    Public,
    /// The village's own people, once they have signed in, and officials of the village and above it.
    Village,
    /// Officials of the village and above it: papers that are full of one household's own data.
    Officials,
    /// Only those who handle and supervise the case.
    Sealed,
}

impl PaperScope {
    /// Every scope with its name in rule files and in entries, the widest first.
    pub const ALL: [(&str, Self); 4] = [
        ("public", Self::Public),
        ("village", Self::Village),
        ("officials", Self::Officials),
        ("sealed", Self::Sealed),
    ];

    /// Its name in rule files and in entries.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, scope)| *scope == self).map_or("sealed", |(name, _)| name)
    }

    /// The scope of a name; one that is not known is sealed.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.iter().find(|(known, _)| *known == name).map_or(Self::Sealed, |(_, scope)| *scope)
    }
}
