//! The closed vocabularies of the E-ARK specifications, and forms of values.

/// Content categories (CSIP2), dashes as hyphens; the vocabulary grew, and an older word stays.
const CATEGORIES: [&str; 42] = [
    "Textual works - Print",
    "Textual works - Digital",
    "Textual works - Electronic Serials",
    "Digital Musical Composition (score-based representations)",
    "Musical Scores - Print",
    "Musical Scores - Digital",
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
    "Software and Video Games",
    "Email",
    "Datasets",
    "Geospatial Data",
    "Geographic Information System (GIS) - Vector Data",
    "GIS Raster and Georeferenced Images",
    "GIS Vector and Raster Combined",
    "Non-GIS Cartographic",
    "2D and 3D Computer Aided Design",
    "Design (schematics, architectural drawings) - Print",
    "Scanned 3D Objects (output from photogrammetry scanning)",
    "Databases",
    "Websites",
    "Web Archives",
    "Collection",
    "Event",
    "Image",
    "Interactive resource",
    "Moving image",
    "Sound",
    "Still image",
    "Text",
    "Physical object",
    "Service",
    "Mixed",
    "Other",
];
/// Content information types (CSIP4) without a version.
const TYPES: [&str; 7] = ["ERMS", "SIARD1", "SIARD2", "SIARDDK", "GeoData", "MIXED", "OTHER"];
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
const METADATA: [&str; 22] = [
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

/// Whether a word is a content category; the one for all others is spelt in two ways.
pub fn is_category(word: &str) -> bool {
    let word = word.replace(['–', '—'], "-");
    CATEGORIES.contains(&word.trim()) || is_other(&word)
}

/// Whether a word is the content category for what the vocabulary does not know.
pub fn is_other(word: &str) -> bool {
    word.trim().eq_ignore_ascii_case("other")
}

/// Specifications of content add a name and a version when they are approved, so that a list of
/// them would be out of date.
pub fn is_content_type(word: &str) -> bool {
    let versioned = || {
        let (name, version) = word.rsplit_once("_v")?;
        let (major, minor) = version.split_once('_')?;
        let number = |text: &str| text.parse::<u8>().is_ok();
        let name = name.strip_prefix("cits").or_else(|| name.strip_prefix("cs"))?;
        Some(!name.is_empty() && number(major) && number(minor))
    };
    TYPES.contains(&word) || versioned().unwrap_or(false)
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

/// Whether a value is a date and time of XML Schema (XSD 1.0 Part 2, 3.2.7), which is what METS
/// asks for wherever CSIP does.
pub fn is_date(word: &str) -> bool {
    date_time(word.trim()).is_some()
}

fn date_time(word: &str) -> Option<()> {
    let (date, time) = word.split_once('T')?;
    let date = date.strip_prefix('-').unwrap_or(date);
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let two = |text: &str| (text.len() == 2 && digits(text)).then(|| text.parse::<u32>().ok());
    let year: u64 = (year.len() >= 4 && digits(year)).then(|| year.parse().ok())??;
    let (month, day) = (two(month)??, two(day)??);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(at);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = whole.split(':').map(two);
    let (hour, minute, second) = (parts.next()???, parts.next()???, parts.next()???);
    let offset = zone.strip_prefix(['+', '-']).and_then(|zone| zone.split_once(':'));
    let offset = offset.and_then(|(hours, minutes)| Some((two(hours)??, two(minutes)??)));
    let zone_fits = match zone {
        "" | "Z" => true,
        _ => offset.is_some_and(|(hours, minutes)| hours <= 14 && minutes <= 59),
    };
    let midnight = hour == 24 && minute == 0 && second == 0;
    let fits = (1..=days).contains(&day)
        && (hour <= 23 || midnight)
        && minute <= 59
        && second <= 59
        && parts.next().is_none()
        && !fraction.is_empty()
        && digits(fraction)
        && zone_fits;
    fits.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_schema() {
        for good in [
            "2024-02-29T23:59:59",
            "2018-04-24T14:37:49.602+01:00",
            "2024-01-01T00:00:00Z",
            "2024-01-01T24:00:00-14:00",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "2024",
            "2024-01-01",
            "2023-02-29T00:00:00",
            "2024-13-01T00:00:00",
            "2024-01-01T25:00:00",
            "2024-01-01T00:00",
            "2024-01-01T00:00:00+",
            "2024-01-01T00:00:00Z1",
            "24-01-01T00:00:00",
            "gestern",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn vocabularies_know_their_words() {
        for good in ["Textual works – Print", "Mixed", "OTHER", "Other", "Email"] {
            assert!(is_category(good), "{good}");
        }
        assert!(!is_category("random_string"));
        for good in ["SIARD2", "OTHER", "citserms_v2_1", "cspremis_v1_0", "cits3dpm_v1_0"] {
            assert!(is_content_type(good), "{good}");
        }
        for bad in ["cits", "citsfoo", "citserms_v2", "Mixed", "siard2", "SIARDUK"] {
            assert!(!is_content_type(bad), "{bad}");
        }
        assert!(is_media_type("text/plain; charset=utf-8") && !is_media_type("textplain"));
        assert!(!is_media_type(&format!("text/{}", "a".repeat(300))));
    }
}
