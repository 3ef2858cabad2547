//! The root itself: its own files are always the same; the record of the tenant comes from another
//! copy that has it whole.

use super::good::{Candidate, Wanted};
use super::package::{restore, sha512, stray};
use super::{Outcome, Repair};
use crate::archive::TenantCopy;
use crate::catalog::Damage;
use crate::error::Result;
use crate::finding::codes::fix;
use crate::finding::{Class, Finding};
use crate::store::Key;

/// The record of the tenant.
const RECORD: &str = "tenant.json";

/// Repairs what is damaged outside every package.
pub(super) fn repair(work: &mut Repair<'_>, damages: &[Damage]) -> Result<()> {
    for damage in damages {
        let outcome = match one(work, damage) {
            Err(error) if error.class() != Class::Space => {
                Outcome::Left(error.finding().clone().with("copy", &damage.copy))
            }
            outcome => outcome?,
        };
        work.settle(damage, &outcome);
    }
    Ok(())
}

fn one(work: &mut Repair<'_>, damage: &Damage) -> Result<Outcome> {
    let Some(copy) = work.copy(&damage.copy).cloned() else {
        return Ok(Outcome::Left(Finding::new(&fix::COPY_GONE).with("copy", &damage.copy)));
    };
    let Ok(key) = Key::new(damage.path.as_str()) else { return stray(work, &copy, damage) };
    let bytes = if key.as_str() == RECORD { record(work, &copy) } else { own_file(&copy, &key) };
    let Some(bytes) = bytes else { return stray(work, &copy, damage) };
    let wanted = Wanted { size: Some(bytes.len() as u64), digest: sha512(&bytes) };
    restore(work, &copy, damage, &key, wanted, &[Candidate::of_bytes(&key, bytes)])
}

fn own_file(copy: &TenantCopy, key: &Key) -> Option<Vec<u8>> {
    copy.holdings.own_files().into_iter().find(|(own, _)| own == key).map(|(_, bytes)| bytes)
}

/// The record with the most versions that any other copy has.
fn record(work: &Repair<'_>, damaged: &TenantCopy) -> Option<Vec<u8>> {
    let others = work.scene.copies.iter().filter(|copy| copy.name != damaged.name);
    let records = others.filter_map(|copy| copy.folder.record().ok().flatten());
    let newest = records.max_by_key(|record| record.versions.len())?;
    Some(crate::store::record_bytes(&newest))
}
