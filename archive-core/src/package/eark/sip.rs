//! What SIP, AIP and DIP require beyond CSIP, of the root document and of what carries it.

use super::header::version;
use super::judge::Teller;
use super::structure::Facts;
use super::words;
use crate::finding::Code;
use crate::finding::codes::csip as c;
use crate::metadata::mets::reader::{Node, Space};

/// Which profile a package is held against.
fn profile(root: &Node) -> Option<&'static str> {
    let named = root.get("PROFILE").unwrap_or_default().to_ascii_uppercase();
    let of = |kind: &str| named.contains(&format!("E-ARK-{kind}"));
    // An early address of the profile had no name of its own, only that of the host.
    if of("CSIP") || named.contains("EARKCSIP.DILCIS.EU/PROFILE/CSIP") {
        return None;
    }
    let header = root.all("metsHdr").next();
    let kind = header.and_then(|h| h.get_in(Space::Csip, "OAISPACKAGETYPE"));
    let fits = |word: &&str| of(word) || (!named.contains("E-ARK-") && kind == Some(*word));
    ["SIP", "AIP", "DIP"].into_iter().find(fits)
}

/// Judges the root document; `formats` counts files, and of them those with each fact.
pub fn judge(root: &Node, formats: [u64; 5], facts: &Facts, tell: &mut Teller<'_>) {
    let header = root.all("metsHdr").next();
    named_folder(root, facts, tell);
    match profile(root) {
        Some("SIP") => submission(root, header, formats, tell),
        Some("AIP") => archival(root, header, facts, tell),
        Some("DIP") => {
            kind(root, header, [&c::DIP1, &c::DIP2, &c::DIP3], "DIP", tell);
            for node in root.all("dmdSec") {
                tell.attribute(&c::DIP4, node, (Space::Own, "STATUS"), |v| v == "CURRENT");
            }
        }
        _ => {}
    }
}

/// Names as far as they survive on any carrier: identifiers have signs that file names have not.
fn core_of(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The root folder should be called like the package (CSIPSTR2).
fn named_folder(root: &Node, facts: &Facts, tell: &mut Teller<'_>) {
    let Some((id, name)) = root.get("OBJID").zip(facts.name.as_deref()) else { return };
    // The namespace of a URN is often left out of names: it says nothing of one package.
    let short = id.rsplit(':').next().unwrap_or(id);
    let same = [id, short].into_iter().any(|id| core_of(id) == core_of(name));
    if !id.trim().is_empty() && !same {
        tell.plain(&c::CSIPSTR2, name, Some(id));
    }
}

/// What AIPs are held to: the requirements of their METS profile, which came with 2.2, and of
/// the specification, as far as one package alone shows them.
fn archival(root: &Node, header: Option<&Node>, facts: &Facts, tell: &mut Teller<'_>) {
    kind(root, header, [&c::AIPM1, &c::AIPM2, &c::AIPM3], "AIP", tell);
    if version(root).is_some_and(|version| version >= (2, 2)) {
        current_and_provenance(root, tell);
    }
    let pointed = |name: &str| {
        let divisions = root.all("structMap").flat_map(|map| map.all("div"));
        let addresses = divisions.flat_map(|main| main.all("div")).flat_map(|div| div.all("mptr"));
        let wanted = format!("representations/{name}/METS.xml");
        addresses.filter_map(|p| p.get_in(Space::Link, "href")).any(|href| href.ends_with(&wanted))
    };
    for (name, _) in facts.representations.iter().filter(|(_, there)| there.mets) {
        if !pointed(name) {
            tell.plain(&c::AIP3, &format!("representations/{name}"), None);
        }
    }
    let carrier = &facts.carrier;
    if let Some((id, name)) = root.get("OBJID").zip(carrier.name.as_deref())
        && !core_of(name).starts_with(&core_of(id))
    {
        tell.plain(&c::AIP20, name, Some(id));
    }
    if facts.beside.is_some() {
        tell.plain(&c::AIP27, facts.beside.as_deref().unwrap_or_default(), None);
    }
    if carrier.compressed_tar {
        tell.plain(&c::AIP28, carrier.name.as_deref().unwrap_or_default(), None);
    }
}

fn current_and_provenance(root: &Node, tell: &mut Teller<'_>) {
    let status = |node: &Node| node.get("STATUS") == Some("CURRENT");
    if root.all("dmdSec").next().is_some() && !root.all("dmdSec").any(status) {
        tell.fail(&c::AIPM4, root, None);
    }
    let sections = root.all("amdSec").flat_map(|section| section.all("digiprovMD"));
    let references: Vec<&Node> = sections.flat_map(|section| section.all("mdRef")).collect();
    let is_premis = |node: &&&Node| node.get("MDTYPE") == Some("PREMIS");
    if references.is_empty() {
        tell.fail(&c::AIPM5, root, None);
    } else if !references.iter().any(|node| is_premis(&node)) {
        tell.fail(&c::AIPM6, references[0], references[0].get("MDTYPE"));
    }
    for node in references.iter().filter(is_premis) {
        let third = |value: &str| value.trim().starts_with('3');
        tell.attribute(&c::AIPM7, node, (Space::Own, "MDTYPEVERSION"), third);
    }
}

fn kind(
    root: &Node,
    header: Option<&Node>,
    [id, address, word]: [&'static Code; 3],
    name: &str,
    tell: &mut Teller<'_>,
) {
    tell.need(id, root, "OBJID");
    profile_address(root, address, name, tell);
    let own = Node::default();
    let header = header.unwrap_or(&own);
    tell.attribute(word, header, (Space::Csip, "OAISPACKAGETYPE"), |v| v == name);
}

/// The address of the profile, with the number of any version. That of AIPs is printed with
/// three hosts in its own specification.
fn profile_address(root: &Node, code: &'static Code, name: &str, tell: &mut Teller<'_>) {
    let own = format!("eark{}", name.to_ascii_lowercase());
    let hosts: &[&str] = if name == "AIP" { &[&own, "earkdip", "earkcsip"] } else { &[&own] };
    let is_document = |rest: &str| rest.rsplit_once('.').is_some_and(|(_, kind)| kind == "xml");
    let file = format!(".dilcis.eu/profile/e-ark-{}", name.to_ascii_lowercase());
    let fits = |value: &str| {
        let value = value.to_ascii_lowercase();
        let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
        let rest = rest.and_then(|rest| hosts.iter().find_map(|host| rest.strip_prefix(host)));
        rest.and_then(|rest| rest.strip_prefix(&file)).is_some_and(is_document)
    };
    tell.attribute(code, root, (Space::Own, "PROFILE"), fits);
}

fn submission(root: &Node, header: Option<&Node>, formats: [u64; 5], tell: &mut Teller<'_>) {
    tell.need(&c::SIP1, root, "LABEL");
    profile_address(root, &c::SIP2, "SIP", tell);
    let own = Node::default();
    let header = header.unwrap_or(&own);
    let status = (Space::Own, "RECORDSTATUS");
    tell.attribute(&c::SIP3, header, status, words::is_record_status);
    tell.attribute(&c::SIP4, header, (Space::Csip, "OAISPACKAGETYPE"), |v| v == "SIP");
    let ids: [(&str, &'static Code); 4] = [
        ("SUBMISSIONAGREEMENT", &c::SIP5),
        ("PREVIOUSSUBMISSIONAGREEMENT", &c::SIP6),
        ("REFERENCECODE", &c::SIP7),
        ("PREVIOUSREFERENCECODE", &c::SIP8),
    ];
    for (kind, code) in ids {
        let of_kind = header.all("altRecordID").filter(|n| n.get("TYPE") == Some(kind));
        let found: Vec<&Node> = of_kind.collect();
        // One agreement and one place in the holdings, and as many as there were before.
        let single = [c::SIP5.id, c::SIP7.id].contains(&code.id);
        let too_many = single && found.len() > 1;
        if found.is_empty() || found.iter().any(|n| n.text.is_empty()) || too_many {
            tell.fail(code, header, None);
        }
    }
    let [files, known @ ..] = formats;
    for (count, code) in known.into_iter().zip([&c::SIP32, &c::SIP33, &c::SIP34, &c::SIP35]) {
        if count < files {
            tell.fail(code, root, Some(&format!("{count}/{files}")));
        }
    }
    agents(header, tell);
}

fn agents(header: &Node, tell: &mut Teller<'_>) {
    let role =
        |wanted: &'static str| header.all("agent").filter(move |a| a.get("ROLE") == Some(wanted));
    strangers(header, tell);
    let body = |a: &&Node| matches!(a.get("TYPE"), Some("ORGANIZATION" | "INDIVIDUAL"));
    if role("ARCHIVIST").next().is_none() {
        tell.fail(&c::SIP9, header, None);
    }
    for agent in role("ARCHIVIST") {
        if !body(&agent) {
            tell.fail(&c::SIP11, agent, agent.get("TYPE"));
        }
        named(agent, [&c::SIP12, &c::SIP13, &c::SIP14], tell);
    }
    let organisations = role("CREATOR").filter(|a| a.get("TYPE") == Some("ORGANIZATION")).count();
    if role("CREATOR").find(body).is_none() || organisations > 1 {
        tell.fail(&c::SIP15, header, (organisations > 1).then_some("2"));
    }
    let software = |a: &&Node| a.get("OTHERTYPE") == Some("SOFTWARE");
    for agent in role("CREATOR").filter(|a| !software(a)) {
        if body(&agent) {
            continue;
        }
        tell.fail(&c::SIP17, agent, agent.get("TYPE"));
        tell.fail(&c::SIP23, agent, agent.get("TYPE"));
    }
    for agent in role("CREATOR").filter(|a| a.get("TYPE") == Some("ORGANIZATION")) {
        named(agent, [&c::SIP18, &c::SIP19, &c::SIP20], tell);
    }
    let person = |a: &&Node| a.get("TYPE") == Some("INDIVIDUAL");
    if role("CREATOR").find(person).is_none() {
        tell.fail(&c::SIP21, header, None);
    }
    for agent in role("CREATOR").filter(person) {
        if !agent.all("name").any(|n| !n.text.is_empty()) {
            tell.fail(&c::SIP24, agent, None);
        }
        if agent.all("note").next().is_none() {
            tell.fail(&c::SIP25, agent, None);
        }
    }
    preserving(role("PRESERVATION").collect(), header, tell);
}

/// The roles of agents that METS knows and E-ARK says nothing of.
const OTHER_ROLES: [&str; 5] = ["EDITOR", "DISSEMINATOR", "CUSTODIAN", "IPOWNER", "OTHER"];

/// Agents with a role that SIPs do not speak of. METS lets anybody name an editor or an owner; one
/// of them stands for an agent of the SIP only where that one is missing and it looks like it.
fn strangers(header: &Node, tell: &mut Teller<'_>) {
    let is = |agent: &Node, role, kind: &[&str]| {
        agent.get("ROLE") == Some(role) && agent.get("TYPE").is_some_and(|t| kind.contains(&t))
    };
    let there = |role, kind: &[&str]| header.all("agent").any(|agent| is(agent, role, kind));
    let body = ["ORGANIZATION", "INDIVIDUAL"];
    let wanted: [(_, _, &[&str]); 4] = [
        (&c::SIP10, there("ARCHIVIST", &body), &body),
        (&c::SIP16, there("CREATOR", &["ORGANIZATION"]), &["ORGANIZATION"]),
        (&c::SIP22, there("CREATOR", &["INDIVIDUAL"]), &["INDIVIDUAL"]),
        (&c::SIP27, there("PRESERVATION", &body), &["ORGANIZATION"]),
    ];
    let known = ["ARCHIVIST", "CREATOR", "PRESERVATION"];
    for agent in header.all("agent") {
        let role = agent.get("ROLE").unwrap_or_default();
        if known.contains(&role) {
            continue;
        }
        let coded =
            |note: &Node| note.get_in(Space::Csip, "NOTETYPE") == Some("IDENTIFICATIONCODE");
        let alike = |kinds: &[&str]| {
            let kind = agent.get("TYPE").is_some_and(|kind| kinds.contains(&kind));
            kind && (agent.all("note").any(coded) || kinds == ["INDIVIDUAL"])
        };
        for (code, there, kinds) in wanted {
            if !OTHER_ROLES.contains(&role) || (!there && alike(kinds)) {
                tell.fail(code, agent, agent.get("ROLE"));
            }
        }
    }
}

fn preserving(agents: Vec<&Node>, header: &Node, tell: &mut Teller<'_>) {
    if agents.len() != 1 {
        tell.fail(&c::SIP26, header, (agents.len() > 1).then_some("2"));
    }
    for agent in agents {
        tell.attribute(&c::SIP28, agent, (Space::Own, "TYPE"), |v| v == "ORGANIZATION");
        named(agent, [&c::SIP29, &c::SIP30, &c::SIP31], tell);
    }
}

fn named(agent: &Node, [name, note, kind]: [&'static Code; 3], tell: &mut Teller<'_>) {
    if !agent.all("name").any(|n| !n.text.is_empty()) {
        tell.fail(name, agent, None);
    }
    if agent.all("note").next().is_none() {
        tell.fail(note, agent, None);
    }
    for found in agent.all("note") {
        let word = found.get_in(Space::Csip, "NOTETYPE");
        if word != Some("IDENTIFICATIONCODE") {
            tell.fail(kind, agent, word);
        }
    }
}
