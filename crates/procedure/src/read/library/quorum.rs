//! Bodies and their majorities: a lower layer may lengthen the notice and ask for more to come and more to agree.

use super::raw::{RawQuorum, RawQuorumTighten, RawQuorums, RawShare};
use super::{Library, one_of, post};
use crate::fault::Faults;
use crate::quorum::{Attendance, Body, Counted, Majority, MajorityOf, Quorum, Share};
use toml::Spanned;

impl Library {
    pub(super) fn quorums(&mut self, raw: RawQuorums, faults: &mut Faults<'_>) {
        for quorum in raw.quorum {
            self.quorum(quorum, faults);
        }
        for change in raw.tighten {
            self.stricter_quorum(&change, faults);
        }
    }

    fn quorum(&mut self, raw: RawQuorum, faults: &mut Faults<'_>) {
        let (span, body) = (raw.id.span(), Body(raw.id.into_inner()));
        let quorum = Quorum {
            body: body.clone(),
            name: raw.name,
            convener: raw.convener,
            notice_days: raw.notice_days,
            members: raw.members.iter().filter_map(|text| post(text, faults)).collect(),
            within_group: raw.within.as_ref().is_some_and(|part| {
                one_of(part, "part of the village", &["group"], faults);
                true
            }),
            attend: attendance(&raw.attend, faults),
            pass: majority(&raw.pass, faults),
            ballots: always(raw.ballots.as_ref(), faults),
            proxies: raw.proxies.as_ref().is_some_and(|who| {
                one_of(who, "holder of a proxy", &["household"], faults);
                true
            }),
            articles: self.articles(&raw.articles, faults),
        };
        let here = faults.place(&span);
        if let Some(before) = self.said.insert(format!("quorum {}", body.0), here) {
            let name = &body.0;
            faults
                .at(&span, format!("the quorum `{name}` is given in {before} already; a lower layer uses [[tighten]]"));
            return;
        }
        self.quorums.insert(body, quorum);
    }

    fn stricter_quorum(&mut self, change: &RawQuorumTighten, faults: &mut Faults<'_>) {
        let articles = self.articles(&change.articles, faults);
        let open = self.in_force(change.since.as_ref(), change.until.as_ref(), faults);
        let id = change.quorum.get_ref();
        let attend = change.attend.as_ref().map(|raw| (attendance(raw, faults), raw));
        let pass = change.pass.as_ref().map(|raw| (majority(raw, faults), raw));
        let above = self.said.get(&format!("quorum {id}")).cloned().unwrap_or_default();
        let known: Vec<String> = self.quorums.keys().map(|body| body.0.clone()).collect();
        let Some(quorum) = self.quorums.get_mut(&Body(id.clone())) else {
            faults.unknown(&change.quorum.span(), "quorum", id, known.iter().map(String::as_str));
            return;
        };
        if change.notice_days.is_none() && attend.is_none() && pass.is_none() && change.ballots.is_none() {
            let what = "a [[tighten]] of a quorum has `notice_days`, `attend`, `pass` or `ballots`";
            faults.at(&change.quorum.span(), what);
        }
        // What loosens is a fault whether it is in force on the day of reading or not.
        let mut new = quorum.clone();
        if let Some(days) = &change.notice_days {
            if *days.get_ref() < new.notice_days {
                let (old, days_now) = (new.notice_days, days.get_ref());
                faults
                    .at(&days.span(), format!("`{id}` has {old} days' notice in {above}; {days_now} would shorten it"));
                return;
            }
            new.notice_days = *days.get_ref();
        }
        if let Some((attend, raw)) = attend {
            if !as_strict(&attend, &quorum.attend) {
                let span = raw.first().map_or_else(|| change.quorum.span(), |raw| raw.of.span());
                let old = attendance_words(&quorum.attend);
                faults.at(&span, format!("`{id}` needs {old} to attend in {above}; this would let fewer suffice"));
                return;
            }
            new.attend = attend;
        }
        if let Some((pass, raw)) = pass {
            if !pass.as_strict_as(quorum.pass) {
                let old = majority_words(quorum.pass);
                faults.at(
                    &raw.of.span(),
                    format!("`{id}` needs {old} to agree in {above}; this would let fewer suffice"),
                );
                return;
            }
            new.pass = pass;
        }
        new.ballots |= always(change.ballots.as_ref(), faults);
        if open {
            new.articles.extend(articles);
            *quorum = new;
        }
    }
}

/// A key that asks for something, and is left out where it does not: `false` would take back what stands above.
fn always(raw: Option<&Spanned<bool>>, faults: &mut Faults<'_>) -> bool {
    if let Some(raw) = raw.filter(|raw| !raw.get_ref()) {
        faults.at(&raw.span(), "write `true`, or leave the key out: `false` would loosen what stands above");
    }
    raw.is_some_and(|raw| *raw.get_ref())
}

/// Whoever comes in one of the new ways has come in one of the old.
fn as_strict(new: &[Attendance], old: &[Attendance]) -> bool {
    let in_some = |way: &Attendance| old.iter().any(|o| o.counted == way.counted && way.share.as_strict_as(o.share));
    old.is_empty() || (!new.is_empty() && new.iter().all(in_some))
}

fn attendance_words(ways: &[Attendance]) -> String {
    let who = |way: &Attendance| if way.counted == Counted::Households { "households" } else { "persons" };
    ways.iter().map(|way| format!("{} of the {}", way.share.words().en, who(way))).collect::<Vec<_>>().join(" or ")
}

fn majority_words(majority: Majority) -> String {
    let of = if majority.of == MajorityOf::Present { "those present" } else { "those entitled" };
    format!("{} of {of}", majority.share.words().en)
}

fn attendance(raw: &[RawShare], faults: &mut Faults<'_>) -> Vec<Attendance> {
    let mut ways = Vec::new();
    for way in raw {
        let counted = match way.of.get_ref().as_str() {
            "persons" => Counted::Persons,
            "households" => Counted::Households,
            other => {
                faults.unknown(&way.of.span(), "way of counting", other, ["persons", "households"]);
                continue;
            }
        };
        ways.extend(share(way, faults).map(|share| Attendance { counted, share }));
    }
    ways
}

fn majority(raw: &RawShare, faults: &mut Faults<'_>) -> Majority {
    let of = match raw.of.get_ref().as_str() {
        "present" => MajorityOf::Present,
        "entitled" => MajorityOf::Entitled,
        other => {
            faults.unknown(&raw.of.span(), "base of a majority", other, ["present", "entitled"]);
            MajorityOf::Entitled
        }
    };
    Majority { of, share: share(raw, faults).unwrap_or(Share::AtLeast(1, 1)) }
}

fn share(raw: &RawShare, faults: &mut Faults<'_>) -> Option<Share> {
    let (text, more) = match (&raw.more_than, &raw.at_least) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => {
            faults.at(&raw.of.span(), "a share needs `more_than` or `at_least`, one of them");
            return None;
        }
    };
    let parts = text.get_ref().split_once('/').and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
    match parts {
        Some((n, d)) if d > 0 && n <= d => Some(if more { Share::MoreThan(n, d) } else { Share::AtLeast(n, d) }),
        _ => {
            faults.at(&text.span(), format!("`{}` is not a share such as 2/3", text.get_ref()));
            None
        }
    }
}
