//! Where clamd listens. Files go to it as they are, so it must be on this machine.

use crate::error::{Error, Result};
use crate::finding::codes::scn;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// A place on this machine where clamd listens: `unix:/run/clamav/clamd.ctl` or
/// `tcp:127.0.0.1:3310`. clamd knows no encryption, so other machines are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A Unix socket, by its absolute path.
    Unix(PathBuf),
    /// A port of the loopback interface.
    Tcp(SocketAddr),
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad = || Error::new(&scn::BAD_ADDRESS).with("address", text);
        if let Some(path) = text.strip_prefix("unix:") {
            let path = PathBuf::from(path);
            return if path.is_absolute() { Ok(Self::Unix(path)) } else { Err(bad()) };
        }
        let place = text.strip_prefix("tcp:").ok_or_else(bad)?;
        let address = match place.strip_prefix("localhost:") {
            Some(port) => port.parse().ok().map(|p| (IpAddr::V4(Ipv4Addr::LOCALHOST), p).into()),
            None => place.parse::<SocketAddr>().ok(),
        };
        address.filter(|a| a.ip().is_loopback()).map(Self::Tcp).ok_or_else(bad)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_taken() {
        for good in ["unix:/run/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310"] {
            assert_eq!(good.parse::<Address>().unwrap().to_string(), good);
        }
        assert_eq!("tcp:localhost:1".parse::<Address>().unwrap().to_string(), "tcp:127.0.0.1:1");
        for bad in ["", "unix:clamd", "tcp:10.0.0.1:3310", "tcp:example.org:3310", "clamd"] {
            assert!(bad.parse::<Address>().unwrap_err().is(&scn::BAD_ADDRESS), "{bad}");
        }
    }
}
