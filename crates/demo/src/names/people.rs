//! People: names, births, phones, households.

use super::{below, between, pick};
use std::collections::BTreeSet;
use village::Day;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗",
    "高", "郑", "梁", "谢", "宋", "唐", "许", "韩", "邓", "冯", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡",
    "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆",
    "汪", "范", "金", "石", "廖", "贾", "夏", "韦", "傅", "方", "邹", "熊", "孟", "秦", "邱", "江", "尹", "薛", "阎",
    "段", "雷", "侯", "龙", "陶", "黎", "贺", "顾", "毛", "郝", "龚", "邵", "万", "钱", "严", "洪", "祝", "应", "鲍",
];

const COMPOUND: &[&str] = &["欧阳", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "慕容", "令狐", "南宫"];

const MEN: &[&str] = &[
    "根", "土", "水", "春", "福", "荣", "树", "国", "建", "志", "文", "正", "平", "德", "兴", "昌", "永", "金", "宝",
    "柏", "松", "林", "川", "岩", "峰", "山", "海", "江", "阳", "旺", "发", "富", "贵", "田", "耕", "勤", "信", "义",
    "良", "善", "明", "亮", "辉", "勇", "刚", "强", "涛", "波", "斌", "伟", "军", "生", "庆", "祥", "和", "顺", "仁",
];

const WOMEN: &[&str] = &[
    "秀", "英", "兰", "芳", "梅", "菊", "莲", "桂", "花", "香", "月", "娥", "珍", "珠", "玉", "翠", "红", "霞", "云",
    "雪", "燕", "凤", "琴", "丽", "娟", "美", "惠", "素", "静", "淑", "巧", "彩", "银", "小", "满", "晓", "春", "秋",
    "夏", "青", "苗", "禾", "穗", "茶", "荷", "萍", "蓉", "薇", "婷", "敏", "慧", "琳", "欣", "佳", "雅", "思", "雨",
];

/// An invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Whether a woman.
    pub woman: bool,
    /// The day of birth.
    pub born: Day,
}

/// The people given out so far: no name is given twice, so that a reader of the demonstration knows who is meant, and no
/// identity number, because the roster takes two people with one number for one person.
#[derive(Debug, Default)]
pub struct People {
    used: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl People {
    /// Somebody new, born in one of the years from `eldest` to `youngest`.
    pub fn person(&mut self, draw: &mut impl FnMut() -> u64, eldest: i16, youngest: i16) -> Person {
        let woman = below(draw, 2) == 0;
        let mut name = full_name(draw, woman);
        for _ in 0..200 {
            if !self.used.contains(&name) {
                break;
            }
            name = full_name(draw, woman);
        }
        self.used.insert(name.clone());
        let year = i16::try_from(between(draw, eldest.into(), youngest.into())).unwrap_or(eldest);
        let first = Day::new(year, 1, 1).unwrap_or_else(|| village::Moment(0).day());
        Person { name, woman, born: first.plus(between(draw, 0, 364)) }
    }

    /// A person's identity number, that nobody else has.
    pub fn identity_number(&mut self, draw: &mut impl FnMut() -> u64, person: &Person) -> String {
        let mut number = identity_number(draw, person);
        for _ in 0..2_000 {
            if !self.numbers.contains(&number) {
                break;
            }
            number = identity_number(draw, person);
        }
        self.numbers.insert(number.clone());
        number
    }
}

fn full_name(draw: &mut impl FnMut() -> u64, woman: bool) -> String {
    let surname = if below(draw, 40) == 0 { pick(draw, COMPOUND) } else { pick(draw, SURNAMES) };
    let given = if woman { WOMEN } else { MEN };
    let (first, second) = (pick(draw, given), pick(draw, given));
    if first == second || (surname.chars().count() == 1 && below(draw, 7) == 0) {
        return format!("{surname}{first}");
    }
    format!("{surname}{first}{second}")
}

/// A phone number of a range that no network gives out: 100 and eight digits.
pub fn phone(draw: &mut impl FnMut() -> u64) -> String {
    format!("100{:08}", below(draw, 100_000_000))
}

/// A household's number: the villagers' group and a serial number, `03-0128`.
#[must_use]
pub fn household(group: usize, serial: usize) -> String {
    format!("{group:02}-{serial:04}")
}

/// An identity number with a right check character, of the region 990101, which does not exist.
pub fn identity_number(draw: &mut impl FnMut() -> u64, person: &Person) -> String {
    let born = person.born;
    let serial = below(draw, 499) * 2 + usize::from(!person.woman);
    let body = format!("990101{:04}{:02}{:02}{serial:03}", born.year(), born.month(), born.day_of_month());
    let weighted = |(place, digit): (u32, char)| digit.to_digit(10).unwrap_or(0) * (2_u32.pow(17 - place) % 11);
    let sum: u32 = (0..17).zip(body.chars()).map(weighted).sum();
    let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or(0)).unwrap_or('X');
    format!("{body}{check}")
}
