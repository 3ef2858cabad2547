//! Packages that are taken in while a daemon looks at them: what each policy makes of a virus,
//! of files that cannot be scanned, and of a daemon that fails.

use crate::daemon::{Daemon, eicar};
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::clock::Clock;
use archive_core::doctor::{Options, examine};
use archive_core::finding::codes::{ing, scn};
use archive_core::finding::{Class, Lang};
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::tenant::TenantId;
use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn id() -> TenantId {
    "chemnitz".parse().unwrap()
}

/// An installation with two copies, whose scanner listens at `clamd.ctl` beside it.
struct House {
    folder: TempDir,
}

impl House {
    /// `settings` are lines of `[virus]`; a daemon is named in any case.
    fn new(settings: &str) -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap() };
        let copies = ["main", "second"].map(|name| (name.into(), format!("copies/{name}")));
        let founding = Founding { name: Some("test".into()), copies: copies.into() };
        let place = house.path("archive");
        let archive = Archive::create(&place, &founding, Clock::System).unwrap();
        archive.add_tenant(&id(), "Stadt Chemnitz", None).unwrap();
        house.configure(&format!("clamd = \"unix:{}\"\n{settings}", house.socket().display()));
        house
    }

    /// Writes lines into `[virus]`, in the place of those before.
    fn configure(&self, lines: &str) {
        let file = self.path("archive/archive.toml");
        let text = String::from_utf8(fs::read(&file, 1 << 20).unwrap()).unwrap();
        let (head, _) = text.split_once("[virus]\n").unwrap();
        fs::replace_durably(&file, format!("{head}[virus]\n{lines}\n").as_bytes()).unwrap();
    }

    fn socket(&self) -> PathBuf {
        self.path("clamd.ctl")
    }

    fn daemon(&self) -> Option<Daemon> {
        Daemon::start_in(self.folder.path(), "100M")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_folders(path.parent().unwrap()).unwrap();
        fs::create_or_truncate(&path).unwrap().write_all(content).unwrap();
        path
    }

    fn archive(&self) -> Archive {
        Archive::open(&self.path("archive"), Clock::System).unwrap()
    }

    fn tenant(&self) -> TenantArchive {
        self.archive().tenant(&id()).unwrap()
    }

    fn ingest(&self, name: &str) -> Outcome {
        let tenant = self.tenant();
        let request = Request { threads: 2, ..Request::default() };
        let session = Session::open(&tenant).unwrap();
        session.ingest(&self.path(name), &request, &Progress::default())
    }

    fn stored(&self) -> u64 {
        self.tenant().catalog().summary().unwrap().packages
    }

    /// Three hundred small files; some name has this content.
    fn small_files(&self, name: &str, odd: &[u8]) {
        for i in 0..300_u32 {
            self.write(&format!("{name}/{i:04}.txt"), format!("Blatt {i}").as_bytes());
        }
        self.write(&format!("{name}/0123.txt"), odd);
    }

    /// Reads a package until so many bytes have passed, and stops; what is staged of it stays.
    fn interrupt(&self, name: &str, after: u64) -> Outcome {
        let (tenant, progress) = (self.tenant(), Progress::default());
        let request = Request { threads: 1, ..Request::default() };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while progress.bytes.load(Ordering::Relaxed) < after {
                    std::thread::yield_now();
                }
                progress.stop.store(true, Ordering::Relaxed);
            });
            let session = Session::open(&tenant).unwrap().journal_groups_from(0);
            session.ingest(&self.path(name), &request, &progress)
        })
    }

    /// The PREMIS document of a copy that tells of a scan.
    fn premis(&self, copy: &str) -> String {
        let root = self.path(&format!("archive/copies/{copy}/chemnitz/holdings"));
        let own = "<significantPropertiesValue>schemas<";
        let tells = |text: &str| text.contains("<eventType") && !text.contains(own);
        find(&root, &tells).expect("a package has events")
    }

    /// Everything that a catalog holds comes back from a copy.
    fn assert_rebuilds(&self) {
        let archive = self.archive();
        archive.rebuild_catalog(&id(), "second", false, 2, &AtomicUsize::new(0)).unwrap();
        let options = Options { full: true, reconcile: true, dry_run: true, threads: 2 };
        let said = examine(&archive, options).unwrap();
        let said: Vec<_> = said.iter().map(|finding| finding.code.id).collect();
        // The daemon of some tests is gone, and the doctor says so.
        let gone: &[&str] = if self.daemon_answers() { &[] } else { &["E-SCN-006"] };
        assert_eq!(said, gone);
    }

    fn daemon_answers(&self) -> bool {
        UnixStream::connect(self.socket()).is_ok()
    }
}

/// The text of the first file below a folder that has this in it.
fn find(folder: &Path, is_it: &dyn Fn(&str) -> bool) -> Option<String> {
    fs::read_folder(folder).unwrap().into_iter().find_map(|entry| {
        let path = folder.join(entry.name);
        if fs::is_folder(&path) {
            return find(&path, is_it);
        }
        let text = fs::read(&path, 64 << 20).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.filter(|text| is_it(text))
    })
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    let scn = outcome.findings.iter().map(|finding| finding.code.id);
    scn.filter(|id| id.contains("-SCN-")).collect()
}

/// The places of infected files.
fn places(outcome: &Outcome) -> Vec<&str> {
    let infected = outcome.findings.iter().filter(|f| f.code.id == "E-SCN-001");
    infected.filter_map(|finding| finding.path.as_deref()).collect()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn bag(house: &House, name: &str, content: &[u8]) {
    use archive_core::digest::{Algorithm, Hasher};
    house.write(&format!("{name}/data/brief.txt"), content);
    let text = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    house.write(&format!("{name}/bagit.txt"), text.as_bytes());
    let digest = Hasher::digest(Algorithm::Sha512, content).hex();
    let line = format!("{digest}  data/brief.txt\n");
    house.write(&format!("{name}/manifest-sha512.txt"), line.as_bytes());
}

#[test]
fn a_virus_is_found_wherever_it_lies_and_nothing_of_the_package_is_stored() {
    let house = House::new("");
    let _daemon = daemon!(house.daemon());
    let mut film = vec![7; 3 << 20];
    let at = film.len() / 2 - 30;
    film[at..at + eicar().len()].copy_from_slice(&eicar());

    house.write("datei.com", &eicar());
    house.write("ordner/a/b.com", &eicar());
    let entries: [(&str, &[u8]); 2] = [("gut.txt", b"gut"), ("böse.com", &eicar())];
    house.write("paket.zip", &zip(&entries));
    house.write("ordner-mit-zip/innen.zip", &zip(&entries));
    bag(&house, "tasche", &eicar());
    house.small_files("akte", &eicar());
    house.write("film/film.bin", &film);
    for (package, place) in [
        ("datei.com", "datei.com"),
        ("ordner", "a/b.com"),
        ("paket.zip", "böse.com"),
        ("ordner-mit-zip", "innen.zip"),
        ("tasche", "data/brief.txt"),
        ("akte", "0123.txt"),
        ("film", "film.bin"),
    ] {
        let outcome = house.ingest(package);
        assert_eq!((outcome.status, places(&outcome)), (Status::Rejected, vec![place]));
        assert_eq!(outcome.class, Some(Class::Invalid), "{package}");
    }
    assert_eq!(house.stored(), 0);
    house.small_files("gut", b"gut");
    let good = house.ingest("gut");
    assert_eq!((good.status, codes(&good)), (Status::Stored, vec![]));
    assert_eq!(good.copies.len(), 2);
    for copy in ["main", "second"] {
        let premis = house.premis(copy);
        for word in [">virus check<", ">clean<", ">clean: 300<", ">ClamAV<", "v1/vir"] {
            assert!(premis.contains(word), "{word}: {premis}");
        }
    }
    house.assert_rebuilds();
}

#[test]
fn a_tenant_may_want_such_packages_aside_or_stored() {
    let house = House::new("policy = \"quarantine\"");
    let _daemon = daemon!(house.daemon());
    house.small_files("akte", &eicar());
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Quarantined, vec!["E-SCN-002"]));
    assert_eq!((outcome.class, house.stored()), (Some(Class::Invalid), 0));

    let clamd = format!("clamd = \"unix:{}\"", house.socket().display());
    house.configure(&format!("{clamd}\n[virus.tenants.chemnitz]\npolicy = \"note\""));
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec!["W-SCN-003"]));
    let premis = house.premis("second");
    for word in [">infected<", ">clean: 299<", ">infected: 1<", ">infected: original/000001/0124 ("]
    {
        assert!(premis.contains(word), "{word}: {premis}");
    }
    assert!(!premis.contains("W-SCN"), "the scan has an event of its own");
    house.assert_rebuilds();
}

#[test]
fn without_a_daemon_nothing_is_taken_unless_the_tenant_wants_that() {
    let house = House::new("");
    house.small_files("akte", b"gut");
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Failed, vec!["E-SCN-006"]));
    assert_eq!((outcome.class, house.stored()), (Some(Class::Temporary), 0));

    let clamd = format!("clamd = \"unix:{}\"", house.socket().display());
    house.configure(&format!("{clamd}\nunreachable = \"note\""));
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec!["W-SCN-004"]));
    let told = outcome.findings.iter().find(|f| f.code.id == "W-SCN-004").unwrap();
    assert!(told.message(Lang::En).starts_with("300 files"), "{}", told.message(Lang::En));
    let premis = house.premis("main");
    assert!(premis.contains(">not scanned<"), "{premis}");
    assert!(premis.contains(">not scanned: 300 (scanner not reachable)<"), "{premis}");
    assert!(!premis.contains("virus-scanner"), "nobody scanned");
    house.assert_rebuilds();
}

#[test]
fn without_a_scan_nothing_is_said_of_one() {
    let house = House::new("");
    house.configure("");
    house.write("akte/a.com", &eicar());
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec![]));
    assert!(!house.premis("main").contains("virus"));
}

#[test]
fn what_is_too_large_is_told_apart_from_what_is_clean() {
    let house = House::new("max_bytes = 1000000");
    let _daemon = daemon!(house.daemon());
    house.write("akte/klein.txt", b"gut");
    house.write("akte/gross.bin", &vec![7; 1_000_001]);
    house.write("akte/riesig.bin", &vec![7; 5 << 20]);
    let tenant = house.tenant();
    let trying = Session::for_trying(&tenant);
    let request = Request { threads: 1, ..Request::default() };
    let tried = trying.ingest(&house.path("akte"), &request, &Progress::default());
    assert_eq!((tried.status, codes(&tried)), (Status::Valid, vec!["W-SCN-004"]));
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec!["W-SCN-004"]));
    let premis = house.premis("main");
    for word in [">partly scanned<", ">clean: 1<", ">not scanned: 2 (size limit)<"] {
        assert!(premis.contains(word), "{word}: {premis}");
    }
    let clamd = format!("clamd = \"unix:{}\"", house.socket().display());
    house.configure(&format!("{clamd}\nmax_bytes = 1000000\nnot_scanned = \"refuse\""));
    house.write("akte/neu.txt", b"neu");
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Rejected, vec!["E-SCN-005"]));
}

#[test]
fn what_was_kept_before_the_interruption_is_scanned_or_was() {
    let house = House::new("policy = \"note\"");
    let _daemon = daemon!(house.daemon());
    let clamd = format!("clamd = \"unix:{}\"", house.socket().display());
    for (name, scanned_before) in [("mit", true), ("ohne", false)] {
        house.small_files(name, &eicar());
        house.write(&format!("{name}/0200.bin"), &vec![7; 2 << 20]);
        house.write(&format!("{name}/film.bin"), &vec![name.as_bytes()[0]; 60 << 20]);
        house.configure(&if scanned_before {
            format!("{clamd}\npolicy = \"note\"")
        } else {
            String::new()
        });
        let cut = house.interrupt(name, 8 << 20);
        assert_eq!(cut.status, Status::Failed, "{name}: it was too fast to be interrupted");
        let folder = house.path("archive/state/tenants/chemnitz/journal");
        let journal = find(&folder, &|text| text.contains("group"));
        let noted = journal.unwrap().contains("\"verdicts\":[\"clean\"],\"scanned_by\":\"ClamAV ");
        assert_eq!(noted, scanned_before, "{name}");
        house.configure(&format!("{clamd}\npolicy = \"note\""));
        let outcome = house.ingest(name);
        assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec!["W-SCN-003"]));
        assert!(outcome.findings.has(&ing::CONTINUED), "{name}");
        let tenant = house.tenant();
        let key = tenant.copies()[0].holdings.object_key(&outcome.aip.unwrap().to_string());
        let root = house.path("archive/copies/main/chemnitz").join(key.as_str());
        let premis = find(&root, &|text| text.contains("<eventType")).unwrap();
        for word in [">clean: 301<", ">infected: 1<", ">infected: original/000001/0124 ("] {
            assert!(premis.contains(word), "{name}, {word}: {premis}");
        }
    }
    house.assert_rebuilds();
}

/// A daemon that says who it is; then it answers so many files, and has enough.
fn fragile(socket: &Path, files: usize, end: fn(UnixStream)) {
    let listener = UnixListener::bind(socket).unwrap();
    let left = Arc::new(AtomicUsize::new(files));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let left = Arc::clone(&left);
            std::thread::spawn(move || talk(stream, &left, end));
        }
    });
}

fn talk(mut stream: UnixStream, left: &AtomicUsize, end: fn(UnixStream)) {
    let mut buffer = vec![0; 1 << 20];
    let mut number = 0;
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        if buffer.starts_with(b"zVERSION") {
            let _ = stream.write_all(b"ClamAV 1.0.0\0");
        } else if buffer[..read].ends_with(&[0; 4]) {
            let one_less = |left: usize| left.checked_sub(1);
            if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_err() {
                return end(stream);
            }
            number += 1;
            let _ = stream.write_all(format!("{number}: stream: OK\0").as_bytes());
        }
    }
}

#[test]
fn a_daemon_that_dies_in_the_middle_costs_a_second_try_and_nothing_else() {
    let house = House::new("");
    house.small_files("akte", b"gut");
    house.write("akte/film.bin", &vec![7; 4 << 20]);
    fragile(&house.socket(), 100, drop);
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Failed, vec!["E-SCN-008"]));
    assert_eq!((outcome.class, house.stored()), (Some(Class::Temporary), 0));
    fs::remove(&house.socket()).unwrap();
    let _daemon = daemon!(house.daemon());
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Stored, vec![]));
    assert!(outcome.findings.has(&ing::CONTINUED));
    let premis = house.premis("main");
    assert!(premis.contains(">clean: 301<"), "{premis}");
}

#[test]
fn a_daemon_that_hangs_ends_in_a_timeout_with_a_code() {
    let house = House::new("timeout_seconds = 1");
    house.small_files("akte", b"gut");
    fragile(&house.socket(), 10, |stream| {
        std::thread::sleep(Duration::from_secs(20));
        drop(stream);
    });
    let begin = Instant::now();
    let outcome = house.ingest("akte");
    assert_eq!((outcome.status, codes(&outcome)), (Status::Failed, vec!["E-SCN-008"]));
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    assert!(outcome.findings.has(&scn::LOST));
}

#[test]
fn a_daemon_that_never_greets_is_asked_once() {
    let house = House::new("");
    house.write("eins/a.txt", b"eins");
    let _silent = UnixListener::bind(house.socket()).unwrap();
    let tenant = house.tenant();
    let session = Session::open(&tenant).unwrap();
    let begin = Instant::now();
    for _ in 0..5 {
        let (request, progress) = (Request::default(), Progress::default());
        let outcome = session.ingest(&house.path("eins"), &request, &progress);
        assert_eq!((outcome.status, codes(&outcome)), (Status::Failed, vec!["E-SCN-006"]));
    }
    assert!(begin.elapsed() < Duration::from_secs(9), "{:?}", begin.elapsed());
}
