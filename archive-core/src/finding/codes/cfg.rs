//! The configuration file `archive.toml`.

use crate::finding::code::codes;

codes! {
    INVALID = "E-CFG-001" Error Usage {
        title: "The configuration is not valid" | "Die Konfiguration ist nicht gültig",
        message: "The configuration {path} is not valid: {reason}."
            | "Die Konfiguration {path} ist nicht gültig: {reason}.",
        hint: "Mend the line named. Every key is explained in the file that archive init writes."
            | "Die genannte Zeile berichtigen. Alle Schlüssel erklärt die Datei, die archive init \
               anlegt.",
        cause: "A key is misspelled, a value has the wrong type, or a section is missing."
            | "Ein Schlüssel ist falsch geschrieben, ein Wert hat den falschen Typ, oder ein \
               Abschnitt fehlt.",
        example: "bundel = true",
    }
}
