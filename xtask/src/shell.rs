//! Running other programs: with their output passed through, or read line by line, or taken whole.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Why the tasks cannot go on. Shown to the person at the terminal.
#[derive(Debug)]
pub(crate) struct Obstacle(pub(crate) String);

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "xtask: {}", self.0)
    }
}

/// The root of the repository, asked when this runs: several clones may share one folder of built programs.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// The same cargo that runs this task, at the root of the repository.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs to the end, output passed through; whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, Obstacle> {
    let status = command.status().map_err(|error| cannot_run(command, &error))?;
    Ok(status.success())
}

/// Runs to the end, shows each line of its output and hands it to `line`; whether it succeeded.
pub(crate) fn succeeds_telling(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool, Obstacle> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_run(command, &error))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&bytes);
            println!("{text}");
            line(&text);
        }
    }
    let status = child.wait().map_err(|error| cannot_run(command, &error))?;
    Ok(status.success())
}

/// Runs to the end and takes its output; `None` where it does not exist or fails.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where on the `PATH` a program is.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

/// Whether this runs as the superuser.
pub(crate) fn is_root() -> bool {
    output("id", &["-u"]).as_deref() == Some("0")
}

pub(crate) fn cannot_run(command: &Command, error: &std::io::Error) -> Obstacle {
    Obstacle(format!("cannot run `{}`: {error}", command.get_program().to_string_lossy()))
}
