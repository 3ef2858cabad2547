//! A webhook: the message as JSON to an address, signed with a shared secret.

use super::Message;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, redirect::Policy};
use sha2::Sha256;
use std::path::Path;
use std::time::Duration;

/// The header with the signature: `sha256=` and the HMAC-SHA256 of the body in hexadecimal.
const SIGNATURE: &str = "X-Archive-Signature";
/// The variable with the secret, where it stands in no file.
const VARIABLE: &str = "ARCHIVE_WEBHOOK_SECRET";
/// Largest file of a secret, in bytes.
const SECRET_BYTES: u64 = 4 << 10;
/// How long the service may take to accept a connection, and for everything.
const PATIENCE: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(15)];
/// Pauses before it is asked again.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// Whether asking again may help.
enum Refused {
    Later(String),
    Never(String),
}

/// Posts a message. The reason why not, in words; never the address, which may be a secret.
/// Blocks; must not be called from asynchronous code.
pub(super) fn post(url: &str, secret: Option<&Path>, message: &Message) -> Result<(), String> {
    let body = serde_json::to_vec(message).expect("a message is always JSON");
    let signature = secret_of(secret)?.map(|secret| signature(&secret, &body));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let [connect, whole] = PATIENCE;
    let client = Client::builder().redirect(Policy::none()).connect_timeout(connect);
    let client = client.timeout(whole).build().map_err(said)?;
    let mut pauses = PAUSES.into_iter();
    loop {
        let asked = ask(&client, url, signature.as_deref(), &body);
        match (runtime.block_on(asked), pauses.next()) {
            (Ok(()), _) => return Ok(()),
            (Err(Refused::Later(_)), Some(pause)) => std::thread::sleep(pause),
            (Err(Refused::Later(reason) | Refused::Never(reason)), _) => return Err(reason),
        }
    }
}

async fn ask(
    client: &Client,
    url: &str,
    signature: Option<&str>,
    body: &[u8],
) -> Result<(), Refused> {
    let mut post = client.post(url).header("Content-Type", "application/json").body(body.to_vec());
    if let Some(signature) = signature {
        post = post.header(SIGNATURE, signature);
    }
    let status = post.send().await.map_err(|error| Refused::Later(said(error)))?.status();
    let words = || format!("it answered with status {status}");
    match status {
        _ if status.is_success() => Ok(()),
        _ if status.is_server_error() || status.as_u16() == 429 => Err(Refused::Later(words())),
        _ => Err(Refused::Never(words())),
    }
}

/// The secret, out of its file or else of the environment.
fn secret_of(file: Option<&Path>) -> Result<Option<Vec<u8>>, String> {
    let secret = match file {
        Some(file) => crate::fs::read(file, SECRET_BYTES).map_err(|error| error.to_string())?,
        None => match std::env::var_os(VARIABLE) {
            Some(secret) => secret.into_encoded_bytes(),
            None => return Ok(None),
        },
    };
    let secret = secret.trim_ascii();
    if secret.is_empty() { Err("the secret is empty".into()) } else { Ok(Some(secret.to_vec())) }
}

fn signature(secret: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(body);
    let mut out = String::from("sha256=");
    for byte in mac.finalize().into_bytes() {
        use std::fmt::Write;
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// What the client says of a failure, without the address.
fn said(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_that_of_the_standard() {
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature(b"Jefe", b"what do ya want for nothing?"), expected);
    }
}
