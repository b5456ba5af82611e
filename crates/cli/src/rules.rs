//! `qingcun rules`: the proof of every affair, what is in force, and the flows as files.

mod compare;
mod flow;
mod folder;
mod told;

use folder::Examples;
pub(crate) use folder::of_config;
pub(crate) use told::print as tell;

use crate::At;
use clap::Subcommand;
use procedure::{Affair, CounterExample, Proof, RuleBook, RuleFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Walks every state of each affair and runs the worked examples; prints the proof, or a counter-example as a story
    Check {
        /// A folder of rules instead of those that come with the program
        #[arg(long)]
        rules: Option<PathBuf>,
        /// The layers, from the nation down
        #[arg(long, value_delimiter = ',', default_value = "national,zhejiang")]
        layers: Vec<String>,
        /// One affair only, such as C1
        affair: Option<String>,
    },
    /// Tells in plain words what a change of the rules changes, and which running cases are of an affair that changes
    Diff {
        /// A folder of rules, `shipped` for those of the program, or `in-force` for the county's
        old: String,
        /// The same
        new: String,
        #[command(flatten)]
        at: At,
        /// The layers, from the nation down; the configuration's when left out
        #[arg(long, value_delimiter = ',')]
        layers: Vec<String>,
    },
    /// Checks and proves a folder of rules, tells what it changes, and packs it for the page on which it is proposed
    Propose {
        /// The folder; a layer that it does not hold is the program's
        #[arg(long)]
        rules: PathBuf,
        #[command(flatten)]
        at: At,
        /// The layers, from the nation down; the configuration's when left out
        #[arg(long, value_delimiter = ',')]
        layers: Vec<String>,
        /// Where to write the packed rules
        #[arg(long, default_value = "rules.json")]
        out: PathBuf,
    },
    /// Writes an affair's flow as BPMN 2.0, for any tool that reads it
    Bpmn(flow::Options),
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::Check { rules, layers, affair } => {
            let book = read(&folder::gather(rules.as_deref(), layers)?, layers)?;
            say!("rule book {} ({}), {} affairs", book.hash.short(), layers.join(" < "), book.affairs.len());
            if let Some(wanted) = affair.as_ref().filter(|wanted| !book.affairs.contains_key(*wanted)) {
                let codes: Vec<&str> = book.affairs.keys().map(String::as_str).collect();
                let codes = codes.join(" ");
                return Err(format!("没有事项`{wanted}`，现有 / there is no affair `{wanted}`, only: {codes}"));
            }
            let begun = Instant::now();
            let examples = folder::examples(rules.as_deref())?;
            let sound =
                prove(&book, affair.as_deref()) & try_out(&book, &examples, affair.as_deref(), rules.as_deref());
            tell(&book);
            let took = begun.elapsed().as_millis();
            say!("用时{took}毫秒 / took {took} ms");
            Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        Command::Bpmn(options) => flow::bpmn(options),
        Command::Diff { old, new, at, layers } => compare::diff(at, old, new, layers),
        Command::Propose { rules, at, layers, out } => compare::propose(at, rules, layers, out),
    }
}

/// Proves every affair, or one, on all cores, and prints the proofs and the counter-examples in the affairs' order.
fn prove(book: &RuleBook, affair: Option<&str>) -> bool {
    let wanted = |code: &&String| affair.is_none_or(|wanted| wanted == *code);
    let codes: Vec<String> = book.affairs.keys().filter(wanted).cloned().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut sound, mut early, mut next) = (true, BTreeMap::new(), 0);
    procedure::check_all(book, &codes, threads, |code, checked| {
        early.insert(code.to_owned(), checked);
        while let Some((code, checked)) = codes.get(next).and_then(|code| Some((code, early.remove(code)?))) {
            next += 1;
            let Some(affair) = book.affair(code) else { continue };
            match checked {
                Ok(proof) => print_proof(affair, &proof),
                Err(counter) => {
                    sound = false;
                    print_counter_example(affair, &counter);
                }
            }
        }
    });
    sound
}

/// Runs the worked examples and names those that come out otherwise than written. Where a folder changes the rules, the program's
/// own examples may come out otherwise because it is stricter: that is told, and no fault.
fn try_out(book: &RuleBook, examples: &Examples, affair: Option<&str>, folder: Option<&Path>) -> bool {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let own = procedure::run_examples(book, &examples.own, affair, threads);
    let shipped = procedure::run_examples(book, &examples.shipped, affair, threads);
    let lenient = folder.is_some();
    let mark = if lenient { "!" } else { "✗" };
    for fault in &own.faults {
        say!("✗ {fault}");
    }
    for fault in &shipped.faults {
        say!("{mark} {fault}");
    }
    if lenient && !shipped.faults.is_empty() {
        say!("  随程序来的样例按程序自带的规则写；本地规则更严而结果不同的，请在自己的规则目录cases/里写同名文件代替");
        say!(
            "  the program's examples are written for its own rules: where yours are stricter, put a file of the same name into cases/ of your folder"
        );
    }
    let (ran, wrong) = (own.ran + shipped.ran, own.faults.len() + shipped.faults.len());
    if wrong == 0 {
        say!("✓ 样例{ran}个，都照写的办成 / {ran} worked examples, all as written");
    } else {
        say!("{mark} 样例{ran}个，{wrong}处不同 / {ran} worked examples, {wrong} otherwise");
    }
    own.faults.is_empty() && (lenient || shipped.faults.is_empty())
}

fn print_proof(affair: &Affair, proof: &Proof) {
    say!("✓ {} {} / {}", affair.code, affair.name.zh, affair.name.en);
    let (states, attempts) = (proof.states, proof.attempts);
    say!("    {states}种状态、试办{attempts}次 / {states} states, {attempts} attempts");
    for claim in &proof.claims {
        say!("    · {}", claim.zh);
        say!("      {}", claim.en);
    }
}

/// The claim that does not hold, and the road to it as a story of people, in one language and then in the other.
fn print_counter_example(affair: &Affair, counter: &CounterExample) {
    let at = counter.at.as_ref().map_or_else(String::new, |at| format!(" {at}"));
    say!("✗ {} {} / {}{at}", affair.code, affair.name.zh, affair.name.en);
    say!("    {}", counter.claim.zh);
    for (place, act) in counter.story.iter().enumerate() {
        say!("      {}. {}", place + 1, act.zh);
    }
    say!("    {}", counter.claim.en);
    for (place, act) in counter.story.iter().enumerate() {
        say!("      {}. {}", place + 1, act.en);
    }
}

/// Reads a rule book, or says every fault of every file.
pub(crate) fn read(files: &[RuleFile], layers: &[String]) -> Result<RuleBook, String> {
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    RuleBook::read(files, &layers)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
