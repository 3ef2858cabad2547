//! The catalog: the rebuildable index.

use crate::finding::code::codes;

codes! {
    BROKEN = "E-CAT-001" Error Failed {
        title: "The catalog cannot be used" | "Der Katalog ist nicht benutzbar",
        message: "The catalog {path} cannot be used: {reason}."
            | "Der Katalog {path} ist nicht benutzbar: {reason}.",
        hint: "The copies are not affected. Rebuild the catalog: archive rebuild."
            | "Die Kopien sind nicht betroffen. Katalog neu aufbauen: archive rebuild.",
        cause: "The catalog file is damaged, locked by something foreign, or on a bad disk."
            | "Die Katalogdatei ist beschädigt, fremd gesperrt oder liegt auf einem defekten \
               Datenträger.",
        example: "file is not a database",
    }
    TOO_NEW = "E-CAT-002" Error Failed {
        title: "The catalog belongs to a newer program"
            | "Der Katalog gehört zu einem neueren Programm",
        message: "The catalog {path} was written by a newer version of the program."
            | "Der Katalog {path} wurde von einer neueren Programmversion geschrieben.",
        hint: "Use the newer program, or delete the catalog file and run archive rebuild."
            | "Das neuere Programm verwenden oder die Katalogdatei löschen und archive rebuild \
               ausführen.",
        cause: "An older program was started on an installation that a newer one has used."
            | "Ein älteres Programm wurde auf einer Installation gestartet, die ein neueres \
               benutzt hat.",
        example: "Version 0.1 on an installation that 0.3 has migrated.",
    }
    REBUILD_UNFINISHED = "E-CAT-005" Error Failed {
        title: "A rebuild was interrupted" | "Ein Neuaufbau wurde unterbrochen",
        message: "The rebuild of the catalog of {tenant} was interrupted."
            | "Der Neuaufbau des Katalogs von {tenant} wurde unterbrochen.",
        hint: "Run archive rebuild again; the copies are not affected."
            | "archive rebuild erneut ausführen; die Kopien sind nicht betroffen.",
        cause: "The program was stopped while it put the new catalog in place, and both catalogs \
                were removed since then."
            | "Das Programm wurde beendet, während es den neuen Katalog einsetzte, und beide \
               Kataloge wurden seitdem entfernt.",
        example: "A power failure during archive rebuild",
    }
    UNKNOWN_PACKAGE = "E-CAT-003" Error Failed {
        title: "No such package" | "Kein solches Paket",
        message: "There is no package {id} here."
            | "Ein Paket {id} gibt es hier nicht.",
        hint: "List the packages with archive list, or search with archive search."
            | "Pakete mit archive list auflisten oder mit archive search suchen.",
        cause: "The id is mistyped, or belongs to another tenant or installation."
            | "Die Kennung ist falsch geschrieben oder gehört zu einem anderen Mandanten oder \
               einer anderen Installation.",
        example: "archive show urn:uuid:00000000-0000-7000-8000-000000000000",
    }
    UNKNOWN_FILE = "E-CAT-004" Error Failed {
        title: "No such file in the package" | "Keine solche Datei im Paket",
        message: "The package {id} has no file {path}."
            | "Das Paket {id} hat keine Datei {path}.",
        hint: "List the files of the package with archive show --files."
            | "Dateien des Pakets mit archive show --files auflisten.",
        cause: "The path is mistyped, or the file is in another version."
            | "Der Pfad ist falsch geschrieben, oder die Datei gehört zu einer anderen Version.",
        example: "archive export ID --path no/such/file.pdf --to out --as files",
    }
    LOST = "E-CAT-006" Error Failed {
        title: "The catalog is gone" | "Der Katalog ist verschwunden",
        message: "The catalog {path} is not there, or it is empty."
            | "Der Katalog {path} fehlt oder ist leer.",
        hint: "The copies are not affected. Rebuild the catalog: archive rebuild."
            | "Die Kopien sind nicht betroffen. Katalog neu aufbauen: archive rebuild.",
        cause: "Somebody removed the file, a disk lost it, or the folder state/ was not restored \
                with the rest."
            | "Jemand hat die Datei entfernt, ein Datenträger hat sie verloren, oder der Ordner \
               state/ wurde nicht mit zurückgesichert.",
        example: "state/tenants/chemnitz/catalog.sqlite with 0 bytes after a full disk",
    }
    UNKNOWN_VALUE = "E-CAT-007" Error Failed {
        title: "The catalog holds something unknown" | "Der Katalog enthält etwas Unbekanntes",
        message: "The catalog {path} holds a value that this program does not know: {reason}."
            | "Der Katalog {path} enthält einen Wert, den dieses Programm nicht kennt: {reason}.",
        hint: "If a newer program has worked here, use that one; otherwise rebuild the catalog: \
               archive rebuild. The copies are not affected."
            | "Hat hier ein neueres Programm gearbeitet, dieses verwenden; sonst den Katalog neu \
               aufbauen: archive rebuild. Die Kopien sind nicht betroffen.",
        cause: "The catalog was damaged, changed with another program, or written by a newer \
                version of this one."
            | "Der Katalog wurde beschädigt, mit einem anderen Programm geändert oder von einer \
               neueren Version geschrieben.",
        example: "A damaged file with the state rotten.",
    }
    BUSY = "E-CAT-009" Error Temporary {
        title: "The catalog is busy" | "Der Katalog ist beschäftigt",
        message: "Somebody else has kept the catalog {path} busy for more than a minute."
            | "Der Katalog {path} ist seit mehr als einer Minute von anderer Seite belegt.",
        hint: "Repeat in a moment. If it stays so, find out which program has the file open."
            | "Gleich noch einmal versuchen. Bleibt es so, prüfen, welches Programm die Datei \
               geöffnet hat.",
        cause: "A long change by another process, or a program that copies the file."
            | "Eine lange Änderung durch einen anderen Prozess oder ein Programm, das die Datei \
               kopiert.",
        example: "A backup program that locks the file",
    }
    TOO_MANY_WORDS = "E-CAT-008" Error Usage {
        title: "Too many words to search for" | "Zu viele Suchwörter",
        message: "The search has {count} words; at most {limit} can be looked for at once."
            | "Die Suche hat {count} Wörter; höchstens {limit} sind auf einmal möglich.",
        hint: "Search for the rarest of the words." | "Nach den seltensten der Wörter suchen.",
        cause: "A whole text was given as words to search for."
            | "Ein ganzer Text wurde als Suchwörter angegeben.",
        example: "archive search with a paragraph pasted behind it",
    }
}
