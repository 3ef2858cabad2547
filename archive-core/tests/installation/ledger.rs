//! What is stored stands in the ledger, and whoever changes either is found out.

use crate::house::{House, id, ingest, write};
use archive_core::finding::codes::led;
use archive_core::fs;
use archive_core::ingest::Status;
use archive_core::ledger::event::{Event, decode};
use archive_core::ledger::note::{Kind, Signer, Verifier};
use archive_core::store::{Fault, Faulty, Store, StoreError};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

/// The names of all events, oldest first.
fn events(house: &House) -> Vec<String> {
    let mut out = Vec::new();
    house
        .tenant()
        .read_ledger(|log, _| {
            log.each_entry(0, &mut |_, bytes| {
                out.push(decode(bytes)?.name);
                Ok(ControlFlow::Continue(()))
            })
        })
        .unwrap();
    out
}

fn key(house: &House) -> Verifier {
    house.tenant().ledger_key().unwrap().unwrap()
}

/// Verifies the ledger on every copy and the catalog against it; gives the codes of what is amiss.
fn verify(house: &House) -> Vec<String> {
    let (tenant, key) = (house.tenant(), key(house));
    let mut out = Vec::new();
    for place in tenant.ledger_places() {
        match tenant.verify_ledger(&place, std::slice::from_ref(&key)) {
            Ok((verified, findings)) => {
                assert!(verified.signed.is_some());
                out.extend(findings.iter().map(|finding| finding.code.id.to_owned()));
            }
            Err(error) => out.push(error.code().id.to_owned()),
        }
    }
    out
}

#[test]
fn what_is_stored_is_logged_on_every_copy() {
    let house = House::with_copies(&["main", "second"]);
    for name in ["akte-1", "akte-2", "akte-3"] {
        house.store(name);
    }
    assert_eq!(events(&house), ["key", "stored", "stored", "stored"]);
    assert_eq!(verify(&house), [""; 0]);
    house.assert_healthy();
    let file = |copy: &str| {
        let path = house.path(&format!("archive/copies/{copy}/chemnitz/ledger/checkpoint"));
        fs::read(&path, 1 << 20).unwrap()
    };
    assert_eq!(file("main"), file("second"));
    assert_eq!(file("main"), fs::read(&house.state("ledger/checkpoint"), 1 << 20).unwrap());
}

#[test]
fn what_was_there_before_the_log_is_adopted() {
    let house = House::new();
    house.store("akte-1");
    house.store("akte-2");
    fs::remove_tree(&house.state("ledger")).unwrap();
    fs::remove_tree(&house.copy("ledger")).unwrap();
    house.store("akte-3");
    assert_eq!(events(&house), ["key", "adopted", "adopted", "stored"]);
    assert_eq!(verify(&house), [""; 0]);
}

#[test]
fn a_lost_state_comes_back_from_a_copy_and_a_lost_key_stops_everything() {
    let house = House::with_copies(&["main", "second"]);
    house.store("akte-1");
    let before = fs::read(&house.state("ledger/checkpoint"), 1 << 20).unwrap();
    fs::remove_tree(&house.state("ledger")).unwrap();
    fs::remove_tree(&house.copy("ledger")).unwrap();
    assert_eq!(events(&house), ["key", "stored"]);
    assert!(!fs::exists(&house.state("ledger")), "reading writes nothing");
    let (receipt, _) = house
        .tenant()
        .append(&[])
        .and_then(|_| {
            let first = house.tenant().catalog().list_all(None, 1)?;
            house.tenant().prove(first[0].aip, 1)
        })
        .unwrap();
    assert_eq!(receipt.checkpoint.as_bytes(), before, "the log is the one that was lost");
    assert_eq!(fs::read(&house.state("ledger/checkpoint"), 1 << 20).unwrap(), before);
    house.store("akte-2");
    assert_eq!(verify(&house), [""; 0]);
    let path = house.path("archive/keys/chemnitz.key");
    let kept = fs::read(&path, 1 << 10).unwrap();
    fs::remove(&path).unwrap();
    assert_eq!(house.look(), ["E-LED-011 keys/chemnitz.key"]);
    house.write("akte-3/a.txt", b"three");
    let outcome = ingest(&house.tenant(), &house.path("akte-3"));
    assert_eq!(outcome.status, Status::Failed);
    assert!(outcome.findings.has(&led::NO_KEY));
    assert!(!fs::exists(&path), "a lost key must not be replaced in silence");
    write(&path, &kept);
    house.reconcile();
    assert_eq!(events(&house), ["key", "stored", "stored", "stored"]);
    assert_eq!(verify(&house), [""; 0]);
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = House::new();
    house.store("akte");
    for name in ["chemnitz.key", "_installation.key"] {
        let mode = house.path("archive/keys").join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let text = fs::read(&house.path("archive/keys/chemnitz.key"), 1 << 10).unwrap();
    let secret = String::from_utf8(text).unwrap();
    // The last part is base64, in which a plus may stand.
    let secret = secret.trim().splitn(5, '+').nth(4).unwrap().to_owned();
    let mut files = vec![house.path("archive/copies"), house.path("archive/state")];
    while let Some(path) = files.pop() {
        if fs::is_folder(&path) {
            let entries = fs::read_folder(&path).unwrap();
            files.extend(entries.into_iter().map(|entry| path.join(entry.name)));
        } else {
            let bytes = fs::read(&path, 1 << 30).unwrap();
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{} holds the secret", path.display());
        }
    }
}

#[test]
fn a_changed_entry_and_a_changed_catalog_are_found() {
    let house = House::with_copies(&["main", "second"]);
    house.store("akte-1");
    let aip = house.store("akte-2").aip.unwrap();
    let path = house.copy("ledger/tile/entries/000.p/3");
    fs::invert_byte(&path, 200).unwrap();
    assert_eq!(verify(&house).len(), 1, "only the first copy is damaged");
    fs::invert_byte(&path, 200).unwrap();
    assert_eq!(verify(&house), [""; 0]);
    let other = House::new();
    let stranger = other.store("akte-9").aip.unwrap();
    assert_ne!(aip, stranger);
    // The ledger of another archive, whole and signed, in the place of ours.
    fs::remove_tree(&house.copy("ledger")).unwrap();
    fs::rename(&other.copy("ledger"), &house.copy("ledger")).unwrap();
    assert_eq!(verify(&house), ["E-LED-004"]);
}

/// Every operation on the copy fails at some point of taking in a package; afterwards the work is
/// finished, and the ledger attests each version exactly once.
#[test]
fn a_version_is_logged_once_wherever_taking_in_is_interrupted() {
    for n in 1.. {
        let house = House::new();
        house.store("akte-1");
        let faulty = Mutex::new(None);
        let tenant = house.tenant().behind(|_, store| {
            let store: Arc<Faulty<Arc<dyn Store>>> = Arc::new(Faulty::new(store));
            *faulty.lock().unwrap() = Some(Arc::clone(&store));
            store
        });
        let store = faulty.lock().unwrap().take().unwrap();
        store.fail_at(n, Fault::Error(StoreError::Unreachable), true);
        house.write("akte-2/a.txt", b"two");
        let session = archive_core::ingest::Session::without_schemas(&tenant);
        let stored = session.is_ok_and(|session| {
            let request = archive_core::ingest::Request { threads: 1, ..Default::default() };
            let progress = archive_core::package::reading::Progress::default();
            session.ingest(&house.path("akte-2"), &request, &progress).status == Status::Stored
        });
        drop(tenant);
        let again = ingest(&house.tenant(), &house.path("akte-2"));
        let expected = [Status::Stored, Status::Duplicate];
        assert!(expected.contains(&again.status), "{n}: {:?}", again.findings);
        assert_eq!(events(&house), ["key", "stored", "stored"], "at operation {n}");
        assert_eq!(verify(&house), [""; 0], "at operation {n}");
        assert_eq!(house.packages(), 2);
        if stored {
            assert!(n > 20, "taking in has more operations than {n}");
            return;
        }
    }
}

#[test]
fn a_rebuilt_catalog_agrees_with_the_ledger() {
    let house = House::new();
    house.store("akte-1");
    house.store("akte-2");
    house.rebuild();
    assert_eq!(verify(&house), [""; 0]);
    let attested = house.tenant().read_ledger(|log, signed| {
        let bytes = log.entry(1)?;
        let proof = log.prove(1, signed.unwrap())?;
        proof.verify(&bytes, "test/chemnitz", &key_of(&house))?;
        decode(&bytes)
    });
    let Some(Event::Stored(version)) = attested.unwrap().event else { panic!("not a version") };
    let (receipt, _) = house.tenant().prove(version.aip, 1).unwrap();
    receipt.verify(&key(&house)).unwrap();
    let mut changed = receipt.clone();
    changed.inventory = "0".repeat(128);
    assert!(changed.verify(&key(&house)).unwrap_err().is(&led::BAD_PROOF));
    changed = receipt;
    changed.entry = changed.entry.replace("\"version\":1", "\"version\":2");
    assert!(changed.verify(&key(&house)).unwrap_err().is(&led::BAD_PROOF));
    assert!(house.tenant().prove(version.aip, 2).unwrap_err().is(&led::NOT_LOGGED));
    assert_eq!((version.version, version.copies), (1, vec!["main".to_owned()]));
    assert_eq!(house.archive.tenants().unwrap()[0].id, id());
}

fn key_of(house: &House) -> Verifier {
    let folder = house.archive.folder();
    archive_core::archive::public_key(folder, Some(&id())).unwrap().unwrap()
}

#[test]
fn a_key_takes_the_place_of_another_and_old_receipts_stay_good() {
    let house = House::with_copies(&["main", "second"]);
    assert!(house.tenant().rotate_key().unwrap_err().is(&led::NO_LEDGER));
    house.store("akte-1");
    let first = key(&house);
    let aip = house.tenant().catalog().list_all(None, 1).unwrap()[0].aip;
    let (receipt, _) = house.tenant().prove(aip, 1).unwrap();
    let rotated = house.tenant().rotate_key().unwrap();
    assert_eq!((rotated.index, &rotated.previous), (2, &first));
    assert_eq!(key(&house), rotated.key);
    assert_ne!(rotated.key, first);
    house.store("akte-2");
    assert_eq!(events(&house), ["key", "stored", "key", "stored"]);
    receipt.verify(&first).unwrap();
    let (receipt, _) = house.tenant().prove(aip, 1).unwrap();
    receipt.verify(&rotated.key).unwrap();
    assert!(receipt.verify(&first).unwrap_err().is(&led::NOT_SIGNED));
    // The first key is enough to verify the ledger, and so are both; a stranger's is refused.
    let tenant = house.tenant();
    let stranger = Signer::generate(first.name(), Kind::Note).unwrap().verifier();
    for place in tenant.ledger_places() {
        for keys in [vec![], vec![first.clone()], vec![first.clone(), rotated.key.clone()]] {
            let (_, findings) = tenant.verify_ledger(&place, &keys).unwrap();
            assert!(findings.is_empty());
        }
        let keys = [rotated.key.clone(), stranger.clone()];
        assert!(tenant.verify_ledger(&place, &keys).unwrap_err().is(&led::NOT_SIGNED));
    }
    assert!(!fs::exists(&house.path("archive/keys/chemnitz.next.key")));
}

#[test]
fn a_rotation_that_was_cut_off_is_finished() {
    let house = House::with_copies(&["main", "second"]);
    house.store("akte-1");
    let (own, next) =
        (house.path("archive/keys/chemnitz.key"), house.path("archive/keys/chemnitz.next.key"));
    let before = fs::read(&own, 1 << 10).unwrap();
    // The new key was made, and nothing else: it is the one that is taken.
    let name = key(&house).name().to_owned();
    let made = Signer::generate(&name, Kind::Note).unwrap();
    write(&next, made.secret().as_bytes());
    house.store("akte-2");
    assert_eq!(house.tenant().rotate_key().unwrap().key, made.verifier());
    // The log was handed over, and the file of the new key has not its name yet.
    fs::rename(&own, &next).unwrap();
    write(&own, &before);
    assert_eq!(key(&house), made.verifier(), "reading knows which key is the right one");
    assert!(fs::exists(&next), "and writes nothing");
    assert_eq!(house.tenant().rotate_key().unwrap().key, made.verifier(), "it is not done twice");
    assert!(!fs::exists(&next));
    house.store("akte-3");
    assert_eq!(events(&house), ["key", "stored", "stored", "key", "stored"]);
    assert_eq!(verify(&house), [""; 0]);
    // The old key alone, from a backup, goes on with nothing.
    write(&own, &before);
    assert!(house.tenant().append(&[]).unwrap_err().is(&led::NOT_SIGNED));
}

#[test]
fn a_lost_key_is_replaced_by_the_word_of_the_installation_alone() {
    let house = House::with_copies(&["main", "second"]);
    house.store("akte-1");
    let first = key(&house);
    let own = house.path("archive/keys/chemnitz.key");
    let installation = house.path("archive/keys/_installation.key");
    let refused = |known: &[Verifier]| house.tenant().recover_key(known).unwrap_err();
    assert!(refused(&[]).is(&led::KEY_IS_THERE));
    fs::rename(&own, &house.path("lost")).unwrap();
    let stranger = Signer::generate(first.name(), Kind::Note).unwrap();
    assert!(refused(&[stranger.verifier()]).is(&led::NOT_SIGNED));
    // Without its own key the installation cannot speak, and another one is not heard.
    fs::rename(&installation, &house.path("kept")).unwrap();
    assert!(refused(&[]).is(&led::NO_KEY));
    write(&installation, stranger.secret().as_bytes());
    assert!(refused(&[]).is(&led::OTHER_INSTALLATION));
    fs::rename(&house.path("kept"), &installation).unwrap();
    let rotated = house.tenant().recover_key(std::slice::from_ref(&first)).unwrap();
    assert_eq!((rotated.index, &rotated.previous), (2, &first));
    assert_eq!(key(&house), rotated.key);
    house.store("akte-2");
    assert_eq!(events(&house), ["key", "stored", "key", "stored"]);
    assert_eq!(verify(&house), [""; 0]);
    let chain = house.tenant().ledger_keys().unwrap();
    assert!(chain.is_recovered(2) && !chain.is_recovered(0));
    // The lost key, when it is found again, goes on with nothing.
    fs::rename(&house.path("lost"), &own).unwrap();
    assert!(house.tenant().append(&[]).unwrap_err().is(&led::NOT_SIGNED));
}

#[test]
fn a_recovery_that_was_cut_off_is_finished() {
    let house = House::new();
    house.store("akte-1");
    let (own, next) =
        (house.path("archive/keys/chemnitz.key"), house.path("archive/keys/chemnitz.next.key"));
    let name = key(&house).name().to_owned();
    fs::remove(&own).unwrap();
    // The new key was made, and nothing else.
    let made = Signer::generate(&name, Kind::Note).unwrap();
    write(&next, made.secret().as_bytes());
    assert_eq!(house.tenant().recover_key(&[]).unwrap().key, made.verifier());
    // It signs, and its file has not its name yet.
    fs::rename(&own, &next).unwrap();
    let again = house.tenant().recover_key(&[]).unwrap();
    assert_eq!((again.index, again.key), (2, made.verifier()));
    assert_eq!(events(&house), ["key", "stored", "key"]);
    // A lost key of the installation is replaced by the tenant's own.
    fs::remove(&house.path("archive/keys/_installation.key")).unwrap();
    house.tenant().rotate_key().unwrap();
    fs::remove(&own).unwrap();
    house.tenant().recover_key(&[]).unwrap();
    assert_eq!(verify(&house), [""; 0]);
}
