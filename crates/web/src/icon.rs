//! The icons: one set drawn on a 24 px grid with a 1.75 px stroke, put into the page as SVG.

use std::fmt;

macro_rules! icons {
    ($($variant:ident $name:literal $drawing:literal;)+) => {
        /// An icon. It always stands beside its word and is silent to a screen reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Icon { $($variant,)+ }

        impl Icon {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            fn drawing(self) -> &'static str {
                match self { $(Self::$variant => $drawing,)+ }
            }
        }
    };
}

icons! {
    Party "party" r#"<path d="M5 21V4"/><path d="M5 4c4-2 7 2 14 0v9c-7 2-10-2-14 0"/>"#;
    Affairs "affairs" r#"<path d="M4 10 12 4l8 6"/><path d="M6 10v9h12v-9"/><path d="M10 19v-5h4v5"/>"#;
    Finance "finance" r#"<circle cx="12" cy="12" r="8.5"/><path d="m8.5 8 3.5 4 3.5-4"/><path d="M12 12v5M9 12.5h6M9 15h6"/>"#;
    Project "project" r#"<path d="M4 20h16"/><path d="M6 20V9l6-5 6 5v11"/><path d="M9.5 12h5M9.5 16h5"/>"#;
    Contract "contract" r#"<path d="M6 3.5h8.5L18 7v13.5H6z"/><path d="M14 3.5V7.5h4"/><path d="M9 12h6M9 15h6M9 18h3"/>"#;
    Seal "seal" r#"<path d="M9.5 14V9.5a3.5 3.5 0 1 1 5 0V14"/><path d="M6 14h12v4H6z"/><path d="M5 21h14"/>"#;
    Person "person" r#"<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>"#;
    People "people" r#"<circle cx="9" cy="8.5" r="3.25"/><path d="M3 19.5c.6-3.4 2.9-5 6-5s5.4 1.6 6 5"/><path d="M15.5 5.5a3.25 3.25 0 0 1 0 6M17.5 15c1.9.6 3.1 2 3.5 4.5"/>"#;
    Phone "phone" r#"<path d="M6.5 4h3l1.5 4-2 1.5c1 2.3 2.7 4 5 5l1.5-2 4 1.5v3c0 1-.8 2-2 2C10.5 19 5 13.5 4.5 6c0-1.2 1-2 2-2z"/>"#;
    Clock "clock" r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.5 2"/>"#;
    Done "done" r#"<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.7L16 9.5"/>"#;
    Notice "notice" r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>"#;
    Warning "warning" r#"<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17v.2"/>"#;
    Stop "stop" r#"<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z"/><path d="M8.5 12h7"/>"#;
    Missing "missing" r#"<path d="M6 3.5h8.5L18 7v13.5H6z" stroke-dasharray="3 2.5"/><path d="M9.8 10.5a2.2 2.2 0 1 1 3 2c-.6.3-.8.7-.8 1.5M12 17v.2"/>"#;
    Next "next" r#"<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>"#;
    Back "back" r#"<path d="M14.5 5.5 8 12l6.5 6.5"/>"#;
    Search "search" r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#;
    Paper "paper" r#"<path d="M6 3.5h8.5L18 7v13.5H6z"/><path d="M14 3.5V7.5h4"/>"#;
    Picture "picture" r#"<path d="M4 5h16v14H4z"/><circle cx="9" cy="10" r="1.750"/><path d="m4.5 18 5.5-5 3.5 3 3-2.5 3.5 3.5"/>"#;
    Vote "vote" r#"<path d="M4 12h16v8H4z"/><path d="M8 12 9.5 3.5h5L16 12"/><path d="M9 16h6"/>"#;
    Ask "ask" r#"<path d="M4 5h16v11H11l-4 4v-4H4z"/><path d="M9.8 9.2a2.2 2.2 0 1 1 3 2c-.6.3-.8.6-.8 1.2M12 14v.1"/>"#;
    Alert "alert" r#"<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5z"/><path d="M10 20.5h4"/>"#;
    Desk "desk" r#"<path d="M4 5h7v6H4zM13 5h7v3.5h-7zM4 13.5h7V19H4zM13 11h7v8h-7z"/>"#;
    List "list" r#"<path d="M9 6.5h11M9 12h11M9 17.5h11"/><path d="M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"/>"#;
    Add "add" r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 8v8M8 12h8"/>"#;
    Log "log" r#"<path d="M12 3.5v4M12 7.5 6.5 12M12 7.5l5.5 4.5"/><circle cx="6.5" cy="14" r="2"/><circle cx="17.5" cy="14" r="2"/><path d="M6.5 16v4.5M17.5 16v4.5"/>"#;
    Leave "leave" r#"<path d="M13.5 4H5v16h8.5"/><path d="M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5"/>"#;
    Print "print" r#"<path d="M7 8.5v-5h10v5"/><path d="M4 8.5h16V17h-3M7 17H4V8.5"/><path d="M7 14h10v6.5H7z"/>"#;
    Law "law" r#"<path d="M12 4v16M8 20h8M5 7h14"/><path d="m5 7-2.5 6h5zM19 7l-2.5 6h5z"/>"#;
    Key "key" r#"<circle cx="8" cy="15.5" r="4.25"/><path d="M11 12.500 19.500 4M15.500 8l3 3"/>"#;
    Upload "upload" r#"<path d="M12 15.5V4M8 8l4-4 4 4"/><path d="M4.5 14.5v5h15v-5"/>"#;
    Download "download" r#"<path d="M12 4v11.5M8 11.5l4 4 4-4"/><path d="M4.5 14.5v5h15v-5"/>"#;
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="icon icon-{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>"#,
            self.name(),
            self.drawing()
        )
    }
}

impl askama::filters::HtmlSafe for Icon {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_icon_has_a_name_and_a_drawing_of_its_own() {
        let names: BTreeSet<_> = Icon::ALL.iter().map(|icon| icon.name()).collect();
        let drawings: BTreeSet<_> = Icon::ALL.iter().map(|icon| icon.drawing()).collect();
        assert_eq!((names.len(), drawings.len()), (Icon::ALL.len(), Icon::ALL.len()));
    }
}
