//! Storage layouts: where in a root the object with an id stands (OCFL 1.1 §4.3; extensions
//! 0002, 0003, 0004, 0006, 0007 and 0010).
//!
//! A layout is a pure function from id to path. It never touches a disk, and the paths it gives
//! never lead outside the root.

use super::json::{self, Json};
use super::spec::fixity_algorithm;
use crate::digest::{Algorithm, Hasher};
use crate::limits::NAME_BYTES;
use std::fmt::Write as _;

/// Why a layout cannot be used, or gives no path for an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// The configuration is no JSON object.
    #[error("config.json is no JSON object")]
    NotJson,
    /// A parameter is missing or has a value it cannot have.
    #[error("the parameter {0} cannot be used")]
    Parameter(&'static str),
    /// The id has no path in this layout.
    #[error("the id has no path in this layout")]
    Id,
}

/// A storage layout with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// 0002: the id is the folder's name.
    FlatDirect,
    /// 0003: tuples of the id's digest, then the id, percent-encoded.
    HashAndId(Tuples),
    /// 0004: tuples of the id's digest, then the digest.
    Hashed {
        /// The tuples.
        tuples: Tuples,
        /// Whether the last folder has only the part of the digest the tuples left over.
        short_object_root: bool,
    },
    /// 0006: what follows the last delimiter is the folder's name.
    FlatOmitPrefix {
        /// End of the prefix, in whatever case.
        delimiter: String,
    },
    /// 0007: tuples of what follows the last delimiter, then that itself.
    TupleOmitPrefix {
        /// End of the prefix, in whatever case.
        delimiter: String,
        /// Characters of a tuple.
        tuple_size: usize,
        /// Number of tuples.
        tuples: usize,
        /// Whether zeros are added on the right and not on the left.
        pad_right: bool,
        /// Whether the tuples are taken from the end.
        reverse: bool,
    },
    /// 0010: tuples of different sizes of what follows the last delimiter.
    Differential {
        /// End of the prefix, in whatever case.
        delimiter: String,
        /// Characters of each tuple.
        sizes: Vec<usize>,
        /// Whether the prefix-free id follows as a folder of its own.
        full_id: bool,
    },
}

/// How a digest is cut into folder names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tuples {
    /// The algorithm over the UTF-8 bytes of the id.
    pub algorithm: Algorithm,
    /// Hexadecimal digits of a tuple.
    pub size: usize,
    /// Number of tuples.
    pub count: usize,
}

impl Tuples {
    /// The hexadecimal digest of an id, and the folders its tuples give, each with `/` behind.
    fn cut(self, id: &str) -> (String, String) {
        let digest = Hasher::digest(self.algorithm, id.as_bytes()).hex();
        let mut folders = String::new();
        for tuple in 0..self.count {
            folders.push_str(&digest[tuple * self.size..(tuple + 1) * self.size]);
            folders.push('/');
        }
        (digest, folders)
    }
}

/// Largest tuple size and number of tuples the extensions allow.
const TUPLE_MAX: usize = 32;
/// Longest encoded id that extension 0003 keeps whole, in characters.
const ENCODED_ID: usize = 100;

impl Layout {
    /// The layout of a registered extension name with the content of its `config.json`; without
    /// one, the defaults. `Ok(None)` for names that are no layout known here.
    pub fn from_config(name: &str, config: Option<&[u8]>) -> Result<Option<Self>, LayoutError> {
        let config = Config::parse(config, name)?;
        Ok(Some(match name {
            "0002-flat-direct-storage-layout" => Self::FlatDirect,
            "0003-hash-and-id-n-tuple-storage-layout" => Self::HashAndId(config.tuples()?),
            "0004-hashed-n-tuple-storage-layout" => config.hashed()?,
            "0006-flat-omit-prefix-storage-layout" => {
                Self::FlatOmitPrefix { delimiter: config.delimiter(None)? }
            }
            "0007-n-tuple-omit-prefix-storage-layout" => config.tuple_omit_prefix()?,
            "0010-differential-n-tuple-omit-prefix-storage-layout" => config.differential()?,
            _ => return Ok(None),
        }))
    }

    /// The path of the object with an id, relative to the storage root, `/`-separated.
    pub fn path(&self, id: &str) -> Result<String, LayoutError> {
        let path = match self {
            Self::FlatDirect => single(id)?.to_owned(),
            Self::HashAndId(tuples) => {
                let (digest, folders) = tuples.cut(id);
                folders + &encapsulated(id, &digest)
            }
            Self::Hashed { tuples, short_object_root } => {
                let (digest, folders) = tuples.cut(id);
                let used = if *short_object_root { tuples.size * tuples.count } else { 0 };
                folders + &digest[used..]
            }
            Self::FlatOmitPrefix { delimiter } => single(after(id, delimiter)?)?.to_owned(),
            Self::TupleOmitPrefix { delimiter, tuple_size, tuples, pad_right, reverse } => {
                let rest = single(ascii(after(id, delimiter)?)?)?;
                let padded = padded(rest, tuple_size * tuples, *pad_right, *reverse);
                let sizes = vec![*tuple_size; *tuples];
                format!("{}/{rest}", cut(&padded, &sizes).join("/"))
            }
            Self::Differential { delimiter, sizes, full_id } => {
                let rest = single(ascii(after(id, delimiter)?)?)?;
                if sizes.iter().sum::<usize>() != rest.len() {
                    return Err(LayoutError::Id);
                }
                let tuples = cut(rest, sizes).join("/");
                if *full_id { format!("{tuples}/{rest}") } else { tuples }
            }
        };
        let usable = |name: &str| !matches!(name, "" | "." | "..") && name.len() <= NAME_BYTES;
        if path.split('/').all(usable) { Ok(path) } else { Err(LayoutError::Id) }
    }
}

/// A text that is one folder name; those with a separator have no place in a flat layout.
fn single(name: &str) -> Result<&str, LayoutError> {
    if name.contains(['/', '\0']) { Err(LayoutError::Id) } else { Ok(name) }
}

/// Extensions 0007 and 0010 are defined for printable ASCII only.
fn ascii(text: &str) -> Result<&str, LayoutError> {
    if text.bytes().all(|b| (0x20..=0x7F).contains(&b)) { Ok(text) } else { Err(LayoutError::Id) }
}

/// What follows the last delimiter; the whole id where there is none.
fn after<'i>(id: &'i str, delimiter: &str) -> Result<&'i str, LayoutError> {
    let (bytes, mark) = (id.as_bytes(), delimiter.as_bytes());
    let found = bytes.windows(mark.len()).rposition(|part| part.eq_ignore_ascii_case(mark));
    let rest = found.map_or(id, |start| &id[start + mark.len()..]);
    if rest.is_empty() { Err(LayoutError::Id) } else { Ok(rest) }
}

fn padded(rest: &str, width: usize, right: bool, reverse: bool) -> String {
    let zeros = "0".repeat(width.saturating_sub(rest.len()));
    let padded = if right { format!("{rest}{zeros}") } else { format!("{zeros}{rest}") };
    if reverse { padded.chars().rev().collect() } else { padded }
}

/// Cuts ASCII text into pieces of given sizes; the text is long enough.
fn cut<'t>(text: &'t str, sizes: &[usize]) -> Vec<&'t str> {
    let mut rest = text;
    let mut out = Vec::with_capacity(sizes.len());
    for size in sizes {
        let (piece, tail) = rest.split_at(*size);
        out.push(piece);
        rest = tail;
    }
    out
}

/// The folder name of extension 0003: percent-encoded, and cut where it would grow too long.
fn encapsulated(id: &str, digest: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02x}");
        }
    }
    if out.len() > ENCODED_ID {
        out.truncate(ENCODED_ID);
        out.push('-');
        out.push_str(digest);
    }
    out
}

/// The parameters of a layout.
struct Config<'c>(json::Members<'c>);

impl<'c> Config<'c> {
    fn parse(bytes: Option<&'c [u8]>, name: &str) -> Result<Self, LayoutError> {
        let Some(bytes) = bytes else { return Ok(Self(Vec::new())) };
        let Ok(Json::Object(members)) = json::parse(bytes) else {
            return Err(LayoutError::NotJson);
        };
        let out = Self(members);
        match out.get("extensionName") {
            None => Ok(out),
            Some(Json::String(text)) if text == name => Ok(out),
            Some(_) => Err(LayoutError::Parameter("extensionName")),
        }
    }

    fn get(&self, key: &str) -> Option<&Json<'c>> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    fn text(&self, key: &'static str) -> Result<Option<&str>, LayoutError> {
        match self.get(key) {
            None => Ok(None),
            Some(Json::String(text)) if !text.is_empty() => Ok(Some(text)),
            Some(_) => Err(LayoutError::Parameter(key)),
        }
    }

    fn flag(&self, key: &'static str) -> Result<bool, LayoutError> {
        match self.get(key) {
            None => Ok(false),
            Some(Json::Bool(value)) => Ok(*value),
            Some(_) => Err(LayoutError::Parameter(key)),
        }
    }

    fn number(&self, key: &'static str, least: usize) -> Result<usize, LayoutError> {
        let value = self.get(key).map_or(Some(3), integer);
        value.filter(|v| (least..=TUPLE_MAX).contains(v)).ok_or(LayoutError::Parameter(key))
    }

    fn delimiter(&self, default: Option<&str>) -> Result<String, LayoutError> {
        let text = self.text("delimiter")?.or(default);
        text.map(str::to_owned).ok_or(LayoutError::Parameter("delimiter"))
    }

    fn tuples(&self) -> Result<Tuples, LayoutError> {
        let name = self.text("digestAlgorithm")?.unwrap_or("sha256");
        let algorithm = fixity_algorithm(name).ok_or(LayoutError::Parameter("digestAlgorithm"))?;
        let (size, count) = (self.number("tupleSize", 0)?, self.number("numberOfTuples", 0)?);
        let fits = size * count <= 2 * algorithm.bytes() && (size == 0) == (count == 0);
        if fits {
            Ok(Tuples { algorithm, size, count })
        } else {
            Err(LayoutError::Parameter("tupleSize"))
        }
    }

    fn hashed(&self) -> Result<Layout, LayoutError> {
        let tuples = self.tuples()?;
        let short_object_root = self.flag("shortObjectRoot")?;
        if short_object_root && tuples.size * tuples.count == 2 * tuples.algorithm.bytes() {
            return Err(LayoutError::Parameter("shortObjectRoot"));
        }
        Ok(Layout::Hashed { tuples, short_object_root })
    }

    fn tuple_omit_prefix(&self) -> Result<Layout, LayoutError> {
        let pad_right = match self.text("zeroPadding")? {
            None | Some("left") => false,
            Some("right") => true,
            Some(_) => return Err(LayoutError::Parameter("zeroPadding")),
        };
        Ok(Layout::TupleOmitPrefix {
            delimiter: self.delimiter(Some(":"))?,
            tuple_size: self.number("tupleSize", 1)?,
            tuples: self.number("numberOfTuples", 1)?,
            pad_right,
            reverse: self.flag("reverseObjectRoot")?,
        })
    }

    fn differential(&self) -> Result<Layout, LayoutError> {
        const KEY: &str = "tupleSegmentSizes";
        let sizes = match self.get(KEY) {
            None => Some(vec![2, 3, 2, 4]),
            Some(Json::Array(list)) => list.iter().map(integer).collect(),
            Some(_) => None,
        };
        let sizes: Option<Vec<usize>> = sizes.filter(|list| {
            !list.is_empty() && list.iter().all(|size| (1..=NAME_BYTES).contains(size))
        });
        Ok(Layout::Differential {
            delimiter: self.delimiter(Some(":"))?,
            sizes: sizes.ok_or(LayoutError::Parameter(KEY))?,
            full_id: self.flag("fullIdentifierAsObjectRoot")?,
        })
    }
}

/// A small whole number.
fn integer(value: &Json<'_>) -> Option<usize> {
    match value {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and small"
        )]
        Json::Number(n) if n.fract() == 0.0 && (0.0..=1_000_000.0).contains(n) => Some(*n as usize),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(name: &str, config: &str) -> Result<Layout, LayoutError> {
        let config = (!config.is_empty()).then_some(config.as_bytes());
        Ok(Layout::from_config(name, config)?.expect("a known layout"))
    }

    fn check(name: &str, config: &str, examples: &[(&str, &str)]) {
        let layout = layout(name, config).unwrap();
        for (id, path) in examples {
            assert_eq!(layout.path(id).as_deref(), Ok(*path), "{id}");
        }
    }

    #[test]
    fn flat_direct() {
        let examples = [("object-01", "object-01"), ("..hor_rib:lé-$id", "..hor_rib:lé-$id")];
        check("0002-flat-direct-storage-layout", "", &examples);
        let layout = Layout::FlatDirect;
        for id in ["info:fedora/object-01", "..", "", &"abcdefghij".repeat(26)] {
            assert_eq!(layout.path(id), Err(LayoutError::Id));
        }
    }

    #[test]
    fn hash_and_id() {
        let name = "0003-hash-and-id-n-tuple-storage-layout";
        let long = "abcdefghij".repeat(26);
        let kept = "abcdefghij".repeat(10);
        let long_path = format!(
            "55b/432/806/{kept}-55b432806f4e270da0cf23815ed338742179002153cd8d896f23b3e2d8a14359"
        );
        let one_more = format!("{kept}a");
        let one_more_path = format!(
            "5cc/73e/648/{kept}-5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220"
        );
        let examples = [
            ("object-01", "3c0/ff4/240/object-01"),
            ("..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
            ("..Hor/rib:lè-$id", "373/529/21a/%2e%2eHor%2frib%3al%c3%a8-%24id"),
            (&long, &long_path),
            (&one_more, &one_more_path),
        ];
        check(name, "", &examples);
        let md5 = r#"{"digestAlgorithm": "md5", "tupleSize": 2, "numberOfTuples": 15}"#;
        let examples = [
            ("object-01", "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/object-01"),
            (
                "..hor/rib:le-$id",
                "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/%2e%2ehor%2frib%3ale-%24id",
            ),
        ];
        check(name, md5, &examples);
        let none = r#"{"tupleSize": 0, "numberOfTuples": 0}"#;
        check(name, none, &[("object-01", "object-01")]);
    }

    #[test]
    fn hashed() {
        let name = "0004-hashed-n-tuple-storage-layout";
        let digest = "3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4";
        let path = format!("3c0/ff4/240/{digest}");
        check(name, "{}", &[("object-01", &path)]);
        let short = r#"{"extensionName": "0004-hashed-n-tuple-storage-layout",
            "digestAlgorithm": "md5", "tupleSize": 2, "numberOfTuples": 15,
            "shortObjectRoot": true}"#;
        let examples = [
            ("object-01", "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/4e"),
            ("..hor/rib:le-$id", "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/e0"),
        ];
        check(name, short, &examples);
        let none = r#"{"tupleSize": 0, "numberOfTuples": 0}"#;
        check(name, none, &[("object-01", digest)]);
    }

    #[test]
    fn flat_omit_prefix() {
        let name = "0006-flat-omit-prefix-storage-layout";
        let uuid = "6e8bc430-9c3a-11d9-9669-0800200c9a66";
        let urn = format!("urn:uuid:{uuid}");
        let examples = [("namespace:12887296", "12887296"), (&urn, uuid), ("plain", "plain")];
        check(name, r#"{"delimiter": ":"}"#, &examples);
        let examples = [
            ("https://institution.edu/3448793", "3448793"),
            ("https://institution.EDU/abc/edu/f8.05v", "f8.05v"),
        ];
        check(name, r#"{"delimiter": "edu/"}"#, &examples);
        let info = layout(name, r#"{"delimiter": "info:"}"#).unwrap();
        assert_eq!(info.path("info:fedora/object-01"), Err(LayoutError::Id));
        assert_eq!(info.path("info:"), Err(LayoutError::Id));
        assert_eq!(layout(name, ""), Err(LayoutError::Parameter("delimiter")));
    }

    #[test]
    fn tuples_omit_prefix() {
        let name = "0007-n-tuple-omit-prefix-storage-layout";
        let reversed = r#"{"delimiter": ":", "tupleSize": 4, "numberOfTuples": 2,
            "zeroPadding": "left", "reverseObjectRoot": true}"#;
        let uuid = "6e8bc430-9c3a-11d9-9669-0800200c9a66";
        let (urn, path) = (format!("urn:uuid:{uuid}"), format!("66a9/c002/{uuid}"));
        let examples = [
            ("namespace:12887296", "6927/8821/12887296"),
            (&urn, &path),
            ("abc123", "321c/ba00/abc123"),
        ];
        check(name, reversed, &examples);
        let right = r#"{"delimiter": "edu/", "zeroPadding": "right"}"#;
        let examples = [
            ("https://institution.edu/3448793", "344/879/300/3448793"),
            ("https://institution.edu/abc/edu/f8.05v", "f8./05v/000/f8.05v"),
        ];
        check(name, right, &examples);
        let plain = layout(name, "").unwrap();
        for id in ["a:", "grün", "a:b/c", "x:.../..."] {
            assert_eq!(plain.path(id), Err(LayoutError::Id), "{id}");
        }
    }

    #[test]
    fn differential() {
        let name = "0010-differential-n-tuple-omit-prefix-storage-layout";
        let examples = [
            ("druid:gh875jh5489", "gh/875/jh/5489"),
            ("namespace:11887296672", "11/887/29/6672"),
            ("urn:nbn:fi:111-0023815", "11/1-0/02/3815"),
            ("abc123xyz89", "ab/c12/3x/yz89"),
        ];
        check(name, "", &examples);
        let full = r#"{"delimiter": "edu/", "tupleSegmentSizes": [3, 4],
            "fullIdentifierAsObjectRoot": true}"#;
        let examples = [
            ("https://institution.edu/3448793", "344/8793/3448793"),
            ("https://institution.edu/abc/edu/f8a905v", "f8a/905v/f8a905v"),
        ];
        check(name, full, &examples);
        assert_eq!(layout(name, "").unwrap().path("druid:short"), Err(LayoutError::Id));
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let hashed = "0004-hashed-n-tuple-storage-layout";
        let bad = [
            "[]",
            "{",
            r#"{"tupleSize": 0}"#,
            r#"{"tupleSize": 33}"#,
            r#"{"tupleSize": 1.5}"#,
            r#"{"tupleSize": "3"}"#,
            r#"{"tupleSize": 32, "numberOfTuples": 3}"#,
            r#"{"digestAlgorithm": "crc32"}"#,
            r#"{"shortObjectRoot": "yes"}"#,
            r#"{"shortObjectRoot": true, "tupleSize": 32, "numberOfTuples": 2}"#,
            r#"{"extensionName": "0003-hash-and-id-n-tuple-storage-layout"}"#,
        ];
        for config in bad {
            assert!(layout(hashed, config).is_err(), "{config}");
        }
        assert_eq!(Layout::from_config("0011-direct-clean-path-layout", None), Ok(None));
    }
}
