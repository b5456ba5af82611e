//! What the tests need from the system: found, or installed with `apt-get`, or asked for.

use crate::shell::{Obstacle, is_root, output, succeeds, which};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A Debian package and how to see that what it brings is there.
struct Need {
    package: &'static str,
    why: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 6] = [
    Need { package: "postgresql", why: "the second database", is_there: || postgres_programs().is_some() },
    Need { package: "chromium", why: "the browser tests", is_there: || which("chromium").is_some() },
    Need { package: "chromium-driver", why: "the browser tests", is_there: || which("chromedriver").is_some() },
    Need { package: "cvc5", why: "the proofs about who may do what", is_there: || which("cvc5").is_some() },
    Need { package: "hledger", why: "the books, checked by another program", is_there: || which("hledger").is_some() },
    Need { package: "fonts-noto-cjk", why: "Chinese in the browser's pictures", is_there: chinese_fonts },
];

/// The folder with `initdb` and `postgres`: from the `PATH`, else Debian's newest.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let complete =
        |folder: &Path| ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file());
    let on_path = which("initdb").and_then(|program| Some(program.canonicalize().ok()?.parent()?.to_path_buf()));
    if let Some(folder) = on_path.filter(|folder| complete(folder)) {
        return Some(folder);
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|version| {
            let version = version.ok()?;
            Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin")))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder)
}

fn chinese_fonts() -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
        || output("fc-list", &[":lang=zh"]).is_some_and(|fonts| !fonts.is_empty())
}

/// Sees that everything is there; as root on Debian, installs what is not.
pub(crate) fn provide() -> Result<(), Obstacle> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if which("apt-get").is_none() || !is_root() {
        let list: Vec<String> = missing.iter().map(|need| format!("  {:<16} {}", need.package, need.why)).collect();
        let command = format!("apt-get install {}", packages.join(" "));
        return Err(Obstacle(format!(
            "these Debian packages are missing:\n{}\ninstall them as root with `{command}`, then run this again",
            list.join("\n")
        )));
    }
    println!("installing {}", packages.join(", "));
    apt_get(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&packages);
    apt_get(&install)?;
    match missing.iter().find(|need| !(need.is_there)()) {
        None => Ok(()),
        Some(need) => Err(Obstacle(format!("`{}` is installed, but what it should bring is not found", need.package))),
    }
}

/// Tries twice: package mirrors stumble now and then.
fn apt_get(arguments: &[&str]) -> Result<(), Obstacle> {
    for _ in 0..2 {
        let mut command = Command::new("apt-get");
        command.args(["-q", "-o", "Dpkg::Use-Pty=0"]).args(arguments).stdin(Stdio::null());
        // The run level of maintenance keeps a freshly installed package from starting its own server.
        command.env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1");
        if succeeds(&mut command)? {
            return Ok(());
        }
    }
    Err(Obstacle(format!("`apt-get {}` failed; see above", arguments.join(" "))))
}
