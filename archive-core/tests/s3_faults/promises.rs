//! A store that breaks its promises is refused before anything is kept in it, and named by the
//! doctor where it breaks them later.

use super::bucket::Lie;
use super::service::{Fault, Service};
use super::world::World;
use archive_core::error::Error;
use archive_core::finding::codes::sto;
use archive_core::finding::{Class, Code};
use archive_core::store::{Key, check_store};

const LIES: [(Lie, &Code); 4] = [
    (Lie::Overwrites, &sto::NOT_ATOMIC),
    (Lie::IgnoresRanges, &sto::RANGES),
    (Lie::ListsLate, &sto::LISTS_LATE),
    (Lie::ReadsLate, &sto::READS_LATE),
];

fn probe(service: &Service) -> Result<(), Error> {
    check_store(&service.retrying("new"), &Key::new("probe").unwrap())
}

#[test]
fn a_store_that_breaks_a_promise_is_refused_and_left_as_it_was() {
    let service = Service::start();
    probe(&service).unwrap();
    assert!(service.bucket().objects().is_empty());
    for (lie, code) in LIES {
        service.bucket().lie = Some(lie);
        let refused = probe(&service).unwrap_err();
        assert!(refused.is(code), "{lie:?}: {refused}");
        assert!(service.bucket().objects().is_empty(), "{lie:?}");
    }
}

#[test]
fn a_store_in_trouble_is_not_refused_for_good() {
    let service = Service::start();
    service.fail_at(1, Fault::SlowDown, true);
    let failed = probe(&service).unwrap_err();
    assert_eq!(failed.class(), Class::Temporary, "{failed}");
    service.heal();
    probe(&service).unwrap();
    assert!(service.bucket().objects().is_empty());
}

#[test]
fn a_copy_is_not_added_where_promises_are_broken() {
    let world = World::new(true);
    for (lie, code) in LIES {
        world.bucket().lie = Some(lie);
        let refused = world.add("other").unwrap_err();
        assert!(refused.is(code), "{lie:?}: {refused}");
    }
    world.bucket().lie = None;
    assert!(!world.bucket().objects().keys().any(|key| key.starts_with("other/")));
    world.add("other").unwrap();
}

#[test]
fn the_doctor_names_broken_promises() {
    let world = World::new(true);
    assert_eq!(world.doctor(), [""; 0]);
    for (lie, code) in LIES {
        world.bucket().lie = Some(lie);
        let said = world.doctor();
        assert!(said.iter().any(|said| said == code.id), "{lie:?}: {said:?}");
        world.bucket().lie = None;
        assert_eq!(world.doctor(), [""; 0], "{lie:?} leaves something");
    }
}
