//! The words of a card: what it is, what it serves, how it is used, what was found of it.

use crate::coded::coded;
use procedure::{RuleBook, Standing};
use village::{Day, Words};

coded! {
    /// What property serves: by this its wear is expense of business, of the office or of public welfare.
    CardClass {
        /// 经营性.
        Operating "operating" "经营性" "for business";
        /// 管理用.
        Office "office" "管理用" "for the office";
        /// 公益性.
        Public "public" "公益性" "for public welfare";
    }
}

coded! {
    /// What property is.
    CardKind {
        /// 房屋建筑.
        Building "building" "房屋建筑" "building";
        /// 设施、道路、水利.
        Works "works" "设施道路" "roads and works";
        /// 机器设备.
        Equipment "equipment" "机器设备" "machines and equipment";
        /// 车辆船只.
        Vehicle "vehicle" "车辆船只" "vehicles and boats";
        /// 办公家具电器.
        Furniture "furniture" "办公家具电器" "furniture and appliances";
        /// 牲畜林木.
        Living "living" "牲畜林木" "livestock and trees";
        /// 其他.
        Other "other" "其他" "other";
    }
}

coded! {
    /// How property is used.
    UseState {
        /// 自用.
        Own "own" "自用" "used by the village";
        /// 出租.
        Leased "leased" "出租" "leased";
        /// 闲置.
        Idle "idle" "闲置" "idle";
        /// 无合同占用.
        Occupied "occupied" "无合同占用" "occupied without a contract";
        /// 无偿借用.
        Lent "lent" "无偿借用" "lent for free";
    }
}

coded! {
    /// What a count found.
    Found {
        /// 在.
        Here "found" "在" "found";
        /// 不在原处.
        Moved "moved" "换了地方" "moved";
        /// 没找到.
        Missing "missing" "没找到" "missing";
    }
}

impl CardKind {
    /// The months of its life and the per cent that will be left of it, by the rules in force on a day.
    pub(crate) fn life(self, book: &RuleBook, day: Day) -> (i64, i64) {
        let months = match self {
            Self::Building => Standing::LifeBuilding,
            Self::Works => Standing::LifeWorks,
            Self::Equipment | Self::Living => Standing::LifeEquipment,
            Self::Vehicle => Standing::LifeVehicle,
            Self::Furniture | Self::Other => Standing::LifeFurniture,
        };
        (book.number(months, day).0.max(1), book.number(Standing::Residual, day).0.clamp(0, 100))
    }

    /// The account of its accumulated depreciation.
    pub(crate) fn worn_code(self) -> &'static str {
        if self == Self::Living { "133" } else { "152" }
    }

    /// The account of its cost.
    #[must_use]
    pub fn cost_code(self) -> &'static str {
        if self == Self::Living { "132" } else { "151" }
    }
}

impl CardClass {
    /// The account of its wear, and the one above it that takes it where the chart in force does not have it yet.
    pub(crate) fn expense_codes(self) -> [&'static str; 2] {
        match self {
            Self::Operating => ["511", "511"],
            Self::Office => ["51309", "51399"],
            Self::Public => ["51403", "51499"],
        }
    }
}
