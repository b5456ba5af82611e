//! The canonical text of a JSON value: one value, one text, so that its hash can be computed again by anybody.
//!
//! RFC 8785 (JSON Canonicalization Scheme), restricted to whole numbers: object keys in order of their UTF-16 code
//! units, no white space, the shortest escapes. A number with a fraction has no place in a log and is a fault.

mod write;

pub use write::canonical_of;

use serde_json::Value;
use std::cmp::Ordering;
use std::fmt::Write;
use village::Fault;

/// The canonical text.
///
/// # Errors
/// When a number is not whole or does not fit into 64 bits.
pub fn canonical(value: &Value) -> Result<String, Fault> {
    let mut text = String::new();
    write_value(value, &mut text)?;
    Ok(text)
}

pub(crate) fn write_value(value: &Value, out: &mut String) -> Result<(), Fault> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            if !number.is_i64() && !number.is_u64() {
                return Err(Fault::new(format!(
                    "`{number}` is not a whole number of 64 bits: the log takes no others"
                )));
            }
            let written = write!(out, "{number}");
            debug_assert!(written.is_ok(), "writing to a text cannot fail");
        }
        Value::String(text) => write_text(text, out),
        Value::Array(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(value, out)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut fields: Vec<(&String, &Value)> = map.iter().collect();
            fields.sort_unstable_by(|(a, _), (b, _)| in_order(a, b));
            out.push('{');
            for (at, (name, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write_value(value, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// The order of keys: by their UTF-16 code units, which for ASCII is that of their bytes.
fn in_order(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() { one.cmp(other) } else { one.encode_utf16().cmp(other.encode_utf16()) }
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

pub(crate) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    // Nearly every text is plain, and looking at all of it at once is faster than stopping at what is not.
    if !text.bytes().fold(false, |found, byte| found | is_escaped(byte)) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !is_escaped(byte) {
            continue;
        }
        out.push_str(text.get(clean..at).unwrap_or_default());
        clean = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            0x09 => out.push_str("\\t"),
            0x0a => out.push_str("\\n"),
            0x0c => out.push_str("\\f"),
            0x0d => out.push_str("\\r"),
            _ => {
                let written = write!(out, "\\u{byte:04x}");
                debug_assert!(written.is_ok(), "writing to a text cannot fail");
            }
        }
    }
    out.push_str(text.get(clean..).unwrap_or_default());
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn keys_stand_in_order_and_nothing_is_wasted() {
        let value = json!({"金额": 12_050, "b": [true, null, -1], "a": {"z": "x", "y": ""}});
        assert_eq!(canonical(&value).unwrap(), r#"{"a":{"y":"","z":"x"},"b":[true,null,-1],"金额":12050}"#);
    }

    #[test]
    fn keys_are_ordered_as_rfc_8785_orders_them() {
        // U+1F600 is the surrogates D83D DE00 in UTF-16, before U+FB33, though after it in UTF-8.
        let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "\u{80}": 3, "\r": 4, "1": 5});
        assert_eq!(canonical(&value).unwrap(), "{\"\\r\":4,\"1\":5,\"\u{80}\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn a_number_with_a_fraction_is_refused() {
        assert!(canonical(&json!({"amount": 1.5})).is_err());
    }

    proptest! {
        #[test]
        fn a_text_is_written_as_serde_json_writes_it(text in any::<String>()) {
            prop_assert_eq!(canonical(&json!(text)).unwrap(), serde_json::to_string(&text).unwrap());
        }
    }
}
