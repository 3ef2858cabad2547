//! Bundles: the archive's ZIP files of many small files.

use crate::finding::code::codes;

codes! {
    NO_END = "E-BUN-001" Error Integrity {
        title: "The bundle has no readable end" | "Das Bündel hat kein lesbares Ende",
        message: "The bundle {path} has no valid end record: {reason}."
            | "Das Bündel {path} hat keinen gültigen Endsatz: {reason}.",
        hint: "Check the copy with 'archive fixity run'; a good copy repairs the bundle."
            | "Kopie mit 'archive fixity run' prüfen; eine gute Kopie stellt das Bündel wieder \
               her.",
        cause: "The end of the file is damaged or missing, so that its index cannot be found."
            | "Das Ende der Datei ist beschädigt oder fehlt; das Verzeichnis ist nicht zu finden.",
        example: "The last block of v1/content/0000/0003 was overwritten with zeros.",
    }
    INDEX_DAMAGED = "E-BUN-002" Error Integrity {
        title: "The index of the bundle is damaged" | "Das Verzeichnis des Bündels ist beschädigt",
        message: "The index of the bundle {path} does not have the checksum the bundle gives."
            | "Das Verzeichnis im Bündel {path} hat nicht die dort angegebene Prüfsumme.",
        hint: "Check the copy with 'archive fixity run'; a good copy repairs the bundle."
            | "Kopie mit 'archive fixity run' prüfen; eine gute Kopie stellt das Bündel wieder \
               her.",
        cause: "Bytes of index.xml changed on the medium."
            | "Bytes von index.xml haben sich auf dem Datenträger verändert.",
        example: "A single bit of index.xml flipped.",
    }
}
