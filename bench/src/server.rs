//! The program itself, started as a user starts it.

use crate::http::{ask, free_port};
use crate::{Outcome, figures::say};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A running `qingcun demo`.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
    /// The path of the first village's page.
    pub(crate) page: String,
    /// From the program's start to the village page's first answer.
    pub(crate) ready: Duration,
}

/// Which program to measure: the one that was named, or the release program, built now.
pub(crate) fn program(named: Option<&Path>) -> Outcome<PathBuf> {
    if let Some(named) = named {
        return Ok(named.to_path_buf());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    say("building the release program …");
    let built =
        Command::new(env!("CARGO")).args(["build", "--release", "-q", "-p", "cli"]).current_dir(&root).status()?;
    if !built.success() {
        return Err("the release program cannot be built".into());
    }
    let here = std::env::current_exe()?;
    let beside = here.parent().ok_or("this program is nowhere")?.join("qingcun");
    if beside.exists() { Ok(beside) } else { Err(format!("`{}` is not there", beside.display()).into()) }
}

impl Server {
    /// Starts it on a free port with its data in a folder, and waits until a village's page is answered.
    pub(crate) fn start(program: &Path, data: &Path, villages: usize) -> Outcome<Self> {
        let port = free_port()?;
        let begun = Instant::now();
        let mut child = Command::new(program)
            .arg("demo")
            .args(["--port", &port.to_string(), "--seed", "1", "--villages", &villages.to_string(), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let lines = read_lines(&mut child)?;
        let mut server = Self { child, port, page: String::new(), ready: Duration::ZERO };
        server.page = village_page(&lines)?;
        while !ask(port, &server.page, true).is_ok_and(|answer| answer.status == 200) {
            if begun.elapsed() > Duration::from_secs(120) {
                return Err("no village page within two minutes".into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.ready = begun.elapsed();
        Ok(server)
    }

    /// Its memory: resident now, and the most it ever was, in megabytes.
    pub(crate) fn memory(&self) -> Outcome<(f64, f64)> {
        memory_of(self.child.id())
    }
}

impl Drop for Server {
    /// As Ctrl-C would; by force only when that does not help.
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Asks a process to end, and ends it when it does not.
pub(crate) fn stop(child: &mut Child) {
    let asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    let begun = Instant::now();
    while asked.is_ok() && begun.elapsed() < Duration::from_secs(5) {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The memory of a process and of those that it started: resident now, and at the most, in megabytes.
pub(crate) fn memory_of(process: u32) -> Outcome<(f64, f64)> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
        line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    let (mut now, mut most) = (megabytes("VmRSS:"), megabytes("VmHWM:"));
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    for child in children.split_whitespace().filter_map(|child| child.parse().ok()) {
        let (more, more_at_most) = memory_of(child)?;
        (now, most) = (now + more, most + more_at_most);
    }
    Ok((now, most))
}

fn read_lines(child: &mut Child) -> Outcome<Receiver<String>> {
    let output = child.stdout.take().ok_or("the program has no output")?;
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody may listen any more; the pipe must be emptied all the same.
            let _ = send.send(line);
        }
    });
    Ok(receive)
}

/// The path of the first village's page that the program prints: `/v/` and twelve digits.
fn village_page(lines: &Receiver<String>) -> Outcome<String> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(120) {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => {
                let code: Option<String> =
                    line.split_once("/v/").map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect());
                if let Some(code) = code.filter(|code| code.len() == 12) {
                    return Ok(format!("/v/{code}"));
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err("`qingcun demo` ended before it was ready".into()),
        }
    }
    Err("`qingcun demo` printed no village page".into())
}
