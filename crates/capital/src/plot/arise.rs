//! A case that contracts land out (E1) or puts building land on the market (E3) lays its contract on the plot that it names. It may
//! not say more than was surveyed. A plot that the register does not have yet is none of its business.

use super::keep::PlotContracted;
use super::read::plot_coded;
use crate::keep::to_body;
use archive::Tx;
use office::{Desk, Happening};
use village::{Article, Kind, Refusal, Stop, Words};

pub(crate) fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let signs = what.effects.iter().any(|effect| effect == "contract");
    if !signs || !matches!(what.after.affair.as_str(), "E1" | "E3") {
        return Ok(());
    }
    let code = what.after.text("plot_code").trim();
    let Some(plot) = plot_coded(tx, what.village, code)? else { return Ok(()) };
    let said = what.after.int("contract_area").or_else(|| what.after.int("survey_area")).unwrap_or(0);
    if let Some(surveyed) = plot.surveyed
        && said > surveyed.square_metres()
    {
        let refusal = too_much(code, said, surveyed.square_metres());
        // A contract for land that households may farm says which land and how large; the law of building land is another.
        let farmed = what.after.affair.as_str() == "E1";
        return Err(if farmed { refusal.under(contents()) } else { refusal }.into());
    }
    let body = PlotContracted { id: plot.id.clone(), contract: what.case.to_string(), case: what.case.clone() };
    desk.append_more(tx, what.village, "plot.contracted", &plot.id, to_body(&body)?)?;
    Ok(())
}

fn too_much(code: &str, said: i64, surveyed: i64) -> Refusal {
    let zh = format!("合同写{said}平方米，资源台账上地块`{code}`测量面积是{surveyed}平方米");
    let en =
        format!("the contract says {said} square metres; plot `{code}` was surveyed as {surveyed} in the register");
    let next = Words::new(
        "请按测量面积签订，或者重新测量、登记后再签",
        "Sign for the surveyed area, or survey it again first",
    );
    Refusal::new(Kind::NotNow, "plot.area", Words::new(zh, en), next)
}

/// What a contract says.
fn contents() -> Article {
    Article {
        law: Words::new("农村土地承包法", "Rural Land Contracting Law"),
        version: "2018-12-29".into(),
        article: "22".into(),
    }
}
