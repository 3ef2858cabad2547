//! The names of facts, and the form in which they are kept.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Longest text of a fact, in characters.
const TEXT_CHARS: usize = 256;
/// Most facts of one file: one of each name and some tracks.
const FACTS: usize = 64;

macro_rules! facts {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        /// A fact by its stable name (`docs/characteristics.md`).
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[non_exhaustive]
        pub enum Fact {
            $($(#[$doc])+ #[serde(rename = $word)] $name,)+
        }

        impl Fact {
            /// Every fact there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

facts! {
    /// The kind told by the first bytes: `pdf`, `png`, `odf`.
    Kind = "kind",
    /// Version of the format in the header of the file.
    Version = "version",
    /// Version of the format in the catalog of a PDF, which overrides the header.
    CatalogVersion = "catalog-version",
    /// Number of pages, in images the number of images, in presentations of slides.
    Pages = "pages",
    /// Number of words, as the program counted that wrote the file.
    Words = "words",
    /// Whether the content is encrypted.
    Encrypted = "encrypted",
    /// The PDF/A part and level that the file claims: `2b`. Not checked.
    PdfA = "pdfa-claim",
    /// Whether a PDF is linearised and was not changed since.
    Linearised = "linearised",
    /// Whether a PDF has a signed signature field. The signature is not checked.
    Signature = "signature",
    /// Whether a PDF has files attached.
    Attachments = "attachments",
    /// Whether the file brings macros along.
    Macros = "macros",
    /// Number of entries of a container.
    Entries = "entries",
    /// Width in pixels.
    Width = "width",
    /// Height in pixels.
    Height = "height",
    /// `grey`, `grey+alpha`, `rgb`, `rgb+alpha`, `palette`, `ycbcr`, `cmyk`, `bilevel`, `lab`.
    Colour = "colour",
    /// Bits of one sample.
    Bits = "bits",
    /// Number of frames of a moving image.
    Frames = "frames",
    /// Namespace name of the root element.
    Namespace = "namespace",
    /// Local name of the root element.
    Root = "root",
    /// Encoding of a text: `us-ascii`, `utf-8`, `utf-16le`, `windows-1252` …
    Encoding = "encoding",
    /// True where the encoding is only the likeliest.
    Guessed = "encoding-guessed",
    /// Whether a byte order mark stands at the beginning.
    Bom = "byte-order-mark",
    /// `lf`, `crlf`, `cr`, `mixed` or `none`.
    LineEnds = "line-ends",
    /// Codec of a track, by the name that the container gives it; one for each track.
    Codec = "codec",
    /// Number of audio channels.
    Channels = "channels",
    /// Samples of audio in a second.
    Rate = "sample-rate",
    /// Duration in milliseconds.
    Duration = "duration-ms",
    /// Brand of an MP4 family file.
    Brand = "brand",
    /// Number of tracks.
    Tracks = "tracks",
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A count or a size.
    Number(u64),
    /// A word; at most 256 characters, all of which XML can carry.
    Text(Cow<'static, str>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

macro_rules! value {
    ($($from:ty => |$v:ident| $into:expr;)+) => {
        $(impl From<$from> for Value { fn from($v: $from) -> Self { $into } })+
    };
}

value! {
    bool => |v| Self::Flag(v);
    u64 => |v| Self::Number(v);
    u32 => |v| Self::Number(v.into());
    u16 => |v| Self::Number(v.into());
    u8 => |v| Self::Number(v.into());
    &'static str => |v| Self::Text(Cow::Borrowed(v));
    String => |v| Self::Text(Cow::Owned(clean(&v)));
}

/// The value as XML can carry it, and not too long.
fn clean(text: &str) -> String {
    let visible = |c: char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(|c| visible(*c)).take(TEXT_CHARS).collect()
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Damage {
    /// It ends before it says it does.
    Truncated,
    /// A checksum inside it does not fit.
    BadChecksum,
    /// Its parts are not as the format wants them.
    BadStructure,
    /// Something it refers to is not there.
    BadReference,
    /// It is XML and not well-formed.
    NotWellFormed,
}

/// Why a file was not looked at, or not as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unseen {
    /// It is none of the kinds known here.
    UnknownKind,
    /// It has no bytes.
    Empty,
    /// What is needed lies between the beginning and the end that are held.
    Hole,
    /// It has more parts than are followed.
    Limit,
    /// It is encrypted.
    Encrypted,
    /// It is XML with a DOCTYPE, which is not read.
    Doctype,
    /// It uses a part of its format that is not read here.
    Unsupported,
}

/// How far the structure of a file was looked at, and with what result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// What was looked at is as it should be. This is no proof of validity.
    Sound,
    /// Something is wrong.
    Damaged(Damage),
    /// Facts may be there, but the structure was not looked at as a whole.
    NotLooked(Unseen),
}

impl State {
    /// The word for metadata: `sound`, `damaged`, `not-looked`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Damaged(_) => "damaged",
            Self::NotLooked(_) => "not-looked",
        }
    }

    /// The reason for metadata, the same word as in JSON.
    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::Sound => return None,
            Self::Damaged(Damage::Truncated) => "truncated",
            Self::Damaged(Damage::BadChecksum) => "bad-checksum",
            Self::Damaged(Damage::BadStructure) => "bad-structure",
            Self::Damaged(Damage::BadReference) => "bad-reference",
            Self::Damaged(Damage::NotWellFormed) => "not-well-formed",
            Self::NotLooked(Unseen::UnknownKind) => "unknown-kind",
            Self::NotLooked(Unseen::Empty) => "empty",
            Self::NotLooked(Unseen::Hole) => "hole",
            Self::NotLooked(Unseen::Limit) => "limit",
            Self::NotLooked(Unseen::Encrypted) => "encrypted",
            Self::NotLooked(Unseen::Doctype) => "doctype",
            Self::NotLooked(Unseen::Unsupported) => "unsupported",
        })
    }
}

/// What was found out about one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Characteristics {
    /// How far the structure was looked at.
    pub state: State,
    /// The facts in the order in which they were found. `Codec` alone may come more than once.
    pub facts: Vec<(Fact, Value)>,
}

impl Default for Characteristics {
    fn default() -> Self {
        Self { state: State::NotLooked(Unseen::UnknownKind), facts: Vec::new() }
    }
}

impl Characteristics {
    /// The first value of a fact.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<&Value> {
        self.facts.iter().find(|(name, _)| *name == fact).map(|(_, value)| value)
    }

    /// Names and values as they stand in `schemas/characteristics.xsd`.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.facts.iter().map(|(fact, value)| (fact.as_str(), value.to_string()))
    }

    /// Whether there is nothing to write down.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Adds a fact, unless there are very many already.
    pub(super) fn add(&mut self, fact: Fact, value: impl Into<Value>) {
        if self.facts.len() < FACTS {
            self.facts.push((fact, value.into()));
        }
    }

    /// Puts a fact in the place of an earlier value.
    pub(super) fn set(&mut self, fact: Fact, value: impl Into<Value>) {
        self.facts.retain(|(name, _)| *name != fact);
        self.add(fact, value);
    }
}
