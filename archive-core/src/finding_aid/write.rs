//! Writing the descriptions of many packages as one finding aid or one table.

use super::{AIP, TENANT};
use crate::aip::AipId;
use crate::finding::Lang;
use crate::metadata::description::{Description, Field, Level, Unit, csv};
use crate::metadata::ead::{Heading, Version, Writer};
use std::collections::HashMap;
use std::io::{self, Write};

/// What stands before the number of a row by which it is named.
const ROW: &str = "#";

/// A package and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The package.
    pub aip: AipId,
    /// What is said.
    pub description: Description,
}

impl Described {
    /// The unit, with the id of the package among what it says.
    fn unit(&self) -> Unit {
        let mut unit = self.description.unit.clone();
        unit.other.insert(0, (AIP.to_owned(), self.aip.to_string()));
        unit
    }
}

/// A unit above packages, known by how it is called and what it belongs to.
struct Node<'a> {
    unit: &'a Unit,
    parent: Option<usize>,
    below: Vec<Below>,
}

/// What lies in a unit above packages: another one, or a package.
enum Below {
    Node(usize),
    Package(usize),
}

/// The tree of all packages by what they say they belong to.
struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    top: Vec<Below>,
}

type NodeKey<'a> = (Option<usize>, &'a str, Option<&'a str>, Option<&'a str>);

impl<'a> Tree<'a> {
    fn new(packages: &'a [Described]) -> Self {
        let mut tree = Self { nodes: Vec::new(), top: Vec::new() };
        let mut known: HashMap<NodeKey<'a>, usize> = HashMap::new();
        for (number, package) in packages.iter().enumerate() {
            let mut parent = None;
            for unit in &package.description.above {
                let reference = unit.text(Field::Reference);
                // A Signatur names a unit; without one its title does.
                let title = if reference.is_some() { None } else { unit.text(Field::Title) };
                let key = (parent, unit.level.word(), reference, title);
                parent = Some(*known.entry(key).or_insert_with(|| {
                    let node = tree.nodes.len();
                    tree.nodes.push(Node { unit, parent, below: Vec::new() });
                    tree.put(parent, Below::Node(node));
                    node
                }));
            }
            tree.put(parent, Below::Package(number));
        }
        tree
    }

    fn put(&mut self, parent: Option<usize>, below: Below) {
        match parent {
            Some(parent) => self.nodes[parent].below.push(below),
            None => self.top.push(below),
        }
    }
}

/// Writes one finding aid about all packages: a tree of what they say they belong to. Where that
/// has not exactly one top, the holdings of the tenant stand above all.
pub fn write_ead(
    out: &mut dyn Write,
    version: Version,
    heading: &Heading<'_>,
    tenant: &str,
    packages: &[Described],
) -> io::Result<()> {
    let tree = Tree::new(packages);
    let mut writer = Writer::new(out, version, heading)?;
    let one = tree.top.len() == 1;
    if !one {
        let mut holdings = Unit::new(Level::Other("collection".into()));
        holdings.say(Field::Title, heading.title);
        holdings.say(Field::Repository, heading.agency);
        holdings.keep(TENANT, tenant);
        writer.begin(&holdings)?;
    }
    // Every unit with what lies in it, and `None` where a unit ends.
    let mut waiting: Vec<Option<&Below>> = tree.top.iter().rev().map(Some).collect();
    while let Some(next) = waiting.pop() {
        match next {
            None => writer.end()?,
            Some(Below::Package(number)) => {
                let package = &packages[*number];
                let inner = Description {
                    above: Vec::new(),
                    unit: package.unit(),
                    below: package.description.below.clone(),
                };
                writer.description(&inner)?;
            }
            Some(Below::Node(number)) => {
                let node = &tree.nodes[*number];
                writer.begin(node.unit)?;
                waiting.push(None);
                waiting.extend(node.below.iter().rev().map(Some));
            }
        }
    }
    if !one {
        writer.end()?;
    }
    writer.finish()?.flush()
}

/// A row of a table, and the row above it.
struct Row {
    unit: Unit,
    parent: Option<usize>,
}

/// Every unit as a row: what packages belong to, then each package and what lies in it.
fn rows(packages: &[Described]) -> Vec<Row> {
    let tree = Tree::new(packages);
    let mut out: Vec<Row> = tree
        .nodes
        .iter()
        .map(|node| Row { unit: node.unit.clone(), parent: node.parent })
        .collect();
    let mut parents = vec![None; packages.len()];
    for (number, node) in tree.nodes.iter().enumerate() {
        for below in &node.below {
            if let Below::Package(package) = below {
                parents[*package] = Some(number);
            }
        }
    }
    for (package, parent) in packages.iter().zip(parents) {
        let own = out.len();
        out.push(Row { unit: package.unit(), parent });
        for placed in &package.description.below {
            let parent = placed.parent.map_or(own, |index| own + 1 + index);
            out.push(Row { unit: placed.unit.clone(), parent: Some(parent) });
        }
    }
    out
}

/// Writes one table about all packages: what they belong to, then a row for each package and for
/// each unit in it. A unit is named as a parent by its Signatur, or by the number of its row
/// where it has none of its own.
pub fn write_table(out: &mut dyn Write, lang: Lang, packages: &[Described]) -> io::Result<()> {
    let mut rows = rows(packages);
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in &rows {
        if let Some(reference) = row.unit.text(Field::Reference) {
            *known.entry(reference.to_owned()).or_default() += 1;
        }
    }
    let mut names: Vec<Option<String>> = Vec::with_capacity(rows.len());
    for row in &rows {
        let reference = row.unit.text(Field::Reference);
        names.push(reference.filter(|name| known[*name] == 1).map(str::to_owned));
    }
    let parents: Vec<usize> = rows.iter().filter_map(|row| row.parent).collect();
    for parent in parents {
        if names[parent].is_none() {
            let name = format!("{ROW}{}", parent + 1);
            rows[parent].unit.keep(csv::ROW, name.clone());
            names[parent] = Some(name);
        }
    }
    let mut table = csv::Writer::new(out, lang)?;
    for row in &rows {
        let parent = row.parent.and_then(|parent| names[parent].as_deref());
        table.unit(&row.unit, parent)?;
    }
    table.finish()?.flush()
}
