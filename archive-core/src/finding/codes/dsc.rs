//! Describing packages that are stored.

use crate::finding::code::codes;

codes! {
    NOT_KEEPABLE = "E-DSC-001" Error Invalid {
        title: "A description cannot be kept" | "Eine Beschreibung lässt sich nicht aufbewahren",
        message: "The description of {path} cannot be kept as a whole: a value is longer than \
                  64 KiB, or there are too many values or units."
            | "Die Beschreibung von {path} lässt sich nicht vollständig aufbewahren: Ein Wert ist \
               länger als 64 KiB, oder es sind zu viele Werte oder Einheiten.",
        hint: "Shorten it; long texts belong into the package, as files. Nothing was changed."
            | "Beschreibung kürzen; lange Texte gehören als Dateien in das Paket. Es wurde nichts \
               geändert.",
        cause: "A description lies in PREMIS, in the catalog and in EAD and must be read again as \
                a whole: 20,000 values, 2,000 units, 50 levels, 4 MiB."
            | "Eine Beschreibung liegt in PREMIS, Katalog und EAD und muss als Ganzes lesbar \
               bleiben: 20.000 Werte, 2.000 Einheiten, 50 Ebenen, 4 MiB.",
        example: "archive describe ID --set scope=(the text of a book)",
    }
    UNMATCHED = "W-DSC-002" Warning Invalid {
        title: "A unit names no stored package" | "Eine Einheit nennt kein gespeichertes Paket",
        message: "{path}: {unit} names no package of this archive and belongs to none."
            | "{path}: {unit} nennt kein Paket dieses Archivs und gehört zu keinem.",
        hint: "Give the id of the package in a column aip, or the Signatur that it has here."
            | "Die Kennung des Pakets in einer Spalte aip angeben oder die Signatur, die es hier \
               hat.",
        cause: "The package is not stored yet, or has another Signatur here."
            | "Das Paket ist noch nicht gespeichert oder hat hier eine andere Signatur.",
        example: "A finding aid with a file that is still at the office",
    }
    AMBIGUOUS = "E-DSC-003" Error Invalid {
        title: "A Signatur belongs to several packages"
            | "Eine Signatur gehört zu mehreren Paketen",
        message: "{path}: {count} packages have the Signatur {unit}."
            | "{path}: {count} Pakete haben die Signatur {unit}.",
        hint: "Give the id of the package in a column aip. Nothing was changed."
            | "Die Kennung des Pakets in einer Spalte aip angeben. Es wurde nichts geändert.",
        cause: "A Signatur is unique in a well-kept archive; what came in may bring the same twice."
            | "In einem gepflegten Archiv ist eine Signatur eindeutig; Eingänge können dieselbe \
               zweimal mitbringen.",
        example: "Two packages whose dc:identifier is 1",
    }
    REFERENCE_TAKEN = "W-DSC-004" Warning Invalid {
        title: "Another package has this Signatur" | "Ein anderes Paket hat diese Signatur",
        message: "The Signatur {unit} of {path} is also that of {other}."
            | "Die Signatur {unit} von {path} ist auch die von {other}.",
        hint: "Give one of them another Signatur: a Signatur is never used twice."
            | "Einem von beiden eine andere Signatur geben: Eine Signatur wird nie zweimal \
               vergeben.",
        cause: "It was given twice, or came with two packages."
            | "Sie wurde zweimal vergeben oder kam mit zwei Paketen.",
        example: "archive describe ID --set reference='A 0215 Nr. 7', given before",
    }
    UNKNOWN_FIELD = "E-DSC-005" Error Usage {
        title: "A field that descriptions do not have" | "Ein Feld, das es nicht gibt",
        message: "There is no field {field} in descriptions."
            | "Ein Feld {field} gibt es in Beschreibungen nicht.",
        hint: "docs/description.md lists the fields; what has none goes as other:NAME=VALUE."
            | "docs/description.md nennt die Felder; was keines hat, geht als other:NAME=WERT.",
        cause: "The name is misspelled."
            | "Der Name ist falsch geschrieben.",
        example: "archive describe ID --set titel2=Bauakte",
    }
    NOTHING = "E-DSC-006" Error Invalid {
        title: "A file describes nothing" | "Eine Datei beschreibt nichts",
        message: "{path} holds no description: neither EAD nor Dublin Core nor a table."
            | "{path} enthält keine Beschreibung: weder EAD noch Dublin Core noch eine Tabelle.",
        hint: "Give an EAD file, a Dublin Core record or a CSV table with a header row."
            | "Eine EAD-Datei, einen Dublin-Core-Satz oder eine CSV-Tabelle mit Kopfzeile angeben.",
        cause: "The file is empty or of another kind."
            | "Die Datei ist leer oder von anderer Art.",
        example: "archive describe --from letter.xml",
    }
    TWICE = "E-DSC-007" Error Invalid {
        title: "A package is described twice" | "Ein Paket wird zweimal beschrieben",
        message: "{path} describes the package {aip} more than once; {unit} is the second time."
            | "{path} beschreibt das Paket {aip} mehr als einmal; {unit} ist das zweite Mal.",
        hint: "Leave one description for each package. Nothing was changed."
            | "Für jedes Paket eine Beschreibung stehen lassen. Es wurde nichts geändert.",
        cause: "A row was copied, or two units have the same Signatur."
            | "Eine Zeile wurde kopiert, oder zwei Einheiten haben dieselbe Signatur.",
        example: "A table in which two rows have the same aip",
    }
    NO_VALUE = "E-DSC-008" Error Usage {
        title: "A field without a value" | "Ein Feld ohne Wert",
        message: "{argument} gives no value to a field."
            | "{argument} gibt keinem Feld einen Wert.",
        hint: "Write FIELD=VALUE; --clear FIELD takes all values away."
            | "FELD=WERT schreiben; --clear FELD nimmt alle Werte weg.",
        cause: "The equals sign is missing, or the shell cut the argument at a space: then it \
                belongs into quotation marks."
            | "Das Gleichheitszeichen fehlt, oder die Shell hat das Argument an einem Leerzeichen \
               getrennt: Dann gehört es in Anführungszeichen.",
        example: "archive describe ID --set Titel",
    }
    DATE_KEPT_AS_TEXT = "W-DSC-020" Warning Invalid {
        title: "A date was not understood" | "Ein Datum wurde nicht verstanden",
        message: "{path}: {field} \"{value}\" is kept as text: no date can be told from it."
            | "{path}: {field} „{value}“ bleibt Text: Ein Datum geht daraus nicht hervor.",
        hint: "Nothing need be done for texts such as \"o. D.\". Else give days, months or years \
               that exist, the earlier first: 1.3.1990-31.5.1990, März 1990, 1990-1995."
            | "Bei Texten wie „o. D.“ ist nichts zu tun. Sonst Tage, Monate oder Jahre angeben, \
               die es gibt, die früheren zuerst: 1.3.1990-31.5.1990, März 1990, 1990-1995.",
        cause: "The date does not exist, ends before it begins, or is written in another way."
            | "Das Datum gibt es nicht, es endet vor seinem Beginn, oder es ist anders \
               geschrieben.",
        example: "archive describe ID --set Laufzeit=31.02.1990",
    }
}
