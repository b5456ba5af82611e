//! `qingcun books export`: a village's books as text files; `qingcun audit`: the same checked without server or database.

mod import;

use crate::clock::SystemClock;
use crate::config::Config;
use crate::installation::Installation;
use crate::{At, of};
use archive::Query;
use capital::{CaseSeen, Export};
use clap::Subcommand;
use office::Desk;
use procedure::FactValue;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use village::{Fault, Place};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes a village's books as text files that `qingcun audit`, a spreadsheet and `hledger` read 导出
    Export {
        #[command(flatten)]
        at: At,
        /// The folder of a demonstration county, instead of a configuration
        #[arg(long, conflicts_with = "config")]
        data: Option<PathBuf>,
        /// The village, by its twelve digits
        #[arg(long)]
        village: String,
        /// The folder to write; it must not be there yet
        #[arg(long)]
        out: PathBuf,
    },
    /// Takes over vouchers of another program, after trying them 导入旧凭证
    Import(import::Import),
}

pub(crate) fn run(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Import(import) => import::run(&import),
        Command::Export { at, data, village, out } => export(&at, data, &village, &out),
    }
}

fn export(at: &At, data: Option<PathBuf>, village: &str, out: &Path) -> Result<ExitCode, String> {
    let place =
        Place::new(village.trim()).map_err(|error| format!("`{village}` 不是村的编码 / is no village: {error}"))?;
    if out.exists() {
        return Err(format!(
            "`{0}`已经有了，请换一个文件夹 / `{0}` is there already: name another folder",
            out.display()
        ));
    }
    let export = take(&of(at, data)?, &place)?;
    let failed = |what: &Path, error| format!("写不了`{0}` / cannot write `{0}`: {error}", what.display());
    fs::create_dir_all(out).map_err(|error| failed(out, error))?;
    for (name, text) in &export.files {
        let path = out.join(name);
        fs::write(&path, text).map_err(|error| failed(&path, error))?;
    }
    let (vouchers, files) = (export.vouchers, export.files.len());
    say!("{place}: {vouchers}张凭证，{files}个文件 / {vouchers} vouchers in {files} files: {}", out.display());
    say!("核对 / check it: qingcun audit {}", out.display());
    Ok(ExitCode::SUCCESS)
}

fn take(config: &Config, village: &Place) -> Result<Export, String> {
    let installation = Installation::open_as_it_is(config, Arc::new(SystemClock))?;
    let office = &installation.office;
    // What happened since the last checkpoint is to be proved too.
    office.archive().checkpoint(office.clock().now()).map_err(|fault| fault.chain())?;
    let desk = Desk::unnamed(office, office.clock().now());
    let mut bar = Bar::begin("reading the log 读取日志");
    let made = office.read(|reader| {
        let Some(mut export) = capital::export(reader, &desk, village, &mut |done, all| bar.at(done, all))? else {
            return Ok(None);
        };
        let cases = export.cases.clone();
        let seen = cases.iter().map(|case| case_seen(reader, case)).collect::<Result<Vec<_>, Fault>>()?;
        export.with_cases(&seen);
        export.sign(office.archive())?;
        Ok(Some(export))
    });
    bar.end();
    let export = made.map_err(|fault| fault.chain())?;
    export.ok_or_else(|| format!("{village}还没有建账 / {village} has no books"))
}

fn case_seen(query: &mut dyn Query, id: &village::CaseId) -> Result<CaseSeen, Fault> {
    let case = affairs::case(query, id)?.ok_or_else(|| Fault::new(format!("the case `{id}` of a voucher is gone")))?;
    let refunded_fen = match case.facts.get("refunded_fen") {
        Some(FactValue::Int(fen)) => *fen,
        _ => 0,
    };
    let acts = affairs::acts(query, id)?.len();
    Ok(CaseSeen { case: id.clone(), affair: case.affair, acts, paid_fen: case.paid_fen.0, refunded_fen })
}

/// Checks the folder of an export. Exit code 1 when something does not agree.
pub(crate) fn audit(folder: &Path) -> Result<ExitCode, String> {
    let failed = |error| format!("读不了`{0}` / cannot read `{0}`: {error}", folder.display());
    let mut files = BTreeMap::new();
    for file in fs::read_dir(folder).map_err(failed)? {
        let path = file.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| path.is_file()) else { continue };
        let bytes = fs::read(&path).map_err(failed)?;
        let text =
            String::from_utf8(bytes).map_err(|_| format!("`{name}`不是UTF-8文本 / `{name}` is no UTF-8 text"))?;
        files.insert(name.to_owned(), text);
    }
    let mut bar = Bar::begin("checking proofs 核对证明");
    let found = capital::audit(&files, &mut |done, all| bar.at(done, all));
    bar.end();
    let found = found?;
    let (origin, entries, size, vouchers) = (found.origin, found.entries, found.size, found.vouchers);
    say!(
        "{origin}：日志{size}条记录中的{entries}条，{vouchers}张凭证 / {entries} entries of a log of {size}, {vouchers} vouchers"
    );
    match found.kept {
        Some(kept) => say!(
            "收据、银行、合同、资产、预算、成员的记录{kept}条 / {kept} entries of receipts, bank, contracts, property, budget, members"
        ),
        None => say!("导出里没有登记簿，这一项没有核对 / the export holds no registers: they were not checked"),
    }
    match found.members {
        Some(members) => {
            let shared = found.distributions;
            say!("成员名册{members}人，{shared}次分配 / a register of {members} members, {shared} distributions");
        }
        None => {
            say!("导出里没有成员名册，这一项没有核对 / the export holds no register of members: that was not checked")
        }
    }
    say!("请和村页面的“日志”比对 / compare with the published log: {}", found.root);
    for finding in &found.findings {
        say!("✗ {}：{} / {}", finding.place, finding.what.zh, finding.what.en);
    }
    if found.findings.is_empty() {
        say!("✓ 全部一致 / everything agrees");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}

/// A line that says how far long work has come; nothing of it is seen when the work is short.
struct Bar {
    what: &'static str,
    begun: Instant,
    told: Option<Instant>,
}

impl Bar {
    fn begin(what: &'static str) -> Self {
        Self { what, begun: Instant::now(), told: None }
    }

    fn at(&mut self, done: u64, all: u64) {
        let since = self.told.unwrap_or(self.begun).elapsed();
        if since < Duration::from_millis(500) {
            return;
        }
        self.told = Some(Instant::now());
        let percent = done.saturating_mul(100).checked_div(all).unwrap_or(100);
        eprint!("\r{} {percent}% ({done}/{all})", self.what);
    }

    fn end(&self) {
        if self.told.is_some() {
            eprintln!("\r{} 100%", self.what);
        }
    }
}
