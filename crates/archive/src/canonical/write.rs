//! The canonical text of whatever serde can write, without a JSON value in between: the same text as that of the value.

use super::{in_order, write_text};
use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::borrow::Cow;
use std::fmt::{Display, Write};
use village::Fault;

/// The canonical text.
///
/// # Errors
/// When a number is not whole or does not fit into 64 bits, a key is neither a text nor a number, or stands twice.
pub fn canonical_of(value: &impl Serialize) -> Result<String, Fault> {
    let mut out = String::new();
    let odd = |odd: Odd| Fault::new(format!("{}: the log does not take it", odd.0));
    value.serialize(Writer { out: &mut out }).map_err(odd)?;
    Ok(out)
}

/// What has no canonical text.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Odd(String);

impl Error for Odd {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Done = Result<(), Odd>;

struct Writer<'o> {
    out: &'o mut String,
}

fn fraction(number: f64) -> Odd {
    Odd(format!("`{number}` is not a whole number of 64 bits"))
}

/// `write_i64(self, number: i64)`: a whole number as it stands.
macro_rules! whole {
    ($($name:ident $type:ty;)+) => {
        $(fn $name(self, number: $type) -> Done {
            let written = write!(self.out, "{number}");
            debug_assert!(written.is_ok(), "writing to a text cannot fail");
            Ok(())
        })+
    };
}

impl<'o> Serializer for Writer<'o> {
    type Ok = ();
    type Error = Odd;
    type SerializeSeq = List<'o>;
    type SerializeTuple = List<'o>;
    type SerializeTupleStruct = List<'o>;
    type SerializeTupleVariant = List<'o>;
    type SerializeMap = Fields<'o>;
    type SerializeStruct = Fields<'o>;
    type SerializeStructVariant = Fields<'o>;

    whole! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64;
    }

    fn serialize_bool(self, truth: bool) -> Done {
        self.out.push_str(if truth { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Done {
        Err(fraction(number.into()))
    }

    fn serialize_f64(self, number: f64) -> Done {
        Err(fraction(number))
    }

    fn serialize_char(self, letter: char) -> Done {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Done {
        write_text(text, self.out);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Done {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        named(variant, self.out);
        value.serialize(Writer { out: &mut *self.out })?;
        self.out.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'o>, Odd> {
        Ok(List::begin(self.out, "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'o>, Odd> {
        Ok(List::begin(self.out, "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'o>, Odd> {
        Ok(List::begin(self.out, "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'o>, Odd> {
        named(variant, self.out);
        Ok(List::begin(self.out, "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'o>, Odd> {
        Ok(Fields::begin(self.out, "}"))
    }

    fn serialize_struct(self, _: &'static str, many: usize) -> Result<Fields<'o>, Odd> {
        let mut fields = Fields::begin(self.out, "}");
        fields.parts.reserve(many);
        Ok(fields)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'o>, Odd> {
        named(variant, self.out);
        Ok(Fields::begin(self.out, "}}"))
    }
}

/// `{"variant":`
fn named(variant: &str, out: &mut String) {
    out.push('{');
    write_text(variant, out);
    out.push(':');
}

struct List<'o> {
    out: &'o mut String,
    first: bool,
    close: &'static str,
}

impl<'o> List<'o> {
    fn begin(out: &'o mut String, close: &'static str) -> Self {
        out.push('[');
        Self { out, first: true, close }
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(',');
        }
        value.serialize(Writer { out: &mut *self.out })
    }
}

/// Lists and objects under the names that serde gives them.
macro_rules! named_alike {
    ($of:ident: $($trait:ident $add:ident($($key:ident: $type:ty)?);)+) => {
        $(impl $trait for $of<'_> {
            type Ok = ();
            type Error = Odd;

            fn $add<T: Serialize + ?Sized>(&mut self, $($key: $type,)? value: &T) -> Done {
                self.add($($key,)? value)
            }

            fn end(self) -> Done {
                self.close()
            }
        })+
    };
}

named_alike! { List:
    SerializeSeq serialize_element();
    SerializeTuple serialize_element();
    SerializeTupleStruct serialize_field();
    SerializeTupleVariant serialize_field();
}

named_alike! { Fields:
    SerializeStruct serialize_field(key: &'static str);
    SerializeStructVariant serialize_field(key: &'static str);
}

impl List<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "as serde wants it")]
    fn close(self) -> Done {
        self.out.push_str(self.close);
        Ok(())
    }
}

/// An object: its fields are written as they come, and put into their order at the end.
struct Fields<'o> {
    out: &'o mut String,
    close: &'static str,
    /// Each name, and where its field begins.
    parts: Vec<(Cow<'static, str>, usize)>,
}

impl<'o> Fields<'o> {
    fn begin(out: &'o mut String, close: &'static str) -> Self {
        out.push('{');
        Self { out, close, parts: Vec::new() }
    }

    fn name(&mut self, key: Cow<'static, str>) {
        if !self.parts.is_empty() {
            self.out.push(',');
        }
        let at = self.out.len();
        write_text(&key, self.out);
        self.out.push(':');
        self.parts.push((key, at));
    }

    fn add<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.name(Cow::Borrowed(key));
        value.serialize(Writer { out: &mut *self.out })
    }

    fn close(self) -> Done {
        let Self { out, close, parts } = self;
        if !parts.is_sorted_by(|(one, _), (next, _)| in_order(one, next).is_lt()) {
            let begin = parts.first().map_or(out.len(), |(_, at)| *at);
            let written = out.split_off(begin);
            let ends = parts.iter().skip(1).map(|(_, next)| next - begin - 1).chain([written.len()]);
            let mut fields: Vec<_> = parts.iter().zip(ends).map(|((key, at), end)| (key, at - begin..end)).collect();
            fields.sort_unstable_by(|(one, _), (other, _)| in_order(one, other));
            if let Some([(key, _), _]) = fields.array_windows().find(|[(one, _), (next, _)]| one == next) {
                return Err(Odd(format!("the field `{key}` stands twice")));
            }
            for (at, (_, range)) in fields.into_iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(written.get(range).unwrap_or_default());
            }
        }
        out.push_str(close);
        Ok(())
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = ();
    type Error = Odd;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        let key = key.serialize(Name)?;
        self.name(Cow::Owned(key));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(Writer { out: &mut *self.out })
    }

    fn end(self) -> Done {
        self.close()
    }
}

mod name;
use name::Name;

#[cfg(test)]
mod tests;
