//! The disclosure board: from the closed books through the desk to everybody's phone, down to the line; asked about and answered;
//! what is missing stands red; a stranger learns nothing of what is not for everybody.

use crate::books::paid;
use crate::browser::{Browser, hidden};
use capital::ClosePeriod;
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Place, Post};

on_both_databases!(
    a_month_goes_from_the_desk_to_everybody_and_is_asked_about,
    what_is_late_is_red_for_everybody,
    what_is_not_for_everybody_tells_a_stranger_nothing,
    an_edited_request_changes_no_figure,
);

/// A village with books, of which March is closed on 2 April, with one expense of 120.50 yuan.
fn march(bench: &Bench) -> Place {
    paid(bench);
    let village = bench.village(1);
    let close = ClosePeriod {
        village: village.clone(),
        period: "2026-03".parse().unwrap(),
        reason: "银行对账单还没有寄到".into(),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), close);
    village
}

/// The first value of a check box whose value begins so.
fn ticked(page: &str, begins: &str) -> String {
    let at = page.find(&format!("value=\"{begins}")).unwrap_or_else(|| panic!("no {begins} in {page}"));
    page[at + 7..].split('"').next().unwrap().to_owned()
}

fn confirmed(bench: &Bench, village: &Place) {
    let at = format!("/desk/disclosures?place={village}");
    let bookkeeper = Browser::of(bench, village, Post::Bookkeeper);
    let page = bookkeeper.get(&at).body;
    let (csrf, key, slot) = (hidden(&page, "csrf"), hidden(&page, "key"), ticked(&page, "F02/2026-03/"));
    let fields = [("csrf", csrf.as_str()), ("key", &key), ("slot", &slot), ("sure", "yes")];
    let done = bookkeeper.post(&at, &fields);
    assert_eq!(done.to, at, "{}", done.body);
}

fn reviewed(bench: &Bench, village: &Place, answer: &str, why: &str) -> crate::browser::Answer {
    let at = format!("/desk/disclosures/F02/2026-03?place={village}");
    let director = Browser::of(bench, village, Post::SupervisionDirector);
    assert!(director.get(&format!("/desk/disclosures?place={village}")).body.contains("等您审核"));
    let page = director.get(&at).body;
    assert!(page.contains("买扫帚20把") && page.contains("120.50"), "{page}");
    let (csrf, key, seen) = (hidden(&page, "csrf"), hidden(&page, "key"), hidden(&page, "seen"));
    let fields =
        [("csrf", csrf.as_str()), ("key", &key), ("seen", &seen), ("do", answer), ("why", why), ("sure", "yes")];
    director.post(&at, &fields)
}

/// A village whose expenses of March are public.
pub(crate) fn published(bench: &Bench) -> Place {
    let village = march(bench);
    confirmed(bench, &village);
    assert_eq!(reviewed(bench, &village, "release", "").status, 303);
    village
}

fn a_month_goes_from_the_desk_to_everybody_and_is_asked_about(bench: &Bench) {
    let village = march(bench);
    let stranger = Browser::stranger(bench);
    let public = format!("/v/{village}/disclosures/F02/2026-03");
    assert_eq!(stranger.get(&public).status, 404, "nothing is public before the review");
    let desk = Browser::of(bench, &village, Post::Bookkeeper).get("/desk").body;
    assert!(desk.contains("公开稿待核对"), "{desk}");
    confirmed(bench, &village);
    assert_eq!(stranger.get(&public).status, 404);
    let short = reviewed(bench, &village, "return", "不");
    assert!(short.status == 422 && short.body.contains("至少4个字"), "{}", short.body);
    let done = reviewed(bench, &village, "release", "");
    assert_eq!(done.status, 303, "{}", done.body);

    // Three taps: the village's page, the month's expenses, the line's voucher.
    let home = stranger.get(&format!("/v/{village}")).body;
    assert!(home.contains(&format!("/v/{village}/disclosures")));
    let board = stranger.get(&format!("/v/{village}/disclosures")).body;
    assert!(board.contains("支出明细") && board.contains("2026年3月"), "{board}");
    let page = stranger.get(&public).body;
    assert!(page.contains("花出120.50元") && page.contains("买扫帚20把"), "{page}");
    let voucher = page.split("href=\"").find(|part| part.starts_with(&format!("/v/{village}/books/"))).unwrap();
    assert_eq!(stranger.get(voucher.split('"').next().unwrap()).status, 200);

    // Anybody asks at the line.
    let ask = format!("/v/{village}/ask?about=F02/2026-03&line=0.0");
    assert!(page.contains(&ask.replace('&', "&#38;")), "{page}");
    let form = stranger.get(&ask).body;
    assert!(form.contains("120.50元"), "{form}");
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let send = |words: &str| stranger.post(&ask, &[("csrf", &csrf), ("key", &key), ("words", words), ("sure", "yes")]);
    assert_eq!(send("？").status, 422);
    let asked = send("20把扫帚谁在用？请公开领用单");
    assert_eq!(asked.status, 303, "{}", asked.body);
    let twice = send("20把扫帚谁在用？请公开领用单");
    assert_eq!(twice.to, asked.to, "a form sent twice makes one question");
    let page = stranger.get(&public).body;
    assert!(page.contains("20把扫帚谁在用") && page.contains("已有1问"), "{page}");
    let id = asked.to.rsplit('/').next().unwrap().to_owned();
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let at = format!("/desk/questions/{id}");
    let form = clerk.get(&at).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let answer = [("csrf", csrf.as_str()), ("key", &key), ("answer", "保洁员在用，领用单在办件里。"), ("sure", "yes")];
    assert_eq!(clerk.post(&at, &answer).status, 303);
    for page in [public, format!("/v/{village}/questions"), asked.to] {
        assert!(stranger.get(&page).body.contains("保洁员在用，领用单在办件里。"), "{page}");
    }
    bench.verified();
}

fn what_is_late_is_red_for_everybody(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    bench.go_to(day("2026-04-10"));
    let board = format!("/v/{village}/disclosures");
    assert!(!Browser::stranger(bench).get(&board).body.contains("逾期1天"));
    bench.go_to(day("2026-04-25"));
    let stranger = Browser::stranger(bench);
    let page = stranger.get(&board).body;
    assert!(page.contains("tag-red") && page.contains("逾期15天"), "{page}");
    let finance = stranger.get(&format!("/v/{village}/finance")).body;
    assert!(finance.contains("支出明细（2026年3月）：逾期15天没有公开"), "{finance}");
    let item = stranger.get(&format!("/v/{village}/disclosures/F02")).body;
    assert!(item.contains("逾期15天") && item.contains("报账员"), "{item}");
}

fn what_is_not_for_everybody_tells_a_stranger_nothing(bench: &Bench) {
    let village = march(bench);
    let clerk = bench.desk(&village, Post::Clerk);
    let one = disclosure::Prepared {
        item: "V15".into(),
        term: "2026-Q1".parse().unwrap(),
        text: "本季度为三户办理了生育登记。".into(),
        reason: String::new(),
        seen: None,
    };
    bench.done(&clerk, disclosure::Prepare { village: village.clone(), slots: vec![one], release_on: None });
    let own = bench.read(|reader| disclosure::versions(reader, &village, "V15", "2026-Q1".parse().unwrap()));
    let verdict =
        disclosure::Verdict { item: "V15".into(), term: "2026-Q1".parse().unwrap(), seen: own[0].hash, returned: None };
    let review = disclosure::Review { village: village.clone(), verdicts: vec![verdict] };
    bench.done(&bench.desk(&village, Post::SupervisionDirector), review);
    let at = format!("/v/{village}/disclosures/V15/2026-Q1");
    let stranger = Browser::stranger(bench);
    let page = stranger.get(&at).body;
    assert!(page.contains("只给本村村民看") && !page.contains("生育登记。"), "{page}");
    assert_eq!(stranger.get(&format!("/v/{village}/ask?about=V15/2026-Q1&line=0.0")).status, 404);
    assert!(!stranger.get(&format!("/v/{village}/disclosures/V15/2026-Q1?version=1")).body.contains("生育登记。"));
    for wrong in ["V15/2026-Q4", "V15/2026-01", "X99/2026-Q1", "V15/abc", "F02/2026-02"] {
        assert_eq!(stranger.get(&format!("/v/{village}/disclosures/{wrong}")).status, 404, "{wrong}");
    }
    let villager = Browser::of(bench, &village, Post::Representative);
    assert!(villager.get(&at).body.contains("生育登记。"));
    for page in ["/desk/disclosures", "/desk/disclosures/V15/2026-Q1", "/desk/questions/x"] {
        assert_ne!(stranger.get(page).status, 200, "{page}");
        assert_eq!(villager.get(page).status, 404, "{page}");
    }
}

fn an_edited_request_changes_no_figure(bench: &Bench) {
    let village = march(bench);
    let at = format!("/desk/disclosures/F02/2026-03?place={village}");
    let bookkeeper = Browser::of(bench, &village, Post::Bookkeeper);
    let page = bookkeeper.get(&at).body;
    let (csrf, key, seen) = (hidden(&page, "csrf"), hidden(&page, "key"), hidden(&page, "seen"));
    let before = bench.office.archive().head();
    let forged = "0".repeat(64);
    let send = |seen: &str, text: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", &key),
            ("seen", seen),
            ("text", text),
            ("do", "confirm"),
            ("sure", "yes"),
        ];
        bookkeeper.post(&at, &fields)
    };
    let refused = send(&forged, "本月支出0元");
    assert!(refused.status == 409 || refused.status == 422 || refused.status == 403, "{}", refused.status);
    assert!(refused.body.contains("只从账上"), "{}", refused.body);
    assert_eq!(bench.office.archive().head(), before, "nothing is left");
    // What is typed beside a figure that is drawn is no part of it.
    assert_eq!(send(&seen, "本月支出0元").status, 303);
    let content = bench.read(|reader| disclosure::version(reader, &village, ("F02", "2026-03".parse().unwrap()), 1));
    assert!(content.unwrap().text.is_empty());
    let late = Browser::of(bench, &village, Post::SupervisionDirector);
    let page = late.get(&at).body;
    let (csrf, key) = (hidden(&page, "csrf"), hidden(&page, "key"));
    let fields =
        [("csrf", csrf.as_str()), ("key", &key), ("seen", forged.as_str()), ("do", "release"), ("sure", "yes")];
    let refused = late.post(&at, &fields);
    assert!(refused.body.contains("不在等审核"), "{}", refused.body);
}
