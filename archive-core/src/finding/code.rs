//! What a code is: its id, its gravity and its words.

use super::Lang;

/// A text in both languages of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// German.
    pub de: &'static str,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub const fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::De => self.de,
        }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// The package is taken, but somebody should look.
    Warning,
    /// The package is refused, or the work failed.
    Error,
}

impl Severity {
    /// The word used in JSON and in metadata.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What kind of failure an error is: decides the exit code and whether a retry makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Failed for a lasting reason.
    Failed,
    /// The command was used wrongly.
    Usage,
    /// The caller may not do this.
    Denied,
    /// May work when tried again.
    Temporary,
    /// A package or an object is invalid.
    Invalid,
    /// Damage in the archive.
    Integrity,
    /// Disk full or quota used up.
    Space,
    /// There is no installation here.
    NoArchive,
    /// Another process holds the lock.
    Locked,
    /// Stopped by the user.
    Interrupted,
}

impl Class {
    /// The exit code of the command line (cli contract, "Exit codes").
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Denied => 4,
            Self::Temporary => 5,
            Self::Invalid => 6,
            Self::Integrity => 7,
            Self::Space => 8,
            Self::NoArchive => 10,
            Self::Locked => 11,
            Self::Interrupted => 130,
        }
    }
}

/// A stable code with its gravity and words. Codes live in [`super::codes`], one family a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id: `E-BAG-012`, or the id of the standard it comes from (`E023`).
    pub id: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What an error with this code means for the caller.
    pub class: Class,
    /// A short name for tables and page titles.
    pub title: Text,
    /// One sentence with `{placeholders}`.
    pub message: Text,
    /// What to do next.
    pub hint: Text,
    /// Why this happens, for the page of the code.
    pub cause: Text,
    /// An example that shows it; the same in every language.
    pub example: &'static str,
}

/// Declares the codes of one family: statics for the code, and `ALL` for the pages.
macro_rules! codes {
    ($(
        $name:ident = $id:literal $severity:ident $class:ident {
            title: $ten:literal | $tde:literal,
            message: $men:literal | $mde:literal,
            hint: $hen:literal | $hde:literal,
            cause: $cen:literal | $cde:literal,
            example: $ex:literal $(,)?
        }
    )*) => {
            #[allow(unused_imports, reason = "a family may still be empty")]
        use $crate::finding::{Class, Code, Severity, Text};
        $(
            #[doc = concat!("`", $id, "`: ", $ten, ".")]
            pub static $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
                class: Class::$class,
                title: Text { en: $ten, de: $tde },
                message: Text { en: $men, de: $mde },
                hint: Text { en: $hen, de: $hde },
                cause: Text { en: $cen, de: $cde },
                example: $ex,
            };
        )*
        /// Every code of this family, in the order of the file.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;
