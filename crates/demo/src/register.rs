//! The registers of a village that lives all three capitals: its land, its members with their shares, its receipts.

use crate::books::by_two;
use crate::{desk_of, make_paper};
use capital::{
    CancelReceipts, DescribePlot, Holding, ImportPlots, ImportedMember, ImportedPlot, LandType, MemberState, Mu,
    PlotUse, PrepareMembers, ReceiveReceiptBook, Shares,
};
use office::{Desk, Office, StoredFile, roster};
use village::{Fault, Moment, Place, Post, Stop};

/// The number on the contract of the tea hill.
pub(crate) const HILL: &str = "旧合同-2";

/// A plot: code, name, land, where it is, its area in the books and as surveyed (mu), its use, its contract's number.
type Land = (&'static str, &'static str, LandType, &'static str, &'static str, &'static str, PlotUse, &'static str);

/// What the village has of land. Old lists counted steep ground by guess, so a survey often finds more.
const PLOTS: &[Land] = &[
    ("DK-001", "后山茶园", LandType::Orchard, "后山", "78", "86.4", PlotUse::Contracted, HILL),
    ("DK-002", "门前塘", LandType::Water, "村口", "9.8", "9.6", PlotUse::Own, ""),
    ("DK-003", "下垟机动田", LandType::Arable, "下垟", "12.5", "12.5", PlotUse::Own, ""),
    ("DK-004", "老粮站场地", LandType::Building, "老街", "2.35", "", PlotUse::Idle, ""),
    ("DK-005", "岗背荒坡", LandType::Waste, "岗背", "31", "", PlotUse::Occupied, ""),
];

/// Boundaries as they were surveyed, each by the plot's place in the list.
const BOUNDARIES: &[(usize, &str)] = &[
    (
        0,
        r#"{"type":"Polygon","coordinates":[[[119.9173,28.4621],[119.918836,28.461883],[119.919983,28.462462],[119.91984,28.463619],[119.918529,28.464252],[119.917116,28.463691],[119.916993,28.462733],[119.9173,28.4621]]]}"#,
    ),
    (
        1,
        r#"{"type":"Polygon","coordinates":[[[119.921387,28.461017],[119.922093,28.461098],[119.922275,28.46154],[119.921843,28.461882],[119.921296,28.46162],[119.921387,28.461017]]]}"#,
    ),
];

/// The accountant takes land and members over from their signed lists, and enters the book of receipts that the township handed out.
/// A contract numbered [`HILL`] must be there.
pub(crate) fn take_over(office: &Office, village: &Place, desk: &Desk) -> Result<(), Stop> {
    let plots = PLOTS.iter().zip(2..).map(|(land, row)| plot(land, row)).collect();
    let paper = signed(office, village, "资源清理表")?;
    office.perform(desk, ImportPlots { village: village.clone(), plots, paper })?;
    let members = members(office, village)?;
    let paper = signed(office, village, "成员名册和股权清单")?;
    by_two(office, village, desk, PrepareMembers { village: village.clone(), members, paper })?;
    let number = |serial: usize| format!("{}{serial:02}", village.as_str().get(6..).unwrap_or_default());
    let book = ReceiveReceiptBook {
        village: village.clone(),
        series: "浙农".into(),
        first: number(1),
        last: number(25),
        paper: signed(office, village, "收据领用登记表")?,
    };
    office.perform(desk, book)?;
    survey(office, village, desk.now)
}

fn signed(office: &Office, village: &Place, title: &str) -> Result<StoredFile, Stop> {
    make_paper(office.files(), title, &[format!("单位：{village}"), "经办人、监督人已签字".into()])
}

fn plot((code, name, land, place, book, surveyed, use_state, contract): &Land, row: u32) -> ImportedPlot {
    ImportedPlot {
        row,
        code: (*code).into(),
        name: (*name).into(),
        land: *land,
        place: (*place).into(),
        book: Mu::parse(book).unwrap_or_default(),
        surveyed: Mu::parse(surveyed),
        use_state: *use_state,
        contract_number: (*contract).into(),
    }
}

/// Everybody of the village, with ten shares for being a member; whoever is old enough to have worked in the brigade has some for that.
fn members(office: &Office, village: &Place) -> Result<Vec<ImportedMember>, Fault> {
    let people = office.read(|reader| roster::people_of(reader, village))?;
    let one = |(serial, row, person): (usize, u32, roster::PersonRow)| {
        let years = person.born.map_or(0, |born| (1_983 - 16 - i64::from(born.year())).clamp(0, 20));
        ImportedMember {
            row,
            code: format!("{serial:03}"),
            name: person.name,
            household: person.household,
            state: MemberState::Member,
            holding: Holding { heads: Shares(1_000), work: Shares(years * 20), other: Shares(0) },
            since: None,
            person: person.id.to_string(),
        }
    };
    Ok(people.into_iter().zip(2..).zip(1..).map(|((person, row), serial)| one((serial, row, person))).collect())
}

/// The asset clerk enters what was surveyed.
fn survey(office: &Office, village: &Place, now: Moment) -> Result<(), Stop> {
    let Some(desk) = desk_of(office, village, Post::AssetClerk, now)? else { return Ok(()) };
    let plots = office.read(|reader| capital::plots(reader, village))?;
    for (place, boundary) in BOUNDARIES {
        let Some(found) = plots.get(*place) else { continue };
        let deed = DescribePlot {
            village: village.clone(),
            plot: found.id.clone(),
            place: found.place.clone(),
            surveyed: found.surveyed,
            boundary: (*boundary).into(),
            use_state: found.use_state,
            contract: found.contract.clone(),
            paper: Some(signed(office, village, "地块测量成果")?),
        };
        office.perform(&desk, deed)?;
    }
    Ok(())
}

/// The bookkeeper spoils a receipt, keeps all its copies and says so.
pub(crate) fn spoil(office: &Office, village: &Place, at: Moment) -> Result<(), Stop> {
    let Some(next) = office.read(|reader| capital::next_receipt(reader, village))? else { return Ok(()) };
    let Some(desk) = desk_of(office, village, Post::Bookkeeper, at)? else { return Ok(()) };
    let deed = CancelReceipts {
        village: village.clone(),
        first: next.text,
        many: 1,
        reason: "金额大小写不一致，三联作废留存".into(),
        paper: signed(office, village, "作废收据全联")?,
    };
    office.perform(&desk, deed).map(drop)
}
