//! An invented county's public lines, the same on each run; each with its initials, which the reference keeps in a column.

use super::{LIKE, LIKE_INITIALS, SAME_SUM};
use crate::Outcome;
use archive::SearchLine;
use village::{Day, Fen, Place};

pub(crate) const COUNTY: &str = "990101";

/// What is looked for, common and rare, and how the reference is asked.
pub(crate) const LOOKED_FOR: [(&str, &[&str], &str); 4] = [
    ("a word", &["水", "维修", "扫帚", "路灯电费", "买扫帚二十把", "清淤", "三月财务公开"], LIKE),
    ("initials", &["wx", "msz", "lddf", "qyqd", "cwgk", "bjf"], LIKE_INITIALS),
    ("a payee", &["日杂店", "青溪日杂店", "宏达建筑队", "白沙", "兴旺水电服务部"], LIKE),
    ("a sum", &["10元", "1200元", "120元", "99999元"], SAME_SUM),
];

const DOES: [(&str, &str); 12] = [
    ("买", "m"),
    ("维修", "wx"),
    ("更换", "gh"),
    ("清淤", "qy"),
    ("租用", "zy"),
    ("安装", "az"),
    ("补贴", "bt"),
    ("疏通", "st"),
    ("采购", "cg"),
    ("养护", "yh"),
    ("支付", "zf"),
    ("粉刷", "fs"),
];
const THINGS: [(&str, &str); 24] = [
    ("扫帚二十把", "szesb"),
    ("路灯电费", "lddf"),
    ("自来水管", "zlsg"),
    ("村道保洁费", "cdbjf"),
    ("渠道", "qd"),
    ("水泵", "sb"),
    ("办公用纸", "bgyz"),
    ("会议室桌椅", "hyszy"),
    ("垃圾清运费", "ljqyf"),
    ("文化礼堂音响", "whltyx"),
    ("桥栏杆", "qlg"),
    ("防汛沙袋", "fxsd"),
    ("树苗", "sm"),
    ("消防器材", "xfqc"),
    ("误工补助", "wgbz"),
    ("宣传栏", "xcl"),
    ("公厕", "gc"),
    ("挡土墙", "dtq"),
    ("机耕路", "jgl"),
    ("电线", "dx"),
    ("健身器材", "jsqc"),
    ("老年食堂大米", "lnstdm"),
    ("山塘", "st"),
    ("招牌", "zp"),
];
const NAMES: [(&str, &str); 20] = [
    ("青溪", "qx"),
    ("白沙", "bs"),
    ("宏达", "hd"),
    ("兴旺", "xw"),
    ("东岭", "dl"),
    ("石桥", "sq"),
    ("永盛", "ys"),
    ("同心", "tx"),
    ("长青", "cq"),
    ("金穗", "js"),
    ("丰收", "fs"),
    ("顺发", "sf"),
    ("利民", "lm"),
    ("新华", "xh"),
    ("南湖", "nh"),
    ("竹源", "zy"),
    ("光明", "gm"),
    ("大众", "dz"),
    ("福安", "fa"),
    ("古塘", "gt"),
];
const SHOPS: [(&str, &str); 8] = [
    ("日杂店", "rzd"),
    ("建筑队", "jzd"),
    ("水电服务部", "sdfwb"),
    ("五金行", "wjh"),
    ("园林绿化公司", "yllhgs"),
    ("文印社", "wys"),
    ("农机合作社", "njhzs"),
    ("保洁公司", "bjgs"),
];
const ITEMS: [(&str, &str); 8] = [
    ("月财务公开", "ycwgk"),
    ("月支出明细", "yzcmx"),
    ("月收入明细", "ysrmx"),
    ("季度低保名单", "jddbmd"),
    ("年度预算", "ndys"),
    ("季度债权债务", "jdzqzw"),
    ("月党费收缴", "ydfsj"),
    ("年度资产清单", "ndzcqd"),
];
const NUMERALS: [(&str, &str); 12] = [
    ("一", "y"),
    ("二", "e"),
    ("三", "s"),
    ("四", "s"),
    ("五", "w"),
    ("六", "l"),
    ("七", "q"),
    ("八", "b"),
    ("九", "j"),
    ("十", "s"),
    ("十一", "sy"),
    ("十二", "se"),
];

/// Numbers that look like chance and are the same on each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    fn one_of(&mut self, numbers: &[i64]) -> i64 {
        numbers.get(self.below(numbers.len())).copied().unwrap_or_default()
    }

    fn of<'a>(&mut self, words: &'a [(&'a str, &'a str)]) -> (&'a str, &'a str) {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

/// The villages' codes, twenty a township.
pub(crate) fn villages(many: usize) -> Outcome<Vec<Place>> {
    (0..many).map(|nth| Ok(Place::new(format!("{COUNTY}{:03}{:03}", nth / 20 + 1, nth % 20 + 1))?)).collect()
}

/// A village's vouchers and items of ten years, each with its initials.
pub(crate) fn lines(
    village: usize,
    (vouchers, items): (usize, usize),
    place: &Place,
) -> Outcome<Vec<(SearchLine, String)>> {
    let mut chance = Chance(u64::try_from(village)? + 1);
    let first = Day::new(2016, 6, 1).ok_or("no such day")?;
    let mut all = Vec::with_capacity(vouchers + items);
    for number in 0..vouchers + items {
        let day = first.plus(i64::try_from(chance.below(3_650))?);
        if number >= vouchers {
            let (month, what) = (chance.of(&NUMERALS), chance.of(&ITEMS));
            let href = format!("/v/{place}/disclosures/{number}");
            let words = format!("{}{} {}年", month.0, what.0, day.year());
            let line = web::plain_line("search-item", (&words, ""), day, None, href);
            all.push((line, format!("{}{} {} ", month.1, what.1, day.year())));
            continue;
        }
        let (does, thing) = (chance.of(&DOES), chance.of(&THINGS));
        let (name, more, shop) = (chance.of(&NAMES), chance.of(&NAMES), chance.of(&SHOPS));
        let who = if chance.below(2) == 0 { (more.0, more.1) } else { ("", "") };
        let payee = format!("{}{}{}", name.0, who.0, shop.0);
        let sum = chance.one_of(&[10, 50, 120, 1_200, 9_800]) * 100 + i64::try_from(chance.below(30) * 1_700)?;
        let href = format!("/cases/{place}-C1-2026-{number:05}");
        let words = format!("{}{}", does.0, thing.0);
        let line = web::plain_line("search-payment", (&words, &payee), day, Some(Fen(sum)), href);
        all.push((line, format!("{}{} {}{}{}", does.1, thing.1, name.1, who.1, shop.1)));
    }
    Ok(all)
}
