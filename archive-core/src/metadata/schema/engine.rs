//! The engine behind [`Validator`]: the crate `xsd-schema`, which no other module knows.

use super::header::Header;
use super::library::{Library, no_schema, unusable};
use super::{DOCUMENT_NODES, SCHEMA_BYTES, Validator};
use crate::error::{Error, Result};
use crate::finding::codes::{sch, xml};
use crate::finding::{Finding, Findings};
use crate::limits;
use crate::xml::Place;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use xsd_schema::validation::{
    DriveError, SchemaValidator, ValidationFlags, ValidationSink, ValidationWarning,
    drive_quick_xml,
};
use xsd_schema::xml::ParseLimits;
use xsd_schema::{
    InstanceValidationError, LocationRequest, ResolverConfig, SchemaError, SchemaLoader,
    SchemaResolver, SchemaResult, SchemaSet, SchemaSetBuilder, XsdVersion,
};

/// Most deviations of one document that are told.
const TOLD: usize = 1_000;

/// A compiled schema.
struct Compiled(SchemaSet);

/// Makes a schema ready; `shown` is its name in errors.
pub(super) fn compile(library: &Library, file: &Path, shown: &str) -> Result<Box<dyn Validator>> {
    nothing_missing(library, file, shown)?;
    let mut resolver =
        SchemaResolver::with_config_and_loader(ResolverConfig::default(), Box::new(Files));
    let library = Arc::new(library.clone());
    resolver.set_location_rewriter(move |request: &LocationRequest<'_>, _: &SchemaResolver| {
        rewrite(&library, request)
    });
    let location = file.display().to_string();
    let compiled = SchemaSetBuilder::with_resolver(resolver, XsdVersion::V1_0)
        .add("", &location)
        .and_then(SchemaSetBuilder::compile)
        .map_err(|error| unusable(shown, error))?;
    if let Some(failure) = compiled.directive_failures().first() {
        return Err(unusable(shown, failure.error()));
    }
    Ok(Box::new(Compiled(compiled.into_schema_set())))
}

/// Follows everything that a schema needs, and names the first that is not there.
fn nothing_missing(library: &Library, file: &Path, shown: &str) -> Result<()> {
    let mut waiting = vec![file.to_path_buf()];
    let mut seen: HashSet<PathBuf> = HashSet::new();
    while let Some(file) = waiting.pop() {
        if !seen.insert(file.clone()) {
            continue;
        }
        let place = if seen.len() == 1 { shown.to_owned() } else { file.display().to_string() };
        let bytes = crate::fs::read(&file, SCHEMA_BYTES)?;
        let header = Header::read(&bytes[..], &place)?;
        let header = header.ok_or_else(|| no_schema(&place))?;
        for (namespace, location) in header.needs {
            let wanted = Some(namespace.as_str()).filter(|name| !name.is_empty());
            let found = library.find(&location, &file, wanted).ok_or_else(|| {
                let own = if namespace.is_empty() { &header.namespace } else { &namespace };
                let told = Error::new(&sch::IMPORT_MISSING).at(shown).with("namespace", own);
                told.with("location", &location)
            })?;
            waiting.push(found);
        }
    }
    Ok(())
}

fn rewrite(library: &Library, request: &LocationRequest<'_>) -> Option<String> {
    request.kind?;
    let base = PathBuf::from(request.base_uri);
    let found = library.find(request.location, &base, request.namespace)?;
    Some(found.display().to_string())
}

/// Reads schemas from files, through the one door to them; nothing from a network.
#[derive(Debug)]
struct Files;

impl SchemaLoader for Files {
    fn load(&self, location: &str) -> SchemaResult<String> {
        let broken = |message: String| SchemaError::XmlError { message, location: None };
        let missing = |message: String| SchemaError::ResolutionError { message };
        if location.contains("://") {
            return Err(missing(format!("{location} is not in the folder")));
        }
        let bytes = crate::fs::read(Path::new(location), SCHEMA_BYTES);
        let bytes = bytes.map_err(|failure| missing(failure.to_string()))?;
        crate::xml::check(&bytes[..], location).map_err(|e| broken(e.to_string()))?;
        xsd_schema::decode_xml_bytes(bytes)
    }

    fn can_load(&self, _location: &str) -> bool {
        true
    }
}

impl Validator for Compiled {
    fn validate(
        &self,
        document: &mut dyn BufRead,
        path: &str,
        findings: &mut Findings,
    ) -> Result<()> {
        // Values are needed where the schema judges them, and by nobody else.
        let flags = ValidationFlags::empty();
        let validator = SchemaValidator::new(&self.0, flags);
        let place = Rc::new(Cell::new(Place { line: 1, column: 1 }));
        let end = Rc::clone(&place);
        let told = Told { path, findings, count: 0, place: Rc::clone(&place) };
        let mut run = validator.start_run(told);
        run.set_parse_limits(parse_limits());
        let document = Tracked { inner: crate::xml::decoded(document), place };
        let outcome = drive_quick_xml(document, &mut run, &self.0).map(|_| ());
        drop(run);
        match outcome {
            Ok(()) => Ok(()),
            Err(DriveError::Validation(error)) => {
                findings.push(finding(path, &error, end.get()));
                Ok(())
            }
            Err(DriveError::LimitExceeded(_)) => {
                let told = Finding::new(&sch::TOO_LARGE).at(path);
                findings.push(told.with("limit", DOCUMENT_NODES));
                Ok(())
            }
            Err(other) => {
                Err(Error::new(&xml::UNEXPECTED).at(path).with("reason", other.to_string()))
            }
        }
    }
}

/// Bytes that remember how far they were taken: the end of the markup that is judged.
struct Tracked<R> {
    inner: R,
    place: Rc<Cell<Place>>,
}

impl<R: BufRead> Read for Tracked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is taken now was filled before: this reads nothing.
        if let Ok(filled) = self.inner.fill_buf() {
            let taken = &filled[..amount.min(filled.len())];
            self.place.set(self.place.get().after(taken));
        }
        self.inner.consume(amount);
    }
}

fn parse_limits() -> ParseLimits {
    let mut bounds = ParseLimits::default();
    bounds.max_depth = Some(limits::XML_DEPTH);
    bounds.max_name_bytes = Some(limits::XML_NAME_BYTES);
    bounds.max_attributes = Some(limits::XML_ATTRIBUTES);
    bounds.max_namespaces_in_scope = Some(limits::XML_NAMESPACES);
    bounds.max_attribute_value_bytes = Some(limits::XML_VALUE_BYTES);
    bounds.max_text_bytes = usize::try_from(limits::XML_TOKEN_BYTES).ok();
    bounds.max_nodes = Some(DOCUMENT_NODES);
    bounds
}

/// Turns what the engine says into findings.
struct Told<'a> {
    path: &'a str,
    findings: &'a mut Findings,
    count: usize,
    place: Rc<Cell<Place>>,
}

impl ValidationSink for Told<'_> {
    fn on_error(&mut self, error: InstanceValidationError) {
        self.count += 1;
        if self.count <= TOLD {
            self.findings.push(finding(self.path, &error, self.place.get()));
        }
    }

    fn on_warning(&mut self, _warning: ValidationWarning) {}
}

fn finding(path: &str, error: &InstanceValidationError, place: Place) -> Finding {
    Finding::new(&sch::INVALID)
        .at(path)
        .with("line", place.line)
        .with("column", place.column)
        .with("reason", error.message.trim_end_matches('.'))
        .with("rule", error.constraint)
}
