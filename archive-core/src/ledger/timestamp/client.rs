//! Asking an authority over HTTP or HTTPS (RFC 3161 §3.4).

use super::{ANSWER_BYTES, Request, Roots, Stamp, Token, token_of};
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::{Lang, codes::tsp};
use reqwest::{Client, Response, redirect::Policy};
use std::fmt;
use std::time::Duration;

/// How long an authority may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it may take for everything: a signature takes milliseconds, a busy authority seconds.
const ANSWER: Duration = Duration::from_mins(1);

/// User and password of an authority.
#[derive(Clone)]
pub struct Credentials {
    /// The name of the user.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// An authority that is asked.
#[derive(Debug, Clone)]
pub struct Service {
    /// Where it answers, `https://…` or `http://…`: answers are signed, so that HTTP is no danger.
    pub url: String,
    /// The certificates in which its chain ends.
    pub roots: Roots,
    /// User and password; they are sent over HTTPS only.
    pub credentials: Option<Credentials>,
}

/// A timestamp that was given, and has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The token, in DER.
    pub token: Vec<u8>,
    /// What it proves.
    pub stamp: Stamp,
    /// The address of the authority that gave it.
    pub url: String,
}

/// Asks the authorities in their order until one gives a timestamp of the digest that holds.
/// Blocks; must not be called from asynchronous code. Where none does, the error is temporary and
/// says of each what was wrong.
pub fn date(services: &[Service], imprint: Digest) -> Result<Dated> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| refused("the client", &"it cannot start").because(error))?;
    let mut said = Vec::new();
    for service in services {
        match runtime.block_on(service.date(imprint)) {
            Ok(dated) => return Ok(dated),
            Err(error) => said.push(error),
        }
    }
    let last = said.pop().unwrap_or_else(|| refused("none", &"no authority is configured"));
    if said.is_empty() {
        return Err(last);
    }
    said.push(last);
    let message = |error: &Error| error.finding().message(Lang::En);
    let all: Vec<_> = said.iter().map(message).collect();
    Err(refused("all", &all.join(" ")))
}

impl Service {
    async fn date(&self, imprint: Digest) -> Result<Dated> {
        let request = Request::new(imprint);
        let answer = self.ask(&request).await.map_err(|reason| refused(&self.url, &reason))?;
        let proven = || {
            let token = token_of(&answer)?;
            let read = Token::parse(token)?;
            read.answers(&request)?;
            let stamp = read.verify(&imprint, &self.roots)?;
            Ok(Dated { token: token.to_vec(), stamp, url: self.url.clone() })
        };
        proven().map_err(|error: Error| {
            Error::new(&tsp::BAD_ANSWER).with("authority", &self.url).with_reason(&error)
        })
    }

    async fn ask(&self, request: &Request) -> Result<Vec<u8>, String> {
        let body = request.to_der().ok_or("the digest is too weak to be dated")?;
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()
            .map_err(said)?;
        let mut post = client.post(&self.url).body(body);
        post = post.header("Content-Type", "application/timestamp-query");
        post = post.header("Accept", "application/timestamp-reply");
        if let Some(Credentials { user, password }) = &self.credentials {
            if !self.url.starts_with("https://") {
                return Err("a password is sent over HTTPS only".into());
            }
            post = post.basic_auth(user, Some(password));
        }
        let response = post.send().await.map_err(said)?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(format!("it answered with status {}", response.status()));
        }
        read(response).await
    }
}

/// The body of an answer, no more than a token can be long.
async fn read(mut response: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(said)? {
        if body.len() + chunk.len() > ANSWER_BYTES {
            return Err("the answer is too long".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What went wrong, with its causes, without the address: it may hold a secret.
fn said(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

fn refused(authority: &str, reason: &dyn fmt::Display) -> Error {
    Error::new(&tsp::BAD_ANSWER).with("authority", authority).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Authority, serve};
    use super::*;
    use crate::digest::Algorithm;
    use crate::ledger::asn1::digest;

    fn response(status: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    }

    fn imprint() -> Digest {
        digest(Algorithm::Sha512, &[b"checkpoint"])
    }

    #[test]
    fn the_first_authority_that_answers_well_dates() {
        let authority = Authority::new();
        let roots = authority.roots();
        let service = |url| Service { url, roots: roots.clone(), credentials: None };
        let away = service(serve(|_| response("503 Busy", b"")));
        let odd = service(serve(|_| response("200 OK", b"<html>")));
        let good = service(serve(move |body| response("200 OK", &authority.reply(body))));
        let dated = date(&[away, odd, good.clone()], imprint()).unwrap();
        assert_eq!(dated.url, good.url);
        let token = Token::parse(&dated.token).unwrap();
        assert_eq!(token.verify(&imprint(), &roots).unwrap(), dated.stamp);
    }

    #[test]
    fn what_is_wrong_is_temporary_and_told() {
        let authority = Authority::new();
        let roots = authority.roots();
        let stranger = Authority::new();
        let answers: Vec<(String, &str)> = vec![
            (serve(|_| response("503 Busy", b"")), "status 503"),
            (serve(|_| response("302 Found", b"")), "status 302"),
            (serve(|_| response("200 OK", &vec![0x30; ANSWER_BYTES + 1])), "too long"),
            (serve(|_| b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n".to_vec()), "body"),
            (serve(move |body| response("200 OK", &stranger.reply(body))), "no root"),
        ];
        for (url, reason) in answers {
            let service = Service { url, roots: roots.clone(), credentials: None };
            let error = date(&[service], imprint()).unwrap_err();
            assert_eq!(error.class(), crate::finding::Class::Temporary);
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn a_password_is_kept() {
        let credentials = Credentials { user: "stadt".into(), password: "geheim".into() };
        assert!(!format!("{credentials:?}").contains("geheim"));
        let url = "http://tsa.invalid/".to_owned();
        let roots = Authority::new().roots();
        let service = Service { url, roots, credentials: Some(credentials) };
        let error = date(&[service], imprint()).unwrap_err();
        assert!(error.to_string().contains("over HTTPS only"), "{error}");
        let error = date(&[], imprint()).unwrap_err();
        assert!(error.to_string().contains("no authority"), "{error}");
    }
}
