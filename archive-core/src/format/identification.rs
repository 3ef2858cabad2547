//! What is said of a file.

use crate::finding::Code;
use crate::finding::codes::fmt;

/// A format of one registry, by its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormatId(u16);

impl FormatId {
    pub(super) fn at(place: usize) -> Self {
        Self(u16::try_from(place).expect("readers refuse tables with more formats"))
    }

    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Basis {
    /// Files inside the file.
    Container,
    /// Its bytes.
    Signature,
    /// Its bytes are text, and its name says nothing.
    Text,
    /// Its name, perhaps with what can be seen of its bytes.
    Extension,
    /// Nothing: the format is not known.
    #[default]
    None,
}

impl Basis {
    /// The word used in JSON and in metadata. That bytes are text is seen from the bytes, as a
    /// signature is.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Signature | Self::Text => "signature",
            Self::Extension => "extension",
            Self::None => "none",
        }
    }
}

/// What somebody should know of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The extension is none of the format found.
    Mismatch,
    /// More than one format fits.
    Several,
    /// No format fits.
    Unknown,
    /// Only the extension speaks for the format.
    ExtensionOnly,
    /// The file holds others, which could not be looked at.
    NotInside,
    /// The search was ended before its end.
    CutShort,
}

impl Warning {
    /// Every warning.
    pub const ALL: [Self; 6] = [
        Self::Mismatch,
        Self::Several,
        Self::Unknown,
        Self::ExtensionOnly,
        Self::NotInside,
        Self::CutShort,
    ];

    /// The word used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mismatch => "extension mismatch",
            Self::Several => "several",
            Self::Unknown => "none",
            Self::ExtensionOnly => "extension only",
            Self::NotInside => "not looked inside",
            Self::CutShort => "cut short",
        }
    }

    /// The code of the finding that says so.
    #[must_use]
    pub const fn code(self) -> &'static Code {
        match self {
            Self::Mismatch => &fmt::MISMATCH,
            Self::Several => &fmt::SEVERAL,
            Self::Unknown => &fmt::UNKNOWN,
            Self::ExtensionOnly => &fmt::EXTENSION_ONLY,
            Self::NotInside => &fmt::NOT_INSIDE,
            Self::CutShort => &fmt::CUT_SHORT,
        }
    }
}

/// The verdict on one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identification {
    /// The formats that fit, in the order of the registry; usually one.
    pub formats: Vec<FormatId>,
    /// What they rest on.
    pub basis: Basis,
    warnings: u8,
}

impl Identification {
    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings |= 1 << warning as u8;
    }

    /// Whether a warning goes with it.
    #[must_use]
    pub const fn has(&self, warning: Warning) -> bool {
        self.warnings >> warning as u8 & 1 == 1
    }

    /// The warnings that go with it.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        Warning::ALL.into_iter().filter(|warning| self.has(*warning))
    }
}
