//! One package that fulfils everything E-ARK asks for or recommends, and one spoilt copy of it for
//! each requirement: the good one is silent, the spoilt one is told by the id of what it breaks.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::codes::sch::{INVALID, NO_FOLDER};
use archive_core::finding::{Finding, Findings, Lang};
use archive_core::fs;
use archive_core::metadata::schema::Library;
use archive_core::package::check::check;
use archive_core::package::reading::Progress;
use archive_core::package::{Kind, Options};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What every file but the METS documents holds.
const CONTENT: &[u8] = b"a";

/// The attributes that describe a file, and its place.
fn described(content: &[u8]) -> String {
    let digest = Hasher::digest(Algorithm::Md5, content).hex();
    let size = content.len();
    format!(
        "MIMETYPE='text/plain' SIZE='{size}' CREATED='2024-01-01T00:00:00' CHECKSUM='{digest}' \
         CHECKSUMTYPE='MD5'"
    )
}

fn link(path: &str) -> String {
    format!("LOCTYPE='URL' xlink:type='simple' xlink:href='{path}'")
}

fn file(id: &str, path: &str, content: &[u8]) -> String {
    format!(
        "<file ID='{id}' {} OWNERID='o' ADMID='dig' DMDID='dmd' sip:FILEFORMATNAME='Text' \
         sip:FILEFORMATVERSION='1' sip:FILEFORMATREGISTRY='PRONOM' \
         sip:FILEFORMATKEY='x-fmt/111'><FLocat {}/></file>",
        described(content),
        link(path)
    )
}

fn group(id: &str, word: &str, file: &str) -> String {
    format!(
        "<fileGrp ID='{id}' USE='{word}' ADMID='dig' csip:CONTENTINFORMATIONTYPE='SIARD2'>{file}\
         </fileGrp>"
    )
}

fn division(id: &str, label: &str, inside: &str) -> String {
    format!("<div ID='{id}' LABEL='{label}'>{inside}</div>")
}

fn reference(kind: &str, path: &str) -> String {
    format!("<mdRef {} MDTYPE='{kind}' {}/>", described(CONTENT), link(path))
}

fn agent(role: &str, kind: &str, note: &str) -> String {
    format!(
        "<agent ROLE='{role}' TYPE='{kind}'><name>{role} {kind}</name>\
         <note csip:NOTETYPE='{note}'>1</note></agent>"
    )
}

/// Everything above the file section.
fn head(id: &str, package: &str) -> String {
    let code = "IDENTIFICATIONCODE";
    let agents = [
        agent("CREATOR", "OTHER' OTHERTYPE='SOFTWARE", "SOFTWARE VERSION"),
        agent("ARCHIVIST", "ORGANIZATION", code),
        agent("CREATOR", "ORGANIZATION", code),
        agent("CREATOR", "INDIVIDUAL", code),
        agent("PRESERVATION", "ORGANIZATION", code),
    ]
    .concat();
    let ids: String = [
        "SUBMISSIONAGREEMENT",
        "PREVIOUSSUBMISSIONAGREEMENT",
        "REFERENCECODE",
        "PREVIOUSREFERENCECODE",
    ]
    .map(|kind| format!("<altRecordID TYPE='{kind}'>1</altRecordID>"))
    .concat();
    let host = package.to_lowercase();
    format!(
        "<mets xmlns='http://www.loc.gov/METS/' xmlns:xlink='http://www.w3.org/1999/xlink' \
         xmlns:csip='https://DILCIS.eu/XML/METS/CSIPExtensionMETS' \
         xmlns:sip='https://DILCIS.eu/XML/METS/SIPExtensionMETS' OBJID='{id}' LABEL='Akten' \
         TYPE='OTHER' csip:OTHERTYPE='Akten' csip:CONTENTINFORMATIONTYPE='OTHER' \
         csip:OTHERCONTENTINFORMATIONTYPE='Akten' \
         PROFILE='https://eark{host}.dilcis.eu/profile/E-ARK-{package}-v2-0-4.xml'>\
         <metsHdr CREATEDATE='2024-01-01T00:00:00' LASTMODDATE='2024-01-01T00:00:00' \
         RECORDSTATUS='NEW' csip:OAISPACKAGETYPE='{package}'>{agents}{ids}</metsHdr>\
         <dmdSec ID='dmd' CREATED='2024-01-01T00:00:00' STATUS='CURRENT'>{}</dmdSec>\
         <amdSec ID='amd'><rightsMD ID='rig' STATUS='CURRENT'>{}</rightsMD>\
         <digiprovMD ID='dig' STATUS='CURRENT'>{}</digiprovMD></amdSec>",
        reference("EAD", "metadata/descriptive/e.txt"),
        reference("OTHER", "metadata/other/r.txt"),
        reference("PREMIS", "metadata/preservation/p.txt")
            .replace(" MDTYPE", " MDTYPEVERSION='3.0' MDTYPE"),
    )
}

/// A document: its head, its groups, and the divisions beside that for metadata.
fn document(id: &str, package: &str, groups: &str, divisions: &str) -> String {
    format!(
        "{}<fileSec ID='fs'>{groups}</fileSec><structMap ID='sm' TYPE='PHYSICAL' LABEL='CSIP'>\
         <div ID='main' LABEL='{id}'><div ID='md' LABEL='Metadata' ADMID='dig rig' DMDID='dmd'/>\
         {divisions}</div></structMap></mets>",
        head(id, package)
    )
}

fn pointed(group: &str) -> String {
    format!("<fptr FILEID='{group}'/>")
}

/// A package as text: the root document and that of its representation.
struct Sample {
    package: &'static str,
    /// Whether the representation has a document of its own.
    divided: bool,
    edit: Vec<(&'static str, &'static str)>,
    edit_inner: Vec<(&'static str, &'static str)>,
    without: Vec<&'static str>,
    with: Vec<&'static str>,
}

impl Sample {
    fn new(package: &'static str) -> Self {
        let (edit, edit_inner, without, with) = Default::default();
        Self { package, divided: true, edit, edit_inner, without, with }
    }

    fn inner(&self) -> String {
        let groups = group("data", "Data", &file("f1", "data/a%20b.txt", CONTENT));
        let divisions = division("d1", "Data", &pointed("data"));
        edited(document("rep1", self.package, &groups, &divisions), &self.edit_inner)
    }

    fn outer(&self) -> String {
        let (content, part) = if self.divided {
            let path = "representations/rep1/METS.xml";
            let pointer = format!("<mptr {} xlink:title='rep'/>", link(path));
            let file = file("f3", path, self.inner().as_bytes());
            let word = "Representations/rep1";
            (group("rep", word, &file), division("d3", word, &pointer))
        } else {
            let inside = "representations/rep1/";
            let files = [
                file("f3", &format!("{inside}data/a%20b.txt"), CONTENT),
                file("f4", &format!("{inside}METS.xml"), self.inner().as_bytes()),
            ];
            let word = "Representations";
            (group("rep", word, &files[0]), division("d3", word, &pointed("rep")))
        };
        let groups = [
            group("doc", "Documentation", &file("f1", "documentation/a.txt", CONTENT)),
            group("sch", "Schemas", &file("f2", "schemas/a.xsd", CONTENT)),
            content,
        ];
        let divisions = [
            division("d1", "Documentation", &pointed("doc")),
            division("d2", "Schemas", &pointed("sch")),
            part,
        ];
        edited(document("sip", self.package, &groups.concat(), &divisions.concat()), &self.edit)
    }

    fn write(&self, root: &Path) {
        let mut paths = vec!["documentation/a.txt", "schemas/a.xsd"];
        let own = ["metadata/descriptive/e.txt", "metadata/other/r.txt"];
        paths.extend(own);
        paths.extend(["metadata/preservation/p.txt", "representations/rep1/data/a b.txt"]);
        let inner = own.map(|path| format!("representations/rep1/{path}"));
        if self.divided {
            paths.extend(inner.iter().map(String::as_str));
            paths.push("representations/rep1/metadata/preservation/p.txt");
            put(root, "representations/rep1/METS.xml", self.inner().as_bytes());
        } else {
            fs::create_folders(&root.join("representations/rep1/metadata")).unwrap();
        }
        paths.retain(|path| !self.without.contains(path));
        for path in paths.into_iter().chain(self.with.iter().copied()) {
            put(root, path, CONTENT);
        }
        put(root, "METS.xml", self.outer().as_bytes());
    }

    fn told(&self) -> Findings {
        let told = self.told_with(None);
        let mut own = Findings::new();
        // Without schemas the report says so, which is no matter of the package.
        told.iter().filter(|f| f.code.id != NO_FOLDER.id).for_each(|f| own.push(f.clone()));
        own
    }

    fn told_with(&self, schemas: Option<Arc<Library>>) -> Findings {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("sip");
        self.write(&root);
        let options = Options { kind: Some(Kind::Eark), schemas, ..Options::default() };
        check(&root, &options, 1, &Progress::default()).unwrap().findings
    }

    fn ids(&self) -> Vec<&'static str> {
        self.told().iter().map(|finding| finding.code.id).collect()
    }
}

fn put(root: &Path, path: &str, content: &[u8]) {
    let path = root.join(path);
    fs::create_folders(path.parent().unwrap()).unwrap();
    fs::create_new(&path).unwrap().write_all(content).unwrap();
}

fn edited(mut text: String, edits: &[(&str, &str)]) -> String {
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// What is spoilt in the root document of a SIP, and the requirement that this breaks.
const SPOILT: &[(&str, &str, &str)] = &[
    ("OBJID='sip'", "", "CSIP1"),
    ("OBJID='sip'", "OBJID='another'", "CSIPSTR2"),
    (" TYPE='OTHER' csip:OTHERTYPE='Akten'", "", "CSIP2"),
    (" TYPE='OTHER' csip:OTHERTYPE='Akten'", " TYPE='Strange'", "CSIP2"),
    ("csip:OTHERTYPE='Akten'", "csip:OTHERTYPE='Datasets'", "CSIP3"),
    (" TYPE='OTHER'", " TYPE='Mixed'", "CSIP3"),
    ("csip:CONTENTINFORMATIONTYPE='OTHER'", "csip:CONTENTINFORMATIONTYPE='x'", "CSIP4"),
    ("csip:OTHERCONTENTINFORMATIONTYPE='Akten'", "", "CSIP5"),
    ("PROFILE=", "NOPROFILE=", "CSIP6"),
    ("PROFILE=", "NOPROFILE=", "SIP2"),
    ("CREATEDATE='2024-01-01T00:00:00'", "CREATEDATE='2024-01-01'", "CSIP7"),
    ("LASTMODDATE='2024-01-01T00:00:00'", "", "CSIP8"),
    ("csip:OAISPACKAGETYPE='SIP'", "csip:OAISPACKAGETYPE='XIP'", "CSIP9"),
    ("csip:OAISPACKAGETYPE='SIP'", "csip:OAISPACKAGETYPE='AIP'", "SIP4"),
    ("ROLE='CREATOR' TYPE='OTHER'", "ROLE='EDITOR' TYPE='OTHER'", "CSIP11"),
    ("ROLE='CREATOR' TYPE='OTHER'", "ROLE='CREATOR' TYPE='X'", "CSIP12"),
    ("OTHERTYPE='SOFTWARE'", "OTHERTYPE='ROBOT'", "CSIP13"),
    ("<name>CREATOR OTHER' OTHERTYPE='SOFTWARE</name>", "", "CSIP14"),
    ("<note csip:NOTETYPE='SOFTWARE VERSION'>1</note>", "", "CSIP15"),
    ("csip:NOTETYPE='SOFTWARE VERSION'", "", "CSIP16"),
    ("<dmdSec ID='dmd'", "<dmdSec", "CSIP18"),
    ("<dmdSec ID='dmd'", "<dmdSec ID='dig'", "CSIP33"),
    ("'dmd' CREATED='2024-01-01T00:00:00'", "'dmd'", "CSIP19"),
    ("STATUS='CURRENT'><mdRef", "STATUS='OLD'><mdRef", "CSIP20"),
    ("metadata/descriptive/e.txt", "metadata/descriptive/no.txt", "CSIP24"),
    ("metadata/descriptive/e.txt", "metadata/descriptive/no.txt", "CSIP17"),
    ("metadata/descriptive/e.txt", "documentation/a.txt", "CSIPSTR7"),
    ("MDTYPE='EAD' LOCTYPE='URL'", "MDTYPE='EAD' LOCTYPE='URN'", "CSIP22"),
    ("MDTYPE='EAD' LOCTYPE='URL' xlink:type='simple'", "MDTYPE='EAD' LOCTYPE='URL'", "CSIP23"),
    ("MDTYPE='EAD'", "MDTYPE='FOO'", "CSIP25"),
    ("<amdSec ID='amd'>", "<amdSec/><amdSec ID='amd'>", "CSIP31"),
    ("<digiprovMD ID='dig'", "<digiprovMD", "CSIP33"),
    ("<digiprovMD ID='dig' STATUS='CURRENT'", "<digiprovMD ID='dig'", "CSIP34"),
    ("metadata/preservation/p.txt", "metadata/preservation/no.txt", "CSIP38"),
    ("metadata/preservation/p.txt", "metadata/preservation/no.txt", "CSIP32"),
    ("metadata/preservation/p.txt", "documentation/a.txt", "CSIPSTR6"),
    ("MDTYPE='PREMIS' LOCTYPE='URL'", "MDTYPE='PREMIS' LOCTYPE='X'", "CSIP36"),
    (
        "MDTYPE='PREMIS' LOCTYPE='URL' xlink:type='simple'",
        "MDTYPE='PREMIS' LOCTYPE='URL'",
        "CSIP37",
    ),
    ("MDTYPE='PREMIS'", "", "CSIP39"),
    ("<rightsMD ID='rig' STATUS='CURRENT'>", "<rightsMD STATUS='CURRENT'>", "CSIP46"),
    ("<rightsMD ID='rig' STATUS='CURRENT'>", "<rightsMD ID='rig' STATUS='TEST'>", "CSIP47"),
    ("MDTYPE='OTHER' LOCTYPE='URL'", "MDTYPE='OTHER' LOCTYPE='OTHER'", "CSIP49"),
    ("MDTYPE='OTHER' LOCTYPE='URL' xlink:type='simple'", "MDTYPE='OTHER' LOCTYPE='URL'", "CSIP50"),
    ("metadata/other/r.txt", "metadata/other/no.txt", "CSIP51"),
    ("MDTYPE='OTHER'", "MDTYPE='other'", "CSIP52"),
    ("<fileSec ID='fs'>", "<fileSec>", "CSIP59"),
    ("</fileSec>", "</fileSec><fileSec ID='second'/>", "CSIP58"),
    ("USE='Documentation'", "USE='Other'", "CSIP60"),
    ("USE='Schemas'", "USE='Other'", "CSIP113"),
    ("USE='Representations/rep1'", "USE='Other'", "CSIP114"),
    ("USE='Documentation' ADMID='dig'", "USE='Documentation' ADMID='none'", "CSIP61"),
    (
        "'Representations/rep1' ADMID='dig' csip:CONTENTINFORMATIONTYPE='SIARD2'",
        "'Representations/rep1' ADMID='dig' csip:CONTENTINFORMATIONTYPE='x'",
        "CSIP62",
    ),
    (
        "'Representations/rep1' ADMID='dig' csip:CONTENTINFORMATIONTYPE='SIARD2'",
        "'Representations/rep1' ADMID='dig' csip:CONTENTINFORMATIONTYPE='OTHER'",
        "CSIP63",
    ),
    ("USE='Documentation'", "", "CSIP64"),
    ("<fileGrp ID='doc'", "<fileGrp", "CSIP65"),
    ("</fileSec>", "<fileGrp ID='void' USE='Void' ADMID='dig'/></fileSec>", "CSIP66"),
    ("<file ID='f1'", "<file", "CSIP67"),
    ("<file ID='f1'", "<file ID='f2'", "CSIP67"),
    ("OWNERID='o'", "OWNERID=''", "CSIP73"),
    ("OWNERID='o' ADMID='dig'", "OWNERID='o' ADMID='dmd'", "CSIP74"),
    ("DMDID='dmd' sip:", "DMDID='dmd none' sip:", "CSIP75"),
    ("<FLocat", "<Other", "CSIP76"),
    ("<FLocat LOCTYPE='URL'", "<FLocat LOCTYPE='URN'", "CSIP77"),
    ("<FLocat LOCTYPE='URL' xlink:type='simple'", "<FLocat LOCTYPE='URL'", "CSIP78"),
    ("'documentation/a.txt'", "'documentation/no.txt'", "CSIP79"),
    ("'documentation/a.txt'", "'documentation/no.txt'", "CSIP60"),
    ("'schemas/a.xsd'", "'metadata/other/r.txt'", "CSIPSTR15"),
    ("'documentation/a.txt'", "'metadata/other/r.txt'", "CSIPSTR16"),
    ("TYPE='PHYSICAL'", "TYPE='LOGICAL'", "CSIP81"),
    ("LABEL='CSIP'", "LABEL='csip'", "CSIP82"),
    ("<structMap ID='sm'", "<structMap", "CSIP83"),
    ("</structMap>", "<div/></structMap>", "CSIP84"),
    ("<div ID='main'", "<div", "CSIP85"),
    ("<div ID='main' LABEL='sip'", "<div ID='main'", "CSIP86"),
    ("LABEL='Metadata'", "LABEL='metadata'", "CSIP88"),
    ("LABEL='Metadata'", "LABEL='metadata'", "CSIP90"),
    ("<div ID='md'", "<div", "CSIP89"),
    ("ADMID='dig rig' DMDID", "ADMID='dig' DMDID", "CSIP91"),
    ("DMDID='dmd'/>", "/>", "CSIP92"),
    ("DMDID='dmd'/>", "DMDID='dmd none'/>", "CSIP92"),
    ("LABEL='Documentation'", "LABEL='Doc'", "CSIP93"),
    ("LABEL='Documentation'", "LABEL='Doc'", "CSIP95"),
    ("<div ID='d1'", "<div", "CSIP94"),
    ("<fptr FILEID='doc'/>", "", "CSIP96"),
    ("<fptr FILEID='doc'/>", "<fptr FILEID='sch'/>", "CSIP116"),
    ("LABEL='Schemas'", "LABEL='schemas'", "CSIP97"),
    ("LABEL='Schemas'", "LABEL='schemas'", "CSIP99"),
    ("<div ID='d2'", "<div", "CSIP98"),
    ("<fptr FILEID='sch'/>", "", "CSIP100"),
    ("<fptr FILEID='sch'/>", "<fptr FILEID='none'/>", "CSIP118"),
    ("LABEL='Representations/rep1'", "LABEL='Other'", "CSIP105"),
    ("<div ID='d3'", "<div", "CSIP106"),
    ("LABEL='Representations/rep1'", "LABEL='Representations/rep2'", "CSIP107"),
    ("LABEL='Representations/rep1'", "LABEL='representations/rep1'", "CSIP107"),
    ("LABEL='Representations/rep1'", "LABEL='Representations/rep1/other'", "CSIP107"),
    ("xlink:title='rep'", "xlink:title='none'", "CSIP108"),
    ("<mptr", "<x", "CSIP109"),
    (
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='representations/rep1/METS.xml'",
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='representations/no/METS.xml'",
        "CSIP110",
    ),
    ("<mptr LOCTYPE='URL' xlink:type='simple'", "<mptr LOCTYPE='URL'", "CSIP111"),
    ("<mptr LOCTYPE='URL'", "<mptr LOCTYPE='OTHER'", "CSIP112"),
    ("LABEL='Akten'", "", "SIP1"),
    ("LABEL='Akten'", "LABEL=''", "SIP1"),
    ("RECORDSTATUS='NEW'", "RECORDSTATUS='OLD'", "SIP3"),
    ("TYPE='SUBMISSIONAGREEMENT'", "TYPE='X'", "SIP5"),
    ("TYPE='PREVIOUSSUBMISSIONAGREEMENT'", "TYPE='X'", "SIP6"),
    ("TYPE='REFERENCECODE'", "TYPE='X'", "SIP7"),
    ("'PREVIOUSREFERENCECODE'>1<", "'PREVIOUSREFERENCECODE'><", "SIP8"),
    ("ROLE='ARCHIVIST'", "ROLE='EDITOR'", "SIP9"),
    ("ROLE='ARCHIVIST'", "ROLE='EDITOR'", "SIP10"),
    ("ROLE='ARCHIVIST' TYPE='ORGANIZATION'", "ROLE='ARCHIVIST' TYPE='OTHER'", "SIP11"),
    ("<name>ARCHIVIST ORGANIZATION</name>", "", "SIP12"),
    ("<name>CREATOR ORGANIZATION</name>", "", "SIP18"),
    ("<name>CREATOR INDIVIDUAL</name>", "", "SIP24"),
    ("TYPE='INDIVIDUAL'", "TYPE='ORGANIZATION'", "SIP21"),
    ("TYPE='INDIVIDUAL'", "TYPE='OTHER'", "SIP23"),
    ("TYPE='INDIVIDUAL'", "TYPE='OTHER'", "SIP17"),
    ("ROLE='PRESERVATION'", "ROLE='EDITOR'", "SIP26"),
    ("ROLE='PRESERVATION'", "ROLE='EDITOR'", "SIP27"),
    ("ROLE='PRESERVATION' TYPE='ORGANIZATION'", "ROLE='PRESERVATION' TYPE='OTHER'", "SIP28"),
    ("<name>PRESERVATION ORGANIZATION</name>", "", "SIP29"),
    ("sip:FILEFORMATNAME='Text'", "sip:FILEFORMATNAME=''", "SIP32"),
    ("sip:FILEFORMATVERSION='1'", "", "SIP33"),
    ("sip:FILEFORMATREGISTRY='PRONOM'", "", "SIP34"),
    ("sip:FILEFORMATKEY='x-fmt/111'", "", "SIP35"),
    ("</mets>", "", "CSIPSTR4"),
    ("MDTYPE='EAD'", "MDTYPE='MIX'", "CSIP25"),
    ("'metadata/descriptive/e.txt'", "'file:///metadata/descriptive/e.txt'", "CSIP24"),
    ("</metsHdr>", "<altRecordID TYPE='SUBMISSIONAGREEMENT'>2</altRecordID></metsHdr>", "SIP5"),
    ("<file ID='f1'", "<file ID='f 1'", "CSIP67"),
    ("<file ID='f1'", "<file ID='1f'", "CSIP67"),
    ("<div ID='d1'", "<div ID='{d1}'", "CSIP94"),
    ("'documentation/a.txt'", "'../documentation/a.txt'", "CSIP79"),
    ("'documentation/a.txt'", "'/documentation/a.txt'", "CSIP79"),
    ("'documentation/a.txt'", "'file:///documentation/a.txt'", "CSIP79"),
    ("'documentation/a.txt'", "'https://example.org/a.txt'", "CSIP79"),
    ("'metadata/descriptive/e.txt'", "'/metadata/descriptive/e.txt'", "CSIP24"),
    ("USE='Representations/rep1'", "USE='Representations/nix'", "CSIP114"),
    ("USE='Representations/rep1'", "USE='RepresentationsX'", "CSIP114"),
    ("USE='Documentation'", "USE='DocumentationX'", "CSIP60"),
    (
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='representations/rep1/METS.xml'",
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='documentation/a.txt'",
        "CSIP109",
    ),
    (
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='representations/rep1/METS.xml'",
        "<mptr LOCTYPE='URL' xlink:type='simple' xlink:href='http://x/METS.xml'",
        "CSIP110",
    ),
    ("</metsHdr>", "<altRecordID TYPE='REFERENCECODE'>2</altRecordID></metsHdr>", "SIP7"),
    (
        "<agent ROLE='PRESERVATION'",
        "<agent ROLE='PRESERVATION' TYPE='ORGANIZATION'/><agent ROLE='PRESERVATION'",
        "SIP26",
    ),
    ("ROLE='CREATOR' TYPE='INDIVIDUAL'", "ROLE='CREATOR' TYPE='ORGANIZATION'", "SIP15"),
    ("CHECKSUMTYPE='MD5' OWNERID", "CHECKSUMTYPE='CRC32' OWNERID", "W-PKG-023"),
];

/// What may be otherwise, or may stand there as well, and breaks nothing.
const ALLOWED: &[(&str, &str)] = &[
    ("USE='Representations/rep1'", "USE='Representations/rep1/data'"),
    ("SIZE='1'", "SIZE=' 1 '"),
    (
        "<altRecordID",
        "<agent ROLE='CREATOR' TYPE='OTHER' OTHERTYPE='SOFTWARE'><name>x</name>\
         <note csip:NOTETYPE='SOFTWARE VERSION'>1</note><note>2</note></agent><altRecordID",
    ),
    ("'documentation/a.txt'", "'./documentation/../documentation/a.txt'"),
    ("'documentation/a.txt'", "'documentation\\a.txt'"),
    (
        "<agent ROLE='ARCHIVIST'",
        "<agent ROLE='CUSTODIAN' TYPE='ORGANIZATION'><name>x</name></agent>\
      <agent ROLE='ARCHIVIST'",
    ),
    (
        "<agent ROLE='CREATOR' TYPE='OTHER'",
        "<agent ROLE='CREATOR' TYPE='OTHER' OTHERTYPE='SOFTWARE'>\
      <name>x</name></agent><agent ROLE='CREATOR' TYPE='OTHER'",
    ),
    (
        "<altRecordID",
        "<agent ROLE='CREATOR' TYPE='OTHER' OTHERTYPE='SOFTWARE'><name>x</name></agent>\
      <altRecordID",
    ),
    (
        "</fileSec>",
        "<fileGrp ID='kept' USE='Other' ADMID='dig' csip:CONTENTINFORMATIONTYPE='MIXED'>\
         <file ID='urn' MIMETYPE='text/plain' SIZE='9' CREATED='2024-01-01T00:00:00' \
         CHECKSUM='0cc175b9c0f1b6a831c399e269772661' CHECKSUMTYPE='MD5' OWNERID='o' ADMID='dig' \
         DMDID='dmd' sip:FILEFORMATNAME='Text' sip:FILEFORMATVERSION='1' \
         sip:FILEFORMATREGISTRY='PRONOM' sip:FILEFORMATKEY='x-fmt/111'><FLocat LOCTYPE='URL' \
         xlink:type='simple' xlink:href='urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057\
         ?=version=1#own/no.xsd'/></file></fileGrp></fileSec>",
    ),
];

/// The same for the attributes of a reference, with the requirement for each kind of reference:
/// descriptive metadata, provenance, rights, listed files.
const DESCRIBED: [(&str, [&str; 4]); 5] = [
    ("MIMETYPE='text/plain'", ["CSIP26", "CSIP40", "CSIP53", "CSIP68"]),
    ("SIZE='1'", ["CSIP27", "CSIP41", "CSIP54", "CSIP69"]),
    ("CREATED='2024-01-01T00:00:00' CHECKSUM", ["CSIP28", "CSIP42", "CSIP55", "CSIP70"]),
    ("CHECKSUM='0cc175b9c0f1b6a831c399e269772661'", ["CSIP29", "CSIP43", "CSIP56", "CSIP71"]),
    ("CHECKSUMTYPE='MD5'", ["CSIP30", "CSIP44", "CSIP57", "CSIP72"]),
];

#[test]
fn the_good_package_is_silent_and_each_spoilt_one_is_named() {
    let good = Sample::new("SIP").told();
    let told: Vec<_> = good.iter().map(|f| f.message(Lang::En)).collect();
    assert!(told.is_empty(), "{told:#?}");
    let mut missed = Vec::new();
    for (from, to, id) in SPOILT {
        let sample = Sample { edit: vec![(from, to)], ..Sample::new("SIP") };
        if !sample.ids().contains(id) {
            missed.push((id, from, to));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_the_specification_allows_is_not_told() {
    for (from, to) in ALLOWED {
        let told = Sample { edit: vec![(from, to)], ..Sample::new("SIP") }.ids();
        assert!(told.is_empty(), "{to}: {told:?}");
    }
}

#[test]
fn files_inside_files_are_files_unless_they_must_be_unpacked() {
    let inner = file("inner", "documentation/more.txt", CONTENT);
    let inner: &'static str = String::leak(format!("{inner}</file></fileGrp>"));
    let edit = vec![("</file></fileGrp>", inner)];
    let with = vec!["documentation/more.txt"];
    let listed = Sample { edit: edit.clone(), with, ..Sample::new("SIP") }.ids();
    assert!(listed.is_empty(), "{listed:?}");
    let lost = Sample { edit: edit.clone(), ..Sample::new("SIP") }.ids();
    assert!(lost.contains(&"CSIP79"), "{lost:?}");
    let packed: &'static str = String::leak(format!("<transformFile/>{inner}"));
    let told = Sample { edit: vec![("</file></fileGrp>", packed)], ..Sample::new("SIP") }.ids();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn what_describes_a_file_must_be_there_and_true() {
    // The references stand in this order in the document.
    let marks = ["<dmdSec", "<digiprovMD", "<rightsMD", "<file ID='f1'"];
    let mut missed = Vec::new();
    for (attribute, ids) in DESCRIBED {
        let (name, value) = attribute.split_once('=').unwrap();
        let changed = match name {
            "SIZE" => "SIZE='2'".to_owned(),
            "CHECKSUM" => attribute.replace("='0", "='1"),
            "CREATED" => "CHECKSUM".to_owned(),
            _ => format!("{name}='{}'", "x".repeat(value.len())),
        };
        for (mark, id) in marks.iter().zip(ids) {
            let text = Sample::new("SIP").outer();
            let (before, after) = text.split_once(mark).unwrap();
            let from: &'static str = String::leak(after.to_owned());
            let to: &'static str = String::leak(after.replacen(attribute, &changed, 1));
            assert!(from != to && before.len() > 1, "{attribute}");
            let sample = Sample { edit: vec![(from, to)], ..Sample::new("SIP") };
            if !sample.ids().contains(&id) {
                missed.push((id, attribute));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn elements_that_are_lost_are_named() {
    for (edit, id) in [
        ([("<metsHdr", "<x><metsHdr"), ("</metsHdr>", "</metsHdr></x>")], "CSIP117"),
        ([("<fileSec", "<x><fileSec"), ("</fileSec>", "</fileSec></x>")], "CSIP58"),
        ([("<structMap", "<x><structMap"), ("</structMap>", "</structMap></x>")], "CSIP80"),
        ([("<amdSec", "<x><amdSec"), ("</amdSec>", "</amdSec></x>")], "CSIP31"),
        ([("<agent", "<x><agent"), ("<altRecordID", "</x><altRecordID")], "CSIP10"),
        ([("<agent", "<x><agent"), ("<altRecordID", "</x><altRecordID")], "SIP15"),
        ([("<digiprovMD", "<techMD"), ("</digiprovMD>", "</techMD>")], "CSIP32"),
        ([("<rightsMD", "<techMD"), ("</rightsMD>", "</techMD>")], "CSIP45"),
    ] {
        let told = Sample { edit: edit.to_vec(), ..Sample::new("SIP") }.ids();
        assert!(told.contains(&id), "{id}: {told:?}");
    }
}

#[test]
fn content_without_documents_of_its_own_has_one_division() {
    let undivided = |edit| Sample { divided: false, edit, ..Sample::new("SIP") }.ids();
    assert_eq!(undivided(vec![]), ["CSIPSTR12"]);
    for (from, to, id) in [
        ("<div ID='d3'", "<div", "CSIP102"),
        ("LABEL='Representations'", "LABEL='representations'", "CSIP103"),
        ("<fptr FILEID='rep'/>", "", "CSIP104"),
        ("<fptr FILEID='rep'/>", "<fptr FILEID='doc'/>", "CSIP119"),
    ] {
        assert!(undivided(vec![(from, to)]).contains(&id), "{id}");
    }
}

#[test]
fn what_is_wrapped_or_says_nothing_is_told() {
    let without = |name: &'static str, inside: &'static str, ids: &[&str]| {
        let text = Sample::new("SIP").outer();
        let (_, after) = text.split_once(name).unwrap();
        let end = after.find("/>").unwrap() + 2;
        let from: &'static str = String::leak(format!("{name}{}", &after[..end]));
        let start = from.split_once("<mdRef").unwrap().0;
        let to: &'static str = String::leak(format!("{start}{inside}"));
        let told = Sample { edit: vec![(from, to)], ..Sample::new("SIP") }.ids();
        assert!(ids.iter().all(|id| told.contains(id)), "{name}: {told:?}");
    };
    without("<dmdSec", "<mdWrap MDTYPE='DC'/>", &["CSIP21"]);
    without("<dmdSec", "", &["CSIP17", "CSIP21"]);
    without("<digiprovMD", "<mdWrap MDTYPE='PREMIS'/>", &["CSIP35"]);
    without("<rightsMD", "", &["CSIP48"]);
    let nothing = Sample {
        edit: vec![("<dmdSec ID='dmd'", "<x ID='dmd'"), ("</dmdSec>", "</x>")],
        ..Sample::new("SIP")
    };
    assert!(nothing.ids().contains(&"CSIP17"));
}

#[test]
fn representations_are_judged_like_packages() {
    for (from, to, id) in [
        ("OBJID='rep1'", "", "CSIP1"),
        ("data/a%20b.txt", "data/no.txt", "CSIP79"),
        ("data/a%20b.txt", "data/no.txt", "CSIP58"),
        ("metadata/descriptive/e.txt", "metadata/descriptive/no.txt", "CSIP24"),
        ("LABEL='CSIP'", "LABEL='x'", "CSIP82"),
        ("</mets>", "", "CSIPSTR4"),
    ] {
        let sample = Sample { edit_inner: vec![(from, to)], ..Sample::new("SIP") };
        let told = sample.told();
        let path = "representations/rep1/METS.xml";
        let here = |f: &Finding| f.code.id == id && f.path.is_some();
        assert!(told.iter().any(here), "{id}");
        let placed = told.iter().any(|f| f.path.as_deref() == Some(path));
        assert!(placed || id == "CSIP58", "{id}");
    }
}

#[test]
fn a_listed_file_with_other_capitals_is_told_once() {
    let sample =
        Sample { edit: vec![("'schemas/a.xsd'", "'schemas/A.xsd'")], ..Sample::new("SIP") };
    let told = sample.ids();
    assert!(told.contains(&"CSIP79") && !told.contains(&"CSIP113"), "{told:?}");
}

#[test]
fn files_that_nobody_lists_are_told() {
    for (path, id) in [
        ("metadata/descriptive/more.txt", "CSIP17"),
        ("metadata/preservation/more.txt", "CSIP32"),
        ("metadata/other/more.txt", "CSIP31"),
        ("documentation/more.txt", "CSIP60"),
        ("schemas/more.xsd", "CSIP113"),
        ("representations/rep1/data/more.txt", "CSIP58"),
    ] {
        let sample = Sample { with: vec![path], ..Sample::new("SIP") };
        assert_eq!(sample.ids(), [id], "{path}");
    }
}

#[test]
fn what_was_submitted_may_have_a_mets_of_its_own() {
    let with = vec!["submission/one/METS.xml", "submission/one/representations/a/data/x.txt"];
    let told = Sample { with, ..Sample::new("AIP") }.ids();
    assert!(told.is_empty(), "{told:?}");
    let told = Sample { with: vec!["submission/x.txt"], ..Sample::new("AIP") }.ids();
    assert_eq!(told, ["CSIP58"]);
}

#[test]
fn aips_and_dips_are_judged_by_their_own_rules() {
    let spoilt: [(&str, &str, &str, &str); 10] = [
        ("AIP", "OBJID='sip'", "", "AIPM1"),
        ("AIP", "PROFILE='https://earkaip", "PROFILE='https://elsewhere", "AIPM2"),
        ("AIP", "csip:OAISPACKAGETYPE='AIP'", "csip:OAISPACKAGETYPE='SIP'", "AIPM3"),
        ("AIP", "<mptr", "<x", "AIP3"),
        ("DIP", "OBJID='sip'", "", "DIP1"),
        ("DIP", "PROFILE='https://earkdip", "PROFILE='https://elsewhere", "DIP2"),
        ("DIP", "csip:OAISPACKAGETYPE='DIP'", "csip:OAISPACKAGETYPE='SIP'", "DIP3"),
        ("DIP", "STATUS='CURRENT'", "STATUS='SUPERSEDED'", "DIP4"),
        ("AIP", "v2-0-4", "v2-2-0", ""),
        ("DIP", "v2-0-4", "v2-2-0", ""),
    ];
    for (package, from, to, id) in spoilt {
        let told = Sample { edit: vec![(from, to)], ..Sample::new(package) }.ids();
        assert!(told.contains(&id) || (id.is_empty() && told.is_empty()), "{id}: {told:?}");
    }
    for (from, to, id) in [
        ("STATUS='CURRENT'", "STATUS='SUPERSEDED'", "AIPM4"),
        ("<digiprovMD", "<techMD", "AIPM5"),
        ("MDTYPE='PREMIS'", "MDTYPE='OTHER'", "AIPM6"),
        ("MDTYPE='PREMIS'", "MDTYPE='PREMIS:OBJECT'", "AIPM6"),
        ("MDTYPEVERSION='3.0'", "MDTYPEVERSION='2.2'", "AIPM7"),
        ("MDTYPEVERSION='3.0'", "", "AIPM7"),
    ] {
        let closing = from == "<digiprovMD";
        let mut edit = vec![(from, to), ("v2-0-4", "v2-2-0")];
        edit.extend(closing.then_some(("</digiprovMD>", "</techMD>")));
        let told = Sample { edit: edit.clone(), ..Sample::new("AIP") }.ids();
        assert!(told.contains(&id), "{id}: {told:?}");
        edit.retain(|(from, _)| *from != "v2-0-4");
        let before = Sample { edit, ..Sample::new("AIP") }.ids();
        assert!(!before.contains(&id), "{id} came with 2.2");
    }
    let label = ("LABEL='sip'", "LABEL='x'");
    let later = Sample { edit: vec![label, ("v2-0-4", "v2-1-0")], ..Sample::new("SIP") };
    assert!(!later.ids().contains(&"CSIP86"), "the rule was taken back with 2.1");
}

#[test]
fn documents_are_judged_by_schema_where_there_is_one() {
    let shared = std::env::var_os("ARCHIVE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let Ok(library) = Library::open(&shared.join("xsd")) else {
        println!("skipped: the official schemas are not here");
        return;
    };
    let library = Some(Arc::new(library));
    let good = Sample::new("SIP").told_with(library.clone());
    let told: Vec<_> = good.iter().map(|f| f.message(Lang::En)).collect();
    assert!(!good.has(&INVALID) && !good.has(&NO_FOLDER), "{told:#?}");
    let edit = vec![("<altRecordID", "<strange/><altRecordID")];
    let spoilt = Sample { edit, ..Sample::new("SIP") }.told_with(library);
    let of_mets = |f: &Finding| f.code.id == INVALID.id && f.path.as_deref() == Some("METS.xml");
    assert!(spoilt.iter().any(of_mets), "the schema of METS knows no such element");
    let without = Sample::new("SIP").told_with(None);
    assert_eq!(without.iter().filter(|f| f.code.id == NO_FOLDER.id).count(), 1);
}
