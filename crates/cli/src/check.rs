//! `qingcun check`: whether a file of evidence holds, without the store and without a network.

use archive::check_evidence;
use std::path::Path;
use std::process::ExitCode;

/// Prints what the file shows. Exit code 1 when it does not hold.
pub(crate) fn run(path: &Path, key: Option<&str>) -> Result<ExitCode, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    match check_evidence(&text, key) {
        Ok(shown) => {
            say!("{}", shown.entry);
            say!("✓ 第{}条，在日志{}签过名的前{}条里", shown.seq, shown.origin, shown.size);
            say!("✓ entry {} is among the {} entries that the log {} has signed", shown.seq, shown.size, shown.origin);
            if key.is_none() {
                say!(
                    "! 没有给出公钥（--key）：只说明文件完整，不说明是谁的日志 / without --key this shows that the file is whole, not whose log it is"
                );
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            say!("✗ 对不上 / it does not hold: {error}");
            Ok(ExitCode::from(1))
        }
    }
}
