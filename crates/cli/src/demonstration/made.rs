//! Makes the county of a demonstration and its sign-ins: in a process of its own, which then ends.

use super::{MARK, Options, Ready, household, sign_ins};
use crate::config::Config;
use crate::installation::{Installation, beside, demonstration, flush, stopped};
use crate::{clock, serve};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use village::Clock;

const SEED: u64 = 2026;
const VILLAGES: u16 = 12;

/// How this process ends when the one that waits for it has gone.
const ALONE: i32 = 3;

/// Makes the county where there is none, lets days pass, gives the sign-ins their passwords, and says so on standard output.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    serve::log_to_stderr();
    end_with_whoever_waits();
    let firsts = sign_ins::Firsts::begin();
    if options.data.join(MARK).exists() {
        going_on(options);
    } else {
        make(options)?;
    }
    let days = pass(&options.data, options.pass_days)?;
    let installation = Installation::open_at(&demonstration(&options.data), Arc::new(clock::ClockAhead { days }))?;
    let (village, rows) = sign_ins::give(&installation, &firsts)?;
    let household = household::give_one(&installation, &village)?;
    let ready = serde_json::to_string(&Ready { days, village, rows, household }).map_err(|error| error.to_string())?;
    say!("{ready}");
    Ok(ExitCode::SUCCESS)
}

/// Standard input is held open by the process that waits. When that is stopped, however it is, this one must not go on.
fn end_with_whoever_waits() {
    std::thread::spawn(|| {
        let mut input = std::io::stdin().lock();
        while input.read(&mut [0; 16]).is_ok_and(|read| read > 0) {}
        std::process::exit(ALONE)
    });
}

/// From which seed and of how many villages the county in the folder was made, as its mark tells.
fn made_from(data: &Path) -> (Option<u64>, Option<u16>) {
    let mark = std::fs::read_to_string(data.join(MARK)).unwrap_or_default();
    let told = |name: &str| mark.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    (told("seed ").and_then(|seed| seed.parse().ok()), told("villages ").and_then(|many| many.parse().ok()))
}

/// Says so when the county that is there is not the one that was asked for.
fn going_on(options: &Options) {
    let (seed, villages) = made_from(&options.data);
    let other_seed = options.seed.is_some_and(|asked| seed != Some(asked));
    let other_many = options.villages.is_some_and(|asked| villages != Some(asked));
    if other_seed || other_many {
        let number = |known: Option<u64>| known.map_or_else(|| "?".to_owned(), |known| known.to_string());
        let (seed, many) = (number(seed), number(villages.map(u64::from)));
        eprintln!(
            "接着用已有的县（种子{seed}，{many}个村），--seed、--villages 这次不起作用；要重做请加 --fresh\n\
             going on with the county that is there (seed {seed}, {many} villages); --seed and --villages do nothing \
             now: --fresh makes a new one"
        );
    }
}

/// How many days the county's clock is ahead, after `more` have passed. It is kept with the county and never goes back.
fn pass(data: &Path, more: u32) -> Result<u32, String> {
    let kept = data.join("days-passed");
    let wrong = |error: &dyn std::fmt::Display| format!("`{}`: {error}", kept.display());
    let before: u32 = match std::fs::read_to_string(&kept) {
        Ok(text) => text.trim().parse().map_err(|error| wrong(&error))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(wrong(&error)),
    };
    let days = before.saturating_add(more);
    if more > 0 {
        let beside = kept.with_extension("part");
        std::fs::write(&beside, format!("{days}\n"))
            .and_then(|()| std::fs::rename(&beside, &kept))
            .map_err(|e| wrong(&e))?;
    }
    Ok(days)
}

/// Makes the county beside its place and puts it there whole, so that stopping half-way leaves nothing.
fn make(options: &Options) -> Result<(), String> {
    let data = &options.data;
    if data.exists() && data.read_dir().map_err(|e| e.to_string())?.next().is_some() {
        return Err(format!(
            "`{0}`里有别的东西，不是演示县；请换一个 --data / \
             `{0}` is not empty and holds no demonstration county; choose another --data",
            data.display()
        ));
    }
    let making = beside(data);
    if making.exists() {
        std::fs::remove_dir_all(&making).map_err(|error| format!("cannot remove `{}`: {error}", making.display()))?;
    }
    let (seed, villages) = (options.seed.unwrap_or(SEED), options.villages.unwrap_or(VILLAGES));
    eprintln!("正在生成{villages}个村的县（种子{seed}）… / making a county of {villages} villages from seed {seed} …");
    let config: Config = demonstration(&making);
    let installation = Installation::make(&config)?;
    let plan = demo::Plan {
        seed,
        villages: usize::from(villages),
        today: clock::SystemClock.now(),
        layers: config.layers.clone(),
    };
    let made = demo::make(&installation.office, &plan).map_err(stopped)?;
    if let Some(village) = made.villages.first() {
        let place = &village.place;
        demo::show(&installation.office, place, print::font(), plan.today).map_err(stopped)?;
        household::give_all(&installation, place, plan.today)?;
    }
    installation.office.archive().checkpoint(plan.today).map_err(|fault| fault.chain())?;
    drop(installation);
    std::fs::write(making.join(MARK), format!("seed {seed}\nvillages {villages}\n"))
        .map_err(|error| error.to_string())?;
    flush(&making).map_err(|error| format!("cannot write `{}` to disk: {error}", making.display()))?;
    if data.exists() {
        std::fs::remove_dir(data).map_err(|error| error.to_string())?;
    }
    std::fs::rename(&making, data).map_err(|error| format!("cannot put `{}` in place: {error}", data.display()))?;
    eprintln!("{} villages, {} steps of cases", made.villages.len(), made.steps);
    Ok(())
}
