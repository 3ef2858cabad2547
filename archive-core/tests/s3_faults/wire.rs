//! Requests and answers of HTTP/1.1 over a connection, as far as a client of S3 needs them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};

/// Longest line of a head, and most lines.
const LINE_BYTES: u64 = 16 << 10;
const LINES: usize = 200;
/// Largest body that a request may have.
const BODY_BYTES: u64 = 128 << 20;

/// A request.
#[derive(Debug, Default)]
pub struct Asked {
    pub method: String,
    /// The key in the bucket; empty for the bucket itself.
    pub key: String,
    pub query: BTreeMap<String, String>,
    /// By lower-case name.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Asked {
    /// Reads the head of a request; `None` where the client has gone.
    pub fn head(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut out = Self::default();
        for number in 0..LINES {
            let mut line = String::new();
            if from.by_ref().take(LINE_BYTES).read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim_end();
            if number == 0 {
                let mut words = line.split(' ');
                words.next().unwrap_or_default().clone_into(&mut out.method);
                out.place(words.next().unwrap_or_default());
            } else if line.is_empty() {
                return Ok(Some(out));
            } else if let Some((name, value)) = line.split_once(':') {
                out.headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
            }
        }
        Err(io::Error::other("the head of the request has no end"))
    }

    fn place(&mut self, target: &str) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.trim_start_matches('/');
        let key = path.strip_prefix(super::bucket::NAME).unwrap_or(path);
        self.key = decode(key.trim_start_matches('/'));
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.query.insert(decode(name), decode(&value.replace('+', " ")));
        }
    }

    /// How long the body is said to be.
    pub fn length(&self) -> u64 {
        let length = self.headers.get("content-length").and_then(|text| text.parse().ok());
        length.unwrap_or(0).min(BODY_BYTES)
    }

    /// Reads the body, or so many bytes of it.
    pub fn read_body(&mut self, from: &mut impl BufRead, bytes: u64) -> io::Result<()> {
        from.by_ref().take(bytes).read_to_end(&mut self.body)?;
        Ok(())
    }

    /// Whether it may only create, or only change what it knows.
    pub fn is_conditional(&self) -> bool {
        ["if-none-match", "if-match"].iter().any(|name| self.headers.contains_key(*name))
    }

    pub fn is_listing(&self) -> bool {
        self.method == "GET" && self.key.is_empty()
    }

    /// Whether success and failure of it stand in the body.
    pub fn is_told_in_body(&self) -> bool {
        let post = self.method == "POST" && !self.query.contains_key("uploads");
        post || self.headers.contains_key("x-amz-copy-source")
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn of(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub fn empty(status: u16) -> Self {
        Self::of(status, Vec::new())
    }

    pub fn xml(text: &str) -> Self {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}");
        Self::of(200, text.into_bytes()).with("Content-Type", "application/xml")
    }

    pub fn error(status: u16, code: &str) -> Self {
        let text =
            format!("<Error><Code>{code}</Code><Message>as the test wants</Message></Error>");
        Self { status, ..Self::xml(&text) }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What stands before the body, for a request with this method.
    pub fn head(&self) -> Vec<u8> {
        let mut out = format!("HTTP/1.1 {} x\r\n", self.status);
        for (name, value) in &self.headers {
            let _ = write!(out, "{name}: {value}\r\n");
        }
        if self.status != 204 {
            let _ = write!(out, "Content-Length: {}\r\n", self.body.len());
        }
        out.push_str("\r\n");
        out.into_bytes()
    }

    /// Sends it whole; an answer to HEAD has a length and no body.
    pub fn send(&self, to: &mut impl Write, method: &str) -> io::Result<()> {
        let mut out = self.head();
        if method != "HEAD" {
            out.extend_from_slice(&self.body);
        }
        to.write_all(&out)
    }
}

/// `%41` as `A`.
pub fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        match byte {
            b'%' => {
                let value = digit().zip(digit()).map_or(0, |(high, low)| high * 16 + low);
                out.push(u8::try_from(value).unwrap_or(0));
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
