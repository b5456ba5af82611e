//! Wuyi county's own list, and everything that can be wrong with one.

use super::*;

const WUYI: &str = include_str!("../../testdata/wuyi.csv");

fn wuyi() -> Place {
    Place::new("330723").unwrap()
}

/// The faults, as `line: English words`.
fn faults(text: &str) -> Vec<String> {
    let faults = read_divisions(text, &wuyi()).unwrap_err();
    faults.into_iter().map(|fault| format!("{}: {}", fault.line, fault.words.en)).collect()
}

#[test]
fn wuyi_has_279_villages_and_communities() {
    let divisions = read_divisions(WUYI, &wuyi()).unwrap();
    let count = |level| divisions.iter().filter(|division| division.place.level() == level).count();
    assert_eq!((count(Level::County), count(Level::Township), count(Level::Village)), (1, 18, 279));
    assert_eq!(divisions[0].name, "武义县");
    let houchen = divisions.iter().find(|division| division.place.as_str() == "330723001244").unwrap();
    assert_eq!(houchen.short_name(), "后陈村");
}

#[test]
fn every_bad_line_is_named_with_its_reason() {
    let text = "\
code,name,level,parent
330723,武义县,county,3307
330723001,白洋街道,township,330723
33072300,短一位,township,330723
3307230O2,字母,township,330723
,没有代码,village,330723001
330723001001,,village,330723001
330723001002,级别不对,township,330723001
330723001003,上级不对,village,330723002
330723009001,上级不在,village,330723009
330723001001,重复,village,330723001
330723001004,少一项,village
";
    assert_eq!(
        faults(text),
        [
            "4: code `33072300` has 8 digits, expected 2 (province), 4 (city), 6 (county), 9 (township) or 12 (village)",
            "5: code `3307230O2` holds something other than digits",
            "6: the code is empty",
            "7: the name is empty",
            "8: level `township`, but code `330723001002` has the digits of a `village`",
            "9: parent `330723002`, but code `330723001003` lies in `330723001`",
            "10: parent `330723009` is not in the file",
            "11: code `330723001001` stands already in line 7",
            "12: expected 4 fields (code, name, level, parent), found 3",
        ]
    );
}

#[test]
fn a_county_that_is_not_there_is_said() {
    let text = "code,name,level,parent\n330724,别的县,county,3307\n";
    assert_eq!(faults(text), ["1: the file has no county with the code `330723`"]);
    let village = Place::new("330723001244").unwrap();
    assert!(read_divisions(WUYI, &village).unwrap_err()[0].words.en.contains("expected 6 digits"));
}

#[test]
fn a_file_of_another_kind_is_refused_at_its_header() {
    let fault = "1: expected the header `code,name,level,parent`, found `姓名,电话`";
    assert_eq!(faults("姓名,电话\n张三,1\n"), [fault]);
    assert!(read_divisions("", &wuyi()).is_err());
}

#[test]
fn the_mark_of_utf_8_and_quotation_marks_do_no_harm() {
    let text = "\u{feff}code,name,level,parent\r\n\"330723\",\"武义县\",\"county\",\"3307\"\r\n";
    assert_eq!(read_divisions(text, &wuyi()).unwrap().len(), 1);
}

#[test]
fn a_name_of_a_page_is_refused() {
    let long = "长".repeat(5_000);
    let text = format!("code,name,level,parent\n330723,{long},county,3307\n");
    assert_eq!(
        faults(&text),
        ["2: the name has 5000 characters, at most 60 are allowed, none of them a control character"]
    );
}
