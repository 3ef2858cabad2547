//! Timestamps of authorities (RFC 3161): what is asked, what is answered, and whether it holds.
//!
//! [`Request`] asks for a digest, [`token_of`] takes the token out of an answer, [`Token`] is read
//! and verified against the [`Roots`] that the operator trusts; [`date`] does all that. Only DER is
//! read, as the standard asks; signatures and chains are judged by `webpki`.

mod certificate;
mod client;
mod request;
mod roots;
mod signature;
#[cfg(test)]
pub(crate) mod tests;
mod token;

pub use client::{Credentials, Dated, Service, date};
pub use request::{Request, token_of};
pub use roots::Roots;
pub use token::{Stamp, Token};

/// Largest answer of an authority in bytes: tokens have 2 to 10 KiB, with long chains 20.
pub const ANSWER_BYTES: usize = 256 << 10;
/// Most certificates in a token: a chain has three or four.
pub const CERTIFICATES: usize = 32;
/// Most signed attributes: authorities send four to six.
const ATTRIBUTES: usize = 32;
