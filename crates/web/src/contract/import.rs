//! `/desk/contracts/import`: contracts of before the books are taken over; `/desk/contracts.csv`: all of them are taken along.

use crate::books::show::{Wish, chosen};
use crate::contract::show::limits;
use crate::contract::table::{COLUMNS, read, rows};
use crate::http::answer::Halt;
use crate::http::file::table;
use crate::http::visitor::Official;
use crate::intake::Column;
use crate::state::{App, Shared};
use crate::takeover::Takeover;
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use capital::{ContractKind, ImportContracts, ImportedContract};
use office::{Deed, Desk, StoredFile};
use village::{Fault, Fen, FieldFault, Place};

/// Whoever reads fifty rows looks at the sheet anew.
const MOST_NOTES: usize = 50;

impl Takeover for ImportedContract {
    const HOME: &'static str = "/desk/contracts";
    const KEYS: [&'static str; 3] = ["contract-import", "contract-import-lead", "contract-import-note"];
    const NAME: (&'static str, &'static str) = ("合同", "contracts");
    const COLUMNS: &'static [Column] = COLUMNS;

    fn read(name: &str, bytes: &[u8]) -> Result<Vec<Self>, Vec<FieldFault>> {
        match read(name, bytes) {
            (all, faults) if faults.is_empty() => Ok(all),
            (_, faults) => Err(faults),
        }
    }

    fn partly(name: &str, bytes: &[u8]) -> (Vec<Self>, Vec<FieldFault>) {
        read(name, bytes)
    }

    fn faults(query: &mut dyn Query, desk: &Desk, village: &Place, all: &[Self]) -> Result<Vec<FieldFault>, Fault> {
        capital::contract_faults(query, desk, village, all)
    }

    fn would(teller: &Teller, all: &[Self]) -> String {
        let sum = all.iter().map(|one| one.total_fen).sum::<Fen>();
        teller.say("contract-would").put("many", all.len().to_string()).put("sum", sum.to_string()).to_string()
    }

    fn notes(
        query: &mut dyn Query,
        app: &Shared,
        teller: &Teller,
        at: &Place,
        all: &[Self],
    ) -> Result<Vec<String>, Fault> {
        let book = app.office.current_book(query)?.at(at, teller.today);
        let mut notes = Vec::new();
        for one in all {
            let key = match one.kind {
                ContractKind::Lease => "contract-row-lease",
                ContractKind::ContractOut => "contract-row-land",
                _ => continue,
            };
            if let Some(last) = one.too_long(&book, teller.today) {
                let words = teller.say(key).put("row", one.row.to_string()).put("number", one.number.clone());
                notes.push(words.put("ends", one.ends.to_string()).put("day", last.to_string()).to_string());
            }
        }
        notes.truncate(MOST_NOTES);
        Ok(notes)
    }

    fn deed(village: Place, contracts: Vec<Self>, paper: StoredFile) -> impl Deed {
        ImportContracts { village, contracts, paper }
    }
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    app.blocking(move |app| {
        let (village, _) = chosen(app, &official, &wish.village)?;
        let teller = official.teller(Eyes::Village);
        let made = app.office.read(|reader| {
            let limits = limits(app, reader, &village.place)?;
            rows(reader, &teller, &village.place, limits)
        })?;
        Ok::<_, Halt>(table(&format!("{}-contracts", village.place), &made, wish.form == "xlsx")?)
    })
    .await
}
