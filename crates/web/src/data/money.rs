//! A village's money as tables: vouchers of closed months, receipts.

use super::board::public_cases;
use super::set::{Datum, Field, Source, Unit, field};
use crate::books::tell;
use archive::Query;
use village::{Fault, Place};

pub(super) const VOUCHERS: &[Field] = &[
    field("voucher", Unit::Words, ["凭证编号", "Voucher"], ["全县唯一的编号", "its number among all of the county's"]),
    field("period", Unit::Words, ["账期", "Period"], ["哪个月的账", "the month in whose books it stands"]),
    field("number", Unit::Words, ["凭证号", "Number"], ["如 付-0012", "such as 付-0012"]),
    field("day", Unit::Day, ["日期", "Day"], ["凭证日期", "its day"]),
    field("summary", Unit::Words, ["摘要", "Summary"], ["个人信息已遮盖", "what it is about, personal data masked"]),
    field("amount", Unit::Money, ["金额", "Amount"], ["一方合计", "the sum of one side"]),
    field(
        "case",
        Unit::Words,
        ["办件编号", "Case"],
        [
            "由哪个办件而来；没有或者还没公开的为空",
            "the case that brought it about; empty where there is none or it is not public",
        ],
    ),
    field("hash", Unit::Words, ["指纹", "Fingerprint"], ["凭证的指纹（SHA-256）", "the voucher's SHA-256"]),
    field("page", Unit::Words, ["网页", "Page"], ["凭证的网页", "its page"]),
];

pub(super) fn vouchers(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let public = public_cases(query, place)?;
    let mut rows = Vec::new();
    for period in capital::periods(query, place)?.into_iter().filter(|row| row.hash.is_some()) {
        for voucher in capital::vouchers(query, place, period.period)? {
            let case = voucher.case.as_ref().filter(|case| public.contains_key(*case));
            rows.push(vec![
                voucher.id.as_str().into(),
                voucher.period.to_string().into(),
                tell::number(&voucher.word, voucher.serial).into(),
                voucher.day.into(),
                tell::what(&source.teller, &voucher).into(),
                voucher.amount_fen.into(),
                case.map_or_else(String::new, ToString::to_string).into(),
                voucher.hash.to_string().into(),
                format!("{}/v/{place}/books/{}", source.url, voucher.id).into(),
            ]);
        }
    }
    Ok(rows)
}

pub(super) const RECEIPTS: &[Field] = &[
    field("receipt", Unit::Words, ["收据编号", "Receipt"], ["系统编号", "its number in the county"]),
    field("number", Unit::Words, ["收据号", "Number"], ["印在收据上的号", "the number that is printed on it"]),
    field("day", Unit::Day, ["日期", "Day"], ["哪天开的或作废的", "when it was issued or cancelled"]),
    field("payer", Unit::Words, ["交款人", "Payer"], ["单位全名；个人已遮盖", "firms by their name, persons masked"]),
    field("purpose", Unit::Words, ["事由", "Purpose"], ["收的什么钱", "what for"]),
    field(
        "amount",
        Unit::Money,
        ["金额", "Amount"],
        ["作废而未开的为空", "empty where it was cancelled before it was issued"],
    ),
    field("cancelled", Unit::Words, ["作废", "Cancelled"], ["yes 作废，no 有效", "yes or no"]),
    field("reason", Unit::Words, ["作废原因", "Reason"], ["为什么作废", "why it was cancelled"]),
];

pub(super) fn receipts(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Vec<Datum>>, Fault> {
    let teller = &source.teller;
    let row = |row: &capital::ReceiptRow| {
        vec![
            row.id(place).into(),
            row.text.as_str().into(),
            row.day.into(),
            teller.party(&row.payer).into(),
            teller.free(&row.purpose).into(),
            row.case.as_ref().map(|_| row.amount_fen).into(),
            if row.cancelled { "yes" } else { "no" }.into(),
            teller.free(&row.reason).into(),
        ]
    };
    Ok(capital::receipts(query, place)?.iter().map(row).collect())
}
