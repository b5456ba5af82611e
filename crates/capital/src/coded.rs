//! Words that are kept by a code.

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident $code:literal $zh:literal $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$one])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one of a code.
            #[must_use]
            pub fn named(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// What it is called.
            #[must_use]
            pub fn words(self) -> Words {
                match self { $(Self::$variant => Words::new($zh, $en)),+ }
            }
        }
    };
}

pub(crate) use coded;
