//! Contracts and property on their pages: taken over from a sheet, filed, counted, described, seen by everybody with persons masked.

use crate::browser::Browser;
use crate::delegation::papers;
use crate::keep_books::{begun, fields, paper};
use demo::on_both_databases;
use demo::testing::Bench;
use village::Post;

on_both_databases!(
    contracts_of_before_are_tried_taken_over_and_filed,
    a_term_beyond_the_law_is_told_with_its_row,
    property_is_taken_over_described_counted_and_decided_on,
    villages_are_added_up_for_the_township,
);

const CONTRACTS: &str = "/desk/contracts/import?village=990101001001";
const ASSETS: &str = "/desk/assets/import?village=990101001001";
const HEADS: &str =
    "合同编号,合同名称,类型,收付方向,对方,总价,已付,押金,签订日期,开始日期,到期日期,期数,第一期日期,每隔几个月";
const GOOD: &str =
    "旧-1,后山杨梅山,资源发包,村里收款,王大有,9000,3000,0,2024-12-20,2025-01-01,2027-12-31,3,2025-01-01,12";
const CARDS: &str = "卡片编号,资产名称,资产性质,资产类别,地点,取得日期,原值,预计残值,使用月数,已提折旧,使用状态\n\
    ZC-001,村综合楼,管理用,房屋建筑,村口,2016-02-10,240000,12000,240,114000,自用\n";

fn sheet(text: &str) -> (String, String, Vec<u8>) {
    ("file".to_owned(), "表.csv".to_owned(), text.as_bytes().to_vec())
}

fn photo(bench: &Bench) -> (String, String, Vec<u8>) {
    let [(_, _, bytes), _] = papers(bench);
    ("paper.photo".into(), "现场.pdf".into(), bytes)
}

fn a_term_beyond_the_law_is_told_with_its_row(bench: &Bench) {
    let accountant = begun(bench);
    let page = accountant.get(CONTRACTS).body;
    let row = |number: &str, kind: &str, ends: &str| {
        format!("{number},老粮站,{kind},村里收款,王大有,9000,3000,0,2004-12-20,2005-01-01,{ends},3,2005-01-01,12\n")
    };
    let rows = [
        row("旧-1", "资产租赁", "2024-12-31"),
        row("旧-2", "资产租赁", "2035-12-31"),
        row("旧-3", "资源发包", "2034-12-31"),
        row("旧-4", "资源发包", "2045-12-31"),
    ];
    let text = format!("{HEADS}\n{}", rows.concat());
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "try")]), &[sheet(&text)]);
    assert_eq!(sent.status, 200, "{}", sent.body);
    for part in ["4份合同", "第3行（旧-2）", "民法典第705条", "第5行（旧-4）", "农村土地承包法第21条"]
    {
        assert!(sent.body.contains(part), "{part}: {}", sent.body);
    }
    assert!(!sent.body.contains("第2行（") && !sent.body.contains("第4行（"), "{}", sent.body);
}

fn contracts_of_before_are_tried_taken_over_and_filed(bench: &Bench) {
    let accountant = begun(bench);
    let page = accountant.get(CONTRACTS).body;
    let before = bench.office.archive().head();
    let bad =
        format!("{HEADS}\n{GOOD}\n旧-1,A,出借,村里收款,B,1.005,0,0,2026-09-01,2025-01-01,2024-01-01,零,昨天,12\n");
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "try")]), &[sheet(&bad)]);
    for part in ["第3行", "出借", "1.005", "零", "昨天"] {
        assert!(sent.status == 422 && sent.body.contains(part), "{part}: {} {}", sent.status, sent.body);
    }
    let good = format!("{HEADS}\n{GOOD}\n");
    let late = good.replace("2024-12-20", "2026-03-01");
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "try")]), &[sheet(&late)]);
    assert!(sent.body.contains("第2行") && sent.body.contains("不是历史"), "{}", sent.body);
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "try")]), &[sheet(&good)]);
    assert!(sent.status == 200 && sent.body.contains("1份合同"), "{}", sent.body);
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "take")]), &[sheet(&good)]);
    assert!(sent.status == 422 && sent.body.contains("请附上材料"), "{}", sent.body);
    assert_eq!(bench.office.archive().head(), before, "nothing is partly taken");
    let sent = accountant.send_parts(CONTRACTS, &fields(&page, &[("mode", "take")]), &[sheet(&good), paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let list = accountant.get("/desk/contracts?village=990101001001").body;
    assert!(list.contains("后山杨梅山") && list.contains("王大有") && list.contains("历史合同"), "{list}");
    let csv = accountant.get("/desk/contracts.csv?village=990101001001").body;
    assert!(csv.contains("旧-1,后山杨梅山,资源发包"), "{csv}");
    let one = "/desk/contracts/990101001001-H-0001";
    let whole = accountant.get(one).body;
    assert!(whole.contains("还没有备案") && !whole.contains("/filing"), "{whole}");
    let public = Browser::stranger(bench).get("/v/990101001001/contracts/register").body;
    assert!(public.contains("后山杨梅山") && !public.contains("王大有"), "{public}");
    let township = Browser::of(bench, &bench.village(1), Post::TownshipOfficial);
    let filing = format!("{one}/filing");
    let page = township.get(&filing).body;
    let sent = township.send_parts(&filing, &fields(&page, &[("filing_no", " ")]), &[]);
    assert_eq!(sent.status, 422);
    let sent = township.send_parts(&filing, &fields(&page, &[("filing_no", "溪备1号")]), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(accountant.get(one).body.contains("溪备1号"));
    assert_eq!(Browser::of(bench, &bench.village(2), Post::Bookkeeper).get(one).status, 404, "another village's");
    bench.verified();
}

fn property_is_taken_over_described_counted_and_decided_on(bench: &Bench) {
    let accountant = begun(bench);
    let page = accountant.get(ASSETS).body;
    let sent = accountant.send_parts(ASSETS, &fields(&page, &[("mode", "take")]), &[sheet(CARDS), paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let list = accountant.get("/desk/assets?village=990101001001").body;
    assert!(list.contains("村综合楼") && list.contains("请核对"), "the books hold no property: {list}");
    assert!(accountant.get("/desk/assets/labels?village=990101001001").body.contains("ZC-001"));
    let card = "/desk/assets/990101001001-Z-0001";
    let public = Browser::stranger(bench).get("/v/990101001001/assets/990101001001-Z-0001");
    assert!(public.status == 200 && public.body.contains("村综合楼"), "{}", public.body);
    let clerk = Browser::of(bench, &bench.village(1), Post::AssetClerk);
    let edit = format!("{card}/edit");
    let page = clerk.get(&edit).body;
    let said =
        [("use", "leased"), ("class", "office"), ("life_months", "240"), ("residual", "12000"), ("place", "村口")];
    let sent = clerk.send_parts(&edit, &fields(&page, &said), &[]);
    assert!(sent.status == 422 && sent.body.contains("要选一份有效的合同"), "{}", sent.body);
    let said =
        [("use", "occupied"), ("class", "office"), ("life_months", "240"), ("residual", "12000"), ("place", "老街")];
    let sent = clerk.send_parts(&edit, &fields(&page, &said), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(accountant.get(card).body.contains("无合同占用"));
    let count = "/desk/assets/count?village=990101001001";
    let page = clerk.get(count).body;
    let sent = clerk.send_parts(count, &fields(&page, &[("act", "open")]), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let mark = format!("{card}/count");
    let page = clerk.get(&mark).body;
    let sent = clerk.send_parts(&mark, &fields(&page, &[("found", "moved"), ("place", "文化礼堂")]), &[]);
    assert!(sent.status == 422 && sent.body.contains("拍一张照片"), "{}", sent.body);
    let said = fields(&page, &[("found", "moved"), ("place", "文化礼堂")]);
    let sent = clerk.send_parts(&mark, &said, &[photo(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    let page = director.get(count).body;
    assert!(page.contains("换了地方：文化礼堂"), "{page}");
    let sent = director.send_parts(count, &fields(&page, &[("act", "decide"), ("words", "属实")]), &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(accountant.get(card).body.contains("文化礼堂"));
    bench.verified();
}

fn villages_are_added_up_for_the_township(bench: &Bench) {
    let accountant = begun(bench);
    let all = accountant.get("/desk/books/whole?period=2026-03");
    assert!(all.status == 200 && all.body.contains("20,000.00") && all.body.contains("没有计入"), "{}", all.body);
    let township = accountant.get("/desk/books/whole?village=990101001&period=2026-03").body;
    assert!(township.contains("/desk/books/statements?village=990101001001"), "{township}");
    let csv = accountant.get("/desk/books/whole.csv?village=990101001&period=2026-03").body;
    assert!(csv.contains("20000.00"), "{csv}");
    // A year in which nothing was posted yet begins with what the last one ended with: nobody is dropped.
    let later = accountant.get("/desk/books/whole?village=990101001&period=2027-01").body;
    assert!(later.contains("20,000.00"), "{later}");
    bench.verified();
}
