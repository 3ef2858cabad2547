//! Reading DROID's container signature file: which files a ZIP or OLE2 file must hold to be of
//! a format. It is joined with the formats of a signature file.

use super::droid::{self, Source, children, limit};
use super::model::{Container, Inside, Kind, Model};
use super::pattern::Signature;
use crate::error::{Error, Result};
use crate::finding::codes::fmt;
use crate::xml::{Event, Reader};
use std::collections::HashMap;
use std::io::BufRead;

/// Most signatures of a file, and most files that one may ask for.
const SIGNATURES: usize = 1 << 14;
const FILES: usize = 256;
/// Longest name looked for, in bytes.
const NAME_BYTES: usize = 1_024;

/// A signature before it is known which formats it stands for.
struct Raw {
    kind: Option<Kind>,
    files: Vec<Inside>,
}

/// Reads a container signature file into a model; `path` is the place named in errors.
pub(super) fn read(source: impl BufRead, path: &str, model: &mut Model) -> Result<()> {
    let mut reader = Reader::new(source.take(droid::FILE_BYTES), path);
    let Event::Start(root) = reader.next()? else { return Err(reader.unexpected("no element")) };
    if root.name != "ContainerSignatureMapping" {
        let error = Error::new(&fmt::NOT_SIGNATURES).at(path);
        return Err(error.with("expected", "ContainerSignatureMapping").with("found", root.name));
    }
    let version = root.attribute("signatureVersion").unwrap_or("?");
    model.version = format!("{}+{version}", model.version);
    let mut raw = HashMap::new();
    children(&mut reader, |reader, element| match element.name.as_str() {
        "ContainerSignatures" => children(reader, |reader, element| {
            limit(path, "container signatures", raw.len(), SIGNATURES)?;
            let id = element.attribute("Id").unwrap_or_default().to_owned();
            let kind = kind(element.attribute("ContainerType"));
            raw.insert(id, Raw { kind, files: files(reader, path, model)? });
            Ok(())
        }),
        "FileFormatMappings" => children(reader, |reader, element| {
            let id = element.attribute("signatureId").unwrap_or_default();
            let puid = element.attribute("Puid").unwrap_or_default();
            map(model, raw.get(id), puid);
            reader.skip()
        }),
        "TriggerPuids" => children(reader, |reader, element| {
            let puid = element.attribute("Puid").unwrap_or_default();
            let kind = kind(element.attribute("ContainerType"));
            model.triggers.extend(kind.zip(model.find(puid)));
            reader.skip()
        }),
        _ => reader.skip(),
    })
}

fn kind(text: Option<&str>) -> Option<Kind> {
    match text {
        Some("ZIP") => Some(Kind::Zip),
        Some("OLE2") => Some(Kind::Ole2),
        _ => None,
    }
}

fn map(model: &mut Model, raw: Option<&Raw>, puid: &str) {
    let Some((raw, format)) = raw.zip(model.find(puid)) else { return };
    let Some(kind) = raw.kind.filter(|_| !raw.files.is_empty()) else { return };
    model.entries[format].has_signature = true;
    model.containers.push(Container { kind, format, files: raw.files.clone() });
}

fn files<R: BufRead>(reader: &mut Source<R>, path: &str, model: &mut Model) -> Result<Vec<Inside>> {
    let mut files = Vec::new();
    children(reader, |reader, element| {
        if element.name != "Files" {
            return reader.skip();
        }
        children(reader, |reader, element| {
            if element.name != "File" {
                return reader.skip();
            }
            limit(path, "files of a container signature", files.len(), FILES)?;
            let (name, signatures) = file(reader, path)?;
            limit(path, "length of a name", name.len(), NAME_BYTES)?;
            files.push(Inside { name: model.name(&name), signatures });
            Ok(())
        })
    })?;
    Ok(files)
}

fn file<R: BufRead>(reader: &mut Source<R>, path: &str) -> Result<(String, Vec<Signature>)> {
    let (mut name, mut signatures) = (String::new(), Vec::new());
    children(reader, |reader, element| match element.name.as_str() {
        "Path" => {
            reader.leaf()?.trim().clone_into(&mut name);
            Ok(())
        }
        "BinarySignatures" => children(reader, |reader, element| {
            if element.name != "InternalSignatureCollection" {
                return reader.skip();
            }
            children(reader, |reader, _| {
                limit(path, "signatures of a file", signatures.len(), FILES)?;
                signatures.push(droid::signature(reader, path)?);
                Ok(())
            })
        }),
        _ => reader.skip(),
    })?;
    Ok((name, signatures))
}
