//! What stands at the end of each help text: examples and exit codes.

use crate::exit::Exit;
use crate::output::text::both;
use archive_core::finding::{Lang, Text};
use std::fmt::Write;

type Examples = &'static [(&'static str, Text)];

/// A command with its examples and the exit codes that it knows beyond those of [`ALWAYS`].
struct Ending {
    command: &'static str,
    examples: Examples,
    exits: &'static [Exit],
}

/// What to begin with: the end of the help of the program itself.
const FIRST_STEPS: Examples = &[
    #[cfg(feature = "installation")]
    ("archive demo", both("what it does, shown on built-in samples", "eine Vorführung")),
    #[cfg(feature = "installation")]
    (
        "archive init /srv/archiv",
        both("a new archive; it says what comes next", "ein neues Archiv"),
    ),
    ("archive check akte.zip", both("judges a package, changes nothing", "ein Paket beurteilen")),
    ("archive help check", both("all about one command", "alles über einen Befehl")),
];

const ON_ARCHIVE: &[Exit] = &[Exit::NoArchive];
const ON_PACKAGES: &[Exit] = &[Exit::Partly, Exit::Temporary, Exit::Invalid, Exit::Interrupted];

const ON_COPIES: &[Exit] = &[
    Exit::Partly,
    Exit::Temporary,
    Exit::Integrity,
    Exit::Space,
    Exit::NoArchive,
    Exit::Locked,
    Exit::Interrupted,
];

const ENDINGS: &[Ending] = &[
    Ending {
        command: "init",
        examples: &[
            ("archive init /srv/archiv --name sachsen-mitte", both("one local copy", "eine Kopie")),
            (
                "archive init /srv/archiv --copy a=file:///mnt/a --copy b=file:///mnt/b",
                both("two copies", "zwei Kopien"),
            ),
            (
                "archive init /srv/archiv --from-copy b=file:///mnt/b",
                both("back after the loss of the machine", "zurück nach Verlust der Maschine"),
            ),
        ],
        exits: &[Exit::Temporary, Exit::Space],
    },
    Ending {
        command: "tenant add",
        examples: &[(
            "archive tenant add chemnitz --name 'Stadtarchiv' --isil DE-Ch3",
            both("a tenant with its ISIL", "ein Mandant mit seinem ISIL"),
        )],
        exits: &[Exit::Space, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "tenant list",
        examples: &[("archive tenant list --json", both("for programs", "für Programme"))],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "tenant show",
        examples: &[("archive tenant show chemnitz", both("what it holds", "sein Bestand"))],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "ingest",
        examples: &[
            ("archive ingest akte.zip --tenant chemnitz", both("one package", "ein Paket")),
            (
                "archive ingest eingang/ --each --json > lauf.jsonl",
                both("a folder of packages", "ein Ordner voller Pakete"),
            ),
            (
                "archive ingest --follow eingang/ --settle 60",
                both("whatever comes, until Ctrl-C", "alles, was kommt, bis Strg-C"),
            ),
            (
                "archive ingest --from-file lauf.jsonl --only failed",
                both("again what failed", "noch einmal, was scheiterte"),
            ),
        ],
        exits: &[
            Exit::Partly,
            Exit::Temporary,
            Exit::Invalid,
            Exit::Integrity,
            Exit::Space,
            Exit::NoArchive,
            Exit::Locked,
            Exit::Interrupted,
        ],
    },
    Ending {
        command: "check",
        examples: &[
            ("archive check akte.zip", both("one package", "ein Paket")),
            (
                "archive check eingang/ --each --json > lauf.jsonl",
                both("a folder of packages", "ein Ordner voller Pakete"),
            ),
            (
                "archive check --from-file lauf.jsonl --only invalid",
                both("again what was invalid", "noch einmal, was ungültig war"),
            ),
            (
                "archive check sip/ --as eark",
                both(
                    "by the rules of E-ARK, in any case",
                    "auf jeden Fall nach den Regeln von E-ARK",
                ),
            ),
        ],
        exits: ON_PACKAGES,
    },
    Ending {
        command: "list",
        examples: &[
            ("archive list --tenant chemnitz", both("all packages", "alle Pakete")),
            ("archive list --own", both("the schemas it keeps", "die Schemas, die es aufbewahrt")),
        ],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "search",
        examples: &[(
            "archive search Bauakte 1987",
            both("packages with both words", "Pakete mit beiden Wörtern"),
        )],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "show",
        examples: &[(
            "archive show urn:uuid:0198c2f0-5a3e-7c11-9d2e-4b7f0c1a2b3c --files",
            both("one package with its files", "ein Paket mit seinen Dateien"),
        )],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "describe",
        examples: &[
            (
                "archive describe 0198c2f0-5a3e-7c11-9d2e-4b7f0c1a2b3c --set 'Titel=Bauakte' \
                 --set 'Signatur=A 0215 Nr. 7' --reason Erschließung",
                both("two fields, with a reason", "zwei Felder, mit Grund"),
            ),
            (
                "archive describe --to findbuch.xml --as ead3",
                both("all of a tenant as a finding aid", "alles eines Mandanten als Findbuch"),
            ),
            (
                "archive describe --from findbuch.xml --dry-run",
                both("what a changed one would change", "was ein geändertes ändern würde"),
            ),
        ],
        exits: &[Exit::Partly, Exit::Invalid, Exit::Locked, Exit::NoArchive, Exit::Interrupted],
    },
    Ending {
        command: "export",
        examples: &[
            (
                "archive export urn:uuid:0198c2f0-5a3e-7c11-9d2e-4b7f0c1a2b3c --to ausgabe",
                both("the files under their names", "die Dateien unter ihren Namen"),
            ),
            (
                "archive export 0198c2f0-5a3e-7c11-9d2e-4b7f0c1a2b3c --to ausgabe --as bagit",
                both("as a bag", "als BagIt-Paket"),
            ),
        ],
        exits: &[Exit::Partly, Exit::Integrity, Exit::Space, Exit::NoArchive, Exit::Interrupted],
    },
    Ending {
        command: "fixity run",
        examples: &[
            ("archive fixity run --tenant chemnitz", both("everything", "alles")),
            (
                "archive fixity run --due --budget 2h",
                both("what is due, for two hours", "was fällig ist, zwei Stunden lang"),
            ),
        ],
        exits: &[
            Exit::Temporary,
            Exit::Integrity,
            Exit::Space,
            Exit::NoArchive,
            Exit::Locked,
            Exit::Interrupted,
        ],
    },
    Ending {
        command: "fixity status",
        examples: &[("archive fixity status", both("how things stand", "wie es steht"))],
        exits: &[Exit::Integrity, Exit::NoArchive],
    },
    Ending {
        command: "fixity report",
        examples: &[(
            "archive fixity report --year 2026 --to berichte",
            both("the year for the files", "das Jahr für die Akten"),
        )],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "fixity history",
        examples: &[("archive fixity history --limit 10", both("ten runs", "zehn Läufe"))],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "repair",
        examples: &[
            ("archive repair urn:uuid:…", both("look at one, and mend it", "ein Paket heilen")),
            ("archive repair --all --dry-run", both("what could be done", "was möglich wäre")),
        ],
        exits: ON_COPIES,
    },
    Ending {
        command: "evidence list",
        examples: &[("archive evidence list", both("what is kept", "was verwahrt wird"))],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "evidence release",
        examples: &[(
            "archive evidence release 0193… --yes --reason replaced",
            both("no longer needed", "nicht mehr gebraucht"),
        )],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "ledger show",
        examples: &[("archive ledger show --limit 10", both("the first ten", "die ersten zehn"))],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "ledger verify",
        examples: &[
            ("archive ledger verify", both("on every copy", "auf jeder Kopie")),
            ("archive ledger verify --copy main", both("on one", "auf einer")),
        ],
        exits: &[Exit::Integrity, Exit::NoArchive],
    },
    Ending {
        command: "ledger prove",
        examples: &[(
            "archive ledger prove urn:uuid:0193f0a0-0000-7000-8000-000000000001 --to receipts",
            both("for whoever gave the package", "für die abgebende Stelle"),
        )],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "ledger checkpoint",
        examples: &[(
            "archive ledger checkpoint > checkpoint-2026.txt",
            both("to be kept elsewhere", "zum Aufbewahren an anderem Ort"),
        )],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "ledger timestamp",
        examples: &[(
            "archive ledger timestamp",
            both("every night, for all tenants", "jede Nacht, für alle Mandanten"),
        )],
        exits: &[Exit::Failed, Exit::Temporary, Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "ledger evidence",
        examples: &[(
            "archive ledger evidence urn:uuid:0193f0a0-0000-7000-8000-000000000001 --to evidence",
            both("since when it was there", "seit wann es da war"),
        )],
        exits: &[Exit::Failed, Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "key show",
        examples: &[("archive key show", both("to be published", "zum Veröffentlichen"))],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "key rotate",
        examples: &[(
            "archive key rotate",
            both("then back up keys/ anew", "danach keys/ neu sichern"),
        )],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "key lost",
        examples: &[(
            "archive key lost --key sachsen/chemnitz+0123abcd+AQ…",
            both("where there is no backup of keys/", "wo es keine Sicherung von keys/ gibt"),
        )],
        exits: &[Exit::Failed, Exit::Usage, Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "rebuild",
        examples: &[
            ("archive rebuild --from-copy main", both("from one copy", "aus einer Kopie")),
            ("archive rebuild --dry-run", both("is the copy whole?", "ist die Kopie heil?")),
        ],
        exits: &[Exit::Integrity, Exit::Space, Exit::NoArchive, Exit::Locked, Exit::Interrupted],
    },
    Ending {
        command: "copies list",
        examples: &[("archive copies list", both("where packages lie", "wo Pakete liegen"))],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "copies add",
        examples: &[
            (
                "archive copies add zweite=/mnt/zweite",
                both("filled, then required", "füllen, dann vorschreiben"),
            ),
            (
                "archive copies add ceph=s3://archiv/mitte --optional --bandwidth 20MiB",
                both("a bucket, with restraint", "ein Bucket, gedrosselt"),
            ),
            (
                "archive copies add band=/mnt/band --offline",
                both("a medium for the safe", "ein Datenträger für den Tresor"),
            ),
        ],
        exits: ON_COPIES,
    },
    Ending {
        command: "copies sync",
        examples: &[
            ("archive copies sync", both("all that are always there", "alle, die immer da sind")),
            ("archive copies sync band", both("a medium that is back", "ein Medium ist zurück")),
        ],
        exits: ON_COPIES,
    },
    Ending {
        command: "copies verify",
        examples: &[("archive copies verify zweite", both("read it all", "alles lesen"))],
        exits: ON_COPIES,
    },
    Ending {
        command: "copies require",
        examples: &[
            ("archive copies require ceph", both("nothing without it", "nichts mehr ohne sie")),
            ("archive copies require ceph --off", both("it may be away", "sie darf fehlen")),
        ],
        exits: &[Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "copies retire",
        examples: &[
            ("archive copies retire main --dry-run", both("can it be done?", "geht das?")),
            (
                "archive copies retire main --yes --reason worn",
                both("without a question", "ohne Rückfrage"),
            ),
        ],
        exits: &[Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "identify",
        examples: &[
            ("archive identify Bescheid.pdf", both("one file", "eine Datei")),
            (
                "archive identify akten/ --json > formate.jsonl",
                both("all files of a folder", "alle Dateien eines Ordners"),
            ),
            (
                "archive identify akten/ --signatures DROID_SignatureFile.xml --containers c.xml",
                both("by PRONOM's own table", "nach der Tabelle von PRONOM"),
            ),
        ],
        exits: &[Exit::Partly, Exit::Temporary, Exit::Interrupted],
    },
    Ending {
        command: "formats list",
        examples: &[("archive formats list", both("what is recognised", "was erkannt wird"))],
        exits: &[Exit::Invalid],
    },
    Ending {
        command: "formats report",
        examples: &[(
            "archive formats report --tenant chemnitz",
            both("what is kept, and what needs migration", "was da ist und was zu migrieren ist"),
        )],
        exits: &[Exit::NoArchive],
    },
    Ending {
        command: "formats update",
        examples: &[(
            "archive formats update DROID_SignatureFile_V122.xml container-signature.xml",
            both("PRONOM as published", "PRONOM wie veröffentlicht"),
        )],
        exits: &[Exit::Invalid, Exit::Space, Exit::NoArchive],
    },
    Ending {
        command: "ocfl validate",
        examples: &[
            (
                "archive ocfl validate /srv/archiv/copies/main/chemnitz/holdings",
                both("a storage root", "ein Wurzelverzeichnis"),
            ),
            (
                "archive ocfl validate --no-digests objekt/",
                both("the structure only", "nur der Aufbau"),
            ),
        ],
        exits: ON_PACKAGES,
    },
    Ending {
        command: "schemas list",
        examples: &[(
            "archive schemas list --schemas schemas/",
            both("what the folder holds", "was der Ordner enthält"),
        )],
        exits: &[],
    },
    Ending {
        command: "schemas check",
        examples: &[
            ("archive schemas check", both("does every one compile?", "sind alle verwendbar?")),
            (
                "archive schemas check --schemas schemas/ METS.xml",
                both("judges a document", "ein Dokument beurteilen"),
            ),
        ],
        exits: ON_PACKAGES,
    },
    Ending {
        command: "schemas add",
        examples: &[(
            "archive schemas add mets.xsd xlink.xsd",
            both("two that belong together", "zwei, die zusammengehören"),
        )],
        exits: &[Exit::Invalid, Exit::Space],
    },
    Ending {
        command: "doctor",
        examples: &[
            ("archive doctor --full", both("everything", "alles")),
            (
                "archive doctor --reconcile --dry-run",
                both("what would be cleared away", "was entfernt würde"),
            ),
        ],
        exits: &[Exit::Integrity, Exit::NoArchive, Exit::Locked],
    },
    Ending {
        command: "config show",
        examples: &[(
            "archive config show --origin",
            both("what holds, and why", "was gilt und warum"),
        )],
        exits: ON_ARCHIVE,
    },
    Ending {
        command: "demo",
        examples: &[
            ("archive demo", both("in a temporary folder", "in einem vorübergehenden Ordner")),
            ("archive demo tour", both("in a folder that stays", "in einem Ordner, der bleibt")),
        ],
        exits: &[Exit::Space, Exit::Interrupted],
    },
    Ending {
        command: "explain",
        examples: &[("archive explain E-BAG-012", both("one code", "ein Code"))],
        exits: &[],
    },
    Ending {
        command: "completions",
        examples: &[("archive completions bash", both("for bash", "für bash"))],
        exits: &[],
    },
    Ending {
        command: "man",
        examples: &[
            ("archive man check", both("one page", "eine Seite")),
            ("archive man --to man", both("all pages", "alle Seiten")),
        ],
        exits: &[Exit::Space],
    },
    Ending {
        command: "help",
        examples: &[("archive help tenant add", both("as --help does", "wie mit --help"))],
        exits: &[],
    },
];

/// Exits of every command.
const ALWAYS: [Exit; 4] = [Exit::Ok, Exit::Failed, Exit::Usage, Exit::Denied];

const FIRST: Text = both("First steps:", "Erste Schritte:");
const EXAMPLES: Text = both("Examples:", "Beispiele:");
const EXITS: Text = both("Exit codes:", "Rückgabewerte:");

const fn meaning(exit: Exit) -> Text {
    match exit {
        Exit::Ok => both("in order", "in Ordnung"),
        Exit::Failed => both("failed", "gescheitert"),
        Exit::Usage => both("wrong use", "falscher Aufruf"),
        Exit::Partly => both("partly done", "teilweise erledigt"),
        Exit::Denied => both("not authorised", "keine Berechtigung"),
        Exit::Temporary => both("temporary, try again", "vorübergehend, erneut versuchen"),
        Exit::Invalid => both("everything invalid", "alles ungültig"),
        Exit::Integrity => both("damage found and not repaired", "Schaden, nicht behoben"),
        Exit::Space => both("disk full", "Datenträger voll"),
        Exit::NoArchive => both("no archive here", "hier ist kein Archiv"),
        Exit::Locked => both("locked by another process", "von anderem Prozess gesperrt"),
        Exit::Interrupted => both("interrupted", "unterbrochen"),
    }
}

/// The examples of a command: a command line and what it does.
#[cfg(test)]
pub fn examples(path: &str) -> Examples {
    ENDINGS.iter().find(|ending| ending.command == path).map_or(&[], |ending| ending.examples)
}

/// What stands at the end of a command's help, or of the program's where `path` is empty.
pub fn of(path: &str, lang: Lang) -> String {
    if path.is_empty() {
        return listed(FIRST, FIRST_STEPS, lang).trim_end().to_owned();
    }
    let Some(ending) = ENDINGS.iter().find(|ending| ending.command == path) else {
        return String::new();
    };
    let mut out = listed(EXAMPLES, ending.examples, lang);
    let _ = write!(out, "\n{}", EXITS.get(lang));
    for exit in ALWAYS.iter().chain(ending.exits) {
        let _ = write!(out, "\n  {:3}  {}", exit.code(), meaning(*exit).get(lang));
    }
    out
}

/// Examples below a heading.
fn listed(heading: Text, examples: Examples, lang: Lang) -> String {
    let mut out = format!("{}\n", heading.get(lang));
    for (line, about) in examples {
        let _ = writeln!(out, "  {line}\n      {}", about.get(lang));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive_core::fs;
    use std::path::Path;

    #[test]
    fn the_page_of_exit_codes_is_complete_and_in_order() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/exit-codes.md");
        let page = fs::read(&page, 1 << 20).expect("the page is there");
        let page = String::from_utf8(page).expect("text");
        let rows = page.lines().filter_map(|line| line.strip_prefix("| "));
        let rows: Vec<_> =
            rows.filter(|row| row.starts_with(|c: char| c.is_ascii_digit())).collect();
        let beginning =
            |exit: Exit| format!("{} | {} | ", exit.code(), meaning(exit).get(Lang::En));
        assert_eq!(rows.len(), Exit::ALL.len());
        for (row, exit) in rows.iter().zip(Exit::ALL) {
            assert!(row.starts_with(&beginning(exit)), "{row}");
        }
    }
}
