//! What is done leaves exactly one entry in the log: every acting route is tried with a good form.

use crate::adopt;
use crate::browser::{Answer, Browser, hidden};
use crate::delegation;
use crate::ready::{Begun, alert, matter};
use demo::Went;
use demo::testing::Bench;
use std::collections::BTreeSet;
use village::{CaseId, Post};
use web::ROUTES;

/// Counts what each deed leaves, and keeps in mind which routes were tried.
struct Count<'a> {
    bench: &'a Bench,
    tried: BTreeSet<&'static str>,
}

impl Count<'_> {
    fn one(&mut self, route: &'static str, send: impl FnOnce() -> Answer) -> Answer {
        let before = self.bench.office.archive().head();
        let answer = send();
        assert_eq!(answer.status, 303, "{route}: {}", answer.body);
        let entries = self.bench.read(|reader| archive::entries_after(reader, before, 100));
        // What somebody must be told of at once has its alert beside it.
        let many = entries.iter().filter(|entry| entry.kind != "alert.raised").count();
        assert_eq!(many, 1, "{route} leaves {many} entries");
        self.tried.insert(route);
        answer
    }
}

/// What is done at a meeting is tried step by step in `hall.rs`, corrections in `correct.rs`, the books in `keep_books.rs`, contracts
/// and property in `things.rs`, land in `plots.rs`, what is made public in `board.rs`, screens in `screen.rs`, covered copies in
/// `copy.rs`, photographs in `photo.rs`, leaves in `leave.rs`: several of them leave an entry for each person, or none of their own.
fn every_act_leaves_exactly_one_entry(bench: &Bench) {
    bench.found(1);
    let mut count = Count { bench, tried: BTreeSet::new() };
    cases(bench, &mut count);
    roster(bench, &mut count);
    rules(bench, &mut count);
    objections(bench, &mut count);
    let apart = [
        "/desk/leaves/",
        "/desk/cases/{case}/meeting",
        "/desk/cases/{case}/papers/",
        "/desk/books/",
        "/desk/contracts/",
        "/desk/assets/",
        "/desk/plots/",
        "/desk/disclosures",
        "/desk/questions/",
        "/desk/photos",
        "/desk/screens/",
        "/desk/inspections",
        "/v/{code}/ask",
        "/desk/households/",
    ];
    let elsewhere = |path: &str| apart.iter().any(|one| path.starts_with(one)) || path == "/desk/cases/{case}/correct";
    let acting = ROUTES.iter().filter(|route| route.mutates).map(|route| route.path);
    let acting: BTreeSet<&str> = acting.filter(|path| !elsewhere(path)).collect();
    assert_eq!(count.tried, acting, "an acting route is not tried here");
    bench.verified();
}

fn cases(bench: &Bench, count: &mut Count<'_>) {
    let village = bench.village(1);
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let begun = Begun::new(bench, &clerk);
    let begun = count.one("/desk/start/{affair}/send", || begun.send(bench, &clerk));
    let case = CaseId::new(begun.to.split('/').nth(3).unwrap()).unwrap();
    let witness = Browser::of(bench, &village, Post::CommitteeMember);
    let form = witness.get(&format!("/desk/cases/{case}/acts/witness")).body;
    let (csrf, key, revision) = (hidden(&form, "csrf"), hidden(&form, "key"), hidden(&form, "revision"));
    let fields = [("csrf", csrf.as_str()), ("key", &key), ("revision", &revision), ("outcome", "confirmed")];
    let fields = [&fields[..], &[("seen", "扫帚20把，已经发到保洁员手上"), ("sure", "yes")]].concat();
    count.one("/desk/cases/{case}/acts/{step}/send", || {
        witness.post(&format!("/desk/cases/{case}/acts/witness/send"), &fields)
    });
    let number = alert(bench, &case);
    let director = Browser::of(bench, &village, Post::DisciplineOfficer);
    let explainer = Browser::of(bench, &village, Post::AgencyCashier);
    for (route, deed, browser) in [
        ("/desk/alerts/{alert}/acknowledge", "acknowledge", &director),
        ("/desk/alerts/{alert}/explain", "explain", &explainer),
        ("/desk/alerts/{alert}/close", "close", &director),
    ] {
        let csrf = browser.csrf();
        let fields = [
            ("csrf", csrf.as_str()),
            ("key", deed),
            ("explanation", "点错了"),
            ("finding", "unfounded"),
            ("found", "点错了，没有付款"),
            ("sure", "yes"),
        ];
        count.one(route, || browser.post(&format!("/desk/alerts/{number}/{deed}"), &fields));
    }
}

fn roster(bench: &Bench, count: &mut Count<'_>) {
    let village = bench.village(1);
    let keeper = Browser::of(bench, &village, Post::TownshipOfficial);
    let csrf = keeper.csrf();
    let sheet = format!("姓名,人员编号,村代码\n新来的,X-1,{village}\n");
    let fields = [("csrf", csrf.as_str()), ("key", "import"), ("sure", "yes")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let files = [("file".to_owned(), "名册.csv".to_owned(), sheet.into_bytes())];
    count.one("/desk/roster/import", || {
        keeper.send_parts(&format!("/desk/roster/import?place={village}"), &fields, &files)
    });
    let (person, other) = (bench.person(&village, "新来的"), bench.person(&village, "代表1"));
    let (starts, ends) = (bench.today().to_string(), bench.today().plus(20).to_string());
    let send = |path: &str, key: &str, fields: &[(&str, &str)]| {
        keeper.post(path, &[&[("csrf", csrf.as_str()), ("key", key), ("sure", "yes")], fields].concat())
    };
    let fields = [("person", person.as_str()), ("post", "villager"), ("starts", &starts), ("ends", &ends)];
    count.one("/desk/roster/mandate", || send(&format!("/desk/roster/mandate?place={village}"), "grant", &fields));
    let fields = [("person", person.as_str()), ("relative", other.as_str()), ("relation", "spouse")];
    count.one("/desk/roster/kin", || send(&format!("/desk/roster/kin?place={village}"), "kin", &fields));
    let field = format!("group.{other}");
    count.one("/desk/roster/groups", || {
        send(&format!("/desk/roster/groups?place={village}"), "groups", &[(field.as_str(), "2组")])
    });
    count.one("/desk/roster/people/{person}/sign-in", || {
        send(&format!("/desk/roster/people/{person}/sign-in"), "sign-in", &[])
    });
    let official = bench.person(&village, "保管员");
    for key in ["made", "asked"] {
        send(&format!("/desk/roster/people/{official}/sign-in"), key, &[]);
    }
    let second = Browser::of(bench, &village, Post::DisciplineOfficer);
    let token = second.csrf();
    count.one("/desk/checks/{check}", || {
        let fields = [("csrf", token.as_str()), ("key", "agree"), ("answer", "agree"), ("sure", "yes")];
        second.post("/desk/checks/990101-S000001", &fields)
    });
    send(&format!("/desk/roster/people/{official}/sign-in"), "reset", &[]);
    let owner = Browser::of_desk(bench, &bench.desk_of(&official));
    let token = owner.csrf();
    count.one("/password/notice", || {
        owner.post("/password/notice", &[("csrf", &token), ("key", "known"), ("said", "asked")])
    });
    let held = bench.read(|reader| office::roster::terms_of(reader, &person)).remove(0).mandate_id;
    let fields = [("last_day", starts.as_str()), ("reason", "搬走")];
    count.one("/desk/roster/mandates/{mandate}", || {
        send(&format!("/desk/roster/mandates/{held}?place={village}"), "end", &fields)
    });
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let fields = delegation::sure(delegation::filled(bench, &clerk));
    count.one("/desk/delegations/new", || {
        clerk.send_parts("/desk/delegations/new?village=990101001001", &fields, &delegation::papers(bench))
    });
    let director = Browser::of(bench, &village, Post::SupervisionDirector);
    let csrf = director.csrf();
    count.one("/desk/delegations/{delegation}", || {
        let fields = [("csrf", csrf.as_str()), ("key", "confirm"), ("answer", "confirm"), ("sure", "yes")];
        director.post("/desk/delegations/990101001001-Q001", &fields)
    });
}

fn rules(bench: &Bench, count: &mut Count<'_>) {
    let first = Browser::of(bench, &bench.village(1), Post::AgricultureOfficer);
    let second = Browser::of_desk(bench, &bench.another_officer());
    for (route, page, button) in [
        ("/desk/rules/{proposal}/decline", "/desk/rules/990101-R001", "/decline"),
        ("/desk/rules/{proposal}", "/desk/rules/990101-R002", ""),
    ] {
        count.one("/desk/rules", || adopt::propose(&first, adopt::packed(&adopt::sooner()), "县里的新规定"));
        count.one(route, || adopt::press(&second, page, &format!("{page}{button}")));
    }
}

fn objections(bench: &Bench, count: &mut Count<'_>) {
    let village = bench.village(1);
    let values =
        [("title", "修村道"), ("matter", "public_works"), ("amount_fen", "40000"), ("body", "member_assembly")];
    let mut decision = matter(bench, "A1", &values);
    let open = loop {
        let open = bench.read(|reader| affairs::open_windows(reader, &village, bench.today()));
        if let Some(window) = open.first() {
            break window.case.clone();
        }
        assert!(matches!(bench.go_on(&mut decision), Went::On(_)), "it ended without being open for objection");
    };
    let stranger = Browser::stranger(bench);
    let address = format!("/cases/{open}/objection");
    let form = stranger.get(&address).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let fields =
        [("csrf", csrf.as_str()), ("key", &key), ("text", "路线不对，请说明"), ("contact", ""), ("sure", "yes")];
    count.one("/cases/{case}/objection", || stranger.post(&address, &fields));
    let number = format!("{open}-Y001");
    let free = Browser::of_desk(bench, &bench.free(&open, &number, affairs::Task::Answer));
    let csrf = free.csrf();
    let fields = [("csrf", csrf.as_str()), ("key", "answer"), ("answer", "路线是村民会议定的"), ("upheld", "no")];
    let fields = [&fields[..], &[("sure", "yes")]].concat();
    count.one("/desk/cases/{case}/objections/{objection}", || {
        free.post(&format!("/desk/cases/{open}/objections/{number}"), &fields)
    });
}

demo::on_both_databases!(every_act_leaves_exactly_one_entry);
