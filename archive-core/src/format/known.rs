//! What was found out about a file while it was read, as metadata and catalog keep it.

use serde::{Deserialize, Serialize};

/// Everything that is known of a file besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The formats it may have, the likeliest first; empty where none was recognised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<KnownFormat>,
    /// By what the format was recognised: `container`, `signature`, `extension` or `none`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// What is to be said of the recognition, such as `extension mismatch`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Characteristics by name, in the order in which they were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub characteristics: Vec<(String, String)>,
    /// How far the structure was looked at: `sound`, `damaged`, `not-looked`; empty where there
    /// is nothing to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Why it is damaged or was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A format as PRONOM knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFormat {
    /// Its unique identifier, `fmt/95`.
    pub puid: String,
    /// Its name.
    pub name: String,
    /// Its version; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Its MIME type; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mime: String,
}

/// What of it differs from file to file.
#[derive(Serialize, Deserialize)]
struct Traits {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    characteristics: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Known {
    /// What many files have in common, as JSON: formats, basis and warnings; and the rest, where
    /// there is any.
    #[must_use]
    pub fn to_parts(&self) -> (String, Option<String>) {
        let mut common = self.clone();
        let traits = Traits {
            characteristics: std::mem::take(&mut common.characteristics),
            state: std::mem::take(&mut common.state),
            reason: common.reason.take(),
        };
        // MIME types stand in METS; PREMIS, from which all this comes back, has no place for them.
        common.formats.iter_mut().for_each(|format| format.mime.clear());
        let some = !traits.characteristics.is_empty() || !traits.state.is_empty();
        (json(&common), some.then(|| json(&traits)))
    }

    /// Reads what [`Known::to_parts`] gave; none where it is something else.
    #[must_use]
    pub fn from_parts(common: &str, traits: Option<&str>) -> Option<Self> {
        let mut known: Self = serde_json::from_str(common).ok()?;
        if let Some(traits) = traits {
            let traits: Traits = serde_json::from_str(traits).ok()?;
            known.characteristics = traits.characteristics;
            (known.state, known.reason) = (traits.state, traits.reason);
        }
        Some(known)
    }

    /// Whether the file is held to be damaged.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.state == "damaged"
    }

    /// The same of files of which no more is known than whether they are damaged or encrypted.
    #[must_use]
    pub fn with_troubles(mut self, damaged: bool, encrypted: bool) -> Self {
        if damaged {
            "damaged".clone_into(&mut self.state);
        }
        if encrypted {
            self.characteristics.push(("encrypted".into(), "true".into()));
        }
        self
    }

    /// Whether its content is encrypted, as far as anybody could see.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        let fact = |(name, value): &(String, String)| name == "encrypted" && value == "true";
        self.reason.as_deref() == Some("encrypted") || self.characteristics.iter().any(fact)
    }

    /// The MIME type of the likeliest format; that of any bytes where it is not known.
    #[must_use]
    pub fn mime(&self) -> &str {
        match self.formats.first() {
            Some(format) if !format.mime.is_empty() => &format.mime,
            _ => ANY_BYTES,
        }
    }
}

/// The MIME type of bytes of which nothing is known (RFC 2046, 4.5.1).
pub const ANY_BYTES: &str = "application/octet-stream";

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and lists are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_read_back() {
        let format = KnownFormat { puid: "fmt/95".into(), ..KnownFormat::default() };
        let mut known =
            Known { formats: vec![format], basis: "signature".into(), ..Known::default() };
        let (common, traits) = known.to_parts();
        assert_eq!((Known::from_parts(&common, None), traits), (Some(known.clone()), None));
        known.characteristics.push(("pages".into(), "3".into()));
        (known.state, known.reason) = ("damaged".into(), Some("truncated".into()));
        let (same, traits) = known.to_parts();
        assert_eq!((Known::from_parts(&same, traits.as_deref()), same), (Some(known), common));
    }
}
