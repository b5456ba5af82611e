//! Everything public as tables: files that a spreadsheet opens, with what each column means; nothing in them that pages do not tell.

use crate::board::published;
use crate::browser::Browser;
use demo::on_both_databases;
use demo::testing::Bench;
use disclosure::{AskQuestion, HideQuestion, Subject};
use serde_json::Value;
use village::Post;

on_both_databases!(
    every_file_is_there_as_csv_and_as_a_sheet_and_is_explained,
    no_cell_is_a_formula_and_nothing_hidden_or_private_is_in_a_file,
    whatever_goes_wrong_under_the_interface_is_told_to_programs,
    a_program_searches_the_county_part_by_part,
    the_interface_is_explained_and_its_examples_work,
);

const TABLES: [&str; 9] =
    ["items", "vouchers", "cases", "contracts", "assets", "plots", "receipts", "questions", "members"];

fn every_file_is_there_as_csv_and_as_a_sheet_and_is_explained(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let board = stranger.get(&format!("/v/{village}/disclosures")).body;
    assert!(board.contains(&format!("href=\"/v/{village}/data\"")), "no link leads there");
    let page = stranger.get(&format!("/v/{village}/data")).body;
    let dictionary: Value =
        serde_json::from_str(&stranger.get(&format!("/v/{village}/data/dictionary.json")).body).unwrap();
    assert_eq!(dictionary["tables"].as_array().unwrap().len(), TABLES.len());
    let explained = stranger.get(&format!("/v/{village}/data/dictionary.csv")).body;
    for (name, table) in TABLES.iter().zip(dictionary["tables"].as_array().unwrap()) {
        assert_eq!(table["name"], *name);
        let at = format!("/v/{village}/data/{name}");
        for ending in ["csv", "xlsx"] {
            assert!(page.contains(&format!("href=\"{at}.{ending}\"")), "{name}.{ending}: {page}");
        }
        let csv = stranger.get(&format!("{at}.csv"));
        assert_eq!(csv.status, 200);
        let heads: Vec<&str> =
            table["fields"].as_array().unwrap().iter().map(|one| one["head"]["zh"].as_str().unwrap()).collect();
        // The mark by which Excel knows UTF-8, then the heads.
        assert!(csv.body.starts_with(&format!("\u{feff}{}\n", heads.join(","))), "{name}: {}", csv.body);
        assert!(csv.headers["content-disposition"].to_str().unwrap().contains(&format!("{village}-{name}.csv")));
        let tag = csv.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(stranger.again(&format!("{at}.csv"), &tag).status, 304);
        for field in table["fields"].as_array().unwrap() {
            let (field_name, meaning) = (field["name"].as_str().unwrap(), field["meaning"]["zh"].as_str().unwrap());
            assert!(explained.contains(&format!("{name},")) && explained.contains(field_name), "{field_name}");
            assert!(!meaning.is_empty() && page.contains(meaning), "{field_name}");
        }
        let sheet = stranger.get(&format!("{at}.xlsx"));
        let tag = sheet.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(stranger.again(&format!("{at}.xlsx"), &tag).status, 304, "{name}");
        let read = sheet::read("a.xlsx", &sheet.bytes, &sheet::Limits::default());
        // A table without lines is a sheet of heads.
        if csv.body.lines().count() > 1 {
            assert_eq!(read.unwrap().header, heads, "{name}");
        }
    }
    let vouchers = stranger.get(&format!("/v/{village}/data/vouchers.csv")).body;
    assert!(vouchers.contains("买扫帚20把") && vouchers.contains(",120.50,"), "{vouchers}");
    assert!(stranger.get(&format!("/v/{village}/data/vouchers.csv?lang=en")).body.contains("Summary"));
    for wrong in ["nothing.csv", "vouchers", "vouchers.pdf", "vouchers.json"] {
        assert_eq!(stranger.get(&format!("/v/{village}/data/{wrong}")).status, 404, "{wrong}");
    }
    assert_eq!(stranger.get("/v/990101001099/data/items.csv").status, 404);
}

fn no_cell_is_a_formula_and_nothing_hidden_or_private_is_in_a_file(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let ask = |words: &str| AskQuestion {
        village: village.clone(),
        about: Subject::Disclosure("F02/2026-03".into()),
        line: "扫帚".into(),
        words: words.into(),
        voice: None,
    };
    bench.done(&bench.nobody(), ask("=HYPERLINK(\"http://evil.test\")"));
    bench.done(&bench.nobody(), ask("那个人的电话13812345678"));
    let id = bench.done(&bench.nobody(), ask("某某是大骗子")).subject;
    let file = || stranger.get(&format!("/v/{village}/data/questions.csv")).body;
    assert!(file().contains("'=HYPERLINK") && !file().contains("13812345678"), "{}", file());
    assert!(!file().contains("那个人") && file().contains("held"), "{}", file());
    assert!(file().contains("大骗子"));
    let hide = HideQuestion { id: id.clone(), village: village.clone(), why: "辱骂他人".into() };
    bench.done(&bench.desk(&village, Post::SupervisionDirector), hide);
    assert!(!file().contains("大骗子") && file().contains(&id) && file().contains("hidden"), "{}", file());
    let told = stranger.get(&format!("/api/v1/villages/{village}/questions")).body;
    assert!(!told.contains("大骗子") && !told.contains("13812345678") && told.contains(&id), "{told}");
}

fn whatever_goes_wrong_under_the_interface_is_told_to_programs(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    for (at, status) in [
        ("/api/nothing".to_owned(), 404),
        ("/api/v1/nothing/here".to_owned(), 404),
        (format!("/api/v1/villages/{village}/nothing"), 404),
        ("/api/v1/villages/990101001099/vouchers".to_owned(), 404),
        ("/api/v1/villages?limit=1&limit=2".to_owned(), 400),
        ("/api/v1/search".to_owned(), 400),
        ("/api/v1/search?q=x&year=never".to_owned(), 404),
        (format!("/api/v1/villages/{village}/vouchers?cursor=nothing"), 404),
    ] {
        let answer = stranger.get(&at);
        assert_eq!(answer.status, status, "{at}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{at}: {}", answer.body);
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["status"], status, "{at}");
    }
    assert!(stranger.get("/nothing").body.contains("<html"), "people read a page");
}

fn a_program_searches_the_county_part_by_part(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let json = |at: &str| -> Value { serde_json::from_str(&stranger.get(at).body).unwrap() };
    let (mut at, mut got) = ("/api/v1/search?q=2026&limit=2".to_owned(), Vec::new());
    loop {
        let part = json(&at);
        got.extend(part["data"].as_array().unwrap().clone());
        let Some(next) = part["next"].as_str() else { break };
        at = next.to_owned();
    }
    let whole = json("/api/v1/search?q=2026&limit=100");
    assert_eq!(Value::Array(got), whole["data"]);
    let found = json(&format!("/api/v1/search?q=saozhou&village={village}"));
    let first = &found["data"][0];
    assert!(first["amount_fen"] == 12_050 && first["village"] == village.as_str(), "{found}");
    assert!(first["page"].as_str().unwrap().starts_with("http://cunwu.test/cases/"), "{found}");
}

fn the_interface_is_explained_and_its_examples_work(bench: &Bench) {
    published(bench);
    let stranger = Browser::stranger(bench);
    let document: Value = serde_json::from_str(&stranger.get("/api/openapi.json").body).unwrap();
    let page = stranger.get("/api").body;
    let examples: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .filter(|at| at.starts_with("/api/v1"))
        .collect();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(examples.len(), paths.len(), "{examples:?}");
    for at in examples {
        let answer = stranger.get(&at.replace("&#38;", "&"));
        assert_eq!(answer.status, 200, "{at}: {}", answer.body);
        assert!(answer.headers.contains_key("etag"), "{at}");
    }
    for path in paths.keys() {
        assert!(page.contains(path.as_str()), "{path}");
    }
}
