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
        message: "There is more than one tenant; it is not clear which one is meant."
            | "Es gibt mehrere Mandanten; es ist nicht klar, welcher gemeint ist.",
        hint: "Name it with --tenant or ARCHIVE_TENANT."
            | "Mit --tenant oder ARCHIVE_TENANT angeben.",
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
}
