//! The aging list: by contract and by voucher, as of today and of an earlier day, as a page and as tables.

use crate::browser::Browser;
use crate::keep_books::begun;
use capital::{ContractKind, Direction, ImportContracts, ImportedContract};
use demo::testing::{Bench, day};
use demo::{make_paper, on_both_databases};
use ledger::Plan;
use village::{Fen, Post};

on_both_databases!(what_is_owed_is_listed_by_its_age_and_leads_to_contract_and_voucher,);

const LIST: &str = "/desk/books/aging?village=990101001001";
const TABLE: &str = "/desk/books/aging.csv?village=990101001001";

/// A hill let in 2021 for 1,000 yuan a year, of which two years were paid.
fn hill(bench: &Bench) -> ImportContracts {
    let first_due = day("2021-01-01");
    let one = ImportedContract {
        row: 2,
        number: "老合同-7".into(),
        kind: ContractKind::ContractOut,
        way: Direction::In,
        party: "王大有".into(),
        object: "后山杨梅山".into(),
        total_fen: Fen::yuan(7_000),
        paid_fen: Fen::yuan(2_000),
        deposit_fen: Fen(0),
        signed: day("2020-12-20"),
        starts: first_due,
        ends: day("2027-12-31"),
        plan: Plan { first_due, instalments: 7, every_months: 12, rise: None, until: None },
    };
    let paper = make_paper(bench.office.files(), "合同清理表", &["签字".into()]).unwrap();
    ImportContracts { village: bench.village(1), contracts: vec![one], paper }
}

fn what_is_owed_is_listed_by_its_age_and_leads_to_contract_and_voucher(bench: &Bench) {
    let accountant = begun(bench);
    bench.done(&bench.desk(&bench.village(1), Post::AgencyAccountant), hill(bench));
    let page = accountant.get(LIST).body;
    for part in ["后山杨梅山", "王大有", "/desk/contracts/990101001001-H-0001", "2年以上", "3年以上", "第一百八十八条"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let table = accountant.get(TABLE).body;
    let row = table.lines().find(|line| line.starts_with("后山杨梅山")).unwrap();
    assert_eq!(row, "后山杨梅山,5000.00,1000.00,,1000.00,,,,1000.00,1000.00,1000.00", "{table}");
    let earlier = accountant.get(&format!("{TABLE}&code=2023-12-31")).body;
    let row = earlier.lines().find(|line| line.starts_with("后山杨梅山")).unwrap();
    assert_eq!(row, "后山杨梅山,5000.00,4000.00,,,,,1000.00,,,", "{earlier}");
    let sheet = accountant.get(&format!("{TABLE}&as=xlsx"));
    assert_eq!(sheet.status, 200);
    let later = accountant.get(&format!("{LIST}&code=2099-01-01")).body;
    assert!(later.contains(&format!("value=\"{}\"", bench.today())), "no day that is to come: {later}");
    let villager = Browser::of(bench, &bench.village(1), Post::Representative);
    assert_eq!(villager.get(LIST).status, 403);
}
