//! Telling others of runs: one message a run by mail and webhook, and a file with figures for
//! Prometheus. Counts, codes and ids of packages; never titles or names of files. What cannot be
//! told is a remark: it never changes what a run came to.

mod mail;
mod message;
mod metrics;
mod webhook;

pub use message::{Message, MessageCopy, MessageDamage, MessageRule};
pub use metrics::write_metrics;

use crate::archive::Archive;
use crate::config::{Language, When};
use crate::finding::codes::ntf;
use crate::finding::{Finding, Lang};

/// Sends the message of a run to whom the configuration names. Gives what could not be told.
#[must_use]
pub fn tell(archive: &Archive, message: &Message, spoken: Lang) -> Vec<Finding> {
    let section = &archive.config().notify;
    if section.when == When::Problems && !message.has_problems() {
        return Vec::new();
    }
    let lang = match section.language {
        Some(Language::De) => Lang::De,
        Some(Language::En) => Lang::En,
        None => spoken,
    };
    let mut failed = Vec::new();
    if !section.mail.is_empty()
        && let Err(reason) = mail::send(section, message, lang)
    {
        failed.push(Finding::new(&ntf::NO_MAIL).with("reason", reason));
    }
    if let Some(url) = &section.webhook {
        let secret = section.secret.as_ref().map(|file| archive.folder().join(file));
        if let Err(reason) = webhook::post(url, secret.as_deref(), message) {
            failed.push(Finding::new(&ntf::NO_WEBHOOK).with("reason", reason));
        }
    }
    failed
}
