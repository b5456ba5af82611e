//! People who work and villagers who object, all at once, and what each of them was told is done.

use crate::county::pristine;
use crate::http::{Answer, Upload, Visitor};
use crate::page::{Form, form, links};
use std::io::Error;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What a person was told is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Receipt {
    /// A case was opened.
    Case(String),
    /// An objection was lodged.
    Objection(String),
}

/// How one try went.
pub(crate) enum Try {
    Done(Receipt),
    /// It was answered, with something else than a receipt.
    Answered(Box<Answer>),
}

/// Signs in as the holder of a post.
pub(crate) fn official(at: SocketAddr, name: &str) -> Visitor {
    let mut visitor = Visitor::new(at);
    let page = visitor.get("/sign-in").unwrap();
    let mut form = form(&page.body, "/sign-in").unwrap();
    form.put("name", name);
    form.put("password", pristine().passwords.get(name).unwrap_or_else(|| panic!("nobody signs in as {name}")));
    let answer = visitor.send(&form.action, &form.fields).unwrap();
    assert_eq!(answer.status, 303, "{name} cannot sign in: {}", answer.body);
    visitor
}

/// Opens a routine expense: fills in the form, adds papers, checks it, sends it.
pub(crate) fn claim(visitor: &mut Visitor, papers: &[u8]) -> Result<Try, Error> {
    let sure = match checked(visitor, papers)? {
        Ok(sure) => sure,
        Err(answer) => return Ok(Try::Answered(answer)),
    };
    told(visitor.send(&sure.action, &sure.fields)?)
}

/// The form of a routine expense, filled in and checked; only the last press is left.
fn checked(visitor: &mut Visitor, papers: &[u8]) -> Result<Result<Form, Box<Answer>>, Error> {
    let begin = format!("/desk/start/C1?village={}", pristine().village);
    let page = visitor.get(&begin)?;
    let Some(mut sheet) = form(&page.body, "/desk/start/C1") else { return Ok(Err(Box::new(page))) };
    fill(&mut sheet);
    let upload =
        |field: &String| Upload { field: field.clone(), name: "发票.png".to_owned(), bytes: papers.to_vec() };
    let files: Vec<Upload> = sheet.files.iter().map(upload).collect();
    let page = visitor.send_files(&sheet.action, &sheet.fields, &files)?;
    let Some(mut sure) = form(&page.body, "/send") else { return Ok(Err(Box::new(page))) };
    sure.put("sure", "yes");
    Ok(Ok(sure))
}

fn told(answer: Answer) -> Result<Try, Error> {
    Ok(match case_in(&answer) {
        Some(case) => Try::Done(Receipt::Case(case)),
        None => Try::Answered(Box::new(answer)),
    })
}

/// So many expenses are filled in beforehand: their forms outlive the program that made them.
const PREPARED: usize = 12;

/// Somebody with many like expenses: each is filled in, its papers are received, and one press opens its case. Every one has an
/// invoice of its own.
pub(crate) struct Claims {
    pub(crate) visitor: Visitor,
    sheets: Vec<Form>,
}

impl Claims {
    pub(crate) fn prepared(mut visitor: Visitor) -> Self {
        let sheet = |_| {
            let sheet = checked(&mut visitor, &picture()).unwrap();
            sheet.unwrap_or_else(|answer| panic!("status {}: {}", answer.status, answer.body))
        };
        let sheets = (0..PREPARED).map(sheet).collect();
        Self { visitor, sheets }
    }

    pub(crate) fn next(&mut self) -> Result<Try, Error> {
        let Some(mut sheet) = self.sheets.pop() else { return claim(&mut self.visitor, &picture()) };
        sheet.put("key", &key(next_number()));
        told(self.visitor.send(&sheet.action, &sheet.fields)?)
    }
}

fn next_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The mark of a form, as long as those that pages make.
fn key(number: u32) -> String {
    format!("{:064x}", u64::from(std::process::id()) << 32 | u64::from(number))
}

fn invoice(number: u32) -> String {
    format!("T{:08}{number:08}", std::process::id())
}

/// Another shop each time: what one is paid within thirty days is judged together.
fn shop(number: u32) -> String {
    format!("青禾日杂{number}店")
}

fn fill(sheet: &mut Form) {
    let number = next_number();
    sheet.put("title", &format!("购买扫帚第{number}批"));
    sheet.put("amount_fen", "128.50");
    sheet.put("purpose", "买扫帚20把，用于村道保洁");
    sheet.put("category", "cleaning");
    sheet.put("spent_on", &today());
    sheet.put("payee", &shop(number));
    sheet.put("invoice_no", &invoice(number));
    sheet.put("pay_by", "transfer");
}

/// The day as this machine has it, in China.
pub(crate) fn today() -> String {
    let output = std::process::Command::new("date").arg("+%F").env("TZ", "Asia/Shanghai").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The case that an answer sends its reader to.
fn case_in(answer: &Answer) -> Option<String> {
    let rest = answer.location.as_deref().filter(|_| answer.status == 303)?.strip_prefix("/desk/cases/")?;
    rest.split('/').next().map(str::to_owned)
}

fn objection_sheet(visitor: &mut Visitor, address: &str) -> Form {
    let page = visitor.get(address).unwrap();
    let mut sheet = form(&page.body, "/objection").unwrap_or_else(|| panic!("{}", page.body));
    sheet.put("text", "底价比去年低，请说明怎么定的。");
    sheet.put("sure", "yes");
    sheet
}

/// The address of a form for objections that is open now.
fn open_for_objection(visitor: &mut Visitor) -> String {
    let page = visitor.get(&format!("/v/{}", pristine().village)).unwrap();
    let cases = links(&page.body).into_iter().filter(|link| link.starts_with("/cases/"));
    for case in cases {
        let record = visitor.get(&case).unwrap();
        if let Some(address) = links(&record.body).into_iter().find(|link| link.ends_with("/objection")) {
            return address;
        }
    }
    panic!("nothing is open for objection in the demonstration county");
}

/// A villager who has much to ask. Each objection comes from another address, for none may send many.
pub(crate) struct Objections {
    visitor: Visitor,
    sheet: Form,
}

impl Objections {
    pub(crate) fn prepared(at: SocketAddr) -> Self {
        let mut visitor = Visitor::new(at);
        let address = open_for_objection(&mut visitor);
        let sheet = objection_sheet(&mut visitor, &address);
        Self { visitor, sheet }
    }

    /// Goes on with the form that was opened before: it outlives the program that made it.
    pub(crate) fn go_on(&mut self, at: SocketAddr) {
        self.visitor.at = at;
    }

    pub(crate) fn next(&mut self) -> Result<Try, Error> {
        let number = next_number();
        let [_, a, b, c] = number.to_be_bytes();
        self.visitor.from = format!("10.{a}.{b}.{c}");
        self.sheet.put("key", &key(number));
        let answer = self.visitor.send(&self.sheet.action, &self.sheet.fields)?;
        let lodged = answer.location.as_deref().filter(|_| answer.status == 303).and_then(|location| {
            let (case, number) = location.strip_prefix("/cases/")?.split_once("/objection/")?;
            Some(format!("{case}-{number}"))
        });
        Ok(match lodged {
            Some(id) => Try::Done(Receipt::Objection(id)),
            None => Try::Answered(Box::new(answer)),
        })
    }
}

/// Works until the server is gone or `stop` is set; everything that was answered with a receipt.
pub(crate) fn work(stop: &AtomicBool, mut once: impl FnMut() -> Result<Try, Error>) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        match once() {
            Ok(Try::Done(receipt)) => receipts.push(receipt),
            // As many objections as a case takes in an hour.
            Ok(Try::Answered(answer)) if answer.status == 429 => return receipts,
            // What came in only in part, while everything at once sends papers, was said not to be kept: it is no receipt.
            Ok(Try::Answered(answer)) if answer.status == 400 => {}
            Ok(Try::Answered(answer)) => panic!("status {} under load: {}", answer.status, answer.body),
            Err(_) => return receipts,
        }
    }
    receipts
}

/// A picture of a few pixels that no other call gives.
pub(crate) fn picture() -> Vec<u8> {
    let seed = next_number().wrapping_add(std::process::id().wrapping_mul(2_654_435_761));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 16, 16);
    encoder.set_color(png::ColorType::Rgba);
    let pixels: Vec<u8> = (0..16 * 16_u32).flat_map(|n| seed.wrapping_mul(n | 1).to_be_bytes()).collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}
