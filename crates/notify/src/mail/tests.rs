//! Against a mail server of a few lines, on loopback.

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// How the little server behaves.
#[derive(Clone, Copy, Default)]
struct Manners {
    receiver: &'static str,
    after_data: &'static str,
    sign_in: &'static str,
    hangs_up_after_data: bool,
    says_nothing: bool,
}

const POLITE: Manners = Manners {
    receiver: "250 ok",
    after_data: "250 queued",
    sign_in: "235 welcome",
    hangs_up_after_data: false,
    says_nothing: false,
};

/// Serves one connection and gives back what was sent after `DATA`.
fn serve(manners: Manners) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        if manners.says_nothing {
            let mut line = String::new();
            let _ = BufReader::new(stream).read_line(&mut line);
            return line;
        }
        let mut out = stream.try_clone().unwrap();
        let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes());
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let mut data = String::new();
        say("220 little server").unwrap();
        while let Some(line) = lines.next() {
            let verb = line.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-little\r\n250 AUTH PLAIN",
                "AUTH" => manners.sign_in,
                "RCPT" => manners.receiver,
                "DATA" => {
                    say("354 go on").unwrap();
                    data = lines.by_ref().take_while(|line| line != ".").map(|line| line + "\n").collect();
                    if manners.hangs_up_after_data {
                        return data;
                    }
                    manners.after_data
                }
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            if say(answer).is_err() || verb == "QUIT" {
                break;
            }
        }
        data
    });
    (port, server)
}

fn mailer(port: u16, credentials: Option<(String, String)>, security: Security) -> Mailer {
    Mailer::new(SmtpSettings {
        host: "127.0.0.1".into(),
        port: Some(port),
        security,
        trusted_pem: None,
        credentials,
        from: "清村 <qingcun@county.example>".into(),
        patience: Duration::from_millis(700),
    })
    .unwrap()
}

fn message() -> Message {
    Message {
        id: "990101001003-W-2026-0003/990101-P00042".into(),
        to: "director@county.example".into(),
        subject: "预警：未经决策付款".into(),
        text: "一笔 6,208 元的付款没有决策记录，已被拦下。\n请登录查看。\n.\n".into(),
        written: village::Day::new(2026, 3, 12).unwrap().at(9, 5),
    }
}

/// One try against a server of such manners.
fn attempt(manners: Manners, message: &Message) -> (Result<(), SendError>, String) {
    let (port, server) = serve(manners);
    let result = mailer(port, None, Security::Plain).send(message);
    (result, server.join().unwrap())
}

#[test]
fn a_chinese_message_arrives_whole() {
    let (result, data) = attempt(POLITE, &message());
    result.unwrap();
    assert!(data.contains("Message-ID: <990101001003-W-2026-0003-990101-P00042@county.example>"), "{data}");
    assert!(data.contains("Date: Thu, 12 Mar 2026 01:05:00 +0000"), "{data}");
    assert!(data.contains("Auto-Submitted: auto-generated"), "{data}");
    assert!(data.contains("To: director@county.example"), "{data}");
    assert!(data.to_lowercase().contains("charset=utf-8"), "{data}");
    assert!(data.is_ascii(), "everything is encoded for old servers: {data}");
}

#[test]
fn a_second_try_is_the_same_letter() {
    let (first, second) = (attempt(POLITE, &message()).1, attempt(POLITE, &message()).1);
    assert_eq!(first, second);
}

#[test]
fn a_line_break_in_the_subject_begins_no_header() {
    let sly = Message { subject: "x\r\nBcc: thief@example.org".into(), ..message() };
    let (result, data) = attempt(POLITE, &sly);
    result.unwrap();
    assert!(!data.lines().any(|line| line.starts_with("Bcc")), "{data}");
}

#[test]
fn an_unknown_receiver_is_for_good_and_a_full_mailbox_is_not() {
    let refused = |answer| attempt(Manners { receiver: answer, ..POLITE }, &message()).0.unwrap_err();
    assert!(refused("550 no such user").permanent);
    assert!(!refused("452 mailbox full").permanent);
    assert!(attempt(Manners { after_data: "554 spam", ..POLITE }, &message()).0.unwrap_err().permanent);
    assert!(!attempt(Manners { after_data: "451 later", ..POLITE }, &message()).0.unwrap_err().permanent);
}

#[test]
fn a_wrong_password_is_tried_again_and_never_told() {
    let (port, server) = serve(Manners { sign_in: "535 wrong", ..POLITE });
    let credentials = Some(("qingcun".to_owned(), "open-sesame".to_owned()));
    let error = mailer(port, credentials, Security::Plain).send(&message()).unwrap_err();
    server.join().unwrap();
    assert!(!error.permanent, "{error}");
    assert!(!format!("{error:?}").contains("sesame"));
}

#[test]
fn a_server_that_hangs_up_or_says_nothing_is_tried_again() {
    assert!(!attempt(Manners { hangs_up_after_data: true, ..POLITE }, &message()).0.unwrap_err().permanent);
    assert!(!attempt(Manners { says_nothing: true, ..POLITE }, &message()).0.unwrap_err().permanent);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert!(!mailer(closed, None, Security::Plain).send(&message()).unwrap_err().permanent);
}

#[test]
fn protection_that_was_asked_for_is_never_done_without() {
    let (port, server) = serve(POLITE);
    let error = mailer(port, None, Security::StartTls).send(&message()).unwrap_err();
    assert!(!error.permanent, "{error}");
    assert_eq!(server.join().unwrap(), "", "nothing was sent in the clear");
}

#[test]
fn what_is_no_address_is_refused_for_good() {
    let nowhere = Message { to: "director".into(), ..message() };
    assert!(mailer(9, None, Security::Plain).send(&nowhere).unwrap_err().permanent);
    let settings = SmtpSettings {
        host: "127.0.0.1".into(),
        port: None,
        security: Security::Plain,
        trusted_pem: None,
        credentials: Some(("user".into(), "open-sesame".into())),
        from: "清村".into(),
        patience: Duration::from_secs(1),
    };
    assert!(!format!("{settings:?}").contains("sesame"));
    assert_eq!(Mailer::new(settings).unwrap_err(), SettingsError::From("清村".into()));
}
