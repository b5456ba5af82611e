//! Whether a county is there, and what is missing of it. Only looks, and says in both languages what to do.

use crate::config::Config;
use crate::installation::{county_store, directory_store};
use archive::{OpenError, Store};
use std::path::Path;

/// The name of the file with the key that signs checkpoints.
pub(crate) const KEY: &str = "log.key";

/// Whether every part of the county is there: its store, the directory of sign-ins, the log's key.
///
/// # Errors
/// What is missing, and what to do.
pub(crate) fn whole(config: &Config) -> Result<(), String> {
    let (county, store) = (&config.county, county_store(config));
    if !store.is_made().map_err(|error| told(&error))? {
        let at = place(&store);
        return Err(format!(
            "这里没有{county}县的账：找不到{at}；没有新建任何文件。请核对文件夹或配置里的 data；如果是文件丢失，请用备份恢复\n         \
             there is no county {county} here: {at} is missing; nothing was made. Check the folder, or `data` in the \
             configuration; if the file was lost, put it back from a copy"
        ));
    }
    let key = config.data.join(KEY);
    if !key.exists() {
        return Err(missing("给日志签名的密钥", "the key that signs the log", &format!("`{}`", key.display())));
    }
    let directory = directory_store(config);
    if !directory.is_made().map_err(|error| told(&error))? {
        return Err(missing("登录名册", "the directory of sign-ins", &place(&directory)));
    }
    Ok(())
}

fn missing(zh: &str, en: &str, at: &str) -> String {
    format!(
        "{zh}不见了：找不到{at}；没有新建任何文件。请用备份恢复\n         \
         {en} is missing: there is no {at}; nothing was made. Put it back from a copy"
    )
}

fn place(store: &Store) -> String {
    match store {
        Store::Sqlite { path } => format!("`{}`", path.display()),
        Store::Postgres { schema, .. } => format!("PostgreSQL `{schema}`"),
    }
}

/// A store without a single entry: nobody was ever registered there.
pub(crate) fn nothing_founded(config: &Config) -> String {
    let (county, at) = (&config.county, place(&county_store(config)));
    format!(
        "{at}里一条记录也没有：{county}县还没有建好，或者这不是原来的文件。新建请用 qingcun county add，丢失请用备份恢复\n         \
         {at} holds not one entry: the county {county} was never founded, or this is not the file that it was. Found it \
         with qingcun county add, or put the file back from a copy"
    )
}

/// The key that signs checkpoints.
///
/// # Errors
/// When it cannot be read, or is none.
pub(crate) fn key(data: &Path) -> Result<tlog::LogKey, String> {
    let path = data.join(KEY);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("读不了`{0}` / cannot read `{0}`: {error}", path.display()))?;
    tlog::LogKey::decode(text.trim())
        .map_err(|error| format!("`{0}`不是日志密钥 / `{0}` is not a log key: {error}", path.display()))
}

/// Why a store was not opened, in both languages.
pub(crate) fn told(error: &OpenError) -> String {
    let zh = match error {
        OpenError::Newer { store, program } => {
            format!("数据是更新的程序写的（版本{store}），本程序只认到版本{program}。请用新程序，或恢复升级前的备份")
        }
        OpenError::Edited { number, name } => format!("第{number}次升级（`{name}`）的内容与本程序不一致"),
        OpenError::Other { what, store, expected } => {
            let what = if *what == "county" { "县" } else { "日志密钥" };
            format!("数据里的{what}是`{store}`，要打开的却是`{expected}`")
        }
        OpenError::Silent { what, entries } => {
            let what = if *what == "county" { "县" } else { "日志密钥" };
            format!("账本里有{entries}条记录，却不再写明{what}：有人把它删除了")
        }
        OpenError::Schema(name) => format!("`{name}`不能作模式名"),
        OpenError::Broken(_) => "数据打不开".to_owned(),
    };
    format!("{zh}\n         {}", chain(error))
}

/// An error with all its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text
}
