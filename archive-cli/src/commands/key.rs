//! `archive key`: the keys that sign the ledger. Their secret parts are never shown.

use crate::args::Keys;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;
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
}

/// Runs a command on the keys.
pub fn run(args: &Keys, context: &Context) -> Result<Exit> {
    match args {
        Keys::Show => show(context),
        Keys::Rotate => rotate(context),
    }
}

fn show(context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let chain = tenant.ledger_keys()?;
    let last = chain.keys().len();
    for (number, (index, key)) in chain.keys().iter().enumerate() {
        print(tenant.id().as_str(), *index, key, number + 1 == last, context);
    }
    Ok(Exit::Ok)
}

fn rotate(context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let rotated = tenant.rotate_key()?;
    print(tenant.id().as_str(), rotated.index, &rotated.key, true, context);
    if !context.out.json() {
        context.out.text(match context.lang {
            Lang::En => "Back up keys/ anew, and publish the new public key.\n",
            Lang::De => "keys/ neu sichern und den neuen öffentlichen Schlüssel veröffentlichen.\n",
        });
    }
    Ok(Exit::Ok)
}

fn print(tenant: &str, index: u64, key: &Verifier, current: bool, context: &Context) {
    let body = KeyBody { tenant: tenant.to_owned(), index, key: key.to_string(), current };
    if context.out.json() {
        context.out.event("key", &body);
    } else {
        context.out.text(&format!("{index:>8}  {}\n", body.key));
    }
}
