//! A delegation in words: what it lets whom decide, by which votes, who recorded it and who confirmed it.

use crate::delegation::list::DelegationCard;
use crate::show::{Link, State as Mark, Tag};
use crate::told::Teller;
use crate::village::shelve::body_name;
use affairs::Delegation;
use archive::Query;
use office::{Desk, roster};
use procedure::RuleBook;
use village::{Fault, PersonId, Place, Post};

/// The delegations of a village, each where it belongs.
pub(crate) struct Shelves {
    /// What nobody has looked at yet.
    pub(crate) waiting: Vec<DelegationCard>,
    /// What representatives may decide under today.
    pub(crate) in_force: Vec<DelegationCard>,
    /// What has ended, is still to come, or was not confirmed.
    pub(crate) others: Vec<DelegationCard>,
}

/// Every delegation of a village, for an official at a desk or, without one, for everybody.
pub(crate) fn shelves(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    village: &Place,
    desk: Option<&Desk>,
) -> Result<Shelves, Fault> {
    let mut all = Shelves { waiting: Vec::new(), in_force: Vec::new(), others: Vec::new() };
    for given in affairs::delegations(query, village)? {
        let mut card = card(query, teller, book, &given)?;
        if let Some(desk) = desk {
            card.papers = papers(teller, &given);
            let directs = desk.posts_at(village).contains(&Post::SupervisionDirector);
            if directs && given.answer.is_none() && desk.person() != Some(&given.recorded_by) {
                card.answer_href = format!("/desk/delegations/{}", given.id);
            }
        }
        if given.is_in_force(teller.today) {
            all.in_force.push(card);
        } else if given.answer.is_none() && teller.today <= given.ends {
            all.waiting.push(card);
        } else {
            all.others.push(card);
        }
    }
    Ok(all)
}

fn papers(teller: &Teller, given: &Delegation) -> Vec<Link> {
    let link =
        |key: &'static str, paper: &str| Link::new(teller.say(key), format!("/desk/delegations/{}/{paper}", given.id));
    let mut papers = vec![link("delegation-minutes", "minutes")];
    papers.extend(given.attendance.map(|_| link("delegation-attendance", "attendance")));
    papers
}

fn card(query: &mut dyn Query, teller: &Teller, book: &RuleBook, given: &Delegation) -> Result<DelegationCard, Fault> {
    let matters = affairs::delegable(book);
    let named = |code: &String| {
        let known = matters.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.clone(), |(_, words)| teller.words(words))
    };
    let mut decided = teller
        .say("delegation-decided")
        .put("day", teller.day(given.decided_on).words)
        .put("body", body_name(teller, book, affairs::giver(&given.body)))
        .put("entitled", given.entitled)
        .put("present", given.present)
        .put("favour", given.votes_for)
        .to_string();
    if let Some(noticed) = given.noticed {
        decided.push_str(&teller.say("delegation-called").put("day", teller.day(noticed).words).to_string());
    }
    let mut name = |person: &PersonId| Ok::<_, Fault>(roster::name_of(query, person)?.unwrap_or_default());
    let said = |key: &'static str, who: String, when| teller.say(key).put("who", who).put("when", when);
    let recorded = said("delegation-recorded", name(&given.recorded_by)?, teller.moment(given.recorded).words);
    let looked = match &given.answer {
        None => teller.say("delegation-not-looked").to_string(),
        Some(answer) => {
            let (who, when) = (name(&answer.person)?, teller.moment(answer.moment).words);
            if answer.confirmed {
                said("delegation-confirmed", who, when).to_string()
            } else {
                said("delegation-declined", who, when).put("reason", teller.free(&answer.reason)).to_string()
            }
        }
    };
    Ok(DelegationCard {
        number: given.id.clone(),
        body: body_name(teller, book, &given.body),
        matters: given.matters.iter().map(named).collect(),
        from: teller.day(given.starts),
        until: teller.day(given.ends),
        decided,
        recorded: recorded.to_string(),
        looked,
        tag: tag(teller, given),
        papers: Vec::new(),
        answer_href: String::new(),
        reason: String::new(),
    })
}

fn tag(teller: &Teller, given: &Delegation) -> Tag {
    let declined = given.answer.as_ref().is_some_and(|answer| !answer.confirmed);
    if declined {
        Tag::new(Mark::Red, teller.say("delegation-not-confirmed"))
    } else if given.ends < teller.today {
        Tag::new(Mark::Done, teller.say("term-ended"))
    } else if given.answer.is_none() {
        Tag::new(Mark::Yellow, teller.say("delegation-waits"))
    } else if given.starts > teller.today {
        Tag::new(Mark::Notice, teller.say("term-to-come"))
    } else if given.ends.since(teller.today) <= crate::roster::tell::SOON_DAYS {
        Tag::new(Mark::Yellow, teller.left(given.ends))
    } else {
        Tag::new(Mark::Ordinary, teller.left(given.ends))
    }
}

/// What the village page says of it in one line.
pub(crate) fn line(query: &mut dyn Query, teller: &Teller, village: &Place) -> Result<String, Fault> {
    let given = affairs::delegations(query, village)?;
    let many = given.iter().filter(|one| one.is_in_force(teller.today)).count();
    let waiting = given.iter().filter(|one| one.answer.is_none() && teller.today <= one.ends).count();
    let mut line = teller.say("delegations-many").put("count", many).to_string();
    if waiting > 0 {
        line.push_str(&teller.say("delegations-many-waiting").put("count", waiting).to_string());
    }
    Ok(line)
}
