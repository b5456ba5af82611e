//! The roster's columns and the heads under which people write them.

use crate::nearest::nearest;
use crate::write::COMMENT_HEAD;
use crate::{SheetFault, Table, TemplateColumn};
use village::{Post, Words};

/// A column of the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// 姓名.
    Name,
    /// 性别.
    Sex,
    /// 身份证号或人员编号.
    Number,
    /// 手机号.
    Phone,
    /// 电子邮箱.
    Email,
    /// 村代码.
    Place,
    /// 户号.
    Household,
    /// 村民小组.
    Group,
    /// 岗位.
    Posts,
    /// 任职开始.
    Starts,
    /// 任职结束.
    Ends,
    /// 亲属关系.
    Relatives,
}

impl Column {
    /// Every column, in the order of the blank roster.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Sex,
        Self::Number,
        Self::Phone,
        Self::Email,
        Self::Place,
        Self::Household,
        Self::Group,
        Self::Posts,
        Self::Starts,
        Self::Ends,
        Self::Relatives,
    ];

    /// The head of the blank roster.
    #[must_use]
    pub fn head(self) -> Words {
        let (zh, en) = match self {
            Self::Name => ("姓名", "name"),
            Self::Sex => ("性别", "sex"),
            Self::Number => ("身份证号或人员编号", "id number or person number"),
            Self::Phone => ("手机号", "phone"),
            Self::Email => ("电子邮箱", "email"),
            Self::Place => ("村代码", "village code"),
            Self::Household => ("户号", "household"),
            Self::Group => ("村民小组", "group"),
            Self::Posts => ("岗位", "posts"),
            Self::Starts => ("任职开始", "from"),
            Self::Ends => ("任职结束", "until"),
            Self::Relatives => ("亲属关系", "relatives"),
        };
        Words::new(zh, en)
    }

    /// The name of the column in forms and faults: `village`, `posts`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sex => "sex",
            Self::Number => "identity",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Place => "village",
            Self::Household => "household",
            Self::Group => "group",
            Self::Posts => "posts",
            Self::Starts => "starts",
            Self::Ends => "ends",
            Self::Relatives => "relatives",
        }
    }

    /// Other heads that mean the same.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["名字", "人员姓名"],
            Self::Sex => &["gender"],
            Self::Number => &[
                "身份证号",
                "身份证号码",
                "公民身份号码",
                "身份证",
                "人员编号",
                "编号",
                "id number",
                "person number",
                "id",
            ],
            Self::Phone => &["手机号码", "手机", "电话", "联系电话", "mobile", "phone number"],
            Self::Place => {
                &["区划代码", "村（社区）代码", "村社区代码", "所在村代码", "division code", "village", "place"]
            }
            Self::Email => &["邮箱", "电子邮件", "e-mail", "email address"],
            Self::Household => &["户编号", "household number"],
            Self::Group => {
                &["组", "小组", "组别", "所在组", "所在小组", "所在村民小组", "villagers group", "villagers' group"]
            }
            Self::Posts => &["职务", "岗位（职务）", "post"],
            Self::Starts => &["任职开始日期", "任职开始时间", "任期开始", "start", "starts", "term start"],
            Self::Ends => &["任职结束日期", "任职结束时间", "任期结束", "end", "ends", "term end"],
            Self::Relatives => &["近亲属", "近亲属关系", "亲属", "relative", "kin"],
        }
    }

    fn needed(self) -> bool {
        matches!(self, Self::Name | Self::Number | Self::Place)
    }

    fn is_called(self, head: &str) -> bool {
        let Words { zh, en } = self.head();
        head == zh || head == en || self.aliases().contains(&head)
    }

    fn explanation(self) -> Words {
        match self {
            Self::Name => Words::new("与身份证一致", "as on the identity card"),
            Self::Sex => Words::new("男或女", "男 or 女 (male, female)"),
            Self::Number => Words::new(
                "18位身份证号；没有的填县里统一编的人员编号。一个人只写一行",
                "the identity number of 18 characters, or the person number that the county gave; one row a person",
            ),
            Self::Phone => Words::new("11位手机号", "a mobile number of 11 digits"),
            Self::Email => {
                Words::new("用来接收预警提醒；没有的不填", "where warnings are sent to; empty when there is none")
            }
            Self::Place => Words::new(
                "12位村（社区）代码；乡镇干部填9位乡镇代码，县级干部填6位县代码",
                "the village's code of 12 digits; 9 digits for township posts, 6 for county posts",
            ),
            Self::Household => Words::new("户口簿上的户号", "the household's number in the register"),
            Self::Group => Words::new(
                "所在的村民小组，如“三组”“3组”“第三村民小组”；不知道的先不填，以后可以补",
                "the villagers' group, such as 3 or 三组; may be left empty and entered later",
            ),
            Self::Posts => Words::new(
                format!("有几个岗位的用“、”分开。可填：{}", titles(|words| words.zh)),
                format!("several are separated by commas. One of: {}", titles(|words| words.en)),
            ),
            Self::Starts => Words::new(
                "如 2026-03-12。几个岗位日期不同的，按岗位顺序用“、”分开",
                "such as 2026-03-12; where posts differ, in the order of the posts, separated by commas",
            ),
            Self::Ends => Words::new(
                "任职的最后一天，写法同上。到期后权限自动终止",
                "the last day of the mandate, written likewise; rights end by themselves after it",
            ),
            Self::Relatives => Words::new(
                "与本村其他干部的近亲属关系，写“姓名（关系）”，几人用“、”分开",
                "near relatives among the officials, as name (relation), separated by commas",
            ),
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Name => "林小满",
            Self::Sex => "女",
            Self::Number => "990101-000128",
            Self::Phone => "10012345678",
            Self::Email => "lin@village.example",
            Self::Place => "990101001001",
            Self::Household => "0128",
            Self::Group => "三组",
            Self::Posts => "报账员、资产专管员",
            Self::Starts => "2026-01-01",
            Self::Ends => "2030-12-31",
            Self::Relatives => "林大川（兄弟姐妹）",
        }
    }
}

fn titles(language: fn(Words) -> String) -> String {
    Post::ALL.iter().map(|post| language(post.title()).replace('、', "或")).collect::<Vec<_>>().join("; ")
}

/// The columns of the blank roster, for [`crate::template`].
#[must_use]
pub fn roster_columns() -> Vec<TemplateColumn> {
    let column = |column: &Column| TemplateColumn {
        head: column.head(),
        needed: column.needed(),
        needed_with_posts: matches!(column, Column::Starts | Column::Ends),
        explanation: column.explanation(),
        example: column.example().to_owned(),
    };
    Column::ALL.iter().map(column).collect()
}

/// The place in a roster's table that `field` means, a row's number and a column's code such as `7.posts`: for faults that
/// are found only when the roster is taken over.
#[must_use]
pub fn locate_fault(table: &Table, field: &str, words: Words) -> Option<SheetFault> {
    let (row, code) = field.split_once('.')?;
    let column = Column::ALL.iter().copied().find(|column| column.code() == code);
    let mut heads = table.header.iter();
    let at = column.and_then(|column| heads.position(|head| column.is_called(&plain_head(head))));
    Some(SheetFault { row: row.parse().ok()?, column: at, words })
}

/// A head without capitals, needless spaces and the star of what is needed.
fn plain_head(head: &str) -> String {
    head.trim_end_matches(['*', '＊']).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where each column stands in a table.
pub(super) struct Columns(Vec<(Column, usize)>);

impl Columns {
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == column).map(|(_, at)| *at)
    }

    /// Finds the columns by their heads: those that are needed and missing, or stand twice, are faults; those that nobody
    /// knows are noted and not read.
    pub(super) fn find(table: &Table) -> Result<(Self, Vec<Words>), Vec<SheetFault>> {
        let row = table.header_number;
        let (mut found, mut faults, mut notes) = (Self(Vec::new()), Vec::new(), Vec::new());
        for (at, head) in table.header.iter().enumerate().filter(|(_, head)| !head.starts_with(COMMENT_HEAD)) {
            let plain = plain_head(head);
            match Column::ALL.iter().copied().find(|column| column.is_called(&plain)) {
                Some(column) if found.at(column).is_some() => faults.push(SheetFault::cell(row, at, twice(head))),
                Some(column) => found.0.push((column, at)),
                None if head.is_empty() => {}
                None => notes.push(unknown(head, &plain)),
            }
        }
        for column in Column::ALL.iter().filter(|column| column.needed() && found.at(**column).is_none()) {
            faults.push(SheetFault::row(row, missing(*column)));
        }
        if faults.is_empty() { Ok((found, notes)) } else { Err(faults) }
    }
}

fn twice(head: &str) -> Words {
    Words::new(format!("“{head}”这一列重复了，请只留一列"), format!("the column “{head}” stands twice; leave one"))
}

fn missing(column: Column) -> Words {
    let Words { zh, en } = column.head();
    Words::new(
        format!("表头缺少“{zh}”这一列。表头应在有内容的第一行"),
        format!("the column “{zh}” ({en}) is missing; the heads stand in the first row that is not empty"),
    )
}

fn unknown(head: &str, plain: &str) -> Words {
    let heads: Vec<Words> = Column::ALL.iter().map(|column| column.head()).collect();
    let known = heads.iter().flat_map(|words| [words.zh.as_str(), words.en.as_str()]);
    match nearest(plain, known) {
        Some(near) => Words::new(
            format!("没有读取“{head}”这一列。是不是“{near}”？"),
            format!("the column “{head}” was not read; did you mean “{near}”?"),
        ),
        None => Words::new(format!("没有读取“{head}”这一列"), format!("the column “{head}” was not read")),
    }
}
