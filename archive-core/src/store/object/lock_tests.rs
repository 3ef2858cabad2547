//! Requests about locks: how they are signed, and what is made of every answer.

use super::super::super::lock::{LockRule, LockSupport, Mode, Retention};
use super::super::super::{Key, ReadBack, Store, StoreError};
use super::super::{Extras, Object};
use super::*;
use crate::digest::Digest;
use object_store::ClientOptions;
use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpConnector, HttpErrorKind, HttpService, ReqwestConnector};
use std::sync::{Arc, Mutex};

/// The credentials of the examples in the documentation of the service ("Authenticating Requests
/// (AWS Signature Version 4)", "Signature Calculations: Examples").
const KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn bucket() -> AmazonS3 {
    let builder = AmazonS3Builder::new().with_region("us-east-1").with_bucket_name("examplebucket");
    let builder = builder.with_access_key_id(KEY_ID).with_secret_access_key(SECRET);
    builder.with_virtual_hosted_style_request(true).build().unwrap()
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let padded = |mask: u8| -> Vec<u8> {
        (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ mask).collect()
    };
    let inner = [&padded(0x36)[..], text.as_bytes()].concat();
    let inner = Hasher::digest(Algorithm::Sha256, &inner);
    let outer = [&padded(0x5c)[..], inner.as_bytes()].concat();
    Hasher::digest(Algorithm::Sha256, &outer).as_bytes().to_vec()
}

/// The signature of a request, worked out from the description of the service alone. Headers are in
/// the order of their names, with their values.
fn signature(
    method: &str,
    (path, query): (&str, &str),
    headers: &[(String, String)],
    payload: &str,
) -> String {
    let date = &headers.iter().find(|(name, _)| name == "x-amz-date").unwrap().1;
    let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let lines = lines.concat();
    let names: Vec<&str> = headers.iter().map(|(name, _)| &**name).collect();
    let canonical = format!("{method}\n{path}\n{query}\n{lines}\n{}\n{payload}", names.join(";"));
    let hashed = Hasher::digest(Algorithm::Sha256, canonical.as_bytes()).hex();
    let scope = format!("{}/us-east-1/s3/aws4_request", &date[..8]);
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashed}");
    let secret = format!("AWS4{SECRET}");
    let key = [&date[..8], "us-east-1", "s3", "aws4_request"]
        .into_iter()
        .fold(secret.into_bytes(), |key, part| hmac(&key, part));
    let mac = hmac(&key, &text);
    Digest::from_bytes(Algorithm::Sha256, &mac).unwrap().hex()
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn the_reckoning_of_this_test_gives_the_figures_of_the_service() {
    let common = [
        header("host", "examplebucket.s3.amazonaws.com"),
        header("x-amz-content-sha256", EMPTY),
        header("x-amz-date", "20130524T000000Z"),
    ];
    let mut ranged = common.to_vec();
    ranged.insert(1, header("range", "bytes=0-9"));
    assert_eq!(
        signature("GET", ("/test.txt", ""), &ranged, EMPTY),
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    );
    assert_eq!(
        signature("GET", ("/", "lifecycle="), &common, EMPTY),
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
    );
}

/// Signs a request and compares it with the reckoning of this test.
fn check_signed(method: &Method, path: Option<&Path>, question: &str, body: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let http = ReqwestConnector::default().connect(&ClientOptions::default()).unwrap();
    let locks = Locks::new(bucket(), "us-east-1".to_owned(), http);
    let request = runtime.block_on(async {
        let mut url = locks.address(path).await.map_err(drop).unwrap();
        url.set_query(Some(question));
        locks.request(method.clone(), &url, body.to_owned()).await.map_err(drop).unwrap()
    });
    let value = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    let said = value("authorization");
    let signed = said.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
    let host = request.uri().host().unwrap();
    let headers: Vec<_> = signed
        .split(';')
        .map(|name| header(name, &if name == "host" { host.to_owned() } else { value(name) }))
        .collect();
    let payload = Hasher::digest(Algorithm::Sha256, body.as_bytes()).hex();
    let uri = request.uri();
    let ours =
        signature(method.as_str(), (uri.path(), &format!("{question}=")), &headers, &payload);
    assert_eq!(said.split("Signature=").nth(1), Some(&*ours), "{said}");
    assert!(!said.contains(SECRET));
    uri.to_string()
}

#[test]
fn requests_are_signed_as_the_service_wants_it() {
    let retention = LockRule { mode: Mode::Governance, days: 1 }.from(jiff::Timestamp::UNIX_EPOCH);
    let path = Path::parse("mitte/stadt/holdings/0=ocfl_1.1").unwrap();
    let put = check_signed(&Method::PUT, Some(&path), "retention", &body(&retention));
    assert!(put.ends_with("/mitte/stadt/holdings/0%3Docfl_1.1?retention"), "{put}");
    let get = check_signed(&Method::GET, None, "object-lock", "");
    assert_eq!(get, "https://examplebucket.s3.us-east-1.amazonaws.com/?object-lock");
}

/// A service that always answers the same, and keeps what it was asked.
#[derive(Debug, Default)]
struct Parrot {
    answer: Option<(u16, String)>,
    asked: Arc<Mutex<Vec<String>>>,
}

#[async_trait::async_trait]
impl HttpService for Parrot {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let asked = format!("{} {}", request.method(), request.uri());
        self.asked.lock().unwrap().push(asked);
        let Some((status, text)) = &self.answer else {
            return Err(HttpError::new(HttpErrorKind::Connect, std::io::Error::other("refused")));
        };
        let mut response = HttpResponse::new(text.clone().into());
        *response.status_mut() = (*status).try_into().unwrap();
        Ok(response)
    }
}

fn store(answer: Option<(u16, &str)>) -> (Object, Arc<Mutex<Vec<String>>>) {
    let answer = answer.map(|(status, text)| (status, text.to_owned()));
    let parrot = Parrot { answer, asked: Arc::default() };
    let asked = Arc::clone(&parrot.asked);
    let locks = Locks::new(bucket(), "us-east-1".to_owned(), HttpClient::new(parrot));
    let remote = Arc::new(object_store::memory::InMemory::new());
    let extras = Extras { locks: Some(locks), requests: None };
    let secrets = vec![SECRET.to_owned()];
    let store = Object::with(remote, Key::root(), ReadBack::Cache, secrets, extras);
    (store.unwrap(), asked)
}

fn key() -> Key {
    Key::new("stadt/holdings/a").unwrap()
}

fn wanted() -> Retention {
    Retention { mode: Mode::Governance, until: "2026-12-01T00:00:00Z".parse().unwrap() }
}

const LOCKED: &str = "<?xml version=\"1.0\"?><Retention xmlns=\"x\"><Mode>GOVERNANCE</Mode>\
     <RetainUntilDate>2026-12-01T00:00:00.000Z</RetainUntilDate></Retention>";

#[test]
fn a_lock_is_read() {
    let (there, asked) = store(Some((200, LOCKED)));
    assert_eq!(there.lock_of(&key()).unwrap(), Some(wanted()));
    assert!(asked.lock().unwrap()[0].ends_with("/stadt/holdings/a?retention"));
    let none = "<Error><Code>NoSuchObjectLockConfiguration</Code></Error>";
    assert_eq!(store(Some((404, none))).0.lock_of(&key()).unwrap(), None);
    assert_eq!(Object::memory().unwrap().lock_of(&key()).unwrap(), None);
}

#[test]
fn a_lock_that_holds_long_enough_is_not_asked_for_again() {
    // The service refuses everything with the lock that is there: only reading it helps.
    let (there, asked) = store(Some((403, "<Error><Code>AccessDenied</Code></Error>")));
    assert!(matches!(there.lock(&key(), &wanted()), Err(StoreError::Permission(_))));
    assert_eq!(asked.lock().unwrap().len(), 2, "it was not asked what lock there is");
    let (there, asked) = store(Some((200, LOCKED)));
    there.lock(&key(), &wanted()).unwrap();
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn what_a_bucket_can_is_read() {
    let support = |status, text| store(Some((status, text))).0.lock_support();
    let both = "<a><Status>Enabled</Status><ObjectLockEnabled>Enabled</ObjectLockEnabled></a>";
    let all = LockSupport { versioning: true, object_lock: true };
    assert_eq!(support(200, both).unwrap(), all);
    let suspended = "<a><Status>Suspended</Status></a>";
    assert_eq!(support(200, suspended).unwrap(), LockSupport::default());
    let none = "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>";
    assert_eq!(support(404, none).unwrap(), LockSupport::default());
    assert_eq!(support(501, "").unwrap(), LockSupport::default());
    let gone = support(404, "<Error><Code>NoSuchBucket</Code></Error>");
    assert!(matches!(gone, Err(StoreError::NotFound(_))), "{gone:?}");
    assert!(matches!(support(403, ""), Err(StoreError::Permission(_))));
    let memory = Object::memory().unwrap();
    assert_eq!(memory.lock_support().unwrap(), LockSupport::default());
}

#[test]
fn nothing_unexpected_counts_as_a_lock() {
    for bad in [
        "<Mode>LEGAL</Mode><RetainUntilDate>2026-12-01T00:00:00Z</RetainUntilDate>",
        "<Mode>GOVERNANCE</Mode><RetainUntilDate>soon</RetainUntilDate>",
        "<Mode>GOVERNANCE</Mode>",
    ] {
        let read = store(Some((200, bad))).0.lock_of(&key());
        assert!(matches!(read, Err(StoreError::Other(_))), "{bad}: {read:?}");
    }
    assert_eq!(store(Some((200, "<Mode>"))).0.lock_of(&key()).unwrap(), None);
    let endless = "x".repeat(ANSWER_BYTES + 1);
    let read = store(Some((200, &endless))).0.lock_of(&key());
    assert!(matches!(read, Err(StoreError::Other(_))), "{read:?}");
    let missing = store(Some((404, "<Code>NoSuchKey</Code>"))).0.lock(&key(), &wanted());
    assert!(matches!(missing, Err(StoreError::NotFound(_))), "{missing:?}");
}

#[test]
fn trouble_on_the_way_passes_and_shows_no_secret() {
    for answer in [None, Some((503, "SlowDown")), Some((500, ""))] {
        let (there, _) = store(answer);
        assert!(there.lock(&key(), &wanted()).unwrap_err().retryable());
        assert!(there.lock_of(&key()).unwrap_err().retryable());
        assert!(there.lock_support().unwrap_err().retryable());
    }
    let told = store(Some((400, SECRET))).0.lock(&key(), &wanted()).unwrap_err();
    assert!(!format!("{told} {told:?}").contains(SECRET), "{told:?}");
    let memory = Object::memory().unwrap();
    assert!(matches!(memory.lock(&key(), &wanted()), Err(StoreError::Unsupported(_))));
}
