//! A source whose medium fails in the midst of a file: told with its code, nothing half stored,
//! and the same command goes on once the medium reads again. The failing calls are made by
//! `strace`; where it is missing or not allowed the test says so.
#![cfg(all(feature = "installation", target_os = "linux"))]

mod support;

use std::process::{Command, Stdio};
use support::{Place, Run};

/// The program, run with every read of a file failing from the n-th on. `None` where the system
/// has no `strace` or does not allow it.
fn failing_reads(place: &Place, file: &str, from: u32, words: &[&str]) -> Option<Run> {
    let file = archive_core::fs::canonical(&place.path(file)).expect("a file");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-P"]).arg(file);
    command.args(["-e", "trace=read,pread64", "-e"]);
    command.arg(format!("inject=read,pread64:error=EIO:when={from}+"));
    command.arg(assert_cmd::cargo::cargo_bin!("archive")).args(words);
    command.current_dir(place.path("")).stdin(Stdio::null());
    let output = command.output().ok()?;
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let run = Run {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    (!run.out.is_empty()).then_some(run)
}

#[test]
fn a_medium_that_fails_in_the_midst_leaves_nothing_half_stored() {
    let place = Place::new();
    assert_eq!(place.run(&["init", "arc"]).code, 0);
    let words = ["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Chemnitz"];
    assert_eq!(place.run(&words).code, 0);
    for number in 0..300 {
        place.write(&format!("akte/{number:03}.txt"), format!("Blatt {number}").as_bytes());
    }
    // Above the size from which on the journal tells what is staged.
    place.write("akte/film.bin", &vec![7; 70 << 20]);
    let ingest = ["--archive", "arc", "--json", "ingest", "akte"];
    let Some(failed) = failing_reads(&place, "akte/film.bin", 20, &ingest) else {
        println!("skipped: strace is missing or may not trace");
        return;
    };
    assert_eq!(failed.code, 1, "{}", failed.out);
    let package = failed.of("package").remove(0);
    assert_eq!(package["status"], "failed");
    assert_eq!(package["findings"][0]["code"], "E-SYS-004");
    assert_eq!(package["findings"][0]["path"], "film.bin");
    let list = ["--archive", "arc", "--json", "list"];
    assert_eq!(place.run(&list).of("package").len(), 0);
    let holdings = archive_core::fs::read_folder(&place.path("arc/copies/main/chemnitz/holdings"));
    let names = holdings.expect("a folder").into_iter();
    let names: Vec<_> = names.map(|e| e.name.to_string_lossy().into_owned()).collect();
    let (objects, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| name.len() == 3);
    assert_eq!(others, ["0=ocfl_1.1", "extensions", "ocfl_layout.json"]);
    assert_eq!(objects.len(), 1, "the schemas alone");
    let again = place.run(&ingest);
    let package = again.of("package").remove(0);
    assert_eq!((again.code, &package["status"]), (0, &"stored".into()));
    assert_eq!(package["findings"][0]["code"], "I-ING-013", "it was continued");
    assert_eq!(place.run(&["--archive", "arc", "doctor", "--full"]).code, 0);
    assert_eq!(place.run(&list).of("package").len(), 1);
}
