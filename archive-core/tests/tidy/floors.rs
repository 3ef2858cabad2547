//! Rooms use rooms on their own floor and below, as the table of the architecture says.

use crate::assert_none;
use crate::mask::code_only;
use crate::repository::{files, files_ending};
use std::collections::BTreeMap;

/// The page with the table of rooms and floors.
const PAGE: &str = "docs/architecture.md";
/// Where the rooms are.
const SOURCE: &str = "archive-core/src/";

/// The floor of each room.
fn floors() -> BTreeMap<String, u32> {
    let page = files().into_iter().find(|file| file.name == PAGE).expect("the page is there");
    let mut out = BTreeMap::new();
    for line in page.text.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(floor), Some(rooms)) = (cells.next(), cells.next()) else { continue };
        let Ok(floor) = floor.parse() else { continue };
        for room in rooms.split(',').map(|room| room.trim().trim_matches('`')) {
            out.insert(room.to_owned(), floor);
        }
    }
    out
}

/// The rooms that code names with `crate::`, without its tests: they may look from above.
fn named(code: &str) -> Vec<String> {
    let code = code_only(code);
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name = |rest: &str| -> String { rest.chars().take_while(|c| is_name(*c)).collect() };
    let names = |rest: &str| -> Vec<String> {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        group.map_or_else(
            || vec![name(rest)],
            |group| group.split(',').map(|part| name(part.trim())).collect(),
        )
    };
    code.split("crate::").skip(1).flat_map(names).collect()
}

#[test]
fn no_room_uses_one_above_it() {
    let floors = floors();
    assert!(floors.len() > 20, "the table is there: {floors:?}");
    let mut wrong = Vec::new();
    for file in files_ending("rs") {
        let Some(inside) = file.name.strip_prefix(SOURCE) else { continue };
        let room = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if room == "lib" || inside.ends_with("tests.rs") {
            continue;
        }
        let Some(own) = floors.get(room) else {
            wrong.push(format!("{room} has no floor in {PAGE}"));
            continue;
        };
        for other in named(&file.text) {
            if floors.get(&other).is_some_and(|floor| floor > own) {
                wrong.push(format!("{inside} uses {other}, which is above {room}"));
            }
        }
    }
    wrong.dedup();
    assert_none("rooms that use one above them", &wrong);
}

#[test]
fn rooms_are_seen_in_code_alone() {
    let code = "use crate::{fs, limits::Limits};\n// crate::ingest\nlet x = crate::xml::Reader;\n\
                #[cfg(test)]\nmod tests { use crate::doctor; }";
    assert_eq!(named(code), ["fs", "limits", "xml"]);
}
