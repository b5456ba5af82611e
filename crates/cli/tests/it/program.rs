//! The program as a process: run to its end, or started as a server and stopped in any case.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_qingcun");

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program to its end in `folder`.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(PROGRAM).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    told(&output)
}

fn told(output: &Output) -> Run {
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Starts the program, with what it says kept for whoever waits for its end.
pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// What a started program said to its end.
pub(crate) fn ended(child: Child) -> Run {
    told(&child.wait_with_output().unwrap())
}

/// `qingcun serve` or `demo`, serving. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What it printed before it was ready.
    pub(crate) said: Vec<String>,
    more: Receiver<String>,
}

impl Server {
    /// Starts the program and waits until it tells its address.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        Self::of(command, folder)
    }

    /// Starts the program with writes to one file stopped at `most_bytes`, as on a full disk.
    pub(crate) fn start_on_little_room(folder: &Path, most_bytes: u64, arguments: &[&str]) -> Self {
        let mut command = Command::new("sh");
        // Without the trap the signal would end the process instead of failing the write.
        let script = format!("trap '' XFSZ; exec prlimit --fsize={most_bytes} -- \"$0\" \"$@\"");
        command.args(["-c", &script, PROGRAM]).args(arguments);
        Self::of(command, folder)
    }

    fn of(mut command: Command, folder: &Path) -> Self {
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (tell, more) = channel();
        let read = |stream: Box<dyn std::io::Read + Send>| {
            let tell = tell.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(tell.send(line)));
            });
        };
        read(Box::new(child.stdout.take().unwrap()));
        read(Box::new(child.stderr.take().unwrap()));
        drop(tell);
        let mut server = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), said: Vec::new(), more };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let patience = Instant::now() + Duration::from_secs(180);
        loop {
            let left = patience.saturating_duration_since(Instant::now());
            let Ok(line) = self.more.recv_timeout(left) else {
                panic!("the server does not start:\n{}", self.said.join("\n"));
            };
            let address = address_in(&line);
            self.said.push(line);
            if let Some(address) = address {
                self.address = address;
                return;
            }
        }
    }

    /// SIGKILL, at once.
    pub(crate) fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// SIGTERM, and waits until it has ended by itself.
    pub(crate) fn stop(mut self) -> bool {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &number]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `serve` says `listening on ADDRESS`, `demo` prints the page for officials last.
fn address_in(line: &str) -> Option<SocketAddr> {
    let after = |mark: &str| line.split_once(mark).map(|(_, rest)| rest);
    let found = match after("(listening on ") {
        Some(rest) => rest.split(')').next()?,
        None => after("the officials' pages:  http://")?.split('/').next()?,
    };
    found.parse().ok()
}
