//! Keeps the processes that the journeys need: they end with this process, in whatever way it ends. The kernel watches
//! the thread that started them, so all are started by one thread that never ends.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

type Order = (Command, Sender<String>, Arc<AtomicU32>);

/// Starts `program` for as long as this process runs; its lines arrive as it prints them.
pub(crate) fn keep(program: &Path, arguments: &[&str]) -> Printed {
    static KEEPER: OnceLock<Mutex<Sender<Order>>> = OnceLock::new();
    let keeper = KEEPER.get_or_init(|| {
        let (send, orders) = channel::<Order>();
        std::thread::spawn(move || orders.iter().for_each(|(command, lines, process)| start(command, lines, &process)));
        Mutex::new(send)
    });
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM", "--"]).arg(program).args(arguments);
    let (send, lines) = channel();
    let process = Arc::new(AtomicU32::new(0));
    keeper.lock().unwrap().send((command, send, Arc::clone(&process))).unwrap();
    Printed { program: program.to_owned(), process, lines: Mutex::new(lines), all: Vec::new() }
}

fn start(mut command: Command, lines: Sender<String>, process: &AtomicU32) {
    command.current_dir(folder()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = command.spawn().unwrap();
    process.store(child.id(), Ordering::Release);
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        // What is printed later is read too, so that the program never waits for us.
        out.lines().map_while(Result::ok).for_each(|line| drop(lines.send(line)));
        drop(child.wait());
        drop(lines);
    });
}

/// What a program prints.
pub(crate) struct Printed {
    program: PathBuf,
    process: Arc<AtomicU32>,
    lines: Mutex<Receiver<String>>,
    pub(crate) all: Vec<String>,
}

impl Printed {
    /// Waits for a line that holds `mark`; what follows the mark.
    pub(crate) fn after(&mut self, mark: &str) -> String {
        let patience = Instant::now() + Duration::from_secs(240);
        loop {
            let next = self.lines.get_mut().unwrap();
            match next.recv_timeout(patience.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.all.push(line.clone());
                    if let Some((_, rest)) = line.split_once(mark) {
                        return rest.to_owned();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("{} ended:\n{}", self.program.display(), self.all.join("\n"))
                }
                Err(RecvTimeoutError::Timeout) => panic!("{} never said `{mark}`", self.program.display()),
            }
        }
    }
}

impl Printed {
    /// Asks the program to end, as Ctrl-C does, and waits until it has.
    pub(crate) fn stop(&self) {
        let signal = format!("kill -INT {}", self.process.load(Ordering::Acquire));
        assert!(Command::new("sh").args(["-c", &signal]).status().unwrap().success());
        let lines = self.lines.lock().unwrap();
        let patience = Instant::now() + Duration::from_secs(30);
        while lines.recv_timeout(patience.saturating_duration_since(Instant::now())).is_ok() {}
        assert!(Instant::now() < patience, "{} does not end", self.program.display());
    }
}

const FOLDER: &str = "journeys-";

/// The folder of this run. The next run removes it, for nobody is left to do so at the end of this one.
pub(crate) fn folder() -> &'static Path {
    static FOLDER_OF_RUN: OnceLock<PathBuf> = OnceLock::new();
    FOLDER_OF_RUN.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
        for entry in std::fs::read_dir(root).unwrap().map(Result::unwrap) {
            let name = entry.file_name();
            let Some(process) = name.to_str().and_then(|name| name.strip_prefix(FOLDER)) else { continue };
            if !Path::new("/proc").join(process).exists() {
                drop(std::fs::remove_dir_all(entry.path()));
            }
        }
        let folder = root.join(format!("{FOLDER}{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    })
}
