//! `archive key`: the keys that sign the ledger. Their secret parts are never shown.

use crate::args::{Keys, KeysLost};
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;
use archive_core::archive::{Rotated, TenantArchive};
use archive_core::finding::Lang;
use archive_core::ledger::note::Verifier;
use serde::Serialize;

/// The body of a `key` object.
#[derive(Serialize)]
struct KeyBody {
    tenant: String,
    /// The position of the entry that names it.
    index: u64,
    key: String,
    /// Whether it signs now.
    current: bool,
    /// Whether it took the place of one that was lost.
    recovered: bool,
}

/// Runs a command on the keys.
pub fn run(args: &Keys, context: &Context) -> Result<Exit> {
    match args {
        Keys::Show => show(context),
        Keys::Rotate => rotate(context),
        Keys::Lost(args) => lost(args, context),
    }
}

fn show(context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let chain = tenant.ledger_keys()?;
    let last = chain.keys().len();
    for (number, (index, key)) in chain.keys().iter().enumerate() {
        let told = [number + 1 == last, chain.is_recovered(*index)];
        print(tenant.id().as_str(), *index, key, told, context);
    }
    Ok(Exit::Ok)
}

fn rotate(context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let rotated = tenant.rotate_key()?;
    replaced(&tenant, &rotated, false, context);
    Ok(Exit::Ok)
}

fn lost(args: &KeysLost, context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let known: Vec<Verifier> =
        args.key.iter().map(|text| Verifier::parse(text)).collect::<Result<_>>()?;
    let rotated = tenant.recover_key(&known)?;
    replaced(&tenant, &rotated, true, context);
    Ok(Exit::Ok)
}

fn replaced(tenant: &TenantArchive, rotated: &Rotated, recovered: bool, context: &Context) {
    let id = tenant.id().as_str();
    print(id, rotated.index, &rotated.key, [true, recovered], context);
    if !context.out.json() {
        context.out.text(match context.lang {
            Lang::En => "Back up keys/ anew, and publish the new public key.\n",
            Lang::De => "keys/ neu sichern und den neuen öffentlichen Schlüssel veröffentlichen.\n",
        });
    }
}

fn print(
    tenant: &str,
    index: u64,
    key: &Verifier,
    [current, recovered]: [bool; 2],
    context: &Context,
) {
    let (tenant, text) = (tenant.to_owned(), key.to_string());
    let body = KeyBody { tenant, index, key: text, current, recovered };
    if context.out.json() {
        context.out.event("key", &body);
    } else {
        let note = match (context.lang, recovered) {
            (_, false) => "",
            (Lang::En, true) => "  (in the place of one that was lost)",
            (Lang::De, true) => "  (an der Stelle eines verlorenen)",
        };
        context.out.text(&format!("{index:>8}  {}{note}\n", body.key));
    }
}
