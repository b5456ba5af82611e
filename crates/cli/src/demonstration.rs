//! `qingcun demo`: an invented county, made by real deeds, served at once.

mod folder;

use crate::config::{self, Config};
use crate::installation::{Installation, beside, demonstration, flush, stopped};
use crate::{clock, serve, table};
use archive::Query;
use office::{roster, sign_in};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;
use village::{Clock, Day, Fault, Level, PersonId, Place, Post, Words};

/// Makes the county on the first run, and goes on with it on the next.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on; 0.0.0.0 opens it to phones on the same network
    #[arg(long, default_value = "127.0.0.1")]
    listen: IpAddr,
    /// The address that QR codes hold, such as http://192.0.2.7:8080, when it is not the one listened on
    #[arg(long)]
    public_url: Option<String>,
    /// The folder that holds the county
    #[arg(long, default_value = "demo-data")]
    data: PathBuf,
    /// The seed from which a new county is made; 2026 when left out
    #[arg(long)]
    seed: Option<u64>,
    /// How many villages a new county has; 12 when left out
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=2000))]
    villages: Option<u16>,
    /// Lets so many days pass in the county before it is served, so that a publicity can be seen to end
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=366))]
    pass_days: u32,
    /// Throws the county in the folder away and makes a new one; a folder with anything else in it is left alone
    #[arg(long)]
    fresh: bool,
}

const SEED: u64 = 2026;
const VILLAGES: u16 = 12;

pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    serve::log_to_stderr();
    if let Some(words) = options.public_url.as_deref().and_then(config::url_fault) {
        return Err(format!("--public-url: {} / {}", words.zh, words.en));
    }
    // Before anything is made or thrown away: nobody waits for a county that then cannot be served.
    let _alone = folder::alone(&options.data)?;
    let listener = serve::bind(SocketAddr::new(options.listen, options.port), Some("--port"))?;
    if options.fresh {
        folder::throw_away(&options.data)?;
    }
    if options.data.join(MARK).exists() {
        going_on(options);
    } else {
        make(options)?;
    }
    let mut config = demonstration(&options.data);
    config.serve.public_url.clone_from(&options.public_url);
    let days = pass(&options.data, options.pass_days)?;
    if days > 0 {
        eprintln!("县里的时钟快{days}天 / the county's clock is {days} days ahead");
    }
    let installation = Installation::open_at(&config, Arc::new(clock::ClockAhead { days }))?;
    let (village, rows) = sign_ins(&installation)?;
    serve::serve(&config, listener, installation, None, |_, url| announce(url, &village, &rows))
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

/// The file that says that the folder holds a whole demonstration county.
const MARK: &str = "demonstration";

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

struct Row {
    posts: Words,
    name: String,
    sign_in: String,
    password: String,
}

/// A sign-in for every post of the first village, its township and the county, with passwords made for this run.
fn sign_ins(installation: &Installation) -> Result<(Place, Vec<Row>), String> {
    let office = &installation.office;
    let now = office.clock().now();
    let village = office
        .read(|reader| Ok(roster::divisions_of(reader, Level::Village)?.into_iter().next()))
        .map_err(|fault| fault.chain())?
        .ok_or("the county has no village")?
        .place;
    let people = office.read(|reader| cast(reader, &village, now.day())).map_err(|fault| fault.chain())?;
    let name_of = |posts: &[Post]| posts.first().map_or("villager", |post| post.code()).to_owned();
    // Passwords are slow to hash, so that they are slow to guess: a thread for each core. Not one for each person: a hash
    // takes 19 MiB of memory while it is made.
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = people.len().div_ceil(cores).max(1);
    let passwords: Result<Vec<Vec<String>>, String> = std::thread::scope(|scope| {
        let make = |part: &[(PersonId, String, Vec<Post>)]| {
            part.iter().map(|(id, _, posts)| set(installation, id, &name_of(posts))).collect()
        };
        let threads: Vec<_> = people.chunks(share).map(|part| scope.spawn(move || make(part))).collect();
        let made = |thread: ScopedJoinHandle<'_, _>| thread.join().map_err(|_| "a password was not made".to_owned())?;
        threads.into_iter().map(made).collect()
    });
    let mut rows = Vec::new();
    for ((_, name, posts), password) in people.iter().zip(passwords?.into_iter().flatten()) {
        let sign_in = name_of(posts);
        let titles: BTreeMap<usize, Words> = posts.iter().map(|post| post.title()).enumerate().collect();
        let join = |say: fn(&Words) -> &str, gap: &str| titles.values().map(say).collect::<Vec<_>>().join(gap);
        let posts = Words::new(join(|w| &w.zh, "、"), join(|w| &w.en, ", "));
        rows.push(Row { posts, name: name.clone(), sign_in, password });
    }
    Ok((village, rows))
}

/// Who is signed in as: for every post the last who holds it, and for the villager one who is nothing else.
fn cast(reader: &mut dyn Query, village: &Place, today: Day) -> Result<Vec<(PersonId, String, Vec<Post>)>, Fault> {
    let mut people: Vec<(PersonId, String, Vec<Post>)> = Vec::new();
    for post in Post::ALL {
        let at = village.at(post.level()).unwrap_or_else(|| village.clone());
        let mut holders = roster::persons_with(reader, &at, *post, today)?;
        if matches!(post, Post::Villager | Post::Member) {
            let mut ordinary = Vec::new();
            for holder in holders {
                let held = roster::mandates_of(reader, &holder.mandate.person, today)?;
                if held.iter().all(|mandate| matches!(mandate.post, Post::Villager | Post::Member)) {
                    ordinary.push(holder);
                }
            }
            holders = ordinary;
        }
        let Some(holder) = holders.into_iter().next_back() else { continue };
        match people.iter_mut().find(|(id, _, _)| *id == holder.mandate.person) {
            Some((_, _, posts)) => posts.push(*post),
            None => people.push((holder.mandate.person, holder.name, vec![*post])),
        }
    }
    Ok(people)
}

/// Sets this run's password. The demonstration does not ask for a change: everybody who looks may sign in as everybody.
fn set(installation: &Installation, person: &PersonId, name: &str) -> Result<String, String> {
    let Installation { office, directory } = installation;
    match sign_in::reset(office, directory, name, false) {
        Ok(password) => Ok(password),
        Err(village::Stop::Refused(_)) => {
            sign_in::give_at_terminal(office, directory, person, name, false).map_err(stopped)
        }
        Err(stop) => Err(stopped(stop)),
    }
}

fn announce(url: &str, village: &Place, rows: &[Row]) {
    let page = format!("{url}/v/{village}");
    let mut lines = vec![vec!["岗位 post".into(), "姓名 name".into(), "登录名 sign-in".into(), "密码 password".into()]];
    lines.extend(
        rows.iter().map(|row| vec![row.posts.zh.clone(), row.name.clone(), row.sign_in.clone(), row.password.clone()]),
    );
    for line in table::lines(&lines) {
        say!("{line}");
    }
    say!();
    match fast_qr::QRBuilder::new(page.as_str()).build() {
        Ok(code) => say!("{}", code.to_str()),
        Err(error) => eprintln!("the QR code could not be drawn: {error}"),
    }
    say!("村务公开 the village's page:  {page}");
    say!("工作台 the officials' pages:  {url}/sign-in");
    say!("Ctrl-C 停止 stops it; 再次运行会接着用 the next run goes on with the same county");
}
