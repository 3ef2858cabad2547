//! Copies: several places that hold the same.

use crate::finding::code::codes;

codes! {
    LEFT_OUT = "W-CPY-001" Warning Temporary {
        title: "A copy was left out" | "Eine Kopie wurde ausgelassen",
        message: "The copy {copy} does not have {aip}, version {version}: {reason}"
            | "Die Kopie {copy} hat {aip}, Version {version}, nicht: {reason}",
        hint: "The package is stored on every required copy. Bring the other one up to date when \
               it is there again: archive copies sync {copy}."
            | "Das Paket liegt auf jeder vorgeschriebenen Kopie. Die andere nachholen, wenn sie \
               wieder da ist: archive copies sync {copy}.",
        cause: "The copy is not required, and it could not be reached or written."
            | "Die Kopie ist nicht vorgeschrieben und war nicht erreichbar oder nicht schreibbar.",
        example: "The service that holds the copy was restarted during the ingest.",
    }
    AWAY = "W-CPY-002" Warning Temporary {
        title: "A copy is not there" | "Eine Kopie ist nicht da",
        message: "The copy {copy} cannot be used now: {reason}"
            | "Die Kopie {copy} ist jetzt nicht benutzbar: {reason}",
        hint: "Bring it back, then archive copies sync {copy}."
            | "Die Kopie wieder bereitstellen, dann archive copies sync {copy}.",
        cause: "A medium is not mounted, a service does not answer, or its credentials are missing."
            | "Ein Datenträger ist nicht eingebunden, ein Dienst antwortet nicht, oder seine \
               Zugangsdaten fehlen.",
        example: "The backup disk is not mounted at /mnt/zweite.",
    }
    NO_REQUIRED = "E-CPY-003" Error Failed {
        title: "A tenant without a required copy" | "Ein Mandant ohne vorgeschriebene Kopie",
        message: "No copy is required for the tenant {tenant}."
            | "Für den Mandanten {tenant} ist keine Kopie vorgeschrieben.",
        hint: "Give one [[copies]] section of archive.toml required = true for this tenant."
            | "In archive.toml einem Abschnitt [[copies]] für diesen Mandanten required = true \
               geben.",
        cause: "Every copy that holds packages of this tenant is optional or offline, so nothing \
                could be called stored."
            | "Jede Kopie mit Paketen dieses Mandanten ist freigestellt oder offline; nichts \
               könnte gespeichert heißen.",
        example: "tenants = [\"floeha\"] stands at the only required copy.",
    }
    ONLY_COPY = "E-CPY-004" Error Failed {
        title: "Something lies nowhere else" | "Etwas liegt nirgends sonst",
        message: "{count} versions of the tenant {tenant} lie on the copy {copy} and on no other \
                  copy for certain."
            | "{count} Versionen des Mandanten {tenant} liegen auf der Kopie {copy} und auf \
               keiner anderen sicher.",
        hint: "Fill another copy first: archive copies sync NAME. Then retire this one."
            | "Zuerst eine andere Kopie füllen: archive copies sync NAME. Danach diese aufgeben.",
        cause: "A copy must not be given up while it is the only one that was confirmed."
            | "Eine Kopie darf nicht aufgegeben werden, solange nur sie bestätigt ist.",
        example: "archive copies retire main, before the new copy was filled",
    }
    LAST_REQUIRED = "E-CPY-005" Error Failed {
        title: "The last required copy" | "Die letzte vorgeschriebene Kopie",
        message: "Without the copy {copy} no required copy would be left for the tenant {tenant}."
            | "Ohne die Kopie {copy} bliebe dem Mandanten {tenant} keine vorgeschriebene Kopie.",
        hint: "Make another copy required first: required = true in its section of archive.toml."
            | "Zuerst eine andere Kopie vorschreiben: required = true in ihrem Abschnitt von \
               archive.toml.",
        cause: "An archive in which no copy is required could call nothing stored."
            | "Ein Archiv ohne vorgeschriebene Kopie könnte nichts gespeichert nennen.",
        example: "archive copies retire main, where the other copy is optional",
    }
    NO_SOURCE = "E-CPY-006" Error Integrity {
        title: "No good copy to take from" | "Keine gute Kopie zum Übernehmen",
        message: "{aip}, version {version}, could not be brought to the copy {copy}: no copy gives \
                  all of it unchanged ({reason})."
            | "{aip}, Version {version}, ließ sich nicht auf die Kopie {copy} bringen: keine Kopie \
               gibt alles davon unverändert ({reason}).",
        hint: "Check the other copies: archive fixity run --id {aip}. Repair what can be repaired, \
               then sync again."
            | "Die anderen Kopien prüfen: archive fixity run --id {aip}. Reparieren, was sich \
               reparieren lässt, dann erneut angleichen.",
        cause: "Every copy that should hold the version is damaged or does not answer. Nothing \
                damaged is ever copied."
            | "Jede Kopie, die die Version haben sollte, ist beschädigt oder antwortet nicht. \
               Beschädigtes wird nie kopiert.",
        example: "The only other copy has a bad block in v1/content/0000/0003.",
    }
    DIFFERS = "E-CPY-007" Error Integrity {
        title: "Two copies have other records under one name"
            | "Zwei Kopien haben unter einem Namen verschiedene Aufzeichnungen",
        message: "{path} on the copy {copy} is not what the copy {other} has there."
            | "{path} auf der Kopie {copy} ist nicht, was die Kopie {other} dort hat.",
        hint: "Nothing was overwritten. Find out which one was changed: archive ledger verify."
            | "Es wurde nichts überschrieben. Klären, welche geändert wurde: archive ledger \
               verify.",
        cause: "Records are written once and never changed: one of the two was changed afterwards \
                or is damaged."
            | "Aufzeichnungen werden einmal geschrieben und nie geändert: eine von beiden wurde \
               nachträglich geändert oder ist beschädigt.",
        example: "Somebody edited reports/ingest/2026/….jsonl on one disk.",
    }
    NAME_TAKEN = "E-CPY-008" Error Usage {
        title: "There is a copy of this name" | "Eine Kopie dieses Namens gibt es schon",
        message: "The archive has a copy {copy} already."
            | "Das Archiv hat schon eine Kopie {copy}.",
        hint: "Choose another name. Copies keep their name for ever."
            | "Einen anderen Namen wählen. Kopien behalten ihren Namen für immer.",
        cause: "Receipts and results of checks speak of copies by name."
            | "Belege und Prüfergebnisse sprechen von Kopien mit ihrem Namen.",
        example: "archive copies add main=/mnt/zweite",
    }
    BEHIND = "W-CPY-009" Warning Failed {
        title: "A copy is behind" | "Eine Kopie ist im Rückstand",
        message: "The copy {copy} lacks {count} versions of the tenant {tenant}."
            | "Der Kopie {copy} fehlen {count} Versionen des Mandanten {tenant}.",
        hint: "archive copies sync {copy}" | "archive copies sync {copy}",
        cause: "It was added or was away while packages were taken in, and was not synced since."
            | "Sie kam hinzu oder war weg, während Pakete aufgenommen wurden, und wurde seither \
               nicht angeglichen.",
        example: "The second copy was added yesterday and is still being filled.",
    }
    RETIRED = "E-CPY-010" Error Failed {
        title: "The copy was retired" | "Die Kopie wurde aufgegeben",
        message: "{path} says that this copy was retired on {time} ({reason})."
            | "Laut {path} wurde diese Kopie am {time} aufgegeben ({reason}).",
        hint: "Take its section out of archive.toml. To use the place again, empty it and add it \
               as a new copy: archive copies add."
            | "Ihren Abschnitt aus archive.toml nehmen. Um den Ort wieder zu nutzen, ihn leeren \
               und als neue Kopie hinzufügen: archive copies add.",
        cause: "What was stored since then is not there; taking it for a living copy would mislead."
            | "Was seitdem gespeichert wurde, fehlt dort; sie für eine lebende Kopie zu halten, \
               führte in die Irre.",
        example: "An old archive.toml was put back after a copy had been retired.",
    }
    BAD_CONFIG = "E-CPY-011" Error Failed {
        title: "The configuration could not be changed"
            | "Die Konfiguration ließ sich nicht ändern",
        message: "archive.toml could not be changed for the copy {copy}: {reason}"
            | "archive.toml ließ sich für die Kopie {copy} nicht ändern: {reason}",
        hint: "Change the [[copies]] section by hand; nothing else was done."
            | "Den Abschnitt [[copies]] von Hand ändern; sonst wurde nichts getan.",
        cause: "The program changes only sections that it recognises."
            | "Das Programm ändert nur Abschnitte, die es erkennt.",
        example: "copies = [{ name = \"main\" … }] on one line",
    }
    EARLIER_MISSING = "E-CPY-012" Error Failed {
        title: "Earlier versions are missing on a copy"
            | "Auf einer Kopie fehlen frühere Versionen",
        message: "The copy {copy} lacks earlier versions of {aip}."
            | "Der Kopie {copy} fehlen frühere Versionen von {aip}.",
        hint: "archive copies sync {copy}" | "archive copies sync {copy}",
        cause: "It was away when they were stored; a version never comes without those before it."
            | "Sie war weg, als sie gespeichert wurden; eine Version kommt nie ohne die früheren.",
        example: "A description changed while the second copy was being filled.",
    }
    DAMAGED_THERE = "E-CPY-013" Error Integrity {
        title: "What lies on the copy already is damaged"
            | "Was schon auf der Kopie liegt, ist beschädigt",
        message: "On the copy {copy}, {path} does not read back ({state}); the version was not \
                  confirmed there."
            | "Auf der Kopie {copy} liest sich {path} nicht zurück ({state}); die Version wurde \
               dort nicht bestätigt.",
        hint: "Repair it from another copy: archive repair {aip}. Then sync again."
            | "Aus einer anderen Kopie wiederherstellen: archive repair {aip}. Danach erneut \
               angleichen.",
        cause: "The version was written there before and has changed since."
            | "Die Version wurde dort früher geschrieben und hat sich seither verändert.",
        example: "A medium that comes back with a bad block",
    }
    SOURCE_AWAY = "E-CPY-014" Error Temporary {
        title: "The other copies do not answer" | "Die anderen Kopien antworten nicht",
        message: "{aip}, version {version}, could not be brought to the copy {copy}: {reason}"
            | "{aip}, Version {version}, ließ sich nicht auf die Kopie {copy} bringen: {reason}",
        hint: "Nothing is damaged. Repeat when the other copies answer again."
            | "Nichts ist beschädigt. Wiederholen, wenn die anderen Kopien wieder antworten.",
        cause: "The copies that have the version could not be reached."
            | "Die Kopien, die die Version haben, waren nicht erreichbar.",
        example: "The disk of the first copy was unmounted during the sync.",
    }
    STOPPED = "I-CPY-015" Info Interrupted {
        title: "Stopped" | "Angehalten",
        message: "The work on copies was stopped." | "Die Arbeit an den Kopien wurde angehalten.",
        hint: "Run the command again: it goes on where it was stopped."
            | "Den Befehl wiederholen: er setzt fort, wo er angehalten wurde.",
        cause: "The user stopped it." | "Es wurde vom Benutzer angehalten.",
        example: "Ctrl-C during archive copies sync",
    }
    NOT_NAMED = "E-CPY-016" Error Usage {
        title: "The name was not typed" | "Der Name wurde nicht eingegeben",
        message: "The copy {copy} is given up only once its name was typed."
            | "Die Kopie {copy} wird erst aufgegeben, wenn ihr Name eingegeben wurde.",
        hint: "Repeat and type the name, or say --yes --reason TEXT."
            | "Wiederholen und den Namen eingeben, oder --yes --reason TEXT angeben.",
        cause: "Giving a copy up cannot be taken back; it is asked for twice."
            | "Eine Kopie aufzugeben lässt sich nicht zurücknehmen; es wird zweimal gefragt.",
        example: "archive copies retire main, in a script without --yes",
    }
    LACKS = "E-CPY-017" Error Failed {
        title: "A copy does not hold everything" | "Eine Kopie enthält nicht alles",
        message: "The copy {copy} lacks {count} versions that its receipts name on other copies."
            | "Der Kopie {copy} fehlen {count} Versionen, die ihre Quittungen auf anderen Kopien \
               nennen.",
        hint: "Rebuild from another copy: archive rebuild --from-copy NAME. To bring this one \
               up to date: archive copies sync {copy}."
            | "Aus einer anderen Kopie neu aufbauen: archive rebuild --from-copy NAME. Um diese \
               auf den Stand zu bringen: archive copies sync {copy}.",
        cause: "The copy was added later or was away, and was not synced since."
            | "Die Kopie kam später hinzu oder war weg und wurde seither nicht angeglichen.",
        example: "archive rebuild --from-copy band, of a medium that comes back from the safe",
    }
    NO_LOCK_THERE = "E-CPY-018" Error Failed {
        title: "The bucket cannot lock" | "Der Bucket kann nicht sperren",
        message: "The copy {copy} is to lock what is stored, but its bucket has no versioning with \
                  object lock."
            | "Die Kopie {copy} soll Gespeichertes sperren, aber ihr Bucket hat keine \
               Versionierung mit Objektsperre.",
        hint: "Make a bucket with object lock and add it as a new copy, or take lock out of the \
               section of this copy in archive.toml. Nothing was written."
            | "Einen Bucket mit Objektsperre anlegen und als neue Kopie hinzufügen, oder lock aus \
               dem Abschnitt dieser Kopie in archive.toml nehmen. Es wurde nichts geschrieben.",
        cause: "Most services switch object lock on only when a bucket is made."
            | "Bei den meisten Diensten lässt sich die Objektsperre nur beim Anlegen eines Buckets \
               einschalten.",
        example: "lock = \"governance 30d\" at a copy in a bucket made without object lock",
    }
    NOT_A_BUCKET = "E-CPY-019" Error Failed {
        title: "Only S3 can lock" | "Nur S3 kann sperren",
        message: "The copy {copy} at {url} cannot lock what is stored: only a bucket in S3 can."
            | "Die Kopie {copy} unter {url} kann Gespeichertes nicht sperren: das kann nur ein \
               Bucket in S3.",
        hint: "Take lock out of the section of this copy in archive.toml."
            | "lock aus dem Abschnitt dieser Kopie in archive.toml nehmen.",
        cause: "Folders, Azure and Google Cloud Storage have no lock that this program can set."
            | "Ordner, Azure und Google Cloud Storage haben keine Sperre, die dieses Programm \
               setzen kann.",
        example: "lock = \"governance 30d\" at url = \"/mnt/zweite\"",
    }
    NOT_LOCKED = "E-CPY-020" Error Failed {
        title: "Something could not be locked" | "Etwas ließ sich nicht sperren",
        message: "On the copy {copy}, {path} could not be locked: {reason}"
            | "Auf der Kopie {copy} ließ sich {path} nicht sperren: {reason}",
        hint: "Give the account the permissions s3:PutObjectRetention and s3:GetObjectRetention, \
               then repeat the command: what lies there already is only locked."
            | "Dem Konto die Rechte s3:PutObjectRetention und s3:GetObjectRetention geben, dann \
               den Befehl wiederholen: was dort schon liegt, wird nur noch gesperrt.",
        cause: "The account may write but not lock, or the service refuses this lock."
            | "Das Konto darf schreiben, aber nicht sperren, oder der Dienst lehnt sie ab.",
        example: "The policy of the account allows s3:PutObject only.",
    }
    LOCKS_DUE = "W-CPY-021" Warning Failed {
        title: "Locks must be renewed" | "Sperren müssen erneuert werden",
        message: "On the copy {copy}, the locks of the tenant {tenant} are to be renewed \
                  (they end: {until})."
            | "Auf der Kopie {copy} sind die Sperren des Mandanten {tenant} zu erneuern \
               (sie enden: {until}).",
        hint: "archive copies sync {copy}" | "archive copies sync {copy}",
        cause: "Locks are renewed by archive copies sync in the second half of their time; it has \
                not run since, or the rule in archive.toml is new."
            | "archive copies sync erneuert Sperren in der zweiten Hälfte ihrer Zeit; es lief \
               seither nicht, oder die Regel in archive.toml ist neu.",
        example: "The timer that runs archive copies sync is switched off.",
    }
}
