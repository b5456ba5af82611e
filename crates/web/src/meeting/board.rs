//! What all in the room see of a meeting: who came, how many are missing, whether the decision will be valid and by which law.

use crate::meeting::page::{Board, Counting, Mark, Ruling, Verdict};
use crate::qr;
use crate::rules::say::{attendance, majority};
use crate::show::State;
use crate::told::Teller;
use affairs::{CountRow, Opinion, Prospect, Stance, Standing, Ways};
use procedure::{Bearing, Counted, Outlook, Sitting, Tally};
use village::{Fault, Refusal};

/// The board of a meeting as it stands.
pub(crate) fn board(
    teller: &Teller,
    what: &str,
    body: String,
    held: &Standing,
    outlook: &Prospect,
    arrive: Option<&str>,
) -> Result<Board, Fault> {
    let unit = if held.sitting.counted == Counted::Households { "unit-households" } else { "unit-heads" };
    let figure = |number: u64, key: &'static str| (number.to_string(), teller.say(key).to_string());
    let sitting = &held.sitting;
    let many = |people: &[village::PersonId]| u64::try_from(people.len()).unwrap_or(u64::MAX);
    let opened = teller.moment(held.meeting.opened).words;
    let since = teller.say("hall-since").put("when", opened).put("name", held.meeting.opener.clone()).to_string();
    let arrive = arrive.filter(|_| !held.is_counted());
    Ok(Board {
        what: what.to_owned(),
        body,
        since,
        verdict: match outlook {
            Ok(outlook) => verdict(teller, held, outlook, unit),
            Err(refusal) => void(teller, refusal),
        },
        figures: vec![
            figure(many(&sitting.entitled), "hall-entitled"),
            figure(many(&sitting.present), "hall-present"),
            figure(many(&sitting.recused), "hall-recused"),
            figure(held.voters(), "hall-voters"),
        ],
        votes: votes(teller, held),
        rulings: outlook.as_ref().map_or_else(|_| Vec::new(), |outlook| rulings(teller, held, outlook, unit)),
        counts: match held.meeting.voting {
            Ways::Opinions => held.opinions.iter().map(|opinion| spoken(teller, opinion)).collect(),
            _ => held.counts.iter().map(|row| counting(teller, held, row)).collect(),
        },
        counts_title: match held.meeting.voting {
            Ways::Opinions => teller.say("hall-opinions").to_string(),
            _ => teller.say("hall-counts").to_string(),
        },
        qr: arrive.map(qr::svg).transpose()?.unwrap_or_default(),
        code: arrive.map(|_| held.meeting.code.clone()).unwrap_or_default(),
    })
}

fn votes(teller: &Teller, held: &Standing) -> Vec<(String, String)> {
    let Some((votes_for, against, abstain, spoilt)) = held.agreed() else { return Vec::new() };
    let mut votes = vec![
        (votes_for.to_string(), teller.say("votes-for").to_string()),
        (against.to_string(), teller.say("votes-against").to_string()),
        (abstain.to_string(), teller.say("votes-abstain").to_string()),
    ];
    if spoilt > 0 {
        votes.push((spoilt.to_string(), teller.say("hall-spoilt").to_string()));
    }
    votes
}

/// How it stands, and what is missing.
fn verdict(teller: &Teller, held: &Standing, outlook: &Outlook, unit: &'static str) -> Verdict {
    let tally = &outlook.tally;
    let unit = teller.say(unit).to_string();
    if !tally.quorate {
        let short = tally.needed_present.saturating_sub(tally.present);
        return Verdict {
            state: State::Yellow,
            title: teller.say("hall-short").put("count", short).put("unit", unit.clone()).to_string(),
            lines: vec![
                teller.say("hall-short-why").put("needed", tally.needed_present).put("unit", unit).to_string(),
                teller.say("hall-short-next").to_string(),
            ],
        };
    }
    if held.agreed().is_some() {
        return voted(teller, tally);
    }
    if held.meeting.voting == Ways::Opinions {
        return unspoken(teller, held);
    }
    let ballots = held.meeting.voting == Ways::Ballots;
    let needs = teller.say("hall-needs").put("needed", tally.needed_for).to_string();
    let (state, title, next) = match (ballots, held.round().count(), held.counts.len()) {
        (true, 1, _) => (State::Notice, "hall-once", "hall-once-next"),
        (true, 0, 1..) => (State::Red, "hall-differ", "hall-differ-next"),
        (true, ..) => (State::Done, "hall-ready", "hall-ready-ballots"),
        (false, ..) => (State::Done, "hall-ready", "hall-ready-hands"),
    };
    Verdict { state, title: teller.say(title).to_string(), lines: vec![needs, teller.say(next).to_string()] }
}

/// Opinions are being given.
fn unspoken(teller: &Teller, held: &Standing) -> Verdict {
    let (silent, last) = (held.silent().len(), held.speakers().1);
    let last: Vec<String> = last.iter().map(|seat| teller.name(&seat.name)).collect();
    let title = match (silent, last.is_empty()) {
        (0, true) => teller.say("hall-all-spoke").to_string(),
        (0, false) => teller.say("hall-last-turn").put("name", last.join("、")).to_string(),
        _ => teller.say("hall-silent").put("count", silent).to_string(),
    };
    Verdict { state: State::Notice, title, lines: vec![teller.say("hall-sealed-why").to_string()] }
}

/// An opinion: before all are opened, only that it was given.
fn spoken(teller: &Teller, opinion: &Opinion) -> Counting {
    let found = match &opinion.said {
        None => teller.say("hall-sealed").put("fingerprint", opinion.commitment.short()).to_string(),
        Some((stance, words)) => {
            let key = match stance {
                Stance::For => "votes-for",
                Stance::Against => "votes-against",
                Stance::Abstain => "votes-abstain",
            };
            format!("{}{}{words}", teller.say(key), teller.say("colon"))
        }
    };
    Counting { who: teller.name(&opinion.name), when: teller.moment(opinion.sealed), found }
}

fn voted(teller: &Teller, tally: &Tally) -> Verdict {
    let (state, title) = if tally.passed { (State::Done, "hall-carried") } else { (State::Orange, "hall-lost") };
    let line = teller.say("hall-voted").put("for", tally.votes_for).put("needed", tally.needed_for).to_string();
    let mut lines = vec![line];
    if !tally.passed {
        let short = tally.needed_for.saturating_sub(tally.votes_for);
        lines.push(teller.say("hall-lost-short").put("count", short).to_string());
    }
    lines.push(teller.say("hall-end-next").to_string());
    Verdict { state, title: teller.say(title).to_string(), lines }
}

/// The rules would refuse the meeting whatever it decided.
fn void(teller: &Teller, refusal: &Refusal) -> Verdict {
    let mut lines = vec![teller.words(&refusal.words), teller.words(&refusal.next)];
    lines.extend(Some(teller.articles(&refusal.articles)).filter(|ground| !ground.is_empty()));
    Verdict { state: State::Red, title: teller.say("hall-void").to_string(), lines }
}

/// Every rule that bears on it: where two laws bear, both.
fn rulings(teller: &Teller, held: &Standing, outlook: &Outlook, unit: &'static str) -> Vec<Ruling> {
    let own = outlook.rules.first().map(|own| own.rule.body.clone());
    outlook
        .rules
        .iter()
        .map(|bearing| {
            let mut marks = Vec::new();
            if Some(&bearing.rule.body) == own.as_ref() {
                marks.push(came(teller, bearing, &outlook.tally, &held.sitting, unit));
            }
            marks.push(carries(teller, held, bearing, &outlook.tally));
            Ruling { name: teller.heading(&bearing.rule.name), ground: teller.articles(&bearing.rule.articles), marks }
        })
        .collect()
}

fn came(teller: &Teller, bearing: &Bearing, tally: &Tally, sitting: &Sitting, unit: &'static str) -> Mark {
    let ways: Vec<_> = bearing.rule.attend.iter().filter(|way| way.counted == sitting.counted).copied().collect();
    let short = tally.needed_present.saturating_sub(tally.present);
    let unit = teller.say(unit).to_string();
    let asks = teller.say("hall-must-come").put("needed", tally.needed_present).put("unit", unit.clone());
    let stands = if tally.quorate { teller.say("hall-enough") } else { teller.say("hall-missing").put("count", short) };
    Mark {
        met: tally.quorate,
        asks: asks.put("share", attendance(teller, &ways)).to_string(),
        stands: format!("{}{}", teller.say("hall-have").put("count", tally.present).put("unit", unit), stands),
    }
}

fn carries(teller: &Teller, held: &Standing, bearing: &Bearing, tally: &Tally) -> Mark {
    // A share of those present is no number of votes before anybody has come.
    let key = if tally.present == 0 { "hall-must-agree-later" } else { "hall-must-agree" };
    let asks = teller.say(key).put("needed", bearing.needed_for);
    let asks = asks.put("share", majority(teller, &bearing.rule.pass)).to_string();
    let unit = teller.say("votes-unit").to_string();
    if held.agreed().is_none() {
        return Mark { met: false, asks, stands: teller.say("hall-not-voted").to_string() };
    }
    let short = bearing.needed_for.saturating_sub(tally.votes_for);
    let stands =
        if bearing.carried { teller.say("hall-enough") } else { teller.say("hall-missing").put("count", short) };
    Mark {
        met: bearing.carried,
        asks,
        stands: format!("{}{}", teller.say("hall-have").put("count", tally.votes_for).put("unit", unit), stands),
    }
}

/// A count that stands alone in its round shows no numbers: the other teller must not know them.
fn counting(teller: &Teller, held: &Standing, row: &CountRow) -> Counting {
    let alone = held.meeting.voting == Ways::Ballots && row.round == held.meeting.round && held.round().count() < 2;
    let found = if alone {
        teller.say("hall-count-kept").to_string()
    } else {
        let count = &row.count;
        let said = teller.say("hall-count").put("round", row.round).put("for", count.votes_for);
        let said = said.put("against", count.against).put("abstain", count.abstain).put("spoilt", count.spoilt);
        said.to_string()
    };
    Counting { who: teller.name(&row.name), when: teller.moment(row.moment), found }
}
