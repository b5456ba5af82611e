//! Villages with books to post into.

use crate::Outcome;
use capital::{BankAccount, ImportVouchers, PrepareBooks, PrepareVouchers};
use intake::{Drafted, VoucherRows, file_hash, voucher_columns};
use ledger::{Code, OpeningLine, Side, SubAccount};
use office::{Desk, Office};
use village::{Fen, Hash, Moment, Place, Post, Words};

/// So many villages whose books began in January of last year.
pub(crate) fn founded(office: &Office, many: usize, now: Moment) -> Outcome<Vec<Place>> {
    let mut state = 1_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    };
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    let made = demo::found(office, many, (demo::shipped_rules(), layers), now, &mut draw);
    let made = made.map_err(|stop| format!("{stop:?}"))?;
    let mut villages = Vec::new();
    for division in made {
        let desk = desk(office, &division.place, now)?;
        let line = |account: &str, side| -> Outcome<OpeningLine> {
            Ok(OpeningLine { account: Code::parse(account)?, side, amount_fen: Fen::yuan(1_000_000_000) })
        };
        let code = Code::parse("10201")?;
        let deed = PrepareBooks {
            contains_moved: false,
            village: division.place.clone(),
            first: "2025-01".parse()?,
            accounts: vec![SubAccount { code: code.clone(), name: Words::new("基本户", "basic account") }],
            banks: vec![BankAccount {
                code,
                bank: "农商银行".into(),
                kind: "basic".into(),
                last_digits: "0417".into(),
            }],
            opening: vec![line("10201", Side::Debit)?, line("301", Side::Credit)?],
            paper: demo::make_paper(office.files(), "opening", &[]).map_err(|stop| format!("{stop:?}"))?,
        };
        demo::by_two(office, &division.place, &desk, deed).map_err(|stop| format!("{stop:?}"))?;
        villages.push(division.place);
    }
    Ok(villages)
}

/// Two people stand for a file before it is taken over; that is not measured.
pub(crate) fn confirmed(office: &Office, village: &Place, text: &str, now: Moment) -> Outcome<()> {
    let desk = desk(office, village, now)?;
    let chart = office.read(|reader| capital::chart_of(reader, &desk, village)).map_err(|fault| fault.chain())?;
    let mut rows = sheet::comma_rows(text, None, 1);
    let header = rows.next().ok_or("an empty file")?.map_err(|error| error.to_string())?;
    let header: Vec<String> = header.cells.into_iter().map(|cell| cell.text).collect();
    let columns = voucher_columns(&header).map_err(|missing| format!("{missing:?}"))?;
    let (mut reading, mut vouchers) = (VoucherRows::new(columns, &chart, false), Vec::new());
    for row in rows {
        vouchers.extend(reading.push(&row.map_err(|error| error.to_string())?));
    }
    vouchers.extend(reading.finish());
    handed_over(office, village, file_hash(text.as_bytes()), vouchers, now)
}

/// Prepares vouchers and confirms them.
pub(crate) fn handed_over(
    office: &Office,
    village: &Place,
    file: Hash,
    vouchers: Vec<Drafted>,
    now: Moment,
) -> Outcome<()> {
    let desk = desk(office, village, now)?;
    let village = village.clone();
    let import = ImportVouchers { village: village.clone(), source: "bench".into(), file, former: false, vouchers };
    let paper = demo::make_paper(office.files(), "list", &[]).map_err(|stop| format!("{stop:?}"))?;
    demo::by_two(office, &village, &desk, PrepareVouchers { import, paper }).map_err(|stop| format!("{stop:?}"))?;
    Ok(())
}

/// The desk of a village's accountant.
pub(crate) fn desk(office: &Office, village: &Place, now: Moment) -> Outcome<Desk> {
    let found = demo::desk_of(office, village, Post::AgencyAccountant, now).map_err(|stop| format!("{stop:?}"))?;
    Ok(found.ok_or("a village has no accountant")?)
}
