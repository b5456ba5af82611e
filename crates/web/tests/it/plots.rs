//! Land on its pages: taken over from a sheet, surveyed, its boundary drawn, held without a contract and said so to everybody.

use crate::browser::Browser;
use crate::delegation::papers;
use crate::keep_books::{begun, fields, paper};
use demo::on_both_databases;
use demo::testing::Bench;
use village::Post;

on_both_databases!(land_is_taken_over_surveyed_and_shown_to_everybody,);

const PLOTS: &str = "/desk/plots/import?village=990101001001";
const GOOD: &str = "地块编号,地块名称,地类,坐落,台账面积,测量面积,使用状态,合同编号\n\
    T-001,后山杨梅山,园地,后山,12,,闲置,\nT-002,河边滩涂,滩涂,河东,3.5,,闲置,\n";

fn sheet(text: &str) -> (String, String, Vec<u8>) {
    ("file".to_owned(), "地块.csv".to_owned(), text.as_bytes().to_vec())
}

fn land_is_taken_over_surveyed_and_shown_to_everybody(bench: &Bench) {
    let accountant = begun(bench);
    let stranger = || Browser::stranger(bench).get("/v/990101001001/plots").body;
    assert!(stranger().contains("还没有登记地块"));
    let page = accountant.get(PLOTS).body;
    let bad = GOOD.replace("12,,闲置,", "0.00001,一亩,出租,").replace("T-002", "T-001");
    let sent = accountant.send_parts(PLOTS, &fields(&page, &[("mode", "try")]), &[sheet(&bad)]);
    for part in ["第2行", "0.00001", "一亩", "出租"] {
        assert!(sent.status == 422 && sent.body.contains(part), "{part}: {} {}", sent.status, sent.body);
    }
    let sent = accountant.send_parts(PLOTS, &fields(&page, &[("mode", "try")]), &[sheet(GOOD)]);
    assert!(sent.status == 200 && sent.body.contains("2块地，台账面积15.50亩"), "{}", sent.body);
    assert!(stranger().contains("还没有登记地块"), "a trial writes nothing");
    let sent = accountant.send_parts(PLOTS, &fields(&page, &[("mode", "take")]), &[sheet(GOOD), paper(bench)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let plot = "/desk/plots/990101001001-T-0001";
    let edit = format!("{plot}/edit");
    let clerk = Browser::of(bench, &bench.village(1), Post::AssetClerk);
    let page = clerk.get(&edit).body;
    let crossed =
        "{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.001,30.001],[120.001,30],[120,30.001],[120,30]]]}";
    let said = [("use", "occupied"), ("surveyed", "9.8"), ("boundary", crossed), ("place", "后山")];
    let [(_, _, bytes), _] = papers(bench);
    let survey = || [("paper.survey".to_owned(), "测量.pdf".to_owned(), bytes.clone())];
    let sent = clerk.send_parts(&edit, &fields(&page, &said), &survey());
    assert!(sent.status == 422 && sent.body.contains("界线自己相交"), "{}", sent.body);
    let square =
        "{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.001,30],[120.001,30.001],[120,30.001],[120,30]]]}";
    let said = [("use", "occupied"), ("surveyed", "9.8"), ("boundary", square), ("place", "后山")];
    let sent = clerk.send_parts(&edit, &fields(&page, &said), &survey());
    assert_eq!(sent.status, 303, "{}", sent.body);
    let whole = accountant.get(plot).body;
    for part in ["无合同占用", "9.80（−18.33%）", "16.04", "<path", "相差超过百分之五"] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    assert!(!whole.contains("/edit"), "the accountant does not look after land");
    let public = stranger();
    let care = public.find("要处理的").unwrap();
    assert!(public[care..].contains("后山杨梅山") && public.contains("<svg class=\"plot plot-map\""), "{public}");
    let one = Browser::stranger(bench).get("/v/990101001001/plots/990101001001-T-0001");
    assert!(one.status == 200 && one.body.contains("无合同占用") && !one.body.contains("河边滩涂"), "{}", one.body);
    assert_eq!(Browser::stranger(bench).get("/v/990101001002/plots/990101001001-T-0001").status, 404);
    assert_eq!(Browser::of(bench, &bench.village(2), Post::Bookkeeper).get(plot).status, 404, "another village's");
    let csv = accountant.get("/desk/plots.csv?village=990101001001").body;
    assert!(csv.contains("T-001,后山杨梅山,园地,后山,12.00,9.80,16.04"), "{csv}");
    assert!(accountant.get("/desk/plots/labels?village=990101001001").body.contains("T-002"));
    bench.verified();
}
