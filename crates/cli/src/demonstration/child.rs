//! The process that makes the county: started, waited for, and its end told.

use super::{Options, Ready};
use std::io::Read;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};

/// The name of the hidden command by which the program starts itself.
pub(crate) const NAME: &str = "demo-county";

/// Has the county made ready by another process. What that says of its progress goes to the same terminal.
///
/// # Errors
/// In words, when the process cannot be started or has crashed. With an exit code, when it has said itself what is wrong.
pub(super) fn ready(options: &Options) -> Result<Result<Ready, ExitCode>, String> {
    let started = |error: std::io::Error| {
        format!("起不了生成演示县的进程 / the process that makes the county cannot be started: {error}")
    };
    let program = std::env::current_exe().map_err(started)?;
    let mut child = Command::new(program)
        .args(arguments(options))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(started)?;
    let (said, status) = wait(&mut child).map_err(|error| {
        format!("等不到生成演示县的进程 / the process that makes the county cannot be waited for: {error}")
    })?;
    match status.code() {
        Some(0) => serde_json::from_str(&said)
            .map(Ok)
            .map_err(|error| format!("the process that makes the county said nothing that can be read: {error}")),
        // It has told why.
        Some(2) => Ok(Err(ExitCode::from(2))),
        _ => Err(crashed(status)),
    }
}

/// Everything that it says, and how it ends. Its input is open until then: it ends by itself when that is closed.
fn wait(child: &mut Child) -> std::io::Result<(String, ExitStatus)> {
    let open = child.stdin.take();
    let mut said = String::new();
    if let Some(mut out) = child.stdout.take() {
        out.read_to_string(&mut said)?;
    }
    let status = child.wait()?;
    drop(open);
    Ok((said, status))
}

fn crashed(status: ExitStatus) -> String {
    format!(
        "生成演示县的进程意外停了（{status}），没有留下做了一半的县；请再运行一次 / the process that makes the county \
         stopped unexpectedly ({status}); no half-made county is left: run it again"
    )
}

fn arguments(options: &Options) -> Vec<std::ffi::OsString> {
    let mut all = vec![NAME.into(), "--data".into(), options.data.clone().into_os_string()];
    let seed = options.seed.map(|seed| ("--seed", seed.to_string()));
    let villages = options.villages.map(|villages| ("--villages", villages.to_string()));
    let days = Some(("--pass-days", options.pass_days.to_string()));
    for (name, value) in [seed, villages, days].into_iter().flatten() {
        all.extend([name.into(), value.into()]);
    }
    all
}
