//! Looking at files while they are read: formats, characteristics and viruses, in the one pass.

use crate::format::characterise::{Characteristics, State, Unseen};
use crate::format::{Follower, Identification, Known, KnownFormat, Registry};
use crate::format::{characterise, characterise_slice};
use crate::package::Planned;
use crate::package::reading::{Examination, Examined, Examiner};
use crate::scan::{Scan, Scanner};
use std::sync::Arc;

/// Those who look at the files of one package, each only where it is wanted.
pub struct Examiners {
    formats: Option<Formats>,
    scanner: Option<Arc<dyn Scanner>>,
}

impl Examiners {
    /// Formats by a registry, viruses by a scanner.
    pub fn new(registry: Option<Arc<Registry>>, scanner: Option<Arc<dyn Scanner>>) -> Self {
        Self { formats: registry.map(Formats::new), scanner }
    }
}

impl Examiner for Examiners {
    fn small(&self, file: &Planned, content: &[u8]) -> Examined {
        let known = self.formats.as_ref().map(|formats| Box::new(formats.small(file, content)));
        let verdict = self.scanner.as_ref().map(|scanner| {
            let mut scan = begin(&**scanner, file);
            scan.update(content);
            scan.finish()
        });
        Examined { known, verdict }
    }

    fn large(&self, file: &Planned) -> Box<dyn Examination + '_> {
        let formats = self.formats.as_ref().map(|formats| formats.large(file));
        let scan = self.scanner.as_ref().map(|scanner| begin(&**scanner, file));
        Box::new(Passing { formats, scan })
    }
}

fn begin<'a>(scanner: &'a dyn Scanner, file: &Planned) -> Box<dyn Scan + 'a> {
    scanner.begin(&file.path, Some(file.entry.size))
}

/// A large file while it passes.
struct Passing<'a> {
    formats: Option<Following<'a>>,
    scan: Option<Box<dyn Scan + 'a>>,
}

impl Examination for Passing<'_> {
    fn update(&mut self, bytes: &[u8]) {
        if let Some(formats) = &mut self.formats {
            formats.follower.update(bytes);
        }
        if let Some(scan) = &mut self.scan {
            scan.update(bytes);
        }
    }

    fn finish(self: Box<Self>) -> Examined {
        Examined {
            known: self.formats.map(|formats| Box::new(formats.finish())),
            verdict: self.scan.map(Scan::finish),
        }
    }
}

/// Recognises formats by a registry.
struct Formats {
    registry: Arc<Registry>,
}

impl Formats {
    fn new(registry: Arc<Registry>) -> Self {
        Self { registry }
    }

    fn known(&self, found: &Identification, looked: &Characteristics) -> Known {
        let unknown = looked.is_empty() && looked.state == State::NotLooked(Unseen::UnknownKind);
        let state = if unknown { "" } else { looked.state.as_str() };
        let format = |id: &_| {
            let format = self.registry.format(*id);
            KnownFormat {
                puid: format.puid.clone(),
                name: format.name.clone(),
                version: format.version.clone(),
                mime: format.usual_mime().to_owned(),
            }
        };
        Known {
            formats: found.formats.iter().map(format).collect(),
            basis: found.basis.as_str().to_owned(),
            warnings: found.warnings().map(|warning| warning.as_str().to_owned()).collect(),
            characteristics: looked.pairs().map(|(name, value)| (name.to_owned(), value)).collect(),
            state: state.to_owned(),
            reason: looked.state.reason().filter(|_| !unknown).map(str::to_owned),
        }
    }

    fn small(&self, file: &Planned, content: &[u8]) -> Known {
        self.known(&self.registry.identify(&file.path, content), &characterise_slice(content))
    }

    fn large(&self, file: &Planned) -> Following<'_> {
        let follower = Follower::new(&self.registry);
        Following { formats: self, follower, name: file.path.clone() }
    }
}

/// The format of a large file while it passes.
struct Following<'a> {
    formats: &'a Formats,
    follower: Follower<'a>,
    name: String,
}

impl Following<'_> {
    fn finish(mut self) -> Known {
        let found = self.follower.finish(&self.name);
        self.formats.known(&found, &characterise(self.follower.window()))
    }
}
