//! Storage: copies, claims, conditional writes.

use crate::finding::code::codes;

codes! {
    NOT_FOUND = "E-STO-001" Error Failed {
        title: "Not in the copy" | "In der Kopie nicht vorhanden",
        message: "The copy has nothing at {path}." | "In der Kopie steht unter {path} nichts.",
        hint: "Check this copy: archive fixity run --copy NAME."
            | "Diese Kopie prüfen: archive fixity run --copy NAME.",
        cause: "A file was removed from the copy by other means than the archive, or never written."
            | "Eine Datei wurde am Archiv vorbei aus der Kopie entfernt oder nie geschrieben.",
        example: "Somebody deleted a folder below holdings/ by hand.",
    }
    ALREADY_THERE = "E-STO-002" Error Failed {
        title: "Place already taken" | "Platz bereits belegt",
        message: "The copy already has something at {path}."
            | "In der Kopie steht unter {path} bereits etwas.",
        hint: "Nothing was overwritten. Run the command again: it continues with what is there."
            | "Es wurde nichts überschrieben. Den Befehl wiederholen: er setzt mit dem \
               Vorhandenen fort.",
        cause: "Two writers met at one place, or an earlier run had come further than it could say."
            | "Zwei Schreibende trafen sich an einer Stelle, oder ein früherer Lauf war weiter \
               gekommen, als er melden konnte.",
        example: "The version was committed just before the power failed.",
    }
    CLAIMED = "E-STO-003" Error Locked {
        title: "Claimed by another writer" | "Von einem anderen Vorgang beansprucht",
        message: "{path} is claimed by the writer {writer}."
            | "{path} wird vom Schreibvorgang {writer} beansprucht.",
        hint: "Wait until that writer has finished. If it no longer exists, `archive doctor` \
               offers to release the claim."
            | "Warten, bis dieser Vorgang fertig ist. Gibt es ihn nicht mehr, bietet \
               `archive doctor` an, den Anspruch zu lösen.",
        cause: "Another process is about to write the same version of the same package."
            | "Ein anderer Vorgang schreibt gerade dieselbe Version desselben Pakets.",
        example: "Server and command line ingest the same package at the same moment.",
    }
    PERMISSION = "E-STO-004" Error Denied {
        title: "The store refuses access" | "Der Speicher verweigert den Zugriff",
        message: "The store refused to {action} {path}: no permission."
            | "Der Speicher verweigert den Zugriff auf {path} ({action}): keine Berechtigung.",
        hint: "Check the rights of the account or the access key of this copy, and repeat."
            | "Rechte des Kontos oder den Zugangsschlüssel dieser Kopie prüfen und wiederholen.",
        cause: "The account or key may not do this, the key has expired, or the clocks differ."
            | "Konto oder Schlüssel dürfen das nicht, der Schlüssel ist abgelaufen, oder die \
               Uhren weichen ab.",
        example: "The key of the bucket was made for reading only.",
    }
    READ_ONLY = "E-STO-005" Error Failed {
        title: "The copy takes no changes" | "Die Kopie nimmt keine Änderungen an",
        message: "Could not {action} {path}: the copy is read-only."
            | "{path} lässt sich nicht ändern ({action}): die Kopie ist schreibgeschützt.",
        hint: "If it should take changes, look at how it is mounted and configured; file systems \
               turn read-only when the disk fails."
            | "Soll sie beschreibbar sein, Einbindung und Konfiguration prüfen; Dateisysteme \
               werden schreibgeschützt, wenn der Datenträger versagt.",
        cause: "The copy is configured or mounted read-only."
            | "Die Kopie ist schreibgeschützt konfiguriert oder eingebunden.",
        example: "The kernel has remounted the volume read-only after a disk error.",
    }
    UNREACHABLE = "E-STO-006" Error Temporary {
        title: "Copy not reachable" | "Kopie nicht erreichbar",
        message: "The store did not answer when asked to {action} {path}: {reason}."
            | "Der Speicher antwortet nicht ({action} {path}): {reason}.",
        hint: "Check network and service, then repeat: the work continues where it stopped."
            | "Netz und Dienst prüfen, dann wiederholen: die Arbeit setzt dort fort, wo sie \
               stand.",
        cause: "The network, the service or the mounted drive is away or overloaded, or the \
                clocks of this machine and the service differ."
            | "Netz, Dienst oder eingebundenes Laufwerk sind nicht da oder überlastet, oder die \
               Uhren dieser Maschine und des Dienstes weichen ab.",
        example: "503 Slow Down",
    }
    UNREADABLE = "E-STO-007" Error Integrity {
        title: "The medium has an error" | "Der Datenträger meldet einen Fehler",
        message: "The medium answered with an error when asked to {action} {path}: {reason}."
            | "Der Datenträger meldet einen Fehler ({action} {path}): {reason}.",
        hint: "Replace the disk; then let a good copy repair this one."
            | "Datenträger ersetzen; danach diese Kopie aus einer guten reparieren lassen.",
        cause: "The disk, its controller or the structure of the file system is damaged."
            | "Datenträger, Controller oder die Struktur des Dateisystems sind beschädigt.",
        example: "read: Input/output error",
    }
    TOO_LARGE = "E-STO-008" Error Failed {
        title: "Larger than allowed" | "Größer als erlaubt",
        message: "{path} is larger than the {limit} bytes allowed here."
            | "{path} ist größer als die hier erlaubten {limit} Bytes.",
        hint: "The file is not what the archive wrote. Run a fixity check of this copy."
            | "Die Datei ist nicht die, die das Archiv geschrieben hat. Die Kopie prüfen lassen.",
        cause: "Something that the archive reads as a whole has grown beyond all expectation."
            | "Etwas, das das Archiv als Ganzes liest, ist über jedes Maß gewachsen.",
        example: "A copy.json of several gigabytes.",
    }
    BAD_KEY = "E-STO-009" Error Failed {
        title: "No name for a store" | "Kein Name für einen Speicher",
        message: "{path} cannot be a name in a copy: {reason}."
            | "{path} taugt nicht als Name in einer Kopie: {reason}.",
        hint: "Choose a shorter prefix for the copy; if the name comes from the copy itself, move \
               it out by hand."
            | "Für die Kopie ein kürzeres Präfix wählen; stammt der Name aus der Kopie selbst, \
               von Hand entfernen.",
        cause: "The name is too long, leads outside or has characters that no store keeps."
            | "Der Name ist zu lang, führt nach außen oder hat Zeichen, die kein Speicher bewahrt.",
        example: "holdings//../x",
    }
    UNSUPPORTED = "E-STO-010" Error Failed {
        title: "The store cannot do this" | "Das kann der Speicher nicht",
        message: "The store cannot {action} {path}: {reason}."
            | "Der Speicher unterstützt das nicht ({action} {path}): {reason}.",
        hint: "Use another store for copies, or a newer version of this one."
            | "Für Kopien einen anderen Speicher oder eine neuere Version davon verwenden.",
        cause: "The service lacks a function that the archive relies on."
            | "Dem Dienst fehlt eine Funktion, auf die das Archiv angewiesen ist.",
        example: "A gateway without conditional requests.",
    }
    FAILED = "E-STO-011" Error Failed {
        title: "The store failed" | "Der Speicher ist gescheitert",
        message: "The store could not {action} {path}: {reason}."
            | "Der Speicher scheitert ({action} {path}): {reason}.",
        hint: "Read the reason; the log of the system or the service may say more."
            | "Den Grund lesen; das Protokoll des Systems oder Dienstes sagt vielleicht mehr.",
        cause: "The system or the service reported an error the archive has no word for."
            | "System oder Dienst melden einen Fehler, für den das Archiv kein Wort hat.",
        example: "Invalid cross-device link",
    }
    NOT_ATOMIC = "E-STO-012" Error Failed {
        title: "Conditional create is not safe" | "Bedingtes Anlegen ist nicht sicher",
        message: "The store let {winners} of {writers} writers create {path} at the same moment."
            | "Der Speicher ließ {winners} von {writers} Schreibenden gleichzeitig {path} anlegen.",
        hint: "Do not use this store for a copy: two writers could overwrite each other. Use a \
               service whose conditional writes (If-None-Match) are atomic."
            | "Diesen Speicher nicht für eine Kopie verwenden: zwei Schreibende könnten einander \
               überschreiben. Einen Dienst mit atomaren bedingten Schreibzugriffen \
               (If-None-Match) verwenden.",
        cause: "The service ignores the condition, or checks it before and not while writing."
            | "Der Dienst übergeht die Bedingung oder prüft sie vor statt bei dem Schreiben.",
        example: "An S3 emulator that overwrites in spite of If-None-Match.",
    }
    BAD_URL = "E-STO-013" Error Usage {
        title: "Not the address of a store" | "Keine Adresse eines Speichers",
        message: "{path} is no address of a copy: {reason}."
            | "{path} ist keine Adresse einer Kopie: {reason}.",
        hint: "Write file:///folder, s3://bucket/prefix, az://container/prefix or \
               gs://bucket/prefix; keys and passwords belong in the environment."
            | "file:///ordner, s3://bucket/präfix, az://container/präfix oder gs://bucket/präfix \
               schreiben; Schlüssel und Kennwörter gehören in die Umgebung.",
        cause: "The address is mistyped, or its kind is not known."
            | "Die Adresse ist falsch geschrieben oder von unbekannter Art.",
        example: "ftp://server/archive",
    }
    CREDENTIALS = "E-STO-014" Error Usage {
        title: "Access to the store not configured" | "Zugang zum Speicher nicht eingerichtet",
        message: "The access to {path} is not configured: {reason}."
            | "Der Zugang zu {path} ist nicht eingerichtet: {reason}.",
        hint: "Set AWS_*, AZURE_* or GOOGLE_* in the environment, or name a file with these lines \
               in ARCHIVE_CREDENTIALS_FILE."
            | "AWS_*, AZURE_* oder GOOGLE_* in der Umgebung setzen oder in \
               ARCHIVE_CREDENTIALS_FILE eine Datei mit diesen Zeilen nennen.",
        cause: "Keys, region or endpoint of the service are missing or wrong."
            | "Schlüssel, Region oder Endpunkt des Dienstes fehlen oder sind falsch.",
        example: "AWS_SECRET_ACCESS_KEY is not set.",
    }
    NOT_A_COPY = "E-STO-015" Error Failed {
        title: "Not a copy of an archive" | "Keine Kopie eines Archivs",
        message: "There is no readable {path} in this place: {reason}."
            | "An diesem Ort gibt es keine lesbare {path}: {reason}.",
        hint: "Check the address of the copy in archive.toml, and that its drive is mounted."
            | "Adresse der Kopie in archive.toml prüfen, und ob das Laufwerk eingebunden ist.",
        cause: "The place is empty, belongs to something else, or its drive is not mounted."
            | "Der Ort ist leer, gehört zu etwas anderem, oder das Laufwerk ist nicht eingebunden.",
        example: "The folder below an unmounted drive.",
    }
    OTHER_INSTALLATION = "E-STO-016" Error Failed {
        title: "Copy of another installation" | "Kopie einer anderen Installation",
        message: "This copy belongs to the installation {found} ({name}), not to {expected}."
            | "Diese Kopie gehört zur Installation {found} ({name}), nicht zu {expected}.",
        hint: "Nothing was changed. Check the address of the copy in archive.toml."
            | "Es wurde nichts verändert. Adresse der Kopie in archive.toml prüfen.",
        cause: "Two installations point at the same place, or an address was mistyped."
            | "Zwei Installationen zeigen auf denselben Ort, oder eine Adresse ist falsch.",
        example: "A test installation with the configuration of the real one.",
    }
    NEWER_FORMAT = "E-STO-017" Error Failed {
        title: "Written by a newer version" | "Von einer neueren Version geschrieben",
        message: "{path} has format {found}; this version of the archive knows up to {known}."
            | "{path} hat das Format {found}; diese Version des Archivs kennt höchstens {known}.",
        hint: "Update the archive software; nothing was changed."
            | "Die Archivsoftware aktualisieren; es wurde nichts verändert.",
        cause: "A newer version of the software has written to this copy."
            | "Eine neuere Version der Software hat in diese Kopie geschrieben.",
        example: "\"format\": 2",
    }
    LAYOUT = "E-STO-018" Error Failed {
        title: "Holdings with another layout" | "Bestände mit anderer Ablage",
        message: "The holdings cannot be used as they are: {path} ({reason})."
            | "Die Bestände sind so nicht nutzbar: {path} ({reason}).",
        hint: "Validate the storage root with an OCFL tool; foreign roots are taken over by \
               adopting them, not by writing into them."
            | "Den Speicherort mit einem OCFL-Werkzeug prüfen; fremde Bestände werden übernommen, \
               nicht weiterbeschrieben.",
        cause: "The OCFL storage root was made by other software or its declaration is damaged."
            | "Der OCFL-Speicherort stammt von anderer Software, oder seine Erklärung ist \
               beschädigt.",
        example: "ocfl_layout.json names 0003-hash-and-id-n-tuple-storage-layout",
    }
    OTHER_COPY = "E-STO-019" Error Failed {
        title: "A copy with another name" | "Kopie mit anderem Namen",
        message: "This copy is named {found} in its copy.json, not {expected}."
            | "Diese Kopie heißt nach ihrer copy.json {found}, nicht {expected}.",
        hint: "Nothing was changed. Give the copy its own name in archive.toml, or correct the \
               address."
            | "Es wurde nichts verändert. Die Kopie in archive.toml bei ihrem Namen nennen oder \
               die Adresse berichtigen.",
        cause: "The addresses of two copies were exchanged, or a drive is mounted in the place of \
                another. Receipts and checks would be said of the wrong place."
            | "Die Adressen zweier Kopien wurden vertauscht, oder ein Laufwerk ist an der Stelle \
               eines anderen eingebunden. Quittungen und Prüfungen gälten dann dem falschen Ort.",
        example: "The drive of the second copy is mounted where the first one belongs.",
    }
    RANGES = "E-STO-020" Error Failed {
        title: "Parts of files are not given" | "Teile von Dateien werden nicht gegeben",
        message: "The store did not give the part of {path} that it was asked for: {reason}."
            | "Der Speicher gab nicht den verlangten Teil von {path}: {reason}.",
        hint: "Do not use this store for a copy, or correct what stands before it: a cache or a \
               gateway may swallow the header `Range`."
            | "Diesen Speicher nicht für eine Kopie verwenden oder berichtigen, was davor steht: \
               ein Zwischenspeicher oder Gateway verschluckt vielleicht die Kopfzeile `Range`.",
        cause: "The service, or something between, ignores requests for ranges of bytes."
            | "Der Dienst oder etwas dazwischen übergeht Anfragen nach Bereichen von Bytes.",
        example: "A proxy that answers every request with the whole file.",
    }
    LISTS_LATE = "E-STO-021" Error Failed {
        title: "Listings lag behind" | "Auflistungen hinken nach",
        message: "The store does not list {path}, which was written just before."
            | "Der Speicher führt {path} nicht auf, obwohl es gerade geschrieben wurde.",
        hint: "Do not use this store for a copy: what it does not list looks missing. Use a \
               service whose listings are strongly consistent."
            | "Diesen Speicher nicht für eine Kopie verwenden: was er nicht aufführt, sieht aus \
               wie verloren. Einen Dienst mit streng konsistenten Auflistungen verwenden.",
        cause: "The service, or a cache before it, lists what was there some time ago."
            | "Der Dienst oder ein Zwischenspeicher davor listet auf, was vor einer Weile da war.",
        example: "A gateway that keeps listings for a minute.",
    }
    READS_LATE = "E-STO-022" Error Failed {
        title: "What was written is not read" | "Geschriebenes wird nicht gelesen",
        message: "The store does not give what was written to {path} just before ({reason})."
            | "Der Speicher gibt nicht, was gerade nach {path} geschrieben wurde ({reason}).",
        hint: "Do not use this store for a copy: nothing that it confirms can be relied on. Use a \
               service that gives what was written as soon as it has confirmed it."
            | "Diesen Speicher nicht für eine Kopie verwenden: auf nichts, was er bestätigt, ist \
               Verlass. Einen Dienst verwenden, der Geschriebenes sofort nach der Bestätigung \
               liest.",
        cause: "The service, or a cache before it, answers with what was there some time ago."
            | "Der Dienst oder ein Zwischenspeicher davor antwortet mit dem Stand von vorhin.",
        example: "A cache that remembers that the file was not there.",
    }
}
