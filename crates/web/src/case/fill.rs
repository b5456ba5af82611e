//! From a form as it arrived to a form as the deed takes it: fields, meeting, papers.

use crate::case::matter::{Filled, Matter};
use crate::case::missing::MEETS_FIRST;
use crate::case::reading::Reading;
use crate::http::form::{Sent, SentFile};
use crate::http::visitor::Official;
use affairs::{Form, PaperSent, SittingSent};
use office::{Files, MediaType, StoredFile, Unfit};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use procedure::{FieldKind, StepKind};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use village::{FieldFault, Hash, PersonId, Refusal, Stop, Words};

/// The most characters of a long text, of a line, of a table.
const MOST_IN_TEXT: usize = 5_000;
const MOST_IN_LINE: usize = 1_000;
const MOST_IN_TABLE: usize = 60_000;

/// Reads everything, keeps the papers that arrived, and gathers every fault of what cannot be read at all. What the
/// rules say about the rest, the deed tells.
pub(crate) fn fill(
    matter: &Matter,
    official: &Official,
    files: &Files,
    sent: &Sent,
) -> Result<(Filled, Vec<FieldFault>), Stop> {
    let mut faults = Vec::new();
    let mut form = Form { outcome: sent.one("outcome").to_owned(), ..Form::default() };
    if let Some(step) = matter.step() {
        form.step.clone_from(&step.id);
        match step.outcomes.as_slice() {
            // One way only needs no choice.
            [only] if form.outcome.is_empty() && step.kind != StepKind::Meeting => form.outcome.clone_from(&only.id),
            _ => {}
        }
        form.meeting = Some(sent.one("meeting").to_owned()).filter(|held| !held.is_empty());
        if step.kind == StepKind::Meeting && form.meeting.is_none() {
            if sent.all("sitting.day").is_empty() {
                faults.push(meets_first());
            } else {
                form.sitting = sitting(sent, &mut faults);
            }
        }
    }
    // Totals of tables are not taken from anybody: they are added up.
    let typed = matter.fields().iter().filter(|field| field.total.is_none()).map(|field| &field.id);
    for id in typed.chain(matter.tables().iter().map(|table| &table.id)) {
        let value = sent.one(id);
        faults.extend(too_long(matter, id, sent));
        if !value.is_empty() {
            form.fields.insert((*id).clone(), value.to_owned());
        }
    }
    form.papers = papers(official, files, sent, &mut faults)?;
    let reading = Reading::carried(sent, &official.seal);
    let filled =
        Filled { title: sent.one("title").to_owned(), revision: sent.one("revision").parse().ok(), form, reading };
    Ok((filled, faults))
}

/// More than anybody reads: the whole limit is told, for what was cut cannot be counted.
fn too_long(matter: &Matter, id: &str, sent: &Sent) -> Option<FieldFault> {
    let table = matter.tables().iter().any(|table| table.id == id);
    let text = matter.fields().iter().any(|field| field.id == id && field.kind == FieldKind::LongText);
    let most = match (table, text) {
        (true, _) => MOST_IN_TABLE,
        (_, true) => MOST_IN_TEXT,
        _ => MOST_IN_LINE,
    };
    let words = Words::new(
        format!("太长了，最多写{most}个字；更多的内容请作为材料上传"),
        format!("this is too long: at most {most} characters; add the rest as a paper"),
    );
    let is_long = sent.is_cut(id) || sent.one(id).chars().count() > most;
    is_long.then(|| FieldFault { field: id.to_owned(), words })
}

/// The form asks for no votes, because the meeting is held on a page of its own: nothing can be said before it was.
fn meets_first() -> FieldFault {
    let words = Words::new(
        "这一步要先开会：请先到会议页面登记到会、表决，再回到这里办。",
        "The meeting comes first: enter who came and how they voted on the meeting's page, then come back to this step.",
    );
    FieldFault { field: MEETS_FIRST.to_owned(), words }
}

/// The papers of a form: those received with an earlier sending of it, and those that came now.
pub(crate) fn papers(
    official: &Official,
    files: &Files,
    sent: &Sent,
    faults: &mut Vec<FieldFault>,
) -> Result<Vec<PaperSent>, Stop> {
    let mut papers = given(sent, &official.seal);
    for file in &sent.files {
        papers.extend(keep(files, file, faults)?);
    }
    Ok(papers)
}

fn keep(files: &Files, file: &SentFile, faults: &mut Vec<FieldFault>) -> Result<Option<PaperSent>, Stop> {
    let Some(kind) = file.field.strip_prefix("paper.") else { return Ok(None) };
    if invoice::is_for_machines(&file.bytes) {
        let words = Words::new(
            format!("“{}”是XML、OFD这类给机器看的文件，不能当材料；请附上同一张发票的PDF或照片", file.name),
            format!(
                "“{}” is XML, OFD or the like, made for machines, and no paper: please add the same as a PDF or a picture",
                file.name
            ),
        );
        faults.push(FieldFault { field: file.field.clone(), words });
        return Ok(None);
    }
    let put = if file.is_too_large { Err(Refusal::from(Unfit::TooLarge).into()) } else { files.put(&file.bytes) };
    match put {
        Ok(stored) => Ok(Some(PaperSent { kind: kind.to_owned(), name: file.name.clone(), file: stored })),
        Err(Stop::Refused(refusal)) => {
            let named = |said: &str, gap: &str| format!("“{}”{gap}{said}", file.name);
            let words = Words::new(named(&refusal.words.zh, "："), named(&refusal.words.en, ": "));
            faults.push(FieldFault { field: file.field.clone(), words });
            Ok(None)
        }
        Err(failed) => Err(failed),
    }
}

/// The meeting of a form; nothing when its day cannot be read.
pub(crate) fn sitting(sent: &Sent, faults: &mut Vec<FieldFault>) -> Option<SittingSent> {
    let mut count = |field: &str, zh: &str, en: &str| {
        let typed = sent.one(field);
        village::half_width(typed).parse::<u32>().unwrap_or_else(|_| {
            let words = match typed {
                "" => Words::new(
                    format!("请填写{zh}票数，没有就写0"),
                    format!("Give the number of votes {en}; write 0 when there were none"),
                ),
                _ => Words::new(
                    format!("{zh}票数“{typed}”不是整数，没有就写0"),
                    format!("Votes {en}: `{typed}` is not a whole number; write 0 when there were none"),
                ),
            };
            faults.push(FieldFault { field: field.to_owned(), words });
            0
        })
    };
    let votes_for = count("sitting.for", "同意", "for");
    let against = count("sitting.against", "反对", "against");
    let abstain = count("sitting.abstain", "弃权", "abstaining");
    let day = sent.one("sitting.day").parse();
    if day.is_err() {
        let words = Words::new("请填写开会日期，如 2026-03-12", "Give the day of the meeting, such as 2026-03-12");
        faults.push(FieldFault { field: "sitting.day".to_owned(), words });
    }
    let people = |field: &str| sent.all(field).iter().filter_map(|id| PersonId::new(id.as_str()).ok()).collect();
    Some(SittingSent {
        body: sent.one("sitting.body").to_owned(),
        day: day.ok()?,
        by_household: sent.one("sitting.household") == "yes",
        present: people("sitting.present"),
        recused: people("sitting.recused"),
        votes_for,
        against,
        abstain,
    })
}

/// The mark that proves that a paper was received in this session.
pub(crate) fn token(paper: &PaperSent, secret: &str) -> String {
    let name = utf8_percent_encode(&paper.name, NON_ALPHANUMERIC);
    let file = &paper.file;
    let text = format!("{}!{}!{}!{}!{name}", paper.kind, file.hash, file.media_type.as_str(), file.size_bytes);
    format!("{}!{text}", seal("paper", &text, secret))
}

/// The seal on a text of one purpose; it is worth nothing for another.
pub(crate) fn seal(purpose: &str, text: &str, secret: &str) -> String {
    let inner = Sha256::digest(format!("{purpose} {secret} {text}"));
    hex::encode(Sha256::digest([secret.as_bytes(), &inner].concat()))
}

/// The papers that were received with an earlier sending of the same form.
fn given(sent: &Sent, secret: &str) -> Vec<PaperSent> {
    sent.all("given").iter().filter_map(|token| opened(token, secret)).collect()
}

fn opened(token: &str, secret: &str) -> Option<PaperSent> {
    let (mark, text) = token.split_once('!')?;
    let genuine: bool = seal("paper", text, secret).as_bytes().ct_eq(mark.as_bytes()).into();
    if !genuine {
        return None;
    }
    let mut parts = text.splitn(5, '!');
    let (kind, hash, media, size, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(PaperSent {
        kind: kind.to_owned(),
        name: percent_decode_str(name).decode_utf8().ok()?.into_owned(),
        file: StoredFile {
            hash: Hash::parse(hash).ok()?,
            media_type: MediaType::named(media)?,
            size_bytes: size.parse().ok()?,
        },
    })
}

/// Everything that was answered, to be sent again unchanged.
pub(crate) fn answers(filled: &Filled, secret: &str) -> Vec<(String, String)> {
    let form = &filled.form;
    let mut all = vec![("outcome".to_owned(), form.outcome.clone())];
    if !form.fields.contains_key("title") {
        all.push(("title".to_owned(), filled.title.clone()));
    }
    all.extend(filled.revision.map(|revision| ("revision".to_owned(), revision.to_string())));
    all.extend(form.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    all.extend(form.papers.iter().map(|paper| ("given".to_owned(), token(paper, secret))));
    all.extend(filled.reading.tokens(secret));
    all.extend(form.meeting.iter().map(|held| ("meeting".to_owned(), held.clone())));
    if let Some(sitting) = &form.sitting {
        let mut push = |name: &str, value: String| all.push((format!("sitting.{name}"), value));
        push("body", sitting.body.clone());
        push("day", sitting.day.to_string());
        if sitting.by_household {
            push("household", "yes".to_owned());
        }
        push("for", sitting.votes_for.to_string());
        push("against", sitting.against.to_string());
        push("abstain", sitting.abstain.to_string());
        sitting.present.iter().for_each(|person| push("present", person.to_string()));
        sitting.recused.iter().for_each(|person| push("recused", person.to_string()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> PaperSent {
        PaperSent {
            kind: "invoice".into(),
            name: "发票 1!.jpg".into(),
            file: StoredFile { hash: Hash([7; 32]), media_type: MediaType::Jpeg, size_bytes: 1_200 },
        }
    }

    #[test]
    fn a_paper_that_was_received_is_known_again_in_its_own_session_only() {
        let token = token(&paper(), "secret");
        let known = opened(&token, "secret").unwrap();
        assert_eq!((known.kind.as_str(), known.name.as_str()), ("invoice", "发票 1!.jpg"));
        assert_eq!(known.file, paper().file);
        assert!(opened(&token, "another session").is_none());
    }

    #[test]
    fn a_paper_that_was_never_received_cannot_be_claimed() {
        let token = token(&paper(), "secret");
        assert!(opened(&token.replace(&"07".repeat(32), &"08".repeat(32)), "secret").is_none());
        assert!(opened("nonsense", "secret").is_none());
    }
}
