//! Timestamps (RFC 3161) and evidence records (RFC 4998).

use crate::finding::code::codes;

codes! {
    BAD_ANSWER = "E-TSP-001" Error Temporary {
        title: "The timestamp authority did not answer as it should"
            | "Die Zeitstempelstelle hat nicht richtig geantwortet",
        message: "{authority} gave no timestamp: {reason}."
            | "{authority} hat keinen Zeitstempel gegeben: {reason}.",
        hint: "Nothing was written; the next run asks again."
            | "Es wurde nichts geschrieben; der nächste Lauf fragt wieder.",
        cause: "The authority is away, refuses us, or answers with something else."
            | "Die Stelle ist nicht erreichbar, lehnt ab oder antwortet mit etwas anderem.",
        example: "An authority that answers with status 503",
    }
    BAD_TOKEN = "E-TSP-002" Error Integrity {
        title: "Not a timestamp" | "Kein Zeitstempel",
        message: "This is no timestamp that can be read: {reason}."
            | "Das ist kein lesbarer Zeitstempel: {reason}.",
        hint: "Take it from another copy." | "Ihn von einer anderen Kopie nehmen.",
        cause: "The file is damaged, or not DER as RFC 3161 asks."
            | "Die Datei ist beschädigt oder nicht DER, wie RFC 3161 es verlangt.",
        example: "A token that was cut off",
    }
    NOT_TRUSTED = "E-TSP-003" Error Integrity {
        title: "The timestamp is not to be trusted" | "Dem Zeitstempel ist nicht zu trauen",
        message: "The timestamp does not hold: {reason}."
            | "Der Zeitstempel trägt nicht: {reason}.",
        hint: "Compare the roots of the authority with what it publishes."
            | "Die Wurzelzertifikate mit den Angaben der Zeitstempelstelle vergleichen.",
        cause: "Another authority, an expired or unfit certificate, or changed bytes."
            | "Eine andere Stelle, ein abgelaufenes oder ungeeignetes Zertifikat oder \
               veränderte Bytes.",
        example: "A timestamp of an authority that is not configured",
    }
    OTHER_DATA = "E-TSP-004" Error Integrity {
        title: "The timestamp is of something else"
            | "Der Zeitstempel gehört zu etwas anderem",
        message: "The timestamp does not date these data: {reason}."
            | "Der Zeitstempel datiert diese Daten nicht: {reason}.",
        hint: "Look for the evidence record of this version of the package."
            | "Den Beweisdatensatz zu dieser Fassung des Pakets suchen.",
        cause: "The data were changed, or record and package were mixed up."
            | "Die Daten wurden verändert, oder Datensatz und Paket wurden vertauscht.",
        example: "The evidence record of another package",
    }
    BAD_RECORD = "E-TSP-005" Error Integrity {
        title: "Not an evidence record" | "Kein Beweisdatensatz",
        message: "This is no evidence record that can be read: {reason}."
            | "Das ist kein lesbarer Beweisdatensatz: {reason}.",
        hint: "Have it made again from the ledger."
            | "Ihn aus dem Hauptbuch neu ausstellen lassen.",
        cause: "The file is damaged, or it uses parts of RFC 4998 that we do not write."
            | "Die Datei ist beschädigt oder nutzt Teile von RFC 4998, die wir nicht schreiben.",
        example: "A record that was cut off",
    }
    TOO_LATE = "E-TSP-006" Error Integrity {
        title: "The timestamp was not renewed in time"
            | "Der Zeitstempel wurde nicht rechtzeitig erneuert",
        message: "The certificate ended on {until}, and nothing dated the timestamp before."
            | "Das Zertifikat endete am {until}, und vorher wurde der Zeitstempel nicht datiert.",
        hint: "Its evidence rests on other witnesses now; timestamp the data anew."
            | "Der Beweis ruht nun auf anderen Zeugen; die Daten neu mit Zeitstempel versehen.",
        cause: "No renewal ran while the certificate was valid."
            | "Solange das Zertifikat galt, lief keine Erneuerung.",
        example: "A timestamp of 2026 that was looked at in 2046",
    }
    BAD_ROOTS = "E-TSP-007" Error Failed {
        title: "No roots of a timestamp authority"
            | "Keine Wurzelzertifikate einer Zeitstempelstelle",
        message: "The roots cannot be used: {reason}."
            | "Die Wurzelzertifikate sind nicht brauchbar: {reason}.",
        hint: "Give a PEM file with the certificates of the authority's roots."
            | "Eine PEM-Datei mit den Wurzelzertifikaten der Stelle angeben.",
        cause: "The file is empty, too long, or something else."
            | "Die Datei ist leer, zu lang oder etwas anderes.",
        example: "A file with a private key",
    }
    NO_AUTHORITY = "E-TSP-008" Error Failed {
        title: "No timestamp authority is configured"
            | "Keine Zeitstempelstelle ist eingestellt",
        message: "archive.toml names no authority that could date the ledger."
            | "archive.toml nennt keine Stelle, die das Hauptbuch datieren könnte.",
        hint: "Enter one under [[timestamps.authorities]]."
            | "Eine unter [[timestamps.authorities]] eintragen.",
        cause: "The section is empty, or all that stand there are retired."
            | "Der Abschnitt ist leer, oder alle darin sind außer Dienst.",
        example: "`archive ledger timestamp` in a new installation",
    }
    AGEING = "W-TSP-009" Warning Failed {
        title: "A timestamp must be renewed" | "Ein Zeitstempel muss erneuert werden",
        message: "A timestamp of the ledger of {tenant} holds until {until} only."
            | "Ein Zeitstempel des Hauptbuchs von {tenant} trägt nur noch bis {until}.",
        hint: "Run `archive ledger timestamp`; it renews all that age."
            | "`archive ledger timestamp` aufrufen; es erneuert alle, die altern.",
        cause: "The certificates of the authority end, as all do."
            | "Die Zertifikate der Stelle laufen ab, wie alle.",
        example: "A token whose certificate ends within `renew_before`",
    }
    NOT_DATED = "E-TSP-010" Error Failed {
        title: "A version has not been dated yet" | "Eine Version ist noch nicht datiert",
        message: "No timestamp covers version {version} of {aip} yet."
            | "Noch kein Zeitstempel umfasst Version {version} von {aip}.",
        hint: "Run `archive ledger timestamp` first."
            | "Zuerst `archive ledger timestamp` aufrufen.",
        cause: "It came in after the ledger was dated last."
            | "Sie kam herein, nachdem das Hauptbuch zuletzt datiert wurde.",
        example: "A package that was taken in a minute ago",
    }
    NO_PASSWORD = "E-TSP-011" Error Failed {
        title: "The password of a timestamp authority cannot be read"
            | "Das Kennwort einer Zeitstempelstelle ist nicht lesbar",
        message: "There is no password for {authority}: {reason}."
            | "Es gibt kein Kennwort für {authority}: {reason}.",
        hint: "Set the variable or the file that archive.toml names."
            | "Die Variable oder die Datei bereitstellen, die archive.toml nennt.",
        cause: "The environment of the job lacks the variable, or the file is unreadable."
            | "Der Umgebung des Laufs fehlt die Variable, oder die Datei ist nicht lesbar.",
        example: "A cron job without the variable",
    }
}
