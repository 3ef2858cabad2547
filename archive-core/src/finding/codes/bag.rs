//! BagIt (RFC 8493 and its forerunners 0.93 to 0.97).

use crate::finding::code::codes;

codes! {
    FILE_MISSING = "E-BAG-010" Error Invalid {
        title: "A listed file is missing" | "Eine gelistete Datei fehlt",
        message: "The file {path} is listed in {manifest}, but it is not in the bag."
            | "Die Datei {path} steht in {manifest}, fehlt aber im Paket.",
        hint: "Add the file, or have the sender build the bag again."
            | "Datei ergänzen oder das Paket vom Absender neu erzeugen lassen.",
        cause: "A manifest promises a file that did not arrive: the transfer was cut short, \
                or the file was moved after the bag was made."
            | "Ein Manifest verspricht eine Datei, die nicht angekommen ist: Die Übertragung \
               brach ab, oder die Datei wurde nach dem Packen verschoben.",
        example: "manifest-sha512.txt lists data/minutes.pdf; there is no such file.",
    }
    DIGEST_MISMATCH = "E-BAG-012" Error Invalid {
        title: "A digest does not match" | "Eine Prüfsumme stimmt nicht",
        message: "The {algorithm} digest of {path} is {computed}; the manifest says {claimed}."
            | "Die {algorithm}-Prüfsumme von {path} ist {computed}; im Manifest steht {claimed}.",
        hint: "The file was changed or damaged after the bag was made: have it sent again."
            | "Die Datei wurde nach dem Packen verändert oder beschädigt: erneut senden lassen.",
        cause: "The bytes that arrived are not the bytes the manifest was made of."
            | "Die angekommenen Bytes sind nicht die, aus denen das Manifest entstand.",
        example: "data/a.txt was opened and saved again after the bag was made.",
    }
}
