//! How fast a check reads: `fixity_speed FOLDER PACKAGES FILES BYTES [medium]` makes an archive
//! of so many packages with so many files of that size, once, and then checks it.
#![expect(clippy::print_stdout, reason = "it is a program")]

use archive_core::Result;
use archive_core::aip::StoredContent;
use archive_core::aip::{AipId, layout::content_path};
use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::catalog::NewVersion;
use archive_core::clock::Clock;
use archive_core::digest::{Algorithm, Digest, Hasher};
use archive_core::fixity::{RunOptions, Silent, run};
use archive_core::ocfl::inventory::{self, InventoryWriter, VersionFacts};
use archive_core::store::{Key, Store, proof::Pace};
use std::io::Write;
use std::path::Path;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(1);
    let folder = Path::new(arguments.first().map_or("bench-archive", String::as_str));
    let tenant = "bench".parse().expect("a fixed id");
    if !archive_core::fs::exists(folder) {
        let archive = Archive::create(folder, &Founding::default(), Clock::System)?;
        archive.add_tenant(&tenant, "Bench", None)?;
        let tenant = archive.tenant(&tenant)?;
        for seed in 0..number(1) {
            store(&tenant, seed, number(2), number(3))?;
        }
    }
    let archive = Archive::open(folder, Clock::System)?;
    let tenant = archive.tenant(&tenant)?;
    let from_medium = arguments.get(4).is_some_and(|word| word == "medium");
    let options = RunOptions { from_medium, ..RunOptions::default() };
    let summary = run(&tenant, &options, &Silent, &Pace::default())?;
    for copy in &summary.copies {
        println!(
            "{:.3} s: {} packages, {} files, {} bytes, {} damaged, {}",
            copy.elapsed.as_secs_f64(),
            copy.packages(),
            copy.files,
            copy.bytes,
            copy.damaged(),
            copy.read_back.as_str()
        );
    }
    Ok(())
}

/// Bytes that do not repeat and cost little to make.
fn fill(buffer: &mut [u8], mut state: u64) {
    for chunk in buffer.chunks_mut(8) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let word = (state ^ state >> 29).to_le_bytes();
        chunk.copy_from_slice(&word[..chunk.len()]);
    }
}

fn store(tenant: &TenantArchive, seed: u64, files: u64, size: u64) -> Result<()> {
    let aip = AipId::new(Clock::System);
    let id = aip.to_string();
    let copy = &tenant.copies()[0];
    let object = copy.holdings.object_key(&id);
    let stage = copy.folder.store().stage(&copy.folder.placement(object, &id, 1, "bench"))?;
    let put = |path: &str, bytes: &[u8]| -> Result<()> {
        let mut sink = stage.create(&Key::new(path).expect("a fixed form"))?;
        sink.write_all(bytes).expect("the disk takes it");
        Ok(sink.finish()?)
    };
    let mut buffer = vec![0; usize::try_from(size).expect("it fits")];
    let mut rows = Vec::new();
    for ordinal in 0..files {
        fill(&mut buffer, seed << 32 | ordinal);
        put(&content_path(1, ordinal), &buffer)?;
        let digest = Hasher::digest(Algorithm::Sha512, &buffer);
        rows.push(StoredContent { ordinal, logical: format!("f/{ordinal:06}"), size, digest });
    }
    let json = inventory_of(&id, &rows).expect("writing to memory");
    let digest = Hasher::digest(Algorithm::Sha512, &json);
    put("v1/inventory.json", &json)?;
    put("v1/inventory.json.sha512", inventory::sidecar(&digest).as_bytes())?;
    stage.sync()?;
    stage.commit()?;
    record(tenant, aip, &rows, digest)
}

fn inventory_of(id: &str, rows: &[StoredContent]) -> std::io::Result<Vec<u8>> {
    let facts = VersionFacts {
        created: "2026-01-01T00:00:00Z",
        message: "bench",
        user_name: "bench",
        user_address: "urn:bench",
    };
    let mut writer = InventoryWriter::new(Vec::new(), id, Algorithm::Sha512, 1)?;
    for row in rows {
        writer.paths(&row.digest.hex(), [content_path(1, row.ordinal).as_str()])?;
    }
    writer.begin_versions()?;
    writer.begin_version(1, &facts)?;
    for row in rows {
        writer.paths(&row.digest.hex(), [row.logical.as_str()])?;
    }
    writer.end_version()?;
    writer.finish()
}

fn record(
    tenant: &TenantArchive,
    aip: AipId,
    rows: &[StoredContent],
    digest: Digest,
) -> Result<()> {
    tenant.catalog().record(&[NewVersion {
        aip,
        version: 1,
        received: 1,
        created: "2026-01-01T00:00:00Z".parse().expect("a fixed time"),
        kind: "folder",
        container: "dir",
        source_name: "bench",
        title: "bench",
        files: rows.len() as u64,
        bytes: rows.iter().map(|row| row.size).sum(),
        fingerprint: digest,
        payload_fingerprint: digest,
        inventory: digest,
        description: &[],
        empty_folders: &[],
        confirmed: &[],
        content: &|each| rows.iter().try_for_each(&mut *each),
        file_rows: &|_| Ok(()),
    }])
}
