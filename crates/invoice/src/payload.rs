//! What the printed code holds: `01,<kind>,<code>,<number>,<amount>,<day>,<check code>,…`.

use crate::unread::short;
use crate::{Found, Invoice, Source, Unread, plain};
use village::Fen;

/// The fewest parts.
const LEAST_PARTS: usize = 6;

/// Reads the text of a code.
///
/// # Errors
/// When it is no code of a VAT invoice, or a part of it does not have its form.
pub fn read_code(text: &str) -> Result<Invoice, Unread> {
    let parts: Vec<&str> = text.trim().split([',', '，']).map(str::trim).collect();
    let [first, kind, code, number, amount, day, rest @ ..] = parts.as_slice() else {
        return Err(Unread::OtherCode(short(text)));
    };
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() < LEAST_PARTS || *first != "01" || !two_digits(kind) {
        return Err(Unread::OtherCode(short(text)));
    }
    let code = plain::code("二维码第3项（发票代码）", code)?;
    let number = plain::number("二维码第4项（发票号码）", number)?;
    if code.is_none() && number.len() == 8 {
        return Err(Unread::malformed("二维码第3项（发票代码）", "", "a code, since the number has 8 digits"));
    }
    let amount = plain::amount("二维码第5项（金额）", amount)?;
    let day = plain::day("二维码第6项（开票日期）", day)?;
    let check_code = rest.first().filter(|part| !part.is_empty());
    if let Some(check) =
        check_code.filter(|check| check.len() > 20 || !check.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Err(Unread::malformed("二维码第7项（校验码）", check, "at most 20 letters and digits"));
    }
    let found = |fen: Fen| Found::new(fen, Source::Code);
    let mut invoice = Invoice {
        code: code.map(|code| Found::new(code, Source::Code)),
        number: Some(Found::new(number, Source::Code)),
        day: day.map(|day| Found::new(day, Source::Code)),
        check_code: check_code.map(|check| Found::new((*check).to_owned(), Source::Code)),
        ..Invoice::default()
    };
    match (invoice.code.is_some(), *kind) {
        (false, _) => invoice.total = amount.map(found),
        (true, "01" | "03" | "04" | "10" | "14" | "20") => invoice.net = amount.map(found),
        (true, _) => invoice.amount = amount.map(found),
    }
    Ok(invoice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(found: &Option<Found<Fen>>) -> Option<i64> {
        found.as_ref().map(|found| found.value.0)
    }

    #[test]
    fn an_invoice_with_a_code_tells_the_amount_before_tax() {
        let read = read_code("01,10,033001900104,80100798,64.9,20161018,85342965681116380258,").unwrap();
        assert_eq!(read.code.unwrap().value, "033001900104");
        assert_eq!(read.number.unwrap().value, "80100798");
        assert_eq!((fen(&read.net), fen(&read.total), fen(&read.amount)), (Some(6_490), None, None));
        assert_eq!(read.day.unwrap().value.to_string(), "2016-10-18");
        assert_eq!(read.check_code.unwrap().value, "85342965681116380258");
        // A special invoice has no check code; what stands behind it is not known and not read.
        let special = read_code("01,01,3300154130,03630024,94339.62,20160621,,9335,").unwrap();
        assert_eq!((fen(&special.net), special.check_code), (Some(9_433_962), None));
    }

    #[test]
    fn a_fully_digitalised_invoice_tells_the_total_with_tax() {
        let read = read_code("01,32,,26332000000012345678,1286.50,20260312,,649C").unwrap();
        assert_eq!(read.number(), "26332000000012345678");
        assert_eq!((fen(&read.total), fen(&read.net)), (Some(128_650), None));
        assert!(read.code.is_none() && read.check_code.is_none());
    }

    #[test]
    fn where_the_amount_is_not_known_to_hold_tax_it_is_neither() {
        let rolled = read_code("01,11,033001900104,80100798,64.90,20240101,12345678901234567890,").unwrap();
        assert_eq!((fen(&rolled.amount), fen(&rolled.net), fen(&rolled.total)), (Some(6_490), None, None));
    }

    #[test]
    fn what_is_no_code_of_an_invoice_is_told() {
        for text in
            ["", "https://example.cn/x?bill_num=1", "WIFI:S:x;;", "01,32", "02,32,,26332000000012345678,1,20260312"]
        {
            assert!(matches!(read_code(text), Err(Unread::OtherCode(_))), "{text}");
        }
    }

    #[test]
    fn a_malformed_part_is_named_with_its_place() {
        let check = |text: &str, place: &str| {
            let Err(Unread::Malformed { place: at, .. }) = read_code(text) else { panic!("{text} was read") };
            assert!(at.contains(place), "{text}: {at}");
        };
        check("01,32,,2633200000001234567,1286.50,20260312,,649C", "第4项");
        check("01,32,,26332000000012345678,12x,20260312,,649C", "第5项");
        check("01,32,,26332000000012345678,12.50,20261312,,649C", "第6项");
        check("01,10,03300190010,80100798,64.9,20161018,1,", "第3项");
        check("01,10,,80100798,64.9,20161018,1,", "第3项");
        check("01,10,033001900104,80100798,64.9,20161018,<script>,", "第7项");
    }
}
