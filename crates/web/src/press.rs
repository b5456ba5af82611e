//! What is printed: the month for the wall, the letter for every house, vouchers and statements as PDF. Always as a stranger sees
//! it, whoever asks, because a sheet goes from hand to hand; figures from closed months only.

pub(crate) mod board;
mod job;
pub(crate) mod letter;
pub(crate) mod plate;
pub(crate) mod share;
pub(crate) mod statement;
pub(crate) mod voucher;

pub(crate) use job::Press;

use crate::http::public::Canvas;
use crate::told::Teller;
use archive::Query;
use print::Foot;
use village::{Day, Fault, Kind, Language, Refusal, Words};

/// The foot of a sheet that leads to `address`: which state of the record it shows.
fn foot(canvas: &Canvas<'_>, query: &mut dyn Query, address: &str) -> Result<Foot, Fault> {
    let head = canvas.app.office.archive().head();
    let fingerprint = archive::entry(query, head)?.map_or_else(String::new, |entry| entry.leaf.short());
    let today = canvas.teller.today;
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    Ok(Foot {
        english: canvas.teller.language == Language::En,
        address: format!("{}{address}", canvas.app.public_url),
        entry: head,
        fingerprint,
        made: full(&canvas.teller, today),
        day: (i32::from(today.year()), part(today.month()), part(today.day_of_month())),
    })
}

/// A day with its year: paper outlives it.
fn full(teller: &Teller, day: Day) -> String {
    match teller.language {
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month()),
        Language::En => day.to_string(),
    }
}

/// A day of the month that the sheet names.
fn brief(teller: &Teller, day: Day) -> String {
    match teller.language {
        Language::Zh => format!("{}月{}日", day.month(), day.day_of_month()),
        Language::En => format!("{:02}-{:02}", day.month(), day.day_of_month()),
    }
}

/// That there is no closed month to print.
fn not_closed() -> Refusal {
    Refusal::new(
        Kind::NotThere,
        "print.not_closed",
        Words::new("还没有结账的月份可以打印", "There is no closed month to print"),
        Words::new(
            "只有结了账的月份才能打印张贴，这样贴出去的数字不会再变。请等会计结账，或回到村页面看最新情况",
            "Only a closed month is printed, so that what hangs on the wall does not change. Wait until the accountant has closed it, or read the village's page",
        ),
    )
}
