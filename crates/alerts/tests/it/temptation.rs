//! Somebody tries what they may not, and the supervisors are warned of it.

use alerts::{Acknowledge, Alert, Close, Explain, Filter, Finding};
use archive::Tx;
use demo::testing::Bench;
use office::{About, Deed, Desk, Receipt};
use village::{Article, Kind, PersonId, Place, Post, Refusal, Stop, Words};

/// A deed that is always refused as a violation.
#[derive(Clone)]
pub(crate) struct Skip {
    pub(crate) place: Place,
    pub(crate) subject: String,
    pub(crate) step: String,
    pub(crate) rule: String,
}

impl Deed for Skip {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.subject.clone(), step: self.step.clone() }
    }

    fn run(&self, _desk: &Desk, _tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let words = Words::new("前一步还没有办", "the step before has not been done");
        let next = Words::new("请先办前一步", "do the step before first");
        let article =
            Article {
                law: Words::new("会计法", "Accounting Law"), version: "2024-06-28".into(), article: "25".into()
            };
        Err(Refusal::new(Kind::NotNow, self.rule.clone(), words, next).violation().under(article).into())
    }
}

/// An attempt to pay too early at a village.
pub(crate) fn skip(place: &Place, subject: &str) -> Skip {
    Skip { place: place.clone(), subject: subject.into(), step: "pay".into(), rule: "order".into() }
}

/// Somebody of the village tries; the alert of it.
pub(crate) fn tempted(bench: &Bench, village: &Place, post: Post, subject: &str) -> Alert {
    let desk = bench.desk(village, post);
    bench.refused(&desk, skip(village, subject));
    about(bench, village, subject)
}

/// The latest alert about a subject, whoever receives it.
pub(crate) fn about(bench: &Bench, village: &Place, subject: &str) -> Alert {
    let posts = [Post::SupervisionDirector, Post::DisciplineOfficer, Post::CountyDiscipline];
    let desks: Vec<Desk> = posts.iter().flat_map(|post| bench.desks(village, *post)).collect();
    let found = desks.iter().flat_map(|desk| bench.read(|reader| alerts::inbox(reader, desk, Filter::All)));
    found.filter(|alert| alert.subject == subject).max_by_key(|alert| alert.id.clone()).expect("nobody was warned")
}

/// The alert as it stands now.
pub(crate) fn now(bench: &Bench, alert: &Alert) -> Alert {
    bench.read(|reader| alerts::alert(reader, &alert.id)).unwrap()
}

pub(crate) fn acknowledge(alert: &Alert) -> Acknowledge {
    Acknowledge { alert: alert.id.clone(), place: alert.village.clone() }
}

pub(crate) fn explain(alert: &Alert, text: &str) -> Explain {
    Explain { alert: alert.id.clone(), place: alert.village.clone(), text: text.into() }
}

pub(crate) fn close(alert: &Alert) -> Close {
    let (finding, text) = (Finding::Confirmed, "已约谈出纳，按程序补办".to_owned());
    Close { alert: alert.id.clone(), place: alert.village.clone(), finding, text }
}

/// Gives a post to a person of the village from today on.
pub(crate) fn grant(bench: &Bench, village: &Place, person: &PersonId, post: Post) {
    let place = village.at(post.level()).unwrap();
    let (starts, ends) = (bench.today(), bench.today().plus(300));
    let mandate = village::Mandate { person: person.clone(), post, place, starts, ends };
    bench.done_checked(&bench.desk(village, Post::CivilAffairsOfficer), office::roster::GrantMandate { mandate });
}

/// Ends everybody's mandate of a post yesterday, so that it stands empty.
pub(crate) fn vacate(bench: &Bench, village: &Place, post: Post) {
    let place = village.at(post.level()).unwrap();
    let holders = bench.read(|reader| office::roster::persons_with(reader, &place, post, bench.today()));
    for holder in holders {
        let (id, last_day) = (holder.mandate_id, bench.today().plus(-1));
        let end = office::roster::EndMandate { id, place: place.clone(), last_day, reason: "空缺".into() };
        bench.done(&bench.desk(village, Post::CivilAffairsOfficer), end);
    }
}
