//! The structural map (CSIP80 to CSIP112, CSIP116, CSIP118, CSIP119).

use super::files::{FileRules, Leads, leads};
use super::header::version;
use super::judge::{Ids, Teller};
use super::structure::Facts;
use crate::error::Result;
use crate::finding::Code;
use crate::finding::codes::csip as c;
use crate::metadata::mets::reader::{Node, Space};
use crate::package::name::nfc;
use std::collections::BTreeSet;

/// Where the document lies, and among what.
pub struct Scene<'s> {
    pub folder: &'s str,
    pub facts: &'s Facts,
    /// Whether parts of the document are not known.
    pub cut: bool,
}

/// A division for one use of file groups.
struct Part {
    label: &'static str,
    there: &'static Code,
    id: &'static Code,
    named: &'static Code,
    points: &'static Code,
    target: &'static Code,
}

const DOCUMENTATION: Part = Part {
    label: "Documentation",
    there: &c::CSIP93,
    id: &c::CSIP94,
    named: &c::CSIP95,
    points: &c::CSIP96,
    target: &c::CSIP116,
};
const SCHEMAS: Part = Part {
    label: "Schemas",
    there: &c::CSIP97,
    id: &c::CSIP98,
    named: &c::CSIP99,
    points: &c::CSIP100,
    target: &c::CSIP118,
};
const CONTENT: Part = Part {
    label: "Representations",
    there: &c::CSIP101,
    id: &c::CSIP102,
    named: &c::CSIP103,
    points: &c::CSIP104,
    target: &c::CSIP119,
};

pub fn judge(
    root: &Node,
    scene: &Scene<'_>,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    let is_csip = |map: &&Node| map.get("LABEL") == Some("CSIP");
    let Some(map) = root.all("structMap").find(is_csip).or_else(|| root.all("structMap").next())
    else {
        tell.fail(&c::CSIP80, root, None);
        return Ok(());
    };
    tell.attribute(&c::CSIP81, map, (Space::Own, "TYPE"), |v| v == "PHYSICAL");
    if root.all("structMap").filter(is_csip).count() != 1 {
        tell.fail(&c::CSIP82, map, map.get("LABEL"));
    }
    tell.need(&c::CSIP83, map, "ID");
    ids.see(map, &c::CSIP83)?;
    let main = map.all("div").next();
    if map.all("div").count() != 1 {
        tell.fail(&c::CSIP84, map, None);
    }
    let Some(main) = main else { return Ok(()) };
    tell.need(&c::CSIP85, main, "ID");
    ids.see(main, &c::CSIP85)?;
    let own = root.get("OBJID");
    // The rule was taken back with 2.1; unless a later version is named it is held to.
    if version(root).is_none_or(|version| version < (2, 1)) {
        let same = |label: &str| own.is_none_or(|own| own == label);
        tell.attribute(&c::CSIP86, main, (Space::Own, "LABEL"), same);
    }
    metadata(root, main, ids, tell)?;
    if scene.cut {
        return Ok(());
    }
    for part in [&DOCUMENTATION, &SCHEMAS, &CONTENT] {
        division(root, main, part, ids, tell)?;
    }
    representations(root, main, scene, ids, files, tell)
}

fn labelled<'a>(main: &'a Node, label: &'a str) -> impl Iterator<Item = &'a Node> {
    main.all("div").filter(move |div| div.get("LABEL") == Some(label))
}

/// A section of metadata, and the administrative section around it.
type Section<'a> = (&'a Node, Option<&'a Node>);

fn metadata(root: &Node, main: &Node, ids: &mut Ids, tell: &mut Teller<'_>) -> Result<()> {
    if labelled(main, "Metadata").count() != 1 {
        tell.fail(&c::CSIP88, main, None);
        tell.fail(&c::CSIP90, main, None);
    }
    let administrative: Vec<Section<'_>> = root
        .all("amdSec")
        .flat_map(|around| around.children.iter().map(move |node| (node, Some(around))))
        .collect();
    let descriptive: Vec<Section<'_>> = root.all("dmdSec").map(|node| (node, None)).collect();
    for division in labelled(main, "Metadata") {
        tell.need(&c::CSIP89, division, "ID");
        ids.see(division, &c::CSIP89)?;
        for (sections, name, code) in
            [(&administrative, "ADMID", &c::CSIP91), (&descriptive, "DMDID", &c::CSIP92)]
        {
            let said: BTreeSet<&str> =
                division.get(name).unwrap_or_default().split_whitespace().collect();
            let known: BTreeSet<&str> = sections
                .iter()
                .flat_map(|(node, around)| [Some(*node), *around])
                .filter_map(|node| node.and_then(|node| node.get("ID")))
                .collect();
            let named = |node: &Node| node.get("ID").is_some_and(|id| said.contains(id));
            let lacks = sections.iter().any(|(node, around)| {
                let current = node.get("STATUS") == Some("CURRENT") && node.get("ID").is_some();
                current && !named(node) && !around.is_some_and(named)
            });
            if lacks || said.iter().any(|id| !known.contains(id)) {
                tell.fail(code, division, division.get(name));
            }
        }
    }
    Ok(())
}

/// The groups of the file section with a use, by their identifiers.
fn groups(root: &Node, fits: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let all = root.all("fileSec").flat_map(|section| section.all("fileGrp"));
    let chosen = all.filter(|group| group.get("USE").is_some_and(&fits));
    chosen.filter_map(|group| group.get("ID")).collect()
}

fn division(
    root: &Node,
    main: &Node,
    part: &Part,
    ids: &mut Ids,
    tell: &mut Teller<'_>,
) -> Result<()> {
    let content = part.label == CONTENT.label;
    let own = groups(root, |word| {
        let inside = content && word.starts_with("Representations/");
        word == part.label || inside || (!content && word.ends_with(&format!("/{}", part.label)))
    });
    let main_own = groups(root, |word| word == part.label);
    let count = labelled(main, part.label).count();
    if count > 1 || (count == 0 && !main_own.is_empty()) {
        tell.fail(part.there, main, None);
    }
    if count == 0 {
        if !main_own.is_empty() {
            for code in [part.named, part.points, part.target] {
                tell.fail(code, main, None);
            }
        }
        return Ok(());
    }
    let mut pointed = BTreeSet::new();
    collect(main, &mut pointed);
    for division in labelled(main, part.label) {
        tell.need(part.id, division, "ID");
        ids.see(division, part.id)?;
        for pointer in division.all("fptr") {
            let id = pointer.get("FILEID");
            if id.is_none_or(|id| !own.contains(id)) {
                tell.fail(part.target, division, id);
                tell.fail(part.points, division, id);
            }
        }
        if division.all("fptr").next().is_none() {
            tell.fail(part.points, division, None);
        }
    }
    let wanted = if content { &own } else { &main_own };
    for lost in wanted.iter().filter(|id| !pointed.contains(**id)) {
        tell.fail(part.points, main, Some(lost));
        tell.fail(part.target, main, Some(lost));
    }
    Ok(())
}

/// Every file group that a division or one inside it points to.
fn collect<'a>(division: &'a Node, out: &mut BTreeSet<&'a str>) {
    out.extend(division.all("fptr").filter_map(|pointer| pointer.get("FILEID")));
    let titles = division.all("mptr").filter_map(|p| p.get_in(Space::Link, "title"));
    out.extend(titles);
    for inner in division.all("div") {
        collect(inner, out);
    }
}

/// The name of the representation that a division speaks of by its label.
fn representation(label: &str) -> Option<&str> {
    let (first, rest) = label.split_once('/')?;
    let inside = rest.split('/').next()?;
    (first.eq_ignore_ascii_case("representations") && !inside.is_empty()).then_some(inside)
}

/// What the file groups are used for, each without a slash at its end.
fn uses(root: &Node) -> BTreeSet<&str> {
    let groups = root.all("fileSec").flat_map(|section| section.all("fileGrp"));
    groups.filter_map(|group| group.get("USE")).map(|word| word.trim_end_matches('/')).collect()
}

/// Whether a label is the path of its representation, as CSIP107 asks. It may also repeat the use
/// of a group, which may name a folder inside (CSIP64).
fn is_label_of(name: &str, label: &str, uses: &BTreeSet<&str>) -> bool {
    let label = label.trim_end_matches('/');
    let path = label.strip_prefix("Representations/");
    path.is_some_and(|path| path == name || uses.contains(label))
}

fn representations(
    root: &Node,
    main: &Node,
    scene: &Scene<'_>,
    ids: &mut Ids,
    files: &mut FileRules<'_>,
    tell: &mut Teller<'_>,
) -> Result<()> {
    if !scene.folder.is_empty() {
        return Ok(());
    }
    let known = &scene.facts.representations;
    let of = |div: &&Node| div.get("LABEL").is_some_and(|l| representation(l).is_some());
    let mut said = BTreeSet::new();
    let uses = uses(root);
    let content = groups(root, |word| word.starts_with("Representations"));
    for division in main.all("div").filter(of) {
        let label = division.get("LABEL").unwrap_or_default();
        let name = representation(label).unwrap_or_default();
        said.insert(name);
        tell.need(&c::CSIP106, division, "ID");
        ids.see(division, &c::CSIP106)?;
        let here = known.get(name);
        if here.is_none() {
            tell.fail(&c::CSIP105, division, Some(label));
        }
        if here.is_none() || !is_label_of(name, label, &uses) {
            tell.fail(&c::CSIP107, division, Some(label));
        }
        let pointers = division.all("mptr").count();
        if pointers > 1 || (pointers == 0 && here.is_some_and(|rep| rep.mets)) {
            tell.fail(&c::CSIP109, division, None);
        }
        for pointer in division.all("mptr") {
            let title = (Space::Link, "title");
            tell.attribute(&c::CSIP108, pointer, title, |v| content.contains(v));
            if pointer.get_in(title.0, title.1).is_some_and(|v| !content.contains(v)) {
                tell.fail(&c::CSIP109, division, pointer.get_in(title.0, title.1));
            }
            tell.attribute(&c::CSIP110, pointer, (Space::Link, "href"), |_| true);
            tell.attribute(&c::CSIP111, pointer, (Space::Link, "type"), |v| v == "simple");
            tell.attribute(&c::CSIP112, pointer, (Space::Own, "LOCTYPE"), |v| v == "URL");
            let address = pointer.get_in(Space::Link, "href").unwrap_or_default();
            let wanted = format!("representations/{}/METS.xml", nfc(name));
            if let (Some(_), Leads::Inside(path)) = (here, leads(scene.folder, address))
                && path != wanted
            {
                tell.fail(&c::CSIP109, division, Some(address));
            }
            files.push(address, &c::CSIP110, None, None, tell)?;
        }
    }
    for (name, _) in known.iter().filter(|(name, rep)| rep.mets && !said.contains(&***name)) {
        tell.fail(&c::CSIP105, main, Some(name));
        tell.fail(&c::CSIP107, main, Some(name));
    }
    let mut pointed = BTreeSet::new();
    collect(main, &mut pointed);
    let inner = groups(root, |word| word.starts_with("Representations/"));
    for lost in inner.iter().filter(|id| !pointed.contains(**id)) {
        tell.fail(&c::CSIP108, main, Some(lost));
        tell.fail(&c::CSIP109, main, Some(lost));
    }
    Ok(())
}
