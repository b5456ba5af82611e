//! Near relatives, as written in one cell: 林大川（兄弟姐妹）、陈秋月（配偶）.

use crate::nearest::nearest;
use village::Words;

/// A relative: by name or by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relative {
    /// The name or the number, as written.
    pub who: String,
    /// What this relative is to the person of the row.
    pub relation: Relation,
}

macro_rules! relations {
    ($($variant:ident $code:literal $zh:literal $en:literal [$($alias:literal)*];)+) => {
        /// What somebody is to a person. The first six are those whom Zhejiang keeps off the supervision committee of a
        /// committee member; the last is any other relative.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Relation {
            $(#[doc = $en] $variant,)+
        }

        impl Relation {
            /// Every relation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, such as `spouse`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The words.
            #[must_use]
            pub fn words(self) -> Words {
                match self { $(Self::$variant => Words::new($zh, $en),)+ }
            }

            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($alias),*],)+ }
            }
        }
    };
}

relations! {
    Spouse "spouse" "配偶" "spouse" ["夫妻" "丈夫" "妻子" "夫" "妻" "爱人" "husband" "wife"];
    Parent "parent" "父母" "parent" ["父亲" "母亲" "父" "母" "爸爸" "妈妈" "father" "mother"];
    Child "child" "子女" "child" ["儿子" "女儿" "子" "女" "长子" "次子" "长女" "次女" "son" "daughter"];
    Sibling "sibling" "兄弟姐妹" "sibling"
        ["兄弟" "姐妹" "兄妹" "姐弟" "哥哥" "弟弟" "姐姐" "妹妹" "兄" "弟" "姐" "妹" "brother" "sister"];
    Grandparent "grandparent" "祖父母" "grandparent"
        ["外祖父母" "祖父" "祖母" "外祖父" "外祖母" "爷爷" "奶奶" "外公" "外婆" "grandfather" "grandmother"];
    Grandchild "grandchild" "孙子女" "grandchild"
        ["外孙子女" "孙子" "孙女" "外孙" "外孙女" "grandson" "granddaughter"];
    Other "other" "其他亲属" "other relative"
        ["亲属" "近姻亲" "岳父" "岳母" "公公" "婆婆" "女婿" "儿媳" "姐夫" "妹夫" "嫂子" "弟媳" "小舅子" "连襟" "妯娌" "亲家"
         "叔叔" "伯伯" "叔" "伯" "姑姑" "舅舅" "姨妈" "侄子" "侄女" "外甥" "外甥女" "堂兄弟" "表兄弟" "堂姐妹" "表姐妹"
         "in-law" "uncle" "aunt" "nephew" "niece" "cousin"];
}

impl Relation {
    fn read(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let known = |relation: &Self| {
            let words = relation.words();
            words.zh == text
                || words.en == text
                || relation.code() == text
                || relation.aliases().contains(&text.as_str())
        };
        Self::ALL.iter().copied().find(known)
    }
}

/// Reads the cell: `name（relation）` or `name:relation`, several separated.
pub(super) fn read_relatives(text: &str) -> (Vec<Relative>, Vec<Words>) {
    let (mut relatives, mut faults) = (Vec::new(), Vec::new());
    let parts = text.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty());
    for part in parts {
        match read_relative(part) {
            Ok(relative) => relatives.push(relative),
            Err(words) => faults.push(words),
        }
    }
    (relatives, faults)
}

fn read_relative(part: &str) -> Result<Relative, Words> {
    let open = part.trim_end_matches([')', '）']);
    let (who, relation) = open.split_once(['(', '（', ':', '：']).unwrap_or((open, ""));
    let (who, relation) = (who.trim(), relation.trim());
    if who.is_empty() || relation.is_empty() {
        return Err(Words::new(
            format!("`{part}`看不懂，请写成“姓名（关系）”，如“林大川（兄弟姐妹）”"),
            format!("`{part}` is not understood: expected name (relation), such as 林大川 (sibling)"),
        ));
    }
    if let Some(relation) = Relation::read(relation) {
        return Ok(Relative { who: who.to_owned(), relation });
    }
    let all: Vec<Words> = Relation::ALL.iter().map(|relation| relation.words()).collect();
    let near = nearest(relation, all.iter().flat_map(|words| [words.zh.as_str(), words.en.as_str()]));
    let (zh, en) = near.map_or_else(
        || {
            (
                format!("可填：{}", all.iter().map(|w| w.zh.as_str()).collect::<Vec<_>>().join("；")),
                format!("expected one of: {}", all.iter().map(|w| w.en.as_str()).collect::<Vec<_>>().join("; ")),
            )
        },
        |near| (format!("是不是“{near}”？"), format!("did you mean “{near}”?")),
    );
    Err(Words::new(format!("没有叫“{relation}”的亲属关系，{zh}"), format!("there is no relation `{relation}`; {en}")))
}
