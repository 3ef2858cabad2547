//! A real clamd for tests, which knows one harmless file.

use archive_core::scan::{Clamd, VirusSettings};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The harmless file that every scanner reports, composed here so that none reports this one.
pub fn eicar() -> Vec<u8> {
    let parts = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];
    parts.concat().into_bytes()
}

/// The name under which the daemon knows it.
pub const SIGNATURE: &str = "Test.Eicar";

/// Settings for a daemon that listens at a socket.
pub fn settings(socket: &Path) -> VirusSettings {
    VirusSettings { clamd: format!("unix:{}", socket.display()), ..VirusSettings::default() }
}

/// A running daemon; it ends with the test.
pub struct Daemon {
    pub child: Child,
    /// Goes away with the daemon.
    folder: Option<TempDir>,
    place: PathBuf,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Daemon {
    pub fn socket(&self) -> PathBuf {
        self.place.join("clamd.ctl")
    }

    /// Starts a daemon in a folder of its own. It takes files of up to 1 MiB.
    pub fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut daemon = Self::start_in(folder.path(), "1M")?;
        daemon.folder = Some(folder);
        Some(daemon)
    }

    /// Starts the clamd that `scripts/install-test-tools` unpacks, or that of the system; `None`
    /// where there is none. It finds the harmless file alone and inside others.
    pub fn start_in(place: &Path, limit: &str) -> Option<Self> {
        let unpacked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/clamav/usr");
        let own = unpacked.join("sbin/clamd");
        let mut command = Command::new(if own.exists() { own } else { "clamd".into() });
        let kind = format!("lib/{}-linux-gnu", std::env::consts::ARCH);
        command.env("LD_LIBRARY_PATH", unpacked.join(kind));
        let database = place.join("signatures");
        archive_core::fs::create_folders(&database).unwrap();
        let hex: Vec<String> = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        let hex = hex.concat();
        for (name, known) in [
            ("own.hdb", format!("44d88612fea8a8f36de82e1278abb02f:68:{SIGNATURE}\n")),
            ("own.ndb", format!("{SIGNATURE}.Inside:0:*:{hex}\n")),
        ] {
            archive_core::fs::replace_durably(&database.join(name), known.as_bytes()).unwrap();
        }
        let text = format!(
            "LocalSocket {0}/clamd.ctl\nDatabaseDirectory {0}/signatures\nForeground yes\n\
             TemporaryDirectory {0}\n\
             StreamMaxLength {limit}\nIdleTimeout 60\nMaxThreads 4\nFixStaleSocket yes\n",
            place.display()
        );
        let config = place.join("clamd.conf");
        archive_core::fs::replace_durably(&config, text.as_bytes()).unwrap();
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = quiet.arg("--config-file").arg(&config).spawn().ok()?;
        let daemon = Self { child, folder: None, place: place.to_owned() };
        let scanner = Clamd::new(&settings(&daemon.socket())).unwrap().unwrap();
        for _ in 0..300 {
            if scanner.probe().is_ok() {
                return Some(daemon);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("clamd was started and does not answer");
    }
}
