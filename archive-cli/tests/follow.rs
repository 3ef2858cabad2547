//! The watch folder: everything that comes is taken once, what is unfinished is left alone, and
//! neither a stop nor a kill loses or doubles a package.
#![cfg(all(feature = "installation", unix))]

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use support::Place;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

fn archive() -> Place {
    let place = Place::new();
    assert_eq!(place.run(&["init", "arc"]).code, 0);
    let words = ["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Chemnitz"];
    assert_eq!(place.run(&words).code, 0);
    archive_core::fs::create_folders(&place.path("in")).expect("a folder");
    place
}

/// The program, watching.
struct Follower {
    child: Child,
    events: Receiver<Value>,
}

impl Follower {
    fn start(place: &Place, words: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("archive"));
        command.args(["--archive", "arc", "--json", "ingest", "--follow", "in"]).args(words);
        command.current_dir(place.path("")).env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let events = events(child.stdout.take().expect("it is a pipe"));
        Self { child, events }
    }

    /// The next thing it prints.
    #[track_caller]
    fn next(&self) -> Value {
        self.events.recv_timeout(PATIENCE).expect("something is printed in time")
    }

    /// The next package: its path and status.
    #[track_caller]
    fn package(&self) -> (String, String) {
        let event = self.next();
        assert_eq!(event["event"], "package", "{event}");
        let word = |key: &str| event[key].as_str().expect("text").to_owned();
        (word("path"), word("status"))
    }

    #[track_caller]
    fn stays_silent(&self, time: Duration) {
        assert_eq!(self.events.recv_timeout(time).ok(), None);
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill is there").success());
    }

    /// Asks it to stop; the summary.
    fn stop(mut self, signal: &str) -> Value {
        self.signal(signal);
        let mut last = self.next();
        while last["event"] != "summary" {
            last = self.next();
        }
        let status = self.child.wait().expect("it ends");
        assert_eq!(status.code(), Some(130));
        last
    }

    fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Follower {
    /// A test that fails leaves nobody watching.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn events(out: ChildStdout) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = sender.send(serde_json::from_str(&line).expect("every line is JSON"));
        }
    });
    receiver
}

fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = archive_core::fs::read_folder(&place.path(folder)).expect("a folder");
    entries.into_iter().map(|e| e.name.to_string_lossy().into_owned()).collect()
}

fn stored(place: &Place) -> usize {
    place.run(&["--archive", "arc", "--json", "list"]).of("package").len()
}

#[test]
fn what_comes_is_taken_and_moved_aside() {
    let place = archive();
    place.write("in/alt/a.txt", b"was there before");
    let follower = Follower::start(&place, &["--settle", "1"]);
    let package = |path: &str, status: &str| (path.to_owned(), status.to_owned());
    assert_eq!(follower.package(), package("in/alt", "stored"));
    place.write("in/bad/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    assert_eq!(follower.package(), package("in/bad", "rejected"));
    place.write("in/akte.txt.dc.xml", b"<dc xmlns:dc=\"http://purl.org/dc/elements/1.1/\"/>");
    place.write("in/halb.zip.part", b"still coming");
    place.write("in/.versteckt/a", b"hidden");
    std::os::unix::fs::symlink("/etc/hostname", place.path("in/zeiger")).expect("a link");
    assert_eq!(follower.package(), package("in/zeiger", "rejected"));
    follower.stays_silent(Duration::from_secs(3));
    place.write("in/akte.txt", b"comes after its description");
    assert_eq!(follower.package(), package("in/akte.txt", "stored"));
    place.write("in/alt/a.txt", b"was there before");
    assert_eq!(follower.package(), package("in/alt", "duplicate"));
    let summary = follower.stop("-TERM");
    assert_eq!((&summary["packages"], &summary["stored"]), (&5.into(), &2.into()));
    assert_eq!(names(&place, "in"), [".versteckt", "_rejected", "_stored", "halb.zip.part"]);
    assert_eq!(names(&place, "in/_rejected"), ["bad", "zeiger"]);
    let aside = ["akte.txt", "akte.txt.dc.xml", "alt", "alt~2"];
    assert_eq!(names(&place, "in/_stored"), aside);
    assert_eq!(stored(&place), 2);
}

#[test]
fn what_still_grows_is_left_alone() {
    let place = archive();
    let follower = Follower::start(&place, &["--settle", "2", "--move-to", "fertig"]);
    let mut file = archive_core::fs::create_new(&place.path("in/wächst.bin")).expect("a file");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(4) {
        file.write_all(b"more").expect("written");
        follower.stays_silent(Duration::from_millis(300));
    }
    let bytes = file.metadata().expect("a file").len();
    let event = follower.next();
    assert_eq!((&event["status"], &event["bytes"]), (&"stored".into(), &bytes.into()));
    follower.stop("-INT");
    assert_eq!(names(&place, "fertig"), ["wächst.bin"]);
}

#[test]
fn kills_neither_lose_nor_double_packages() {
    const PACKAGES: usize = 40;
    let place = archive();
    for number in 0..PACKAGES {
        place.write(&format!("in/{number:02}/a.txt"), format!("Akte {number}").as_bytes());
    }
    let mut told = 0;
    for kill in 1..=4 {
        let follower = Follower::start(&place, &["--settle", "0", "--jobs", "2"]);
        for _ in 0..kill * 2 {
            assert_ne!(follower.package().1, "rejected");
            told += 1;
        }
        follower.kill();
    }
    let follower = Follower::start(&place, &["--settle", "0", "--jobs", "2"]);
    let mut moved = names(&place, "in/_stored").len();
    while moved < PACKAGES {
        follower.package();
        moved = names(&place, "in/_stored").len();
    }
    assert!(told < PACKAGES, "the kills came too late to mean anything");
    follower.stop("-INT");
    assert_eq!(names(&place, "in"), ["_rejected", "_stored"]);
    assert_eq!(stored(&place), PACKAGES);
}

#[test]
fn wrong_places_are_refused() {
    let place = archive();
    let follower = Follower::start(&place, &[]);
    while !archive_core::fs::exists(&place.path("in/_rejected")) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let base = ["--archive", "arc", "--json", "ingest", "--follow", "in"];
    let code = |words: &[&str]| {
        let run = place.run(&[&base[..], words].concat());
        (run.code, run.of("error")[0]["code"].as_str().expect("a code").to_owned())
    };
    assert_eq!(code(&[]), (11, "E-ARC-007".to_owned()));
    follower.stop("-INT");
    assert_eq!(code(&["--move-to", "in/a/b"]), (2, "E-CLI-017".to_owned()));
    assert_eq!(code(&["--move-to", "in"]), (2, "E-CLI-017".to_owned()));
    if archive_core::fs::is_memory(std::path::Path::new("/dev/shm")).unwrap_or(false) {
        let other = tempfile::tempdir_in("/dev/shm").expect("a folder");
        let other = other.path().to_str().expect("text");
        assert_eq!(code(&["--move-to", other]), (2, "E-CLI-016".to_owned()));
    }
}

#[test]
fn a_kill_between_storing_and_moving_neither_loses_nor_doubles() {
    let place = archive();
    place.write("in/akte.txt", b"stored, and then the power failed");
    place.write("in/akte.txt.dc.xml", b"<dc xmlns:dc=\"http://purl.org/dc/elements/1.1/\"/>");
    // Stored and not moved: what a kill after the receipt leaves.
    assert_eq!(place.run(&["--archive", "arc", "ingest", "in/akte.txt"]).code, 0);
    // Moved, and its description not: what a kill between the two renames leaves.
    place.write("in/_stored/alt.zip", b"moved before");
    place.write("in/alt.zip.csv", b"title\nleft behind\n");
    let source = archive_core::fs::canonical(&place.path("in")).expect("a folder").join("alt.zip");
    let note = source.to_str().expect("text");
    place.write("in/_stored/.alt.zip.moving", note.as_bytes());
    let follower = Follower::start(&place, &["--settle", "0"]);
    assert_eq!(follower.package(), ("in/akte.txt".to_owned(), "duplicate".to_owned()));
    follower.stays_silent(Duration::from_secs(1));
    follower.stop("-INT");
    assert_eq!(names(&place, "in"), ["_rejected", "_stored"]);
    let aside = ["akte.txt", "akte.txt.dc.xml", "alt.zip", "alt.zip.csv"];
    assert_eq!(names(&place, "in/_stored"), aside);
    assert_eq!(stored(&place), 1);
}
