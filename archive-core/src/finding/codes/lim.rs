//! Limits that a package exceeded.

use crate::finding::code::codes;

codes! {
    CONTAINER_BYTES = "E-LIM-001" Error Invalid {
        title: "The container is too large" | "Der Container ist zu groß",
        message: "{path} has {bytes} bytes; the limit is {limit}."
            | "{path} hat {bytes} Bytes; die Grenze liegt bei {limit}.",
        hint: "Send it in parts, or have the operator raise the limit."
            | "In Teilen senden oder die Grenze vom Betreiber anheben lassen.",
        cause: "The operator limits the size of one package."
            | "Der Betreiber begrenzt die Größe eines Pakets.",
        example: "A ZIP of 3 TiB.",
    }
    UNPACKED_BYTES = "E-LIM-002" Error Invalid {
        title: "The files are too large together" | "Die Dateien sind zusammen zu groß",
        message: "The files of the package have more than {limit} bytes together."
            | "Die Dateien des Pakets haben zusammen mehr als {limit} Bytes.",
        hint: "Send it in parts, or have the operator raise the limit."
            | "In Teilen senden oder die Grenze vom Betreiber anheben lassen.",
        cause: "The operator limits the unpacked size of one package."
            | "Der Betreiber begrenzt die ausgepackte Größe eines Pakets.",
        example: "A container that declares 5 TiB.",
    }
    UNPACKED_RATIO = "E-LIM-003" Error Invalid {
        title: "The package grows too much" | "Das Paket wächst zu sehr",
        message: "The package grows to more than {limit} times the size of its container."
            | "Das Paket wächst auf mehr als das {limit}-Fache seines Containers.",
        hint: "If the content really compresses that well, send it uncompressed."
            | "Lässt sich der Inhalt wirklich so stark komprimieren, unkomprimiert senden.",
        cause: "Small containers that unpack to enormous sizes are made to fill disks \
                (decompression bombs)."
            | "Kleine Container, die riesig werden, sollen Datenträger füllen \
               (Dekompressionsbomben).",
        example: "A ZIP of 42 kB that unpacks to 4 GB.",
    }
    ENTRY_RATIO = "E-LIM-004" Error Invalid {
        title: "A file grows too much" | "Eine Datei wächst zu sehr",
        message: "{path} grows from {stored} to {bytes} bytes: more than {limit} times."
            | "{path} wächst von {stored} auf {bytes} Bytes: mehr als das {limit}-Fache.",
        hint: "If the file really compresses that well, send it uncompressed."
            | "Lässt sich die Datei wirklich so stark komprimieren, unkomprimiert senden.",
        cause: "Files made of one repeated byte are used to fill disks (decompression bombs)."
            | "Dateien aus einem wiederholten Byte sollen Datenträger füllen \
               (Dekompressionsbomben).",
        example: "10 MB of deflate data that hold 10 GB of zeros.",
    }
    ENTRIES = "E-LIM-005" Error Invalid {
        title: "Too many entries" | "Zu viele Einträge",
        message: "The package has more than {limit} entries."
            | "Das Paket hat mehr als {limit} Einträge.",
        hint: "Send it in parts, or have the operator raise the limit."
            | "In Teilen senden oder die Grenze vom Betreiber anheben lassen.",
        cause: "The operator limits the number of files and folders of one package."
            | "Der Betreiber begrenzt die Zahl der Dateien und Ordner eines Pakets.",
        example: "A container with 20 million files.",
    }
    PATH_BYTES = "E-LIM-006" Error Invalid {
        title: "A path is too long" | "Ein Pfad ist zu lang",
        message: "The path {path} has {bytes} bytes; the limit is {limit}."
            | "Der Pfad {path} hat {bytes} Bytes; die Grenze liegt bei {limit}.",
        hint: "Have the sender shorten the path and pack again."
            | "Vom Absender den Pfad kürzen und neu packen lassen.",
        cause: "Paths of such length cannot be restored on any common system."
            | "So lange Pfade lassen sich auf keinem üblichen System wiederherstellen.",
        example: "5,000 letters.",
    }
    PATH_DEPTH = "E-LIM-007" Error Invalid {
        title: "A path is too deep" | "Ein Pfad ist zu tief",
        message: "The path {path} has {depth} levels; the limit is {limit}."
            | "Der Pfad {path} hat {depth} Ebenen; die Grenze liegt bei {limit}.",
        hint: "Have the sender flatten the folders and pack again."
            | "Vom Absender die Ordner abflachen und neu packen lassen.",
        cause: "Folders nested that deep are mistakes or attacks."
            | "So tief geschachtelte Ordner sind Fehler oder Angriffe.",
        example: "a/a/a/… a hundred times.",
    }
    KEPT_ASIDE_BYTES = "E-LIM-008" Error Invalid {
        title: "The manifests are too large" | "Die Manifeste sind zu groß",
        message: "The manifests and tag files of the compressed TAR have more than {limit} bytes."
            | "Manifeste und Begleitdateien des komprimierten TAR haben mehr als {limit} Bytes.",
        hint: "Have the sender pack the bag as an uncompressed TAR or as ZIP, or in parts."
            | "Vom Absender als unkomprimiertes TAR, als ZIP oder in Teilen packen lassen.",
        cause: "A compressed TAR cannot be read backwards, so its manifests are kept aside while \
                it is listed; what claims to need more than millions of files do is refused."
            | "Ein komprimiertes TAR lässt sich nicht rückwärts lesen, darum werden Manifeste \
               beim Auflisten beiseitegelegt; was mehr braucht als Millionen Dateien, wird \
               zurückgewiesen.",
        example: "A manifest-sha512.txt of 8 GiB in a bag.tar.gz of 80 MiB.",
    }
}
