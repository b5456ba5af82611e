//! The one road by which a deed happens: all of it, or nothing; a refused violation leaves its record and no more.

use archive::Tx;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::DeclareKin;
use office::{About, Deed, Desk, Preview, Receipt};
use serde_json::json;
use village::{Fault, Kind, Place, Post, Refusal, Stop, Words};

on_both_databases!(
    what_a_deed_did_before_it_was_refused_is_undone,
    a_preview_leaves_nothing_and_warns_nobody,
    a_deed_that_breaks_leaves_nothing,
    a_deed_that_panics_leaves_nothing_and_the_office_goes_on,
    nothing_is_done_by_a_clock_that_was_set_back,
    a_clock_that_lags_a_little_dates_nothing_back,
);

#[derive(Clone, Copy, PartialEq)]
enum End {
    Slip,
    Violation,
    Fault,
    Panic,
}

/// Adds a village, then ends otherwise than well.
struct Half {
    place: Place,
    end: End,
}

impl Deed for Half {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: "half".into(), step: "half".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let body = json!({ "code": "990101001077", "name": "半个村" });
        tx.append(desk.draft(&self.place, "division.added", "990101001077", body))?;
        let words = Words::new("不行", "no");
        let refusal = Refusal::new(Kind::NotNow, "half", words.clone(), words);
        match self.end {
            End::Slip => Err(refusal.into()),
            End::Violation => Err(refusal.violation().into()),
            End::Fault => Err(Fault::new("the deed breaks").into()),
            End::Panic => panic!("the deed panics"),
        }
    }
}

/// Adds a village, and no more.
struct Added {
    place: Place,
    number: &'static str,
}

impl Deed for Added {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.number.into(), step: "add".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let body = json!({ "code": self.number, "name": "新设村" });
        let entry = tx.append(desk.draft(&self.place, "division.added", self.number, body))?;
        Ok(Receipt { subject: self.number.into(), entry: entry.seq, again: false })
    }
}

fn half(bench: &Bench, end: End) -> Half {
    Half { place: bench.village(1), end }
}

fn what_a_deed_did_before_it_was_refused_is_undone(bench: &Bench) {
    bench.found(1);
    let desk = bench.desk(&bench.village(1), Post::Clerk).with_key("half-1");
    let head = bench.office.archive().head();
    bench.refused(&desk, half(bench, End::Slip));
    assert_eq!(bench.office.archive().head(), head);
    bench.refused(&desk, half(bench, End::Violation));
    assert_eq!(bench.kinds_after(head), ["act.refused", "alert.raised"]);
    // The mark of the form is free: what was refused was not done.
    assert!(bench.log().iter().all(|entry| entry.key.is_none()));
    let refused = bench.refused_acts("half");
    assert_eq!((refused.len(), refused[0].person.as_ref()), (1, desk.person()));
    bench.verified();
}

fn a_preview_leaves_nothing_and_warns_nobody(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let head = bench.office.archive().head();
    let (one, other) = (bench.person(&village, "代表1"), bench.person(&village, "代表2"));
    let relation = authority::Relation::Spouse;
    let kin = DeclareKin { place: village.clone(), person: one.clone(), relative: other, relation };
    let done = bench.office.preview(&bench.desk_of(&one), kin);
    assert!(matches!(done, Ok(Preview::Done(_))), "{done:?}");
    let refused = bench.office.preview(&bench.desk_of(&one), half(bench, End::Violation));
    assert!(matches!(refused, Ok(Preview::Refused(_))), "{refused:?}");
    assert!(bench.office.preview(&bench.desk_of(&one), half(bench, End::Fault)).is_err());
    assert_eq!(bench.office.archive().head(), head);
    assert!(bench.inbox(&village, Post::SupervisionDirector).is_empty());
}

fn a_deed_that_breaks_leaves_nothing(bench: &Bench) {
    bench.found(1);
    let head = bench.office.archive().head();
    let tried = bench.office.perform(&bench.desk(&bench.village(1), Post::Clerk), half(bench, End::Fault));
    assert!(matches!(tried, Err(Stop::Failed(_))));
    assert_eq!(bench.office.archive().head(), head);
    bench.verified();
}

fn a_deed_that_panics_leaves_nothing_and_the_office_goes_on(bench: &Bench) {
    bench.found(1);
    let head = bench.office.archive().head();
    let desk = bench.desk(&bench.village(1), Post::Clerk);
    let tried = bench.office.perform(&desk, half(bench, End::Panic));
    assert!(matches!(tried, Err(Stop::Failed(_))));
    assert_eq!(bench.office.archive().head(), head);
    bench.refused(&desk, half(bench, End::Slip));
    bench.verified();
}

/// A clock that was set back would open windows again that have closed, and date what is done now to before it.
fn nothing_is_done_by_a_clock_that_was_set_back(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let late = bench.desk(&village, Post::Clerk);
    let add = Added { place: village.clone(), number: "990101001078" };
    bench.done(&late, add);
    let latest = bench.office.archive().latest();
    assert_eq!(latest, late.now);
    let head = bench.office.archive().head();
    let early = Desk { now: latest.plus_ms(-3_600_000), ..late.clone() };
    let refusal = bench.refused(&early, Added { place: village.clone(), number: "990101001079" });
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("clock.behind", false));
    let preview = bench.office.preview(&early, Added { place: village, number: "990101001079" }).unwrap();
    assert!(matches!(preview, Preview::Refused(refusal) if refusal.rule == "clock.behind"));
    assert_eq!(bench.office.archive().head(), head);
    bench.verified();
}

/// Two machines, or one that was just set right, differ by seconds; the log does not.
fn a_clock_that_lags_a_little_dates_nothing_back(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let late = bench.desk(&village, Post::Clerk);
    bench.done(&late, Added { place: village.clone(), number: "990101001078" });
    let early = Desk { now: late.now.plus_ms(-30_000), ..late.clone() };
    bench.done(&early, Added { place: village, number: "990101001079" });
    assert_eq!(bench.office.archive().latest(), late.now);
    bench.verified();
}
