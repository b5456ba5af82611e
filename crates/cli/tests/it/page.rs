//! Reading a page: its links, its forms, with what stands in their fields.

/// A form of a page, as a browser would send it when nothing is typed.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    /// Names and values that are there already: hidden, typed, ticked.
    pub(crate) fields: Vec<(String, String)>,
    /// The names of the file entries.
    pub(crate) files: Vec<String>,
}

impl Form {
    /// Answers a field; what stood there is replaced.
    pub(crate) fn put(&mut self, name: &str, value: &str) {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }
}

/// The addresses of all links.
pub(crate) fn links(page: &str) -> Vec<String> {
    tags(page, "a").filter_map(|tag| attribute(tag, "href")).collect()
}

/// The form whose address contains `mark`.
pub(crate) fn form(page: &str, mark: &str) -> Option<Form> {
    page.split("<form").skip(1).find_map(|rest| {
        let (head, body) = rest.split_once('>')?;
        let action = attribute(head, "action").filter(|action| action.contains(mark))?;
        let body = body.split("</form>").next()?;
        Some(read(action, body))
    })
}

fn read(action: String, body: &str) -> Form {
    let mut form = Form { action, fields: Vec::new(), files: Vec::new() };
    for tag in tags(body, "input") {
        let Some(name) = attribute(tag, "name") else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        match attribute(tag, "type").as_deref() {
            Some("file") => form.files.push(name),
            Some("radio" | "checkbox") if !tag.ends_with(" checked") => {}
            _ => form.fields.push((name, value)),
        }
    }
    form
}

fn tags<'a>(page: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    page.split('<').filter_map(move |piece| {
        let rest = piece.strip_prefix(name)?;
        rest.starts_with([' ', '\n']).then(|| rest.split('>').next().unwrap_or(rest))
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// Text without HTML's escapes.
fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    for (escape, letter) in
        [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&"), ("&amp;", "&")]
    {
        out = out.replace(escape, letter);
    }
    out
}
