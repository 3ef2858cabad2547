//! The ledger: its files, signatures, keys and proofs.

use crate::finding::code::codes;

codes! {
    BROKEN = "E-LED-001" Error Integrity {
        title: "A file of the ledger is damaged" | "Eine Datei des Hauptbuchs ist beschädigt",
        message: "{path} of the ledger cannot be used: {reason}."
            | "{path} des Hauptbuchs ist nicht brauchbar: {reason}.",
        hint: "Another copy may hold it whole: archive ledger verify."
            | "Eine andere Kopie hat sie vielleicht heil: archive ledger verify.",
        cause: "A tile is missing, cut off or changed."
            | "Eine Kachel fehlt, ist abgeschnitten oder verändert.",
        example: "tile/0/000.p/7 with 200 bytes",
    }
    FORK = "E-LED-002" Error Integrity {
        title: "Two ledgers contradict each other" | "Zwei Hauptbücher widersprechen sich",
        message: "The ledger on {copy} with {size} entries is no part of the ledger with \
               {expected}."
            | "Das Hauptbuch auf {copy} mit {size} Einträgen ist kein Teil dessen mit {expected}.",
        hint: "Write nothing more. Compare the copies with checkpoints that others keep."
            | "Nichts mehr schreiben. Kopien mit Prüfpunkten vergleichen, die andere aufbewahren.",
        cause: "Somebody has written another history, or two installations wrote to one copy."
            | "Jemand hat eine andere Geschichte geschrieben, oder zwei Installationen \
               schrieben auf eine Kopie.",
        example: "A copy on which an entry was exchanged and signed anew",
    }
    FOREIGN = "E-LED-003" Error Integrity {
        title: "The ledger of somebody else" | "Ein fremdes Hauptbuch",
        message: "The checkpoint is of the ledger {found}, not of {expected}."
            | "Der Prüfpunkt gehört zum Hauptbuch {found}, nicht zu {expected}.",
        hint: "Find out how it came there; nothing was changed."
            | "Herkunft klären; es wurde nichts verändert.",
        cause: "Folders of tenants or copies were exchanged."
            | "Ordner von Mandanten oder Kopien wurden vertauscht.",
        example: "The ledger of another town in a tenant's folder",
    }
    NOT_SIGNED = "E-LED-004" Error Integrity {
        title: "A checkpoint without the signature of its key"
            | "Ein Prüfpunkt ohne Unterschrift seines Schlüssels",
        message: "The key {key} has not signed the checkpoint."
            | "Der Schlüssel {key} hat den Prüfpunkt nicht unterschrieben.",
        hint: "Give the right key, or restore the key file from its backup."
            | "Den richtigen Schlüssel angeben oder die Schlüsseldatei aus der Sicherung holen.",
        cause: "The key was exchanged, or somebody else wrote the checkpoint."
            | "Der Schlüssel wurde getauscht, oder jemand anderes schrieb den Prüfpunkt.",
        example: "keys/chemnitz.key from another installation",
    }
    BAD_SIGNATURE = "E-LED-005" Error Integrity {
        title: "A signature is wrong" | "Eine Unterschrift ist falsch",
        message: "The signature of {key} does not fit the text."
            | "Die Unterschrift von {key} passt nicht zum Text.",
        hint: "Take what is signed from another copy."
            | "Das Unterschriebene von einer anderen Kopie nehmen.",
        cause: "Text or signature were changed." | "Text oder Unterschrift wurden verändert.",
        example: "A checkpoint in which a digit of the size was changed",
    }
    BAD_NOTE = "E-LED-006" Error Integrity {
        title: "Not a signed checkpoint" | "Kein unterschriebener Prüfpunkt",
        message: "This is no signed checkpoint: {reason}."
            | "Das ist kein unterschriebener Prüfpunkt: {reason}.",
        hint: "Take it from another copy." | "Ihn von einer anderen Kopie nehmen.",
        cause: "The file is damaged or something else."
            | "Die Datei ist beschädigt oder etwas anderes.",
        example: "An empty file checkpoint",
    }
    BAD_PROOF = "E-LED-007" Error Integrity {
        title: "The proof does not hold" | "Der Nachweis trägt nicht",
        message: "The proof does not hold: {reason}." | "Der Nachweis trägt nicht: {reason}.",
        hint: "Have it made again: archive ledger prove."
            | "Neu ausstellen lassen: archive ledger prove.",
        cause: "The proof or what it shall prove was changed."
            | "Der Nachweis oder das Bewiesene wurde verändert.",
        example: "A receipt with another digest",
    }
    BAD_KEY = "E-LED-008" Error Failed {
        title: "Not a key" | "Kein Schlüssel",
        message: "This is no key: {reason}." | "Das ist kein Schlüssel: {reason}.",
        hint: "Restore the key file from its backup, or copy the whole line."
            | "Die Schlüsseldatei aus der Sicherung holen oder die ganze Zeile übernehmen.",
        cause: "A key is one line: name, id and base64, with + between them."
            | "Ein Schlüssel ist eine Zeile: Name, Kennung und Base64, dazwischen +.",
        example: "A line that a mail program has broken",
    }
    BAD_ENTRY = "E-LED-009" Error Integrity {
        title: "An entry of the ledger cannot be read" | "Ein Eintrag des Hauptbuchs ist unlesbar",
        message: "An entry of the ledger is not of the right form: {reason}."
            | "Ein Eintrag des Hauptbuchs hat nicht die richtige Form: {reason}.",
        hint: "Verify the copies: archive ledger verify."
            | "Die Kopien prüfen: archive ledger verify.",
        cause: "Entries are canonical JSON with an event and a time."
            | "Einträge sind kanonisches JSON mit Ereignis und Zeit.",
        example: "An entry with blanks between its members",
    }
    ENTRY_TOO_LONG = "E-LED-010" Error Failed {
        title: "An entry is too long" | "Ein Eintrag ist zu lang",
        message: "The entry has {bytes} bytes; the limit is {limit}."
            | "Der Eintrag hat {bytes} Bytes; die Grenze liegt bei {limit}.",
        hint: "Give a shorter reason." | "Eine kürzere Begründung angeben.",
        cause: "The form of the ledger gives each entry a length of two bytes."
            | "Die Form des Hauptbuchs gibt jedem Eintrag eine Länge von zwei Bytes.",
        example: "A reason of 70,000 letters",
    }
    NO_KEY = "E-LED-011" Error Failed {
        title: "The key of a ledger is missing" | "Der Schlüssel eines Hauptbuchs fehlt",
        message: "There is a ledger of {tenant}, but no key file {path}."
            | "Es gibt ein Hauptbuch von {tenant}, aber keine Schlüsseldatei {path}.",
        hint: "Restore keys/ from its backup; where there is none, archive key lost."
            | "keys/ aus der Sicherung zurückholen; wo es keine gibt, archive key lost.",
        cause: "Key files lie on no copy: who has them could write another history."
            | "Schlüsseldateien liegen auf keiner Kopie: wer sie hat, könnte eine andere \
               Geschichte schreiben.",
        example: "archive ingest after archive init --from-copy, without the old keys/",
    }
    NOT_LOGGED = "E-LED-012" Error Integrity {
        title: "The ledger does not attest a version" | "Das Hauptbuch belegt eine Version nicht",
        message: "Version {version} of {aip} is not in the ledger as the catalog knows it."
            | "Version {version} von {aip} steht nicht so im Hauptbuch, wie der Katalog sie kennt.",
        hint: "Check the package on every copy: archive fixity run --id {aip}."
            | "Paket auf allen Kopien prüfen: archive fixity run --id {aip}.",
        cause: "Inventory or catalog were changed, or an ingest was interrupted."
            | "Inventar oder Katalog wurden verändert, oder eine Übernahme wurde unterbrochen.",
        example: "A catalog in which the digest of an inventory was exchanged",
    }
    INDEX = "E-LED-030" Error Integrity {
        title: "The index of a ledger cannot be made to fit"
            | "Der Index eines Hauptbuchs lässt sich nicht in Übereinstimmung bringen",
        message: "The index of the ledger of {tenant} names entries that are not in the log, \
                  even after it was made anew."
            | "Der Index des Hauptbuchs von {tenant} nennt Einträge, die nicht im Hauptbuch \
               stehen, auch nachdem er neu angelegt wurde.",
        hint: "Make the catalog anew: archive rebuild." | "Katalog neu anlegen: archive rebuild.",
        cause: "Catalog or ledger were changed by somebody else at the same moment."
            | "Katalog oder Hauptbuch wurden im selben Moment von anderen verändert.",
        example: "A catalog that is restored from a backup during a command",
    }
    KEY_IS_THERE = "E-LED-015" Error Usage {
        title: "The key of the ledger is not lost"
            | "Der Schlüssel des Hauptbuchs ist nicht verloren",
        message: "The key of {tenant} is there: {path}."
            | "Der Schlüssel von {tenant} ist da: {path}.",
        hint: "Replace it with archive key rotate." | "Ihn mit archive key rotate ersetzen.",
        cause: "Only a key that is gone is replaced by the word of the installation."
            | "Nur ein Schlüssel, den es nicht mehr gibt, wird auf Wort der Installation ersetzt.",
        example: "`archive key lost` where nothing is lost",
    }
    OTHER_INSTALLATION = "E-LED-016" Error Failed {
        title: "The ledger names another installation"
            | "Das Hauptbuch nennt eine andere Installation",
        message: "The ledger of {tenant} trusts the key {expected}, which is not that of this \
                  installation."
            | "Das Hauptbuch von {tenant} vertraut dem Schlüssel {expected}; das ist nicht der \
               dieser Installation.",
        hint: "Restore keys/_installation.key from its backup."
            | "keys/_installation.key aus der Sicherung zurückholen.",
        cause: "The key file of the installation was lost too and made anew, or the ledger came \
                from another installation."
            | "Auch die Schlüsseldatei der Installation ging verloren und wurde neu gemacht, oder \
               das Hauptbuch kam aus einer anderen Installation.",
        example: "A new machine without the backup of keys/",
    }
    CONTRADICTS = "E-LED-031" Error Integrity {
        title: "A version is not what the ledger attests"
            | "Eine Version ist nicht, was das Hauptbuch belegt",
        message: "Version {version} of {aip} on copy {copy}: its inventory is {found}, the ledger \
                  attests {expected}."
            | "Version {version} von {aip} auf Kopie {copy}: ihr Inventar ist {found}, das \
               Hauptbuch belegt {expected}.",
        hint: "Rebuild from another copy, then repair this one: archive repair --id {aip}."
            | "Aus einer anderen Kopie neu aufbauen, dann diese reparieren: archive repair --id \
               {aip}.",
        cause: "Files and inventory were changed together, or packages were exchanged."
            | "Dateien und Inventar wurden gemeinsam verändert, oder Pakete wurden vertauscht.",
        example: "A file and its digest in inventory and receipt, changed by somebody with access",
    }
    GONE = "E-LED-032" Error Integrity {
        title: "A version of the ledger is not on a copy"
            | "Eine Version des Hauptbuchs liegt nicht auf einer Kopie",
        message: "The ledger attests version {version} of {aip} on copy {copy}, which does not \
                  give it."
            | "Das Hauptbuch belegt Version {version} von {aip} auf Kopie {copy}, die sie nicht \
               hergibt.",
        hint: "Rebuild from another copy, then repair this one: archive repair --id {aip}."
            | "Aus einer anderen Kopie neu aufbauen, dann diese reparieren: archive repair --id \
               {aip}.",
        cause: "The object was lost, or set back to an older version."
            | "Das Objekt ging verloren, oder es wurde auf eine ältere Version zurückgesetzt.",
        example: "A copy restored from a backup of last month",
    }
    UNATTESTED = "W-LED-033" Warning Integrity {
        title: "A version is not in the ledger" | "Eine Version steht nicht im Hauptbuch",
        message: "Version {version} of {aip} lies on copy {copy}, but the ledger there does not \
                  speak of it."
            | "Version {version} von {aip} liegt auf Kopie {copy}, aber das Hauptbuch dort nennt \
               sie nicht.",
        hint: "Enter what has a receipt: archive doctor --reconcile."
            | "Eintragen, was einen Beleg hat: archive doctor --reconcile.",
        cause: "An ingest was interrupted, or somebody put the object there."
            | "Eine Übernahme wurde unterbrochen, oder jemand hat das Objekt dort abgelegt.",
        example: "A copy that was taken away between two steps of an ingest",
    }
    OUTDATED = "E-LED-034" Error Integrity {
        title: "The catalog is not what the ledger attests"
            | "Der Katalog ist nicht, was das Hauptbuch belegt",
        message: "Of {aip}, the catalog knows version {version} with inventory {found}; the \
                  ledger attests {expected}."
            | "Von {aip} kennt der Katalog Version {version} mit Inventar {found}; das Hauptbuch \
               belegt {expected}.",
        hint: "Make the catalog anew before anything is repaired: archive rebuild."
            | "Vor jeder Reparatur den Katalog neu anlegen: archive rebuild.",
        cause: "The catalog is an old one, or was changed by somebody else."
            | "Der Katalog ist ein alter, oder andere haben ihn verändert.",
        example: "A catalog restored from a backup, on which archive repair is called",
    }
    ENTERED = "I-LED-035" Info Integrity {
        title: "A version was entered into the ledger"
            | "Eine Version wurde in das Hauptbuch eingetragen",
        message: "Version {version} of {aip} had a receipt, but no entry in the ledger; it has one \
                  now."
            | "Version {version} von {aip} hatte einen Beleg, aber keinen Eintrag im Hauptbuch; \
               jetzt hat sie einen.",
        hint: "Nothing is to be done." | "Es ist nichts zu tun.",
        cause: "An ingest was interrupted between receipt and ledger."
            | "Eine Übernahme wurde zwischen Beleg und Hauptbuch unterbrochen.",
        example: "archive doctor --reconcile after a power failure",
    }
    NOT_HANDED_OVER = "E-LED-013" Error Integrity {
        title: "A key that was not handed over to" | "Ein Schlüssel ohne Übergabe",
        message: "{path} of the ledger names a key that cannot be trusted: {reason}."
            | "{path} des Hauptbuchs nennt einen Schlüssel, dem nicht zu trauen ist: {reason}.",
        hint: "Compare with other copies, and with checkpoints and keys that others keep."
            | "Mit anderen Kopien vergleichen, auch mit Prüfpunkten und Schlüsseln bei anderen.",
        cause: "Somebody has put a key of his own into the ledger, or an entry was changed."
            | "Jemand hat einen eigenen Schlüssel eingetragen, oder ein Eintrag wurde verändert.",
        example: "An entry key with the signature of another key than that before it",
    }
    NO_LEDGER = "E-LED-014" Error Failed {
        title: "There is no ledger yet" | "Es gibt noch kein Hauptbuch",
        message: "The ledger of {tenant} has no entry, so its key cannot be replaced."
            | "Das Hauptbuch von {tenant} hat keinen Eintrag; sein Schlüssel ist nicht ersetzbar.",
        hint: "Take in a package first: the ledger and its key are made with it."
            | "Zuerst ein Paket übernehmen: damit entstehen Hauptbuch und Schlüssel.",
        cause: "Nothing was stored for this tenant."
            | "Für diesen Mandanten wurde noch nichts gespeichert.",
        example: "archive key rotate for a tenant without packages",
    }
}
