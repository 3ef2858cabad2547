//! Writing the descriptions of many packages as one finding aid or one table.

use super::Described;
use crate::finding::Lang;
use crate::metadata::description::{About, Description, Field, Level, Unit, csv};
use crate::metadata::ead::{Heading, Version, Writer};
use std::collections::HashMap;
use std::io::{self, Write};

/// What stands before the number of a row by which it is named.
const ROW: &str = "#";

impl Described {
    fn about(&self) -> About {
        About::Package(self.aip.to_string())
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
        writer.begin_about(&holdings, Some(&About::Holdings(tenant.to_owned())))?;
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
                    unit: package.description.unit.clone(),
                    below: package.description.below.clone(),
                };
                writer.description(&inner, Some(&package.about()))?;
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
struct Row<'a> {
    unit: &'a Unit,
    parent: Option<usize>,
    aip: Option<String>,
}

/// Every unit as a row: what packages belong to, then each package and what lies in it.
fn rows<'a>(packages: &'a [Described]) -> Vec<Row<'a>> {
    let tree = Tree::new(packages);
    let mut parents = vec![None; packages.len()];
    for (number, node) in tree.nodes.iter().enumerate() {
        for below in &node.below {
            if let Below::Package(package) = below {
                parents[*package] = Some(number);
            }
        }
    }
    let of_node = |node: Node<'a>| Row { unit: node.unit, parent: node.parent, aip: None };
    let mut out: Vec<Row<'_>> = tree.nodes.into_iter().map(of_node).collect();
    for (package, parent) in packages.iter().zip(parents) {
        let own = out.len();
        let aip = Some(package.aip.to_string());
        out.push(Row { unit: &package.description.unit, parent, aip });
        for placed in &package.description.below {
            let parent = placed.parent.map_or(own, |index| own + 1 + index);
            out.push(Row { unit: &placed.unit, parent: Some(parent), aip: None });
        }
    }
    out
}

/// Writes one table about all packages: what they belong to, then a row for each package and for
/// each unit in it. A unit is named as a parent by its Signatur, where it has one of its own, by
/// the id of its package, or else by the number of its row.
pub fn write_table(out: &mut dyn Write, lang: Lang, packages: &[Described]) -> io::Result<()> {
    let rows = rows(packages);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for reference in rows.iter().filter_map(|row| row.unit.text(Field::Reference)) {
        *known.entry(reference).or_default() += 1;
    }
    let mut is_parent = vec![false; rows.len()];
    for parent in rows.iter().filter_map(|row| row.parent) {
        is_parent[parent] = true;
    }
    let own_name = |row: &Row<'_>| {
        let reference = row.unit.text(Field::Reference).filter(|name| known[name] == 1);
        reference.map(str::to_owned).or_else(|| row.aip.clone())
    };
    let names: Vec<Option<String>> = rows.iter().map(own_name).collect();
    let by_number = |index: usize| format!("{ROW}{}", index + 1);
    let mut table = csv::Writer::new(out, lang)?;
    for (index, row) in rows.iter().enumerate() {
        let parent =
            row.parent.map(|parent| names[parent].clone().unwrap_or_else(|| by_number(parent)));
        let number = (is_parent[index] && names[index].is_none()).then(|| by_number(index));
        let place = csv::Place {
            aip: row.aip.as_deref(),
            row: number.as_deref(),
            parent: parent.as_deref(),
        };
        table.unit(row.unit, &place)?;
    }
    table.finish()?.flush()
}
