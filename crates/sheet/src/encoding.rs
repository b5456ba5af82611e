//! The encoding of a text file: UTF-8, with or without its mark; what Windows in China writes (GBK, GB18030); or
//! Excel's “Unicode text” (UTF-16).

use crate::ReadError;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use village::Words;

/// An encoding that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, as Excel writes “Unicode text”.
    Utf16,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

impl Encoding {
    /// What to tell the sender; nothing for UTF-8.
    #[must_use]
    pub fn note(self) -> Option<Words> {
        match self {
            Self::Utf8 => None,
            Self::Utf16 => Some(Words::new(
                "文件按 UTF-16（Unicode 文本）读取。如有乱码，请另存为 .xlsx 再上传",
                "The file was read as UTF-16 (Unicode text). If characters look wrong, save as .xlsx and send again",
            )),
            Self::Gb18030 => Some(Words::new(
                "文件按 GBK/GB18030 编码读取。如有乱码，请另存为 .xlsx 再上传",
                "The file was read as GBK/GB18030. If characters look wrong, save as .xlsx and send again",
            )),
        }
    }
}

/// Reads a text file's bytes.
///
/// # Errors
/// When the bytes are in none of the encodings.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ReadError> {
    let (wide, body) = match bytes {
        [0xEF, 0xBB, 0xBF, body @ ..] => (None, body),
        [0xFF, 0xFE, body @ ..] => (Some(UTF_16LE), body),
        [0xFE, 0xFF, body @ ..] => (Some(UTF_16BE), body),
        body => (None, body),
    };
    if let Some(encoding) = wide {
        let text = encoding.decode_without_bom_handling_and_without_replacement(body);
        return text.map(|text| (text, Encoding::Utf16)).ok_or(ReadError::Encoding { line: 1 });
    }
    let fault = match std::str::from_utf8(body) {
        Ok(text) => return Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(fault) => fault,
    };
    match GB18030.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) if !text.chars().any(is_private) && !text.contains('\0') => Ok((text, Encoding::Gb18030)),
        _ => Err(ReadError::Encoding { line: odd_line(body).unwrap_or_else(|| line_of(body, fault.valid_up_to())) }),
    }
}

/// Characters that GB18030 maps into the private area: nobody types them, so the guess was wrong.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// In a file that mixes two encodings, the first line of the one in which fewer lines are written.
fn odd_line(bytes: &[u8]) -> Option<u32> {
    let lines = (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_ascii());
    let (utf, other): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| std::str::from_utf8(line).is_ok());
    let fewer = if utf.len() < other.len() { &utf } else { &other };
    fewer.first().filter(|_| !utf.is_empty() && !other.is_empty()).map(|(line, _)| *line)
}

fn line_of(bytes: &[u8], at: usize) -> u32 {
    let before = bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_in_another_encoding_is_named_and_not_the_first() {
        let gbk = |text: &str| GB18030.encode(text).0.into_owned();
        let mut bytes = [gbk("姓名,性别\n"), gbk("王小明,男\n"), gbk("李小红,女\n")].concat();
        bytes.extend("赵一锟鑫,男\n".as_bytes());
        bytes.extend([0xFF, b'\n']);
        bytes.extend(gbk("钱二,女\n"));
        assert!(matches!(decode(&bytes), Err(ReadError::Encoding { line: 4 })), "{:?}", decode(&bytes));
        let mut bytes = "姓名\n王小明\n李小红\n".as_bytes().to_vec();
        bytes.extend(gbk("赵一\n"));
        bytes.extend("孙三\n".as_bytes());
        bytes.extend([0xFF, b'\n']);
        assert!(matches!(decode(&bytes), Err(ReadError::Encoding { line: 4 })), "{:?}", decode(&bytes));
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(decode("姓名".as_bytes()).unwrap(), ("姓名".into(), Encoding::Utf8));
        assert_eq!(decode("\u{feff}姓名".as_bytes()).unwrap(), ("姓名".into(), Encoding::Utf8));
    }

    #[test]
    fn what_windows_in_china_writes_is_recognised_and_said() {
        let gbk = [0xD0, 0xD5, 0xC3, 0xFB];
        assert_eq!(decode(&gbk).unwrap(), ("姓名".into(), Encoding::Gb18030));
        assert!(Encoding::Gb18030.note().unwrap().zh.contains("GBK"));
        let (rare, _, _) = GB18030.encode("㑇𠮷"); // beyond GBK: four bytes each
        assert_eq!(decode(&rare).unwrap(), ("㑇𠮷".into(), Encoding::Gb18030));
        let utf16 = [0xFF, 0xFE, 0xD3, 0x59, 0x0D, 0x54];
        assert_eq!(decode(&utf16).unwrap(), ("姓名".into(), Encoding::Utf16));
    }

    #[test]
    fn bytes_of_no_known_encoding_are_named_by_their_line() {
        assert_eq!(decode(b"a\nb\n\xFF\xFFc").unwrap_err(), ReadError::Encoding { line: 3 });
    }
}
