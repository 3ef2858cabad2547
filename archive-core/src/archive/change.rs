//! Changing which copies an installation has. Only this module writes `archive.toml` after it was
//! made.

use super::places::{installation, open_store};
use super::{Archive, Lock};
use crate::config::{self, CopySection, edit};
use crate::error::{Error, Result};
use crate::finding::codes::cpy;
use crate::fs;
use crate::store::StorageCopy;

impl Archive {
    /// Adds a copy, empty and not required: it is filled by [`crate::copies::sync()`]. Its place is
    /// proven to create conditionally, and made where it is a folder. A copy that was added before
    /// with the same name and URL is left as it is, so that an interrupted call can be repeated.
    ///
    /// Fails with `E-CPY-008` where the name is taken, or was by a copy that is spoken of still.
    /// Gives the installation, opened anew.
    pub fn add_copy(&self, section: &CopySection) -> Result<Self> {
        let _lock = self.change_lock()?;
        let known = self.config.copies.iter().find(|copy| copy.name == section.name);
        if known.is_some_and(|known| known.url == section.url) {
            return Self::open(&self.folder, self.clock);
        }
        if known.is_some() || self.is_spoken_of(&section.name)? {
            return Err(Error::new(&cpy::NAME_TAKEN).with("copy", &section.name));
        }
        let section = CopySection { required: false, ..section.clone() };
        let text = edit::with_copy(&self.text()?, &section)?;
        let store = open_store(&self.folder, &section, self.clock, true)?;
        let owner = installation(&self.config);
        StorageCopy::create(store, &owner, &section.name, self.clock.now())
            .map_err(|error| error.with("copy", &section.name))?;
        self.write(&text)
    }

    /// Makes a copy required, or optional. Gives the installation, opened anew.
    pub fn require_copy(&self, name: &str, required: bool) -> Result<Self> {
        let _lock = self.change_lock()?;
        self.copy(name)?;
        self.write(&edit::with_required(&self.text()?, name, required)?)
    }

    /// Takes a copy out of the configuration, and says so on the copy where it is there. Whether
    /// that may be is for [`crate::copies::retirement`] to say. Its bytes stay.
    pub fn retire_copy(&self, name: &str, reason: &str) -> Result<Self> {
        let _lock = self.change_lock()?;
        let copy = self.copy(name)?;
        let text = edit::without_copy(&self.text()?, name)?;
        // A medium that is lost cannot be told; the configuration counts.
        if let Err(error) = copy.retire(self.clock.now(), reason) {
            tracing::warn!(copy = name, %error, "the copy itself does not know that it is retired");
        }
        self.write(&text)
    }

    fn change_lock(&self) -> Result<Lock> {
        self.locks().take("config", self.wait)
    }

    /// Whether receipts or checks of any tenant speak of a copy of this name.
    fn is_spoken_of(&self, name: &str) -> Result<bool> {
        for row in self.tenants()? {
            if self.tenant(&row.id)?.catalog().copies()?.iter().any(|known| known == name) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn text(&self) -> Result<String> {
        let bytes = fs::read(&self.folder.join(config::FILE), config::FILE_BYTES)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn write(&self, text: &str) -> Result<Self> {
        fs::replace_durably(&self.folder.join(config::FILE), text.as_bytes())?;
        let changed = Self::open(&self.folder, self.clock)?.waiting(self.wait);
        changed.keep_config()?;
        Ok(changed)
    }
}
