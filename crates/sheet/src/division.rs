//! The official division codes of one county: `code,name,level,parent`, one line a place.
//!
//! The file may hold a whole province; every line of it is checked, and the county's own are returned. All or nothing:
//! a county made from half a list would lack villages without anybody noticing.

use std::collections::{HashMap, HashSet};
use village::{Division, Level, Place, Words};

/// A bad line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LineFault {
    /// The line, from 1; the header is line 1.
    pub line: u32,
    /// What was found and what was expected.
    pub words: Words,
}

/// A line with its four fields.
struct Line<'a> {
    number: u32,
    code: &'a str,
    name: &'a str,
    level: &'a str,
    parent: &'a str,
}

/// The longest official names have some thirty characters.
const LONGEST_NAME: usize = 60;

const HEADS: [&str; 4] = ["code", "name", "level", "parent"];

/// Reads the divisions of `county`: the county itself, then its townships and villages in the order of their codes.
///
/// # Errors
/// Every bad line: not four fields, not digits, a wrong length, a level that is not the code's, no name, a code that
/// stands twice, a parent that is unknown or not the code's own; or that the county is not in the file.
pub fn read_divisions(text: &str, county: &Place) -> Result<Vec<Division>, Vec<LineFault>> {
    let (lines, mut faults) = read_lines(text);
    let codes: HashSet<&str> = lines.iter().map(|line| line.code).collect();
    let mut first: HashMap<&str, u32> = HashMap::new();
    let mut divisions = Vec::new();
    for line in &lines {
        let mut wrong = line.faults(&codes);
        if let Some(earlier) = first.get(line.code).filter(|_| !line.code.is_empty()) {
            wrong.push(Words::new(
                format!("区划代码`{}`在第{earlier}行已经出现过", line.code),
                format!("code `{}` stands already in line {earlier}", line.code),
            ));
        }
        first.entry(line.code).or_insert(line.number);
        match Place::new(line.code) {
            Ok(place) if wrong.is_empty() && county.contains(&place) => {
                divisions.push(Division { place, name: line.name.to_owned() });
            }
            _ => faults.extend(wrong.into_iter().map(|words| LineFault { line: line.number, words })),
        }
    }
    let there = divisions.iter().any(|division| division.place == *county);
    if county.level() != Level::County || (faults.is_empty() && !there) {
        faults.push(no_county(county));
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.line);
        return Err(faults);
    }
    divisions.sort_by(|a, b| (a.place.level(), &a.place).cmp(&(b.place.level(), &b.place)));
    Ok(divisions)
}

fn no_county(county: &Place) -> LineFault {
    let words = if county.level() == Level::County {
        Words::new(
            format!("文件里没有代码为`{county}`的县（市、区）"),
            format!("the file has no county with the code `{county}`"),
        )
    } else {
        Words::new(
            format!("`{county}`不是县级代码：县级代码为6位，如 330723"),
            format!("`{county}` is not a county's code: expected 6 digits, such as 330723"),
        )
    };
    LineFault { line: 1, words }
}

fn read_lines(text: &str) -> (Vec<Line<'_>>, Vec<LineFault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut numbered = (1_u32..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let header = numbered.next().unwrap_or((1, ""));
    if !fields(header.1).iter().map(|head| head.to_ascii_lowercase()).eq(HEADS) {
        let words = Words::new(
            format!("表头应为`code,name,level,parent`，现为`{}`", header.1.trim()),
            format!("expected the header `code,name,level,parent`, found `{}`", header.1.trim()),
        );
        faults.push(LineFault { line: header.0, words });
        return (lines, faults);
    }
    for (number, line) in numbered {
        match fields(line).as_slice() {
            &[code, name, level, parent] => lines.push(Line { number, code, name, level, parent }),
            other => {
                let words = Words::new(
                    format!("应有4项（代码、名称、级别、上级代码），现有{}项", other.len()),
                    format!("expected 4 fields (code, name, level, parent), found {}", other.len()),
                );
                faults.push(LineFault { line: number, words });
            }
        }
    }
    (lines, faults)
}

/// The fields of a line; the official names hold no comma and no quotation mark.
fn fields(line: &str) -> Vec<&str> {
    line.split(',').map(|field| field.trim().trim_matches('"').trim()).collect()
}

impl Line<'_> {
    fn faults(&self, codes: &HashSet<&str>) -> Vec<Words> {
        let mut faults = Vec::new();
        let letters = self.name.chars().count();
        if self.name.is_empty() {
            faults.push(Words::new("名称为空", "the name is empty"));
        } else if letters > LONGEST_NAME || self.name.chars().any(char::is_control) {
            faults.push(Words::new(
                format!("名称有{letters}个字，最多{LONGEST_NAME}个字，不能有控制字符"),
                format!("the name has {letters} characters, at most {LONGEST_NAME} are allowed, none of them a control character"),
            ));
        }
        match Place::new(self.code) {
            Ok(place) => {
                faults.extend(self.level_fault(place.level()));
                faults.extend(self.parent_fault(&place, codes));
            }
            Err(_) => faults.push(self.code_fault()),
        }
        faults
    }

    fn code_fault(&self) -> Words {
        let code = self.code;
        if code.is_empty() {
            return Words::new("区划代码为空", "the code is empty");
        }
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Words::new(
                format!("区划代码`{code}`里有不是数字的字符"),
                format!("code `{code}` holds something other than digits"),
            );
        }
        let digits = code.len();
        Words::new(
            format!("区划代码`{code}`是{digits}位，应为2位（省）、4位（市）、6位（县）、9位（乡镇）或12位（村）"),
            format!(
                "code `{code}` has {digits} digits, expected 2 (province), 4 (city), 6 (county), 9 (township) or 12 (village)"
            ),
        )
    }

    fn level_fault(&self, level: Level) -> Option<Words> {
        let (code, found) = (self.code, self.level);
        let expected = level_word(level);
        (found != expected).then(|| {
            Words::new(
                format!("级别写的是`{found}`，按区划代码`{code}`的位数应为`{expected}`"),
                format!("level `{found}`, but code `{code}` has the digits of a `{expected}`"),
            )
        })
    }

    /// Townships and villages must hang on a line of this file; what stands above a county need not be in it.
    fn parent_fault(&self, place: &Place, codes: &HashSet<&str>) -> Option<Words> {
        let (code, found) = (self.code, self.parent);
        let above = place.level().above().and_then(|level| place.at(level));
        let expected = above.as_ref().map_or("", Place::as_str);
        if found != expected {
            return Some(Words::new(
                format!("上级代码是`{found}`，按区划代码`{code}`应为`{expected}`"),
                format!("parent `{found}`, but code `{code}` lies in `{expected}`"),
            ));
        }
        let must_be_here = matches!(place.level(), Level::Township | Level::Village);
        (must_be_here && !codes.contains(found))
            .then(|| Words::new(format!("文件里没有上级代码`{found}`"), format!("parent `{found}` is not in the file")))
    }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Township => "township",
        Level::Village => "village",
    }
}

#[cfg(test)]
mod tests;
