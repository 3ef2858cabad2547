//! Bags in plain folders, checked completely: the public corpora where they are present, own
//! samples for every code, and a comparison with bagit-python where that is installed.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![expect(clippy::print_stdout, reason = "a skipped test says why")]

#[path = "bagit/corpora.rs"]
mod corpora;
#[path = "bagit/draft.rs"]
mod draft;
#[path = "bagit/folder.rs"]
mod folder;
#[path = "bagit/peer.rs"]
mod peer;
#[path = "bagit/samples.rs"]
mod samples;
