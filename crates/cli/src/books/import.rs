//! `qingcun books import`: vouchers of another program, tried first and then taken over, two thousand at a time. Broken off, it goes on
//! where it stopped: what is in the books already is known by its mark.

use super::Bar;
use crate::installation::Installation;
use crate::{At, of};
use capital::{ImportVouchers, PrepareVouchers, TakeOver};
use clap::Args;
use intake::{Drafted, Report};
use office::{Desk, sign_in};
use sheet::Limits;
use std::io::{BufRead, stdin};
use std::path::PathBuf;
use std::process::ExitCode;
use village::{Hash, PersonId, Place, Stop};

/// How many vouchers one transaction takes: enough that its commit costs little, few enough that the next are ready when it is done.
const AT_A_TIME: usize = 2_000;

/// How many faults are told.
const MOST_FAULTS: usize = 1_000;

#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    at: At,
    /// The folder of a demonstration county, instead of a configuration
    #[arg(long, conflicts_with = "config")]
    data: Option<PathBuf>,
    /// The village, by its twelve digits
    #[arg(long)]
    village: String,
    /// Which program the vouchers come from
    #[arg(long, default_value = "旧账套")]
    source: String,
    /// The account codes are those of the chart of 2004
    #[arg(long)]
    former: bool,
    /// Prepares (with --paper) or takes over what the township confirmed, signed in under this name; the password is read from the standard input
    #[arg(long)]
    name: Option<String>,
    /// The signed list of what is handed over, as picture or PDF: with it the file is prepared for the township to confirm
    #[arg(long, requires = "name")]
    paper: Option<PathBuf>,
    /// The vouchers, as CSV or XLSX
    file: PathBuf,
}

/// Tries the file; with a name, takes it over. Exit code 1 when something is wrong with it, and nothing is taken then.
pub(crate) fn run(import: &Import) -> Result<ExitCode, String> {
    let place = Place::new(import.village.trim())
        .map_err(|error| format!("`{}` 不是村的编码 / is no village: {error}", import.village))?;
    let (report, file) = tried(import, &place)?;
    for fault in report.faults.iter().take(MOST_FAULTS) {
        let words = fault.words_in(&report.sheet);
        say!("✗ {} / {}", words.zh, words.en);
    }
    if report.faults.len() > MOST_FAULTS {
        let more = report.faults.len() - MOST_FAULTS;
        say!("✗ 还有{more}处 / and {more} more");
    }
    for note in &report.notes {
        say!("{} / {}", note.zh, note.en);
    }
    let (found, right, again) = (report.found, report.vouchers.len(), report.again);
    say!(
        "{found}张凭证，{right}张可以导入，{again}张以前导入过 / {found} vouchers, {right} to take, {again} taken before"
    );
    if !report.faults.is_empty() {
        say!("什么都没有导入 / nothing was taken");
        return Ok(ExitCode::from(1));
    }
    match &import.name {
        None => say!(
            "只是试算；送审请加 --name 和 --paper，乡镇确认后用同一个文件加 --name 导入 / only tried; prepare it with --name and --paper, and once the township has confirmed it take the same file over with --name"
        ),
        Some(name) if import.paper.is_some() => prepare(import, &place, name, report.vouchers, file)?,
        Some(name) => take(import, &place, name, report.vouchers, file)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What a file holds, and what is wrong with it.
fn tried(import: &Import, place: &Place) -> Result<(Report, Hash), String> {
    let path = import.file.as_path();
    let bytes =
        std::fs::read(path).map_err(|error| format!("读不了`{0}` / cannot read `{0}`: {error}", path.display()))?;
    let limits = Limits { file_bytes: 512 << 20, unpacked_bytes: 2 << 30, rows: 3_000_000, ..Limits::default() };
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("vouchers");
    let (table, merged) = sheet::read_merged(name, &bytes, &limits).map_err(|error| {
        let words = error.words();
        format!("{} / {}", words.zh, words.en)
    })?;
    let installation = open(import)?;
    let office = &installation.office;
    let desk = Desk::unnamed(office, office.clock().now());
    let books = office.read(|reader| capital::state_of(reader, &desk, place)).map_err(|fault| fault.chain())?;
    let mut books = books.ok_or_else(|| format!("{place}还没有建账 / {place} has no books"))?;
    let chart = books.chart.clone();
    let mut report = intake::read_vouchers(&table, &merged, &chart, import.former);
    let known =
        office.read(|reader| capital::known_marks(reader, place, &report.vouchers)).map_err(|fault| fault.chain())?;
    let before = report.vouchers.len();
    report.vouchers.retain(|voucher| !known.contains(&voucher.mark));
    report.again = before - report.vouchers.len();
    let until = office.read(|reader| Ok(capital::history_until(reader, place))).map_err(|fault| fault.chain())?;
    let until = until.map_err(stopped)?;
    if let Ok(columns) = intake::voucher_columns(&table.header) {
        report.faults.extend(intake::check_vouchers(&mut books, &report.vouchers, &columns, until));
        report.faults.sort_by_key(|fault| fault.row);
    }
    Ok((report, intake::file_hash(&bytes)))
}

fn open(import: &Import) -> Result<Installation, String> {
    let config = of(&import.at, import.data.clone())?;
    Installation::open(&config)
}

fn take(import: &Import, place: &Place, name: &str, vouchers: Vec<Drafted>, file: Hash) -> Result<(), String> {
    let installation = open(import)?;
    let office = &installation.office;
    let person = signed_in(&installation, name)?;
    let mut bar = Bar::begin("taking vouchers over 导入凭证");
    let all = vouchers.len();
    let desk = || Desk::of(office, &person, office.clock().now());
    let begun = desk().map_err(|fault| fault.chain())?;
    let begun = office.read(|reader| Ok(TakeOver::begin(reader, &begun, place, &import.source, (file, import.former))));
    let take_over = begun.map_err(|fault| fault.chain())?.map_err(stopped)?;
    let mut rest = vouchers.into_iter();
    let parts = std::iter::from_fn(move || {
        let part: Vec<Drafted> = rest.by_ref().take(AT_A_TIME).collect();
        (!part.is_empty()).then_some(Ok(part))
    });
    let mut done = 0;
    let told = |many: usize| {
        done += many;
        bar.at(u64::try_from(done).unwrap_or(0), u64::try_from(all).unwrap_or(0));
    };
    take_over.all(parts, desk, told).map_err(stopped)?;
    bar.end();
    say!("导入了{done}张凭证 / {done} vouchers were taken over");
    Ok(())
}

/// The totals of the file and the signed list wait for the township.
fn prepare(import: &Import, place: &Place, name: &str, vouchers: Vec<Drafted>, file: Hash) -> Result<(), String> {
    let path = import.paper.as_deref().unwrap_or_else(|| std::path::Path::new(""));
    let bytes =
        std::fs::read(path).map_err(|error| format!("读不了`{0}` / cannot read `{0}`: {error}", path.display()))?;
    let installation = open(import)?;
    let office = &installation.office;
    let person = signed_in(&installation, name)?;
    let paper = office.files().put(&bytes).map_err(stopped)?;
    let desk = Desk::of(office, &person, office.clock().now()).map_err(|fault| fault.chain())?;
    let (many, source) = (vouchers.len(), import.source.clone());
    let taking = ImportVouchers { village: place.clone(), source, file, former: import.former, vouchers };
    office.perform(&desk, PrepareVouchers { import: taking, paper }).map_err(stopped)?;
    say!("{many}张凭证已送审，等乡镇干部确认 / {many} vouchers are prepared; the township is to confirm them");
    say!("文件的核对码 / the file's fingerprint: {file}");
    Ok(())
}

/// Whoever takes them over is who they say they are.
fn signed_in(installation: &Installation, name: &str) -> Result<PersonId, String> {
    eprint!("密码 / password: ");
    let mut password = String::new();
    stdin()
        .lock()
        .read_line(&mut password)
        .map_err(|error| format!("读不了密码 / cannot read the password: {error}"))?;
    let Installation { office, directory } = installation;
    let now = office.clock().now();
    let opened = sign_in::open(office, directory, name, password.trim_end_matches(['\n', '\r']), "terminal", now);
    let opened = opened.map_err(stopped)?;
    // The session was only to find out; nobody goes on with it.
    directory.close_session(&sign_in::token_hash(&opened.token)).map_err(|fault| fault.chain())?;
    if opened.must_change {
        return Err("请先在网页上登录并改密码 / sign in on the page first and change the password".to_owned());
    }
    let found = directory.sign_in_by_name(name).map_err(|fault| fault.chain())?;
    found.map(|found| found.person).ok_or_else(|| format!("没有登录名`{name}` / there is no sign-in `{name}`"))
}

fn stopped(stop: Stop) -> String {
    match stop {
        Stop::Refused(refusal) => {
            let mut lines = vec![format!("{} / {}", refusal.words.zh, refusal.words.en)];
            lines.extend(refusal.faults.iter().map(|fault| format!("✗ {} / {}", fault.words.zh, fault.words.en)));
            lines.join("\n")
        }
        Stop::Failed(fault) => fault.chain(),
    }
}
