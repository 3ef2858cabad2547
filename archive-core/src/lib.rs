//! The core of the municipal archive: packages come in, are checked, described and stored so
//! that they can be read, found and proven unchanged in fifty years. It serves several
//! municipalities (tenants) from one installation, and nothing of one is seen by another. What
//! lies on disk is described in `docs/format.md` and can be read without this program.
//!
//! # The way of a package
//!
//! 1. [`package`] opens it, whatever it came in, lists it and joins it with its manifests;
//! 2. [`package::reading`] reads every byte once and hashes it, while [`mod@format`] tells what
//!    files are and [`scan`] asks for viruses; [`ingest`] writes it meanwhile into a stage on every
//!    copy ([`store`]);
//! 3. [`aip`] and [`metadata`] describe it, [`ocfl`] writes the inventory;
//! 4. everything is made durable, read back from the medium ([`store::proof`]) and compared with
//!    the digests taken from the source, then put in place;
//! 5. a receipt is written to every copy, and the [`catalog`] learns of the package;
//! 6. from then on [`finding_aid`] changes how it is described, [`fixity`] checks it again and
//!    again, [`access`] hands it out, and [`rebuild`] restores the catalog from one copy alone.
//!
//! ```
//! use archive_core::archive::{Archive, Founding};
//! use archive_core::clock::Clock;
//! use archive_core::ingest::{Request, Session, Status};
//! use archive_core::package::reading::Progress;
//!
//! # fn main() -> archive_core::Result<()> {
//! # let folder = tempfile::tempdir().unwrap();
//! # let folder = folder.path();
//! # let letter = folder.join("letter.txt");
//! # std::io::Write::write_all(&mut archive_core::fs::create_new(&letter)?, b"Guten Tag").unwrap();
//! let copies = vec![("main".into(), "copies/main".into())];
//! let founding = Founding { name: Some("sachsen-mitte".into()), copies };
//! let archive = Archive::create(&folder.join("archive"), &founding, Clock::System)?;
//! let chemnitz = "chemnitz".parse().expect("lower case letters make an id");
//! archive.add_tenant(&chemnitz, "Stadt Chemnitz", None)?;
//!
//! let tenant = archive.tenant(&chemnitz)?;
//! let session = Session::open(&tenant)?;
//! let request = Request { threads: 2, ..Request::default() };
//! let outcome = session.ingest(&letter, &request, &Progress::default());
//! assert_eq!(outcome.status, Status::Stored);
//! # Ok(())
//! # }
//! ```
#![cfg_attr(not(feature = "installation"), allow(dead_code))]

#[cfg(feature = "installation")]
pub mod access;
#[cfg(feature = "installation")]
pub mod aip;
#[cfg(feature = "installation")]
pub mod archive;
#[cfg(feature = "installation")]
pub mod catalog;
pub mod clock;
#[cfg(feature = "installation")]
pub mod config;
#[cfg(feature = "installation")]
pub mod copies;
pub mod digest;
#[cfg(feature = "installation")]
pub mod doctor;
pub mod error;
pub mod finding;
#[cfg(feature = "installation")]
pub mod finding_aid;
#[cfg(feature = "installation")]
pub mod fixity;
pub mod format;
pub mod fs;
#[cfg(feature = "installation")]
pub mod ingest;
#[cfg(feature = "installation")]
pub mod ledger;
pub mod limits;
pub mod metadata;
#[cfg(feature = "installation")]
pub mod notify;
pub mod ocfl;
pub mod package;
pub mod random;
#[cfg(feature = "installation")]
pub mod rebuild;
pub mod scan;
pub mod sorter;
#[cfg(feature = "installation")]
pub mod store;
pub mod tenant;
pub mod xml;

pub use error::{Error, Result};
