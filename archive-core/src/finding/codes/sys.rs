//! The operating system: files, permissions, space.

use crate::finding::code::codes;

codes! {
    NOT_FOUND = "E-SYS-001" Error Failed {
        title: "File or folder not found" | "Datei oder Ordner nicht gefunden",
        message: "{path} does not exist." | "{path} gibt es nicht.",
        hint: "Check the path; on network drives, check that the drive is mounted."
            | "Pfad prüfen; bei Netzlaufwerken prüfen, ob das Laufwerk eingebunden ist.",
        cause: "The path was mistyped, the file was moved, or a drive is not mounted."
            | "Der Pfad ist falsch geschrieben, die Datei wurde verschoben, oder ein Laufwerk \
               ist nicht eingebunden.",
        example: "archive check ./no-such-folder",
    }
    PERMISSION = "E-SYS-002" Error Denied {
        title: "No permission" | "Keine Berechtigung",
        message: "The system refused to {action} {path}: no permission."
            | "Das System verweigert den Zugriff auf {path} ({action}): keine Berechtigung.",
        hint: "Give the account that runs the archive the right to this path, and repeat."
            | "Dem Konto, unter dem das Archiv läuft, das Recht auf den Pfad geben, dann \
               wiederholen.",
        cause: "The account that runs the archive may not read or write this path."
            | "Das Konto, unter dem das Archiv läuft, darf den Pfad nicht lesen oder schreiben.",
        example: "A folder of the package belongs to another user and has mode 0700.",
    }
    NO_SPACE = "E-SYS-003" Error Space {
        title: "No space left" | "Kein Speicherplatz mehr",
        message: "There is no space left to {action} {path}."
            | "Für {path} ist kein Speicherplatz mehr frei ({action}).",
        hint: "Free space or enlarge the volume, then run the same command again: it continues."
            | "Platz schaffen oder den Datenträger vergrößern und den Befehl wiederholen: \
               er setzt fort.",
        cause: "The disk, or the quota of the account, is used up."
            | "Der Datenträger oder das Kontingent des Kontos ist erschöpft.",
        example: "The copy lies on a volume with 2 GiB free; the package has 3 GiB.",
    }
    UNREADABLE = "E-SYS-004" Error Failed {
        title: "The system could not read or write" | "Lesen oder Schreiben gescheitert",
        message: "The system could not {action} {path}: {reason}."
            | "Das System konnte {path} nicht bearbeiten ({action}): {reason}.",
        hint: "Look at the system's log; with input/output errors, suspect the disk."
            | "Systemprotokoll ansehen; bei Ein-/Ausgabefehlern den Datenträger prüfen.",
        cause: "The operating system reported an error that is neither missing permission nor \
                missing space."
            | "Das Betriebssystem meldet einen Fehler, der weder Berechtigung noch Platz betrifft.",
        example: "read: Input/output error",
    }
    EXISTS = "E-SYS-008" Error Usage {
        title: "Something of that name is there already" | "Unter diesem Namen gibt es schon etwas",
        message: "{path} is there already; nothing was overwritten."
            | "{path} gibt es schon; nichts wurde überschrieben.",
        hint: "Give another name, or remove what is there."
            | "Einen anderen Namen angeben oder entfernen, was dort liegt.",
        cause: "The archive never overwrites what it is to write anew."
            | "Das Archiv überschreibt nichts, was es neu schreiben soll.",
        example: "archive describe --to findbuch.csv, a second time",
    }
}
