//! The county, its townships and its villages.

use super::below;
use village::Words;

/// The county's name without its kind, in Chinese and in letters.
pub const COUNTY: (&str, &str) = ("云岫", "Yunxiu");

const TOWNSHIPS: &[(&str, &str)] = &[
    ("栖禾", "Qihe"),
    ("澄砚", "Chengyan"),
    ("荻桥", "Diqiao"),
    ("岚浦", "Lanpu"),
    ("稔山", "Renshan"),
    ("鹭汀", "Luting"),
    ("枕溪", "Zhenxi"),
    ("笠泽", "Lize"),
    ("霁口", "Jikou"),
    ("桑麓", "Sanglu"),
    ("晴畈", "Qingfan"),
    ("苔石", "Taishi"),
    ("泊雁", "Boyan"),
    ("葭湾", "Jiawan"),
    ("蓑渡", "Suodu"),
    ("棠坞", "Tangwu"),
    ("砺亭", "Liting"),
    ("茗岗", "Minggang"),
];

const FIRST: &[(&str, &str)] = &[
    ("云雀", "Yunque"),
    ("竹影", "Zhuying"),
    ("鹭鸣", "Luming"),
    ("荻花", "Dihua"),
    ("枫晚", "Fengwan"),
    ("松听", "Songting"),
    ("稻香", "Daoxiang"),
    ("麦歌", "Maige"),
    ("杏雨", "Xingyu"),
    ("梨白", "Libai"),
    ("茶烟", "Chayan"),
    ("桐语", "Tongyu"),
    ("蓼汀", "Liaoting"),
    ("芦声", "Lusheng"),
    ("菱歌", "Lingge"),
    ("桑影", "Sangying"),
    ("栗红", "Lihong"),
    ("柿霜", "Shishuang"),
    ("兰露", "Lanlu"),
    ("葵阳", "Kuiyang"),
    ("蕨青", "Jueqing"),
    ("榆钱", "Yuqian"),
    ("橘照", "Juzhao"),
    ("犁月", "Liyue"),
    ("耘晴", "Yunqing"),
    ("穗金", "Suijin"),
    ("萤火", "Yinghuo"),
    ("蛙鼓", "Wagu"),
    ("燕泥", "Yanni"),
    ("鹊登", "Quedeng"),
    ("雁字", "Yanzi"),
    ("鸥盟", "Oumeng"),
    ("牧笛", "Mudi"),
    ("蓑烟", "Suoyan"),
    ("渔灯", "Yudeng"),
];

const SECOND: &[(&str, &str)] = &[
    ("坡", "po"),
    ("湾", "wan"),
    ("坞", "wu"),
    ("畈", "fan"),
    ("塘", "tang"),
    ("岭", "ling"),
    ("坪", "ping"),
    ("埠", "bu"),
    ("垅", "long"),
    ("桥", "qiao"),
    ("渡", "du"),
    ("坑", "keng"),
];

/// The county's name.
#[must_use]
pub fn county() -> Words {
    Words::new(format!("{}县", COUNTY.0), format!("{} County", COUNTY.1))
}

/// So many townships, all different; at most 18 × 2.
pub fn townships(count: usize, draw: &mut impl FnMut() -> u64) -> Vec<Words> {
    let kinds = [("镇", "Town"), ("乡", "Township")];
    let name = |(stem, kind): (&(&str, &str), &(&str, &str))| {
        Words::new(format!("{}{}", stem.0, kind.0), format!("{} {}", stem.1, kind.1))
    };
    // Each stem once before any comes again with another kind.
    let all = kinds.iter().flat_map(|kind| TOWNSHIPS.iter().map(move |stem| (stem, kind)));
    let mut all: Vec<Words> = all.map(name).collect();
    let mut rest = all.split_off(TOWNSHIPS.len().min(all.len()));
    shuffle(&mut all, draw);
    shuffle(&mut rest, draw);
    all.append(&mut rest);
    all.truncate(count);
    all
}

/// Before a village's name, where one gave its name to several.
const SIDES: &[(&str, &str)] = &[
    ("", ""),
    ("上", "Upper "),
    ("下", "Lower "),
    ("东", "East "),
    ("西", "West "),
    ("南", "South "),
    ("北", "North "),
];

/// After it, in counties larger than any.
const NUMBERS: &[(&str, &str)] =
    &[("", ""), ("一", " 1"), ("二", " 2"), ("三", " 3"), ("四", " 4"), ("五", " 5"), ("六", " 6"), ("七", " 7")];

/// So many villages, all different: their official names, such as 云雀坡村民委员会; at most 35 × 12 × 7 × 8.
pub fn villages(count: usize, draw: &mut impl FnMut() -> u64) -> Vec<Words> {
    let mut all = Vec::new();
    for (number, side) in NUMBERS.iter().flat_map(|number| SIDES.iter().map(move |side| (number, side))) {
        if all.len() >= count {
            break;
        }
        let stems = FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| (first, second)));
        let name = |(first, second): (&(&str, &str), &(&str, &str))| {
            let zh = format!("{}{}{}{}村民委员会", side.0, first.0, second.0, number.0);
            Words::new(zh, format!("{}{}{}{} Village", side.1, first.1, second.1, number.1))
        };
        let mut some: Vec<Words> = stems.map(name).collect();
        shuffle(&mut some, draw);
        all.append(&mut some);
    }
    all.truncate(count);
    all
}

fn shuffle<T>(list: &mut [T], draw: &mut impl FnMut() -> u64) {
    for last in (1..list.len()).rev() {
        list.swap(last, below(draw, last + 1));
    }
}
