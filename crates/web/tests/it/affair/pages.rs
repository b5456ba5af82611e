//! Steps taken as an official takes them: the form, the check page, sending it, the receipt; then what everybody sees.

use crate::browser::{Answer, Browser, hidden};
use demo::testing::{Stage, Turn};
use procedure::{Affair, Step};
use village::{CaseId, Refusal};

/// The browser of everybody in the village.
pub(super) struct Pages<'s> {
    pub(super) stage: &'s Stage<'s>,
    browser: Browser,
    /// Somebody who reads English.
    english: Browser,
}

impl<'s> Pages<'s> {
    pub(super) fn open(stage: &'s Stage<'s>) -> Self {
        let (browser, english) = (Browser::stranger(stage.bench()), Browser::stranger(stage.bench()));
        english.get("/language?to=en&back=/rules");
        Self { stage, browser, english }
    }

    /// Takes a step from its form to its receipt.
    pub(super) fn take(&self, turn: &Turn) -> CaseId {
        let address = self.sit_down(turn);
        let affair = self.stage.book.affair(&turn.affair).unwrap();
        let step = affair.step(&turn.form.step).unwrap();
        self.english.seat(self.stage.bench(), &turn.desk);
        whole(&address, &self.english.get(&asked_for(&address, turn)).body);
        let form = self.page(&asked_for(&address, turn));
        asks_for_everything(step, &form.body, &address);
        let files = files(self.stage, turn);
        let checked = self.browser.send_parts(&address, &answers(turn, &form.body), &files);
        assert_eq!(checked.status, 200, "{address}: {}", faults(&checked.body));
        whole(&address, &checked.body);
        let (action, sent) = once_more(&checked.body);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = self.browser.post(&action, &sent);
        assert_eq!(done.status, 303, "{action}: {}", faults(&done.body));
        let receipt = self.page(&done.to);
        let case = CaseId::new(done.to.split('/').nth(3).unwrap()).unwrap();
        assert!(receipt.body.contains(case.as_str()), "{} has no number", done.to);
        self.page(&format!("/desk/cases/{case}"));
        case
    }

    /// Tries a step that must be refused: in plain words, with what to do next. To look at it leaves nothing; only what is sent
    /// all the same is refused for good, and tells who was told.
    pub(super) fn refused(&self, turn: &Turn, refusal: &Refusal) {
        let address = self.sit_down(turn);
        let form = self.page(&asked_for(&address, turn));
        let (files, before) = (files(self.stage, turn), self.stage.bench().office.archive().head());
        let answer = self.browser.send_parts(&address, &answers(turn, &form.body), &files);
        let status = if refusal.violation { 409 } else { 422 };
        assert_eq!(answer.status, status, "{address}: {}", faults(&answer.body));
        assert_eq!(self.stage.bench().office.archive().head(), before, "{address}: looking at it left something");
        self.says(&address, &answer, refusal);
        if refusal.violation {
            assert!(answer.body.contains("照这样提交不会成功"), "{address}: {}", faults(&answer.body));
            let (action, sent) = once_more(&answer.body);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let done = self.browser.post(&action, &sent);
            assert_eq!(done.status, 409, "{action}: {}", faults(&done.body));
            self.says(&action, &done, refusal);
        }
        if let Some(case) = &turn.case {
            self.page(&format!("/desk/cases/{case}"));
        }
    }

    fn says(&self, address: &str, answer: &Answer, refusal: &Refusal) {
        whole(address, &answer.body);
        let page = unescaped(&answer.body);
        for words in [&refusal.words.zh, &refusal.next.zh] {
            assert!(page.contains(words.as_str()), "{address} does not say “{words}”: {}", faults(&page));
        }
    }

    /// What supervisors read of an attempt that was refused.
    pub(super) fn warned(&self, alert: &alerts::Alert, desk: &office::Desk) {
        self.browser.seat(self.stage.bench(), desk);
        let page = unescaped(&self.page(&format!("/desk/alerts/{}", alert.id)).body);
        let own = desk.person() == alert.person.as_ref();
        let words = if own { alert.words.clone() } else { alert.words.third_person() };
        assert!(page.contains(words.zh.as_str()), "{} does not say “{}”", alert.id, words.zh);
    }

    fn sit_down(&self, turn: &Turn) -> String {
        self.browser.seat(self.stage.bench(), &turn.desk);
        match &turn.case {
            Some(case) => format!("/desk/cases/{case}/acts/{}", turn.form.step),
            None => format!("/desk/start/{}?village={}", turn.affair, turn.village),
        }
    }

    /// What is left to see of a case that has ended.
    pub(super) fn ended(&self, case: &CaseId, affair: &Affair, ending: &str) {
        let bench = self.stage.bench();
        let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
        assert_eq!((row.status.as_str(), row.step.as_str()), ("done", ending));
        let acts = bench.read(|reader| affairs::acts(reader, case));
        let disclosed: Vec<&String> = acts.iter().flat_map(|act| &act.discloses).collect();
        for code in &affair.must_disclose {
            assert!(disclosed.contains(&code), "`{ending}` without disclosing {code}");
        }
        let words = &affair.ending(ending).unwrap().words;
        for (browser, words) in [(&self.browser, &words.zh), (&self.english, &words.en)] {
            let page = browser.get(&format!("/cases/{case}"));
            if affair.must_disclose.is_empty() && disclosed.is_empty() && page.status == 404 {
                continue;
            }
            assert_eq!(page.status, 200, "the record of {case}");
            whole(case.as_str(), &page.body);
            assert!(unescaped(&page.body).contains(words.as_str()), "the record of {case} does not say “{words}”");
            whole("its poster", &browser.get(&format!("/cases/{case}/poster")).body);
        }
    }

    fn page(&self, address: &str) -> Answer {
        let page = self.browser.get(address);
        assert_eq!(page.status, 200, "{address}: {}", faults(&page.body));
        whole(address, &page.body);
        page
    }
}

/// No text is missing, nothing is left unfilled, and the page is not too large for a village's telephone.
fn whole(address: &str, page: &str) {
    let missing = page.split('⟦').nth(1).map(|rest| rest.chars().take(40).collect::<String>());
    assert!(missing.is_none(), "{address} misses words: {missing:?}");
    assert!(page.len() < 150_000, "{address} has {} bytes", page.len());
}

fn asks_for_everything(step: &Step, page: &str, address: &str) {
    let typed = step.fields.iter().filter(|field| field.total.is_none()).map(|field| &field.id);
    for asked in typed.chain(step.tables.iter().map(|table| &table.id)) {
        assert!(page.contains(&format!("name=\"{asked}\"")), "{address} does not ask for `{asked}`");
    }
    for need in &step.papers {
        assert!(page.contains(&format!("name=\"paper.{}\"", need.id)), "{address} takes no `{}`", need.id);
    }
    assert!(!page.contains("id=\"closed\""), "{address} is closed: {}", faults(page));
}

fn asked_for(address: &str, turn: &Turn) -> String {
    match &turn.form.sitting {
        Some(sitting) if turn.case.is_some() => format!("{address}?body={}", sitting.body),
        _ => address.to_owned(),
    }
}

/// What is typed, with what the form itself carries along.
fn answers(turn: &Turn, form: &str) -> Vec<(String, String)> {
    let mut all = vec![("csrf".to_owned(), hidden(form, "csrf")), ("key".to_owned(), hidden(form, "key"))];
    if turn.case.is_some() {
        all.push(("revision".to_owned(), hidden(form, "revision")));
    } else if !turn.form.fields.contains_key("title") {
        all.push(("title".to_owned(), turn.title.clone()));
    }
    all.extend(turn.form.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    let mut say = |name: &str, value: String| all.push((name.to_owned(), value));
    if !turn.form.outcome.is_empty() {
        say("outcome", turn.form.outcome.clone());
    }
    if let Some(held) = &turn.form.meeting {
        assert_eq!(*held, hidden(form, "meeting"), "the form ends the meeting that was held");
        say("meeting", held.clone());
    }
    if let Some(sitting) = &turn.form.sitting {
        say("sitting.body", sitting.body.clone());
        say("sitting.day", sitting.day.to_string());
        say("sitting.for", sitting.votes_for.to_string());
        say("sitting.against", sitting.against.to_string());
        say("sitting.abstain", sitting.abstain.to_string());
        if sitting.by_household {
            say("sitting.household", "yes".to_owned());
        }
        sitting.present.iter().for_each(|person| say("sitting.present", person.to_string()));
        sitting.recused.iter().for_each(|person| say("sitting.recused", person.to_string()));
    }
    all
}

fn files(stage: &Stage<'_>, turn: &Turn) -> Vec<(String, String, Vec<u8>)> {
    let papers = turn.form.papers.iter();
    papers
        .map(|paper| {
            let bytes = stage.bench().office.files().fetch(&paper.file.hash).unwrap().unwrap();
            (format!("paper.{}", paper.kind), paper.name.clone(), bytes)
        })
        .collect()
}

/// The form of a page that shows once more what was typed, with its button pressed: where it goes, and what it says.
fn once_more(page: &str) -> (String, Vec<(String, String)>) {
    let action = page.split("<form method=\"post\" action=\"").last().unwrap().split('"').next().unwrap();
    let mut sent = hidden_fields(page.split(&format!("action=\"{action}\"")).last().unwrap());
    sent.push(("sure".to_owned(), "yes".to_owned()));
    (unescaped(action), sent)
}

/// Everything that a form carries along unseen.
fn hidden_fields(form: &str) -> Vec<(String, String)> {
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    inputs
        .filter_map(|input| {
            let (name, rest) = input.split_once("\" value=\"")?;
            Some((unescaped(name), unescaped(rest.split('"').next()?)))
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let marks = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, sign)| text.replace(mark, sign))
}

/// What a page complains of.
fn faults(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let mut words = String::new();
    let mut inside = false;
    for sign in main.chars() {
        match sign {
            '<' => inside = true,
            '>' => inside = false,
            sign if !inside && !sign.is_whitespace() => words.push(sign),
            _ => {}
        }
    }
    words.chars().take(600).collect()
}
