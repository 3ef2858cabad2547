//! The table of formats of an installation: PRONOM's signature files where they were installed,
//! else the table of the archive itself.

use super::Archive;
use crate::error::{Error, Result};
use crate::finding::codes::fmt;
use crate::format::Registry;
use crate::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the files stand in an installation.
const FOLDER: &str = "formats";
const SIGNATURES: &str = "signatures.xml";
const CONTAINERS: &str = "containers.xml";
/// Largest file taken, in bytes.
const FILE_BYTES: u64 = 64 << 20;
/// How much of a file is looked at to tell which one it is, in bytes.
const BEGINNING: usize = 4 << 10;

/// The files of PRONOM that the installation in a folder has installed: name and place.
pub(crate) fn format_files(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    let files = [SIGNATURES, CONTAINERS].map(|name| (name, folder.join(FOLDER).join(name)));
    files.into_iter().filter(|(_, path)| fs::exists(path)).collect()
}

/// The table that the installation in a folder has installed, where it has one.
pub fn installed_formats(folder: &Path) -> Result<Option<Registry>> {
    let folder = folder.join(FOLDER);
    let (signatures, containers) = (folder.join(SIGNATURES), folder.join(CONTAINERS));
    if !fs::exists(&signatures) {
        return Ok(None);
    }
    let containers = fs::exists(&containers).then_some(containers);
    Registry::open(&signatures, containers.as_deref()).map(Some)
}

/// The table in use: the one installed, else the one built in.
pub(super) fn registry(folder: &Path) -> Result<Arc<Registry>> {
    let installed = installed_formats(folder)
        .map_err(|error| Error::new(&fmt::NOT_USABLE).with_reason(&error).because(error))?;
    Ok(installed.map_or_else(Registry::builtin, Arc::new))
}

impl Archive {
    /// Verifies DROID's signature file, its container file, or both, and installs them unless
    /// `only_try` is set. What is not given stays as it is.
    pub fn update_formats(&self, files: &[PathBuf], only_try: bool) -> Result<Registry> {
        let folder = self.folder().join(FOLDER);
        let (mut signatures, mut containers) = (None, None);
        for path in files {
            let place = if is_containers(path)? { &mut containers } else { &mut signatures };
            *place = Some(path.as_path());
        }
        let kept = |name: &str| Some(folder.join(name)).filter(|path| fs::exists(path));
        let Some(first) = signatures.map(Path::to_owned).or_else(|| kept(SIGNATURES)) else {
            let path = containers.unwrap_or(Path::new(""));
            return Err(Error::new(&fmt::NO_SIGNATURES).at(path.display().to_string()));
        };
        let second = containers.map(Path::to_owned).or_else(|| kept(CONTAINERS));
        let registry = Registry::open(&first, second.as_deref())?;
        if !only_try {
            fs::create_folders_durably(&folder)?;
            install(signatures, &folder.join(SIGNATURES))?;
            install(containers, &folder.join(CONTAINERS))?;
        }
        Ok(registry)
    }
}

fn install(from: Option<&Path>, to: &Path) -> Result<()> {
    let Some(from) = from else { return Ok(()) };
    Ok(fs::replace_durably(to, &fs::read(from, FILE_BYTES)?)?)
}

/// Which of the two files it seems to be; reading it shows whether it is.
fn is_containers(path: &Path) -> Result<bool> {
    let bytes = fs::read(path, FILE_BYTES)?;
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let name = b"<ContainerSignatureMapping";
    Ok(beginning.windows(name.len()).any(|window| window == name))
}
