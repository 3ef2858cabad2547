//! The closed vocabularies of the E-ARK specifications, and forms of values.

/// Content categories (CSIP2), dashes as hyphens.
const CATEGORIES: [&str; 26] = [
    "Textual works - Print",
    "Textual works - Digital",
    "Textual works - Electronic Serials",
    "Digital Musical Composition (score-based representations)",
    "Photographs - Print",
    "Photographs - Digital",
    "Other Graphic Images - Print",
    "Other Graphic Images - Digital",
    "Microforms",
    "Audio - On Tangible Medium (digital or analog)",
    "Audio - Media-independent (digital)",
    "Motion Pictures - Digital and Physical Media",
    "Video - File-based and Physical Media",
    "Software",
    "Datasets",
    "Geospatial Data",
    "Databases",
    "Websites",
    "Collection",
    "Event",
    "Interactive resource",
    "Physical object",
    "Service",
    "Mixed",
    "Other",
    "OTHER",
];
/// Content information types (CSIP4) without a version.
const TYPES: [&str; 6] = ["ERMS", "SIARD1", "SIARD2", "SIARDDK", "GeoData", "MIXED"];
/// Status of a section of metadata.
const STATUS: [&str; 2] = ["CURRENT", "SUPERSEDED"];
/// Kinds of package (CSIP9).
const PACKAGES: [&str; 5] = ["SIP", "AIP", "DIP", "AIU", "AIC"];
/// Status of a package (SIP3); one word is spelt in two ways in the published vocabulary.
const RECORD: [&str; 8] =
    ["NEW", "SUPPLEMENT", "REPLACEMENT", "REPLEACEMENT", "TEST", "VERSION", "DELETE", "OTHER"];
/// Kinds of checksum that METS knows.
const CHECKSUMS: [&str; 11] = [
    "Adler-32",
    "CRC32",
    "HAVAL",
    "MD5",
    "MNP",
    "SHA-1",
    "SHA-256",
    "SHA-384",
    "SHA-512",
    "TIGER",
    "WHIRLPOOL",
];
/// Kinds of metadata that METS knows.
const METADATA: [&str; 26] = [
    "MARC",
    "MODS",
    "EAD",
    "DC",
    "NISOIMG",
    "LC-AV",
    "VRA",
    "TEIHDR",
    "DDI",
    "FGDC",
    "LOM",
    "PREMIS",
    "PREMIS:OBJECT",
    "PREMIS:AGENT",
    "PREMIS:RIGHTS",
    "PREMIS:EVENT",
    "TEXTMD",
    "METSRIGHTS",
    "ISO 19115:2003 NAP",
    "EAC-CPF",
    "LIDO",
    "OTHER",
    "ISO 19115",
    "NISO",
    "AES57",
    "MIX",
];
/// The top levels of registered media types (IANA).
const MEDIA: [&str; 11] = [
    "application",
    "audio",
    "chemical",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
];

pub fn is_category(word: &str) -> bool {
    let word = word.replace(['–', '—'], "-");
    CATEGORIES.contains(&word.trim())
}

pub fn is_content_type(word: &str) -> bool {
    TYPES.contains(&word) || word == "OTHER" || word.starts_with("cits")
}

pub fn is_status(word: &str) -> bool {
    STATUS.contains(&word)
}

pub fn is_package(word: &str) -> bool {
    PACKAGES.contains(&word)
}

pub fn is_record_status(word: &str) -> bool {
    RECORD.contains(&word)
}

pub fn is_checksum_type(word: &str) -> bool {
    CHECKSUMS.contains(&word)
}

pub fn is_metadata_type(word: &str) -> bool {
    METADATA.contains(&word)
}

/// RFC 6838 §4.2: a registered top level, a name of at most 127 of few characters.
pub fn is_media_type(word: &str) -> bool {
    let essence = word.split(';').next().unwrap_or_default().trim();
    let Some((top, sub)) = essence.split_once('/') else { return false };
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
    (MEDIA.contains(&top) || top == "video")
        && (1..=127).contains(&sub.len())
        && sub.bytes().all(fits)
}

/// Whether a value begins like a date and time of XML Schema: year, month and day.
pub fn is_date(word: &str) -> bool {
    let date: Vec<&str> = word.trim().split('T').next().unwrap_or_default().split('-').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    date.len() >= 3 && date.iter().take(2).all(digits)
}
