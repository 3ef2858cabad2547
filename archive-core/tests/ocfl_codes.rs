//! At least one object or storage root for every code of OCFL 1.0 and 1.1, made here: the
//! public corpora have cases for some two thirds of them only.

#![cfg(unix)]
#![expect(clippy::needless_pass_by_value, reason = "cases read better with values of their own")]
#![expect(clippy::unwrap_used, reason = "a test fails where its own preparation does")]
#![expect(clippy::disallowed_methods, reason = "tests prepare their own files")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::codes::ocfl;
use archive_core::finding::{Findings, Lang, Severity};
use archive_core::ocfl::DiskTree;
use archive_core::ocfl::validate::{Options, validate_object, validate_root};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Codes that no object or root can show, because they bind programs or need a reader; the
/// reasons stand in `docs/ocfl-validation.md`.
const UNJUDGED: [&str; 8] = ["E022", "E027", "E028", "E062", "E068", "E087", "E091", "W012"];

fn sha512(bytes: &[u8]) -> String {
    Hasher::digest(Algorithm::Sha512, bytes).hex()
}

const A: &[u8] = b"content of a";
const B: &[u8] = b"content of b";

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn version(state: Value) -> Value {
    let user = json!({"name": "Alice", "address": "mailto:alice@example.org"});
    json!({"created": "2026-01-31T12:00:00Z", "message": "m", "user": user, "state": state})
}

/// The inventory of an object with one version and one file.
fn inventory(spec: &str) -> Value {
    json!({
        "id": "urn:example:one",
        "type": format!("https://ocfl.io/{spec}/spec/#inventory"),
        "digestAlgorithm": "sha512",
        "head": "v1",
        "manifest": {sha512(A): ["v1/content/a.txt"]},
        "versions": {"v1": version(json!({sha512(A): ["a.txt"]}))},
    })
}

/// The same with a second version that adds a file.
fn second(spec: &str) -> Value {
    let mut out = inventory(spec);
    out["head"] = json!("v2");
    out["manifest"][sha512(B)] = json!(["v2/content/b.txt"]);
    out["versions"]["v2"] = version(json!({sha512(A): ["a.txt"], sha512(B): ["b.txt"]}));
    out
}

fn put_inventory(folder: &Path, text: &[u8]) {
    write(&folder.join("inventory.json"), text);
    let sidecar = format!("{} inventory.json\n", sha512(text));
    write(&folder.join("inventory.json.sha512"), sidecar);
}

fn put_json(folder: &Path, inventory: &Value) {
    put_inventory(folder, &serde_json::to_vec(inventory).unwrap());
}

fn declare(place: &Path, spec: &str) {
    let name = format!("ocfl_object_{spec}");
    write(&place.join(format!("0={name}")), format!("{name}\n"));
}

/// A good object of one version.
fn plain(place: &Path, spec: &str) {
    edited(place, spec, |_| {});
}

/// The same with its inventory changed, in the root and in v1 alike.
fn edited(place: &Path, spec: &str, edit: impl FnOnce(&mut Value)) {
    let mut value = inventory(spec);
    edit(&mut value);
    text(place, spec, &serde_json::to_vec(&value).unwrap());
}

/// An object whose inventory has exactly this text.
fn text(place: &Path, spec: &str, text: &[u8]) {
    declare(place, spec);
    write(&place.join("v1/content/a.txt"), A);
    put_inventory(place, text);
    put_inventory(&place.join("v1"), text);
}

/// The text of the plain inventory with a piece replaced.
fn replaced(place: &Path, spec: &str, from: &str, to: &str) {
    let plain = serde_json::to_string(&inventory(spec)).unwrap();
    assert!(plain.contains(from), "{from}");
    text(place, spec, plain.replacen(from, to, 1).as_bytes());
}

/// An object of two versions with both inventories changed.
fn two(place: &Path, spec: &str, first: impl FnOnce(&mut Value), edit: impl FnOnce(&mut Value)) {
    let (mut v1, mut v2) = (inventory(spec), second(spec));
    first(&mut v1);
    edit(&mut v2);
    declare(place, spec);
    write(&place.join("v1/content/a.txt"), A);
    write(&place.join("v2/content/b.txt"), B);
    put_json(&place.join("v1"), &v1);
    put_json(&place.join("v2"), &v2);
    put_json(place, &v2);
}

/// An object whose versions have these names; only the first has content.
fn named(place: &Path, spec: &str, names: &[&str]) {
    declare(place, spec);
    let mut value = inventory(spec);
    value["manifest"] = json!({sha512(A): [format!("{}/content/a.txt", names[0])]});
    value["versions"] = json!({});
    for name in names {
        value["versions"][name] = version(json!({sha512(A): ["a.txt"]}));
        value["head"] = json!(name);
        put_json(&place.join(name), &value);
    }
    write(&place.join(names[0]).join("content/a.txt"), A);
    put_json(place, &value);
}

/// A storage root with objects at these paths, each with an id of its own.
fn root(place: &Path, spec: &str, objects: &[&str]) {
    write(&place.join(format!("0=ocfl_{spec}")), format!("ocfl_{spec}\n"));
    for path in objects {
        edited(&place.join(path), spec, |i| i["id"] = json!(format!("urn:example:{path}")));
    }
}

fn layout(place: &Path, name: &str, config: &str) {
    let text = json!({"extension": name, "description": "how"}).to_string();
    write(&place.join("ocfl_layout.json"), text);
    if !config.is_empty() {
        write(&place.join(format!("extensions/{name}/config.json")), config);
    }
}

type Build = fn(&Path, &str);

/// Where a case applies.
#[derive(Clone, Copy, PartialEq)]
enum In {
    Both,
    Only10,
    Only11,
}
use In::{Both, Only10, Only11};

/// An object for a code.
const OBJECTS: &[(&str, In, Build)] = &[
    ("E001", Both, |p, s| {
        plain(p, s);
        write(&p.join("notes.txt"), "x");
    }),
    ("E001", Both, |p, s| {
        plain(p, s);
        write(&p.join("inventory.json.md5"), "x");
    }),
    ("E002", Both, |p, s| {
        plain(p, s);
        rename(p, &format!("0=ocfl_object_{s}"), &format!("1=ocfl_object_{s}"));
    }),
    ("E003", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join(format!("0=ocfl_object_{s}"))).unwrap();
    }),
    ("E003", Both, |p, _| {
        plain(p, "1.0");
        declare(p, "1.1");
    }),
    ("E004", Both, |p, s| {
        plain(p, s);
        rename(p, &format!("0=ocfl_object_{s}"), &format!("0ocfl_object_{s}"));
    }),
    ("E005", Both, |p, s| {
        plain(p, s);
        rename(p, &format!("0=ocfl_object_{s}"), &format!("1=ocfl_object_{s}"));
    }),
    ("E006", Both, |p, s| {
        plain(p, s);
        rename(p, &format!("0=ocfl_object_{s}"), "0=ocfl_object_9.9");
    }),
    ("E006", Both, |p, s| {
        plain(p, s);
        rename(p, &format!("0=ocfl_object_{s}"), &format!("0=ocfl_{s}"));
    }),
    ("E007", Both, |p, s| {
        plain(p, s);
        write(&p.join(format!("0=ocfl_object_{s}")), format!("ocfl_object_{s}\r\n"));
    }),
    ("E008", Both, |p, s| {
        edited(p, s, |i| {
            i["versions"] = json!({});
            i["manifest"] = json!({});
        });
        fs::remove_dir_all(p.join("v1")).unwrap();
    }),
    ("E009", Both, |p, s| named(p, s, &["v2", "v3"])),
    ("E010", Both, |p, s| named(p, s, &["v1", "v3"])),
    ("E010", Both, |p, s| {
        two(p, s, |_| {}, |_| {});
        fs::remove_dir_all(p.join("v2")).unwrap();
    }),
    ("E011", Both, |p, s| named(p, s, &["v08", "v09", "v10"])),
    ("E011", Only10, |p, s| named(p, s, &["1"])),
    ("E012", Both, |p, s| named(p, s, &["v1", "v02"])),
    ("E012", Both, |p, s| named(p, s, &["v01", "v002"])),
    ("E013", Both, |p, s| named(p, s, &["v001", "v002", "v3"])),
    ("E014", Both, |p, s| {
        edited(p, s, |i| i["manifest"][sha512(A)] = json!(["v001/content/a.txt"]));
    }),
    ("E015", Both, |p, s| {
        plain(p, s);
        write(&p.join("v1/readme.txt"), "x");
    }),
    ("E015", Both, |p, s| {
        plain(p, s);
        write(&p.join("v1/inventory.json.md5"), "x");
    }),
    ("E016", Both, |p, s| {
        plain(p, s);
        fs::remove_dir_all(p.join("v1/content")).unwrap();
    }),
    ("E017", Both, |p, s| edited(p, s, |i| i["contentDirectory"] = json!("content/dir"))),
    ("E017", Both, |p, s| edited(p, s, |i| i["contentDirectory"] = json!(7))),
    ("E018", Both, |p, s| edited(p, s, |i| i["contentDirectory"] = json!(".."))),
    ("E019", Both, |p, s| two(p, s, |_| {}, |i| i["contentDirectory"] = json!("stuff"))),
    ("E020", Both, |p, s| {
        let set = |name: &'static str| move |i: &mut Value| i["contentDirectory"] = json!(name);
        two(p, s, set("content"), set("stuff"));
    }),
    ("E021", Both, |p, s| {
        edited(p, s, |i| i["manifest"][sha512(A)] = json!(["v1/data/a.txt"]));
    }),
    ("E023", Both, |p, s| {
        plain(p, s);
        write(&p.join("v1/content/extra.txt"), "x");
    }),
    ("E023", Both, |p, s| {
        plain(p, s);
        let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xff.txt");
        write(&p.join("v1/content").join(name), "x");
    }),
    ("E023", Both, |p, s| {
        two(p, s, |_| {}, |_| {});
        let mut old = inventory(s);
        old["manifest"] = json!({});
        old["versions"]["v1"]["state"] = json!({});
        put_json(&p.join("v1"), &old);
    }),
    ("E024", Both, |p, s| {
        plain(p, s);
        fs::create_dir(p.join("v1/content/empty")).unwrap();
    }),
    ("E025", Both, |p, s| edited(p, s, |i| i["digestAlgorithm"] = json!("md5"))),
    ("E025", Both, |p, s| edited(p, s, |i| i["digestAlgorithm"] = json!("SHA512"))),
    ("E026", Both, |p, s| fixity(p, s, "SHA-1", "x")),
    ("E029", Both, |p, s| fixity(p, s, "sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")),
    ("E030", Both, |p, s| fixity(p, s, "sha256", "abc")),
    ("E031", Both, |p, s| {
        edited(p, s, |i| i["manifest"] = json!({"abc": ["v1/content/a.txt"]}));
    }),
    ("E032", Both, |p, s| fixity(p, s, "blake2b-512", "abc")),
    ("E033", Both, |p, s| text(p, s, b"{")),
    ("E033", Both, |p, s| text(p, s, b"[]")),
    ("E033", Both, |p, s| replaced(p, s, "\"head\"", "\"head\":\"v1\",\"head\"")),
    ("E033", Both, |p, s| text(p, s, b"{\"id\": \"\xff\"}")),
    ("E034", Both, |p, s| {
        plain(p, s);
        rename(p, "inventory.json", "Inventory.JSON");
    }),
    ("E035", Both, |p, s| {
        edited(p, s, |i| i["manifest"][sha512(A)] = json!(["v1\\content\\a.txt"]));
    }),
    ("E036", Both, |p, s| edited(p, s, |i| remove(i, "id"))),
    ("E036", Both, |p, s| edited(p, s, |i| remove(i, "type"))),
    ("E036", Both, |p, s| edited(p, s, |i| remove(i, "digestAlgorithm"))),
    ("E036", Both, |p, s| edited(p, s, |i| remove(i, "head"))),
    ("E037", Both, |p, s| edited(p, s, |i| i["id"] = json!(""))),
    ("E037", Both, |p, s| edited(p, s, |i| i["id"] = json!([1]))),
    ("E037", Both, |p, s| two(p, s, |i| i["id"] = json!("urn:other"), |_| {})),
    ("E038", Both, |p, s| {
        edited(p, s, |i| i["type"] = json!("https://ocfl.io/9.9/spec/#inventory"));
    }),
    ("E038", Both, |p, s| edited(p, s, |i| i["type"] = json!(["x"]))),
    ("E038", Only11, |p, s| {
        edited(p, s, |i| i["type"] = json!("https://ocfl.io/1.0/spec/#inventory"));
    }),
    ("E039", Both, |p, s| {
        let digest = Hasher::digest(Algorithm::Sha256, A).hex();
        edited(p, s, |i| {
            i["manifest"] = json!({&digest: ["v1/content/a.txt"]});
            i["versions"]["v1"]["state"] = json!({&digest: ["a.txt"]});
        });
    }),
    ("E040", Both, |p, s| edited(p, s, |i| i["head"] = json!("v2"))),
    ("E040", Both, |p, s| edited(p, s, |i| i["head"] = json!(1))),
    ("E040", Both, |p, s| two(p, s, |_| {}, |i| i["head"] = json!("v1"))),
    ("E041", Both, |p, s| edited(p, s, |i| remove(i, "manifest"))),
    ("E041", Both, |p, s| edited(p, s, |i| i["manifest"] = json!([]))),
    ("E041", Both, |p, s| edited(p, s, |i| remove(i, "versions"))),
    ("E042", Both, |p, s| edited(p, s, |i| i["manifest"][sha512(A)] = json!(["a.txt"]))),
    ("E042", Both, |p, s| {
        edited(p, s, |i| i["manifest"][sha512(A)] = json!(["v2/content/a.txt"]));
    }),
    ("E043", Both, |p, s| edited(p, s, |i| remove(i, "versions"))),
    ("E044", Both, |p, s| edited(p, s, |i| i["versions"] = json!([]))),
    ("E045", Both, |p, s| edited(p, s, |i| i["versions"] = json!(["v1"]))),
    ("E046", Both, |p, s| {
        plain(p, s);
        put_json(&p.join("v2"), &inventory(s));
    }),
    ("E046", Both, |p, s| {
        edited(p, s, |i| i["versions"]["first"] = version(json!({})));
    }),
    ("E047", Both, |p, s| edited(p, s, |i| i["versions"]["v1"] = json!("2026"))),
    ("E048", Both, |p, s| edited(p, s, |i| remove(&mut i["versions"]["v1"], "created"))),
    ("E048", Both, |p, s| edited(p, s, |i| remove(&mut i["versions"]["v1"], "state"))),
    ("E049", Both, |p, s| created(p, s, json!("2019-01-01T02:03:04"))),
    ("E049", Both, |p, s| created(p, s, json!("2019-01-01T02:03Z"))),
    ("E049", Both, |p, s| created(p, s, json!("yesterday"))),
    ("E049", Both, |p, s| created(p, s, json!(1_548_979_200))),
    ("E050", Both, |p, s| {
        edited(p, s, |i| i["versions"]["v1"]["state"][sha512(B)] = json!(["b.txt"]));
    }),
    ("E050", Both, |p, s| {
        let upper = sha512(A).to_uppercase();
        edited(p, s, |i| i["versions"]["v1"]["state"] = json!({upper: ["a.txt"]}));
    }),
    ("E050", Both, |p, s| edited(p, s, |i| i["versions"]["v1"]["state"] = json!([]))),
    ("E050", Only10, |p, s| unused(p, s)),
    ("E051", Both, |p, s| logical(p, s, json!([""]))),
    ("E051", Both, |p, s| logical(p, s, json!([7]))),
    ("E052", Both, |p, s| logical(p, s, json!(["a/../b"]))),
    ("E052", Both, |p, s| logical(p, s, json!(["./a"]))),
    ("E052", Both, |p, s| logical(p, s, json!(["a//b"]))),
    ("E053", Both, |p, s| logical(p, s, json!(["/a"]))),
    ("E053", Both, |p, s| logical(p, s, json!(["a/"]))),
    ("E054", Both, |p, s| user(p, s, json!({"address": "mailto:a@example.org"}))),
    ("E054", Both, |p, s| user(p, s, json!("Alice"))),
    ("E054", Both, |p, s| user(p, s, json!({"name": 1}))),
    ("E055", Only10, |p, s| edited(p, s, |i| i["fixity"] = Value::Null)),
    ("E056", Both, |p, s| fixity(p, s, "MD5", "x")),
    ("E057", Both, |p, s| edited(p, s, |i| i["fixity"] = json!({"md5": []}))),
    ("E057", Both, |p, s| edited(p, s, |i| i["fixity"] = json!({"md5": {"00": "a"}}))),
    ("E058", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join("inventory.json.sha512")).unwrap();
    }),
    ("E058", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join("v1/inventory.json.sha512")).unwrap();
    }),
    ("E059", Both, |p, s| {
        plain(p, s);
        rename(p, "inventory.json.sha512", "inventory.json.sha256");
    }),
    ("E060", Both, |p, s| {
        plain(p, s);
        let sidecar = format!("{} inventory.json\n", sha512(b"other"));
        write(&p.join("inventory.json.sha512"), sidecar);
    }),
    ("E061", Both, |p, s| {
        plain(p, s);
        let text = fs::read(p.join("inventory.json")).unwrap();
        write(&p.join("inventory.json.sha512"), sha512(&text));
    }),
    ("E063", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join("inventory.json")).unwrap();
    }),
    ("E064", Both, |p, s| {
        plain(p, s);
        let mut other = inventory(s);
        other["versions"]["v1"]["message"] = json!("other");
        put_json(p, &other);
    }),
    ("E066", Both, |p, s| {
        let other = |i: &mut Value| i["versions"]["v1"]["state"] = json!({sha512(A): ["x.txt"]});
        two(p, s, other, |_| {});
    }),
    ("E067", Both, |p, s| {
        plain(p, s);
        write(&p.join("extensions/readme.txt"), "x");
    }),
    ("E082", Both, |p, s| {
        plain(p, s);
        plain(&p.join("inner"), s);
    }),
    ("E089", Both, |p, s| {
        plain(p, s);
        let path = p.join("v1/content/pipe");
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }),
    ("E090", Both, |p, s| {
        plain(p, s);
        std::os::unix::fs::symlink("a.txt", p.join("v1/content/b.txt")).unwrap();
    }),
    ("E090", Both, |p, s| {
        plain(p, s);
        fs::hard_link(p.join("v1/content/a.txt"), p.join("v1/content/b.txt")).unwrap();
    }),
    ("E090", Both, |p, s| {
        plain(p, s);
        write(&p.join("logs/2026/log.txt"), "fine");
        std::os::unix::fs::symlink("/etc", p.join("logs/2026/etc")).unwrap();
    }),
    ("E092", Both, |p, s| {
        plain(p, s);
        write(&p.join("v1/content/a.txt"), B);
    }),
    ("E092", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join("v1/content/a.txt")).unwrap();
    }),
    ("E092", Both, |p, s| edited(p, s, |i| i["manifest"][sha512(A)] = json!("v1/content/a.txt"))),
    ("E092", Both, |p, s| {
        // Only the older inventory is wrong, and under its own algorithm.
        two(
            p,
            s,
            |i| {
                let digest = Hasher::digest(Algorithm::Sha256, B).hex();
                i["digestAlgorithm"] = json!("sha256");
                i["manifest"] = json!({&digest: ["v1/content/a.txt"]});
                i["versions"]["v1"]["state"] = json!({&digest: ["a.txt"]});
            },
            |_| {},
        );
    }),
    ("E093", Both, |p, s| fixity(p, s, "md5", "d41d8cd98f00b204e9800998ecf8427e")),
    ("E093", Both, |p, s| fixity(p, s, "size", "11")),
    ("E093", Both, |p, s| {
        edited(p, s, |i| {
            i["fixity"] = json!({"sha512": {sha512(A): ["v1/content/none.txt"]}});
        });
    }),
    ("E094", Both, |p, s| edited(p, s, |i| i["versions"]["v1"]["message"] = json!(["m"]))),
    ("E095", Both, |p, s| logical(p, s, json!(["a.txt", "a.txt"]))),
    ("E095", Both, |p, s| logical(p, s, json!(["a", "a/b"]))),
    ("E096", Both, |p, s| {
        let upper = sha512(A).to_uppercase();
        edited(p, s, |i| i["manifest"][upper] = json!(["v1/content/b.txt"]));
    }),
    ("E096", Both, |p, s| {
        let again = format!("\"manifest\":{{\"{}\":[],", sha512(A));
        replaced(p, s, "\"manifest\":{", &again);
    }),
    ("E097", Both, |p, s| {
        edited(p, s, |i| {
            i["fixity"] = json!({"md5": {
                "aaaabbbbccccddddaaaabbbbccccdddd": ["v1/content/a.txt"],
                "AAAABBBBCCCCDDDDAAAABBBBCCCCDDDD": ["v1/content/a.txt"]
            }});
        });
    }),
    ("E098", Both, |p, s| content(p, s, json!([""]))),
    ("E099", Both, |p, s| content(p, s, json!(["v1/content/../../x"]))),
    ("E099", Both, |p, s| content(p, s, json!(["v1/content//a.txt"]))),
    ("E100", Both, |p, s| content(p, s, json!(["/v1/content/a.txt"]))),
    ("E101", Both, |p, s| content(p, s, json!(["v1/content/a.txt", "v1/content/a.txt"]))),
    ("E101", Both, |p, s| content(p, s, json!(["v1/content/a.txt", "v1/content/a.txt/b"]))),
    ("E102", Both, |p, s| edited(p, s, |i| i["extra"] = json!(1))),
    ("E102", Both, |p, s| edited(p, s, |i| i["versions"]["v1"]["extra"] = json!(1))),
    ("E102", Both, |p, s| edited(p, s, |i| i["versions"]["v1"]["user"]["extra"] = json!(1))),
    ("E103", Only11, |p, s| {
        two(p, s, |_| {}, |_| {});
        put_json(&p.join("v2"), &second("1.0"));
    }),
    ("E104", Only11, |p, s| named(p, s, &["1"])),
    ("E105", Only11, |p, s| named(p, s, &["v0"])),
    ("E106", Only11, |p, s| edited(p, s, |i| i["manifest"] = Value::Null)),
    ("E107", Only11, |p, s| unused(p, s)),
    ("E108", Only11, |p, s| edited(p, s, |i| i["contentDirectory"] = json!("a/b"))),
    ("E110", Only11, |p, s| two(p, s, |i| i["id"] = json!("urn:other"), |_| {})),
    ("E111", Only11, |p, s| edited(p, s, |i| i["fixity"] = Value::Null)),
    ("W001", Both, |p, s| named(p, s, &["v001", "v002"])),
    ("W002", Both, |p, s| {
        plain(p, s);
        write(&p.join("v1/extra/x.txt"), "x");
    }),
    ("W003", Both, |p, s| {
        named(p, s, &["v1", "v2"]);
        fs::create_dir(p.join("v2/content")).unwrap();
    }),
    ("W004", Both, |p, s| {
        let digest = Hasher::digest(Algorithm::Sha256, A).hex();
        declare(p, s);
        let mut value = inventory(s);
        value["digestAlgorithm"] = json!("sha256");
        value["manifest"] = json!({&digest: ["v1/content/a.txt"]});
        value["versions"]["v1"]["state"] = json!({&digest: ["a.txt"]});
        let text = serde_json::to_vec(&value).unwrap();
        let sidecar = format!("{}\t inventory.json\n", Hasher::digest(Algorithm::Sha256, &text));
        for folder in [p.to_owned(), p.join("v1")] {
            write(&folder.join("inventory.json"), &text);
            write(&folder.join("inventory.json.sha256"), &sidecar);
        }
        write(&p.join("v1/content/a.txt"), A);
    }),
    ("W005", Both, |p, s| edited(p, s, |i| i["id"] = json!("bb123cd4567"))),
    ("W007", Both, |p, s| edited(p, s, |i| remove(&mut i["versions"]["v1"], "user"))),
    ("W007", Both, |p, s| edited(p, s, |i| remove(&mut i["versions"]["v1"], "message"))),
    ("W008", Both, |p, s| user(p, s, json!({"name": "Alice"}))),
    ("W009", Both, |p, s| user(p, s, json!({"name": "Alice", "address": "alice@example.org"}))),
    ("W010", Both, |p, s| {
        plain(p, s);
        fs::remove_file(p.join("v1/inventory.json")).unwrap();
        fs::remove_file(p.join("v1/inventory.json.sha512")).unwrap();
    }),
    ("W011", Both, |p, s| {
        two(p, s, |i| i["versions"]["v1"]["message"] = json!("other"), |_| {});
    }),
    ("W013", Both, |p, s| {
        plain(p, s);
        write(&p.join("extensions/our-own/x.txt"), "x");
    }),
    ("I-OCF-002", Both, |p, s| fixity(p, s, "crc32", "00000000")),
];

/// A storage root for a code.
const ROOTS: &[(&str, In, Build)] = &[
    ("E037", Both, |p, s| {
        root(p, s, &["a", "b"]);
        edited(&p.join("b"), s, |i| i["id"] = json!("urn:example:a"));
    }),
    ("E067", Only10, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("extensions/readme.txt"), "x");
    }),
    ("E069", Both, |p, s| {
        root(p, s, &["a"]);
        fs::remove_file(p.join(format!("0=ocfl_{s}"))).unwrap();
    }),
    ("E070", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("ocfl_layout.json"), r#"{"extension": "0002-flat-direct-storage-layout"}"#);
    }),
    ("E070", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("ocfl_layout.json"), "{");
    }),
    ("E070", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("ocfl_layout.json"), r#"{"description": "x", "extension": 1}"#);
    }),
    ("E071", Both, |p, s| {
        root(p, s, &["a"]);
        layout(p, "our-own-layout", "");
    }),
    ("E072", Both, |p, s| {
        root(p, s, &["a/b"]);
        write(&p.join("a/notes.txt"), "x");
    }),
    ("E073", Both, |p, s| {
        root(p, s, &["a"]);
        fs::create_dir(p.join("empty")).unwrap();
    }),
    ("E073", Both, |p, s| {
        root(p, s, &["a/b"]);
        fs::create_dir_all(p.join("a/c/empty")).unwrap();
    }),
    ("E074", Both, |p, s| {
        root(p, s, &["a"]);
        root(&p.join("inner"), s, &["b"]);
    }),
    ("E075", Both, |p, s| {
        root(p, s, &["a"]);
        rename(p, &format!("0=ocfl_{s}"), &format!("1=ocfl_{s}"));
    }),
    ("E076", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("0=ocfl_1.0"), "ocfl_1.0\n");
        write(&p.join("0=ocfl_1.1"), "ocfl_1.1\n");
    }),
    ("E077", Both, |p, s| {
        root(p, s, &["a"]);
        rename(p, &format!("0=ocfl_{s}"), &format!("ocfl_{s}"));
    }),
    ("E078", Both, |p, s| {
        root(p, s, &["a"]);
        rename(p, &format!("0=ocfl_{s}"), &format!("1=ocfl_{s}"));
    }),
    ("E079", Both, |p, s| {
        root(p, s, &["a"]);
        rename(p, &format!("0=ocfl_{s}"), "0=ocfl_9.9");
    }),
    ("E080", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join(format!("0=ocfl_{s}")), "");
    }),
    ("E081", Only10, |p, s| {
        root(p, s, &["a"]);
        plain(&p.join("b"), "1.1");
    }),
    ("E082", Both, |p, s| {
        root(p, s, &["a"]);
        declare(p, s);
    }),
    ("E083", Both, |p, s| {
        root(p, s, &["a"]);
        layout(p, "0004-hashed-n-tuple-storage-layout", "{}");
    }),
    ("E084", Both, |p, s| {
        root(p, s, &["a/b"]);
        write(&p.join("a/notes.txt"), "x");
    }),
    ("E085", Both, |p, s| {
        root(p, s, &["a/b"]);
        write(&p.join("a/c/notes.txt"), "x");
    }),
    ("E085", Both, |p, s| {
        root(p, s, &["a/b"]);
        fs::remove_file(p.join(format!("a/b/0=ocfl_object_{s}"))).unwrap();
    }),
    ("E086", Only10, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("extensions/readme.txt"), "x");
    }),
    ("E088", Both, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("tmp/x.txt"), "x");
    }),
    ("E090", Both, |p, s| {
        root(p, s, &["a/b"]);
        std::os::unix::fs::symlink("b", p.join("a/c")).unwrap();
    }),
    ("E112", Only11, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("extensions/readme.txt"), "x");
    }),
    ("W013", Only10, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("extensions/our-own/config.json"), "{}");
    }),
    ("W014", Both, |p, s| root(p, s, &["a/b", "c/d/e"])),
    ("W015", Both, |p, s| root(p, s, &["a", "b/c"])),
    ("W016", Only11, |p, s| {
        root(p, s, &["a"]);
        write(&p.join("extensions/our-own/config.json"), "{}");
    }),
    ("I-OCF-003", Both, |p, s| {
        root(p, s, &["a"]);
        layout(p, "0011-direct-clean-path-layout", "");
    }),
    ("W-OCF-004", Both, |p, s| {
        root(p, s, &["a"]);
        layout(p, "0006-flat-omit-prefix-storage-layout", "");
    }),
];

fn rename(place: &Path, from: &str, to: &str) {
    fs::rename(place.join(from), place.join(to)).unwrap();
}

fn remove(value: &mut Value, key: &str) {
    value.as_object_mut().unwrap().remove(key).unwrap();
}

fn fixity(place: &Path, spec: &str, algorithm: &str, digest: &str) {
    edited(place, spec, |i| {
        i["fixity"] = json!({algorithm: {digest: ["v1/content/a.txt"]}});
    });
}

fn logical(place: &Path, spec: &str, paths: Value) {
    edited(place, spec, |i| i["versions"]["v1"]["state"] = json!({sha512(A): paths}));
}

fn content(place: &Path, spec: &str, paths: Value) {
    edited(place, spec, |i| i["manifest"] = json!({sha512(A): paths}));
}

fn created(place: &Path, spec: &str, value: Value) {
    edited(place, spec, |i| i["versions"]["v1"]["created"] = value);
}

fn user(place: &Path, spec: &str, value: Value) {
    edited(place, spec, |i| i["versions"]["v1"]["user"] = value);
}

fn unused(place: &Path, spec: &str) {
    edited(place, spec, |i| i["manifest"][sha512(B)] = json!(["v1/content/b.txt"]));
    write(&place.join("v1/content/b.txt"), B);
}

fn judge_object(place: &Path) -> Findings {
    validate_object(&DiskTree::new(place).unwrap(), b"", &Options::default()).findings
}

fn judge_root(place: &Path) -> Findings {
    let tree = DiskTree::new(place).unwrap();
    let mut all = Findings::new();
    let report =
        validate_root(&tree, b"", &Options::default(), &mut |object| all.append(object.findings));
    all.append(report.findings);
    all
}

fn run(cases: &[(&str, In, Build)], judge: fn(&Path) -> Findings) -> Vec<String> {
    let mut wrong = Vec::new();
    for (code, scope, build) in cases {
        for spec in ["1.0", "1.1"] {
            if (*scope == Only10 && spec == "1.1") || (*scope == Only11 && spec == "1.0") {
                continue;
            }
            let place = tempfile::tempdir().unwrap();
            build(place.path(), spec);
            let found = judge(place.path());
            let ids: BTreeSet<_> = found.iter().map(|f| f.code.id).collect();
            if !ids.contains(code) || found.has_errors() != code.starts_with('E') {
                wrong.push(format!("{code} in {spec}: found {ids:?}"));
            }
            for text in found.iter().flat_map(|f| [f.message(Lang::En), f.message(Lang::De)]) {
                assert!(!text.contains('?'), "{code}: {text}");
            }
        }
    }
    wrong
}

#[test]
fn every_code_of_objects_is_found() {
    let wrong = run(OBJECTS, judge_object);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_of_roots_is_found() {
    let wrong = run(ROOTS, judge_root);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_or_a_reason() {
    let cases: BTreeSet<_> = OBJECTS.iter().chain(ROOTS).map(|(code, _, _)| *code).collect();
    for code in ocfl::ALL.iter().map(|c| c.id).filter(|id| !id.starts_with("E-OCF")) {
        let unjudged = UNJUDGED.contains(&code);
        assert!(cases.contains(code) != unjudged, "{code}");
    }
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/ocfl-validation.md"));
    let page = page.unwrap();
    for code in ocfl::ALL {
        assert!(page.contains(&format!("| {} |", code.id)), "{} is not documented", code.id);
    }
}

#[test]
fn good_objects_and_roots_have_no_findings() {
    for spec in ["1.0", "1.1"] {
        let builds: [Build; 4] = [
            plain,
            |p, s| two(p, s, |_| {}, |_| {}),
            |p, s| named(p, s, &["v1", "v2", "v3"]),
            |p, s| {
                edited(p, s, |i| {
                    i["fixity"] = json!({"size": {"12": ["v1/content/a.txt"]}});
                });
                write(&p.join("logs/log.txt"), "anything");
                fs::create_dir_all(p.join("extensions/0005-mutable-head")).unwrap();
            },
        ];
        for build in builds {
            let place = tempfile::tempdir().unwrap();
            build(place.path(), spec);
            let found = judge_object(place.path());
            assert!(found.is_empty(), "{spec}: {:?}", found.iter().collect::<Vec<_>>());
        }
        let place = tempfile::tempdir().unwrap();
        root(place.path(), spec, &["one", "two"]);
        write(&place.path().join("README.txt"), "unknown files are ignored");
        let found = judge_root(place.path());
        assert!(found.is_empty(), "{spec}: {:?}", found.iter().collect::<Vec<_>>());
    }
}

#[test]
fn objects_of_1_0_are_good_in_roots_of_1_1() {
    let place = tempfile::tempdir().unwrap();
    root(place.path(), "1.1", &["a"]);
    plain(&place.path().join("b"), "1.0");
    // An object that was upgraded with its second version.
    let rename = |i: &mut Value| i["id"] = json!("urn:example:c");
    let older = |i: &mut Value| {
        *i = inventory("1.0");
        rename(i);
    };
    two(&place.path().join("c"), "1.1", older, rename);
    let found = judge_root(place.path());
    assert!(found.is_empty(), "{:?}", found.iter().collect::<Vec<_>>());
}

#[test]
fn a_declared_layout_places_every_object() {
    let place = tempfile::tempdir().unwrap();
    let digest = Hasher::digest(Algorithm::Sha256, b"urn:example:one").hex();
    let (a, b, c) = (&digest[..3], &digest[3..6], &digest[6..9]);
    root(place.path(), "1.1", &[]);
    plain(&place.path().join(format!("{a}/{b}/{c}/{digest}")), "1.1");
    layout(place.path(), "0004-hashed-n-tuple-storage-layout", "{}");
    let found = judge_root(place.path());
    assert!(found.is_empty(), "{:?}", found.iter().collect::<Vec<_>>());
}

#[test]
fn long_ids_have_their_place_too() {
    let place = tempfile::tempdir().unwrap();
    let id = format!("urn:example:{}", "long".repeat(100));
    root(place.path(), "1.1", &[]);
    let digest = Hasher::digest(Algorithm::Sha256, id.as_bytes()).hex();
    edited(&place.path().join(&digest), "1.1", |i| i["id"] = json!(id));
    let config = r#"{"tupleSize": 0, "numberOfTuples": 0}"#;
    layout(place.path(), "0004-hashed-n-tuple-storage-layout", config);
    let found = judge_root(place.path());
    assert!(found.is_empty(), "{:?}", found.iter().collect::<Vec<_>>());
}

#[test]
#[should_panic(expected = "the caller gives up")]
fn a_caller_that_panics_is_not_kept_waiting() {
    let place = tempfile::tempdir().unwrap();
    let paths: Vec<String> = (0..400).map(|n| n.to_string()).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    root(place.path(), "1.1", &paths);
    let tree = DiskTree::new(place.path()).unwrap();
    validate_root(&tree, b"", &Options::default(), &mut |_| panic!("the caller gives up"));
}

#[test]
fn without_digests_only_structure_is_judged() {
    let place = tempfile::tempdir().unwrap();
    plain(place.path(), "1.1");
    write(&place.path().join("v1/content/a.txt"), B);
    let tree = DiskTree::new(place.path()).unwrap();
    let options = Options { digests: false, ..Options::default() };
    let report = validate_object(&tree, b"", &options);
    assert!(report.is_valid() && report.bytes == 0);
    assert!(!validate_object(&tree, b"", &Options::default()).is_valid());
}

#[test]
fn severities_follow_the_specification() {
    for code in ocfl::ALL {
        let expected = match &code.id[..1] {
            "E" => Severity::Error,
            "W" => Severity::Warning,
            _ => Severity::Info,
        };
        assert_eq!(code.severity, expected, "{}", code.id);
    }
}
