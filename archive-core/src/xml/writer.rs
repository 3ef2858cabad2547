//! The streaming writer. Elements are closed by name, text and attributes are escaped,
//! characters that XML cannot carry become U+FFFD: what comes out is well-formed.

use super::chars::readable;
use std::io::{self, Write};

/// Writes an XML document piece by piece into any sink, in UTF-8.
///
/// Every element begins on a line of its own unless it stands in [`Writer::leaf`].
pub struct Writer<W: Write> {
    out: W,
    open: Vec<&'static str>,
    scratch: Vec<u8>,
}

/// An attribute: name and unescaped value.
pub type Attribute<'a> = (&'static str, &'a str);

impl<W: Write> Writer<W> {
    /// Begins a document with the XML declaration.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, open: Vec::new(), scratch: Vec::new() })
    }

    /// Continues inside a document whose beginning is written elsewhere.
    pub fn fragment(out: W) -> Self {
        Self { out, open: Vec::new(), scratch: Vec::new() }
    }

    /// Opens an element that holds other elements.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.tag(name, attributes, b">\n")?;
        self.open.push(name);
        Ok(())
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> io::Result<()> {
        let name = self.open.pop().expect("close is called once per open");
        writeln!(self.out, "</{name}>")
    }

    /// Writes an element with text alone.
    pub fn leaf(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        text: &str,
    ) -> io::Result<()> {
        self.tag(name, attributes, b">")?;
        self.escaped(text)?;
        writeln!(self.out, "</{name}>")
    }

    /// Writes an element with text alone and no attributes.
    pub fn text(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        self.leaf(name, &[], text)
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.tag(name, attributes, b"/>\n")
    }

    /// Ends the document: everything opened must be closed.
    pub fn finish(self) -> io::Result<W> {
        assert!(self.open.is_empty(), "an element is still open: {:?}", self.open);
        Ok(self.out)
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>], end: &[u8]) -> io::Result<()> {
        self.out.write_all(b"<")?;
        self.out.write_all(name.as_bytes())?;
        for (key, value) in attributes {
            write!(self.out, " {key}=\"")?;
            self.escaped(value)?;
            self.out.write_all(b"\"")?;
        }
        self.out.write_all(end)
    }

    fn escaped(&mut self, text: &str) -> io::Result<()> {
        let text = readable(text);
        if !text.bytes().any(|b| escape_of(b).is_some()) {
            return self.out.write_all(text.as_bytes());
        }
        self.scratch.clear();
        for byte in text.bytes() {
            match escape_of(byte) {
                Some(escape) => self.scratch.extend_from_slice(escape),
                None => self.scratch.push(byte),
            }
        }
        self.out.write_all(&self.scratch)
    }
}

/// Line ends and tabs are escaped too, since readers would normalise them (XML 1.0 §2.11, §3.3.3).
const fn escape_of(byte: u8) -> Option<&'static [u8]> {
    match byte {
        b'&' => Some(b"&amp;"),
        b'<' => Some(b"&lt;"),
        b'>' => Some(b"&gt;"),
        b'"' => Some(b"&quot;"),
        b'\n' => Some(b"&#10;"),
        b'\r' => Some(b"&#13;"),
        b'\t' => Some(b"&#9;"),
        _ => None,
    }
}
