//! `qingcun verify`: everything is read again and derived anew.

use crate::config::Config;
use crate::installation::Installation;
use office::{Kept, sign_in};
use std::process::ExitCode;

/// Prints what was checked and every disagreement. Exit code 1 when there is one.
pub(crate) fn run(config: &Config) -> Result<ExitCode, String> {
    let installation = Installation::open(config)?;
    let county = installation.office.archive();
    eprintln!("reading every entry and replaying the log …");
    let found = county.verify().map_err(|fault| fault.chain())?;
    let papers = papers(&installation)?;
    let sign_ins = sign_in::agree(&installation.office, &installation.directory).map_err(|fault| fault.chain())?;
    say!(
        "{} entries, {} checkpoints, {} rows in {} tables, {} papers, {} sign-ins",
        found.entries,
        found.checkpoints,
        found.rows,
        found.tables,
        papers.many,
        sign_ins.many
    );
    for fault in &found.faults {
        say!("✗ {} / {}", fault.words.zh, fault.words.en);
    }
    for fault in &papers.faults {
        say!("✗ {fault}");
    }
    for fault in &sign_ins.faults {
        say!("✗ {} / {}", fault.zh, fault.en);
    }
    if found.unlisted > 0 {
        say!("… and {} more", found.unlisted);
    }
    if found.is_clean() && papers.faults.is_empty() && sign_ins.faults.is_empty() {
        say!("✓ 全部一致 / everything agrees");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::from(1))
    }
}

struct Papers {
    many: usize,
    faults: Vec<String>,
}

/// Reads every paper that the tables name and compares its bytes with its hash.
fn papers(installation: &Installation) -> Result<Papers, String> {
    let office = &installation.office;
    let named = office.read(|reader| affairs::all_papers(reader)).map_err(|fault| fault.chain())?;
    let mut faults = Vec::new();
    for (hash, case) in &named {
        match office.files().kept(hash) {
            Ok(Kept::Whole) => {}
            Ok(Kept::Missing) => {
                faults.push(format!("办件{case}的材料{hash}不见了 / the paper {hash} of {case} is missing"))
            }
            Ok(Kept::Changed) => faults.push(format!(
                "办件{case}的材料{hash}在磁盘上被改动过 / the paper {hash} of {case} was changed on disk"
            )),
            Err(fault) => faults.push(format!(
                "办件{case}的材料{hash}读不出来 / the paper {hash} of {case} cannot be read: {}",
                fault.chain()
            )),
        }
    }
    Ok(Papers { many: named.len(), faults })
}
