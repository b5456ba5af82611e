//! Conditions in rule files: a small, safe part of CEL. Compiled once when the rule book is read.
//!
//! Allowed: names, text, whole numbers, `true` and `false`, lists, `== != < <= > >= in`, `&& || !`, `+ - * / %`,
//! `? :`, and the functions [`FUNCTIONS`]. No loops, no floating point, nothing that could fail to end.

use crate::affair::Affair;
use crate::scope::{Sample, Scope, Shape};
use cel::common::ast::{Expr, IdedExpr, LiteralValue, operators};
use cel::common::types::{self, CelInt, CelString};
use cel::common::value::CowVal;
use cel::{Context, Env, ExecutionError, Value};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};
use village::{Day, half_width};

/// The functions that a condition may call.
pub(crate) const FUNCTIONS: &[&str] = &["days", "mentions", "size", "startsWith", "endsWith", "contains"];

const OPERATORS: &[&str] = &[
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::SUBSTRACT,
    operators::ADD,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER_EQUALS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::LESS,
    operators::NEGATE,
    operators::IN,
];

static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(environment()));

/// A condition of a rule file: its text, its program, and the names it reads.
#[derive(Clone)]
pub struct Condition {
    text: String,
    expr: Arc<IdedExpr>,
    reads: BTreeSet<String>,
}

impl Condition {
    /// Compiles a condition.
    ///
    /// # Errors
    /// In words, when it does not parse or uses more than the allowed part of the language.
    pub fn compile(text: &str) -> Result<Self, String> {
        let program = ENV.compile(text).map_err(|errors| {
            let first = errors.to_string();
            format!("the condition `{text}` cannot be read: {}", first.lines().next().unwrap_or_default().trim())
        })?;
        let mut reads = BTreeSet::new();
        walk(program.expression(), &mut reads).map_err(|what| format!("the condition `{text}` {what}"))?;
        Ok(Self { text: text.to_owned(), expr: Arc::new(program.expression().clone()), reads })
    }

    /// The condition as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names it reads, dotted.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        self.reads.iter().map(String::as_str)
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// In words, when it cannot be evaluated; the caller denies.
    pub(crate) fn holds(&self, scope: &Scope<'_>) -> Result<bool, String> {
        let mut context = Context::with_env(Arc::clone(&ENV));
        context.set_variable_resolver(scope);
        match Value::resolve(&self.expr, &context) {
            Ok(Value::Bool(truth)) => Ok(truth),
            Ok(other) => Err(format!("`{}` gives {other:?}, not true or false", self.text)),
            Err(error) => Err(format!("`{}` cannot be evaluated: {error}", self.text)),
        }
    }

    /// Tries the condition on sample values of the right sort: it must give true or false.
    pub(crate) fn try_out(&self, affair: &Affair) -> Result<(), String> {
        let sample = Sample(affair);
        let mut context = Context::with_env(Arc::clone(&ENV));
        context.set_variable_resolver(&sample);
        match Value::resolve(&self.expr, &context) {
            Ok(Value::Bool(_)) => Ok(()),
            Ok(other) => Err(format!("the condition `{}` gives {other:?}, not true or false", self.text)),
            Err(error) => Err(format!("the condition `{}` cannot be evaluated: {error}", self.text)),
        }
    }

    /// The parts that `&&`, `||` and `!` put together, each a condition of its own.
    pub(crate) fn leaves(&self) -> Vec<Self> {
        let mut leaves = Vec::new();
        part(&self.expr, &mut leaves);
        let leaf = |expr: &IdedExpr| {
            let mut reads = BTreeSet::new();
            walk(expr, &mut reads).ok()?;
            Some(Self { text: self.text.clone(), expr: Arc::new(expr.clone()), reads })
        };
        leaves.into_iter().filter_map(leaf).collect()
    }

    /// What each part reads of which all must hold: what one part says does not hang on the names of another.
    pub(crate) fn reads_together(&self) -> Vec<BTreeSet<String>> {
        let mut parts = Vec::new();
        all_of(&self.expr, &mut parts);
        let reads = |expr: &IdedExpr| {
            let mut reads = BTreeSet::new();
            walk(expr, &mut reads).ok()?;
            Some(reads)
        };
        parts.into_iter().filter_map(reads).collect()
    }

    /// Whether it could tell one person from another. `by.check != ''` only asks whether the step was done.
    pub(crate) fn looks_at_people(&self) -> bool {
        if !self.reads().any(|name| name.starts_with("by.") || name.starts_with("actor.")) {
            return false;
        }
        let mut leaves = Vec::new();
        part(&self.expr, &mut leaves);
        leaves.into_iter().any(|leaf| {
            let asks_only_whether = match &leaf.expr {
                Expr::Call(call) if [operators::EQUALS, operators::NOT_EQUALS].contains(&call.func_name.as_str()) => {
                    call.args.iter().any(
                        |arg| matches!(&arg.expr, Expr::Literal(LiteralValue::String(text)) if text.inner().is_empty()),
                    )
                }
                _ => false,
            };
            let mut reads = BTreeSet::new();
            let people = walk(leaf, &mut reads).is_ok()
                && reads.iter().any(|name| name.starts_with("by.") || name.starts_with("actor."));
            people && !asks_only_whether
        })
    }

    /// What the condition says, for telling conditions apart.
    pub(crate) fn source(&self) -> String {
        format!("{:?}", self.expr.expr)
    }

    /// Names it reads that are not known.
    pub(crate) fn unknown_names(&self, known: impl Fn(&str) -> Option<Shape>) -> Vec<&str> {
        self.reads.iter().map(String::as_str).filter(|name| known(name).is_none()).collect()
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({})", self.text)
    }
}

fn environment() -> Env {
    let mut env = Env::default().with_optional_support(false).with_stdlib();
    let days = env.add_overload("days", "days_between", vec![types::STRING_TYPE, types::STRING_TYPE], |args| {
        let day = |place: usize| {
            let text = args.get(place).and_then(|a| a.downcast_ref::<CelString<'_>>()).map_or("", |s| s.inner());
            text.parse::<Day>().map_err(|error| ExecutionError::function_error("days", error))
        };
        Ok(CowVal::owned(CelInt::from(day(1)?.since(day(0)?))))
    });
    let mentions = env.add_overload("mentions", "mentions_any", vec![types::STRING_TYPE, types::LIST_TYPE], |args| {
        let text = args.first().and_then(|a| a.downcast_ref::<CelString<'_>>()).map_or("", |s| s.inner());
        let text = joined(text);
        let mut found = false;
        if let Some(words) = args.get(1).and_then(|a| a.as_iterable()) {
            let mut words = words.iter();
            while let Some(word) = words.next() {
                found |= word.downcast_ref::<CelString<'_>>().is_some_and(|w| text.contains(&joined(w.inner())));
            }
        }
        Ok(CowVal::owned(types::CelBool::from(found)))
    });
    debug_assert!(days.is_ok() && mentions.is_ok());
    env
}

/// A text without spaces, half-width and in small letters: `香 烟` and `ｋｔｖ` hide nothing. Stops stay: they part `蚊香，烟囱`.
fn joined(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn walk(expr: &IdedExpr, reads: &mut BTreeSet<String>) -> Result<(), String> {
    if let Some(name) = dotted(&expr.expr) {
        reads.insert(name);
        return Ok(());
    }
    match &expr.expr {
        Expr::Literal(LiteralValue::Double(_)) => Err("uses a number with a decimal point".to_owned()),
        Expr::Literal(_) => Ok(()),
        Expr::Call(call) => {
            let name = call.func_name.as_str();
            if !OPERATORS.contains(&name) && !FUNCTIONS.contains(&name) {
                return Err(format!("calls `{name}`; known functions: {}", FUNCTIONS.join(", ")));
            }
            call.target.iter().map(AsRef::as_ref).chain(&call.args).try_for_each(|part| walk(part, reads))
        }
        Expr::List(list) => list.elements.iter().try_for_each(|part| walk(part, reads)),
        _ => Err("uses a part of the language that rule files do not have".to_owned()),
    }
}

/// The parts that `&&` puts together at the top.
fn all_of<'e>(expr: &'e IdedExpr, parts: &mut Vec<&'e IdedExpr>) {
    match &expr.expr {
        Expr::Call(call) if call.func_name == operators::LOGICAL_AND => {
            call.args.iter().for_each(|arg| all_of(arg, parts));
        }
        _ => parts.push(expr),
    }
}

fn part<'e>(expr: &'e IdedExpr, leaves: &mut Vec<&'e IdedExpr>) {
    match &expr.expr {
        Expr::Call(call)
            if [operators::LOGICAL_AND, operators::LOGICAL_OR, operators::LOGICAL_NOT]
                .contains(&call.func_name.as_str()) =>
        {
            call.args.iter().for_each(|arg| part(arg, leaves));
        }
        _ => leaves.push(expr),
    }
}

fn dotted(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            dotted(&select.operand.expr).map(|stem| format!("{stem}.{}", select.field))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_a_condition_reads_are_found() {
        let condition = Condition::compile("decision_case.good && amount_fen <= param.limit || !(x in ['a'])").unwrap();
        assert_eq!(condition.reads().collect::<Vec<_>>(), ["amount_fen", "decision_case.good", "param.limit", "x"]);
    }

    #[test]
    fn a_condition_that_tells_people_apart_is_known() {
        let looks = |text: &str| Condition::compile(text).unwrap().looks_at_people();
        assert!(looks("by.claim != actor.person"));
        assert!(looks("amount_fen > 1 && by.claim == by.check"));
        assert!(looks("'clerk' in actor.posts"));
        assert!(!looks("tier < 3 || by.cosign != ''"));
        assert!(!looks("amount_fen > 1"));
    }

    #[test]
    fn what_could_run_long_or_wrong_is_refused() {
        for text in ["[1,2].exists(x, x > 1)", "has(a.b)", "1.5 > x", "matches(x, 'a')", "x ==", "{'a': 1}"] {
            assert!(Condition::compile(text).is_err(), "{text}");
        }
    }
}
