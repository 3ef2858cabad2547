//! How fast a local store takes and gives back content: `store_speed FOLDER [THREADS]`.
//!
//! Writes 20,000 files of 40 kB as one object, then 1,000 small objects, each confirmed by
//! reading back from the medium before its commit. The folder is left as it is.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement for developers")]

use archive_core::store::{Key, Local, Placement, Stage, Store};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const FILES: usize = 20_000;
const FILE_BYTES: usize = 40_000;
const OBJECTS: usize = 1_000;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let threads = std::env::args().nth(2).map_or(2, |n| n.parse().unwrap());
    let store = Local::create(std::path::Path::new(&folder)).unwrap();
    many_files(&store, threads);
    many_objects(&store, threads);
}

fn each(threads: usize, count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count {
                        break;
                    }
                    work(n);
                }
            });
        }
    });
}

fn put(stage: &dyn Stage, path: &str, bytes: &[u8]) {
    let mut sink = stage.create(&key(path)).unwrap();
    sink.write_all(bytes).unwrap();
    sink.finish().unwrap();
}

fn read_back(stage: &dyn Stage, path: &str) -> usize {
    let mut buffer = vec![0; 256 << 10];
    let mut reader = stage.open_back(&key(path)).unwrap();
    let mut read = 0;
    loop {
        match reader.read(&mut buffer).unwrap() {
            0 => return read,
            n => read += n,
        }
    }
}

fn placement(name: &str) -> Placement {
    Placement {
        object: key(&format!("holdings/{}/{name}", &name[name.len() - 2..])),
        version: 1,
        staging: key(&format!("staging/{name}.v1")),
        claim: key(&format!("claims/{name}.v1")),
        writer: "speed".to_owned(),
    }
}

fn content(n: usize) -> Vec<u8> {
    let mut state = n as u64 + 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..FILE_BYTES / 8).flat_map(|_| next()).collect()
}

fn describe(stage: &dyn Stage) {
    put(stage, "v1/inventory.json", &[b' '; 4_000]);
    put(stage, "v1/inventory.json.sha512", b"digest inventory.json\n");
}

fn many_files(store: &Local, threads: usize) {
    let stage = store.stage(&placement("many-00")).unwrap();
    let path = |n: usize| format!("v1/content/{:04}/{:04}", n / 1_000, n % 1_000);
    let start = Instant::now();
    each(threads, FILES, |n| put(&*stage, &path(n), &content(n)));
    let written = start.elapsed();
    stage.sync().unwrap();
    let synced = start.elapsed();
    each(threads, FILES, |n| assert_eq!(read_back(&*stage, &path(n)), FILE_BYTES));
    let confirmed = start.elapsed();
    describe(&*stage);
    stage.commit().unwrap();
    println!(
        "{FILES} files of {FILE_BYTES} bytes, {threads} threads: written {written:.2?}, \
         synced {synced:.2?}, read back {confirmed:.2?}, committed {:.2?}",
        start.elapsed()
    );
}

fn many_objects(store: &Local, threads: usize) {
    let start = Instant::now();
    each(threads, OBJECTS, |n| {
        let stage = store.stage(&placement(&format!("object-{n:04}"))).unwrap();
        put(&*stage, "v1/content/0000/0000", &content(n));
        describe(&*stage);
        stage.sync().unwrap();
        assert_eq!(read_back(&*stage, "v1/content/0000/0000"), FILE_BYTES);
        stage.commit().unwrap();
    });
    let took = start.elapsed();
    println!("{OBJECTS} objects of one file, {threads} threads: {took:.2?}");
}
