//! Opening a store by its address. The address says where; who may do it stands in the
//! environment or in a file that the environment names, never in the address.

use super::object::{Extras, Locks};
use super::{Key, Local, Object, ReadBack, Store, StoreError};
use crate::error::{Error, Result};
use crate::finding::codes::sto;
use crate::fs;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::client::{HttpConnector, ReqwestConnector};
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The variable that names a file with credentials, unless the caller names another.
pub const CREDENTIALS_VARIABLE: &str = "ARCHIVE_CREDENTIALS_FILE";
/// Largest file of credentials, in bytes.
const CREDENTIALS_BYTES: u64 = 64 << 10;
/// What the variables of the services begin with.
const SERVICES: [&str; 3] = ["AWS_", "AZURE_", "GOOGLE_"];
/// The region where none is given, as the client underneath has it.
const REGION: &str = "us-east-1";
/// Shorter values are not cut out of messages: `eu` would make them unreadable.
const SHORTEST_SECRET: usize = 4;

/// How to open a store.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UrlOptions {
    /// The environment variable that names the file with credentials of this copy. Its lines
    /// are `NAME=value` with the names of the services; they win over the environment.
    pub credentials_variable: String,
    /// The file itself, where no variable names one.
    pub credentials_file: Option<PathBuf>,
    /// How often the client itself repeats a request. More is the business of `Retry`.
    pub retries: usize,
    /// How long it goes on repeating.
    pub retry_for: Duration,
    /// How long it waits before it repeats a request first …
    pub pause: Duration,
    /// … and at most: each pause is about twice as long as the one before.
    pub longest_pause: Duration,
    /// How long to wait for a connection.
    pub connect: Duration,
    /// How long to wait for the next bytes of an answer.
    pub silence: Duration,
    /// Most requests at the same time, where the store is a bucket.
    pub concurrency: Option<u32>,
    /// Whether a local folder that is missing is made.
    pub make_folder: bool,
}

impl Default for UrlOptions {
    fn default() -> Self {
        Self {
            credentials_variable: CREDENTIALS_VARIABLE.to_owned(),
            credentials_file: None,
            retries: 3,
            retry_for: Duration::from_secs(20),
            pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
            connect: Duration::from_secs(5),
            silence: Duration::from_mins(1),
            concurrency: None,
            make_folder: false,
        }
    }
}

/// Opens the store at an address:
///
/// | address | store |
/// | --- | --- |
/// | `file:///folder` | a folder; `%XX` stands for bytes |
/// | `s3://bucket/prefix` | S3: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ENDPOINT` … |
/// | `az://container/prefix` | Azure: `AZURE_STORAGE_ACCOUNT_NAME` … |
/// | `gs://bucket/prefix` | Google: `GOOGLE_SERVICE_ACCOUNT` … |
/// | `memory:///` | memory, empty, for trials |
pub fn open_url(url: &str, options: &UrlOptions) -> Result<Box<dyn Store>> {
    let address = Address::parse(url)?;
    match address.scheme {
        "file" => open_folder(url, options),
        "memory" if address.rest == "/" => Ok(Box::new(Object::memory()?)),
        "s3" | "az" | "gs" => open_bucket(&address, options),
        _ => Err(bad_url(
            url,
            "the kind is not one of file, s3, az, gs, memory",
            "die Art ist keine von file, s3, az, gs, memory",
        )),
    }
}

struct Address<'a> {
    url: &'a str,
    scheme: &'a str,
    rest: &'a str,
}

impl<'a> Address<'a> {
    fn parse(url: &'a str) -> Result<Self> {
        let Some((scheme, rest)) = url.split_once("://") else {
            return Err(bad_url(url, "it has no `://`", "sie hat kein `://`"));
        };
        if rest.contains(['?', '#', '@']) && scheme != "file" {
            // Not shown: this is where people put passwords.
            return Err(bad_url(
                scheme,
                "an address takes no user, password, `?` or `#`",
                "eine Adresse nimmt weder Benutzer noch Kennwort, `?` oder `#`",
            ));
        }
        Ok(Self { url, scheme, rest })
    }

    /// Bucket and prefix.
    fn bucket(&self) -> Result<(&'a str, Key)> {
        let (bucket, prefix) = self.rest.split_once('/').unwrap_or((self.rest, ""));
        if bucket.is_empty() {
            return Err(bad_url(self.url, "it names no bucket", "sie nennt keinen Bucket"));
        }
        let prefix = prefix.trim_end_matches('/');
        if prefix.is_empty() {
            return Ok((bucket, Key::root()));
        }
        let key = Key::new(prefix)
            .map_err(|bad| Error::new(&sto::BAD_URL).at(self.url).with("reason", bad.reason))?;
        Ok((bucket, key))
    }
}

/// The folder that a `file:///…` address names; `%XX` stands for a byte.
pub fn folder_of_url(url: &str) -> Result<PathBuf> {
    let rest = url
        .strip_prefix("file://")
        .ok_or_else(|| bad_url(url, "it is no file:///", "sie beginnt nicht mit file:///"))?;
    let path = decode(rest).ok_or_else(|| {
        bad_url(url, "a `%` is not followed by two digits", "auf ein `%` folgen nicht zwei Ziffern")
    })?;
    if path.is_absolute() {
        return Ok(path);
    }
    Err(bad_url(
        url,
        "the folder must be absolute, after three slashes",
        "der Ordner muss absolut sein, nach drei Schrägstrichen",
    ))
}

fn open_folder(url: &str, options: &UrlOptions) -> Result<Box<dyn Store>> {
    let path = folder_of_url(url)?;
    let store = if options.make_folder { Local::create(&path) } else { Local::open(&path) };
    Ok(Box::new(store.map_err(|error| name_place(error, &path))?))
}

/// An error about the root of a store names no place by itself.
fn name_place(error: StoreError, path: &Path) -> Error {
    Error::from(error).at(path.display().to_string())
}

/// A path with `%XX` turned into bytes.
fn decode(text: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
        out.push(u8::try_from(value).ok()?);
    }
    Some(PathBuf::from(std::ffi::OsString::from_vec(out)))
}

fn open_bucket(address: &Address<'_>, options: &UrlOptions) -> Result<Box<dyn Store>> {
    let (bucket, prefix) = address.bucket()?;
    let settings = Settings::read(options)?;
    let refused = |error: object_store::Error| settings.refused(address.url, &error);
    let (remote, locks): (Arc<dyn ObjectStore>, _) = match address.scheme {
        "s3" => {
            let (store, locks) = settings.s3(bucket, options).map_err(refused)?;
            (Arc::new(store), locks)
        }
        "az" => (Arc::new(settings.azure(bucket, options).map_err(refused)?), None),
        _ => (Arc::new(settings.google(bucket, options).map_err(refused)?), None),
    };
    let extras = Extras { locks, requests: options.concurrency };
    let store = Object::with(remote, prefix, ReadBack::Remote, settings.secrets(), extras)?;
    Ok(Box::new(store))
}

/// What the environment and the file say of the services, by upper-case name.
struct Settings(BTreeMap<String, String>);

impl fmt::Debug for Settings {
    /// Names only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Settings {
    fn read(options: &UrlOptions) -> Result<Self> {
        let of_service = |name: &str| SERVICES.iter().any(|service| name.starts_with(service));
        let mut out: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(k, v)| k.into_string().ok().zip(v.into_string().ok()))
            .filter(|(name, _)| of_service(name))
            .collect();
        let named = std::env::var_os(&options.credentials_variable).map(PathBuf::from);
        if let Some(file) = named.or_else(|| options.credentials_file.clone()) {
            for line in String::from_utf8_lossy(&fs::read(&file, CREDENTIALS_BYTES)?).lines() {
                let line = line.trim();
                match line.split_once('=') {
                    Some((name, value)) if of_service(name.trim()) => {
                        let value = value.trim().trim_matches('"').to_owned();
                        out.insert(name.trim().to_owned(), value);
                    }
                    _ if line.is_empty() || line.starts_with('#') => {}
                    _ => {
                        let words = ["a line is not NAME=value", "eine Zeile ist nicht NAME=Wert"];
                        let error = Error::new(&sto::CREDENTIALS).at(file.display().to_string());
                        return Err(error.with_words("reason", words[0], words[1]));
                    }
                }
            }
        }
        Ok(Self(out))
    }

    /// The settings of one service under the names its client knows; it ignores others.
    fn of<K: std::str::FromStr>(&self, service: &str) -> impl Iterator<Item = (K, &str)> {
        self.0.iter().filter(move |(name, _)| name.starts_with(service)).filter_map(
            |(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value.as_str())),
        )
    }

    fn s3(
        &self,
        bucket: &str,
        options: &UrlOptions,
    ) -> object_store::Result<(AmazonS3, Option<Locks>)> {
        let start =
            AmazonS3Builder::new().with_client_options(client(options)).with_retry(retry(options));
        let builder = self.of("AWS_").fold(start, |b, (key, value)| b.with_config(key, value));
        let given = |key| builder.get_config_value(&key);
        let region = given(AmazonS3ConfigKey::Region).unwrap_or_else(|| REGION.to_owned());
        // Who may not sign may not lock either.
        let unsigned = given(AmazonS3ConfigKey::SkipSignature).is_some_and(|said| said == "true");
        let store = builder.with_bucket_name(bucket).build()?;
        if unsigned {
            return Ok((store, None));
        }
        let of_client = self.of("AWS_").fold(client(options), |known, (key, value)| match key {
            AmazonS3ConfigKey::Client(key) => known.with_config(key, value),
            _ => known,
        });
        let http = ReqwestConnector::default().connect(&of_client)?;
        let locks = Locks::new(store.clone(), region, http);
        Ok((store, Some(locks)))
    }

    fn azure(&self, bucket: &str, options: &UrlOptions) -> object_store::Result<impl ObjectStore> {
        let start = MicrosoftAzureBuilder::new()
            .with_client_options(client(options))
            .with_retry(retry(options));
        let builder = self.of("AZURE_").fold(start, |b, (key, value)| b.with_config(key, value));
        builder.with_container_name(bucket).build()
    }

    fn google(&self, bucket: &str, options: &UrlOptions) -> object_store::Result<impl ObjectStore> {
        let start = GoogleCloudStorageBuilder::new()
            .with_client_options(client(options))
            .with_retry(retry(options));
        let builder = self.of("GOOGLE_").fold(start, |b, (key, value)| b.with_config(key, value));
        builder.with_bucket_name(bucket).build()
    }

    /// Every value that must not appear in a message.
    fn secrets(&self) -> Vec<String> {
        let secret = |name: &str| {
            ["SECRET", "TOKEN", "KEY", "SAS", "PASSWORD"].iter().any(|word| name.contains(word))
                && !name.ends_with("_KEY_ID")
        };
        let long = |value: &str| value.len() >= SHORTEST_SECRET;
        let found = self.0.iter().filter(|(name, value)| secret(name) && long(value));
        found.map(|(_, value)| value.clone()).collect()
    }

    fn refused(&self, url: &str, error: &object_store::Error) -> Error {
        // What the library says, in English, without the secrets.
        let said = super::object::clean(&error.to_string(), &self.secrets());
        Error::new(&sto::CREDENTIALS).at(url).with("reason", said)
    }
}

fn client(options: &UrlOptions) -> ClientOptions {
    // No limit for a whole request: a large file may take hours, as long as bytes arrive.
    ClientOptions::new()
        .with_timeout_disabled()
        .with_connect_timeout(options.connect)
        .with_read_timeout(options.silence)
}

fn retry(options: &UrlOptions) -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: options.pause,
            max_backoff: options.longest_pause,
            base: 2.0,
        },
        max_retries: options.retries,
        retry_timeout: options.retry_for,
    }
}

fn bad_url(url: &str, english: &str, german: &str) -> Error {
    Error::new(&sto::BAD_URL).at(url).with_words("reason", english, german)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_opened_by_its_address() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("Grün 1");
        let url = format!("file://{}/Gr%C3%BCn%201", folder.path().display());
        let missing = open_url(&url, &UrlOptions::default()).unwrap_err();
        assert!(missing.to_string().contains("Grün 1"), "{missing}");
        let make = UrlOptions { make_folder: true, ..UrlOptions::default() };
        let store = open_url(&url, &make).unwrap();
        store.create(&Key::new("a").unwrap(), b"x").unwrap();
        assert!(fs::exists(&at.join("a")));
    }

    #[test]
    fn bad_addresses_are_refused_without_showing_passwords() {
        for url in [
            "",
            "folder",
            "file://relative",
            "file:///%4",
            "ftp://host/x",
            "s3://",
            "s3:///prefix",
            "s3://bucket/a//b",
            "s3://bucket/../x",
            "memory:///x",
            "gs://",
        ] {
            let error = open_url(url, &UrlOptions::default()).unwrap_err();
            assert!(error.is(&sto::BAD_URL), "{url}: {error}");
        }
        for url in ["s3://key:hunter22@bucket/x", "az://c/x?sig=hunter22"] {
            let error = open_url(url, &UrlOptions::default()).unwrap_err();
            assert!(error.is(&sto::BAD_URL), "{error}");
            assert!(!format!("{error} {error:?}").contains("hunter22"), "{error:?}");
        }
    }

    #[test]
    fn secrets_are_known_and_not_shown() {
        let settings = Settings(BTreeMap::from([
            ("AWS_ACCESS_KEY_ID".into(), "public-id".into()),
            ("AWS_SECRET_ACCESS_KEY".into(), "hunter22".into()),
            ("AZURE_STORAGE_SAS_TOKEN".into(), "sig=abc".into()),
            ("AWS_REGION".into(), "eu-central-1".into()),
        ]));
        assert_eq!(settings.secrets(), ["hunter22", "sig=abc"]);
        assert!(!format!("{settings:?}").contains("hunter22"));
        let (store, locks) = settings.s3("bucket", &UrlOptions::default()).unwrap();
        assert!(!format!("{locks:?}").contains("hunter22"));
        let remote: Arc<dyn ObjectStore> = Arc::new(store);
        let store = Object::new(remote, Key::root(), ReadBack::Remote, settings.secrets()).unwrap();
        assert!(!format!("{store:?}").contains("hunter22"));
    }
}
