//! Which package a unit is about: by the id it gives, or by the Signatur that a package has.

use super::Said;
use crate::aip::AipId;
use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::finding::codes::{cat, dsc};
use crate::finding::{Finding, Findings};
use crate::metadata::description::{About, Description, Field, Placed, Unit};
use std::collections::HashMap;

/// Fields of a unit above a package that are kept with the package: they name it.
const NAMING: [Field; 5] =
    [Field::Reference, Field::Title, Field::Period, Field::Provenance, Field::Repository];

/// What came of matching.
#[derive(Debug, Default)]
pub struct Matching {
    /// What is said of packages, in the order of the document.
    pub matched: Vec<(AipId, Said)>,
    /// Units about nothing that is stored, and units about too much.
    pub findings: Findings,
}

/// The units of a document with those below each.
struct Tree<'a> {
    units: &'a [Placed],
    children: HashMap<Option<usize>, Vec<usize>>,
}

impl<'a> Tree<'a> {
    fn new(units: &'a [Placed]) -> Self {
        let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for placed in units {
            children.entry(placed.parent).or_default().push(placed.number);
        }
        Self { units, children }
    }

    fn below(&self, number: Option<usize>) -> &[usize] {
        self.children.get(&number).map_or(&[], Vec::as_slice)
    }

    /// The units above one, the highest first.
    fn above(&self, number: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.units[number].parent;
        while let Some(parent) = at {
            out.push(parent);
            at = self.units[parent].parent;
        }
        out.reverse();
        out
    }

    /// What is said of a package by a unit, those above it, and those below it that are about no
    /// package of their own.
    fn said(&self, number: usize, about: &HashMap<usize, AipId>) -> Said {
        let above = self.above(number).into_iter().map(|above| &self.units[above]);
        let above = above.filter(|placed| !matches!(placed.about, Some(About::Holdings(_))));
        let mut below = Vec::new();
        let mut waiting: Vec<(usize, Option<usize>)> =
            self.below(Some(number)).iter().rev().map(|child| (*child, None)).collect();
        while let Some((child, parent)) = waiting.pop() {
            if about.contains_key(&child) {
                continue;
            }
            let index = below.len();
            let mut unit = self.units[child].unit.clone();
            // It names no package that is stored: then it is only something that is said.
            if let Some(about) = &self.units[child].about {
                unit.keep(about.key(), about.id());
            }
            below.push(Placed { number: index, parent, unit, ..Placed::default() });
            waiting.extend(self.below(Some(child)).iter().rev().map(|c| (*c, Some(index))));
        }
        let placed = &self.units[number];
        let above = above.map(|placed| naming(&placed.unit)).collect();
        let description = Description { above, unit: said(placed), below };
        Said { description, says_level: placed.says_level }
    }
}

/// As much of a unit as is needed to name it.
fn naming(unit: &Unit) -> Unit {
    let mut out = Unit::new(unit.level.clone());
    out.values = unit.values.iter().filter(|v| NAMING.contains(&v.field)).cloned().collect();
    out
}

/// What a unit says of its package, without the id of the package.
fn said(placed: &Placed) -> Unit {
    let mut out = placed.unit.clone();
    out.values.retain(|value| !(value.field == Field::Reference && is_id(&value.text)));
    if let Some(about) = placed.about.as_ref().filter(|about| !is_id(about.id())) {
        out.keep(about.key(), about.id());
    }
    out
}

fn is_id(text: &str) -> bool {
    text.trim().parse::<AipId>().is_ok()
}

/// The id of a package that a unit gives.
fn id_in(placed: &Placed) -> Option<AipId> {
    let about = match &placed.about {
        Some(About::Package(id)) => Some(id.as_str()),
        Some(About::Holdings(_)) | None => None,
    };
    let references = placed.unit.all(Field::Reference).map(|value| value.text.as_str());
    about.into_iter().chain(references).find_map(|text| text.trim().parse().ok())
}

/// How a finding speaks of a unit.
fn name_of(placed: &Placed) -> String {
    let unit = &placed.unit;
    let said = unit.text(Field::Reference).or_else(|| unit.text(Field::Title));
    let id = || id_in(placed).map(|id| id.to_string());
    said.map(str::to_owned).or_else(id).unwrap_or_else(|| format!("#{}", placed.number + 1))
}

/// Finds the packages that the units of a document are about. `path` is named in findings.
///
/// # Errors
/// Where the catalog cannot be read.
pub fn match_all(catalog: &Catalog, units: &[Placed], path: &str) -> Result<Matching> {
    let tree = Tree::new(units);
    let mut out = Matching::default();
    let mut about: HashMap<usize, AipId> = HashMap::new();
    let mut taken: HashMap<AipId, usize> = HashMap::new();
    let finding = |code, placed: &Placed| Finding::new(code).at(path).with("unit", name_of(placed));
    for placed in units {
        let candidates = candidates(catalog, placed)?;
        match candidates.as_slice() {
            [] => {}
            [aip] => {
                if taken.insert(*aip, placed.number).is_some() {
                    out.findings.push(finding(&dsc::TWICE, placed).with("aip", aip));
                }
                about.insert(placed.number, *aip);
            }
            several => {
                let found = finding(&dsc::AMBIGUOUS, placed);
                out.findings.push(found.with("count", several.len()));
            }
        }
    }
    let mut used = vec![false; units.len()];
    for number in about.keys() {
        tree.above(*number).into_iter().for_each(|above| used[above] = true);
    }
    mark(&tree, &about, &mut used);
    for placed in units.iter().filter(|placed| !used[placed.number]) {
        out.findings.push(finding(&dsc::UNMATCHED, placed));
    }
    // Where the document is in doubt nothing is changed, and nothing need be put together.
    let doubtful = out.findings.has_errors();
    for placed in units.iter().filter(|_| !doubtful) {
        if let Some(aip) = about.get(&placed.number) {
            out.matched.push((*aip, tree.said(placed.number, &about)));
        }
    }
    Ok(out)
}

/// Marks units about packages and everything below them.
fn mark(tree: &Tree<'_>, about: &HashMap<usize, AipId>, used: &mut [bool]) {
    let mut waiting: Vec<usize> = about.keys().copied().collect();
    let mut seen = vec![false; used.len()];
    while let Some(number) = waiting.pop() {
        if std::mem::replace(&mut seen[number], true) {
            continue;
        }
        used[number] = true;
        waiting.extend(tree.below(Some(number)));
    }
}

fn candidates(catalog: &Catalog, placed: &Placed) -> Result<Vec<AipId>> {
    if let Some(aip) = id_in(placed) {
        return match catalog.package(aip) {
            Ok(found) => Ok(vec![found.aip]),
            Err(error) if error.is(&cat::UNKNOWN_PACKAGE) => Ok(Vec::new()),
            Err(error) => Err(error),
        };
    }
    match placed.unit.text(Field::Reference) {
        Some(reference) => catalog.with_reference(reference),
        None => Ok(Vec::new()),
    }
}

/// What a document says of one package: the unit that gives its id or its Signatur. Where the
/// document is for this package `alone`, the only unit at the top is meant too, unless it names
/// another package.
///
/// # Errors
/// `E-DSC-006` where no unit can be meant, `E-DSC-007` where two are.
pub fn for_package(
    units: &[Placed],
    aip: AipId,
    reference: Option<&str>,
    alone: bool,
    path: &str,
) -> Result<Said> {
    let tree = Tree::new(units);
    let one_of = |fits: &dyn Fn(&Placed) -> bool| -> Result<Option<&Placed>> {
        let mut found = units.iter().filter(|placed| fits(placed));
        let first = found.next();
        match found.next() {
            None => Ok(first),
            Some(second) => {
                let error = Error::new(&dsc::TWICE).at(path).with("aip", aip);
                Err(error.with("unit", name_of(second)))
            }
        }
    };
    let mut found = one_of(&|placed| id_in(placed) == Some(aip))?;
    if found.is_none() && reference.is_some() {
        let same = |placed: &Placed| placed.unit.text(Field::Reference) == reference;
        found = one_of(&|placed| id_in(placed).is_none() && same(placed))?;
    }
    if let (None, true, [only]) = (found, alone, tree.below(None)) {
        let top = &units[*only];
        let said = top.unit.text(Field::Reference);
        let another = said.is_some() && reference.is_some() && said != reference;
        found = Some(top).filter(|top| id_in(top).is_none() && !another);
    }
    let found = found.ok_or_else(|| Error::new(&dsc::NOTHING).at(path))?;
    Ok(tree.said(found.number, &HashMap::from([(found.number, aip)])))
}
