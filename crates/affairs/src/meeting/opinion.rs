//! Sealed opinions: where the head speaks last (末位表态), what the others think is a commitment in the log until all have
//! spoken; then the head speaks, and everything is opened at once and checked against the commitments.

use super::Stance;
use super::count::enough_came;
use super::entries::{Said, Sealed, Unsealed};
use super::open::{held, running};
use super::row::Ways;
use super::standing::{Floor, Standing};
use crate::entries::to_body;
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use sha2::{Digest, Sha256};
use village::{CaseId, FieldFault, Hash, Kind, Place, Refusal, Stop, Words};

/// The longest opinion, in characters.
const LONGEST: usize = 1_000;

/// What the log has of an opinion before it is opened: SHA-256 of the salt, the stance and the words.
#[must_use]
pub fn commitment(salt: &str, stance: Stance, words: &str) -> Hash {
    let text = format!("{salt}\n{}\n{words}", stance.code());
    Hash(Sha256::digest(text.as_bytes()).into())
}

/// Somebody seals their opinion. Until the seals are opened they may seal another in its place.
pub struct SealOpinion {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The commitment to what they think.
    pub commitment: Hash,
}

/// The seals are opened: by whoever speaks last with their own opinion; where none of them is there, by the recorder.
pub struct OpenSeals {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// What the sealed opinions say: salt, stance, words, in any order; more than are needed do no harm.
    pub sealed: Vec<(String, Stance, String)>,
    /// The opinion of whoever speaks last, with a fresh salt; none when the recorder opens.
    pub own: Option<(String, Stance, String)>,
}

impl Deed for SealOpinion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "give_opinion".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        running(desk, tx, &self.case, &self.village)?;
        let held = unopened(tx, &self.case)?;
        let person = desk.person().ok_or_else(Refusal::not_there)?;
        let (others, last) = held.speakers();
        if last.iter().any(|seat| seat.person == *person) {
            return Err(too_early(&held).into());
        }
        if !others.iter().any(|seat| seat.person == *person) {
            return Err(no_voice().into());
        }
        let id = &held.meeting.id;
        let body = Sealed { meeting: id.clone(), person: person.clone(), commitment: self.commitment };
        let entry = tx.append(desk.draft(&self.village, "opinion.sealed", id, to_body(&body)?))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

impl Deed for OpenSeals {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "open_opinions".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = running(desk, tx, &self.case, &self.village)?;
        let held = unopened(tx, &self.case)?;
        let floor = Floor::at(desk, tx, &row, &held)?;
        let person = &floor.attempt.actor.person;
        let (_, last) = held.speakers();
        match &self.own {
            Some((_, _, words)) => {
                if !last.iter().any(|seat| seat.person == *person) {
                    return Err(no_voice().into());
                }
                sized(words)?;
            }
            None if last.is_empty() => floor.may_hold(desk)?,
            None => return Err(waits_for(&held).into()),
        }
        enough_came(&floor)?;
        if !held.silent().is_empty() {
            return Err(too_early(&held).into());
        }
        let mut opinions = self.opened(&held)?;
        if let Some((salt, stance, words)) = &self.own {
            opinions.push(Said {
                person: person.clone(),
                salt: salt.clone(),
                stance: *stance,
                words: words.trim().to_owned(),
                own: Some(commitment(salt, *stance, words.trim())),
            });
        }
        let id = &held.meeting.id;
        let body = Unsealed { meeting: id.clone(), opinions };
        let entry = tx.append(desk.draft(&self.village, "opinion.opened", id, to_body(&body)?))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

impl OpenSeals {
    /// What each of those who spoke has said, as their commitments prove it. Whoever was entered as standing aside after
    /// they had spoken is left out.
    fn opened(&self, held: &Standing) -> Result<Vec<Said>, Refusal> {
        let (others, _) = held.speakers();
        let mut said = Vec::new();
        for opinion in held.opinions.iter().filter(|one| others.iter().any(|seat| seat.person == one.person)) {
            let found =
                self.sealed.iter().find(|(salt, stance, words)| commitment(salt, *stance, words) == opinion.commitment);
            let (salt, stance, words) = found.ok_or_else(|| broken(&opinion.name))?.clone();
            said.push(Said { person: opinion.person.clone(), salt, stance, words, own: None });
        }
        Ok(said)
    }
}

/// Whether the words of an opinion are long enough to say something and short enough to be read.
///
/// # Errors
/// A refusal beside the field.
pub fn sized(words: &str) -> Result<(), Refusal> {
    let length = words.trim().chars().count();
    if (2..=LONGEST).contains(&length) {
        return Ok(());
    }
    let words =
        Words::new(format!("请写明理由，2到{LONGEST}个字"), format!("give your reasons, in 2 to {LONGEST} characters"));
    Err(Refusal::faulty("meeting.opinion", vec![FieldFault { field: "words".into(), words }]))
}

fn unopened(tx: &mut Tx<'_>, case: &CaseId) -> Result<Standing, Stop> {
    let held = held(tx, case)?;
    if held.meeting.voting != Ways::Opinions || held.is_opened() {
        return Err(closed().into());
    }
    Ok(held)
}

fn closed() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.opinions_closed",
        Words::new("这个会不用表态，或者表态已经公开", "this meeting takes no opinions, or they were opened already"),
        Words::new("请回到会议页面看结果", "see the result on the meeting's page"),
    )
}

fn no_voice() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "meeting.no_voice",
        Words::new(
            "您没有签到，或者在这件事上回避，不能表态",
            "you have not signed in, or stand aside in this matter, and give no opinion",
        ),
        Words::new("到会的请先签到", "sign in first if you are here"),
    )
}

/// The head may not speak, and nothing is opened, before all others have spoken.
fn too_early(held: &Standing) -> Refusal {
    let silent: Vec<&str> = held.silent().iter().map(|seat| seat.name.as_str()).collect();
    let (zh, en) = (silent.join("、"), silent.join(", "));
    Refusal::new(
        Kind::NotNow,
        "meeting.speaks_last",
        Words::new(
            format!("主要负责人最后表态：还有{}人没有表态（{zh}）", silent.len()),
            format!("the head speaks last: {} have not spoken yet ({en})", silent.len()),
        ),
        Words::new("请等其他人都表态以后再说", "wait until all others have spoken"),
    )
    .violation()
}

fn waits_for(held: &Standing) -> Refusal {
    let names: Vec<&str> = held.speakers().1.iter().map(|seat| seat.name.as_str()).collect();
    Refusal::new(
        Kind::NotNow,
        "meeting.waits_for_last",
        Words::new(
            format!("等{}最后表态，表态以后一起公开", names.join("、")),
            format!("{} speaks last; then everything is opened", names.join(", ")),
        ),
        Words::new("请本人登录表态", "they must sign in and speak"),
    )
}

/// What is kept is not what was sealed: somebody has changed it, or lost it.
fn broken(name: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "meeting.seal_broken",
        Words::new(
            format!("{name}密封的表态与记录里的指纹对不上，可能被改动或者丢失"),
            format!("the sealed opinion of {name} is not what its fingerprint in the log says: it was changed or lost"),
        ),
        Words::new(
            format!("请{name}重新表态，并报乡镇查明原因"),
            format!("{name} must give it again, and the township finds out why"),
        ),
    )
    .violation()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_tells_one_opinion_from_every_other() {
        let sealed = commitment("salt", Stance::For, "同意");
        assert_eq!(sealed, commitment("salt", Stance::For, "同意"));
        for other in [
            commitment("salt2", Stance::For, "同意"),
            commitment("salt", Stance::Against, "同意"),
            commitment("salt", Stance::For, "同意。"),
        ] {
            assert_ne!(sealed, other);
        }
    }

    #[test]
    fn an_opinion_says_something_and_not_too_much() {
        assert!(sized("同意").is_ok() && sized(" 同 ").is_err() && sized(&"好".repeat(1_001)).is_err());
    }
}
