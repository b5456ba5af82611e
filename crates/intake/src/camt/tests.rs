//! Statements of several versions, right and wrong.

use super::*;

fn entry(amount: &str, direction: &str, status: &str, party: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>{status}</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>\
         <AcctSvcrRef>N1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties>{party}</RltdPties>\
         <RmtInf><Ustrd>买扫帚 付-0001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
}

fn balance(code: &str, amount: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
         <Dt><Dt>2026-03-31</Dt></Dt></Bal>"
    )
}

fn statement(version: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><Othr><Id>3300001234560417</Id></Othr></Id><Ccy>CNY</Ccy></Acct>\
         {inside}</Stmt></BkToCstmrStmt></Document>"
    )
}

#[test]
fn the_old_and_the_new_way_are_read_alike() {
    let old = [
        balance("OPBD", "100"),
        balance("CLBD", "79.50"),
        entry("20.50", "DBIT", "BOOK", "<Cdtr><Nm>青溪日杂店</Nm></Cdtr>"),
    ];
    let new = [
        balance("OPBD", "100"),
        balance("CLBD", "79.50"),
        entry("20.50", "DBIT", "<Cd>BOOK</Cd>", "<Cdtr><Pty><Nm>青溪日杂店</Nm></Pty></Cdtr>"),
    ];
    for (version, inside) in [("02", old.concat()), ("04", new.concat()), ("08", new.concat()), ("13", new.concat())] {
        let read = read_camt(statement(version, &inside).as_bytes()).unwrap();
        assert_eq!(read.form, format!("camt.053.001.{version}"));
        assert_eq!((read.opening_fen, read.closing_fen), (Fen(10_000), Fen(7_950)));
        assert_eq!(read.last_digits.as_deref(), Some("0417"));
        assert_eq!(read.until, "2026-03-31".parse().ok());
        let line = &read.lines[0];
        assert_eq!((line.amount_fen, line.balance_fen), (Fen(-2_050), Fen(7_950)));
        assert_eq!(
            (line.payee.as_str(), line.remark.as_str(), line.reference.as_str()),
            ("青溪日杂店", "买扫帚 付-0001", "N1")
        );
    }
}

#[test]
fn what_is_not_booked_is_left_out_and_said() {
    let inside = [balance("OPBD", "100"), balance("CLBD", "100"), entry("5", "CRDT", "<Cd>PDNG</Cd>", "")].concat();
    let read = read_camt(statement("08", &inside).as_bytes()).unwrap();
    assert!(read.lines.is_empty() && read.notes[0].zh.contains("1笔"));
}

#[test]
fn every_fault_names_its_entry_and_element() {
    let inside = [
        balance("OPBD", "100"),
        entry("1.005", "CRDT", "BOOK", ""),
        entry("1", "BOTH", "BOOK", ""),
        entry("1", "CRDT", "BOOK", "").replace("2026-03-05", "2026-02-30"),
        entry("1", "CRDT", "BOOK", "").replace("\"CNY\"", "\"USD\""),
        entry("0", "CRDT", "BOOK", ""),
    ];
    let faults = read_camt(statement("08", &inside.concat()).as_bytes()).unwrap_err();
    let all: Vec<&str> = faults.iter().map(|words| words.en.as_str()).collect();
    let all = all.join("\n");
    for part in ["Bal CLBD", "Ntry[1]/Amt", "Ntry[2]/CdtDbtInd", "Ntry[3]/BookgDt", "expected CNY", "Ntry[5]/Amt"] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn a_closing_balance_that_does_not_follow_is_refused() {
    let inside = [balance("OPBD", "100"), balance("CLBD", "80"), entry("20.50", "DBIT", "BOOK", "")].concat();
    let faults = read_camt(statement("08", &inside).as_bytes()).unwrap_err();
    assert!(faults[0].zh.contains("应为79.50元") && faults[0].zh.contains("80.00元"), "{faults:?}");
}

#[test]
fn another_xml_two_accounts_or_an_entity_are_refused() {
    let refused = |text: &str| read_camt(text.as_bytes()).unwrap_err().remove(0).en;
    assert!(refused("<Invoice><A/></Invoice>").contains("no bank statement"));
    let two = statement("08", "").replace("</Stmt>", "</Stmt><Stmt></Stmt>");
    assert!(refused(&two).contains("2 statements"));
    assert!(refused("<!DOCTYPE a [<!ENTITY b \"c\">]><Document>&b;</Document>").contains("entities"));
    assert!(refused("<Document><BkToCstmrStmt>").contains("XML"));
}
