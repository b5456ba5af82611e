//! `/v/{code}/disclosures`: the board; `/v/{code}/disclosures/{item}`: one item and every time that it covers.

use crate::board::page::{BoardPage, CaseLine, ItemGroup, ItemPage, ItemRow, SlotRow, machines};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::icon::Icon;
use crate::part::{Empty, Line};
use crate::show::{Link, State as Weight, Tag};
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::missing::state;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use disclosure::{Slot, Stand};
use office::Desk;
use procedure::{CatalogueItem, Often, RuleBook};
use village::{Fault, Place};

/// How many cases an item lists.
const CASES: usize = 100;

/// The affair by which a time's disclosure is gone through; its acts are no news of an item.
const GONE_THROUGH: &str = "K2";

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/disclosures", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

/// Whether somebody may read what stands in an item: everybody, the village's own people, its members, its party members, as the
/// policies have it.
pub(crate) fn sees(desk: Option<&Desk>, item: &CatalogueItem, place: &Place) -> bool {
    let Some(desk) = desk.filter(|_| item.scope != "public") else { return item.scope == "public" };
    let may = |duty: &str| crate::desk::place::may(desk, duty, place);
    match item.scope.as_str() {
        "village" => may("read_village_papers") || may("read_published_papers"),
        "member" => may("read_member_items"),
        "party" => may("read_party_items"),
        _ => false,
    }
}

/// How a slot stands, in a tag.
pub(crate) fn tag(teller: &Teller, book: &RuleBook, slot: &Slot) -> Tag {
    let day = |day| teller.day(day).words;
    match slot.stand {
        Stand::Public { since, late: 0, version: 1 } => {
            Tag::new(Weight::Done, teller.say("board-public").put("day", day(since)))
        }
        Stand::Public { since, late, version: 1 } => {
            Tag::new(Weight::Notice, teller.say("board-public-late").put("day", day(since)).put("days", late))
        }
        Stand::Public { since, version, .. } => {
            Tag::new(Weight::Notice, teller.say("board-public-again").put("day", day(since)).put("number", version))
        }
        Stand::Due => {
            let said = teller.say("board-due").put("day", day(slot.due)).put("left", teller.left(slot.due));
            Tag::new(Weight::Ordinary, said)
        }
        Stand::Late(days) => {
            let weight = slot.colour(book, teller.today).map_or(Weight::Yellow, state);
            Tag::new(weight, teller.say("board-late").put("day", day(slot.due)).put("days", days))
        }
    }
}

fn often(teller: &Teller, item: &CatalogueItem) -> String {
    let scope = match item.scope.as_str() {
        "public" => "board-scope-public",
        "village" => "board-scope-village",
        "member" => "board-scope-member",
        _ => "board-scope-party",
    };
    let said = teller.say("board-often").put("often", teller.heading(&item.often.words()));
    said.put("due", teller.words(&item.due.words())).put("scope", teller.say(scope).to_string()).to_string()
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<BoardPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let slots = disclosure::slots(query, &book, &place, teller.today)?;
    let cases = affairs::disclosures(query, &place)?;
    let count =
        |keep: fn(&Slot) -> bool| slots.iter().filter(|slot| slot.item.often != Often::AtOnce && keep(slot)).count();
    let (public, late) =
        (count(|slot| matches!(slot.stand, Stand::Public { .. })), count(|slot| matches!(slot.stand, Stand::Late(_))));
    let sums = vec![
        Line::text(teller.say("board-sum-due"), (public + late).to_string()),
        Line::text(teller.say("board-sum-public"), public.to_string()),
        Line::text(teller.say("board-sum-late"), late.to_string()),
    ];
    let row = |item: &CatalogueItem| {
        let own: Vec<&Slot> = slots.iter().filter(|slot| slot.item.code == item.code).collect();
        let (tag, news) = match own.first() {
            Some(slot) => {
                let term = teller.heading(&slot.term.words());
                let last =
                    own.iter().find(|other| matches!(other.stand, Stand::Public { .. }) && other.term != slot.term);
                let news = last
                    .map(|last| teller.say("board-last").put("term", teller.heading(&last.term.words())).to_string());
                let shown = tag(&teller, &book, slot);
                (
                    Tag::new(shown.state, format!("{term}{}{}", teller.say("colon"), shown.word)),
                    news.unwrap_or_default(),
                )
            }
            None => at_once(&teller, item, &cases),
        };
        ItemRow {
            name: teller.heading(&item.name),
            often: often(&teller, item),
            tag,
            news,
            href: format!("/v/{place}/disclosures/{}", item.code),
        }
    };
    let groups = [
        ("P", Icon::Party, "party"),
        ("V", Icon::Affairs, "affairs"),
        ("F", Icon::Finance, "finance"),
        ("M", Icon::People, "members-public"),
    ];
    let groups = groups.into_iter().map(|(id, icon, key)| ItemGroup {
        id,
        icon,
        name: teller.say(key).to_string(),
        rows: book.catalogue.values().filter(|item| item.code.starts_with(id)).map(row).collect(),
    });
    Ok(Some(BoardPage {
        sums,
        groups: groups.collect(),
        inspections_href: format!("/v/{place}/inspections"),
        script_href: format!("/v/{place}/script"),
        machines: machines(
            (&teller.say("board-calendar").to_string(), &teller.say("data-title").to_string()),
            &format!("/v/{place}"),
        ),
        asked: Link::new(teller.say("questions-title"), format!("/v/{place}/questions")),
        frame,
        name,
    }))
}

/// What comes as it happens, and what comes round but has not yet: nothing is late there.
fn at_once(teller: &Teller, item: &CatalogueItem, cases: &[affairs::Disclosure]) -> (Tag, String) {
    if item.often != Often::AtOnce {
        return (Tag::new(Weight::Ordinary, teller.say("board-not-yet")), String::new());
    }
    let last = cases.iter().find(|one| one.discloses.contains(&item.code) && one.affair != GONE_THROUGH);
    match last {
        Some(one) => {
            let day = teller.day(one.moment.day()).words;
            (Tag::new(Weight::Done, teller.say("board-happened").put("day", day)), String::new())
        }
        None => (Tag::new(Weight::Ordinary, teller.say("board-nothing-yet")), String::new()),
    }
}

pub(crate) async fn item(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, item)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/disclosures/{}", code.get(..12).unwrap_or(&code), item.get(..8).unwrap_or(&item));
    public(&app, &look, &asked, address, move |canvas, reader| compose_item(canvas, reader, &code, &item)).await
}

fn compose_item(canvas: Canvas<'_>, query: &mut dyn Query, code: &str, item: &str) -> Result<Option<ItemPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, reader, mut frame) = (found.place, canvas.teller, canvas.reader, canvas.frame);
    let village = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(teller.say("board-title"), format!("/v/{place}/disclosures")));
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let Some(item) = book.catalogue.get(item) else { return Ok(None) };
    let slots = disclosure::slots(query, &book, &place, teller.today)?;
    let own = slots.iter().filter(|slot| slot.item.code == item.code);
    let rows = own.map(|slot| SlotRow {
        term: teller.heading(&slot.term.words()),
        tag: tag(&teller, &book, slot),
        href: match slot.stand {
            Stand::Public { .. } => format!("/v/{place}/disclosures/{}/{}", item.code, slot.term),
            Stand::Due | Stand::Late(_) => String::new(),
        },
    });
    let sees = sees(reader.as_ref(), item, &place);
    let cases = affairs::disclosures(query, &place)?;
    let mut known = std::collections::BTreeSet::new();
    // Of the seal's uses only the count is public, and of an item that is not for everybody nothing that names its cases.
    let listed = item.often == Often::AtOnce && sees;
    let cases = cases.iter().filter(|one| {
        listed && one.discloses.contains(&item.code) && one.affair != GONE_THROUGH && known.insert(one.case.clone())
    });
    let cases = cases.take(CASES).map(|one| CaseLine {
        what: teller.free(&one.title),
        when: teller.day(one.moment.day()).words,
        href: format!("/cases/{}", one.case),
    });
    let keep = match item.keep_years {
        Some(years) => teller.say("board-keep-years").put("years", years).to_string(),
        None => teller.say("board-keep-always").to_string(),
    };
    Ok(Some(ItemPage {
        name: teller.heading(&item.name),
        holds: teller.heading(&item.holds),
        about: vec![
            Line::text(teller.say("board-when"), often(&teller, item)),
            Line::text(teller.say("board-by"), teller.posts(&item.by)),
            Line::text(teller.say("board-keep"), keep),
            Line::text(teller.say("board-ground"), teller.articles(&item.articles)),
        ],
        slots: rows.collect(),
        cases: cases.collect(),
        empty: Empty {
            what: teller.say("board-nothing-yet").to_string(),
            why: teller.say("board-nothing-why").to_string(),
        },
        frame,
        village,
    }))
}
