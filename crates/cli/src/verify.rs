//! `qingcun verify`: everything is read again and derived anew, and every act is taken once more under the rules of its case.

use crate::config::Config;
use crate::installation::Installation;
use crate::{clock, reach};
use office::{Kept, sign_in};
use std::process::ExitCode;
use std::sync::Arc;
use village::Words;

/// Prints what was checked and every disagreement. Exit code 1 when there is one.
pub(crate) fn run(config: &Config) -> Result<ExitCode, String> {
    let installation = Installation::open_as_it_is(config, Arc::new(clock::SystemClock))?;
    let county = installation.office.archive();
    eprintln!("reading every entry and replaying the log …");
    let found = county.verify().map_err(|fault| fault.chain())?;
    let papers = papers(&installation)?;
    eprintln!("taking every act once more under the rules of its case …");
    let office = &installation.office;
    let acts = office.read(|reader| affairs::conformance(reader, office)).map_err(|fault| fault.chain())?;
    let mut lacks: Vec<Words> = reach::missing(&installation.office, &installation.directory)?.into_iter().collect();
    if found.checkpoints == 0 && found.entries > 0 {
        lacks.push(Words::new(
            format!("有{}条记录，却没有一个签过名的检查点：检查点被人删除了", found.entries),
            format!("there are {} entries but not one signed checkpoint: they were deleted", found.entries),
        ));
    }
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
    say!("{} acts of {} cases taken once more", acts.acts, acts.cases);
    for one in &acts.deviations {
        let (case, number, step, entry) = (&one.case, one.number, &one.step, one.entry);
        say!(
            "✗ 办件{case}第{number}步`{step}`（记录{entry}）与规则不符：{} / act {number} of {case}, `{step}` (entry {entry}), is not what the rules allow: {}",
            one.why.zh,
            one.why.en
        );
    }
    for fault in &lacks {
        say!("✗ {} / {}", fault.zh, fault.en);
    }
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
    // No disagreement, but somebody should telephone.
    let lost = installation.office.read(|reader| alerts::lost_messages(reader)).map_err(|fault| fault.chain())?;
    if !lost.is_empty() {
        let list = lost.join(", ");
        say!("! {list}：发信中断，不知道有没有寄到 / letters of which nobody knows whether they were sent");
    }
    if found.is_clean()
        && acts.deviations.is_empty()
        && lacks.is_empty()
        && papers.faults.is_empty()
        && sign_ins.faults.is_empty()
    {
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

/// Reads every paper, covered copy and photograph that the tables name and compares its bytes with its hash.
fn papers(installation: &Installation) -> Result<Papers, String> {
    let office = &installation.office;
    let named = office.read(|reader| {
        let mut named = affairs::all_papers(reader)?;
        named.extend(affairs::all_copies(reader)?);
        named.extend(disclosure::all_pictures(reader)?);
        named.extend(disclosure::all_recordings(reader)?);
        Ok::<_, village::Fault>(named)
    });
    let named = named.map_err(|fault| fault.chain())?;
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
