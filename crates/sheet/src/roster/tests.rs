//! Rosters as village offices send them.

use super::*;
use crate::{Limits, error_sheet, read};
use village::{Day, Post};

const HEADER: &str = "姓名,性别,身份证号或人员编号,手机号,村代码,户号,岗位,任职开始,任职结束,亲属关系";

fn roster(text: &str) -> Roster {
    let table = read("花名册.csv", text.as_bytes(), &Limits::default()).unwrap();
    let county = Place::new("330723").unwrap();
    read_roster(&table, &|place| county.contains(place))
}

/// The faults of one row below the usual header, as `column letter: Chinese words`.
fn faults(row: &str) -> Vec<String> {
    let roster = roster(&format!("{HEADER}\n{row}\n"));
    assert!(roster.rows.is_empty(), "{:?}", roster.rows);
    let letter = |fault: &SheetFault| fault.column.map(crate::table::letters).unwrap_or_default();
    roster.faults.iter().map(|fault| format!("{}{}: {}", letter(fault), fault.row, fault.words.zh)).collect()
}

#[test]
fn a_person_with_two_posts_and_a_relative_is_read() {
    let row = "林小满,女,11010519491231002x,138 0000 0000,330723001244,0128,报账员、资产专管员,2026/1/1,2030年12月31日、2027-12-31,林大川（兄弟姐妹）";
    let roster = roster(&format!("{HEADER}\n{row}\n"));
    assert_eq!(roster.faults, []);
    let person = &roster.rows[0];
    assert_eq!((person.name.as_str(), person.number.as_str()), ("林小满", "11010519491231002X"));
    assert_eq!(person.phone.as_deref(), Some("13800000000"));
    let day = |year, month, day| Day::new(year, month, day).unwrap();
    assert_eq!(
        person.posts,
        [
            HeldPost { post: Post::Bookkeeper, starts: day(2026, 1, 1), ends: day(2030, 12, 31) },
            HeldPost { post: Post::AssetClerk, starts: day(2026, 1, 1), ends: day(2027, 12, 31) },
        ]
    );
    assert_eq!(person.relatives, [Relative { who: "林大川".into(), relation: Relation::Sibling }]);
}

#[test]
fn english_heads_in_any_order_are_accepted_and_unknown_ones_noted() {
    let text = "Village Code,Name,ID,Remark,Post,From,Until\n330723001244,Lin Xiaoman,990101-1,x,bookkeeper,2026-01-01,2026-12-31\n";
    let roster = roster(text);
    assert_eq!(roster.faults, []);
    assert_eq!(roster.rows[0].posts[0].post, Post::Bookkeeper);
    assert_eq!(roster.rows[0].phone, None);
    assert_eq!(roster.notes[0].en, "the column “Remark” was not read");
}

/// The telephone is what people sign in by: two officers with one would find it out at the door.
#[test]
fn two_officers_with_one_telephone_are_noted() {
    let row = |name: &str, number: &str, post: &str| {
        format!("{name},{number},330723001244,{post},10088889999,2026-01-01,2030-12-31\n")
    };
    let head = "姓名,编号,村代码,岗位,电话,任职开始,任职结束\n";
    let two = roster(&format!("{head}{}{}", row("陶小满", "1", "村委会委员"), row("邵小满", "2", "村党组织委员")));
    assert_eq!(two.faults, []);
    assert!(two.notes.len() == 1 && two.notes[0].zh.contains("第3行邵小满和第2行陶小满"), "{:?}", two.notes);
    // A villager may have no telephone but that of the house.
    let one = roster(&format!("{head}{}{}", row("陶小满", "1", "村委会委员"), row("陶老太", "2", "村民")));
    assert_eq!((one.faults, one.notes), (vec![], vec![]));
}

#[test]
fn all_faults_of_a_row_are_named_at_once() {
    let row = "张3,无,11010519491231002,12345,330799001001,x,报帐元,2026-02-30,,林大川";
    assert_eq!(
        faults(row),
        [
            "A2: `张3`不像姓名：只写文字，少数民族姓名中间可用“·”",
            "B2: `无`看不懂，请填“男”或“女”",
            "C2: `1101*********1002`有17位，身份证号应为18位",
            "D2: `12345`不是手机号：应为11位数字，以 13 至 19 开头",
            "E2: 本县没有代码为`330799001001`的村（社区）或乡镇",
            "G2: 没有叫“报帐元”的岗位，是不是“报账员”？",
            "H2: `2026-02-30`不是日期，请写成 2026-03-12 这样",
            "I2: 填了岗位，这里要填日期",
            "J2: `林大川`看不懂，请写成“姓名（关系）”，如“林大川（兄弟姐妹）”",
        ]
    );
}

#[test]
fn an_end_before_its_start_and_a_post_of_another_level_are_faults() {
    let row = "林小满,男,11010519491231002X,,330723001244,,代理会计,2026-05-01,2026-04-30,陈秋月：配藕";
    assert_eq!(
        faults(row),
        [
            "B2: 填的是“男”，身份证号表示的是“女”",
            "I2: “代理会计”的任职结束（2026-04-30）早于任职开始（2026-05-01）",
            "E2: “代理会计”是乡镇级的岗位，这里应填9位代码，现为`330723001244`",
            "J2: 没有叫“配藕”的亲属关系，是不是“配偶”？",
        ]
    );
}

#[test]
fn a_person_who_stands_twice_is_named_with_the_earlier_row() {
    let row = "林小满,女,11010519491231002X,,330723001244,,,,,";
    let roster = roster(&format!("{HEADER}\n{row}\n\n{}\n", row.to_lowercase()));
    assert_eq!(roster.rows.len(), 1);
    assert_eq!((roster.faults[0].row, roster.faults[0].column), (4, Some(2)));
    assert!(roster.faults[0].words.zh.contains("第2行"));
}

#[test]
fn a_missing_or_repeated_column_is_said_at_the_header() {
    let roster = roster("姓名,电话,手机\n林小满,1,2\n");
    let told: Vec<&str> = roster.faults.iter().map(|fault| fault.words.zh.as_str()).collect();
    assert!(told[0].contains("“手机”这一列重复了"), "{told:?}");
    assert!(told[1].contains("缺少“身份证号或人员编号”"), "{told:?}");
    assert!(told[2].contains("缺少“村代码”"), "{told:?}");
    assert!(roster.faults.iter().all(|fault| fault.row == 1));
}

#[test]
fn every_title_and_code_of_a_post_is_known() {
    for post in Post::ALL {
        for text in [post.title().zh, post.title().en, post.code().to_owned()] {
            let (held, _, faults) = post::read_posts(&text.replace(", ", " "), "2026-01-01", "2026-01-01");
            assert_eq!(faults, [], "{text}");
            assert_eq!(held[0].post, *post, "{text}");
        }
    }
}

#[test]
fn the_blank_roster_can_be_filled_in_and_read() {
    let columns = crate::roster_columns();
    let heads: Vec<&str> = columns.iter().map(|column| column.head.zh.as_str()).collect();
    let examples: Vec<&str> = columns.iter().map(|column| column.example.as_str()).collect();
    let text = format!("{}\n{}\n", heads.join(","), examples.join(","));
    let table = read("花名册.csv", text.as_bytes(), &Limits::default()).unwrap();
    let roster = read_roster(&table, &|_| true);
    assert_eq!(roster.faults, []);
    assert_eq!(roster.rows[0].posts.len(), 2);
}

#[test]
fn a_fault_found_later_finds_its_place_in_the_sheet() {
    let table = read(
        "花名册.csv",
        "姓名,身份证号 *,村代码,职务\n林小满,990101-1,330723001244,文书\n".as_bytes(),
        &Limits::default(),
    );
    let table = table.unwrap();
    let place = |field| locate_fault(&table, field, Words::same("x")).map(|fault| (fault.row, fault.column));
    assert_eq!(place("2.posts"), Some((2, Some(3))));
    assert_eq!(place("2.identity"), Some((2, Some(1))));
    assert_eq!(place("2.relatives"), Some((2, None)));
    assert_eq!(place("title"), None);
}

#[test]
fn an_address_that_cannot_be_written_to_is_a_fault() {
    for wrong in ["lin", "lin@", "@x.example", "a@b@c.example", "lin@village.example；ma@x.example"] {
        let roster = roster(&format!("姓名,编号,村代码,邮箱\n林小满,1,330723001244,{wrong}\n"));
        assert_eq!(roster.faults.len(), 1, "{wrong}");
    }
    let roster = roster("姓名,编号,村代码,邮箱\n林小满,1,330723001244,lin@village.example\n");
    assert_eq!(roster.rows[0].email.as_deref(), Some("lin@village.example"));
}

#[test]
fn a_mended_error_sheet_is_read_like_the_first() {
    let text = format!("{HEADER}\n林小满,女,990101-1,1,330723001244,,,,,\n");
    let table = read("花名册.csv", text.as_bytes(), &Limits::default()).unwrap();
    let first = read_roster(&table, &|_| true);
    let sheet = error_sheet(&table, &first.faults).unwrap();
    let mut back = read("花名册.xlsx", &sheet, &Limits::default()).unwrap();
    back.rows[0].cells[3] = Cell::plain("13800000000");
    let second = read_roster(&back, &|_| true);
    assert_eq!((second.faults, second.rows.len()), (vec![], 1));
    assert_eq!(second.notes, []);
}

#[test]
fn a_group_is_read_however_it_is_written_and_only_for_a_village() {
    let row = |name: &str, number: u32, place: &str, group: &str| format!("{name},X-{number},{place},{group}");
    let rows = [
        row("甲", 1, "330723001244", "三组"),
        row("乙", 2, "330723001244", "第3村民小组"),
        row("丙", 3, "330723001244", ""),
        row("丁", 4, "330723001244", "东边"),
        row("戊", 5, "330723001", "3组"),
    ];
    for head in ["组", "村民小组", "Group"] {
        let roster = roster(&format!("姓名,人员编号,村代码,{head}\n{}\n", rows.join("\n")));
        let groups: Vec<_> = roster.rows.iter().map(|row| row.group.as_ref().map(village::Group::code)).collect();
        assert_eq!(groups, [Some("3".to_owned()), Some("3".to_owned()), None]);
        let faults: Vec<_> = roster.faults.iter().map(|fault| (fault.row, fault.column)).collect();
        assert_eq!(faults, [(5, Some(3)), (6, Some(3))], "{:?}", roster.faults);
        assert!(roster.faults[0].words.zh.contains("“东边”看不出是哪个村民小组"));
    }
}
