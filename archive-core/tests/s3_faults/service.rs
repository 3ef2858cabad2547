//! An S3 service within the process that goes wrong where a test wants it.

use super::bucket::{Bucket, NAME};
use super::wire::{Answer, Asked};
use archive_core::fs;
use archive_core::store::{Patience, Retry, Store, UrlOptions, open_url};
use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the client waits for an answer …
const SILENCE: Duration = Duration::from_millis(300);
/// … and how long one that comes slowly pauses between its pieces.
const SLOW: Duration = Duration::from_millis(2);
/// Pieces of an answer that comes slowly.
const PIECES: usize = 10;

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 500, and nothing was done.
    Internal,
    /// 500, and it was done.
    InternalDone,
    /// 503 with the word for it.
    SlowDown,
    /// 429 with a time after which to come back.
    TooMany,
    /// 403, because the clocks differ.
    Skewed,
    /// 409 to a conditional request that met another one.
    Conflict,
    /// The connection ends before the request is read.
    ResetBefore,
    /// It ends in the middle of the body of the request.
    ResetAsking,
    /// It is done, and the connection ends in the middle of the answer.
    ResetAnswering,
    /// No answer, and nothing was done.
    Silent,
    /// No answer, and it was done.
    SilentDone,
    /// Half of the content, with a length that fits.
    Short,
    /// 200 with an error in the body, and nothing was done.
    ErrorInBody,
    /// A listing without what was written last.
    Stale,
    /// The answer comes piece by piece.
    Slow,
}

impl Fault {
    pub const ALL: [Self; 15] = [
        Self::Internal,
        Self::InternalDone,
        Self::SlowDown,
        Self::TooMany,
        Self::Skewed,
        Self::Conflict,
        Self::ResetBefore,
        Self::ResetAsking,
        Self::ResetAnswering,
        Self::Silent,
        Self::SilentDone,
        Self::Short,
        Self::ErrorInBody,
        Self::Stale,
        Self::Slow,
    ];

    /// Whether it can happen to such a request.
    fn fits(self, asked: &Asked) -> bool {
        match self {
            Self::Conflict => asked.is_conditional(),
            Self::ResetAsking => asked.length() > 1,
            Self::ErrorInBody => asked.is_told_in_body(),
            Self::Stale => asked.is_listing(),
            Self::Short => asked.method == "GET",
            _ => true,
        }
    }
}

/// Which requests go wrong, and how.
#[derive(Debug, Clone, Copy)]
struct Plan {
    fault: Fault,
    first: u64,
    lasting: bool,
}

/// What the threads of the service share.
#[derive(Default)]
struct Shared {
    bucket: Mutex<Bucket>,
    plan: Mutex<Option<Plan>>,
    seen: AtomicU64,
    hit: AtomicU64,
    ended: AtomicBool,
}

/// A service, running until it is dropped.
pub struct Service {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// Where the credentials stand.
    folder: tempfile::TempDir,
}

impl Service {
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::<Shared>::default();
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if own.ended.load(Ordering::SeqCst) {
                    return;
                }
                let own = Arc::clone(&own);
                std::thread::spawn(move || own.serve(&connection));
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let credentials = format!(
            "AWS_ENDPOINT=http://{address}\nAWS_ALLOW_HTTP=true\nAWS_REGION=us-east-1\n\
             AWS_ACCESS_KEY_ID=test\nAWS_SECRET_ACCESS_KEY=testtest\n"
        );
        fs::create_whole(&folder.path().join("credentials"), credentials.as_bytes()).unwrap();
        Self { shared, address, folder }
    }

    /// The file with the way to it, as an installation names it.
    pub fn credentials(&self) -> String {
        self.folder.path().join("credentials").display().to_string()
    }

    /// Its address with a prefix.
    pub fn url(prefix: &str) -> String {
        format!("s3://{NAME}/{prefix}")
    }

    /// A store in it that loses patience soon.
    pub fn store(&self, prefix: &str) -> Box<dyn Store> {
        let mut options = UrlOptions::default();
        options.credentials_variable = String::from("ARCHIVE_NO_SUCH_VARIABLE");
        options.credentials_file = Some(self.folder.path().join("credentials"));
        options.retries = 2;
        // Who was not answered once is not asked again by the client, but by the one who uses it.
        options.retry_for = SILENCE / 2;
        options.silence = SILENCE;
        options.pause = Duration::from_millis(1);
        options.longest_pause = Duration::from_millis(4);
        open_url(&Self::url(prefix), &options).unwrap()
    }

    /// The same as a copy is opened: it asks again.
    pub fn retrying(&self, prefix: &str) -> Retry<Box<dyn Store>> {
        let (first, longest) = (Duration::from_millis(1), Duration::from_millis(4));
        Retry::new(self.store(prefix), Patience { tries: 3, first, longest })
    }

    pub fn bucket(&self) -> MutexGuard<'_, Bucket> {
        self.shared.bucket()
    }

    /// Lets the n-th request from now on (from 1) go wrong; with `lasting` all after it too.
    pub fn fail_at(&self, n: u64, fault: Fault, lasting: bool) {
        let first = self.seen() + n;
        self.shared.hit.store(0, Ordering::SeqCst);
        *self.shared.plan() = Some(Plan { fault, first, lasting });
    }

    /// Lets nothing go wrong any more. Gives how many requests went wrong.
    pub fn heal(&self) -> u64 {
        *self.shared.plan() = None;
        self.shared.hit.swap(0, Ordering::SeqCst)
    }

    /// Requests so far.
    pub fn seen(&self) -> u64 {
        self.shared.seen.load(Ordering::SeqCst)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the one who waits for connections.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn bucket(&self) -> MutexGuard<'_, Bucket> {
        self.bucket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn plan(&self) -> MutexGuard<'_, Option<Plan>> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers on one connection until it ends.
    fn serve(&self, connection: &TcpStream) {
        let mut from = BufReader::new(connection);
        while let Ok(Some(asked)) = Asked::head(&mut from) {
            let fault = self.fault_of(&asked);
            if !self.one(asked, fault, &mut from, connection).unwrap_or(false) {
                return;
            }
        }
    }

    fn fault_of(&self, asked: &Asked) -> Option<Fault> {
        let now = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
        let plan = (*self.plan())?;
        let due = now == plan.first || (plan.lasting && now > plan.first);
        let fault = (due && plan.fault.fits(asked)).then_some(plan.fault);
        self.hit.fetch_add(u64::from(fault.is_some()), Ordering::SeqCst);
        fault
    }

    /// Answers one request; `false` where the connection ends with it.
    fn one(
        &self,
        mut asked: Asked,
        fault: Option<Fault>,
        from: &mut BufReader<&TcpStream>,
        mut to: &TcpStream,
    ) -> io::Result<bool> {
        match fault {
            // What was sent and not read makes the system reset the connection.
            Some(Fault::ResetBefore) => return Ok(false),
            Some(Fault::ResetAsking) => {
                let half = asked.length() / 2;
                asked.read_body(from, half)?;
                return Ok(false);
            }
            _ => {}
        }
        let length = asked.length();
        asked.read_body(from, length)?;
        if (asked.body.len() as u64) < length {
            return Ok(false);
        }
        if let Some(refusal) = fault.and_then(refusal) {
            return refusal.send(&mut to, &asked.method).map(|()| true);
        }
        if fault == Some(Fault::Silent) {
            return wait_for_end(to);
        }
        let answer = self.bucket().answer(&asked, fault == Some(Fault::Stale));
        match fault {
            Some(Fault::SilentDone) => return wait_for_end(to),
            Some(Fault::InternalDone) => {
                Answer::error(500, "InternalError").send(&mut to, &asked.method)?;
            }
            Some(Fault::ResetAnswering) => {
                let mut bytes = answer.head();
                let half = bytes.len() / 2;
                let body = if asked.method == "HEAD" { &[][..] } else { &answer.body };
                if body.is_empty() {
                    bytes.truncate(half);
                }
                bytes.extend_from_slice(&body[..body.len() / 2]);
                to.write_all(&bytes)?;
                return Ok(false);
            }
            Some(Fault::Short) => {
                let mut answer = answer;
                answer.body.truncate(answer.body.len() / 2);
                answer.send(&mut to, &asked.method)?;
            }
            Some(Fault::Slow) => {
                let mut bytes = Vec::new();
                answer.send(&mut bytes, &asked.method)?;
                for piece in bytes.chunks(bytes.len().div_ceil(PIECES).max(1)) {
                    to.write_all(piece)?;
                    std::thread::sleep(SLOW);
                }
            }
            _ => answer.send(&mut to, &asked.method)?,
        }
        Ok(true)
    }
}

/// What is answered without doing anything.
fn refusal(fault: Fault) -> Option<Answer> {
    Some(match fault {
        Fault::Internal => Answer::error(500, "InternalError"),
        Fault::SlowDown => Answer::error(503, "SlowDown"),
        Fault::TooMany => Answer::error(429, "TooManyRequests").with("Retry-After", "1"),
        Fault::Skewed => Answer::error(403, "RequestTimeTooSkewed"),
        Fault::Conflict => Answer::error(409, "ConditionalRequestConflict"),
        Fault::ErrorInBody => Answer { status: 200, ..Answer::error(200, "ServiceUnavailable") },
        _ => return None,
    })
}

/// Says nothing until the client has gone.
fn wait_for_end(mut connection: &TcpStream) -> io::Result<bool> {
    let mut rest = [0; 1024];
    while connection.read(&mut rest)? > 0 {}
    Ok(false)
}
