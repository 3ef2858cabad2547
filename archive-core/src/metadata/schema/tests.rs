//! The library with schemas of our own, and the engine beside xmllint on those of others.

use super::*;
use crate::digest::{Algorithm, Hasher};
use std::path::PathBuf;
use std::process::Command;

const A: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' \
    xmlns:b='urn:b' targetNamespace='urn:a' version='1.2' elementFormDefault='qualified'>\
    <xs:import namespace='urn:b' schemaLocation='http://example.org/b.xsd'/>\
    <xs:element name='a'><xs:complexType><xs:sequence>\
    <xs:element ref='b:b' maxOccurs='2'/></xs:sequence></xs:complexType></xs:element></xs:schema>";
const B: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:b'>\
    <xs:element name='b' type='xs:int'/></xs:schema>";

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.path().join(name);
        crate::fs::create_folders(file.parent().unwrap()).unwrap();
        crate::fs::replace_durably(&file, text.as_ref()).unwrap();
        file
    }

    fn library(&self) -> Library {
        crate::fs::create_folders(&self.0.path().join("schemas")).unwrap();
        Library::open(&self.0.path().join("schemas")).unwrap()
    }
}

fn judged(library: Option<&Library>, file: &Path) -> Findings {
    let mut findings = Findings::new();
    Judge::new(library).judge(file, "doc.xml", &mut findings).unwrap();
    findings
}

#[test]
fn schemas_are_added_when_nothing_is_missing() {
    let place = Place::new();
    let (a, b) = (place.write("new/a.xsd", A), place.write("new/b.xsd", B));
    let error = place.library().add(std::slice::from_ref(&a)).unwrap_err();
    assert!(error.is(&sch::IMPORT_MISSING), "{error}");
    assert!(error.to_string().contains("urn:b"), "{error}");
    assert!(place.library().entries().is_empty());
    assert_eq!(place.library().add(&[a.clone(), b]).unwrap(), ["a.xsd", "b.xsd"]);
    let library = place.library();
    let [first, second] = library.entries() else { panic!("{library:?}") };
    assert_eq!((&*first.header.namespace, first.header.version.as_deref()), ("urn:a", Some("1.2")));
    assert_eq!(second.digest, Hasher::digest(Algorithm::Sha256, B.as_bytes()));
    assert_eq!(library.catalog.resolve("urn:b").unwrap(), library.folder().join("b.xsd"));
    assert_eq!(place.library().add(&[a]).unwrap(), ["a.xsd"], "the same again is no change");
    let other = place.write("other/b.xsd", B.replace("int", "long"));
    assert!(place.library().add(&[other]).unwrap_err().is(&sch::ALREADY_THERE));
    for (name, text) in [("x.xsd", "<x/>"), ("y.xsd", &B.replace("xs:element", "xs:elephant"))] {
        let bad = place.write(name, text);
        assert!(place.library().add(&[bad]).unwrap_err().is(&sch::UNUSABLE), "{name}");
    }
    let listed = place.library();
    assert_eq!(listed.entries().len(), 2, "what is refused leaves nothing behind");
}

#[test]
fn a_schema_takes_in_nothing_from_outside_the_folder() {
    let place = Place::new();
    let including = |file: &str| {
        B.replace("<xs:element", &format!("<xs:include schemaLocation='{file}'/><xs:element"))
    };
    place.write("outside.xsd", B.replace("'b'", "'c'"));
    place.write("schemas/inside.xsd", B.replace("'b'", "'d'"));
    place.write("elsewhere/below/part.xsd", B.replace("'b'", "'e'"));
    place.write("elsewhere/below.xsd", including("below/part.xsd").replace("'b'", "'f'"));
    place.write("elsewhere/above.xsd", including("../outside.xsd").replace("'b'", "'g'"));
    let uri = |name: &str, file: &str| format!("<uri name='{name}' uri='{file}'/>");
    place.write(
        "schemas/catalog.xml",
        format!(
            "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>{}{}\
             <rewriteURI uriStartString='http://there/' rewritePrefix='.'/></catalog>",
            uri("urn:below", "../elsewhere/below.xsd"),
            uri("urn:above", "../elsewhere/above.xsd"),
        ),
    );
    let absolute = |name: &str| place.0.path().join(name).display().to_string();
    for (file, found) in [
        ("../inside.xsd", true),
        ("../../outside.xsd", false),
        (&absolute("schemas/inside.xsd"), true),
        (&absolute("outside.xsd"), false),
        ("http://there/inside.xsd", true),
        ("http://there/../outside.xsd", false),
        ("http://there/deep/../../outside.xsd", false),
        ("urn:below", true),
        ("urn:above", false),
    ] {
        place.write("schemas/deep/a.xsd", including(file));
        let library = place.library();
        let entry = library.entries().iter().find(|entry| entry.file == "deep/a.xsd").unwrap();
        let compiled = library.compile(entry).map(|_| ());
        assert_eq!(compiled.is_ok(), found, "{file} {compiled:?}");
    }
}

#[test]
fn documents_are_judged_with_line_and_column() {
    let place = Place::new();
    place.write("schemas/a.xsd", A);
    place.write("schemas/deep/b.xsd", B);
    let library = place.library();
    let doc = |text: &str| place.write("doc.xml", text);
    let good = doc("<a xmlns='urn:a' xmlns:b='urn:b'><b:b>1</b:b></a>");
    assert!(judged(Some(&library), &good).is_empty());
    assert!(judged(None, &good).has(&sch::NO_FOLDER));
    let bad = doc("<a xmlns='urn:a' xmlns:b='urn:b'>\n <b:b>x</b:b>\n <c/>\n</a>");
    let findings = judged(Some(&library), &bad);
    let told: Vec<_> = findings.iter().map(|f| f.message(crate::finding::Lang::En)).collect();
    assert!(findings.has(&sch::INVALID) && told.iter().any(|t| t.contains("line 2")), "{told:?}");
    assert!(told.iter().any(|t| t.contains("line 3")), "{told:?}");
    assert!(judged(Some(&library), &doc("<c xmlns='urn:c'/>")).has(&sch::NO_SCHEMA));
    assert!(judged(Some(&library), &doc("<a")).has(&xml_codes::NOT_WELL_FORMED));
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><b xmlns='urn:b'>1<!--\xE4--></b>";
    assert!(judged(Some(&library), &place.write("latin.xml", latin)).is_empty());
}

#[test]
fn catalogs_lead_to_files() {
    let place = Place::new();
    place.write(
        "schemas/catalog.xml",
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>\
         <system systemId='http://example.org/b.xsd' uri='deep/b.xsd'/>\
         <rewriteURI uriStartString='http://r.example/' rewritePrefix='r/'/>\
         <rewriteSystem systemIdStartString='http://r.example/long/' rewritePrefix='../l'/>\
         <uri name='urn:net' uri='http://example.org/x.xsd'/>\
         <group xml:base='g/'><uri name='urn:g' uri='g.xsd'/></group>\
         <nextCatalog catalog='catalog.xml'/><nextCatalog catalog='more/catalog.xml'/></catalog>",
    );
    place.write(
        "schemas/more/catalog.xml",
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>\
         <uri name='urn:m' uri='m.xsd'/></catalog>",
    );
    let catalog = Catalog::read(&place.0.path().join("schemas/catalog.xml")).unwrap();
    for (address, file) in [
        ("http://example.org/b.xsd", Some("schemas/deep/b.xsd")),
        ("http://r.example/x/y.xsd", Some("schemas/r/x/y.xsd")),
        ("http://r.example/long/y.xsd", Some("l/y.xsd")),
        ("urn:net", None),
        ("urn:g", Some("schemas/g/g.xsd")),
        ("urn:m", Some("schemas/more/m.xsd")),
    ] {
        let expected = file.map(|file| place.0.path().join(file));
        assert_eq!(catalog.resolve(address), expected, "{address}");
    }
    place.write("schemas/catalog.xml", "<catalog>");
    assert!(Library::open(&place.0.path().join("schemas")).unwrap_err().is(&sch::CATALOG));
}

/// The data of others for tests; `None`, and a word about it, where it is absent.
pub(crate) fn shared(below: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");
    let folder = std::env::var("ARCHIVE_SHARED").unwrap_or_else(|_| default.into());
    let found = PathBuf::from(folder).join(below);
    if !crate::fs::exists(&found) {
        println!("skipped: {} is not there", found.display());
        return None;
    }
    Some(found)
}

/// The verdict of xmllint on a document by a schema; `None` where it is not installed.
pub(crate) fn xmllint(folder: &Path, schema: &Path, document: &Path) -> Option<bool> {
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .args([schema, document])
        .env("XML_CATALOG_FILES", folder.join(CATALOG_FILE))
        .output()
        .ok()?;
    Some(output.status.success())
}

fn documents(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries = crate::fs::read_folder(folder).unwrap();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    for entry in entries {
        let path = folder.join(&entry.name);
        if crate::fs::is_folder(&path) {
            documents(&path, out);
        } else if path.extension().is_some_and(|e| e == "xml") {
            out.push(path);
        }
    }
}

/// A document with one thing changed at a time: an element renamed, an attribute invented, an
/// element doubled.
fn broken(text: &str) -> Vec<String> {
    let Some(end) = text.rfind("</") else { return Vec::new() };
    let Some(last) = text[..end].rfind("</") else { return Vec::new() };
    let name = text[last + 2..].split('>').next().unwrap_or_default().trim().to_owned();
    let open = format!("<{name}");
    let Some(begin) = text[..last].rfind(&open) else { return Vec::new() };
    let renamed = format!("{}<unknown-element/>{}", &text[..begin], &text[begin..]);
    let invented = format!("{}<{name} no-such='1'{}", &text[..begin], &text[begin + open.len()..]);
    vec![renamed, invented]
}

#[test]
fn the_engine_and_xmllint_agree() {
    let (Some(xsd), Some(samples)) = (shared("xsd"), shared("corpora/metadata-samples")) else {
        return;
    };
    let library = Library::open(&xsd).unwrap();
    let place = Place::new();
    let mut files = Vec::new();
    documents(&samples, &mut files);
    let mut judge = Judge::new(Some(&library));
    let (mut valid, mut invalid, mut deviations) = (0, 0, Vec::new());
    for file in files {
        let Ok(bytes) = crate::fs::read(&file, 1 << 20) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (number, text) in broken(&text).into_iter().chain([text.clone()]).enumerate() {
            let document = place.write("document.xml", &text);
            let Ok(root) = header::root(text.as_bytes(), "x") else { continue };
            let Some(entry) = library.for_root(&root) else { continue };
            let schema = library.folder().join(&entry.file);
            let mut findings = Findings::new();
            judge.judge(&document, "document.xml", &mut findings).unwrap();
            if findings.has(&xml_codes::DOCTYPE) || findings.has(&xml_codes::NOT_WELL_FORMED) {
                continue;
            }
            let Some(theirs) = xmllint(&xsd, &schema, &document) else { return };
            let ours = !findings.has_errors();
            *(if ours { &mut valid } else { &mut invalid }) += 1;
            if ours != theirs {
                let told = findings.iter().next().map(|f| f.message(crate::finding::Lang::En));
                deviations.push((file.clone(), number, entry.file.clone(), theirs, told));
            }
        }
    }
    println!("{valid} valid, {invalid} invalid, {} deviations", deviations.len());
    assert!(deviations.is_empty(), "{deviations:#?}");
    assert!(valid > 5 && invalid > 20, "{valid} {invalid}");
}
