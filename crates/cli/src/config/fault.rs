//! A fault of the configuration: the file, the line, and what is wrong in both languages.

use std::path::Path;
use village::Words;

/// A fault of a value: `qingcun.toml:3: data: …`.
pub(super) fn of_key(key: &str, words: &Words, text: &str, path: &Path) -> String {
    let line = line_of(text, key).map_or_else(String::new, |line| format!(":{line}"));
    format!("{}{line}: {key}: {} / {}", path.display(), words.zh, words.en)
}

/// A fault of the writing, as the reader of TOML told it.
pub(super) fn of_toml(error: &toml::de::Error, text: &str, path: &Path) -> String {
    let line = error.span().map(|span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    format!("{}{line}: {} / {}", path.display(), in_chinese(error.message()), error.to_string().trim_end())
}

/// What the reader of TOML says in English, for whoever does not read that. What is not known keeps its place.
fn in_chinese(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (message.split('`').next().map(str::trim_end), quoted.as_slice()) {
        (Some("unknown field"), [found, known @ ..]) if !known.is_empty() => {
            format!("不认识`{found}`，这里可以写：{}", known.join("、"))
        }
        (Some("unknown field"), [found, ..]) => format!("不认识`{found}`"),
        (Some("missing field"), [field, ..]) => format!("缺少`{field}`"),
        (Some("duplicate key"), _) => "同一项写了两次".to_owned(),
        (Some(begin), _) if begin.starts_with("invalid type") => "值的类型不对（文字要加双引号）".to_owned(),
        (Some(begin), _) if begin.starts_with("invalid") => "值写得不对".to_owned(),
        (_, [found]) => format!("`{found}`写得不对"),
        _ => "这里的写法不对（文字要加双引号，一行一项）".to_owned(),
    }
}

/// Whether a key of the first section is written at all.
pub(super) fn is_written(text: &str, key: &str) -> bool {
    line_of(text, key).is_some()
}

/// The line in which a key such as `serve.public_url` stands.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut at = String::new();
    for (number, line) in (1_usize..).zip(text.lines()) {
        let line = line.trim();
        if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.split(']').next())
            && !line.contains('=')
        {
            head.trim().clone_into(&mut at);
        }
        let (found, _) = line.split_once('=').unwrap_or_default();
        if at == section && found.trim().trim_matches('"') == name {
            return Some(number);
        }
    }
    None
}

/// What is wrong with the address that people type and that QR codes hold.
pub(crate) fn url_fault(url: &str) -> Option<Words> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', ':']).next().unwrap_or_default());
    let fits = host.is_some_and(|host| !host.is_empty() || rest.is_some_and(|rest| rest.starts_with('[')))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>'));
    (!fits).then(|| {
        Words::new(
            format!("写的是`{url}`，应是`https://…`或`http://…`开头的网址"),
            format!("found `{url}`, expected an address that begins with `https://` or `http://`"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_its_own_section() {
        let text =
            "county = \"330723\"\n[store]\nurl = \"x\"\n[serve] # pages\n# public_url = \"y\"\npublic_url = \"z\"\n";
        assert_eq!(line_of(text, "county"), Some(1));
        assert_eq!(line_of(text, "serve.public_url"), Some(6));
        assert_eq!(line_of(text, "public_url"), None);
    }

    #[test]
    fn an_address_that_no_browser_opens_is_refused() {
        for good in
            ["http://192.0.2.7:8080", "https://cunwu.example.cn", "https://cunwu.example.cn/", "http://[::1]:80"]
        {
            assert_eq!(url_fault(good), None, "{good}");
        }
        for bad in ["foo", "http://", "ftp://a", "http://a b", "https://a/?x", "https:/a", ""] {
            assert!(url_fault(bad).is_some(), "{bad}");
        }
    }
}
