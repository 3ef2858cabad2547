//! The configuration that `archive init` writes: documented, so that it can be changed without
//! a manual.

use super::{
    Config, CopySection, FixityRules, FixitySection, FormatsSection, LimitsSection, NotifySection,
    VirusSection,
};
use crate::format::policy::Decision;
use crate::limits::Limits;
use crate::scan::{Unscanned, VirusSettings};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The text of a configuration, with all its sections explained. `missing` are copies that the
/// installation had and that cannot be reached now: they stand there as comments, with their
/// URL where it is known.
#[must_use]
pub fn template(config: &Config, missing: &[(String, Option<String>)]) -> String {
    let archive = &config.archive;
    let (name, uuid, contact) = (quoted(&archive.name), archive.uuid, quoted(&archive.contact));
    let mut text = format!(
        "# Configuration of this archive. No secrets belong here: credentials of buckets come\n\
         # from environment variables or from a file that one of them names.\n\
         # 'archive config show --origin' shows what is in force. Each copy keeps this file as it\n\
         # was when a package was last taken in.\n\
         \n\
         [archive]\n\
         # Name and UUID stand in every copy and are never changed.\n\
         name = {name}\n\
         uuid = \"{uuid}\"\n\
         # A URI (mailto: or https:) under which the archive can be reached. It is written into\n\
         # every inventory.\n\
         contact = {contact}\n\
         # Keep many small files of a package in bundles (plain ZIP files): much faster, and\n\
         # readable with any unzip. See docs/format.md, section 4.\n\
         bundle = {bundle}\n\
         # Keep the SHA-256 of each ZIP and TAR that is taken in, as evidence, although only what\n\
         # is in it is kept: delivery notes often name it. It costs time for every byte.\n\
         container_digest = {digest}\n",
        bundle = archive.bundle,
        digest = archive.container_digest
    );
    for copy in &config.copies {
        text.push_str(COPY);
        text.push_str(&copy_section(copy));
    }
    for (name, url) in missing {
        let (name, url) = (quoted(name), quoted(url.as_deref().unwrap_or_default()));
        let _ = write!(text, "{MISSING}#[[copies]]\n#name = {name}\n#url = {url}\n");
    }
    fixity(&mut text, config);
    formats(&mut text, &config.formats);
    limits(&mut text, &config.limits);
    schemas(&mut text, config.schemas.folder.as_deref());
    super::timestamps::section(&mut text, &config.timestamps);
    virus(&mut text, &config.virus);
    notify(&mut text, &config.notify);
    text
}

const COPY: &str = "\n# A storage location. A package is called stored when every required copy \
     holds it.\n# url: a folder (relative to this file), file:///…, s3://bucket/prefix, \
     az://…, gs://…\n\
     # More keys: required, offline, tenants, bandwidth, requests, concurrency, lock,\n\
     # cost, credentials; see docs/storage.md. 'archive copies add' and 'retire' write these\n\
     # sections.\n";
const MISSING: &str = "\n# This copy belonged to the archive and was not there when it was brought \
     back. If it\n# can be reached, give its url and remove the # from these three lines.\n";

/// The section of a copy as it stands in the file.
#[must_use]
pub(crate) fn copy_section(copy: &CopySection) -> String {
    let (name, url) = (quoted(&copy.name), quoted(&copy.url));
    let mut text = format!("[[copies]]\nname = {name}\nurl = {url}\n");
    for (key, value) in copy.given() {
        let _ = writeln!(text, "{key} = {value}");
    }
    text
}

fn fixity(text: &mut String, config: &Config) {
    let FixitySection { max_age, per_day, window, copies, tenants, .. } = &config.fixity;
    let _ = write!(
        text,
        "\n[fixity]\n\
         # 'archive fixity run --due' checks what was not checked on a copy for this long. Units: \
         s,\n# min, h, d, w.\n\
         max_age = \"{max_age}\"\n\
         # It reads no more than this of a tenant on a copy in the runs of one day (bytes, and\n\
         # files, each of which is a request), and only in these hours (local time). With slices\n\
         # a run reads that part of everything, whatever its age, and what is due besides.\n"
    );
    text.push_str(&rules_of(&config.fixity.for_all(), ""));
    if per_day.is_none() {
        text.push_str("#per_day = \"500GiB\"\n");
    }
    if window.is_none() {
        text.push_str("#window = \"22:00-05:00\"\n");
    }
    if config.fixity.requests_per_day.is_none() {
        text.push_str("#requests_per_day = 100000\n");
    }
    if config.fixity.slices.is_none() {
        text.push_str("#slices = 90\n");
    }
    text.push_str(
        "# The same keys for a copy: [fixity.copies.NAME]; for a tenant: [fixity.tenants.ID] or,\n\
         # for its age alone, a line below; for both: [fixity.tenants.ID.copies.NAME]. What is\n\
         # more exact comes first.\n\
         [fixity.tenants]\n",
    );
    if tenants.is_empty() {
        text.push_str("#chemnitz = \"30d\"\n");
    }
    // Rules of a copy that is missing wait with it: without it they would be a mistake.
    let mark = |name: &str| {
        if config.copies.iter().any(|copy| copy.name == *name) { "" } else { "#" }
    };
    for (tenant, own) in tenants {
        let _ = write!(text, "[fixity.tenants.{tenant}]\n{}", rules_of(&own.rules, ""));
        for (name, rules) in &own.copies {
            let (mark, key) = (mark(name), quoted(name));
            let _ = writeln!(text, "{mark}[fixity.tenants.{tenant}.copies.{key}]");
            text.push_str(&rules_of(rules, mark));
        }
    }
    for (name, rules) in copies {
        let (mark, key) = (mark(name), quoted(name));
        let _ = write!(text, "{mark}[fixity.copies.{key}]\n{}", rules_of(rules, mark));
    }
}

/// The lines of some rules, each after a mark.
fn rules_of(rules: &FixityRules, mark: &str) -> String {
    let mut lines = String::new();
    for (key, value) in rules.given() {
        let quote = if value.parse::<u64>().is_ok() { "" } else { "\"" };
        let _ = writeln!(lines, "{mark}{key} = {quote}{value}{quote}");
    }
    lines
}

fn formats(text: &mut String, set: &FormatsSection) {
    let _ = write!(
        text,
        "\n[formats]\n\
         # What is done with files of a format: accept, warn, migrate (taken, and to be migrated \
         one\n# day) or refuse. default holds where no rule does.\n\
         default = \"{}\"\n\
         # Rules by PUID (PRONOM), or by unknown, mismatch (the name says another format),\n\
         # damaged and encrypted; the last two warn where no rule says otherwise.\n\
         [formats.rules]\n",
        set.default
    );
    rules(text, &set.rules);
    if set.rules.is_empty() {
        text.push_str("#\"fmt/494\" = \"refuse\"\n");
    }
    text.push_str("# Rules of a tenant's own stand in a section with its id and come first.\n");
    if set.tenants.is_empty() {
        text.push_str("#[formats.tenants.chemnitz]\n#unknown = \"warn\"\n");
    }
    for (tenant, own) in &set.tenants {
        let _ = writeln!(text, "[formats.tenants.{tenant}]");
        rules(text, own);
    }
}

fn rules(text: &mut String, rules: &BTreeMap<String, Decision>) {
    for (key, decision) in rules {
        let _ = writeln!(text, "{} = \"{decision}\"", quoted(key));
    }
}

fn limits(text: &mut String, set: &LimitsSection) {
    text.push_str(
        "\n# Limits for what is taken from outside; remove the # to change one. Bytes and counts.\n\
         [limits]\n",
    );
    let default = Limits::default();
    for (key, set, default) in [
        ("container_bytes", set.container_bytes, default.container_bytes),
        ("unpacked_bytes", set.unpacked_bytes, default.unpacked_bytes),
        ("unpacked_ratio", set.unpacked_ratio, default.unpacked_ratio),
        ("entry_ratio", set.entry_ratio, default.entry_ratio),
        ("entries", set.entries, default.entries),
    ] {
        let _ = match set {
            Some(value) => writeln!(text, "{key} = {value}"),
            None => writeln!(text, "#{key} = {default}"),
        };
    }
}

fn schemas(text: &mut String, folder: Option<&str>) {
    text.push_str(
        "\n# Schemas of others (METS, PREMIS, EAD ...), by which documents are judged. They are\n\
         # put there with 'archive schemas add'; docs/schemas.md says where they are published.\n\
         [schemas]\n",
    );
    let _ = match folder {
        Some(folder) => writeln!(text, "folder = {}", quoted(folder)),
        None => writeln!(text, "#folder = \"schemas\""),
    };
}

fn virus(text: &mut String, set: &VirusSection) {
    text.push_str(
        "\n# The virus scan by ClamAV's daemon, in the same read that stores; \
         docs/virus-scan.md.\n\
         # Nothing is scanned while clamd is not given.\n\
         [virus]\n",
    );
    for (comment, key, set, otherwise) in virus_keys(set, &VirusSettings::default()) {
        let _ = match set {
            Some(value) => writeln!(text, "# {comment}\n{key} = {value}"),
            None => writeln!(text, "# {comment}\n#{key} = {otherwise}"),
        };
    }
    text.push_str("# Tenants that want policy, not_scanned or unreachable otherwise.\n");
    if set.tenants.is_empty() {
        text.push_str("#[virus.tenants.chemnitz]\n#policy = \"quarantine\"\n");
    }
    for (tenant, own) in &set.tenants {
        let _ = writeln!(text, "[virus.tenants.{tenant}]");
        for (key, value) in own.given() {
            let _ = writeln!(text, "{key} = \"{value}\"");
        }
    }
}

/// A setting: what it is for, its key, what it is set to, and what holds or might stand there.
type Setting = (&'static str, &'static str, Option<String>, String);

fn virus_keys(set: &VirusSection, default: &VirusSettings) -> [Setting; 6] {
    let unscanned = |set: Option<Unscanned>| set.map(|set| quoted(set.as_str()));
    [
        (
            "unix:/path/of/the/socket or tcp:127.0.0.1:3310; files never leave this machine.",
            "clamd",
            set.clamd.as_deref().map(quoted),
            quoted("unix:/run/clamav/clamd.ctl"),
        ),
        (
            "An infected file: refuse the package, quarantine (refuse, and keep it aside) or note.",
            "policy",
            set.policy.map(|policy| quoted(policy.as_str())),
            quoted(default.policy.as_str()),
        ),
        (
            "A file too large for clamd, or encrypted: refuse, or note (take it all the same).",
            "not_scanned",
            unscanned(set.not_scanned),
            quoted(default.not_scanned.as_str()),
        ),
        (
            "clamd is not there, hangs or fails: refuse (and try again later), or note.",
            "unreachable",
            unscanned(set.unreachable),
            quoted(default.unreachable.as_str()),
        ),
        (
            "Larger files are not sent. Not more than StreamMaxLength in clamd.conf.",
            "max_bytes",
            set.max_bytes.map(|bytes| bytes.to_string()),
            default.max_bytes.to_string(),
        ),
        (
            "Longest that clamd may keep one file waiting.",
            "timeout_seconds",
            set.timeout_seconds.map(|seconds| seconds.to_string()),
            default.timeout_seconds.to_string(),
        ),
    ]
}

fn notify(text: &mut String, set: &NotifySection) {
    text.push_str(
        "\n# Who is told of integrity checks, once a run: addresses by mail, a webhook as JSON,\n\
         # and Prometheus by a file; docs/integrity.md. Counts, codes and ids, never titles.\n\
         # when: problems (what found something or came to no end) or always.\n\
         [notify]\n",
    );
    let given = set.given();
    for (key, otherwise) in [
        ("when", "\"problems\""),
        ("mail", "[\"archiv@example.org\"]"),
        ("from", "\"archiv@example.org\""),
        ("sendmail", "[\"/usr/sbin/sendmail\", \"-t\", \"-i\"]"),
        ("webhook", "\"https://example.org/archive\""),
        ("secret", "\"keys/webhook.secret\""),
        ("language", "\"de\""),
        ("metrics", "\"/var/lib/prometheus/node-exporter/archive.prom\""),
    ] {
        let _ = match given.iter().find(|(name, _)| *name == key) {
            Some((_, value)) => writeln!(text, "{key} = {value}"),
            None => writeln!(text, "#{key} = {otherwise}"),
        };
    }
}

/// A text as a TOML basic string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
