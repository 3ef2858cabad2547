//! What every store must do, as functions that panic where it does not.
//!
//! Every backend and every wrapper runs [`ALL`], each behaviour on an empty store of its own.
//! For tests only: the feature `test-support` brings it in.

#![expect(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "this room is a test")]

use super::{Entry, Key, Meta, Placement, Reader, Result, Stage, Store, StoreError, exists};
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A behaviour: its name and the function that shows it on an empty store.
pub type Behaviour = (&'static str, fn(&dyn Store));

macro_rules! behaviours {
    ($($name:ident),* $(,)?) => {
        /// Every behaviour.
        pub static ALL: &[Behaviour] = &[$((stringify!($name), $name)),*];
    };
}

behaviours! {
    what_was_created_is_read,
    create_refuses_what_is_there,
    one_of_many_creators_wins,
    replace_creates_and_overwrites,
    several_files_are_replaced_at_once,
    a_draft_is_seen_once_it_is_published,
    readers_see_the_old_or_the_new,
    rewriting_takes_the_place_when_it_is_finished,
    delete_can_be_repeated_and_leaves_nothing,
    what_is_missing_is_not_found,
    a_limit_is_kept,
    ranges_give_what_exists,
    the_root_is_no_file,
    listing_is_in_the_order_of_bytes,
    a_prefix_ends_at_a_segment,
    children_are_one_level,
    awkward_names_come_back_unchanged,
    a_version_appears_at_its_commit,
    a_second_version_takes_over_the_root,
    a_later_version_needs_its_object,
    nothing_but_the_object_stays,
    unfinished_files_never_count,
    a_stage_is_continued,
    a_claim_keeps_others_out,
    a_commit_needs_inventory_and_sidecar,
    a_committed_version_stays,
    abandoning_leaves_nothing,
    many_threads_fill_one_stage,
    a_stage_keeps_to_its_version,
    a_staged_file_is_removed_before_it_is_replaced,
    large_files_are_whole,
}

/// Runs every behaviour, each on a store that `fresh` makes; prints the name of each.
pub fn run_all(store: &str, fresh: &dyn Fn() -> Box<dyn Store>) {
    for (name, behaviour) in ALL {
        #[expect(clippy::print_stdout, reason = "shown with the failing test")]
        {
            println!("{store}: {name}");
        }
        behaviour(&*fresh());
    }
}

/// More than any file of the suite.
const ENOUGH: u64 = 64 << 20;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn keys_below(store: &dyn Store, prefix: &Key) -> Vec<String> {
    let mut out = Vec::new();
    let mut each = |entry| {
        match entry {
            Entry::File { key, .. } => out.push(key.to_string()),
            Entry::Odd { place, oddity } => out.push(format!("{place}?{}", oddity.as_str())),
            Entry::Folder { key } => panic!("a listing gave the folder {key}"),
        }
        ControlFlow::Continue(())
    };
    store.list(prefix, &mut each).unwrap();
    out
}

fn all_keys(store: &dyn Store) -> Vec<String> {
    keys_below(store, &Key::root())
}

fn content(mut reader: Reader) -> Vec<u8> {
    let mut out = Vec::new();
    reader.read_to_end(&mut out).unwrap();
    out
}

fn is_not_found<T>(result: Result<T>) -> bool {
    matches!(&result, Err(StoreError::NotFound(_)))
}

fn already_exists<T>(result: Result<T>) -> bool {
    matches!(result, Err(StoreError::AlreadyExists(_)))
}

/// A file that was created can be read in every way, with its size; an empty one too.
pub fn what_was_created_is_read(store: &dyn Store) {
    for (name, bytes) in [("a/b/c.txt", &b"bytes"[..]), ("empty", b"")] {
        let key = key(name);
        store.create(&key, bytes).unwrap();
        assert_eq!(store.read(&key, ENOUGH).unwrap(), bytes);
        assert_eq!(content(store.open(&key, None).unwrap()), bytes);
        assert_eq!(content(store.open_from_medium(&key).unwrap()), bytes);
        let Meta { size, .. } = store.head(&key).unwrap();
        assert_eq!(size, bytes.len() as u64);
    }
}

/// A second create fails and changes nothing.
pub fn create_refuses_what_is_there(store: &dyn Store) {
    let key = key("claims/x");
    store.create(&key, b"first").unwrap();
    assert!(already_exists(store.create(&key, b"second")));
    assert_eq!(store.read(&key, ENOUGH).unwrap(), b"first");
}

/// Of eight that create at once one succeeds, and it is its content that stays.
pub fn one_of_many_creators_wins(store: &dyn Store) {
    for round in 0..4 {
        let key = key(&format!("race/{round}"));
        let barrier = std::sync::Barrier::new(8);
        let (key, barrier) = (&key, &barrier);
        let winners: Vec<u8> = std::thread::scope(|scope| {
            let racer = |me: u8| {
                scope.spawn(move || {
                    barrier.wait();
                    match store.create(key, &[me; 100]) {
                        Ok(()) => Some(me),
                        Err(StoreError::AlreadyExists(_)) => None,
                        Err(error) => panic!("{error}"),
                    }
                })
            };
            let racers: Vec<_> = (0..8).map(racer).collect();
            racers.into_iter().filter_map(|racer| racer.join().unwrap()).collect()
        });
        assert_eq!(winners.len(), 1, "winners: {winners:?}");
        assert_eq!(store.read(key, ENOUGH).unwrap(), [winners[0]; 100]);
    }
}

/// Replace works on what is there and on what is not.
pub fn replace_creates_and_overwrites(store: &dyn Store) {
    let key = key("a/inventory.json");
    for bytes in [&b"a long first content"[..], b"short", b""] {
        store.replace(&key, bytes).unwrap();
        assert_eq!(store.read(&key, ENOUGH).unwrap(), bytes);
    }
    assert_eq!(all_keys(store), ["a/inventory.json"]);
}

/// Several files are put in place, whatever was there; those nobody needs any more are removed.
pub fn several_files_are_replaced_at_once(store: &dyn Store) {
    let keys: Vec<Key> = (0..20).map(|i| key(&format!("many/{i}/file"))).collect();
    for content in [&b"old"[..], b"new and longer"] {
        let files: Vec<_> = keys.iter().map(|key| (key.clone(), content.to_vec())).collect();
        store.replace_all(&files).unwrap();
        for key in &keys {
            assert_eq!(store.read(key, 100).unwrap(), content);
        }
    }
    store.replace_all(&[]).unwrap();
    let (gone, kept) = keys.split_at(10);
    store.discard(gone).unwrap();
    store.discard(gone).unwrap();
    for key in gone {
        assert!(matches!(store.head(key), Err(StoreError::NotFound(_))));
    }
    for key in kept {
        assert_eq!(store.read(key, 100).unwrap(), b"new and longer");
    }
}

/// What a draft was made with is there before it, and it is not there before it is published.
pub fn a_draft_is_seen_once_it_is_published(store: &dyn Store) {
    let (last, tile) = (key("drafts/last"), key("drafts/tiles/1"));
    for content in [&b"first"[..], b"second"] {
        let before = store.read(&last, 100).ok();
        let given_up = store.draft(&[], (&last, b"given up")).unwrap();
        let draft = store.draft(&[(tile.clone(), content.to_vec())], (&last, content)).unwrap();
        draft.settle().unwrap();
        drop(given_up);
        assert_eq!(store.read(&tile, 100).unwrap(), content);
        assert_eq!(store.read(&last, 100).ok(), before);
        draft.publish().unwrap().settle().unwrap();
        assert_eq!(store.read(&last, 100).unwrap(), content);
    }
    let mut seen = 0;
    let each = &mut |_| {
        seen += 1;
        ControlFlow::Continue(())
    };
    store.list(&key("drafts"), each).unwrap();
    assert_eq!(seen, 2, "a draft that was given up leaves nothing");
}

/// While a file is replaced again and again, a reader never sees a mixture.
pub fn readers_see_the_old_or_the_new(store: &dyn Store) {
    let key = key("tenant.json");
    let of = |letter: u8| vec![letter; 50_000];
    store.create(&key, &of(b'a')).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for letter in b'b'..=b'k' {
                store.replace(&key, &of(letter)).unwrap();
            }
        });
        while !writer.is_finished() {
            let seen = store.read(&key, ENOUGH).unwrap();
            assert!(seen == of(seen[0]), "a mixture of two contents");
        }
    });
    assert_eq!(store.read(&key, ENOUGH).unwrap(), of(b'k'));
}

/// A file that is written in pieces takes the place of another one, or of none, when it is
/// finished; what is given up leaves nothing.
pub fn rewriting_takes_the_place_when_it_is_finished(store: &dyn Store) {
    let (old, new) = (key("a/old"), key("b/c/new"));
    store.create(&old, b"old").unwrap();
    let large = vec![b'x'; 20 << 20];
    for key in [&old, &new] {
        let mut given_up = store.rewrite(key).unwrap();
        given_up.write_all(b"half").unwrap();
        drop(given_up);
        let mut sink = store.rewrite(key).unwrap();
        for piece in large.chunks(3 << 20) {
            sink.write_all(piece).unwrap();
        }
        assert_eq!(exists(store, key).unwrap(), *key == old, "nothing shows before the end");
        sink.finish().unwrap();
        assert!(store.read(key, ENOUGH).unwrap() == large);
    }
    assert_eq!(all_keys(store), ["a/old", "b/c/new"]);
    store.rewrite(&old).unwrap().finish().unwrap();
    assert_eq!(store.read(&old, ENOUGH).unwrap(), b"");
}

/// Deleting what is gone is success, and no empty folder stays.
pub fn delete_can_be_repeated_and_leaves_nothing(store: &dyn Store) {
    let key = key("a/b/c/d");
    store.create(&key, b"x").unwrap();
    store.delete(&key).unwrap();
    store.delete(&key).unwrap();
    assert!(is_not_found(store.head(&key)));
    assert_eq!(all_keys(store), [""; 0]);
    store.create(&key, b"again").unwrap();
    assert_eq!(store.read(&key, ENOUGH).unwrap(), b"again");
}

/// Every way to read says that there is nothing; a folder is no file.
pub fn what_is_missing_is_not_found(store: &dyn Store) {
    store.create(&key("folder/file"), b"x").unwrap();
    for name in ["none", "folder", "folder/none", "folder/file2"] {
        let key = key(name);
        assert!(is_not_found(store.read(&key, ENOUGH)), "{name}");
        assert!(is_not_found(store.open(&key, None)), "{name}");
        assert!(is_not_found(store.open(&key, Some(0..4))), "{name}");
        assert!(is_not_found(store.open_from_medium(&key)), "{name}");
        assert!(is_not_found(store.head(&key)), "{name}");
        assert!(!exists(store, &key).unwrap(), "{name}");
    }
}

/// Reading as a whole refuses what is larger than the caller wants.
pub fn a_limit_is_kept(store: &dyn Store) {
    let key = key("big");
    store.create(&key, &[7; 1000]).unwrap();
    assert_eq!(store.read(&key, 1000).unwrap().len(), 1000);
    let refused = store.read(&key, 999);
    assert!(matches!(refused, Err(StoreError::TooLarge { limit: 999, .. })));
}

/// A range gives the bytes that exist, even where it leaves the file or lies behind it.
pub fn ranges_give_what_exists(store: &dyn Store) {
    let key = key("r");
    store.create(&key, b"0123456789").unwrap();
    let cases: [(std::ops::Range<u64>, &[u8]); 8] = [
        (0..10, b"0123456789"),
        (0..1, b"0"),
        (3..7, b"3456"),
        (9..10, b"9"),
        (8..99, b"89"),
        (10..12, b""),
        (99..120, b""),
        (4..4, b""),
    ];
    for (range, expected) in cases {
        let got = content(store.open(&key, Some(range.clone())).unwrap());
        assert_eq!(got, expected, "{range:?}");
    }
}

/// The root can be listed, but it names no file.
pub fn the_root_is_no_file(store: &dyn Store) {
    let root = Key::root();
    assert!(matches!(store.create(&root, b""), Err(StoreError::BadKey(_))));
    assert!(matches!(store.replace(&root, b""), Err(StoreError::BadKey(_))));
    assert!(matches!(store.delete(&root), Err(StoreError::BadKey(_))));
    assert!(store.open(&root, None).is_err());
    assert_eq!(all_keys(store), [""; 0]);
}

/// The order is that of the bytes of the full key, whatever is a folder and whatever a file.
pub fn listing_is_in_the_order_of_bytes(store: &dyn Store) {
    let mut names = ["a/x", "a-b", "a.b/c", "a/y/z", "ab", "a0", "a/x2", "ä", "Z", "a/X", "a!/1"];
    for name in names {
        store.create(&key(name), name.as_bytes()).unwrap();
    }
    names.sort_unstable();
    assert_eq!(all_keys(store), names);
    let mut sizes = 0;
    let mut seen = 0;
    let mut each = |entry: Entry| {
        let Entry::File { meta, .. } = entry else { panic!("{entry:?}") };
        sizes += meta.size;
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    store.list(&Key::root(), &mut each).unwrap();
    assert_eq!(seen, 3, "the listing went on after the break");
    assert_eq!(sizes, names[..3].iter().map(|name| name.len() as u64).sum::<u64>());
}

/// `a` is no prefix of `ab`, and a file is not below itself.
pub fn a_prefix_ends_at_a_segment(store: &dyn Store) {
    for name in ["a/1", "ab/1", "a-/1", "a/b/2"] {
        store.create(&key(name), b"").unwrap();
    }
    assert_eq!(keys_below(store, &key("a")), ["a/1", "a/b/2"]);
    assert_eq!(keys_below(store, &key("a/b")), ["a/b/2"]);
    for nothing in ["a/1", "a/b/2/c", "none", "A"] {
        assert_eq!(keys_below(store, &key(nothing)), [""; 0], "{nothing}");
        assert_eq!(store.children(&key(nothing)).unwrap(), [], "{nothing}");
    }
}

/// One level has its files and its folders, in order.
pub fn children_are_one_level(store: &dyn Store) {
    for name in ["t/a/1", "t/a/2", "t/a-b", "t/b", "t/c/d/e", "u"] {
        store.create(&key(name), name.as_bytes()).unwrap();
    }
    let names = |prefix: &Key| -> Vec<String> {
        let name = |entry| match entry {
            Entry::File { key, meta } => format!("{key}:{}", meta.size),
            Entry::Folder { key } => format!("{key}/"),
            Entry::Odd { place, .. } => format!("{place}?"),
        };
        store.children(prefix).unwrap().into_iter().map(name).collect()
    };
    assert_eq!(names(&key("t")), ["t/a-b:5", "t/a/", "t/b:3", "t/c/"]);
    assert_eq!(names(&Key::root()), ["t/", "u:1"]);
}

/// Names that break URLs, shells and XML are kept to the byte.
pub fn awkward_names_come_back_unchanged(store: &dyn Store) {
    let mut names = [
        "a b/c d",
        "50%/x",
        "%41",
        "q?x=1&y#z",
        "+plus+",
        "Grünanlagen/Ärger.txt",
        "a\u{308}.txt",
        "ä.txt",
        "~tilde",
        "semi;colon",
        "'quote'\"",
        "<tag>&amp;",
        "[1]{2}^|",
        "日本",
        "..a",
        "a..",
        "a:b",
        "*",
        "0=ocfl_object_1.1",
        "v1/inventory.json.sha512",
    ];
    for name in names {
        store.create(&key(name), name.as_bytes()).unwrap();
    }
    names.sort_unstable();
    assert_eq!(all_keys(store), names);
    for name in names {
        assert_eq!(store.read(&key(name), ENOUGH).unwrap(), name.as_bytes(), "{name}");
        store.delete(&key(name)).unwrap();
    }
    assert_eq!(all_keys(store), [""; 0]);
}

/// A placement as the archive makes them, for a version and a writer.
#[must_use]
pub fn placement(version: u32, writer: &str) -> Placement {
    Placement {
        object: key("holdings/a3b/f2c/9d1/a3bf2c9d1e"),
        version,
        staging: key(&format!("staging/a3bf2c9d1e.v{version}")),
        claim: key(&format!("claims/a3bf2c9d1e.v{version}")),
        writer: writer.to_owned(),
    }
}

/// Stages one file below the version folder.
pub fn put(stage: &dyn Stage, path: &str, bytes: &[u8]) {
    let mut sink = stage.create(&key(path)).unwrap();
    sink.write_all(bytes).unwrap();
    sink.finish().unwrap();
}

/// Stages one content file, inventory and sidecar of a version; they name their version.
pub fn fill(stage: &dyn Stage, version: u32) {
    put(stage, &format!("v{version}/content/0000/0000"), b"content");
    describe(stage, version);
}

/// Stages inventory and sidecar of a version.
pub fn describe(stage: &dyn Stage, version: u32) {
    put(stage, &format!("v{version}/inventory.json"), &inventory(version));
    put(stage, &format!("v{version}/inventory.json.sha512"), &sidecar(version));
}

/// Stands for the inventory of a version; larger than one piece of any copy.
#[must_use]
pub fn inventory(version: u32) -> Vec<u8> {
    format!("{{\"head\": \"v{version}\", \"padding\": \"{version:>9000}\"}}").into_bytes()
}

/// Stands for the sidecar of a version.
#[must_use]
pub fn sidecar(version: u32) -> Vec<u8> {
    format!("digest-of-v{version} inventory.json\n").into_bytes()
}

/// Asserts that the object is whole with this head, and is nothing else.
pub fn assert_committed(store: &dyn Store, head: u32) {
    let mut expected = vec!["0=ocfl_object_1.1".to_owned()];
    expected.extend(["inventory.json".to_owned(), "inventory.json.sha512".to_owned()]);
    for version in 1..=head {
        expected.push(format!("v{version}/content/0000/0000"));
        expected.push(format!("v{version}/inventory.json"));
        expected.push(format!("v{version}/inventory.json.sha512"));
    }
    let object = placement(1, "w").object;
    let expected: Vec<String> =
        expected.into_iter().map(|path| format!("{object}/{path}")).collect();
    assert_eq!(keys_below(store, &object), expected);
    let read = |path: String| store.read(&object.join(&path).unwrap(), ENOUGH).unwrap();
    assert_eq!(read("inventory.json".into()), inventory(head));
    assert_eq!(read("inventory.json.sha512".into()), sidecar(head));
    assert_eq!(read("0=ocfl_object_1.1".into()), b"ocfl_object_1.1\n");
    for version in 1..=head {
        assert_eq!(read(format!("v{version}/inventory.json")), inventory(version));
        assert_eq!(read(format!("v{version}/inventory.json.sha512")), sidecar(version));
        assert_eq!(read(format!("v{version}/content/0000/0000")), b"content");
    }
}

/// What makes a version visible to readers: any of these.
fn is_visible(store: &dyn Store, version: u32) -> bool {
    let object = placement(1, "w").object;
    let marks = [format!("v{version}/inventory.json.sha512"), "inventory.json".to_owned()];
    marks
        .iter()
        .take(if version == 1 { 2 } else { 1 })
        .any(|path| exists(store, &object.join(path).unwrap()).unwrap())
}

fn commit_version(store: &dyn Store, version: u32) {
    let stage = store.stage(&placement(version, "w")).unwrap();
    fill(&*stage, version);
    stage.sync().unwrap();
    stage.commit().unwrap();
}

/// Before the commit nothing is visible, after it everything, root files included.
pub fn a_version_appears_at_its_commit(store: &dyn Store) {
    let stage = store.stage(&placement(1, "w")).unwrap();
    fill(&*stage, 1);
    stage.sync().unwrap();
    assert_eq!(content(stage.open_back(&key("v1/content/0000/0000")).unwrap()), b"content");
    assert!(!is_visible(store, 1));
    stage.commit().unwrap();
    assert_committed(store, 1);
}

/// Version 2 changes the root inventory and leaves version 1 alone.
pub fn a_second_version_takes_over_the_root(store: &dyn Store) {
    commit_version(store, 1);
    let stage = store.stage(&placement(2, "w")).unwrap();
    fill(&*stage, 2);
    stage.sync().unwrap();
    assert!(!is_visible(store, 2));
    stage.commit().unwrap();
    assert_committed(store, 2);
    commit_version(store, 3);
    assert_committed(store, 3);
}

/// Without the object there is no version 2.
pub fn a_later_version_needs_its_object(store: &dyn Store) {
    let stage = store.stage(&placement(2, "w")).unwrap();
    fill(&*stage, 2);
    assert!(is_not_found(stage.commit()));
    assert!(!is_visible(store, 2));
    store.stage(&placement(2, "w")).unwrap().abandon().unwrap();
    assert_eq!(all_keys(store), [""; 0]);
}

/// After a commit neither claim nor staging nor anything else is left.
pub fn nothing_but_the_object_stays(store: &dyn Store) {
    commit_version(store, 1);
    commit_version(store, 2);
    let object = placement(1, "w").object;
    assert_eq!(all_keys(store), keys_below(store, &object));
}

/// A sink that was dropped leaves nothing; one that is open forbids the commit.
pub fn unfinished_files_never_count(store: &dyn Store) {
    let stage = store.stage(&placement(1, "w")).unwrap();
    let mut sink = stage.create(&key("v1/content/0000/0009")).unwrap();
    sink.write_all(&[1; 10_000]).unwrap();
    drop(sink);
    fill(&*stage, 1);
    let mut paths: Vec<_> = stage.staged().unwrap().into_iter().map(|(path, _)| path).collect();
    paths.retain(|path| !path.as_str().ends_with(".sha512"));
    assert_eq!(paths, [key("v1/content/0000/0000"), key("v1/inventory.json")]);
    let open = stage.create(&key("v1/content/0001/0000")).unwrap();
    assert!(stage.commit().is_err(), "committed although a file is being written");
    drop(open);
    assert!(!is_visible(store, 1));
    let stage = store.stage(&placement(1, "w")).unwrap();
    if !stage.staged().unwrap().iter().any(|(path, _)| path.as_str().ends_with(".sha512")) {
        put(&*stage, "v1/inventory.json.sha512", &sidecar(1));
    }
    stage.commit().unwrap();
    assert_committed(store, 1);
}

/// What was finished before a stage was dropped is there when it is opened again.
pub fn a_stage_is_continued(store: &dyn Store) {
    let first = store.stage(&placement(1, "w")).unwrap();
    put(&*first, "v1/content/0000/0000", b"content");
    first.sync().unwrap();
    drop(first);
    let second = store.stage(&placement(1, "w")).unwrap();
    assert_eq!(second.staged().unwrap(), [(key("v1/content/0000/0000"), 7)]);
    assert_eq!(content(second.open_back(&key("v1/content/0000/0000")).unwrap()), b"content");
    let range = |from, to| second.open_range(&key("v1/content/0000/0000"), from..to).unwrap();
    assert_eq!(content(range(3, 5)), b"te");
    assert_eq!(content(range(5, 99)), b"nt");
    describe(&*second, 1);
    second.commit().unwrap();
    assert_committed(store, 1);
}

/// Another writer is told who holds the claim; the same one enters again.
pub fn a_claim_keeps_others_out(store: &dyn Store) {
    let first = store.stage(&placement(1, "anna-1")).unwrap();
    match store.stage(&placement(1, "bert-2")) {
        Err(StoreError::Claimed { writer, .. }) => assert_eq!(writer, "anna-1"),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("two writers hold one claim"),
    }
    drop(first);
    assert!(store.stage(&placement(1, "bert-2")).is_err(), "a dropped stage keeps its claim");
    store.stage(&placement(1, "anna-1")).unwrap().abandon().unwrap();
    store.stage(&placement(1, "bert-2")).unwrap().abandon().unwrap();
}

/// Without inventory or sidecar nothing is committed.
pub fn a_commit_needs_inventory_and_sidecar(store: &dyn Store) {
    for missing in ["v1/inventory.json", "v1/inventory.json.sha512"] {
        let stage = store.stage(&placement(1, "w")).unwrap();
        fill(&*stage, 1);
        stage.remove(&key(missing)).unwrap();
        assert!(is_not_found(stage.commit()), "committed without {missing}");
        assert!(!exists(store, &key("holdings/a3b/f2c/9d1/a3bf2c9d1e/inventory.json")).unwrap());
        store.stage(&placement(1, "w")).unwrap().abandon().unwrap();
    }
    assert_eq!(all_keys(store), [""; 0]);
}

/// A committed version cannot be staged, changed or abandoned again.
pub fn a_committed_version_stays(store: &dyn Store) {
    commit_version(store, 1);
    assert!(already_exists(store.stage(&placement(1, "w"))));
    assert!(already_exists(store.stage(&placement(1, "another"))));
    commit_version(store, 2);
    assert!(already_exists(store.stage(&placement(1, "w"))));
    assert_committed(store, 2);
    assert!(!exists(store, &placement(1, "w").claim).unwrap());
}

/// Giving up removes content, claim and every folder that was made.
pub fn abandoning_leaves_nothing(store: &dyn Store) {
    let stage = store.stage(&placement(1, "w")).unwrap();
    fill(&*stage, 1);
    stage.sync().unwrap();
    stage.abandon().unwrap();
    assert_eq!(all_keys(store), [""; 0]);
    commit_version(store, 1);
    let stage = store.stage(&placement(2, "w")).unwrap();
    fill(&*stage, 2);
    stage.abandon().unwrap();
    assert_committed(store, 1);
}

/// Threads create, finish and sync side by side.
pub fn many_threads_fill_one_stage(store: &dyn Store) {
    let stage = store.stage(&placement(1, "w")).unwrap();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    put(&*stage, &format!("v1/content/{:04}/{n:04}", n % 7), &[1; 3000]);
                }
                stage.sync().unwrap();
            });
        }
    });
    describe(&*stage, 1);
    assert!(stage.staged().unwrap().len() >= 41);
    stage.commit().unwrap();
    let mut sizes = Vec::new();
    let folder = placement(1, "w").object.join("v1/content").unwrap();
    let mut each = |entry: Entry| {
        let Entry::File { meta, .. } = entry else { panic!("{entry:?}") };
        sizes.push(meta.size);
        ControlFlow::Continue(())
    };
    store.list(&folder, &mut each).unwrap();
    assert_eq!(sizes, [3000; 40]);
}

/// No path outside the version folder can be staged, read or removed.
pub fn a_stage_keeps_to_its_version(store: &dyn Store) {
    commit_version(store, 1);
    let stage = store.stage(&placement(2, "w")).unwrap();
    for path in ["inventory.json", "v1/content/0000/0000", "v2", "v22/x", "v2/content/a.part"] {
        let path = key(path);
        assert!(matches!(stage.create(&path), Err(StoreError::BadKey(_))), "{path}");
        assert!(matches!(stage.open_back(&path), Err(StoreError::BadKey(_))), "{path}");
        assert!(matches!(stage.remove(&path), Err(StoreError::BadKey(_))), "{path}");
    }
    stage.abandon().unwrap();
    assert_committed(store, 1);
}

/// A finished file is not overwritten; removed, it can be written anew.
pub fn a_staged_file_is_removed_before_it_is_replaced(store: &dyn Store) {
    let stage = store.stage(&placement(1, "w")).unwrap();
    put(&*stage, "v1/content/0000/0000", b"wrong");
    let path = key("v1/content/0000/0000");
    assert!(already_exists(stage.create(&path)));
    assert_eq!(content(stage.open_back(&path).unwrap()), b"wrong");
    stage.remove(&path).unwrap();
    stage.remove(&path).unwrap();
    assert!(is_not_found(stage.open_back(&path)));
    fill(&*stage, 1);
    stage.commit().unwrap();
    assert_committed(store, 1);
}

/// A file of several parts comes back to the byte, as a whole and in ranges across the parts.
pub fn large_files_are_whole(store: &dyn Store) {
    let size = (17 << 20) + 11;
    let bytes: Vec<u8> =
        (0..size).map(|n: u32| (n ^ (n >> 9) ^ (n >> 17)).to_le_bytes()[0]).collect();
    let stage = store.stage(&placement(1, "w")).unwrap();
    let path = key("v1/content/0000/0001");
    let mut sink = stage.create(&path).unwrap();
    for piece in bytes.chunks(1_000_003) {
        sink.write_all(piece).unwrap();
    }
    sink.finish().unwrap();
    stage.sync().unwrap();
    assert!(content(stage.open_back(&path).unwrap()) == bytes);
    fill(&*stage, 1);
    stage.commit().unwrap();
    let key = placement(1, "w").object.join_key(&path).unwrap();
    assert_eq!(store.head(&key).unwrap().size, u64::from(size));
    assert!(content(store.open(&key, None).unwrap()) == bytes);
    let middle = (8 << 20) - 5..(16 << 20) + 5;
    let part = content(store.open(&key, Some(middle.clone())).unwrap());
    assert!(part == bytes[usize::try_from(middle.start).unwrap()..(16 << 20) + 5]);
}
