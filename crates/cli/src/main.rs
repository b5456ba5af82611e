//! The program `qingcun`.

#[macro_use]
mod say;

mod books;
mod check;
mod clock;
mod config;
mod county;
mod demonstration;
mod installation;
mod jobs;
mod mail;
mod messages;
mod people;
mod reach;
mod rules;
mod search;
mod serve;
mod table;
mod there;
mod verify;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 清村 Qingcun: villagers see, check and question what is done with their village's money and power.
#[derive(Parser)]
#[command(name = "qingcun", version, about, max_term_width = 100)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes an invented county and serves it: the quickest way to see everything 演示
    Demo(demonstration::Options),
    /// Makes a demonstration's county: started by `demo`, which serves it
    #[command(name = demonstration::MAKING, hide = true)]
    DemoCounty(demonstration::Options),
    /// Serves a county 运行
    Serve {
        #[command(flatten)]
        at: At,
    },
    /// Re-reads every value, recomputes the log, derives the tables anew, and takes every act once more 核验
    Verify {
        #[command(flatten)]
        at: At,
        /// The folder of a demonstration county, instead of a configuration
        #[arg(long, conflicts_with = "config")]
        data: Option<PathBuf>,
    },
    /// Checks a file of evidence from a public page, without a store and without a network 核对凭据
    Check {
        /// The file, such as qingcun-123.json
        file: PathBuf,
        /// The log's public key as you know it: it stands on the page /log
        #[arg(long)]
        key: Option<String>,
    },
    /// Declares that the store was put back from a copy, in an entry that everybody can read 恢复说明
    Restore {
        #[command(flatten)]
        at: At,
        /// The folder of a demonstration county, instead of a configuration
        #[arg(long, conflicts_with = "config")]
        data: Option<PathBuf>,
        /// What happened, and which copy was put back
        #[arg(long)]
        reason: String,
    },
    /// Draws the index anew by which the county is searched; `serve` keeps it current 查找
    Search {
        #[command(flatten)]
        at: At,
        /// The folder of a demonstration county, instead of a configuration
        #[arg(long, conflicts_with = "config")]
        data: Option<PathBuf>,
    },
    /// A village's books 账簿
    #[command(subcommand)]
    Books(books::Command),
    /// Checks an export of a village's books: no server, no database 审计
    Audit {
        /// The folder that `qingcun books export` wrote
        folder: PathBuf,
    },
    /// The rules as data 规则
    #[command(subcommand)]
    Rules(rules::Command),
    /// A county's places and people 县
    #[command(subcommand)]
    County(county::Command),
    /// Sign-ins 登录
    #[command(subcommand)]
    People(people::Command),
    /// The configuration 配置
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Reads the configuration and says what is wrong with it
    Check {
        #[command(flatten)]
        at: At,
    },
    /// Prints the configuration in force, with nothing secret
    Show {
        #[command(flatten)]
        at: At,
    },
}

/// Which installation.
#[derive(clap::Args, Clone)]
struct At {
    /// The configuration file
    #[arg(long, default_value = "qingcun.toml")]
    config: PathBuf,
}

impl At {
    fn read(&self) -> Result<config::Config, String> {
        config::Config::read(&self.config).map_err(|faults| faults.join("\n"))
    }
}

/// The installation of a configuration, or of a demonstration's folder.
fn of(at: &At, data: Option<PathBuf>) -> Result<config::Config, String> {
    data.map_or_else(|| at.read(), |data| Ok(installation::demonstration(&data)))
}

fn main() -> ExitCode {
    let program = Program::parse();
    match run(program.command) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("qingcun: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Demo(options) => demonstration::run(&options),
        Command::DemoCounty(options) => demonstration::make_ready(&options),
        Command::Serve { at } => serve::run(&at.read()?),
        Command::Verify { at, data } => verify::run(&of(&at, data)?),
        Command::Check { file, key } => check::run(&file, key.as_deref()),
        Command::Restore { at, data, reason } => {
            let clock = std::sync::Arc::new(clock::SystemClock);
            reach::restore(&installation::Installation::open_as_it_is(&of(&at, data)?, clock)?, &reason)
        }
        Command::Search { at, data } => search::run(&of(&at, data)?),
        Command::Books(command) => books::run(command),
        Command::Audit { folder } => books::audit(&folder),
        Command::Rules(command) => rules::run(&command),
        Command::County(command) => county::run(&command),
        Command::People(command) => people::run(&command),
        Command::Config(ConfigCommand::Check { at }) => {
            let config = at.read()?;
            let (_, book) = rules::of_config(&config)?;
            rules::tell(&book);
            for note in config.notes() {
                eprintln!("{note}");
            }
            say!("{}: 没有问题 / in order", at.config.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Config(ConfigCommand::Show { at }) => {
            say!("{}", at.read()?.show().trim_end());
            Ok(ExitCode::SUCCESS)
        }
    }
}
