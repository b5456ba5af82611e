//! The words of a plot: what land it is, how it is used, and how that stands with its contract.

use crate::coded::coded;
use village::Words;

coded! {
    /// What land it is.
    LandType {
        /// 耕地.
        Arable "arable" "耕地" "arable land";
        /// 园地.
        Orchard "orchard" "园地" "orchard";
        /// 林地.
        Forest "forest" "林地" "forest";
        /// 草地.
        Grass "grass" "草地" "grassland";
        /// 养殖水面.
        Water "water" "养殖水面" "water for breeding";
        /// 四荒地.
        Waste "waste" "四荒地" "waste land";
        /// 集体建设用地.
        Building "building" "建设用地" "building land";
        /// 滩涂.
        Shore "shore" "滩涂" "shore";
    }
}

coded! {
    /// How a plot is used, as whoever looks after it says.
    PlotUse {
        /// 村集体自用.
        Own "own" "集体自用" "used by the collective";
        /// 已发包.
        Contracted "contracted" "已发包" "contracted out";
        /// 闲置.
        Idle "idle" "闲置" "idle";
        /// 无合同占用.
        Occupied "occupied" "无合同占用" "occupied without a contract";
    }
}

coded! {
    /// How a plot stands today: its use, and what has become of its contract.
    PlotStanding {
        /// 集体自用.
        Own "own" "集体自用" "used by the collective";
        /// 承包中.
        Contracted "contracted" "承包中" "under contract";
        /// 合同已到期或终止，还没有收回或续包.
        Ended "ended" "合同已结束" "its contract has ended";
        /// 闲置.
        Idle "idle" "闲置" "idle";
        /// 无合同占用.
        Occupied "occupied" "无合同占用" "occupied without a contract";
    }
}

impl PlotStanding {
    /// Whether somebody must do something about it.
    #[must_use]
    pub fn needs_care(self) -> bool {
        matches!(self, Self::Ended | Self::Occupied)
    }
}
