//! `/desk/plots/import`: the village's land is taken over from its signed list; `/desk/plots.csv`: all of it is taken along.

use crate::books::show::{Wish, chosen};
use crate::http::answer::Halt;
use crate::http::file::table;
use crate::http::visitor::Official;
use crate::intake::{Column, Intake};
use crate::state::App;
use crate::takeover::Takeover;
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use capital::{ImportPlots, ImportedPlot, LandType, Mu, PlotUse};
use office::{Deed, Desk, StoredFile};
use sheet::SheetRow;
use village::{Fault, FieldFault, Place, Words};

/// The columns of the sheet in which land is taken over.
const COLUMNS: &[Column] = &[
    column(&["地块编号", "地块编码"], "code", true, ("台账上的编号", "the code in the register"), "T-001"),
    column(&["地块名称", "名称"], "name", true, ("叫什么", "what it is called"), "后山杨梅山"),
    column(
        &["地类", "土地类型"],
        "land",
        true,
        (
            "耕地、园地、林地、草地、养殖水面、四荒地、建设用地、滩涂",
            "arable land, orchard, forest, grassland, water for breeding, waste land, building land, shore",
        ),
        "园地",
    ),
    column(&["坐落", "四至"], "place", false, ("在哪里", "where it is"), "后山"),
    column(&["台账面积", "合同面积"], "book area", true, ("亩，最多四位小数", "mu, at most four decimals"), "12"),
    column(
        &["测量面积", "实测面积"],
        "surveyed area",
        false,
        ("亩，没测过的空着", "mu, empty where not surveyed"),
        "9.8",
    ),
    column(
        &["使用状态"],
        "use",
        true,
        (
            "集体自用、已发包、闲置、无合同占用",
            "used by the collective, contracted out, idle, occupied without a contract",
        ),
        "闲置",
    ),
    column(
        &["合同编号"],
        "contract",
        false,
        ("已发包的填合同台账里的编号", "its number in the register of contracts"),
        "",
    ),
];

const fn column(
    heads: &'static [&'static str],
    en: &'static str,
    needed: bool,
    about: (&'static str, &'static str),
    example: &'static str,
) -> Column {
    Column { heads, en, needed, about, example }
}

fn area(intake: &mut Intake<'_>, row: &SheetRow, column: usize) -> Option<Mu> {
    let text = intake.text(row, column)?;
    let found = Mu::parse(&text);
    if found.is_none() {
        let zh = format!("“{text}”不是面积，要大于零，用亩，最多四位小数");
        intake.fault(
            row,
            column,
            zh,
            format!("`{text}` is no area; expected mu, more than nothing, four decimals at most"),
        );
    }
    found
}

/// The rows of a sheet that could be read, and everything that is wrong with the others.
fn sheet(name: &str, bytes: &[u8]) -> (Vec<ImportedPlot>, Vec<FieldFault>) {
    let mut intake = match Intake::open(name, bytes, COLUMNS) {
        Ok(intake) => intake,
        Err(faults) => return (Vec::new(), faults),
    };
    let lands: Vec<(Words, LandType)> = LandType::ALL.iter().map(|one| (one.words(), *one)).collect();
    let uses: Vec<(Words, PlotUse)> = PlotUse::ALL.iter().map(|one| (one.words(), *one)).collect();
    let mut found = Vec::new();
    for row in intake.rows() {
        let [code, name, place, contract] = [0, 1, 3, 7].map(|column| intake.text(&row, column));
        let (land, use_state) = (intake.one_of(&row, 2, &lands), intake.one_of(&row, 6, &uses));
        let [book, surveyed] = [4, 5].map(|column| area(&mut intake, &row, column));
        let whole = || {
            Some(ImportedPlot {
                row: row.number,
                code: code?,
                name: name?,
                land: land?,
                place: place.unwrap_or_default(),
                book: book?,
                surveyed,
                use_state: use_state?,
                contract_number: contract.unwrap_or_default(),
            })
        };
        found.extend(whole());
    }
    let faults = intake.told();
    (found, faults)
}

impl Takeover for ImportedPlot {
    const HOME: &'static str = "/desk/plots";
    const KEYS: [&'static str; 3] = ["plot-import", "plot-import-lead", "contract-import-note"];
    const NAME: (&'static str, &'static str) = ("资源", "plots");
    const COLUMNS: &'static [Column] = COLUMNS;

    fn read(name: &str, bytes: &[u8]) -> Result<Vec<Self>, Vec<FieldFault>> {
        match sheet(name, bytes) {
            (all, faults) if faults.is_empty() => Ok(all),
            (_, faults) => Err(faults),
        }
    }

    fn partly(name: &str, bytes: &[u8]) -> (Vec<Self>, Vec<FieldFault>) {
        sheet(name, bytes)
    }

    fn faults(query: &mut dyn Query, _desk: &Desk, village: &Place, all: &[Self]) -> Result<Vec<FieldFault>, Fault> {
        capital::plot_faults(query, village, all)
    }

    fn would(teller: &Teller, all: &[Self]) -> String {
        let sum = all.iter().map(|one| one.book).sum::<Mu>();
        teller.say("plot-would").put("many", all.len().to_string()).put("sum", sum.to_string()).to_string()
    }

    fn deed(village: Place, plots: Vec<Self>, paper: StoredFile) -> impl Deed {
        ImportPlots { village, plots, paper }
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
        Ok::<_, Halt>(table(&format!("{}-plots", village.place), &made, wish.form == "xlsx")?)
    })
    .await
}

fn rows(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Vec<String>>, Fault> {
    let keys = [
        "plot-code",
        "plot-name",
        "plot-land",
        "card-place",
        "plot-book",
        "plot-surveyed",
        "plot-drawn",
        "card-use",
        "plot-contract",
    ];
    let mu = |area: Option<Mu>| area.map_or_else(String::new, |area| area.to_string());
    let mut rows = vec![keys.iter().map(|key| teller.say(key).to_string()).collect::<Vec<String>>()];
    for row in capital::plots(query, place)? {
        rows.push(vec![
            row.code.clone(),
            teller.free(&row.name),
            teller.words(&row.land.words()),
            row.place.clone(),
            row.book.to_string(),
            mu(row.surveyed),
            mu(row.drawn),
            teller.words(&row.standing(teller.today).words()),
            row.contract.clone().unwrap_or_default(),
        ]);
    }
    Ok(rows)
}
