//! Telling others of runs.

use crate::finding::code::codes;

codes! {
    NO_MAIL = "W-NTF-001" Warning Temporary {
        title: "The mail about a run was not sent"
            | "Die E-Mail über einen Lauf wurde nicht verschickt",
        message: "The mail about this run was not sent: {reason}."
            | "Die E-Mail über diesen Lauf wurde nicht verschickt: {reason}.",
        hint: "What the run found is recorded. Try the program that [notify] names by hand."
            | "Was der Lauf fand, ist festgehalten. Das in [notify] genannte Programm von Hand \
               versuchen.",
        cause: "The program is not there, refuses the mail, or does not come to its end."
            | "Das Programm fehlt, lehnt die E-Mail ab oder kommt nicht zum Ende.",
        example: "sendmail = [\"/usr/sbin/sendmail\"] on a machine without it",
    }
    NO_WEBHOOK = "W-NTF-002" Warning Temporary {
        title: "The webhook did not take the message of a run"
            | "Der Webhook hat die Meldung eines Laufs nicht angenommen",
        message: "The webhook did not take the message of this run: {reason}."
            | "Der Webhook hat die Meldung dieses Laufs nicht angenommen: {reason}.",
        hint: "What the run found is recorded. Look at the service behind the webhook."
            | "Was der Lauf fand, ist festgehalten. Den Dienst hinter dem Webhook ansehen.",
        cause: "The service is away, answers with an error or with another address."
            | "Der Dienst ist nicht da, antwortet mit einem Fehler oder mit einer anderen Adresse.",
        example: "A service that answers with status 500",
    }
    NO_METRICS = "W-NTF-003" Warning Temporary {
        title: "The file with figures could not be written"
            | "Die Datei mit Kennzahlen konnte nicht geschrieben werden",
        message: "The figures for Prometheus could not be written to {path}: {reason}."
            | "Die Kennzahlen für Prometheus konnten nicht nach {path} geschrieben werden: \
               {reason}.",
        hint: "Look at the folder and who may write there. The file is that of an earlier run."
            | "Den Ordner und seine Rechte ansehen. Die Datei dort stammt von einem früheren Lauf.",
        cause: "The folder is not there, is full, or may not be written."
            | "Der Ordner fehlt, ist voll oder darf nicht beschrieben werden.",
        example: "metrics = \"/var/lib/prometheus/archive.prom\" without this folder",
    }
}
