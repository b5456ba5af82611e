//! Each sheet as its reader gets it.

use crate::sample;
use lopdf::Document;
use print::Unprinted;

/// The text of all pages without any space, and how many pages there are.
fn read(bytes: &[u8]) -> (String, usize) {
    let document = Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    (text.split_whitespace().collect(), pages.len())
}

/// Makes a sheet twice, keeps it for who wants to look at it, and finds `words` in it.
fn check(name: &str, make: impl Fn() -> Result<Vec<u8>, Unprinted>, words: &[&str]) -> usize {
    let bytes = make().unwrap();
    assert!(bytes == make().unwrap(), "{name} is not the same twice");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join(format!("{name}.pdf")), &bytes).unwrap();
    let (text, pages) = read(&bytes);
    assert!(!text.contains('\u{fffd}'), "{name} has a hole: {text}");
    for word in words {
        let word: String = word.split_whitespace().collect();
        assert!(text.contains(&word), "{name} lacks `{word}`: {text}");
    }
    pages
}

#[test]
fn the_board_says_every_figure_and_takes_the_pages_it_needs() {
    let figures =
        ["180,000.00", "1,234,567.89", "189,919.50", "柳湾村", "2026年9月", "4417", "0579-80000003", "缺少或逾期"];
    assert!(check("board-3", || print::board(&sample::board(false, 3)), &figures) <= 3);
    let many = check("board-300", || print::board(&sample::board(false, 300)), &["370,076.19", "合计（300笔）"]);
    assert!(many > 5, "{many}");
    check("board-en", || print::board(&sample::board(true, 12)), &["Missing or late", "1,234,567.89", "page 1 of"]);
    check("board-0", || print::board(&sample::board(false, 0)), &["这个月没有。"]);
}

#[test]
fn the_letter_is_one_page_and_its_large_print_a_few() {
    let figures = ["180,000.00", "1,234,567.89", "189,919.50", "致村民的一封信", "有1项应当公开或办理"];
    assert_eq!(check("letter", || print::letter(&sample::letter(false, false)), &figures), 1);
    assert!(check("letter-large", || print::letter(&sample::letter(false, true)), &figures) <= 3);
    check(
        "letter-en",
        || print::letter(&sample::letter(true, false)),
        &["A letter to every household", "1,234,567.89"],
    );
    check("letter-en-large", || print::letter(&sample::letter(true, true)), &["1,234,567.89"]);
}

#[test]
fn the_voucher_has_what_bookkeepers_look_for() {
    let words = [
        "记账凭证",
        "摘要",
        "科目",
        "借方",
        "贷方",
        "附件3张",
        "壹仟贰佰元伍角整",
        "1,200.50",
        "经手：王**",
        "审批：张**",
        "出纳：周**",
        "制单：吴**",
        "记账：—",
        "2026年9月12日",
    ];
    assert_eq!(check("voucher", || print::voucher(&sample::voucher(false)), &words), 1);
    check("voucher-en", || print::voucher(&sample::voucher(true)), &["1,200.50", "Approved"]);
}

#[test]
fn the_statements_stand_on_a_page_each() {
    let words = [
        "资产负债表",
        "收益及收益分配表",
        "1,318,500.00",
        "-17,879.50",
        "年初余额",
        "期末余额",
        "本月数",
        "本年累计数",
    ];
    assert_eq!(check("statement", || print::statement(&sample::statement(false)), &words), 2);
    check("statement-en", || print::statement(&sample::statement(true)), &["Balance sheet"]);
}

#[test]
fn the_plate_is_one_page() {
    let words = ["工程项目", "330723104205-F1-2026-0007", "318,000.00", "㙍头"];
    assert_eq!(check("plate", || print::plate(&sample::plate(false)), &words), 1);
    assert_eq!(check("plate-en", || print::plate(&sample::plate(true)), &["Project"]), 1);
}

#[test]
fn a_rare_character_is_printed_or_marked_and_told() {
    let mut facts = sample::board(false, 1);
    facts.people[0].name = "张喆㙍䶮𬞟🏠".to_owned();
    let bytes = print::board(&facts).unwrap();
    let (text, _) = read(&bytes);
    // Each is there itself, or its mark is and the foot tells its number.
    for rare in ['喆', '㙍', '䶮', '𬞟', '🏠'] {
        let number = format!("U+{:04X}", u32::from(rare));
        assert!(text.contains(rare) || (text.contains('〓') && text.contains(&number)), "{rare} is lost: {text}");
    }
    assert!(text.contains("U+1F3E0"));
}

#[test]
fn an_address_too_long_for_a_code_is_refused() {
    let mut facts = sample::plate(false);
    facts.foot.address = "x".repeat(10_000);
    assert!(matches!(print::plate(&facts), Err(Unprinted::Address)));
}

#[test]
fn the_picture_for_a_chat_is_one_picture_however_long_its_words_are() {
    for (name, english) in [("card", false), ("card-en", true)] {
        let bytes = print::card(&sample::card(english)).unwrap();
        assert!(bytes == print::card(&sample::card(english)).unwrap(), "not the same twice");
        std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png")), &bytes).unwrap();
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (1_080, 1_440));
        assert!(bytes.len() < 400_000, "{} bytes are slow on a village's network", bytes.len());
    }
}
