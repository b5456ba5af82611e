//! What the typesetter sees: the templates, the facts, the code, the fonts. No files of the machine, no clock.

use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The fonts are read where the program itself lies in memory: what is not needed is not loaded, and the system may drop it.
const FONTS: [&[u8]; 2] = [PLAIN, include_bytes!("../fonts/NotoSansSC-Bold.subset.otf")];

/// The plain font as a file.
pub(crate) const PLAIN: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.subset.otf");

const TEMPLATES: [(&str, &str); 8] = [
    ("common.typ", include_str!("../templates/common.typ")),
    ("board.typ", include_str!("../templates/board.typ")),
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("voucher.typ", include_str!("../templates/voucher.typ")),
    ("statement.typ", include_str!("../templates/statement.typ")),
    ("card.typ", include_str!("../templates/card.typ")),
    ("plate.typ", include_str!("../templates/plate.typ")),
    ("empty.typ", include_str!("../templates/empty.typ")),
];

/// The files by name. Each name is given once: the typesetter never forgets one.
static IDS: LazyLock<Vec<(&str, Option<FileId>)>> = LazyLock::new(|| {
    let names = TEMPLATES.iter().map(|(name, _)| *name).chain(["facts.json", "code.svg"]);
    names.map(|name| (name, id(name))).collect()
});

fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// One sheet's world.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    facts: Bytes,
    code: Bytes,
}

/// The two faces.
pub(crate) fn fonts() -> Vec<Font> {
    FONTS.iter().filter_map(|bytes| Font::new(Bytes::new(*bytes), 0)).collect()
}

/// Whether every face holds a character.
pub(crate) fn holds(fonts: &[Font], c: char) -> bool {
    fonts.iter().all(|font| font.info().coverage.contains(u32::from(c)))
}

impl Desk {
    /// A world in which `template` is the sheet. None when there is no such template.
    pub(crate) fn new(template: &str, fonts: Vec<Font>, facts: Vec<u8>, code: String) -> Option<Self> {
        let main = IDS.iter().find(|(name, _)| *name == template)?.1?;
        Some(Self {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main,
            facts: Bytes::new(facts),
            code: Bytes::from_string(code),
        })
    }

    fn name(id: FileId) -> FileResult<&'static str> {
        let known = IDS.iter().find(|(_, known)| *known == Some(id));
        known.map(|(name, _)| *name).ok_or_else(|| FileError::NotFound("no such file".into()))
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = Self::name(id)?;
        let text = TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        text.map(|text| Source::new(id, text.to_owned())).ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match Self::name(id)? {
            "facts.json" => Ok(self.facts.clone()),
            "code.svg" => Ok(self.code.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
