//! Plain folders and their metadata files.

use crate::finding::code::codes;

codes! {
    CSV_UNREADABLE = "W-FLD-001" Warning Invalid {
        title: "metadata.csv could not be used" | "metadata.csv ist nicht verwendbar",
        message: "The metadata file {path} could not be used: {reason}."
            | "Die Metadatendatei {path} ist nicht verwendbar: {reason}.",
        hint: "Use CSV in UTF-8 with a header row and one row for the package: its name, or a \
               dot, in the column filename, or no such column. The package is taken without it."
            | "CSV in UTF-8 mit Kopfzeile verwenden und einer Zeile für das Paket: sein Name oder \
               ein Punkt in der Spalte Dateiname, oder keine solche Spalte. Das Paket wird ohne \
               sie übernommen.",
        cause: "The table has no header, no row for this package, or broken quoting."
            | "Die Tabelle hat keine Kopfzeile, keine Zeile für dieses Paket oder fehlerhafte \
               Anführungszeichen.",
        example: "A metadata.csv saved as a spreadsheet",
    }
    CSV_NOT_UTF8 = "W-FLD-002" Warning Invalid {
        title: "metadata.csv is not UTF-8" | "metadata.csv ist nicht UTF-8",
        message: "The metadata file {path} is not UTF-8; it was read as Windows-1252."
            | "Die Metadatendatei {path} ist nicht UTF-8; sie wurde als Windows-1252 gelesen.",
        hint: "Check the umlauts of the description, or save the file as UTF-8 and repeat."
            | "Umlaute der Beschreibung prüfen oder die Datei als UTF-8 speichern und wiederholen.",
        cause: "Spreadsheet programs on Windows write CSV in the code page of the system."
            | "Tabellenprogramme unter Windows schreiben CSV in der Codeseite des Systems.",
        example: "Straßenbau saved as 0x53 74 72 61 DF …",
    }
    DUBLIN_CORE_UNREADABLE = "W-FLD-003" Warning Invalid {
        title: "The Dublin Core file could not be used"
            | "Die Dublin-Core-Datei ist nicht verwendbar",
        message: "The Dublin Core file {path} could not be used: {reason}."
            | "Die Dublin-Core-Datei {path} ist nicht verwendbar: {reason}.",
        hint: "Mend the XML; the package is taken without its description."
            | "XML berichtigen; das Paket wird ohne die Beschreibung übernommen.",
        cause: "The file is no well-formed XML, or holds no Dublin Core elements."
            | "Die Datei ist kein wohlgeformtes XML oder enthält keine Dublin-Core-Elemente.",
        example: "A dc.xml that ends in the middle of an element",
    }
    VALUE_TOO_LONG = "W-FLD-004" Warning Invalid {
        title: "A descriptive field is too long" | "Ein beschreibendes Feld ist zu lang",
        message: "The field {path} has {bytes} bytes and is not taken into the description; the \
                  limit is {limit}."
            | "Das Feld {path} hat {bytes} Bytes und kommt nicht in die Beschreibung; die Grenze \
               liegt bei {limit}.",
        hint: "Nothing is lost: the file that holds it is kept as received. Shorten the field if \
               it is to be found."
            | "Nichts geht verloren: die Datei mit dem Feld bleibt wie empfangen. Das Feld kürzen, \
               wenn es auffindbar sein soll.",
        cause: "Whole texts or binary data were put into a field of metadata.csv or bag-info.txt."
            | "Ganze Texte oder Binärdaten in einem Feld von metadata.csv oder bag-info.txt.",
        example: "A column description of 1 MB in metadata.csv",
    }
    MORE_UNITS = "I-FLD-005" Info Invalid {
        title: "A finding aid describes more than the package"
            | "Ein Findmittel beschreibt mehr als das Paket",
        message: "{path} describes {count} units; the first one became the description of the \
                  package."
            | "{path} beschreibt {count} Einheiten; die erste wurde zur Beschreibung des Pakets.",
        hint: "The file is kept as received. To search what lies below: archive describe ID --from \
               FILE."
            | "Die Datei bleibt wie empfangen. Um auch das zu durchsuchen, was darunter liegt: \
               archive describe ID --from DATEI.",
        cause: "What a sender says of the parts is not taken for the archive's own description \
                without an archivist."
            | "Was ein Absender über die Teile sagt, wird nicht ohne einen Archivar zur eigenen \
               Beschreibung des Archivs.",
        example: "An ead.xml with a file and its documents",
    }
}
