//! What several tests begin with: a case that runs, a form that is filled in well.

use crate::browser::{Browser, hidden};
use demo::testing::Bench;
use demo::{Matter, Went};
use std::collections::BTreeMap;
use village::{CaseId, Post};

/// A claim for brooms, as it is typed.
pub(crate) const CLAIM: [(&str, &str); 6] = [
    ("amount_fen", "186.00"),
    ("purpose", "买扫帚20把，用于村道保洁"),
    ("category", "cleaning"),
    ("payee", "某日用品店"),
    ("invoice_no", "99260000000000000001"),
    ("pay_by", "transfer"),
];

/// A matter of an affair in the first village, with what is typed by hand.
pub(crate) fn matter(bench: &Bench, affair: &str, values: &[(&str, &str)]) -> Matter {
    Matter {
        village: bench.village(1),
        affair: affair.into(),
        title: "买扫帚".into(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        outcomes: BTreeMap::new(),
        links: Vec::new(),
        case: None,
    }
}

/// A county with one running claim, which waits for its witness.
pub(crate) fn claim(bench: &Bench) -> CaseId {
    bench.found(1);
    let mut matter = matter(bench, "C1", &CLAIM);
    assert!(matches!(demo::go_on(&bench.office, &mut matter, bench.now()), Ok(Went::On(_))));
    matter.case.unwrap()
}

/// A paper as its bytes.
pub(crate) fn paper(bench: &Bench, about: &str) -> Vec<u8> {
    let stored = demo::make_paper(bench.office.files(), about, &["一张纸".to_owned()]).unwrap();
    bench.office.files().fetch(&stored.hash).unwrap().unwrap()
}

/// A whole claim, sent for good; the files can be others.
pub(crate) struct Begun {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Vec<(String, String, Vec<u8>)>,
}

impl Begun {
    pub(crate) fn new(bench: &Bench, browser: &Browser) -> Self {
        let form = browser.get(&Self::form(bench));
        assert_eq!(form.status, 200);
        let mut fields: Vec<(String, String)> =
            CLAIM.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        for (name, value) in [
            ("csrf", hidden(&form.body, "csrf")),
            ("key", hidden(&form.body, "key")),
            ("title", "买扫帚".into()),
            ("spent_on", bench.today().to_string()),
            ("outcome", "claimed".into()),
            ("sure", "yes".into()),
        ] {
            fields.push((name.to_owned(), value));
        }
        let file = |kind: &str| (format!("paper.{kind}"), format!("{kind}.pdf"), paper(bench, kind));
        Self { fields, files: vec![file("invoice"), file("detail")] }
    }

    pub(crate) fn form(bench: &Bench) -> String {
        format!("/desk/start/C1?village={}", bench.village(1))
    }

    pub(crate) fn address(bench: &Bench) -> String {
        format!("/desk/start/C1/send?village={}", bench.village(1))
    }

    pub(crate) fn send(&self, bench: &Bench, browser: &Browser) -> crate::browser::Answer {
        browser.send_parts(&Self::address(bench), &self.fields, &self.files)
    }
}

/// The number of the first alert: somebody tried to pay before anything was approved.
pub(crate) fn alert(bench: &Bench, case: &CaseId) -> String {
    let cashier = Browser::of(bench, &bench.village(1), Post::AgencyCashier);
    let csrf = cashier.csrf();
    let fields = [("csrf", csrf.as_str()), ("outcome", "paid"), ("revision", "1"), ("key", "k1"), ("sure", "yes")];
    assert_eq!(cashier.post(&format!("/desk/cases/{case}/acts/pay/send"), &fields).status, 409);
    "990101001001-W-2026-0001".to_owned()
}
