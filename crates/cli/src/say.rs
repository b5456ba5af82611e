//! What the program says to the person who called it, on standard output.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// The exit code of a program whose reader has gone, as the shell counts it: 128 and SIGPIPE.
const READER_GONE: i32 = 141;

/// Says one line. Whoever reads may stop reading, as `head` does: then there is nobody left to speak to, and the program
/// ends without a word.
pub(crate) fn line(text: Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(READER_GONE),
        Err(error) => {
            eprintln!("qingcun: 输出写不出去 / standard output cannot be written: {error}");
            std::process::exit(2)
        }
    }
}

/// Says one line, written like `println!`.
macro_rules! say {
    () => { $crate::say::line(format_args!("")) };
    ($($arg:tt)+) => { $crate::say::line(format_args!($($arg)+)) };
}
