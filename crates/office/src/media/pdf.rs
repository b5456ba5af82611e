//! A PDF without what it says about its makers: names, programs, days, the places in its pictures.

use super::{Unfit, clean_jpeg};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// The most that one stream inside a PDF may unfold to while it is read: a small file must not fill the memory.
const LARGEST_STREAM_BYTES: usize = 64 * 1024 * 1024;

/// What a dictionary may say about its making.
const ABOUT_ITS_MAKING: [&[u8]; 3] = [b"Metadata", b"PieceInfo", b"LastModified"];

/// What a dictionary may hold that acts when the paper is opened or a key is pressed. A paper is to be read.
const ACTS: [&[u8]; 7] = [b"OpenAction", b"AA", b"JavaScript", b"JS", b"EmbeddedFiles", b"EmbeddedFile", b"AF"];

/// Actions that do more than show a place or an address, by the name under `/S`.
const ACTIONS: [&[u8]; 6] = [b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"Rendition", b"GoToE"];

/// The same pages without the document's information, XMP, private data of programs, older versions and camera data.
///
/// A signed PDF (an electronic invoice) is returned as it is: one byte changed would void its signature, which proves it.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or(bytes);
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(Unfit::CutOff);
    }
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM_BYTES);
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|_| unreadable(bytes))?;
    if document.trailer.has(b"Encrypt") || document.was_encrypted() {
        return Err(Unfit::Locked);
    }
    if document.get_pages().is_empty() {
        return Err(unreadable(bytes));
    }
    if document.objects.values().any(is_signature) {
        // It can be kept as it is or not at all.
        return if document.objects.values().any(acts) { Err(Unfit::Active) } else { Ok(bytes.to_vec()) };
    }
    document.trailer.remove(b"Info");
    document.traverse_objects(forget);
    document.prune_objects();
    // Numbered anew, so that a clean paper that is sent again comes out the same.
    document.renumber_objects();
    let mut clean = Vec::with_capacity(bytes.len());
    document.save_to(&mut clean).map_err(|_| Unfit::Unreadable)?;
    Ok(clean)
}

/// A file that cannot be opened because it is locked is told from one that is broken.
fn unreadable(bytes: &[u8]) -> Unfit {
    if bytes.windows(8).any(|window| window == b"/Encrypt") { Unfit::Locked } else { Unfit::Unreadable }
}

fn is_signature(object: &Object) -> bool {
    let filled = |of: &Dictionary| of.has(b"ByteRange") && of.has(b"Contents");
    match object {
        Object::Dictionary(dictionary) => {
            filled(dictionary) || dictionary.iter().any(|(_, value)| value.as_dict().is_ok_and(filled))
        }
        _ => false,
    }
}

fn forget(object: &mut Object) {
    match object {
        Object::Dictionary(dictionary) => forget_in(dictionary),
        Object::Stream(stream) => {
            forget_in(&mut stream.dict);
            if is_photograph(&stream.dict)
                && let Ok(clean) = clean_jpeg(&stream.content)
            {
                stream.set_content(clean);
            }
        }
        _ => {}
    }
}

fn forget_in(dictionary: &mut Dictionary) {
    if is_action(dictionary) {
        *dictionary = Dictionary::new();
    }
    for key in ABOUT_ITS_MAKING.iter().chain(&ACTS) {
        dictionary.remove(key);
    }
}

fn is_action(dictionary: &Dictionary) -> bool {
    dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| ACTIONS.contains(&name))
}

/// Whether an object, or one written inside it, does something by itself.
fn acts(object: &Object) -> bool {
    match object {
        Object::Dictionary(dictionary) => acts_in(dictionary),
        Object::Stream(stream) => acts_in(&stream.dict),
        Object::Array(objects) => objects.iter().any(acts),
        _ => false,
    }
}

fn acts_in(dictionary: &Dictionary) -> bool {
    is_action(dictionary) || dictionary.iter().any(|(_, value)| acts(value))
}

/// Whether a stream is a JPEG as a camera wrote it.
fn is_photograph(dictionary: &Dictionary) -> bool {
    match dictionary.get(b"Filter") {
        Ok(Object::Name(name)) => name == b"DCTDecode",
        Ok(Object::Array(filters)) => {
            matches!(filters.as_slice(), [Object::Name(name)] if name == b"DCTDecode")
        }
        _ => false,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use img_parts::jpeg::Jpeg;
    use img_parts::{Bytes, ImageEXIF};
    use lopdf::{Stream, dictionary};

    /// A page with a photograph, and all that a scanner's program tells about it.
    fn telling() -> Document {
        let mut jpeg = Jpeg::from_bytes(Bytes::from_static(include_bytes!("../../testdata/pixel.jpg"))).unwrap();
        jpeg.set_exif(Some(Bytes::from_static(b"MM\0*\0\0\0\x08GPSPLACE")));
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let photograph = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Filter" => "DCTDecode" };
        let photograph = document.add_object(Stream::new(photograph, jpeg.encoder().bytes().to_vec()));
        let xmp = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        let xmp = document.add_object(Stream::new(xmp, b"<x:xmpmeta>XMPAUTHOR</x:xmpmeta>".to_vec()));
        let content = document.add_object(Stream::new(dictionary! {}, b"BT (The decision) Tj ET".to_vec()));
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => pages,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Contents" => content,
            "Resources" => dictionary! { "XObject" => dictionary! { "Im1" => photograph } },
            "PieceInfo" => dictionary! { "Scanner" => dictionary! { "Private" => Object::string_literal("PIECEOWNER") } },
        });
        document.objects.insert(
            pages,
            Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
        );
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp });
        let info = document.add_object(dictionary! { "Author" => Object::string_literal("INFOAUTHOR") });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        document
    }

    fn written(mut document: Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    /// A whole PDF that says so much.
    pub(crate) fn pdf(text: &str) -> Vec<u8> {
        let mut document = telling();
        let content = format!("BT ({text}) Tj ET").into_bytes();
        let page = document.page_iter().next().unwrap();
        document.change_page_content(page, content).unwrap();
        written(document)
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    const SECRETS: [&str; 4] = ["INFOAUTHOR", "XMPAUTHOR", "PIECEOWNER", "GPSPLACE"];

    #[test]
    fn a_pdf_keeps_its_pages_and_says_nothing_of_its_makers() {
        let dirty = written(telling());
        let clean = clean(&dirty).unwrap();
        for secret in SECRETS {
            assert!(holds(&dirty, secret) && !holds(&clean, secret), "{secret}");
        }
        let read = Document::load_mem(&clean).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        assert!(holds(&read.get_page_content(read.page_iter().next().unwrap()), "The decision"));
        assert!(holds(&clean, "DCTDecode"));
    }

    #[test]
    fn a_clean_pdf_stays_as_it_is() {
        let once = clean(&written(telling())).unwrap();
        assert_eq!(clean(&once).unwrap(), once, "a paper that was downloaded and sent again is the same paper");
    }

    #[test]
    fn an_older_version_inside_the_file_is_left_behind() {
        let mut file = written(telling());
        let start = file.len();
        let page = Document::load_mem(&file).unwrap().page_iter().next().unwrap();
        let table = file.windows(9).rposition(|window| window == b"startxref").unwrap();
        let previous: String = file[table + 9..].iter().map(|b| char::from(*b)).filter(char::is_ascii_digit).collect();
        let root = Document::load_mem(&file).unwrap().trailer.get(b"Root").unwrap().as_reference().unwrap();
        let parent = Document::load_mem(&file).unwrap().get_dictionary(page).unwrap().get(b"Parent").unwrap().clone();
        let parent = parent.as_reference().unwrap();
        let object =
            format!("{} 0 obj\n<< /Type /Page /Parent {} 0 R /MediaBox [0 0 9 9] >>\nendobj\n", page.0, parent.0);
        file.extend(object.as_bytes());
        let at = file.len();
        let end = format!(
            "xref\n{} 1\n{start:010} 00000 n \ntrailer\n<< /Size 50 /Root {} 0 R /Prev {previous} >>\nstartxref\n{at}\n%%EOF\n",
            page.0, root.0
        );
        file.extend(end.as_bytes());
        assert!(holds(&file, "The decision"));
        assert!(!holds(&clean(&file).unwrap(), "The decision"));
    }

    #[test]
    fn a_signed_pdf_is_kept_byte_for_byte() {
        let mut document = telling();
        document.add_object(dictionary! {
            "Type" => "Sig",
            "ByteRange" => vec![0.into(), 9.into(), 9.into(), 9.into()],
            "Contents" => Object::string_literal("signature"),
        });
        let bytes = written(document);
        assert_eq!(clean(&bytes).unwrap(), bytes);
    }

    /// A page that runs a script when it is opened, with a file hidden in it.
    fn active(signed: bool) -> Vec<u8> {
        let mut document = telling();
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert('RUNS')") };
        let script = document.add_object(script);
        let hidden = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"HIDDEN".to_vec()));
        let files = dictionary! { "Names" => vec![Object::string_literal("x.exe"), hidden.into()] };
        let names =
            dictionary! { "EmbeddedFiles" => files, "JavaScript" => dictionary! { "Names" => vec![script.into()] } };
        let catalog = document.catalog_mut().unwrap();
        catalog.set("OpenAction", script);
        catalog.set("Names", names);
        if signed {
            document.add_object(dictionary! {
                "Type" => "Sig",
                "ByteRange" => vec![0.into(), 9.into(), 9.into(), 9.into()],
                "Contents" => Object::string_literal("signature"),
            });
        }
        written(document)
    }

    #[test]
    fn a_paper_runs_nothing_when_it_is_opened() {
        let dirty = active(false);
        let clean = clean(&dirty).unwrap();
        for part in ["RUNS", "OpenAction", "HIDDEN"] {
            assert!(holds(&dirty, part) && !holds(&clean, part), "{part}");
        }
        assert_eq!(Document::load_mem(&clean).unwrap().get_pages().len(), 1);
    }

    #[test]
    fn a_signed_paper_that_runs_something_is_not_taken() {
        assert_eq!(clean(&active(true)), Err(Unfit::Active));
    }

    #[test]
    fn a_locked_a_broken_and_an_empty_pdf_are_told_apart() {
        let mut locked = telling();
        let lock = locked.add_object(dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -4,
        "O" => Object::string_literal("x".repeat(32)), "U" => Object::string_literal("y".repeat(32)) });
        locked.trailer.set("Encrypt", lock);
        assert_eq!(clean(&written(locked)), Err(Unfit::Locked));
        assert_eq!(clean(b"%PDF-1.4\nhello\n%%EOF\n"), Err(Unfit::Unreadable));
        let mut pageless = Document::with_version("1.5");
        let catalog = pageless.add_object(dictionary! { "Type" => "Catalog" });
        pageless.trailer.set("Root", catalog);
        assert_eq!(clean(&written(pageless)), Err(Unfit::Unreadable));
        let whole = written(telling());
        assert_eq!(clean(&whole[..whole.len() - 20]), Err(Unfit::CutOff));
    }
}
