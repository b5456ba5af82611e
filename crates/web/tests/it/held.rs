//! What holds personal data, abuse or a voice is looked through by the township before everybody reads it; nobody in office in the
//! village reads or hears it meanwhile, and the clock runs.

use crate::board::published;
use crate::browser::{Answer, Browser, hidden};
use demo::on_both_databases;
use demo::testing::Bench;
use village::{Place, Post};

on_both_databases!(
    a_question_with_a_telephone_is_read_by_the_township_first,
    abuse_alone_stays_back_with_the_reason,
    a_spoken_question_is_heard_by_the_township_alone_and_written_down,
    what_is_no_recording_is_refused_beside_the_field_and_nothing_is_kept,
    what_waits_too_long_is_late_for_everybody,
    a_village_behind_one_address_may_ask_and_a_flood_may_not,
);

const ASK: &str = "ask?about=F02/2026-03&line=0.0";

/// Three seconds of a voice, as a telephone records them, with the name of its owner in the file.
fn recorded() -> Vec<u8> {
    let form = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];
    let chunk = |name: &[u8; 4], content: &[u8]| {
        [name.as_slice(), &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat()
    };
    let owner = chunk(b"LIST", b"INFOIART\x0c\0\0\0Li Xiaofang\0");
    chunk(b"RIFF", &[b"WAVE".to_vec(), owner, chunk(b"fmt ", &form), chunk(b"data", &[128; 24_000])].concat())
}

/// Asks for good, in written words.
fn ask(stranger: &Browser, village: &Place, words: &str) -> Answer {
    let at = format!("/v/{village}/{ASK}");
    let form = stranger.get(&at).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    stranger.post(&at, &[("csrf", &csrf), ("key", &key), ("words", words), ("sure", "yes")])
}

/// Sends a file as a recording.
fn say(stranger: &Browser, village: &Place, words: &str, file: Vec<u8>) -> Answer {
    let at = format!("/v/{village}/{ASK}");
    let form = stranger.get(&at).body;
    let fields = [("csrf", hidden(&form, "csrf")), ("key", hidden(&form, "key")), ("words", words.to_owned())];
    let fields: Vec<(String, String)> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    stranger.send_parts(&at, &fields, &[("voice".into(), "recording.wav".into(), file)])
}

fn number(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.to.rsplit('/').next().unwrap().to_owned()
}

/// Fills in a question's form on the desk.
fn settle(browser: &Browser, at: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.get(at).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let mut all = vec![("csrf", csrf.as_str()), ("key", &key), ("sure", "yes")];
    all.extend(fields);
    browser.post(at.split('?').next().unwrap(), &all)
}

fn a_question_with_a_telephone_is_read_by_the_township_first(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let words = "扫帚谁在用？请打13812345678告诉我";
    let at = format!("/v/{village}/{ASK}");
    let form = stranger.get(&at).body;
    let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
    let check = stranger.post(&at, &[("csrf", &csrf), ("key", &key), ("words", words)]).body;
    assert!(check.contains("先由镇街看过"), "{check}");
    let id = number(&ask(&stranger, &village, words));
    let pages = [
        format!("/v/{village}/questions"),
        format!("/v/{village}/questions/{id}"),
        format!("/v/{village}/disclosures/F02/2026-03"),
    ];
    for page in &pages {
        let body = stranger.get(page).body;
        assert!(
            body.contains("镇街正在先看") && !body.contains("扫帚谁在用") && !body.contains("1381234"),
            "{page}: {body}"
        );
    }
    assert!(!stranger.get(&format!("/v/{village}/search?q=扫帚谁")).body.contains("扫帚谁在用"));
    let at = format!("/desk/questions/{id}");
    for post in [Post::Clerk, Post::VillageDirector, Post::PartySecretary, Post::SupervisionDirector] {
        let browser = Browser::of(bench, &village, post);
        assert_eq!(browser.get(&at).status, 404, "{post:?} reads what is held");
        assert_ne!(browser.get("/desk/questions").status, 200);
        let desk = browser.get(&format!("/desk/disclosures?place={village}")).body;
        assert!(!desk.contains("扫帚谁在用"), "{post:?}: {desk}");
    }
    let township = Browser::of(bench, &village, Post::TownshipOfficial);
    assert!(township.get("/desk").body.contains("先看1条提问"));
    let list = township.get("/desk/questions").body;
    assert!(list.contains(&at) && list.contains("像有个人信息"), "{list}");
    let form = township.get(&at).body;
    assert!(form.contains("13812345678") && form.contains("请打***********告诉我"), "{form}");
    let left = settle(&township, &at, &[("words", words)]);
    assert!(left.status == 422 && left.body.contains("里面还有身份证号"), "{}", left.body);
    let done = settle(&township, &at, &[("words", "扫帚谁在用？请打***********告诉我")]);
    assert_eq!((done.status.as_u16(), done.to.as_str()), (303, "/desk/questions"), "{}", done.body);
    for page in &pages {
        let body = stranger.get(page).body;
        assert!(body.contains("扫帚谁在用？请打***********告诉我") && !body.contains("13812345678"), "{page}: {body}");
    }
    assert_eq!(township.get(&at).status, 404, "once is enough");
    let clerk = Browser::of(bench, &village, Post::Clerk);
    let form = clerk.get(&at).body;
    assert!(
        form.contains("请打***********") && !form.contains("13812345678"),
        "who answers reads what everybody reads: {form}"
    );
    assert_eq!(settle(&clerk, &at, &[("answer", "保洁员在用，领用单在办件里。")]).status, 303);
    bench.verified();
}

fn abuse_alone_stays_back_with_the_reason(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let id = number(&ask(&stranger, &village, "会计你个王 八 蛋，去死"));
    let township = Browser::of(bench, &village, Post::DisciplineOfficer);
    let at = format!("/desk/questions/{id}");
    assert!(township.get(&at).body.contains("像有骂人的话"));
    let left = settle(&township, &at, &[("words", "会计你个王八蛋")]);
    assert!(left.body.contains("里面还有骂人的话"), "{}", left.body);
    let kept = settle(&township, &format!("{at}?do=keep"), &[("why", "只骂人，没有问事情")]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    let public = stranger.get(&format!("/v/{village}/questions")).body;
    assert!(public.contains("原文不公开：只骂人，没有问事情") && !public.contains("蛋"), "{public}");
    assert!(!township.get("/desk/questions").body.contains(&id));
    // What somebody is said to have done is a question and no abuse.
    let id = number(&ask(&stranger, &village, "会计是不是吃回扣、贪污了？"));
    assert!(stranger.get(&format!("/v/{village}/questions/{id}")).body.contains("是不是吃回扣、贪污了"));
    bench.verified();
}

fn a_spoken_question_is_heard_by_the_township_alone_and_written_down(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let said = say(&stranger, &village, "", recorded());
    let id = number(&said);
    let receipt = stranger.get(&said.to).body;
    assert!(receipt.contains(&id) && receipt.contains("镇街正在先看") && receipt.contains("前答复"), "{receipt}");
    let voice = format!("/desk/questions/{id}/voice");
    assert_ne!(stranger.get(&voice).status, 200);
    for post in [Post::Clerk, Post::VillageDirector, Post::SupervisionDirector, Post::Bookkeeper] {
        assert_eq!(Browser::of(bench, &village, post).get(&voice).status, 404, "{post:?} hears who asks");
    }
    let elsewhere = Browser::of(bench, &bench.village(2), Post::Clerk);
    assert_eq!(elsewhere.get(&voice).status, 404);
    let township = Browser::of(bench, &village, Post::TownshipOfficial);
    let form = township.get(&format!("/desk/questions/{id}")).body;
    assert!(form.contains("是录音") && form.contains("长3秒") && form.contains("0次"), "{form}");
    let before = bench.office.archive().head();
    let sound = township.get(&voice);
    assert_eq!((sound.status.as_u16(), sound.headers["content-type"].to_str().unwrap()), (200, "audio/wav"));
    let policy = sound.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("media-src 'self'") && !policy.contains("sandbox"), "no browser plays it: {policy}");
    assert!(sound.bytes.starts_with(b"RIFF") && !sound.bytes.windows(4).any(|part| part == b"Li X"));
    assert_eq!(township.get(&voice).status, 200);
    assert_eq!(bench.office.archive().head(), before + 1, "who listens is recorded, once a day");
    let form = township.get(&format!("/desk/questions/{id}")).body;
    assert!(form.contains("1次"), "{form}");
    let done = settle(&township, &format!("/desk/questions/{id}"), &[("words", "买了20把扫帚，为什么要这么多？")]);
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(stranger.get(&said.to).body.contains("买了20把扫帚，为什么要这么多"));
    assert_eq!(bench.read(|reader| disclosure::all_recordings(reader)).len(), 1, "the original is kept");
    bench.verified();
}

fn what_is_no_recording_is_refused_beside_the_field_and_nothing_is_kept(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let before = bench.office.archive().head();
    let mut cut = recorded();
    cut.truncate(5_000);
    for (file, says) in [
        (b"%PDF-1.7 no voice".to_vec(), "不是能收的录音"),
        (cut, "录音不完整"),
        (vec![1; office::LARGEST_RECORDING_BYTES + 1], "超过4兆"),
    ] {
        let answer = say(&stranger, &village, "路灯为什么不亮", file);
        assert!(answer.status == 422 && answer.body.contains(says), "{says}: {}", answer.body);
        assert!(answer.body.contains("voice-fault") && answer.body.contains("路灯为什么不亮"), "{}", answer.body);
    }
    assert_eq!(bench.office.archive().head(), before);
    // A form whose file was left empty is a written question.
    let written = say(&stranger, &village, "路灯为什么不亮", Vec::new());
    assert!(written.status == 422 || written.body.contains("您的提问会这样公开"), "{}", written.body);
    bench.verified();
}

fn what_waits_too_long_is_late_for_everybody(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let id = number(&say(&stranger, &village, "", recorded()));
    let row = bench.read(|reader| disclosure::question(reader, &id)).unwrap();
    bench.go_to(row.due.plus(6));
    let page = stranger.get(&format!("/v/{village}/questions")).body;
    assert!(page.contains("逾期6天没有答复") && page.contains("镇街正在先看"), "{page}");
    assert_eq!(bench.read(|reader| disclosure::to_report_unanswered(reader, &bench.nobody())).len(), 1);
    let desk = Browser::of(bench, &village, Post::TownshipOfficial).get("/desk").body;
    assert!(desk.contains("tag-orange"), "{desk}");
}

fn a_village_behind_one_address_may_ask_and_a_flood_may_not(bench: &Bench) {
    let village = published(bench);
    let stranger = Browser::stranger(bench);
    let at = |number: usize| format!("/v/{village}/{}", ["ask", ASK][number % 2]);
    let send = |number: usize| {
        let form = stranger.get(&at(number)).body;
        let (csrf, key) = (hidden(&form, "csrf"), hidden(&form, "key"));
        let words = format!("第{number}个问题，路灯为什么不亮");
        stranger
            .post(&at(number), &[("csrf", &csrf), ("key", &key), ("words", &words), ("sure", "yes")])
            .status
            .as_u16()
    };
    let taken = (0..36).filter(|number| send(*number) == 303).count();
    assert_eq!(taken, 36, "a neighbour was not heard");
    let last: Vec<u16> = (36..70).map(send).collect();
    assert_eq!(last.iter().filter(|status| **status == 303).count(), 4, "20 an hour about one thing: {last:?}");
    assert_eq!(last.last(), Some(&429), "{last:?}");
    bench.verified();
}
