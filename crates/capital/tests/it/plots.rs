//! Land: taken over by the list, surveyed with its paper, contracted out by a case and never for more than was surveyed.

use crate::scene::{matter, says, through, with_books};
use capital::{
    DescribePlot, ImportPlots, ImportedPlot, LandType, Mu, PlotStanding, PlotUse, plot, plot_contracts, plots,
};
use demo::testing::{Bench, day};
use demo::{Matter, make_paper, on_both_databases};
use office::StoredFile;
use village::{Place, Post, Stop};

on_both_databases!(
    plots_are_taken_over_all_or_none,
    a_survey_needs_its_paper_and_its_boundary_every_fault_told,
    a_case_lays_its_contract_on_the_plot,
    a_case_signs_for_no_more_than_was_surveyed,
);

fn paper(bench: &Bench) -> StoredFile {
    make_paper(bench.office.files(), "测量成果", &["签字".into()]).unwrap()
}

fn one(row: u32, code: &str) -> ImportedPlot {
    ImportedPlot {
        row,
        code: code.into(),
        name: "后山杨梅山".into(),
        land: LandType::Orchard,
        place: "后山".into(),
        book: Mu::parse("12").unwrap(),
        surveyed: None,
        use_state: PlotUse::Idle,
        contract_number: String::new(),
    }
}

fn taken_over(bench: &Bench, village: &Place, code: &str) -> String {
    let deed = ImportPlots { village: village.clone(), plots: vec![one(2, code)], paper: paper(bench) };
    bench.done(&bench.desk(village, Post::AgencyAccountant), deed);
    bench.read(|reader| plots(reader, village)).remove(0).id
}

fn described(village: &Place, id: &str) -> DescribePlot {
    DescribePlot {
        village: village.clone(),
        plot: id.into(),
        place: "后山".into(),
        surveyed: None,
        boundary: String::new(),
        use_state: PlotUse::Idle,
        contract: None,
        paper: None,
    }
}

fn plots_are_taken_over_all_or_none(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut bad = vec![one(2, "T-1"), one(3, "T-1"), one(4, "T-2")];
    bad[1].use_state = PlotUse::Contracted;
    bad[1].contract_number = "没有的".into();
    bad[2].contract_number = "旧-1".into();
    let refusal = bench.refused(&accountant, ImportPlots { village: village.clone(), plots: bad, paper: paper(bench) });
    let rows: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(rows, ["row.3", "row.3", "row.4"], "{refusal:#?}");
    let deed = ImportPlots { village: village.clone(), plots: vec![one(2, "T-1")], paper: paper(bench) };
    bench.refused(&bench.desk(&village, Post::AssetClerk), deed);
    let id = taken_over(bench, &village, "T-1");
    let row = bench.read(|reader| plot(reader, &id)).unwrap();
    assert_eq!((row.book, row.surveyed, row.standing(bench.today())), (Mu(120_000), None, PlotStanding::Idle));
    bench.verified();
}

fn a_survey_needs_its_paper_and_its_boundary_every_fault_told(bench: &Bench) {
    let village = with_books(bench);
    let id = taken_over(bench, &village, "T-1");
    let clerk = bench.desk(&village, Post::AssetClerk);
    let survey = |boundary: &str, with: bool| DescribePlot {
        surveyed: Mu::parse("9.8"),
        boundary: boundary.into(),
        paper: with.then(|| paper(bench)),
        ..described(&village, &id)
    };
    says(&bench.refused(&clerk, survey("", false)), "测量成果");
    let open = "{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.001,30],[120.001,91],[120,30.001]]]}";
    let refusal = bench.refused(&clerk, survey(open, true));
    assert_eq!(refusal.faults.len(), 2, "{refusal:#?}");
    let good =
        "{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.001,30],[120.001,30.001],[120,30.001],[120,30]]]}";
    bench.refused(&bench.desk(&village, Post::TownshipOfficial), survey(good, true));
    bench.done(&clerk, survey(good, true));
    let row = bench.read(|reader| plot(reader, &id)).unwrap();
    assert_eq!(row.surveyed, Some(Mu(98_000)));
    assert_eq!(row.drawn.map(Mu::square_metres), Some(10_696), "96.49 m by 110.85 m");
    assert!(row.differs(), "12 mu in the books, 9.8 surveyed");
    let deed = DescribePlot { use_state: PlotUse::Contracted, ..survey("", true) };
    says(&bench.refused(&clerk, deed), "要选一份有效的土地合同");
    bench.done(&clerk, DescribePlot { use_state: PlotUse::Occupied, ..survey("", false) });
    let row = bench.read(|reader| plot(reader, &id)).unwrap();
    assert!(row.boundary.is_some(), "it stays as it was");
    assert_eq!(row.standing(bench.today()), PlotStanding::Occupied);
    bench.verified();
}

/// Land contracted out for three years.
fn contracting(village: &Place, square_metres: &str) -> Matter {
    let values = [
        ("plot_code", "T-7"),
        ("survey_area", square_metres),
        ("contract_area", square_metres),
        ("term_months", "36"),
        ("starts", "2026-07-01"),
        ("ends", "2029-06-30"),
    ];
    matter(village, "E1", &values)
}

fn a_case_lays_its_contract_on_the_plot(bench: &Bench) {
    let village = with_books(bench);
    let id = taken_over(bench, &village, "T-7");
    let mut out = contracting(&village, "900");
    through(bench, &mut out);
    let case = out.case.unwrap().to_string();
    let row = bench.read(|reader| plot(reader, &id)).unwrap();
    assert_eq!((row.use_state, row.contract.as_deref()), (PlotUse::Contracted, Some(case.as_str())));
    assert_eq!(bench.read(|reader| plot_contracts(reader, &id)), [case]);
    assert_eq!(row.standing(bench.today()), PlotStanding::Contracted);
    assert_eq!(row.standing(day("2099-01-01")), PlotStanding::Ended, "a contract that has run out is none");
    bench.verified();
}

fn a_case_signs_for_no_more_than_was_surveyed(bench: &Bench) {
    let village = with_books(bench);
    let id = taken_over(bench, &village, "T-7");
    let survey = DescribePlot { surveyed: Mu::parse("0.01"), paper: Some(paper(bench)), ..described(&village, &id) };
    bench.done(&bench.desk(&village, Post::AssetClerk), survey);
    let mut out = contracting(&village, "8");
    bench.go_on_to(&mut out, "sign_contract");
    let refusal = match demo::go_on(&bench.office, &mut out, bench.now()) {
        Ok(demo::Went::NotYet(refusal)) => *refusal,
        Err(Stop::Refused(refusal)) => *refusal,
        _ => panic!("it was signed"),
    };
    says(&refusal, "测量面积是7平方米");
    assert_eq!(bench.read(|reader| plot(reader, &id)).unwrap().contract, None);
    bench.verified();
}
