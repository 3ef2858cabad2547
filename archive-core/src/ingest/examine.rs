//! Looking at files while they are read: formats and characteristics, in the one pass.

use crate::format::characterise::{Characteristics, State, Unseen};
use crate::format::{Follower, Identification, Known, KnownFormat, Registry};
use crate::format::{characterise, characterise_slice};
use crate::package::Planned;
use crate::package::reading::{Examination, Examiner};
use std::sync::Arc;

/// Recognises formats by a registry.
pub struct Formats {
    registry: Arc<Registry>,
}

impl Formats {
    /// Recognition by this registry.
    pub fn new(registry: Arc<Registry>) -> Self {
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
}

impl Examiner for Formats {
    fn small(&self, file: &Planned, content: &[u8]) -> Known {
        self.known(&self.registry.identify(&file.path, content), &characterise_slice(content))
    }

    fn large(&self, file: &Planned) -> Box<dyn Examination + '_> {
        let follower = Follower::new(&self.registry);
        Box::new(Following { formats: self, follower, name: file.path.clone() })
    }
}

/// A large file while it passes.
struct Following<'a> {
    formats: &'a Formats,
    follower: Follower<'a>,
    name: String,
}

impl Examination for Following<'_> {
    fn update(&mut self, bytes: &[u8]) {
        self.follower.update(bytes);
    }

    fn finish(mut self: Box<Self>) -> Known {
        let found = self.follower.finish(&self.name);
        self.formats.known(&found, &characterise(self.follower.window()))
    }
}
