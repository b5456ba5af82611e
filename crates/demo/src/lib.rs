//! An invented county, made by running the real deeds through the one door. The same seed and the same day give the same
//! county.

mod driver;
mod life;
mod matters;
pub mod names;
mod paper;
mod roster;
#[cfg(feature = "testing")]
pub mod testing;

pub use driver::{Matter, Went, candidates, go_on};
pub use life::desk_of;
pub use paper::make as make_paper;

use ::office::roster::{AddDivisions, ImportRoster};
use ::office::{AdoptRules, Desk, Office};
use include_dir::{Dir, include_dir};
use procedure::RuleFile;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use village::{Day, Division, Fault, Level, Moment, Stop};

/// The code of the invented county: 99 is no province.
pub const COUNTY: &str = "990101";

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules");

/// The rule files that come with the program.
#[must_use]
pub fn shipped_rules() -> Vec<RuleFile> {
    let mut files = Vec::new();
    let mut folders = vec![&RULES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            let rule = path.ends_with(".toml") && !path.starts_with("cases/") && !path.contains("/authority/");
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
    let start = plan.today.day().plus(-matters::DAYS - 10);
    let villages = found(office, plan, start.at(8, 0), &mut draw)?;
    let book = office.read(|reader| office.current_book(reader))?;
    let calendar = book.calendar.clone();
    let mut begun = Vec::new();
    for village in &villages {
        begun.extend(matters::of_village(&village.place, plan.today.day(), &calendar, &mut draw));
    }
    begun.retain(|(_, matter)| book.affairs.contains_key(&matter.affair));
    let steps = life::Life { office, calendar, until: plan.today }.live(begun, &mut draw)?;
    Ok(Made { villages, steps })
}

/// Founds the county: its places, its rules, its people.
fn found(office: &Office, plan: &Plan, at: Moment, draw: &mut impl FnMut() -> u64) -> Result<Vec<Division>, Stop> {
    let county = office.county().clone();
    let desk = Desk::unnamed(office, at);
    let divisions = roster::divisions(&county, plan.villages.max(1), draw)
        .map_err(|error| Fault::from("the demonstration has too many villages", error))?;
    office.perform(&desk, AddDivisions { county: county.clone(), divisions: divisions.clone() })?;
    let (files, layers) = (shipped_rules(), plan.layers.clone());
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
