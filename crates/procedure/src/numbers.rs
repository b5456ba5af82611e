//! Numbers and lists that the program asks of the rules for what is no step of an affair: how long an answer may take, until
//! when an alert is acknowledged, how long a delegation lasts, what is never delegated.
//!
//! A book that was adopted before one of them stood in the files does not have it. What the program used until then is written
//! here once, and only such a book falls back on it.

use crate::affair::Unit;
use crate::book::RuleBook;
use village::{Article, Day};

/// A number of `parameters.toml` that the program asks for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Within how many days an objection is answered.
    AnswerDays,
    /// Within how many working days an alert is acknowledged.
    AcknowledgeDays,
    /// How many days a delegation lasts at most.
    DelegationDays,
    /// From how many days on arrears under a contract are yellow.
    ArrearsYellow,
    /// From how many days on they are orange.
    ArrearsOrange,
    /// From how many days on they are red, and the supervisors are told.
    ArrearsRed,
    /// How many days before an instalment falls due it is first reminded of.
    RentEarly,
    /// How many days before it is reminded of again.
    RentLate,
    /// How many days before a contract ends it is told.
    ContractEnds,
    /// How many days after a month's end its bank accounts are signed as reconciled.
    ReconcileDays,
    /// After how many days a line that only the bank holds is told of.
    UnmatchedDays,
    /// How much a bank's charges of a month and an account come to at most, in fen, without a case.
    BankCharge,
    /// From how many per cent of its budget on an account is near it.
    BudgetNear,
    /// How many days after its last day an item that is not public is told of in yellow.
    DisclosureYellow,
    /// In orange.
    DisclosureOrange,
    /// In red.
    DisclosureRed,
    /// Within how many days a question about what is public is answered.
    QuestionDays,
    /// The months of a building's life.
    LifeBuilding,
    /// Those of roads and other works.
    LifeWorks,
    /// Those of machines.
    LifeEquipment,
    /// Those of vehicles.
    LifeVehicle,
    /// Those of furniture and appliances.
    LifeFurniture,
    /// How many per cent of what property cost are left of it in the end.
    Residual,
    /// The most days for which an officer may hand over a post.
    LeaveDays,
}

impl Standing {
    /// All of them: every book that comes with the program has each.
    pub const ALL: [Self; 24] = [
        Self::AnswerDays,
        Self::AcknowledgeDays,
        Self::DelegationDays,
        Self::ArrearsYellow,
        Self::ArrearsOrange,
        Self::ArrearsRed,
        Self::RentEarly,
        Self::RentLate,
        Self::ContractEnds,
        Self::ReconcileDays,
        Self::UnmatchedDays,
        Self::BankCharge,
        Self::BudgetNear,
        Self::DisclosureYellow,
        Self::DisclosureOrange,
        Self::DisclosureRed,
        Self::QuestionDays,
        Self::LifeBuilding,
        Self::LifeWorks,
        Self::LifeEquipment,
        Self::LifeVehicle,
        Self::LifeFurniture,
        Self::Residual,
        Self::LeaveDays,
    ];

    /// Its name in `parameters.toml`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AnswerDays => "objection_days",
            Self::AcknowledgeDays => "acknowledge_days",
            Self::DelegationDays => "delegation_days",
            Self::ArrearsYellow => "arrears_yellow_days",
            Self::ArrearsOrange => "arrears_orange_days",
            Self::ArrearsRed => "arrears_red_days",
            Self::RentEarly => "rent_early_days",
            Self::RentLate => "rent_late_days",
            Self::ContractEnds => "contract_ends_days",
            Self::ReconcileDays => "reconcile_days",
            Self::UnmatchedDays => "unmatched_days",
            Self::BankCharge => "bank_charge_fen",
            Self::BudgetNear => "budget_near_percent",
            Self::DisclosureYellow => "disclosure_yellow_days",
            Self::DisclosureOrange => "disclosure_orange_days",
            Self::DisclosureRed => "disclosure_red_days",
            Self::QuestionDays => "public_question_days",
            Self::LifeBuilding => "life_building_months",
            Self::LifeWorks => "life_works_months",
            Self::LifeEquipment => "life_equipment_months",
            Self::LifeVehicle => "life_vehicle_months",
            Self::LifeFurniture => "life_furniture_months",
            Self::Residual => "residual_percent",
            Self::LeaveDays => "leave_days",
        }
    }

    /// What held before it stood in the files.
    fn before(self) -> (i64, Unit) {
        match self {
            Self::AnswerDays | Self::QuestionDays => (10, Unit::Days),
            Self::AcknowledgeDays => (1, Unit::WorkingDays),
            Self::DelegationDays => (5 * 366, Unit::Days),
            Self::ArrearsYellow | Self::DisclosureYellow => (1, Unit::Days),
            Self::DisclosureOrange => (5, Unit::Days),
            Self::DisclosureRed => (15, Unit::Days),
            Self::ArrearsOrange | Self::RentEarly => (30, Unit::Days),
            Self::ArrearsRed | Self::LeaveDays => (90, Unit::Days),
            Self::RentLate => (7, Unit::Days),
            Self::ContractEnds => (60, Unit::Days),
            Self::ReconcileDays | Self::UnmatchedDays => (10, Unit::Days),
            Self::BankCharge => (10_000, Unit::Fen),
            Self::BudgetNear => (90, Unit::Percent),
            Self::LifeBuilding => (240, Unit::Months),
            Self::LifeWorks | Self::LifeEquipment => (120, Unit::Months),
            Self::LifeVehicle => (48, Unit::Months),
            Self::LifeFurniture => (60, Unit::Months),
            Self::Residual => (5, Unit::Percent),
        }
    }
}

/// What no body of representatives decides, in `parameters.toml`.
pub const ASSEMBLY_ALONE: &str = "assembly_alone";

/// Abuse, in `parameters.toml`: a question that holds some is read by the township before everybody reads it.
pub const INSULTS: &str = "insults";

/// The same before it stood in the files.
const ALONE_BEFORE: [&str; 5] = ["charter", "membership", "land_homestead_shares", "land_compensation", "merger"];

/// A list of words that the program asks for by name, with its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedList {
    /// The words.
    pub values: Vec<String>,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl RuleBook {
    /// One of the numbers on a day, with its unit and its grounds.
    #[must_use]
    pub fn number(&self, standing: Standing, day: Day) -> (i64, Unit, Vec<Article>) {
        let own = self.parameters.get(standing.id());
        let own = own.and_then(|own| Some((own.setting_on(day)?, own.unit)));
        let (value, unit) = standing.before();
        own.map_or((value, unit, Vec::new()), |(setting, unit)| (setting.value, unit, setting.articles.clone()))
    }

    /// The last day of a period that begins on the day after `from`.
    #[must_use]
    pub fn last_day(&self, standing: Standing, from: Day) -> Day {
        let (value, unit, _) = self.number(standing, from);
        let days = u32::try_from(value).unwrap_or(0);
        match unit {
            Unit::WorkingDays => self.calendar.plus_working(from, days),
            _ => self.calendar.plus_calendar(from, days),
        }
    }

    /// Whether a text holds abuse.
    #[must_use]
    pub fn is_abusive(&self, text: &str) -> bool {
        // Blanks between the characters of a word do not hide it; between those of an English one they are part of it.
        let written = text.to_lowercase();
        let close: String = written.chars().filter(|sign| !sign.is_whitespace()).collect();
        let holds =
            |word: &String| written.contains(word.as_str()) || !word.is_ascii() && close.contains(word.as_str());
        self.lists.get(INSULTS).is_some_and(|list| list.values.iter().any(holds))
    }

    /// Whether a matter is the full assembly's alone, and is never delegated.
    #[must_use]
    pub fn is_the_assemblys_alone(&self, matter: &str) -> bool {
        match self.lists.get(ASSEMBLY_ALONE) {
            Some(list) => list.values.iter().any(|value| value == matter),
            None => ALONE_BEFORE.contains(&matter),
        }
    }

    /// The grounds of that.
    #[must_use]
    pub fn assembly_alone_by(&self) -> Vec<Article> {
        self.lists.get(ASSEMBLY_ALONE).map(|list| list.articles.clone()).unwrap_or_default()
    }
}
