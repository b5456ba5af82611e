//! Files to take along: a table as CSV or spreadsheet.

use crate::books::export::comma;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use village::Fault;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A spreadsheet.
pub(crate) fn spreadsheet(name: &str, bytes: Vec<u8>) -> Response {
    attached(name, XLSX, bytes)
}

/// A table, as CSV or as a spreadsheet; `name` is without its ending.
pub(crate) fn table(name: &str, rows: &[Vec<String>], as_sheet: bool) -> Result<Response, Fault> {
    if !as_sheet {
        return Ok(attached(&format!("{name}.csv"), "text/csv; charset=utf-8", comma(rows).into_bytes()));
    }
    let bytes = sheet::plain_sheet(name, rows).map_err(|error| Fault::from("a sheet was not written", error))?;
    Ok(attached(&format!("{name}.xlsx"), XLSX, bytes))
}

fn attached(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, attached.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
