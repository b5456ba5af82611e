//! Vouchers of another program: history, and never more than that.

use crate::scene::{balance, expense, opening, period, says, through};
use capital::{ImportVouchers, OpenBooks};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use intake::{check_vouchers, read_vouchers, voucher_columns};
use ledger::Origin;
use sheet::Limits;
use village::{Hash, Kind, Place, Post};

on_both_databases!(
    history_is_taken_over_once_and_marked,
    nothing_is_taken_in_part,
    what_happened_under_the_rules_is_not_imported,
);

const FEBRUARY: &str = "日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,附件张数\n\
    2026-01-08,付,1,买扫帚,51401,公益支出-保洁绿化,120.50,,2\n,,,,10201,银行存款,,120.50,\n\
    2026-02-03,收,1,租金,10201,银行存款,2000,,1\n,,,,50402,其他收入,,2000,\n";

/// Books that begin in January, opened in March.
fn with_history(bench: &Bench) -> Place {
    bench.found(1);
    let village = bench.village(1);
    let deed = OpenBooks { first: period("2026-01"), ..opening(bench, &village) };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), deed);
    village
}

fn import(bench: &Bench, village: &Place, text: &str) -> ImportVouchers {
    let (table, merged) = sheet::read_merged("凭证.csv", text.as_bytes(), &Limits::default()).unwrap();
    let desk = bench.desk(village, Post::AgencyAccountant);
    let chart = bench.read(|reader| capital::chart_of(reader, &desk, village));
    let report = read_vouchers(&table, &merged, &chart, false);
    assert_eq!(report.faults, []);
    ImportVouchers {
        village: village.clone(), source: "旧账套".into(), file: Hash([9; 32]), vouchers: report.vouchers
    }
}

fn history_is_taken_over_once_and_marked(bench: &Bench) {
    let village = with_history(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    assert_eq!(
        bench.refused(&bench.desk(&village, Post::Bookkeeper), import(bench, &village, FEBRUARY)).kind,
        Kind::NotYours
    );
    bench.done(&accountant, import(bench, &village, FEBRUARY));
    assert_eq!(balance(bench, &village, "2026-02-28", "10201"), 2_187_950);
    says(&bench.refused(&accountant, import(bench, &village, FEBRUARY)), "已经导入过");
    // One more at the end: only that is taken.
    let more = format!("{FEBRUARY}2026-02-20,记,1,提现,101,库存现金,50,,\n,,,,10201,银行存款,,50,\n");
    bench.done(&accountant, import(bench, &village, &more));
    let rows = bench.read(|reader| capital::imports(reader, &village));
    assert_eq!((rows.len(), rows[0].vouchers, rows[1].vouchers), (2, 1, 2));
    let vouchers = bench.read(|reader| capital::vouchers(reader, &village, period("2026-01")));
    assert_eq!((vouchers[0].origin.as_str(), vouchers[0].case.is_none()), ("imported 2026-01 付-0001 (2)", true));
    bench.verified();
}

fn nothing_is_taken_in_part(bench: &Bench) {
    let village = with_history(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let head = bench.office.archive().head();
    let mut deed = import(bench, &village, FEBRUARY);
    deed.vouchers[1].draft.lines[0].amount_fen.0 += 1;
    let refusal = bench.refused(&accountant, deed);
    says(&refusal, "借贷不平");
    says(&refusal, "第4行");
    assert_eq!(bench.office.archive().head(), head);
    assert!(bench.read(|reader| capital::vouchers(reader, &village, period("2026-01"))).is_empty());
}

fn what_happened_under_the_rules_is_not_imported(bench: &Bench) {
    let village = with_history(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    through(bench, &mut expense(&village, "120", "24330000000000000001", "transfer"));
    bench.go_to(day("2026-04-20"));
    let late = "日期,凭证号,摘要,科目编码,借方,贷方\n2026-04-05,1,请客,51301,100,\n,,,10201,,100\n";
    says(&bench.refused(&accountant, import(bench, &village, late)), "要走办件");
    let desk = bench.desk(&village, Post::AgencyAccountant);
    let mut books = bench.read(|reader| capital::state_of(reader, &desk, &village)).unwrap();
    let deed = import(bench, &village, late);
    let until = bench.read(|reader| Ok(capital::history_until(reader, &village).unwrap()));
    let header: Vec<String> = late.lines().next().unwrap().split(',').map(str::to_owned).collect();
    let faults = check_vouchers(&mut books, &deed.vouchers, &voucher_columns(&header).unwrap(), until);
    assert!(faults.len() == 1 && faults[0].words.zh.contains("要走办件"), "{faults:?}");
    assert!(deed.vouchers.iter().all(|one| matches!(one.draft.origin, Origin::Imported { .. })));
    bench.verified();
}
