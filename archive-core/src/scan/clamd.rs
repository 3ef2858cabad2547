//! The daemon of `ClamAV` as a scanner: `INSTREAM` and `VERSION` of clamd(8).
//!
//! Connections are kept and used again, so that a small file costs one write and one read. When
//! the daemon is gone, it is left alone for some seconds and everything meanwhile counts as not
//! scanned: a million files must not wait a million times.

use super::session::Session;
use super::{Address, Agent, Reason, Scan, Scanner, Verdict, VirusSettings};
use crate::error::{Error, Result};
use crate::finding::codes::scn;
use crate::finding::printable;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long connecting, and asking for the version, may take.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long a daemon that failed is left alone; twice as long each time in a row …
const REST: Duration = Duration::from_secs(5);
/// … up to so many times.
const DOUBLINGS: u32 = 6;
/// How long an idle connection is trusted: clamd closes it after 30 seconds.
const IDLE: Duration = Duration::from_secs(10);
/// Most idle connections kept; more threads than this read at once nowhere.
const KEPT: usize = 64;
/// Bytes gathered before they are sent, so that small files are one write.
const CHUNK: usize = 128 << 10;
/// Longest name of a signature, or words of an error, that are kept, in characters.
const WORDS: usize = 256;

/// A running clamd on this machine.
pub struct Clamd {
    address: Address,
    max_bytes: u64,
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    idle: Vec<Session>,
    /// Until when the daemon is left alone, and what it did.
    resting: Option<(Instant, Reason)>,
    /// How often it failed in a row.
    failures: u32,
}

impl Clamd {
    /// A scanner after these settings; `None` where they name no clamd. The daemon is not asked
    /// yet.
    pub fn new(settings: &VirusSettings) -> Result<Option<Self>> {
        if settings.clamd.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            address: settings.clamd.parse()?,
            max_bytes: settings.max_bytes,
            timeout: Duration::from_secs(settings.timeout_seconds.max(1)),
            state: Mutex::default(),
        }))
    }

    /// Whether the daemon answers, and who it is; an error with what to do where it does not.
    pub fn probe(&self) -> Result<Agent> {
        self.version().map_err(|reason| self.unreachable(&reason))
    }

    /// The same before a package, in one with its files: a daemon that let others wait just now is
    /// left alone, and one that answers again is used again at once.
    pub fn greet(&self) -> Result<Agent> {
        if let Some((until, reason @ Reason::TimedOut)) = &self.state().resting
            && Instant::now() < *until
        {
            return Err(self.unreachable(reason));
        }
        match self.version() {
            Ok(agent) => {
                let mut state = self.state();
                (state.resting, state.failures) = (None, 0);
                // They may be those of a daemon that was started anew meanwhile.
                state.idle.clear();
                Ok(agent)
            }
            Err(reason) => {
                self.rest(&reason);
                Err(self.unreachable(&reason))
            }
        }
    }

    fn unreachable(&self, reason: &Reason) -> Error {
        let error = Error::new(&scn::UNREACHABLE).with("address", &self.address);
        error.with_words("reason", reason, reason.german())
    }

    fn version(&self) -> Result<Agent, Reason> {
        let mut session = Session::open(&self.address, CONNECTING)?;
        let mut patience = CONNECTING;
        session.send(b"zVERSION\0", &mut patience)?;
        agent(&session.answer(&mut patience)?)
    }

    /// A poisoned lock guards nothing but idle connections: they are still good.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An idle connection, or a new one.
    fn session(&self) -> Result<Session, Reason> {
        {
            let mut state = self.state();
            if let Some((until, reason)) = &state.resting {
                if Instant::now() < *until {
                    return Err(reason.clone());
                }
                state.resting = None;
            }
            state.idle.retain(|session| session.used.elapsed() < IDLE);
            if let Some(session) = state.idle.pop() {
                return Ok(session);
            }
        }
        Session::open(&self.address, CONNECTING)
    }

    fn keep(&self, mut session: Session) {
        session.used = Instant::now();
        let mut state = self.state();
        state.failures = 0;
        if state.idle.len() < KEPT {
            state.idle.push(session);
        }
    }

    /// Remembers a failure that the next file would meet as well.
    fn rest(&self, reason: &Reason) {
        if matches!(reason, Reason::Unreachable | Reason::Busy | Reason::TimedOut) {
            let mut state = self.state();
            state.idle.clear();
            let rest = REST * 2_u32.pow(state.failures.min(DOUBLINGS));
            state.failures = state.failures.saturating_add(1);
            state.resting = Some((Instant::now() + rest, reason.clone()));
        }
    }
}

impl Scanner for Clamd {
    /// clamd does not learn the name: what it logs would tell of people.
    fn begin(&self, _name: &str, size: Option<u64>) -> Box<dyn Scan + '_> {
        let too_large = size.is_some_and(|size| size > self.max_bytes);
        let course = if too_large { Err(Reason::SizeLimit) } else { Ok(None) };
        let patience = self.timeout;
        Box::new(Stream { clamd: self, course, gathered: Vec::new(), seen: 0, patience })
    }

    fn agent(&self) -> Option<Agent> {
        self.version().ok()
    }
}

/// One file on its way to clamd.
struct Stream<'a> {
    clamd: &'a Clamd,
    /// The connection, once something was sent; or why the file is not scanned.
    course: Result<Option<Session>, Reason>,
    gathered: Vec<u8>,
    seen: u64,
    /// How long the daemon may still keep this file waiting.
    patience: Duration,
}

impl Stream<'_> {
    fn give_up(&mut self, reason: Reason) {
        self.gathered = Vec::new();
        self.course = Err(reason);
    }

    /// Sends what was gathered as one chunk, after the command where it is the first, and before
    /// the empty chunk where it is the last.
    fn flush(&mut self, last: bool) -> Result<(), Reason> {
        let Ok(course) = &mut self.course else { return Ok(()) };
        let mut out = Vec::with_capacity(self.gathered.len() + 32);
        let session = match course {
            Some(session) => session,
            none => {
                let session = none.insert(self.clamd.session()?);
                if session.commands == 0 {
                    out.extend_from_slice(b"zIDSESSION\0");
                }
                session.commands += 1;
                out.extend_from_slice(b"zINSTREAM\0");
                session
            }
        };
        if !self.gathered.is_empty() {
            let length = u32::try_from(self.gathered.len()).expect("a chunk is small");
            out.extend_from_slice(&length.to_be_bytes());
            out.append(&mut self.gathered);
        }
        if last {
            out.extend_from_slice(&[0; 4]);
        }
        let sent = session.send(&out, &mut self.patience);
        // A daemon that has had enough says so before it closes.
        sent.map_err(|reason| match session.answer(&mut self.patience) {
            Ok(said) => verdict(&said, session.commands).reason().unwrap_or(reason),
            Err(_) => reason,
        })
    }
}

impl Scan for Stream<'_> {
    fn update(&mut self, mut bytes: &[u8]) {
        self.seen += bytes.len() as u64;
        if self.course.is_err() {
            return;
        }
        if self.seen > self.clamd.max_bytes {
            return self.give_up(Reason::SizeLimit);
        }
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.gathered.len()));
            self.gathered.extend_from_slice(now);
            bytes = later;
            if self.gathered.len() == CHUNK
                && let Err(reason) = self.flush(false)
            {
                self.clamd.rest(&reason);
                return self.give_up(reason);
            }
        }
    }

    fn finish(mut self: Box<Self>) -> Verdict {
        let sent = self.flush(true);
        let clamd = self.clamd;
        let answered = match (sent, std::mem::replace(&mut self.course, Ok(None))) {
            (Err(reason), _) => Err(reason),
            // Remembered already where it happened.
            (_, Err(reason)) => return Verdict::NotScanned(reason),
            (Ok(()), Ok(None)) => Err(Reason::Unreachable),
            (Ok(()), Ok(Some(mut session))) => session.answer(&mut self.patience).map(|said| {
                let verdict = verdict(&said, session.commands);
                if !matches!(verdict, Verdict::NotScanned(_)) {
                    clamd.keep(session);
                }
                verdict
            }),
        };
        answered.unwrap_or_else(|reason| {
            clamd.rest(&reason);
            Verdict::NotScanned(reason)
        })
    }
}

impl Verdict {
    fn reason(self) -> Option<Reason> {
        match self {
            Self::NotScanned(reason) => Some(reason),
            _ => None,
        }
    }
}

/// Reads an answer: `7: stream: OK`, `7: stream: NAME FOUND`, `… ERROR`.
fn verdict(said: &str, number: u64) -> Verdict {
    let said = said.trim_end_matches(['\n', '\0']);
    let failed = |said: &str| Verdict::NotScanned(Reason::Failed(words(said)));
    if said.contains("size limit exceeded") {
        return Verdict::NotScanned(Reason::SizeLimit);
    }
    let rest = match said.split_once(": ") {
        Some((id, rest)) if id.parse() == Ok(number) => rest,
        _ => return failed(said),
    };
    let Some(rest) = rest.strip_prefix("stream: ") else { return failed(rest) };
    match rest.strip_suffix(" FOUND") {
        None if rest == "OK" => Verdict::Clean,
        None => failed(rest),
        Some(name) if name.starts_with("Heuristics.Limits.Exceeded") => {
            Verdict::NotScanned(Reason::ScannerLimit)
        }
        Some(name) if name.starts_with("Heuristics.Encrypted") => {
            Verdict::NotScanned(Reason::Encrypted)
        }
        Some(name) => Verdict::Infected(words(name)),
    }
}

/// `ClamAV 1.4.3/27500/Mon Jan  6 09:00:00 2025`; without signatures of its maker the first part
/// alone.
fn agent(said: &str) -> Result<Agent, Reason> {
    let said = words(said.trim());
    let (program, signatures) = match said.split_once('/') {
        Some((program, signatures)) => (program, Some(signatures.to_owned())),
        None => (said.as_str(), None),
    };
    let (name, version) = program.rsplit_once(' ').unwrap_or((program, ""));
    if name.is_empty() {
        return Err(Reason::Failed(said));
    }
    Ok(Agent { name: name.into(), version: version.into(), signatures })
}

/// What a daemon said, printable and not too long.
fn words(said: &str) -> String {
    printable(&said.chars().take(WORDS).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_strictly() {
        assert_eq!(verdict("3: stream: OK", 3), Verdict::Clean);
        assert_eq!(verdict("3: stream: A B FOUND", 3), Verdict::Infected("A B".into()));
        let limit = verdict("INSTREAM size limit exceeded. ERROR", 1);
        assert_eq!(limit, Verdict::NotScanned(Reason::SizeLimit));
        let partly = verdict("1: stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND", 1);
        assert_eq!(partly, Verdict::NotScanned(Reason::ScannerLimit));
        for odd in ["", "OK", "stream: OK", "2: stream: OK", "1: OK", "1: stream: OKAY"] {
            let odd = verdict(odd, 1);
            assert!(matches!(odd, Verdict::NotScanned(Reason::Failed(_))), "{odd:?}");
        }
    }

    #[test]
    fn the_agent_has_its_version_and_its_signatures() {
        let agent_of = |said| agent(said).unwrap();
        let full = agent_of("ClamAV 1.4.3/27500/Mon Jan  6 09:00:00 2025");
        assert_eq!((&*full.name, &*full.version), ("ClamAV", "1.4.3"));
        assert_eq!(full.signatures.as_deref(), Some("27500/Mon Jan  6 09:00:00 2025"));
        assert_eq!(agent_of("ClamAV 1.4.3").signatures, None);
        assert!(agent("").is_err());
    }
}
