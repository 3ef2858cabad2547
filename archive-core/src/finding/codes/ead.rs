//! Archival descriptions: EAD, and tables of units.

use crate::finding::code::codes;

codes! {
    NOT_EAD = "E-EAD-001" Error Invalid {
        title: "The document is no EAD" | "Das Dokument ist kein EAD",
        message: "{path} is neither EAD 2002 nor EAD3: its root element is {name}."
            | "{path} ist weder EAD 2002 noch EAD3: das Wurzelelement ist {name}.",
        hint: "Export the finding aid as EAD; a fragment begins with c or archdesc."
            | "Findmittel als EAD ausgeben lassen; ein Ausschnitt beginnt mit c oder archdesc.",
        cause: "Another kind of XML was named ead.xml, or its namespace is misspelled."
            | "Ein anderes XML heißt ead.xml, oder sein Namensraum ist falsch geschrieben.",
        example: "<mets xmlns=\"http://www.loc.gov/METS/\">",
    }
    DOCTYPE = "E-EAD-002" Error Invalid {
        title: "The EAD has a document type declaration" | "Das EAD hat eine DOCTYPE-Angabe",
        message: "{path} has a document type declaration (DOCTYPE); such EAD is not opened."
            | "{path} enthält eine DOCTYPE-Angabe; solches EAD wird nicht geöffnet.",
        hint: "Take the declaration out first, for instance with xmllint; \
               docs/description.md says how."
            | "Angabe vorher entfernen, etwa mit xmllint; docs/description.md sagt, wie.",
        cause: "EAD of the years before 2007 often names the DTD ead.dtd. A DOCTYPE can make a \
                reader fetch files or grow without bound."
            | "EAD aus den Jahren vor 2007 nennt oft die DTD ead.dtd. Eine DOCTYPE-Angabe kann \
               Programme Dateien nachladen oder unbegrenzt wachsen lassen.",
        example: "<!DOCTYPE ead PUBLIC \"+//ISBN 1-931666-00-8//DTD ead.dtd\" \"ead.dtd\">",
    }
    LIMIT = "E-EAD-003" Error Invalid {
        title: "A description is too large" | "Eine Beschreibung ist zu groß",
        message: "{path} exceeds the limit for descriptions ({limit})."
            | "{path} überschreitet die Grenze für Beschreibungen ({limit}).",
        hint: "Divide the table or the finding aid; texts of whole files belong into the package."
            | "Tabelle oder Findmittel teilen; Texte ganzer Akten gehören in das Paket.",
        cause: "The size of a unit and the number of rows are limited, so that no document can \
                fill the memory."
            | "Größe einer Einheit und Zahl der Zeilen sind begrenzt, damit kein Dokument den \
               Speicher füllt.",
        example: "A table of 200,000 rows",
    }
    TABLE = "E-EAD-004" Error Invalid {
        title: "A table of descriptions cannot be read"
            | "Eine Tabelle mit Beschreibungen ist nicht lesbar",
        message: "The table {path} cannot be read: {reason}."
            | "Die Tabelle {path} ist nicht lesbar: {reason}.",
        hint: "Save it as CSV in UTF-8 with a header row."
            | "Als CSV in UTF-8 mit Kopfzeile speichern.",
        cause: "The quoting is broken, or the file is a spreadsheet."
            | "Die Anführungszeichen sind fehlerhaft, oder die Datei ist eine Tabellenmappe.",
        example: "units.csv saved as a spreadsheet",
    }
    PARENT = "E-EAD-005" Error Invalid {
        title: "A parent in a table leads nowhere" | "Ein Verweis nach oben führt ins Leere",
        message: "In the table {path} the parent {name} cannot be used ({reason})."
            | "In der Tabelle {path} ist die übergeordnete Einheit {name} nicht verwendbar \
               ({reason}).",
        hint: "Each parent must be the Signatur of exactly one row, and not lie below itself."
            | "Jede übergeordnete Einheit muss die Signatur genau einer Zeile sein und darf nicht \
               unter sich selbst liegen.",
        cause: "A row was left out or doubled, or two units name each other."
            | "Eine Zeile fehlt oder ist doppelt, oder zwei Einheiten nennen einander.",
        example: "A row with parent A 9, and no row with Signatur A 9",
    }
    UNREADABLE = "W-EAD-006" Warning Invalid {
        title: "The EAD of a package could not be used"
            | "Das EAD eines Pakets ist nicht verwendbar",
        message: "The EAD file {path} could not be used: {reason}."
            | "Die EAD-Datei {path} ist nicht verwendbar: {reason}.",
        hint: "Mend the XML; the package is taken without its description."
            | "XML berichtigen; das Paket wird ohne die Beschreibung übernommen.",
        cause: "The file is no well-formed XML, no EAD, or exceeds a limit."
            | "Die Datei ist kein wohlgeformtes XML, kein EAD oder überschreitet eine Grenze.",
        example: "An ead.xml that ends in the middle of an element",
    }
}
