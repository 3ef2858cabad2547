//! The scanner alone, with a real clamd and with daemons that misbehave.

use crate::daemon::{Daemon, eicar, settings};
use archive_core::finding::codes::scn;
use archive_core::scan::{Clamd, Reason, Scanner, Verdict, VirusSettings};
use std::io::{Read, Write};
use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

fn clamd(settings: &VirusSettings) -> Clamd {
    Clamd::new(settings).unwrap().expect("the settings name a clamd")
}

fn scan(scanner: &Clamd, bytes: &[u8], part: usize) -> Verdict {
    let mut scan = scanner.begin("a", None);
    bytes.chunks(part).for_each(|part| scan.update(part));
    scan.finish()
}

#[test]
fn a_real_clamd_finds_what_it_knows() {
    let daemon = daemon!(Daemon::start());
    let scanner = clamd(&settings(&daemon.socket()));
    let agent = scanner.probe().unwrap();
    assert_eq!(agent.name, "ClamAV");
    assert!(!agent.version.is_empty());
    for part in [1, 7, 100_000] {
        assert_eq!(scan(&scanner, b"Guten Tag", part), Verdict::Clean);
        let Verdict::Infected(name) = scan(&scanner, &eicar(), part) else { panic!("not found") };
        assert!(name.starts_with("Test.Eicar"), "{name}");
    }
    assert_eq!(scan(&scanner, b"", 1), Verdict::Clean);
    assert_eq!(scan(&scanner, &vec![b'x'; 700_000], 65_536), Verdict::Clean);
}

#[test]
fn files_over_a_limit_are_not_scanned_and_the_next_one_is() {
    let daemon = daemon!(Daemon::start());
    let mut settings = settings(&daemon.socket());
    let scanner = clamd(&settings);
    let large = vec![b'x'; 6 << 20];
    let limit = Verdict::NotScanned(Reason::SizeLimit);
    assert_eq!(scan(&scanner, &large, 1 << 20), limit, "the daemon takes 1 MiB");
    let found = scan(&scanner, &eicar(), 68);
    assert!(matches!(found, Verdict::Infected(_)), "{found:?}");
    settings.max_bytes = 1_000;
    let scanner = clamd(&settings);
    assert_eq!(scan(&scanner, &large[..1_001], 10), limit, "the settings take 1,000 bytes");
    let mut said = scanner.begin("a", Some(1_001));
    said.update(b"");
    assert_eq!(said.finish(), limit);
}

#[test]
fn many_threads_share_the_daemon() {
    let daemon = daemon!(Daemon::start());
    let scanner = clamd(&settings(&daemon.socket()));
    let begin = Instant::now();
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                for number in 0..500 {
                    let text = format!("letter {number}").repeat(100);
                    assert_eq!(scan(&scanner, text.as_bytes(), 4_096), Verdict::Clean);
                    assert!(matches!(scan(&scanner, &eicar(), 68), Verdict::Infected(_)));
                }
            });
        }
    });
    println!("4,000 files in {:?}", begin.elapsed());
}

#[test]
fn a_daemon_that_dies_is_noticed_and_found_again() {
    let mut daemon = daemon!(Daemon::start());
    let scanner = clamd(&settings(&daemon.socket()));
    assert_eq!(scan(&scanner, b"a", 1), Verdict::Clean);
    daemon.child.kill().unwrap();
    daemon.child.wait().unwrap();
    let gone = Verdict::NotScanned(Reason::Unreachable);
    assert_eq!(scan(&scanner, b"a", 1), gone);
    let begin = Instant::now();
    for _ in 0..1_000 {
        assert_eq!(scan(&scanner, b"a", 1), gone);
    }
    assert!(begin.elapsed() < Duration::from_secs(2), "a dead daemon costs no time");
    assert!(scanner.probe().unwrap_err().is(&scn::UNREACHABLE));
}

/// A daemon of a few lines: takes one connection, reads a while, says something.
fn odd(answer: &'static [u8]) -> (tempfile::TempDir, VirusSettings) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("odd.ctl");
    let listener = UnixListener::bind(&socket).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut buffer = [0; 4_096];
            let _ = stream.read(&mut buffer);
            let endless = answer.last() == Some(&b'~');
            while stream.write_all(answer).is_ok() && endless {}
            std::thread::sleep(Duration::from_millis(if answer.is_empty() { 10_000 } else { 0 }));
        }
    });
    let mut settings = settings(&socket);
    settings.timeout_seconds = 1;
    (folder, settings)
}

#[test]
fn odd_answers_are_no_verdict() {
    for answer in [
        &b"1: stream: OK?\0"[..],
        b"9: stream: OK\0",
        b"stream: OK\0",
        b"\0",
        b"\xFF\xFE\0",
        b"1: stream: OK",
        b"UNKNOWN COMMAND\0",
        b"endless answers~",
    ] {
        let (_folder, settings) = odd(answer);
        let verdict = scan(&clamd(&settings), b"a", 1);
        assert!(matches!(verdict, Verdict::NotScanned(_)), "{answer:?} gave {verdict:?}");
    }
    let (_folder, settings) = odd(b"1: stream: Bad\x1b[2J FOUND\0");
    let verdict = scan(&clamd(&settings), b"a", 1);
    assert_eq!(verdict, Verdict::Infected("Bad\\u{1b}[2J".into()));
}

#[test]
fn a_silent_daemon_is_given_up() {
    let (_folder, settings) = odd(b"");
    let scanner = clamd(&settings);
    let begin = Instant::now();
    let timed_out = Verdict::NotScanned(Reason::TimedOut);
    assert_eq!(scan(&scanner, &vec![0; 8 << 20], 65_536), timed_out);
    assert_eq!(scan(&scanner, b"next", 1), timed_out);
    assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
}

#[test]
fn a_full_queue_is_no_reason_to_wait() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("full.ctl");
    let _listener = UnixListener::bind(&socket).unwrap();
    let mut settings = settings(&socket);
    settings.timeout_seconds = 1;
    let begin = Instant::now();
    let verdict = scan(&clamd(&settings), b"a", 1);
    assert!(matches!(verdict, Verdict::NotScanned(Reason::TimedOut)), "{verdict:?}");
    assert!(begin.elapsed() < Duration::from_secs(3));
}
