//! `/desk/books/import`: vouchers of another program, tried first, then handed over with the signed list, and taken over once the township has
//! confirmed them; every fault with its sheet, row and column.

use crate::books::form::{BooksForm, Shell, finish_at_once, first, keeps, kept, paper_of};
use crate::books::handover;
use crate::books::show::{Wish, chosen};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Html, Line};
use crate::state::{App, Shared};
use crate::told::Teller;
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use capital::{HandoverState, HandoverWhat, ImportVouchers, PrepareVouchers};
use intake::Report;
use sheet::{Limits, TemplateColumn};
use village::{Fault, FieldFault, Place, Stop, Words};

/// How many faults one page tells.
const MOST_FAULTS: usize = 300;

fn at(app: &Shared, official: &Official, wish: &Wish) -> Result<Place, Stop> {
    let (village, _) = chosen(app, official, &wish.village)?;
    keeps(official, &village.place)?;
    Ok(village.place)
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    village: &'a Place,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    let home = |path: &str| format!("{path}?village={village}");
    let (action, back, key) = (home("/desk/books/import"), home("/desk/books"), key.to_owned());
    Shell { app, official, village, action, back, key, faults, given }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let shell = shell(app, &official, &village, &key, &[], &[]);
        first(&app.office.read(|reader| compose(reader, &shell, &Sent::default(), None))?)
    })
    .await
}

fn compose(query: &mut dyn Query, shell: &Shell<'_>, sent: &Sent, tried: Option<&Report>) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let say = |key: &'static str| teller.say(key).to_string();
    let or =
        |name: &str, usual: &str| if sent.one(name).is_empty() { usual.to_owned() } else { sent.one(name).to_owned() };
    let charts = vec![Choice::new("now", say("history-chart-now")), Choice::new("former", say("history-chart-former"))];
    let acts = [("try", "history-try"), ("prepare", "handover-send"), ("take", "history-take")];
    let acts = acts.map(|(code, key)| Choice::new(code, say(key))).to_vec();
    let open = capital::handovers(query, shell.village)?;
    let open = open.iter().find(|row| row.what == HandoverWhat::Vouchers);
    let may_take = open.is_some_and(|row| row.state == HandoverState::Confirmed && row.taken.0 < row.many);
    let act = match tried.is_some_and(|report| report.faults.is_empty()) {
        true if may_take => "take",
        true => "prepare",
        false => "try",
    };
    let blank = teller.say("history-template-link");
    let blank = format!(r#"<a href="/desk/books/import.xlsx?village={}">{blank}</a>"#, shell.village);
    let mut about = vec![Line::new(teller.say("history-template"), Html::made(blank))];
    about.push(Line::text(teller.say("history-range"), range(query, shell, &teller)?));
    if let Some(report) = tried {
        about.push(Line::text(teller.say("history-sheet"), &report.sheet));
        about.push(Line::text(teller.say("history-vouchers"), report.found.to_string()));
        // All are taken or none: beside a fault none is right.
        if report.faults.is_empty() {
            about.push(Line::text(teller.say("history-right"), report.vouchers.len().to_string()));
        }
        about.push(Line::text(teller.say("history-again"), report.again.to_string()));
        about.push(Line::text(teller.say("history-lines"), report.lines.to_string()));
        about.push(Line::text(teller.say("history-sum"), report.sum_fen.to_string()));
        if report.faults.is_empty() {
            let sums = capital::voucher_sums(&report.vouchers);
            let chart = capital::chart_of(query, &shell.official.desk, shell.village)?;
            about.extend(handover::totals(&teller, &chart, &sums));
        }
        about.extend(report.notes.iter().map(|note| Line::text(teller.say("history-note"), teller.words(note))));
    }
    for row in capital::imports(query, shell.village)?.iter().take(5) {
        let said = teller.say("history-done").put("count", row.vouchers.to_string()).put("source", row.source.clone());
        about.push(Line::text(teller.day(row.sent.1.day()).words, said.to_string()));
    }
    let fields = vec![
        Field::new("source", say("history-source"), Entry::Text(""))
            .hint(say("history-source-hint"))
            .value(sent.one("source")),
        Field::new("file", say("history-file"), Entry::Files(".csv,.xlsx")).hint(say("history-file-hint")),
        Field::new("chart", say("history-chart"), Entry::Choice(charts)).value(or("chart", "now")),
        Field::new("act", say("history-act"), Entry::Choice(acts)).value(act),
    ];
    Ok(BooksForm {
        title: say("history-title"),
        lead: say(match tried {
            Some(report) if report.faults.is_empty() => "history-lead-right",
            Some(_) => "history-lead-wrong",
            None => "history-lead",
        }),
        about,
        fields: shell.fields(fields),
        papers: vec![shell.paper("ground", "handover-paper")],
        note: say("history-note-end"),
        send: say("history-go"),
        ..shown
    })
}

/// The days that can be taken over: from the first open month to the day on which they were opened here.
fn range(query: &mut dyn Query, shell: &Shell<'_>, teller: &Teller) -> Result<String, Fault> {
    let Some(books) = capital::state_of(query, &shell.official.desk, shell.village)? else { return Ok(String::new()) };
    let until = match capital::history_until(query, shell.village) {
        Ok(until) => until,
        Err(Stop::Failed(fault)) => return Err(fault),
        Err(Stop::Refused(_)) => return Ok(String::new()),
    };
    let last = teller.day(until).words;
    // Months are closed one after the other.
    let closed = books.months.iter().filter(|(_, month)| month.closed.is_some()).map(|(period, _)| *period).max();
    let from = closed.map_or(books.first, |period| period.next()).first_day();
    let said = if from <= until {
        teller.say("history-range-of").put("from", teller.day(from).words)
    } else {
        teller.say("history-range-none")
    };
    Ok(said.put("until", last).to_string())
}

fn fault(field: &str, words: Words) -> FieldFault {
    FieldFault { field: field.into(), words }
}

/// Reads and tries the file.
fn tried(app: &Shared, official: &Official, village: &Place, sent: &Sent) -> Result<Result<Report, FieldFault>, Stop> {
    let Some(file) = sent.files.iter().find(|file| file.field == "file" && !file.bytes.is_empty()) else {
        return Ok(Err(fault("file", Words::new("请选择要导入的文件", "Choose the file that is to be taken over"))));
    };
    let (table, merged) = match sheet::read_merged(&file.name, &file.bytes, &Limits::default()) {
        Ok(read) => read,
        Err(error) => return Ok(Err(fault("file", error.words()))),
    };
    app.office
        .read(|reader| {
            let Some(mut books) = capital::state_of(reader, &official.desk, village)? else {
                return Ok(Err(fault("file", Words::new("这个村还没有建账", "this village has no books yet"))));
            };
            let chart = books.chart.clone();
            let mut report = intake::read_vouchers(&table, &merged, &chart, sent.one("chart") == "former");
            let known = capital::known_marks(reader, village, &report.vouchers)?;
            let before = report.vouchers.len();
            report.vouchers.retain(|voucher| !known.contains(&voucher.mark));
            report.again = before - report.vouchers.len();
            if let Ok(columns) = intake::voucher_columns(&table.header) {
                let until = match capital::history_until(reader, village) {
                    Ok(until) => until,
                    Err(Stop::Failed(fault)) => return Err(fault),
                    Err(Stop::Refused(_)) => {
                        return Ok(Err(fault("file", Words::new("这个村还没有建账", "no books yet"))));
                    }
                };
                report.faults.extend(intake::check_vouchers(&mut books, &report.vouchers, &columns, until));
                report.faults.sort_by_key(|fault| fault.row);
            }
            Ok(Ok(report))
        })
        .map_err(Into::into)
}

/// The faults as the page tells them; of very many the first, and how many more there are.
fn told(report: &Report) -> Vec<FieldFault> {
    let all = report.faults.iter().take(MOST_FAULTS);
    let mut faults: Vec<FieldFault> = all.map(|one| fault("file", one.words_in(&report.sheet))).collect();
    if report.faults.len() > MOST_FAULTS {
        let more = report.faults.len() - MOST_FAULTS;
        faults.push(fault("file", Words::new(format!("还有{more}处"), format!("and {more} more"))));
    }
    faults
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = at(app, &official, &wish)?;
        let (papers, mut wrong) = kept(app, &official, &sent)?;
        let paper = if sent.one("act") == "prepare" { paper_of(&papers, "ground", &mut wrong) } else { None };
        let read = tried(app, &official, &village, &sent)?;
        let (report, mut faults) = match read {
            Ok(report) => {
                let faults = told(&report);
                (Some(report), faults)
            }
            Err(fault) => (None, vec![fault]),
        };
        faults.extend(wrong);
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &village, sent.one("key"), faults, &papers);
            app.office.read(|reader| compose(reader, &shell, &sent, report.as_ref()))
        };
        let home = format!("/desk/books?village={village}");
        let file = sent.files.iter().find(|file| file.field == "file").map(|file| intake::file_hash(&file.bytes));
        match (&report, file) {
            (Some(report), Some(file)) if faults.is_empty() && sent.one("act") != "try" => {
                let (source, vouchers) = (sent.one("source").to_owned(), report.vouchers.clone());
                let former = sent.one("chart") == "former";
                let import = ImportVouchers { village: village.clone(), source, file, former, vouchers };
                match paper {
                    Some(paper) => {
                        let deed = PrepareVouchers { import, paper };
                        finish_at_once(app, &official, Ok(deed), &sent, &home, form)
                    }
                    None => finish_at_once(app, &official, Ok(import), &sent, &home, form),
                }
            }
            // A dry run: the report, with nothing taken.
            (Some(_), _) if faults.is_empty() => first(&form(&[])?),
            _ => finish_at_once(app, &official, Err::<ImportVouchers, _>(faults.clone()), &sent, &home, form),
        }
    })
    .await
}

/// The blank sheet, with an explanation of its columns.
pub(crate) async fn template(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let bytes = app
        .blocking(move |app| {
            at(app, &official, &wish)?;
            let name = Words::new("凭证", "vouchers");
            let made =
                sheet::template(&name, &columns()).map_err(|error| Fault::from("a sheet was not written", error));
            Ok::<_, Halt>(made?)
        })
        .await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"vouchers.xlsx\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

fn columns() -> Vec<TemplateColumn> {
    let column = |zh: &str, en: &str, needed: bool, about: (&str, &str), example: &str| TemplateColumn {
        head: Words::new(zh, en),
        needed,
        needed_with_posts: false,
        explanation: Words::new(about.0, about.1),
        example: example.to_owned(),
    };
    vec![
        column("日期", "day", true, ("凭证的日期", "the voucher's day"), "2026-01-08"),
        column("凭证字", "word", false, ("记、收、付、转", "记, 收, 付 or 转"), "付"),
        column("凭证号", "number", true, ("同一个月同一个字里不重复", "each once in a month and word"), "12"),
        column("摘要", "summary", true, ("这笔账是什么事", "what it is about"), "买扫帚20把"),
        column("科目编码", "code", true, ("明细科目的编码", "the code of an account"), "51401"),
        column("科目名称", "name", false, ("用来核对编码", "checked against the code"), "公益支出-保洁绿化"),
        column("借方金额", "debit", true, ("每行只填借方或贷方", "either debit or credit"), "120.50"),
        column("贷方金额", "credit", true, ("每行只填借方或贷方", "either debit or credit"), ""),
        column("附件张数", "attachments", false, ("原始凭证的张数", "how many papers"), "2"),
    ]
}
