//! A browser of a few lines: one connection for each request, cookies kept, forms sent with files.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer that arrived whole.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
    cookies: Vec<(String, String)>,
}

/// A file of a form.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Somebody who looks at pages.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) at: SocketAddr,
    /// The address from which they come, as a proxy on this machine would tell it.
    pub(crate) from: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    pub(crate) fn new(at: SocketAddr) -> Self {
        Self { at, from: "127.0.0.1".to_owned(), cookies: BTreeMap::new() }
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Error> {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "", &[])
    }

    /// Sends a form without files.
    pub(crate) fn send(&mut self, path: &str, fields: &[(String, String)]) -> Result<Answer, Error> {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let body = pairs.join("&").into_bytes();
        self.ask(&format!("POST {path} HTTP/1.1\r\n"), "application/x-www-form-urlencoded", &body)
    }

    /// Sends a form with files.
    pub(crate) fn send_files(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        files: &[Upload],
    ) -> Result<Answer, Error> {
        const EDGE: &str = "----qingcun-test-edge";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for Upload { field, name, bytes } in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        self.ask(&format!("POST {path} HTTP/1.1\r\n"), &format!("multipart/form-data; boundary={EDGE}"), &body)
    }

    fn ask(&mut self, first: &str, kind: &str, body: &[u8]) -> Result<Answer, Error> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut head = format!("{first}Host: {}\r\nConnection: close\r\nX-Forwarded-For: {}\r\n", self.at, self.from);
        if !cookies.is_empty() {
            head.push_str(&format!("Cookie: {}\r\n", cookies.join("; ")));
        }
        if !kind.is_empty() {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect_timeout(&self.at, Duration::from_secs(20))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let answer = parse(&bytes).ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "the answer was cut off"))?;
        self.cookies.extend(answer.cookies.iter().cloned());
        self.cookies.retain(|_, value| !value.is_empty());
        Ok(answer)
    }
}

/// `None` when the answer is not whole.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let body = &bytes[end + 4..];
    let mut answer = Answer {
        status: head.get(9..12)?.parse().ok()?,
        location: None,
        body: String::from_utf8_lossy(body).into_owned(),
        cookies: Vec::new(),
    };
    let mut length = None;
    for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
        match name.to_ascii_lowercase().as_str() {
            "location" => answer.location = Some(value.to_owned()),
            "content-length" => length = value.parse::<usize>().ok(),
            "set-cookie" => {
                let (name, value) = value.split(';').next()?.split_once('=')?;
                answer.cookies.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    (length.unwrap_or(0) == body.len()).then_some(answer)
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
