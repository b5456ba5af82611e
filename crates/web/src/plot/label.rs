//! `/desk/plots/labels`: an A4 sheet of labels, one for each plot, for its marker stone.

use crate::books::show::{Wish, chosen};
use crate::card::page::{Label, LabelsPage};
use crate::desk::place::frame;
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::plot::show::address;
use crate::state::App;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use village::Fault;

pub(crate) async fn sheet(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            let made = app.office.read(|reader| {
                let frame = frame(app, reader, &official, Section::Books)?;
                let mut labels = Vec::new();
                for row in capital::plots(reader, &village.place)? {
                    let qr = crate::qr::svg(&address(app, &village.place, &row.id))?;
                    labels.push(Label { name: row.name, number: row.code, qr });
                }
                let back_href = format!("/desk/plots?village={}", village.place);
                Ok::<_, Fault>(LabelsPage { frame, name: village.short_name(), labels, back_href })
            })?;
            Ok::<_, Halt>(made)
        })
        .await?;
    page(&shown)
}
