//! What anybody may read, and what nobody learns by guessing.

use crate::browser::Browser;
use demo::Plan;
use demo::testing::Bench;
use village::Moment;

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn lived(bench: &Bench) {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 1, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
}

fn a_village_page_is_small_needs_no_script_and_leads_to_each_payment(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    let page = browser.get("/v/990101001001");
    assert_eq!(page.status, 200);
    assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
    // One script of ours reads aloud and keeps the page for when there is no network; everything is there without it.
    assert_eq!(page.body.matches("<script").count(), page.body.matches("<script src=\"/assets/read-").count());
    let finance = browser.get("/v/990101001001/finance");
    assert_eq!(finance.status, 200);
    let case = bench.read(|reader| affairs::cases_of(reader, &village::Place::new("990101001001").unwrap()));
    let paid = case.iter().find(|case| case.affair == "C1" && case.status == "done").unwrap();
    let record = browser.get(&format!("/cases/{}", paid.id));
    assert_eq!(record.status, 200);
    assert!(record.body.contains(&paid.title), "the record does not say what it is about");
    assert!(record.body.contains("<svg"), "the record has no flow chart");
}

fn the_pages_of_the_three_capitals_are_lived_in_and_light(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    for (page, says) in [
        ("budget", "92%"),
        ("receipts", "作废"),
        ("funds", "补偿费分配"),
        ("plots", "后山茶园"),
        ("members", "56"),
        ("assets", "村综合楼"),
        ("contracts/register", "后山茶园"),
        ("books", "/v/990101001001/budget"),
    ] {
        let answer = browser.get(&format!("/v/990101001001/{page}"));
        assert!(answer.status == 200 && answer.body.contains(says), "{page} does not say {says}: {}", answer.body);
        assert!(answer.body.len() < 60_000, "{page}: {} bytes", answer.body.len());
    }
}

fn english_is_complete_on_the_pages_that_everybody_reads(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    let answer = browser.get("/language?to=en&back=/v/990101001001");
    assert_eq!(answer.status, 303);
    assert!(answer.headers.get("set-cookie").is_some());
    assert_eq!(browser.get("/language?to=en&back=https://elsewhere.example").to, "/");
}

fn who_guesses_an_address_learns_nothing(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    let cases = bench.read(|reader| affairs::cases_of(reader, &village::Place::new("990101001001").unwrap()));
    let mut tried = 0;
    for case in &cases {
        for paper in bench.read(|reader| affairs::papers(reader, &case.id)) {
            let answer = browser.get(&format!("/cases/{}/papers/{}", case.id, paper.hash));
            let expected = if paper.scope == "public" { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{} of {} ({})", paper.kind, case.id, paper.scope);
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} papers were tried");
    for path in ["/v/990101001099", "/v/330723001244", "/v/x", "/cases/990101001001-C1-2026-9999", "/cases/..%2F.."] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
}

fn private_numbers_are_on_no_public_page(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    let place = village::Place::new("990101001001").unwrap();
    let offices: Vec<_> = bench
        .read(|reader| office::roster::holders(reader, &place, NOW.day()))
        .into_iter()
        .filter(|holder| holder.mandate.post.is_village_office())
        .map(|holder| holder.mandate.person)
        .collect();
    let people = bench.read(|reader| office::roster::people_of(reader, &place));
    let mut pages = vec![browser.get("/v/990101001001").body, browser.get("/v/990101001001/who").body];
    for case in bench.read(|reader| affairs::cases_of(reader, &place)) {
        pages.push(browser.get(&format!("/cases/{}", case.id)).body);
    }
    for person in people.iter().filter(|person| !offices.contains(&person.id)) {
        assert!(!pages.iter().any(|page| page.contains(&person.phone)), "a villager's telephone is public");
    }
}

fn protective_headers_are_on_every_page(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    for path in ["/", "/v/990101001001", "/sign-in", "/nothing-here"] {
        let answer = browser.get(path);
        let policy = answer.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff");
    }
}

/// What a browser that knows nothing yet asks for before the page stands: the page itself, its style, its script, pictures
/// and the sign in the tab.
fn a_first_view_takes_three_requests_at_most(bench: &Bench) {
    lived(bench);
    let browser = Browser::stranger(bench);
    let village = "/v/990101001001";
    let list = browser.get(&format!("{village}/disclosures")).body;
    let hrefs: Vec<&str> = list.split("href=\"").filter_map(|rest| rest.split('"').next()).collect();
    let slot = hrefs.iter().find(|href| href.starts_with(&format!("{village}/disclosures/F0"))).unwrap();
    let pages =
        [village.to_owned(), format!("{village}/disclosures"), format!("{village}/finance"), (*slot).to_owned()];
    for path in pages {
        let body = browser.get(&path).body;
        let asked = |start: &str, rest: &str| {
            let tags = body.split(start).skip(1).map(|tag| tag.split('>').next().unwrap());
            tags.filter(|tag| tag.contains(rest) && !tag.contains("\"data:") && !tag.contains("loading=\"lazy\""))
                .count()
        };
        let all = 1
            + asked("<link ", "stylesheet")
            + asked("<link ", "icon")
            + asked("<script ", "src=")
            + asked("<img ", "");
        assert!(all <= 3, "{path}: {all} requests\n{body}");
        let (plain, packed) = (body.len(), gzip(body.as_bytes()));
        assert!(plain <= 60_000 && packed <= 15_000, "{path}: {plain} bytes, {packed} compressed");
    }
}

fn gzip(body: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, body).unwrap();
    encoder.finish().unwrap().len()
}

demo::on_both_databases!(
    a_first_view_takes_three_requests_at_most,
    a_village_page_is_small_needs_no_script_and_leads_to_each_payment,
    the_pages_of_the_three_capitals_are_lived_in_and_light,
    english_is_complete_on_the_pages_that_everybody_reads,
    who_guesses_an_address_learns_nothing,
    private_numbers_are_on_no_public_page,
    protective_headers_are_on_every_page,
);
