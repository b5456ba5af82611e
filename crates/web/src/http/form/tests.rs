//! Forms as browsers send them, and as they should not.

use super::*;
use axum::body::Body;

fn request(kind: &str, body: impl Into<Body>) -> Request {
    Request::post("/").header("host", "village.example").header("content-type", kind).body(body.into()).unwrap()
}

const FIELDS: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=XX";

async fn read(request: Request) -> Result<Sent, StatusCode> {
    Sent::read(request, "secret").await.map_err(|halt| match halt {
        Halt::Status(status) => status,
        other => panic!("{other:?}"),
    })
}

fn part(name: &str, file: Option<&str>, content: &str) -> String {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn fields_are_read_with_chinese_and_line_ends() {
    let sent = read(request(FIELDS, "csrf=secret&why=%E4%BF%AE+%E6%B8%A0%0D%0Aa&who=1&who=2")).await.unwrap();
    assert_eq!(sent.one("why"), "修 渠\na");
    assert_eq!(sent.all("who"), ["1", "2"]);
    assert_eq!(sent.one("nothing"), "");
}

#[tokio::test]
async fn characters_that_hide_others_or_break_a_store_are_left_out() {
    let turned = "csrf=secret&why=a%00b%E2%80%AEc%EF%BB%BF%09d%0Ae%07";
    assert_eq!(read(request(FIELDS, turned)).await.unwrap().one("why"), "abc\td\ne");
    let body =
        [part("csrf", None, "secret"), part("why", None, "a\0b\u{202e}\u{200b}\u{2060}c"), "--XX--\r\n".to_owned()]
            .concat();
    assert_eq!(read(request(PARTS, body)).await.unwrap().one("why"), "abc");
}

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    for body in ["why=1", "csrf=&why=1", "csrf=secret2", "csrf=Secret"] {
        assert_eq!(read(request(FIELDS, body)).await, Err(StatusCode::FORBIDDEN), "{body}");
    }
    assert!(matches!(Sent::read(request(FIELDS, "csrf="), "").await, Err(Halt::Status(StatusCode::FORBIDDEN))));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_even_with_its_token() {
    for (name, value, expect) in [
        ("origin", "https://evil.example", false),
        ("origin", "null", false),
        ("origin", "https://village.example", true),
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("sec-fetch-site", "same-origin", true),
    ] {
        let mut request = request(FIELDS, "csrf=secret");
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(read(request).await.is_ok(), expect, "{name}: {value}");
    }
}

#[tokio::test]
async fn files_come_with_their_fields() {
    let body = [
        part("csrf", None, "secret"),
        part("paper-invoice", Some("C:\\photos\\fp.jpg"), "abc"),
        part("paper-photo", Some(""), ""),
        "--XX--\r\n".to_owned(),
    ];
    let sent = read(request(PARTS, body.concat())).await.unwrap();
    assert_eq!(
        sent.files,
        [SentFile {
            field: "paper-invoice".into(),
            name: "fp.jpg".into(),
            bytes: b"abc".to_vec(),
            is_too_large: false
        }]
    );
}

#[tokio::test]
async fn an_upload_that_was_cut_off_is_refused() {
    let body = [part("csrf", None, "secret"), part("paper", Some("a.jpg"), "abc")].concat();
    for end in [10, body.len() / 2, body.len() - 4, body.len()] {
        assert_eq!(read(request(PARTS, body[..end].to_owned())).await, Err(StatusCode::BAD_REQUEST), "{end}");
    }
}

#[tokio::test]
async fn a_file_larger_than_twenty_mebibytes_is_refused() {
    let large = "x".repeat(FILE_BYTES + 1);
    let body = [part("csrf", None, "secret"), part("paper", Some("a.jpg"), &large), "--XX--\r\n".to_owned()].concat();
    assert_eq!(read(request(PARTS, body)).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
}

#[tokio::test]
async fn a_paper_that_is_too_large_loses_nothing_of_the_form() {
    let large = "x".repeat(FILE_BYTES + 1);
    let body = [
        part("csrf", None, "secret"),
        part("paper.invoice", Some("a.jpg"), &large),
        part("paper.invoice", Some("b.jpg"), "abc"),
        part("why", None, "买扫帚"),
        "--XX--\r\n".to_owned(),
    ];
    let sent = read(request(PARTS, body.concat())).await.unwrap();
    assert_eq!(sent.one("why"), "买扫帚");
    let kept: Vec<_> =
        sent.files.iter().map(|file| (file.name.as_str(), file.bytes.len(), file.is_too_large)).collect();
    assert_eq!(kept, [("a.jpg", 0, true), ("b.jpg", 3, false)]);
    // What is larger than all files together may be is not read to its end.
    let papers = part("paper.invoice", Some("a.jpg"), &"x".repeat(ALL_BYTES + 1));
    let body = [part("csrf", None, "secret"), papers, "--XX--\r\n".to_owned()].concat();
    assert_eq!(read(request(PARTS, body)).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
}

#[tokio::test]
async fn fields_without_end_are_refused() {
    let long = format!("csrf=secret&why={}", "x".repeat(FIELDS_BYTES));
    assert_eq!(read(request(FIELDS, long)).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
    let long =
        [part("csrf", None, "secret"), part("why", None, &"x".repeat(FIELDS_BYTES)), "--XX--".to_owned()].concat();
    assert_eq!(read(request(PARTS, long)).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    assert_eq!(read(request("application/json", "{}")).await, Err(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    assert_eq!(read(request(FIELDS, "csrf=secret&a=%ff")).await, Err(StatusCode::BAD_REQUEST));
}
