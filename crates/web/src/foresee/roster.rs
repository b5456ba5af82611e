//! What would come of the deeds of the roster: a mandate granted or ended, relatives declared, a sheet taken over.

use crate::foresee::turn::Showing;
use crate::foresee::{Consequence, Foreseen, told_of};
use crate::part::Line;
use crate::told::{Teller, place_name};
use archive::{Entry, Query};
use office::Office;
use office::roster::{self, Act, DeclareKin, EndMandate, EnterGroups, GrantMandate, NewPerson, SecondCheck};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, Group, Level, PersonId, Place, Post, Words};

fn name_of(query: &mut dyn Query, person: &PersonId) -> Result<String, Fault> {
    Ok(roster::name_of(query, person)?.unwrap_or_else(|| person.to_string()))
}

fn day_in(entry: Option<&Entry>, field: &str) -> Option<Day> {
    entry?.body.get(field)?.as_str()?.parse().ok()
}

/// A mandate to be granted.
pub(crate) fn grant(
    query: &mut dyn Query,
    teller: &Teller,
    deed: &GrantMandate,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let mandate = &deed.mandate;
    let (name, place) = (name_of(query, &mandate.person)?, place_name(query, &mandate.place)?);
    let post = teller.words(&mandate.post.title());
    let entry = seen.of("mandate.granted").next();
    let waits = seen.of("second_check.asked").next().is_some();
    // What waits begins when it is agreed to, at the earliest today.
    let starts = day_in(entry, "starts").unwrap_or_else(|| mandate.starts.max(teller.today));
    let said = teller.say("then-granted").put("name", name.as_str()).put("post", post.as_str());
    let said = said.put("starts", teller.day(starts).words).put("ends", teller.day(mandate.ends).words);
    let mut next = Vec::new();
    if waits {
        next.push(teller.say("then-granted-waits").to_string());
    }
    next.push(said.to_string());
    let stated = day_in(entry, "stated").or(Some(mandate.starts).filter(|day| waits && *day < teller.today));
    if let Some(stated) = stated {
        next.push(teller.say("then-granted-late").put("day", teller.day(stated).words).to_string());
    }
    let others = roster::persons_with(query, &mandate.place, mandate.post, teller.today)?;
    let others: Vec<String> =
        others.into_iter().filter(|held| held.mandate.person != mandate.person).map(|held| held.name).collect();
    if mandate.post.is_official() && !others.is_empty() && others.len() <= 3 {
        let names = others.join(&teller.say("and").to_string());
        next.push(teller.say("then-granted-others").put("names", names).put("post", post.as_str()).to_string());
    }
    let is_public = mandate.post.is_official() && mandate.place.level() == Level::Village;
    let key = if is_public { "then-granted-public" } else { "then-granted-kept" };
    let shown = teller.say(key).to_string();
    // What waits for a second person is shown to nobody before.
    let after = |shown: &str| teller.say("then-granted-after").put("what", shown).to_string();
    let (public, kept) = if waits && is_public {
        next.push(after(&shown));
        (Vec::new(), Vec::new())
    } else if is_public {
        (vec![shown], Vec::new())
    } else {
        (Vec::new(), vec![shown])
    };
    Ok(Showing {
        what: place,
        step: teller.say("mandate-title").to_string(),
        lines: vec![
            Line::text(teller.say("mandate-person"), teller.aside(&name, mandate.person.as_str())),
            Line::text(teller.say("mandate-post"), post),
            Line::new(teller.say("mandate-starts"), teller.day(mandate.starts)),
            Line::new(teller.say("mandate-ends"), teller.day(mandate.ends)),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next),
            Consequence::public(teller, public),
            Consequence::kept(teller, kept),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// A second check to be answered: what is agreed to is in force at once.
pub(crate) fn answer_check(
    query: &mut dyn Query,
    teller: &Teller,
    (check, agrees): (&SecondCheck, bool),
    lines: Vec<Line>,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let next = match (&check.act, agrees) {
        (Act::Grant(mandate), true) => {
            let starts = day_in(seen.of("mandate.granted").next(), "starts").unwrap_or(mandate.starts);
            let said = teller.say("then-granted").put("name", check.person.1.as_str());
            let said = said.put("post", teller.words(&mandate.post.title()));
            said.put("starts", teller.day(starts).words).put("ends", teller.day(mandate.ends).words)
        }
        (Act::Reset, true) => teller.say("then-reset-agreed").put("who", check.asked_by.1.as_str()),
        (_, false) => teller.say("then-check-declined"),
    };
    let (what, step) = (place_name(query, &check.place)?, teller.say("second-title"));
    let then = told_of(vec![
        Consequence::record(teller, Vec::new()),
        Consequence::next(teller, vec![next.to_string()]),
        Consequence::warned(teller, &seen.warned),
    ]);
    Ok(Showing::of(what, step, lines, then))
}

/// A mandate to be ended: also what would then wait for nobody.
pub(crate) fn end(
    query: &mut dyn Query,
    teller: &Teller,
    office: &Office,
    deed: &EndMandate,
    held: Option<&roster::Holder>,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let (name, post) = held.map_or_else(
        || (deed.id.clone(), String::new()),
        |held| (held.name.clone(), teller.words(&held.mandate.post.title())),
    );
    let said = teller.say("then-ended").put("name", name.as_str()).put("post", post.as_str());
    let mut next = vec![said.put("day", teller.day(deed.last_day).words).to_string()];
    let mut refused = Vec::new();
    if let Some(held) = held {
        let after = deed.last_day.plus(1).max(teller.today);
        let left = roster::persons_with(query, &deed.place, held.mandate.post, after)?;
        if !left.iter().any(|other| other.mandate_id != deed.id) {
            next.push(teller.say("then-ended-empty").put("post", post.as_str()).to_string());
            let waiting = waiting_for(query, office, &deed.place, held.mandate.post)?;
            if waiting > 0 {
                next.push(teller.say("then-ended-waiting").put("count", waiting).to_string());
            }
        }
        refused
            .push(teller.say("then-ended-refused").put("name", name.as_str()).put("post", post.as_str()).to_string());
    }
    Ok(Showing {
        what: place_name(query, &deed.place)?,
        step: teller.say("mandate-end-title").to_string(),
        lines: vec![
            Line::text(teller.say("mandate-person"), &name),
            Line::text(teller.say("mandate-post"), &post),
            Line::new(teller.say("mandate-last-day"), teller.day(deed.last_day)),
            Line::text(teller.say("mandate-reason"), &deed.reason),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next),
            Consequence::kept(teller, vec![teller.say("then-ended-kept").to_string()]),
            Consequence::refused(teller, refused),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// How many running cases at the place wait for a step of this post.
fn waiting_for(query: &mut dyn Query, office: &Office, place: &Place, post: Post) -> Result<usize, Fault> {
    let running = affairs::cases_within(query, place, Some("running"), None)?;
    let mut books: BTreeMap<village::Hash, Vec<(String, String)>> = BTreeMap::new();
    let mut many = 0;
    for case in running {
        if let std::collections::btree_map::Entry::Vacant(free) = books.entry(case.rules) {
            let book = office.book(query, &case.rules)?;
            let steps = book.affairs.values().flat_map(|affair| {
                let mine = affair.steps.iter().filter(|step| step.who.contains(&post));
                mine.map(|step| (affair.code.clone(), step.id.clone()))
            });
            free.insert(steps.collect());
        }
        let wanted = (case.affair.clone(), case.step.clone());
        many += usize::from(books.get(&case.rules).is_some_and(|steps| steps.contains(&wanted)));
    }
    Ok(many)
}

/// Relatives to be declared.
pub(crate) fn kin(
    query: &mut dyn Query,
    teller: &Teller,
    deed: &DeclareKin,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let (one, other) = (name_of(query, &deed.person)?, name_of(query, &deed.relative)?);
    let relation = teller.words(&deed.relation.title());
    let recused = teller.say("then-kin").put("one", one.as_str()).put("other", other.as_str()).to_string();
    Ok(Showing {
        what: place_name(query, &deed.place)?,
        step: teller.say("kin-title").to_string(),
        lines: vec![
            Line::text(teller.say("kin-person"), &one),
            Line::text(teller.say("kin-relation"), relation),
            Line::text(teller.say("kin-relative"), &other),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::kept(teller, vec![teller.say("then-kin-kept").to_string()]),
            Consequence::refused(teller, vec![recused]),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// How many people are told one by one.
const TOLD: usize = 40;

/// Villagers' groups to be entered.
pub(crate) fn groups(
    query: &mut dyn Query,
    teller: &Teller,
    deed: &EnterGroups,
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let known = roster::groups_of(query, &deed.place, teller.today)?;
    let say = |group: Option<&Group>| match group {
        Some(group) => teller.words(&group.words()),
        None => teller.say("groups-none").to_string(),
    };
    let mut lines = Vec::new();
    for new in deed.groups.iter().take(TOLD) {
        let moved = format!("{} → {}", say(known.get(&new.person)), say(new.group.as_ref()));
        lines.push(Line::text(name_of(query, &new.person)?, moved));
    }
    if deed.groups.len() > TOLD {
        lines.push(Line::text("…", teller.say("groups-people").put("count", deed.groups.len()).to_string()));
    }
    let groups: BTreeSet<&Group> = deed.groups.iter().filter_map(|new| new.group.as_ref()).collect();
    let met = groups
        .into_iter()
        .map(|group| teller.say("then-groups").put("group", teller.words(&group.words())).to_string());
    Ok(Showing {
        what: place_name(query, &deed.place)?,
        step: teller.say("groups-title").to_string(),
        lines,
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, met.collect()),
            Consequence::kept(teller, vec![teller.say("then-groups-kept").to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}

/// A sheet to be taken over.
pub(crate) fn import(
    query: &mut dyn Query,
    teller: &Teller,
    (place, file): (&Place, &str),
    (people, notes): (&[NewPerson], &[Words]),
    seen: &Foreseen,
) -> Result<Showing, Fault> {
    let mut posts: BTreeMap<Post, usize> = BTreeMap::new();
    for new in people.iter().flat_map(|person| &person.posts) {
        *posts.entry(new.post).or_default() += 1;
    }
    let count = |key: &'static str, many: usize| teller.say(key).put("count", many).to_string();
    let mut next = vec![count("then-import-people", seen.of("person.registered").count())];
    next.extend(posts.iter().map(|(post, many)| {
        teller.say("then-import-post").put("post", teller.words(&post.title())).put("count", *many).to_string()
    }));
    let waiting = seen.of("second_check.asked").count();
    if waiting > 0 {
        next.push(count("then-import-waits", waiting));
    }
    let kin = seen.of("kin.declared").count();
    if kin > 0 {
        next.push(count("then-import-kin", kin));
    }
    next.extend(notes.iter().map(|note| teller.words(note)));
    let names: Vec<&str> = people.iter().take(8).map(|person| person.name.as_str()).collect();
    Ok(Showing {
        what: place_name(query, place)?,
        step: teller.say("import-title").to_string(),
        lines: vec![
            Line::text(teller.say("import-file"), file),
            Line::text(teller.say("then-import-first"), names.join(&teller.say("and").to_string())),
        ],
        votes: None,
        papers: Vec::new(),
        then: told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next),
            Consequence::kept(teller, vec![teller.say("then-import-kept").to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]),
    })
}
