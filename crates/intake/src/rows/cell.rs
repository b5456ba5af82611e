//! The cells of a row of vouchers.

use super::{
    CODE, CREDIT, Chart, Code, DAY, DEBIT, Day, Fen, Former, LINE, Line, Mark, MoneyError, NAME, NUMBER, PAPERS,
    SUMMARY, SheetRow, Side, VoucherRows, WORD, Word, Words, former_code,
};
use crate::comma::money_words;
use std::collections::BTreeMap;

type Told = Vec<(usize, Words)>;

/// The words of vouchers, as packages write them.
const WORDS: [(&str, Word); 10] = [
    ("记", Word::General),
    ("收", Word::Receipt),
    ("付", Word::Payment),
    ("转", Word::Transfer),
    ("现收", Word::Receipt),
    ("现付", Word::Payment),
    ("银收", Word::Receipt),
    ("银付", Word::Payment),
    ("通", Word::General),
    ("记账", Word::General),
];

impl VoucherRows<'_> {
    /// What can be wrong with any cell: a formula, an error, digits that a program does not read, letters in the wrong encoding.
    fn odd(&self, row: &SheetRow, column: usize) -> Option<Words> {
        let cell = row.cells.get(self.columns.of(column)?)?;
        let text = cell.text.trim();
        match cell.mark {
            Mark::Formula => {
                return Some(Words::new(
                    format!("是公式（保存的结果是“{text}”），请改成数值"),
                    format!("found a formula with the saved result `{text}`, expected a value"),
                ));
            }
            Mark::Error => {
                return Some(Words::new(
                    format!("是错误值“{text}”"),
                    format!("found the error `{text}`, expected a value"),
                ));
            }
            Mark::Imprecise => {
                return Some(Words::new(
                    format!("“{text}”超过15位，Excel已经改掉后面的数字，请改成文本"),
                    format!("`{text}` has more than 15 digits and was altered by the spreadsheet; expected a text"),
                ));
            }
            Mark::Plain => {}
        }
        if [DAY, NUMBER, CODE, DEBIT, CREDIT, PAPERS].contains(&column)
            && text.chars().any(|c| ('０'..='９').contains(&c))
        {
            let half: String = text.chars().map(half).collect();
            return Some(Words::new(
                format!("“{text}”是全角数字，请改成半角“{half}”"),
                format!("found full-width digits `{text}`, expected `{half}`"),
            ));
        }
        if garbled(text) {
            return Some(Words::new(
                format!("“{text}”是乱码，文件里混用了不同的文字编码，请从原软件重新导出"),
                format!("`{text}` is garbled: the file mixes encodings; expected readable text"),
            ));
        }
        None
    }

    pub(super) fn day(&self, row: &SheetRow, told: &mut Told) -> Option<Day> {
        let text = self.text(row, DAY);
        if let Some(odd) = self.odd(row, DAY) {
            told.push((DAY, odd));
            return None;
        }
        let day = sheet::read_day(text);
        if day.is_none() {
            let zh = if text.is_empty() {
                "没有日期".to_owned()
            } else {
                format!("“{text}”不是日期，要像2026-03-05这样")
            };
            told.push((DAY, Words::new(zh, format!("found `{text}`, expected a day such as 2026-03-05"))));
        }
        day
    }

    /// `记` and `12` in two columns, or `记-12`, `记字第12号` in one.
    pub(super) fn numbered(&self, row: &SheetRow, told: &mut Told) -> (Option<Word>, Option<u32>) {
        let (word, number) = (self.text(row, WORD), self.text(row, NUMBER));
        if let Some(odd) = self.odd(row, NUMBER) {
            told.push((NUMBER, odd));
            return (None, None);
        }
        let digits = number.trim_end_matches('号').rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let before = number.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        let before = before.trim_matches(['-', '－', ' ', '字', '第']);
        let read = digits.parse().ok().filter(|read| *read > 0);
        if read.is_none() {
            let zh = format!("“{number}”不是凭证号，要像12或记-12这样");
            told.push((NUMBER, Words::new(zh, format!("found `{number}`, expected a number such as 12 or 记-12"))));
        }
        let name = if word.is_empty() { before } else { word.trim_end_matches('字').trim() };
        let known =
            WORDS.iter().find(|(known, _)| *known == name || format!("{known}账凭证") == name).map(|(_, word)| *word);
        let known = if name.is_empty() { Some(Word::General) } else { known };
        if known.is_none() {
            let zh = format!("“{name}”不是凭证字，要是记、收、付、转中的一个");
            let column = if word.is_empty() { NUMBER } else { WORD };
            told.push((column, Words::new(zh, format!("found the word `{name}`, expected 记, 收, 付 or 转"))));
        }
        (known, read)
    }

    pub(super) fn papers(&self, row: &SheetRow, told: &mut Told) -> Option<u32> {
        if let Some(odd) = self.odd(row, PAPERS) {
            told.push((PAPERS, odd));
            return None;
        }
        let text = self.text(row, PAPERS).trim_end_matches('张');
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            let zh = format!("“{text}”不是附件张数，要写数字，如2；没有附件就空着");
            told.push((PAPERS, Words::new(zh, format!("found `{text}`, expected the number of papers"))));
        }
        read
    }

    /// A line of the voucher that is open.
    pub(super) fn line(&mut self, row: &SheetRow) {
        let mut told = Told::new();
        let code = self.code(row, &mut told);
        let line = self.amount(row, &mut told);
        let summary = self.text(row, SUMMARY).to_owned();
        let counted = self.text(row, LINE).parse().ok();
        told.extend(self.odd(row, SUMMARY).map(|odd| (SUMMARY, odd)));
        for (column, words) in told {
            self.fault(row.number, column, words);
        }
        let Some(open) = &mut self.open else { return };
        if open.summary.is_empty() {
            open.summary = summary;
        }
        open.last_line = counted.or(open.last_line);
        open.codes.extend(code.iter().map(|code| (row.number, code.clone())));
        if let (Some(account), Some((side, amount_fen))) = (code, line) {
            open.lines.push(Line { account, side, amount_fen });
            open.rows.push(row.number);
        }
    }

    fn code(&self, row: &SheetRow, told: &mut Told) -> Option<Code> {
        if let Some(odd) = self.odd(row, CODE) {
            told.push((CODE, odd));
            return None;
        }
        // Packages write `102.01`, `102-01`, `1020101`.
        let text = self.text(row, CODE);
        let plain: String = text.chars().filter(|c| !matches!(c, '.' | '-' | ' ')).collect();
        let Ok(code) = Code::parse(&plain) else {
            let zh = format!("“{text}”不是科目编码，要三位数字，明细再加两位，如102、10201");
            told.push((CODE, Words::new(zh, format!("found `{text}`, expected a code such as 102 or 10201"))));
            return None;
        };
        if !self.former {
            return self.named(row, &code, told).then_some(code);
        }
        match former_code(&code) {
            Former::To(now) => Some(now),
            Former::Choose { name, among, why } => {
                let among: Vec<&str> = among.iter().map(Code::as_str).collect();
                let (zh, en) = match among.as_slice() {
                    [] => (String::new(), "none".to_owned()),
                    some => (format!("，请改成{}", some.join("或")), some.join(" or ")),
                };
                told.push((
                    CODE,
                    Words::new(
                        format!("旧科目{code}（{name}）没有唯一对应的新科目{zh}：{}", why.zh),
                        format!("found {code} of the chart of 2004, expected {en}: {}", why.en),
                    ),
                ));
                None
            }
            Former::Unknown => {
                let zh = format!("2004年的科目表里没有{code}");
                told.push((CODE, Words::new(zh, format!("found {code}, which the chart of 2004 does not have"))));
                None
            }
        }
    }

    /// The name beside the code says whether it is of this chart: 153 and 154 changed places in 2024.
    fn named(&self, row: &SheetRow, code: &Code, told: &mut Told) -> bool {
        let name = self.text(row, NAME).split(['-', '－', '_', '/', '\\', '—', '–']).next().unwrap_or_default().trim();
        let Some(other) = self.firsts.get(&bare(name)).filter(|other| !code.is_within(other)) else { return true };
        // An account that is not there at all is told of by the books.
        if self.chart.account(code).is_none() {
            return true;
        }
        let own = self.chart.full_name(code).zh;
        told.push((
            CODE,
            Words::new(
                format!("编码{code}和名称“{name}”对不上：{code}是{own}，{name}是{other}；如果是2004年的科目，请选“旧科目”"),
                format!("code {code} and name `{name}` do not agree: expected {other}; or say that the chart is that of 2004"),
            ),
        ));
        false
    }

    fn amount(&self, row: &SheetRow, told: &mut Told) -> Option<(Side, Fen)> {
        let before = told.len();
        let debit = self.fen(row, DEBIT, told);
        let credit = self.fen(row, CREDIT, told);
        if told.len() > before {
            return None;
        }
        let less = |fen: &Option<Fen>| fen.is_some_and(|fen| fen.0 < 0);
        match (debit, credit) {
            (debit, credit) if less(&debit) || less(&credit) => {
                let (column, fen) = if less(&debit) { (DEBIT, debit) } else { (CREDIT, credit) };
                let fen = fen.unwrap_or_default();
                told.push((
                    column,
                    Words::new(
                        format!("金额{fen}小于零；红字冲销请改成反方向的分录"),
                        format!("found {fen}, expected more than nothing; write what is taken back on the other side"),
                    ),
                ));
                None
            }
            (Some(fen), None | Some(Fen(0))) if fen.0 > 0 => Some((Side::Debit, fen)),
            (None | Some(Fen(0)), Some(fen)) if fen.0 > 0 => Some((Side::Credit, fen)),
            (Some(debit), Some(credit)) if debit.0 > 0 && credit.0 > 0 => {
                let zh = format!("借方{debit}元、贷方{credit}元填在同一行，一行只能有一方");
                told.push((
                    DEBIT,
                    Words::new(zh, format!("found debit {debit} and credit {credit}, expected one of them")),
                ));
                None
            }
            _ => {
                told.push((
                    DEBIT,
                    Words::new(
                        "借方和贷方都是零，每行金额要大于零",
                        "found nothing on either side, expected more than nothing",
                    ),
                ));
                None
            }
        }
    }

    fn fen(&self, row: &SheetRow, column: usize, told: &mut Told) -> Option<Fen> {
        if let Some(odd) = self.odd(row, column) {
            told.push((column, odd));
            return None;
        }
        let text = self.text(row, column);
        match Fen::parse(text) {
            Ok(fen) => Some(fen),
            Err(MoneyError::Empty) => None,
            Err(error) => {
                told.push((column, Words::new(money_words(&error), error.to_string())));
                None
            }
        }
    }
}

/// The accounts of the first level by their names, without brackets and spaces.
pub(super) fn first_level(chart: &Chart) -> BTreeMap<String, Code> {
    let mut named = BTreeMap::new();
    for account in chart.accounts().filter(|account| account.code.level() == 1) {
        named.entry(bare(&account.name.zh)).or_insert_with(|| account.code.clone());
    }
    named.remove("");
    named
}

fn bare(name: &str) -> String {
    name.replace(['（', '）', '(', ')', ' '], "")
}

fn half(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' => '-',
        other => other,
    }
}

/// What comes of GBK read as something else, or of UTF-8 read as GBK.
fn garbled(text: &str) -> bool {
    let latin = text.chars().filter(|c| ('\u{00C0}'..='\u{00FF}').contains(c)).count();
    text.contains('\u{FFFD}')
        || text.contains("锟斤拷")
        || text.contains("烫烫烫")
        || text.chars().any(|c| matches!(c, '\u{0080}'..='\u{009F}' | '\u{E000}'..='\u{F8FF}'))
        || latin >= 3
}
