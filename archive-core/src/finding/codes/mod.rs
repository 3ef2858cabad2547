//! The families of codes, one file each. A code is never renumbered and never reused.

use super::Code;

pub mod acc;
pub mod arc;
pub mod bag;
pub mod bun;
pub mod cat;
pub mod cfg;
pub mod cli;
pub mod cpy;
pub mod csip;
pub mod dsc;
pub mod ead;
pub mod fix;
pub mod fld;
pub mod fmt;
pub mod ing;
pub mod led;
pub mod lim;
pub mod nam;
pub mod ntf;
pub mod ocfl;
pub mod pkg;
pub mod pol;
pub mod sch;
pub mod scn;
pub mod sto;
pub mod sys;
pub mod tar;
pub mod tsp;
pub mod xml;
pub mod zip;

/// Every family, by the letters between the hyphens of its codes.
static FAMILIES: [&[&Code]; 30] = [
    acc::ALL,
    arc::ALL,
    bag::ALL,
    bun::ALL,
    cat::ALL,
    cfg::ALL,
    cli::ALL,
    cpy::ALL,
    ead::ALL,
    csip::ALL,
    dsc::ALL,
    fix::ALL,
    fld::ALL,
    fmt::ALL,
    ing::ALL,
    led::ALL,
    lim::ALL,
    nam::ALL,
    ntf::ALL,
    ocfl::ALL,
    pkg::ALL,
    pol::ALL,
    sch::ALL,
    scn::ALL,
    sto::ALL,
    sys::ALL,
    tar::ALL,
    tsp::ALL,
    xml::ALL,
    zip::ALL,
];

/// Every code of the archive, family by family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    FAMILIES.into_iter().flatten().copied()
}

/// The code with an id, upper or lower case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id.trim()))
}
