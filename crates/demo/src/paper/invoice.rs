//! An invoice as it is printed.

use super::draw::{Colour, Page};
use office::{Files, StoredFile};
use village::{Fen, Stop, mask};

/// What an invoice says.
pub(crate) struct Invoice<'a> {
    pub(crate) number: &'a str,
    pub(crate) day: String,
    pub(crate) what: &'a str,
    /// How much of it, at what price.
    pub(crate) detail: &'a str,
    pub(crate) amount: Fen,
    pub(crate) seller: &'a str,
    /// What is personal is covered: the copy for everybody.
    pub(crate) is_covered: bool,
    pub(crate) buyer: &'a str,
    /// What tells it from other papers.
    pub(crate) of: &'a str,
}

const FRAME: Colour = (0.55, 0.24, 0.16);
const INK: Colour = (0.09, 0.13, 0.11);
const GREY: Colour = (0.45, 0.48, 0.46);

/// Makes an invoice and keeps it. Its seller's telephone and account are invented from its number.
pub(crate) fn make(files: &Files, invoice: &Invoice<'_>) -> Result<StoredFile, Stop> {
    let mut page = Page::new(595, 380);
    page.words((205, 338), 20, FRAME, "电子发票（普通发票）");
    page.words((36, 308), 10, INK, &format!("发票号码：{}", invoice.number));
    page.words((440, 308), 10, INK, &format!("开票日期：{}", invoice.day));
    page.frame((36, 70), (523, 228), FRAME);
    for y in [262, 232, 150, 118] {
        page.line((36, y), (559, y), FRAME);
    }
    for x in [300, 420] {
        page.line((x, 150), (x, 262), FRAME);
    }
    page.words((46, 275), 11, INK, &format!("购买方：{}", invoice.buyer));
    for (x, head) in [(46, "项目名称"), (310, "规格、数量"), (430, "金额")] {
        page.words((x, 242), 10, FRAME, head);
    }
    page.words((46, 206), 11, INK, &invoice.what.chars().take(22).collect::<String>());
    page.words((46, 186), 9, GREY, &invoice.detail.chars().take(26).collect::<String>());
    page.words((310, 206), 11, INK, "1批");
    page.words((430, 206), 11, INK, &invoice.amount.to_string());
    page.words((46, 130), 11, INK, &format!("价税合计：{}", invoice.amount.capitals()));
    page.words((430, 130), 11, INK, &format!("¥{}", invoice.amount));
    page.words((46, 99), 11, INK, &format!("销售方：{}", invoice.seller));
    let (telephone, account) = reached(invoice.number);
    let line = format!("电话：{telephone}  开户银行及账号：农商银行 {account}");
    page.words((46, 80), 10, INK, &if invoice.is_covered { mask::text(&line) } else { line });
    page.words((36, 44), 9, GREY, &format!("演示材料，内容均为虚构。{}", invoice.of));
    files.put(&page.file())
}

/// A telephone number and an account that nobody has.
fn reached(number: &str) -> (String, String) {
    let sum = number.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (format!("1380000{:04}", sum % 10_000), format!("6228480000{:09}", sum % 1_000_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(is_covered: bool) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let invoice = Invoice {
            number: "24330000000000000001",
            day: "2026-03-05".into(),
            what: "复印纸和墨盒",
            detail: "复印纸3箱，墨盒2个",
            amount: Fen::yuan(126),
            seller: "青溪日杂店",
            is_covered,
            buyer: "清溪村股份经济合作社",
            of: "第1份",
        };
        let kept = make(&files, &invoice).unwrap();
        files.fetch(&kept.hash).unwrap().unwrap()
    }

    #[test]
    fn what_is_personal_on_an_invoice_is_found_when_it_is_drawn() {
        let open = cover::sheets(&made(false), print::font()).unwrap();
        assert_eq!(open[0].found().len(), 2, "telephone and account: {:?}", open[0].found());
        let covered = cover::sheets(&made(true), print::font()).unwrap();
        assert_eq!(covered[0].found().len(), 0, "{:?}", covered[0].found());
    }
}
