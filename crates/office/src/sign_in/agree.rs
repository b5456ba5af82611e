//! Whether the directory's sign-ins are those that the log tells of.
//!
//! The directory is outside every log: it keeps what nobody may read. But who has a sign-in, under which name, follows from
//! the log; a sign-in that nothing in the log gives was put there past the program.

use super::give::Recorded;
use crate::{Office, sql};
use archive::{Directory, Query};
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{Fault, PersonId, Words};

/// What the comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many sign-ins were compared.
    pub many: usize,
    /// Every disagreement.
    pub faults: Vec<Words>,
}

/// Compares the directory's sign-ins with what the log says about them.
///
/// # Errors
/// When the log or the directory cannot be read.
pub fn agree(office: &Office, directory: &Directory) -> Result<Agreement, Fault> {
    let mut logged = office.read(|reader| logged(reader))?;
    let mut found = Agreement::default();
    for sign_in in directory.sign_ins_in(office.county())? {
        found.many += 1;
        let (name, person) = (&sign_in.name, &sign_in.person);
        match logged.remove(name) {
            Some(owner) if owner == *person => {}
            Some(owner) => found.faults.push(Words::new(
                format!("登录名“{name}”：名录里是{person}的，按日志应是{owner}的"),
                format!("the sign-in `{name}` is {person}'s in the directory, and {owner}'s by the log"),
            )),
            None => found.faults.push(Words::new(
                format!("登录名“{name}”（{person}）：日志里没有它的来历，可能有人绕过本程序加的"),
                format!("nothing in the log gives the sign-in `{name}` of {person}: it was added past the program"),
            )),
        }
    }
    for (name, person) in logged {
        found.faults.push(Words::new(
            format!("登录名“{name}”（{person}）：日志里开通过，名录里没有"),
            format!("the log gives the sign-in `{name}` of {person}, but the directory has none"),
        ));
    }
    Ok(found)
}

/// Whose each sign-in is, by the log.
fn logged(query: &mut dyn Query) -> Result<BTreeMap<String, PersonId>, Fault> {
    let (mut found, mut last) = (BTreeMap::new(), 0);
    loop {
        let rows = query.query(sql::SIGN_INS_MADE, &[last.into()])?;
        if rows.is_empty() {
            return Ok(found);
        }
        for row in &rows {
            last = row.int("seq")?;
            let body: serde_json::Value = serde_json::from_str(&row.text("body")?)
                .map_err(|error| Fault::from(format!("entry {last} is malformed"), error))?;
            let made = Recorded::deserialize(&body)
                .map_err(|error| Fault::from(format!("entry {last} is malformed"), error))?;
            found.insert(made.name, made.person);
        }
    }
}
