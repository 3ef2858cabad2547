//! An authority of our own, made on the fly with `openssl`, and tokens that do not hold.

use super::{Request, Roots, Stamp, Token, token_of};
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::finding::Code;
use crate::finding::codes::tsp;
use crate::ledger::asn1::digest;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

const CONFIGURATION: &str = "
[req]
distinguished_name = none
[none]
[ca]
default_ca = c
[c]
database = index
serial = number
new_certs_dir = .
policy = any
default_md = sha256
unique_subject = no
certificate = ca.pem
private_key = ca.key
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamps]
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
[lax]
extendedKeyUsage = timeStamping
[more]
extendedKeyUsage = critical, timeStamping, codeSigning
[none_at_all]
basicConstraints = CA:false
[tsa]
default_tsa = t
[t]
serial = stamps
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
";

/// A timestamp authority in a folder: its root, its certificate, its answers.
#[derive(Clone)]
pub(crate) struct Authority(Arc<TempDir>);

/// How the certificate of an authority is made.
struct Papers<'a> {
    key: &'a [&'a str],
    section: &'a str,
    from: &'a str,
    until: &'a str,
}

const P256: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
const USUAL: Papers<'static> =
    Papers { key: P256, section: "stamps", from: "20200101000000Z", until: "20491231235959Z" };

impl Authority {
    pub(crate) fn new() -> Self {
        Self::with(&USUAL)
    }

    /// One whose certificate ends at a time.
    pub(crate) fn until(time: jiff::Timestamp) -> Self {
        Self::with(&Papers { until: &time.strftime("%Y%m%d%H%M%SZ").to_string(), ..USUAL })
    }

    fn with(papers: &Papers<'_>) -> Self {
        let made = Self(Arc::new(tempfile::tempdir().unwrap()));
        made.write("c.cnf", CONFIGURATION.as_bytes());
        made.write("index", b"");
        made.write("number", b"01\n");
        made.write("stamps", b"01\n");
        made.key("ca.key", P256);
        made.key("tsa.key", papers.key);
        let request = ["req", "-new", "-config", "c.cnf"];
        made.run(
            &[
                &request[..],
                &["-x509", "-subj", "/CN=Root", "-extensions", "root", "-key", "ca.key"],
                &["-days", "9000", "-out", "ca.pem"],
            ]
            .concat(),
        );
        made.run(
            &[&request[..], &["-subj", "/CN=TSA", "-key", "tsa.key", "-out", "tsa.csr"]].concat(),
        );
        made.run(&[
            "ca",
            "-batch",
            "-config",
            "c.cnf",
            "-in",
            "tsa.csr",
            "-out",
            "tsa.pem",
            "-notext",
            "-extensions",
            papers.section,
            "-startdate",
            papers.from,
            "-enddate",
            papers.until,
        ]);
        made
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    #[expect(clippy::disallowed_methods, reason = "the other program reads it")]
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "the other program wrote it")]
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    fn key(&self, name: &str, kind: &[&str]) {
        self.run(&[&["genpkey", "-out", name][..], kind].concat());
    }

    fn run(&self, arguments: &[&str]) {
        let run = Command::new("openssl").args(arguments).current_dir(self.path()).output();
        let run = run.expect("openssl is part of what the tests need");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "openssl {arguments:?}: {said}");
    }

    pub(crate) fn roots(&self) -> Roots {
        Roots::from_pem(&String::from_utf8(self.read("ca.pem")).unwrap()).unwrap()
    }

    fn answer(&self, request: &Request) -> Vec<u8> {
        self.reply(&request.to_der().unwrap())
    }

    /// The answer to a request.
    pub(crate) fn reply(&self, request: &[u8]) -> Vec<u8> {
        self.write("request", request);
        self.run(&["ts", "-reply", "-config", "c.cnf", "-queryfile", "request", "-out", "answer"]);
        self.read("answer")
    }

    pub(crate) fn stamp(&self, imprint: Digest) -> Vec<u8> {
        let answer = self.answer(&Request::new(imprint));
        token_of(&answer).unwrap().to_vec()
    }

    /// Signs as an authority that goes its own way: what `openssl ts` would refuse to sign.
    fn sign(&self, info: &[u8], more: &[&str]) -> Vec<u8> {
        self.write("info", info);
        let usual = [
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-cades",
            "-in",
            "info",
            "-outform",
            "DER",
            "-econtent_type",
            "1.2.840.113549.1.9.16.1.4",
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            "-out",
            "token",
        ];
        self.run(&[&usual[..], more].concat());
        self.read("token")
    }
}

/// Answers a single request as `answer` says, and gives its address.
pub(crate) fn serve(answer: impl FnOnce(&[u8]) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/tsa", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut received = Vec::new();
        let mut piece = [0; 4096];
        let body = loop {
            let count = stream.read(&mut piece).unwrap();
            assert!(count > 0, "the request ends early");
            received.extend_from_slice(&piece[..count]);
            let end = received.windows(4).position(|four| four == b"\r\n\r\n");
            let Some(end) = end else { continue };
            let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
            assert!(head.contains("content-type: application/timestamp-query"), "{head}");
            let length = head.split_once("content-length: ").unwrap().1;
            let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
            if received.len() == end + 4 + length {
                break received.split_off(end + 4);
            }
        };
        // An oversized answer is not read to its end, so that writing it may fail.
        let _ = stream.write_all(&answer(&body));
    });
    url
}

fn imprint() -> Digest {
    digest(Algorithm::Sha512, &[b"Ratsbeschluss 12/1998"])
}

fn verify(token: &[u8], roots: &Roots) -> Result<Stamp> {
    Token::parse(token)?.verify(&imprint(), roots)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>, code: &'static Code, reason: &str) {
    let error = result.unwrap_err();
    assert!(error.is(code), "{error}");
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn an_answer_holds_and_openssl_agrees() {
    let authority = Authority::new();
    let request = Request::new(imprint());
    let answer = authority.answer(&request);
    let token = Token::parse(token_of(&answer).unwrap()).unwrap();
    token.answers(&request).unwrap();
    let stamp = token.verify(&imprint(), &authority.roots()).unwrap();
    assert_eq!(stamp.time, token.time());
    assert_eq!(stamp.until.to_string(), "2049-12-31T23:59:59Z");
    let files = ["-queryfile", "request", "-in", "answer", "-CAfile", "ca.pem"];
    authority.run(&[&["ts", "-verify"], &files[..]].concat());
}

#[test]
fn other_data_and_an_old_answer_are_refused() {
    let authority = Authority::new();
    let request = Request::new(imprint());
    let answer = authority.answer(&request);
    let token = Token::parse(token_of(&answer).unwrap()).unwrap();
    let other = digest(Algorithm::Sha512, &[b"Ratsbeschluss 13/1998"]);
    refused(token.verify(&other, &authority.roots()), &tsp::OTHER_DATA, "another digest");
    refused(token.answers(&Request::new(other)), &tsp::OTHER_DATA, "another digest");
    refused(token.answers(&Request::new(imprint())), &tsp::OTHER_DATA, "another nonce");
}

#[test]
fn a_foreign_authority_is_refused() {
    let token = Authority::new().stamp(imprint());
    refused(verify(&token, &Authority::new().roots()), &tsp::NOT_TRUSTED, "leads to no root");
}

#[test]
fn a_certificate_must_be_valid_when_it_signs() {
    for (from, until) in
        [("20200101000000Z", "20210101000000Z"), ("20480101000000Z", "20490101000000Z")]
    {
        let authority = Authority::with(&Papers { from, until, ..USUAL });
        let token = authority.stamp(imprint());
        refused(verify(&token, &authority.roots()), &tsp::NOT_TRUSTED, "leads to no root");
    }
}

#[test]
fn a_certificate_must_be_for_timestamps_alone() {
    let good = Authority::new().stamp(imprint());
    let info = Token::parse(&good).unwrap().info.to_vec();
    for section in ["lax", "more", "none_at_all"] {
        let authority = Authority::with(&Papers { section, ..USUAL });
        let token = authority.sign(&info, &["-md", "sha512"]);
        refused(verify(&token, &authority.roots()), &tsp::NOT_TRUSTED, "timestamps alone");
    }
}

#[test]
fn every_usual_signature_is_understood() {
    let good = Authority::new().stamp(imprint());
    let info = Token::parse(&good).unwrap().info.to_vec();
    let rsa: &[&str] = &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
    let p384: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"];
    let p521: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"];
    let pss = ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"];
    for (key, more) in [(rsa, &[][..]), (rsa, &pss), (P256, &[]), (p384, &[]), (p521, &[])] {
        let authority = Authority::with(&Papers { key, ..USUAL });
        for md in ["sha256", "sha384", "sha512"] {
            let by_key: &[&str] = if md == "sha384" { &["-keyid"] } else { &[] };
            let token = authority.sign(&info, &[&["-md", md], more, by_key].concat());
            let stamp = verify(&token, &authority.roots());
            assert!(stamp.is_ok(), "{key:?} {md} {more:?}: {stamp:?}");
        }
    }
}

#[test]
fn weak_signatures_are_refused() {
    let authority = Authority::new();
    let good = authority.stamp(imprint());
    let info = Token::parse(&good).unwrap().info.to_vec();
    let weak = authority.sign(&info, &["-md", "sha1"]);
    refused(verify(&weak, &authority.roots()), &tsp::BAD_TOKEN, "not a token");
}

#[test]
fn an_old_name_of_the_certificate_is_understood() {
    let authority = Authority::new();
    let old = CONFIGURATION.replace("ess_cert_id_alg = sha256", "ess_cert_id_alg = sha1");
    authority.write("c.cnf", old.as_bytes());
    verify(&authority.stamp(imprint()), &authority.roots()).unwrap();
}

#[test]
fn a_signature_without_the_name_of_its_certificate_is_refused() {
    let authority = Authority::new();
    let good = authority.stamp(imprint());
    let info = Token::parse(&good).unwrap().info.to_vec();
    authority.write("info", &info);
    authority.run(&[
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-in",
        "info",
        "-outform",
        "DER",
        "-md",
        "sha512",
        "-econtent_type",
        "1.2.840.113549.1.9.16.1.4",
        "-signer",
        "tsa.pem",
        "-inkey",
        "tsa.key",
        "-out",
        "token",
    ]);
    let token = authority.read("token");
    refused(verify(&token, &authority.roots()), &tsp::NOT_TRUSTED, "which certificate");
}

/// No changed byte may change what a token proves; only what nobody signs may change at all: the
/// certificate of the root, which is in the token as well, versions and unused names.
#[test]
fn a_changed_byte_proves_nothing_else() {
    let authority = Authority::new();
    let token = authority.stamp(imprint());
    let roots = authority.roots();
    let good = verify(&token, &roots).unwrap();
    let mut refused = 0;
    for at in 0..token.len() {
        for bit in [0, 7] {
            let mut changed = token.clone();
            changed[at] ^= 1 << bit;
            match verify(&changed, &roots) {
                Ok(stamp) => assert_eq!(stamp, good, "byte {at}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > token.len(), "{refused} of {}", 2 * token.len());
    for end in 0..token.len() {
        assert!(verify(&token[..end], &roots).is_err());
    }
}

#[test]
fn an_answer_that_refuses_has_no_token() {
    // PKIStatusInfo with status 2, rejection
    let answer = [0x30, 5, 0x30, 3, 2, 1, 2];
    refused(token_of(&answer), &tsp::BAD_TOKEN, "status [2]");
    refused(token_of(b"<html>"), &tsp::BAD_TOKEN, "not DER");
    refused(token_of(&[0x30, 5, 0x30, 3, 2, 1, 0]), &tsp::BAD_TOKEN, "no token");
}

#[test]
fn roots_must_be_certificates() {
    refused(Roots::from_pem("nothing"), &tsp::BAD_ROOTS, "there is none");
    let cut = "-----BEGIN CERTIFICATE-----\nMIIB";
    refused(Roots::from_pem(cut), &tsp::BAD_ROOTS, "cut off");
    let other = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    refused(Roots::from_pem(other), &tsp::BAD_ROOTS, "no certificate");
}
