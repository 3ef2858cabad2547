//! A receipt as a page to be printed: what it attests in words, and everything that verifies it.
//! No scripts, nothing from elsewhere.

use super::receipt::Receipt;
use crate::finding::{Lang, Text};
use crate::xml::escaped;
use std::fmt::Write;

/// What people want to know of a version beside what the ledger attests. The catalog knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// The name of the archive.
    pub archive: String,
    /// The name of the tenant.
    pub tenant: String,
    /// What people call the package.
    pub title: String,
    /// The name it had when it came.
    pub source_name: String,
    /// When the version was made, RFC 3339.
    pub created: String,
    /// Files received.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-512 over the lines of all received files, in hexadecimal.
    pub fingerprint: String,
    /// The copies that were confirmed.
    pub copies: Vec<String>,
}

const STYLE: &str = "\
body{font:10.5pt/1.4 'Liberation Sans',Arial,sans-serif;color:#111;background:#fff;\
max-width:46em;margin:2em auto;padding:0 1em}\
h1{font-size:1.5em;margin-bottom:.2em}h2{font-size:1.1em;margin:1.4em 0 .3em}\
table{border-collapse:collapse;width:100%}\
th,td{border-bottom:1px solid #bbb;padding:.25em .5em .25em 0;text-align:left;vertical-align:top}\
th{font-weight:normal;color:#333;width:13em}\
code,pre{font:8.5pt/1.35 'Liberation Mono',monospace;overflow-wrap:anywhere;white-space:pre-wrap}\
footer{margin-top:1.5em;font-size:.9em;color:#333}\
@media print{body{margin:0;max-width:none}@page{size:A4;margin:1.8cm}}";

impl Receipt {
    /// The receipt as a page.
    #[must_use]
    pub fn page(&self, about: &Particulars, lang: Lang) -> String {
        let word = |en, de| Text { en, de }.get(lang);
        let language = word("en", "de");
        let title = word("Receipt of the archive", "Quittung des Archivs");
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <title>{title}: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>{title}</h1>\n<p>{} – {}</p>\n",
            escaped(&about.title),
            escaped(&about.archive),
            escaped(&about.tenant),
        );
        let copies = about.copies.join(", ");
        let rows = [
            (word("Package", "Paket"), code(&self.aip)),
            (word("Title", "Titel"), escaped(&about.title)),
            (word("Delivered as", "Abgegeben als"), escaped(&about.source_name)),
            (word("Version", "Version"), format!("{} ({})", self.version, escaped(&about.created))),
            (word("Files, bytes", "Dateien, Bytes"), format!("{}, {}", about.files, about.bytes)),
            (word("Confirmed on the copies", "Bestätigt auf den Kopien"), escaped(&copies)),
            (word("Fingerprint of the files", "Fingerabdruck der Dateien"), {
                format!("SHA-512<br/>{}", code(&about.fingerprint))
            }),
            (word("Digest of the inventory", "Prüfsumme des Inventars"), {
                format!("SHA-512<br/>{}", code(&self.inventory))
            }),
        ];
        table(&mut page, &rows);
        self.proof_part(&mut page, lang);
        page.push_str("</body>\n</html>\n");
        page
    }

    /// What an outsider needs to verify it.
    fn proof_part(&self, page: &mut String, lang: Lang) {
        let word = |en, de| Text { en, de }.get(lang);
        let _ = writeln!(page, "<h2>{}</h2>", word("Proof", "Nachweis"));
        let what = word(
            "The ledger of the archive holds this entry, and the signed checkpoint covers it.",
            "Das Hauptbuch des Archivs enthält diesen Eintrag, und der unterschriebene Prüfpunkt \
             umfasst ihn.",
        );
        let _ = writeln!(page, "<p>{what}</p>");
        let proof: Vec<_> = self.proof.iter().map(|hash| code(hash)).collect();
        let rows = [
            (word("Position in the ledger", "Position im Hauptbuch"), self.index.to_string()),
            (word("Entry", "Eintrag"), code(&self.entry)),
            (word("Hashes of the way up", "Prüfsummen des Wegs nach oben"), proof.join("<br/>")),
            (word("Checkpoint", "Prüfpunkt"), {
                format!("<pre>{}</pre>", lines(&self.checkpoint))
            }),
            (word("Public key", "Öffentlicher Schlüssel"), code(&self.key)),
        ];
        table(page, &rows);
        let how = word(
            "Compare the key with the one that the archive publishes. The file .receipt.json \
             beside this page holds the same for programs; docs/ledger.md says how it is verified \
             offline, with common tools or with docs/verify_receipt.py.",
            "Den Schlüssel mit dem vergleichen, den das Archiv veröffentlicht. Die Datei \
             .receipt.json neben dieser Seite enthält dasselbe für Programme; docs/ledger.md sagt, \
             wie es ohne Netz geprüft wird, mit üblichen Werkzeugen oder mit \
             docs/verify_receipt.py.",
        );
        let _ = writeln!(page, "</main>\n<footer><p>{how}</p></footer>");
    }
}

fn table(page: &mut String, rows: &[(&str, String)]) {
    page.push_str("<table>\n");
    for (name, value) in rows {
        let _ = writeln!(page, "<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>");
    }
    page.push_str("</table>\n");
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Text of several lines, each of which is escaped.
fn lines(text: &str) -> String {
    text.trim_end().lines().map(escaped).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_the_receipt_says_and_holds_hostile_names_apart() {
        let receipt = Receipt {
            schema_version: 1,
            aip: "urn:uuid:0193f0a0-0000-7000-8000-000000000001".into(),
            version: 2,
            inventory: "ab".repeat(64),
            origin: "o".into(),
            key: "o+0123abcd+AQ".into(),
            index: 7,
            entry: "{\"event\":\"stored\"}".into(),
            proof: vec!["AAAA".into()],
            checkpoint: "o\n8\nBBBB\n\n— o CCCC\n".into(),
        };
        let about = Particulars {
            archive: "Archiv & Co".into(),
            tenant: "Chemnitz".into(),
            title: "<script>alert(1)</script>".into(),
            source_name: "akte\u{1b}[31m".into(),
            created: "2026-01-02T03:04:05Z".into(),
            files: 3,
            bytes: 1_234,
            fingerprint: "cd".repeat(64),
            copies: vec!["main".into(), "second".into()],
        };
        for (lang, word) in [(Lang::En, "Receipt of the archive"), (Lang::De, "Quittung")] {
            let page = receipt.page(&about, lang);
            assert!(page.contains(word) && page.contains("main, second"), "{page}");
            assert!(!page.contains("<script") && !page.contains('\u{1b}'), "{page}");
            assert!(page.contains("&lt;script&gt;") && page.contains("Archiv &amp; Co"));
            let said = [&receipt.inventory, &receipt.key, &receipt.aip, &about.fingerprint];
            assert!(said.into_iter().all(|text| page.contains(text)), "{page}");
            assert!(page.contains("<pre>o\n8\nBBBB\n\n— o CCCC</pre>"), "{page}");
        }
    }
}
