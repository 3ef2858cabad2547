//! The configuration that `archive init` writes: documented, so that it can be changed without
//! a manual.

use std::fmt::Write;
use uuid::Uuid;

/// The text of a new configuration. `copies` are names and URLs.
#[must_use]
pub fn template(name: &str, uuid: &Uuid, copies: &[(String, String)]) -> String {
    let mut text = format!(
        "# Configuration of this archive. No secrets belong here: credentials of buckets come\n\
         # from environment variables or from a file that one of them names.\n\
         # 'archive config show --origin' shows what is in force.\n\
         \n\
         [archive]\n\
         # Name and UUID stand in every copy and are never changed.\n\
         name = {name}\n\
         uuid = \"{uuid}\"\n\
         # A URI (mailto: or https:) under which the archive can be reached. It is written into\n\
         # every inventory.\n\
         contact = \"urn:uuid:{uuid}\"\n\
         # Keep many small files of a package in bundles (plain ZIP files): much faster, and\n\
         # readable with any unzip. See docs/format.md, section 4.\n\
         bundle = true\n\
         # Keep the SHA-512 of each ZIP and TAR that is taken in, as evidence, although only what\n\
         # is in it is kept. It must be computed in one piece: ingest of large containers is up\n\
         # to a third faster without it. See docs/format.md, section 5.\n\
         container_digest = true\n",
        name = quoted(name)
    );
    for (name, url) in copies {
        let (name, url) = (quoted(name), quoted(url));
        let _ = write!(
            text,
            "\n# A storage location. A package is called stored when every copy holds it.\n\
             # url: a folder (relative to this file), file:///…, s3://bucket/prefix, az://…, \
             gs://…\n\
             [[copies]]\nname = {name}\nurl = {url}\n"
        );
    }
    text.push_str(
        "\n# Limits for what is taken from outside; remove the # to change one. Bytes and counts.\n\
         [limits]\n\
         #container_bytes = 2199023255552\n\
         #unpacked_bytes = 4398046511104\n\
         #unpacked_ratio = 100\n\
         #entry_ratio = 1000\n\
         #entries = 10000000\n",
    );
    text
}

/// A text as a TOML basic string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
