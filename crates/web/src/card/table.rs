//! A village's property as a table: taken along, and taken over from a sheet of the same columns.

use crate::intake::{Column, Intake};
use crate::told::Teller;
use archive::Query;
use capital::{CardClass, CardKind, ImportedCard, UseState};
use village::{Fault, Fen, FieldFault, Place, Words};

/// The columns of the sheet in which property of before is taken over.
pub(crate) const COLUMNS: &[Column] = &[
    column(&["卡片编号", "资产编号"], "number", true, ("贴在东西上的编号", "the number on the thing"), "ZC-001"),
    column(&["资产名称", "名称"], "name", true, ("是什么", "what it is"), "村委会办公楼"),
    column(
        &["资产性质", "性质"],
        "class",
        true,
        ("经营性、管理用、公益性", "for business, for the office, for public welfare"),
        "管理用",
    ),
    column(
        &["资产类别", "类别"],
        "kind",
        true,
        (
            "房屋建筑、设施道路、机器设备、车辆船只、办公家具电器、牲畜林木、其他",
            "building, roads and works, machines and equipment …",
        ),
        "房屋建筑",
    ),
    column(&["地点", "坐落"], "place", false, ("在哪里", "where it is"), "村口"),
    column(&["保管人"], "keeper", false, ("谁管", "who keeps it"), "小吴"),
    column(&["取得日期", "购建日期"], "acquired", true, ("在建账以前", "before the books began"), "2016-02-10"),
    column(&["原值"], "cost", true, ("元", "yuan"), "240000"),
    column(&["预计残值", "残值"], "rest", true, ("元", "yuan"), "12000"),
    column(&["使用月数", "折旧月数"], "months", true, ("一共折旧几个月", "months over which it wears"), "240"),
    column(&["已提折旧", "累计折旧"], "worn", false, ("建账时已提的，元", "before the books began, yuan"), "114000"),
    column(
        &["使用状态"],
        "use",
        true,
        ("自用、闲置、无合同占用、无偿借用", "used by the village, idle, occupied without a contract, lent for free"),
        "自用",
    ),
];

const fn column(
    heads: &'static [&'static str],
    en: &'static str,
    needed: bool,
    about: (&'static str, &'static str),
    example: &'static str,
) -> Column {
    Column { heads, en, needed, about, example }
}

/// The cards of a sheet that could be read, and everything that is wrong with the others.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<ImportedCard>, Vec<FieldFault>) {
    let mut intake = match Intake::open(name, bytes, COLUMNS) {
        Ok(intake) => intake,
        Err(faults) => return (Vec::new(), faults),
    };
    let classes: Vec<(Words, CardClass)> = CardClass::ALL.iter().map(|one| (one.words(), *one)).collect();
    let kinds: Vec<(Words, CardKind)> = CardKind::ALL.iter().map(|one| (one.words(), *one)).collect();
    let uses: Vec<(Words, UseState)> = UseState::ALL.iter().map(|one| (one.words(), *one)).collect();
    let mut found = Vec::new();
    for row in intake.rows() {
        let [number, name, place, keeper] = [0, 1, 4, 5].map(|column| intake.text(&row, column));
        let class = intake.one_of(&row, 2, &classes);
        let kind = intake.one_of(&row, 3, &kinds);
        let use_state = intake.one_of(&row, 11, &uses);
        let acquired = intake.day(&row, 6);
        let [cost, rest, worn] = [7, 8, 10].map(|column| intake.money(&row, column));
        let life_months = intake.count(&row, 9, 1200);
        let whole = || {
            Some(ImportedCard {
                row: row.number,
                number: number?,
                name: name?,
                class: class?,
                kind: kind?,
                place: place.unwrap_or_default(),
                keeper: keeper.unwrap_or_default(),
                acquired: acquired?,
                cost_fen: cost?,
                residual_fen: rest?,
                life_months: life_months?,
                worn_fen: worn.unwrap_or(Fen(0)),
                use_state: use_state?,
            })
        };
        found.extend(whole());
    }
    let faults = intake.told();
    (found, faults)
}

/// A village's cards, to take along.
pub(crate) fn rows(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Vec<String>>, Fault> {
    let keys = [
        "card-number",
        "card-name",
        "card-class",
        "card-kind",
        "card-place",
        "card-keeper",
        "card-acquired",
        "card-cost",
        "card-residual",
        "card-life",
        "card-worn",
        "card-net",
        "card-use",
        "card-contract",
        "voucher-case",
    ];
    let plain = |fen: Fen| fen.to_string().replace(',', "");
    let mut rows = vec![keys.iter().map(|key| teller.say(key).to_string()).collect::<Vec<String>>()];
    for row in capital::cards(query, place)? {
        let used =
            if row.struck { teller.say("card-struck").to_string() } else { teller.words(&row.use_state.words()) };
        rows.push(vec![
            row.number.clone(),
            teller.free(&row.name),
            teller.words(&row.class.words()),
            teller.words(&row.kind.words()),
            row.place.clone(),
            row.keeper.clone(),
            row.acquired.to_string(),
            plain(row.cost_fen),
            plain(row.residual_fen),
            row.life_months.to_string(),
            plain(row.worn_fen),
            plain(row.net_fen()),
            used,
            row.contract.clone().unwrap_or_default(),
            row.case.as_ref().map_or_else(|| teller.say("card-history").to_string(), ToString::to_string),
        ]);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_reads_and_a_bad_row_tells_all_its_faults() {
        let heads: Vec<&str> = COLUMNS.iter().map(|column| column.heads[0]).collect();
        let example: Vec<&str> = COLUMNS.iter().map(|column| column.example).collect();
        let good = format!("{}\n{}\n", heads.join(","), example.join(","));
        let found = read("资产.csv", good.as_bytes()).0;
        assert_eq!((found.len(), found[0].kind, found[0].life_months), (1, CardKind::Building, 240));
        let bad = format!("{}\n,A,公家,房子,,,昨天,十万,1.234,1.5,-3,自用\n", heads.join(","));
        let told: Vec<String> = read("资产.csv", bad.as_bytes()).1.into_iter().map(|one| one.words.zh).collect();
        for expect in ["没有填写", "公家", "房子", "昨天", "十万", "1.234", "1.5", "小于零"] {
            assert!(told.iter().any(|words| words.contains(expect)), "{expect}: {told:#?}");
        }
    }
}
