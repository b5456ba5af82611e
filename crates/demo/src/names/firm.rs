//! Firms of a county that does not exist.

use super::{COUNTY, pick};
use village::Words;

/// What a firm does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Trade {
    /// Tools, locks, lamps, pipes.
    #[default]
    Hardware,
    /// Paper, printing, signs.
    Printing,
    /// Vehicles and machines.
    Repair,
    /// Seed, saplings, garden work.
    Nursery,
    /// Rubbish, ponds, drains.
    Cleaning,
    /// Works.
    Building,
    /// Sand, cement, paint.
    Materials,
    /// Computers, cameras, lines.
    Electronics,
    /// Rice, drinking water, medicine for the fields.
    Supplies,
    /// Electricity and water.
    Utility,
    /// Farms and workshops that rent from the village.
    Farming,
}

const BRANDS: &[(&str, &str)] = &[
    ("禾顺", "Heshun"),
    ("栖云", "Qiyun"),
    ("砚田", "Yantian"),
    ("稔丰", "Renfeng"),
    ("青苇", "Qingwei"),
    ("晴川", "Qingchuan"),
    ("朴石", "Pushi"),
    ("众邻", "Zhonglin"),
    ("橹水", "Lushui"),
    ("耘春", "Yunchun"),
    ("麦笠", "Maili"),
    ("柿林", "Shilin"),
];

impl Trade {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Hardware => ("五金店", "Hardware Shop"),
            Self::Printing => ("图文广告店", "Print and Sign Shop"),
            Self::Repair => ("修理铺", "Repair Shop"),
            Self::Nursery => ("苗木场", "Plant Nursery"),
            Self::Cleaning => ("环境服务有限公司", "Environmental Services Co., Ltd."),
            Self::Building => ("建筑工程有限公司", "Construction Co., Ltd."),
            Self::Materials => ("建材经营部", "Building Materials Store"),
            Self::Electronics => ("电子科技有限公司", "Electronics Co., Ltd."),
            Self::Supplies => ("农资副食店", "Farm and Food Store"),
            Self::Utility => ("水电服务站", "Power and Water Service Station"),
            Self::Farming => ("家庭农场", "Family Farm"),
        }
    }
}

/// A firm of a trade.
pub fn firm(draw: &mut impl FnMut() -> u64, trade: Trade) -> Words {
    let (brand, letters) = pick(draw, BRANDS);
    let (kind, english) = trade.words();
    Words::new(format!("{}{brand}{kind}", COUNTY.0), format!("{} {letters} {english}", COUNTY.1))
}
