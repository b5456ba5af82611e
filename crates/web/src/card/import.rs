//! `/desk/assets/import`: property of before the books is taken over; `/desk/assets.csv`: all of it is taken along.

use crate::books::show::{Wish, chosen};
use crate::card::table::{COLUMNS, read, rows};
use crate::http::answer::Halt;
use crate::http::file::table;
use crate::http::visitor::Official;
use crate::intake::Column;
use crate::state::App;
use crate::takeover::Takeover;
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use capital::{ImportCards, ImportedCard};
use office::{Deed, Desk, StoredFile};
use village::{Fault, Fen, FieldFault, Place};

impl Takeover for ImportedCard {
    const HOME: &'static str = "/desk/assets";
    const KEYS: [&'static str; 3] = ["card-import", "card-import-lead", "contract-import-note"];
    const NAME: (&'static str, &'static str) = ("资产", "assets");
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
        capital::card_faults(query, desk, village, all)
    }

    fn would(teller: &Teller, all: &[Self]) -> String {
        let sum = all.iter().map(|one| one.cost_fen).sum::<Fen>();
        teller.say("card-would").put("many", all.len().to_string()).put("sum", sum.to_string()).to_string()
    }

    fn deed(village: Place, cards: Vec<Self>, paper: StoredFile) -> impl Deed {
        ImportCards { village, cards, paper }
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
        let made = app.office.read(|reader| rows(reader, &teller, &village.place))?;
        Ok::<_, Halt>(table(&format!("{}-assets", village.place), &made, wish.form == "xlsx")?)
    })
    .await
}
