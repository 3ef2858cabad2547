//! The installation: configuration, tenants, locks, doctor.

use crate::finding::code::codes;

codes! {
    NO_ARCHIVE = "E-ARC-001" Error NoArchive {
        title: "There is no archive here" | "Hier ist kein Archiv",
        message: "There is no archive in {path}." | "In {path} ist kein Archiv.",
        hint: "Name the installation with --archive or ARCHIVE_DIR, or make one: archive init."
            | "Installation mit --archive oder ARCHIVE_DIR angeben oder anlegen: archive init.",
        cause: "The folder and those above it hold no archive.toml."
            | "Der Ordner und die darüberliegenden enthalten keine archive.toml.",
        example: "archive list, in a folder that has nothing to do with an archive",
    }
    EXISTS = "E-ARC-002" Error Usage {
        title: "There is an archive already" | "Es gibt schon ein Archiv",
        message: "{path} already holds an archive." | "{path} enthält bereits ein Archiv.",
        hint: "Choose another folder; nothing was changed."
            | "Einen anderen Ordner wählen; es wurde nichts verändert.",
        cause: "archive init was called for a folder that holds an archive.toml."
            | "archive init wurde für einen Ordner mit archive.toml aufgerufen.",
        example: "archive init /srv/archive, twice",
    }
    UNKNOWN_TENANT = "E-ARC-003" Error Failed {
        title: "No such tenant" | "Kein solcher Mandant",
        message: "There is no tenant {tenant} in this archive."
            | "In diesem Archiv gibt es keinen Mandanten {tenant}.",
        hint: "List the tenants: archive tenant list. Add one: archive tenant add."
            | "Mandanten auflisten: archive tenant list. Anlegen: archive tenant add.",
        cause: "The name is mistyped, or the tenant was never added."
            | "Der Name ist falsch geschrieben, oder der Mandant wurde nie angelegt.",
        example: "archive list --tenant chemniz",
    }
    WHICH_TENANT = "E-ARC-004" Error Usage {
        title: "Which tenant is meant?" | "Welcher Mandant ist gemeint?",
        message: "It is not clear which tenant is meant: there are {count}."
            | "Es ist nicht klar, welcher Mandant gemeint ist: es gibt {count}.",
        hint: "Name it with --tenant or ARCHIVE_TENANT; add one with archive tenant add."
            | "Mit --tenant oder ARCHIVE_TENANT angeben; anlegen mit archive tenant add.",
        cause: "Without a name the only tenant is taken; here there are several, or none."
            | "Ohne Angabe gilt der einzige Mandant; hier gibt es mehrere oder keinen.",
        example: "archive list, in an archive with two tenants",
    }
    BAD_TENANT_ID = "E-ARC-005" Error Usage {
        title: "Not a tenant id" | "Keine Mandantenkennung",
        message: "{tenant} cannot be the id of a tenant."
            | "{tenant} kann keine Mandantenkennung sein.",
        hint: "Use lower-case letters, digits and hyphens, beginning with a letter, at most 63."
            | "Kleinbuchstaben, Ziffern und Bindestriche verwenden, mit einem Buchstaben beginnen, \
               höchstens 63 Zeichen.",
        cause: "The id becomes a folder, a key prefix and a part of addresses."
            | "Die Kennung wird zu Ordnername, Schlüsselpräfix und Teil von Adressen.",
        example: "archive tenant add Chemnitz",
    }
    TENANT_EXISTS = "E-ARC-006" Error Usage {
        title: "The tenant exists already" | "Den Mandanten gibt es schon",
        message: "There is a tenant {tenant} already." | "Den Mandanten {tenant} gibt es schon.",
        hint: "Nothing was changed. Show it: archive tenant show {tenant}."
            | "Es wurde nichts verändert. Anzeigen: archive tenant show {tenant}.",
        cause: "archive tenant add was called twice with the same id."
            | "archive tenant add wurde zweimal mit derselben Kennung aufgerufen.",
        example: "archive tenant add chemnitz --name Chemnitz, twice",
    }
    LOCKED = "E-ARC-007" Error Locked {
        title: "Another process is at work" | "Ein anderer Prozess arbeitet daran",
        message: "Another process holds the lock {path}."
            | "Ein anderer Prozess hält die Sperre {path}.",
        hint: "Wait until it has finished, or allow more time with --wait."
            | "Warten, bis er fertig ist, oder mit --wait mehr Zeit geben.",
        cause: "Two commands want to change the same thing; one at a time may."
            | "Zwei Befehle wollen dasselbe ändern; nur einer darf es zur selben Zeit.",
        example: "archive fixity run, while a timer has started the same run",
    }
    NETWORK_STATE = "E-ARC-008" Error Failed {
        title: "state/ is on a network file system" | "state/ liegt auf einem Netzlaufwerk",
        message: "{path} lies on a network file system; its locks cannot be trusted."
            | "{path} liegt auf einem Netzdateisystem; dessen Sperren sind nicht verlässlich.",
        hint: "Move the installation to a local disk; copies may lie on the network."
            | "Installation auf einen lokalen Datenträger legen; Kopien dürfen im Netz liegen.",
        cause: "Locks and syncs of network file systems may be lost without notice."
            | "Sperren und Schreibbestätigungen von Netzdateisystemen können unbemerkt verloren \
               gehen.",
        example: "An installation on an NFS share",
    }
    UNKNOWN_COPY = "E-ARC-009" Error Usage {
        title: "No such copy" | "Keine solche Kopie",
        message: "There is no copy {copy} in this archive."
            | "In diesem Archiv gibt es keine Kopie {copy}.",
        hint: "List the copies: archive copies list." | "Kopien auflisten: archive copies list.",
        cause: "The name is mistyped, or the copy is not in archive.toml."
            | "Der Name ist falsch geschrieben, oder die Kopie steht nicht in archive.toml.",
        example: "archive rebuild --from-copy mian",
    }
    TENANTS_DIFFER = "W-ARC-010" Warning Failed {
        title: "A tenant is missing on a copy" | "Ein Mandant fehlt auf einer Kopie",
        message: "The copy {copy} does not know the tenant {tenant}."
            | "Die Kopie {copy} kennt den Mandanten {tenant} nicht.",
        hint: "Run archive doctor; if the copy was replaced, fill it from another one."
            | "archive doctor ausführen; wurde die Kopie ersetzt, aus einer anderen füllen.",
        cause: "A copy was added or restored from a time before the tenant."
            | "Eine Kopie wurde hinzugefügt oder stammt aus der Zeit vor dem Mandanten.",
        example: "A copy restored from an old backup",
    }
    LITTLE_SPACE = "W-ARC-011" Warning Space {
        title: "Little space is left on a copy" | "Auf einer Kopie ist wenig Platz frei",
        message: "The copy {copy} has only {free} bytes free."
            | "Auf der Kopie {copy} sind nur noch {free} Bytes frei.",
        hint: "Enlarge the volume before the next large package comes."
            | "Den Datenträger vergrößern, bevor das nächste große Paket kommt.",
        cause: "The volume of the copy is nearly full."
            | "Der Datenträger der Kopie ist fast voll.",
        example: "500 MB free on the volume of copies/main",
    }
    UNFINISHED = "W-ARC-012" Warning Failed {
        title: "Unfinished work" | "Unfertige Arbeit",
        message: "The journal {path} of tenant {tenant} speaks of work that was interrupted."
            | "Das Journal {path} des Mandanten {tenant} berichtet von unterbrochener Arbeit.",
        hint: "Repeat it: ingest the same package again, which continues it, or describe again. \
               Or run archive doctor --reconcile."
            | "Wiederholen: dasselbe Paket erneut übernehmen, das setzt die Arbeit fort, oder \
               erneut beschreiben. Oder archive doctor --reconcile ausführen.",
        cause: "An ingest was stopped, or the machine lost power. archive doctor --reconcile \
                finishes what was about to become visible, and gives up what has lost its source."
            | "Eine Übernahme wurde angehalten, oder der Strom fiel aus. archive doctor \
               --reconcile beendet, was gerade sichtbar werden sollte, und gibt auf, dessen Quelle \
               es nicht mehr gibt.",
        example: "Ctrl-C during archive ingest",
    }
    LEFTOVER = "E-ARC-013" Error Failed {
        title: "A leftover on a copy" | "Ein Überbleibsel auf einer Kopie",
        message: "{path} on the copy {copy} belongs to no work that is known."
            | "{path} auf der Kopie {copy} gehört zu keiner bekannten Arbeit.",
        hint: "Clear it away: archive doctor --reconcile."
            | "Aufräumen: archive doctor --reconcile.",
        cause: "The journal of an interrupted ingest was lost, for example with the disk of state/."
            | "Das Journal einer unterbrochenen Übernahme ging verloren, etwa mit dem Datenträger \
               von state/.",
        example: "staging/0193f0a0-….v1 without a journal",
    }
    STRAY = "E-ARC-014" Error Failed {
        title: "A stray on a copy" | "Etwas Fremdes auf einer Kopie",
        message: "{path} on the copy {copy} was not put there by the archive."
            | "{path} auf der Kopie {copy} stammt nicht vom Archiv.",
        hint: "Find out whose it is, and move it away." | "Herkunft klären und entfernen.",
        cause: "Somebody or some program wrote into the storage of the archive."
            | "Jemand oder ein Programm hat in den Speicher des Archivs geschrieben.",
        example: "Thumbs.db in a tenant's folder",
    }
    NOT_IN_CATALOG = "E-ARC-015" Error Failed {
        title: "A package that the catalog does not know" | "Ein dem Katalog unbekanntes Paket",
        message: "The copy {copy} holds the package {aip}, which the catalog does not know."
            | "Die Kopie {copy} enthält das Paket {aip}, das der Katalog nicht kennt.",
        hint: "Enter it: archive doctor --reconcile."
            | "Eintragen lassen: archive doctor --reconcile.",
        cause: "The catalog is older than the copy, for example restored from a backup."
            | "Der Katalog ist älter als die Kopie, etwa aus einer Sicherung.",
        example: "A catalog of last week beside the copies of today",
    }
    CATALOG_DIFFERS = "E-ARC-016" Error Failed {
        title: "The catalog differs from the copy" | "Der Katalog weicht von der Kopie ab",
        message: "The catalog of {tenant} differs from one rebuilt from the copy {copy}: {where}."
            | "Der Katalog von {tenant} weicht von einem aus der Kopie {copy} neu gebauten ab: \
               {where}.",
        hint: "Rebuild the catalog: archive rebuild." | "Katalog neu aufbauen: archive rebuild.",
        cause: "The catalog was changed or damaged, or it is older than the copy."
            | "Der Katalog wurde verändert oder beschädigt, oder er ist älter als die Kopie.",
        example: "A row of the catalog changed by hand",
    }
    COPY_MISSING = "W-ARC-023" Warning Failed {
        title: "A copy of the lost archive is missing" | "Eine Kopie des Archivs fehlt",
        message: "The archive had a copy {copy} ({url}), which was not named."
            | "Das Archiv hatte eine Kopie {copy} ({url}), die nicht angegeben wurde.",
        hint: "If it can be reached, remove the # before its lines in archive.toml. Otherwise \
               everything lies on one copy fewer now: add another one soon."
            | "Ist sie erreichbar, in archive.toml das # vor ihren Zeilen entfernen. Sonst liegt \
               alles auf einer Kopie weniger: bald eine neue anlegen.",
        cause: "The archive was brought back from one copy; receipts, checks or the configuration \
                kept there speak of others."
            | "Das Archiv wurde aus einer Kopie zurückgeholt; Quittungen, Prüfungen oder die dort \
               aufbewahrte Konfiguration nennen weitere.",
        example: "archive init /srv/archive --from-copy second=file:///mnt/second, after the fire \
                  that took the first copy",
    }
    NO_CONFIG_KEPT = "W-ARC-024" Warning Failed {
        title: "No configuration on the copy" | "Keine Konfiguration auf der Kopie",
        message: "The configuration kept on the copy {copy} could not be used: {reason}."
            | "Die auf der Kopie {copy} aufbewahrte Konfiguration ist nicht nutzbar: {reason}.",
        hint: "The archive has the default settings now; look through archive.toml."
            | "Das Archiv hat nun die Vorgaben; archive.toml durchsehen.",
        cause: "archive.toml is missing on the copy, is damaged, or was written by newer software."
            | "Auf der Kopie fehlt die archive.toml, sie ist beschädigt oder stammt von neuerer \
               Software.",
        example: "A copy whose archive.toml was removed by hand",
    }
    NOT_ON_COPY = "E-ARC-017" Error Integrity {
        title: "A package is not on a copy" | "Ein Paket fehlt auf einer Kopie",
        message: "The catalog knows version {version} of {aip}; the copy {copy} does not hold it."
            | "Der Katalog kennt Version {version} von {aip}; die Kopie {copy} enthält sie nicht.",
        hint: "Check the copy: archive fixity run --id {aip}."
            | "Kopie prüfen: archive fixity run --id {aip}.",
        cause: "The object was removed from the copy, or its inventory cannot be read any more."
            | "Das Objekt wurde aus der Kopie entfernt, oder sein Inventar ist nicht mehr lesbar.",
        example: "A folder below holdings/ deleted by hand",
    }
    NO_RECEIPT = "E-ARC-018" Error Failed {
        title: "A receipt is missing on a copy" | "Eine Quittung fehlt auf einer Kopie",
        message: "The copy {copy} holds version {version} of {aip} without a receipt for it."
            | "Die Kopie {copy} enthält Version {version} von {aip} ohne Quittung dafür.",
        hint: "Have it read back and receipted: archive doctor --reconcile."
            | "Zurücklesen und quittieren lassen: archive doctor --reconcile.",
        cause: "Files below reports/ingest/ were lost, or state/ was, in the moment of recording."
            | "Dateien unter reports/ingest/ gingen verloren, oder state/ im Augenblick des \
               Verzeichnens.",
        example: "A folder below reports/ingest/ deleted by hand",
    }
    TEMPORARY = "E-ARC-019" Error Failed {
        title: "A temporary file was left on a copy" | "Eine temporäre Datei blieb auf einer Kopie",
        message: "The temporary file {path} was left on the copy {copy}."
            | "Auf der Kopie {copy} blieb die temporäre Datei {path} zurück.",
        hint: "Clear it away: archive doctor --reconcile; files of the last hour stay."
            | "Aufräumen: archive doctor --reconcile; Dateien der letzten Stunde bleiben.",
        cause: "The program or the machine stopped while a small file was written."
            | "Programm oder Maschine hielten an, während eine kleine Datei geschrieben wurde.",
        example: "claims/.0f3a….tmp after a loss of power",
    }
    BROKEN_JOURNAL = "E-ARC-020" Error Failed {
        title: "A journal speaks of nothing" | "Ein Journal berichtet von nichts",
        message: "The journal {path} of tenant {tenant} is empty or cannot be read."
            | "Das Journal {path} des Mandanten {tenant} ist leer oder nicht lesbar.",
        hint: "Clear it away: archive doctor --reconcile."
            | "Aufräumen: archive doctor --reconcile.",
        cause: "A loss of power tore it, or somebody changed it."
            | "Ein Stromausfall hat es zerrissen, oder jemand hat es verändert.",
        example: "A journal of zero bytes",
    }
    UNLISTED_TENANT = "E-ARC-021" Error Failed {
        title: "A tenant that the installation does not know"
            | "Ein der Installation unbekannter Mandant",
        message: "The copy {copy} holds a tenant {tenant} that this installation does not know."
            | "Die Kopie {copy} enthält einen Mandanten {tenant}, den diese Installation nicht \
               kennt.",
        hint: "Bring it back: archive rebuild." | "Zurückholen: archive rebuild.",
        cause: "state/ was lost, or is older than the copy."
            | "state/ ging verloren oder ist älter als die Kopie.",
        example: "state/ restored from a backup made before the tenant was added",
    }
    TENANT_GONE = "E-ARC-047" Error Integrity {
        title: "A tenant is not on the copy" | "Ein Mandant fehlt auf der Kopie",
        message: "The copy {copy} holds nothing of tenant {tenant}, whom this installation knows."
            | "Die Kopie {copy} enthält nichts vom Mandanten {tenant}, den diese Installation \
               kennt.",
        hint: "Find out who removed the folder, and bring it back from another copy or a backup. \
               The catalog was left as it is."
            | "Klären, wer den Ordner entfernt hat, und ihn aus einer anderen Kopie oder einer \
               Sicherung zurückholen. Der Katalog blieb, wie er ist.",
        cause: "Somebody removed the tenant's folder, or the copy is older than the tenant."
            | "Jemand hat den Ordner des Mandanten entfernt, oder die Kopie ist älter als der \
               Mandant.",
        example: "copies/main/chemnitz was deleted",
    }
    STATE_STRAY = "W-ARC-022" Warning Failed {
        title: "Something foreign in the state folder" | "Etwas Fremdes im Ordner state",
        message: "{path} in the state folder of tenant {tenant} was not put there by the archive."
            | "{path} im Ordner state des Mandanten {tenant} stammt nicht vom Archiv.",
        hint: "Find out whose it is, and move it away." | "Herkunft klären und entfernen.",
        cause: "Somebody or some program wrote into the state folder."
            | "Jemand oder ein Programm hat in den Ordner state geschrieben.",
        example: "catalog.sqlite.bak beside the catalog",
    }
    CLEARED = "I-ARC-030" Info Failed {
        title: "A leftover was cleared away" | "Ein Überbleibsel wurde entfernt",
        message: "{path} was cleared away; nobody was at work on it."
            | "{path} wurde entfernt; niemand arbeitete daran.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "archive doctor --reconcile was called."
            | "archive doctor --reconcile wurde aufgerufen.",
        example: "archive doctor --reconcile after the loss of state/",
    }
    FINISHED = "I-ARC-031" Info Failed {
        title: "Interrupted work was finished" | "Unterbrochene Arbeit wurde beendet",
        message: "The version that the journal {path} of tenant {tenant} speaks of was recorded."
            | "Die Version, von der das Journal {path} des Mandanten {tenant} berichtet, ist nun \
               verzeichnet.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "It had been confirmed on every copy before the interruption."
            | "Sie war vor der Unterbrechung auf jeder Kopie bestätigt worden.",
        example: "archive doctor --reconcile after a loss of power",
    }
    GIVEN_UP = "I-ARC-032" Info Failed {
        title: "Interrupted work was given up" | "Unterbrochene Arbeit wurde aufgegeben",
        message: "The work of the journal {path} of tenant {tenant} was given up; its source is \
                  gone."
            | "Die Arbeit des Journals {path} des Mandanten {tenant} wurde aufgegeben: Die Quelle \
               gibt es nicht mehr.",
        hint: "Nothing of it was stored. Ingest the package from where it is now."
            | "Davon war nichts gespeichert. Das Paket von seinem jetzigen Ort übernehmen.",
        cause: "The package was moved or removed after the ingest was interrupted."
            | "Das Paket wurde nach der Unterbrechung verschoben oder entfernt.",
        example: "archive doctor --reconcile after the source was removed",
    }
    ENTERED = "I-ARC-033" Info Failed {
        title: "A package was entered into the catalog"
            | "Ein Paket wurde in den Katalog eingetragen",
        message: "Version {version} of {aip} was entered into the catalog from the copy {copy}."
            | "Version {version} von {aip} wurde aus der Kopie {copy} in den Katalog eingetragen.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "archive doctor --reconcile was called."
            | "archive doctor --reconcile wurde aufgerufen.",
        example: "archive doctor --reconcile after an old catalog was restored",
    }
    RECEIPTED = "I-ARC-034" Info Failed {
        title: "A receipt was restored" | "Eine Quittung wurde wiederhergestellt",
        message: "The receipt for version {version} of {aip} was restored on the copy {copy}."
            | "Die Quittung für Version {version} von {aip} wurde auf der Kopie {copy} \
               wiederhergestellt.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "Another copy has it, or the package was read back from every copy just now."
            | "Eine andere Kopie hat sie, oder das Paket wurde eben von jeder Kopie zurückgelesen.",
        example: "archive doctor --reconcile after reports/ was lost",
    }
    CONTRADICTS_RECEIPT = "E-ARC-040" Error Integrity {
        title: "A package contradicts its receipt" | "Ein Paket widerspricht seiner Quittung",
        message: "Version {version} of {aip} on the copy {copy} contradicts its receipt: {value} \
                  is {found} there, the receipt says {expected}."
            | "Version {version} von {aip} auf der Kopie {copy} widerspricht der Quittung: \
               {value} ist dort {found}, die Quittung sagt {expected}.",
        hint: "Do not trust this package on this copy. Compare it with another copy, and rebuild \
               from that one: archive rebuild --from-copy NAME."
            | "Diesem Paket auf dieser Kopie nicht trauen. Mit einer anderen Kopie vergleichen und \
               aus ihr neu aufbauen: archive rebuild --from-copy NAME.",
        cause: "Somebody changed the package and made its inventory fit, or changed the receipt."
            | "Jemand hat das Paket verändert und sein Inventar angepasst, oder die Quittung \
               wurde verändert.",
        example: "A file name edited in premis.xml, with inventory and sidecar written anew",
    }
    CONTRADICTS_ITSELF = "E-ARC-041" Error Integrity {
        title: "A package contradicts itself" | "Ein Paket widerspricht sich selbst",
        message: "Version {version} of {aip} on the copy {copy} contradicts itself: by its files, \
                  {value} is {found}; its PREMIS says {expected}."
            | "Version {version} von {aip} auf der Kopie {copy} widerspricht sich: Nach den \
               Dateien ist {value} {found}, PREMIS sagt {expected}.",
        hint: "Do not trust this package on this copy. Compare it with another copy, and rebuild \
               from that one: archive rebuild --from-copy NAME."
            | "Diesem Paket auf dieser Kopie nicht trauen. Mit einer anderen Kopie vergleichen und \
               aus ihr neu aufbauen: archive rebuild --from-copy NAME.",
        cause: "Somebody changed names, sizes or digests in PREMIS or in the index of a bundle, \
                and made the inventory fit."
            | "Jemand hat Namen, Größen oder Prüfsummen in PREMIS oder im Index eines Bündels \
               verändert und das Inventar angepasst.",
        example: "A file name edited in the index of a bundle, with all digests written anew",
    }
    RECEIPTS_DIFFER = "E-ARC-042" Error Integrity {
        title: "Two receipts contradict each other" | "Zwei Quittungen widersprechen sich",
        message: "On the copy {copy}, two receipts for version {version} of {aip} contradict each \
                  other: {value} is {expected} in the first, {found} in a later one."
            | "Auf der Kopie {copy} widersprechen sich zwei Quittungen für Version {version} von \
               {aip}: {value} ist {expected} in der ersten, {found} in einer späteren.",
        hint: "Compare with the receipts of another copy, below reports/ingest/, and move the \
               wrong segment away."
            | "Mit den Quittungen einer anderen Kopie unter reports/ingest/ vergleichen und das \
               falsche Segment entfernen.",
        cause: "Receipts of one version are always the same; one of the two was changed or added \
                by hand."
            | "Quittungen einer Version sind immer gleich; eine der beiden wurde von Hand \
               verändert oder hinzugefügt.",
        example: "A copied segment with another fingerprint in it",
    }
    RECEIPTED_IS_GONE = "E-ARC-043" Error Integrity {
        title: "A package known by its receipt is not on the copy"
            | "Ein quittiertes Paket fehlt auf der Kopie",
        message: "A receipt on the copy {copy} proves version {version} of {aip}, {files} files; \
                  the copy does not give it any more."
            | "Eine Quittung auf der Kopie {copy} belegt Version {version} von {aip} mit {files} \
               Dateien; die Kopie gibt sie nicht mehr her.",
        hint: "Rebuild from another copy, if there is one: archive rebuild --from-copy NAME. Do \
               not give the copy away."
            | "Aus einer anderen Kopie neu aufbauen, falls es eine gibt: archive rebuild \
               --from-copy NAME. Die Kopie nicht aus der Hand geben.",
        cause: "The object was removed from the copy, or its inventory or metadata are damaged."
            | "Das Objekt wurde aus der Kopie entfernt, oder Inventar oder Metadaten sind \
               beschädigt.",
        example: "A folder below holdings/ deleted by hand, then archive rebuild",
    }
    WITHOUT_RECEIPT = "W-ARC-044" Warning Failed {
        title: "A package without a receipt" | "Ein Paket ohne Quittung",
        message: "The copy {copy} has no receipt for version {version} of {aip}: nothing but the \
                  package itself says what it was."
            | "Auf der Kopie {copy} gibt es keine Quittung für Version {version} von {aip}: Nur \
               das Paket selbst sagt, was es war.",
        hint: "Have it read back and receipted: archive doctor --reconcile."
            | "Zurücklesen und quittieren lassen: archive doctor --reconcile.",
        cause: "An ingest was interrupted just before the receipt, or files below reports/ingest/ \
                were lost."
            | "Eine Übernahme wurde kurz vor der Quittung unterbrochen, oder Dateien unter \
               reports/ingest/ gingen verloren.",
        example: "A segment below reports/ingest/ deleted by hand",
    }
    CATALOG_KEPT = "E-ARC-045" Error Integrity {
        title: "The catalog was left as it is" | "Der Katalog blieb, wie er ist",
        message: "The catalog of {tenant} was not exchanged, since the copy {copy} is damaged: \
                  {packages} packages could be read."
            | "Der Katalog von {tenant} wurde nicht ersetzt, denn die Kopie {copy} ist \
               beschädigt: {packages} Pakete waren lesbar.",
        hint: "Rebuild from another copy (--from-copy), or exchange the catalog all the same: \
               archive rebuild --despite-damage. What could not be read is not in it then."
            | "Aus einer anderen Kopie aufbauen (--from-copy) oder den Katalog trotzdem ersetzen: \
               archive rebuild --despite-damage. Was nicht lesbar war, fehlt dann darin.",
        cause: "A catalog that knows of lost packages is worth more than one that does not."
            | "Ein Katalog, der verlorene Pakete kennt, ist mehr wert als einer, der sie nicht \
               kennt.",
        example: "archive rebuild, after an inventory on the copy was deleted",
    }
    STORED_NAME = "E-ARC-046" Error Integrity {
        title: "A stored package with a forbidden name"
            | "Ein gespeichertes Paket mit einem verbotenen Namen",
        message: "The stored package {path} names a file {name}, against the rule {rule}."
            | "Das gespeicherte Paket {path} nennt eine Datei {name}, entgegen der Regel {rule}.",
        hint: "Do not trust this package on this copy; nothing of that name was written anywhere. \
               What the rule means: archive explain {rule}."
            | "Diesem Paket auf dieser Kopie nicht trauen; unter dem Namen wurde nichts \
               geschrieben. Was die Regel bedeutet: archive explain {rule}.",
        cause: "No package with such a name is ever taken in: somebody changed the stored one."
            | "Kein Paket mit so einem Namen wird je übernommen: Jemand hat das gespeicherte \
               verändert.",
        example: "../../etc/passwd as the path of a file in the index of a bundle",
    }
}
