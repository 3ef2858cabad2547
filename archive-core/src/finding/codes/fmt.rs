//! Formats: signature files, and what identification leaves open.

use crate::finding::code::codes;

codes! {
    NOT_USABLE = "E-FMT-005" Error Failed {
        title: "The installed signature files cannot be used"
            | "Die eingesetzten Signaturdateien sind nicht verwendbar",
        message: "The signature files of this installation cannot be used: {reason}."
            | "Die Signaturdateien dieser Installation sind nicht verwendbar: {reason}.",
        hint: "Install them anew: archive formats update. Nothing was taken in; the package is not \
               to blame."
            | "Dateien neu einsetzen: archive formats update. Es wurde nichts übernommen; am Paket \
               liegt es nicht.",
        cause: "A file below formats/ was changed by hand, or its disk is damaged."
            | "Eine Datei unter formats/ wurde von Hand geändert, oder ihr Datenträger ist \
               beschädigt.",
        example: "formats/signatures.xml that ends in the middle",
    }
    NOT_SIGNATURES = "E-FMT-001" Error Invalid {
        title: "This is no signature file" | "Das ist keine Signaturdatei",
        message: "{path} begins with the element '{found}', not with '{expected}'."
            | "{path} beginnt mit dem Element '{found}', nicht mit '{expected}'.",
        hint: "Give the signature file of DROID (DROID_SignatureFile_V….xml) and its container \
               file (container-signature-….xml), each at its place."
            | "Die Signaturdatei von DROID (DROID_SignatureFile_V….xml) und ihre Containerdatei \
               (container-signature-….xml) angeben, jede an ihrer Stelle.",
        cause: "Another XML file was given, or the two files were exchanged."
            | "Eine andere XML-Datei wurde angegeben, oder die beiden Dateien sind vertauscht.",
        example: "The container file is given as the signature file.",
    }
    BAD_PATTERN = "E-FMT-002" Error Invalid {
        title: "A byte sequence cannot be read" | "Eine Bytefolge ist nicht lesbar",
        message: "{path} holds the byte sequence '{pattern}', which cannot be read: {reason}."
            | "{path} enthält die nicht lesbare Bytefolge '{pattern}': {reason}.",
        hint: "Get the file again from the publisher; if it is the same there, report it."
            | "Die Datei neu vom Herausgeber beziehen; ist sie dort ebenso, den Fehler melden.",
        cause: "The file is damaged, was edited, or uses a syntax that is newer than this program."
            | "Die Datei ist beschädigt, wurde verändert oder nutzt eine Schreibweise, die neuer \
               ist als dieses Programm.",
        example: "<Sequence>4G</Sequence>",
    }
    LIMIT = "E-FMT-003" Error Invalid {
        title: "The signature file goes beyond a limit"
            | "Die Signaturdatei überschreitet eine Grenze",
        message: "{path} goes beyond the limit for {limit}, which is {value}."
            | "{path} überschreitet die Grenze für {limit}; sie liegt bei {value}.",
        hint: "Use the file as its publisher offers it." | "Die Datei so nutzen, wie der \
               Herausgeber sie anbietet.",
        cause: "The limits are many times what published signature files need; the file is \
                damaged or was made to do harm."
            | "Die Grenzen liegen weit über dem Bedarf veröffentlichter Signaturdateien; die \
               Datei ist beschädigt oder soll schaden.",
        example: "A signature with a hundred thousand byte sequences.",
    }
    NO_SIGNATURES = "E-FMT-004" Error Invalid {
        title: "The signature file is missing" | "Die Signaturdatei fehlt",
        message: "{path} is a container file; without a signature file it says nothing."
            | "{path} ist eine Containerdatei; ohne Signaturdatei sagt sie nichts aus.",
        hint: "Give the signature file (DROID_SignatureFile_V….xml) in the same command."
            | "Die Signaturdatei (DROID_SignatureFile_V….xml) im selben Befehl mit angeben.",
        cause: "The container file names formats that only the signature file describes."
            | "Die Containerdatei nennt Formate, die nur die Signaturdatei beschreibt.",
        example: "archive formats update container-signature.xml, where nothing is installed yet.",
    }
    MISMATCH = "W-FMT-010" Warning Invalid {
        title: "The extension does not fit the format" | "Die Endung passt nicht zum Format",
        message: "The name {path} has an extension that the format found does not use."
            | "Der Name {path} hat eine Endung, die das gefundene Format nicht verwendet.",
        hint: "Nothing has to be done; where a program goes by names, it may open it wrongly."
            | "Es ist nichts zu tun; Programme, die nach Namen gehen, öffnen die Datei \
               vielleicht falsch.",
        cause: "The file was renamed, or was saved under a misleading name."
            | "Die Datei wurde umbenannt oder unter einem irreführenden Namen gespeichert.",
        example: "A PDF named Bescheid.doc.",
    }
    SEVERAL = "W-FMT-011" Warning Invalid {
        title: "Several formats fit" | "Mehrere Formate passen",
        message: "More than one format fits {path}." | "Auf {path} passt mehr als ein Format.",
        hint: "Look at the file where it matters which one it is."
            | "Die Datei ansehen, wo es darauf ankommt, welches es ist.",
        cause: "The signatures do not tell these formats apart, or the file is two things at once."
            | "Die Signaturen unterscheiden diese Formate nicht, oder die Datei ist zweierlei \
               zugleich.",
        example: "A file that begins as one format and ends as another.",
    }
    UNKNOWN = "W-FMT-012" Warning Invalid {
        title: "The format is not known" | "Das Format ist unbekannt",
        message: "No format fits {path}." | "Auf {path} passt kein Format.",
        hint: "Ask the sender for the program the file comes from; newer signatures may know it."
            | "Beim Absender erfragen, aus welchem Programm die Datei stammt; neuere Signaturen \
               kennen das Format vielleicht.",
        cause: "The file is damaged, encrypted, or of a format that the signatures do not have."
            | "Die Datei ist beschädigt, verschlüsselt oder von einem Format, das die Signaturen \
               nicht enthalten.",
        example: "A file of random bytes without an extension.",
    }
    NOT_INSIDE = "W-FMT-013" Warning Invalid {
        title: "The file could not be looked into" | "In die Datei konnte nicht gesehen werden",
        message: "What {path} holds inside could not be read as far as needed to tell its format."
            | "Der Inhalt von {path} war nicht so weit lesbar, dass sich das Format bestimmen \
               ließe.",
        hint: "Open it with its program; of a file above 16 MiB this alone proves no damage."
            | "Mit ihrem Programm öffnen; bei mehr als 16 MiB heißt dies allein nicht, dass sie \
               beschädigt ist.",
        cause: "A ZIP or OLE2 file is damaged, or too large to be followed inside while it passes."
            | "Eine ZIP- oder OLE2-Datei ist beschädigt oder zu groß, um ihr beim einmaligen \
               Lesen nach innen zu folgen.",
        example: "A ZIP file whose directory is missing.",
    }
    EXTENSION_ONLY = "W-FMT-014" Warning Invalid {
        title: "Only the extension tells the format" | "Nur die Endung nennt das Format",
        message: "The format of {path} is known from its extension alone."
            | "Das Format von {path} ist nur aus der Endung bekannt.",
        hint: "Nothing has to be done; the format has no signature that could confirm it."
            | "Es ist nichts zu tun; für das Format gibt es keine Signatur, die es bestätigt.",
        cause: "PRONOM knows no byte sequence that every file of this format has."
            | "PRONOM kennt keine Bytefolge, die jede Datei dieses Formats hat.",
        example: "A table as comma-separated values, named Zahlen.csv.",
    }
    CUT_SHORT = "W-FMT-015" Warning Invalid {
        title: "The search was cut short" | "Die Suche wurde abgekürzt",
        message: "{path} costs more searching than a file may; a format may have been missed."
            | "{path} kostet mehr Suche, als eine Datei darf; ein Format kann fehlen.",
        hint: "Look at the file by hand; it may have been made to be slow."
            | "Die Datei von Hand ansehen; vielleicht soll sie aufhalten.",
        cause: "Its bytes look like the beginnings of very many signatures."
            | "Ihre Bytes sehen nach den Anfängen sehr vieler Signaturen aus.",
        example: "A file in which one byte sequence stands a million times.",
    }
}
