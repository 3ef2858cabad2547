//! The tenant's format policy.

use crate::finding::code::codes;

codes! {
    REFUSED = "E-POL-001" Error Invalid {
        title: "A format that the tenant refuses" | "Ein Format, das der Mandant ablehnt",
        message: "{count} files have a format that is refused here: {format}. This is the first."
            | "{count} Dateien haben ein Format, das hier abgelehnt wird: {format}. Dies ist die \
               erste.",
        hint: "Send the package with other files, or change [formats] in archive.toml."
            | "Das Paket mit anderen Dateien senden oder [formats] in archive.toml ändern.",
        cause: "The rule of the tenant for this format says refuse."
            | "Die Regel des Mandanten für dieses Format lautet refuse.",
        example: "A package with an encrypted PDF where the tenant refuses fmt/494.",
    }
    WARNED = "W-POL-002" Warning Invalid {
        title: "A format that the tenant wants to hear of"
            | "Ein Format, das der Mandant gemeldet haben will",
        message: "{count} files have a format that is to be told: {format}. This is the first."
            | "{count} Dateien haben ein Format, das zu melden ist: {format}. Dies ist die erste.",
        hint: "Look at these files; the package was taken."
            | "Diese Dateien ansehen; das Paket wurde übernommen.",
        cause: "The rule of the tenant for this format says warn."
            | "Die Regel des Mandanten für dieses Format lautet warn.",
        example: "Files of unknown format where the rule for unknown is warn.",
    }
    MIGRATE = "W-POL-003" Warning Invalid {
        title: "A format that needs migration" | "Ein Format, das migriert werden muss",
        message: "{count} files have a format that must be migrated one day: {format}. This is \
                  the first."
            | "{count} Dateien haben ein Format, das einmal migriert werden muss: {format}. Dies \
               ist die erste.",
        hint: "Plan the migration: archive formats report shows all files of this format."
            | "Die Migration planen: archive formats report zeigt alle Dateien dieses Formats.",
        cause: "The rule of the tenant for this format says migrate."
            | "Die Regel des Mandanten für dieses Format lautet migrate.",
        example: "WordPerfect files where the rule for x-fmt/44 is migrate.",
    }
}
