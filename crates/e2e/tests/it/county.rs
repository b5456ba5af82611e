//! The county that the journeys go through: the program's own demonstration, on a free port.

use crate::keeper::{Printed, folder, keep};
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
    /// The sign-in name of a holder of each post, by the post's title.
    holders: BTreeMap<String, String>,
    /// How many days its clock is ahead of ours.
    days: i64,
    /// The program, with what it printed, the QR code included.
    printed: Printed,
}

/// The county; made and served on the first call.
pub(crate) fn county() -> &'static County {
    static COUNTY: OnceLock<County> = OnceLock::new();
    COUNTY.get_or_init(|| County::serve(&["--fresh", "--villages", "3", "--data", "demo"], 0))
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

/// The printed table's rows: the titles of the posts that one person holds, their sign-in name, their password.
fn sign_ins(printed: &[String]) -> Vec<(Vec<String>, String, String)> {
    let table = printed.iter().skip_while(|line| !line.contains("sign-in")).skip(1);
    table
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [titles, .., name, password] = words.as_slice() else { return None };
            Some((titles.split('、').map(str::to_owned).collect(), (*name).to_owned(), (*password).to_owned()))
        })
        .collect()
}

impl County {
    /// Serves the demonstration, its clock `days` ahead.
    pub(crate) fn serve(options: &[&str], days: i64) -> Self {
        let mut printed = keep(&program(), &[&["demo", "--port", "0"], options].concat());
        let page = printed.after("the village's page:");
        let (url, village) = page.trim().split_once("/v/").unwrap();
        let (mut passwords, mut holders) = (BTreeMap::new(), BTreeMap::new());
        for (titles, name, password) in sign_ins(&printed.all) {
            holders.extend(titles.into_iter().map(|title| (title, name.clone())));
            passwords.insert(name, password);
        }
        assert!(passwords.len() > 15, "a sign-in for every post: {passwords:?}");
        Self { url: url.to_owned(), village: village.to_owned(), passwords, holders, days, printed }
    }

    /// Stops the program as Ctrl-C does, and waits until it has ended.
    pub(crate) fn stop(&self) {
        self.printed.stop();
    }

    /// What the program printed.
    pub(crate) fn printed(&self) -> &[String] {
        &self.printed.all
    }

    /// Today in the county, or so many days later.
    pub(crate) fn day(&self, later: i64) -> String {
        let when = format!("{} days", self.days + later);
        let output = Command::new("date").args(["+%F", "-d", &when]).env("TZ", "Asia/Shanghai").output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// The sign-in name of a holder of the post with this title.
    pub(crate) fn holder(&self, title: &str) -> Option<&str> {
        self.holders.get(title).map(String::as_str)
    }

    pub(crate) fn village_page(&self) -> String {
        format!("/v/{}", self.village)
    }

    pub(crate) fn password(&self, name: &str) -> &str {
        self.passwords.get(name).unwrap_or_else(|| panic!("nobody signs in as `{name}`: {:?}", self.passwords.keys()))
    }

    /// Runs another command of the program on the shared county: what it printed.
    pub(crate) fn command(&self, arguments: &[&str]) -> String {
        let config = folder().join("qingcun.toml");
        std::fs::write(&config, "county = \"990101\"\ndata = \"demo\"\n").unwrap();
        run(arguments)
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

/// Runs the program until it ends: what it printed.
pub(crate) fn run(arguments: &[&str]) -> String {
    let mut command = Command::new(program());
    let output = command.args(arguments).current_dir(folder()).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A file of this run.
pub(crate) fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(folder()).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
