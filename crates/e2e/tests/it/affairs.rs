//! Each of the six affairs, by hand, from its first step to its public record, in a county of its own: publicities take
//! days, and the program lets them pass.

mod answers;
mod public;

use crate::browser::{Whose, journey_in};
use crate::county::{County, run};

/// How many days pass before the county is served again: the publicity of the plans (15 days), the notice of meetings and
/// the announcement of a tender, a listing and an award, the decision's publicity, that of the result. Each time there is
/// room for a holiday, for no publicity ends on one.
const DAYS: [i64; 6] = [0, 20, 10, 10, 10, 10];

const FOLDER: &str = "days";

#[test]
fn each_of_the_six_affairs_runs_from_its_first_step_to_its_public_record() {
    let [mut decision, mut expense, mut lease, mut project, mut seal] =
        [answers::decision(), answers::expense(), answers::lease(), answers::project(), answers::seal()];
    let mut payment = answers::payment();
    let mut passed = 0;
    for (turn, days) in DAYS.into_iter().enumerate() {
        passed += days;
        let county = county(turn, days, passed);
        if turn == 0 {
            journey_in(county, Whose::Phone, async |tab| expense.go_on(tab).await);
        }
        journey_in(county, Whose::Desk, async |tab| {
            for matter in [&mut seal, &mut decision, &mut lease, &mut project] {
                matter.go_on(tab).await;
            }
            // What the payment rests on: the decision is in force, the contract is signed.
            if turn >= 4 {
                payment.links =
                    vec![("decision_case", decision.number.clone()), ("contract_case", project.number.clone())];
                payment.go_on(tab).await;
            }
        });
        if turn + 1 == DAYS.len() {
            let all = [&decision, &expense, &payment, &lease, &project, &seal];
            journey_in(county, Whose::Phone, async |tab| {
                for matter in all {
                    public::read(tab, matter).await;
                }
            });
        }
        county.stop();
    }
    let said = run(&["verify", "--data", FOLDER]);
    assert!(!said.is_empty(), "the log says that nothing was changed");
}

/// The county, served again after some days.
fn county(turn: usize, days: i64, passed: i64) -> &'static County {
    let days = days.to_string();
    let options = ["--data", FOLDER, "--villages", "1", "--pass-days", &days];
    let fresh: &[&str] = if turn == 0 { &["--fresh"] } else { &[] };
    Box::leak(Box::new(County::serve(&[&options[..], fresh].concat(), passed)))
}
