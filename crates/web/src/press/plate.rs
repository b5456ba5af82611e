//! `/cases/{case}/plate.pdf`: the plate of a project (工程公示牌, 电子身份证) to hang up at the site: what it is, what it costs, who
//! does it, whom to telephone, and the code that leads to everything since. Only what strangers may see.

use crate::case::public::known;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::press::foot;
use crate::press::job::{Sheet, printed};
use crate::state::App;
use crate::told::{above_name, first_of, place_name};
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use print::Plate;
use village::{Fault, Post, Refusal};

/// So many facts have room, none longer than this.
const FACTS: usize = 5;
const LONGEST: usize = 30;

/// Whether a case is a project, and so has a plate: the affairs of group F (works and purchases).
pub(crate) fn has_plate(affair: &str) -> bool {
    affair.starts_with('F')
}

pub(crate) async fn page(State(app): State<App>, look: Look, Path(number): Path<String>) -> Result<Response, Halt> {
    let address = format!("/cases/{}/plate", number.get(..40).unwrap_or(&number));
    printed(&app, &look, address, move |canvas, reader| {
        let plate = plate(canvas, reader, &number)?;
        Ok(plate.map(|plate| Sheet::Plate(Box::new(plate))).ok_or_else(Refusal::not_there))
    })
    .await
}

fn plate(canvas: &Canvas<'_>, query: &mut dyn Query, number: &str) -> Result<Option<Plate>, Fault> {
    let Some(told) = known(query, &canvas.app.office, number)?.filter(|told| has_plate(&told.case.affair)) else {
        return Ok(None);
    };
    let (teller, place) = (&canvas.teller, &told.case.village);
    let all = told.facts(teller).into_iter().map(|line| (line.label, line.value.plain()));
    let short = all.filter(|(_, value)| !value.is_empty() && value.chars().count() <= LONGEST);
    let mut facts: Vec<(String, String)> = short.take(FACTS).collect();
    for post in [Post::SupervisionDirector, Post::StationHead] {
        if let Some(found) = first_of(query, place, teller, &[post])? {
            facts.push((found.post, format!("{} {}", found.name, found.phone)));
            break;
        }
    }
    let village = place_name(query, place)?;
    Ok(Some(Plate {
        foot: foot(canvas, query, &format!("/cases/{}", told.case.id))?,
        village: format!("{}{village}", above_name(query, place)?),
        kind: told.affair_name(teller),
        name: told.title(teller),
        code: told.case.id.to_string(),
        place: village,
        facts,
    }))
}
