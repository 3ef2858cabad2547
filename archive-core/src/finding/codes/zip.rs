//! ZIP containers.

use crate::finding::code::codes;

codes! {
    NO_END = "E-ZIP-001" Error Invalid {
        title: "The ZIP has no end" | "Das ZIP hat kein Ende",
        message: "{path} has no end record: it is cut off or damaged."
            | "{path} hat keinen Schlusseintrag: abgeschnitten oder beschädigt.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The directory of a ZIP stands at its end; without it the transfer was cut short \
                (APPNOTE.TXT 4.3.16)."
            | "Das Verzeichnis eines ZIP steht am Ende; fehlt es, brach die Übertragung ab \
               (APPNOTE.TXT 4.3.16).",
        example: "The first half of a ZIP.",
    }
    DATA_AFTER = "E-ZIP-002" Error Invalid {
        title: "Data after the end of the ZIP" | "Daten nach dem Ende des ZIP",
        message: "{bytes} bytes follow after the end of {path}."
            | "Nach dem Ende von {path} folgen {bytes} Bytes.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Bytes behind the end belong to no file; programs that search differently may see \
                another content there."
            | "Bytes hinter dem Ende gehören zu keiner Datei; anders suchende Programme sähen \
               dort womöglich anderen Inhalt.",
        example: "Two ZIP files joined into one.",
    }
    AMBIGUOUS_END = "E-ZIP-003" Error Invalid {
        title: "The ZIP has two ends" | "Das ZIP hat zwei Enden",
        message: "{path} has two end records: programs differ in which of them they take."
            | "{path} hat zwei Schlusseinträge; Programme nehmen mal den einen, mal den anderen.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Programs would disagree on the content: one end record is hidden in the comment \
                of the other."
            | "Programme wären über den Inhalt uneins: Ein Schlusseintrag steckt im Kommentar des \
               anderen.",
        example: "A second directory hidden in the comment.",
    }
    PLACE = "E-ZIP-004" Error Invalid {
        title: "The directory is not where it should be"
            | "Das Verzeichnis liegt nicht, wo es soll",
        message: "The central directory of {path} does not lie where the end record says: {what}."
            | "Das Zentralverzeichnis von {path} liegt nicht, wo der Schlusseintrag es nennt: \
               {what}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Offset and size of the directory must lead exactly to the end record (APPNOTE.TXT \
                4.3.16)."
            | "Lage und Größe des Verzeichnisses müssen genau zum Schlusseintrag führen \
               (APPNOTE.TXT 4.3.16).",
        example: "The offset points behind the end of the file.",
    }
    MULTI_DISK = "E-ZIP-005" Error Invalid {
        title: "A part of a split ZIP" | "Ein Teil eines geteilten ZIP",
        message: "{path} is one part of a ZIP that was split over several files."
            | "{path} ist ein Teil eines auf mehrere Dateien verteilten ZIP.",
        hint: "Have it sent as one ZIP." | "Als ein einziges ZIP senden lassen.",
        cause: "A part alone cannot be read." | "Ein Teil allein ist nicht lesbar.",
        example: "minutes.z01, minutes.zip",
    }
    ZIP64 = "E-ZIP-006" Error Invalid {
        title: "The ZIP64 figures are wrong" | "Die ZIP64-Angaben sind falsch",
        message: "The ZIP64 data of {path} are wrong: {what}."
            | "Die ZIP64-Angaben von {path} sind falsch: {what}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Large sizes stand in additional records that contradict the others or are missing \
                (APPNOTE.TXT 4.5.3)."
            | "Große Werte stehen in zusätzlichen Einträgen, die den anderen widersprechen oder \
               fehlen (APPNOTE.TXT 4.5.3).",
        example: "The end record says 3 entries, the ZIP64 record 5.",
    }
    COUNT = "E-ZIP-007" Error Invalid {
        title: "The number of entries is wrong" | "Die Zahl der Einträge ist falsch",
        message: "{path} declares {declared} entries; its directory holds {found}."
            | "{path} nennt {declared} Einträge; das Verzeichnis enthält {found}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The end record counts other entries than the directory holds: some would be \
                hidden from some programs."
            | "Der Schlusseintrag zählt andere Einträge, als das Verzeichnis enthält: Manche \
               blieben manchen Programmen verborgen.",
        example: "Declared 1, found 2.",
    }
    DIRECTORY = "E-ZIP-008" Error Invalid {
        title: "The directory of the ZIP is damaged" | "Das Verzeichnis des ZIP ist beschädigt",
        message: "The central directory of {path} is damaged at byte {offset}."
            | "Das Zentralverzeichnis von {path} ist bei Byte {offset} beschädigt.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Where a directory entry should begin or end there is something else (APPNOTE.TXT \
                4.3.12)."
            | "Wo ein Verzeichniseintrag beginnen oder enden müsste, steht anderes (APPNOTE.TXT \
               4.3.12).",
        example: "The mark PK\\x01\\x02 is missing.",
    }
    MISMATCH = "E-ZIP-009" Error Invalid {
        title: "Directory and file header disagree"
            | "Verzeichnis und Dateikopf widersprechen sich",
        message: "For {path}, directory and file header disagree: {what}."
            | "Für {path} widersprechen sich Verzeichnis und Dateikopf: {what}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Programs that read the ZIP from the front would see another file than those that \
                read it from the end."
            | "Programme, die das ZIP von vorn lesen, sähen eine andere Datei als jene, die vom \
               Ende her lesen.",
        example: "The directory says a.txt, the header b.txt.",
    }
    NO_HEADER = "E-ZIP-010" Error Invalid {
        title: "A file header is missing" | "Ein Dateikopf fehlt",
        message: "There is no file header for {path} at byte {offset}, or its data do not fit \
                  into the file."
            | "Bei Byte {offset} steht kein Dateikopf für {path}, oder seine Daten passen nicht \
               in die Datei.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The directory points to a place where the file does not lie."
            | "Das Verzeichnis zeigt auf eine Stelle, an der die Datei nicht liegt.",
        example: "An offset behind the end of the container.",
    }
    OVERLAP = "E-ZIP-011" Error Invalid {
        title: "Files overlap in the ZIP" | "Dateien überlappen sich im ZIP",
        message: "{path} and {other} share bytes of the container."
            | "{path} und {other} teilen sich Bytes des Containers.",
        hint: "Do not open this container elsewhere; ask the sender where it comes from."
            | "Diesen Container nirgends öffnen; den Absender nach der Herkunft fragen.",
        cause: "Overlapping entries are used for bombs that repeat the same bytes thousands of \
                times."
            | "Überlappende Einträge dienen Bomben, die dieselben Bytes tausendfach wiederholen.",
        example: "All entries point to one block of data.",
    }
    DATA_BEFORE = "E-ZIP-012" Error Invalid {
        title: "Data before the first entry" | "Daten vor dem ersten Eintrag",
        message: "{bytes} bytes stand before the first entry of {path}."
            | "Vor dem ersten Eintrag von {path} stehen {bytes} Bytes.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Bytes in front belong to no file of the ZIP: something was hidden there, or two \
                files were joined."
            | "Bytes am Anfang gehören zu keiner Datei des ZIP: Etwas wurde versteckt, oder zwei \
               Dateien wurden verbunden.",
        example: "A picture with a ZIP behind it.",
    }
    STUB = "W-ZIP-013" Warning Invalid {
        title: "A self-extracting ZIP" | "Ein selbstentpackendes ZIP",
        message: "{path} begins with a program of {bytes} bytes; it is not run and not kept."
            | "{path} beginnt mit einem Programm von {bytes} Bytes; es wird weder ausgeführt noch \
               aufbewahrt.",
        hint: "Nothing needs to be done if only the files matter."
            | "Nichts zu tun, wenn nur die Dateien zählen.",
        cause: "A program that unpacks the ZIP stands in front of it."
            | "Vor dem ZIP steht ein Programm, das es auspackt.",
        example: "archive.exe",
    }
    GAP = "W-ZIP-014" Warning Invalid {
        title: "Bytes that belong to no file" | "Bytes, die zu keiner Datei gehören",
        message: "{bytes} bytes of {path} belong to no entry (first at byte {offset}); they are \
                  not kept."
            | "{bytes} Bytes von {path} gehören zu keinem Eintrag (zuerst bei Byte {offset}); sie \
               werden nicht aufbewahrt.",
        hint: "If something may be missing, have the sender pack again."
            | "Falls etwas fehlen könnte, vom Absender neu packen lassen.",
        cause: "A program has changed the ZIP and left old data behind, or added a signature of \
                its own."
            | "Ein Programm hat das ZIP geändert und alte Daten zurückgelassen oder eine eigene \
               Signatur eingefügt.",
        example: "A deleted entry whose data are still there.",
    }
    ENCRYPTED = "E-ZIP-015" Error Invalid {
        title: "An encrypted file" | "Eine verschlüsselte Datei",
        message: "{path} is encrypted ({how})." | "{path} ist verschlüsselt ({how}).",
        hint: "Have the sender pack again without a password."
            | "Vom Absender ohne Kennwort neu packen lassen.",
        cause: "An archive that outlives its passwords cannot read encrypted files."
            | "Ein Archiv, das seine Kennwörter überlebt, kann verschlüsselte Dateien nicht \
               lesen.",
        example: "A ZIP with a password.",
    }
    METHOD = "E-ZIP-016" Error Invalid {
        title: "An unsupported compression" | "Ein nicht unterstütztes Verfahren",
        message: "{path} is compressed with {method}; only stored and deflate are read."
            | "{path} ist mit {method} komprimiert; gelesen werden nur „stored“ und „deflate“.",
        hint: "Have the sender pack again with the usual method (deflate)."
            | "Vom Absender mit dem üblichen Verfahren (deflate) neu packen lassen.",
        cause: "Other methods are rare and outside ISO/IEC 21320-1."
            | "Andere Verfahren sind selten und liegen außerhalb von ISO/IEC 21320-1.",
        example: "LZMA, BZIP2, Deflate64",
    }
    SIZES = "E-ZIP-017" Error Invalid {
        title: "Sizes that contradict each other" | "Größen, die sich widersprechen",
        message: "The sizes of {path} contradict each other: {what}."
            | "Die Größen von {path} widersprechen sich: {what}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "A stored file must have one size only, and a folder none."
            | "Eine unkomprimierte Datei darf nur eine Größe haben, ein Ordner keine.",
        example: "Stored, 5 bytes in, 2,147,483,647 bytes out.",
    }
    WRONG_SIZE = "E-ZIP-018" Error Invalid {
        title: "A file has another size" | "Eine Datei hat eine andere Größe",
        message: "The content of {path} does not have the {expected} bytes that the ZIP declares \
                  ({what})."
            | "Der Inhalt von {path} hat nicht die {expected} Bytes, die das ZIP nennt ({what}).",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The declared size is wrong, or the data are damaged."
            | "Die genannte Größe ist falsch, oder die Daten sind beschädigt.",
        example: "Declared 10, unpacked 1,000,000.",
    }
    WRONG_CRC = "E-ZIP-019" Error Invalid {
        title: "A file is damaged in the ZIP" | "Eine Datei ist im ZIP beschädigt",
        message: "The content of {path} has the CRC-32 {computed}; the ZIP says {claimed}."
            | "Der Inhalt von {path} hat die CRC-32 {computed}; im ZIP steht {claimed}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The bytes were changed after packing."
            | "Die Bytes wurden nach dem Packen verändert.",
        example: "One flipped bit.",
    }
    DEFLATE = "E-ZIP-020" Error Invalid {
        title: "Compressed data are damaged" | "Komprimierte Daten sind beschädigt",
        message: "The compressed data of {path} are damaged ({what})."
            | "Die komprimierten Daten von {path} sind beschädigt ({what}).",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The data are no valid deflate stream (RFC 1951)."
            | "Die Daten sind kein gültiger Deflate-Strom (RFC 1951).",
        example: "A block of unknown type.",
    }
    EXTRA = "W-ZIP-021" Warning Invalid {
        title: "Damaged additional data" | "Beschädigte Zusatzangaben",
        message: "The additional fields of {path} are damaged ({what}); they were left out."
            | "Die Zusatzfelder von {path} sind beschädigt ({what}); sie wurden übergangen.",
        hint: "Look whether the modification time is right."
            | "Prüfen, ob die Änderungszeit stimmt.",
        cause: "Extra fields carry times and owners; these do not follow their own lengths \
                (APPNOTE.TXT 4.5)."
            | "Zusatzfelder tragen Zeiten und Besitzer; diese folgen nicht ihren eigenen Längen \
               (APPNOTE.TXT 4.5).",
        example: "A time stamp field of 2 bytes.",
    }
    COMMENT = "I-ZIP-022" Info Invalid {
        title: "The ZIP carries a comment" | "Das ZIP trägt einen Kommentar",
        message: "{path} carries a comment of {bytes} bytes; it is not kept: {comment}"
            | "{path} trägt einen Kommentar von {bytes} Bytes; er wird nicht aufbewahrt: \
               {comment}",
        hint: "Copy it into the description if it matters."
            | "In die Beschreibung übernehmen, falls er wichtig ist.",
        cause: "Comments stand in the container, not in its files."
            | "Kommentare stehen im Container, nicht in seinen Dateien.",
        example: "Packed by the registry on 3 May.",
    }
}
