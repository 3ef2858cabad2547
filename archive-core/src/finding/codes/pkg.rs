//! Packages of every kind: opening and reading them.

use crate::finding::code::codes;

codes! {
    NOT_A_PACKAGE = "E-PKG-001" Error Invalid {
        title: "Neither a file nor a folder" | "Weder Datei noch Ordner",
        message: "{path} is neither a file nor a folder." | "{path} ist weder Datei noch Ordner.",
        hint: "Name a folder, a ZIP or TAR container, or a single file."
            | "Einen Ordner, einen ZIP- oder TAR-Container oder eine einzelne Datei angeben.",
        cause: "Devices, pipes and sockets cannot be archived."
            | "Geräte, Pipes und Sockets können nicht archiviert werden.",
        example: "/dev/null",
    }
    LINK = "E-PKG-002" Error Invalid {
        title: "A link in the package" | "Ein Verweis im Paket",
        message: "{path} is a {kind}, not a file."
            | "{path} ist ein Verweis ({kind}), keine Datei.",
        hint: "Have the sender pack the file itself in place of the link."
            | "Vom Absender die Datei selbst anstelle des Verweises packen lassen.",
        cause: "A link points to something that is not part of the package, or leads out of it."
            | "Ein Verweis zeigt auf etwas, das nicht Teil des Pakets ist, oder aus ihm hinaus.",
        example: "latest.pdf -> ../minutes.pdf",
    }
    SPECIAL = "E-PKG-003" Error Invalid {
        title: "A device, pipe or socket" | "Ein Gerät, eine Pipe oder ein Socket",
        message: "{path} is a {kind}, not a file."
            | "{path} ist keine Datei, sondern etwas Besonderes ({kind}).",
        hint: "Have the sender pack again without this entry."
            | "Vom Absender ohne diesen Eintrag neu packen lassen.",
        cause: "Devices, pipes and sockets have no content that could be archived."
            | "Geräte, Pipes und Sockets haben keinen Inhalt, der archiviert werden könnte.",
        example: "A TAR made of /dev.",
    }
    CHANGED = "E-PKG-004" Error Temporary {
        title: "The package changed while it was read" | "Das Paket änderte sich beim Lesen",
        message: "{path} changed while it was read: {what}."
            | "{path} änderte sich beim Lesen: {what}.",
        hint: "Make sure that nobody writes to the package, and repeat."
            | "Sicherstellen, dass niemand in das Paket schreibt, und wiederholen.",
        cause: "Size or times of a file, a folder or the container are not those that were listed \
                before; what was read would be a mixture of old and new."
            | "Größe oder Zeiten einer Datei, eines Ordners oder des Containers sind nicht mehr \
               die, die vorher gelistet wurden; das Gelesene wäre ein Gemisch aus Alt und Neu.",
        example: "A log file is still being written.",
    }
    EMPTY = "W-PKG-005" Warning Invalid {
        title: "An empty package" | "Ein leeres Paket",
        message: "The package holds no files." | "Das Paket enthält keine Dateien.",
        hint: "Check whether the right folder or container was sent."
            | "Prüfen, ob der richtige Ordner oder Container gesendet wurde.",
        cause: "There is nothing to archive." | "Es gibt nichts zu archivieren.",
        example: "A ZIP without entries.",
    }
    CUT_SHORT = "E-PKG-006" Error Invalid {
        title: "A file ends too early" | "Eine Datei endet zu früh",
        message: "The content of {path} ends after {bytes} of {expected} bytes."
            | "Der Inhalt von {path} endet nach {bytes} von {expected} Bytes.",
        hint: "Have the container sent again." | "Den Container erneut senden lassen.",
        cause: "The container was cut off, or it was changed while it was read."
            | "Der Container ist abgeschnitten oder wurde beim Lesen verändert.",
        example: "A TAR whose transfer broke off.",
    }
    DOCUMENT = "I-PKG-007" Info Invalid {
        title: "Taken as one document" | "Als ein Dokument angenommen",
        message: "{path} is a ZIP that bears the marks of a document; it is kept as one file, and \
                  nobody looked at what is inside."
            | "{path} ist ein ZIP mit den Merkmalen eines Dokuments; es bleibt eine einzige \
               Datei, und sein Inneres wurde nicht angesehen.",
        hint: "If it is a container of files, have the sender pack these into a folder of the ZIP, \
               without the file that makes it a document."
            | "Ist es ein Container mit Dateien, vom Absender diese in einen Ordner des ZIP packen \
               lassen, ohne die Datei, die es zum Dokument macht.",
        cause: "Office files, e-books, SIARD databases and programs are ZIP files inside; to an \
                archivist they are one thing, whose bytes stay as they are."
            | "Office-Dateien, E-Books, SIARD-Datenbanken und Programme sind innen ZIP-Dateien; \
               für die Archivarin sind sie ein Ding, dessen Bytes bleiben, wie sie sind.",
        example: "A ZIP with [Content_Types].xml",
    }
    ATTRIBUTES = "I-PKG-008" Info Invalid {
        title: "Additional attributes are not kept"
            | "Zusätzliche Attribute werden nicht aufbewahrt",
        message: "The package carries access lists or extended attributes (first at {path}); they \
                  are not kept."
            | "Das Paket trägt Zugriffslisten oder erweiterte Attribute (zuerst bei {path}); sie \
               werden nicht aufbewahrt.",
        hint: "Nothing needs to be done if only the content matters; else have the sender write \
               down what they say."
            | "Nichts zu tun, wenn nur der Inhalt zählt; sonst vom Absender aufschreiben lassen, \
               was sie besagen.",
        cause: "Access rights and notes of the source system mean nothing in an archive."
            | "Zugriffsrechte und Vermerke des Quellsystems bedeuten in einem Archiv nichts.",
        example: "setfattr -n user.comment -v draft minutes.pdf",
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
    UNVERIFIED_CHECKSUMS = "W-PKG-023" Warning Invalid {
        title: "Checksums of a type that is not computed"
            | "Prüfsummen einer Art, die nicht berechnet wird",
        message: "{path} gives {count} files checksums of a type that the archive does not \
                  compute; they were not compared. The first file is {file}."
            | "{path} gibt für {count} Dateien Prüfsummen einer Art an, die das Archiv nicht \
               berechnet; sie wurden nicht verglichen. Die erste Datei ist {file}.",
        hint: "Have the package made anew with SHA-256 or SHA-512, or compare the files by hand."
            | "Das Paket mit SHA-256 oder SHA-512 neu erzeugen lassen oder die Dateien von Hand \
               vergleichen.",
        cause: "METS knows checksums such as CRC32 and Adler-32, which protect from accidents and \
                prove nothing."
            | "METS kennt Prüfsummen wie CRC32 und Adler-32, die vor Zufällen schützen und nichts \
               beweisen.",
        example: "<file CHECKSUM=\"00000000\" CHECKSUMTYPE=\"CRC32\">",
    }
}
