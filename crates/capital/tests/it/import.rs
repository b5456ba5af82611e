//! Vouchers of another program: history, and never more than that.

use crate::scene::{balance, expense, opening, period, says, through};
use archive::Query;
use capital::{ImportVouchers, PrepareBooks, PrepareVouchers, TakeOver};
use demo::testing::{Bench, day};
use demo::{make_paper, on_both_databases};
use intake::{check_vouchers, read_vouchers, voucher_columns};
use ledger::Origin;
use sheet::Limits;
use village::{Hash, Kind, Place, Post, Stop};

on_both_databases!(
    history_is_taken_over_once_and_marked,
    nothing_is_taken_in_part,
    what_happened_under_the_rules_is_not_imported,
    part_by_part_it_comes_to_the_same,
    what_was_made_ready_for_other_books_is_posted_anew,
    a_part_that_is_refused_stops_and_the_rest_is_sent_again,
    each_day_tells_what_moved_in_its_month,
);

const FEBRUARY: &str = "日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,附件张数\n\
    2026-01-08,付,1,买扫帚,51401,公益支出-保洁绿化,120.50,,2\n,,,,10201,银行存款,,120.50,\n\
    2026-02-03,收,1,租金,10201,银行存款,2000,,1\n,,,,50402,其他收入,,2000,\n";

/// Books that begin in January, opened in March.
fn with_history(bench: &Bench) -> Place {
    bench.found(1);
    let village = bench.village(1);
    let deed = PrepareBooks { first: period("2026-01"), ..opening(bench, &village) };
    bench.by_two(&village, deed);
    village
}

fn import(bench: &Bench, village: &Place, text: &str) -> ImportVouchers {
    let (table, merged) = sheet::read_merged("凭证.csv", text.as_bytes(), &Limits::default()).unwrap();
    let desk = bench.desk(village, Post::AgencyAccountant);
    let chart = bench.read(|reader| capital::chart_of(reader, &desk, village));
    let report = read_vouchers(&table, &merged, &chart, false);
    assert_eq!(report.faults, []);
    ImportVouchers {
        village: village.clone(),
        source: "旧账套".into(),
        file: Hash([9; 32]),
        former: false,
        vouchers: report.vouchers,
    }
}

/// Prepared with the signed list by the accountant, confirmed by the township.
fn confirmed(bench: &Bench, import: ImportVouchers) {
    let paper = make_paper(bench.office.files(), "移交清单", &["移交人、接交人签字".into()]).unwrap();
    bench.by_two(&import.village.clone(), PrepareVouchers { import, paper });
}

/// Prepared, confirmed and taken over in one go.
fn taken(bench: &Bench, import: impl Fn() -> ImportVouchers) {
    confirmed(bench, import());
    bench.done(&bench.desk(&import().village, Post::AgencyAccountant), import());
}

fn history_is_taken_over_once_and_marked(bench: &Bench) {
    let village = with_history(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    assert_eq!(
        bench.refused(&bench.desk(&village, Post::Bookkeeper), import(bench, &village, FEBRUARY)).kind,
        Kind::NotYours
    );
    says(&bench.refused(&accountant, import(bench, &village, FEBRUARY)), "还没有经第二人确认");
    taken(bench, || import(bench, &village, FEBRUARY));
    assert_eq!(balance(bench, &village, "2026-02-28", "10201"), 2_187_950);
    says(&bench.refused(&accountant, import(bench, &village, FEBRUARY)), "已经导入过");
    // One more at the end: only that is taken.
    let more = format!("{FEBRUARY}2026-02-20,记,1,提现,101,库存现金,50,,\n,,,,10201,银行存款,,50,\n");
    taken(bench, || import(bench, &village, &more));
    let told = bench.inbox(&village, Post::SupervisionDirector);
    let told: Vec<_> = told.iter().filter(|alert| alert.rule == "books.imported").collect();
    assert_eq!(told.len(), 1, "who took history over is watched, and told of once while it is open");
    assert_eq!(told[0].severity, "yellow");
    let rows = bench.read(|reader| capital::imports(reader, &village));
    assert_eq!((rows.len(), rows[0].vouchers, rows[1].vouchers), (2, 1, 2));
    let vouchers = bench.read(|reader| capital::vouchers(reader, &village, period("2026-01")));
    assert_eq!((vouchers[0].origin.as_str(), vouchers[0].case.is_none()), ("imported 2026-01 付-0001 (2)", true));
    bench.verified();
}

fn nothing_is_taken_in_part(bench: &Bench) {
    let village = with_history(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut deed = import(bench, &village, FEBRUARY);
    confirmed(bench, import(bench, &village, FEBRUARY));
    let head = bench.office.archive().head();
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

const MARCH: &str = "日期,凭证字,凭证号,摘要,科目编码,借方金额,贷方金额\n\
    2026-01-08,付,1,买扫帚,51401,120.50,\n,,,,10201,,120.50\n2026-01-08,付,2,买扫帚,51401,20,\n,,,,10201,,20\n\
    2026-01-20,付,3,电费,51301,80,\n,,,,51401,3,\n,,,,10201,,83\n2026-02-03,收,1,租金,10201,2000,\n,,,,50402,,2000\n\
    2026-02-03,记,1,提现,101,50,\n,,,,10201,,50\n2026-02-27,付,1,电费,51301,75.50,\n,,,,10201,,75.50\n";

/// Takes a file over, so many vouchers a part; what the vouchers are may be changed before.
fn take_over(bench: &Bench, deed: ImportVouchers, at_a_time: usize, between: impl FnOnce()) -> Result<usize, Stop> {
    let desk = bench.desk(&deed.village, Post::AgencyAccountant);
    let begun =
        bench.read(|reader| Ok(TakeOver::begin(reader, &desk, &deed.village, &deed.source, (deed.file, false))));
    between();
    let parts: Vec<_> = deed.vouchers.chunks(at_a_time).map(|part| Ok(part.to_vec())).collect();
    let mut done = 0;
    begun?.all(parts.into_iter(), || Ok(desk.clone()), |many| done += many)?;
    Ok(done)
}

fn hashes(bench: &Bench, village: &Place) -> Vec<(String, Hash)> {
    let months = ["2026-01", "2026-02"].map(period);
    let all = months.map(|month| bench.read(|reader| capital::vouchers(reader, village, month)));
    all.into_iter().flatten().map(|row| (row.id.split_once('-').unwrap().1.to_owned(), row.hash)).collect()
}

/// Two villages with the same history before them.
fn two(bench: &Bench) -> [Place; 2] {
    bench.found(2);
    [1, 2].map(|number| {
        let village = bench.village(number);
        let deed = PrepareBooks { first: period("2026-01"), ..opening(bench, &village) };
        bench.by_two(&village, deed);
        village
    })
}

fn part_by_part_it_comes_to_the_same(bench: &Bench) {
    let [one, other] = two(bench);
    taken(bench, || import(bench, &one, MARCH));
    confirmed(bench, import(bench, &other, MARCH));
    assert_eq!(take_over(bench, import(bench, &other, MARCH), 1, || ()).unwrap(), 6);
    assert_eq!(hashes(bench, &one).len(), 6);
    assert_eq!(hashes(bench, &one), hashes(bench, &other));
    for (day, code) in
        [("2026-01-07", "10201"), ("2026-01-08", "51401"), ("2026-01-31", "10201"), ("2026-02-28", "101")]
    {
        assert_eq!(balance(bench, &one, day, code), balance(bench, &other, day, code), "{day} {code}");
    }
    let imports = bench.read(|reader| capital::imports(reader, &other));
    assert_eq!((imports.len(), imports[0].number), (6, 6));
    bench.verified();
}

/// Somebody else posts after the books were read: the door sees it by the books, and looks itself.
fn what_was_made_ready_for_other_books_is_posted_anew(bench: &Bench) {
    let [one, other] = two(bench);
    taken(bench, || import(bench, &one, MARCH));
    let first: String = MARCH.split_inclusive('\n').take(3).collect();
    let before = || drop(bench.done(&bench.desk(&other, Post::AgencyAccountant), import(bench, &other, &first)));
    confirmed(bench, import(bench, &other, MARCH));
    // Its first part is there already, and is left out.
    assert_eq!(take_over(bench, import(bench, &other, MARCH), 2, before).unwrap(), 6);
    assert_eq!(hashes(bench, &one), hashes(bench, &other));
    bench.verified();
}

fn a_part_that_is_refused_stops_and_the_rest_is_sent_again(bench: &Bench) {
    let [one, other] = two(bench);
    taken(bench, || import(bench, &one, MARCH));
    confirmed(bench, import(bench, &other, MARCH));
    let mut spoilt = import(bench, &other, MARCH);
    spoilt.vouchers[3].draft.lines[0].amount_fen.0 += 1;
    match take_over(bench, spoilt, 2, || ()) {
        Err(Stop::Refused(refusal)) => says(&refusal, "借贷不平"),
        other => panic!("{other:?}"),
    }
    assert_eq!(hashes(bench, &other).len(), 2, "the part before it stays, its own is left out whole");
    assert_eq!(take_over(bench, import(bench, &other, MARCH), 2, || ()).unwrap(), 6);
    assert_eq!(hashes(bench, &one), hashes(bench, &other));
    // Once more: everything is there, and nothing happens.
    let head = bench.office.archive().head();
    take_over(bench, import(bench, &other, MARCH), 4, || ()).unwrap();
    assert_eq!(bench.office.archive().head(), head);
    bench.verified();
}

/// What the migration made of the lines of before is what the entries make.
fn each_day_tells_what_moved_in_its_month(bench: &Bench) {
    const KEPT: &str =
        "select village, day, account, moved_fen from account_day order by village, day, account limit 1000";
    const SUMMED: &str = "select d.village, d.day, l.account,
        sum(case when l.side = 'debit' then l.amount_fen else -l.amount_fen end) as moved_fen
        from (select distinct village, day from voucher_line) d
        join voucher_line l on l.village = d.village and l.day >= substr(d.day, 1, 8) || '01' and l.day <= d.day
        group by d.village, d.day, l.account order by d.village, d.day, l.account limit 1000";
    let village = with_history(bench);
    confirmed(bench, import(bench, &village, MARCH));
    take_over(bench, import(bench, &village, MARCH), 4, || ()).unwrap();
    for number in 1..=2 {
        let invoice = format!("2433000000000000000{number}");
        through(bench, &mut expense(&village, "120", &invoice, "transfer"));
    }
    let row =
        |row: &archive::Row| Ok((row.text("village")?, row.text("day")?, row.text("account")?, row.int("moved_fen")?));
    let rows = |sql| bench.read(|reader| reader.query(sql, &[])?.iter().map(row).collect::<Result<Vec<_>, _>>());
    let kept = rows(KEPT);
    assert!(kept.len() > 12 && kept.iter().any(|row| row.3 < 0), "{kept:?}");
    assert_eq!(kept, rows(SUMMED));
    // A day between two vouchers has the balances of the one before; a month's first days those of the month before.
    assert_eq!(balance(bench, &village, "2026-01-12", "51401"), 14_050);
    assert_eq!(balance(bench, &village, "2026-02-02", "51401"), 14_350);
    assert_eq!(balance(bench, &village, "2026-01-07", "51401"), 0);
}
