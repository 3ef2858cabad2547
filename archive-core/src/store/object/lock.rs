//! Object lock of S3: the client underneath has no call for it, so these few requests are made
//! here, with its addresses, its credentials, its signature (AWS Signature Version 4) and its
//! connections (Amazon S3 API: `PutObjectRetention`, `GetObjectRetention`,
//! `GetObjectLockConfiguration`, `GetBucketVersioning`).

use super::super::lock::{LockSupport, Mode, Retention};
use super::super::{At, Key, Result, StoreError};
use super::Inner;
use super::error::{clean, failed, of_answer};
use crate::clock::rfc3339;
use crate::digest::base64::base64;
use crate::digest::{Algorithm, Hasher};
use bytes::Bytes;
use futures_util::StreamExt;
use object_store::aws::{AmazonS3, AwsAuthorizer};
use object_store::client::{HttpClient, HttpError, HttpRequest, HttpResponse};
use object_store::path::Path;
use object_store::signer::{HeaderValue, Method, Signer, Url};
use std::fmt;
use std::time::Duration;

/// Longest answer that is read, in bytes; each is a few lines of XML.
const ANSWER_BYTES: usize = 64 << 10;
/// An address is asked for as a signed one and used without that signature, so it need not hold.
const ADDRESS_HOLDS: Duration = Duration::from_mins(1);
/// The name of an object that nobody asks for: its address tells that of the bucket.
const ANY_NAME: &str = "x";
/// What services answer where an object or a bucket has no lock; the last one where nothing in the
/// whole bucket can have one.
const NO_LOCK: [&str; 3] =
    ["NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError", "InvalidRequest"];

/// The locks of an S3 bucket.
pub(in crate::store) struct Locks {
    bucket: AmazonS3,
    region: String,
    http: HttpClient,
}

impl fmt::Debug for Locks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locks").field("region", &self.region).finish_non_exhaustive()
    }
}

/// What the service said.
struct Answer {
    status: u16,
    text: String,
}

/// Why there is no answer.
enum Silent {
    Client(object_store::Error),
    Transport(HttpError),
    Other(String),
}

impl From<object_store::Error> for Silent {
    fn from(error: object_store::Error) -> Self {
        Self::Client(error)
    }
}

impl From<HttpError> for Silent {
    fn from(error: HttpError) -> Self {
        Self::Transport(error)
    }
}

impl Locks {
    /// The locks of a bucket, asked for over connections of their own.
    pub fn new(bucket: AmazonS3, region: String, http: HttpClient) -> Self {
        Self { bucket, region, http }
    }

    /// Where an object lies, or the bucket itself.
    async fn address(&self, path: Option<&Path>) -> Result<Url, Silent> {
        let any = Path::from(ANY_NAME);
        let signed = self.bucket.signed_url(Method::GET, path.unwrap_or(&any), ADDRESS_HOLDS);
        let mut url = signed.await?;
        url.set_query(None);
        if path.is_none() {
            let bucket = url.path().strip_suffix(ANY_NAME).unwrap_or_default().to_owned();
            url.set_path(&bucket);
        }
        Ok(url)
    }

    async fn ask(
        &self,
        method: Method,
        path: Option<&Path>,
        question: &str,
        body: String,
    ) -> Result<Answer, Silent> {
        let mut url = self.address(path).await?;
        url.set_query(Some(question));
        let request = self.request(method, &url, body).await?;
        read(self.http.execute(request).await?).await
    }

    /// A signed request.
    async fn request(
        &self,
        method: Method,
        url: &Url,
        body: String,
    ) -> Result<HttpRequest, Silent> {
        let md5 = Hasher::digest(Algorithm::Md5, body.as_bytes());
        let mut request = HttpRequest::new(Bytes::from(body).into());
        if method == Method::PUT {
            // Services demand it of whatever concerns locks.
            let md5 = HeaderValue::from_str(&base64(md5.as_bytes()));
            let md5 = md5.map_err(|error| Silent::Other(error.to_string()))?;
            request.headers_mut().insert("content-md5", md5);
        }
        *request.method_mut() = method;
        let parsed = url.as_str().parse();
        *request.uri_mut() = parsed.map_err(|_| Silent::Other(format!("no address: {url}")))?;
        let credential = self.bucket.credentials().get_credential().await?;
        AwsAuthorizer::new(&credential, "s3", &self.region).try_authorize(&mut request, None)?;
        Ok(request)
    }
}

async fn read(response: HttpResponse) -> Result<Answer, Silent> {
    let status = response.status().as_u16();
    let (mut body, mut text) = (response.into_body().bytes_stream(), Vec::new());
    while let Some(chunk) = body.next().await {
        text.extend_from_slice(&chunk?);
        if text.len() > ANSWER_BYTES {
            return Err(Silent::Other("the answer does not end".to_owned()));
        }
    }
    Ok(Answer { status, text: String::from_utf8_lossy(&text).into_owned() })
}

impl Answer {
    fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The text of the first element of this name.
    fn element(&self, name: &str) -> Option<&str> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let rest = &self.text[self.text.find(&open)? + open.len()..];
        Some(rest[..rest.find(&close)?].trim())
    }

    /// Whether it says that there is no lock.
    fn says_none(&self) -> bool {
        self.element("Code").is_some_and(|code| NO_LOCK.contains(&code))
    }
}

/// The body of `PutObjectRetention`.
fn body(retention: &Retention) -> String {
    let (mode, until) = (retention.mode.in_capitals(), rfc3339(retention.until));
    format!(
        "<Retention xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Mode>{mode}</Mode>\
         <RetainUntilDate>{until}</RetainUntilDate></Retention>"
    )
}

impl Inner {
    /// Runs a request about locks; `None` for the bucket itself.
    fn ask_locks(
        &self,
        (action, key): (&'static str, &Key),
        method: Method,
        path: Option<&Path>,
        (question, body): (&str, String),
    ) -> Result<Answer> {
        let at = At::key(action, key);
        let Some(locks) = &self.locks else { return Err(StoreError::Unsupported(at)) };
        match self.request(locks.ask(method, path, question, body)) {
            Ok(answer) => Ok(answer),
            Err(Silent::Client(error)) => Err(failed(at, &error, &self.secrets)),
            Err(Silent::Transport(error)) => {
                Err(StoreError::Unreachable(at.because(clean(&error.to_string(), &self.secrets))))
            }
            Err(Silent::Other(reason)) => Err(StoreError::Other(at.because(reason))),
        }
    }

    /// What an answer means that is none of those expected.
    fn unexpected(&self, action: &'static str, key: &Key, answer: &Answer) -> StoreError {
        of_answer(At::key(action, key), answer.status, &answer.text, &self.secrets)
    }

    pub(super) fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        let (path, at) = (self.path(key)?, ("lock", key));
        let question = ("retention", body(retention));
        let answer = self.ask_locks(at, Method::PUT, Some(&path), question)?;
        if answer.is_good() {
            return Ok(());
        }
        // A service refuses to shorten a lock: then what is there may be enough.
        if matches!(answer.status, 400 | 403)
            && self.lock_of(key).ok().flatten().is_some_and(|there| there.covers(retention))
        {
            return Ok(());
        }
        Err(self.unexpected("lock", key, &answer))
    }

    pub(super) fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        let (path, at) = (self.path(key)?, ("look at", key));
        if self.locks.is_none() {
            return Ok(None);
        }
        let answer = self.ask_locks(at, Method::GET, Some(&path), ("retention", String::new()))?;
        if answer.says_none() {
            return Ok(None);
        }
        if !answer.is_good() {
            return Err(self.unexpected("look at", key, &answer));
        }
        let (mode, until) = (answer.element("Mode"), answer.element("RetainUntilDate"));
        if mode.is_none() && until.is_none() {
            return Ok(None);
        }
        let mode = mode.and_then(Mode::of_capitals);
        let until = until.and_then(|time| time.parse().ok());
        let found = mode.zip(until).map(|(mode, until)| Retention { mode, until });
        found.map(Some).ok_or_else(|| self.unexpected("look at", key, &answer))
    }

    pub(super) fn lock_support(&self) -> Result<LockSupport> {
        if self.locks.is_none() {
            return Ok(LockSupport::default());
        }
        let (key, none) = (Key::root(), String::new);
        let versioning =
            self.ask_locks(("look at", &key), Method::GET, None, ("versioning", none()))?;
        let lock = self.ask_locks(("look at", &key), Method::GET, None, ("object-lock", none()))?;
        let enabled = |answer: &Answer, name| match answer.status {
            // The service does not know the question, or says that there is none.
            404 | 405 | 501 if answer.says_none() || answer.status != 404 => Ok(false),
            _ if !answer.is_good() => Err(self.unexpected("look at", &key, answer)),
            _ => Ok(answer.element(name) == Some("Enabled")),
        };
        Ok(LockSupport {
            versioning: enabled(&versioning, "Status")?,
            object_lock: enabled(&lock, "ObjectLockEnabled")?,
        })
    }
}

#[cfg(test)]
#[path = "lock_tests.rs"]
mod tests;
