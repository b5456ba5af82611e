//! The pictograms: one for each kind of step, drawn on a 64 px grid with one stroke, so that they look like one hand's.

use std::fmt;

macro_rules! pictograms {
    ($($variant:ident $name:literal $caption:literal $drawing:literal;)+) => {
        /// A drawing of what is done. It always stands beside its words and is silent to a screen reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Pictogram { $($variant,)+ }

        impl Pictogram {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The key of its few words.
            pub(crate) fn key(self) -> &'static str {
                match self { $(Self::$variant => $caption,)+ }
            }

            fn drawing(self) -> &'static str {
                match self { $(Self::$variant => $drawing,)+ }
            }
        }
    };
}

pictograms! {
    Propose "propose" "picture-propose" r#"<circle cx="20" cy="28" r="7.5"/><path d="M6 57c1-12 6-17 14-17s13 5 14 17"/><path d="M33 8h24v17H45l-7 7v-7h-5z"/><path d="M39 14h12M39 19.5h8"/>"#;
    Claim "claim" "picture-claim" r#"<path d="M12 6h30v50l-5-4-5 4-5-4-5 4-5-4-5 4z"/><path d="M21 15l6 8 6-8M27 23v13M21 26h12M21 31h12"/><path d="M50 20v26M45 41l5 6 5-6"/>"#;
    Income "income" "picture-income" r#"<circle cx="34" cy="18" r="12"/><path d="m29 12 5 6 5-6M34 18v8M29.5 21h9"/><path d="M6 40h10v16H6z"/><path d="M16 43c8-4 13 0 17 3h9c5 0 5 6 0 6H31"/><path d="m45 48 10-6c4-2 6 3 3 5L44 56H16"/>"#;
    Witness "witness" "picture-witness" r#"<circle cx="20" cy="30" r="7.5"/><path d="M6 58c1-12 6-17 14-17s13 5 14 17"/><path d="M32 16c7-9 19-9 26 0-7 9-19 9-26 0z"/><circle cx="45" cy="16" r="3.5"/>"#;
    Consult "consult" "picture-consult" r#"<circle cx="16" cy="20" r="6.5"/><path d="M5 42c1-9 5-13 11-13s10 4 11 13"/><circle cx="48" cy="20" r="6.5"/><path d="M37 42c1-9 5-13 11-13s10 4 11 13"/><path d="M4 46h56M13 46v12M51 46v12"/><path d="M25 9h14M28 14.5h8"/>"#;
    Notice "notice" "picture-notice" r#"<path d="M8 27v11h9l22 11V16L17 27z"/><path d="M18 38l4 15h7l-4-12"/><path d="M46 25c4 4 4 11 0 15M52 19c8 8 8 19 0 27"/>"#;
    Meeting "meeting" "picture-meeting" r#"<circle cx="12" cy="36" r="6"/><path d="M3 59c1-10 4-14 9-14 3 0 6 2 7.5 5"/><path d="M19 49V25"/><circle cx="19" cy="21" r="3"/><circle cx="32" cy="26" r="6.5"/><path d="M20 59c1-15 5-22 12-22 3 0 6 2 8 5"/><path d="M40 44V13"/><circle cx="40" cy="9" r="3"/><circle cx="50" cy="36" r="6"/><path d="M40 59c1-10 4-14 9-14 4 0 7 2 8 7"/><path d="M58 51V25"/><circle cx="58" cy="21" r="3"/>"#;
    Publicity "publicity" "picture-publicity" r#"<path d="m5 15 27-10 27 10"/><path d="M10 15h44v29H10z"/><path d="M14 44v15M50 44v15"/><path d="M17 23h30M17 30h30M17 37h18"/>"#;
    Sign "sign" "picture-sign" r#"<path d="M9 6h31v18M9 6v52h31v-6"/><path d="M16 16h17M16 24h12"/><path d="m53 20-20 22-3 10 9-4 20-22z"/><path d="M15 47c3-6 5 4 8-2l3 2"/>"#;
    Check "check" "picture-check" r#"<path d="M9 6h31v16M9 6v52h26"/><path d="M16 16h17M16 24h12M16 32h8"/><circle cx="41" cy="39" r="12"/><path d="m50 48 9 10"/><path d="m35.5 39 4 4.5 7-9"/>"#;
    Submit "submit" "picture-submit" r#"<path d="M5 16h16l5 6h14v10M5 16v38h24"/><path d="M12 31h18M12 39h12"/><path d="M34 46h24M50 38l8 8-8 8"/>"#;
    Books "books" "picture-books" r#"<path d="M13 5h38v54H13z"/><path d="M20 12h24v12H20z"/><path d="M21 33h3M31 33h3M41 33h3M21 42h3M31 42h3M41 42h3M21 51h3M31 51h13"/>"#;
    Pay "pay" "picture-pay" r#"<path d="M4 19h42v28H4z"/><circle cx="25" cy="33" r="9"/><path d="m21 28 4 5 4-5M25 33v6M21.5 35.5h7"/><path d="M50 33h10M54 26l7 7-7 7"/>"#;
    Contract "contract" "picture-contract" r#"<path d="M14 4h36v40H14z"/><path d="M21 13h22M21 20h22M21 27h12"/><path d="M20 37c2-5 4 3 7-1M37 37c2-5 4 3 7-1"/><path d="m8 59 12-13M56 59 44 46"/>"#;
    Seal "seal" "picture-seal" r#"<path d="M25 11c0-8 14-8 14 0 0 8-3 9-3 17h8c5 0 7 3 7 8v5H13v-5c0-5 2-8 7-8h8c0-8-3-9-3-17z"/><path d="M10 47h44"/><path d="M18 53h28v6H18z"/>"#;
    Lease "lease" "picture-lease" r#"<path d="M4 31 24 12l20 19"/><path d="M10 27v29h22"/><path d="M20 56V41h9v15"/><circle cx="49" cy="37" r="7"/><path d="M49 44v16M49 52h6M49 58h5"/>"#;
    Purchase "purchase" "picture-purchase" r#"<path d="M4 11h9l7 30h28l7-21H16"/><circle cx="24" cy="51" r="4.5"/><circle cx="44" cy="51" r="4.5"/><path d="M24 30h24"/>"#;
    Hiring "hiring" "picture-hiring" r#"<circle cx="24" cy="26" r="8"/><path d="M13 22c0-14 22-14 22 0M10 22h28"/><path d="M7 58c1-13 7-19 17-19s16 6 17 19"/><path d="M51 22v18M42 31h18"/>"#;
    Works "works" "picture-works" r#"<path d="M6 40c0-14 10-24 22-24s22 10 22 24z"/><path d="M3 40h50v6H3z"/><path d="M22 18v13M34 18v13"/><path d="M45 59l14-14M55 41l7 7"/>"#;
    Ledger "ledger" "picture-ledger" r#"<path d="M32 15c-7-6-18-6-27-4v40c9-2 20-2 27 4 7-6 18-6 27-4V11c-9-2-20-2-27 4z"/><path d="M32 15v40"/><path d="M12 22h13M12 31h13M12 40h13M39 22h13M39 31h8"/><path d="m39 42 4 4 8-9"/>"#;
    Handout "handout" "picture-handout" r#"<path d="M16 8h32v22H16z"/><path d="M16 16h32M32 8v22"/><path d="M5 40h10v18H5z"/><path d="M15 43c8-3 13 0 17 3h9c5 0 5 6 0 6H31"/><path d="m45 48 10-6c4-2 6 3 3 5L44 56H15"/>"#;
    Accept "accept" "picture-accept" r#"<path d="M4 32 27 11l23 21"/><path d="M11 27v29h20M43 27v3"/><circle cx="46" cy="45" r="13"/><path d="m40 45 4.5 5 8-10"/>"#;
    Evaluate "evaluate" "picture-evaluate" r#"<path d="m32 5 7 15 16 2-12 11 3 16-14-8-14 8 3-16L9 22l16-2z"/><path d="M12 58h40"/>"#;
    Answer "answer" "picture-answer" r#"<path d="M5 7h34v22H19l-8 8v-8H5z"/><path d="M12 15h20M12 22h12"/><path d="M46 24h13v22h-6v8l-8-8H25v-9"/><path d="m33 39 5 4"/>"#;
    Township "township" "picture-township" r#"<path d="M5 58h54"/><path d="M10 58V33h44v25"/><path d="m6 33 26-13 26 13z"/><path d="M32 20V5h14l-4 5 4 5H32"/><path d="M19 40v12M28 40v12M37 40v12M46 40v12"/>"#;
    Work "work" "picture-work" r#"<path d="M20 12h24v8H20z"/><path d="M20 16H11v42h42V16h-9"/><path d="m19 32 3 3 6-7M19 46l3 3 6-7"/><path d="M34 33h12M34 47h12"/>"#;
    Publish "publish" "picture-publish" r#"<path d="M16 4h25v56H16z"/><path d="M25 54h7"/><path d="M22 14h13M22 22h13M22 30h8"/><path d="M48 22c4 5 4 15 0 20M55 16c8 9 8 23 0 32"/>"#;
}

impl fmt::Display for Pictogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="pictogram pictogram-{}" viewBox="0 0 64 64" aria-hidden="true" focusable="false">{}</svg>"#,
            self.name(),
            self.drawing()
        )
    }
}

impl askama::filters::HtmlSafe for Pictogram {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::say;
    use std::collections::BTreeSet;
    use village::Language;

    #[test]
    fn every_pictogram_has_a_drawing_and_words_of_its_own() {
        let drawings: BTreeSet<_> = Pictogram::ALL.iter().map(|one| one.drawing()).collect();
        let names: BTreeSet<_> = Pictogram::ALL.iter().map(|one| one.name()).collect();
        assert_eq!((drawings.len(), names.len()), (Pictogram::ALL.len(), Pictogram::ALL.len()));
        for language in [Language::Zh, Language::En] {
            let words: BTreeSet<String> =
                Pictogram::ALL.iter().map(|one| say(language, one.key()).to_string()).collect();
            assert_eq!(words.len(), Pictogram::ALL.len());
            assert!(words.iter().all(|word| !word.contains('⟦')), "{words:?}");
        }
    }
}
