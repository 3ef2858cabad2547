//! References to files: file section (CSIP58 to CSIP79) and metadata, as they are written and as
//! they are joined with what is there.

use super::header::content_type;
use super::judge::{Carries, Found, Ids, METS_FILE, Teller, breach};
use super::structure::{Facts, Representation};
use super::words;
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::finding::codes::{self, csip as c};
use crate::finding::{Code, Findings};
use crate::metadata::mets::reader::{Node, Space};
use crate::package::name;
use crate::sorter::{Sorter, put_bytes, put_varint, take_bytes, take_varint};

/// The codes for one way of referring to a file.
pub struct RefRules {
    location: &'static Code,
    link: &'static Code,
    address: &'static Code,
    mime: &'static Code,
    size: &'static Code,
    created: &'static Code,
    checksum: &'static Code,
    checksum_type: &'static Code,
    metadata_type: Option<&'static Code>,
    /// Where such files should lie, and what is said if they do not.
    folder: (&'static str, &'static Code),
}

impl RefRules {
    /// Where such files should lie, and what is said if they do not.
    pub fn folder(&self) -> (&'static str, &'static Code) {
        self.folder
    }
}

macro_rules! reference {
    ($name:ident, $($code:ident),*; $kind:expr, $folder:expr) => {
        pub const $name: RefRules = reference!(@ [$(&c::$code),*], $kind, $folder);
    };
    (@ [$l:expr, $k:expr, $h:expr, $m:expr, $s:expr, $d:expr, $c:expr, $t:expr],
        $kind:expr, $folder:expr) => {
        RefRules {
            location: $l,
            link: $k,
            address: $h,
            mime: $m,
            size: $s,
            created: $d,
            checksum: $c,
            checksum_type: $t,
            metadata_type: $kind,
            folder: $folder,
        }
    };
}

reference!(DESCRIPTIVE, CSIP22, CSIP23, CSIP24, CSIP26, CSIP27, CSIP28, CSIP29, CSIP30;
    Some(&c::CSIP25), ("metadata/descriptive/", &c::CSIPSTR7));
reference!(PROVENANCE, CSIP36, CSIP37, CSIP38, CSIP40, CSIP41, CSIP42, CSIP43, CSIP44;
    Some(&c::CSIP39), ("metadata/preservation/", &c::CSIPSTR6));
reference!(RIGHTS, CSIP49, CSIP50, CSIP51, CSIP53, CSIP54, CSIP55, CSIP56, CSIP57;
    Some(&c::CSIP52), ("metadata/", &c::CSIPSTR5));
reference!(LISTED, CSIP77, CSIP78, CSIP79, CSIP68, CSIP69, CSIP70, CSIP71, CSIP72;
    None, ("", &c::CSIP79));

/// One reference to a file, as it travels through the sorter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The METS document that refers.
    pub document: String,
    /// What is said if the file is missing.
    pub missing: &'static Code,
    /// Its size as claimed, and what is said if it is another.
    pub size: Option<(u64, &'static Code)>,
    /// Its digest as claimed, and what is said if it is another.
    pub digest: Option<(Digest, &'static Code)>,
}

impl Reference {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_bytes(&mut out, self.document.as_bytes());
        put_bytes(&mut out, self.missing.id.as_bytes());
        put_bytes(&mut out, self.size.map_or("", |(_, code)| code.id).as_bytes());
        put_varint(&mut out, self.size.map_or(0, |(size, _)| size));
        put_bytes(&mut out, self.digest.map_or("", |(_, code)| code.id).as_bytes());
        if let Some((digest, _)) = &self.digest {
            put_bytes(&mut out, digest.algorithm().name().as_bytes());
            put_bytes(&mut out, digest.as_bytes());
        }
        out
    }

    /// The reference of a record of the sorter.
    #[must_use]
    pub fn decode(mut record: &[u8]) -> Option<Self> {
        let record = &mut record;
        let text = |record: &mut &[u8]| -> Option<String> {
            String::from_utf8(take_bytes(record)?.to_vec()).ok()
        };
        let document = text(record)?;
        let missing = codes::csip::ALL.iter().copied();
        let find = |id: &str| missing.clone().find(|code| code.id == id);
        let absent = find(&text(record)?)?;
        let size = find(&text(record)?);
        let bytes = take_varint(record)?;
        let digest = match find(&text(record)?) {
            None => None,
            Some(code) => {
                let named = text(record)?;
                let algorithm = Algorithm::ALL.into_iter().find(|a| a.name() == named)?;
                Some((Digest::from_bytes(algorithm, take_bytes(record)?)?, code))
            }
        };
        Some(Self { document, missing: absent, size: size.map(|code| (bytes, code)), digest })
    }
}

/// A file or nothing, at a path that references lead to.
pub struct Target<'t> {
    /// Its path below the root folder of the package.
    pub path: &'t str,
    /// Its size; none where there is no file.
    pub size: Option<u64>,
}

impl Target<'_> {
    /// Compares what is said with what is there; gives the digests to be compared later.
    pub fn judge(&self, said: &[Reference], findings: &mut Findings) -> Vec<Digest> {
        let mut claims: Vec<Digest> = Vec::new();
        for one in said {
            let mut tell = |code: &'static Code, found: Found<'_>| {
                findings.push(breach(code, &one.document, self.path, 0, found));
            };
            let Some(size) = self.size else {
                tell(one.missing, Found::NoFile);
                continue;
            };
            if let Some((claimed, code)) = one.size.filter(|(claimed, _)| *claimed != size) {
                tell(code, Found::Value(&format!("{claimed} != {size}")));
            }
            let Some((digest, code)) = one.digest else { continue };
            match claims.iter().find(|known| known.algorithm() == digest.algorithm()) {
                None => claims.push(digest),
                Some(known) if *known != digest => tell(code, Found::Value(&digest.to_string())),
                Some(_) => {}
            }
        }
        claims
    }
}

/// What a SIP may say of the format of a file (SIP32 to SIP35).
const FORMAT_FACTS: [&str; 4] =
    ["FILEFORMATNAME", "FILEFORMATVERSION", "FILEFORMATREGISTRY", "FILEFORMATKEY"];

/// Judges references while they pass, and gives them to a sorter.
pub struct FileRules<'r> {
    folder: &'r str,
    references: &'r mut Sorter,
    /// Files, and those with each of the four facts of formats.
    formats: [u64; 5],
}

impl<'r> FileRules<'r> {
    pub fn new(folder: &'r str, references: &'r mut Sorter) -> Self {
        Self { folder, references, formats: [0; 5] }
    }

    pub fn formats(&self) -> [u64; 5] {
        self.formats
    }

    /// One file of the file section, in its group.
    pub fn file(
        &mut self,
        group: &Node,
        file: &Node,
        ids: &mut Ids,
        tell: &mut Teller<'_>,
    ) -> Result<()> {
        tell.need(&c::CSIP67, file, "ID");
        ids.see(file, &c::CSIP67)?;
        self.formats[0] += 1;
        for (at, name) in FORMAT_FACTS.into_iter().enumerate() {
            let value = file.get_in(Space::Sip, name).or_else(|| file.get(name));
            self.formats[at + 1] += u64::from(value.is_some_and(|v| !v.trim().is_empty()));
        }
        Self::links(file, ids, tell)?;
        let mut places = file.all("FLocat");
        let place = places.next();
        if place.is_none() || places.next().is_some() {
            tell.fail(&c::CSIP76, file, None);
        }
        Self::facts(file, &LISTED, tell);
        for place in file.all("FLocat") {
            self.lies_well(group, place, tell);
            self.refer(file, place, &LISTED, tell)?;
        }
        Ok(())
    }

    /// What a file may refer to (CSIP73 to CSIP75).
    fn links(file: &Node, ids: &mut Ids, tell: &mut Teller<'_>) -> Result<()> {
        for (name, code, what) in [
            ("OWNERID", &c::CSIP73, None),
            ("ADMID", &c::CSIP74, Some(Carries::Administrative)),
            ("DMDID", &c::CSIP75, Some(Carries::Descriptive)),
        ] {
            match (file.get(name), what) {
                (None, _) => tell.once(code, file),
                (Some(value), _) if value.trim().is_empty() => tell.fail(code, file, Some(value)),
                (Some(named), Some(what)) => ids.refer(named, code, what)?,
                (Some(_), None) => {}
            }
        }
        Ok(())
    }

    /// Whether schemas and documentation lie in folders of these names, wherever.
    fn lies_well(&self, group: &Node, place: &Node, tell: &mut Teller<'_>) {
        let word = group.get("USE").unwrap_or_default();
        let address = place.get_in(Space::Link, "href").unwrap_or_default();
        for (kind, folder, code) in [
            ("Schemas", "schemas", &c::CSIPSTR15),
            ("Documentation", "documentation", &c::CSIPSTR16),
        ] {
            if word.rsplit('/').next() == Some(kind)
                && let Some(path) = resolve(self.folder, address)
                && !path.split('/').any(|part| part == folder)
            {
                tell.plain(code, &path, None);
            }
        }
    }

    /// One reference to a file of metadata.
    pub fn metadata(&mut self, node: &Node, rules: &RefRules, tell: &mut Teller<'_>) -> Result<()> {
        if let Some(code) = rules.metadata_type {
            tell.attribute(code, node, (Space::Own, "MDTYPE"), words::is_metadata_type);
        }
        Self::facts(node, rules, tell);
        let address = node.get_in(Space::Link, "href").unwrap_or_default();
        if let Some(path) = resolve(self.folder, address)
            && !path.contains(rules.folder.0)
        {
            tell.plain(rules.folder.1, &path, None);
        }
        self.refer(node, node, rules, tell)
    }

    fn facts(node: &Node, rules: &RefRules, tell: &mut Teller<'_>) {
        tell.attribute(rules.mime, node, (Space::Own, "MIMETYPE"), words::is_media_type);
        tell.attribute(rules.size, node, (Space::Own, "SIZE"), |v| v.parse::<u64>().is_ok());
        tell.attribute(rules.created, node, (Space::Own, "CREATED"), words::is_date);
        let kind = (Space::Own, "CHECKSUMTYPE");
        tell.attribute(rules.checksum_type, node, kind, words::is_checksum_type);
        let readable = |v: &str| algorithm(node).is_none_or(|a| Digest::from_hex(a, v).is_some());
        tell.attribute(rules.checksum, node, (Space::Own, "CHECKSUM"), readable);
    }

    fn refer(
        &mut self,
        node: &Node,
        place: &Node,
        rules: &RefRules,
        tell: &mut Teller<'_>,
    ) -> Result<()> {
        tell.attribute(rules.location, place, (Space::Own, "LOCTYPE"), |v| v == "URL");
        tell.attribute(rules.link, place, (Space::Link, "type"), |v| v == "simple");
        tell.attribute(rules.address, place, (Space::Link, "href"), |_| true);
        let address = place.get_in(Space::Link, "href").unwrap_or_default();
        let size = node.get("SIZE").and_then(|v| v.parse().ok()).map(|v| (v, rules.size));
        let sum = node.get("CHECKSUM").unwrap_or_default();
        let digest = algorithm(node).and_then(|a| Digest::from_hex(a, sum));
        let digest = digest.map(|digest| (digest, rules.checksum));
        self.push(address, rules.address, size, digest)
    }

    /// A reference by address alone.
    pub fn push(
        &mut self,
        address: &str,
        missing: &'static Code,
        size: Option<(u64, &'static Code)>,
        digest: Option<(Digest, &'static Code)>,
    ) -> Result<()> {
        let Some(path) = resolve(self.folder, address) else { return Ok(()) };
        let document = format!("{}{METS_FILE}", self.folder);
        let reference = Reference { document, missing, size, digest };
        self.references.push(path.as_bytes(), &reference.encode())
    }

    /// The file section as a whole.
    pub fn section(
        &mut self,
        root: &Node,
        here: &Representation,
        facts: &Facts,
        ids: &mut Ids,
        tell: &mut Teller<'_>,
    ) -> Result<()> {
        let mut sections = root.all("fileSec");
        let Some(section) = sections.next() else {
            // A package of metadata alone refers to no content.
            let metadata_alone = self.folder.is_empty() && !facts.has_representations;
            if here.documentation || here.schemas || here.content || !metadata_alone {
                tell.fail(&c::CSIP58, root, None);
            }
            return Ok(());
        };
        if let Some(second) = sections.next() {
            tell.fail(&c::CSIP58, second, None);
        }
        tell.need(&c::CSIP59, section, "ID");
        ids.see(section, &c::CSIP59)?;
        let content = self.folder.is_empty() && !facts.representations.is_empty();
        for (there, word, code) in [
            (here.documentation_files, "Documentation", &c::CSIP60),
            (here.schema_files, "Schemas", &c::CSIP113),
            (content, "Representations", &c::CSIP114),
        ] {
            let of = |g: &Node| g.get("USE").is_some_and(|u| u.starts_with(word));
            if there && !section.all("fileGrp").any(of) {
                tell.fail(code, section, None);
            }
        }
        let mixed = root.get_in(Space::Csip, "CONTENTINFORMATIONTYPE") == Some("MIXED");
        for group in section.all("fileGrp") {
            group_rules(group, mixed, ids, tell)?;
        }
        Ok(())
    }
}

fn group_rules(group: &Node, mixed: bool, ids: &mut Ids, tell: &mut Teller<'_>) -> Result<()> {
    tell.need(&c::CSIP64, group, "USE");
    tell.need(&c::CSIP65, group, "ID");
    ids.see(group, &c::CSIP65)?;
    match group.get("ADMID") {
        None => tell.once(&c::CSIP61, group),
        Some(named) => ids.refer(named, &c::CSIP61, Carries::Administrative)?,
    }
    let content = group.get("USE").is_some_and(|u| u.starts_with("Representations"));
    let kind = group.get_in(Space::Csip, "CONTENTINFORMATIONTYPE");
    if content && kind.is_none() && !mixed {
        tell.fail(&c::CSIP62, group, None);
    }
    content_type(group, [&c::CSIP62, &c::CSIP63], tell);
    if group.files == 0 && group.all("fileGrp").next().is_none() {
        tell.fail(&c::CSIP66, group, None);
    }
    // Groups inside a group carry identifiers; what CSIP says of groups it says of the outer ones.
    let mut inside: Vec<&Node> = group.all("fileGrp").collect();
    while let Some(inner) = inside.pop() {
        ids.see(inner, &c::CSIP65)?;
        inside.extend(inner.all("fileGrp"));
    }
    Ok(())
}

fn algorithm(node: &Node) -> Option<Algorithm> {
    let plain = |text: &str| text.replace('-', "").to_ascii_lowercase();
    let wanted = plain(node.get("CHECKSUMTYPE")?);
    Algorithm::ALL.into_iter().find(|algorithm| plain(algorithm.name()) == wanted)
}

/// The path an address leads to, below the root folder; none for other hosts.
fn resolve(folder: &str, address: &str) -> Option<String> {
    let address = address.trim();
    let (local, base) = match address.strip_prefix("file:") {
        Some(rest) => (rest.trim_start_matches('/'), folder),
        None if is_elsewhere(address) || address.is_empty() => return None,
        None => (address, folder),
    };
    let decoded = percent(local);
    let joined = format!("{base}{decoded}");
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(name::nfc(&parts.join("/")).into_owned())
}

/// Whether an address leads to another host, or names something wherever it lies (RFC 8141).
fn is_elsewhere(address: &str) -> bool {
    address.contains("://")
        || address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:"))
}

/// RFC 3986 §2.1; what is no escape is left as it stands.
fn percent(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((first, rest)) = bytes.split_first() {
        let digit = |at: usize| rest.get(at).and_then(|b| char::from(*b).to_digit(16));
        bytes = rest;
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                bytes = &rest[2..];
            }
            _ => out.push(*first),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
