//! E-ARK packages of our own: a good SIP is taken in whatever it comes in, and each way of
//! spoiling it is named by the requirement it breaks.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::archive::{Archive, Founding};
use archive_core::clock::Clock;
use archive_core::finding::Severity;
use archive_core::fs;
use archive_core::ingest::{Request, Session, Status};
use archive_core::package::check::{Checked, check};
use archive_core::package::reading::Progress;
use archive_core::package::{Kind, Options, Package};
use std::io::Write as _;
use std::path::Path;
use support::{gzip, tar_entry, tar_of};

/// The digest of the content `a`.
const MD5: &str = "0cc175b9c0f1b6a831c399e269772661";

fn facts(id: &str, path: &str) -> String {
    format!(
        "<file ID='{id}' MIMETYPE='text/plain' SIZE='1' CREATED='2024-01-01T00:00:00' \
         CHECKSUM='{MD5}' CHECKSUMTYPE='MD5'><FLocat LOCTYPE='URL' xlink:type='simple' \
         xlink:href='{path}'/></file>"
    )
}

fn mets() -> String {
    let group = |id: &str, word: &str, path: &str| {
        let file = facts(&format!("f-{id}"), path);
        format!(
            "<fileGrp ID='{id}' USE='{word}' csip:CONTENTINFORMATIONTYPE='MIXED'>{file}</fileGrp>"
        )
    };
    let part = |id: &str, word: &str, group: &str| {
        format!("<div ID='{id}' LABEL='{word}'><fptr FILEID='{group}'/></div>")
    };
    let groups = [
        group("doc", "Documentation", "documentation/a.txt"),
        group("sch", "Schemas", "schemas/a.xsd"),
        group("rep", "Representations", "representations/rep1/data/a%20b.txt"),
    ]
    .concat();
    let parts = [
        part("d1", "Documentation", "doc"),
        part("d2", "Schemas", "sch"),
        part("d3", "Representations", "rep"),
    ]
    .concat();
    format!(
        "<mets xmlns='http://www.loc.gov/METS/' xmlns:xlink='http://www.w3.org/1999/xlink' \
         xmlns:csip='https://DILCIS.eu/XML/METS/CSIPExtensionMETS' OBJID='sip' LABEL='Akten' \
         TYPE='Mixed' csip:CONTENTINFORMATIONTYPE='MIXED' \
         PROFILE='https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'>\
         <metsHdr CREATEDATE='2024-01-01T00:00:00' LASTMODDATE='2024-01-01T00:00:00' \
         csip:OAISPACKAGETYPE='SIP'><agent ROLE='CREATOR' TYPE='OTHER' OTHERTYPE='SOFTWARE'>\
         <name>tool</name><note csip:NOTETYPE='SOFTWARE VERSION'>1</note></agent>\
         <agent ROLE='CREATOR' TYPE='ORGANIZATION'><name>Bauamt</name></agent></metsHdr>\
         <fileSec ID='fs'>{groups}</fileSec><structMap ID='sm' TYPE='PHYSICAL' LABEL='CSIP'>\
         <div ID='main' LABEL='sip'><div ID='md' LABEL='Metadata'/>{parts}</div></structMap></mets>"
    )
}

const FILES: [&str; 4] =
    ["documentation/a.txt", "schemas/a.xsd", "representations/rep1/data/a b.txt", "metadata/x"];

fn write(path: &Path, content: &[u8]) {
    fs::create_folders(path.parent().unwrap()).unwrap();
    fs::create_new(path).unwrap().write_all(content).unwrap();
}

fn folder(at: &Path, mets: &str) {
    write(&at.join("METS.xml"), mets.as_bytes());
    for file in FILES {
        write(&at.join(file), b"a");
    }
}

fn judged(path: &Path) -> Checked {
    check(path, &Options::default(), 1, &Progress::default()).unwrap()
}

fn errors(checked: &Checked) -> Vec<&'static str> {
    let grave = checked.findings.iter().filter(|f| f.severity() == Severity::Error);
    grave.map(|finding| finding.code.id).collect()
}

#[test]
fn a_good_sip_is_good_in_every_container() {
    let place = tempfile::tempdir().unwrap();
    folder(&place.path().join("sip"), &mets());
    let mut parts = vec![tar_entry(b"sip/METS.xml", b'0', mets().as_bytes())];
    parts.extend(FILES.map(|file| tar_entry(format!("sip/{file}").as_bytes(), b'0', b"a")));
    let tar = tar_of(&parts);
    write(&place.path().join("sip.tar"), &tar);
    write(&place.path().join("sip.tar.gz"), &gzip(&tar));
    for name in ["sip", "sip.tar", "sip.tar.gz"] {
        let checked = judged(&place.path().join(name));
        assert_eq!(checked.kind, Kind::Eark, "{name}");
        assert_eq!(errors(&checked), [""; 0], "{name}");
        assert_eq!(checked.totals.payload_files, 1, "{name}");
    }
}

#[test]
fn what_is_spoilt_is_named() {
    let spoilt = [
        ("OBJID='sip' ", "", "CSIP1"),
        ("TYPE='Mixed'", "TYPE='Strange'", "CSIP2"),
        ("E-ARK-SIP.xml", "E-ARK-SIP", "SIP2"),
        ("OAISPACKAGETYPE='SIP'", "OAISPACKAGETYPE='AIP'", "SIP4"),
        ("NOTETYPE='SOFTWARE VERSION'", "NOTETYPE='X'", "CSIP16"),
        ("TYPE='ORGANIZATION'", "TYPE='OTHER'", "SIP15"),
        ("ID='f-doc'", "ID='f-sch'", "CSIP67"),
        ("SIZE='1'", "SIZE='2'", "CSIP69"),
        ("CHECKSUM='0c", "CHECKSUM='1c", "CSIP71"),
        ("schemas/a.xsd", "schemas/b.xsd", "CSIP79"),
        ("LABEL='CSIP'", "LABEL='Other'", "CSIP82"),
        ("LABEL='sip'", "LABEL='other'", "CSIP86"),
        ("FILEID='doc'", "FILEID='sch'", "CSIP116"),
        ("</mets>", "", "CSIPSTR4"),
    ];
    for (from, to, id) in spoilt {
        let place = tempfile::tempdir().unwrap();
        assert!(mets().contains(from), "{from}");
        folder(&place.path().join("sip"), &mets().replace(from, to));
        let told = errors(&judged(&place.path().join("sip")));
        assert!(told.contains(&id), "{id} is not among {told:?}");
    }
}

#[test]
fn a_package_that_lost_its_mets_is_still_one() {
    let place = tempfile::tempdir().unwrap();
    folder(&place.path().join("sip"), &mets());
    fs::remove(&place.path().join("sip/METS.xml")).unwrap();
    let checked = judged(&place.path().join("sip"));
    assert_eq!(checked.kind, Kind::Eark);
    assert!(errors(&checked).contains(&"CSIPSTR4"));
}

#[test]
fn other_mets_stays_a_folder() {
    let place = tempfile::tempdir().unwrap();
    write(&place.path().join("p/METS.xml"), b"<mets xmlns='http://www.loc.gov/METS/'/>");
    write(&place.path().join("p/objects/a"), b"a");
    assert_eq!(judged(&place.path().join("p")).kind, Kind::Folder);
}

#[test]
fn a_sip_is_stored() {
    let place = tempfile::tempdir().unwrap();
    let sip = place.path().join("sip");
    folder(&sip, &mets());
    assert_eq!(Package::open(&sip, &Options::default()).unwrap().title(), "Akten");
    let founding =
        Founding { name: Some("t".into()), copies: vec![("main".into(), "copies/main".into())] };
    let archive = Archive::create(&place.path().join("a"), &founding, Clock::System).unwrap();
    let tenant = "chemnitz".parse().unwrap();
    archive.add_tenant(&tenant, "Stadt Chemnitz", None).unwrap();
    let tenant = archive.tenant(&tenant).unwrap();
    let session = Session::without_schemas(&tenant).unwrap();
    let request = Request { threads: 1, ..Request::default() };
    let outcome = session.ingest(&sip, &request, &Progress::default());
    let told: Vec<_> = outcome.findings.iter().map(|f| f.code.id).collect();
    assert_eq!((outcome.status, outcome.kind), (Status::Stored, Some(Kind::Eark)), "{told:?}");
}
