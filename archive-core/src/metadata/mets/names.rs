//! Names of METS and of what E-ARK adds to it.

/// The namespace of METS 1.x.
pub const METS: &str = "http://www.loc.gov/METS/";
/// The namespace of `XLink`.
pub const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The namespace of the CSIP extension.
pub const CSIP: &str = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
/// The namespace of the SIP extension.
pub const SIP: &str = "https://DILCIS.eu/XML/METS/SIPExtensionMETS";
