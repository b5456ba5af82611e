//! The configuration file, `qingcun.toml`: strict, every fault at once, every value with its place.

use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use village::{Level, Place};

/// How a county is run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The county's six digits.
    pub(crate) county: Place,
    /// The layers of rules, from the nation down.
    #[serde(default = "default_layers")]
    pub(crate) layers: Vec<String>,
    /// A folder with the county's own layers of rules, and its townships'.
    pub(crate) rules: Option<PathBuf>,
    /// The folder of papers, keys and, without a server, the store.
    pub(crate) data: PathBuf,
    #[serde(default)]
    pub(crate) store: StoreConfig,
    #[serde(default)]
    pub(crate) serve: ServeConfig,
    /// How e-mail is sent; none is sent without it.
    pub(crate) mail: Option<MailConfig>,
}

/// Where the store is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoreConfig {
    /// `postgresql://…`; without it, one SQLite file in the data folder.
    pub(crate) url: Option<String>,
}

/// Where the pages are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServeConfig {
    /// The address to listen on.
    #[serde(default = "default_address")]
    pub(crate) address: SocketAddr,
    /// The address that people type and that QR codes hold, such as `https://cunwu.example.cn`.
    pub(crate) public_url: Option<String>,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self { address: default_address(), public_url: None }
    }
}

/// How e-mail is sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailConfig {
    /// The mail server.
    pub(crate) server: String,
    /// Its port.
    pub(crate) port: u16,
    /// Whether the connection is encrypted: `tls`, `starttls` or `none`.
    #[serde(default = "default_encryption")]
    pub(crate) encryption: String,
    /// The sender.
    pub(crate) from: String,
    /// The user, when the server asks for one.
    pub(crate) user: Option<String>,
    /// A file that holds the password; never the password itself.
    pub(crate) password_file: Option<PathBuf>,
}

fn default_layers() -> Vec<String> {
    vec!["national".into(), "zhejiang".into()]
}

fn default_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_encryption() -> String {
    "starttls".into()
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// Every fault in words: where, what was found, what was expected.
    pub(crate) fn read(path: &Path) -> Result<Self, Vec<String>> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| vec![format!("cannot read the configuration `{}`: {error}", path.display())])?;
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Vec<String>> {
        let config: Self = toml::from_str(text)
            .map_err(|error| vec![format!("{}: {}", path.display(), error.to_string().trim_end())])?;
        let faults = config.faults();
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.county.level() != Level::County {
            faults.push(format!("county: found `{}`, expected the six digits of a county", self.county));
        }
        if self.layers.first().map(String::as_str) != Some("national") {
            faults.push("layers: the first layer must be `national`".into());
        }
        let towns = self.layers.iter().filter_map(|layer| Place::new(layer.as_str()).ok());
        for town in towns.filter(|place| place.level() == Level::Township && !self.county.contains(place)) {
            faults.push(format!("layers: the township `{town}` does not lie in the county `{}`", self.county));
        }
        if let Some(folder) = self.rules.as_ref().filter(|folder| !folder.is_dir()) {
            faults.push(format!("rules: there is no folder `{}`", folder.display()));
        }
        if let Some(url) = &self.store.url
            && !(url.starts_with("postgresql://") || url.starts_with("postgres://"))
        {
            faults.push("store.url: expected `postgresql://…`; leave it out for SQLite".into());
        }
        if let Some(url) = &self.serve.public_url
            && !(url.starts_with("http://") || url.starts_with("https://"))
        {
            faults.push(format!("serve.public_url: found `{url}`, expected `https://…` or `http://…`"));
        }
        if let Some(mail) = &self.mail {
            faults.extend(mail.faults());
        }
        faults
    }

    /// The effective configuration in words, with nothing secret.
    pub(crate) fn show(&self) -> String {
        let store = match &self.store.url {
            Some(url) => without_password(url),
            None => format!("sqlite: {}", self.sqlite_path().display()),
        };
        let mail = self.mail.as_ref().map_or("none".into(), |m| format!("{}:{} as {}", m.server, m.port, m.from));
        format!(
            "county      {}\nlayers      {}\nrules       {}\ndata        {}\nstore       {store}\naddress     {}\npublic url  {}\nmail        {mail}\n",
            self.county,
            self.layers.join(" < "),
            self.rules.as_ref().map_or_else(|| "(those of the program)".into(), |folder| folder.display().to_string()),
            self.data.display(),
            self.serve.address,
            self.serve.public_url.as_deref().unwrap_or("(the address above)"),
        )
    }

    /// The county's SQLite file.
    pub(crate) fn sqlite_path(&self) -> PathBuf {
        self.data.join(format!("county-{}.sqlite", self.county))
    }
}

impl MailConfig {
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !matches!(self.encryption.as_str(), "tls" | "starttls" | "none") {
            faults.push(format!("mail.encryption: found `{}`, expected `tls`, `starttls` or `none`", self.encryption));
        }
        if !self.from.contains('@') {
            faults.push(format!("mail.from: found `{}`, expected an e-mail address", self.from));
        }
        if self.user.is_some() != self.password_file.is_some() {
            faults.push("mail: `user` and `password_file` go together".into());
        }
        if let Some(path) = &self.password_file
            && !path.is_file()
        {
            faults.push(format!("mail.password_file: there is no file `{}`", path.display()));
        }
        faults
    }
}

/// A database address with its password left out.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "(unreadable)".into() };
    match rest.rsplit_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Vec<String>> {
        Config::parse(text, Path::new("qingcun.toml"))
    }

    #[test]
    fn three_lines_are_enough() {
        let config = parse("county = \"330723\"\ndata = \"data\"\n").unwrap();
        assert_eq!(config.layers, ["national", "zhejiang"]);
        assert_eq!(config.serve.address.port(), 8080);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let faults = parse("county = \"330723\"\ndata = \"data\"\n[serve]\nadress = \"x\"\n").unwrap_err().join("\n");
        assert!(faults.contains("line 4") && faults.contains("adress"), "{faults}");
    }

    #[test]
    fn all_faults_come_at_once() {
        let faults = parse(
            "county = \"33072300\"\ndata = \"d\"\nlayers = [\"zhejiang\"]\n[store]\nurl = \"mysql://x\"\n[mail]\nserver = \"m\"\nport = 25\nfrom = \"x\"\nencryption = \"ssl\"\n",
        );
        // Eight digits are no division code at all, so the county is told by the parser first.
        assert!(faults.unwrap_err().join("\n").contains("33072300"));
        let faults = parse(
            "county = \"330723001\"\ndata = \"d\"\nlayers = [\"zhejiang\"]\n[store]\nurl = \"mysql://x\"\n[mail]\nserver = \"m\"\nport = 25\nfrom = \"x\"\nencryption = \"ssl\"\n",
        )
        .unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
    }

    #[test]
    fn a_townships_layer_lies_in_the_county_and_the_folder_is_there() {
        let layers = "layers = [\"national\", \"zhejiang\", \"wuyi\", \"330724001\"]";
        let faults =
            parse(&format!("county = \"330723\"\ndata = \"d\"\n{layers}\nrules = \"no-such-folder\"\n")).unwrap_err();
        assert!(faults[0].contains("`330724001` does not lie in the county `330723`"), "{faults:?}");
        assert!(faults[1].contains("there is no folder `no-such-folder`"), "{faults:?}");
    }

    #[test]
    fn a_database_password_is_never_shown() {
        let config =
            parse("county = \"330723\"\ndata = \"d\"\n[store]\nurl = \"postgresql://cun:geheim@127.0.0.1/cun\"\n");
        let shown = config.unwrap().show();
        assert!(!shown.contains("geheim") && shown.contains("cun@127.0.0.1"), "{shown}");
    }
}
