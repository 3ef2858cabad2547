//! Schemas of others, and documents judged by them.

use crate::finding::code::codes;

codes! {
    UNUSABLE = "E-SCH-001" Error Invalid {
        title: "A schema cannot be used" | "Ein Schema ist nicht verwendbar",
        message: "The schema {path} cannot be used: {reason}."
            | "Das Schema {path} ist nicht verwendbar: {reason}.",
        hint: "Fetch the file again from where it is published; see docs/schemas.md."
            | "Datei neu von der Stelle holen, die sie herausgibt; siehe docs/schemas.md.",
        cause: "The file is no XML Schema, was cut short, or contradicts itself."
            | "Die Datei ist kein XML-Schema, bricht ab oder widerspricht sich.",
        example: "archive schemas add index.html",
    }
    IMPORT_MISSING = "E-SCH-002" Error Invalid {
        title: "A schema needs another one that is missing"
            | "Einem Schema fehlt ein anderes, das es braucht",
        message: "The schema {path} needs the schema of {namespace} ({location}), which is not \
                  in the folder."
            | "Das Schema {path} braucht das Schema für {namespace} ({location}); es fehlt im \
               Ordner.",
        hint: "Add that one first, or both in one call: archive schemas add FILE …"
            | "Erst jenes hinzufügen oder beide zugleich: archive schemas add DATEI …",
        cause: "Schemas build on others; nothing is ever fetched from a network."
            | "Schemas bauen aufeinander auf; aus dem Netz wird nie etwas geholt.",
        example: "archive schemas add mets.xsd, without xlink.xsd",
    }
    INVALID = "E-SCH-003" Error Invalid {
        title: "A document does not follow its schema" | "Ein Dokument folgt seinem Schema nicht",
        message: "{path} does not follow its schema (line {line}, column {column}): {reason} \
                  [{rule}]."
            | "{path} folgt seinem Schema nicht (Zeile {line}, Spalte {column}): {reason} \
               [{rule}].",
        hint: "Mend the document at the place named, or have it written again."
            | "Dokument an der genannten Stelle berichtigen oder neu erzeugen lassen.",
        cause: "An element or attribute is missing, stands in the wrong place, or has a value \
                that the schema does not allow."
            | "Ein Element oder Attribut fehlt, steht an falscher Stelle oder hat einen Wert, den \
               das Schema nicht zulässt.",
        example: "<mets:file SIZE=\"large\"/>",
    }
    NO_FOLDER = "I-SCH-004" Info Invalid {
        title: "No schemas are configured" | "Es sind keine Schemas eingerichtet",
        message: "{path} was judged by the built-in checks alone: no folder of schemas is \
                  configured."
            | "{path} wurde nur mit den eingebauten Prüfungen beurteilt: kein Ordner mit Schemas \
               ist eingerichtet.",
        hint: "Set ARCHIVE_SCHEMAS, or name the folder in archive.toml ([schemas] folder)."
            | "ARCHIVE_SCHEMAS setzen oder den Ordner in archive.toml nennen ([schemas] folder).",
        cause: "The archive ships no schemas of others; they are found in a folder at run time."
            | "Das Archiv liefert keine fremden Schemas mit; sie liegen in einem Ordner.",
        example: "archive check sip.zip, with neither",
    }
    NO_SCHEMA = "I-SCH-005" Info Invalid {
        title: "There is no schema for a namespace" | "Für einen Namensraum gibt es kein Schema",
        message: "{path} was judged by the built-in checks alone: the folder has no schema for \
                  {name}."
            | "{path} wurde nur mit den eingebauten Prüfungen beurteilt: der Ordner enthält kein \
               Schema für {name}.",
        hint: "Add it with archive schemas add, where one is published."
            | "Mit archive schemas add hinzufügen, falls es veröffentlicht ist.",
        cause: "No schema of the folder declares the root element of the document."
            | "Kein Schema des Ordners vereinbart das Wurzelelement des Dokuments.",
        example: "A METS document, and a folder that holds premis.xsd alone",
    }
    CATALOG = "E-SCH-006" Error Usage {
        title: "The catalog of schemas cannot be used"
            | "Der Katalog der Schemas ist nicht verwendbar",
        message: "The catalog {path} cannot be used: {reason}."
            | "Der Katalog {path} ist nicht verwendbar: {reason}.",
        hint: "Mend it; its form is OASIS XML Catalogs 1.1, see docs/schemas.md."
            | "Berichtigen; die Form ist OASIS XML Catalogs 1.1, siehe docs/schemas.md.",
        cause: "It is no well-formed XML, too large, or names itself again and again."
            | "Er ist kein wohlgeformtes XML, zu groß, oder nennt sich immer wieder selbst.",
        example: "A catalog.xml whose nextCatalog is itself, sixty-four deep",
    }
    TOO_LARGE = "I-SCH-007" Info Invalid {
        title: "A document is too large for its schema"
            | "Ein Dokument ist zu groß für die Schemaprüfung",
        message: "{path} was judged by the built-in checks alone: it has more than {limit} bytes \
                  or elements."
            | "{path} wurde nur mit den eingebauten Prüfungen beurteilt: es hat mehr als {limit} \
               Bytes oder Elemente.",
        hint: "Nothing need be done; a document of this size is checked as a stream."
            | "Es ist nichts zu tun; so große Dokumente werden im Durchlauf geprüft.",
        cause: "What a schema says of ids must be held in memory, and that is limited."
            | "Was ein Schema über Kennungen sagt, muss im Speicher stehen, und der ist begrenzt.",
        example: "The METS of a representation of a million files",
    }
    ALREADY_THERE = "E-SCH-008" Error Usage {
        title: "The folder has another schema of that name"
            | "Der Ordner enthält ein anderes Schema dieses Namens",
        message: "The folder of schemas already has another file {path}."
            | "Der Ordner der Schemas enthält schon eine andere Datei {path}.",
        hint: "Rename the new file after its version, such as mets-1.12.1.xsd."
            | "Neue Datei nach ihrer Version benennen, etwa mets-1.12.1.xsd.",
        cause: "A schema that documents were judged by is never overwritten."
            | "Ein Schema, nach dem Dokumente beurteilt wurden, wird nie überschrieben.",
        example: "archive schemas add mets.xsd, twice, with different versions",
    }
    NO_FOLDER_GIVEN = "E-SCH-009" Error Usage {
        title: "No folder of schemas is named" | "Kein Ordner mit Schemas ist angegeben",
        message: "This command needs the folder of the schemas, and none is named."
            | "Dieser Befehl braucht den Ordner der Schemas, und keiner ist angegeben.",
        hint: "Give --schemas DIR, set ARCHIVE_SCHEMAS, or name it in archive.toml ([schemas] \
               folder)."
            | "--schemas DIR angeben, ARCHIVE_SCHEMAS setzen oder in archive.toml nennen \
               ([schemas] folder).",
        cause: "The archive ships no schemas of others and guesses no place for them."
            | "Das Archiv liefert keine fremden Schemas mit und rät keinen Ort dafür.",
        example: "archive schemas list",
    }
    NOT_KEPT = "W-SCH-010" Warning Failed {
        title: "A schema was not put into the archive"
            | "Ein Schema kam nicht ins Archiv",
        message: "The schema or signature file {path} was not put into the archive: {reason}."
            | "Die Schema- oder Signaturdatei {path} kam nicht ins Archiv: {reason}.",
        hint: "Packages are taken in all the same. Mend the file or its name; the next ingest puts \
               it into the archive."
            | "Pakete werden trotzdem übernommen. Datei oder Namen berichtigen; die nächste \
               Übernahme legt sie ins Archiv.",
        cause: "The archive keeps the schemas that its metadata follow as a package of its own. A \
                file was unreadable, too large, or has a name that is not the same everywhere."
            | "Das Archiv bewahrt die Schemas seiner Metadaten als eigenes Paket auf. Eine Datei \
               war unlesbar, zu groß oder hat einen Namen, der nicht überall gleich ist.",
        example: "A folder of schemas with a file mets neu.xsd",
    }
    FOLDER_MISSING = "E-SCH-011" Error Usage {
        title: "The folder of schemas cannot be opened"
            | "Der Ordner der Schemas lässt sich nicht öffnen",
        message: "The folder of schemas {path} cannot be opened."
            | "Der Ordner der Schemas {path} lässt sich nicht öffnen.",
        hint: "Correct [schemas] folder in archive.toml (or ARCHIVE_SCHEMAS, --schemas), take it \
               out, or make the folder and fill it with archive schemas add."
            | "[schemas] folder in archive.toml (oder ARCHIVE_SCHEMAS, --schemas) berichtigen \
               oder weglassen, oder den Ordner anlegen und mit archive schemas add füllen.",
        cause: "It is configured, but is not there or may not be read."
            | "Er ist eingerichtet, aber nicht vorhanden oder nicht lesbar.",
        example: "folder = \"schemas\" in archive.toml, and no such folder beside it",
    }
}
