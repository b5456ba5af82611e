//! A village's contracts, property, land and members as tables.

use super::board::public_cases;
use super::set::{Datum, Field, Source, Unit, field};
use archive::Query;
use capital::{Mu, Shares};
use village::{Fault, Place};

pub(super) const CONTRACTS: &[Field] = &[
    field("contract", Unit::Words, ["合同编号", "Contract"], ["台账编号", "its number in the register"]),
    field("object", Unit::Words, ["标的", "Object"], ["租什么、包什么、做什么", "what it is about"]),
    field("kind", Unit::Words, ["类型", "Kind"], ["合同类型", "what kind of contract"]),
    field(
        "direction",
        Unit::Words,
        ["收付方向", "Direction"],
        ["村里收款或付款", "whether the village receives or pays"],
    ),
    field("party", Unit::Words, ["对方", "Party"], ["单位全名；个人已遮盖", "firms by their name, persons masked"]),
    field("total", Unit::Money, ["总价", "Total"], ["整个合同期", "of the whole term"]),
    field("signed", Unit::Day, ["签订日", "Signed"], ["哪天签的", "when it was signed"]),
    field("starts", Unit::Day, ["起始日", "Starts"], ["合同期第一天", "the first day of its term"]),
    field("ends", Unit::Day, ["到期日", "Ends"], ["合同期最后一天", "the last day of its term"]),
    field("ended", Unit::Words, ["已终止", "Ended"], ["yes 或 no", "yes or no"]),
    field(
        "case",
        Unit::Words,
        ["办件编号", "Case"],
        ["由哪个办件而来；建账前的为空", "the case behind it; empty for those of before"],
    ),
];

pub(super) fn contracts(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let public = public_cases(query, place)?;
    let mut rows = Vec::new();
    for (row, _) in capital::contracts(query, place)? {
        // A case that is not public yet does not become so here.
        if row.case.as_ref().is_some_and(|case| !public.contains_key(case)) {
            continue;
        }
        rows.push(vec![
            row.id.as_str().into(),
            teller.free(&row.object).into(),
            teller.words(&row.kind.words()).into(),
            teller.words(&row.way.words()).into(),
            teller.party(&row.party).into(),
            row.total_fen.into(),
            row.signed.into(),
            row.starts.into(),
            row.ends.into(),
            if row.ended { "yes" } else { "no" }.into(),
            row.case.as_ref().map_or_else(String::new, ToString::to_string).into(),
        ]);
    }
    Ok(rows)
}

pub(super) const ASSETS: &[Field] = &[
    field("asset", Unit::Words, ["卡片编号", "Asset"], ["系统编号", "its number in the register"]),
    field("label", Unit::Words, ["标签号", "Label"], ["贴在东西上的编号", "the number on the thing"]),
    field("name", Unit::Words, ["名称", "Name"], ["是什么", "what it is"]),
    field(
        "class",
        Unit::Words,
        ["性质", "Class"],
        ["经营性、管理用、公益性", "for business, for the office, for public welfare"],
    ),
    field("kind", Unit::Words, ["类别", "Kind"], ["房屋、道路、设备等", "building, road, equipment and so on"]),
    field("place", Unit::Words, ["地点", "Place"], ["在哪里", "where it is"]),
    field("acquired", Unit::Day, ["取得日期", "Acquired"], ["哪天取得", "when it was acquired"]),
    field("cost", Unit::Money, ["原值", "Cost"], ["取得时的价值", "what it cost"]),
    field("worn", Unit::Money, ["累计折旧", "Depreciation"], ["到现在已提的折旧", "depreciation until now"]),
    field("net", Unit::Money, ["净值", "Net value"], ["原值减累计折旧", "cost less depreciation"]),
    field("struck", Unit::Words, ["已核销", "Struck off"], ["yes 或 no", "yes or no"]),
    field("page", Unit::Words, ["网页", "Page"], ["资产的网页", "its page"]),
];

pub(super) fn assets(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let row = |row: &capital::CardRow| {
        vec![
            row.id.as_str().into(),
            row.number.as_str().into(),
            teller.free(&row.name).into(),
            teller.words(&row.class.words()).into(),
            teller.words(&row.kind.words()).into(),
            teller.free(&row.place).into(),
            row.acquired.into(),
            row.cost_fen.into(),
            row.worn_fen.into(),
            row.net_fen().into(),
            if row.struck { "yes" } else { "no" }.into(),
            format!("{}/v/{place}/assets/{}", source.url, row.id).into(),
        ]
    };
    Ok(capital::cards(query, place)?.iter().map(row).collect())
}

pub(super) const PLOTS: &[Field] = &[
    field("plot", Unit::Words, ["地块编号", "Plot"], ["系统编号", "its number in the register"]),
    field("code", Unit::Words, ["地块代码", "Code"], ["台账上的代码", "its code in the register of land"]),
    field("name", Unit::Words, ["名称", "Name"], ["地块名称", "what it is called"]),
    field("land", Unit::Words, ["地类", "Kind of land"], ["耕地、林地等", "arable land, woodland and so on"]),
    field("place", Unit::Words, ["坐落", "Place"], ["在哪里", "where it is"]),
    field("book", Unit::Area, ["账面面积", "Area by the books"], ["台账上的面积", "as the register has it"]),
    field(
        "surveyed",
        Unit::Area,
        ["实测面积", "Area surveyed"],
        ["测量的面积；没有的为空", "as it was surveyed; empty where it was not"],
    ),
    field(
        "state",
        Unit::Words,
        ["状况", "State"],
        ["自用、发包、闲置、到期、被占", "own use, contracted, idle, ended or occupied"],
    ),
    field("ends", Unit::Day, ["合同到期日", "Contract ends"], ["没有合同的为空", "empty where there is no contract"]),
    field("page", Unit::Words, ["网页", "Page"], ["地块的网页", "its page"]),
];

pub(super) fn plots(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let area = |mu: Option<Mu>| mu.map_or_else(String::new, |mu| mu.to_string());
    let row = |row: &capital::PlotRow| {
        vec![
            row.id.as_str().into(),
            row.code.as_str().into(),
            teller.free(&row.name).into(),
            teller.words(&row.land.words()).into(),
            teller.free(&row.place).into(),
            row.book.to_string().into(),
            area(row.surveyed).into(),
            teller.words(&row.standing(teller.today).words()).into(),
            row.ends.into(),
            format!("{}/v/{place}/plots/{}", source.url, row.id).into(),
        ]
    };
    Ok(capital::plots(query, place)?.iter().map(row).collect())
}

pub(super) const MEMBERS: &[Field] = &[
    field("state", Unit::Words, ["状态", "State"], ["成员的状态", "how they stand"]),
    field("people", Unit::Count, ["人数", "People"], ["这种状态的人数", "how many people stand so"]),
    field("heads", Unit::Words, ["人口股", "Head shares"], ["合计", "their sum"]),
    field("work", Unit::Words, ["农龄股", "Work shares"], ["合计", "their sum"]),
    field("other", Unit::Words, ["其他股", "Other shares"], ["合计", "their sum"]),
];

pub(super) fn members(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let all = capital::members(query, place)?;
    let mut states: Vec<String> = all.iter().map(|row| source.teller.words(&row.state.words())).collect();
    states.sort();
    states.dedup();
    let row = |state: String| {
        let own: Vec<_> = all.iter().filter(|row| source.teller.words(&row.state.words()) == state).collect();
        let sum = |of: fn(&capital::MemberRow) -> Shares| own.iter().map(|row| of(row)).sum::<Shares>().to_string();
        vec![
            state.into(),
            i64::try_from(own.len()).unwrap_or(i64::MAX).into(),
            sum(|row| row.holding.heads).into(),
            sum(|row| row.holding.work).into(),
            sum(|row| row.holding.other).into(),
        ]
    };
    Ok(states.into_iter().map(row).collect())
}
