//! The server opens an installation, says that it lives, and stops when told to.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::archive::{Archive, Founding};
use archive_core::clock::Clock;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_lives_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    Archive::create(folder.path(), &Founding::default(), Clock::System).unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_archive-server"))
        .args(["--listen", "127.0.0.1:0", "--archive"])
        .arg(folder.path())
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap()).lines();
    let line = log.find(|line| line.as_ref().unwrap().contains("address=")).unwrap().unwrap();
    let address = line.split("address=").nth(1).unwrap().split_whitespace().next().unwrap();
    let answer = ask(address, "/health/live");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"live\""), "{answer}");
    assert!(ask(address, "/nothing").starts_with("HTTP/1.1 404"));
    let pid = rustix::process::Pid::from_child(&server);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(server.wait().unwrap().success());
}

#[test]
fn where_there_is_no_archive_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_archive-server"))
        .arg("--archive")
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(10));
    assert!(String::from_utf8_lossy(&output.stderr).contains("E-ARC-001"));
}
