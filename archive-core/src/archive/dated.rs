//! Dating a tenant's ledger, and what that proves of each package.

use super::TenantArchive;
use crate::aip::AipId;
use crate::config::{AuthoritySection, Config};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::{acc, led, tsp};
use crate::finding::{Class, Finding, Findings};
use crate::fs;
use crate::ledger::checkpoint::Signed;
use crate::ledger::dated::{self, Run, Runs};
use crate::ledger::event::{Document, Event};
use crate::ledger::evidence::{EvidenceRecord, Tree};
use crate::ledger::merkle::{Head, consistency, verify_consistency};
use crate::ledger::timestamp::{Credentials, Roots, Service, Stamp, Token, date};
use crate::ledger::{FOLDER, Place, Reader, checkpoint_in};
use crate::limits::INVENTORY_BYTES;
use crate::store::Local;
use jiff::Timestamp;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[cfg(test)]
#[path = "dated_tests.rs"]
mod tests;

/// The lock of whoever dates.
const LOCK: &str = "timestamps";
/// Largest file of roots or of a password, in bytes.
const FILE_BYTES: u64 = 1 << 20;

/// Who dates the ledger, and whose word is taken.
#[derive(Debug)]
pub struct Authorities {
    /// Those that are asked, in this order.
    services: Vec<Service>,
    /// The roots of these, and of those that were asked formerly.
    roots: Roots,
    renew_before: Duration,
}

/// That a ledger was dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedRun {
    /// The size of the ledger.
    pub size: u64,
    /// Entries that attest versions and were dated for the first time.
    pub versions: usize,
    /// Older tokens that were renewed.
    pub renewed: usize,
    /// What the authority proves.
    pub stamp: Stamp,
    /// The address of the authority.
    pub authority: String,
}

/// What proves since when a version was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The evidence record (RFC 4998), in DER.
    pub record: Vec<u8>,
    /// What it dates: the inventory of the version.
    pub inventory: Vec<u8>,
    /// What its first timestamp proves.
    pub first: Stamp,
    /// What its last timestamp proves: it holds until that one's certificates end.
    pub last: Stamp,
}

impl Authorities {
    /// The authorities of an installation.
    ///
    /// # Errors
    /// Where their roots (`E-TSP-007`) or a password (`E-TSP-011`) cannot be read.
    pub fn of(config: &Config, installation: &Path) -> Result<Self> {
        let (mut services, mut roots) = (Vec::new(), Roots::default());
        for section in &config.timestamps.authorities {
            let own = roots_of(section, installation)?;
            roots.add(&own);
            if !section.retired {
                let credentials = credentials(section, installation)?;
                services.push(Service { url: section.url.clone(), roots: own, credentials });
            }
        }
        Ok(Self { services, roots, renew_before: config.timestamps.renew_before.0 })
    }

    /// What a token proves by itself.
    fn prove(&self, token: &[u8]) -> Result<Stamp> {
        let token = Token::parse(token)?;
        let imprint = *token.imprint();
        token.verify(&imprint, &self.roots)
    }

    /// Whether a token must be renewed by now. One that an authority gave shortly before its own
    /// end is renewed when half of what was left has passed: another one would end as soon.
    fn ages(&self, stamp: Stamp, now: Timestamp) -> bool {
        let soon = now.checked_add(self.renew_before).map_or(true, |then| stamp.until < then);
        soon && now.duration_since(stamp.time) >= stamp.until.duration_since(now)
    }
}

impl TenantArchive {
    /// Has the ledger dated, with everything that came in since the last time, and renews all
    /// older tokens where one of them ages or `renew` asks for it. None where nothing is new.
    /// Durable on every required copy on return. Blocks; must not be called from asynchronous code.
    ///
    /// # Errors
    /// Where no authority is configured (`E-TSP-008`), none answers (`E-TSP-001`) or a required
    /// copy is away: the next run makes up for it.
    pub fn date_ledger(
        &self,
        authorities: &Authorities,
        renew: bool,
    ) -> Result<(Option<DatedRun>, Findings)> {
        if authorities.services.is_empty() {
            return Err(Error::new(&tsp::NO_AUTHORITY));
        }
        let _alone = self.locks().take(LOCK, self.wait())?;
        let places = self.dated_places()?;
        let runs = level(&places)?;
        let (tokens, ends, findings) = self.pending(&places[0], &runs, authorities)?;
        let last = runs.keys().next_back().copied().unwrap_or(0);
        let renews = !tokens.is_empty() && (renew || ends.is_some());
        if renews && self.read_ledger(|log, _| Ok(log.size()))? == last {
            self.append(&[renewal(last, &tokens)])?;
        }
        let renewed: &[Vec<u8>] = if renews { &tokens } else { &[] };
        let Some((size, checkpoint, tree)) = self.tree_since(last, renewed)? else {
            return Ok((None, findings));
        };
        let given = date(&authorities.services, tree.root())?;
        let run = Run { size, renews, checkpoint, token: given.token };
        write(&run, &places)?;
        let versions = tree.groups() - 1 - renewed.len();
        let (stamp, authority, renewed) = (given.stamp, given.url, renewed.len());
        Ok((Some(DatedRun { size, versions, renewed, stamp, authority }), findings))
    }

    /// The evidence record of a version, which is verified.
    ///
    /// # Errors
    /// Where the ledger does not attest the version (`E-LED-010`) or was not dated since
    /// (`E-TSP-010`), or a timestamp does not hold.
    pub fn evidence(
        &self,
        authorities: &Authorities,
        aip: AipId,
        version: u32,
    ) -> Result<Evidence> {
        let places = self.dated_places()?;
        let runs = level(&places)?;
        let read = |size: u64| Run::read(&*places[0].store, size, runs[&size]);
        let (record, digest) = self.read_ledger(|log, _| {
            let (entry, digest) = self.first_word(log, aip, version)?;
            let not_dated = || {
                let error = Error::new(&tsp::NOT_DATED).with("aip", aip);
                error.with("version", version)
            };
            let (size, _) = runs.range(entry + 1..).next().ok_or_else(not_dated)?;
            let (tree, run, count) = dated_tree(log, &runs, *size, &read)?;
            let range = dated::size_before(&runs, *size)..*size;
            let group = dated::group_of(log, range, entry)?.0;
            let step = group.and_then(|group| run.step(&tree, group)).ok_or_else(not_dated)?;
            debug_assert!(group <= Some(count), "inventories stand before tokens");
            let record = EvidenceRecord::new(step).ok_or_else(not_dated)?;
            Ok((renewed(record, log, &runs, *size, &read)?, digest))
        })?;
        let inventory = self.inventory_of(aip, version, &digest)?;
        let data = |kind: Algorithm| Ok(vec![Hasher::digest(kind, &inventory)]);
        let (first, last) = record.verify(data, &authorities.roots, self.clock().now())?;
        Ok(Evidence { record: record.to_der(), inventory, first, last })
    }

    /// Verifies every timestamp on a copy: that it dates this ledger, that it holds, and that it
    /// was renewed in time. Gives what those prove that hold.
    pub fn verify_dates(
        &self,
        authorities: &Authorities,
        place: &Place,
    ) -> Result<(Vec<(u64, Stamp)>, Findings)> {
        let (mut proven, mut findings) = (Vec::new(), Findings::new());
        let Some(signed) = checkpoint_in(&*place.store)? else { return Ok((proven, findings)) };
        // What lies there beside what the state knows means nothing, and would confuse the rest.
        let state = &self.dated_places()?[0];
        let own = dated::runs(&*state.store)?;
        let (state, runs) =
            if own.is_empty() { (place, dated::runs(&*place.store)?) } else { (state, own) };
        let log = Reader::new(&*place.store, signed.checkpoint.head.size);
        for size in runs.keys() {
            // A copy that is behind gets the rest with its ledger.
            if !place.required && *size > log.size() {
                continue;
            }
            let holds = || {
                let read = |at: u64| {
                    let from = if at == *size { place } else { state };
                    Run::read(&*from.store, at, runs[&at])
                };
                let (_, run, _) = dated_tree(&log, &runs, *size, &read)?;
                let checkpoint = Signed::parse(&run.checkpoint)?;
                checkpoint.is_of(&signed.checkpoint.origin)?;
                is_part(&checkpoint.checkpoint.head, &log, &signed.checkpoint.head)?;
                let stamp = authorities.prove(&run.token)?;
                let renewal = runs.range(size + 1..).find(|(_, renews)| **renews);
                let until = match renewal {
                    Some((later, _)) => Token::parse(&read(*later)?.token)?.time(),
                    None => self.clock().now(),
                };
                if until > stamp.until {
                    let error = Error::new(&tsp::TOO_LATE);
                    return Err(error.with("until", crate::clock::rfc3339(stamp.until)));
                }
                Ok(stamp)
            };
            match holds() {
                Ok(stamp) => proven.push((*size, stamp)),
                Err(error) if error.class() == Class::Temporary => return Err(error),
                Err(error) => {
                    let finding = error.finding().clone().with("copy", &place.name);
                    findings
                        .push(finding.at(format!("{FOLDER}/{}", dated::name(*size, runs[size]))));
                }
            }
        }
        Ok((proven, findings))
    }

    /// Says whether a timestamp that nobody has renewed does not hold any more, or ages.
    pub fn ageing(&self, authorities: &Authorities) -> Result<Findings> {
        let places = self.dated_places()?;
        let runs = dated::runs(&*places[0].store)?;
        let (_, ends, mut findings) = self.pending(&places[0], &runs, authorities)?;
        if let Some(until) = ends {
            let finding = Finding::new(&tsp::AGEING).with("tenant", self.id());
            findings.push(finding.with("until", crate::clock::rfc3339(until)));
        }
        Ok(findings)
    }

    /// The tokens that nobody has renewed, when the first of those that age ends, and what does
    /// not hold.
    fn pending(
        &self,
        place: &Place,
        runs: &Runs,
        authorities: &Authorities,
    ) -> Result<(Vec<Vec<u8>>, Option<Timestamp>, Findings)> {
        let (mut tokens, mut findings) = (Vec::new(), Findings::new());
        let (now, mut ends) = (self.clock().now(), None);
        for size in dated::pending(runs, u64::MAX) {
            let run = Run::read(&*place.store, size, runs[&size])?;
            match authorities.prove(&run.token) {
                Ok(stamp) if authorities.ages(stamp, now) => {
                    ends = Some(ends.map_or(stamp.until, |end: Timestamp| end.min(stamp.until)));
                }
                Ok(_) => {}
                Err(error) => {
                    findings.push(error.finding().clone().at(format!("{FOLDER}/{}", run.name())));
                }
            }
            tokens.push(run.token);
        }
        Ok((tokens, ends, findings))
    }

    /// Size, checkpoint and tree of what the ledger got since a size; none where it got nothing.
    fn tree_since(&self, last: u64, renewed: &[Vec<u8>]) -> Result<Option<(u64, Vec<u8>, Tree)>> {
        self.read_ledger(|log, signed| {
            if log.size() < last {
                let error = Error::new(&led::FORK).with("copy", "state");
                return Err(error.with("size", log.size()).with("expected", last));
            }
            let Some(signed) = signed.filter(|_| log.size() > last) else { return Ok(None) };
            let checkpoint = signed.to_string().into_bytes();
            let tree = dated::tree(log, last..log.size(), &checkpoint, renewed)?;
            Ok(Some((log.size(), checkpoint, tree)))
        })
    }

    /// The first entry that attests a version, and the digest of its inventory.
    fn first_word(&self, log: &Reader<'_>, aip: AipId, version: u32) -> Result<(u64, Digest)> {
        let mut found = None;
        self.each_found(log, aip, 0, &mut |index, _, entry| {
            let said = entry.event.as_ref().and_then(Event::version);
            let said = said.filter(|said| (said.aip, said.version) == (aip, version));
            let digest = said.and_then(|said| Digest::from_hex(dated::TREE, &said.inventory));
            found = digest.map(|digest| (index, digest));
            Ok(if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        let unknown = || Error::new(&led::NOT_LOGGED).with("aip", aip).with("version", version);
        found.ok_or_else(unknown)
    }

    /// The inventory of a version from the first copy that gives the right one.
    fn inventory_of(&self, aip: AipId, version: u32, digest: &Digest) -> Result<Vec<u8>> {
        let path = format!("v{version}/inventory.json");
        for copy in self.copies() {
            let root = copy.holdings.object_key(&aip.to_string());
            let Ok(key) = root.join(&path) else { continue };
            if let Ok(bytes) = copy.folder.store().read(&key, INVENTORY_BYTES)
                && Hasher::digest(dated::TREE, &bytes) == *digest
            {
                return Ok(bytes);
            }
        }
        Err(Error::new(&acc::NO_GOOD_COPY).at(path).with("aip", aip))
    }

    /// The state, then the ledger on each copy.
    fn dated_places(&self) -> Result<Vec<Place>> {
        let state = Local::create(&self.state_folder().join(FOLDER))?;
        let state = Place { name: "state".to_owned(), store: Arc::new(state), required: true };
        Ok(std::iter::once(state).chain(self.ledger_places()).collect())
    }

    /// Brings what dates the ledger to a copy, which may be one that has come back.
    pub(super) fn bring_dates(&self, copy: Place) -> Result<()> {
        let mut places = self.dated_places()?;
        places.retain(|place| place.name != copy.name);
        places.push(Place { required: true, ..copy });
        level(&places).map(drop)
    }
}

/// Brings every run to every place, and gives them all. The state, which is the first place, is
/// believed: only where it knows of none, what the copies have is taken.
fn level(places: &[Place]) -> Result<Runs> {
    let mut found = Vec::with_capacity(places.len());
    for place in places {
        found.push(unless_away(place, dated::runs(&*place.store))?);
    }
    let state = found[0].clone().unwrap_or_default();
    let all: Runs = if state.is_empty() {
        found.iter().flatten().flatten().map(|(size, renews)| (*size, *renews)).collect()
    } else {
        state
    };
    let has = |known: &Option<Runs>, size, renews| {
        known.as_ref().is_some_and(|known| known.get(&size) == Some(&renews))
    };
    for (&size, &renews) in &all {
        let source = found.iter().position(|known| has(known, size, renews));
        let source = source.expect("a run is known because a place has it");
        let lacking = |known: &&Option<Runs>| known.is_some() && !has(known, size, renews);
        if !found.iter().any(|known| lacking(&known)) {
            continue;
        }
        let run = Run::read(&*places[source].store, size, renews)?;
        for (place, known) in places.iter().zip(&found) {
            if lacking(&known) {
                unless_away(place, run.write(&*place.store))?;
            }
        }
    }
    Ok(all)
}

/// Writes a run to the state first, then to every copy.
fn write(run: &Run, places: &[Place]) -> Result<()> {
    places.iter().try_for_each(|place| unless_away(place, run.write(&*place.store)).map(drop))
}

/// Nothing where an optional copy is away.
fn unless_away<T>(place: &Place, done: Result<T>) -> Result<Option<T>> {
    match done {
        Err(error) if !place.required && error.class() == Class::Temporary => {
            tracing::warn!(copy = place.name, %error, "the timestamps are not on this copy");
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// The tree that a run dates, proven by its token, with how many inventories are in it.
fn dated_tree(
    log: &Reader<'_>,
    runs: &Runs,
    size: u64,
    read: &dyn Fn(u64) -> Result<Run>,
) -> Result<(Tree, Run, usize)> {
    let run = read(size)?;
    let mut tokens = Vec::new();
    if run.renews {
        for older in dated::pending(runs, size) {
            tokens.push(read(older)?.token);
        }
    }
    if size > log.size() {
        let error = Error::new(&led::FORK).with("copy", "state").with("size", log.size());
        return Err(error.with("expected", size));
    }
    let tree = dated::tree(log, dated::size_before(runs, size)..size, &run.checkpoint, &tokens)?;
    run.proves(&tree)?;
    let count = tree.groups() - 1 - tokens.len();
    Ok((tree, run, count))
}

/// A record with every renewal of the token of a run.
fn renewed(
    mut record: EvidenceRecord,
    log: &Reader<'_>,
    runs: &Runs,
    mut carrier: u64,
    read: &dyn Fn(u64) -> Result<Run>,
) -> Result<EvidenceRecord> {
    let full = || Error::new(&tsp::BAD_RECORD).with("reason", "it has too many timestamps");
    for (&size, _) in runs.range(carrier + 1..).filter(|(_, renews)| **renews) {
        let (tree, run, count) = dated_tree(log, runs, size, read)?;
        let older = dated::pending(runs, size);
        let at = older.iter().position(|older| *older == carrier).ok_or_else(full)?;
        let step = run.step(&tree, 1 + count + at).ok_or_else(full)?;
        record = record.renewed(step).ok_or_else(full)?;
        carrier = size;
    }
    Ok(record)
}

/// Refuses a checkpoint that is no part of the log.
fn is_part(old: &Head, log: &Reader<'_>, new: &Head) -> Result<()> {
    if old.size <= new.size && verify_consistency(old, new, &consistency(log, old.size, new.size)?)
    {
        return Ok(());
    }
    let error = Error::new(&led::FORK).with("copy", "state");
    Err(error.with("size", new.size).with("expected", old.size))
}

/// The entry before a renewal of a ledger that got none since: runs have different sizes.
fn renewal(size: u64, tokens: &[Vec<u8>]) -> Event {
    let newest = tokens.last().map(Vec::as_slice).unwrap_or_default();
    let sha512 = Hasher::digest(Algorithm::Sha512, newest).hex();
    let name = format!("{FOLDER}/{}/{size:020}", dated::DATED);
    Event::Report(Document { kind: "timestamp".to_owned(), name, sha512 })
}

fn roots_of(section: &AuthoritySection, installation: &Path) -> Result<Roots> {
    let path = installation.join(&section.roots);
    let named = |error: Error| error.at(path.display().to_string());
    let unread =
        |reason: &dyn std::fmt::Display| named(Error::new(&tsp::BAD_ROOTS).with("reason", reason));
    let bytes = fs::read(&path, FILE_BYTES).map_err(|error| unread(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| unread(&"it is no text"))?;
    Roots::from_pem(&text).map_err(named)
}

/// User and password, out of the environment or else a file.
fn credentials(section: &AuthoritySection, installation: &Path) -> Result<Option<Credentials>> {
    let Some(user) = &section.user else { return Ok(None) };
    let refused = |reason: &str| {
        let error = Error::new(&tsp::NO_PASSWORD).with("authority", &section.url);
        error.with("reason", reason)
    };
    let variable = section.password_variable.as_deref().and_then(|name| std::env::var(name).ok());
    let password = match (variable, &section.password_file) {
        (Some(password), _) => password,
        (None, Some(file)) => {
            let path = installation.join(file);
            let bytes = fs::read(&path, FILE_BYTES).map_err(|error| refused(&error.to_string()))?;
            String::from_utf8(bytes).map_err(|_| refused("the file is no text"))?
        }
        (None, None) => return Err(refused("the variable is not set")),
    };
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(refused("it is empty"));
    }
    Ok(Some(Credentials { user: user.clone(), password }))
}
