//! A village's contracts as a table: taken along, and taken over from a sheet of the same columns.

use crate::intake::{Column, Intake};
use crate::told::Teller;
use archive::Query;
use capital::{ContractKind, Direction, ImportedContract, Limits};
use ledger::{Plan, Rise};
use village::{Fault, Fen, FieldFault, Place, Words};

/// The columns of the sheet in which contracts of before are taken over.
pub(crate) const COLUMNS: &[Column] = &[
    column(&["合同编号", "编号"], "number", true, ("合同上的编号", "the number on the paper"), "老合同-7"),
    column(&["合同名称", "标的"], "object", true, ("租了什么、包了什么、做什么", "what it is about"), "后山杨梅山承包"),
    column(
        &["类型", "合同类型"],
        "kind",
        true,
        (
            "资产租赁、资源发包、工程、采购、服务、借款、投资、用工等",
            "lease, contracting of land, works, purchase, services, loan, investment, labour …",
        ),
        "资源发包",
    ),
    column(
        &["收付方向"],
        "direction",
        true,
        ("村里收款，或者村里付款", "the village receives, or the village pays"),
        "村里收款",
    ),
    column(&["对方", "承包人", "承租人"], "party", true, ("单位名称或者姓名", "firm or person"), "王大有"),
    column(&["总价", "合同总价"], "price", true, ("整个合同期的总价，元", "of the whole term, yuan"), "9000"),
    column(&["已付", "已收"], "paid", false, ("建账前已经收付的，元", "paid before the books began, yuan"), "4000"),
    column(&["押金"], "deposit", false, ("元", "yuan"), ""),
    column(&["签订日期"], "signed", true, ("在建账以前", "before the books began"), "2024-12-20"),
    column(&["开始日期", "起始日期"], "starts", true, ("合同期第一天", "the first day"), "2025-01-01"),
    column(&["到期日期", "结束日期"], "ends", true, ("合同期最后一天", "the last day"), "2027-12-31"),
    column(&["期数"], "instalments", true, ("分几期收付", "in how many instalments"), "3"),
    column(&["第一期日期"], "first due", true, ("第一期应收付的日子", "when the first is due"), "2025-01-01"),
    column(&["每隔几个月"], "months", true, ("两期之间几个月", "months between two"), "12"),
    column(&["递增百分之几"], "rise", false, ("不递增不填", "empty for none"), ""),
    column(&["每几期递增"], "every", false, ("不递增不填", "empty for none"), ""),
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

/// Reads the contracts of a sheet: those whose rows could be read, and everything that is wrong with the others.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<ImportedContract>, Vec<FieldFault>) {
    let mut intake = match Intake::open(name, bytes, COLUMNS) {
        Ok(intake) => intake,
        Err(faults) => return (Vec::new(), faults),
    };
    let kinds: Vec<(Words, ContractKind)> = ContractKind::ALL.into_iter().map(|kind| (kind.words(), kind)).collect();
    let ways = [Direction::In, Direction::Out].map(|way| (way.words(), way));
    let mut found = Vec::new();
    for row in intake.rows() {
        let text = |intake: &mut Intake<'_>, column| intake.text(&row, column);
        let (number, object, party) = (text(&mut intake, 0), text(&mut intake, 1), text(&mut intake, 4));
        let (kind, way) = (intake.one_of(&row, 2, &kinds), intake.one_of(&row, 3, &ways));
        let [total, paid, deposit] = [5, 6, 7].map(|column| intake.money(&row, column));
        let [signed, starts, ends, first_due] = [8, 9, 10, 12].map(|column| intake.day(&row, column));
        let instalments = intake.count(&row, 11, 840);
        let every_months = intake.count(&row, 13, 840);
        let [percent, every] = [14, 15].map(|column| intake.count(&row, column, 100).unwrap_or(0));
        let rise = (percent > 0 && every > 0).then_some(Rise { percent, every });
        if rise.is_none() && percent + every > 0 {
            let zh = "递增百分之几和每几期递增要一起填".to_owned();
            intake.fault(&row, 14, zh, "the rise and how often it comes go together".to_owned());
        }
        let whole = || {
            Some(ImportedContract {
                row: row.number,
                number: number?,
                kind: kind?,
                way: way?,
                party: party?,
                object: object?,
                total_fen: total?,
                paid_fen: paid.unwrap_or(Fen(0)),
                deposit_fen: deposit.unwrap_or(Fen(0)),
                signed: signed?,
                starts: starts?,
                ends: ends?,
                plan: Plan {
                    first_due: first_due?,
                    instalments: instalments?,
                    every_months: every_months?,
                    rise,
                    until: ends,
                },
            })
        };
        found.extend(whole());
    }
    (found, intake.told())
}

/// A village's contracts, to take along.
pub(crate) fn rows(
    query: &mut dyn Query,
    teller: &Teller,
    place: &Place,
    limits: Limits,
) -> Result<Vec<Vec<String>>, Fault> {
    let keys = [
        "contract-number",
        "contract-object",
        "contract-kind",
        "contract-way",
        "contract-party",
        "contract-total",
        "contract-settled",
        "contract-overdue",
        "contract-days",
        "contract-signed",
        "contract-starts",
        "contract-ends",
        "contract-filing",
        "voucher-case",
    ];
    let plain = |fen: Fen| fen.to_string().replace(',', "");
    let mut rows = vec![keys.iter().map(|key| teller.say(key).to_string()).collect::<Vec<String>>()];
    for (row, lines) in capital::contracts(query, place)? {
        let sum = capital::totals(&lines, teller.today, limits);
        let day = |day: Option<village::Day>| day.map_or_else(String::new, |day| day.to_string());
        rows.push(vec![
            row.number.clone(),
            teller.free(&row.object),
            teller.words(&row.kind.words()),
            teller.words(&row.way.words()),
            teller.party(&row.party),
            plain(row.total_fen),
            plain(sum.settled_fen),
            plain(sum.overdue_fen),
            sum.days.to_string(),
            row.signed.to_string(),
            day(row.starts),
            day(row.ends),
            row.filing_no.clone(),
            row.case.as_ref().map_or_else(|| teller.say("contract-history").to_string(), ToString::to_string),
        ]);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_reads_and_every_fault_of_a_bad_sheet_is_told_at_once() {
        let heads: Vec<&str> = COLUMNS.iter().map(|column| column.heads[0]).collect();
        let example: Vec<&str> = COLUMNS.iter().map(|column| column.example).collect();
        let good = format!("{}\n{}\n", heads.join(","), example.join(","));
        let (found, faults) = read("合同.csv", good.as_bytes());
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((found.len(), found[0].kind, found[0].total_fen), (1, ContractKind::ContractOut, Fen::yuan(9_000)));
        let bad = format!(
            "{}\nA,B,出借,村里收款,C,1.005,-1,,2024-13-01,2025年1月1日,2027/12/31,九百,2025-01-01,12,5,\n,,,,,,,,,,,,,,,\n",
            heads.join(",")
        );
        let told: Vec<String> = read("合同.csv", bad.as_bytes()).1.into_iter().map(|one| one.words.zh).collect();
        for expect in ["出借", "1.005", "小于零", "2024-13-01", "九百", "一起填"] {
            assert!(told.iter().any(|words| words.contains(expect) && words.contains("第2行")), "{expect}: {told:#?}");
        }
        let (_, faults) = read("合同.csv", "姓名,电话\n张三,1".as_bytes());
        assert!(faults[0].words.zh.contains("没有“合同编号”这一列"), "{faults:?}");
    }
}
