//! The virus scan.

use crate::finding::code::codes;

codes! {
    INFECTED = "E-SCN-001" Error Invalid {
        title: "Infected file, refused" | "Infizierte Datei, abgewiesen",
        message: "{path} matches the virus signature {signature}."
            | "{path} entspricht der Virensignatur {signature}.",
        hint: "Ask the sender for a clean file; policy = \"quarantine\" in [virus] takes \
               such files."
            | "Die abgebende Stelle um eine saubere Datei bitten; policy = \"quarantine\" in \
               [virus] nimmt solche Dateien an.",
        cause: "The virus scanner knows the content of the file, and the policy is to refuse it."
            | "Der Virenscanner kennt den Inhalt der Datei, und die Regel lautet: abweisen.",
        example: "data/offer.doc matches Doc.Dropper.Agent-1234",
    }
    QUARANTINED = "W-SCN-002" Warning Invalid {
        title: "Infected file, in quarantine" | "Infizierte Datei, in Quarantäne",
        message: "{path} matches the virus signature {signature} and is kept in quarantine."
            | "{path} entspricht der Virensignatur {signature} und liegt in Quarantäne.",
        hint: "Let somebody decide who may: false alarm, evidence worth keeping, or erasure."
            | "Von einer befugten Person entscheiden lassen: Fehlalarm, bewahrenswert oder zu \
               löschen.",
        cause: "The virus scanner knows the content of the file; the policy is to take it and not \
                to hand it out."
            | "Der Virenscanner kennt den Inhalt der Datei; die Regel lautet: annehmen und nicht \
               herausgeben.",
        example: "An old floppy disk carries a boot virus of 1991.",
    }
    NOTED = "W-SCN-003" Warning Invalid {
        title: "Infected file, noted" | "Infizierte Datei, vermerkt",
        message: "{path} matches the virus signature {signature}; it was taken all the same."
            | "{path} entspricht der Virensignatur {signature}; die Datei wurde trotzdem \
               angenommen.",
        hint: "Warn whoever opens the file."
            | "Wer die Datei öffnet, muss gewarnt sein.",
        cause: "The virus scanner knows the content of the file; the policy is to note it."
            | "Der Virenscanner kennt den Inhalt der Datei; die Regel lautet: vermerken.",
        example: "A collection about computer viruses is archived.",
    }
    NOT_SCANNED = "W-SCN-004" Warning Failed {
        title: "Not scanned for viruses" | "Nicht auf Viren geprüft",
        message: "{path} was not scanned for viruses ({reason})."
            | "{path} wurde nicht auf Viren geprüft ({reason_de}).",
        hint: "Scan the file by other means, or raise max_bytes in [virus] and StreamMaxLength of \
               clamd."
            | "Die Datei auf anderem Weg prüfen oder max_bytes in [virus] und StreamMaxLength von \
               clamd erhöhen.",
        cause: "The file is too large for the scanner or encrypted, or the scanner did not answer. \
                It counts neither as clean nor as infected."
            | "Die Datei ist für den Scanner zu groß oder verschlüsselt, oder der Scanner hat \
               nicht geantwortet. Sie gilt weder als sauber noch als infiziert.",
        example: "A film of 4 GB; clamd takes 100 MB.",
    }
    MUST_BE_SCANNED = "E-SCN-005" Error Temporary {
        title: "Not scanned for viruses, refused" | "Nicht auf Viren geprüft, abgewiesen",
        message: "{path} was not scanned for viruses ({reason}), which the policy demands."
            | "{path} wurde nicht auf Viren geprüft ({reason_de}); die Regel verlangt es.",
        hint: "See that clamd runs and takes files of this size, then repeat; not_scanned = \
               \"note\" in [virus] takes such files."
            | "Dafür sorgen, dass clamd läuft und Dateien dieser Größe annimmt, und wiederholen; \
               not_scanned = \"note\" in [virus] nimmt solche Dateien an.",
        cause: "The file is too large for the scanner or encrypted, or the scanner did not answer, \
                and the policy refuses what was not scanned."
            | "Die Datei ist für den Scanner zu groß oder verschlüsselt, oder der Scanner hat \
               nicht geantwortet, und die Regel weist Ungeprüftes ab.",
        example: "clamd was stopped while a package came in.",
    }
    UNREACHABLE = "E-SCN-006" Error Temporary {
        title: "Virus scanner not reachable" | "Virenscanner nicht erreichbar",
        message: "clamd does not answer at {address}: {reason}."
            | "clamd antwortet nicht unter {address}: {reason_de}.",
        hint: "Start clamd, and check clamd in [virus] and the rights on its socket."
            | "clamd starten und clamd in [virus] sowie die Rechte an seinem Socket prüfen.",
        cause: "The daemon does not run, listens elsewhere, or this account may not reach it."
            | "Der Dienst läuft nicht, lauscht woanders oder ist für dieses Konto nicht \
               erreichbar.",
        example: "clamd = \"unix:/run/clamav/clamd.ctl\", and there is no such socket",
    }
    BAD_ADDRESS = "E-SCN-007" Error Usage {
        title: "Address of the virus scanner" | "Adresse des Virenscanners",
        message: "{address} is not an address of clamd on this machine."
            | "{address} ist keine Adresse von clamd auf dieser Maschine.",
        hint: "Write unix:/path/of/the/socket or tcp:127.0.0.1:3310."
            | "unix:/pfad/des/sockets oder tcp:127.0.0.1:3310 schreiben.",
        cause: "The address has neither form, or it names another machine: clamd knows no \
                encryption, so files must not leave this one."
            | "Die Adresse hat keine der beiden Formen oder nennt eine andere Maschine: clamd \
               verschlüsselt nicht, daher dürfen Dateien diese Maschine nicht verlassen.",
        example: "clamd = \"tcp:scanner.example.org:3310\"",
    }
}
