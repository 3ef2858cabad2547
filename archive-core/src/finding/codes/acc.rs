//! Access: handing out.

use crate::finding::code::codes;

codes! {
    TARGET_NOT_EMPTY = "E-ACC-001" Error Failed {
        title: "The target is not empty" | "Das Ziel ist nicht leer",
        message: "The target {path} exists and is not an empty folder."
            | "Das Ziel {path} gibt es schon, und es ist kein leerer Ordner.",
        hint: "Nothing was written. Remove it, or export to another folder with --to."
            | "Es wurde nichts geschrieben. Entfernen oder mit --to in einen anderen Ordner \
               ausgeben.",
        cause: "An export never mixes with what is there already."
            | "Eine Ausgabe mischt sich nie mit dem, was schon da ist.",
        example: "archive export ID --to out --as files, twice",
    }
    NO_VERSION = "E-ACC-002" Error Failed {
        title: "No such version" | "Keine solche Version",
        message: "The package {id} has no version {version}."
            | "Das Paket {id} hat keine Version {version}.",
        hint: "List the versions with archive show {id}."
            | "Versionen mit archive show {id} auflisten.",
        cause: "The number is mistyped, or the version belongs to another package."
            | "Die Nummer ist falsch geschrieben oder gehört zu einem anderen Paket.",
        example: "archive export ID --version 9, for a package with two versions",
    }
    WHOLE_OBJECT_ONLY = "E-ACC-003" Error Usage {
        title: "An OCFL object goes out as a whole" | "Ein OCFL-Objekt geht nur als Ganzes hinaus",
        message: "An OCFL object is handed out with all files and versions; {option} does not fit."
            | "Ein OCFL-Objekt wird mit allen Dateien und Versionen ausgegeben; {option} passt \
               nicht dazu.",
        hint: "Leave {option} out, or export with --as files or --as bagit."
            | "{option} weglassen oder mit --as files oder --as bagit ausgeben.",
        cause: "A part of an object is no valid OCFL object."
            | "Ein Teil eines Objekts ist kein gültiges OCFL-Objekt.",
        example: "archive export ID --as ocfl --path Akte/1.pdf",
    }
    NAME_REFUSED = "E-ACC-004" Error Failed {
        title: "The target cannot hold a name" | "Das Ziel kann einen Namen nicht aufnehmen",
        message: "The target file system cannot hold the name {path}: {reason}."
            | "Das Dateisystem des Ziels kann den Namen {path} nicht aufnehmen: {reason}.",
        hint: "Export with --portable-names: names are altered where needed, names.csv lists them."
            | "Mit --portable-names ausgeben: Namen werden nötigenfalls geändert, names.csv nennt \
               sie.",
        cause: "The name is too long for the target or has characters it forbids. Nothing was \
                left behind."
            | "Der Name ist für das Ziel zu lang oder enthält dort verbotene Zeichen. Es blieb \
               nichts zurück.",
        example: "A name of 300 bytes from a ZIP file",
    }
    NAME_TAKEN = "E-ACC-005" Error Failed {
        title: "Two names meet in the target" | "Zwei Namen treffen im Ziel aufeinander",
        message: "The place of {path} in the target is taken by another file."
            | "Der Platz von {path} im Ziel ist von einer anderen Datei besetzt.",
        hint: "Export with --portable-names, or to another file system, or as a bag."
            | "Mit --portable-names, auf ein anderes Dateisystem oder als BagIt ausgeben.",
        cause: "The target takes names for the same that differ in case or Unicode form, or the \
                package has a folder 'submission' where the received tag files were to go."
            | "Das Ziel unterscheidet Groß- und Kleinschreibung oder Unicode-Formen nicht, oder \
               das Paket hat einen Ordner 'submission', wohin die Begleitdateien sollten.",
        example: "README.txt and readme.txt, exported to a USB stick",
    }
    UNSAFE_NAME = "E-ACC-006" Error Failed {
        title: "A recorded name is unsafe" | "Ein verzeichneter Name ist unsicher",
        message: "The name {path} would lead out of the target; nothing was handed out."
            | "Der Name {path} würde aus dem Ziel hinausführen; es wurde nichts ausgegeben.",
        hint: "Such names are refused on ingest: rebuild the catalog with archive rebuild."
            | "Solche Namen werden bei der Übernahme zurückgewiesen: Katalog mit archive \
               rebuild neu aufbauen.",
        cause: "The catalog was changed by something else than the archive."
            | "Der Katalog wurde von etwas anderem als dem Archiv verändert.",
        example: "A path ../x in the catalog",
    }
    NO_GOOD_COPY = "E-ACC-007" Error Integrity {
        title: "No copy has the right bytes of a file" | "Keine Kopie hat die richtigen Daten",
        message: "No copy holds {path} as it was stored."
            | "Keine Kopie enthält {path} so, wie es gespeichert wurde.",
        hint: "Run archive fixity run --id for this package; files that are whole can be had with \
               --path."
            | "archive fixity run --id für dieses Paket ausführen; unversehrte Dateien sind mit \
               --path zu haben.",
        cause: "The file is missing, unreadable or corrupt on every copy."
            | "Die Datei fehlt auf jeder Kopie, ist unlesbar oder beschädigt.",
        example: "A flipped bit, and only one copy",
    }
    NOT_REACHED = "E-ACC-008" Error Temporary {
        title: "No copy of a file can be reached" | "Keine Kopie einer Datei ist erreichbar",
        message: "No copy that holds {path} as it was stored could be reached."
            | "Keine Kopie, die {path} wie gespeichert enthält, war erreichbar.",
        hint: "Try again later; archive fixity status shows what is known of each copy."
            | "Später wiederholen; archive fixity status zeigt, was über jede Kopie bekannt ist.",
        cause: "A copy did not answer, and no other one has the right bytes."
            | "Eine Kopie hat nicht geantwortet, und keine andere hat die richtigen Daten.",
        example: "The network is down, and the local copy is damaged",
    }
    INCOMPLETE = "E-ACC-009" Error Integrity {
        title: "The package could not be handed out" | "Das Paket konnte nicht ausgegeben werden",
        message: "{failed} files of {id} could not be handed out; nothing was left in the target."
            | "{failed} Dateien von {id} konnten nicht ausgegeben werden; im Ziel blieb nichts.",
        hint: "Bring the files named above back from a backup, then export again."
            | "Die oben genannten Dateien aus einer Sicherung zurückholen, dann erneut ausgeben.",
        cause: "No copy holds these files as they were stored."
            | "Keine Kopie enthält diese Dateien so, wie sie gespeichert wurden.",
        example: "A damaged bundle, and only one copy",
    }
    INCOMPLETE_FOR_NOW = "E-ACC-010" Error Temporary {
        title: "The package cannot be handed out now"
            | "Das Paket kann gerade nicht ausgegeben werden",
        message: "{failed} files of {id} could not be reached; nothing was left in the target."
            | "{failed} Dateien von {id} waren nicht erreichbar; im Ziel blieb nichts.",
        hint: "Try again later." | "Später wiederholen.",
        cause: "A copy did not answer, and no other one has the right bytes."
            | "Eine Kopie hat nicht geantwortet, und keine andere hat die richtigen Daten.",
        example: "The only copy lies in a bucket that does not answer",
    }
    INTERRUPTED = "E-ACC-011" Error Interrupted {
        title: "The export was stopped" | "Die Ausgabe wurde abgebrochen",
        message: "The export of {id} was stopped; nothing was left in the target."
            | "Die Ausgabe von {id} wurde abgebrochen; im Ziel blieb nichts.",
        hint: "Run the same command again." | "Denselben Befehl erneut ausführen.",
        cause: "Somebody asked the program to stop."
            | "Das Programm wurde gebeten aufzuhören.",
        example: "Ctrl-C during archive export",
    }
    CATALOG_DIFFERS = "E-ACC-012" Error Failed {
        title: "Catalog and inventory differ" | "Katalog und Inventar sind verschieden",
        message: "Catalog and inventory of {id} differ at {path}."
            | "Katalog und Inventar von {id} unterscheiden sich bei {path}.",
        hint: "Rebuild the catalog with archive rebuild, then export again."
            | "Katalog mit archive rebuild neu aufbauen, dann erneut ausgeben.",
        cause: "The catalog is older than the storage, or was changed by something else."
            | "Der Katalog ist älter als der Speicher oder wurde von anderem verändert.",
        example: "A catalog restored from an old backup",
    }
    COPY_MISSING = "W-ACC-020" Warning Integrity {
        title: "A file is missing on a copy" | "Eine Datei fehlt auf einer Kopie",
        message: "On the copy {copy}, {path} is missing." | "Auf der Kopie {copy} fehlt {path}.",
        hint: "Another copy was asked. Check this one with archive fixity run."
            | "Eine andere Kopie wurde gefragt. Diese mit archive fixity run prüfen.",
        cause: "The file was removed from the copy, or never got there."
            | "Die Datei wurde von der Kopie entfernt oder kam nie dort an.",
        example: "A deleted content file",
    }
    COPY_CORRUPT = "W-ACC-021" Warning Integrity {
        title: "A file is corrupt on a copy" | "Eine Datei ist auf einer Kopie beschädigt",
        message: "On the copy {copy}, {path} does not hold what was stored."
            | "Auf der Kopie {copy} enthält {path} nicht, was gespeichert wurde.",
        hint: "Another copy was asked. Check this one with archive fixity run."
            | "Eine andere Kopie wurde gefragt. Diese mit archive fixity run prüfen.",
        cause: "Bytes changed on the medium, or the file was overwritten or cut."
            | "Daten haben sich auf dem Datenträger verändert, oder die Datei wurde überschrieben \
               oder gekürzt.",
        example: "A flipped bit in a content file",
    }
    COPY_UNREADABLE = "W-ACC-022" Warning Integrity {
        title: "A file is unreadable on a copy" | "Eine Datei ist auf einer Kopie unlesbar",
        message: "On the copy {copy}, {path} cannot be read: {reason}."
            | "Auf der Kopie {copy} ist {path} nicht lesbar: {reason}.",
        hint: "Another copy was asked. Check this one with archive fixity run."
            | "Eine andere Kopie wurde gefragt. Diese mit archive fixity run prüfen.",
        cause: "The medium answers with errors, or the account may not read the file."
            | "Der Datenträger meldet Fehler, oder das Konto darf die Datei nicht lesen.",
        example: "Input/output error",
    }
    COPY_UNREACHABLE = "W-ACC-023" Warning Temporary {
        title: "A copy does not answer" | "Eine Kopie antwortet nicht",
        message: "The copy {copy} did not answer when asked for {path}: {reason}."
            | "Die Kopie {copy} hat auf die Frage nach {path} nicht geantwortet: {reason}.",
        hint: "Another copy was asked; this one is asked last from now on."
            | "Eine andere Kopie wurde gefragt; diese wird ab jetzt zuletzt gefragt.",
        cause: "The network or the storage service is down or overloaded."
            | "Netz oder Speicherdienst sind ausgefallen oder überlastet.",
        example: "connection refused",
    }
    LOGICAL_NAME_USED = "W-ACC-024" Warning Failed {
        title: "A file has its readable name" | "Eine Datei trägt ihren lesbaren Namen",
        message: "The file {path} was handed out under its readable name."
            | "Die Datei {path} wurde unter ihrem lesbaren Namen ausgegeben.",
        hint: "Nothing needs to be done; the original bytes of the name stand in PREMIS (path_b64)."
            | "Es ist nichts zu tun; die Originalbytes des Namens stehen im PREMIS (path_b64).",
        cause: "The original name has parts such as '.' that a file system does not keep."
            | "Der ursprüngliche Name hat Teile wie '.', die ein Dateisystem nicht aufhebt.",
        example: "a/./b.txt from a TAR file",
    }
    SCHEMA_LEFT_OUT = "W-ACC-025" Warning Integrity {
        title: "A schema does not go along" | "Ein Schema geht nicht mit hinaus",
        message: "The schema {path}, to which the package {id} refers, was left out: {reason}."
            | "Das Schema {path}, auf das sich das Paket {id} bezieht, fehlt in der Ausgabe: \
               {reason}.",
        hint: "The files of the package are whole. Check the package of schemas: archive fixity \
               run --id ID, with the id from archive list --own."
            | "Die Dateien des Pakets sind vollständig. Das Paket der Schemas prüfen: archive \
               fixity run --id ID, mit der Kennung aus archive list --own.",
        cause: "Schemas lie once for all packages of a tenant, in a package of their own, and no \
                copy gave this file."
            | "Schemas liegen einmal für alle Pakete eines Mandanten in einem eigenen Paket, und \
               keine Kopie gab diese Datei her.",
        example: "A damaged copy of own/characteristics.xsd",
    }
}
