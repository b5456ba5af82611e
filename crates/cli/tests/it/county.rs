//! A demonstration county that is made once for all tests; each test works on a copy of its own.

use crate::program::{Server, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The county's SQLite file within its folder.
pub(crate) const STORE: &str = "county-990101.sqlite";

/// The county as it was made.
pub(crate) struct Pristine {
    folder: PathBuf,
    /// Names and passwords of this run.
    pub(crate) passwords: BTreeMap<String, String>,
    /// The first village's code.
    pub(crate) village: String,
    /// What the program said.
    pub(crate) said: Vec<String>,
}

/// Makes the county on the first call.
pub(crate) fn pristine() -> &'static Pristine {
    static MADE: OnceLock<Pristine> = OnceLock::new();
    MADE.get_or_init(|| {
        remove_leftovers();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{PRISTINE}{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let server = Server::start(&folder, &["demo", "--fresh", "--data", "demo", "--villages", "3", "--port", "0"]);
        let passwords = sign_ins(&server.said);
        assert!(passwords.len() > 15, "a sign-in for every post: {passwords:?}");
        let page = server.said.iter().find_map(|line| line.split_once("/v/")).map(|(_, code)| code.trim().to_owned());
        let said = server.said.clone();
        assert!(server.stop(), "a server that is asked to stop ends without a fault");
        Pristine { folder, passwords, village: page.unwrap(), said }
    })
}

const PRISTINE: &str = "pristine-county-";

/// Nobody drops what a static holds: the county of an earlier run is removed by the next.
fn remove_leftovers() {
    for entry in std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(PRISTINE)) else { continue };
        if !Path::new("/proc").join(process).exists() {
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// The table of sign-ins: name and password are its last two columns.
fn sign_ins(said: &[String]) -> BTreeMap<String, String> {
    let table = said.iter().skip_while(|line| !line.contains("sign-in")).skip(1).take_while(|line| !line.is_empty());
    table
        .filter_map(|line| {
            let mut words = line.split_whitespace().rev();
            let (password, name) = (words.next()?, words.next()?);
            Some((name.to_owned(), password.to_owned()))
        })
        .collect()
}

/// A copy of the county, gone when it is dropped.
pub(crate) struct Copy {
    folder: TempDir,
}

impl Copy {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        copy(&pristine().folder.join("demo"), &folder.path().join("data"));
        let config =
            "county = \"990101\"\ndata = \"data\"\n[serve]\naddress = \"127.0.0.1:0\"\nproxies = [\"127.0.0.1\"]\n";
        std::fs::write(folder.path().join("qingcun.toml"), config).unwrap();
        Self { folder }
    }

    /// The folder that holds the configuration, and the data in `data`.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.data().join(STORE)
    }

    pub(crate) fn serve(&self) -> Server {
        Server::start(self.folder(), &["serve"])
    }

    /// `qingcun verify`: its exit code and what it printed.
    pub(crate) fn verify(&self) -> (Option<i32>, String) {
        let done = run(self.folder(), &["verify"]);
        (done.code, format!("{}{}", done.out, done.err))
    }

    pub(crate) fn assert_verifies(&self, when: &str) {
        let (code, said) = self.verify();
        assert_eq!(code, Some(0), "{when}: {said}");
        assert!(said.contains("everything agrees"), "{when}: {said}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
