//! The certificates that the operator trusts, and chains that lead to them.

use super::CERTIFICATES;
use super::certificate::Certificate;
use crate::error::{Error, Result};
use crate::finding::codes::tsp;
use crate::metadata::encoding::from_base64;
use jiff::Timestamp;
use rustls_pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// Largest file of roots in bytes.
pub const ROOTS_BYTES: usize = 1 << 20;
/// id-kp-timeStamping (1.3.6.1.5.5.7.3.8), the content of its DER.
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Certificates in which a chain may end.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    certificates: Vec<CertificateDer<'static>>,
}

impl Roots {
    /// The certificates of a PEM file (RFC 7468); text between them is passed over.
    pub fn from_pem(text: &str) -> Result<Self> {
        let refused = |reason: &str| Error::new(&tsp::BAD_ROOTS).with("reason", reason);
        if text.len() > ROOTS_BYTES {
            return Err(refused("the file is longer than 1 MiB"));
        }
        let mut certificates = Vec::new();
        for part in text.split(BEGIN).skip(1) {
            let (coded, _) = part.split_once(END).ok_or_else(|| refused("it is cut off"))?;
            let coded: String = coded.split_ascii_whitespace().collect();
            let raw = from_base64(&coded).ok_or_else(|| refused("it is not base64"))?;
            let certificate = CertificateDer::from(raw);
            anchor_from_trusted_cert(&certificate)
                .map_err(|cause| refused("one is no certificate").because(cause))?;
            certificates.push(certificate);
        }
        if certificates.is_empty() {
            return Err(refused("there is none"));
        }
        Ok(Self { certificates })
    }

    /// Takes the roots of another file as well.
    pub fn add(&mut self, others: &Self) {
        self.certificates.extend(others.certificates.iter().cloned());
    }

    /// Proves that the certificate leads to one of these roots at `time`, and says until when the
    /// chain below the root is valid. How long a root may be trusted is the operator's word, so
    /// its own end does not count.
    pub(super) fn prove(
        &self,
        signer: &EndEntityCert<'_>,
        others: &[CertificateDer<'_>],
        time: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let refused = |reason: String| Error::new(&tsp::NOT_TRUSTED).with("reason", reason);
        debug_assert!(others.len() <= CERTIFICATES, "the token has been read with this limit");
        let seconds = u64::try_from(time.as_second())
            .map_err(|_| refused("its time lies before 1970".into()))?;
        let anchors: Vec<_> = self
            .certificates
            .iter()
            .filter_map(|certificate| anchor_from_trusted_cert(certificate).ok())
            .collect();
        let path = signer
            .verify_for_usage(
                ALL_VERIFICATION_ALGS,
                &anchors,
                others,
                UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
                KeyUsage::required_if_present(TIME_STAMPING),
                None,
                None,
            )
            .map_err(|cause| {
                refused(format!("its chain leads to no root at that time: {cause}"))
            })?;
        let ends = path.intermediate_certificates().filter_map(|certificate| {
            Certificate::parse(&certificate.der()).map(|certificate| certificate.until)
        });
        Ok(ends.min())
    }
}
