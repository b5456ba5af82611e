//! `qingcun rules bpmn`: flows as BPMN 2.0 files, for other people's tools.

use super::{compare, folder, read};
use crate::At;
use crate::clock::SystemClock;
use procedure::RuleBook;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use village::{Clock, Day, Language, Place};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The affair, such as C1; all of them when left out, which needs --out
    affair: Option<String>,
    /// A folder of rules, `shipped` for those of the program, or `in-force` for the county's
    #[arg(long, default_value = "shipped")]
    rules: String,
    #[command(flatten)]
    at: At,
    /// The layers, from the nation down; the configuration's when left out
    #[arg(long, value_delimiter = ',')]
    layers: Vec<String>,
    /// The day for which the flow is drawn, such as 2026-03-12; today when left out
    #[arg(long)]
    day: Option<String>,
    /// The code of a township or village whose own layer counts
    #[arg(long)]
    place: Option<String>,
    /// Names in English
    #[arg(long)]
    english: bool,
    /// The folder into which each affair is written as a file; printed when left out
    #[arg(long)]
    out: Option<PathBuf>,
}

pub(super) fn bpmn(options: &Options) -> Result<ExitCode, String> {
    let day: Day = match &options.day {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a day; write one such as 2026-03-12"))?,
        None => SystemClock.now().day(),
    };
    let book = book(options)?;
    let book = match &options.place {
        Some(code) => {
            let place = Place::new(code.as_str()).map_err(|_| format!("`{code}` is not the code of a place"))?;
            book.at(&place, day)
        }
        None => Place::new("000000").map_or_else(|_| Arc::clone(&book), |nowhere| book.at(&nowhere, day)),
    };
    let language = if options.english { Language::En } else { Language::Zh };
    match (&options.affair, &options.out) {
        (None, None) => Err("name an affair, such as C1, or a folder for all of them with --out".to_owned()),
        (Some(code), out) => {
            let affair = book.affair(code).ok_or_else(|| format!("the rules have no affair `{code}`"))?;
            let file = procedure::bpmn(&book, affair, language, day);
            match out {
                Some(folder) => write(folder, code, &file)?,
                None => say!("{}", file.trim_end()),
            }
            Ok(ExitCode::SUCCESS)
        }
        (None, Some(folder)) => {
            for (code, affair) in &book.affairs {
                write(folder, code, &procedure::bpmn(&book, affair, language, day))?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn book(options: &Options) -> Result<Arc<RuleBook>, String> {
    if options.rules == "in-force" {
        return compare::current(&options.at);
    }
    let own = (options.rules != "shipped").then(|| Path::new(&options.rules));
    let layers = compare::layers_of(&options.at, &options.layers)?;
    Ok(Arc::new(read(&folder::gather(own, &layers)?, &layers)?))
}

fn write(folder: &Path, code: &str, file: &str) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("cannot make the folder `{}`: {e}", folder.display()))?;
    let path = folder.join(format!("{code}.bpmn"));
    std::fs::write(&path, file).map_err(|e| format!("cannot write `{}`: {e}", path.display()))?;
    say!("{}", path.display());
    Ok(())
}
