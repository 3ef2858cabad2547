//! The end of an upload in parts, where its answer does not say what became of it.

use super::service::{Fault, Service};
use archive_core::store::behaviour::placement;
use archive_core::store::{Key, Stage, Store, StoreError};
use std::io::Write;

/// Two parts.
const BYTES: usize = 9 << 20;
/// The request that completes them: after the beginning and the parts.
const COMPLETION: u64 = 4;

/// Stages a file while its completion goes wrong.
fn staged(fault: Fault, lasting: bool) -> (Service, Result<(), StoreError>) {
    let service = Service::start();
    let done = {
        let stage = service.store("town").stage(&placement(1, "w")).unwrap();
        service.fail_at(COMPLETION, fault, lasting);
        put(&*stage)
    };
    service.heal();
    (service, done)
}

fn put(stage: &dyn Stage) -> Result<(), StoreError> {
    let mut sink = stage.create(&Key::new("v1/content/0000/0000").unwrap())?;
    sink.write_all(&vec![7; BYTES]).unwrap();
    sink.finish()
}

fn sizes(service: &Service) -> Vec<usize> {
    let bucket = service.bucket();
    let content = bucket.objects().iter().filter(|(key, _)| key.contains("/content/"));
    content.map(|(_, stored)| stored.bytes.len()).collect()
}

#[test]
fn a_completion_that_took_effect_is_recognised_by_the_file() {
    for fault in [Fault::InternalDone, Fault::SilentDone, Fault::ResetAnswering] {
        let (service, done) = staged(fault, false);
        done.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(sizes(&service), [BYTES], "{fault:?}");
    }
}

#[test]
fn a_completion_that_failed_behind_a_success_is_temporary() {
    let (service, done) = staged(Fault::ErrorInBody, true);
    let error = done.unwrap_err();
    assert!(error.retryable(), "{error}");
    assert_eq!(sizes(&service), [0; 0]);
    let stage = service.store("town").stage(&placement(1, "w")).unwrap();
    put(&*stage).unwrap();
    assert_eq!(sizes(&service), [BYTES]);
}

/// What stands at the place may be the old file: only who reads it back can know.
#[test]
fn a_replacement_is_not_taken_for_granted() {
    let service = Service::start();
    let (store, key) = (service.store("town"), Key::new("a").unwrap());
    store.replace(&key, &vec![1; BYTES]).unwrap();
    let mut sink = store.rewrite(&key).unwrap();
    service.fail_at(COMPLETION, Fault::Silent, true);
    sink.write_all(&vec![2; BYTES]).unwrap();
    let error = sink.finish().unwrap_err();
    service.heal();
    assert!(error.retryable(), "{error}");
    assert!(store.read(&key, 64 << 20).unwrap() == vec![1; BYTES]);
}
