//! The tenant's format policy.

use crate::finding::code::codes;

codes! {
    REFUSED = "E-POL-001" Error Invalid {
        title: "A format that the tenant refuses" | "Ein Format, das der Mandant ablehnt",
        message: "Refused here are files: {format} ({count}). This is the first."
            | "Hier werden Dateien abgelehnt: {format} ({count}). Dies ist die erste.",
        hint: "Send the package with other files, or change [formats] in archive.toml."
            | "Das Paket mit anderen Dateien senden oder [formats] in archive.toml ändern.",
        cause: "The rule of the tenant for this format says refuse."
            | "Die Regel des Mandanten für dieses Format lautet refuse.",
        example: "A package with an encrypted PDF where the tenant refuses fmt/494.",
    }
    WARNED = "W-POL-002" Warning Invalid {
        title: "A format that the tenant wants to hear of"
            | "Ein Format, das der Mandant gemeldet haben will",
        message: "There are files to be looked at: {format} ({count}). This is the first."
            | "Zu beachten sind Dateien: {format} ({count}). Dies ist die erste.",
        hint: "Look at these files; the package was taken."
            | "Diese Dateien ansehen; das Paket wurde übernommen.",
        cause: "The rule of the tenant for this format says warn, or the files are damaged or \
                encrypted and no rule says otherwise."
            | "Die Regel des Mandanten für dieses Format lautet warn, oder die Dateien sind \
               beschädigt oder verschlüsselt und keine Regel sagt anderes.",
        example: "Files of unknown format where the rule for unknown is warn.",
    }
    MIGRATE = "W-POL-003" Warning Invalid {
        title: "A format that needs migration" | "Ein Format, das migriert werden muss",
        message: "Files must be migrated one day: {format} ({count}). This is the first."
            | "Einmal zu migrieren sind Dateien: {format} ({count}). Dies ist die erste.",
        hint: "Plan the migration; archive search --format PUID finds the packages."
            | "Die Migration planen; archive search --format PUID findet die Pakete.",
        cause: "The rule of the tenant for this format says migrate."
            | "Die Regel des Mandanten für dieses Format lautet migrate.",
        example: "WordPerfect files where the rule for x-fmt/44 is migrate.",
    }
}
