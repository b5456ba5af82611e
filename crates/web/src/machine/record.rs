//! What the interface answers with. The answers and their description come from the same declarations.

use office::Cell;
use serde::Serialize;
use serde_json::{Map, Value, json};
use village::{Words, mask};

/// Something that can be described as JSON Schema does.
pub(crate) trait Described {
    fn schema() -> Value;
}

impl Described for String {
    fn schema() -> Value {
        json!({"type": "string"})
    }
}

impl Described for i64 {
    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema() -> Value {
        json!({"type": "array", "items": T::schema()})
    }
}

impl<T: Described> Described for Option<T> {
    fn schema() -> Value {
        json!({"anyOf": [T::schema(), {"type": "null"}]})
    }
}

macro_rules! record {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $kind:ty,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Serialize)]
        pub(crate) struct $name { $($(#[doc = $doc])+ pub(crate) $field: $kind,)+ }

        impl Described for $name {
            fn schema() -> Value {
                let mut fields = Map::new();
                $({
                    let mut field = <$kind as Described>::schema();
                    if let Some(field) = field.as_object_mut() {
                        field.insert("description".into(), concat!($($doc),+).trim().into());
                    }
                    fields.insert(stringify!($field).into(), field);
                })+
                json!({
                    "type": "object",
                    "properties": fields,
                    "required": [$(stringify!($field)),+],
                    "additionalProperties": false,
                })
            }
        }
    };
}

record! {
    /// The same in Chinese and English.
    Both {
        /// 中文。 Chinese.
        zh: String,
        /// 英文。 English.
        en: String,
    }
}

record! {
    /// A village.
    VillageRecord {
        /// 十二位区划代码。 Its code of 12 digits.
        code: String,
        /// 村名。 Its name.
        name: String,
        /// 村页面的网址。 The address of its page.
        page: String,
    }
}

record! {
    /// How an item of the catalogue stands for a time.
    ItemRecord {
        /// 项目代码。 The item's code.
        item: String,
        /// 项目名称。 The item's name.
        name: Both,
        /// 时段：2026-09、2026-Q3、2026-H2、2026 或某一天。 The time that it covers.
        term: String,
        /// 公开范围：public 为向社会公开。 For whom: `public` means everybody.
        scope: String,
        /// 公开的最后一天。 The last day on which it is in time.
        due: String,
        /// public 已公开，due 未到期，late 逾期。 `public`, `due` (not yet late) or `late`.
        state: String,
        /// 逾期天数。 How many days late it is, or was when it became public.
        days_late: i64,
        /// 哪天起公开。 Since when it is public.
        public_since: Option<String>,
        /// 现行版本号。 The version that holds.
        version: Option<i64>,
        /// 内容的数据地址；不向社会公开或尚未公开的没有。 Where its content is; none where strangers may not read it.
        data: Option<String>,
    }
}

record! {
    /// A cell.
    CellRecord {
        /// 类别：words、text、party、amount、number、day、voucher、case、contract、card、none。 What kind it is.
        kind: String,
        /// 文字、编号或日期。 Its words, the number of a record, or a day.
        text: String,
        /// 英文，只有 words 类有。 English, of kind `words` only.
        en: Option<String>,
        /// 金额（分）或数量。 The amount in fen, or the number.
        value: Option<i64>,
    }
}

record! {
    /// A figure.
    FigureRecord {
        /// 名称。 Its name.
        name: Both,
        /// 数值。 Its value.
        value: CellRecord,
    }
}

record! {
    /// A table.
    TableRecord {
        /// 名称。 Its name.
        name: Both,
        /// 表头。 The columns' heads.
        heads: Vec<Both>,
        /// 各行，每行的格子与表头一一对应。 The rows; as many cells in each as there are heads.
        rows: Vec<Vec<CellRecord>>,
    }
}

record! {
    /// A version of what is public.
    VersionRecord {
        /// 村代码。 The village.
        village: String,
        /// 项目代码。 The item's code.
        item: String,
        /// 项目名称。 The item's name.
        name: Both,
        /// 时段。 The time that it covers.
        term: String,
        /// 版本号。 The version.
        version: i64,
        /// 已公开的全部版本号。 Every version that is public.
        versions: Vec<i64>,
        /// 哪天起公开。 Since when it is public.
        public_since: String,
        /// 更正原因，或没有内容的原因。 Why it was corrected, or why there is nothing.
        reason: String,
        /// 核对时内容的指纹（SHA-256，遮盖之前）。 The fingerprint of the content as it was confirmed, before masking.
        hash: String,
        /// 日志条目号。 The log's entry in which it was confirmed.
        entry: i64,
        /// 主要数字。 Leading figures.
        figures: Vec<FigureRecord>,
        /// 各表。 Tables.
        tables: Vec<TableRecord>,
        /// 文字说明。 What somebody wrote.
        text: String,
        /// 网页。 Its page.
        page: String,
    }
}

record! {
    /// A public line that was found.
    FoundRecord {
        /// 村代码。 The village.
        village: String,
        /// 类别：payment、income、voucher、case、item、contract、thing、question。 What kind of line it is.
        kind: String,
        /// 内容。 What it is about.
        what: Both,
        /// 对方、事项或地点。 Whom or what it concerns.
        who: Both,
        /// 日期。 Its day.
        day: String,
        /// 金额（分）。 Its sum in fen.
        amount_fen: Option<i64>,
        /// 网页。 Its page.
        page: String,
    }
}

/// A part of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Part<T> {
    pub(crate) data: Vec<T>,
    pub(crate) next: Option<String>,
}

impl<T: Described> Described for Part<T> {
    fn schema() -> Value {
        json!({
            "type": "object",
            "properties": {"data": Vec::<T>::schema(), "next": Option::<String>::schema()},
            "required": ["data", "next"],
            "additionalProperties": false,
        })
    }
}

impl From<&Words> for Both {
    fn from(words: &Words) -> Self {
        Self { zh: words.zh.clone(), en: words.en.clone() }
    }
}

/// A cell as strangers may read it.
pub(crate) fn cell(cell: &Cell) -> CellRecord {
    let (kind, text, en, value) = match cell {
        Cell::Words(words) => ("words", words.zh.clone(), Some(words.en.clone()), None),
        Cell::Free(text) => ("text", mask::text(text), None, None),
        Cell::Party(name) => ("party", mask::party(name), None, None),
        Cell::Fen(fen) => ("amount", String::new(), None, Some(fen.0)),
        Cell::Number(number) => ("number", String::new(), None, Some(*number)),
        Cell::Day(day) => ("day", day.to_string(), None, None),
        Cell::Voucher(id) => ("voucher", id.clone(), None, None),
        Cell::Case(id) => ("case", id.to_string(), None, None),
        Cell::Contract(id) => ("contract", id.clone(), None, None),
        Cell::Card(id) => ("card", id.clone(), None, None),
        Cell::None => ("none", String::new(), None, None),
    };
    CellRecord { kind: kind.to_owned(), text, en, value }
}
