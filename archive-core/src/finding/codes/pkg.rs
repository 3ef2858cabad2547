//! Packages of every kind: opening and reading them.

use crate::finding::code::codes;

codes! {
    CHANGED_WHILE_READ = "E-PKG-020" Error Failed {
        title: "A file changed while it was read" | "Eine Datei änderte sich beim Lesen",
        message: "{path} had {planned} bytes when the package was listed, and {read} when it was \
                  read."
            | "{path} hatte beim Auflisten {planned} Bytes, beim Lesen {read}.",
        hint: "Make sure nobody writes into the package, then repeat."
            | "Sicherstellen, dass niemand in das Paket schreibt, und wiederholen.",
        cause: "Another program wrote to the package during ingest, or the container lies about \
                its sizes."
            | "Ein anderes Programm schrieb während der Übernahme in das Paket, oder der Container \
               gibt falsche Größen an.",
        example: "A scan job still adds pages to the folder that is being ingested.",
    }
    INTERRUPTED = "E-PKG-021" Error Interrupted {
        title: "Stopped on request" | "Auf Wunsch angehalten",
        message: "The work was stopped on request; nothing is half done."
            | "Die Arbeit wurde auf Wunsch angehalten; nichts ist halb getan.",
        hint: "Run the same command again to continue."
            | "Denselben Befehl erneut starten, um fortzusetzen.",
        cause: "Ctrl-C, or the service was told to stop."
            | "Strg-C, oder der Dienst wurde zum Anhalten aufgefordert.",
        example: "Ctrl-C during archive ingest",
    }
    STREAM_NOT_RESUMABLE = "E-PKG-022" Error Failed {
        title: "A compressed TAR cannot be continued" | "Komprimiertes TAR nicht fortsetzbar",
        message: "A compressed TAR cannot be entered in the middle."
            | "In ein komprimiertes TAR kann nicht in der Mitte eingestiegen werden.",
        hint: "This is a fault of the program: report it with the name of the command."
            | "Das ist ein Programmfehler: bitte mit dem Namen des Befehls melden.",
        cause: "The program tried to continue a stream that must be read from its beginning."
            | "Das Programm wollte einen Datenstrom fortsetzen, der von vorn gelesen werden muss.",
        example: "none is known",
    }
}
