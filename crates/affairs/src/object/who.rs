//! Who answers an objection and who reviews the answer: nobody judges what they themselves have done.

use crate::read::{ActRow, CaseRow, ObjectionRow, acts};
use archive::Query;
use authority::{Question, Verdict};
use office::{Desk, Matter, Office, roster};
use std::collections::BTreeSet;
use village::{Day, Fault, Kind, Moment, PersonId, Post, Refusal, Stop, Words};

/// What is to be done about an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// To answer it.
    Answer,
    /// To review the answer.
    Review,
}

impl Task {
    /// What of the policies is asked of somebody of the village.
    const fn duty(self) -> &'static str {
        match self {
            Self::Answer => "answer_objection",
            Self::Review => "check",
        }
    }
}

/// What is asked of the township where nobody in the village is free.
const ABOVE: &str = "review_township";

/// Asks whether this person may take the task now, and in which post.
///
/// # Errors
/// A [`Refusal`] in plain words that names who may; a [`Fault`] when the store cannot be read.
pub fn may_take(
    desk: &Desk,
    query: &mut dyn Query,
    case: &CaseRow,
    objection: &ObjectionRow,
    task: Task,
) -> Result<Post, Stop> {
    let known = Known::of(query, case, objection)?;
    let posts = desk.posts_at(&case.village);
    let Some(person) = desk.person() else {
        desk.may(task.duty(), &case.village, BTreeSet::new(), false)?;
        return Err(Refusal::not_there().into());
    };
    let matter = known.matter(query, desk.now, case, person, task)?;
    let asked = if posts.contains(&Post::TownshipOfficial) { ABOVE } else { task.duty() };
    desk.may_in(asked, &case.village, matter)?;
    let free = whose(query, &desk.office, case, objection, task, desk.now.day())?;
    match free.iter().find(|holder| holder.mandate.person == *person) {
        Some(holder) => Ok(holder.mandate.post),
        None => Err(not_theirs(&free, task).into()),
    }
}

/// Who may take the task: of the village; of the township where nobody there is free, or where the act is the supervision
/// committee's own.
///
/// # Errors
/// When the store cannot be read.
pub fn whose(
    query: &mut dyn Query,
    office: &Office,
    case: &CaseRow,
    objection: &ObjectionRow,
    task: Task,
    today: Day,
) -> Result<Vec<roster::Holder>, Fault> {
    let known = Known::of(query, case, objection)?;
    let mut free = Vec::new();
    if task == Task::Answer || !known.is_of_the_committee {
        let officers = roster::officers(query, &case.village, today)?;
        free = known.allowed(query, office, case, officers, task, task.duty())?;
    }
    if free.is_empty()
        && let Some(township) = case.village.at(Post::TownshipOfficial.level())
    {
        let officials = roster::persons_with(query, &township, Post::TownshipOfficial, today)?;
        free = known.allowed(query, office, case, officials, task, ABOVE)?;
    }
    Ok(free)
}

/// What bears on who is free.
struct Known {
    /// Everybody who took a step of the case.
    hands: BTreeSet<PersonId>,
    /// Those of them who took it for somebody else than the supervision committee.
    hands_but_supervisors: BTreeSet<PersonId>,
    /// Whether the objection is to something that the supervision committee itself made public.
    is_of_the_committee: bool,
    answerer: Option<PersonId>,
    parties: Vec<String>,
}

impl Known {
    fn of(query: &mut dyn Query, case: &CaseRow, objection: &ObjectionRow) -> Result<Self, Fault> {
        let acts = acts(query, &case.id)?;
        let supervised = |act: &&ActRow| !supervises(act.post);
        Ok(Self {
            hands: acts.iter().map(|act| act.person.clone()).collect(),
            hands_but_supervisors: acts.iter().filter(supervised).map(|act| act.person.clone()).collect(),
            is_of_the_committee: acts.iter().any(|act| act.number == objection.act && supervises(act.post)),
            answerer: objection.answerer.clone(),
            parties: case.party.iter().cloned().collect(),
        })
    }

    /// How somebody stands to the matter.
    fn matter(
        &self,
        query: &mut dyn Query,
        now: Moment,
        case: &CaseRow,
        person: &PersonId,
        task: Task,
    ) -> Result<Matter, Fault> {
        let mut handlers = match task {
            Task::Answer => self.hands.clone(),
            Task::Review => self.hands_but_supervisors.clone(),
        };
        let mut kin_of_party = roster::kin_among(query, person, &self.parties)?.is_some();
        if let (Task::Review, Some(answerer)) = (task, &self.answerer) {
            handlers.insert(answerer.clone());
            kin_of_party |= roster::relatives_of(query, person)?.iter().any(|(relative, ..)| relative == answerer);
        }
        handlers.insert(case.opened_by.clone());
        let is_party = roster::party_among(query, person, &self.parties)?.is_some();
        // What was done by whoever stands in for them, or for whom they stand in, was done by them.
        let tied = roster::tied(query, person, now, Some(case.opened.day()))?;
        if !handlers.is_disjoint(&tied) {
            handlers.insert(person.clone());
        }
        Ok(Matter { handlers, kin_of_party, is_party, ..Matter::default() })
    }

    /// Those whom the policies let do it, each once.
    fn allowed(
        &self,
        query: &mut dyn Query,
        office: &Office,
        case: &CaseRow,
        holders: Vec<roster::Holder>,
        task: Task,
        duty: &str,
    ) -> Result<Vec<roster::Holder>, Fault> {
        let mut free: Vec<roster::Holder> = Vec::new();
        for holder in holders {
            let person = holder.mandate.person.clone();
            if free.iter().any(|known| known.mandate.person == person) {
                continue;
            }
            let matter = self.matter(query, office.clock().now(), case, &person, task)?;
            let mut question = Question::new(person, [holder.mandate.post], duty, case.village.clone());
            question.handlers = matter.handlers;
            question.kin_of_party = matter.kin_of_party;
            question.is_party = matter.is_party;
            if matches!(office.authority().may(&question)?, Verdict::Allowed) {
                free.push(holder);
            }
        }
        Ok(free)
    }
}

fn supervises(post: Post) -> bool {
    matches!(post, Post::SupervisionDirector | Post::SupervisionMember)
}

/// The policies let this person do such things, but here it is others' task.
fn not_theirs(free: &[roster::Holder], task: Task) -> Refusal {
    let told = |pick: fn(&Words) -> &str, gap: &str| -> String {
        let one = |holder: &roster::Holder| format!("{} {}", pick(&holder.mandate.post.title()), holder.name);
        free.iter().take(3).map(one).collect::<Vec<_>>().join(gap)
    };
    let (words, next) = match (task, free.is_empty()) {
        (_, true) => (
            Words::new(
                "村里和乡镇能办的人都办过这件事，或者是当事人、亲属",
                "everybody in the village and the township who could do it had a hand in the matter, or is a party or a relative",
            ),
            Words::new(
                "请乡镇另外指定一名没有办过这件事的干部",
                "ask the township to appoint another official who had no hand in it",
            ),
        ),
        (Task::Answer, false) => (
            Words::new(
                "这条异议由村里没有办过这件事的人答复",
                "this objection is answered by somebody of the village who had no hand in the matter",
            ),
            Words::new(
                format!("请由{}答复", told(|w| &w.zh, "、")),
                format!("let it be answered by {}", told(|w| &w.en, ", ")),
            ),
        ),
        (Task::Review, false) => (
            Words::new("这条答复由别人审核", "this answer is reviewed by others"),
            Words::new(
                format!("请由{}审核", told(|w| &w.zh, "、")),
                format!("let it be reviewed by {}", told(|w| &w.en, ", ")),
            ),
        ),
    };
    Refusal::new(Kind::NotYours, "objection.not_theirs", words, next)
}
