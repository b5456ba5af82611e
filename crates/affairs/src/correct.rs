//! Correcting what was written down wrongly: a public new step beside the record, with its reason and a paper. The record
//! stays as it is. What a decision rests on is not corrected here: the case goes back by its affair's own road.

use crate::entries::to_body;
use crate::read::{ActRow, CaseRow, acts, case};
use crate::sql;
use crate::state;
use archive::{Change, Entry, Query, Row, Tx};
use office::{About, Deed, Desk, Matter, Receipt, StoredFile, roster};
use procedure::{Field, Step, is_basis, value_of};
use serde::{Deserialize, Serialize};
use village::{CaseId, Fault, FieldFault, Hash, Kind, Moment, PersonId, Place, Post, Refusal, Stop, Words};

/// The longest reason.
const REASON: usize = 500;

/// Corrects one thing that an act says.
pub struct Correct {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The act, by its number.
    pub act: i64,
    /// The field of the act's step.
    pub field: String,
    /// What it should have said.
    pub corrected: String,
    /// How the mistake came about.
    pub reason: String,
    /// The paper that shows it.
    pub paper: StoredFile,
}

/// A correction as it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// Its number among the corrections of the case.
    pub number: i64,
    /// The act that it is about.
    pub act: i64,
    /// The field.
    pub field: String,
    /// What the record says.
    pub wrong: String,
    /// What it should have said.
    pub corrected: String,
    /// How the mistake came about.
    pub reason: String,
    /// The paper that shows it.
    pub paper: Hash,
    /// What sort of file the paper is.
    pub media_type: String,
    /// Its size.
    pub size_bytes: i64,
    /// Who corrected it, by name.
    pub name: String,
    /// In which post.
    pub post: Post,
    /// When.
    pub moment: Moment,
}

#[derive(Serialize, Deserialize)]
struct Corrected {
    case: CaseId,
    number: i64,
    act: i64,
    field: String,
    wrong: String,
    corrected: String,
    reason: String,
    paper: Hash,
    media_type: String,
    size_bytes: i64,
    person: PersonId,
    post: Post,
}

/// The corrections of a case, the first one first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn corrections(query: &mut dyn Query, case: &CaseId) -> Result<Vec<CorrectionRow>, Fault> {
    query.query(sql::CORRECTIONS, &[case.into()])?.iter().map(correction).collect()
}

fn correction(row: &Row) -> Result<CorrectionRow, Fault> {
    Ok(CorrectionRow {
        number: row.int("number")?,
        act: row.int("act")?,
        field: row.text("field")?,
        wrong: row.text("wrong")?,
        corrected: row.text("corrected")?,
        reason: row.text("reason")?,
        paper: Hash::parse(&row.text("paper")?).map_err(|e| Fault::from("a correction holds a malformed hash", e))?,
        media_type: row.text("media_type")?,
        size_bytes: row.int("size_bytes")?,
        name: row.maybe_text("name")?.unwrap_or_default(),
        post: row.text("post")?.parse().map_err(|e| Fault::from("a correction holds a malformed post", e))?,
        moment: Moment(row.int("moment")?),
    })
}

impl Deed for Correct {
    fn about(&self) -> About {
        let step = format!("correct:{}", self.field);
        About { place: self.village.clone(), subject: self.case.to_string(), step }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let (state, book) =
            (state::load(tx, &row)?, desk.office.book(tx, &row.rules)?.at(&row.village, desk.now.day()));
        let affair = book.affair(&row.affair).ok_or_else(|| Fault::new(format!("no affair `{}`", row.affair)))?;
        let found = acts(tx, &self.case)?.into_iter().find(|act| act.number == self.act);
        let act = found.ok_or_else(Refusal::not_there)?;
        let step = affair.step(&act.step).ok_or_else(Refusal::not_there)?;
        let field = step.fields.iter().find(|field| field.id == self.field).ok_or_else(Refusal::not_there)?;
        let references = crate::party::known_references(tx, &desk.office, &book, affair, &state, None)?;
        let parties = crate::party::known_parties(affair, &row, &state, &references);
        let post = self.entitled(desk, tx, &row, (&act, step), &parties)?;
        if is_basis(affair, field) {
            return Err(basis(step, field).into());
        }
        self.check(field, &act)?;
        let number = tx.one(sql::COUNT_CORRECTIONS, &[(&self.case).into()])?.int("many")? + 1;
        let body = Corrected {
            case: self.case.clone(),
            number,
            act: self.act,
            field: self.field.clone(),
            wrong: self.now_says(tx, &act)?,
            corrected: self.corrected.trim().to_owned(),
            reason: self.reason.trim().to_owned(),
            paper: self.paper.hash,
            media_type: self.paper.media_type.as_str().into(),
            size_bytes: i64::try_from(self.paper.size_bytes).unwrap_or(i64::MAX),
            person: desk.person().cloned().ok_or_else(Refusal::not_there)?,
            post,
        };
        let mut draft = desk.draft(&row.village, "act.corrected", self.case.as_str(), to_body(&body)?);
        draft.rules = Some(row.rules);
        let entry = tx.append(draft)?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

impl Correct {
    /// Whoever wrote it puts it right, while they hold a post of its step; afterwards the township. A party and its relatives
    /// correct nothing.
    fn entitled(
        &self,
        desk: &Desk,
        tx: &mut dyn Query,
        row: &CaseRow,
        (act, step): (&ActRow, &Step),
        parties: &[String],
    ) -> Result<Post, Stop> {
        let mut matter = Matter::default();
        if let Some(person) = desk.person() {
            matter.kin_of_party = roster::kin_among(tx, person, parties)?.is_some();
            matter.is_party = roster::party_among(tx, person, parties)?.is_some();
        }
        let whose = whose_words(tx, desk, &row.village, act, step)?;
        let duty = if whose == Whose::Townships { TOWNSHIP_DUTY } else { step.duty.as_str() };
        desk.may_in(duty, &row.village, matter)?;
        let found = match whose {
            Whose::Own(post) => Some(post),
            Whose::Townships => desk.posts_at(&row.village).contains(&TOWNSHIP).then_some(TOWNSHIP),
            Whose::Others => return Err(not_your_words(act, step).into()),
        };
        found.ok_or_else(|| only_the_township().into())
    }

    fn check(&self, field: &Field, act: &ActRow) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, words: Words| faults.push(FieldFault { field: field.to_owned(), words });
        let corrected = self.corrected.trim();
        if corrected.is_empty() {
            fault("corrected", Words::new("请填写正确的内容", "Please say what it should have been"));
        } else if let Err(words) = value_of(field, corrected) {
            fault("corrected", words);
        } else if act.fields.get(&self.field).is_some_and(|said| said.trim() == corrected) {
            fault("corrected", Words::new("和原来的记录一样", "The record says so already"));
        }
        let reason = self.reason.trim().chars().count();
        if reason == 0 {
            fault("reason", Words::new("请说明怎么写错的", "Please say how the mistake came about"));
        } else if reason > REASON {
            let words = Words::new(
                format!("写了{reason}个字，最多{REASON}个字"),
                format!("{reason} characters; at most {REASON} are possible"),
            );
            fault("reason", words);
        }
        if faults.is_empty() { Ok(()) } else { Err(Refusal::faulty("correction", faults)) }
    }

    /// What the record says now: as it was typed, or as it was last corrected.
    fn now_says(&self, tx: &mut dyn Query, act: &ActRow) -> Result<String, Fault> {
        let known = corrections(tx, &self.case)?.into_iter().rev();
        let mut same = known.filter(|one| one.act == self.act && one.field == self.field);
        let typed = || act.fields.get(&self.field).cloned().unwrap_or_default();
        Ok(same.next().map_or_else(typed, |one| one.corrected))
    }
}

/// Who puts right the words of somebody who cannot do it any more.
const TOWNSHIP: Post = Post::TownshipOfficial;
/// What the policies are asked for then.
const TOWNSHIP_DUTY: &str = "review_township";

/// Whose it is to put right what an act says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Theirs who sits at the desk, in this post.
    Own(Post),
    /// Somebody else's, who still holds a post of the step.
    Others,
    /// The township's: whoever wrote it holds no post of the step any more.
    Townships,
}

fn whose_words(query: &mut dyn Query, desk: &Desk, village: &Place, act: &ActRow, step: &Step) -> Result<Whose, Fault> {
    let terms = roster::mandates_of(query, &act.person, desk.now.day())?;
    let held: Vec<Post> = terms.iter().filter(|term| term.reaches(village)).map(|term| term.post).collect();
    let post = step.who.iter().find(|post| held.contains(post)).copied();
    Ok(match post {
        Some(post) if desk.person() == Some(&act.person) => Whose::Own(post),
        Some(_) => Whose::Others,
        None => Whose::Townships,
    })
}

/// Whether whoever sits at the desk may put right what an act says: their own words, or the township those of somebody who holds
/// no post of the step any more.
///
/// # Errors
/// When the store cannot be read.
pub fn may_correct(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    act: &ActRow,
    step: &Step,
) -> Result<bool, Fault> {
    Ok(match whose_words(query, desk, village, act, step)? {
        Whose::Own(_) => true,
        Whose::Others => false,
        Whose::Townships => desk.posts_at(village).contains(&TOWNSHIP),
    })
}

/// What somebody else wrote is theirs: a witness's words rewritten by whoever they are about would witness nothing.
fn not_your_words(act: &ActRow, step: &Step) -> Refusal {
    // The public record tells of the attempt, so nobody is named.
    let post = act.post.title();
    Refusal::new(
        Kind::NotYours,
        "correction.not_yours",
        Words::new(
            format!("“{}”是别人（{}）写的，只能由本人更正", step.name.zh, post.zh),
            format!("“{}” was written by somebody else ({}), and only they put it right", step.name.en, post.en),
        ),
        Words::new(
            "请写这条记录的人用自己的账号登录更正；本人不再任职的，由乡镇更正",
            "let whoever wrote it sign in and correct it; when they hold the post no more, the township does",
        ),
    )
    .violation()
}

fn only_the_township() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "correction.township",
        Words::new(
            "写这条记录的人已经不在这个岗位，由乡镇干部更正",
            "whoever wrote this holds the post no more: a township official corrects it",
        ),
        Words::new("请把证明材料交给乡镇干部", "hand the paper that shows it to a township official"),
    )
}

/// The refusal for what a decision rests on.
fn basis(step: &Step, field: &Field) -> Refusal {
    let mut refusal = Refusal::new(
        Kind::NotNow,
        "correction.basis",
        Words::new(
            format!("“{}”是办理的依据，后面的环节都以它为准，不能只改记录", field.label.zh),
            format!("“{}” is what later steps rest on: its record is not corrected by itself", field.label.en),
        ),
        Words::new(
            "办件还在办的，请按流程退回更正，后面的环节重新办；已经办结的，请重新发起一个办件",
            "While the case runs, have it returned for correction and what follows done anew; once it has ended, open a new case",
        ),
    );
    refusal.articles = step.articles.clone();
    refusal
}

pub(crate) fn apply_corrected(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new = Corrected::deserialize(&entry.body).map_err(|e| Fault::from("a correction is malformed", e))?;
    change.execute(
        sql::INSERT_CORRECTION,
        &[
            new.case.into(),
            new.number.into(),
            new.act.into(),
            new.field.into(),
            new.wrong.into(),
            new.corrected.into(),
            new.reason.into(),
            new.paper.to_string().into(),
            new.media_type.into(),
            new.size_bytes.into(),
            new.person.into(),
            new.post.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
