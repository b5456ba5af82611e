//! Covered copies through the pages: what is personal has to be covered, another person compares, then everybody sees it.

use crate::browser::{Answer, Browser, hidden};
use crate::ready::{Begun, CLAIM, matter};
use demo::on_both_databases;
use demo::testing::Bench;
use village::{CaseId, Hash, Post};

on_both_databases!(
    an_invoice_is_covered_compared_and_seen_by_everybody,
    a_copy_is_refused_while_a_number_is_left_open,
    nobody_reviews_their_own_copy_and_a_stranger_sees_no_original,
    a_copy_is_sent_back_or_taken_down_with_a_reason,
);

/// A public claim whose invoice bears a telephone number; the case and the invoice.
fn public_claim(bench: &Bench) -> (CaseId, Hash) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let mut begun = Begun::new(bench, &clerk);
    let lines = ["销售方电话：13812341234".to_owned(), "价税合计 ¥186.00".to_owned()];
    let invoice = demo::make_paper(bench.office.files(), "发票", &lines).unwrap();
    begun.files[0].2 = bench.office.files().fetch(&invoice.hash).unwrap().unwrap();
    let sent = begun.send(bench, &clerk);
    let case = CaseId::new(sent.to.split('/').nth(3).unwrap_or_else(|| panic!("{}", sent.body))).unwrap();
    let mut matter = matter(bench, "C1", &CLAIM);
    matter.case = Some(case.clone());
    let place = bench.village(1);
    while !bench.read(|reader| affairs::disclosures(reader, &place)).iter().any(|known| known.case == case) {
        bench.go_on(&mut matter);
    }
    (case, invoice.hash)
}

fn at(case: &CaseId, paper: &Hash, more: &str) -> String {
    format!("/desk/cases/{case}/papers/{paper}/{more}")
}

/// Sends the form for covering, with the rows given instead of those proposed.
fn cover(who: &Browser, case: &CaseId, paper: &Hash, rows: &[[&str; 4]], more: &[(&str, &str)]) -> Answer {
    let address = at(case, paper, "cover");
    let form = who.get(&address).body;
    let names = ["left", "top", "width", "height"];
    let mut fields = vec![("csrf".to_owned(), hidden(&form, "csrf")), ("key".to_owned(), hidden(&form, "key"))];
    for (row, values) in (1..).zip(rows) {
        fields.extend(names.iter().zip(values).map(|(name, value)| (format!("p1-{row}-{name}"), (*value).to_owned())));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    who.post(&address, &[&fields[..], more].concat())
}

/// What the system proposes on the first page, as it stands in the form.
fn proposed(form: &str) -> [String; 4] {
    ["left", "top", "width", "height"].map(|side| {
        let mark = format!("name=\"p1-1-{side}\" value=\"");
        form.split(mark.as_str()).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    })
}

fn covered(bench: &Bench, case: &CaseId, paper: &Hash) {
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let own = proposed(&clerk.get(&at(case, paper, "cover")).body);
    let own = own.each_ref().map(String::as_str);
    let done = cover(&clerk, case, paper, &[own], &[("sure", "yes")]);
    assert_eq!(done.to, at(case, paper, "copy"), "{} {}", done.status, done.body);
}

fn review(who: &Browser, case: &CaseId, paper: &Hash, more: &[(&str, &str)]) -> Answer {
    let address = at(case, paper, "copy");
    let form = who.get(&address).body;
    let (csrf, key, seen) = (hidden(&form, "csrf"), hidden(&form, "key"), hidden(&form, "seen"));
    let own = [("csrf", csrf.as_str()), ("key", &key), ("seen", &seen), ("sure", "yes")];
    who.post(&address, &[&own[..], more].concat())
}

fn committee(bench: &Bench) -> Browser {
    Browser::of(bench, &bench.village(1), Post::SupervisionDirector)
}

/// The address of the picture that a public page shows.
fn picture(page: &str) -> String {
    let start = page.find("<img src=\"/cases/").unwrap_or_else(|| panic!("no copy is shown: {page}")) + 10;
    page[start..].split('"').next().unwrap().to_owned()
}

fn an_invoice_is_covered_compared_and_seen_by_everybody(bench: &Bench) {
    let (case, paper) = public_claim(bench);
    let (place, stranger) = (bench.village(1), Browser::stranger(bench));
    let clerk = Browser::of(bench, &place, Post::Clerk);
    let record = format!("/cases/{case}");
    assert!(!stranger.get(&record).body.contains("<img"), "nothing is shown before it was covered");
    // The system knows where the number stands, and the papers without a copy.
    assert!(clerk.get("/desk/copies").body.contains(&at(&case, &paper, "cover")));
    let form = clerk.get(&at(&case, &paper, "cover")).body;
    assert!(form.contains("电话号码") && proposed(&form).iter().all(|side| !side.is_empty()), "{form}");
    let drawn = clerk.get(&at(&case, &paper, "pages/1"));
    assert_eq!((drawn.status.as_u16(), drawn.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    assert_eq!(drawn.headers["cache-control"], "private, no-store");
    assert_eq!(
        bench.read(|reader| affairs::views(reader, &case))[&paper],
        1,
        "whoever looks at the original is recorded"
    );
    covered(bench, &case, &paper);
    assert!(!stranger.get(&record).body.contains("<img"), "nothing is shown before it was compared");
    let committee = committee(bench);
    assert!(committee.get("/desk/copies").body.contains(&at(&case, &paper, "copy")));
    let beside = committee.get(&at(&case, &paper, "copy")).body;
    assert!(beside.contains("待村务监督委员会核对") && beside.contains(&format!("/desk/cases/{case}/papers/{paper}")));
    assert_eq!(review(&committee, &case, &paper, &[("do", "release")]).to, at(&case, &paper, "copy"));
    // Everybody sees it, below the case and below its voucher, and may ask about it.
    let page = stranger.get(&record).body;
    let href = picture(&page);
    assert!(page.contains("有1处个人信息已经遮盖") && page.contains("loading=\"lazy\"") && page.contains("width=\""));
    let shown = stranger.get(&href);
    assert_eq!(shown.status, 200);
    assert!(shown.bytes.starts_with(&[0xff, 0xd8, 0xff]) && !shown.bytes.windows(4).any(|part| part == b"Exif"));
    let kept = bench.read(|reader| affairs::all_copies(reader));
    assert!(kept.iter().any(|(hash, of)| href.ends_with(&hash.to_string()) && *of == case.to_string()), "{kept:?}");
    let ask = stranger.get(&format!("/v/{place}/ask?about=case/{case}&line={paper}"));
    assert!(ask.status == 200 && ask.body.contains("发票"), "{}", ask.body);
    assert_eq!(stranger.get(&format!("/v/{place}/ask?about=case/{case}&line={}", &case)).status, 404);
    assert!(Browser::of(bench, &place, Post::Villager).get(&record).body.contains(&href));
    bench.verified();
}

fn a_copy_is_refused_while_a_number_is_left_open(bench: &Bench) {
    let (case, paper) = public_claim(bench);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let before = bench.office.archive().head();
    let sure = [("sure", "yes")];
    let elsewhere = cover(&clerk, &case, &paper, &[["1", "90", "10", "5"]], &sure);
    assert_eq!(elsewhere.status, 422);
    assert!(
        elsewhere.body.contains("第1页离左边") && elsewhere.body.contains("电话号码，没有全部遮住"),
        "{}",
        elsewhere.body
    );
    let none = cover(&clerk, &case, &paper, &[], &[("nothing", "yes"), ("sure", "yes")]);
    assert!(none.status == 422 && none.body.contains("没有全部遮住"), "to say that there is nothing hides nothing");
    for row in [["1", "90", "10", ""], ["95", "90", "10", "5"], ["a", "1", "1", "1"], ["1", "1", "0", "5"]] {
        let answer = cover(&clerk, &case, &paper, &[row], &sure);
        assert!(answer.status == 422 && answer.body.contains("第1页第1处：请填四个0到100之间的数"), "{row:?}");
    }
    let look = cover(&clerk, &case, &paper, &[["10", "10", "20", "5"]], &[("do", "preview"), ("sure", "yes")]);
    assert!(look.status == 200 && look.body.contains("class=\"marking-box\""), "{}", look.body);
    assert_eq!(bench.office.archive().head(), before, "none of it was kept");
    bench.verified();
}

fn nobody_reviews_their_own_copy_and_a_stranger_sees_no_original(bench: &Bench) {
    let (case, paper) = public_claim(bench);
    covered(bench, &case, &paper);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let form = clerk.get(&at(&case, &paper, "copy")).body;
    assert!(!form.contains("value=\"release\""), "whoever covered does not release");
    let copy = bench.read(|reader| affairs::copies(reader, &case)).remove(0);
    let csrf = clerk.csrf();
    let seen = copy.hash.to_string();
    let fields = [("csrf", csrf.as_str()), ("key", "own"), ("seen", &seen), ("do", "release"), ("sure", "yes")];
    assert_eq!(clerk.post(&at(&case, &paper, "copy"), &fields).status, 403);
    assert_eq!(bench.read(|reader| affairs::copies(reader, &case))[0].state, affairs::CopyState::Waiting);
    let (stranger, page) = (Browser::stranger(bench), copy.pages[0].hash);
    for address in [
        format!("/cases/{case}/copies/{page}"),
        format!("/cases/{case}/copies/{paper}"),
        format!("/cases/{case}/copies/x"),
    ] {
        assert_eq!(stranger.get(&address).status, 404, "{address}");
    }
    for more in ["cover", "copy", "pages/1"] {
        assert!(stranger.get(&at(&case, &paper, more)).to.starts_with("/sign-in"), "{more}");
    }
    for post in [Post::SupervisionDirector, Post::CommitteeMember] {
        let answer = Browser::of(bench, &bench.village(1), post).get(&at(&case, &paper, "cover"));
        assert_eq!(answer.status, 404, "{post:?}");
    }
    let member = Browser::of(bench, &bench.village(1), Post::CommitteeMember);
    let work = member.get("/desk/disclosures");
    assert!(work.status != 200 || !work.body.contains("/desk/copies"), "no way that leads nowhere");
    assert!(clerk.get("/desk/disclosures").body.contains("/desk/copies"));
    // The deed itself refuses the committee, whatever page was sent.
    let page = affairs::CopyPage { hash: paper, width: 1, height: 1, size_bytes: 1, areas: Vec::new() };
    let deed = affairs::CoverPaper { case: case.clone(), village: bench.village(1), paper, pages: vec![page] };
    let refused = bench.refused(&bench.desk(&bench.village(1), Post::SupervisionDirector), deed);
    assert_eq!(refused.rule, "copy.reviewer");
    assert_eq!(clerk.get(&at(&case, &paper, "pages/2")).status, 404);
    assert_eq!(clerk.get(&at(&case, &paper, "pages/0")).status, 404);
}

fn a_copy_is_sent_back_or_taken_down_with_a_reason(bench: &Bench) {
    let (case, paper) = public_claim(bench);
    covered(bench, &case, &paper);
    let committee = committee(bench);
    let short = review(&committee, &case, &paper, &[("do", "return"), ("why", "不")]);
    assert!(short.status == 422 && short.body.contains("请写明哪里没有遮好"), "{}", short.body);
    let back = review(&committee, &case, &paper, &[("do", "return"), ("why", "签名没有遮")]);
    assert_eq!(back.to, at(&case, &paper, "copy"));
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    assert!(clerk.get(&at(&case, &paper, "cover")).body.contains("签名没有遮"));
    covered(bench, &case, &paper);
    review(&committee, &case, &paper, &[("do", "release")]);
    let record = format!("/cases/{case}");
    let stranger = Browser::stranger(bench);
    let href = picture(&stranger.get(&record).body);
    assert_eq!(
        review(&committee, &case, &paper, &[("do", "return"), ("why", "漏遮了住址")]).to,
        at(&case, &paper, "copy")
    );
    assert!(!stranger.get(&record).body.contains("<img"));
    assert_eq!(stranger.get(&href).status, 404, "what was taken down is gone");
    bench.verified();
}
