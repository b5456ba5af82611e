//! The configuration file, `qingcun.toml`: strict, every fault at once, every value with its place.

mod fault;
mod layer;

pub(crate) use fault::url_fault;
pub(crate) use layer::{layers_told, own_layers};

use layer::foreign;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use village::{Level, Place, Words};

/// How a county is run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The county's six digits.
    pub(crate) county: Place,
    /// The layers of rules, from the nation down; left out, those that the program has for the county's province.
    #[serde(default)]
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
    /// How messages go to villagers' telephones; without it they come in by a code on paper, or are helped.
    pub(crate) messages: Option<MessagesConfig>,
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
    /// The proxies that are believed when they tell, in `X-Forwarded-For`, who asks.
    #[serde(default)]
    pub(crate) proxies: Vec<IpAddr>,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self { address: default_address(), public_url: None, proxies: Vec::new() }
    }
}

/// How messages go to telephones: by a program, or into a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MessagesConfig {
    /// The program and its arguments.
    #[serde(default)]
    pub(crate) program: Vec<String>,
    /// A file to which each message is added as a line.
    pub(crate) file: Option<PathBuf>,
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
        let text = std::fs::read_to_string(path).map_err(|error| {
            let path = path.display();
            vec![format!("读不了配置文件`{path}` / cannot read the configuration `{path}`: {error}")]
        })?;
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Vec<String>> {
        let mut config: Self = toml::from_str(text).map_err(|error| vec![fault::of_toml(&error, text, path)])?;
        if !fault::is_written(text, "layers") {
            config.layers = own_layers(&config.county);
        }
        let faults = config.faults();
        if faults.is_empty() {
            return Ok(config);
        }
        Err(faults.into_iter().map(|(key, words)| fault::of_key(key, &words, text, path)).collect())
    }

    fn faults(&self) -> Vec<(&'static str, Words)> {
        let mut faults = Vec::new();
        let county = &self.county;
        if county.level() != Level::County {
            faults.push((
                "county",
                told(
                    format!("写的是`{county}`，应是县的6位数字"),
                    format!("found `{county}`, expected the six digits of a county"),
                ),
            ));
        }
        if self.layers.first().map(String::as_str) != Some("national") {
            faults.push(("layers", Words::new("第一层必须是`national`", "the first layer must be `national`")));
        }
        faults.extend(self.layers.iter().filter_map(|layer| foreign(layer, county)).map(|words| ("layers", words)));
        let towns = self.layers.iter().filter_map(|layer| Place::new(layer.as_str()).ok());
        for town in towns.filter(|place| place.level() == Level::Township && !county.contains(place)) {
            faults.push((
                "layers",
                told(
                    format!("乡镇`{town}`不在`{county}`县内"),
                    format!("the township `{town}` does not lie in the county `{county}`"),
                ),
            ));
        }
        if let Some(folder) = self.rules.as_ref().map(|folder| folder.display()).filter(|_| !self.has_rules()) {
            faults.push(("rules", told(format!("没有文件夹`{folder}`"), format!("there is no folder `{folder}`"))));
        }
        if let Some(url) = &self.store.url
            && !(url.starts_with("postgresql://") || url.starts_with("postgres://"))
        {
            faults.push((
                "store.url",
                Words::new(
                    "应写`postgresql://…`；用SQLite就不写这一项",
                    "expected `postgresql://…`; leave it out for SQLite",
                ),
            ));
        }
        faults.extend(self.serve.public_url.as_deref().and_then(url_fault).map(|words| ("serve.public_url", words)));
        if let Some(mail) = &self.mail {
            faults.extend(mail.faults());
        }
        if let Some(messages) = &self.messages {
            faults.extend(messages.faults());
        }
        faults
    }

    /// Whether the folder of the county's own rules, where one is named, is there.
    fn has_rules(&self) -> bool {
        self.rules.as_ref().is_none_or(|folder| folder.is_dir())
    }

    /// What is in order and may still be an oversight.
    pub(crate) fn notes(&self) -> Vec<String> {
        let behind = self.serve.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
        if !behind || !self.serve.proxies.is_empty() {
            return Vec::new();
        }
        let note = "前面有代理（https）却没有写 serve.proxies：所有人看起来都来自代理，输错密码会互相影响 / \
                    there is a proxy (https) but no serve.proxies: everybody seems to come from the proxy, and wrong \
                    passwords of one hold up the others";
        vec![note.to_owned()]
    }

    /// The effective configuration in words, with nothing secret.
    pub(crate) fn show(&self) -> String {
        let store = match &self.store.url {
            Some(url) => without_password(url),
            None => format!("sqlite: {}", self.sqlite_path().display()),
        };
        let proxies: Vec<String> = self.serve.proxies.iter().map(ToString::to_string).collect();
        let proxies = if proxies.is_empty() { "none".into() } else { proxies.join(", ") };
        let mail = self.mail.as_ref().map_or("none".into(), |m| format!("{}:{} as {}", m.server, m.port, m.from));
        let messages = self.messages.as_ref().map_or("none".into(), MessagesConfig::show);
        format!(
            "county      {}\nlayers      {}\nrules       {}\ndata        {}\nstore       {store}\naddress     {}\npublic url  {}\nproxies     {}\nmail        {mail}\nmessages    {messages}\n",
            self.county,
            self.layers.join(" < "),
            self.rules.as_ref().map_or_else(|| "(those of the program)".into(), |folder| folder.display().to_string()),
            self.data.display(),
            self.serve.address,
            self.serve.public_url.as_deref().unwrap_or("(the address above)"),
            proxies,
        )
    }

    /// The county's SQLite file.
    pub(crate) fn sqlite_path(&self) -> PathBuf {
        self.data.join(format!("county-{}.sqlite", self.county))
    }
}

impl MessagesConfig {
    fn show(&self) -> String {
        match (self.program.first(), &self.file) {
            (Some(program), _) => format!("by `{program}`"),
            (None, Some(file)) => format!("into {}", file.display()),
            (None, None) => "none".into(),
        }
    }

    fn faults(&self) -> Vec<(&'static str, Words)> {
        let is_one = self.program.is_empty() == self.file.is_some();
        if !is_one {
            let words =
                Words::new("`program`和`file`要写一个，只写一个", "`program` or `file` is expected, and not both");
            return vec![("messages", words)];
        }
        let program = self.program.first().map(Path::new);
        match program.filter(|program| program.components().count() > 1 && !program.is_file()) {
            Some(path) => {
                let path = path.display();
                let words = told(format!("没有程序`{path}`"), format!("there is no program `{path}`"));
                vec![("messages.program", words)]
            }
            None => Vec::new(),
        }
    }
}

impl MailConfig {
    fn faults(&self) -> Vec<(&'static str, Words)> {
        let mut faults = Vec::new();
        if !matches!(self.encryption.as_str(), "tls" | "starttls" | "none") {
            faults.push((
                "mail.encryption",
                told(
                    format!("写的是`{}`，应是`tls`、`starttls`或`none`", self.encryption),
                    format!("found `{}`, expected `tls`, `starttls` or `none`", self.encryption),
                ),
            ));
        }
        if !self.from.contains('@') {
            faults.push((
                "mail.from",
                told(
                    format!("写的是`{}`，应是电子邮箱", self.from),
                    format!("found `{}`, expected an e-mail address", self.from),
                ),
            ));
        }
        if self.user.is_some() != self.password_file.is_some() {
            faults.push((
                "mail.user",
                Words::new("`user`和`password_file`要么都写，要么都不写", "`user` and `password_file` go together"),
            ));
        }
        if let Some(path) = self.password_file.as_ref().filter(|path| !path.is_file()) {
            let path = path.display();
            faults
                .push(("mail.password_file", told(format!("没有文件`{path}`"), format!("there is no file `{path}`"))));
        }
        faults
    }
}

fn told(zh: String, en: String) -> Words {
    Words::new(zh, en)
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
    fn a_county_has_the_rules_of_its_own_province_only() {
        let layers = |county: &str| parse(&format!("county = \"{county}\"\ndata = \"d\"\n")).unwrap().layers;
        assert_eq!(layers("210881"), ["national"]);
        assert_eq!(layers("990101"), ["national", "zhejiang"], "the invented county");
        let faults = parse("county = \"210881\"\nlayers = [\"national\", \"zhejiang\"]\ndata = \"d\"\n").unwrap_err();
        assert!(faults[0].contains("qingcun.toml:2") && faults[0].contains("浙江省"), "{faults:?}");
        let none = parse("county = \"330723\"\nlayers = []\ndata = \"d\"\n").unwrap_err();
        assert!(none[0].contains("must be `national`"), "an empty list is not left out: {none:?}");
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let faults = parse("county = \"330723\"\ndata = \"data\"\n[serve]\nadress = \"x\"\n").unwrap_err().join("\n");
        assert!(faults.contains("line 4") && faults.contains("adress"), "{faults}");
        assert!(faults.starts_with("qingcun.toml:4: 不认识`adress`"), "{faults}");
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
    fn messages_go_one_way() {
        let fault = |text: &str| {
            let all = parse(&format!("county = \"330723\"\ndata = \"d\"\n[messages]\n{text}"));
            all.err().unwrap_or_default().join("\n")
        };
        assert!(
            fault("").contains("`program` or `file`")
                && fault("program = [\"a\"]\nfile = \"b\"\n").contains("not both")
        );
        assert!(fault("program = [\"/no/such/program\"]\n").contains("there is no program `/no/such/program`"));
        assert_eq!(fault("program = [\"sh\", \"-c\", \"cat\"]\n"), "");
        assert_eq!(fault("file = \"messages.jsonl\"\n"), "");
    }

    #[test]
    fn a_database_password_is_never_shown() {
        let config =
            parse("county = \"330723\"\ndata = \"d\"\n[store]\nurl = \"postgresql://cun:geheim@127.0.0.1/cun\"\n");
        let shown = config.unwrap().show();
        assert!(!shown.contains("geheim") && shown.contains("cun@127.0.0.1"), "{shown}");
    }
}
