//! `[timestamps]`: who dates the ledger, and when a token is renewed.

use super::Period;
use serde::Deserialize;
use std::fmt::Write;

/// `[timestamps]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimestampsSection {
    /// How long before its certificates end a token is renewed.
    #[serde(default = "quarter")]
    pub renew_before: Period,
    /// The authorities, in the order in which they are asked.
    #[serde(default)]
    pub authorities: Vec<AuthoritySection>,
}

/// `[[timestamps.authorities]]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthoritySection {
    /// Where it answers: `https://…` or `http://…`.
    pub url: String,
    /// The PEM file of its roots: an absolute path, or one relative to the installation.
    pub roots: String,
    /// Whether it is not asked any more: what it has dated is still verified.
    #[serde(default)]
    pub retired: bool,
    /// Its name for us; none where it asks for no password.
    pub user: Option<String>,
    /// The environment variable that holds the password.
    pub password_variable: Option<String>,
    /// The file that holds the password, where there is no such variable.
    pub password_file: Option<String>,
}

impl Default for TimestampsSection {
    fn default() -> Self {
        Self { renew_before: quarter(), authorities: Vec::new() }
    }
}

const fn quarter() -> Period {
    Period::days(90)
}

impl TimestampsSection {
    /// Why this cannot be; English and German.
    pub(super) fn fault(&self) -> Option<[String; 2]> {
        let web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
        for AuthoritySection { url, user, password_variable, password_file, .. } in
            &self.authorities
        {
            if !web(url) {
                return Some([
                    format!("[timestamps]: {url:?} is no address of the web"),
                    format!("[timestamps]: {url:?} ist keine Adresse im Web"),
                ]);
            }
            if user.is_some() != (password_variable.is_some() || password_file.is_some()) {
                return Some([
                    format!("[timestamps]: {url} needs both a user and a password, or neither"),
                    format!("[timestamps]: {url} braucht Benutzer und Kennwort oder keines"),
                ]);
            }
        }
        None
    }
}

/// The section as it stands in the file, with what explains it.
pub(super) fn section(text: &mut String, set: &TimestampsSection) {
    let _ = write!(
        text,
        "\n# Who dates the ledger (RFC 3161): `archive ledger timestamp`.\n\
         # A token is renewed so long before its certificates end.\n\
         [timestamps]\n\
         renew_before = \"{}\"\n\
         # Authorities are asked in this order. roots: the PEM file of the certificates in which\n\
         # their chains end. The password stands in a variable or in a file. One that is\n\
         # not asked any more stays here with `retired = true`: its roots are still needed.\n",
        set.renew_before
    );
    if set.authorities.is_empty() {
        text.push_str(
            "#[[timestamps.authorities]]\n#url = \"https://tsa.example.org/\"\n\
             #roots = \"tsa.pem\"\n#user = \"archiv\"\n#password_variable = \"TSA_PASSWORD\"\n\
             #password_file = \"/etc/archive/tsa\"\n",
        );
    }
    for one in &set.authorities {
        text.push_str("[[timestamps.authorities]]\n");
        let AuthoritySection { url, roots, user, password_variable, password_file, .. } = one;
        for (key, value) in [
            ("url", Some(url)),
            ("roots", Some(roots)),
            ("user", user.as_ref()),
            ("password_variable", password_variable.as_ref()),
            ("password_file", password_file.as_ref()),
        ] {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", toml::Value::String(value.clone()));
            }
        }
        if one.retired {
            text.push_str("retired = true\n");
        }
    }
}
