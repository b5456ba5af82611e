//! An invented county, made by running the real deeds through the one door. The same seed and the same day give the same
//! county.

mod bank;
mod board;
mod books;
mod delegation;
mod driver;
mod hall;
mod hold;
mod life;
mod matters;
mod mischief;
pub mod names;
mod paper;
mod register;
mod road;
mod roster;
mod shown;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod things;
mod year;

pub use books::by_two;
pub use driver::{Found, Matter, Next, Went, candidates, find_next, go_on};
pub use hall::screen_of;
pub use hold::{hold, on_its_page};
pub use life::desk_of;
pub use paper::make as make_paper;
pub use road::{Road, advance, advanced, roads};
pub use shown::show;
pub use table::fill as fill_tables;

use ::office::roster::{AddDivisions, ImportRoster, people_of};
use ::office::{AdoptRules, Desk, Office};
use include_dir::{Dir, include_dir};
use procedure::RuleFile;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use village::{Day, Division, Fault, Level, Moment, Stop};

/// The code of the invented county: 99 is no province.
pub const COUNTY: &str = "990101";

/// So many villages have their land, members and receipts in registers; the first lives a year of money with them.
const WITH_REGISTERS: usize = 2;

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules");

/// The rule files that come with the program.
#[must_use]
pub fn shipped_rules() -> Vec<RuleFile> {
    shipped(|path| !path.starts_with("cases/") && !path.contains("/authority/"))
}

/// The worked examples that come with the program, one file for each affair.
#[must_use]
pub fn shipped_examples() -> Vec<RuleFile> {
    shipped(|path| path.starts_with("cases/"))
}

fn shipped(wanted: impl Fn(&str) -> bool) -> Vec<RuleFile> {
    let mut files = Vec::new();
    let mut folders = vec![&RULES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            let rule = path.ends_with(".toml") && wanted(&path);
            rule.then(|| Some(RuleFile { path, text: file.contents_utf8()?.to_owned() }))?
        }));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// What county to make.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The seed from which everything is drawn.
    pub seed: u64,
    /// How many villages.
    pub villages: usize,
    /// The day up to which its people have lived.
    pub today: Moment,
    /// The layers of rules.
    pub layers: Vec<String>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The villages, by code.
    pub villages: Vec<Division>,
    /// How many steps of cases were taken.
    pub steps: usize,
}

/// Makes the county in an empty store.
///
/// # Errors
/// When something is broken, or a deed that should succeed is refused.
pub fn make(office: &Office, plan: &Plan) -> Result<Made, Stop> {
    let mut generator = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut draw = move || generator.next_u64();
    // The books draw from a hat of their own, so that the county's other life is the same with and without them.
    let mut hat = ChaCha8Rng::seed_from_u64(plan.seed.wrapping_add(1));
    let mut lots = move || hat.next_u64();
    let start = plan.today.day().plus(-matters::DAYS - 10);
    let rules = (shipped_rules(), plan.layers.clone());
    let villages = found(office, plan.villages, rules, start.at(8, 0), &mut draw)?;
    let book = office.read(|reader| office.current_book(reader))?;
    let calendar = book.calendar.clone();
    let mut begun = Vec::new();
    let at = start.plus(3).at(9, 30);
    delegation::of_villages(office, &villages, at)?;
    for (serial, village) in villages.iter().enumerate() {
        let (place, day) = (&village.place, plan.today.day());
        let opened = at.plus_ms(4 * 3_600_000);
        books::open(office, place, opened, serial < WITH_REGISTERS, &mut lots)?;
        let before = begun.len();
        begun.extend(matters::of_village(place, before, day, &calendar, &mut draw));
    }
    let quiet_from = begun.len();
    if let Some(village) = villages.first() {
        let members = office.read(|reader| people_of(reader, &village.place))?.len();
        begun.extend(year::of_village(&village.place, members, plan.today.day(), &calendar, &mut lots));
    }
    let mut chores = Vec::new();
    for (serial, village) in villages.iter().enumerate() {
        chores.extend(board::of_village(&village.place, serial, start, plan.today));
    }
    if let Some(village) = villages.first() {
        chores.extend(hall::of_village(&village.place, plan.today, &calendar));
    }
    let life = life::Life { office, calendar, until: plan.today, quiet_from };
    let steps = life.live(begun, chores, &mut draw, &mut lots)?;
    for (serial, village) in villages.iter().enumerate() {
        things::fall_due(office, plan.today)?;
        register::spoil(office, &village.place, plan.today)?;
        books::close(office, &village.place, bank::comes(serial), plan.today)?;
    }
    Ok(Made { villages, steps })
}

/// Founds a county in an empty store: its places, its rules (files and layers), its people with every post filled.
///
/// # Errors
/// When something is broken, or a deed that should succeed is refused.
pub fn found(
    office: &Office,
    villages: usize,
    rules: (Vec<RuleFile>, Vec<String>),
    at: Moment,
    draw: &mut impl FnMut() -> u64,
) -> Result<Vec<Division>, Stop> {
    let county = office.county().clone();
    let desk = Desk::unnamed(office, at);
    let divisions = roster::divisions(&county, villages.max(1), draw)
        .map_err(|error| Fault::from("the demonstration has too many villages", error))?;
    office.perform(&desk, AddDivisions { county: county.clone(), divisions: divisions.clone() })?;
    let (files, layers) = rules;
    office.perform(&desk, AdoptRules { county: county.clone(), files, layers })?;
    let mut people = names::People::default();
    let mut everybody = Vec::new();
    let term = term(at.day());
    for division in &divisions {
        everybody.extend(match division.place.level() {
            Level::Village => roster::village(&division.place, term, &mut people, draw),
            _ => roster::officers(&division.place, term, &mut people, draw),
        });
    }
    for (row, one) in (1..).zip(everybody.iter_mut()) {
        one.row = row;
    }
    office.perform(&desk, ImportRoster { place: county, people: everybody })?;
    Ok(divisions.into_iter().filter(|division| division.place.level() == Level::Village).collect())
}

fn term(day: Day) -> roster::Term {
    let starts = Day::new(day.year() - 1, 1, 1).unwrap_or(day);
    let ends = Day::new(day.year() + 4, 12, 31).unwrap_or(day);
    roster::Term { starts, ends }
}
