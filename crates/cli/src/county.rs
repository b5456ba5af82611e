//! `qingcun county`: founding a county from the official division codes and a roster.

use crate::At;
use crate::installation::{Installation, stopped, write_secret};
use clap::Subcommand;
use office::roster::{AddDivisions, ImportRoster, NewPerson};
use office::{AdoptRules, Desk, sign_in};
use sheet::Limits;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use village::{Division, Level, Place};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Makes a county's store from the official division codes, with its rules and its first people
    Add(AddOptions),
    /// Writes a blank roster sheet with explanations
    Template {
        /// Where to write it
        #[arg(long, default_value = "roster.xlsx")]
        out: PathBuf,
    },
}

/// All rows or none; every bad row is named.
#[derive(clap::Args)]
pub(crate) struct AddOptions {
    /// The configuration file; made when it does not exist
    #[arg(long, default_value = "qingcun.toml")]
    config: PathBuf,
    /// The official division codes: code,name,level,parent
    #[arg(long)]
    divisions: PathBuf,
    /// The county's six digits
    #[arg(long)]
    county: String,
    /// The roster (XLSX or CSV): at least the administrator and the township officials
    #[arg(long)]
    roster: Option<PathBuf>,
    /// Where to write the first passwords of the officials in the roster; only the owner can read the file
    #[arg(long, default_value = "first-passwords.csv")]
    passwords: PathBuf,
    /// The folder of the county's data, for a new configuration
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, String> {
    match command {
        Command::Add(options) => add(options),
        Command::Template { out } => {
            let name = village::Words::new("花名册", "roster");
            let bytes = sheet::template(&name, &sheet::roster_columns()).map_err(|error| error.to_string())?;
            std::fs::write(out, bytes).map_err(|error| format!("cannot write `{}`: {error}", out.display()))?;
            println!("{}", out.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn add(options: &AddOptions) -> Result<ExitCode, String> {
    let county = Place::new(options.county.clone()).map_err(|error| error.to_string())?;
    if county.level() != Level::County {
        return Err(format!("`{county}` is not a county: expected six digits"));
    }
    let text = std::fs::read_to_string(&options.divisions)
        .map_err(|error| format!("cannot read `{}`: {error}", options.divisions.display()))?;
    let divisions = sheet::read_divisions(&text, &county).map_err(|faults| {
        let lines: Vec<String> = faults
            .iter()
            .map(|f| format!("{}:{}: {} / {}", options.divisions.display(), f.line, f.words.zh, f.words.en))
            .collect();
        lines.join("\n")
    })?;
    let people = options.roster.as_deref().map(|path| roster(path, &divisions)).transpose()?;
    let config = configuration(options, &county)?;
    let rules = crate::rules::of_config(&config)?;
    let installation = Installation::open(&config)?;
    let office = &installation.office;
    let now = office.clock().now();
    let desk = Desk::unnamed(office, now);
    let known = office.read(|reader| office::roster::division(reader, &county)).map_err(|fault| fault.chain())?;
    if known.is_some() {
        return Err(format!("county {county} is in this store already; nothing was changed"));
    }
    let many = divisions.iter().filter(|d| d.place.level() == Level::Village).count();
    let name = divisions.first().map(|d| d.name.clone()).unwrap_or_default();
    office.perform(&desk, AddDivisions { county: county.clone(), divisions }).map_err(stopped)?;
    let rules = AdoptRules { county: county.clone(), files: rules, layers: config.layers.clone() };
    office.perform(&desk, rules).map_err(stopped)?;
    installation.directory.add_county(&county, &name).map_err(|fault| fault.chain())?;
    println!("{name} ({county}): {many} villages and communities");
    match people {
        Some(people) => {
            let made = import(&installation, &county, people, &options.passwords)?;
            println!("{made} sign-ins; their first passwords are in {}", options.passwords.display());
        }
        None => println!("no roster was given: add one with --roster before anybody can sign in"),
    }
    println!("start it with: qingcun serve --config {}", options.config.display());
    Ok(ExitCode::SUCCESS)
}

/// Reads the configuration, or writes a first one.
fn configuration(options: &AddOptions, county: &Place) -> Result<crate::config::Config, String> {
    let at = At { config: options.config.clone() };
    if !options.config.exists() {
        let text = format!(
            "# How this county is run. `qingcun config check` reads it; the reference is docs/configuration.md.\ncounty = \"{county}\"\ndata = {:?}\n\n[serve]\naddress = \"127.0.0.1:8080\"\n# public_url = \"https://cunwu.example.cn\"\n",
            options.data.display().to_string()
        );
        std::fs::write(&options.config, text)
            .map_err(|error| format!("cannot write `{}`: {error}", options.config.display()))?;
    }
    let config = at.read()?;
    if config.county != *county {
        return Err(format!("{}: county is `{}`, not `{county}`", options.config.display(), config.county));
    }
    Ok(config)
}

/// Reads a roster sheet whole, or says every fault with its row and column.
fn roster(path: &Path, divisions: &[Division]) -> Result<Vec<NewPerson>, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let table = sheet::read(&name, &bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let known = |place: &Place| divisions.iter().any(|d| d.place == *place);
    let read = sheet::read_roster(&table, &known);
    for note in &read.notes {
        eprintln!("{} / {}", note.zh, note.en);
    }
    if read.faults.is_empty() {
        return Ok(web::new_people(read.rows));
    }
    let lines: Vec<String> = read
        .faults
        .iter()
        .map(|fault| {
            let words = fault.words_in(&table);
            format!("{} / {}", words.zh, words.en)
        })
        .collect();
    Err(format!("{}: nothing was taken over\n{}", path.display(), lines.join("\n")))
}

/// Registers the people and makes a sign-in for everybody who holds an office.
fn import(
    installation: &Installation,
    county: &Place,
    people: Vec<NewPerson>,
    passwords: &Path,
) -> Result<usize, String> {
    let (office, directory) = (&installation.office, &installation.directory);
    if passwords.exists() {
        return Err(format!("`{}` exists already; move it away first", passwords.display()));
    }
    let now = office.clock().now();
    let desk = Desk::unnamed(office, now);
    office.perform(&desk, ImportRoster { place: county.clone(), people }).map_err(stopped)?;
    let officials = office.read(|reader| office::roster::officials(reader, now.day())).map_err(|f| f.chain())?;
    let mut lines = String::from("\u{feff}姓名,编号,登录名,首次密码\n");
    let mut made = 0;
    for person in officials {
        let name = sign_in::free_name(directory, &person).map_err(|fault| fault.chain())?;
        let password = sign_in::make(office, directory, &person.id, &name, true, now).map_err(stopped)?;
        lines.push_str(&format!("{},{},{},{}\n", person.name, person.id, name, password));
        made += 1;
    }
    write_secret(passwords, lines.trim_end())
        .map_err(|error| format!("cannot write `{}`: {error}", passwords.display()))?;
    Ok(made)
}
