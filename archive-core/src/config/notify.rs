//! `[notify]`: who is told of runs outside the program.

use serde::Deserialize;

/// Where a run is told from, in words.
const PROGRAM: [&str; 3] = ["/usr/sbin/sendmail", "-t", "-i"];
/// Most addresses that a message goes to.
const ADDRESSES: usize = 50;
/// Longest address, in bytes (RFC 5321, 4.5.3.1.3).
const ADDRESS_BYTES: usize = 254;

/// `[notify]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySection {
    /// Which runs are told.
    #[serde(default)]
    pub when: When,
    /// Addresses that get a mail; nobody does where there is none.
    #[serde(default)]
    pub mail: Vec<String>,
    /// Whose mail it is.
    pub from: Option<String>,
    /// The program that takes a mail with its head, and its arguments.
    pub sendmail: Option<Vec<String>>,
    /// The URL that gets the message as JSON.
    pub webhook: Option<String>,
    /// The file with the secret by which the webhook knows us, relative to the installation.
    pub secret: Option<String>,
    /// The language of the message.
    pub language: Option<Language>,
    /// The file with figures for Prometheus, relative to the installation.
    pub metrics: Option<String>,
}

/// Which runs are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Those that found something, or did not come to their end.
    #[default]
    Problems,
    /// All.
    Always,
}

impl When {
    /// The word in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Problems => "problems",
            Self::Always => "always",
        }
    }
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
}

impl NotifySection {
    /// The program that takes a mail, and its arguments.
    #[must_use]
    pub fn program(&self) -> Vec<String> {
        self.sendmail.clone().unwrap_or_else(|| PROGRAM.map(str::to_owned).to_vec())
    }

    /// Why such settings cannot be; English and German.
    pub(super) fn fault(&self) -> Option<[String; 2]> {
        let bad = self.mail.iter().chain(&self.from).find(|address| !is_address(address));
        if let Some(address) = bad {
            return Some([
                format!("[notify]: {address:?} is no mail address"),
                format!("[notify]: {address:?} ist keine E-Mail-Adresse"),
            ]);
        }
        let words = if self.mail.len() > ADDRESSES {
            ["[notify]: too many addresses", "[notify]: zu viele Adressen"]
        } else if self.sendmail.as_ref().is_some_and(|program| !is_program(program)) {
            [
                "[notify]: sendmail must begin with the absolute path of a program",
                "[notify]: sendmail muss mit dem absoluten Pfad eines Programms beginnen",
            ]
        } else if self.webhook.as_ref().is_some_and(|url| !is_web(url)) {
            [
                "[notify]: webhook must be an https or http URL without user and password",
                "[notify]: webhook muss eine https- oder http-URL ohne Benutzer und Passwort sein",
            ]
        } else {
            return None;
        };
        Some(words.map(str::to_owned))
    }

    /// What is given, as it stands in the file.
    #[must_use]
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let list = |words: &[String]| {
            let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
            format!("[{}]", words.join(", "))
        };
        let text = |key, value: &Option<String>| value.as_deref().map(|text| (key, quoted(text)));
        let language = self.language.map(|language| match language {
            Language::De => ("language", quoted("de")),
            Language::En => ("language", quoted("en")),
        });
        [
            (self.when == When::Always).then(|| ("when", quoted(self.when.as_str()))),
            (!self.mail.is_empty()).then(|| ("mail", list(&self.mail))),
            text("from", &self.from),
            self.sendmail.as_ref().map(|program| ("sendmail", list(program))),
            text("webhook", &self.webhook),
            text("secret", &self.secret),
            language,
            text("metrics", &self.metrics),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Whether a text is an address that can stand in the head of a mail and change nothing else there.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c);
    text.len() <= ADDRESS_BYTES
        && text.chars().all(plain)
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !name.starts_with('-') && !host.is_empty() && !host.contains('@')
        })
}

fn is_program(words: &[String]) -> bool {
    words.first().is_some_and(|program| program.starts_with('/'))
        && words.iter().all(|word| !word.contains('\0'))
}

fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains('@')
    }) && url.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_taken() {
        for good in ["archiv@example.org", "a.b+c@x.example"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(250));
        for bad in ["", "a", "@b", "a@", "-x@b", "a@b@c", "a@b\nBcc: c@d", "<a@b>", "a b@c", &long]
        {
            assert!(!is_address(bad), "{bad:?}");
        }
    }

    #[test]
    fn only_web_addresses_without_passwords_are_taken() {
        for good in ["https://example.org/hook?a=b", "http://127.0.0.1:8080"] {
            assert!(is_web(good), "{good}");
        }
        for bad in ["ftp://a", "https://", "https://u:p@host/", "https://a b", "https:///x"] {
            assert!(!is_web(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_given_comes_back() {
        let text = "when = \"always\"\nmail = [\"a@b.example\"]\nfrom = \"c@d.example\"\n\
                    sendmail = [\"/bin/mailer\", \"-t\"]\nwebhook = \"https://example.org/x\"\n\
                    secret = \"keys/hook\"\nlanguage = \"de\"\nmetrics = \"m.prom\"\n";
        let section: NotifySection = toml::from_str(text).unwrap();
        let given = section.given();
        let lines: Vec<_> = given.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        let again = lines.concat();
        assert_eq!(again, text);
        assert!(section.fault().is_none());
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| toml::from_str::<NotifySection>(text).unwrap().fault();
        assert!(fault("mail = [\"x\"]").unwrap()[0].contains("no mail address"));
        assert!(fault("sendmail = [\"mailer\"]").unwrap()[0].contains("absolute"));
        assert!(fault("sendmail = []").is_some());
        assert!(fault("webhook = \"https://u:p@h/\"").unwrap()[1].contains("Passwort"));
        assert!(fault("").is_none());
    }
}
