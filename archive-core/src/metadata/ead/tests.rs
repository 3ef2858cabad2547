//! Round trips through both versions of EAD, finding aids of others, and what is refused.

use super::*;
use crate::finding::codes::{ead, xml as xml_codes};
use crate::metadata::description::{Field, Level, Placed, Unit, csv};
use crate::metadata::schema::tests::{shared, xmllint};
use proptest::prelude::*;

const VERSIONS: [Version; 2] = [Version::Ead2002, Version::Ead3];

fn heading() -> Heading<'static> {
    Heading {
        id: "DE-Ch3-A1",
        title: "Bauamt & Straßen",
        agency: "Stadtarchiv Chemnitz",
        time: "2026-11-22T12:00:00Z".parse().unwrap(),
    }
}

/// A unit that says something in every field, and something that has none.
fn full() -> Unit {
    let mut unit = Unit::new(Level::File);
    for field in Field::all() {
        match field {
            Field::Language => unit.say_both(field, "Deutsch", Some("ger".into())),
            Field::Closure => unit.say_both(field, "Personen\nGrund", Some("2050-12-31".into())),
            Field::Period => unit.say(field, "1990-1995"),
            _ => unit.say(field, format!("{} <ä&ö>", field.german())),
        }
    }
    unit.say(Field::Scope, "Pläne\nFotos");
    unit.say(Field::Title, "Zweiter Titel");
    unit.keep("materialspec", "Maßstab 1:500\nzweite Zeile");
    unit.keep("Farbe", "rot");
    unit
}

/// In EAD what identifies comes first, then texts, then access points; their order stays.
fn in_order(mut unit: Unit) -> Unit {
    unit.values.sort_by_key(|value| match value.field.row().home {
        crate::metadata::description::Home::Did | crate::metadata::description::Home::Name => 0,
        crate::metadata::description::Home::Block => 1,
        crate::metadata::description::Home::Control => 2,
    });
    unit
}

/// Writes units that stand in the order of the document.
fn written(version: Version, units: &[Placed]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), version, &heading()).unwrap();
    let mut open: Vec<usize> = Vec::new();
    for placed in units {
        while open.last().copied() != placed.parent {
            open.pop();
            writer.end().unwrap();
        }
        writer.begin(&placed.unit).unwrap();
        open.push(placed.number);
    }
    for _ in open {
        writer.end().unwrap();
    }
    writer.finish().unwrap()
}

fn tree() -> Vec<Placed> {
    let mut fonds = Unit::new(Level::Fonds);
    fonds.say(Field::Title, "Bauamt");
    let mut process = Unit::new(Level::Subfile);
    process.say(Field::Reference, "A 1/2");
    process.say(Field::FileNumber, "63-1");
    let units = [(None, fonds), (Some(0), full()), (Some(1), process), (Some(0), Unit::default())];
    let place = |(number, (parent, unit))| Placed {
        number,
        parent,
        unit: in_order(unit),
        says_level: true,
        about: None,
    };
    units.into_iter().enumerate().map(place).collect()
}

#[test]
fn a_tree_comes_back_whole() {
    for version in VERSIONS {
        let document = written(version, &tree());
        let (head, units) = read_all(&document[..], "ead.xml").unwrap();
        assert_eq!(units, tree(), "{version:?}");
        assert_eq!((&*head.id, &*head.title), ("DE-Ch3-A1", "Bauamt & Straßen"));
        let mut writer = Writer::fragment(Vec::new(), version).unwrap();
        writer.begin(&full()).unwrap();
        writer.end().unwrap();
        let (_, units) = read_all(&writer.finish().unwrap()[..], "c.xml").unwrap();
        assert_eq!(units[0].unit, in_order(full()));
    }
}

#[test]
fn what_we_write_follows_the_schemas() {
    let Some(xsd) = shared("xsd") else { return };
    let place = tempfile::tempdir().unwrap();
    for (version, schema) in VERSIONS.into_iter().zip(["ead2002/ead.xsd", "ead3/ead3.xsd"]) {
        let file = place.path().join("ead.xml");
        let bytes = written(version, &tree());
        crate::fs::replace_durably(&file, &bytes).unwrap();
        let verdict = xmllint(&xsd, &xsd.join(schema), &file);
        let Some(verdict) = verdict else { return println!("skipped: no xmllint") };
        assert!(verdict, "{version:?}: {}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn ead_of_others_is_understood() {
    let document = "<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='collection'><did>\
        <unittitle>Nachlass <emph>Müller</emph>, <unitdate normal='1900/1910'>um 1900</unitdate>\
        </unittitle><unitid type='Altsignatur'>B 7</unitid><materialspec>1:500</materialspec>\
        <langmaterial>Texte in <language langcode='ger'>Deutsch</language></langmaterial></did>\
        <scopecontent><head>Enthält:</head><p>Pläne\n  und Fotos</p><p>Briefe</p></scopecontent>\
        <odd><head>Vermerk</head><p>alt</p></odd>\
        <dsc><head>Teile</head><c01 level='file' id='c1'><did><unitid>1</unitid></did>\
        <c02 level='item'><did><unitid>1/1</unitid></did></c02></c01></dsc>\
        <controlaccess><controlaccess><subject>Bauen</subject></controlaccess></controlaccess>\
        </archdesc></ead>";
    let (_, units) = read_all(document.as_bytes(), "x").unwrap();
    let [top, file, item] = &units[..] else { panic!("{units:?}") };
    assert_eq!(top.unit.level, Level::Other("collection".into()));
    assert_eq!(top.unit.text(Field::Title), Some("Nachlass Müller, um 1900"));
    let period = top.unit.all(Field::Period).next().unwrap();
    assert_eq!((&*period.text, period.normal.as_deref()), ("um 1900", Some("1900/1910")));
    assert_eq!(top.unit.text(Field::FormerReference), Some("B 7"));
    assert_eq!(top.unit.text(Field::Scope), Some("Pläne und Fotos\nBriefe"));
    assert_eq!(top.unit.text(Field::Subject), Some("Bauen"));
    assert_eq!(top.unit.text(Field::Note), Some("alt"));
    let has = |name: &str, text: &str| top.unit.other.contains(&(name.into(), text.into()));
    assert!(has("materialspec", "1:500") && has("head", "Teile"), "{:?}", top.unit.other);
    assert!(has("note head", "Vermerk"), "{:?}", top.unit.other);
    assert_eq!((file.parent, item.parent), (Some(0), Some(1)));
    assert_eq!(file.unit.other, [("@id".to_owned(), "c1".to_owned())]);
}

#[test]
fn a_level_is_said_by_a_word() {
    for (attributes, expected) in [
        ("level='series'", Some(Level::Series)),
        ("level='otherlevel' otherlevel='Heft'", Some(Level::Other("Heft".into()))),
        ("otherlevel='Heft'", Some(Level::Other("Heft".into()))),
        ("level=''", None),
        ("level='  '", None),
        ("level='otherlevel' otherlevel=''", None),
        ("level='otherlevel'", None),
        ("", None),
    ] {
        let document = format!("<c {attributes}><did><unittitle>x</unittitle></did></c>");
        let (_, units) = read_all(document.as_bytes(), "x").unwrap();
        let said = units[0].says_level.then(|| units[0].unit.level.clone());
        assert_eq!(said, expected, "{attributes}");
    }
}

#[test]
fn structured_dates_of_ead3_are_periods() {
    let document = "<c xmlns='http://ead3.archivists.org/schema/' level='file'><did>\
        <unitdatestructured><daterange><fromdate standarddate='1990'>1990</fromdate>\
        <todate standarddate='1995'>1995</todate></daterange></unitdatestructured></did></c>";
    let (_, units) = read_all(document.as_bytes(), "x").unwrap();
    let period = units[0].unit.all(Field::Period).next().unwrap();
    assert_eq!((&*period.text, period.normal.as_deref()), ("1990 1995", Some("1990/1995")));
}

#[test]
fn what_is_no_ead_is_refused() {
    let big = format!("<c><did><unittitle>{}</unittitle></did></c>", "x<lb/>y".repeat(3 << 20));
    for (document, code) in [
        ("<mets/>", &ead::NOT_EAD),
        ("<ead xmlns='urn:other'/>", &ead::NOT_EAD),
        ("<!DOCTYPE ead SYSTEM 'ead.dtd'><ead/>", &ead::DOCTYPE),
        ("<c><did>", &xml_codes::NOT_WELL_FORMED),
        (&big, &ead::LIMIT),
    ] {
        let error = read_all(document.as_bytes(), "x").map(|_| ()).unwrap_err();
        assert!(error.is(code), "{error}");
    }
}

#[test]
fn finding_aids_of_others_lose_no_unit() {
    let Some(folder) = shared("corpora/metadata-samples/EAD3/samples/ead3/NCSU") else { return };
    let (mut files, mut units) = (0, 0);
    for entry in crate::fs::read_folder(&folder).unwrap() {
        let file = folder.join(entry.name);
        let bytes = crate::fs::read(&file, 64 << 20).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let written_there = text.match_indices("<c").filter(|(at, _)| {
            let rest = &text[at + 2..];
            rest.starts_with([' ', '>']) || rest.as_bytes()[..2].iter().all(u8::is_ascii_digit)
        });
        let (_, read) = read_all(&bytes[..], "x").unwrap();
        assert_eq!(read.len(), written_there.count() + 1, "{}", file.display());
        for version in VERSIONS {
            let (_, again) = read_all(&written(version, &read)[..], "x").unwrap();
            let sorted = |units: &[Placed]| -> Vec<_> {
                units.iter().map(|p| (p.parent, in_order(p.unit.clone()))).collect()
            };
            assert_eq!(sorted(&again), sorted(&read), "{} {version:?}", file.display());
        }
        files += 1;
        units += read.len();
    }
    println!("{files} finding aids, {units} units");
    assert!(files > 10 && units > 5_000);
}

fn text() -> impl Strategy<Value = String> {
    "[A-Za-zÄäß0-9<>&\"'=|;,\\\\.-]{1,12}( [A-Za-zÄäß0-9<>&\"'=|;,\\\\.-]{1,12}){0,3}"
}

fn unit() -> impl Strategy<Value = Unit> {
    let fields: Vec<Field> = Field::all().collect();
    let value = (prop::sample::select(fields), text());
    let other = ("[a-z]{1,8}", text());
    let levels = prop::sample::select(vec![
        Level::Fonds,
        Level::Class,
        Level::Series,
        Level::File,
        Level::Subfile,
        Level::Item,
        Level::Other("subgrp".into()),
        Level::Other("x-1".into()),
    ]);
    let values = prop::collection::vec(value, 0..12);
    (levels, values, prop::collection::vec(other, 0..4)).prop_map(|(level, values, other)| {
        let mut unit = Unit::new(level);
        for (field, text) in values {
            unit.say(field, text);
        }
        for (name, text) in other {
            unit.keep(name, text);
        }
        unit
    })
}

proptest! {
    #[test]
    fn any_unit_comes_back_from_ead(unit in unit()) {
        for version in VERSIONS {
            let placed = Placed { unit: unit.clone(), ..Placed::default() };
            let (_, read) = read_all(&written(version, &[placed])[..], "x").unwrap();
            prop_assert_eq!(&read[0].unit, &in_order(unit.clone()));
        }
    }

    #[test]
    fn any_unit_comes_back_from_a_table(unit in unit()) {
        for lang in [crate::finding::Lang::En, crate::finding::Lang::De] {
            let mut table = csv::Writer::new(Vec::new(), lang).unwrap();
            table.unit(&unit, &csv::Place::default()).unwrap();
            let read = csv::read(&table.finish().unwrap(), "x").unwrap();
            let mut expected = unit.clone();
            let order: Vec<Field> = Field::all().collect();
            expected.values.sort_by_key(|v| order.iter().position(|field| *field == v.field));
            prop_assert_eq!(&read[0].unit, &expected);
        }
    }

    #[test]
    fn any_unit_comes_back_from_pairs(unit in unit()) {
        prop_assert_eq!(Unit::from_pairs("ead", &unit.pairs("ead")), unit);
    }
}
