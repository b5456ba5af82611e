//! The roster of members is taken over from its signed list by two, all of it or nothing, once: what comes later comes through cases.

use super::keep::{MembersImported, StandingKept};
use super::kind::MemberState;
use super::read::{count, members};
use super::shares::Holding;
use crate::handover::{ByTwo, HandoverWhat, Prepared, prepare};
use crate::keep::to_body;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile, roster};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, FieldFault, PersonId, Place, Post, Refusal, Stop, Words};

/// Somebody as they are taken over.
#[derive(Debug, Clone)]
pub struct ImportedMember {
    /// The row in the sheet.
    pub row: u32,
    /// The number in the village's own list; it must be there only once.
    pub code: String,
    /// The name.
    pub name: String,
    /// The household: its head's name or its number.
    pub household: String,
    /// Member, or holder of inherited shares.
    pub state: MemberState,
    /// The shares.
    pub holding: Holding,
    /// Since when; the day of the take-over where it is not known.
    pub since: Option<Day>,
    /// The number on the village's roster of people, where the name alone does not tell.
    pub person: String,
}

/// Prepares the roster, all or nothing; it stands when somebody else has confirmed it.
pub struct PrepareMembers {
    /// The village.
    pub village: Place,
    /// Everybody.
    pub members: Vec<ImportedMember>,
    /// The signed list.
    pub paper: StoredFile,
}

impl Deed for PrepareMembers {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "import_members".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let today = desk.now.day();
        let faults = member_faults(tx, &self.village, &self.members, today)?;
        if !faults.is_empty() {
            return Err(Refusal::faulty("member.import", faults).into());
        }
        let known = Known::of(tx, &self.village, today)?;
        let mut taken: BTreeMap<String, u32> = BTreeMap::new();
        for one in &self.members {
            *taken.entry(one.name.clone()).or_default() += 1;
        }
        let many = count(tx, &self.village)?;
        let mut kept = Vec::new();
        for (serial, one) in (many + 1..).zip(&self.members) {
            let alone = taken.get(&one.name) == Some(&1);
            kept.push(StandingKept {
                member: member_id(&self.village, serial),
                name: one.name.clone(),
                person: known.person(&one.person, &one.name, alone),
                household: one.household.clone(),
                state: one.state.code().to_owned(),
                heads_hs: one.holding.heads.0,
                work_hs: one.holding.work.0,
                other_hs: one.holding.other.0,
                day: one.since.unwrap_or(today),
            });
        }
        let many = kept.len();
        let body = to_body(&MembersImported { members: kept, paper: self.paper.hash, by_two: None })?;
        let (what, paper) = (HandoverWhat::Members, &self.paper);
        let said = Prepared { what, words: "", file: None, days: None, many, sums: Vec::new(), paper, body };
        prepare(desk, tx, &self.village, said)
    }
}

/// The second person agrees: the register stands.
pub(crate) fn confirm(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    body: serde_json::Value,
    by: ByTwo,
) -> Result<(), Stop> {
    let mut said: MembersImported =
        serde_json::from_value(body).map_err(|error| Fault::from("a handover is malformed", error))?;
    if count(tx, village)? > 0 {
        return Err(Refusal::faulty("member.import", vec![there_already()]).into());
    }
    said.by_two = Some(by);
    desk.append_more(tx, village, "member.imported", village.as_str(), to_body(&said)?)?;
    Ok(())
}

fn there_already() -> FieldFault {
    let zh = "成员名册已经登记过；以后的增减、转让、继承要走“成员确认与股权变更”办件";
    let en = "the roster is there already; what changes it is a case of membership and shares";
    FieldFault { field: "row.1".into(), words: Words::new(zh, en) }
}

/// The number of somebody on a village's register.
pub(super) fn member_id(village: &Place, serial: i64) -> String {
    format!("{village}-M-{serial:04}")
}

/// The village's people by name. Only whom no other bears the name of is known by it: who reads a household's shares hangs on it.
pub(super) struct Known {
    by_name: BTreeMap<String, Vec<PersonId>>,
    ids: BTreeSet<PersonId>,
}

impl Known {
    pub(super) fn of(query: &mut dyn Query, village: &Place, today: Day) -> Result<Self, Fault> {
        let mut known = Self { by_name: BTreeMap::new(), ids: BTreeSet::new() };
        let holders = roster::persons_with(query, village, Post::Member, today)?;
        for holder in holders {
            let person = holder.mandate.person.clone();
            if known.ids.insert(person.clone()) {
                known.by_name.entry(holder.name).or_default().push(person);
            }
        }
        Ok(known)
    }

    /// The person of a number, or of a name that nobody else bears.
    pub(super) fn person(&self, number: &str, name: &str, alone: bool) -> Option<PersonId> {
        if !number.is_empty() {
            return PersonId::new(number).ok().filter(|id| self.ids.contains(id));
        }
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([only]) if alone => Some(only.clone()),
            _ => None,
        }
    }

    fn is_of(&self, number: &str, name: &str) -> bool {
        let id = PersonId::new(number).ok();
        id.is_some_and(|id| self.by_name.get(name).is_some_and(|all| all.contains(&id)))
    }
}

/// Everything that is wrong with a roster that is to be taken over, each with its row. Nothing is changed.
///
/// # Errors
/// When the store cannot be read.
pub fn member_faults(
    query: &mut dyn Query,
    village: &Place,
    all: &[ImportedMember],
    today: Day,
) -> Result<Vec<FieldFault>, Fault> {
    let mut faults = Vec::new();
    if !members(query, village)?.is_empty() {
        faults.push(there_already());
    }
    let mut fault = |row: u32, zh: String, en: String| {
        faults.push(FieldFault { field: format!("row.{row}"), words: Words::new(zh, en) });
    };
    if all.is_empty() {
        fault(1, "表里没有成员".into(), "the sheet holds no member".into());
    }
    let known = Known::of(query, village, today)?;
    let (mut codes, mut people, mut same) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for one in all {
        let row = one.row;
        let (code, name, person) = (one.code.as_str(), one.name.as_str(), one.person.as_str());
        if !codes.insert(code) {
            fault(row, format!("编号`{code}`重复"), format!("the number `{code}` is there twice"));
        }
        if !same.insert((name, one.household.as_str())) {
            let household = &one.household;
            let zh = format!("同一户`{household}`里`{name}`重复；真有两个人的，名字后加“大”“小”");
            fault(row, zh, format!("`{name}` is in the household `{household}` twice"));
        }
        // Whose identity number or account somebody pasted into the wrong column stays out of the register.
        if [name, one.household.as_str(), code].iter().any(|text| text.chars().filter(char::is_ascii_digit).count() > 9)
        {
            let zh = "编号、姓名、户里不能写证件号、电话、账号".to_owned();
            fault(row, zh, "number, name and household hold no identity, phone or account numbers".into());
        } else if name.chars().count() > 30 {
            fault(row, format!("“{name}”太长，姓名最多30字"), "a name has at most 30 characters".into());
        }
        if one.holding.sum().0 == 0 && one.state == MemberState::Holder {
            fault(row, "非成员持股，股份却是零".into(), "holds shares without being a member, but has none".into());
        }
        if let Some(since) = one.since.filter(|since| *since > today) {
            fault(row, format!("起始日期{since}在今天以后"), format!("the day {since} is to come"));
        }
        if !person.is_empty() && !known.is_of(person, name) {
            let zh = format!("人员编号`{person}`不是本村名册里的成员“{name}”");
            fault(row, zh, format!("`{person}` is not the member `{name}` on the village's roster"));
        }
        if !person.is_empty() && !people.insert(person) {
            fault(row, format!("人员编号`{person}`重复"), format!("the person `{person}` is there twice"));
        }
    }
    Ok(faults)
}
