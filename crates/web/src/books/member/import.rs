//! `/desk/books/members/import`: the roster of members is taken over from the village's signed list.

use crate::intake::{Column, Intake};
use crate::takeover::Takeover;
use crate::told::Teller;
use archive::Query;
use capital::{Holding, ImportedMember, MemberState, PrepareMembers, Shares};
use office::{Deed, Desk, StoredFile};
use sheet::SheetRow;
use village::{Fault, FieldFault, Place, Words};

/// The columns of the sheet in which members are taken over.
const COLUMNS: &[Column] = &[
    column(&["编号", "股权证号"], "number", true, ("名册上的编号，每人一个", "one for each person"), "1"),
    column(&["姓名"], "name", true, ("成员本人", "the member's own"), "周建国"),
    column(
        &["户", "户主", "户号"],
        "household",
        true,
        ("户主姓名或户号，同户的写一样", "the same for all of one household"),
        "周建国",
    ),
    column(&["身份"], "standing", true, ("成员、非成员持股", "member, holds shares without being a member"), "成员"),
    column(&["人口股"], "shares as a member", true, ("最多两位小数，没有填0", "two decimals at most, 0 for none"), "1"),
    column(
        &["农龄股"],
        "shares for years worked",
        true,
        ("最多两位小数，没有填0", "two decimals at most, 0 for none"),
        "0.5",
    ),
    column(&["其他股"], "other shares", false, ("最多两位小数", "two decimals at most"), "0"),
    column(&["起始日期", "确认日期"], "since", false, ("不清楚的空着", "empty where not known"), "2018-06-30"),
    column(
        &["人员编号"],
        "person",
        false,
        ("村名册里的编号，有同名的才填", "the number on the village's roster, where names are borne twice"),
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

fn shares(intake: &mut Intake<'_>, row: &SheetRow, column: usize) -> Option<Shares> {
    let text = intake.text(row, column)?;
    let found = Shares::parse(&text);
    if found.is_none() {
        let zh = format!("“{text}”不是股数，写零或正数，最多两位小数");
        intake.fault(
            row,
            column,
            zh,
            format!("`{text}` is no number of shares; expected nothing or more, two decimals at most"),
        );
    }
    found
}

/// The rows of a sheet that could be read, and everything that is wrong with the others.
fn sheet(name: &str, bytes: &[u8]) -> (Vec<ImportedMember>, Vec<FieldFault>) {
    let mut intake = match Intake::open(name, bytes, COLUMNS) {
        Ok(intake) => intake,
        Err(faults) => return (Vec::new(), faults),
    };
    let states: Vec<(Words, MemberState)> =
        [MemberState::Member, MemberState::Holder].map(|one| (one.words(), one)).to_vec();
    let mut found = Vec::new();
    for row in intake.rows() {
        let [code, name, household, person] = [0, 1, 2, 8].map(|column| intake.text(&row, column));
        let state = intake.one_of(&row, 3, &states);
        let [heads, work, other] = [4, 5, 6].map(|column| shares(&mut intake, &row, column));
        let since = intake.day(&row, 7);
        let whole = || {
            Some(ImportedMember {
                row: row.number,
                code: code?,
                name: name?,
                household: household?,
                state: state?,
                holding: Holding { heads: heads?, work: work?, other: other.unwrap_or_default() },
                since,
                person: person.unwrap_or_default(),
            })
        };
        found.extend(whole());
    }
    let faults = intake.told();
    (found, faults)
}

impl Takeover for ImportedMember {
    const HOME: &'static str = "/desk/books/members";
    const BY_TWO: bool = true;
    const KEYS: [&'static str; 3] = ["members-import", "members-import-lead", "members-import-note"];
    const NAME: (&'static str, &'static str) = ("成员名册", "members");
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

    fn faults(query: &mut dyn Query, desk: &Desk, village: &Place, all: &[Self]) -> Result<Vec<FieldFault>, Fault> {
        capital::member_faults(query, village, all, desk.now.day())
    }

    fn would(teller: &Teller, all: &[Self]) -> String {
        let sum = all.iter().map(|one| one.holding.sum()).sum::<Shares>();
        teller.say("members-would").put("many", all.len().to_string()).put("sum", sum.to_string()).to_string()
    }

    fn deed(village: Place, members: Vec<Self>, paper: StoredFile) -> impl Deed {
        PrepareMembers { village, members, paper }
    }
}
