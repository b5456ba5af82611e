//! What is printed: figures of closed months only, names masked, for everybody but what officials alone may read.

use crate::books::paid;
use crate::browser::{Answer, Browser};
use capital::ClosePeriod;
use demo::testing::Bench;
use village::Post;

const PRINT: &str = "/v/990101001001/print";
const SHEETS: [&str; 3] = ["board.pdf", "letter.pdf", "statements.pdf"];

/// The text of a sheet without its spaces.
fn read(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    let document = lopdf::Document::load_mem(&answer.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn check(browser: &Browser, path: &str, words: &[&str]) -> String {
    let answer = browser.get(path);
    assert!(answer.bytes == browser.get(path).bytes, "{path} is not the same twice");
    let text = read(&answer);
    for word in words {
        assert!(text.contains(word), "{path} lacks `{word}`: {text}");
    }
    text
}

fn a_closed_month_is_printed_for_everybody_and_an_open_one_for_nobody(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    for sheet in SHEETS {
        let answer = stranger.get(&format!("{PRINT}/{sheet}"));
        assert!(answer.status == 404 && answer.body.contains("还没有结账的月份可以打印"), "{}", answer.body);
    }
    let voucher = format!("/v/990101001001/books/{village}-2026-03-P0001");
    assert_eq!(stranger.get(&format!("{voucher}/voucher.pdf")).status, 404, "of an open month");
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);

    let figures = ["2026年3月", "120.50", "19,879.50", "指纹"];
    let board = check(&stranger, &format!("{PRINT}/board.pdf"), &figures);
    assert!(board.contains("0417") && board.contains("买扫帚"), "{board}");
    assert!(board == read(&stranger.get(&format!("{PRINT}/board.pdf?month=2026-03"))));
    check(&stranger, &format!("{PRINT}/letter.pdf"), &figures);
    check(&stranger, &format!("{PRINT}/letter.pdf?large=1"), &figures);
    let balance = check(&stranger, &format!("{PRINT}/statements.pdf"), &["资产负债表", "19,879.50"]);
    assert!(!balance.contains("收益及收益分配表"), "officials' only: {balance}");
    let printed =
        check(&stranger, &format!("{voucher}/voucher.pdf"), &["记账凭证", "120.50", "壹佰贰拾元伍角整", "**"]);
    let row = bench.read(|reader| capital::voucher(reader, &village, &format!("{village}-2026-03-P0001"))).unwrap();
    for person in row.people.iter().flatten() {
        let name: String = bench.read(|reader| office::roster::name_of(reader, person)).unwrap();
        assert!(!printed.contains(&name), "{name}: {printed}");
    }
    // Whoever has signed in gets the stranger's sheet: it goes from hand to hand.
    let clerk = Browser::of(bench, &village, Post::Clerk);
    assert!(
        check(&clerk, &format!("{voucher}/voucher.pdf"), &[])
            == check(&stranger, &format!("{voucher}/voucher.pdf"), &[])
    );
    for wrong in ["board.pdf?month=2026-04", "board.pdf?month=nonsense", "letter.pdf?month=2026-02"] {
        assert_eq!(stranger.get(&format!("{PRINT}/{wrong}")).status, 404, "{wrong}");
    }
    assert_eq!(stranger.get("/v/990101001099/print/board.pdf").status, 404);
}

fn where_a_reader_looks_there_is_the_way_to_print(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let finance = "/v/990101001001/finance?month=2026-03";
    assert!(!stranger.get(finance).body.contains(PRINT), "of an open month");
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    for page in [finance, "/v/990101001001/books"] {
        assert!(stranger.get(page).body.contains(&format!("{PRINT}/board.pdf?month=2026-03")), "{page}");
    }
    let voucher = format!("/v/990101001001/books/{village}-2026-03-P0001");
    assert!(stranger.get(&voucher).body.contains(&format!("{voucher}/voucher.pdf")));
    let accountant = Browser::of(bench, &village, Post::AgencyAccountant);
    let at = format!("/desk/books/statements.pdf?village={village}&period=2026-03");
    let page = accountant.get(&format!("/desk/books/statements?village={village}&period=2026-03")).body;
    assert!(page.contains("/desk/books/statements.pdf"), "{page}");
    assert!(read(&accountant.get(&at)).contains("收益及收益分配表"));
    assert_eq!(Browser::of(bench, &village, Post::Representative).get(&at).status, 403);
    assert!(stranger.get(&at).to.starts_with("/sign-in"));
}

fn a_picture_for_the_chat_group_is_of_what_everybody_may_see(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let picture = format!("/v/{village}/card.png");
    assert_eq!(stranger.get(&picture).status, 404, "of an open month");
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    let answer = stranger.get(&picture);
    assert_eq!((answer.status.as_u16(), &answer.headers["content-type"]), (200, &"image/png".parse().unwrap()));
    assert!(answer.bytes.starts_with(b"\x89PNG") && answer.bytes == stranger.get(&picture).bytes);
    let page = stranger.get(&format!("/v/{village}")).body;
    assert!(page.contains(&format!("<meta property=\"og:image\" content=\"http://cunwu.test{picture}\">")), "{page}");
    // Not reviewed yet; for the village's own people only; of no item.
    for item in ["F02/2026-03", "F12/2026-03", "P02/2026-03", "X99/2026-03", "F02/nonsense"] {
        assert_eq!(stranger.get(&format!("/v/{village}/disclosures/{item}/card.png")).status, 404, "{item}");
    }
}

fn the_loudspeakers_script_is_read_as_it_stands(bench: &Bench) {
    paid(bench);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    let text = stranger.get(&format!("/v/{village}/script.txt"));
    assert_eq!(text.headers["content-type"], "text/plain; charset=utf-8");
    for words in ["今天是四月二日", "支出一百二十元五角", "月末还有一万九千八百七十九元五角", "买扫帚，一百二十元五角"]
    {
        assert!(text.body.contains(words), "{words}: {}", text.body);
    }
    assert!(!text.body.contains("120.50"));
    let page = stranger.get(&format!("/v/{village}/script")).body;
    assert!(page.contains("念完大约1分钟") && page.contains("支出一百二十元五角"), "{page}");
    assert!(stranger.get(&format!("/v/{village}/disclosures")).body.contains(&format!("/v/{village}/script")));
    assert_eq!(stranger.get("/v/990101001099/script.txt").status, 404);
}

fn a_phone_may_keep_the_village_as_an_application(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let stranger = Browser::stranger(bench);
    let page = stranger.get(&format!("/v/{village}"));
    let manifest = format!("/v/{village}/app.webmanifest");
    assert!(page.body.contains(&format!("data-manifest=\"{manifest}\"")), "{}", page.body);
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("worker-src 'self'"));
    let told: serde_json::Value = serde_json::from_str(&stranger.get(&manifest).body).unwrap();
    assert_eq!(told["start_url"], format!("/v/{village}"));
    let icon = told["icons"][0]["src"].as_str().unwrap();
    assert!(stranger.get(icon).bytes.starts_with(b"\x89PNG"));
    assert_eq!(stranger.get("/v/990101001099/app.webmanifest").status, 404);
    let worker = stranger.get("/worker.js");
    assert_eq!(
        (&worker.headers["content-type"], &worker.headers["cache-control"]),
        (&"text/javascript; charset=utf-8".parse().unwrap(), &"no-cache".parse().unwrap())
    );
    // Officials' pages, and pages with a form, run no script.
    let clerk = Browser::of(bench, &village, Post::Clerk);
    for page in [clerk.get("/desk"), stranger.get("/sign-in"), stranger.get("/nothing")] {
        assert!(
            !page.body.contains("<script")
                && !page.headers["content-security-policy"].to_str().unwrap().contains("script-src")
        );
    }
}

demo::on_both_databases!(
    a_closed_month_is_printed_for_everybody_and_an_open_one_for_nobody,
    where_a_reader_looks_there_is_the_way_to_print,
    a_picture_for_the_chat_group_is_of_what_everybody_may_see,
    the_loudspeakers_script_is_read_as_it_stands,
    a_phone_may_keep_the_village_as_an_application,
);
