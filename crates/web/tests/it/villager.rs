//! What a villager does without a name and without a cookie: objects, reads a record, checks the log, reads the rules.

use crate::browser::{Browser, hidden};
use demo::Plan;
use demo::testing::{Bench, place};
use office::roster;
use village::{CaseId, Moment, Place, Post};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn village() -> Place {
    place("990101001001")
}

fn lived(bench: &Bench) -> Browser {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 1, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
    Browser::stranger(bench)
}

fn open_case(bench: &Bench) -> CaseId {
    let open = bench.read(|reader| affairs::open_windows(reader, &village(), NOW.day()));
    open.first().expect("nothing is open for objection").case.clone()
}

fn an_objection_needs_no_cookie_and_is_received_once(bench: &Bench) {
    let browser = lived(bench);
    let case = open_case(bench);
    let address = format!("/cases/{case}/objection");
    let form = browser.get(&address);
    assert_eq!(form.status, 200);
    assert!(!form.headers.contains_key("set-cookie"), "the form wants a cookie");
    let (csrf, key) = (hidden(&form.body, "csrf"), hidden(&form.body, "key"));
    let text = "底价比去年低，请说明怎么定的，电话13812341234，0571-88886666，邮箱lisi@qq.com，微信lisi8812";
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str()), ("text", text), ("contact", "李四 13987654321")];
    // Shown once more as others will read it; nothing is public before it is sent.
    let before = bench.office.archive().head();
    let shown = Browser::stranger(bench).post(&address, &fields);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let quoted = shown.body.split("<blockquote").nth(1).unwrap().split("</blockquote>").next().unwrap();
    for masked in ["电话***********，", "，************，", "邮箱***@qq.com", "微信***"] {
        assert!(quoted.contains(masked), "the review does not mask {masked}: {quoted}");
    }
    assert!(!quoted.contains("李四") && shown.body.contains("李四 13987654321"), "{}", shown.body);
    assert_eq!(bench.office.archive().head(), before, "looking at it made it public");
    let back = Browser::stranger(bench).post(&address, &[&fields[..], &[("sure", "no")]].concat());
    assert!(back.status == 200 && back.body.contains("lisi8812") && back.body.contains(&key), "{}", back.body);
    let fields = [&fields[..], &[("sure", "yes")]].concat();
    let first = Browser::stranger(bench).post(&address, &fields);
    let again = Browser::stranger(bench).post(&address, &fields);
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (303, 303), "{}", first.body);
    assert_eq!(first.to, again.to);
    assert_eq!(bench.read(|reader| affairs::objections(reader, &case)).len(), 1);
    let receipt = browser.get(&first.to);
    assert_eq!(receipt.status, 200);
    assert!(receipt.body.contains(&format!("{case}-Y001")), "the receipt has no number");
    let record = browser.get(&format!("/cases/{case}")).body;
    assert!(
        record.contains("底价比去年低") && record.contains("电话***********") && !record.contains("lisi"),
        "the objection is not on the record"
    );
    assert!(!record.contains("李四") && !record.contains("13987654321"), "who objected is public");
}

fn a_form_of_another_case_is_refused_and_an_empty_one_says_what_is_missing(bench: &Bench) {
    let browser = lived(bench);
    let address = format!("/cases/{}/objection", open_case(bench));
    let form = browser.get(&address).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let other = browser.post(&address, &[("csrf", &csrf.chars().rev().collect::<String>()), ("key", &key)]);
    assert_eq!(other.status, 403);
    let empty = browser.post(&address, &[("csrf", &csrf), ("key", &key), ("text", ""), ("contact", "a")]);
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("href=\"#text\""), "the summary does not lead to the field");
    assert_eq!(hidden(&empty.body, "key"), key, "what is sent again would count twice");
}

fn a_refused_attempt_is_told_by_its_post_and_not_by_the_person(bench: &Bench) {
    let browser = lived(bench);
    let mut told = 0;
    for case in bench.read(|reader| affairs::cases_of(reader, &village())) {
        let page = browser.get(&format!("/cases/{}", case.id));
        for act in bench.read(|reader| alerts::refused_acts(reader, case.id.as_str())) {
            let mark = format!("id=\"refused-{}\"", act.entry);
            let Some((_, rest)) = page.body.split_once(&mark) else {
                assert_eq!(page.status, 404, "{} keeps a refused attempt to itself", case.id);
                continue;
            };
            let piece = rest.split("</li>").next().unwrap();
            let person = act.person.unwrap();
            let name = bench.read(|reader| office::roster::name_of(reader, &person)).unwrap();
            assert!(!piece.contains(&name), "{name} is named in {piece}");
            assert!(piece.contains("系统已拦住") && piece.contains("《"), "{piece}");
            told += 1;
        }
    }
    assert!(told > 0, "nobody was tempted");
}

fn a_paper_that_is_not_public_is_told_of_and_cannot_be_opened(bench: &Bench) {
    let browser = lived(bench);
    let mut kept = 0;
    for case in bench.read(|reader| affairs::cases_of(reader, &village())) {
        let page = browser.get(&format!("/cases/{}", case.id));
        for paper in bench.read(|reader| affairs::papers(reader, &case.id)) {
            if page.status != 200 || paper.scope == "public" {
                continue;
            }
            assert!(page.body.contains(&paper.hash.short()), "{} of {} is not told of", paper.kind, case.id);
            assert!(!page.body.contains(&paper.hash.to_string()), "{} of {} has a link", paper.kind, case.id);
            kept += 1;
        }
    }
    assert!(kept > 10, "only {kept} papers were looked for");
}

fn uses_of_the_seal_are_counted_and_what_was_sealed_stays_in_the_village(bench: &Bench) {
    let browser = lived(bench);
    let cases = bench.read(|reader| affairs::cases_of(reader, &village()));
    let sealed: Vec<_> = cases.iter().filter(|case| case.affair == "K1" && case.status == "done").collect();
    assert!(!sealed.is_empty());
    let counted = browser.get("/v/990101001001/seal").body;
    assert!(counted.contains(&format!("{}次", sealed.len())), "{counted}");
    let mut pages: Vec<String> =
        ["", "/affairs", "/seal"].map(|part| browser.get(&format!("/v/990101001001{part}")).body).into();
    pages.extend(sealed.iter().map(|case| browser.get(&format!("/cases/{}", case.id)).body));
    for case in sealed {
        assert!(!pages.iter().any(|page| page.contains(&case.title)), "`{}` is public", case.title);
    }
}

fn the_log_adds_up_for_whoever_fetches_it(bench: &Bench) {
    let browser = lived(bench);
    bench.office.archive().checkpoint(NOW).unwrap();
    let note = browser.get("/log/checkpoint").body;
    let kept = tlog::Checkpoint::open(&note, &bench.office.archive().log_key()).unwrap();
    assert_eq!(kept.size, bench.office.archive().head());
    let mut tree = tlog::Tree::new();
    for tile in tlog::Tile::between(0, kept.size).into_iter().filter(|tile| tile.kind() == tlog::TileKind::Hashes(0)) {
        let answer = browser.get(&format!("/log/{}", tile.entries().path()));
        assert_eq!(answer.status, 200, "{}", tile.entries().path());
        let keep = answer.headers.get("cache-control").unwrap().to_str().unwrap();
        assert_eq!(keep.contains("immutable"), tile.width() == 256, "{}", tile.path());
        tree.extend(tlog::unbundle(answer.body.as_bytes()).unwrap().into_iter().map(tlog::leaf_hash));
        assert_eq!(browser.get(&format!("/log/{}", tile.path())).status, 200);
    }
    assert_eq!(tree.root(), kept.root);
    assert_eq!(browser.get("/log/tile/0/x999/000").status, 404);
    let list = browser.get("/log/entries").body;
    assert!(!list.contains("-C1-") && !list.contains("990101001001"), "the list tells what an entry is about");
}

fn what_was_noted_long_ago_is_compared_with_the_log(bench: &Bench) {
    let browser = lived(bench);
    let kept = bench.office.archive().checkpoint(NOW.plus_ms(-1_000)).unwrap();
    let root = hex::encode(kept.root);
    let said = |number: &str, fingerprint: &str| {
        let page = browser.get(&format!("/log?number={number}&fingerprint={fingerprint}"));
        assert_eq!(page.status, 200);
        page.body
    };
    let clerk = bench.desk(&village(), Post::Clerk);
    let villager =
        bench.read(|reader| roster::persons_with(reader, &village(), Post::Villager, bench.today())).remove(0);
    let (person, relative) = (clerk.person().unwrap().clone(), villager.mandate.person);
    let relation = authority::Relation::Other;
    bench.done(&clerk, roster::DeclareKin { place: village(), person, relative, relation });
    assert!(bench.office.archive().head() > kept.size, "the log has not grown since");
    let noted = kept.size.to_string();
    for fingerprint in [root.as_str(), &root[..8], &root.to_uppercase()] {
        assert!(said(&noted, fingerprint).contains("对得上：第1至"), "{fingerprint}");
    }
    assert!(said(&noted, &"0".repeat(64)).contains("对不上：记下的指纹"));
    assert!(said("99999999", &root).contains("记录比您记下的少"));
    assert!(said(&noted, "不知道").contains("看不懂"));
    let list = browser.get("/log/entries").body;
    assert!(!list.is_empty() && !browser.get("/log").body.contains("对得上："), "it answers what nobody asked");
}

fn why_a_supervisor_s_mandate_was_ended_can_be_read_without_what_reaches_him(bench: &Bench) {
    bench.found(1);
    let place = bench.village(1);
    let holders = bench.read(|reader| roster::persons_with(reader, &place, Post::SupervisionDirector, bench.today()));
    let id = holders[0].mandate_id.clone();
    let reason = "本人申请，搬到县城，电话13912345678".to_owned();
    let end = roster::EndMandate { id, place: place.clone(), last_day: bench.today(), reason };
    bench.done(&bench.desk(&place, Post::TownshipOfficial), end);
    let page = Browser::stranger(bench).get(&format!("/v/{place}/who")).body;
    assert!(page.contains("提前结束任职") && page.contains("本人申请，搬到县城"), "{page}");
    assert!(!page.contains("13912345678"), "{page}");
}

fn the_rules_are_complete_in_both_languages(bench: &Bench) {
    let browser = lived(bench);
    let book = bench.read(|reader| bench.office.current_book(reader));
    let mut pages = vec!["/rules".to_owned()];
    pages.extend(book.affairs.keys().map(|code| format!("/rules/{code}")));
    for path in &pages {
        let page = browser.get(path);
        assert_eq!(page.status, 200);
        assert!(page.body.len() < 100_000, "{path}: {} bytes", page.body.len());
        assert!(!page.body.contains('⟦') && !page.body.contains("{ "), "{path} misses words");
    }
    browser.get("/language?to=en&back=/rules");
    for path in &pages {
        let page = browser.get(path).body.replace(">中文<", "><");
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        let chinese: String = main.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        assert!(chinese.is_empty(), "{path} is not English: {chinese}");
    }
    assert_eq!(browser.get("/rules/Z9").status, 404);
}

demo::on_both_databases!(
    an_objection_needs_no_cookie_and_is_received_once,
    a_form_of_another_case_is_refused_and_an_empty_one_says_what_is_missing,
    a_refused_attempt_is_told_by_its_post_and_not_by_the_person,
    a_paper_that_is_not_public_is_told_of_and_cannot_be_opened,
    uses_of_the_seal_are_counted_and_what_was_sealed_stays_in_the_village,
    the_log_adds_up_for_whoever_fetches_it,
    what_was_noted_long_ago_is_compared_with_the_log,
    why_a_supervisor_s_mandate_was_ended_can_be_read_without_what_reaches_him,
    the_rules_are_complete_in_both_languages,
);
