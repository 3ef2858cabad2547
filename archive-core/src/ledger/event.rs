//! What an entry of the ledger says (`docs/format.md`, section 10).

use super::canonical;
use super::tile::ENTRY_BYTES;
use crate::aip::AipId;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A version of a package, and the copies that hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The package.
    pub aip: AipId,
    /// The number of the version.
    pub version: u32,
    /// SHA-512 of its inventory, in hexadecimal. It proves every file of the version.
    pub inventory: String,
    /// The names of the copies that were confirmed.
    pub copies: Vec<String>,
}

/// Files of a package, or of a root where there is none, that were found damaged or were repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// The package; none for the files of the storage root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aip: Option<AipId>,
    /// The copy.
    pub copy: String,
    /// How many files.
    pub count: u64,
    /// The report that names them.
    pub report: String,
}

/// A document of the archive whose content is fixed from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is: `fixity`, `repair` …
    pub kind: String,
    /// Its path below the tenant.
    pub name: String,
    /// Its digest, in hexadecimal.
    pub sha512: String,
}

/// Everything that an entry can tell of. Other kinds are of newer software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Event {
    /// A version was stored with files of its own.
    Stored(Version),
    /// A version that was there before the log: it is watched from now on.
    Adopted(Version),
    /// A package was described anew: a version without files of its own.
    Changed(Version),
    /// A version was confirmed on further copies.
    Copied(Version),
    /// A report was written.
    Report(Document),
    /// Damage was found that was not known before.
    Damaged(Damage),
    /// Damage was repaired.
    Repaired(Damage),
    /// A version was given out as a whole.
    Exported(Version),
    /// Somebody used a package.
    Access {
        /// The package.
        aip: AipId,
        /// Who, as a pseudonym; the ledger holds no names.
        by: String,
    },
    /// A package was erased by a decision.
    Erased {
        /// The package.
        aip: AipId,
        /// The digest of the decision, in hexadecimal.
        decision: String,
    },
    /// A rule of the tenant was set.
    Rule(Document),
    /// The keys from now on: with the first entry, and with each change.
    Key {
        /// The key that signs from here on.
        key: String,
        /// The key that signed before; none in the first entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        previous: Option<String>,
        /// The key of the installation, which can close the log.
        installation: String,
        /// What the key before has signed of it, in base64; none in the first entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<String>,
    },
    /// The last entry of a log whose key was lost.
    Closed {
        /// The key of the installation.
        key: String,
        /// Why, in the words of who closed it.
        reason: String,
    },
    /// The first entry of a log that follows on a closed one.
    Continues {
        /// The origin of the closed log.
        origin: String,
        /// Its size.
        size: u64,
        /// Its root hash, in base64.
        root: String,
    },
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was made, RFC 3339, UTC.
    pub time: String,
    /// What it tells; none where newer software wrote it.
    pub event: Option<Event>,
    /// The name of the event.
    pub name: String,
}

/// An event in the form in which it stands in the log, at a time.
pub fn encode(event: &Event, time: Timestamp) -> Result<Vec<u8>> {
    let mut value = serde_json::to_value(event).expect("events have names for keys only");
    let members = value.as_object_mut().expect("an event is an object");
    members.insert("time".to_owned(), Value::String(crate::clock::rfc3339(time)));
    let bytes = canonical::write(&value)?.into_bytes();
    if bytes.len() > ENTRY_BYTES {
        let error = Error::new(&led::ENTRY_TOO_LONG).with("bytes", bytes.len());
        return Err(error.with("limit", ENTRY_BYTES));
    }
    Ok(bytes)
}

/// What the bytes of an entry say. Refuses what is not canonical, has no event or time, or is of a
/// known kind and lacks what belongs to it.
pub fn decode(bytes: &[u8]) -> Result<Entry> {
    let refused = |reason: &str| Error::new(&led::BAD_ENTRY).with("reason", reason);
    let value = canonical::read(bytes)?;
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let name = text("event").ok_or_else(|| refused("it has no event"))?;
    let time = text("time").ok_or_else(|| refused("it has no time"))?;
    time.parse::<Timestamp>().map_err(|_| refused("its time is none"))?;
    if !NAMES.contains(&name.as_str()) {
        return Ok(Entry { time, event: None, name });
    }
    let event = serde_json::from_value(value);
    let event = event.map_err(|error| Error::new(&led::BAD_ENTRY).with("reason", error))?;
    Ok(Entry { time, event: Some(event), name })
}

/// The names of the events of this software.
const NAMES: [&str; 14] = [
    "stored",
    "adopted",
    "changed",
    "copied",
    "report",
    "damaged",
    "repaired",
    "exported",
    "access",
    "erased",
    "rule",
    "key",
    "closed",
    "continues",
];

impl Event {
    /// The version that it attests, where it is one of the kinds that do.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Stored(version) | Self::Adopted(version) | Self::Changed(version) => {
                Some(version)
            }
            _ => None,
        }
    }

    /// The package that it speaks of.
    #[must_use]
    pub fn aip(&self) -> Option<AipId> {
        match self {
            Self::Stored(version)
            | Self::Adopted(version)
            | Self::Changed(version)
            | Self::Copied(version)
            | Self::Exported(version) => Some(version.aip),
            Self::Damaged(damage) | Self::Repaired(damage) => damage.aip,
            Self::Access { aip, .. } | Self::Erased { aip, .. } => Some(*aip),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aip() -> AipId {
        "urn:uuid:0193f0a0-0000-7000-8000-000000000001".parse().unwrap()
    }

    fn version() -> Version {
        let copies = vec!["main".to_owned(), "second".to_owned()];
        Version { aip: aip(), version: 2, inventory: "ab".repeat(64), copies }
    }

    #[test]
    fn every_event_comes_back() {
        let damage = Damage { aip: None, copy: "main".into(), count: 3, report: "r".into() };
        let document =
            Document { kind: "fixity".into(), name: "reports/x".into(), sha512: "cd".into() };
        let all = [
            Event::Stored(version()),
            Event::Adopted(version()),
            Event::Changed(version()),
            Event::Copied(version()),
            Event::Report(document.clone()),
            Event::Damaged(damage.clone()),
            Event::Repaired(Damage { aip: Some(aip()), ..damage }),
            Event::Exported(version()),
            Event::Access { aip: aip(), by: "reader-1".into() },
            Event::Erased { aip: aip(), decision: "ef".into() },
            Event::Rule(document),
            Event::Key {
                key: "k".into(),
                previous: None,
                installation: "i".into(),
                signature: None,
            },
            Event::Closed { key: "i".into(), reason: "lost".into() },
            Event::Continues { origin: "o".into(), size: 7, root: "r".into() },
        ];
        assert_eq!(all.len(), NAMES.len());
        for (event, name) in all.into_iter().zip(NAMES) {
            let bytes = encode(&event, Timestamp::UNIX_EPOCH).unwrap();
            let entry = decode(&bytes).unwrap();
            assert_eq!((entry.event, entry.name.as_str()), (Some(event), name));
            assert_eq!(entry.time, "1970-01-01T00:00:00Z");
        }
    }

    #[test]
    fn an_entry_stands_as_the_format_says() {
        let bytes = encode(&Event::Stored(version()), Timestamp::UNIX_EPOCH).unwrap();
        let expected = format!(
            "{{\"aip\":\"urn:uuid:0193f0a0-0000-7000-8000-000000000001\",\"copies\":[\"main\",\
             \"second\"],\"event\":\"stored\",\"inventory\":\"{}\",\
             \"time\":\"1970-01-01T00:00:00Z\",\"version\":2}}",
            "ab".repeat(64)
        );
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn events_to_come_are_passed_over_and_broken_ones_refused() {
        let entry = decode(br#"{"event":"sung","song":1,"time":"2026-01-01T00:00:00Z"}"#).unwrap();
        assert_eq!((entry.event, entry.name.as_str()), (None, "sung"));
        for text in [
            r#"{"event":"stored","time":"2026-01-01T00:00:00Z"}"#,
            r#"{"event":"stored"}"#,
            r#"{"event":"sung","time":"yesterday"}"#,
            "[]",
            "7",
        ] {
            assert!(decode(text.as_bytes()).unwrap_err().is(&led::BAD_ENTRY), "{text}");
        }
    }
}
