//! The photographed invoice: it fills in what nobody typed, tells what differs or was used before, and decides nothing.

use crate::browser::{Answer, Browser, hidden};
use crate::ready::{Begun, CLAIM, matter, paper};
use demo::testing::Bench;
use fast_qr::QRBuilder;
use village::{CaseId, Post};

const NUMBER: &str = "26332000000012345678";

/// The code of an invoice, as a picture.
fn photo(text: &str) -> Vec<u8> {
    let code = QRBuilder::new(text).build().unwrap();
    let (scale, side) = (6, (code.size + 8) * 6);
    let dark = |x: usize, y: usize| {
        let at = |pixel: usize| (pixel / scale).checked_sub(4).filter(|at| *at < code.size);
        at(x).zip(at(y)).is_some_and(|(x, y)| code[y][x].value())
    };
    let pixels: Vec<u8> = (0..side * side).map(|at| if dark(at % side, at / side) { 30 } else { 230 }).collect();
    let (mut bytes, width) = (Vec::new(), u32::try_from(side).unwrap());
    let mut encoder = png::Encoder::new(&mut bytes, width, width);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn invoice(number: &str, yuan: &str) -> Vec<u8> {
    photo(&format!("01,32,,{number},{yuan},20260301,,649C"))
}

/// The form of a new claim with so much typed, and the button that reads.
fn fields(bench: &Bench, clerk: &Browser, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = clerk.get(&Begun::form(bench));
    assert!(form.body.contains("先拍发票") && form.body.contains("name=\"read\""), "{}", form.body);
    let own = [("csrf", hidden(&form.body, "csrf")), ("key", hidden(&form.body, "key"))];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    own.chain(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

fn send(bench: &Bench, clerk: &Browser, fields: &[(String, String)], read: &str, files: &[(&str, Vec<u8>)]) -> Answer {
    let mut fields = fields.to_vec();
    if !read.is_empty() {
        fields.push(("read".into(), read.into()));
    }
    let files: Vec<_> =
        files.iter().map(|(name, bytes)| ("paper.invoice".into(), (*name).into(), bytes.clone())).collect();
    clerk.send_parts(&Begun::form(bench), &fields, &files)
}

/// The value of a field on the page.
fn value(page: &str, field: &str) -> String {
    let (_, rest) = page.split_once(&format!(" name=\"{field}\"")).unwrap_or_else(|| panic!("no {field}"));
    let tag = rest.split('>').next().unwrap();
    tag.split_once("value=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap()).to_owned()
}

/// Everything that the page would send again.
fn carried(page: &str, name: &str) -> Vec<(String, String)> {
    let mark = format!("name=\"{name}\" value=\"");
    let holes = page.split(mark.as_str()).skip(1);
    let plain = |text: &str| text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&");
    holes.map(|rest| (name.to_owned(), plain(rest.split('"').next().unwrap()))).collect()
}

fn clerk(bench: &Bench) -> Browser {
    bench.found(2);
    Browser::of(bench, &bench.village(1), Post::Clerk)
}

fn a_photograph_fills_in_what_nobody_typed_and_is_kept(bench: &Bench) {
    let clerk = clerk(bench);
    let before = bench.office.archive().head();
    let typed = fields(bench, &clerk, &[("purpose", "买扫帚20把"), ("payee", "某日用品店")]);
    let read = send(bench, &clerk, &typed, "yes", &[("fp.png", invoice(NUMBER, "186.00"))]);
    assert_eq!(read.status, 200, "{}", read.body);
    let page = &read.body;
    assert_eq!((value(page, "invoice_no").as_str(), value(page, "amount_fen").as_str()), (NUMBER, "186.00"));
    assert_eq!(value(page, "spent_on"), "2026-03-01");
    assert_eq!((value(page, "purpose").as_str(), value(page, "payee").as_str()), ("买扫帚20把", "某日用品店"));
    assert_eq!(page.matches("读自发票，请核对").count(), 3);
    assert_eq!(carried(page, "given").len(), 1, "the picture is lost");
    // Reading is no attempt: nothing is recorded, whatever is missing.
    assert_eq!(bench.office.archive().head(), before);
    assert!(!page.contains("field-faulty"));
}

fn what_was_typed_stays_and_what_differs_is_told_until_it_is_sent(bench: &Bench) {
    let clerk = clerk(bench);
    let mut typed: Vec<(&str, &str)> = CLAIM.into_iter().filter(|(name, _)| *name != "invoice_no").collect();
    typed.extend([("title", "买扫帚"), ("spent_on", "2026-03-01"), ("outcome", "claimed")]);
    let mut typed = fields(bench, &clerk, &typed);
    // More than the invoice says is not paid, whoever checks it.
    let less = send(bench, &clerk, &typed, "yes", &[("fp.png", invoice(NUMBER, "168.00"))]);
    let mut over = typed.clone();
    over.extend(carried(&less.body, "given").into_iter().chain(carried(&less.body, "invoice")));
    over.push(("invoice_no".into(), value(&less.body, "invoice_no")));
    let detail = vec![("paper.detail".to_owned(), "detail.pdf".to_owned(), paper(bench, "detail"))];
    let refused = clerk.send_parts(&Begun::form(bench), &over, &detail);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("发票上一共是168.00元，不能报186.00元"), "{}", refused.body);
    over.push(("sure".into(), "yes".into()));
    assert_eq!(clerk.send_parts(&Begun::address(bench), &over, &detail).status, 422);
    assert!(bench.read(|reader| affairs::cases_of(reader, &bench.village(1))).is_empty());
    let read = send(bench, &clerk, &typed, "yes", &[("fp.png", invoice(NUMBER, "198.00"))]);
    assert_eq!(value(&read.body, "amount_fen"), "186.00");
    assert!(read.body.contains("198.00，与这里填的不同"), "{}", read.body);
    typed.extend(carried(&read.body, "given").into_iter().chain(carried(&read.body, "invoice")));
    typed.push(("invoice_no".into(), value(&read.body, "invoice_no")));
    let detail = vec![("paper.detail".to_owned(), "detail.pdf".to_owned(), paper(bench, "detail"))];
    let checked = clerk.send_parts(&Begun::form(bench), &typed, &detail);
    assert!(checked.body.contains("请核对</h1>") && checked.body.contains("与发票不一致"), "{}", checked.body);
    // It is the clerk's to say: sent for sure, it is a claim like any other, with the picture as its paper.
    let mut sure = typed.clone();
    sure.retain(|(name, _)| name != "given");
    sure.extend(carried(&checked.body, "given"));
    sure.push(("sure".into(), "yes".into()));
    let done = clerk.send_parts(&Begun::address(bench), &sure, &[]);
    assert_eq!(done.status, 303, "{}", done.body);
    let case = bench.read(|reader| affairs::cases_of(reader, &bench.village(1))).remove(0).id;
    let papers = bench.read(|reader| affairs::papers(reader, &case));
    assert!(papers.iter().any(|paper| paper.kind == "invoice" && paper.name == "fp.png"));
    assert_eq!(bench.read(|reader| affairs::invoice_used(reader, NUMBER, None)), Some(case));
}

/// The number of the other village's claim.
fn used_next_door(bench: &Bench) -> CaseId {
    let mut next_door = matter(bench, "C1", &CLAIM);
    next_door.village = bench.village(2);
    assert!(matches!(demo::go_on(&bench.office, &mut next_door, bench.now()), Ok(demo::Went::On(_))));
    next_door.case.unwrap()
}

fn an_invoice_that_was_used_in_another_village_is_told_at_once_and_the_gate_stands(bench: &Bench) {
    let clerk = clerk(bench);
    let (case, number) = (used_next_door(bench), "99260000000000000001");
    let before = bench.office.archive().head();
    let typed = fields(bench, &clerk, &[]);
    let read = send(bench, &clerk, &typed, "yes", &[("fp.png", invoice(number, "186.00"))]);
    assert!(read.body.contains("里用过") && read.body.contains(case.as_str()), "{}", read.body);
    assert!(!read.body.contains(&format!("/desk/cases/{case}")), "the clerk of one village sees the other's case");
    assert_eq!(bench.office.archive().head(), before, "reading warned somebody");
    // Sent all the same, it is refused and recorded as ever.
    let mut begun = Begun::new(bench, &clerk);
    begun.fields.extend(carried(&read.body, "invoice"));
    let refused = begun.send(bench, &clerk);
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(bench.office.archive().head() > before);
}

fn what_cannot_be_read_is_said_with_what_to_do(bench: &Bench) {
    let clerk = clerk(bench);
    let typed = fields(bench, &clerk, &[("purpose", "买扫帚20把")]);
    let none = send(bench, &clerk, &typed, "yes", &[]);
    assert!(none.status == 200 && none.body.contains("请先拍照或选择发票文件"), "{}", none.body);
    let blank = send(bench, &clerk, &typed, "yes", &[("IMG.pdf", paper(bench, "invoice"))]);
    assert!(blank.body.contains("IMG.pdf") && blank.body.contains("没有读出发票号码"), "{}", blank.body);
    assert_eq!((value(&blank.body, "purpose").as_str(), carried(&blank.body, "given").len()), ("买扫帚20把", 1));
    let other = send(bench, &clerk, &typed, "yes", &[("fp.png", photo("https://example.cn/pay"))]);
    assert!(other.body.contains("不是增值税发票左上角的那一个"), "{}", other.body);
    let wrong =
        send(bench, &clerk, &typed, "yes", &[("fp.png", photo("01,32,,26332000000012345678,1.00,20261399,,1"))]);
    assert!(wrong.body.contains("二维码第6项（开票日期）") && wrong.body.contains("20261399"), "{}", wrong.body);
    let page = send(bench, &clerk, &typed, "yes", &[("x.png", b"<html><script>1</script></html>".to_vec())]);
    assert!(page.status == 422 && page.body.contains("x.png") && !page.body.contains("<script>"), "{}", page.body);
}

fn the_wrong_picture_is_taken_back_with_all_that_it_filled_in(bench: &Bench) {
    let clerk = clerk(bench);
    let typed = fields(bench, &clerk, &[("payee", "某日用品店")]);
    let other = "26332000000087654321";
    let files = [("a.png", invoice(NUMBER, "186.00")), ("b.png", invoice(other, "14.00"))];
    let both = send(bench, &clerk, &typed, "yes", &files);
    assert_eq!(
        (value(&both.body, "invoice_no"), value(&both.body, "amount_fen")),
        (format!("{NUMBER}、{other}"), "200.00".into())
    );
    let mut again = typed.clone();
    again.extend(carried(&both.body, "given").into_iter().chain(carried(&both.body, "invoice")));
    for field in ["invoice_no", "amount_fen", "spent_on"] {
        again.push((field.into(), value(&both.body, field)));
    }
    let one = send(bench, &clerk, &again, "drop-0", &[]);
    assert_eq!((value(&one.body, "invoice_no"), value(&one.body, "amount_fen")), (other.into(), "14.00".into()));
    assert!(one.body.contains("b.png") && !one.body.contains("a.png"), "{}", one.body);
    assert_eq!(value(&one.body, "payee"), "某日用品店");
}

fn an_invoice_for_machines_is_read_but_is_no_paper(bench: &Bench) {
    let clerk = clerk(bench);
    let xml = format!(
        "<EInvoice><EInvoiceData><SellerInformation><SellerName>某日用品店</SellerName></SellerInformation><BuyerInformation><BuyerName>某某公司</BuyerName></BuyerInformation><BasicInformation><TotalTax-includedAmount>186.00</TotalTax-includedAmount></BasicInformation></EInvoiceData><TaxSupervisionInfo><InvoiceNumber>{NUMBER}</InvoiceNumber><IssueTime>2026-03-01</IssueTime></TaxSupervisionInfo></EInvoice>"
    );
    let read = send(bench, &clerk, &fields(bench, &clerk, &[]), "yes", &[("fp.xml", xml.into_bytes())]);
    assert_eq!((value(&read.body, "payee").as_str(), value(&read.body, "invoice_no").as_str()), ("某日用品店", NUMBER));
    assert!(read.body.contains("不能当材料") && carried(&read.body, "given").is_empty(), "{}", read.body);
    assert!(read.body.contains("发票抬头是“某某公司”"), "{}", read.body);
}

demo::on_both_databases!(
    a_photograph_fills_in_what_nobody_typed_and_is_kept,
    what_was_typed_stays_and_what_differs_is_told_until_it_is_sent,
    an_invoice_that_was_used_in_another_village_is_told_at_once_and_the_gate_stands,
    what_cannot_be_read_is_said_with_what_to_do,
    the_wrong_picture_is_taken_back_with_all_that_it_filled_in,
    an_invoice_for_machines_is_read_but_is_no_paper,
);
