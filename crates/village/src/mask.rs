//! What strangers may not read: personal data in names, numbers and any free text of a public page.

mod contact;
mod find;

pub use find::{Personal, Told, find};

/// Surnames of two characters, so that `欧阳建国` becomes `欧阳**` and not `欧***`.
const COMPOUND: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊",
    "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文",
    "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正",
    "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户",
    "梁丘", "左丘", "东门", "西门", "第五",
];

/// A person's name for strangers: the surname, and one star for each further character.
#[must_use]
pub fn name(full: &str) -> String {
    let full = full.trim();
    if full.is_ascii() {
        // A name in Latin letters: the first word's initial is kept.
        return full.split_whitespace().map(initial).collect::<Vec<_>>().join(" ");
    }
    let surname = COMPOUND.iter().copied().find(|surname| full.starts_with(surname) && full != *surname);
    let surname = surname.or_else(|| full.char_indices().nth(1).and_then(|(end, _)| full.get(..end)));
    match surname.and_then(|surname| Some((surname, full.strip_prefix(surname)?))) {
        Some((surname, given)) => format!("{surname}{}", "*".repeat(given.chars().count())),
        None => full.to_owned(),
    }
}

/// What shows that a name is a firm's or an office's and not a person's.
const FIRM: &[&str] = &[
    "公司",
    "商店",
    "商行",
    "经营部",
    "超市",
    "合作社",
    "工厂",
    "厂",
    "店",
    "部",
    "社",
    "队",
    "局",
    "所",
    "院",
    "站",
    "中心",
    "银行",
    "学校",
    "委员会",
    "政府",
    "村",
    "镇",
    "乡",
    "县",
    "协会",
    "集团",
    "事务所",
    "维修",
    "建材",
    "农场",
];

/// The other party of a payment or contract for strangers: a firm by its name, a person masked.
#[must_use]
pub fn party(party: &str) -> String {
    let party = party.trim();
    let is_firm = party.chars().count() > 4 && !party.is_ascii() || FIRM.iter().any(|word| party.ends_with(word));
    if is_firm { text(party) } else { name(party) }
}

/// Whether a field of this name names the other party of a payment or a contract, or somebody of theirs, who may be a person.
#[must_use]
pub fn names_a_party(field: &str) -> bool {
    ["payee", "party", "lessee", "tenant", "contractor", "supplier", "winner", "bidder", "manager"]
        .iter()
        .any(|word| field.contains(word))
}

fn initial(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{first}{}", "*".repeat(letters.count().min(3))))
}

/// Free text for strangers: telephone, identity and bank account numbers, e-mail addresses and the ids of messengers are found
/// by their pattern and masked.
#[must_use]
pub fn text(free: &str) -> String {
    let free = &contact::text(free);
    let mut shown = String::with_capacity(free.len());
    let mut run = String::new();
    let mut before = None;
    for c in free.chars().chain(std::iter::once('\n')) {
        // A number may be written with blanks or hyphens between its groups, and in full-width digits.
        let joins = matches!(c, ' ' | '-' | 'X' | 'x' | 'Ｘ') || matches!(c, ')' | '）' | '—' | '－') && is_area(&run);
        if plain_digit(c).is_some() || (!run.is_empty() && joins) {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            shown.push_str(&number(&run, before));
            run.clear();
        }
        shown.push(c);
        before = Some(c);
    }
    shown.pop();
    shown
}

/// A number as it may be shown: one that tells who somebody is has no digit left. Where a list of telephone numbers hangs in the
/// village, the last four name the person.
fn number(run: &str, before: Option<char>) -> String {
    let body = run.trim_end_matches([' ', '-']);
    let tail = run.get(body.len()..).unwrap_or("");
    match told_by(body, before) {
        Some(_) => format!("{}{tail}", "*".repeat(digits_of(body).len())),
        None => run.to_owned(),
    }
}

/// The digits of a number without what stands between its groups.
fn digits_of(body: &str) -> String {
    body.chars().filter_map(|c| plain_digit(c).or_else(|| is_x(c).then_some('X'))).collect()
}

/// What a number tells of somebody; none where it tells nothing. `before` is the character before it.
fn told_by(body: &str, before: Option<char>) -> Option<Personal> {
    let digits = digits_of(body);
    // Case and voucher numbers hold hyphens and letters before them; division codes are twelve digits.
    let inside_a_code = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '-' || c == '/');
    let after_letters = before.is_some_and(|c| c.is_ascii_alphabetic());
    let is_abroad = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).is_some_and(is_mobile);
    match digits.len() {
        // Letters before a mobile number do not hide it; no code of ours looks so.
        11 if is_mobile(&digits) && (after_letters || !inside_a_code) => Some(Personal::Telephone),
        _ if inside_a_code => None,
        11 if digits.starts_with('1') && !digits.contains('X') => Some(Personal::Telephone),
        13 | 15 if is_abroad => Some(Personal::Telephone),
        10..=12 if is_landline(body, &digits) => Some(Personal::Telephone),
        18 if is_identity(&digits) => Some(Personal::Identity),
        15 if is_birthday(digits.get(6..12)) && !digits.contains('X') => Some(Personal::Identity),
        16..=19 if !digits.contains('X') && body.chars().all(|c| plain_digit(c).is_some() || c == ' ') => {
            Some(Personal::Account)
        }
        _ => None,
    }
}

fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Whether a run so far is the area code of a landline.
fn is_area(run: &str) -> bool {
    let digits: String = run.chars().filter_map(plain_digit).collect();
    digits.len() == run.chars().count() && digits.len() == area_length(&digits)
}

/// How many digits an area code has: three for the largest cities, four elsewhere.
fn area_length(digits: &str) -> usize {
    if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.starts_with('1')
        && !digits.contains('X')
        && !matches!(digits.get(1..2), Some("0" | "1" | "2"))
}

/// An area code and seven or eight digits, of which the first is none of a trunk.
fn is_landline(body: &str, digits: &str) -> bool {
    let own = digits.get(area_length(digits)..).unwrap_or("");
    let area = digits.starts_with('0') && !digits.starts_with("00") && !digits.contains('X');
    // The area code is a group by itself, or all is one.
    let first_group = body.chars().take_while(|c| plain_digit(*c).is_some()).count();
    let grouped = first_group == digits.len() || first_group == area_length(digits);
    area && grouped && matches!(own.len(), 7 | 8) && !own.starts_with(['0', '1'])
}

fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ')
}

fn is_identity(digits: &str) -> bool {
    digits.get(..17).is_some_and(|head| !head.contains('X')) && is_birthday(digits.get(8..14))
}

/// Whether `part` (two digits of the year, month, day) can be a birthday.
fn is_birthday(part: Option<&str>) -> bool {
    let two = |at: usize| part.and_then(|p| p.get(at..at + 2)).and_then(|p| p.parse::<u8>().ok());
    matches!((two(2), two(4)), (Some(1..=12), Some(1..=31)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_surname_only() {
        for (full, masked) in [
            ("张三", "张*"),
            ("王小明", "王**"),
            ("欧阳建国", "欧阳**"),
            ("欧阳", "欧*"),
            ("诸葛亮", "诸葛*"),
            ("Zhang San", "Z*** S**"),
            ("张", "张"),
            ("", ""),
        ] {
            assert_eq!(name(full), masked, "{full}");
        }
    }

    #[test]
    fn a_firm_keeps_its_name_and_a_person_does_not() {
        for (full, masked) in [
            ("清和县恒达建材经营部", "清和县恒达建材经营部"),
            ("王小明", "王**"),
            ("红星店", "红星店"),
            ("李四", "李*"),
        ] {
            assert_eq!(party(full), masked, "{full}");
        }
    }

    #[test]
    fn telephone_numbers_are_found_however_they_are_written() {
        for (free, masked) in [
            ("电话13812341234，请联系", "电话***********，请联系"),
            ("138 1234 1234 打我", "*********** 打我"),
            ("138-1234-1234", "***********"),
            ("１３８１２３４１２３４", "***********"),
            ("+86 138 1234 1234", "+*************"),
            ("请打0571-88886666。", "请打************。"),
            ("（0571）88886666", "（************"),
            ("0571 8888 6666转3", "************转3"),
            ("010-62345678", "***********"),
            ("057188886666", "************"),
            ("0575-8123456", "***********"),
            ("找abc13911112222", "找abc***********"),
        ] {
            assert_eq!(text(free), masked, "{free}");
        }
    }

    #[test]
    fn identity_numbers_and_bank_accounts_are_masked() {
        assert_eq!(text("身份证330123198001011234。"), "身份证******************。");
        assert_eq!(text("33012319800101123x"), "******************");
        assert_eq!(text("330123800101123"), "***************");
        assert_eq!(text("账号6228480402564890018"), "账号*******************");
        assert_eq!(text("账号 6228 4804 0256 4890 018"), "账号 *******************");
    }

    #[test]
    fn amounts_days_and_case_numbers_stay_as_they_are() {
        for free in [
            "1,200.50元",
            "2026-03-12",
            "990101001003-C1-2026-0007",
            "第24条",
            "330723001244村",
            "面积 1200 平方米",
            "01-12 20260312",
            "03-12至2026-03-20",
            "编号0012026031200",
            "",
        ] {
            assert_eq!(text(free), free);
        }
    }
}
