//! First passwords for everybody who holds an office, in a file that only its owner can read.

use super::fresh::Fresh;
use crate::installation::{Installation, stopped};
use office::{roster, sign_in};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use village::{Fault, PersonId};

/// The file, open: it is made before anybody is registered, so that no password is made that cannot be written down.
pub(super) struct Passwords {
    path: PathBuf,
    file: File,
}

impl Passwords {
    pub(super) fn make(path: &Path, fresh: &mut Fresh) -> Result<Self, String> {
        if path.exists() {
            return Err(format!("`{0}`已经存在，请先移走 / `{0}` exists already; move it away first", path.display()));
        }
        fresh.watch(path);
        let file = private(path).map_err(|error| wrong(path, &error))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Makes a sign-in for everybody who holds an office, and writes down its first password.
    pub(super) fn hand_out(mut self, installation: &Installation) -> Result<(), String> {
        let Installation { office, directory } = installation;
        let now = office.clock().now();
        let officials = office.read(|reader| roster::officials(reader, now.day())).map_err(|f| f.chain())?;
        self.line("\u{feff}姓名,编号,村或单位,岗位,登录名,首次密码")?;
        for person in &officials {
            let (place, posts) = stands(installation, person).map_err(|fault| fault.chain())?;
            let name = sign_in::free_name(directory, person).map_err(|fault| fault.chain())?;
            let password = sign_in::give_at_terminal(office, directory, &person.id, &name, true).map_err(stopped)?;
            self.line(&format!("{},{},{place},{posts},{name},{password}", person.name, person.id))?;
        }
        self.file.sync_all().map_err(|error| wrong(&self.path, &error))?;
        say!(
            "{0}个登录账号，首次密码在`{1}` / {0} sign-ins; their first passwords are in {1}",
            officials.len(),
            self.path.display()
        );
        Ok(())
    }

    fn line(&mut self, text: &str) -> Result<(), String> {
        writeln!(self.file, "{text}").map_err(|error| wrong(&self.path, &error))
    }
}

/// Where somebody works, and as what, so that whoever hands out the passwords knows to whom.
fn stands(installation: &Installation, person: &roster::PersonRow) -> Result<(String, String), Fault> {
    let office = &installation.office;
    let today = office.clock().now().day();
    let posts = |id: &PersonId| office.read(|reader| roster::mandates_of(reader, id, today));
    let place = office.read(|reader| roster::division(reader, &person.village))?;
    let titles: Vec<String> =
        posts(&person.id)?.iter().filter(|held| held.post.is_official()).map(|held| held.post.title().zh).collect();
    Ok((place.map_or_else(|| person.village.to_string(), |place| place.name), titles.join("、")))
}

fn wrong(path: &Path, error: &std::io::Error) -> String {
    format!("写不了`{0}` / cannot write `{0}`: {error}", path.display())
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
