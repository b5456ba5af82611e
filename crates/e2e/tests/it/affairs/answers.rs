//! What is filled in: only what a sensible person would not answer anyhow.

use crate::case::Answers;
use crate::walk::Matter;

fn matter(affair: &'static str, begins: &'static str, answers: Answers<'static>) -> Matter {
    Matter { affair, begins, answers, links: Vec::new(), number: String::new(), ended: String::new() }
}

/// A1: the villagers decide on public works.
pub(super) fn decision() -> Matter {
    matter(
        "重大事项民主决策",
        "branch_member",
        &[
            ("title", "修建后山灌溉水渠（浏览器）"),
            ("matter", "public_works"),
            ("origin", "masses"),
            ("amount_fen", "86000"),
            ("content", "修水渠600米，灌溉后山120亩水田。有意见请找王小满，电话13912345678。"),
            ("meeting_day", "+4"),
            ("meeting_place", "村文化礼堂"),
            ("sent_by", "group_message"),
            ("sent_to", "应到会的都通知到了"),
            ("body", "rep_meeting"),
            ("result", "水渠已经修好通水，账目在公开栏公布"),
            ("invited", "20"),
            ("took_part", "18"),
            ("satisfied", "17"),
        ],
    )
}

/// C1: more than the deputy may approve alone, so that the joint meeting votes.
pub(super) fn expense() -> Matter {
    matter(
        "日常开支报销",
        "clerk",
        &[
            ("title", "水渠清淤（浏览器）"),
            ("amount_fen", "3680.50"),
            ("purpose", "后山水渠清淤两天，联系电话13912345678"),
            ("category", "repair"),
            ("payee", "罗小满"),
            ("invoice_no", "E2E-2026-0101"),
            ("pay_by", "transfer"),
            ("invoice_verified", "yes"),
        ],
    )
}

/// C2: a payment under the contract, resting on the decision.
pub(super) fn payment() -> Matter {
    matter(
        "大额资金使用",
        "committee_member",
        &[
            ("title", "水渠工程进度款（浏览器）"),
            ("amount_fen", "23000"),
            ("payee", "清源建设有限公司"),
            ("stage", "progress"),
            ("purpose", "水渠第一段完工，按进度付款"),
            ("invoice_no", "E2E-2026-0102"),
            ("accepters", "5"),
            ("found", "第一段200米，尺寸和坡度与图纸一致"),
        ],
    )
}

/// D1: three years of an old store.
pub(super) fn lease() -> Matter {
    matter(
        "资产出租发包",
        "asset_clerk",
        &[
            ("title", "老粮站仓库出租（浏览器）"),
            ("object", "老粮站仓库，180平方米"),
            ("asset_kind", "building"),
            ("term_months", "36"),
            ("amount_fen", "48000"),
            ("mode", "bids"),
            ("body", "rep_meeting"),
            ("meeting_day", "+4"),
            ("meeting_place", "村文化礼堂"),
            ("sent_by", "group_message"),
            ("sent_to", "应到会的都通知到了"),
            ("venue", "township"),
            ("offers", "3"),
            ("best_offer_fen", "52800"),
            ("price_fen", "52800"),
            ("party", "罗小满"),
            ("contract_no", "ZL-2026-E2E-1"),
            ("contract_price_fen", "52800"),
            ("starts", "+10"),
            ("ends", "+1090"),
            ("deposit_paid", "yes"),
            ("instalments", "3"),
            ("first_due", "+12"),
        ],
    )
}

/// F1: works below the limit from which a decision is needed.
pub(super) fn project() -> Matter {
    matter(
        "小微工程立项与招标",
        "committee_member",
        &[
            ("title", "水渠第一段工程（浏览器）"),
            ("place", "后山"),
            ("works_kind", "water"),
            ("amount_fen", "46000"),
            ("budget_fen", "45000"),
            ("fund_source", "collective"),
            ("source_confirmed", "yes"),
            ("debt", "none"),
            ("permits", "yes"),
            ("method", "quotes"),
            ("bidders", "4"),
            ("party", "清源建设有限公司"),
            ("price_fen", "42600"),
            ("contract_no", "GC-2026-E2E-1"),
            ("contract_price_fen", "42600"),
            ("planned_start", "+5"),
            ("planned_end", "+65"),
            ("manager", "罗小满"),
        ],
    )
}

/// K1: a certificate for a villager.
pub(super) fn seal() -> Matter {
    matter(
        "印章使用",
        "clerk",
        &[
            ("title", "罗小满办居住证明（浏览器）"),
            ("kind", "certificate"),
            ("purpose", "孩子入学，联系电话13912345678"),
            ("copies", "2"),
            ("applicant", "罗小满"),
            ("log_no", "2026-118"),
            ("sealed_copies", "2"),
            ("blank", "complete"),
        ],
    )
}
