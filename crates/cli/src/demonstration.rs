//! `qingcun demo`: an invented county, made by real deeds, served at once.

mod child;
mod folder;
mod household;
mod made;
mod sign_ins;

pub(crate) use child::NAME as MAKING;
pub(crate) use made::run as make_ready;

use crate::config::MessagesConfig;
use crate::installation::{Installation, demonstration};
use crate::{clock, config, serve, table};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use village::{Place, Words};

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

/// The file that says that the folder holds a whole demonstration county.
const MARK: &str = "demonstration";

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
    // What making a county and hashing passwords leaves in memory goes with the process that did it.
    let Ready { days, village, rows, household } = match child::ready(options)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    if days > 0 {
        eprintln!("县里的时钟快{days}天 / the county's clock is {days} days ahead");
    }
    let mut config = demonstration(&options.data);
    config.serve.public_url.clone_from(&options.public_url);
    // Nobody is sent anything: what would go to a telephone lies in this file.
    config.messages = Some(MessagesConfig { program: Vec::new(), file: Some(options.data.join("messages.jsonl")) });
    let installation = Installation::open_at(&config, Arc::new(clock::ClockAhead { days }))?;
    serve::serve(&config, listener, installation, None, |_, url| {
        announce(url, &village, &rows, household.as_ref());
    })
}

/// A county that is there, and who may sign in to it: what the process that made it tells the one that serves it.
#[derive(Serialize, Deserialize)]
struct Ready {
    /// How many days its clock is ahead.
    days: u32,
    /// Its first village.
    village: Place,
    rows: Vec<Row>,
    /// A household that has a code, where there is one.
    household: Option<Household>,
}

/// A household's code on paper, with the name of somebody who lives there.
#[derive(Serialize, Deserialize)]
struct Household {
    name: String,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct Row {
    posts: Words,
    name: String,
    sign_in: String,
    password: String,
}

fn announce(url: &str, village: &Place, rows: &[Row], household: Option<&Household>) {
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
    say!("大厅屏幕 the screen in its hall:  {url}/screen/{}", demo::screen_of(village));
    if let Some(Household { name, code }) = household {
        say!("我家的信息 a household's own pages:  {url}/household  {name}  {code}");
    }
    say!("工作台 the officials' pages:  {url}/sign-in");
    say!(
        "Ctrl-C 停止 stops it; 再次运行会接着用，密码会换新 the next run goes on with the same county, with new passwords"
    );
}
