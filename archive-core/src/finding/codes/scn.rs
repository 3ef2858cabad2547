//! The virus scan.

use crate::finding::code::codes;

codes! {
    INFECTED = "E-SCN-001" Error Invalid {
        title: "Infected file, refused" | "Infizierte Datei, abgewiesen",
        message: "{path} matches the virus signature {signature}."
            | "{path} entspricht der Virensignatur {signature}.",
        hint: "Ask the sender for a clean file; policy = \"note\" in [virus] takes such \
               packages, \"quarantine\" keeps them aside."
            | "Die abgebende Stelle um eine saubere Datei bitten; policy = \"note\" in [virus] \
               nimmt solche Pakete an, \"quarantine\" legt sie beiseite.",
        cause: "The virus scanner knows the content of the file, and the policy is to refuse it."
            | "Der Virenscanner kennt den Inhalt der Datei, und die Regel lautet: abweisen.",
        example: "data/offer.doc matches Doc.Dropper.Agent-1234",
    }
    QUARANTINED = "E-SCN-002" Error Invalid {
        title: "Infected file, to be kept in quarantine" | "Infizierte Datei, in Quarantäne",
        message: "{path} matches the virus signature {signature}; the package goes into \
                  quarantine."
            | "{path} entspricht der Virensignatur {signature}; das Paket kommt in Quarantäne.",
        hint: "Let somebody decide who may: false alarm, evidence worth keeping (policy = \
               \"note\" in [virus] for this one ingest), or erasure."
            | "Von einer befugten Person entscheiden lassen: Fehlalarm, bewahrenswert (policy = \
               \"note\" in [virus] für diese eine Übernahme) oder zu löschen.",
        cause: "The virus scanner knows the content of the file; the policy is to store nothing \
                and to keep the package aside."
            | "Der Virenscanner kennt den Inhalt der Datei; die Regel lautet: nichts speichern \
               und das Paket beiseitelegen.",
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
        message: "{count} files were not scanned for viruses ({reason}). {path} is the first."
            | "{count} Dateien wurden nicht auf Viren geprüft ({reason}). {path} ist die \
               erste.",
        hint: "Scan them by other means, or raise max_bytes in [virus] and StreamMaxLength of \
               clamd."
            | "Die Dateien auf anderem Weg prüfen oder max_bytes in [virus] und StreamMaxLength \
               von clamd erhöhen.",
        cause: "The files are too large for the scanner or encrypted, or the scanner did not \
                answer. They count neither as clean nor as infected."
            | "Die Dateien sind für den Scanner zu groß oder verschlüsselt, oder der Scanner hat \
               nicht geantwortet. Sie gelten weder als sauber noch als infiziert.",
        example: "A film of 4 GB; clamd takes 100 MB.",
    }
    MUST_BE_SCANNED = "E-SCN-005" Error Invalid {
        title: "Cannot be scanned for viruses, refused" | "Nicht auf Viren prüfbar, abgewiesen",
        message: "{count} files cannot be scanned for viruses ({reason}), which the policy \
                  demands. {path} is the first."
            | "{count} Dateien lassen sich nicht auf Viren prüfen ({reason}); die Regel \
               verlangt es. {path} ist die erste.",
        hint: "Let clamd take such files (max_bytes in [virus], StreamMaxLength of clamd); \
               not_scanned = \"note\" in [virus] takes them unscanned."
            | "clamd solche Dateien annehmen lassen (max_bytes in [virus], StreamMaxLength von \
               clamd); not_scanned = \"note\" in [virus] nimmt sie ungeprüft an.",
        cause: "The files are larger than the scanner takes, or encrypted, or deeper nested than \
                it looks, and the policy refuses what was not scanned."
            | "Die Dateien sind größer, als der Scanner annimmt, verschlüsselt oder tiefer \
               verschachtelt, als er schaut, und die Regel weist Ungeprüftes ab.",
        example: "An encrypted ZIP file where the tenant has not_scanned = \"refuse\"",
    }
    UNREACHABLE = "E-SCN-006" Error Temporary {
        title: "Virus scanner not reachable" | "Virenscanner nicht erreichbar",
        message: "clamd does not answer at {address}: {reason}."
            | "clamd antwortet nicht unter {address}: {reason}.",
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
    LOST = "E-SCN-008" Error Temporary {
        title: "Virus scanner failed during the work" | "Virenscanner während der Arbeit gestört",
        message: "{path} could not be scanned for viruses: {reason}."
            | "{path} konnte nicht auf Viren geprüft werden: {reason}.",
        hint: "See that clamd runs, then repeat; what was received is continued. unreachable = \
               \"note\" in [virus] takes such files unscanned."
            | "Dafür sorgen, dass clamd läuft, und wiederholen; das Empfangene wird fortgesetzt. \
               unreachable = \"note\" in [virus] nimmt solche Dateien ungeprüft an.",
        cause: "The daemon went away, did not answer in time or answered with an error, and the \
                policy is to take nothing in without a scan. Nothing was stored."
            | "Der Dienst ist fort, hat nicht rechtzeitig oder mit einem Fehler geantwortet, und \
               die Regel lautet: nichts ungeprüft übernehmen. Gespeichert wurde nichts.",
        example: "clamd was stopped while a package came in.",
    }
}
