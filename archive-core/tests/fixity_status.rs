//! The state of copies costs the same memory however many packages and damages there are.
//!
//! A test binary of its own: it measures the memory of its process.
#![cfg(all(target_os = "linux", feature = "installation"))]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::aip::AipId;
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::catalog::{Catalog, Checked, Damage, DamageState, FixityRun, NewVersion};
use archive_core::clock::Clock;
use archive_core::digest::{Algorithm, Hasher};
use archive_core::{fixity, fs};
use std::io::Write as _;
use std::path::Path;

const PACKAGES: usize = 100_000;
const BATCH: usize = 1_000;
const TIME: &str = "2026-01-01T00:00:00Z";
/// What may be held beside the answer: the cache of the database and one page, in bytes.
const ALLOWED: u64 = 8 << 20;

fn record(catalog: &Catalog, ids: &[AipId]) {
    let digest = Hasher::digest(Algorithm::Sha512, b"");
    let version = |id: &AipId| NewVersion {
        aip: *id,
        version: 1,
        received: 1,
        created: TIME.parse().unwrap(),
        kind: "folder",
        container: "dir",
        source_name: "Akte",
        title: "Akte",
        files: 1,
        bytes: 1,
        fingerprint: digest,
        payload_fingerprint: digest,
        inventory: digest,
        description: &[],
        empty_folders: &[],
        confirmed: &[],
        content: &|_| Ok(()),
        file_rows: &|_| Ok(()),
    };
    let versions: Vec<_> = ids.iter().map(version).collect();
    catalog.record(&versions).unwrap();
}

/// A check that found a damaged file in every package.
fn damage(catalog: &Catalog, ids: &[AipId]) {
    let checks = ids.iter().map(|id| Checked {
        aip: *id,
        copy: "main".into(),
        finished: Some(TIME.into()),
        cursor: None,
        good: false,
    });
    let damages = ids.iter().map(|id| Damage {
        copy: "main".into(),
        aip: Some(*id),
        path: format!("holdings/000/000/000/{}/v1/content/0000/0000", id.uuid()),
        state: DamageState::Corrupt,
        found: TIME.into(),
        files: vec!["representations/original/data/Bescheid.pdf".into()],
    });
    let run = FixityRun {
        run: uuid::Uuid::from_u128(1),
        copy: "main".into(),
        begun: TIME.into(),
        ended: None,
        packages: 0,
        files: 0,
        bytes: 0,
        damaged: 0,
    };
    let (checks, damages): (Vec<_>, Vec<_>) = (checks.collect(), damages.collect());
    catalog.record_fixity(&run, &checks, &damages, false).unwrap();
}

fn fabricate(tenant: &TenantArchive) {
    for _ in 0..PACKAGES / BATCH {
        let ids: Vec<_> = (0..BATCH).map(|_| AipId::new(Clock::System)).collect();
        record(tenant.catalog(), &ids);
        damage(tenant.catalog(), &ids);
    }
}

/// By how much the memory of this process rises at its highest while something is done, in bytes.
fn rise<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let of = |key: &str| {
        let status = fs::read(Path::new("/proc/self/status"), 1 << 20).unwrap();
        let status = String::from_utf8(status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    };
    let mut reset = fs::append(Path::new("/proc/self/clear_refs")).unwrap();
    reset.write_all(b"5").unwrap();
    let before = of("VmRSS:");
    let done = work();
    (done, of("VmHWM:").saturating_sub(before))
}

#[test]
fn the_state_of_copies_needs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::create(folder.path(), &Founding::default(), Clock::System).unwrap();
    let id = "chemnitz".parse().unwrap();
    archive.add_tenant(&id, "Stadt Chemnitz", None).unwrap();
    let tenant = archive.tenant(&id).unwrap();
    fabricate(&tenant);
    let mut told = 0;
    let (status, needed) = rise(|| {
        let status = fixity::status(&tenant).unwrap();
        tenant
            .catalog()
            .each_damage(&mut |damage| {
                told += usize::from(damage.state == DamageState::Corrupt);
                Ok(())
            })
            .unwrap();
        status
    });
    let state = &status[0];
    assert_eq!((state.coverage.packages, state.open_damage), (PACKAGES as u64, PACKAGES as u64));
    assert_eq!((state.coverage.damaged, state.never_checked()), (PACKAGES as u64, 0));
    assert_eq!(told, PACKAGES);
    assert!(needed < ALLOWED, "{needed} bytes");
    let (all, held) = rise(|| tenant.catalog().open_damage().unwrap());
    assert!(held > 2 * ALLOWED, "the measure does not see {} damages: {held} bytes", all.len());
}
