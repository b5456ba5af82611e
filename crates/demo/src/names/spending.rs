//! What a village spends: from 8 yuan for a tyre to 6,208 for a door, and now and then a large payment.

use super::{Trade, between, firm, heading, pick};
use village::{Fen, Words};

/// An expense of the village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expense {
    /// What for, in a few words: the case's title.
    pub purpose: Words,
    /// How many at what price.
    pub detail: Words,
    /// How much.
    pub amount: Fen,
    /// To whom.
    pub payee: Words,
    /// The invoice's number.
    pub invoice: String,
}

/// A kind: Chinese, English, unit in both, price of one in fen, least and most of them, from whom.
type Kind = (&'static str, &'static str, &'static str, &'static str, i64, i64, i64, Trade);

/// Bought or hired by the piece.
const COUNTED: &[Kind] = &[
    ("三轮车补胎", "patching a tyre of the handcart", "次", "time", 800, 1, 2, Trade::Repair),
    ("办公用 A4 纸", "A4 paper for the office", "包", "pack", 2_200, 2, 10, Trade::Printing),
    ("打印机硒鼓", "toner for the printer", "个", "piece", 16_800, 1, 3, Trade::Printing),
    ("档案盒", "archive boxes", "只", "box", 650, 10, 60, Trade::Printing),
    (
        "印制村民代表会议材料",
        "printing papers for the representatives' meeting",
        "份",
        "set",
        320,
        30,
        80,
        Trade::Printing,
    ),
    ("村务公开栏喷绘", "printing for the notice board", "平方米", "m²", 2_800, 3, 12, Trade::Printing),
    ("反诈宣传横幅", "banners against fraud", "条", "banner", 4_800, 2, 12, Trade::Printing),
    ("便民服务中心桶装水", "drinking water for the service centre", "桶", "bottle", 1_200, 4, 20, Trade::Supplies),
    ("老年食堂大米", "rice for the canteen of the old", "斤", "jin", 265, 100, 400, Trade::Supplies),
    ("灭蚊灭鼠药品", "against mosquitoes and rats", "瓶", "bottle", 2_600, 6, 40, Trade::Supplies),
    ("保洁扫帚和畚箕", "brooms and dustpans for the cleaners", "套", "set", 1_500, 6, 30, Trade::Hardware),
    ("更换路灯灯头", "new heads for street lamps", "盏", "lamp", 8_500, 2, 24, Trade::Hardware),
    ("更换自来水阀门", "new water valves", "只", "valve", 4_600, 2, 15, Trade::Hardware),
    ("灭火器换药", "refilling fire extinguishers", "只", "piece", 3_500, 6, 40, Trade::Hardware),
    ("垃圾分类桶", "bins for sorted rubbish", "只", "bin", 7_800, 6, 48, Trade::Hardware),
    ("文化礼堂大门更换", "a new door for the village hall", "扇", "door", 620_800, 1, 1, Trade::Hardware),
    ("防汛沙袋", "sandbags against the flood", "只", "bag", 180, 100, 500, Trade::Materials),
    ("修补村道水泥", "cement to mend the village road", "包", "bag", 2_150, 10, 60, Trade::Materials),
    ("停车位划线漆", "paint for the parking places", "桶", "tin", 6_800, 3, 16, Trade::Materials),
    ("池塘清淤人工", "labour to clear the pond", "工", "day", 16_000, 5, 13, Trade::Cleaning),
    ("村道除草人工", "labour to weed the village road", "工", "day", 15_000, 2, 12, Trade::Cleaning),
    ("生活垃圾清运", "carting rubbish", "车", "load", 28_000, 2, 8, Trade::Cleaning),
    ("化粪池清掏", "emptying cesspits", "口", "pit", 35_000, 1, 6, Trade::Cleaning),
    ("补种桂花树苗", "osmanthus saplings", "株", "sapling", 5_500, 10, 60, Trade::Nursery),
    ("村口花坛时令花卉", "flowers for the bed at the entrance", "盆", "pot", 350, 60, 300, Trade::Nursery),
    ("监控硬盘", "disks for the cameras", "块", "disk", 42_000, 1, 4, Trade::Electronics),
    ("村广播喇叭", "loudspeakers", "只", "piece", 26_500, 1, 6, Trade::Electronics),
    ("便民服务中心宽带", "internet for the service centre", "个月", "month", 7_900, 1, 3, Trade::Electronics),
    ("抽水泵维修", "mending the water pump", "次", "time", 28_600, 1, 3, Trade::Repair),
    ("割草机保养", "service of the mower", "台", "machine", 9_450, 1, 4, Trade::Repair),
];

/// Read off a meter: Chinese, English, least and most in fen.
const METERED: &[(&str, &str, i64, i64)] = &[
    ("村办公楼电费", "electricity of the village office", 12_000, 68_000),
    ("路灯电费", "electricity of the street lamps", 18_000, 98_000),
    ("公共厕所水费", "water of the public lavatories", 3_500, 26_000),
    ("灌溉机埠电费", "electricity of the irrigation pumps", 25_000, 186_000),
    ("文化礼堂水电费", "water and electricity of the village hall", 6_000, 42_000),
];

/// Large payments, in hundreds of yuan.
const LARGE: &[(&str, &str, i64, i64, Trade)] = &[
    ("村道硬化工程进度款", "progress payment for paving the village road", 300, 1_500, Trade::Building),
    ("全年保洁服务费", "cleaning services for the year", 480, 960, Trade::Cleaning),
    ("路灯改造设备款", "equipment for new street lamps", 220, 780, Trade::Electronics),
    ("水渠清淤工程款", "clearing the irrigation canal", 260, 880, Trade::Building),
    ("文化礼堂屋面修缮款", "mending the roof of the village hall", 350, 990, Trade::Building),
    ("茶园补植苗木款", "saplings for the village's tea garden", 210, 560, Trade::Nursery),
];

/// An everyday expense, between 8 yuan and 6,208.
pub fn expense(draw: &mut impl FnMut() -> u64, year: i16) -> Expense {
    let (purpose, detail, amount, trade) = if between(draw, 1, 6) == 1 {
        let (zh, en, least, most) = pick(draw, METERED);
        let detail = Words::new("按表计费，见附件清单", "by the meter, see the attached list");
        (heading(zh, en), detail, between(draw, least, most), Trade::Utility)
    } else {
        let (zh, en, unit, unit_en, price, least, most, trade) = pick(draw, COUNTED);
        // Beyond 6,208 yuan it would be no everyday expense.
        let count = between(draw, least, most).min((620_800 / price.max(1)).max(1));
        (heading(zh, en), counted(count, unit, unit_en, Fen(price)), count * price, trade)
    };
    let (payee, invoice) = (firm(draw, trade), invoice_number(draw, year));
    Expense { purpose, detail, amount: Fen(amount), payee, invoice }
}

/// A payment that needs a decision.
pub fn large_expense(draw: &mut impl FnMut() -> u64, year: i16) -> Expense {
    let (zh, en, least, most, trade) = pick(draw, LARGE);
    let amount = Fen::yuan(between(draw, least, most) * 100 + between(draw, 0, 9) * 10);
    let detail = Words::new("按合同约定支付，附验收单和发票", "as the contract says, with acceptance and invoice");
    let (payee, invoice) = (firm(draw, trade), invoice_number(draw, year));
    Expense { purpose: heading(zh, en), detail, amount, payee, invoice }
}

fn counted(count: i64, unit: &str, unit_en: &str, price: Fen) -> Words {
    let plain = |amount: Fen| amount.to_string().trim_end_matches(".00").to_owned();
    Words::new(
        format!("{count}{unit}，每{unit}{}元", plain(price)),
        format!("{count} × {} yuan a {unit_en}", plain(price)),
    )
}

/// The number of an electronic invoice: 20 digits, the year and then the region 99, which issues none.
pub fn invoice_number(draw: &mut impl FnMut() -> u64, year: i16) -> String {
    format!("{:02}99{:016}", year.rem_euclid(100), draw() % 10_000_000_000_000_000)
}
