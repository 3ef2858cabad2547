//! The schemas that the archive keeps for itself: made once, renewed when they change, referred to
//! by METS, and treated like any other package.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::access::{Export, Form, Names, export};
use archive_core::aip::schemas::{handed_out, parse_address};
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::catalog::{Catalog, PackageRow};
use archive_core::clock::Clock;
use archive_core::finding::Lang;
use archive_core::finding::codes::sch;
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::check::check;
use archive_core::package::reading::Progress;
use archive_core::package::{Area, Kind, Options};
use archive_core::rebuild;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use tempfile::TempDir;

/// A schema that takes the place of the official one of METS and needs another one.
const METS_XSD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.loc.gov/METS/"><xs:import namespace="http://www.w3.org/1999/xlink"
 schemaLocation="http://www.loc.gov/standards/xlink/xlink.xsd"/><xs:element name="mets"/>
 </xs:schema>"#;
const XLINK_XSD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/1999/xlink"><xs:attribute name="href"/></xs:schema>"#;
const EAD_XSD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://ead3.archivists.org/schema/"><xs:element name="ead"/></xs:schema>"#;

struct House {
    folder: TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copies = ["main", "second"].map(|n| (n.into(), format!("copies/{n}")));
        let founding = Founding { name: Some("test".into()), copies: copies.into() };
        let archive =
            Archive::create(&folder.path().join("archive"), &founding, Clock::System).unwrap();
        archive.add_tenant(&"chemnitz".parse().unwrap(), "Stadt Chemnitz", None).unwrap();
        Self { folder }
    }

    fn tenant(&self) -> TenantArchive {
        let archive = Archive::open(&self.path("archive"), Clock::System).unwrap();
        archive.tenant(&"chemnitz".parse().unwrap()).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_folders(path.parent().unwrap()).unwrap();
        fs::create_or_truncate(&path).unwrap().write_all(content.as_bytes()).unwrap();
        path
    }

    /// Names a folder of schemas in the configuration and puts some into it.
    fn with_library(self) -> Self {
        let config = self.path("archive/archive.toml");
        let text = String::from_utf8(fs::read(&config, 1 << 20).unwrap()).unwrap();
        assert!(text.contains("#folder = \"schemas\""), "{text}");
        let text = text.replace("#folder = \"schemas\"", "folder = \"xsd\"");
        self.write("archive/archive.toml", &text);
        self.write("archive/xsd/mets/mets.xsd", METS_XSD);
        self.write("archive/xsd/xlink.xsd", XLINK_XSD);
        self.write("archive/xsd/ead3.xsd", EAD_XSD);
        let other = XLINK_XSD.replace("www.w3.org/1999", "else.example");
        self.write("archive/xsd/other.xsd", &other);
        self
    }

    fn store(&self, name: &str) -> Outcome {
        let outcome = self.try_store(name);
        assert_eq!(outcome.status, Status::Stored, "{:?}", outcome.findings);
        outcome
    }

    fn try_store(&self, name: &str) -> Outcome {
        self.write(&format!("{name}/a.txt"), name);
        let tenant = self.tenant();
        let session = Session::open(&tenant).unwrap();
        session.ingest(&self.path(name), &request(), &Progress::default())
    }

    fn own(&self) -> Vec<PackageRow> {
        self.tenant().catalog().list_own(None, 100).unwrap()
    }

    /// The paths of the files of the newest version.
    fn files(&self) -> Vec<String> {
        let (tenant, row) = (self.tenant(), self.own().remove(0));
        let mut out = Vec::new();
        let catalog = tenant.catalog();
        let mut each = |file: archive_core::aip::StoredFile| {
            out.push(file.path);
            Ok(())
        };
        catalog.files_by_path(row.aip, row.version, Area::Original, "", &mut each).unwrap();
        out
    }

    fn hand_out(&self, outcome: &Outcome, form: Form, to: &str) -> PathBuf {
        let request = Export {
            aip: outcome.aip.unwrap(),
            version: None,
            path: None,
            to: self.path(to),
            form,
            names: Names::Exact,
            with_submission: false,
        };
        export(&self.tenant(), &request, &()).unwrap().folder
    }
}

fn request() -> Request {
    Request { threads: 2, ..Request::default() }
}

fn text(path: &Path) -> String {
    String::from_utf8(fs::read(path, 1 << 20).unwrap()).unwrap()
}

/// The addresses in a METS document, each with the digest that stands with it.
fn references(mets: &str) -> Vec<(String, String)> {
    let value = |line: &str, name: &str| {
        let at = line.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest)?;
        Some(at.split_once('"')?.0.to_owned())
    };
    let lines: Vec<&str> = mets.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].starts_with("<FLocat"));
    let both = |pair: &[&str]| Some((value(pair[1], "xlink:href")?, value(pair[0], "CHECKSUM")?));
    pairs.filter_map(both).collect()
}

#[test]
fn they_are_made_once_and_hidden_from_those_who_did_not_ask() {
    let house = House::new();
    house.store("one");
    house.store("two");
    let own = house.own();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!((own[0].version, own[0].kind.as_str()), (1, "schemas"));
    assert_eq!(own[0].title, "Schemas and signature files / Schemas und Signaturdateien");
    let tenant = house.tenant();
    let catalog = tenant.catalog();
    assert_eq!(catalog.list(None, 10).unwrap().len(), 2);
    assert_eq!(catalog.list_all(None, 10).unwrap().len(), 3);
    assert_eq!(catalog.summary().unwrap().packages, 2);
    assert!(catalog.search("characteristics", 10).unwrap().is_empty());
    assert_eq!(catalog.formats().unwrap().iter().map(|row| row.files).sum::<u64>(), 2);
    assert_eq!(catalog.package(own[0].aip).unwrap(), own[0]);
    assert!(!fs::exists(&tenant.state_folder().join("own/schemas")));
    let ours = ["README.txt", "dc.xml", "own/bundle-index.xsd", "own/characteristics.xsd"];
    assert_eq!(house.files()[..4], ours);
}

#[test]
fn trying_and_refusing_make_none() {
    let house = House::new();
    house.write("one/a.txt", "one");
    let tenant = house.tenant();
    let session = Session::for_trying(&tenant);
    let outcome = session.ingest(&house.path("one"), &request(), &Progress::default());
    assert_eq!(outcome.status, Status::Valid);
    let session = Session::open(&tenant).unwrap();
    let dry = Request { dry_run: true, ..request() };
    session.ingest(&house.path("one"), &dry, &Progress::default());
    house.write("broken/bagit.txt", "BagIt-Version: 1.0\n");
    let outcome = session.ingest(&house.path("broken"), &request(), &Progress::default());
    assert_eq!(outcome.status, Status::Rejected);
    assert!(house.own().is_empty());
}

#[test]
fn a_changed_schema_makes_a_version_and_a_lost_one_does_not() {
    let house = House::new();
    house.store("one");
    let house = house.with_library();
    house.store("two");
    assert_eq!(house.own()[0].version, 2);
    let official: Vec<String> =
        house.files().into_iter().filter(|path| path.starts_with("official")).collect();
    assert_eq!(
        official,
        ["catalog.xml", "ead3.xsd", "mets/mets.xsd", "xlink.xsd"]
            .map(|file| format!("official/{file}"))
    );
    house.store("three");
    assert_eq!(house.own()[0].version, 2, "nothing has changed");
    house.write("archive/xsd/xlink.xsd", &XLINK_XSD.replace("href", "title"));
    house.store("four");
    assert_eq!(house.own()[0].version, 3);
    fs::remove_tree(&house.path("archive/xsd/mets")).unwrap();
    house.store("five");
    assert_eq!(house.own()[0].version, 3);
    // What is only remembered may be lost.
    fs::remove(&house.path("archive/state/tenants/chemnitz/own/schemas.json")).unwrap();
    house.store("six");
    assert_eq!(house.own()[0].version, 3);
    house.write("archive/formats/signatures.xml", "no signatures");
    assert_eq!(house.try_store("seven").status, Status::Failed, "formats cannot be read");
}

#[test]
fn a_making_that_was_interrupted_is_taken_up() {
    let house = House::new();
    let state = "archive/state/tenants/chemnitz/own";
    // Killed while it was composed.
    house.write(&format!("{state}/schemas/half.txt"), "half");
    house.write(&format!("{state}/schemas/own/bundle-index.xsd"), "<half");
    house.store("one");
    let files = house.files();
    assert!(!files.contains(&"half.txt".to_owned()), "{files:?}");
    assert!(!fs::exists(&house.path(&format!("{state}/schemas"))));
    // Killed when it was stored, before anything was remembered or cleared away.
    house.write(&format!("{state}/schemas/README.txt"), "left");
    fs::remove(&house.path(&format!("{state}/schemas.json"))).unwrap();
    house.store("two");
    assert_eq!((house.own().len(), house.own()[0].version, house.files()), (1, 1, files));
    assert!(!fs::exists(&house.path(&format!("{state}/schemas"))));
}

#[test]
fn a_schema_that_cannot_be_kept_is_told_and_keeps_nothing_up() {
    let house = House::new().with_library();
    fs::rename(&house.path("archive/xsd/ead3.xsd"), &house.path("archive/xsd/ead 3.xsd")).unwrap();
    let outcome = house.store("one");
    let told: Vec<_> = outcome.findings.iter().filter(|f| f.code == &sch::NOT_KEPT).collect();
    assert_eq!(told.len(), 1, "{:?}", outcome.findings);
    assert!(told[0].path.as_deref().is_some_and(|path| path.ends_with("xsd/ead 3.xsd")));
    assert!(house.files().contains(&"official/mets/mets.xsd".to_owned()));
    fs::rename(&house.path("archive/xsd/ead 3.xsd"), &house.path("archive/xsd/ead3.xsd")).unwrap();
    assert!(house.store("two").findings.iter().all(|f| f.code != &sch::NOT_KEPT));
    assert!(house.files().contains(&"official/ead3.xsd".to_owned()));
}

#[test]
fn sessions_at_once_make_one() {
    let house = House::new();
    let stored = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let house = &house;
                scope.spawn(move || house.store(&format!("package {n}")).status)
            })
            .collect();
        let joined: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        joined.len()
    });
    assert_eq!(stored, 4);
    let own = house.own();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!(own[0].version, 1);
}

#[test]
fn rebuilding_from_any_copy_gives_the_same() {
    let house = House::new().with_library();
    house.store("one");
    let tenant = house.tenant();
    let dump = |catalog: &Catalog| {
        let mut out = Vec::new();
        catalog.dump(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    for copy in tenant.copies() {
        let path = house.path(&format!("rebuilt-{}.sqlite", copy.name));
        let fresh = Catalog::create(&path).unwrap();
        let rebuilt = rebuild::rebuild(copy, &fresh, 2, &AtomicUsize::new(0)).unwrap();
        assert!(rebuilt.failed.is_empty(), "{:?}", rebuilt.failed);
        assert_eq!(dump(&fresh), dump(tenant.catalog()), "from {}", copy.name);
        assert!(fresh.own(Kind::Schemas).unwrap().is_some());
    }
}

#[test]
fn mets_refers_to_what_is_there() {
    let house = House::new().with_library();
    let outcome = house.store("one");
    let folder = house.hand_out(&outcome, Form::EarkAip, "aip");
    let mets = text(&folder.join("METS.xml"));
    let references = references(&mets);
    let (tenant, mut paths) = (house.tenant(), Vec::new());
    for (address, digest) in &references {
        let Some((aip, version, path)) = parse_address(address) else { continue };
        assert_eq!(aip, house.own()[0].aip);
        let file = tenant.catalog().file(aip, version, Area::Original, path).unwrap();
        assert_eq!(file.digest.hex(), *digest, "{path}");
        assert!(fs::exists(&folder.join(handed_out(path))), "{path} goes along");
        paths.push(path.to_owned());
    }
    assert!(paths.contains(&"README.txt".to_owned()) && paths.len() == 10, "{paths:?}");
    for path in ["own/characteristics.xsd", "official/mets/mets.xsd", "official/xlink.xsd"] {
        assert!(paths.contains(&path.to_owned()), "{path} of {paths:?}");
    }
    assert!(!paths.iter().any(|path| path.ends_with("ead3.xsd")), "there is no EAD: {paths:?}");
    assert_eq!(mets.matches("USE=\"Schemas\"").count(), 1);
    assert_eq!(mets.matches("USE=\"Documentation\"").count(), 1);

    let options = Options { kind: Some(Kind::Eark), ..Options::default() };
    let judged = check(&folder, &options, 1, &Progress::default()).unwrap().findings;
    let told: Vec<_> = judged.iter().map(|f| f.message(Lang::En)).collect();
    assert!(!judged.has_errors(), "what is handed out is as E-ARK wants it: {told:#?}");

    let folder = house.hand_out(&outcome, Form::EarkDip, "dip");
    let mets = text(&folder.join("METS.xml"));
    for (address, _) in self::references(&mets) {
        assert!(fs::exists(&folder.join(&address)), "{address}");
    }
    assert!(mets.contains("xlink:href=\"schemas/own/characteristics.xsd\""), "{mets}");
}

#[test]
fn a_lost_schema_does_not_keep_a_package_in() {
    let house = House::new();
    let outcome = house.store("one");
    let own = house.own()[0].aip.to_string();
    let tenant = house.tenant();
    for copy in tenant.copies() {
        let key = copy.holdings.object_key(&own);
        let object = house.path(&format!("archive/copies/{}", copy.name));
        fs::remove_tree(&find(&object, key.as_str())).unwrap();
    }
    for (form, to) in [(Form::EarkAip, "aip"), (Form::EarkDip, "dip")] {
        let folder = house.hand_out(&outcome, form, to);
        assert!(fs::exists(&folder.join("METS.xml")));
        assert!(!fs::exists(&folder.join("schemas/own")));
    }
    let dip = house.path("dip").join(outcome.aip.unwrap().uuid());
    assert!(!text(&dip.join("METS.xml")).contains("Schemas"));
}

/// The folder of an object in a copy.
fn find(copy: &Path, key: &str) -> PathBuf {
    let whole = copy.join(key);
    if fs::exists(&whole) { whole } else { copy.join("chemnitz").join(key) }
}
