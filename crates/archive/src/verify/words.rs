//! What a verification says of each disagreement, in both languages.

use super::VerifyFault;
use crate::Value;
use village::{Day, Fault, Hash, Moment, Words};

fn fault(table: &str, key: impl Into<String>, words: Words) -> VerifyFault {
    VerifyFault { table: table.to_owned(), key: key.into(), column: None, stored: None, logged: None, words }
}

fn with(fault: VerifyFault, column: &str, stored: Option<String>, logged: Option<String>) -> VerifyFault {
    VerifyFault { column: Some(column.to_owned()), stored, logged, ..fault }
}

pub(super) fn missing(first: u64, next: u64) -> VerifyFault {
    let (last, found) = (next.saturating_sub(1), first.saturating_sub(1));
    let words = if first < last {
        Words::new(
            format!("第{first}至{last}号记录不见了：日志从第{found}号直接跳到第{next}号"),
            format!("entries {first} to {last} are missing: the log goes from {found} straight to {next}"),
        )
    } else {
        Words::new(
            format!("第{first}号记录不见了：日志从第{found}号直接跳到第{next}号"),
            format!("entry {first} is missing: the log goes from {found} straight to {next}"),
        )
    };
    fault("entry", first.to_string(), words)
}

pub(super) fn changed_entry(seq: u64, stored: &Hash, computed: Option<&Hash>) -> VerifyFault {
    let words = Words::new(
        format!("第{seq}号记录与它写入时的校验值不符：写入之后被人改动过"),
        format!("entry {seq} does not agree with the hash it was written with: it was changed afterwards"),
    );
    let found = fault("entry", seq.to_string(), words);
    with(found, "leaf", Some(stored.to_string()), computed.map(Hash::to_string))
}

pub(super) fn back_dated(seq: u64, moment: Moment, latest: Moment) -> VerifyFault {
    let words = Words::new(
        format!("第{seq}号记录的时间{moment}早于它前面的记录{latest}：写入时机器的时钟被往回拨过"),
        format!("entry {seq} says {moment}, earlier than {latest} of an entry before it: the clock was set back"),
    );
    with(fault("entry", seq.to_string(), words), "moment", Some(moment.to_string()), Some(latest.to_string()))
}

pub(super) fn not_replayed(seq: u64, why: &Fault) -> VerifyFault {
    let words = Words::new(
        format!("第{seq}号记录无法重新推算：它与前面的记录接不上"),
        format!("entry {seq} cannot be replayed: it does not follow from the entries before it"),
    );
    VerifyFault { stored: Some(why.chain()), ..fault("entry", seq.to_string(), words) }
}

pub(super) fn log_is_shorter(promised: u64, last: u64) -> VerifyFault {
    let words = Words::new(
        format!("检查点证明曾有{promised}条记录，现在日志只到第{last}号：末尾的记录被删除了"),
        format!("a checkpoint promised {promised} entries, but the log ends at {last}: the last ones were deleted"),
    );
    let found = fault("checkpoint", promised.to_string(), words);
    with(found, "size", Some(last.to_string()), Some(promised.to_string()))
}

pub(super) fn broken_promise(size: u64, promised: &[u8], root: &[u8; 32]) -> VerifyFault {
    let words = Words::new(
        format!("前{size}条记录与检查点当时证明的内容不符：记录或检查点被人改动过"),
        format!(
            "the first {size} entries are not those that the checkpoint promised: they, or the checkpoint, were changed"
        ),
    );
    let found = fault("checkpoint", size.to_string(), words);
    with(found, "root", Some(hex::encode(promised)), Some(hex::encode(root)))
}

pub(super) fn false_checkpoint(size: u64, column: &str) -> VerifyFault {
    let words = Words::new(
        format!("{size}条记录时的检查点不可信：“{column}”一栏的签名或内容被人改动过"),
        format!("the checkpoint at {size} entries cannot be believed: its `{column}` is not what was signed"),
    );
    with(fault("checkpoint", size.to_string(), words), column, None, None)
}

pub(super) fn changed_value(table: &str, key: &str, column: &str, stored: &Value, logged: &Value) -> VerifyFault {
    let (is, should) = (stored.shown(), logged.shown());
    let words = if tells_nobody(stored) && tells_nobody(logged) {
        Words::new(
            format!("表“{table}”中“{key}”一行的“{column}”：库里是“{is}”，按日志应为“{should}”"),
            format!("table `{table}`, row `{key}`, column `{column}`: stored is `{is}`, the log gives `{should}`"),
        )
    } else {
        Words::new(
            format!("表“{table}”中“{key}”一行的“{column}”与日志不符（可能有个人信息，内容不打印）"),
            format!(
                "table `{table}`, row `{key}`, column `{column}` is not what the log gives (it may be personal and is \
                 not printed)"
            ),
        )
    };
    with(fault(table, key, words), column, Some(is), Some(should))
}

/// Whether a value can be printed where anybody may read over a shoulder: numbers, days, hashes and codes; no name, no
/// telephone, nothing that somebody wrote.
fn tells_nobody(value: &Value) -> bool {
    let text = match value {
        Value::Text(text) => text,
        _ => return true,
    };
    let code = text.len() <= 32 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    code || text.parse::<Day>().is_ok() || Hash::parse(text).is_ok()
}

pub(super) fn deleted_row(table: &str, key: &str) -> VerifyFault {
    let words = Words::new(
        format!("表“{table}”中少了“{key}”一行：按日志应当有"),
        format!("table `{table}`: row `{key}` is missing, though the log gives it"),
    );
    fault(table, key, words)
}

pub(super) fn added_row(table: &str, key: &str) -> VerifyFault {
    let words = Words::new(
        format!("表“{table}”中多了“{key}”一行：日志里没有它的来历"),
        format!("table `{table}`: row `{key}` is there, though nothing in the log gives it"),
    );
    fault(table, key, words)
}

pub(super) fn strange(object: &str) -> VerifyFault {
    let words = Words::new(
        format!("库结构中的“{object}”不是本程序所定的样子：被人增删或改动过"),
        format!(
            "`{object}` of the store's structure is not as the program defines it: it was added, removed or changed"
        ),
    );
    fault("", object, words)
}

pub(super) fn damaged(line: &str) -> VerifyFault {
    let words =
        Words::new("数据库文件已损坏，或被人直接改动过", "the database file is damaged, or was edited directly");
    VerifyFault { stored: Some(line.to_owned()), ..fault("", "", words) }
}

pub(super) fn unreadable(table: &str, why: &Fault) -> VerifyFault {
    let words = Words::new(
        format!("表“{table}”无法读完：其中有损坏的内容"),
        format!("table `{table}` cannot be read to its end: something in it is damaged"),
    );
    VerifyFault { stored: Some(why.chain()), ..fault(table, "", words) }
}
