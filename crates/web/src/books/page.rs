//! The books of a village: one period's trial balance and vouchers; and what of them everybody sees.

use crate::books::voucher::{EntryLine, VoucherPage};
use crate::copy::shown::Shown;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Pager, Switch};
use crate::sample;
use crate::show::{Link, State, Tag, When};
use askama::Template;

/// An account of the trial balance.
pub(crate) struct TrialLine {
    pub(crate) code: String,
    pub(crate) name: String,
    /// A sum of accounts beneath it.
    pub(crate) is_sum: bool,
    /// Its lines.
    pub(crate) href: String,
    /// Opening, movement, closing, each as debit and credit.
    pub(crate) amounts: [Html; 6],
}

/// What a bookkeeper does at one time, with the pages for it.
pub(crate) struct LinkGroup {
    pub(crate) title: String,
    pub(crate) links: Vec<Link>,
}

/// What stands over the columns of the trial balance.
pub(crate) const TRIAL_HEADS: [&str; 6] = [
    "books-opening-debit",
    "books-opening-credit",
    "books-debit",
    "books-credit",
    "books-closing-debit",
    "books-closing-credit",
];

/// Money at hand in one place.
pub(crate) struct MoneyLine {
    pub(crate) name: String,
    pub(crate) balance: Html,
    /// What is kept back for payments that were approved.
    pub(crate) reserved: Html,
    pub(crate) free: Html,
}

impl MoneyLine {
    fn sample(frame: &Frame) -> Vec<Self> {
        let [balance, reserved, free] = [18_954_000, 12_050, 18_941_950].map(crate::books::tell::yuan);
        let name = sample::say(frame, "银行存款－基本户 …0417", "Bank deposits, basic account …0417");
        vec![Self { name, balance, reserved, free }]
    }
}

/// A voucher in a list.
pub(crate) struct VoucherLine {
    pub(crate) number: String,
    pub(crate) when: When,
    pub(crate) what: String,
    pub(crate) amount: Html,
    /// The voucher; empty when there is nothing to see.
    pub(crate) href: String,
}

/// A line of the balance sheet.
pub(crate) struct SheetLine {
    pub(crate) name: String,
    pub(crate) amount: Html,
    pub(crate) is_sum: bool,
}

/// The officials' page.
#[derive(Template)]
#[template(path = "books/page.html")]
pub(crate) struct BooksPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) periods: Vec<Switch>,
    pub(crate) period: String,
    /// Closed, by whom, under which hash; or open.
    pub(crate) tag: Tag,
    pub(crate) closed: String,
    pub(crate) hash: String,
    /// What stands over the six columns of amounts.
    pub(crate) trial_heads: Vec<String>,
    /// Cash and bank accounts now: name, balance, kept back, free.
    pub(crate) money: Vec<MoneyLine>,
    pub(crate) trials: Vec<TrialLine>,
    pub(crate) totals: Vec<Html>,
    pub(crate) vouchers: Vec<VoucherLine>,
    pub(crate) pager: Pager,
    /// Where the tables are taken along.
    pub(crate) trial_href: String,
    pub(crate) vouchers_href: String,
    /// The one thing that is due; none when nothing is.
    pub(crate) due: Option<Link>,
    /// What can be done: today, this month, this year, in the registers, and what is taken along.
    pub(crate) groups: Vec<LinkGroup>,
    /// Vouchers taken back, or to be.
    pub(crate) reversals: Vec<Link>,
    pub(crate) empty: Empty,
}

/// Everybody's page.
#[derive(Template)]
#[template(path = "books/public.html")]
pub(crate) struct PublicBooksPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) months: Vec<Switch>,
    pub(crate) closed: String,
    /// Why it was closed though a bank account did not agree with the bank; empty where all did.
    pub(crate) unreconciled: String,
    pub(crate) hash: String,
    pub(crate) has: Vec<SheetLine>,
    pub(crate) owes: Vec<SheetLine>,
    /// Where earmarked money and receipts are followed.
    pub(crate) links: Vec<Link>,
    pub(crate) vouchers: Vec<VoucherLine>,
    pub(crate) pager: Pager,
    /// What was opened again, by whom and why.
    pub(crate) reopened: Vec<String>,
    pub(crate) empty: Empty,
}

fn vouchers(frame: &Frame) -> Vec<VoucherLine> {
    let line = |number: &str, zh: &str, en: &str, day: &str, fen: i64| VoucherLine {
        number: number.to_owned(),
        when: sample::day(frame, day),
        what: sample::say(frame, zh, en),
        amount: sample::yuan(fen).into(),
        href: "/desk/books/990101001001-2026-03-P0001".to_owned(),
    };
    vec![
        line("付-0001", "买扫帚20把，用于村道保洁", "20 brooms for the village roads", "2026-03-10", 12_050),
        line(
            "收-0001",
            "老粮站2026年上半年租金",
            "Rent of the old grain store, first half of 2026",
            "2026-03-12",
            1_800_000,
        ),
        line(
            "付-0002",
            "村口至石桥机耕路路面硬化工程第二期进度款",
            "Second payment for the farm road",
            "2026-03-20",
            112_846_000,
        ),
    ]
}

impl BooksPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let yuan = |fen: i64| Html::from(sample::yuan(fen));
        let line = |code: &str, name: String, is_sum: bool, fen: [i64; 6]| TrialLine {
            code: code.to_owned(),
            name,
            is_sum,
            href: "/desk/books/account?code=101".to_owned(),
            amounts: fen.map(|fen| if fen == 0 { Html::default() } else { yuan(fen) }),
        };
        Self {
            pager: Pager::default(),
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            periods: sample::months(&frame),
            period: say("2026年3月", "March 2026"),
            tag: Tag::new(State::Done, frame.say("books-closed")),
            closed: say("4月2日（周四）由代理会计朱会计结账", "Closed on Thu 2 April by Zhu, the agency's accountant"),
            hash: "9f2c…41aa".to_owned(),
            trial_heads: TRIAL_HEADS.map(|key| frame.say(key).to_string()).to_vec(),
            money: MoneyLine::sample(&frame),
            trials: vec![
                line("101", say("库存现金", "Cash on hand"), false, [50_000, 0, 0, 12_050, 37_950, 0]),
                line(
                    "102",
                    say("银行存款", "Bank deposits"),
                    true,
                    [130_000_000, 0, 1_800_000, 112_846_000, 18_954_000, 0],
                ),
                line(
                    "10201",
                    say("银行存款－基本户", "Bank deposits, basic account"),
                    false,
                    [130_000_000, 0, 1_800_000, 112_846_000, 18_954_000, 0],
                ),
                line(
                    "51401",
                    say("公益支出－保洁绿化", "Public-welfare expense, cleaning and greenery"),
                    false,
                    [0, 0, 12_050, 0, 12_050, 0],
                ),
            ],
            totals: [130_050_000, 130_050_000, 114_658_050, 114_658_050, 131_850_000, 131_850_000].map(yuan).to_vec(),
            vouchers: vouchers(&frame),
            trial_href: "/desk/books/trial.csv?village=990101001001".to_owned(),
            vouchers_href: "/desk/books/vouchers.csv?village=990101001001".to_owned(),
            due: Some(Link::new(frame.say("close-go"), "/desk/books/period?act=close")),
            groups: vec![
                LinkGroup {
                    title: frame.say("books-group-month").to_string(),
                    links: vec![
                        Link::new(frame.say("statement-title"), "/desk/books/statements"),
                        Link::new(frame.say("reopen-link"), "/desk/books/period?act=reopen"),
                    ],
                },
                LinkGroup {
                    title: frame.say("books-group-registers").to_string(),
                    links: vec![Link::new(frame.say("bank-title"), "/desk/books/bank")],
                },
            ],
            reversals: Vec::new(),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self {
            empty: sample::empty(&frame),
            due: Some(Link::new(frame.say("begin-title"), "/desk/books/begin")),
            groups: Vec::new(),
            periods: Vec::new(),
            money: Vec::new(),
            trials: Vec::new(),
            totals: Vec::new(),
            vouchers: Vec::new(),
            pager: Pager::default(),
            closed: String::new(),
            hash: String::new(),
            ..Self::sample(frame)
        }
    }
}

/// One voucher of a closed month, for everybody.
#[derive(Template)]
#[template(path = "books/public_voucher.html")]
pub(crate) struct PublicVoucherPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) amount: Html,
    pub(crate) about: Vec<Line>,
    pub(crate) lines: Vec<EntryLine>,
    /// That it was taken back, and why; empty when it stands.
    pub(crate) reversed: String,
    /// The case with its papers; empty when there is none to read.
    pub(crate) case_href: String,
    /// Whether no case is open to everybody.
    pub(crate) kept: bool,
    /// The papers that everybody may see, with what is personal covered.
    pub(crate) copies: Vec<Shown>,
    pub(crate) ask_href: String,
    pub(crate) qr: String,
    pub(crate) png_href: String,
    /// The voucher as PDF.
    pub(crate) print_href: String,
    pub(crate) address: String,
}

impl PublicVoucherPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let official = VoucherPage::sample(frame);
        Self {
            name: "柳湾村".to_owned(),
            title: official.title,
            amount: sample::yuan(12_050).into(),
            about: official.about,
            lines: official.lines,
            reversed: String::new(),
            case_href: "/cases/990101001001-C1-2026-0001".to_owned(),
            kept: false,
            copies: vec![Shown::sample(&official.frame)],
            ask_href: "/v/990101001001/ask?about=voucher/990101001001-2026-03-P0001".to_owned(),
            qr: crate::qr::svg("https://cunwu.example/v/990101001001/books/990101001001-2026-03-P0001")
                .unwrap_or_default(),
            png_href: "/v/990101001001/books/990101001001-2026-03-P0001/qr.png".to_owned(),
            print_href: "/v/990101001001/books/990101001001-2026-03-P0001/voucher.pdf".to_owned(),
            address: "https://cunwu.example/v/990101001001/books/990101001001-2026-03-P0001".to_owned(),
            frame: official.frame,
        }
    }
}

impl PublicBooksPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |zh: &str, en: &str, fen: i64, is_sum: bool| SheetLine {
            name: sample::say(&frame, zh, en),
            amount: sample::yuan(fen).into(),
            is_sum,
        };
        Self {
            pager: Pager::default(),
            name: "柳湾村".to_owned(),
            months: sample::months(&frame),
            closed: sample::say(
                &frame,
                "4月2日（周四）由代理会计结账",
                "Closed on Thu 2 April by the agency's accountant",
            ),
            unreconciled: String::new(),
            hash: "9f2c…41aa".to_owned(),
            has: vec![
                line("货币资金", "Money", 18_991_950, false),
                line("资产总计", "Total assets", 131_850_000, true),
            ],
            owes: vec![
                line("资本", "Capital", 131_850_000, false),
                line("负债和所有者权益总计", "Total liabilities and equity", 131_850_000, true),
            ],
            vouchers: vouchers(&frame),
            links: vec![Link::new(frame.say("funds-title"), "/v/990101001001/funds")],
            reopened: Vec::new(),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self {
            empty,
            months: Vec::new(),
            has: Vec::new(),
            owes: Vec::new(),
            vouchers: Vec::new(),
            pager: Pager::default(),
            ..Self::sample(frame)
        }
    }
}
