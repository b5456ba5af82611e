//! Every question to the affairs' tables, asked on both databases.

use crate::walk::{decision, expense, to_the_end};
use affairs::LodgeObjection;
use demo::on_both_databases;
use demo::testing::Bench;
use procedure::Body;
use village::{CaseId, Hash};

on_both_databases!(every_question_to_the_tables_is_answered);

fn every_question_to_the_tables_is_answered(bench: &Bench) {
    bench.found(2);
    let (village, other) = (bench.village(1), bench.village(2));
    let (mut public, mut paid) = (decision(&village), expense(bench, &village, "D-1"));
    bench.go_on_to(&mut public, "close_plan");
    let case = bench.case(&public).id;
    let text = "请把图纸贴出来".to_owned();
    let object = LodgeObjection { case: case.clone(), village: village.clone(), text, contact: "13900000000".into() };
    bench.done(&bench.nobody(), object);
    to_the_end(bench, &mut paid);
    let spent = bench.case(&paid).id;
    let month: String = bench.today().to_string().chars().take(7).collect();

    bench.read(|reader| {
        assert_eq!(affairs::cases_of(reader, &village)?.len(), 2);
        assert!(affairs::cases_of(reader, &other)?.is_empty());
        for (place, many) in
            [(bench.county(), 2), (bench.township(), 2), (bench.other_township(), 0), (other.clone(), 0)]
        {
            assert_eq!(affairs::cases_within(reader, &place, None, None)?.len(), many);
        }
        assert_eq!(affairs::cases_within(reader, &village, Some("done"), None)?.len(), 1);
        assert_eq!(affairs::cases_within(reader, &village, Some("running"), Some("A1"))?.len(), 1);
        assert!(affairs::cases_within(reader, &village, Some("running"), Some("C1"))?.is_empty());
        assert!(affairs::case(reader, &CaseId::new("no-such-case").unwrap())?.is_none());
        assert_eq!(affairs::acts(reader, &spent)?.len(), 8);
        let papers = affairs::papers(reader, &spent)?;
        assert!(papers.len() >= 3);
        assert!(affairs::paper(reader, &spent, &papers[0].hash)?.is_some());
        assert!(affairs::paper(reader, &spent, &Hash([0; 32]))?.is_none());
        let sitting = &affairs::sittings(reader, &case)?[0];
        assert_eq!(affairs::attendance(reader, &case, sitting.act)?.len(), usize::try_from(sitting.entitled).unwrap());
        assert_eq!(affairs::windows(reader, &case)?[0].waiting, 1);
        assert!(affairs::open_windows(reader, &village, bench.today())?.len() <= 1);
        assert!(affairs::objections(reader, &case)?[0].is_reachable);
        let contacts = affairs::contacts(reader, &case)?;
        assert_eq!(contacts.into_values().collect::<Vec<_>>(), ["13900000000"]);
        assert_eq!(affairs::payments(reader, &village, &month)?.len(), 1);
        assert_eq!(affairs::months(reader, &village)?.len(), 1);
        assert!(affairs::months(reader, &other)?.is_empty());
        assert!(affairs::disclosures(reader, &village)?.iter().any(|one| one.case == case));
        assert!(affairs::disclosures(reader, &other)?.is_empty());
        let kept = affairs::all_papers(reader)?;
        assert!(kept.iter().any(|(hash, case)| *hash == papers[0].hash && case == spent.as_str()));
        affairs::to_remind(reader, bench.today().plus(400))?;
        assert!(affairs::delegations(reader, &village)?.is_empty());
        let row = affairs::case(reader, &case)?.unwrap();
        let (state, book) = affairs::state_of(reader, &bench.office, &row)?;
        assert_eq!(state.acts.len(), usize::try_from(row.revision).unwrap());
        let roll = affairs::roll(reader, &book, &village, &Body("rep_meeting".into()), bench.today())?;
        assert_eq!(roll.len(), 12, "eight representatives, the director, the deputy, two committee members");
        assert!(affairs::roll(reader, &book, &village, &Body("no_such_body".into()), bench.today())?.is_empty());
        Ok(())
    });
}
