//! `archive describe`: what an archivist does with descriptions, from the outside.
#![cfg(feature = "installation")]

mod support;

use serde_json::Value;
use support::{Place, Run};

/// An archive with two packages: one that came with Dublin Core, one without a description.
fn stored() -> (Place, String, String) {
    let place = Place::new();
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write("in/plan.txt", b"Plan");
    place.write("in/metadata.csv", b"filename,Titel,Signatur\nakte,Bauakte,A 1\n");
    place.run(&["init", "arc"]);
    place.run(&["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"]);
    let run = place.run(&["--archive", "arc", "--json", "ingest", "in", "--each"]);
    let id = |name: &str| {
        let is_it = |e: &&Value| e["path"].as_str().is_some_and(|path| path.ends_with(name));
        let packages = run.of("package");
        let found = packages.iter().find(is_it).expect("it is stored");
        found["aip"].as_str().expect("it has an id").to_owned()
    };
    let ids = (id("akte"), id("plan.txt"));
    (place, ids.0, ids.1)
}

fn archive(place: &Place, words: &[&str]) -> Run {
    place.run(&[&["--archive", "arc", "--json"], words].concat())
}

fn value<'v>(description: &'v Value, field: &str) -> Vec<&'v str> {
    let fields = description["fields"].as_array().expect("a list").iter();
    fields.filter(|f| f["field"] == field).filter_map(|f| f["value"].as_str()).collect()
}

#[test]
fn a_description_changes_with_its_history() {
    let (place, akte, _) = stored();
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(shown, "title"), ["Bauakte"]);
    let words = ["describe", &akte, "--set", "Titel=Großer Umbau", "--set", "Laufzeit=1990-1995"];
    let dry = archive(&place, &[&words[..], &["--dry-run"]].concat());
    assert_eq!(dry.of("change")[0]["status"], "possible");
    let reasons = ["--reason", "Erschließung 2026", "--by", "Archivarin Muster"];
    let run = archive(&place, &[&words[..], &reasons].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let change = &run.of("change")[0];
    assert_eq!((&change["status"], &change["version"]), (&"changed".into(), &2.into()));
    let again = archive(&place, &words);
    assert_eq!(again.of("change")[0]["status"], "unchanged");

    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(shown, "title"), ["Großer Umbau"]);
    assert_eq!(value(shown, "reference"), ["A 1"], "what was not named stays");
    let history = archive(&place, &["describe", &akte, "--history"]).of("version");
    assert_eq!(history.len(), 2);
    assert_eq!(history[1]["message"], "Description changed: Erschließung 2026");
    assert_eq!(history[1]["brought_files"], false);
    let found = archive(&place, &["search", "grosser"]).of("package");
    assert_eq!(found[0]["title"], "Großer Umbau");
    let by_file = archive(&place, &["search", "Bescheid", "Umbau"]).of("package");
    assert_eq!(by_file.len(), 1, "the files are still found");
}

#[test]
fn a_description_that_returns_is_not_kept_twice() {
    let (place, akte, plan) = stored();
    for title in ["Neu", "Bauakte", "Neu"] {
        archive(&place, &["describe", &akte, "--set", &format!("Titel={title}")]);
    }
    archive(&place, &["describe", &plan, "--set", "note=q"]);
    for step in [&["doctor", "--full"][..], &["rebuild"], &["doctor", "--full"]] {
        let run = archive(&place, step);
        assert_eq!(run.code, 0, "{step:?} {}{}", run.out, run.err);
    }
}

#[test]
fn a_table_about_another_package_changes_nothing() {
    let (place, akte, plan) = stored();
    place.write("b.csv", format!("aip,title\n{plan},Fremd\n").as_bytes());
    place.write("c.csv", b"Signatur,title\nB 2,Fremd\n");
    place.write("d.csv", b"Signatur,title\nA 1,Eins\nA 1,Zwei\n");
    for (file, code) in [("b.csv", "E-DSC-006"), ("c.csv", "E-DSC-006"), ("d.csv", "E-DSC-007")] {
        let run = archive(&place, &["describe", &akte, "--from", file]);
        assert_eq!(run.of("error")[0]["code"], code, "{file} {}", run.out);
    }
    place.write("e.csv", b"title\nEigen\n");
    let both = archive(&place, &["describe", &akte, &plan, "--from", "e.csv"]);
    assert_eq!(both.of("error")[0]["code"], "E-DSC-006", "{}", both.out);
    assert_eq!(archive(&place, &["describe", &akte, "--from", "e.csv"]).code, 0);
}

#[test]
fn rights_that_came_survive_a_new_title_and_levels_a_rebuild() {
    let place = Place::new();
    place.write("in/akte/a.txt", b"a");
    let dc = "<m xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:rights>Gesperrt bis 2050\
              </dc:rights></m>";
    let ead = "<archdesc xmlns='http://ead3.archivists.org/schema/' level='file'><did>\
               <unittitle>Akte</unittitle></did></archdesc>";
    place.write("in/akte/dc.xml", dc.as_bytes());
    place.write("in/akte/ead.xml", ead.as_bytes());
    place.run(&["init", "arc"]);
    place.run(&["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"]);
    let run = archive(&place, &["ingest", "in/akte"]);
    let id = run.of("package")[0]["aip"].as_str().expect("stored").to_owned();
    let run = archive(&place, &["describe", &id, "--set", "Titel=Neu", "--level", "a\u{2}b"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(archive(&place, &["rebuild"]).code, 0);
    assert_eq!(archive(&place, &["doctor", "--full"]).code, 0);
    archive(&place, &["export", &id, "--to", "out", "--as", "eark-dip"]);
    let uuid = id.trim_start_matches("urn:uuid:");
    let premis = place.path(&format!("out/{uuid}/metadata/preservation/premis.xml"));
    let text = archive_core::fs::read(&premis, 1 << 20).expect("it is there");
    assert!(String::from_utf8_lossy(&text).contains("Gesperrt bis 2050"));
}

#[test]
fn a_level_changes_only_where_one_is_said() {
    let (place, akte, _) = stored();
    assert_eq!(archive(&place, &["describe", &akte, "--level", "Serie"]).code, 0);
    let level = || archive(&place, &["describe", &akte]).of("description")[0]["level"].clone();
    let stored = level();
    let unit = "xmlns='http://ead3.archivists.org/schema/'><did><unittitle>Neu</unittitle></did>";
    for (name, text, kept) in [
        ("a.xml", format!("<c {unit}</c>"), true),
        ("a.csv", "title\nNoch einmal\n".into(), true),
        ("b.xml", format!("<c level='file' {unit}</c>"), false),
    ] {
        place.write(name, text.as_bytes());
        let run = archive(&place, &["describe", &akte, "--from", name]);
        assert_eq!(run.code, 0, "{name} {}", run.out);
        assert_eq!(level() == stored, kept, "{name}");
    }
    assert_eq!(archive(&place, &["describe", &akte, "--level", "Serie"]).code, 0);
    place.write("b.csv", "title;Stufe\nZuletzt;Akte\n".as_bytes());
    assert_eq!(archive(&place, &["describe", &akte, "--from", "b.csv"]).code, 0);
    assert_ne!(level(), stored);
}

#[test]
fn a_date_that_is_none_is_told() {
    let (place, akte, _) = stored();
    for (date, codes) in [
        ("31.02.1990", &["W-DSC-020"][..]),
        ("1995-1990", &["W-DSC-020"]),
        ("o. D.", &[]),
        ("1.3.1990-31.5.1990", &[]),
    ] {
        let set = format!("Laufzeit={date}");
        let run = archive(&place, &["describe", &akte, "--set", &set, "--dry-run"]);
        let change = &run.of("change")[0];
        let findings = change["findings"].as_array().expect("a list");
        let told: Vec<_> = findings.iter().filter_map(|f| f["code"].as_str()).collect();
        assert_eq!(told, codes, "{date}");
    }
}

#[test]
fn a_finding_aid_is_written_once_and_in_the_form_of_its_name() {
    let (place, _, _) = stored();
    let words = ["describe", "--to", "findbuch.xml"];
    assert_eq!(archive(&place, &words).code, 0);
    let path = place.path("findbuch.xml");
    let text = archive_core::fs::read(&path, 1 << 20).expect("it is there");
    assert!(String::from_utf8_lossy(&text).contains("<ead "));
    let again = archive(&place, &words);
    assert_eq!(again.of("error")[0]["code"], "E-SYS-008", "{}", again.out);
}

#[test]
fn a_package_without_a_title_is_called_what_it_came_as() {
    let (place, akte, _) = stored();
    let run = archive(&place, &["describe", &akte, "--clear", "Titel"]);
    assert_eq!(run.of("change")[0]["status"], "changed");
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(shown, "title"), ["akte"]);
    let run = archive(&place, &["describe", &akte, "--clear", "Titel"]);
    assert_eq!(run.of("change")[0]["status"], "unchanged");
}

#[test]
fn files_keep_their_ids_and_the_copy_tells_everything() {
    let (place, akte, _) = stored();
    let files = |place: &Place| -> Vec<_> {
        let files = archive(place, &["show", &akte, "--files"]).of("file");
        files.iter().map(|file| (file["id"].clone(), file["sha512"].clone())).collect()
    };
    let before = files(&place);
    archive(&place, &["describe", &akte, "--set", "Titel=Neu", "--level", "Serie"]);
    assert_eq!(files(&place), before, "the files and their ids are those of before");
    let shown = archive(&place, &["describe", &akte]).of("description");
    let run = archive(&place, &["fixity", "run"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let run = archive(&place, &["doctor", "--full"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let run = archive(&place, &["rebuild"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(archive(&place, &["describe", &akte]).of("description"), shown);
    assert_eq!(files(&place), before);
    for form in ["files", "bagit", "eark-aip", "eark-dip"] {
        let run = archive(&place, &["export", &akte, "--to", form, "--as", form]);
        assert_eq!(run.code, 0, "{form}: {}", run.out);
    }
    let uuid = akte.trim_start_matches("urn:uuid:");
    let ead = place.path(&format!("eark-aip/{uuid}/metadata/descriptive/ead.xml"));
    let ead = archive_core::fs::read(&ead, 1 << 20).unwrap();
    let ead = String::from_utf8(ead).unwrap();
    assert!(ead.contains("<unittitle encodinganalog=\"title\">Neu"), "{ead}");
}

#[test]
fn a_new_version_of_the_files_keeps_what_archivists_said() {
    let (place, akte, _) = stored();
    archive(&place, &["describe", &akte, "--set", "Titel=Neu"]);
    place.write("in/akte/Nachtrag.txt", b"Nachtrag");
    let run = archive(&place, &["ingest", "in/akte", "--as-version-of", &akte]);
    assert_eq!(run.of("package")[0]["version"], 3, "{}", run.out);
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(shown, "title"), ["Neu"]);
    assert_eq!(archive(&place, &["rebuild"]).code, 0);
}

#[test]
fn finding_aids_go_out_and_come_in_for_many_packages() {
    let (place, akte, plan) = stored();
    let ead = format!(
        "<ead xmlns='http://ead3.archivists.org/schema/'><control/><archdesc level='fonds'><did>\
         <unitid>A</unitid><unittitle>Bauamt</unittitle></did><dsc><c level='series'><did>\
         <unittitle>Bauakten</unittitle></did><c level='file'><did><unitid>A 1</unitid>\
         <unittitle>Umbau</unittitle></did><c level='item'><did><unittitle>Bescheid</unittitle>\
         </did></c></c></c><c level='file'><did><unitid>{plan}</unitid>\
         <unittitle>Plan der Stadt</unittitle></did></c><c level='file'><did>\
         <unitid>A 99</unitid></did></c></dsc></archdesc></ead>"
    );
    place.write("findbuch.xml", ead.as_bytes());
    let run = archive(&place, &["describe", "--from", "findbuch.xml"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.of("change").len(), 2);
    assert_eq!(run.of("error")[0]["code"], "W-DSC-002");
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(shown["above"].as_array().unwrap().len(), 2);
    assert_eq!(value(&shown["above"][1], "title"), ["Bauakten"]);
    assert_eq!(value(&shown["below"][0], "title"), ["Bescheid"]);
    for form in ["csv", "ead3", "ead2002"] {
        let name = format!("out-{form}");
        let run = archive(&place, &["describe", "--to", &name, "--as", form]);
        assert_eq!(run.code, 0, "{form}: {}", run.out);
        let run = archive(&place, &["describe", "--from", &name]);
        let states: Vec<_> = run.of("change").iter().map(|c| c["status"].clone()).collect();
        assert_eq!(states, ["unchanged", "unchanged"], "{form}: {}", run.out);
    }
    assert_eq!(archive(&place, &["rebuild"]).code, 0);
    assert_eq!(&archive(&place, &["describe", &akte]).of("description")[0], shown);
}

#[test]
fn columns_of_archivists_are_no_marks_of_ours() {
    let (place, akte, plan) = stored();
    place.write(
        "tree.csv",
        format!(
            "AIP;Zeilenkennung;Übergeordnet;Stufe;Titel;row;tenant;tenant id\n\
             ;#1;;Bestand;Bauamt;7;Stadt;x\n{akte};;#1;Akte;Umbau;12;Müller;y\n\
             ;;{akte};Dokument;Bescheid;13;Meier;z\n{plan};;;Akte;Plan;14;Schulz;\n"
        )
        .as_bytes(),
    );
    let run = archive(&place, &["describe", "--from", "tree.csv"]);
    assert_eq!((run.code, run.of("change").len(), run.of("error").len()), (0, 2, 0), "{}", run.out);
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(&shown["above"][0], "title"), ["Bauamt"], "its column tenant is its own");
    let other = |unit: &Value| -> Vec<(String, String)> {
        let fields = unit["other"].as_array().expect("a list").iter();
        fields.map(|f| (f["name"].to_string(), f["value"].to_string())).collect()
    };
    let said = other(shown);
    for (name, value) in [("row", "12"), ("tenant", "Müller"), ("tenant id", "y")] {
        assert!(said.contains(&(format!("{name:?}"), format!("{value:?}"))), "{said:?}");
    }
    assert!(other(&shown["below"][0]).contains(&("\"row\"".into(), "\"13\"".into())));
    for form in ["csv", "ead3", "ead2002"] {
        let name = format!("out-{form}");
        assert_eq!(archive(&place, &["describe", "--to", &name, "--as", form]).code, 0);
        let run = archive(&place, &["describe", "--from", &name]);
        let states: Vec<_> = run.of("change").iter().map(|c| c["status"].clone()).collect();
        assert_eq!(states, ["unchanged", "unchanged"], "{form}: {}", run.out);
    }
}

#[test]
fn what_a_table_brings_is_what_is_shown() {
    let place = Place::new();
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write(
        "in/metadata.csv",
        "filename;Titel;Archivsignatur;Aktenzeichen;Altsignatur;Schutzfrist;Provenienz;Umfang\n\
         akte;Bauakte;A 1;63-1;B 7;31.12.2050;Bauamt;3 cm\n"
            .as_bytes(),
    );
    place.run(&["init", "arc"]);
    place.run(&["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"]);
    let run = place.run(&["--archive", "arc", "--json", "ingest", "in", "--each"]);
    let akte = run.of("package")[0]["aip"].as_str().expect("it has an id").to_owned();
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    for (field, wanted) in [
        ("reference", "A 1"),
        ("file_number", "63-1"),
        ("former_reference", "B 7"),
        ("closure", "31.12.2050"),
        ("provenance", "Bauamt"),
        ("extent", "3 cm"),
    ] {
        assert_eq!(value(shown, field), [wanted]);
    }
    place.write("new.csv", b"Signatur,Titel\nA 1,Umbau\n");
    let run = archive(&place, &["describe", "--from", "new.csv"]);
    assert_eq!(run.of("change")[0]["status"], "changed", "{}", run.out);
    assert_eq!(archive(&place, &["rebuild"]).code, 0);
    assert_eq!(archive(&place, &["describe", "--from", "new.csv"]).of("change").len(), 1);
}

#[test]
fn what_is_in_doubt_changes_nothing() {
    let (place, akte, plan) = stored();
    archive(&place, &["describe", &plan, "--set", "Signatur=A 1"]);
    place.write("both.csv", b"Signatur,Titel\nA 1,Which\n");
    let run = archive(&place, &["describe", "--from", "both.csv"]);
    assert_eq!((run.code, run.of("change").len()), (6, 0), "{}", run.out);
    assert_eq!(run.of("error")[0]["code"], "E-DSC-003");
    place.write("twice.csv", format!("aip,Titel\n{akte},One\n{akte},Two\n").as_bytes());
    let run = archive(&place, &["describe", "--from", "twice.csv"]);
    assert_eq!(run.of("error")[0]["code"], "E-DSC-007");
    let run = archive(&place, &["describe", &akte, "--set", "Titel2=x"]);
    assert_eq!((run.code, &run.of("error")[0]["code"]), (2, &"E-DSC-005".into()));
    for option in ["--set", "--add"] {
        let run = archive(&place, &["describe", &akte, option, "Titel"]);
        assert_eq!((run.code, &run.of("error")[0]["code"]), (2, &"E-DSC-008".into()), "{option}");
    }
    let long = format!("Enthält={}", "x".repeat(100_000));
    let run = archive(&place, &["describe", &akte, "--set", &long]);
    assert_eq!(run.of("change")[0]["findings"][0]["code"], "E-DSC-001");
    let shown = &archive(&place, &["describe", &akte]).of("description")[0];
    assert_eq!(value(shown, "title"), ["Bauakte"]);
}

#[test]
fn one_version_at_a_time() {
    let (place, akte, _) = stored();
    let uuid = akte.trim_start_matches("urn:uuid:");
    let journal = format!("arc/state/tenants/chemnitz/journal/{uuid}.v2.jsonl");
    let begun = |source: &str| {
        let line = serde_json::json!({
            "entry": "begun", "aip": akte, "version": 2, "source": source, "writer": "w",
            "time": "2026-01-01T00:00:00Z",
        });
        place.write(&journal, format!("{line}\n").as_bytes());
    };
    let source = place.path("in/akte");
    begun(source.to_str().unwrap());
    let run = archive(&place, &["describe", &akte, "--set", "Titel=Neu"]);
    assert_eq!(run.of("change")[0]["findings"][0]["code"], "E-ING-020", "{}", run.out);
    assert!(place.path(&journal).exists(), "what waits for its source goes on waiting");
    // A description that was interrupted waits for nothing.
    begun(&format!("description of {akte}"));
    let run = archive(&place, &["describe", &akte, "--set", "Titel=Neu"]);
    assert_eq!(run.of("change")[0]["status"], "changed", "{}", run.out);
    assert!(!place.path(&journal).exists());
}
