//! One plain request over loopback, with nothing between: the bytes that a benchmark compares must be the bytes sent.

use crate::Outcome;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Whether a header, written in lower case, is there.
    pub(crate) fn says(&self, header: &str) -> bool {
        self.headers.to_ascii_lowercase().contains(header)
    }
}

/// Asks for a page; `gzip` says whether it may be compressed.
pub(crate) fn ask(port: u16, path: &str, gzip: bool) -> Outcome<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let encoding = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    // HTTP/1.0: the answer ends where the connection does, in one piece.
    let request = format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{encoding}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the answer has no headers")?;
    let headers = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
    let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("the answer has no status")?;
    Ok(Answer { status, headers, body: bytes.get(end + 4..).unwrap_or_default().to_vec() })
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> Outcome<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
