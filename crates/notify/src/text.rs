//! Short messages to telephones, through a program of the county's choice: each county has another service, with another way of
//! signing, and the person who runs the county's machine writes ten lines for it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often it is looked whether the program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// Sends short messages.
#[derive(Debug, Clone)]
pub enum Texter {
    /// A program with its arguments. The message comes on its standard input as one line of JSON,
    /// `{"phone":"…","code":"…","text":"…"}`; it ends with 0 when the message is on its way.
    Program {
        /// The program and its arguments.
        line: Vec<String>,
        /// How long it may take.
        patience: Duration,
    },
    /// A file to which each message is added as such a line: for trying, and for services that read a file.
    File(PathBuf),
}

/// Why a message is not on its way. It names neither the telephone nor the text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The program cannot be started, or the file not be written.
    #[error("the message service cannot be reached")]
    Unreachable(#[source] io::Error),
    /// The program said no.
    #[error("the message service ended with {0}")]
    Refused(std::process::ExitStatus),
    /// The program did not end in time.
    #[error("the message service did not answer within {0} s")]
    TooSlow(u64),
    /// There is no program.
    #[error("no program is named for messages")]
    Nothing,
}

impl Texter {
    /// Hands a message over.
    ///
    /// # Errors
    /// When the service cannot be reached, says no, or does not answer in time.
    pub fn send(&self, phone: &str, code: &str, text: &str) -> Result<(), TextError> {
        let line = format!("{}\n", serde_json::json!({ "phone": phone, "code": code, "text": text }));
        match self {
            Self::File(path) => {
                let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
                Ok(file.write_all(line.as_bytes())?)
            }
            Self::Program { line: program, patience } => run(program, &line, *patience),
        }
    }
}

impl From<io::Error> for TextError {
    fn from(error: io::Error) -> Self {
        Self::Unreachable(error)
    }
}

fn run(program: &[String], line: &str, patience: Duration) -> Result<(), TextError> {
    let (name, arguments) = program.split_first().ok_or(TextError::Nothing)?;
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(line.as_bytes()) {
            // It may end well without reading.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        }
    }
    let since = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return if status.success() { Ok(()) } else { Err(TextError::Refused(status)) };
        }
        if since.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Err(TextError::TooSlow(patience.as_secs()));
        }
        std::thread::sleep(LOOK);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn program(script: &str, seconds: u64) -> Texter {
        let line = ["sh", "-c", script].map(ToOwned::to_owned).to_vec();
        Texter::Program { line, patience: Duration::from_secs(seconds) }
    }

    #[test]
    fn a_program_gets_the_message_and_says_whether_it_went() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out");
        program(&format!("cat > {}", file.display()), 5).send("13800000001", "123456", "验证码123456").unwrap();
        let told = std::fs::read_to_string(&file).unwrap();
        assert_eq!(told.lines().count(), 1);
        let read: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((read["phone"].as_str(), read["code"].as_str()), (Some("13800000001"), Some("123456")));
        assert!(matches!(program("exit 3", 5).send("1", "2", "3"), Err(TextError::Refused(_))));
        assert!(matches!(program("sleep 30", 0).send("1", "2", "3"), Err(TextError::TooSlow(0))));
        let none = Texter::Program { line: vec!["/no/such/program".into()], patience: LOOK };
        assert!(matches!(none.send("1", "2", "3"), Err(TextError::Unreachable(_))));
        let error = program("exit 3", 5).send("13800000001", "123456", "text").unwrap_err().to_string();
        assert!(!error.contains("138") && !error.contains("123456"));
    }

    #[test]
    fn a_file_takes_one_line_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let texter = Texter::File(folder.path().join("out"));
        texter.send("1", "2", "3").unwrap();
        texter.send("1", "2", "3").unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("out")).unwrap().lines().count(), 2);
    }
}
