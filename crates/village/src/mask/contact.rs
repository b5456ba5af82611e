//! E-mail addresses and the ids of messengers in free text.

/// The words before an id of a messenger, in small letters.
const MESSENGERS: [&str; 8] = ["微信", "wechat", "weixin", "威信", "vx", "wx", "qq", "扣扣"];

/// What may stand between the word and the id.
const BETWEEN: &str = "号码账帐群名是为加我：: （(=＝";

/// What stands in the place of an id: none of its letters.
const HIDDEN: &str = "***";

/// The least that an id has.
const LEAST: usize = 5;

/// Free text with both masked.
pub(super) fn text(free: &str) -> String {
    let letters: Vec<char> = addresses(free).chars().collect();
    let mut shown = String::with_capacity(free.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        match id_after(&letters, at) {
            Some((start, end)) => {
                shown.extend(letters.get(at..start).unwrap_or_default());
                shown.push_str(HIDDEN);
                at = end;
            }
            None => {
                shown.push(*letter);
                at += 1;
            }
        }
    }
    shown
}

/// Where an id begins and ends, when a messenger is named at `at`.
fn id_after(letters: &[char], at: usize) -> Option<(usize, usize)> {
    let word = MESSENGERS.iter().find(|word| {
        let same = |(nth, letter): (usize, char)| letters.get(at + nth).is_some_and(|c| small(*c) == letter);
        word.chars().enumerate().all(same)
    })?;
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    if word.is_ascii() && before.is_some_and(|c| is_part(*c) || matches!(c, '@' | '.')) {
        return None;
    }
    let mut start = at + word.chars().count();
    while letters.get(start).is_some_and(|c| BETWEEN.contains(*c)) {
        start += 1;
    }
    let end = start + letters.iter().skip(start).take_while(|c| is_part(**c)).count();
    let id = letters.get(start..end)?;
    // What follows a number tells that it is an amount.
    let counted = |c: &char| matches!(c, '元' | '块' | '万' | '人' | '个' | '次' | '年');
    let fen = letters.get(end) == Some(&'.') && letters.get(end + 1).is_some_and(char::is_ascii_digit);
    let amount = id.iter().all(char::is_ascii_digit) && (fen || letters.get(end).is_some_and(counted));
    (id.len() >= LEAST && !amount && !is_mobile(id)).then_some((start, end))
}

/// A mobile number is masked as one.
fn is_mobile(id: &[char]) -> bool {
    id.len() == 11 && id.first() == Some(&'1') && id.iter().all(char::is_ascii_digit)
}

/// A letter as a small one; those of full width as plain ones.
fn small(c: char) -> char {
    let plain = match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    };
    plain.to_ascii_lowercase()
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Free text with e-mail addresses masked: `***@qq.com`.
fn addresses(free: &str) -> String {
    let letters: Vec<char> = free.chars().collect();
    let mut shown: Vec<char> = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        if matches!(letter, '@' | '＠') && is_domain(letters.get(at + 1..).unwrap_or_default()) {
            let local = shown.iter().rev().take_while(|c| is_local(**c)).count();
            let first = shown.len().saturating_sub(local);
            if local > 0 {
                shown.truncate(first);
                shown.extend(HIDDEN.chars());
            }
        }
        shown.push(*letter);
    }
    shown.into_iter().collect()
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

fn is_domain(after: &[char]) -> bool {
    let domain: String = after.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    let last = domain.trim_end_matches('.').rsplit_once('.');
    last.is_some_and(|(name, top)| !name.is_empty() && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_ids_are_masked() {
        for (free, masked) in [
            ("邮箱lisi.88@qq.com，谢谢", "邮箱***@qq.com，谢谢"),
            ("12345678@163.com", "***@163.com"),
            ("a@b.cn", "***@b.cn"),
            ("lisi＠qq.com", "***＠qq.com"),
            ("加我微信abc_8812", "加我微信***"),
            ("微信号：lisi-2020。", "微信号：***。"),
            ("WeChat: LiSi8812", "WeChat: ***"),
            ("vx lisi88", "vx ***"),
            ("QQ12345678", "QQ***"),
            ("ＱＱ号 12345678，", "ＱＱ号 ***，"),
            ("QQ群：88776655", "QQ群：***"),
            ("微信abc13911112222", "微信***"),
        ] {
            assert_eq!(text(free), masked, "{free}");
        }
    }

    #[test]
    fn other_text_stays() {
        for free in [
            "微信转账1200.50元",
            "微信 12000元",
            "微信收款码",
            "在qq.com上看到",
            "单价@12.5元",
            "发到村里的微信群",
            "@所有人",
            "",
        ] {
            assert_eq!(text(free), free);
        }
    }
}
