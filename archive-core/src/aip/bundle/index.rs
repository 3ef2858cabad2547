//! The index of a bundle: one element a member, facts of the bytes only.

use super::{INDEX, Member, NAMESPACE};
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::metadata::encoding::{base64, from_base64};
use crate::xml::{Element, Event, Reader, Token, Writer, is_xml, readable};
use jiff::Timestamp;
use std::io::{self, BufRead, Write};

/// One member as its index describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Logical path inside the area.
    pub path: String,
    /// The bytes of the name as received, where they differ from the path.
    pub raw: Option<Vec<u8>>,
    /// Size in bytes.
    pub size: u64,
    /// Offset of the first content byte in the bundle.
    pub offset: u64,
    /// Modification time, where known.
    pub modified: Option<Timestamp>,
    /// SHA-512 first, then the claims proven on ingest.
    pub digests: Vec<Digest>,
}

/// Writes the element of one member.
pub(super) fn write_file<W: Write>(
    xml: &mut Writer<W>,
    member: &Member<'_>,
    size: u64,
    offset: u64,
) -> io::Result<()> {
    let (size, offset) = (size.to_string(), offset.to_string());
    let path = readable(member.path);
    let modified = member.modified.map(|m| m.to_string());
    let raw = member.raw.map(base64);
    let logical = (!is_xml(member.path)).then(|| base64(member.path.as_bytes()));
    let mut attributes = vec![("path", &*path), ("size", &*size), ("offset", &*offset)];
    for (name, value) in [("modified", &modified), ("path_b64", &raw), ("logical_b64", &logical)] {
        if let Some(value) = value {
            attributes.push((name, value.as_str()));
        }
    }
    xml.open("file", &attributes)?;
    for digest in member.digests {
        xml.leaf("digest", &[("algorithm", digest.algorithm().name())], &digest.hex())?;
    }
    xml.close()
}

/// Reads an index and gives each member in order. `place` is named in errors.
pub fn read_index(
    source: impl BufRead,
    place: &str,
    each: &mut dyn FnMut(Listed) -> Result<()>,
) -> Result<()> {
    let mut xml = Reader::new(source, format!("{place}!{INDEX}"));
    let Event::Start(root) = xml.next()? else { return Err(xml.unexpected("no root element")) };
    if root.namespace != NAMESPACE || root.name != "bundle" {
        return Err(xml.unexpected(format_args!("the root is {{{}}}{}", root.namespace, root.name)));
    }
    loop {
        match xml.token()? {
            Token::Start(element) if element.name == "file" => {
                let listed = listed(element).map_err(|reason| xml.unexpected(reason));
                let mut listed = listed?;
                read_digests(&mut xml, &mut listed.digests)?;
                each(listed)?;
            }
            Token::Start(_) => xml.skip()?,
            Token::Text(_) => {}
            Token::End => break,
            Token::Eof => return Err(xml.unexpected("the end of the document")),
        }
    }
    match xml.next()? {
        Event::Eof => Ok(()),
        _ => Err(xml.unexpected("something after the root element")),
    }
}

/// A member by its element, its digests excepted; or what is wrong with it.
fn listed(element: &Element) -> std::result::Result<Listed, String> {
    let need = |name: &str| element.attribute(name).ok_or_else(|| format!("no {name}"));
    let number =
        |name: &str| need(name)?.parse::<u64>().map_err(|error| format!("{name}: {error}"));
    let decoded = |name: &str| match element.attribute(name) {
        None => Ok(None),
        Some(text) => from_base64(text).map(Some).ok_or_else(|| format!("{name} is no base64")),
    };
    let path = match decoded("logical_b64")? {
        None => need("path")?.to_owned(),
        Some(bytes) => String::from_utf8(bytes).map_err(|error| error.to_string())?,
    };
    let modified = match element.attribute("modified") {
        None => None,
        Some(text) => Some(text.parse().map_err(|error: jiff::Error| error.to_string())?),
    };
    Ok(Listed {
        path,
        raw: decoded("path_b64")?,
        size: number("size")?,
        offset: number("offset")?,
        modified,
        digests: Vec::new(),
    })
}

fn read_digests<R: BufRead>(xml: &mut Reader<R>, digests: &mut Vec<Digest>) -> Result<()> {
    loop {
        match xml.token()? {
            Token::Start(element) if element.name == "digest" => {
                let algorithm = element.attribute("algorithm").unwrap_or_default();
                let algorithm = algorithm.parse::<Algorithm>().map_err(|e| e.to_string());
                let algorithm = algorithm.map_err(|reason| xml.unexpected(reason))?;
                let text = xml.leaf()?;
                let digest = Digest::from_hex(algorithm, text.trim())
                    .ok_or_else(|| xml.unexpected(format_args!("no {algorithm}: {text}")))?;
                digests.push(digest);
            }
            Token::Start(_) => xml.skip()?,
            Token::Text(_) => {}
            Token::End if digests.is_empty() => return Err(xml.unexpected("no digest")),
            Token::End => return Ok(()),
            Token::Eof => return Err(xml.unexpected("the end of the document")),
        }
    }
}
