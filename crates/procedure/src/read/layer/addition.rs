//! What a layer adds to a step or a list that stands above: more papers, more gates, more majorities, more people apart.

use crate::affair::{Affair, PaperNeed};
use crate::read::affair::{Check, Part, texts};
use crate::read::raw::{RawAddition, RawList};

pub(super) fn step(part: &mut Part<'_>, affair: &mut Affair, raw: &RawAddition) {
    let known: Vec<String> = affair.steps.iter().map(|step| step.id.clone()).collect();
    let Some(step) = affair.steps.iter_mut().find(|step| step.id == *raw.id.get_ref()) else {
        let known = known.iter().map(String::as_str);
        part.faults.unknown(&raw.id.span(), "step", raw.id.get_ref(), known);
        return;
    };
    let id = raw.id.get_ref();
    // What is not in force yet is read all the same, so that its faults are told; then it is put aside.
    let open = part.in_force(raw.since.as_ref(), raw.until.as_ref());
    let mut new = step.clone();
    for apart in &raw.apart_from {
        part.later(&apart.span(), id, Check::Step(apart.get_ref().clone()));
    }
    new.apart_from.extend(texts(&raw.apart_from));
    new.articles.extend(part.library.articles(&raw.articles, &mut part.faults));
    for paper in &raw.papers {
        // A dated paper that is not in force is compared, too: it will be.
        let mut always = paper.clone();
        (always.since, always.until) = (None, None);
        let Some(need) = part.paper(&always, id) else { continue };
        let open = part.in_force(paper.since.as_ref(), paper.until.as_ref());
        let above = new.papers.iter().position(|old| old.id == need.id);
        if let Some(what) = above.and_then(|place| new.papers.get(place)).and_then(|old| loosened(old, &need)) {
            part.faults.at(&paper.id.span(), format!("the paper `{}` {what}", need.id));
        } else if open {
            let copy = part.public_copy(paper, &need);
            new.papers.extend(copy.filter(|copy| !step.papers.iter().any(|old| old.id == copy.id)));
            match above.and_then(|place| new.papers.get_mut(place)) {
                Some(old) => *old = need,
                None => new.papers.push(need),
            }
        }
    }
    for gate in &raw.gates {
        if new.gates.iter().any(|old| old.id == *gate.id.get_ref()) {
            part.faults.at(&gate.id.span(), "this gate exists above; a layer adds gates under names of its own");
        } else {
            new.gates.extend(part.gate(gate, id));
        }
    }
    new.speaks_last.extend(part.speaks_last(&raw.speaks_last, new.kind));
    new.ballots |= part.ballots(raw.ballots.as_ref(), new.kind);
    new.stricter.extend(raw.stricter.iter().filter_map(|stricter| part.stricter(stricter, id)));
    if open {
        *step = new;
    }
}

/// How a layer's paper would ask for less than the paper above; `None` when it asks for no less.
fn loosened(above: &PaperNeed, new: &PaperNeed) -> Option<String> {
    if new.at_least < above.at_least {
        return Some(format!("is asked for {} times above; {} would be fewer", above.at_least, new.at_least));
    }
    if new.scope != above.scope {
        return Some("keeps the scope that it has above".to_owned());
    }
    let same = |old: &crate::condition::Condition| new.when.as_ref().is_none_or(|when| when.text() == old.text());
    if !above.when.as_ref().map_or(new.when.is_none(), same) {
        return Some("is asked for without this condition above; `when` would ask for it less often".to_owned());
    }
    let fewer = if above.on.is_empty() { !new.on.is_empty() } else { above.on.iter().any(|on| !new.on.contains(on)) };
    // No outcome named means every outcome that goes on, which leaves out those above that go back.
    fewer.then(|| "is asked for at more outcomes above; `on` would leave some out".to_owned())
}

/// A list of the layer's own, or more words for one above to which more may be added.
pub(super) fn list(part: &mut Part<'_>, affair: &mut Affair, raw: &RawList) {
    let id = raw.id.get_ref();
    let grows = part.growing(raw);
    if affair.lists.contains_key(id) && !affair.growing_lists.contains(id) {
        let what =
            format!("the list `{id}` exists above without `tighter = \"more\"`: more words could loosen a rule there");
        part.faults.at(&raw.id.span(), what);
        return;
    }
    affair.growing_lists.extend(grows);
    affair.lists.entry(id.clone()).or_default().extend(raw.values.iter().cloned());
}
