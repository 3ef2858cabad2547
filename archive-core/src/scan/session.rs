//! One connection to clamd, kept open for many files (`IDSESSION` of clamd(8)): commands end with
//! a zero byte, answers are numbered and end with one. Everything the daemon does is bounded.

use super::{Address, Reason};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// Longest answer that is read, in bytes: the name of a signature and some words.
const ANSWER_BYTES: usize = 4_096;
/// How often a full queue of the daemon is tried again, and how long between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

trait Wire: Read + Write + Send {
    fn set_timeout(&self, left: Duration) -> std::io::Result<()>;
}

impl Wire for UnixStream {
    fn set_timeout(&self, left: Duration) -> std::io::Result<()> {
        self.set_read_timeout(Some(left)).and_then(|()| self.set_write_timeout(Some(left)))
    }
}

impl Wire for TcpStream {
    fn set_timeout(&self, left: Duration) -> std::io::Result<()> {
        self.set_read_timeout(Some(left)).and_then(|()| self.set_write_timeout(Some(left)))
    }
}

/// An open connection with its patience.
pub struct Session {
    wire: Box<dyn Wire>,
    /// When a file was last finished on it.
    pub used: Instant,
    /// How many commands were sent: the number that the next answer carries.
    pub commands: u64,
}

impl Session {
    /// Connects; `patience` bounds the whole attempt. The session is announced with the first
    /// command, so that it costs no write of its own.
    pub fn open(address: &Address, patience: Duration) -> Result<Self, Reason> {
        let wire: Box<dyn Wire> = match address {
            Address::Unix(path) => Box::new(connect(path)?),
            Address::Tcp(address) => {
                let wire = TcpStream::connect_timeout(address, patience).map_err(|e| why(&e))?;
                wire.set_nodelay(true).map_err(|e| why(&e))?;
                Box::new(wire)
            }
        };
        Ok(Self { wire, used: Instant::now(), commands: 0 })
    }

    /// Sends bytes, giving up when `patience` is used up; what was used is taken off it.
    pub fn send(&mut self, mut bytes: &[u8], patience: &mut Duration) -> Result<(), Reason> {
        while !bytes.is_empty() {
            let sent = self.timed(patience, |wire| wire.write(bytes))?;
            if sent == 0 {
                return Err(Reason::Unreachable);
            }
            bytes = &bytes[sent..];
        }
        Ok(())
    }

    /// The next answer, without the zero byte that ends it.
    pub fn answer(&mut self, patience: &mut Duration) -> Result<String, Reason> {
        let mut answer = Vec::new();
        let mut part = [0; 512];
        loop {
            let read = self.timed(patience, |wire| wire.read(&mut part))?;
            if read == 0 {
                return Err(Reason::Unreachable);
            }
            answer.extend_from_slice(&part[..read]);
            if answer.last() == Some(&0) {
                answer.pop();
                return Ok(String::from_utf8_lossy(&answer).into_owned());
            }
            if answer.len() > ANSWER_BYTES {
                return Err(Reason::Failed("an endless answer".into()));
            }
        }
    }

    /// One call of the system within the patience that is left.
    fn timed(
        &mut self,
        patience: &mut Duration,
        mut call: impl FnMut(&mut dyn Wire) -> std::io::Result<usize>,
    ) -> Result<usize, Reason> {
        loop {
            if patience.is_zero() {
                return Err(Reason::TimedOut);
            }
            self.wire.set_timeout(*patience).map_err(|e| why(&e))?;
            let begin = Instant::now();
            let done = call(self.wire.as_mut());
            *patience = patience.saturating_sub(begin.elapsed());
            match done {
                Ok(bytes) => return Ok(bytes),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(why(&error)),
            }
        }
    }
}

/// A blocking `connect` waits without end while the queue of the daemon is full, so it is asked
/// without blocking.
fn connect(path: &Path) -> Result<UnixStream, Reason> {
    let address = SocketAddrUnix::new(path).map_err(|e| why(&e.into()))?;
    for _ in 0..TRIES {
        let socket = rustix::net::socket(AddressFamily::UNIX, SocketType::STREAM, None)
            .map_err(|e| why(&e.into()))?;
        rustix::io::fcntl_setfd(&socket, rustix::io::FdFlags::CLOEXEC)
            .map_err(|e| why(&e.into()))?;
        let wire = UnixStream::from(socket);
        wire.set_nonblocking(true).map_err(|e| why(&e))?;
        match rustix::net::connect(&wire, &address) {
            Ok(()) => {
                wire.set_nonblocking(false).map_err(|e| why(&e))?;
                return Ok(wire);
            }
            Err(rustix::io::Errno::AGAIN) => std::thread::sleep(PAUSE),
            Err(error) => return Err(why(&error.into())),
        }
    }
    Err(Reason::Busy)
}

fn why(error: &std::io::Error) -> Reason {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Reason::TimedOut,
        _ => Reason::Unreachable,
    }
}
