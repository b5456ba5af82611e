//! Sealed opinions: nobody reads what the others think before the head has spoken, and what is opened is what was sealed.

use affairs::{
    EnterArrivals, OpenMeeting, OpenSeals, SealOpinion, Stance, Standing, Ways, commitment, open_meeting, opinions,
};
use demo::testing::{Bench, form};
use demo::{Matter, on_both_databases};
use office::{Desk, Preview};
use village::{CaseId, Place, Refusal};

on_both_databases!(
    the_head_speaks_after_all_others_and_their_seals_open_at_once,
    an_opinion_that_was_changed_after_it_was_sealed_is_found_and_told_of,
    where_the_head_is_not_there_the_recorder_opens_what_all_have_sealed,
    no_typed_votes_do_instead_of_opinions,
);

const OTHERS: [&str; 5] = ["副主任", "委员甲", "委员乙", "支委甲", "支委乙"];

struct Room<'b> {
    bench: &'b Bench,
    case: CaseId,
    village: Place,
    recorder: Desk,
}

impl<'b> Room<'b> {
    /// The two committees' meeting on a hiring, opened, with these people in the room.
    fn open(bench: &'b Bench, people: &[&str]) -> Self {
        let room = Self::waiting(bench);
        bench.done(&room.recorder, room.opening());
        let people = people.iter().map(|name| bench.person(&room.village, name)).collect();
        let (case, village) = (room.case.clone(), room.village.clone());
        bench.done(&room.recorder, EnterArrivals { case, village, people });
        room
    }

    fn waiting(bench: &'b Bench) -> Self {
        bench.found(1);
        let village = bench.village(1);
        let mut matter = Matter {
            village: village.clone(),
            affair: "B2".into(),
            title: "聘用保洁员".into(),
            values: [
                ("post", "cleaner"),
                ("amount_fen", "30000"),
                ("applicants", "4"),
                ("party", "代表8"),
                ("score", "88"),
                ("best_score", "88"),
                ("on_supervision", "no"),
            ]
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
            outcomes: Default::default(),
            links: Vec::new(),
            case: None,
        };
        bench.go_on_to(&mut matter, "joint_meeting");
        let case = bench.case(&matter).id;
        let mut room = Self { bench, case, village, recorder: bench.nobody() };
        let may = |name: &&str| {
            let desk = bench.desk_of(&bench.person(&room.village, name));
            matches!(bench.office.preview(&desk, room.opening()), Ok(Preview::Done(_)))
        };
        let name = ["文书", "委员甲", "委员乙"].into_iter().find(|name| may(name)).unwrap();
        room.recorder = room.desk(name);
        room
    }

    fn opening(&self) -> OpenMeeting {
        OpenMeeting {
            case: self.case.clone(),
            village: self.village.clone(),
            body: "joint_meeting".into(),
            day: self.bench.today(),
            by_household: false,
            ballots: false,
            code: "482913".into(),
        }
    }

    fn desk(&self, name: &str) -> Desk {
        self.bench.desk_of(&self.bench.person(&self.village, name))
    }

    fn seal(&self, name: &str, stance: Stance) -> SealOpinion {
        let commitment = commitment(name, stance, "我的意见");
        SealOpinion { case: self.case.clone(), village: self.village.clone(), commitment }
    }

    fn unseal(&self, names: &[&str], words: &str, own: Option<Stance>) -> OpenSeals {
        OpenSeals {
            case: self.case.clone(),
            village: self.village.clone(),
            sealed: names.iter().map(|name| ((*name).to_owned(), Stance::For, words.to_owned())).collect(),
            own: own.map(|stance| ("书记".to_owned(), stance, "我最后说".to_owned())),
        }
    }

    fn standing(&self) -> Standing {
        let row = self.bench.read(|reader| affairs::case(reader, &self.case)).unwrap();
        self.bench.read(|reader| affairs::standing(reader, &self.recorder, &row)).unwrap().0
    }

    fn ending(&self) -> affairs::Act {
        let held = self.bench.read(|reader| open_meeting(reader, &self.case)).unwrap();
        let mut act = form(self.bench, "joint_meeting", "").minutes("会议记录").act(&self.case);
        act.form.meeting = Some(held.id);
        act
    }
}

fn violation(refusal: &Refusal, rule: &str) {
    assert_eq!((refusal.rule.as_str(), refusal.violation), (rule, true), "{refusal:?}");
}

fn the_head_speaks_after_all_others_and_their_seals_open_at_once(bench: &Bench) {
    let everybody: Vec<&str> = OTHERS.into_iter().chain(["书记"]).collect();
    let room = Room::open(bench, &everybody);
    assert_eq!(room.standing().meeting.voting, Ways::Opinions);
    for name in &OTHERS[..4] {
        bench.done(&room.desk(name), room.seal(name, Stance::For));
    }
    // One is silent: neither the head nor anybody else opens anything.
    let early = bench.refused(&room.desk("书记"), room.unseal(&OTHERS, "我的意见", Some(Stance::Against)));
    violation(&early, "meeting.speaks_last");
    assert!(early.words.zh.contains("支委乙"), "{}", early.words.zh);
    violation(&bench.refused(&room.desk("书记"), room.seal("书记", Stance::For)), "meeting.speaks_last");
    bench.done(&room.desk("支委乙"), room.seal("支委乙", Stance::Against));
    // Until then one may think better of it.
    bench.done(&room.desk("支委乙"), room.seal("支委乙", Stance::For));
    let held = room.standing();
    assert!(held.agreed().is_none() && held.opinions.iter().all(|one| one.said.is_none()), "{held:?}");
    let waits = bench.refused(&room.recorder, room.unseal(&OTHERS, "我的意见", None));
    assert_eq!(waits.rule, "meeting.waits_for_last");
    bench.done(&room.desk("书记"), room.unseal(&OTHERS, "我的意见", Some(Stance::Against)));
    assert_eq!(room.standing().agreed(), Some((5, 1, 0, 0)));
    let last = bench.refused(&room.desk("副主任"), room.seal("副主任", Stance::Against));
    assert_eq!(last.rule, "meeting.opinions_closed");
    let meeting = room.standing().meeting.id;
    bench.done(&room.recorder, room.ending());
    let said = bench.read(|reader| opinions(reader, &meeting));
    assert_eq!(said.iter().filter(|one| one.said.is_some()).count(), 6);
    let sitting = bench.read(|reader| affairs::sittings(reader, &room.case)).pop().unwrap();
    assert_eq!((sitting.votes_for, sitting.against, sitting.passed), (5, 1, true));
    bench.verified();
}

fn an_opinion_that_was_changed_after_it_was_sealed_is_found_and_told_of(bench: &Bench) {
    let everybody: Vec<&str> = OTHERS.into_iter().chain(["书记"]).collect();
    let room = Room::open(bench, &everybody);
    for name in OTHERS {
        bench.done(&room.desk(name), room.seal(name, Stance::For));
    }
    let refusal = bench.refused(&room.desk("书记"), room.unseal(&OTHERS, "改过的意见", Some(Stance::For)));
    violation(&refusal, "meeting.seal_broken");
    assert!(room.standing().agreed().is_none());
}

fn where_the_head_is_not_there_the_recorder_opens_what_all_have_sealed(bench: &Bench) {
    let room = Room::open(bench, &OTHERS);
    // Whoever has not signed in has no voice.
    assert_eq!(bench.refused(&room.desk("书记"), room.seal("书记", Stance::For)).rule, "meeting.no_voice");
    for name in OTHERS {
        bench.done(&room.desk(name), room.seal(name, Stance::For));
    }
    bench.done(&room.recorder, room.unseal(&OTHERS, "我的意见", None));
    bench.done(&room.recorder, room.ending());
    let sitting = bench.read(|reader| affairs::sittings(reader, &room.case)).pop().unwrap();
    assert_eq!((sitting.present, sitting.votes_for, sitting.passed), (5, 5, true));
    bench.verified();
}

fn no_typed_votes_do_instead_of_opinions(bench: &Bench) {
    let room = Room::waiting(bench);
    let present: Vec<_> = OTHERS.iter().map(|name| bench.person(&room.village, name)).collect();
    let sheet = form(bench, "joint_meeting", "").minutes("会议记录");
    let typed = sheet.meeting("joint_meeting", bench.today(), &present, (5, 0, 0)).act(&room.case);
    let refusal = bench.refused(&room.recorder, typed);
    violation(&refusal, "speaks_last");
    assert!(refusal.words.zh.contains("最后表态") && !refusal.articles.is_empty(), "{refusal:?}");
}
