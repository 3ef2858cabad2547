//! Manners towards the system: exit codes, pipes, signals, odd names, lists, profiles.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use support::{Place, finish};

fn bag(place: &Place, name: &str) {
    let file = |inside: &str| format!("{name}/{inside}");
    let declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    place.write(&file("bagit.txt"), declaration);
    let line = b"0cc175b9c0f1b6a831c399e269772661  data/a\n";
    place.write(&file("manifest-md5.txt"), line);
    place.write(&file("data/a"), b"a");
}

#[test]
fn exit_codes_sum_up_the_packages() {
    let place = Place::new();
    bag(&place, "good");
    bag(&place, "bad");
    place.write("bad/data/a", b"b");
    let table: [(&[&str], i32); 8] = [
        (&["good"], 0),
        (&["bad"], 6),
        (&["good", "bad"], 3),
        (&["missing"], 1),
        (&["good", "missing"], 3),
        (&["bad", "missing"], 1),
        (&["--each", "good/bagit.txt"], 2),
        (&["--from-file", "missing"], 1),
    ];
    for (words, code) in table {
        let run = place.run(&[&["check"], words].concat());
        assert_eq!(run.code, code, "{words:?}: {}{}", run.out, run.err);
    }
}

#[test]
fn packages_are_printed_in_the_order_given() {
    let place = Place::new();
    let names: Vec<_> = (0..200).map(|n| format!("{:03}", (n * 37) % 200)).collect();
    for name in &names {
        place.write(&format!("{name}/a.txt"), name.as_bytes());
    }
    let mut words = vec!["check".to_owned(), "--json".to_owned(), "--jobs=7".to_owned()];
    words.extend(names.iter().cloned());
    let paths: Vec<_> = place.run(&words).of("package").iter().map(|e| e["path"].clone()).collect();
    assert_eq!(paths, names);
}

#[test]
fn a_profile_is_judged() {
    let place = Place::new();
    bag(&place, "bag");
    place.write("folder/a.txt", b"a");
    let profile = br#"{
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": "https://example.org/p.json",
            "Source-Organization": "x", "Version": "1", "External-Description": "x"
        },
        "Manifests-Required": ["sha512"],
        "Payload-Files-Required": ["data/b"],
        "Serialization": "required",
        "Accept-Serialization": ["application/zip"]
    }"#;
    place.write("profile.json", profile);
    let words = ["check", "--json", "--profile", "profile.json", "bag", "folder"];
    let run = place.run(&words);
    let codes = |number: usize| -> Vec<String> {
        let findings = run.of("package")[number]["findings"].clone();
        let code = |finding: &serde_json::Value| finding["code"].as_str().map(str::to_owned);
        findings.as_array().expect("a list").iter().filter_map(code).collect()
    };
    for code in ["E-BAG-085", "E-BAG-093", "E-BAG-097"] {
        assert!(codes(0).contains(&code.to_owned()), "{code}: {:?}", codes(0));
    }
    assert_eq!(codes(1), ["E-BAG-099"]);
    assert_eq!(place.run(&["check", "bag"]).code, 0);
    place.write("profile.json", b"[]");
    let run = place.run(&words);
    assert_eq!((run.code, run.of("error")[0]["code"].as_str()), (6, Some("E-BAG-080")));
}

/// The program, running, with pipes to and from it.
fn start(place: &Place, words: &[&str]) -> Child {
    let program = assert_cmd::cargo::cargo_bin!("archive");
    let mut command = Command::new(program);
    command.args(words).current_dir(place.path("")).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Everything a stream still holds.
fn rest(stream: Option<impl Read>) -> String {
    let mut text = String::new();
    let mut stream = stream.expect("it is a pipe");
    stream.read_to_string(&mut text).expect("output is UTF-8");
    text
}

#[test]
fn a_reader_that_hangs_up_is_no_fault() {
    let place = Place::new();
    for words in [&["explain"][..], &["completions", "bash"], &["man"], &["--help"]] {
        let mut child = start(&place, words);
        drop(child.stdout.take());
        let status = child.wait().expect("the program ends");
        assert_eq!(rest(child.stderr.take()), "", "{words:?}");
        assert_eq!(status.code(), Some(0), "{words:?}");
    }
}

#[test]
fn a_check_nobody_reads_ends() {
    let place = Place::new();
    bag(&place, "bag");
    let list = "bag\n".repeat(100_000);
    place.write("list", list.as_bytes());
    let mut child = start(&place, &["check", "--json", "--from-file", "list"]);
    let mut out = BufReader::new(child.stdout.take().expect("it is a pipe"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    drop(out);
    let status = child.wait().expect("the program ends");
    assert_eq!((status.code(), &*rest(child.stderr.take())), (Some(130), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_the_output_is_a_fault() {
    let place = Place::new();
    let full = archive_core::fs::append(std::path::Path::new("/dev/full")).expect("it is there");
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("archive"));
    let output = child.arg("explain").stdout(full).env_clear().current_dir(place.path(""));
    let output = output.output().expect("the program starts");
    assert_eq!(output.status.code(), Some(8));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[E-SYS-003]"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::{OsStr, OsString};
    use std::os::unix::ffi::OsStrExt;
    use std::time::{Duration, Instant};

    fn interrupt(child: &Child) {
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(killed.expect("kill is there").success());
    }

    /// A check that has printed one package and waits for the path of the next.
    fn waiting(place: &Place) -> Child {
        bag(place, "bag");
        let mut child = start(place, &["check", "--json", "--from-file", "-"]);
        let stdin = child.stdin.as_mut().expect("it is a pipe");
        stdin.write_all(b"bag\n").expect("the program reads");
        let mut first = [0; 1];
        let out = child.stdout.as_mut().expect("it is a pipe");
        out.read_exact(&mut first).expect("a package was printed");
        child
    }

    #[test]
    fn once_stops_after_the_current_package() {
        let place = Place::new();
        let mut child = waiting(&place);
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(200));
        let mut stdin = child.stdin.take().expect("it is a pipe");
        let _ = stdin.write_all(b"bag\nbag\nbag\n");
        drop(stdin);
        let out = rest(child.stdout.take());
        let status = child.wait().expect("the program ends");
        assert_eq!(status.code(), Some(130), "{out}");
        let last = out.lines().last().expect("a summary");
        let last: serde_json::Value = serde_json::from_str(last).expect("JSON");
        assert_eq!((&last["event"], &last["interrupted"]), (&"summary".into(), &true.into()));
        assert_eq!(last["packages"], 1);
    }

    #[test]
    fn twice_stops_at_once() {
        let place = Place::new();
        let mut child = waiting(&place);
        let begun = Instant::now();
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(100));
        interrupt(&child);
        let status = child.wait().expect("the program ends");
        assert_eq!(status.code(), Some(130));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn names_that_are_no_text_go_round() {
        let place = Place::new();
        let name = OsStr::from_bytes(b"Stra\xDFe");
        archive_core::fs::create_folders(&place.path("").join(name)).expect("a folder");
        let words: Vec<OsString> = vec!["check".into(), "--json".into(), name.to_owned()];
        let run = place.run(&words);
        let event = &run.of("package")[0];
        assert_eq!((&event["path"], &event["path_b64"]), (&"Stra%DFe".into(), &"U3RyYd9l".into()));
        place.write("run.jsonl", run.out.as_bytes());
        place.write("list", b"Stra\xDFe\n");
        for list in ["run.jsonl", "list"] {
            let again = place.run(&["check", "--json", "--from-file", list]);
            assert_eq!(again.of("package")[0]["path"], "Stra%DFe", "{list}");
            assert_eq!(again.code, 0, "{list}");
        }
        let human = place.run(&words[..1].iter().chain(&words[2..]).collect::<Vec<_>>());
        assert!(human.out.contains("Stra%DFe"), "{}", human.out);
    }
}

#[test]
fn a_language_that_is_none_is_refused() {
    let place = Place::new();
    let run = place.run(&["explain", "--lang", "fr"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("E-CLI-002"), "{}", run.err);
}

#[test]
fn manual_pages_are_made_in_both_languages() {
    let place = Place::new();
    let run = place.run(&["man", "--to", "man"]);
    assert_eq!((run.code, &*run.out, &*run.err), (0, "", ""));
    for page in ["archive.1", "archive-check.1", "archive-ocfl-validate.1"] {
        for folder in ["man", "man/de"] {
            let path = place.path(folder).join(page);
            let text = archive_core::fs::read(&path, 1 << 20).expect("the page is there");
            let text = String::from_utf8(text).expect("UTF-8");
            let heading = if folder == "man" { ".SH NAME" } else { "BEZEICHNUNG" };
            assert!(text.contains(heading), "{folder}/{page}: {text}");
        }
    }
    let mut one = place.command(&["man", "check"]);
    assert!(finish(&mut one).out.contains("archive\\-check"));
}

#[test]
fn completions_are_made_for_every_shell() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = place.run(&["completions", shell]);
        assert_eq!(run.code, 0, "{shell}");
        assert!(run.out.contains("validate"), "{shell}");
    }
}

#[test]
#[cfg(feature = "installation")]
fn a_folder_with_control_characters_in_its_name_does_nothing_to_the_terminal() {
    let place = Place::new();
    let folder = "arc\u{1b}[2J\u{202e}";
    let run = place.run(&["init", folder]);
    assert_eq!(run.code, 0, "{}", run.err);
    let again = place.run(&["init", folder]);
    assert_eq!(again.code, 2, "{}", again.err);
    for said in [run.out, again.err] {
        assert!(said.contains("arc\\u{1b}[2J\\u{202e}"), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}
