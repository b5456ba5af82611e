//! The receipts' questions to the store, one text for both databases.

pub(super) const INSERT_BOOK: &str =
    "insert into receipt_book (village, number, series, first_number, last_number, width,
    paper, kept_by, kept) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) const BOOKS: &str = "select b.number, b.series, b.first_number, b.last_number, b.width, b.kept, p.name,
    (select max(r.number) from receipt r where r.village = b.village and r.book = b.number) as used,
    (select count(*) from receipt r where r.village = b.village and r.book = b.number and r.state = 'cancelled')
    as cancelled from receipt_book b left join person p on p.id = b.kept_by
    where b.village = $1 order by b.number limit 1000";
/// Of every village of the county: a number is printed once.
pub(super) const SERIES: &str = "select village, first_number, last_number from receipt_book
    where series = $1 order by first_number, village limit 10000";
pub(super) const INSERT: &str = "insert into receipt (village, book, number, state, case_id, act, day, payer, purpose,
    amount_fen, reason, paper, kept_by, kept) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
pub(super) const CANCEL: &str = "update receipt set state = 'cancelled', reason = $4
    where village = $1 and book = $2 and number = $3";
pub(super) const RECEIPTS: &str = "select r.book, r.number, r.state, r.case_id, r.act, r.day, r.payer, r.purpose,
    r.amount_fen, r.reason, r.kept, p.name, b.series, b.width from receipt r
    join receipt_book b on b.village = r.village and b.number = r.book left join person p on p.id = r.kept_by
    where r.village = $1 order by r.book desc, r.number desc limit 5000";
pub(super) const RECEIPT: &str = "select r.book, r.number, r.state, r.case_id, r.act, r.day, r.payer, r.purpose,
    r.amount_fen, r.reason, r.kept, p.name, b.series, b.width from receipt r
    join receipt_book b on b.village = r.village and b.number = r.book left join person p on p.id = r.kept_by
    where r.village = $1 and r.book = $2 and r.number = $3";
pub(super) const OF_CASE: &str = "select r.book, r.number, r.state, r.case_id, r.act, r.day, r.payer, r.purpose,
    r.amount_fen, r.reason, r.kept, p.name, b.series, b.width from receipt r
    join receipt_book b on b.village = r.village and b.number = r.book left join person p on p.id = r.kept_by
    where r.case_id = $1 order by r.book, r.number limit 1000";
