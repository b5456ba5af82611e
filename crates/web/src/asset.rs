//! The stylesheet: one file a component, joined when the program starts, served under the name of its content.

use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

macro_rules! sheets {
    ($($name:literal)+) => { &[$(include_str!(concat!("../assets/css/", $name, ".css"))),+] };
}

/// In the order in which later rules win.
const SHEETS: &[&str] = sheets![
    "tokens" "base" "header" "layout" "panel" "button" "tag" "figure" "row" "money" "record" "form" "meeting" "hall" "table" "thing" "group"
    "filter" "summary" "rule" "notice" "invoice" "flow" "rail" "pager" "picture" "poster" "paper" "copy" "print"
];

/// A file of ours, ready to be sent.
pub(crate) struct Asset {
    /// Its address, with the hash of its content in it.
    pub(crate) path: String,
    pub(crate) kind: &'static str,
    pub(crate) plain: Bytes,
    pub(crate) gzip: Bytes,
}

static STYLESHEET: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("qingcun", "css", "text/css; charset=utf-8", smaller(&SHEETS.concat()).into_bytes()));

/// The one stylesheet.
pub(crate) fn stylesheet() -> &'static Asset {
    &STYLESHEET
}

static FAVICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("qingcun", "svg", "image/svg+xml", include_bytes!("../assets/favicon.svg").to_vec()));

/// The sign in the browser's tab.
pub(crate) fn favicon() -> &'static Asset {
    &FAVICON
}

static OWN_FAVICON: LazyLock<String> = LazyLock::new(|| {
    let drawing = include_str!("../assets/favicon.svg").trim();
    let written = [("%", "%25"), ("#", "%23"), ("<", "%3C"), (">", "%3E"), ("\"", "%22"), (" ", "%20")]
        .iter()
        .fold(drawing.to_owned(), |text, (sign, code)| text.replace(sign, code));
    format!("data:image/svg+xml,{written}")
});

/// The same written into the page: one request less for whoever opens a first page on a slow network.
pub(crate) fn own_favicon() -> &'static str {
    &OWN_FAVICON
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

static SCREEN_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let css = smaller(include_str!("../assets/screen/screen.css"));
    Asset::new("screen", "css", "text/css; charset=utf-8", css.into_bytes())
});

static SCREEN_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("screen", "js", SCRIPT, without_remarks(include_str!("../assets/screen/screen.js"))));

static READING: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("read", "js", SCRIPT, without_remarks(include_str!("../assets/js/read.js"))));

static WORKER: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("worker", "js", SCRIPT, without_remarks(include_str!("../assets/js/worker.js"))));

static SIGN: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("sign", "png", "image/png", include_bytes!("../assets/sign-512.png").to_vec()));

/// The stylesheet of the screen in the hall; phones never ask for it.
pub(crate) fn screen_style() -> &'static Asset {
    &SCREEN_STYLE
}

/// What makes the screen in the hall go on by itself.
pub(crate) fn screen_script() -> &'static Asset {
    &SCREEN_SCRIPT
}

/// What the villagers' pages can do more where scripts run: kept without a network, read aloud, passed on.
pub(crate) fn reading() -> &'static Asset {
    &READING
}

/// What keeps pages in the browser; served under an address of its own, because it looks after all of them.
pub(crate) fn worker() -> &'static Asset {
    &WORKER
}

/// The sign on a phone's first page, 512 pixels a side.
pub(crate) fn sign() -> &'static Asset {
    &SIGN
}

/// The asset at `path`, if there is one.
pub(crate) fn at(path: &str) -> Option<&'static Asset> {
    [stylesheet(), favicon(), screen_style(), screen_script(), reading(), sign()]
        .into_iter()
        .find(|asset| asset.path == path)
}

/// A script of ours without the lines that are remarks, and without indentation. Scripts of ours have no text across lines.
fn without_remarks(script: &str) -> Vec<u8> {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, content: Vec<u8>) -> Self {
        let digest = hex::encode(Sha256::digest(&content));
        let path = format!("/assets/{name}-{}.{ending}", digest.get(..12).unwrap_or(&digest));
        Self { path, kind, gzip: gzipped(&content), plain: content.into() }
    }
}

/// `content` compressed; empty when that fails, which memory alone could cause.
pub(crate) fn gzipped(content: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(content.len() / 3), Compression::best());
    match encoder.write_all(content).and_then(|()| encoder.finish()) {
        Ok(bytes) => bytes.into(),
        Err(_) => Bytes::new(),
    }
}

/// CSS without comments, indentation and line ends.
fn smaller(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut all, line| {
        if !all.is_empty() && !all.ends_with(['{', ';', '}', ',']) {
            all.push(' ');
        }
        all.push_str(line);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_is_whole_and_asks_nobody_else_for_anything() {
        let css = String::from_utf8(stylesheet().plain.to_vec()).unwrap();
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        // A pattern of the page itself is nothing external.
        let elsewhere = css.replace("url(#", "");
        assert!(!elsewhere.contains("@import") && !elsewhere.contains("url("), "an external thing");
        assert!(stylesheet().gzip.len() < 16_000, "{} bytes compressed", stylesheet().gzip.len());
    }

    #[test]
    fn an_asset_is_found_by_its_content_and_not_by_its_name() {
        assert!(at(&stylesheet().path).is_some());
        assert!(at("/assets/qingcun.css").is_none());
    }

    #[test]
    fn every_component_file_is_joined() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/css");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), SHEETS.len());
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(smaller("/* a */\n.b {\n  color: red;\n}\n"), ".b {color: red;}");
    }
}
