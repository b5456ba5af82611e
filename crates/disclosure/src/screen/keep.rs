//! A screen is registered, and taken down.

use super::read::{screen, screens};
use crate::entries::{ScreenRegistered, ScreenRemoved, to_body};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words};

/// The longest name of the place where a screen hangs, in characters.
pub const LONGEST_NAME: usize = 40;
/// So many screens hang in one village at most.
const MOST: usize = 50;
const NUMBER_LONG: usize = 10;

/// Registers a screen.
#[derive(Debug, Clone)]
pub struct RegisterScreen {
    /// Its number: ten small letters and digits, drawn by whoever has entropy.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Where it hangs.
    pub name: String,
    /// From which hour of the day it is on (0–23).
    pub from_hour: i64,
    /// Until which hour (1–24), after the first.
    pub to_hour: i64,
    /// In which hour it reads aloud; never where none.
    pub aloud_hour: Option<i64>,
}

impl RegisterScreen {
    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, words| faults.push(FieldFault { field: field.into(), words });
        let length = self.name.trim().chars().count();
        if !(2..=LONGEST_NAME).contains(&length) {
            let zh = format!("请写屏幕装在哪里，2到{LONGEST_NAME}个字，现在是{length}个字");
            fault(
                "name",
                Words::new(zh, format!("say where it hangs, in 2 to {LONGEST_NAME} characters; there are {length}")),
            );
        }
        if !(0..24).contains(&self.from_hour) {
            fault("from_hour", Words::new("开屏时间应在0点到23点之间", "it starts at an hour from 0 to 23"));
        }
        if !(1..=24).contains(&self.to_hour) || self.to_hour <= self.from_hour {
            fault(
                "to_hour",
                Words::new("关屏时间应晚于开屏时间，最晚24点", "it ends later than it starts, at 24 at the latest"),
            );
        }
        if self.aloud_hour.is_some_and(|hour| !(self.from_hour..self.to_hour).contains(&hour)) {
            let words = Words::new("朗读时间应在开屏的时间里", "it reads aloud in an hour in which it is on");
            fault("aloud_hour", words);
        }
        faults
    }
}

impl Deed for RegisterScreen {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "register_screen".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("draft_disclosure", &self.village, BTreeSet::new(), false)?;
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        if self.id.len() != NUMBER_LONG || !self.id.chars().all(known) {
            return Err(Refusal::not_there().into());
        }
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(Refusal::faulty("screen.form", faults).into());
        }
        let hanging = screens(tx, &self.village)?;
        let name = self.name.trim();
        if hanging.len() >= MOST {
            return Err(too_many().into());
        }
        if hanging.iter().any(|one| one.name == name) {
            let words = Words::new(
                format!("“{name}”已经登记过一块屏幕，请写明不同的位置，或者先停用原来那块"),
                format!("a screen at “{name}” is registered already: name another place, or take that one down first"),
            );
            return Err(Refusal::faulty("screen.known", vec![FieldFault { field: "name".into(), words }]).into());
        }
        let body = to_body(&ScreenRegistered {
            id: self.id.clone(),
            name: name.to_owned(),
            from_hour: self.from_hour,
            to_hour: self.to_hour,
            aloud_hour: self.aloud_hour,
        })?;
        let entry = tx.append(desk.draft(&self.village, "screen.registered", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

/// Takes a screen down.
#[derive(Debug, Clone)]
pub struct RemoveScreen {
    /// Its number.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Why.
    pub why: String,
}

impl Deed for RemoveScreen {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "remove_screen".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("draft_disclosure", &self.village, BTreeSet::new(), false)?;
        let row = screen(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        if row.removed.is_some() {
            return Err(removed().into());
        }
        let why = self.why.trim();
        if !(4..=200).contains(&why.chars().count()) {
            let words = Words::new("请写明为什么停用（4到200个字）", "say why it is taken down (4 to 200 characters)");
            return Err(Refusal::faulty("screen.why", vec![FieldFault { field: "why".into(), words }]).into());
        }
        let body = to_body(&ScreenRemoved { id: self.id.clone(), why: why.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "screen.removed", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn removed() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "screen.removed",
        Words::new("这块屏幕已经停用", "this screen was taken down already"),
        Words::new("要重新使用，请另行登记", "to use it again, register it anew"),
    )
}

fn too_many() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "screen.too_many",
        Words::new(format!("一个村最多登记{MOST}块屏幕"), format!("a village has {MOST} screens at most")),
        Words::new("请先停用不再使用的屏幕", "take down those that are no longer used"),
    )
}
