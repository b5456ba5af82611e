//! Forms as they arrive: fields and files, read with limits, from our own pages only.

use crate::http::answer::Halt;
use crate::http::kept::Kept;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;

/// The largest form without files.
pub(crate) const FIELDS_BYTES: usize = 512 * 1024;
/// The most that is kept of one field: enough for a list of a thousand lines.
const FIELD_BYTES: usize = 128 * 1024;
/// The largest file.
pub(crate) const FILE_BYTES: usize = office::LARGEST_FILE_BYTES;
/// The most files in one form.
const FILES: usize = 20;
/// All files of one form together.
const ALL_BYTES: usize = 100 * 1024 * 1024;

/// A file as it arrived. What it is, its content tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SentFile {
    /// The field that it came with.
    pub(crate) field: String,
    /// What its sender calls it, without a folder.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// It was larger than any paper may be; nothing of it was kept.
    pub(crate) is_too_large: bool,
}

/// A form as it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    fields: BTreeMap<String, Vec<String>>,
    /// The fields of which only the beginning was kept.
    cut: Vec<String>,
    pub(crate) files: Vec<SentFile>,
}

impl Sent {
    /// A field's value, trimmed; empty when it did not come.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// Whether a field came at all, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// All values of a field that may come several times.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether more was written into a field than is kept.
    pub(crate) fn is_cut(&self, name: &str) -> bool {
        self.cut.iter().any(|cut| cut == name)
    }

    /// Everything that was answered, without what marks the form itself.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        let own = |name: &str| matches!(name, "csrf" | "key" | "sure");
        let fields = self.fields.iter().filter(|(name, _)| !own(name));
        fields.flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone()))).collect()
    }

    fn push(&mut self, name: &str, value: String) {
        self.fields.entry(name.to_owned()).or_default().push(readable(value));
    }

    /// Reads the form of a request as [`Sent::read_cut`] does; a form of which something is too long is not read at all.
    pub(crate) async fn read(request: Request, token: &str) -> Result<Self, Halt> {
        let sent = Self::read_cut(request, token).await?;
        if sent.cut.is_empty() { Ok(sent) } else { Err(Halt::Status(StatusCode::PAYLOAD_TOO_LARGE)) }
    }

    /// Reads the form of a request and makes sure that it came from one of our own pages: from our own address, and
    /// with the token that only this visitor's pages carry. Of a field that is too long the beginning is kept: whoever reads
    /// such a form says so beside the field.
    pub(crate) async fn read_cut(request: Request, token: &str) -> Result<Self, Halt> {
        if !is_own(request.headers()) {
            return Err(Halt::Status(StatusCode::FORBIDDEN));
        }
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let sent = if kind.starts_with("multipart/form-data") {
            let kept = request.extensions().get::<Kept>().cloned();
            let sent = Self::read_parts(request).await?;
            if let Some(kept) = kept {
                let fields = sent.fields.iter();
                let all = fields.flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())));
                kept.keep(all.collect());
            }
            sent
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            Self::read_fields(request).await?
        } else {
            return Err(Halt::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        };
        let same: bool = sent.one("csrf").as_bytes().ct_eq(token.as_bytes()).into();
        if token.is_empty() || !same {
            return Err(Halt::Status(StatusCode::FORBIDDEN));
        }
        Ok(sent)
    }

    async fn read_fields(request: Request) -> Result<Self, Halt> {
        let body = axum::body::to_bytes(request.into_body(), FIELDS_BYTES);
        let body = body.await.map_err(|_| Halt::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
        let mut sent = Self::default();
        for (name, value) in pairs(&body)? {
            sent.push(&name, value);
        }
        Ok(sent)
    }

    async fn read_parts(mut request: Request) -> Result<Self, Halt> {
        const CUT_OFF: Halt = Halt::Status(StatusCode::BAD_REQUEST);
        // The limits below are ours, part by part; the framework's own limit is smaller than a photograph.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| CUT_OFF)?;
        let (mut sent, mut room) = (Self::default(), ALL_BYTES);
        let mut fields_room = FIELDS_BYTES;
        while let Some(mut part) = parts.next_field().await.map_err(|_| CUT_OFF)? {
            let field = part.name().unwrap_or("").to_owned();
            let file = part.file_name().map(base_name);
            let limit = if file.is_some() { FILE_BYTES.min(room) } else { fields_room };
            let is_paper = file.is_some() && field.starts_with("paper.");
            let (mut bytes, mut is_cut) = (Vec::new(), false);
            while let Some(chunk) = part.chunk().await.map_err(|_| CUT_OFF)? {
                let kept = if file.is_some() { limit } else { limit.min(FIELD_BYTES) };
                if (is_paper && is_cut) || bytes.len() + chunk.len() > kept {
                    // What is typed or pasted, and a paper, is read to its end and thrown away, so that the page can say
                    // where it was and nothing else is lost.
                    room = room.checked_sub(chunk.len()).ok_or(Halt::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
                    if is_paper && limit == FILE_BYTES {
                        bytes.clear();
                        is_cut = true;
                        continue;
                    }
                    if file.is_some() || kept < FIELD_BYTES {
                        return Err(Halt::Status(StatusCode::PAYLOAD_TOO_LARGE));
                    }
                    let left = kept.saturating_sub(bytes.len());
                    bytes.extend_from_slice(chunk.get(..left).unwrap_or_default());
                    is_cut = true;
                    continue;
                }
                bytes.extend_from_slice(&chunk);
            }
            match file {
                // A file entry that was left empty.
                Some(name) if name.is_empty() && bytes.is_empty() && !is_cut => {}
                Some(name) => {
                    room -= bytes.len();
                    if sent.files.len() >= FILES {
                        return Err(Halt::Status(StatusCode::PAYLOAD_TOO_LARGE));
                    }
                    sent.files.push(SentFile { field, name, bytes, is_too_large: is_cut });
                }
                None => {
                    fields_room -= bytes.len();
                    if is_cut {
                        // The last character may have been cut in two.
                        let whole = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
                        bytes.truncate(whole);
                        sent.cut.push(field.clone());
                    }
                    let value = String::from_utf8(bytes).map_err(|_| Halt::Status(StatusCode::BAD_REQUEST))?;
                    sent.push(&field, value.replace("\r\n", "\n"));
                }
            }
        }
        Ok(sent)
    }
}

/// What somebody wrote, without characters that no keyboard types: they hide other text, or no database takes them. Line
/// breaks and tabs stay.
fn readable(text: String) -> String {
    let hides = |c: char| {
        let turns = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        turns || (c.is_control() && !matches!(c, '\n' | '\t'))
    };
    if text.contains(hides) { text.replace(hides, "") } else { text }
}

/// The fields of a form without files, in their order.
pub(crate) fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, Halt> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            Ok((decoded(parts.next().unwrap_or_default())?, decoded(parts.next().unwrap_or_default())?))
        })
        .collect()
}

fn decoded(part: &[u8]) -> Result<String, Halt> {
    let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_encoding::percent_decode(&spaced).decode_utf8();
    let text = text.map_err(|_| Halt::Status(StatusCode::BAD_REQUEST))?;
    Ok(text.replace("\r\n", "\n"))
}

/// The last part of a path, in the manner of either system, and not too long.
fn base_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or("");
    name.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// Whether a form comes from a page of our own, as far as the browser tells.
pub(crate) fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match text(header::ORIGIN) {
        Some(origin) => {
            let sender = origin.split_once("://").map_or("", |(_, host)| host);
            text(header::HOST).is_some_and(|host| host.eq_ignore_ascii_case(sender))
        }
        None => true,
    }
}

#[cfg(test)]
mod tests;
