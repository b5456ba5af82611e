//! Property: from a case or taken over, worn month by month before the month is closed, counted, struck off by a case alone.

use crate::scene::{balance, expense, matter, period, says, through, with_books};
use capital::{
    CardClass, CardKind, ClosePeriod, ConfirmReversal, DecideCount, DescribeCard, Found, ImportCards, ImportedCard,
    MarkCounted, OpenCount, ProposeReversal, UseState, card, cards, counted, wears,
};
use demo::testing::{Bench, day};
use demo::{make_paper, on_both_databases};
use office::StoredFile;
use std::collections::BTreeMap;
use village::{Fen, Place, Post};

on_both_databases!(
    what_was_bought_gets_a_card_and_wears_from_the_next_month,
    wear_that_was_taken_back_is_still_to_come,
    history_wears_on_from_what_was_worn,
    a_count_needs_everything_seen_and_another_to_decide,
    what_is_leased_names_a_contract,
);

fn paper(bench: &Bench) -> StoredFile {
    make_paper(bench.office.files(), "材料", &["签字".into()]).unwrap()
}

fn one(row: u32, number: &str) -> ImportedCard {
    ImportedCard {
        row,
        number: number.into(),
        name: "村委会办公楼".into(),
        class: CardClass::Office,
        kind: CardKind::Building,
        place: "村口".into(),
        keeper: "小吴".into(),
        acquired: day("2016-02-10"),
        cost_fen: Fen::yuan(240_000),
        residual_fen: Fen::yuan(12_000),
        life_months: 240,
        worn_fen: Fen::yuan(114_000),
        use_state: UseState::Own,
    }
}

pub(crate) fn taken_over(bench: &Bench, village: &Place, numbers: &[&str]) {
    let cards = (2..).zip(numbers).map(|(row, number)| one(row, number)).collect();
    let deed = ImportCards { village: village.clone(), cards, paper: paper(bench) };
    bench.done(&bench.desk(village, Post::AgencyAccountant), deed);
}

pub(crate) fn close(bench: &Bench, village: &Place, month: &str) {
    let deed = ClosePeriod {
        village: village.clone(), period: period(month), reason: "银行对账单还没有寄到".into()
    };
    bench.done(&bench.desk(village, Post::AgencyAccountant), deed);
}

fn what_was_bought_gets_a_card_and_wears_from_the_next_month(bench: &Bench) {
    let village = with_books(bench);
    let values = [
        ("object", "割草机两台"),
        ("asset_kind", "equipment"),
        ("amount_fen", "3000"),
        ("price_fen", "2400"),
        ("lowest_fen", "2400"),
        ("contract_price_fen", "2400"),
        ("invoice_fen", "2400"),
        ("card_value_fen", "2400"),
        ("card_no", "ZC-001"),
        ("party", "青溪农机店"),
        ("in_budget", "yes"),
    ];
    let mut bought = matter(&village, "D2", &values);
    through(bench, &mut bought);
    let card = bench.read(|reader| cards(reader, &village)).remove(0);
    assert_eq!((card.number.as_str(), card.cost_fen, card.kind), ("ZC-001", Fen::yuan(2_400), CardKind::Equipment));
    assert_eq!((card.residual_fen, card.life_months), (Fen::yuan(120), 120), "five per cent, ten years");
    assert_eq!((&card.case, &card.mark), (&bought.case, &None));
    let bought_in = bench.today();
    let mut at = period("2026-03");
    while at.first_day() <= bought_in {
        bench.go_to(at.last_day().plus(3));
        close(bench, &village, &at.to_string());
        at = at.next();
    }
    assert_eq!(bench.read(|reader| wears(reader, &card.id)).len(), 0, "not in the month in which it was bought");
    bench.go_to(at.last_day().plus(3));
    close(bench, &village, &at.to_string());
    let worn = bench.read(|reader| wears(reader, &card.id));
    assert_eq!((worn.len(), worn[0].amount_fen, worn[0].period), (1, Fen::yuan(19), at));
    assert_eq!(balance(bench, &village, &at.last_day().to_string(), "152"), -1_900);
    assert_eq!(balance(bench, &village, &at.last_day().to_string(), "51309"), 1_900);
    bench.verified();
}

fn wear_that_was_taken_back_is_still_to_come(bench: &Bench) {
    let village = with_books(bench);
    taken_over(bench, &village, &["ZC-001"]);
    bench.go_to(day("2026-04-02"));
    close(bench, &village, "2026-03");
    let card = bench.read(|reader| cards(reader, &village)).remove(0);
    assert_eq!(card.worn_fen, Fen::yuan(114_000) + Fen::yuan(950));
    let voucher = bench.read(|reader| wears(reader, &card.id)).remove(0).voucher;
    let propose = ProposeReversal {
        village: village.clone(),
        voucher: voucher.clone(),
        reason: "年限错了".into(),
        instead: BTreeMap::new(),
        paper: paper(bench),
    };
    bench.done(&bench.desk(&village, Post::AgencyAccountant), propose);
    let confirm = ConfirmReversal { village: village.clone(), voucher };
    bench.done(&bench.desk(&village, Post::TownshipOfficial), confirm);
    let row = bench.read(|reader| capital::card(reader, &card.id)).unwrap();
    assert_eq!(row.worn_fen, Fen::yuan(114_000));
    bench.verified();
}

fn history_wears_on_from_what_was_worn(bench: &Bench) {
    let village = with_books(bench);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut bad = ImportCards { village: village.clone(), cards: vec![one(2, "A"), one(3, "A")], paper: paper(bench) };
    (bad.cards[1].acquired, bad.cards[1].life_months) = (day("2026-03-01"), 0);
    (bad.cards[1].worn_fen, bad.cards[1].use_state) = (Fen::yuan(240_000), UseState::Leased);
    let refusal = bench.refused(&accountant, bad);
    let rows: Vec<&str> = refusal.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(rows, ["row.3"; 5], "{refusal:#?}");
    taken_over(bench, &village, &["ZC-001"]);
    through(bench, &mut expense(&village, "120.50", "24330000000000000001", "transfer"));
    bench.go_to(day("2026-04-02"));
    close(bench, &village, "2026-03");
    bench.go_to(day("2026-05-02"));
    close(bench, &village, "2026-04");
    let card = bench.read(|reader| cards(reader, &village)).remove(0);
    assert_eq!(card.mark.as_deref(), Some("ZC-001"));
    // 114,000 are left to wear over the 120 months from March 2026 on, that one among them: bought in February 2016.
    assert_eq!(card.worn_fen, Fen::yuan(114_000) + Fen::yuan(1_900));
    bench.verified();
}

fn a_count_needs_everything_seen_and_another_to_decide(bench: &Bench) {
    let village = with_books(bench);
    let clerk = bench.desk(&village, Post::AssetClerk);
    let open = || OpenCount { village: village.clone() };
    says(&bench.refused(&clerk, open()), "还没有资产卡片");
    taken_over(bench, &village, &["ZC-001", "ZC-002"]);
    let count = bench.done(&clerk, open()).subject;
    says(&bench.refused(&clerk, open()), "还没有结束");
    let ids: Vec<String> = bench.read(|reader| cards(reader, &village)).into_iter().map(|card| card.id).collect();
    let mark = |card: &str, found, place: &str, photo| MarkCounted {
        village: village.clone(),
        count: count.clone(),
        card: card.into(),
        found,
        place: place.into(),
        photo,
    };
    says(&bench.refused(&clerk, mark(&ids[0], Found::Here, "", None)), "拍一张照片");
    says(&bench.refused(&clerk, mark(&ids[0], Found::Moved, " ", Some(paper(bench)))), "现在在哪里");
    bench.done(&clerk, mark(&ids[0], Found::Moved, "文化礼堂", Some(paper(bench))));
    let decide = |words: &str| DecideCount { village: village.clone(), count: count.clone(), words: words.into() };
    let director = bench.desk(&village, Post::SupervisionDirector);
    says(&bench.refused(&director, decide("相符")), "还有1件没有盘");
    bench.done(&clerk, mark(&ids[1], Found::Missing, "", None));
    bench.refused(&clerk, decide("相符"));
    says(&bench.refused(&director, decide(" ")), "请写明");
    bench.done(&director, decide("一件搬到文化礼堂；一件没找到，走处置程序"));
    assert_eq!(bench.read(|reader| counted(reader, &count)).len(), 2);
    let row = bench.read(|reader| card(reader, &ids[0])).unwrap();
    assert_eq!((row.place.as_str(), row.struck), ("文化礼堂", false));
    assert!(!bench.read(|reader| card(reader, &ids[1])).unwrap().struck, "what is missing stays on its card");
    says(&bench.refused(&clerk, mark(&ids[1], Found::Missing, "", None)), "已经结束");
    bench.verified();
}

fn what_is_leased_names_a_contract(bench: &Bench) {
    let village = with_books(bench);
    taken_over(bench, &village, &["ZC-001"]);
    let clerk = bench.desk(&village, Post::AssetClerk);
    let row = bench.read(|reader| cards(reader, &village)).remove(0);
    let deed = |use_state, life_months| DescribeCard {
        village: village.clone(),
        card: row.id.clone(),
        class: CardClass::Operating,
        place: "村口".into(),
        keeper: "小吴".into(),
        use_state,
        contract: Some("没有的合同".into()),
        life_months,
        residual_fen: row.residual_fen,
        photo: None,
    };
    says(&bench.refused(&clerk, deed(UseState::Leased, 240)), "要选一份有效的合同");
    bench.refused(&bench.desk(&village, Post::TownshipOfficial), deed(UseState::Occupied, 240));
    bench.done(&clerk, deed(UseState::Occupied, 200));
    let found = bench.read(|reader| card(reader, &row.id)).unwrap();
    assert_eq!((found.use_state, found.life_months, found.class), (UseState::Occupied, 200, CardClass::Operating));
    bench.go_to(day("2026-04-02"));
    close(bench, &village, "2026-03");
    let clerk = bench.desk(&village, Post::AssetClerk);
    says(&bench.refused(&clerk, deed(UseState::Occupied, 240)), "已经开始计提折旧");
    bench.verified();
}
