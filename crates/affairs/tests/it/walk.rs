//! A matter of each affair, ready to be walked along its road by the people of the village.

use demo::testing::Bench;
use demo::{Matter, Went};
use std::collections::BTreeMap;
use village::Place;

fn matter(village: &Place, affair: &str, values: &[(&str, &str)]) -> Matter {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Matter {
        village: village.clone(),
        affair: affair.into(),
        title: format!("{affair}试办"),
        values,
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

/// A decision on public works, by the full assembly.
pub(crate) fn decision(village: &Place) -> Matter {
    matter(
        village,
        "A1",
        &[
            ("title", "修村道"),
            ("matter", "public_works"),
            ("amount_fen", "40000"),
            ("body", "member_assembly"),
            ("result", "已修好"),
        ],
    )
}

/// A project small enough for the joint meeting to decide.
pub(crate) fn project(bench: &Bench, village: &Place) -> Matter {
    let (starts, ends) = (bench.today().plus(120).to_string(), bench.today().plus(180).to_string());
    // Works at one place or by one contractor are looked at together: each walk has its own.
    let serial = bench.office.archive().head();
    let (place, party) = (format!("渠段{serial}"), format!("渠{serial}工程队"));
    matter(
        village,
        "F1",
        &[
            ("place", &place),
            ("party", &party),
            ("title", "修水渠"),
            ("works_kind", "water"),
            ("amount_fen", "30000"),
            ("budget_fen", "30000"),
            ("fund_source", "collective"),
            ("debt", "none"),
            ("method", "quotes"),
            ("bidders", "4"),
            ("bid_deposit_fen", "0"),
            ("price_fen", "28000"),
            ("contract_no", "GC-1"),
            ("contract_price_fen", "28000"),
            ("bond_fen", "1400"),
            ("planned_start", &starts),
            ("planned_end", &ends),
        ],
    )
}

/// A lease of a shop, by bids, at the exchange.
pub(crate) fn lease(bench: &Bench, village: &Place) -> Matter {
    let (starts, ends) = (bench.today().plus(120).to_string(), bench.today().plus(480).to_string());
    matter(
        village,
        "D1",
        &[
            ("object", "村口店面"),
            ("asset_kind", "building"),
            ("term_months", "12"),
            ("amount_fen", "24000"),
            ("mode", "bids"),
            ("body", "member_assembly"),
            ("venue", "exchange"),
            ("offers", "3"),
            ("best_offer_fen", "26000"),
            ("price_fen", "26000"),
            ("party", "青溪超市"),
            ("contract_no", "ZL-1"),
            ("contract_price_fen", "26000"),
            ("starts", &starts),
            ("ends", &ends),
            ("instalments", "2"),
        ],
    )
}

/// A certificate to be sealed.
pub(crate) fn seal(village: &Place) -> Matter {
    let values = [("kind", "certificate"), ("copies", "2"), ("sealed_copies", "2"), ("blank", "complete")];
    matter(village, "K1", &values)
}

/// A routine expense of the lowest tier.
pub(crate) fn expense(bench: &Bench, village: &Place, invoice: &str) -> Matter {
    let spent = bench.today().plus(-2).to_string();
    matter(
        village,
        "C1",
        &[
            ("amount_fen", "150"),
            ("purpose", "买灯泡十只"),
            ("category", "repair"),
            ("spent_on", &spent),
            ("payee", "青溪日杂店"),
            ("invoice_no", invoice),
            ("pay_by", "transfer"),
        ],
    )
}

/// An advance on a project, resting on a decision and on its contract, both walked as far as they must.
pub(crate) fn payment(bench: &Bench, village: &Place) -> Matter {
    let (mut decision, mut project) = (decision(village), project(bench, village));
    bench.go_on_to(&mut decision, "execute");
    to_the_end(bench, &mut project);
    let payee = project.values.get("party").cloned().unwrap_or_default();
    let (decision, project) = (bench.case(&decision).id.to_string(), bench.case(&project).id.to_string());
    matter(
        village,
        "C2",
        &[
            ("decision_case", &decision),
            ("contract_case", &project),
            ("amount_fen", "7000"),
            ("payee", &payee),
            ("stage", "advance"),
            ("invoice_no", "C2-1"),
        ],
    )
}

/// A matter of each affair. What the last one rests on is walked as far as it must be.
pub(crate) fn one_of_each(bench: &Bench, village: &Place) -> Vec<Matter> {
    let payment = payment(bench, village);
    vec![
        expense(bench, village, "W-1"),
        seal(village),
        payment,
        project(bench, village),
        lease(bench, village),
        decision(village),
    ]
}

/// Walks a matter to the end of its case.
pub(crate) fn to_the_end(bench: &Bench, matter: &mut Matter) {
    for _ in 0..80 {
        if matches!(bench.go_on(matter), Went::Ended) {
            return;
        }
    }
    panic!("{} has no end", matter.affair);
}
