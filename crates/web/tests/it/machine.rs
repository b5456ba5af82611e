//! Other people's programs: what they fetch is what strangers read, described, tagged, part by part.

use crate::board::published;
use crate::browser::{Answer, Browser};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use serde_json::Value;
use village::{Place, Post};

on_both_databases!(
    what_the_readme_fetches_is_there,
    every_address_answers_as_the_document_says,
    a_list_is_fetched_part_by_part,
    feeds_tell_what_was_released_and_nothing_else,
    the_calendar_keeps_its_events_from_day_to_day,
);

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

fn what_the_readme_fetches_is_there(bench: &Bench) {
    let village = published(bench);
    let readme = include_str!("../../../../README.md");
    let lines = readme.lines().filter_map(|line| line.strip_prefix("$ curl "));
    let all: Vec<&str> =
        lines.filter_map(|line| line.trim_matches('"').strip_prefix("http://127.0.0.1:8080")).collect();
    assert_eq!(all.len(), 3);
    let stranger = Browser::stranger(bench);
    for at in all {
        let fetched = json(&stranger.get(at));
        let list = fetched["data"].as_array().or(fetched["items"].as_array()).unwrap();
        assert!(!list.is_empty(), "{at}: {fetched}");
    }
    let board = stranger.get(&format!("/v/{village}/disclosures")).body;
    assert!(board.contains(&format!("href=\"/v/{village}/calendar.ics\"")), "{board}");
    // What a reader already has is not sent again.
    let feed = format!("/v/{village}/feed.xml");
    let tag = stranger.get(&feed).headers["etag"].to_str().unwrap().to_owned();
    let again = stranger.again(&feed, &tag);
    assert!(again.status == 304 && again.body.is_empty(), "{}", again.status);
}

/// Whether a value is as a schema says, in the words that ours use.
fn fits(value: &Value, schema: &Value, at: &str) {
    if let Some(any) = schema["anyOf"].as_array() {
        if !value.is_null() {
            fits(value, &any[0], at);
        }
        return;
    }
    match schema["type"].as_str() {
        Some("object") => {
            let value = value.as_object().unwrap_or_else(|| panic!("{at} is no object"));
            let known = schema["properties"].as_object().unwrap();
            for name in schema["required"].as_array().unwrap() {
                assert!(value.contains_key(name.as_str().unwrap()), "{at} has no {name}");
            }
            for (name, own) in value {
                fits(own, known.get(name).unwrap_or_else(|| panic!("{at}.{name} is not described")), name);
            }
        }
        Some("array") => {
            for one in value.as_array().unwrap_or_else(|| panic!("{at} is no array")) {
                fits(one, &schema["items"], at);
            }
        }
        Some("string") => assert!(value.is_string(), "{at}: {value}"),
        Some("integer") => assert!(value.is_i64(), "{at}: {value}"),
        other => panic!("{at}: {other:?}"),
    }
}

/// Something that is confirmed and reviewed, but is for the village's own people only.
fn for_villagers(bench: &Bench, village: &Place) {
    let term = "2026-Q1".parse().unwrap();
    let one = disclosure::Prepared {
        item: "V15".into(),
        term,
        text: "本季度为三户办理了生育登记。".into(),
        reason: String::new(),
        seen: None,
    };
    let prepare = disclosure::Prepare { village: village.clone(), slots: vec![one], release_on: None };
    bench.done(&bench.desk(village, Post::Clerk), prepare);
    let own = bench.read(|reader| disclosure::versions(reader, village, "V15", term));
    let verdict = disclosure::Verdict { item: "V15".into(), term, seen: own[0].hash, returned: None };
    let review = disclosure::Review { village: village.clone(), verdicts: vec![verdict] };
    bench.done(&bench.desk(village, Post::SupervisionDirector), review);
}

fn every_address_answers_as_the_document_says(bench: &Bench) {
    let village = published(bench);
    for_villagers(bench, &village);
    let stranger = Browser::stranger(bench);
    let document = json(&stranger.get("/api/openapi.json"));
    assert_eq!(document["openapi"], "3.1.0");
    for (path, said) in document["paths"].as_object().unwrap() {
        let at = path.replace("{code}", village.as_str()).replace("{item}", "F02").replace("{term}", "2026-03");
        let at = if path.ends_with("/search") { format!("{at}?q=%E6%89%AB%E5%B8%9A") } else { at };
        let answer = stranger.get(&at);
        let schema = &said["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        fits(&json(&answer), schema, path);
        assert!(answer.headers.contains_key("etag"), "{path}");
    }
    let items = format!("/api/v1/villages/{village}/items");
    let expenses = json(&stranger.get(&format!("{items}/F02/2026-03")));
    let row = expenses["tables"][0]["rows"][0].to_string();
    assert!(row.contains("买扫帚20把") && row.contains("12050"), "{row}");
    // What is for villagers only stands there by its name, as on the board; what it says is told to nobody.
    let list = json(&stranger.get(&items));
    let own = list["data"].as_array().unwrap().iter().find(|one| one["item"] == "V15").unwrap();
    assert!(own["state"] == "public" && own["data"].is_null(), "{own}");
    let official = Browser::of(bench, &village, Post::Clerk);
    for browser in [&stranger, &official] {
        let answer = browser.get(&format!("{items}/V15/2026-Q1"));
        assert_eq!(answer.status, 404);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert!(!answer.body.contains("生育登记"));
    }
    for wrong in ["/F02/2026-03?version=9", "/F02/2026-04", "/F99/2026-03", "/F02/never"] {
        assert_eq!(stranger.get(&format!("{items}{wrong}")).status, 404, "{wrong}");
    }
    for wrong in ["?limit=0", "?limit=501", "?limit=x", "/F02/2026-03?version=x"] {
        assert_eq!(stranger.get(&format!("{items}{wrong}")).status, 400, "{wrong}");
    }
}

fn a_list_is_fetched_part_by_part(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let whole = json(&stranger.get(&format!("/api/v1/villages/{village}/items?limit=500")));
    let (mut at, mut got) = (format!("/api/v1/villages/{village}/items?limit=3"), Vec::new());
    loop {
        let answer = stranger.get(&at);
        let part = json(&answer);
        got.extend(part["data"].as_array().unwrap().clone());
        let Some(next) = part["next"].as_str() else { break };
        assert_eq!(answer.headers["link"], format!("<{next}>; rel=\"next\""));
        at = next.to_owned();
    }
    assert!(got.len() > 3);
    assert_eq!(Value::Array(got), whole["data"]);
    assert_eq!(stranger.get(&format!("/api/v1/villages/{village}/items?cursor=nothing")).status, 404);
}

fn feeds_tell_what_was_released_and_nothing_else(bench: &Bench) {
    let village = published(bench);
    for_villagers(bench, &village);
    let stranger = Browser::stranger(bench);
    for at in [format!("/v/{village}/feed"), "/feed".to_owned()] {
        let feed = json(&stranger.get(&format!("{at}.json")));
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        let items = feed["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{feed}");
        let link = format!("http://cunwu.test/v/{village}/disclosures/F02/2026-03?version=1");
        assert_eq!(items[0]["id"], link.as_str());
        assert!(items[0]["content_text"].as_str().unwrap().contains("买扫帚20把"), "{feed}");
        let rss = stranger.get(&format!("{at}.xml"));
        assert!(rss.headers["content-type"].to_str().unwrap().starts_with("application/rss+xml"));
        assert!(rss.body.contains(&format!("<guid>{link}</guid>")) && !rss.body.contains("生育登记"), "{}", rss.body);
        assert!(stranger.get(&format!("{at}.json?lang=en")).body.contains("March 2026"));
    }
    // What is read at once of the whole county is what each village's board gives.
    let items = |at: &str| json(&stranger.get(at))["items"].clone();
    assert_eq!(items("/feed.json"), items(&format!("/v/{village}/feed.json")));
}

fn the_calendar_keeps_its_events_from_day_to_day(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let ids = |text: &str| -> Vec<String> {
        text.replace("\r\n ", "").lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let at = format!("/v/{village}/calendar.ics");
    let first = stranger.get(&at).body;
    assert!(first.starts_with("BEGIN:VCALENDAR\r\n") && first.ends_with("END:VCALENDAR\r\n"), "{first}");
    assert!(first.replace("\r\n ", "").contains("支出明细（2026年3月）已公开"), "{first}");
    bench.go_to(day("2026-05-20"));
    let later = ids(&stranger.get(&at).body);
    for id in ids(&first) {
        assert!(later.contains(&id), "{id}");
    }
    let mut once = later.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), later.len(), "every event has its own name");
}
