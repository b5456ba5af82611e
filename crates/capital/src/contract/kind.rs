//! What kinds of contract there are, and which one a case signs.

use procedure::CaseState;
use village::Words;

/// A kind of contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContractKind {
    /// 资产租赁.
    Lease,
    /// 资源发包.
    ContractOut,
    /// 工程.
    Works,
    /// 采购.
    Purchase,
    /// 资产出售.
    Sale,
    /// 服务.
    Service,
    /// 借款.
    Loan,
    /// 投资.
    Investment,
    /// 用工.
    Labour,
    /// 土地经营权流转.
    Transfer,
    /// 其他.
    Other,
}

/// Which way a contract's money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The village receives.
    In,
    /// The village pays.
    Out,
}

impl Direction {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The direction of a code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        [Self::In, Self::Out].into_iter().find(|way| way.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::In => Words::new("村里收款", "the village receives"),
            Self::Out => Words::new("村里付款", "the village pays"),
        }
    }
}

impl ContractKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Lease,
        Self::ContractOut,
        Self::Works,
        Self::Purchase,
        Self::Sale,
        Self::Service,
        Self::Loan,
        Self::Investment,
        Self::Labour,
        Self::Transfer,
        Self::Other,
    ];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Lease => "lease",
            Self::ContractOut => "contract_out",
            Self::Works => "works",
            Self::Purchase => "purchase",
            Self::Sale => "sale",
            Self::Service => "service",
            Self::Loan => "loan",
            Self::Investment => "investment",
            Self::Labour => "labour",
            Self::Transfer => "transfer",
            Self::Other => "other",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Lease => ("资产租赁", "lease"),
            Self::ContractOut => ("资源发包", "contracting of land"),
            Self::Works => ("工程", "works"),
            Self::Purchase => ("采购", "purchase"),
            Self::Sale => ("资产出售", "sale of property"),
            Self::Service => ("服务", "services"),
            Self::Loan => ("借款", "loan"),
            Self::Investment => ("投资", "investment"),
            Self::Labour => ("用工", "labour"),
            Self::Transfer => ("土地流转", "transfer of land"),
            Self::Other => ("其他", "other"),
        };
        Words::new(zh, en)
    }

    /// The account on which what it asks for is income, in the chart in force.
    #[must_use]
    pub(crate) fn income_code(self) -> &'static str {
        match self {
            Self::Lease => "50101",
            Self::ContractOut => "50102",
            Self::Investment => "502",
            Self::Service => "50104",
            _ => "50199",
        }
    }

    /// The account on which what it asks the village for is spent, in the chart in force.
    #[must_use]
    pub(crate) fn cost_code(self) -> &'static str {
        match self {
            Self::Works => "153",
            _ => "51399",
        }
    }

    /// The parameter of the rules that says how many months the law lets it last: its affair and its name. Land is capped by its kind,
    /// in the affair that contracts it out.
    pub(crate) fn longest(self) -> Option<(&'static str, &'static str)> {
        (self == Self::Lease).then_some(("D1", "max_term_months"))
    }

    /// What a case signs, and which way the money goes; none where the affair signs no contract.
    #[must_use]
    pub fn signed_by(state: &CaseState) -> Option<(Self, Direction)> {
        let said = |name: &str| state.text(name);
        Some(match state.affair.as_str() {
            "B2" => (Self::Labour, Direction::Out),
            "C4" if said("matter") == "lending" => (Self::Loan, Direction::In),
            "C4" => (Self::Loan, Direction::Out),
            "D1" => (Self::Lease, Direction::In),
            "D2" => (Self::Purchase, Direction::Out),
            "D3" if said("way") == "share_in" => (Self::Investment, Direction::In),
            "D3" => (Self::Sale, Direction::In),
            "E1" => (Self::ContractOut, Direction::In),
            "E2" => (Self::Transfer, Direction::In),
            "E3" if said("way") == "lease" => (Self::Lease, Direction::In),
            "E3" => (Self::ContractOut, Direction::In),
            "F1" => (Self::Works, Direction::Out),
            "F3" if said("category") == "service" => (Self::Service, Direction::Out),
            "F3" => (Self::Purchase, Direction::Out),
            "G1" => match said("kind") {
                "lease" => (Self::Lease, Direction::In),
                "resource" => (Self::ContractOut, Direction::In),
                "works" => (Self::Works, Direction::Out),
                _ => (Self::Service, Direction::Out),
            },
            _ => return None,
        })
    }
}
