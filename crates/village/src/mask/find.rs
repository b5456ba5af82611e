//! Where personal data stands in a text: for a picture of which the text is known, and which is to be covered there.

use super::{digits_of, is_area, plain_digit, told_by};

/// What of somebody stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// An identity number (身份证号).
    Identity,
    /// A telephone number.
    Telephone,
    /// The number of a bank account or card.
    Account,
    /// The plate of a vehicle (车牌).
    Plate,
}

/// A place in a text, in characters: from the first to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// What stands there.
    pub what: Personal,
    /// The first character.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
}

/// What the plates of each province begin with (GA 36-2018).
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// Identity, telephone and account numbers and plates in a text, in their order. The code of a firm (统一社会信用代码, GB 32100-2015)
/// is nobody's.
#[must_use]
pub fn find(text: &str) -> Vec<Told> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(end) = plate(&letters, at) {
            found.push(Told { what: Personal::Plate, from: at, to: end });
            at = end;
        } else if plain_digit(*letter).is_some() {
            let end = run_end(&letters, at);
            let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied();
            let body: String = letters.get(at..end).unwrap_or_default().iter().collect();
            let body = body.trim_end_matches([' ', '-']);
            if let Some(what) = told_by(body, before).filter(|_| !is_firm(body)) {
                found.push(Told { what, from: at, to: at + body.chars().count() });
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Where a number that may be written in groups ends.
fn run_end(letters: &[char], start: usize) -> usize {
    let mut run = String::new();
    for letter in letters.iter().skip(start) {
        let joins = matches!(letter, ' ' | '-' | 'X' | 'x' | 'Ｘ')
            || matches!(letter, ')' | '）' | '—' | '－') && is_area(&run);
        if plain_digit(*letter).is_none() && !joins {
            break;
        }
        run.push(*letter);
    }
    start + run.chars().count()
}

/// Where the plate that begins here ends.
fn plate(letters: &[char], at: usize) -> Option<usize> {
    letters.get(at).filter(|province| PROVINCES.contains(**province))?;
    letters.get(at + 1).filter(|office| office.is_ascii_uppercase())?;
    let start = if matches!(letters.get(at + 2), Some('·' | '•' | '.' | ' ' | '-')) { at + 3 } else { at + 2 };
    let own = letters.iter().skip(start).take_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let own: Vec<char> = own.copied().collect();
    let fits = matches!(own.len(), 4..=6) && own.iter().filter(|c| c.is_ascii_digit()).count() >= 2;
    fits.then_some(start + own.len())
}

/// Whether eighteen digits are the code of a firm: those begin with 9, which no identity number does, and end with a check.
fn is_firm(body: &str) -> bool {
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let digits: Vec<u32> = digits_of(body).chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 18 && digits.first() == Some(&9) && digits.last() == Some(&((31 - sum % 31) % 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Personal, &str)]) {
        let letters: Vec<char> = text.chars().collect();
        let found: Vec<(Personal, String)> =
            find(text).iter().map(|told| (told.what, letters[told.from..told.to].iter().collect())).collect();
        let expected: Vec<(Personal, String)> = expected.iter().map(|(what, own)| (*what, (*own).into())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_and_plates_are_found_where_they_stand() {
        check("电话13812341234，请联系", &[(Personal::Telephone, "13812341234")]);
        check("身份证330102198001011230。", &[(Personal::Identity, "330102198001011230")]);
        check("账号 6222 0212 3456 7890 123", &[(Personal::Account, "6222 0212 3456 7890 123")]);
        check("车牌浙A·12345停在门口", &[(Personal::Plate, "浙A·12345")]);
        check("浙AD12345和沪B1234学", &[(Personal::Plate, "浙AD12345"), (Personal::Plate, "沪B1234")]);
        check("0579-82345678 转", &[(Personal::Telephone, "0579-82345678")]);
        check(
            "138 1234 1234\n330102198001011230",
            &[(Personal::Telephone, "138 1234 1234"), (Personal::Identity, "330102198001011230")],
        );
    }

    #[test]
    fn sums_days_invoice_numbers_and_firms_are_nobodys() {
        for text in
            ["¥1286.50", "2026-03-12", "26332000000012345678", "990101001001-C1-2026-0007", "浙江省", "云A级", ""]
        {
            check(text, &[]);
        }
        check("913301001234567831", &[]);
        check("913301001234567832", &[(Personal::Account, "913301001234567832")]);
    }
}
