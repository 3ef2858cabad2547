//! XML documents, ours and received ones.

use crate::finding::code::codes;

codes! {
    NOT_WELL_FORMED = "E-XML-001" Error Invalid {
        title: "The XML is not well-formed" | "Das XML ist nicht wohlgeformt",
        message: "{path} is not well-formed XML (line {line}, column {column}): {reason}."
            | "{path} ist kein wohlgeformtes XML (Zeile {line}, Spalte {column}): {reason}.",
        hint: "Open the file in an XML editor, mend it at the place named, or have it sent again."
            | "Datei im XML-Editor an der genannten Stelle berichtigen oder neu senden lassen.",
        cause: "A tag is not closed, a character is not allowed, or the file was cut short."
            | "Ein Element ist nicht geschlossen, ein Zeichen ist nicht erlaubt, oder die Datei \
               bricht ab.",
        example: "<a><b></a>",
    }
    DOCTYPE = "E-XML-002" Error Invalid {
        title: "The XML has a document type declaration" | "Das XML hat eine DOCTYPE-Angabe",
        message: "{path} has a document type declaration (DOCTYPE); such XML is not opened."
            | "{path} enthält eine DOCTYPE-Angabe; solches XML wird nicht geöffnet.",
        hint: "Have the document written without DOCTYPE; schemas are found by namespace."
            | "Dokument ohne DOCTYPE erzeugen lassen; Schemas werden über den Namensraum gefunden.",
        cause: "A DOCTYPE can make a reader fetch files or grow without bound."
            | "Eine DOCTYPE-Angabe kann Programme Dateien nachladen oder unbegrenzt wachsen \
               lassen.",
        example: "<!DOCTYPE dc [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
    }
    LIMIT = "E-XML-003" Error Invalid {
        title: "The XML exceeds a limit" | "Das XML überschreitet eine Grenze",
        message: "{path} exceeds the limit for {limit} ({value}) at line {line}, column {column}."
            | "{path} überschreitet die Grenze für {limit} ({value}) in Zeile {line}, Spalte \
               {column}.",
        hint: "Such a document is almost always an attack or a fault of the writer: ask the sender."
            | "Solche Dokumente sind fast immer ein Angriff oder ein Programmfehler: \
               Absender fragen.",
        cause: "Depth, attributes, names and sizes are limited, so that no document can fill \
                the memory."
            | "Tiefe, Attribute, Namen und Größen sind begrenzt, damit kein Dokument den Speicher \
               füllt.",
        example: "200 elements inside each other; 128 are allowed.",
    }
    UNEXPECTED = "E-XML-004" Error Invalid {
        title: "The XML does not have the expected content" | "Das XML hat unerwarteten Inhalt",
        message: "{path} does not have the expected content: {reason}."
            | "{path} hat nicht den erwarteten Inhalt: {reason}.",
        hint: "Compare the document with its schema; a damaged copy is mended from another one."
            | "Dokument mit seinem Schema vergleichen; eine beschädigte Kopie aus einer anderen \
               wiederherstellen.",
        cause: "An element or attribute that the reader needs is missing or has no valid value."
            | "Ein nötiges Element oder Attribut fehlt oder hat keinen gültigen Wert.",
        example: "<file path=\"a.txt\"/> without a size",
    }
}
