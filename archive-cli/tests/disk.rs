//! The contract of the disk (`docs/format.md`): everything that lies on a copy is described
//! there, and our own files fit their schemas.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::fs;
use serde_json::Value;
use std::path::Path;
use support::{Place, schema};

/// A copy on which a version, a duplicate, damage, odd names and an odd description were met.
fn house() -> Place {
    let place = Place::new();
    for n in 0..300 {
        place.write(&format!("in/viele/{n:03}.txt"), format!("Blatt {n}").as_bytes());
    }
    place.write("in/akte/Größe %41.txt", b"Bescheid");
    place.write("in/akte/leer/.keep", b"");
    // Line ends, blanks at the edge, characters that XML cannot carry, markup.
    let table = "filename;Titel;Rechte;Bemerkung;leer\n\
                 akte;\" Bau\r\nakte\t<1> \";Schutzfrist bis 2050;\"a\u{1}b\r\n]]>&amp;\";\n";
    place.write("in/metadata.csv", table.as_bytes());
    for (code, words) in [
        (0, "init arc --name Mitte"),
        (0, "--archive arc tenant add chemnitz --name Stadt --isil DE-Ch3"),
        (0, "--archive arc ingest in --each"),
        (0, "--archive arc ingest in/akte"),
        (0, "--archive arc fixity run"),
    ] {
        let run = place.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, code, "{words}: {}", run.err);
    }
    assert_eq!(place.run(&["--archive", "arc", "fixity", "run", "--budget", "1B"]).code, 0);
    place.write("arc/copies/main/chemnitz/holdings/fremd.txt", b"nobody put this here");
    assert_eq!(place.run(&["--archive", "arc", "fixity", "run", "--max-age", "1d"]).code, 7);
    place
}

/// Every file below a folder, relative to it.
fn files(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    for entry in fs::read_folder(folder).unwrap() {
        let name = entry.name.into_string().unwrap();
        let path = folder.join(&name);
        if fs::is_folder(&path) {
            out.extend(files(&path).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            out.push(name);
        }
    }
    out.sort_unstable();
    out
}

/// The objects in a file of ours, with the name of their schema; none for what others define.
fn objects(copy: &Path, file: &str) -> Option<(&'static str, Vec<Value>)> {
    let name = match file.strip_prefix("chemnitz/").unwrap_or(file) {
        "copy.json" => "copy",
        "tenant.json" => "tenant",
        name if name.starts_with("reports/ingest/") => "receipt",
        name if name.starts_with("reports/fixity/") => "fixity-report",
        _ => return None,
    };
    let text = String::from_utf8(fs::read(&copy.join(file), 1 << 20).unwrap()).unwrap();
    let lines: Vec<_> =
        if file.contains("/reports/") { text.lines().collect() } else { vec![&*text] };
    Some((name, lines.into_iter().map(|line| serde_json::from_str(line).unwrap()).collect()))
}

#[test]
fn our_own_files_fit_their_schemas() {
    let place = house();
    let copy = place.path("arc/copies/main");
    let mut met = std::collections::BTreeMap::<_, usize>::new();
    for file in files(&copy) {
        let Some((name, objects)) = objects(&copy, &file) else { continue };
        let schema = schema::of_disk(name);
        for mut object in objects {
            let faults = schema::faults(&schema, &object);
            assert!(faults.is_empty(), "{file}: {faults:?}");
            object["undeclared"] = Value::from(1);
            assert!(!schema::faults(&schema, &object).is_empty(), "{name} lets everything pass");
            let event = object["event"].as_str().unwrap_or_default().to_owned();
            *met.entry((name, event)).or_default() += 1;
        }
    }
    let lines = |name, event: &str| met.get(&(name, event.to_owned())).copied().unwrap_or(0);
    assert_eq!((lines("copy", ""), lines("tenant", ""), lines("receipt", "")), (1, 1, 3));
    for event in ["run", "damage", "checked", "root", "end"] {
        assert!(lines("fixity-report", event) > 0, "no {event} line was met");
    }
}

/// Whether `docs/format.md`, section 2, or the OCFL specification names a file of a copy.
fn is_described(file: &str) -> bool {
    let Some(file) = file.strip_prefix("chemnitz/") else {
        return ["README.txt", "copy.json", "archive.toml"].contains(&file);
    };
    let parts: Vec<_> = file.split('/').collect();
    let digits = |text: &str, n| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let uuid = |text: &str| text.strip_suffix(".jsonl").is_some_and(|stem| stem.len() == 36);
    match parts[..] {
        ["ledger", ref rest @ ..] if rest != ["checkpoint"] => {
            archive_core::ledger::tile::Tile::of_path(&rest.join("/")).is_some()
        }
        ["reports", "ingest" | "fixity", year, name] => digits(year, 4) && uuid(name),
        ["tenant.json"]
        | ["ledger", "checkpoint"]
        | ["holdings", "0=ocfl_1.1" | "ocfl_layout.json" | "fremd.txt"]
        | ["holdings", "extensions", "0004-hashed-n-tuple-storage-layout", "config.json"] => true,
        ["holdings", a, b, c, id, ref rest @ ..] => {
            let fan = [a, b, c].map(str::len) == [3; 3] && id.starts_with(&[a, b, c].concat());
            let inside = match *rest {
                ["0=ocfl_object_1.1" | "inventory.json" | "inventory.json.sha512"]
                | [_, "inventory.json" | "inventory.json.sha512"] => true,
                [version, "content", high, low] => {
                    version.starts_with('v') && digits(high, 4) && digits(low, 4)
                }
                _ => false,
            };
            fan && id.len() == 64 && inside
        }
        _ => false,
    }
}

#[test]
fn nothing_else_lies_in_a_copy() {
    let place = house();
    let all = files(&place.path("arc/copies/main"));
    let strange: Vec<_> = all.iter().filter(|file| !is_described(file)).collect();
    assert!(strange.is_empty(), "{strange:#?}");
    let page = fs::read(&support::root().join("docs/format.md"), 1 << 20).unwrap();
    let page = String::from_utf8(page).unwrap();
    for name in ["README.txt", "copy.json", "archive.toml", "tenant.json", "reports/ingest/<YYYY>"]
    {
        assert!(page.contains(name), "the page does not name {name}");
    }
}

#[test]
fn odd_descriptions_come_back_as_they_were() {
    let place = house();
    fs::remove(&place.path("arc/copies/main/chemnitz/holdings/fremd.txt")).unwrap();
    let doctor = place.run(&["--archive", "arc", "doctor", "--reconcile"]);
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
}

/// The text of the one PREMIS document of a package that speaks of its title.
fn premis(place: &Place) -> String {
    let copy = place.path("arc/copies/main");
    let texts = files(&copy)
        .into_iter()
        .filter(|file| file.contains("/content/"))
        .filter_map(|file| String::from_utf8(fs::read(&copy.join(file), 1 << 20).ok()?).ok());
    let mut found = texts.filter(|text| text.contains("<premis") && text.contains("Schutzfrist"));
    let one = found.next().expect("the package with a description");
    assert!(found.next().is_none());
    one
}

#[test]
fn premis_names_facts_and_rights_as_the_page_says() {
    let place = house();
    let premis = premis(&place);
    let page = fs::read(&support::root().join("docs/format.md"), 1 << 20).unwrap();
    let page = String::from_utf8(page).unwrap();
    let types = premis.split("<significantPropertiesType>").skip(1);
    let mut seen = 0;
    for name in types.map(|rest| rest.split('<').next().unwrap()) {
        let name = name.split(':').next().unwrap();
        assert!(page.contains(&format!("`{name}")), "the page does not name {name}");
        seen += 1;
    }
    assert!(seen > 8, "{premis}");
    for part in [
        "<otherRightsNote>Schutzfrist bis 2050</otherRightsNote>",
        "<linkingObjectIdentifierType>URN</linkingObjectIdentifierType>",
        "<objectIdentifierValue>original/000001</objectIdentifierValue>",
    ] {
        assert!(premis.contains(part), "{part} is not in {premis}");
    }
}
