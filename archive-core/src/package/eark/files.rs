//! References to files: file section (CSIP58 to CSIP79) and metadata, as they are written and as
//! they are joined with what is there.

use super::header::content_type;
use super::judge::{Carries, Found, Ids, METS_FILE, Teller, breach};
use super::structure::{Facts, REPRESENTATIONS, Representation};
use super::words;
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::finding::codes::{self, csip as c};
use crate::finding::{Code, Finding, Findings};
use crate::metadata::mets::{
    self,
    reader::{Node, Space},
};
use crate::package::name;
use crate::sorter::{Sorter, put_bytes, put_varint, take_bytes, take_varint};
use std::collections::BTreeSet;

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
    /// What is said if the file is missing; nothing where it need not be there.
    pub missing: Option<&'static Code>,
    /// Its size as claimed, and what is said if it is another.
    pub size: Option<(u64, &'static Code)>,
    /// Its digest as claimed, and what is said if it is another.
    pub digest: Option<(Digest, &'static Code)>,
}

impl Reference {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_bytes(&mut out, self.document.as_bytes());
        put_bytes(&mut out, self.missing.map_or("", |code| code.id).as_bytes());
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
        let absent = find(&text(record)?);
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
                if let Some(code) = one.missing {
                    tell(code, Found::NoFile);
                }
                continue;
            };
            if let Some((claimed, code)) = one.size.filter(|(claimed, _)| *claimed != size) {
                tell(code, Found::OtherSize(claimed, size));
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
    /// Representations whose METS is listed in a group for them.
    documents: BTreeSet<String>,
    /// A file whose checksum is of a type that is not computed, and how many there are.
    unverified: Option<(String, u64)>,
}

impl<'r> FileRules<'r> {
    pub fn new(folder: &'r str, references: &'r mut Sorter) -> Self {
        Self { folder, references, formats: [0; 5], documents: BTreeSet::new(), unverified: None }
    }

    /// Tells of checksums that nobody compares, once for the document.
    pub fn tell_unverified(&self, tell: &mut Teller<'_>) {
        if let Some((first, count)) = &self.unverified
            && *count > 0
        {
            let finding = Finding::new(&codes::pkg::UNVERIFIED_CHECKSUMS).with("count", count);
            tell.say(finding.with("file", first));
        }
    }

    pub fn formats(&self) -> [u64; 5] {
        self.formats
    }

    /// One file of the file section, in its group, and the files inside it (METS 1.12, `fileType`).
    /// What lies inside a file that must be unpacked is no file of the package.
    pub fn file(
        &mut self,
        group: &Node,
        file: &Node,
        ids: &mut Ids,
        tell: &mut Teller<'_>,
    ) -> Result<()> {
        let mut waiting = vec![file];
        while let Some(file) = waiting.pop() {
            self.one_file(group, file, ids, tell)?;
            if file.all("transformFile").next().is_none() {
                waiting.extend(file.all("file"));
            }
        }
        Ok(())
    }

    fn one_file(
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
            self.document(group, place);
            self.refer(file, place, &LISTED, tell)?;
        }
        Ok(())
    }

    /// Remembers the METS of a representation that is listed where CSIP114 wants it.
    fn document(&mut self, group: &Node, place: &Node) {
        // A group inside another one need not repeat what the outer one says.
        let word = group.get("USE").unwrap_or("Representations").trim_end_matches('/');
        // Only the root document is asked, and it may list a million files of other uses.
        if !self.folder.is_empty() || !is_use(word, "Representations") {
            return;
        }
        let address = place.get_in(Space::Link, "href").unwrap_or_default();
        let path = resolve(self.folder, address).unwrap_or_default();
        let inside = path.strip_prefix(REPRESENTATIONS).and_then(|rest| rest.split_once('/'));
        let Some((name, METS_FILE)) = inside else { return };
        let own = word.strip_prefix("Representations/");
        let fits = |rest: &str| name::nfc(rest) == name || rest.starts_with(&format!("{name}/"));
        if word == "Representations" || own.is_some_and(fits) {
            self.documents.insert(name.to_owned());
        }
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
        tell.attribute(rules.size, node, (Space::Own, "SIZE"), |v| size(v).is_some());
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
        let size = node.get("SIZE").and_then(size).map(|v| (v, rules.size));
        let sum = node.get("CHECKSUM").unwrap_or_default();
        let digest = algorithm(node).and_then(|a| Digest::from_hex(a, sum));
        let digest = digest.map(|digest| (digest, rules.checksum));
        let kind = node.get("CHECKSUMTYPE").is_some_and(words::is_checksum_type);
        if kind && algorithm(node).is_none() {
            self.unverified.get_or_insert_with(|| (address.to_owned(), 0)).1 += 1;
        }
        self.push(address, rules.address, size, digest, tell)
    }

    /// A reference by address. One that leaves the package is told where content is listed; for
    /// metadata somebody else may be named.
    pub fn push(
        &mut self,
        address: &str,
        missing: &'static Code,
        size: Option<(u64, &'static Code)>,
        digest: Option<(Digest, &'static Code)>,
        tell: &mut Teller<'_>,
    ) -> Result<()> {
        let content = [c::CSIP79.id, c::CSIP110.id].contains(&missing.id);
        let (path, missing) = match leads(self.folder, address) {
            // What lies beside the root folder is no part of the package.
            Leads::Inside(path) if path.starts_with("../") => {
                tell.plain(missing, missing.example, Some(address));
                return Ok(());
            }
            Leads::Inside(path) => (path, Some(missing)),
            Leads::Ours(path) => (path, None),
            Leads::Outside => {
                let on_the_web = address.contains("://") && !address.trim().starts_with("file:");
                if content || !on_the_web {
                    tell.plain(missing, missing.example, Some(address));
                }
                return Ok(());
            }
            Leads::Nowhere => return Ok(()),
        };
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
            let of = |g: &Node| g.get("USE").is_some_and(|u| is_use(u, word));
            if there && !section.all("fileGrp").any(of) {
                tell.fail(code, section, None);
            }
        }
        let root_folder = self.folder.is_empty();
        for (name, _) in facts.representations.iter().filter(|(_, rep)| root_folder && rep.mets) {
            if !self.documents.contains(name::nfc(name).as_ref()) {
                tell.fail(&c::CSIP114, section, Some(&format!("{REPRESENTATIONS}{name}")));
            }
        }
        let mixed = root.get_in(Space::Csip, "CONTENTINFORMATIONTYPE") == Some("MIXED");
        for group in section.all("fileGrp") {
            group_rules(group, mixed, ids, tell)?;
        }
        Ok(())
    }
}

/// Whether a group is for a use, or for a part of it: `Representations/rep1`.
fn is_use(word: &str, wanted: &str) -> bool {
    word.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn group_rules(group: &Node, mixed: bool, ids: &mut Ids, tell: &mut Teller<'_>) -> Result<()> {
    tell.need(&c::CSIP64, group, "USE");
    tell.need(&c::CSIP65, group, "ID");
    ids.see(group, &c::CSIP65)?;
    match group.get("ADMID") {
        None => tell.once(&c::CSIP61, group),
        Some(named) => ids.refer(named, &c::CSIP61, Carries::Administrative)?,
    }
    let content = group.get("USE").is_some_and(|u| is_use(u, "Representations"));
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

/// A size as xs:long says it: white space around it is none of it.
fn size(value: &str) -> Option<u64> {
    value.trim().parse().ok()
}

fn algorithm(node: &Node) -> Option<Algorithm> {
    let plain = |text: &str| text.replace('-', "").to_ascii_lowercase();
    let wanted = plain(node.get("CHECKSUMTYPE")?);
    Algorithm::ALL.into_iter().find(|algorithm| plain(algorithm.name()) == wanted)
}

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a path below the root folder of the package, or with `../` beside it.
    Inside(String),
    /// To another host, or a place that has nothing to do with the package.
    Outside,
    /// To a file of the archive's own schemas package (RFC 8141): where it is handed out beside a
    /// package, it lies at this path.
    Ours(String),
    /// Nowhere: it is empty, or names something wherever it lies.
    Nowhere,
}

/// Where an address in a document leads; `folder` is where the document lies, with its slash.
pub(super) fn leads(folder: &str, address: &str) -> Leads {
    let address = address.trim();
    let is = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if address.is_empty() {
        return Leads::Nowhere;
    }
    if is("urn:") {
        let ours = mets::parse_address(address).map(|(_, _, path)| mets::beside(path));
        return ours.map_or(Leads::Nowhere, Leads::Ours);
    }
    let local = if is("file:") { &address["file:".len()..] } else { address };
    if address.contains("://") && !is("file:") || local.starts_with(['/', '\\']) {
        return Leads::Outside;
    }
    let joined = format!("{folder}{}", percent(local));
    let (mut parts, mut above): (Vec<&str>, usize) = (Vec::new(), 0);
    // Windows writes backslashes; no name of a package holds one.
    for part in joined.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => above += usize::from(parts.pop().is_none()),
            part => parts.push(part),
        }
    }
    let inside = name::nfc(&parts.join("/")).into_owned();
    Leads::Inside(format!("{}{inside}", "../".repeat(above)))
}

/// The path that an address leads to inside the package, where it does.
fn resolve(folder: &str, address: &str) -> Option<String> {
    match leads(folder, address) {
        Leads::Inside(path) => Some(path),
        Leads::Outside | Leads::Ours(_) | Leads::Nowhere => None,
    }
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
