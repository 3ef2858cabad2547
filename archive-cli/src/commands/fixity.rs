//! `archive fixity`: whether what is stored is unchanged.

use crate::args::Fixity;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::fixity::{self, CopyState};
use archive_core::Result;
use archive_core::archive::TenantArchive;
use archive_core::catalog::Damage;

/// Runs a command on integrity checks.
pub fn run(args: &Fixity, context: &Context) -> Result<Exit> {
    if let Fixity::Run(_) = args {
        return Err(super::not_in_build("fixity run"));
    }
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    if let Fixity::History(args) = args {
        let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
        fixity::history(&tenant.catalog().runs(limit)?, context);
        return Ok(Exit::Ok);
    }
    let open = tenant.catalog().open_damage()?;
    let states = tenant.copies().iter().map(|copy| state(&tenant, &copy.name, &open));
    Ok(fixity::status(&states.collect::<Result<Vec<_>>>()?, &open, context))
}

/// How far a copy is checked.
fn state(tenant: &TenantArchive, copy: &str, open: &[Damage]) -> Result<CopyState> {
    let due = tenant.catalog().due_checks(copy)?;
    let never = due.iter().filter(|check| check.finished.is_none()).count();
    Ok(CopyState {
        copy: copy.to_owned(),
        packages: due.len() as u64,
        checked: (due.len() - never) as u64,
        never_checked: never as u64,
        oldest: due.iter().filter_map(|check| check.finished.clone()).min(),
        open_damage: open.iter().filter(|damage| damage.copy == copy).count() as u64,
    })
}
