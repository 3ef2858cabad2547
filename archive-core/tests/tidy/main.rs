//! The rules of the house that no compiler holds: lengths, openings, codes, pages, paths.
//!
//! Every test walks the whole workspace, so one crate guards all of them. What breaks a rule is
//! listed with its place, all at once, so that one run is enough to mend everything.

mod changelog;
mod codes;
mod files;
mod floors;
mod functions;
mod mask;
mod repository;
mod rust;

/// Fails with every broken rule on a line of its own.
#[track_caller]
fn assert_none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}: {} place(s)\n{}", broken.len(), broken.join("\n"));
}
