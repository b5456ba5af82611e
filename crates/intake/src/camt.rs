//! ISO 20022 `camt.053` (`BankToCustomerStatement`), versions 001.01 to 001.13: what they share, and where they differ.
//!
//! Nothing outside the file is fetched and no entity is known but XML's own five. The status of an entry is text up to version 07 and
//! an element with a code from 08 on; a party's name stands under `Pty` from 04 on. Both ways are read in every version.

use crate::statement::{BankLine, Statement};
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;
use village::{Day, Fen, Words};

/// The largest file, the deepest element, the most elements.
const LARGEST_BYTES: usize = 20 * 1024 * 1024;
const DEEPEST: usize = 40;
const MOST_ELEMENTS: usize = 2_000_000;
const LONGEST_CHARS: usize = 240;
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";

/// Whether bytes look like an XML statement rather than a table.
#[must_use]
pub fn looks_like_camt(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// An element.
#[derive(Debug, Default)]
struct Node {
    name: String,
    text: String,
    currency: Option<String>,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text at the first of these paths that has one.
    fn first(&self, paths: &[&[&str]]) -> &str {
        let found = paths.iter().filter_map(|path| self.at(path)).map(|node| node.text.as_str());
        found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}

fn one(zh: impl Into<String>, en: impl Into<String>) -> Vec<Words> {
    vec![Words::new(zh, en)]
}

/// Reads a statement.
///
/// # Errors
/// Every fault, with the entry's number and the element.
pub fn read_camt(bytes: &[u8]) -> Result<Statement, Vec<Words>> {
    let (root, version) = tree(bytes)?;
    let message = root.child("BkToCstmrStmt").or_else(|| root.child("BkToCstmrStmtV01"));
    let Some(message) = message.filter(|_| root.name == "Document") else {
        let found = root.children.first().map_or(root.name.as_str(), |child| child.name.as_str());
        return Err(one(
            format!("这个XML文件不是银行对账单（camt.053），里面是“{found}”"),
            format!("this XML is no bank statement (camt.053): found `{found}`, expected `BkToCstmrStmt`"),
        ));
    };
    let statements: Vec<&Node> = message.all("Stmt").collect();
    let [statement] = statements.as_slice() else {
        let many = statements.len();
        return Err(one(
            format!("文件里有{many}份对账单（Stmt），一次只能导入一个账户的一份"),
            format!("the file holds {many} statements (Stmt); one account's statement is taken at a time"),
        ));
    };
    Reading { faults: Vec::new() }.statement(statement, version)
}

struct Reading {
    faults: Vec<Words>,
}

impl Reading {
    fn fault(&mut self, place: &str, zh: &str, en: &str) {
        self.faults.push(Words::new(format!("{place}：{zh}"), format!("{place}: {en}")));
    }

    fn statement(mut self, node: &Node, version: String) -> Result<Statement, Vec<Words>> {
        let opening = self.balance(node, &["OPBD", "PRCD"], "期初余额", "an opening balance");
        let closing = self.balance(node, &["CLBD"], "期末余额", "a closing balance");
        let (mut lines, mut waiting) = (Vec::new(), 0);
        let mut running = opening.unwrap_or_default();
        for (number, entry) in (1_u32..).zip(node.all("Ntry")) {
            let status = entry.first(&[&["Sts", "Cd"], &["Sts"]]);
            if matches!(status, "PDNG" | "INFO" | "FUTR") {
                waiting += 1;
                continue;
            }
            if let Some(mut line) = self.entry(number, entry) {
                running = running + line.amount_fen;
                line.balance_fen = running;
                lines.push(line);
            }
        }
        if self.faults.is_empty() && closing.is_some_and(|closing| closing != running) {
            let closing = closing.unwrap_or_default();
            self.fault(
                "Bal CLBD",
                &format!("期初余额加各笔应为{running}元，文件里的期末余额是{closing}元"),
                &format!("opening and entries make {running}, found a closing balance of {closing}"),
            );
        }
        self.in_order(&lines);
        let currency = node.first(&[&["Acct", "Ccy"]]);
        if !matches!(currency, "" | "CNY") {
            self.fault(
                "Acct/Ccy",
                &format!("账户币种是{currency}，账簿只记人民币"),
                &format!("found {currency}, expected CNY"),
            );
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let until = node.first(&[&["FrToDt", "ToDtTm"], &["FrToDt", "ToDt"]]);
        let until = day(until).or_else(|| balance_day(node, "CLBD"));
        let account =
            node.first(&[&["Acct", "Id", "Othr", "Id"], &["Acct", "Id", "IBAN"], &["Acct", "Id", "PrtryAcct", "Id"]]);
        let last_digits =
            account.get(account.len().saturating_sub(4)..).filter(|last| last.bytes().all(|b| b.is_ascii_digit()));
        let mut notes = Vec::new();
        if waiting > 0 {
            notes.push(Words::new(
                format!("有{waiting}笔银行还没有入账，没有读入"),
                format!("{waiting} entries are not booked yet and were left out"),
            ));
        }
        Ok(Statement {
            form: version,
            last_digits: last_digits.filter(|last| last.len() == 4).map(str::to_owned),
            opening_fen: opening.unwrap_or_default(),
            closing_fen: running,
            until,
            lines,
            notes,
        })
    }

    fn in_order(&mut self, lines: &[BankLine]) {
        for pair in lines.windows(2) {
            let [before, line] = pair else { continue };
            if line.day < before.day {
                let (found, last) = (line.day, before.day);
                self.fault(
                    &format!("Ntry[{}]/BookgDt", line.row),
                    &format!("日期{found}早于前一笔的{last}"),
                    &format!("day {found} lies before {last} of the entry before it"),
                );
            }
        }
    }

    fn balance(&mut self, node: &Node, codes: &[&str], zh: &str, en: &str) -> Option<Fen> {
        let kind = |balance: &Node| balance.first(&[&["Tp", "CdOrPrtry", "Cd"], &["Tp", "Cd"]]).to_owned();
        let found = codes.iter().find_map(|code| node.all("Bal").find(|balance| kind(balance) == *code));
        let place = format!("Bal {}", codes.first().copied().unwrap_or_default());
        let Some(found) = found else {
            self.fault(&place, &format!("文件里没有{zh}"), &format!("found no such balance, expected {en}"));
            return None;
        };
        self.signed(&place, found)
    }

    /// `Amt` with its direction.
    fn signed(&mut self, place: &str, node: &Node) -> Option<Fen> {
        let amount = node.child("Amt");
        let text = amount.map_or("", |amount| amount.text.as_str());
        let currency = amount.and_then(|amount| amount.currency.as_deref()).unwrap_or_default();
        if currency != "CNY" {
            let (zh, en) =
                (format!("币种是“{currency}”，账簿只记人民币"), format!("found currency `{currency}`, expected CNY"));
            self.fault(&format!("{place}/Amt"), &zh, &en);
            return None;
        }
        let fen = match Fen::parse(text) {
            Ok(fen) if fen.0 >= 0 => fen,
            Ok(_) => {
                self.fault(
                    &format!("{place}/Amt"),
                    &format!("“{text}”小于零"),
                    &format!("`{text}` is less than nothing"),
                );
                return None;
            }
            Err(error) => {
                self.fault(&format!("{place}/Amt"), &crate::comma::money_words(&error), &error.to_string());
                return None;
            }
        };
        match node.first(&[&["CdtDbtInd"]]) {
            "CRDT" => Some(fen),
            "DBIT" => Some(-fen),
            other => {
                let (zh, en) = (format!("“{other}”不是CRDT或DBIT"), format!("found `{other}`, expected CRDT or DBIT"));
                self.fault(&format!("{place}/CdtDbtInd"), &zh, &en);
                None
            }
        }
    }

    fn entry(&mut self, number: u32, entry: &Node) -> Option<BankLine> {
        let place = format!("Ntry[{number}]");
        let amount = self.signed(&place, entry);
        let booked = entry.first(&[&["BookgDt", "Dt"], &["BookgDt", "DtTm"], &["ValDt", "Dt"], &["ValDt", "DtTm"]]);
        let booked = day(booked).or_else(|| {
            let (zh, en) =
                (format!("“{booked}”不是日期"), format!("found `{booked}`, expected a day such as 2026-03-05"));
            self.fault(&format!("{place}/BookgDt"), &zh, &en);
            None
        });
        let amount = amount.filter(|amount| {
            if amount.0 == 0 {
                self.fault(&format!("{place}/Amt"), "金额是零", "nothing moves, expected more than nothing");
            }
            amount.0 != 0
        });
        let (day, amount_fen) = (booked?, amount?);
        let details: Vec<&Node> = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
        // Money that came in is from the debtor, money that went out is for the creditor.
        let other = if amount_fen.0 > 0 { "Dbtr" } else { "Cdtr" };
        let payees =
            details.iter().map(|one| one.first(&[&["RltdPties", other, "Nm"], &["RltdPties", other, "Pty", "Nm"]]));
        let mut remarks: Vec<&str> = Vec::new();
        for one in &details {
            remarks.extend(
                one.child("RmtInf").into_iter().flat_map(|info| info.all("Ustrd")).map(|text| text.text.as_str()),
            );
            remarks.push(one.first(&[&["AddtlTxInf"]]));
            remarks.push(one.first(&[&["Refs", "EndToEndId"]]));
        }
        remarks.push(entry.first(&[&["AddtlNtryInf"]]));
        let single = details.first().map_or("", |one| one.first(&[&["Refs", "AcctSvcrRef"], &["Refs", "TxId"]]));
        let own = entry.first(&[&["AcctSvcrRef"], &["NtryRef"]]);
        Some(BankLine {
            row: number,
            day,
            amount_fen,
            balance_fen: Fen(0),
            payee: joined(payees),
            remark: joined(remarks.into_iter().filter(|text| *text != "NOTPROVIDED")),
            reference: if own.is_empty() { single.to_owned() } else { own.to_owned() },
        })
    }
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join("；").chars().take(LONGEST_CHARS).collect()
}

/// `2026-03-05`, `2026-03-05+08:00`, `2026-03-05T10:00:00`.
fn day(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}

fn balance_day(node: &Node, code: &str) -> Option<Day> {
    let is = |balance: &&Node| balance.first(&[&["Tp", "CdOrPrtry", "Cd"], &["Tp", "Cd"]]) == code;
    day(node.all("Bal").find(is)?.first(&[&["Dt", "Dt"], &["Dt", "DtTm"]]))
}

/// The file as elements, and the name and version of its message.
fn tree(bytes: &[u8]) -> Result<(Node, String), Vec<Words>> {
    if bytes.len() > LARGEST_BYTES {
        return Err(one(
            "文件超过20 MiB",
            format!("the file has {} bytes, at most {LARGEST_BYTES} are allowed", bytes.len()),
        ));
    }
    let (text, _) = sheet::decode(bytes).map_err(|error| vec![error.words()])?;
    let mut reader = Reader::from_str(&text);
    let (mut open, mut elements, mut version) = (vec![Node::default()], 0_usize, "camt.053".to_owned());
    loop {
        let at = reader.buffer_position();
        let damaged = |fault: &dyn std::fmt::Display| {
            one(format!("XML文件在第{at}字节处损坏"), format!("the XML is damaged at byte {at}: {fault}"))
        };
        match reader.read_event().map_err(|fault| damaged(&fault))? {
            Event::Start(start) => {
                elements += 1;
                if open.len() > DEEPEST || elements > MOST_ELEMENTS {
                    return Err(one("XML文件层数或元素过多", "the XML is too deep or holds too many elements"));
                }
                open.push(node(&start, &mut version).map_err(|fault| damaged(&fault))?);
            }
            Event::Empty(start) => {
                let empty = node(&start, &mut version).map_err(|fault| damaged(&fault))?;
                if let Some(above) = open.last_mut() {
                    above.children.push(empty);
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => match character(&reference) {
                Some(text) => add(&mut open, &text),
                None => return Err(entities()),
            },
            Event::End(_) => {
                if let Some(mut done) = open.pop() {
                    done.text = done.text.trim().to_owned();
                    if let Some(above) = open.last_mut() {
                        above.children.push(done);
                    }
                }
            }
            Event::DocType(_) => return Err(entities()),
            Event::Eof => break,
            _ => {}
        }
    }
    let root = open.into_iter().next().map(|mut all| all.children.drain(..).next());
    match root {
        Some(Some(root)) => Ok((root, version)),
        _ => Err(one("XML文件不完整", "the XML ends before its last element does")),
    }
}

fn entities() -> Vec<Words> {
    one("XML文件里有DTD或自定义实体，不予读取", "the XML declares a DTD or entities and is not read")
}

fn node(start: &quick_xml::events::BytesStart<'_>, version: &mut String) -> Result<Node, quick_xml::Error> {
    let local = start.local_name();
    let mut node = Node { name: local.as_ref().to_owned(), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?;
        if attribute.key.as_ref() == "Ccy" {
            node.currency = Some(value.trim().to_owned());
        }
        if let Some(number) = value.strip_prefix(NAMESPACE) {
            *version = format!("camt.053.001.{number}");
        }
    }
    Ok(node)
}

fn add(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut().filter(|node| node.text.len() < LONGEST_CHARS) {
        node.text.extend(text.chars().take(LONGEST_CHARS));
    }
}

fn character(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    let name: &str = reference.as_ref();
    quick_xml::escape::resolve_xml_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests;
