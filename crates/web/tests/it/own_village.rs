//! What a village's own people read once they have signed in, and what everybody else does not.

use crate::browser::Browser;
use demo::Plan;
use demo::testing::Bench;
use village::{Moment, Place, Post};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn lived(bench: &Bench) {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    demo::make(&bench.office, &Plan { seed: 3, villages: 2, today: NOW, layers }).unwrap();
    bench.clock.set(NOW);
}

/// The papers of the first village's public cases: case, address, scope.
fn papers(bench: &Bench) -> Vec<(String, String, String)> {
    let place = Place::new("990101001001").unwrap();
    let public: Vec<_> =
        bench.read(|reader| affairs::disclosures(reader, &place)).into_iter().map(|d| d.case).collect();
    let mut all = Vec::new();
    for case in bench.read(|reader| affairs::cases_of(reader, &place)) {
        if public.contains(&case.id) {
            for paper in bench.read(|reader| affairs::papers(reader, &case.id)) {
                all.push((case.id.to_string(), format!("/cases/{}/papers/{}", case.id, paper.hash), paper.scope));
            }
        }
    }
    all
}

/// The number of the log's last entry.
fn head(bench: &Bench) -> u64 {
    bench.office.archive().head()
}

/// The other village.
fn next(bench: &Bench) -> Place {
    let all = bench.read(|reader| office::roster::subdivisions(reader, &bench.county(), village::Level::Village));
    all.into_iter().map(|division| division.place).find(|place| *place != bench.village(1)).unwrap()
}

fn plain(bench: &Bench, place: &Place, post: Post) -> Browser {
    let desks = bench.desks(place, post).into_iter();
    Browser::of_desk(bench, &desks.min_by_key(|desk| desk.mandates.len()).unwrap())
}

fn a_villager_reads_the_papers_of_the_own_village_and_a_neighbour_does_not(bench: &Bench) {
    lived(bench);
    let all = papers(bench);
    let readers =
        [Post::Villager, Post::Member, Post::Representative].map(|post| plain(bench, &bench.village(1), post));
    let (neighbour, stranger) = (plain(bench, &next(bench), Post::Villager), Browser::stranger(bench));
    let mut kept = 0;
    for (case, address, scope) in &all {
        let own = if matches!(scope.as_str(), "public" | "village") { 200 } else { 404 };
        let other = if scope == "public" { 200 } else { 404 };
        for browser in &readers {
            assert_eq!(browser.get(address).status, own, "{case} {scope}");
        }
        assert_eq!((neighbour.get(address).status.as_u16(), stranger.get(address).status.as_u16()), (other, other));
        kept += usize::from(scope == "village");
    }
    assert!(kept > 20, "only {kept} papers of the village were tried");
    // The record leads to them; a neighbour is told that they are there, and no more.
    let (case, address, _) = all.iter().find(|(_, _, scope)| scope == "village").unwrap();
    let page = readers[0].get(&format!("/cases/{case}"));
    assert!(page.body.contains(address.as_str()), "the record does not lead to its papers");
    assert_eq!(page.headers.get("cache-control").unwrap(), "private, no-store");
    for browser in [&neighbour, &stranger] {
        let page = browser.get(&format!("/cases/{case}")).body;
        assert!(!page.contains(address.as_str()) && page.contains("只给本村的人看"));
    }
    let money = readers[0].get("/v/990101001001/finance?month=2026-03").body;
    assert!(all.iter().any(|(_, address, scope)| scope == "village" && money.contains(address.as_str())));
}

fn names_and_numbers_stay_masked_for_villagers(bench: &Bench) {
    lived(bench);
    let browser = plain(bench, &bench.village(1), Post::Villager);
    let place = bench.village(1);
    let people = bench.read(|reader| office::roster::people_of(reader, &place));
    let holders = bench.read(|reader| office::roster::holders(reader, &place, NOW.day()));
    let offices: Vec<_> =
        holders.into_iter().filter(|h| h.mandate.post.is_official()).map(|h| h.mandate.person).collect();
    for case in bench.read(|reader| affairs::cases_of(reader, &place)) {
        let page = browser.get(&format!("/cases/{}", case.id)).body;
        for person in people.iter().filter(|person| !offices.contains(&person.id)) {
            assert!(!page.contains(&person.phone), "a telephone number in {}", case.id);
        }
    }
}

fn whoever_opens_an_original_is_recorded_once_a_day(bench: &Bench) {
    lived(bench);
    let (case, address, _) = papers(bench).into_iter().find(|(_, _, scope)| scope == "village").unwrap();
    let (case, before) = (village::CaseId::new(case).unwrap(), head(bench));
    let stands = bench.read(|reader| affairs::case(reader, &case)).unwrap().revision;
    let one = plain(bench, &bench.village(1), Post::Villager);
    assert_eq!(one.get(&address).headers.get("cache-control").unwrap(), "private, no-store");
    one.get(&address);
    assert_eq!(head(bench), before + 1, "twice the same day is one entry");
    plain(bench, &bench.village(1), Post::Clerk).get(&address.replace("/cases/", "/desk/cases/"));
    let views = bench.read(|reader| affairs::views(reader, &case));
    assert_eq!(views.values().copied().collect::<Vec<_>>(), [2]);
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().revision, stands);
    // A stranger and a neighbour who try leave nothing.
    let still = head(bench);
    Browser::stranger(bench).get(&address);
    plain(bench, &next(bench), Post::Villager).get(&address);
    assert_eq!(head(bench), still);
    let page = plain(bench, &bench.village(1), Post::Clerk).get(&format!("/desk/cases/{case}")).body;
    assert!(page.contains("原件看过2人次"));
}

fn a_villagers_desk_leads_to_the_own_village(bench: &Bench) {
    lived(bench);
    let is_plain =
        |desk: &office::Desk| desk.mandates.iter().all(|mandate| matches!(mandate.post, Post::Villager | Post::Member));
    let villager = bench.desks(&bench.village(1), Post::Villager).into_iter().find(is_plain).unwrap();
    let desk = Browser::of_desk(bench, &villager).get("/desk");
    assert_eq!(desk.status, 200);
    for part in ["", "/finance", "/books", "/how", "/who"] {
        assert!(desk.body.contains(&format!("href=\"/v/990101001001{part}\"")), "no way to `{part}`");
    }
    assert!(!desk.body.contains("现在没有等您办理的事项"), "an empty list");
}

fn an_invoice_has_a_copy_for_everybody_where_somebody_added_it(bench: &Bench) {
    lived(bench);
    let stranger = Browser::stranger(bench);
    let money = stranger.get("/v/990101001001/finance?month=2026-03").body;
    assert!(money.contains("发票照片公开件"), "no public copy beside a payment");
    let place = Place::new("990101001001").unwrap();
    let public =
        bench.read(|reader| affairs::disclosures(reader, &place)).into_iter().find(|d| d.affair == "C1").unwrap();
    let copy =
        bench.read(|reader| affairs::papers(reader, &public.case)).into_iter().find(|p| p.kind == "invoice_public");
    let copy = copy.unwrap();
    assert_eq!(copy.scope, "public");
    assert_eq!(stranger.get(&format!("/cases/{}/papers/{}", public.case, copy.hash)).status, 200);
    // It is offered and not asked for.
    let form = Browser::of(bench, &place, Post::Bookkeeper).get("/desk/start/C1?village=990101001001").body;
    assert!(form.contains("name=\"paper.invoice_public\""));
}

fn those_who_supervise_read_who_looked_at_which_papers(bench: &Bench) {
    lived(bench);
    let (_, address, _) =
        papers(bench).into_iter().find(|(_, _, scope)| scope == "village").expect("a paper of the village");
    let villager =
        bench.desks(&bench.village(1), Post::Villager).into_iter().min_by_key(|desk| desk.mandates.len()).unwrap();
    let name = bench.read(|reader| office::roster::name_of(reader, villager.person().unwrap())).unwrap();
    let clerk = bench.desk(&bench.village(1), Post::Clerk);
    let official = bench.read(|reader| office::roster::name_of(reader, clerk.person().unwrap())).unwrap();
    let url = format!("/desk/views?village={}", bench.village(1));
    let director = Browser::of(bench, &bench.village(1), Post::SupervisionDirector);
    assert!(!director.get(&url).body.contains(&official), "nobody has looked yet");
    for desk in [&villager, &clerk] {
        assert_eq!(Browser::of_desk(bench, desk).get(&address).status, 200);
    }
    // In the village nobody reads which villager looked; outside it is told.
    let inside = director.get(&url);
    assert_eq!(inside.status, 200, "{}", inside.body);
    assert!(inside.body.contains(&official) && inside.body.contains("本村村民"), "{}", inside.body);
    assert!(!inside.body.contains(&format!("<strong>{name}</strong>")), "{}", inside.body);
    assert!(director.get("/desk/alerts").body.contains("/desk/views"));
    let outside = Browser::of(bench, &bench.village(1), Post::DisciplineOfficer).get(&url).body;
    assert!(outside.contains(&format!("<strong>{name}</strong>")) && outside.contains(&official), "{outside}");
    for post in [Post::Clerk, Post::Villager, Post::AgencyCashier] {
        assert_eq!(plain(bench, &bench.village(1), post).get(&url).status, 403, "{post}");
    }
    let elsewhere = plain(bench, &next(bench), Post::SupervisionDirector).get(&url);
    assert_eq!(elsewhere.status, 403);
}

demo::on_both_databases!(
    those_who_supervise_read_who_looked_at_which_papers,
    a_villager_reads_the_papers_of_the_own_village_and_a_neighbour_does_not,
    names_and_numbers_stay_masked_for_villagers,
    whoever_opens_an_original_is_recorded_once_a_day,
    a_villagers_desk_leads_to_the_own_village,
    an_invoice_has_a_copy_for_everybody_where_somebody_added_it,
);
