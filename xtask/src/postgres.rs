//! A private PostgreSQL for one run of the tests: own folder, own port, gone afterwards.

use crate::need::postgres_programs;
use crate::shell::{Obstacle, cannot_run, is_root, output};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The variable from which the tests learn where PostgreSQL is. Where it is not set they run on SQLite only.
pub(crate) const VARIABLE: &str = "QINGCUN_TEST_POSTGRES";

const FOLDER: &str = "qingcun-test-postgres-";

/// A running server. Dropping it stops it and removes its folder. Should this program be killed, the kernel tells
/// the server to stop, and the next run removes the folder.
pub(crate) struct Postgres {
    server: Child,
    port: u16,
    /// Dropped after the server has stopped.
    _folder: Folder,
}

impl Postgres {
    /// Makes a database folder and starts a server on it.
    pub(crate) fn start() -> Result<Self, Obstacle> {
        let programs = postgres_programs().ok_or_else(|| Obstacle("PostgreSQL is not installed".to_owned()))?;
        remove_leftovers();
        let user = if is_root() { Some(unprivileged_user()?) } else { None };
        let folder = Folder::make(user.as_ref())?;
        let mut initdb = as_user(user.as_ref(), &programs.join("initdb"));
        initdb.args(["--auth=trust", "--username=qingcun", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        initdb.arg("-D").arg(folder.0.join("data")).current_dir(&folder.0);
        let made = initdb.stdin(Stdio::null()).output().map_err(|error| cannot_run(&initdb, &error))?;
        if !made.status.success() {
            return Err(Obstacle(format!("PostgreSQL's initdb failed:\n{}", String::from_utf8_lossy(&made.stderr))));
        }
        for _ in 0..3 {
            // Another program may take the port between our look and the server's; then the next one is tried.
            let port = free_port().map_err(|error| Obstacle(format!("no free port on 127.0.0.1: {error}")))?;
            let mut server = launch(&programs, &folder.0, user.as_ref(), port)?;
            if becomes_ready(&mut server, &programs, port) {
                return Ok(Self { server, port, _folder: folder });
            }
            stop(&mut server);
        }
        let log = std::fs::read_to_string(folder.0.join("log")).unwrap_or_default();
        Err(Obstacle(format!("the private PostgreSQL does not start:\n{log}")))
    }

    /// Where the tests reach it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://qingcun@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        stop(&mut self.server);
    }
}

fn launch(programs: &Path, folder: &Path, user: Option<&User>, port: u16) -> Result<Child, Obstacle> {
    let log = std::fs::File::create(folder.join("log"))
        .map_err(|error| Obstacle(format!("cannot write to `{}`: {error}", folder.display())))?;
    let mut command = as_user(user, &programs.join("postgres"));
    command.arg("-D").arg(folder.join("data")).arg("-p").arg(port.to_string());
    let settings = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=300",
        "timezone=UTC",
        // Nobody misses this data after a crash; the tests of durability run on SQLite.
        "fsync=off",
        "full_page_writes=off",
    ];
    for setting in settings {
        command.args(["-c", setting]);
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    command.spawn().map_err(|error| cannot_run(&command, &error))
}

fn becomes_ready(server: &mut Child, programs: &Path, port: u16) -> bool {
    let ask = programs.join("pg_isready");
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60) && matches!(server.try_wait(), Ok(None)) {
        if output(&ask.to_string_lossy(), &["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// An interrupt asks PostgreSQL for a fast shutdown: it ends open sessions and its own child processes.
fn stop(server: &mut Child) {
    let began = Instant::now();
    if matches!(server.try_wait(), Ok(None)) {
        drop(output("kill", &["-INT", &server.id().to_string()]));
    }
    while matches!(server.try_wait(), Ok(None)) && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(server.kill());
    drop(server.wait());
}

/// The folder of this run, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn make(user: Option<&User>) -> Result<Self, Obstacle> {
        let path = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        let make = || {
            std::fs::create_dir(&path)?;
            match user {
                Some(user) => std::os::unix::fs::chown(&path, Some(user.uid), Some(user.gid)),
                None => Ok(()),
            }
        };
        make().map_err(|error| Obstacle(format!("cannot make the folder `{}`: {error}", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Whom the server runs as: PostgreSQL refuses to run as root.
struct User {
    uid: u32,
    gid: u32,
}

fn unprivileged_user() -> Result<User, Obstacle> {
    let number = |kind, name| output("id", &[kind, name])?.parse().ok();
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| Some(User { uid: number("-u", name)?, gid: number("-g", name)? }))
        .ok_or_else(|| Obstacle("found neither a user `postgres` nor `nobody` to run PostgreSQL as".to_owned()))
}

/// `program`, run as `user`, and told by the kernel to stop when this program ends in whatever way.
fn as_user(user: Option<&User>, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if let Some(user) = user {
        command.arg(format!("--reuid={}", user.uid)).arg(format!("--regid={}", user.gid)).arg("--clear-groups");
    }
    command.arg("--").arg(program);
    command
}

/// Removes the folders of runs that were killed.
fn remove_leftovers() {
    let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(FOLDER)) else { continue };
        if !Path::new("/proc").join(process).exists() {
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
