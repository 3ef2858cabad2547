//! Storage locations and what was brought to them.

use super::json::FindingBody;
use super::table::{self, Column, left, right};
use super::text::{self, both};
use crate::context::Context;
use crate::exit::Exit;
use archive_core::clock::rfc3339;
use archive_core::config::CopySection;
use archive_core::copies::{CopyState, LockState, Retiring, SyncSummary};
use archive_core::finding::Lang;
use archive_core::tenant::TenantId;
use serde::Serialize;

const COLUMNS: [Column; 6] = [
    left("name", "Name", 16),
    left("role", "Rolle", 14),
    right("tenants", "Mandanten", 9),
    right("missing", "fehlt", 7),
    right("free", "frei", 10),
    left("place", "Ort", 0),
];

/// The body of a `copy` object.
#[derive(Serialize)]
struct Copy<'a> {
    name: &'a str,
    url: &'a str,
    required: bool,
    offline: bool,
    tenants: u64,
    versions: u64,
    behind: u64,
    /// Bytes free; none where the place does not tell.
    free: Option<u64>,
    /// How its locks stand; none where it has no rule for them.
    lock: Option<LockBody>,
    away: Option<FindingBody>,
}

/// The locks of a copy, in a `copy` object.
#[derive(Serialize)]
struct LockBody {
    rule: String,
    versioning: bool,
    object_lock: bool,
    files: u64,
    until: Option<String>,
    newest_until: Option<String>,
    newest_mode: Option<&'static str>,
    due: bool,
}

impl LockBody {
    fn of(lock: &LockState) -> Self {
        Self {
            rule: lock.rule.to_string(),
            versioning: lock.support.versioning,
            object_lock: lock.support.object_lock,
            files: lock.files,
            until: lock.until.map(rfc3339),
            newest_until: lock.newest.map(|newest| rfc3339(newest.until)),
            newest_mode: lock.newest.map(|newest| newest.mode.as_str()),
            due: !lock.due.is_empty(),
        }
    }
}

/// The headings of a list of copies, for people.
pub fn header(context: &Context) {
    if !context.out.json() && !context.quiet {
        context.out.text(&table::header(&COLUMNS, context.lang));
    }
}

/// One copy.
pub fn copy(section: &CopySection, state: &CopyState, context: &Context) {
    let lang = context.lang;
    if context.out.json() {
        let body = Copy {
            name: &section.name,
            url: &section.url,
            required: section.required && !section.offline,
            offline: section.offline,
            tenants: state.tenants,
            versions: state.versions,
            behind: state.behind,
            free: state.free,
            lock: state.lock.as_ref().map(LockBody::of),
            away: state.away.as_ref().map(super::json::finding),
        };
        return context.out.event("copy", &body);
    }
    let free = match (&state.away, state.free) {
        (Some(_), _) => both("not there", "nicht da").get(lang).to_owned(),
        (None, None) => "-".to_owned(),
        (None, Some(free)) => text::bytes(free, lang),
    };
    let (tenants, behind) = (state.tenants.to_string(), text::count(state.behind, lang));
    let role = role(section, lang);
    let values = [&*section.name, role, &tenants, &behind, &free, &section.url];
    context.out.text(&table::row(&COLUMNS, &values));
    if let Some(lock) = &state.lock {
        locks(lock, context);
    }
    if let Some(away) = state.away.as_ref().filter(|_| !section.offline) {
        context.remark(away);
    }
}

/// How the locks of a copy stand, in a line below it.
fn locks(lock: &LockState, context: &Context) {
    let lang = context.lang;
    let none = || both("none", "keine").get(lang).to_owned();
    let until = lock.until.map_or_else(none, rfc3339);
    let newest = lock.newest.map_or_else(none, |newest| rfc3339(newest.until));
    let (rule, files) = (lock.rule, text::count(lock.files, lang));
    let able = match (lock.support.versioning, lock.support.object_lock) {
        (true, true) => both("the bucket can lock", "der Bucket kann sperren"),
        _ => both("the bucket cannot lock", "der Bucket kann nicht sperren"),
    };
    let able = able.get(lang);
    context.out.text(&match lang {
        Lang::En => format!(
            "  lock {rule}: {able}; {files} files until {until}; the newest package until \
             {newest}\n"
        ),
        Lang::De => format!(
            "  Sperre {rule}: {able}; {files} Dateien bis {until}; das neueste Paket bis {newest}\n"
        ),
    });
    lock.due.iter().for_each(|due| context.remark(due));
}

fn role(section: &CopySection, lang: Lang) -> &'static str {
    let words = match (section.offline, section.required) {
        (true, _) => both("offline", "offline"),
        (false, true) => both("required", "vorgeschrieben"),
        (false, false) => both("optional", "freigestellt"),
    };
    words.get(lang)
}

/// The body of a `sync` object.
#[derive(Serialize)]
struct Sync<'a> {
    copy: &'a str,
    tenant: &'a str,
    records: u64,
    copied: u64,
    there: u64,
    failed: u64,
    behind: u64,
    /// Files whose locks were renewed.
    locked: u64,
    bytes: u64,
    interrupted: bool,
    exit_code: u8,
}

/// What a sync of one tenant came to.
pub fn summary(tenant: &TenantId, done: &SyncSummary, exit: Exit, context: &Context) {
    if context.out.json() {
        let body = Sync {
            copy: &done.copy,
            tenant: tenant.as_str(),
            records: done.records,
            copied: done.copied,
            there: done.there,
            failed: done.failed,
            behind: done.behind,
            locked: done.locked,
            bytes: done.bytes,
            interrupted: done.stopped,
            exit_code: exit.code(),
        };
        return context.out.event("sync", &body);
    }
    if context.quiet {
        return;
    }
    let lang = context.lang;
    let [copied, there, behind] =
        [done.copied, done.there, done.behind].map(|number| text::count(number, lang));
    let bytes = text::bytes(done.bytes, lang);
    let (copy, tenant) = (&done.copy, tenant.as_str());
    context.out.text(&match lang {
        Lang::En => format!(
            "{copy}, {tenant}: {copied} versions brought ({bytes}), {there} were there, {behind} \
             still missing\n"
        ),
        Lang::De => format!(
            "{copy}, {tenant}: {copied} Versionen gebracht ({bytes}), {there} waren da, {behind} \
             fehlen noch\n"
        ),
    });
}

/// Says that a copy is required from now on.
pub fn required(name: &str, context: &Context) {
    if !context.out.json() && !context.quiet {
        context.out.text(&match context.lang {
            Lang::En => format!("{name} is required from now on.\n"),
            Lang::De => format!("{name} ist von jetzt an vorgeschrieben.\n"),
        });
    }
}

/// The body of a `retired` object.
#[derive(Serialize)]
struct Gone<'a> {
    copy: &'a str,
    versions: u64,
    dry_run: bool,
}

/// Says that a copy was given up, or could be.
pub fn retired(done: &Retiring, dry_run: bool, context: &Context) {
    let (copy, versions) = (&*done.copy, done.versions);
    if context.out.json() {
        return context.out.event("retired", &Gone { copy, versions, dry_run });
    }
    let versions = text::count(versions, context.lang);
    context.out.text(&match (context.lang, dry_run) {
        (Lang::En, true) => {
            format!("{copy} can be given up: all {versions} versions lie on other copies.\n")
        }
        (Lang::En, false) => format!(
            "{copy} was given up; all {versions} versions lie on other copies. Its bytes stay.\n"
        ),
        (Lang::De, true) => format!(
            "{copy} kann aufgegeben werden: alle {versions} Versionen liegen auf anderen Kopien.\n"
        ),
        (Lang::De, false) => format!(
            "{copy} wurde aufgegeben; alle {versions} Versionen liegen auf anderen Kopien. \
             Ihre Bytes bleiben.\n"
        ),
    });
}
