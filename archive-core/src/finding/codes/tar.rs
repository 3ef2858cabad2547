//! TAR and gzip containers.

use crate::finding::code::codes;

codes! {
    CHECKSUM = "E-TAR-001" Error Invalid {
        title: "A TAR header is damaged" | "Ein TAR-Kopf ist beschädigt",
        message: "The header at byte {offset} of {path} has a wrong checksum; nothing behind it \
                  can be read."
            | "Der Kopf bei Byte {offset} von {path} hat eine falsche Prüfsumme; dahinter ist \
               nichts lesbar.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The container was damaged, or a size before it is wrong."
            | "Der Container ist beschädigt, oder eine Größe davor ist falsch.",
        example: "One flipped bit in a header.",
    }
    NUMBER = "E-TAR-002" Error Invalid {
        title: "A TAR header holds no number" | "Ein TAR-Kopf enthält keine Zahl",
        message: "In the header at byte {offset} of {path} the field {field} is no valid number."
            | "Im Kopf bei Byte {offset} von {path} ist das Feld {field} keine gültige Zahl.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Sizes and times are octal or base-256 numbers (POSIX.1-2017 pax)."
            | "Größen und Zeiten sind Oktal- oder Base-256-Zahlen (POSIX.1-2017 pax).",
        example: "A negative size.",
    }
    TRUNCATED = "E-TAR-003" Error Invalid {
        title: "The TAR is cut off" | "Das TAR ist abgeschnitten",
        message: "{path} ends at byte {offset}, in the middle of an entry."
            | "{path} endet bei Byte {offset} mitten in einem Eintrag.",
        hint: "Have the container sent again." | "Den Container erneut senden lassen.",
        cause: "The transfer was cut short, or a size in the container is wrong."
            | "Die Übertragung brach ab, oder eine Größe im Container ist falsch.",
        example: "The first half of a TAR.",
    }
    NO_END = "E-TAR-004" Error Invalid {
        title: "The TAR has no end mark" | "Das TAR hat keine Endmarke",
        message: "{path} ends at byte {offset} without the blocks of zeros that mark the end."
            | "{path} endet bei Byte {offset} ohne die Nullblöcke, die das Ende bezeichnen.",
        hint: "Have the container sent again; entries may be missing."
            | "Den Container erneut senden lassen; es können Einträge fehlen.",
        cause: "Without the end mark nobody can tell whether entries were cut off."
            | "Ohne Endmarke kann niemand sagen, ob Einträge abgeschnitten wurden.",
        example: "A TAR cut between two entries.",
    }
    DATA_AFTER = "E-TAR-005" Error Invalid {
        title: "Data after the end of the TAR" | "Daten nach dem Ende des TAR",
        message: "Data follow after the end mark of {path}, at byte {offset}."
            | "Nach der Endmarke von {path} folgen bei Byte {offset} Daten.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Bytes behind the end belong to no file for most programs, and to further files \
                for some."
            | "Bytes hinter dem Ende gehören für die meisten Programme zu keiner Datei, für \
               manche zu weiteren.",
        example: "Two TAR files joined into one.",
    }
    SPARSE = "E-TAR-006" Error Invalid {
        title: "A sparse file" | "Eine Datei mit Lücken",
        message: "{path} is a sparse file, which programs read differently."
            | "{path} ist eine Datei mit ausgesparten Lücken, die Programme verschieden lesen.",
        hint: "Have the sender pack again without the option for sparse files."
            | "Vom Absender ohne die Option für lückenhafte Dateien (sparse) neu packen lassen.",
        cause: "The container holds only parts of the file and a map of its gaps."
            | "Der Container enthält nur Teile der Datei und eine Karte ihrer Lücken.",
        example: "tar --sparse",
    }
    TYPE = "E-TAR-007" Error Invalid {
        title: "An entry of unknown type" | "Ein Eintrag unbekannter Art",
        message: "{path} is an entry of the unknown type {kind}."
            | "{path} ist ein Eintrag der unbekannten Art {kind}.",
        hint: "Have the sender pack again without this entry."
            | "Vom Absender ohne diesen Eintrag neu packen lassen.",
        cause: "Only files and folders are taken; this type belongs to backups of one program."
            | "Angenommen werden nur Dateien und Ordner; diese Art gehört zu Sicherungen eines \
               bestimmten Programms.",
        example: "A multi-volume continuation (M).",
    }
    PAX = "E-TAR-008" Error Invalid {
        title: "An extended header is damaged" | "Ein erweiterter Kopf ist beschädigt",
        message: "The extended header at byte {offset} of {path} is damaged: {what}."
            | "Der erweiterte Kopf bei Byte {offset} von {path} ist beschädigt: {what}.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Extended headers carry long names and sizes; programs would read this one \
                differently (POSIX.1-2017 pax)."
            | "Erweiterte Köpfe tragen lange Namen und Größen; Programme läsen diesen verschieden \
               (POSIX.1-2017 pax).",
        example: "A record whose length is wrong.",
    }
    SIZES = "E-TAR-009" Error Invalid {
        title: "Sizes that contradict each other" | "Größen, die sich widersprechen",
        message: "For {path}, header and extended header name different sizes ({what})."
            | "Für {path} nennen Kopf und erweiterter Kopf verschiedene Größen ({what}).",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Programs that look at one of both would find other files inside."
            | "Programme, die nur eine von beiden beachten, fänden andere Dateien darin.",
        example: "Header 0, extended header 512.",
    }
    LONE_ZERO = "W-TAR-010" Warning Invalid {
        title: "The end mark is incomplete" | "Die Endmarke ist unvollständig",
        message: "{path} ends with one block of zeros in place of two."
            | "{path} endet mit einem Nullblock statt mit zweien.",
        hint: "Nothing needs to be done: all entries are complete."
            | "Es ist nichts zu tun: Alle Einträge sind vollständig.",
        cause: "Some programs write a short end mark."
            | "Manche Programme schreiben eine kurze Endmarke.",
        example: "A TAR whose last block is missing.",
    }
    ATTRIBUTES = "I-TAR-011" Info Invalid {
        title: "Additional attributes are not kept"
            | "Zusätzliche Attribute werden nicht aufbewahrt",
        message: "{path} carries access lists or extended attributes; they are not kept."
            | "{path} trägt Zugriffslisten oder erweiterte Attribute; sie werden nicht \
               aufbewahrt.",
        hint: "Nothing needs to be done if only the content matters."
            | "Nichts zu tun, wenn nur der Inhalt zählt.",
        cause: "Access rights of the source system mean nothing in an archive."
            | "Zugriffsrechte des Quellsystems bedeuten in einem Archiv nichts.",
        example: "SCHILY.xattr.user.comment",
    }
    LABEL = "I-TAR-012" Info Invalid {
        title: "The TAR carries a label" | "Das TAR trägt einen Namen",
        message: "{path} carries the volume label {label}; it is not kept."
            | "{path} trägt den Datenträgernamen {label}; er wird nicht aufbewahrt.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "The tape of a backup was given a name."
            | "Das Band einer Sicherung bekam einen Namen.",
        example: "tar --label=registry",
    }
    FOLDER_CONTENT = "E-TAR-013" Error Invalid {
        title: "A folder or link with content" | "Ein Ordner oder Verweis mit Inhalt",
        message: "{path} is no file, but its header declares {bytes} bytes of content."
            | "{path} ist keine Datei, doch sein Kopf nennt {bytes} Bytes Inhalt.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Programs disagree whether content follows, and would read different files behind \
                it."
            | "Programme sind uneins, ob Inhalt folgt, und läsen dahinter verschiedene Dateien.",
        example: "A folder of 512 bytes.",
    }
    GAP = "W-TAR-014" Warning Invalid {
        title: "Bytes that belong to no file" | "Bytes, die zu keiner Datei gehören",
        message: "{bytes} bytes of {path} belong to no entry (first at byte {offset}); they are \
                  not kept."
            | "{bytes} Bytes von {path} gehören zu keinem Eintrag (zuerst bei Byte {offset}); sie \
               werden nicht aufbewahrt.",
        hint: "If something may be missing, have the sender pack again."
            | "Falls etwas fehlen könnte, vom Absender neu packen lassen.",
        cause: "Behind a file up to the next block stands something else than zeros, or a label \
                or the target of a link has content that no program looks at."
            | "Hinter einer Datei steht bis zum nächsten Block etwas anderes als Nullen, oder ein \
               Datenträgername oder das Ziel eines Verweises hat Inhalt, den kein Programm \
               beachtet.",
        example: "A program that fills the last block with what was in its memory.",
    }
    GZIP = "E-TAR-020" Error Invalid {
        title: "The gzip data are damaged" | "Die gzip-Daten sind beschädigt",
        message: "The gzip data of {path} are damaged ({what})."
            | "Die gzip-Daten von {path} sind beschädigt ({what}).",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The data are no valid gzip file (RFC 1952), or they were cut off."
            | "Die Daten sind keine gültige gzip-Datei (RFC 1952), oder sie wurden abgeschnitten.",
        example: "A transfer that broke off.",
    }
    GZIP_CRC = "E-TAR-021" Error Invalid {
        title: "The gzip checksum is wrong" | "Die gzip-Prüfsumme ist falsch",
        message: "The unpacked data of {path} do not match the checksum of the gzip file."
            | "Die ausgepackten Daten von {path} passen nicht zur Prüfsumme der gzip-Datei.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "The bytes were changed after packing (RFC 1952 §2.3.1)."
            | "Die Bytes wurden nach dem Packen verändert (RFC 1952 §2.3.1).",
        example: "One flipped bit.",
    }
    GZIP_AFTER = "E-TAR-022" Error Invalid {
        title: "Data after the end of the gzip file" | "Daten nach dem Ende der gzip-Datei",
        message: "Data that are no gzip follow after the end of {path}."
            | "Nach dem Ende von {path} folgen Daten, die kein gzip sind.",
        hint: "Have the container made and sent again."
            | "Den Container neu erzeugen und senden lassen.",
        cause: "Bytes behind the end belong to no file; something was hidden there or joined."
            | "Bytes hinter dem Ende gehören zu keiner Datei; etwas wurde versteckt oder \
               angehängt.",
        example: "A text behind a .tar.gz.",
    }
}
