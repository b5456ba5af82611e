//! The name of a field of a map: a text, or a whole number, a truth or a variant written as one.

use super::Odd;
use serde::ser::{Impossible, Serialize, Serializer};

type No = Impossible<String, Odd>;
type Named = Result<String, Odd>;

pub(super) struct Name;

fn no() -> Odd {
    Odd("a field is named by something that is no text".to_owned())
}

macro_rules! shown {
    ($($name:ident $type:ty;)+) => {
        $(fn $name(self, value: $type) -> Named {
            Ok(value.to_string())
        })+
    };
}

macro_rules! refused {
    ($($name:ident($($type:ty),*) $given:ty;)+) => {
        $(fn $name(self $(, _: $type)*) -> Result<$given, Odd> {
            Err(no())
        })+
    };
}

impl Serializer for Name {
    type Ok = String;
    type Error = Odd;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    shown! {
        serialize_bool bool; serialize_char char; serialize_str &str;
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64;
    }

    refused! {
        serialize_f32(f32) String;
        serialize_f64(f64) String;
        serialize_bytes(&[u8]) String;
        serialize_none() String;
        serialize_unit() String;
        serialize_unit_struct(&'static str) String;
        serialize_seq(Option<usize>) No;
        serialize_tuple(usize) No;
        serialize_tuple_struct(&'static str, usize) No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) No;
        serialize_map(Option<usize>) No;
        serialize_struct(&'static str, usize) No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) No;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Named {
        Err(no())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Named {
        Ok(variant.to_owned())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Named {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Named {
        Err(no())
    }
}
