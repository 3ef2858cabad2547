//! Ingest: receiving, staging, committing, confirming.

use crate::finding::code::codes;

codes! {
    DUPLICATE = "I-ING-001" Info Invalid {
        title: "The package is in the archive already" | "Das Paket ist schon im Archiv",
        message: "The same package, file for file, is already stored as {aip}, version {version}."
            | "Dasselbe Paket ist Datei für Datei schon gespeichert als {aip}, Version {version}.",
        hint: "Nothing needs to be done; nothing was stored twice."
            | "Es ist nichts zu tun; es wurde nichts doppelt gespeichert.",
        cause: "The fingerprint over all received files equals that of a stored package."
            | "Der Fingerabdruck über alle empfangenen Dateien gleicht dem eines gespeicherten \
               Pakets.",
        example: "archive ingest akte.zip, twice",
    }
    SAME_PAYLOAD = "W-ING-002" Warning Invalid {
        title: "The same payload is in the archive already"
            | "Dieselben Nutzdaten sind schon im Archiv",
        message: "The payload equals that of {aip}, version {version}; the tag files differ."
            | "Die Nutzdaten gleichen denen von {aip}, Version {version}; die Begleitdateien \
               unterscheiden sich.",
        hint: "If this is a new version of that package, ingest it with --as-version-of {aip}."
            | "Ist es eine neue Version jenes Pakets, mit --as-version-of {aip} übernehmen.",
        cause: "The sender packed the same files again with other metadata."
            | "Der Absender hat dieselben Dateien mit anderen Metadaten neu gepackt.",
        example: "A bag made again with a new Bagging-Date",
    }
    NOT_CONFIRMED = "E-ING-010" Error Integrity {
        title: "What was written does not read back" | "Das Geschriebene ist nicht wieder lesbar",
        message: "{path} on the copy {copy} does not read back as it was written ({state})."
            | "{path} auf der Kopie {copy} liest sich nicht so, wie es geschrieben wurde \
               ({state}).",
        hint: "Suspect the disk or the memory of this machine; nothing was stored. Check and \
               repeat."
            | "Datenträger oder Speicher dieser Maschine prüfen; es wurde nichts gespeichert. \
               Danach wiederholen.",
        cause: "Read back from the medium, the bytes were not those taken from the source."
            | "Vom Datenträger zurückgelesen waren die Bytes nicht die der Quelle.",
        example: "A disk that returns other bytes than were written to it",
    }
    NO_SUCH_VERSION = "E-ING-011" Error Usage {
        title: "No package to make a version of" | "Kein Paket für eine neue Version",
        message: "There is no package {aip} to make a new version of."
            | "Es gibt kein Paket {aip}, von dem eine neue Version gemacht werden könnte.",
        hint: "Check the id given to --as-version-of with archive show."
            | "Die Kennung hinter --as-version-of mit archive show prüfen.",
        cause: "The id is mistyped or belongs to another tenant."
            | "Die Kennung ist falsch geschrieben oder gehört zu einem anderen Mandanten.",
        example: "archive ingest neu/ --as-version-of urn:uuid:…",
    }
    JOURNAL = "E-ING-012" Error Failed {
        title: "A journal cannot be read" | "Ein Journal ist nicht lesbar",
        message: "The journal {path} of unfinished work cannot be read: {reason}."
            | "Das Journal {path} über unfertige Arbeit ist nicht lesbar: {reason}.",
        hint: "archive doctor tells what of the work is left; with --reconcile it clears it away."
            | "archive doctor zeigt, was von der Arbeit übrig ist; mit --reconcile räumt es auf.",
        cause: "The file was changed, or the disk it lies on is damaged."
            | "Die Datei wurde verändert, oder ihr Datenträger ist beschädigt.",
        example: "A journal emptied by hand",
    }
    CONTINUED = "I-ING-013" Info Invalid {
        title: "Interrupted work was continued" | "Unterbrochene Arbeit wurde fortgesetzt",
        message: "The ingest of this package was interrupted before; it was continued as {aip}."
            | "Die Übernahme dieses Pakets war unterbrochen; sie wurde als {aip} fortgesetzt.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "An earlier run was stopped, or the machine lost power."
            | "Ein früherer Lauf wurde angehalten, oder der Strom fiel aus.",
        example: "Ctrl-C during archive ingest, then the same command again",
    }
    NO_SPACE = "E-ING-014" Error Space {
        title: "The copy has not enough space" | "Die Kopie hat nicht genug Platz",
        message: "The package needs {needed} bytes; the copy {copy} has {free} bytes free."
            | "Das Paket braucht {needed} Bytes; auf der Kopie {copy} sind {free} Bytes frei.",
        hint: "Free space or enlarge the volume of the copy, then repeat; nothing was written."
            | "Platz schaffen oder den Datenträger der Kopie vergrößern und wiederholen; es wurde \
               nichts geschrieben.",
        cause: "The free space is checked before the first byte is written."
            | "Der freie Platz wird vor dem ersten Byte geprüft.",
        example: "A package of 3 GiB, a volume with 2 GiB free",
    }
    UNREADABLE_AIP = "E-ING-015" Error Integrity {
        title: "A stored package cannot be read" | "Ein gespeichertes Paket ist nicht lesbar",
        message: "The stored package {path} cannot be read: {reason}."
            | "Das gespeicherte Paket {path} ist nicht lesbar: {reason}.",
        hint: "Check the copy with archive fixity run; a good copy repairs it."
            | "Kopie mit archive fixity run prüfen; eine gute Kopie stellt es wieder her.",
        cause: "Its inventory or its metadata are damaged or not of this archive."
            | "Inventar oder Metadaten sind beschädigt oder nicht von diesem Archiv.",
        example: "inventory.json does not match its sidecar",
    }
    VERSION_THERE = "E-ING-018" Error Failed {
        title: "A copy holds this version already" | "Eine Kopie hat diese Version schon",
        message: "The copy {copy} already holds version {version} of {path}, which the catalog \
                  does not know."
            | "Die Kopie {copy} hat schon Version {version} von {path}, die der Katalog nicht \
               kennt.",
        hint: "Nothing was stored. Run archive doctor --reconcile, then repeat."
            | "Es wurde nichts gespeichert. archive doctor --reconcile ausführen, dann \
               wiederholen.",
        cause: "The journal of an interrupted ingest was lost, or a copy was changed from outside."
            | "Das Journal einer unterbrochenen Übernahme ging verloren, oder eine Kopie wurde von \
               außen verändert.",
        example: "state/ brought back from a backup, a copy that is newer",
    }
    VERSION_WAITS = "E-ING-020" Error Locked {
        title: "An interrupted version waits" | "Eine unterbrochene Version wartet",
        message: "Version {version} of {aip} was begun from {source} and interrupted."
            | "Version {version} von {aip} wurde aus {source} begonnen und unterbrochen.",
        hint: "Take that source in again to finish it. If it is not wanted any more, move it away \
               and run archive doctor --reconcile."
            | "Diese Quelle noch einmal übernehmen, um sie abzuschließen. Wird sie nicht mehr \
               gebraucht: an einen anderen Ort bewegen und archive doctor --reconcile ausführen.",
        cause: "A package gets one version at a time."
            | "Ein Paket bekommt immer nur eine Version auf einmal.",
        example: "ingest --as-version-of was stopped, then archive describe called",
    }
    NOT_TAKEN_UP = "W-ING-019" Warning Failed {
        title: "Interrupted work could not be taken up"
            | "Unterbrochene Arbeit ließ sich nicht aufnehmen",
        message: "The unfinished work of the journal {path} could not be taken up: {reason}."
            | "Die unfertige Arbeit des Journals {path} ließ sich nicht aufnehmen: {reason}.",
        hint: "Other packages are not affected. Run archive doctor --reconcile."
            | "Andere Pakete sind nicht betroffen. archive doctor --reconcile ausführen.",
        cause: "The journal is damaged, or a copy that it needs does not answer."
            | "Das Journal ist beschädigt, oder eine benötigte Kopie antwortet nicht.",
        example: "A journal whose first line a bad disk has changed",
    }
    OWN_PLACE = "E-ING-017" Error Invalid {
        title: "The archive is no package" | "Das Archiv ist kein Paket",
        message: "{path} belongs to the archive itself, or holds a part of it."
            | "{path} gehört zum Archiv selbst oder enthält einen Teil davon.",
        hint: "Name the folder of the package; a copy is handed on by copying it."
            | "Den Ordner des Pakets angeben; eine Kopie wird durch Kopieren weitergegeben.",
        cause: "A copy taken into itself would grow with every run."
            | "Eine Kopie, die in sich selbst aufgenommen wird, wüchse mit jedem Lauf.",
        example: "archive ingest copies/main",
    }
    BROKEN_RECEIPT = "E-ING-016" Error Integrity {
        title: "A receipt cannot be read" | "Eine Quittung ist nicht lesbar",
        message: "The receipts in {path} cannot be read: {reason}."
            | "Die Quittungen in {path} sind nicht lesbar: {reason}.",
        hint: "Restore them: archive doctor --reconcile; then move the file away."
            | "Wiederherstellen: archive doctor --reconcile; danach die Datei entfernen.",
        cause: "The file was changed, or the medium it lies on is damaged."
            | "Die Datei wurde verändert, oder ihr Datenträger ist beschädigt.",
        example: "A segment below reports/ingest/ cut short",
    }
}
