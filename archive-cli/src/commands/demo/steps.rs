//! The steps of the demonstration, in their order. Each does its work through the core, as the
//! command that it names does, and says what came of it.

use super::tale::{Done, Tale, Trouble, Why, done, quoted, unexpected, words};
use crate::output::text::both;
use archive_core::access::{Export, export};
use archive_core::aip::StoredFile;
use archive_core::aip::{AipId, layout};
use archive_core::archive::{Archive, Founding, TenantArchive, TenantCopy};
use archive_core::catalog::{Catalog, Damage};
use archive_core::clock::Clock;
use archive_core::finding::Lang;
use archive_core::fixity::{self, RunOptions, Silent};
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::Area;
use archive_core::package::reading::Progress;
use archive_core::rebuild::rebuild;
use archive_core::store::proof::Pace;
use archive_core::{Error, fs};
use archive_fixtures::{bad, write_good};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

/// The copies.
const COPIES: [&str; 2] = ["first", "second"];
/// The tenants.
const TENANTS: [(&str, &str); 2] =
    [("chemnitz", "Stadt Chemnitz"), ("limbach", "Stadt Limbach-Oberfrohna")];
/// A sample of each kind, and the tenant it belongs to: a bag, a folder, a single file, and small
/// files that go into a bundle.
const SAMPLES: [(usize, &str); 5] = [
    (0, "council-minutes.zip"),
    (0, "building-file"),
    (0, "notices-tgz.tgz"),
    (1, "bag-1.0-tar.tar"),
    (1, "registers/Gewerberegister.csv"),
];
/// The sample whose files stand in a bundle.
const BUNDLED: &str = "notices-tgz.tgz";
/// The file that is handed out of it, and damaged.
const NOTICE: &str = "2025-03/Gewerbeanmeldung 0002.txt";
/// The bad sample: the code it must raise, and which of the cases with that code.
const BAD: (&str, &str) = ("E-BAG-012", "digest_mismatch");
/// A word that stands in the minutes.
const WORD: &str = "Niederschrift";
/// Threads of one package or check.
const THREADS: usize = 2;

/// Runs every step in a folder that is there and empty.
pub fn run(tale: &mut Tale<'_>, folder: &Path) -> Result<(), Trouble> {
    let bad = tale.step(both("samples", "Beispiele"), || samples(folder))?;
    let archive = tale.step(both("installation", "Installation"), || found(folder))?;
    let [first, second] = tale.step(both("tenants", "Mandanten"), || add_tenants(&archive))?;
    let mut notices = None;
    for (owner, sample) in SAMPLES {
        let tenant = if owner == 0 { &first } else { &second };
        let aip = tale.step(both("ingest", "Übernahme"), || ingest(folder, tenant, sample))?;
        notices = if sample == BUNDLED { Some(aip) } else { notices };
    }
    let notices = notices.expect("the bundled sample is one of the samples");
    tale.step(both("rejection", "Zurückweisung"), || reject(folder, &first, &bad))?;
    tale.step(both("duplicate", "Dublette"), || duplicate(folder, &first))?;
    tale.step(both("search", "Suche"), || search([&first, &second]))?;
    let file = tale.step(both("export", "Ausgabe"), || hand_out(folder, &first, notices))?;
    let spot =
        tale.step(both("damage", "Beschädigung"), || spoil(folder, &first, notices, &file))?;
    tale.step(both("damaged check", "Prüfung mit Schaden"), || find_damage(&first, &spot))?;
    tale.step(both("rebuild", "Wiederaufbau"), || rebuild_aside(folder, [&first, &second]))?;
    tale.step(both("restoration", "Rücknahme"), || mend(&spot))?;
    tale.step(both("clean check", "Prüfung ohne Schaden"), || check_clean([&first, &second]))
}

/// Writes the samples. Gives the path of the bad one, relative to the folder.
fn samples(folder: &Path) -> Result<Done<PathBuf>, Why> {
    let good = write_good(&folder.join("samples"))?.len();
    let case = bad::cases().into_iter().find(|case| (case.code, case.slug) == BAD);
    let case = case.expect("the bad sample is one of the cases");
    let place = folder.join("samples-bad");
    fs::create_folders(&place)?;
    let path = (case.make)(true).write(&place, "abgabe")?;
    let path = path.strip_prefix(folder).unwrap_or(&path).to_owned();
    let place = folder.display();
    let told = words(
        format!("Wrote {good} good samples and a bad one into {place}."),
        format!("{good} gute Beispiele und ein fehlerhaftes liegen in {place}."),
    );
    Ok(done(path, told, format!("cd {}\nls samples samples-bad", quoted(&place.to_string()))))
}

fn found(folder: &Path) -> Result<Done<Archive>, Why> {
    let copies = COPIES.map(|name| (name.to_owned(), format!("copies/{name}"))).to_vec();
    let option = |(name, url): &(String, String)| format!(" --copy {name}={url}");
    let options: String = copies.iter().map(option).collect();
    let founding = Founding { name: Some("Demonstration".to_owned()), copies };
    let archive = Archive::create(folder, &founding, Clock::System)?;
    let [first, second] = COPIES;
    let told = words(
        format!("Made an archive with two copies, {first} and {second}."),
        format!("Ein Archiv mit zwei Kopien ist angelegt: {first} und {second}."),
    );
    Ok(done(archive, told, format!("archive init . --name Demonstration{options}")))
}

fn add_tenants(archive: &Archive) -> Result<Done<[TenantArchive; 2]>, Why> {
    let mut commands = Vec::new();
    let mut add = |(id, name): (&str, &str)| -> Result<TenantArchive, Error> {
        let tenant = crate::context::tenant_id(id)?;
        archive.add_tenant(&tenant, name, None)?;
        commands.push(format!("archive tenant add {id} --name {}", quoted(name)));
        archive.tenant(&tenant)
    };
    let tenants = [add(TENANTS[0])?, add(TENANTS[1])?];
    let [(_, first), (_, second)] = TENANTS;
    let told = words(
        format!("Added two tenants, {first} and {second}; neither sees the other's packages."),
        format!(
            "Zwei Mandanten sind angelegt: {first} und {second}; keiner sieht die Pakete des \
                 anderen."
        ),
    );
    Ok(done(tenants, told, commands.join("\n")))
}

/// Gives a package to a tenant.
fn give(tenant: &TenantArchive, path: &Path) -> Result<Outcome, Error> {
    let request = Request { threads: THREADS, ..Request::default() };
    Ok(Session::open(tenant)?.ingest(path, &request, &Progress::default()))
}

fn ingest_command(tenant: &TenantArchive, path: &str) -> String {
    format!("archive ingest {} --tenant {}", quoted(path), tenant.id())
}

/// What came of a package instead of what was announced.
fn other_outcome(outcome: &Outcome) -> Why {
    let message = |lang| {
        let all = outcome.findings.iter();
        let all = all.map(|finding| format!(" [{}] {}", finding.code.id, finding.message(lang)));
        format!(
            "{}: {}.{}",
            outcome.path.display(),
            outcome.status.as_str(),
            all.collect::<String>()
        )
    };
    unexpected(message(Lang::En), message(Lang::De))
}

fn ingest(folder: &Path, tenant: &TenantArchive, name: &str) -> Result<Done<AipId>, Why> {
    let path = format!("samples/{name}");
    let outcome = give(tenant, &folder.join(&path))?;
    let whole = outcome.status == Status::Stored && outcome.copies.len() == COPIES.len();
    let Some(aip) = outcome.aip.filter(|_| whole) else { return Err(other_outcome(&outcome)) };
    let kind = outcome.kind.map_or("-", |kind| kind.as_str());
    let (who, files, copies) = (tenant.name(), outcome.files, outcome.copies.len());
    let told = words(
        format!(
            "Stored {name} ({kind}, files: {files}) for {who} on {copies} copies, read back \
                 and confirmed."
        ),
        format!(
            "{name} ({kind}, Dateien: {files}) ist für {who} auf {copies} Kopien gespeichert, \
                 zurückgelesen und bestätigt."
        ),
    );
    Ok(done(aip, told, ingest_command(tenant, &path)))
}

fn reject(folder: &Path, tenant: &TenantArchive, bad: &Path) -> Result<Done<()>, Why> {
    let outcome = give(tenant, &folder.join(bad))?;
    let finding = outcome.findings.iter().find(|finding| finding.code.id == BAD.0);
    let Some(finding) = finding.filter(|_| outcome.status == Status::Rejected) else {
        return Err(other_outcome(&outcome));
    };
    let (code, bad) = (finding.code.id, bad.display().to_string());
    let (title, at) = (finding.code.title, finding.path.as_deref().unwrap_or("-"));
    let told = words(
        format!("Rejected {bad}: {code}, {}, at {at}.", title.get(Lang::En)),
        format!("{bad} ist zurückgewiesen: {code}, {}, bei {at}.", title.get(Lang::De)),
    );
    let command = format!("{}\narchive explain {code}", ingest_command(tenant, &bad));
    Ok(done((), told, command))
}

fn duplicate(folder: &Path, tenant: &TenantArchive) -> Result<Done<()>, Why> {
    let (_, name) = SAMPLES[0];
    let path = format!("samples/{name}");
    let before = tenant.catalog().summary()?;
    let outcome = give(tenant, &folder.join(&path))?;
    let nothing_new = tenant.catalog().summary()? == before;
    let known = outcome.status == Status::Duplicate && nothing_new;
    let Some(aip) = outcome.aip.filter(|_| known) else { return Err(other_outcome(&outcome)) };
    let told = words(
        format!("Recognised {name} as a duplicate of {aip}; nothing was stored twice."),
        format!("{name} ist als Dublette von {aip} erkannt; nichts wurde doppelt gespeichert."),
    );
    Ok(done((), told, ingest_command(tenant, &path)))
}

fn search([first, second]: [&TenantArchive; 2]) -> Result<Done<()>, Why> {
    let hits = first.catalog().search(WORD, 100)?;
    let ids = |tenant: &TenantArchive| -> Result<Vec<AipId>, Error> {
        Ok(tenant.catalog().list(None, 100)?.into_iter().map(|row| row.aip).collect())
    };
    let (own, foreign) = (ids(first)?, ids(second)?);
    let theirs = |row: &archive_core::catalog::PackageRow| {
        own.contains(&row.aip) && !foreign.contains(&row.aip)
    };
    let Some(hit) = hits.first().filter(|_| hits.iter().all(theirs)) else {
        let count = hits.len();
        return Err(unexpected(
            format!("{count} packages were found, or one of another tenant."),
            format!("Gefunden wurden {count} Pakete oder eines eines anderen Mandanten."),
        ));
    };
    let (count, title, who) = (hits.len(), &hit.title, first.name());
    let told = words(
        format!("Searched {who} for {WORD}: {count} found, the first is “{title}”."),
        format!("Suche bei {who} nach {WORD}: {count} gefunden, zuerst „{title}“."),
    );
    Ok(done((), told, format!("archive search {WORD} --tenant {}", first.id())))
}

fn hand_out(folder: &Path, tenant: &TenantArchive, aip: AipId) -> Result<Done<StoredFile>, Why> {
    let file = tenant.catalog().file(aip, 1, Area::Original, NOTICE)?;
    let request =
        Export { path: Some(NOTICE.to_owned()), ..Export::files(aip, folder.join("out")) };
    let exported = export(tenant, &request, &())?;
    let Some(bundle) = file.bundle.filter(|_| (exported.files, exported.bytes) == (1, file.size))
    else {
        let files = exported.files;
        return Err(unexpected(
            format!("{files} files were handed out, or none from a bundle."),
            format!("Ausgegeben wurden {files} Dateien, oder keine aus einem Bündel."),
        ));
    };
    let place = exported.folder.strip_prefix(folder).unwrap_or(&exported.folder).display();
    let told = words(
        format!("Handed out {NOTICE} ({} bytes) from bundle {bundle} into {place}.", file.size),
        format!("{NOTICE} ({} Bytes) aus Bündel {bundle} liegt in {place}.", file.size),
    );
    let (path, id) = (quoted(NOTICE), tenant.id());
    let command = format!("archive export {aip} --path {path} --to out --tenant {id}");
    Ok(done(file, told, command))
}

/// A damaged byte: where it is, and who must notice.
struct Spot {
    /// The file on the copy, and its path from the folder of the demonstration.
    path: PathBuf,
    shown: String,
    /// Its path below the tenant, as the check names it.
    key: String,
    offset: u64,
    aip: AipId,
}

/// Inverts a byte in the middle of a bundled file, on the first copy.
fn spoil(
    folder: &Path,
    tenant: &TenantArchive,
    aip: AipId,
    file: &StoredFile,
) -> Result<Done<Spot>, Why> {
    let copy = copy(tenant, COPIES[0])?;
    let root = copy.holdings.object_key(&aip.to_string());
    let content = layout::content_path(file.content_version, file.content_ordinal);
    let key = format!("{}/{content}", root.as_str());
    let shown = format!("copies/{}/{}/{key}", copy.name, tenant.id());
    let (path, offset) = (folder.join(&shown), file.offset + file.size / 2);
    let byte = fs::invert_byte(&path, offset)?;
    let told = words(
        format!("Damaged one byte of {NOTICE} inside its bundle, on the copy {} only.", copy.name),
        format!(
            "Ein Byte von {NOTICE} in seinem Bündel ist beschädigt, nur auf der Kopie {}.",
            copy.name
        ),
    );
    let command = write_byte(byte, &shown, offset);
    Ok(done(Spot { path, shown, key, offset, aip }, told, command))
}

/// The command that writes one byte into a file.
fn write_byte(byte: u8, path: &str, offset: u64) -> String {
    format!("printf '\\{byte:03o}' | dd of={path} bs=1 seek={offset} conv=notrunc status=none")
}

fn copy<'t>(tenant: &'t TenantArchive, name: &str) -> Result<&'t TenantCopy, Why> {
    let found = tenant.copies().iter().find(|copy| copy.name == name);
    found.ok_or_else(|| {
        unexpected(
            format!("The copy {name} is not there."),
            format!("Die Kopie {name} ist nicht da."),
        )
    })
}

/// Checks everything of a tenant. Gives the open damage, and how many files were read.
fn check(tenant: &TenantArchive) -> Result<(Vec<Damage>, u64), Error> {
    let options = RunOptions { threads: THREADS, ..RunOptions::default() };
    let summary = fixity::run(tenant, &options, &Silent, &Pace::default())?;
    let files = summary.copies.iter().map(|copy| copy.files).sum();
    Ok((tenant.catalog().open_damage()?, files))
}

fn check_command(tenant: &TenantArchive) -> String {
    format!("archive fixity run --tenant {}", tenant.id())
}

fn find_damage(tenant: &TenantArchive, spot: &Spot) -> Result<Done<()>, Why> {
    let (open, read) = check(tenant)?;
    let matching = |damage: &Damage| {
        let place = (damage.copy.as_str(), damage.aip, damage.path.as_str());
        place == (COPIES[0], Some(spot.aip), spot.key.as_str()) && damage.files == [NOTICE]
    };
    let [damage] = &open[..] else { return Err(other_damage(&open)) };
    if !matching(damage) {
        return Err(other_damage(&open));
    }
    let code = fixity::damage_finding(damage).code;
    let (id, copy) = (code.id, &damage.copy);
    let told = words(
        format!(
            "The integrity check read {read} files on both copies and found one damaged: {id}, \
             {}, copy {copy}, {NOTICE}.",
            code.title.get(Lang::En)
        ),
        format!(
            "Die Prüfung hat {read} Dateien auf beiden Kopien gelesen und eine beschädigte \
             gefunden: {id}, {}, Kopie {copy}, {NOTICE}.",
            code.title.get(Lang::De)
        ),
    );
    Ok(done((), told, check_command(tenant)))
}

/// Other damage was found than was done.
fn other_damage(open: &[Damage]) -> Why {
    let one = |damage: &Damage| format!(" {}: {} {:?}", damage.copy, damage.path, damage.files);
    let all: String = open.iter().map(one).collect();
    let count = open.len();
    unexpected(
        format!("The check knows {count} damaged files:{all}"),
        format!("Die Prüfung kennt {count} beschädigte Dateien:{all}"),
    )
}

/// Rebuilds the catalogs into fresh files from the second copy, and compares them.
fn rebuild_aside(folder: &Path, tenants: [&TenantArchive; 2]) -> Result<Done<()>, Why> {
    let name = COPIES[1];
    let mut commands = Vec::new();
    let mut packages = 0;
    for tenant in tenants {
        let copy = copy(tenant, name)?;
        let fresh = Catalog::create(&folder.join(format!("rebuilt-{}.sqlite", tenant.id())))?;
        let rebuilt = rebuild(copy, &fresh, THREADS, &AtomicUsize::new(0))?;
        if !rebuilt.failed.is_empty() || dump(&fresh)? != dump(tenant.catalog())? {
            let id = tenant.id();
            return Err(unexpected(
                format!("The rebuilt catalog of {id} differs from the one in use."),
                format!("Der wiederaufgebaute Katalog von {id} weicht vom benutzten ab."),
            ));
        }
        packages += rebuilt.packages;
        commands.push(format!("archive rebuild --from-copy {name} --tenant {}", tenant.id()));
    }
    let told = words(
        format!(
            "Rebuilt both catalogs from the copy {name} alone, beside those in use: \
                 {packages} packages, the same to the last character."
        ),
        format!(
            "Beide Kataloge sind allein aus der Kopie {name} wiederaufgebaut, neben den \
                 benutzten: {packages} Pakete, gleich bis aufs letzte Zeichen."
        ),
    );
    Ok(done((), told, commands.join("\n")))
}

/// All that a catalog knows.
fn dump(catalog: &Catalog) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    catalog.dump(&mut out)?;
    Ok(out)
}

fn mend(spot: &Spot) -> Result<Done<()>, Why> {
    let byte = fs::invert_byte(&spot.path, spot.offset)?;
    let told = words(
        "Put the byte back: repair from the good copy and the ledger are not part of this build \
         yet.",
        "Das Byte ist zurückgesetzt: Reparatur aus der guten Kopie und Protokoll gehören noch \
         nicht zu dieser Fassung.",
    );
    Ok(done((), told, write_byte(byte, &spot.shown, spot.offset)))
}

fn check_clean(tenants: [&TenantArchive; 2]) -> Result<Done<()>, Why> {
    let mut files = 0;
    for tenant in tenants {
        let (open, read) = check(tenant)?;
        if !open.is_empty() || read == 0 {
            return Err(other_damage(&open));
        }
        files += read;
    }
    let told = words(
        format!("The integrity check of both tenants is clean: {files} files read, no damage."),
        format!(
            "Die Prüfung beider Mandanten ist ohne Befund: {files} Dateien gelesen, kein \
                 Schaden."
        ),
    );
    Ok(done((), told, tenants.map(check_command).join("\n")))
}
