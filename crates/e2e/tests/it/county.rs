//! The county that the journeys go through: the program's own demonstration, on a free port.

use crate::keeper::{folder, keep};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A running county.
pub(crate) struct County {
    /// `http://127.0.0.1:…`
    pub(crate) url: String,
    /// The first village's twelve digits.
    pub(crate) village: String,
    /// Sign-in names with their passwords.
    passwords: BTreeMap<String, String>,
    /// What the program printed, the QR code included.
    pub(crate) printed: Vec<String>,
}

/// The county; made and served on the first call.
pub(crate) fn county() -> &'static County {
    static COUNTY: OnceLock<County> = OnceLock::new();
    COUNTY.get_or_init(|| {
        let mut printed = keep(&program(), &["demo", "--fresh", "--villages", "3", "--port", "0", "--data", "demo"]);
        let page = printed.after("the village's page:");
        let (url, village) = page.trim().split_once("/v/").unwrap();
        let passwords = sign_ins(&printed.all);
        assert!(passwords.len() > 15, "a sign-in for every post: {passwords:?}");
        County { url: url.to_owned(), village: village.to_owned(), passwords, printed: printed.all }
    })
}

/// The program that is tried: the one that was named, else the one beside this test.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("QINGCUN_TEST_PROGRAM") {
        return named.into();
    }
    let here = std::env::current_exe().unwrap();
    let beside = here.ancestors().nth(2).unwrap().join("qingcun");
    assert!(beside.is_file(), "build it first: `cargo build --package cli` (looked for `{}`)", beside.display());
    beside
}

/// The last two columns of the printed table.
fn sign_ins(printed: &[String]) -> BTreeMap<String, String> {
    let table = printed.iter().skip_while(|line| !line.contains("sign-in")).skip(1);
    table
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let mut words = line.split_whitespace().rev();
            let (password, name) = (words.next()?, words.next()?);
            Some((name.to_owned(), password.to_owned()))
        })
        .collect()
}

impl County {
    pub(crate) fn village_page(&self) -> String {
        format!("/v/{}", self.village)
    }

    pub(crate) fn password(&self, name: &str) -> &str {
        self.passwords.get(name).unwrap_or_else(|| panic!("nobody signs in as `{name}`: {:?}", self.passwords.keys()))
    }

    /// Runs another command of the program on the same county: what it printed.
    pub(crate) fn command(&self, arguments: &[&str]) -> String {
        let config = folder().join("qingcun.toml");
        std::fs::write(&config, "county = \"990101\"\ndata = \"demo\"\n").unwrap();
        let mut command = Command::new(program());
        let output = command.args(arguments).current_dir(folder()).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A public file, without a browser.
    pub(crate) fn fetch(&self, path: &str) -> Vec<u8> {
        let host = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer));
        let body = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        answer.split_off(body)
    }
}

/// A file of this run.
pub(crate) fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(folder()).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
