//! A bag as its tag files describe it, before any payload is looked at.

use super::declaration::{self, Declaration};
use super::info::{BagInfo, Oxum};
use super::manifest::ManifestContext;
use super::{PAYLOAD, TagFiles, TextEncoding, Version};
use crate::digest::Algorithm;
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Finding, Findings};
use crate::limits::{Limits, TAG_FILE_BYTES};

/// The name of the list of files that were to be fetched (RFC 8493 §2.2.3).
const FETCH: &str = "fetch.txt";
/// Most manifest files of one kind looked at; there are fewer algorithms in the world.
const MANIFESTS: usize = 256;

/// What a list of the bag lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestKind {
    /// Payload files with their digests (RFC 8493 §2.1.3).
    Payload(Algorithm),
    /// Tag files with their digests (RFC 8493 §2.2.1).
    Tag(Algorithm),
    /// Payload files that were to be fetched (RFC 8493 §2.2.3).
    Fetch,
}

impl ManifestKind {
    /// The algorithm of the digests, none for fetch.txt.
    #[must_use]
    pub fn algorithm(self) -> Option<Algorithm> {
        match self {
            Self::Payload(algorithm) | Self::Tag(algorithm) => Some(algorithm),
            Self::Fetch => None,
        }
    }
}

/// One list of the bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The name of its file, in the base folder.
    pub name: String,
    /// What it lists.
    pub kind: ManifestKind,
}

/// A bag as its tag files describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bag {
    /// The declared version; 0.97 where none could be read, which is an error finding.
    pub version: Version,
    /// The declared encoding of tag files.
    pub encoding: TextEncoding,
    /// The name it was declared with.
    pub encoding_name: String,
    /// The metadata of the bag.
    pub info: BagInfo,
    /// The name of the file with the metadata, where there is one.
    pub info_name: Option<String>,
    /// The lists that are to be read: payload manifests, tag manifests, then fetch.txt. At most
    /// one for each kind and algorithm.
    pub manifests: Vec<Manifest>,
    /// Payload manifests whose algorithm is not known here: their digests are not checked.
    pub unsupported: Vec<String>,
}

/// What the listing of tag files shows at the base of the bag.
#[derive(Default)]
struct Base {
    declaration: bool,
    fetch: bool,
    infos: Vec<(String, u64)>,
    payload: Vec<String>,
    tag: Vec<String>,
}

impl Bag {
    /// Reads declaration, metadata and the names of the lists. What is wrong becomes findings,
    /// and reading goes on as far as it can; it fails only where a file cannot be read.
    pub fn read(files: &dyn TagFiles, findings: &mut Findings) -> Result<Self> {
        let base = Base::list(files)?;
        let declared = if base.declaration {
            Declaration::read(files, findings)?
        } else {
            findings.push(Finding::new(&bag::DECLARATION_MISSING).at(declaration::NAME));
            Declaration::assumed()
        };
        if !files.exists(PAYLOAD.trim_end_matches('/'))? {
            findings.push(Finding::new(&bag::PAYLOAD_FOLDER_MISSING).at(PAYLOAD));
        }
        let Declaration { version, encoding, encoding_name } = declared;
        let (info, info_name) = base.info(files, version, encoding, findings)?;
        let (manifests, unsupported) = base.manifests(findings);
        Ok(Self { version, encoding, encoding_name, info, info_name, manifests, unsupported })
    }

    /// The algorithms of all lists: those that must be computed to judge the bag.
    pub fn algorithms(&self) -> impl Iterator<Item = Algorithm> {
        self.manifests.iter().filter_map(|manifest| manifest.kind.algorithm())
    }

    /// What [`super::read_manifest`] must know to read one of [`Bag::manifests`].
    #[must_use]
    pub fn context<'a>(&'a self, index: usize, limits: &'a Limits) -> Option<ManifestContext<'a>> {
        let Manifest { name, kind } = self.manifests.get(index)?;
        let (version, encoding, kind) = (self.version, self.encoding, *kind);
        let index = u16::try_from(index).ok()?;
        Some(ManifestContext { name, kind, index, version, encoding, limits })
    }

    /// Compares the payload that is there with Payload-Oxum (RFC 8493 §2.2.2), where given.
    pub fn check_oxum(&self, files: u64, bytes: u64, findings: &mut Findings) {
        let found = Oxum { bytes, files };
        if let Some(promised) = self.info.oxum.filter(|promised| *promised != found) {
            let name = self.info_name.as_deref().unwrap_or_default();
            findings.push(
                Finding::new(&bag::OXUM_MISMATCH)
                    .at(name)
                    .with("promised", promised)
                    .with("found", found),
            );
        }
    }
}

impl Base {
    fn list(files: &dyn TagFiles) -> Result<Self> {
        let mut base = Self::default();
        files.list(&mut |name, size| {
            match name {
                declaration::NAME => base.declaration = true,
                FETCH => base.fetch = true,
                "bag-info.txt" | "package-info.txt" => base.infos.push((name.to_owned(), size)),
                _ if !name.contains('/') => base.manifest(name),
                _ => {}
            }
            Ok(())
        })?;
        base.payload.sort_unstable();
        base.tag.sort_unstable();
        Ok(base)
    }

    fn manifest(&mut self, name: &str) {
        let list = match name.bytes().next() {
            Some(b'm' | b'M') if algorithm_of(name, "manifest-").is_some() => &mut self.payload,
            Some(b't' | b'T') if algorithm_of(name, "tagmanifest-").is_some() => &mut self.tag,
            _ => return,
        };
        if list.len() < MANIFESTS {
            list.push(name.to_owned());
        }
    }

    fn info(
        &self,
        files: &dyn TagFiles,
        version: Version,
        encoding: TextEncoding,
        findings: &mut Findings,
    ) -> Result<(BagInfo, Option<String>)> {
        let of = |name: &str| self.infos.iter().find(|(n, _)| n == name);
        let older = version < Version::V0_96;
        let found = of(version.info_name()).or_else(|| of("bag-info.txt").filter(|_| older));
        let Some((name, size)) = found else {
            return Ok((BagInfo::default(), None));
        };
        if *size > TAG_FILE_BYTES {
            findings.push(
                Finding::new(&bag::TAG_FILE_TOO_LARGE).at(name).with("limit", TAG_FILE_BYTES),
            );
            return Ok((BagInfo::default(), Some(name.clone())));
        }
        let info = BagInfo::read(files.open(name)?, name, version, encoding, findings)?;
        Ok((info, Some(name.clone())))
    }

    fn manifests(&self, findings: &mut Findings) -> (Vec<Manifest>, Vec<String>) {
        let mut unsupported = Vec::new();
        let mut kept = choose(&self.payload, "manifest-", findings, &mut |name| {
            unsupported.push(name.to_owned());
        });
        let mut manifests: Vec<_> =
            kept.drain(..).map(|(n, a)| of(n, ManifestKind::Payload(a))).collect();
        if self.payload.is_empty() {
            findings.push(Finding::new(&bag::NO_PAYLOAD_MANIFEST));
        } else if manifests.is_empty() {
            let names = self.payload.join(", ");
            findings.push(Finding::new(&bag::NO_SUPPORTED_MANIFEST).with("names", names));
        }
        let tags = choose(&self.tag, "tagmanifest-", findings, &mut |_| {});
        manifests.extend(tags.into_iter().map(|(n, a)| of(n, ManifestKind::Tag(a))));
        if self.fetch {
            manifests.push(of(FETCH.to_owned(), ManifestKind::Fetch));
        }
        (manifests, unsupported)
    }
}

fn of(name: String, kind: ManifestKind) -> Manifest {
    Manifest { name, kind }
}

/// The manifests of one kind that can be read, one for each algorithm.
fn choose(
    names: &[String],
    prefix: &str,
    findings: &mut Findings,
    unsupported: &mut dyn FnMut(&str),
) -> Vec<(String, Algorithm)> {
    let mut kept: Vec<(String, Algorithm)> = Vec::new();
    let irregular = |name: &&String| name.bytes().any(|b| b.is_ascii_uppercase());
    let (last, first): (Vec<_>, Vec<_>) = names.iter().partition(irregular);
    for name in first.into_iter().chain(last) {
        let written = algorithm_of(name, prefix).unwrap_or_default();
        let Some(algorithm) = known(written) else {
            let finding = Finding::new(&bag::ALGORITHM_UNSUPPORTED).at(name);
            findings.push(finding.with("algorithm", written));
            unsupported(name);
            continue;
        };
        if let Some((first, _)) = kept.iter().find(|(_, a)| *a == algorithm) {
            let finding = Finding::new(&bag::ALGORITHM_TWICE).at(name);
            findings.push(finding.with("algorithm", algorithm).with("first", first));
            continue;
        }
        let regular = format!("{prefix}{}.txt", normalised(algorithm.name()));
        if *name != regular {
            findings.push(Finding::new(&bag::MANIFEST_NAME).at(name).with("regular", regular));
        }
        kept.push((name.clone(), algorithm));
    }
    kept
}

/// The part of a manifest's name that names the algorithm. Case is ignored, since file systems
/// change it; a name in another case is a warning later.
fn algorithm_of<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    let (start, rest) = name.split_at_checked(prefix.len())?;
    let (middle, end) = rest.split_at_checked(rest.len().checked_sub(4)?)?;
    let fits = start.eq_ignore_ascii_case(prefix) && end.eq_ignore_ascii_case(".txt");
    (fits && !middle.is_empty()).then_some(middle)
}

/// The name of an algorithm as RFC 8493 §2.4 wants it in file names.
fn normalised(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn known(written: &str) -> Option<Algorithm> {
    let wanted = normalised(written);
    Algorithm::ALL.into_iter().find(|algorithm| normalised(algorithm.name()) == wanted)
}
