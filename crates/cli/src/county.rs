//! `qingcun county`: founding a county from the official division codes and a roster.

mod fresh;
mod hand;
mod sheets;

use crate::installation::Installation;
use crate::{At, config};
use clap::Subcommand;
use fresh::Fresh;
use hand::Passwords;
use office::roster::{AddDivisions, ImportRoster};
use office::{AdoptRules, Desk, FoundCounty, Preview};
use sheets::People;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use village::{Clock, Division, Level, Place};

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

/// All rows or none; every bad row is named. A county without people takes its first roster by the same command.
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
    /// The roster (XLSX or CSV): at least the administrator and the township officials; the same command takes it later
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
            let is_table = out.extension().is_none_or(|given| given.eq_ignore_ascii_case("xlsx"));
            if !is_table {
                return Err(format!(
                    "模板是Excel表，文件名请以.xlsx结尾，不能是`{0}`；导入时CSV也收 / the template is a workbook: end its name in .xlsx, not `{0}`; a CSV is taken when it is imported",
                    out.display()
                ));
            }
            let name = village::Words::new("花名册", "roster");
            let bytes = sheet::template(&name, &sheet::roster_columns()).map_err(|error| error.to_string())?;
            std::fs::write(out, bytes)
                .map_err(|error| format!("写不了`{0}` / cannot write `{0}`: {error}", out.display()))?;
            say!("{}", out.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What was read before anything was made.
struct Asked<'a> {
    options: &'a AddOptions,
    county: Place,
    divisions: Vec<Division>,
    people: Option<People>,
}

fn add(options: &AddOptions) -> Result<ExitCode, String> {
    let county =
        Place::new(options.county.clone()).map_err(|error| format!("`{}`不是区划代码 / {error}", options.county))?;
    if county.level() != Level::County {
        return Err(format!("`{county}`不是县级代码，应为6位数字 / `{county}` is not a county: expected six digits"));
    }
    let divisions = sheets::divisions(&options.divisions, &county)?;
    let people = options
        .roster
        .as_deref()
        .map(|path| sheets::roster(path, &divisions, crate::clock::SystemClock.now().day()))
        .transpose()?;
    let asked = Asked { options, county, divisions, people };
    let mut fresh = Fresh::default();
    let done = found(asked, &mut fresh);
    if done.is_err() {
        fresh.undo();
    }
    done.map(|()| ExitCode::SUCCESS)
}

/// Founds the county in one transaction. What is made before it is undone when it is refused.
fn found(asked: Asked<'_>, fresh: &mut Fresh) -> Result<(), String> {
    let Asked { options, county, divisions, people } = asked;
    let passwords = people.as_ref().map(|_| Passwords::make(&options.passwords, fresh)).transpose()?;
    let config = configuration(options, &county, fresh)?;
    let (rules, _) = crate::rules::of_config(&config)?;
    fresh.watch_installation(&config);
    let installation = Installation::found(&config)?;
    let office = &installation.office;
    let desk = Desk::unnamed(office, office.clock().now());
    let (known, unfounded) = office
        .read(|reader| Ok((office::roster::division(reader, &county)?, office::roster::is_unfounded(reader)?)))
        .map_err(|fault| fault.chain())?;
    let people = match (people, options.roster.as_deref()) {
        (Some(mut people), Some(path)) if people.faulty.is_some() => {
            let divisions = AddDivisions { county: county.clone(), divisions };
            let rules = AdoptRules { county: county.clone(), files: rules, layers: config.layers.clone() };
            let new = std::mem::take(&mut people.new);
            let founding = FoundCounty { divisions, rules, people: Some(ImportRoster { place: county, people: new }) };
            return Err(every_fault((people, path, founding), &desk, known.is_none())?);
        }
        (people, _) => people,
    };
    let (sheet, roster) = match people {
        Some(people) => (Some(people.table), Some(ImportRoster { place: county.clone(), people: people.new })),
        None => (None, None),
    };
    let refused = |stop| sheets::stopped(stop, options.roster.as_deref(), sheet.as_ref());
    let many = divisions.iter().filter(|d| d.place.level() == Level::Village).count();
    let name = divisions.first().map(|d| d.name.clone()).unwrap_or_default();
    match (known, roster) {
        (None, people) => {
            let divisions = AddDivisions { county: county.clone(), divisions };
            let rules = AdoptRules { county: county.clone(), files: rules, layers: config.layers.clone() };
            office.perform(&desk, FoundCounty { divisions, rules, people }).map_err(refused)?;
            office.archive().checkpoint(desk.now).map_err(|fault| fault.chain())?;
            fresh.keep();
            installation.directory.add_county(&county, &name).map_err(|fault| fault.chain())?;
            say!("{name}（{county}）：{many}个村和社区 / {many} villages and communities");
            say!("{}", config::layers_told(&config));
        }
        // It was founded without people: this is its first roster.
        (Some(_), Some(people)) if unfounded => {
            office.perform(&desk, people).map_err(refused)?;
            fresh.keep();
        }
        (Some(_), _) => {
            let (zh, en) = if unfounded {
                ("要导入第一份花名册，请加 --roster", "to take over its first roster, add --roster")
            } else {
                ("以后的人员请在网页“花名册”里登记", "further people are registered on the roster page")
            };
            return Err(format!(
                "{county}县已经建好，什么也没有改动；{zh} / \
                 county {county} is in this store already; nothing was changed; {en}"
            ));
        }
    }
    match passwords {
        Some(passwords) => passwords.hand_out(&installation)?,
        None => say!(
            "还没有花名册，谁也不能登录：填好以后加 --roster 再运行一次这条命令 / \
             no roster was given, so nobody can sign in yet: run this command again with --roster"
        ),
    }
    say!("启动 / start it with: qingcun serve --config {}", options.config.display());
    Ok(())
}

/// What is wrong with a roster of which cells cannot be read: also what would be refused of the rest. Nothing is kept.
fn every_fault(
    (people, path, founding): (People, &Path, FoundCounty),
    desk: &Desk,
    founds: bool,
) -> Result<String, String> {
    let tried = match founding {
        whole if founds => desk.office.preview(desk, whole),
        FoundCounty { people: Some(people), .. } => desk.office.preview(desk, people),
        FoundCounty { .. } => return Ok(people.told(path, Vec::new())),
    };
    let refused = match tried.map_err(|fault| fault.chain())? {
        Preview::Refused(refusal) => refusal.faults,
        Preview::Done(_) => Vec::new(),
    };
    Ok(people.told(path, refused))
}

/// Reads the configuration, or writes a first one.
fn configuration(options: &AddOptions, county: &Place, fresh: &mut Fresh) -> Result<config::Config, String> {
    let at = At { config: options.config.clone() };
    if !options.config.exists() {
        let layers: Vec<String> = config::own_layers(county).into_iter().map(|layer| format!("{layer:?}")).collect();
        let text = format!(
            "# How this county is run. `qingcun config check` reads it; the reference is docs/configuration.md.\ncounty = \"{county}\"\nlayers = [{}]\ndata = {:?}\n\n[serve]\naddress = \"127.0.0.1:8080\"\n# public_url = \"https://cunwu.example.cn\"\n# proxies = [\"127.0.0.1\"]\n",
            layers.join(", "),
            options.data.display().to_string()
        );
        fresh.watch(&options.config);
        std::fs::write(&options.config, text)
            .map_err(|error| format!("写不了`{0}` / cannot write `{0}`: {error}", options.config.display()))?;
    }
    let config = at.read()?;
    if config.county != *county {
        let at = options.config.display();
        return Err(format!(
            "{at}：county 是`{0}`，不是`{county}` / {at}: county is `{0}`, not `{county}`",
            config.county
        ));
    }
    Ok(config)
}
