//! The command line: wrong use.

use crate::finding::code::codes;

codes! {
    UNKNOWN_ARGUMENT = "E-CLI-001" Error Usage {
        title: "No such option" | "Keine solche Option",
        message: "There is no option or argument {argument} here."
            | "Eine Option oder ein Argument {argument} gibt es hier nicht.",
        hint: "{nearest}See what there is: {command} --help."
            | "{nearest}Hilfe dazu: {command} --help.",
        cause: "The option is misspelled, belongs to another command, or one argument too many \
                was given."
            | "Die Option ist falsch geschrieben, gehört zu einem anderen Befehl, oder es wurde \
               ein Argument zu viel angegeben.",
        example: "archive check --jsno akte.zip",
    }
    INVALID_VALUE = "E-CLI-002" Error Usage {
        title: "Not a valid value" | "Kein gültiger Wert",
        message: "{value} is no valid value for {argument}{accepted}."
            | "{value} ist kein gültiger Wert für {argument}{accepted}.",
        hint: "{nearest}See what is accepted: {command} --help."
            | "{nearest}Zulässiges zeigt: {command} --help.",
        cause: "The value has another form than the option expects."
            | "Der Wert hat eine andere Form, als die Option erwartet.",
        example: "archive check --jobs many akte.zip",
    }
    MISSING_ARGUMENT = "E-CLI-003" Error Usage {
        title: "Something is missing" | "Es fehlt etwas",
        message: "{argument} is missing." | "{argument} fehlt.",
        hint: "See what is needed: {command} --help." | "Nötiges zeigt: {command} --help.",
        cause: "The command needs an option or argument that was not given."
            | "Der Befehl braucht eine Option oder ein Argument, das nicht angegeben wurde.",
        example: "archive check",
    }
    UNKNOWN_COMMAND = "E-CLI-004" Error Usage {
        title: "No such command" | "Kein solcher Befehl",
        message: "There is no command {argument}." | "Einen Befehl {argument} gibt es nicht.",
        hint: "{nearest}List the commands: {command} --help."
            | "{nearest}Befehle auflisten: {command} --help.",
        cause: "The command is misspelled, or this build of the program does not have it."
            | "Der Befehl ist falsch geschrieben, oder diese Fassung des Programms hat ihn nicht.",
        example: "archive chekc akte.zip",
    }
    CONFLICT = "E-CLI-005" Error Usage {
        title: "Two options exclude each other" | "Zwei Optionen schließen sich aus",
        message: "{argument} cannot be used together with {other}."
            | "{argument} und {other} gehen nicht zusammen.",
        hint: "Leave one of them out; {command} --help explains both."
            | "Eine davon weglassen; {command} --help erklärt beide.",
        cause: "The two ask for different things, or one option was given twice."
            | "Beide verlangen Verschiedenes, oder eine Option wurde doppelt angegeben.",
        example: "archive check --each --from-file list.txt",
    }
    BAD_USE = "E-CLI-006" Error Usage {
        title: "The command cannot be understood" | "Der Befehl ist nicht verständlich",
        message: "The command line cannot be understood: {reason}."
            | "Die Befehlszeile ist nicht verständlich: {reason}.",
        hint: "See how it is used: {command} --help." | "Den Aufruf zeigt: {command} --help.",
        cause: "Options and arguments do not fit together in a way that has no code of its own."
            | "Optionen und Argumente passen in einer Weise nicht zusammen, die keinen eigenen \
               Code hat.",
        example: "archive explain, with a code that is no text",
    }
    NOT_A_FOLDER = "E-CLI-011" Error Usage {
        title: "--each needs a folder" | "--each braucht einen Ordner",
        message: "{path} is no folder whose entries could be packages."
            | "{path} ist kein Ordner, dessen Einträge Pakete sein könnten.",
        hint: "Name the folder around the packages, or leave --each out."
            | "Den Ordner um die Pakete angeben oder --each weglassen.",
        cause: "With --each every path must be a folder; each of its entries is one package."
            | "Mit --each muss jeder Pfad ein Ordner sein; jeder Eintrag darin ist ein Paket.",
        example: "archive check --each akte.zip",
    }
    LIST_LINE = "E-CLI-012" Error Usage {
        title: "A line of the list cannot be used" | "Eine Zeile der Liste ist unbrauchbar",
        message: "Line {line} of {path} is neither a path nor a result of an earlier run."
            | "Zeile {line} von {path} ist weder ein Pfad noch ein Ergebnis eines früheren Laufs.",
        hint: "Give one path a line, or the JSON Lines of an earlier run as they are."
            | "Einen Pfad je Zeile angeben oder die JSON-Zeilen eines früheren Laufs, wie sie \
               sind.",
        cause: "The list was cut off, edited, or is something else than a list."
            | "Die Liste ist abgeschnitten, verändert oder gar keine Liste.",
        example: "archive check --from-file photo.jpg",
    }
    UNKNOWN_CODE = "E-CLI-013" Error Usage {
        title: "No such code" | "Kein solcher Code",
        message: "There is no code {code}." | "Einen Code {code} gibt es nicht.",
        hint: "List all codes: archive explain." | "Alle Codes auflisten: archive explain.",
        cause: "The code is misspelled, or it comes from a newer program."
            | "Der Code ist falsch geschrieben oder stammt von einem neueren Programm.",
        example: "archive explain E-BAG-999",
    }
    BAD_ID = "E-CLI-014" Error Usage {
        title: "Not the id of a package" | "Keine Paketkennung",
        message: "{id} is not the id of a package." | "{id} ist keine Paketkennung.",
        hint: "Ids look like urn:uuid:0198c2f0-…; archive list shows them."
            | "Kennungen sehen aus wie urn:uuid:0198c2f0-…; archive list zeigt sie.",
        cause: "The id was cut off or mistyped, or a title or file name was given."
            | "Die Kennung ist abgeschnitten oder falsch geschrieben, oder es ist ein Titel oder \
               Dateiname.",
        example: "archive show akte.zip",
    }
    NO_SUCH_VERSION = "E-CLI-015" Error Failed {
        title: "No such version" | "Keine solche Version",
        message: "The package {id} has no version {version}."
            | "Das Paket {id} hat keine Version {version}.",
        hint: "Show the versions of the package: archive show {id}."
            | "Versionen des Pakets anzeigen: archive show {id}.",
        cause: "Versions count from 1 without gaps up to the newest one."
            | "Versionen zählen lückenlos von 1 bis zur neuesten.",
        example: "archive show urn:uuid:… --files --version 9",
    }
    OTHER_FILE_SYSTEM = "E-CLI-016" Error Usage {
        title: "The folder lies on another file system"
            | "Der Ordner liegt in einem anderen Dateisystem",
        message: "{path} lies on another file system than the watched folder {folder}."
            | "{path} liegt in einem anderen Dateisystem als der beobachtete Ordner {folder}.",
        hint: "Name a folder on the same file system, or leave --move-to and --rejected-to out: \
               then folders in the watched one are used."
            | "Einen Ordner im selben Dateisystem angeben oder --move-to und --rejected-to \
               weglassen: dann dienen Ordner im beobachteten Ordner.",
        cause: "A package is moved aside by one rename, so that a crash leaves it here or there \
                and never in both places. Between file systems there is no such call."
            | "Ein Paket wird durch eine einzige Umbenennung weggeräumt, damit es nach einem \
               Absturz hier oder dort liegt und nie doppelt. Zwischen Dateisystemen gibt es das \
               nicht.",
        example: "archive ingest --follow /mnt/eingang --move-to /home/archiv/erledigt",
    }
    ASIDE_IS_WATCHED = "E-CLI-017" Error Usage {
        title: "Packages would be taken again and again"
            | "Pakete würden immer wieder angenommen",
        message: "{path} lies in the watched folder {folder} where its content would be taken \
                  again."
            | "{path} liegt so im beobachteten Ordner {folder}, dass sein Inhalt erneut \
               angenommen würde.",
        hint: "Name a folder outside, or one directly in the watched folder."
            | "Einen Ordner außerhalb angeben oder einen direkt im beobachteten Ordner.",
        cause: "Every entry of a watched folder is a package, except the folders for what is \
                settled, which may lie directly in it."
            | "Jeder Eintrag eines beobachteten Ordners ist ein Paket, außer den Ordnern für \
               Erledigtes, die direkt darin liegen dürfen.",
        example: "archive ingest --follow eingang/ --move-to eingang/alt/erledigt",
    }
    SKIPPED = "I-CLI-020" Info Usage {
        title: "Entries of the folder that are no packages" | "Einträge, die keine Pakete sind",
        message: "Entries of {path} that are no packages were left out: {count}."
            | "Einträge von {path}, die keine Pakete sind, wurden ausgelassen: {count}.",
        hint: "They describe packages beside them, or were made by the system."
            | "Sie beschreiben Pakete daneben oder stammen vom Betriebssystem.",
        cause: "Descriptions such as metadata.csv or akte.zip.dc.xml belong to their packages; \
                files such as .DS_Store belong to nobody."
            | "Beschreibungen wie metadata.csv oder akte.zip.dc.xml gehören zu ihren Paketen; \
               Dateien wie .DS_Store gehören niemandem.",
        example: "archive check --each eingang/, where eingang/ holds metadata.csv",
    }
    TRUNCATED_HITS = "W-CLI-021" Warning Usage {
        title: "There are more hits" | "Es gibt mehr Treffer",
        message: "Only the first {limit} hits are shown."
            | "Nur die ersten {limit} Treffer werden gezeigt.",
        hint: "Search with more words, or raise --limit."
            | "Mit mehr Wörtern suchen oder --limit erhöhen.",
        cause: "The number of hits is limited so that a search stays quick."
            | "Die Zahl der Treffer ist begrenzt, damit die Suche schnell bleibt.",
        example: "archive search a",
    }
    NOT_MOVED = "W-CLI-022" Warning Usage {
        title: "A package was not moved aside" | "Ein Paket wurde nicht weggeräumt",
        message: "It is settled what becomes of the package {path}, but it could not be moved \
                  aside: {reason}."
            | "Über das Paket {path} ist entschieden, aber es ließ sich nicht wegräumen: \
               {reason}.",
        hint: "Move it by hand; the folder it goes to must be on the same file system."
            | "Von Hand verschieben; der Zielordner muss im selben Dateisystem liegen.",
        cause: "The folder cannot be written, or it lies on another file system. A package that \
                was stored is stored none the less."
            | "Der Ordner ist nicht beschreibbar oder liegt in einem anderen Dateisystem. Ein \
               gespeichertes Paket ist trotzdem gespeichert.",
        example: "archive ingest eingang/ --each --move-to erledigt/, on a read-only share",
    }
    CHANGED_SINCE = "W-CLI-023" Warning Usage {
        title: "A package changed after it was taken" | "Ein Paket änderte sich nach der Annahme",
        message: "The package {path} changed after it was taken; it stays where it is and is \
                  taken again."
            | "Das Paket {path} änderte sich nach der Annahme; es bleibt liegen und wird erneut \
               angenommen.",
        hint: "Have packages sent under a name that ends in .part and renamed when they are \
               whole, or raise --settle."
            | "Pakete unter einem Namen auf .part senden und erst fertig umbenennen lassen, oder \
               --settle erhöhen.",
        cause: "Somebody wrote to the package while it was taken in, or between reading and moving \
                aside."
            | "Jemand schrieb in das Paket, während es übernommen wurde oder bevor es weggeräumt \
               war.",
        example: "A sender pauses for a minute in the middle of a folder, and --settle is 10.",
    }
    WATCH_UNREADABLE = "W-CLI-024" Warning Usage {
        title: "A watched folder cannot be read" | "Ein beobachteter Ordner ist nicht lesbar",
        message: "The watched folder {path} cannot be read now: {reason}."
            | "Der beobachtete Ordner {path} ist gerade nicht lesbar: {reason}.",
        hint: "Nothing is lost; it is tried again all the time. Check the share or the \
               permissions."
            | "Nichts ist verloren; es wird laufend erneut versucht. Freigabe oder Rechte prüfen.",
        cause: "The share is not connected, or somebody removed the folder or its permissions."
            | "Die Freigabe ist nicht verbunden, oder jemand hat den Ordner oder die Rechte \
               entfernt.",
        example: "archive ingest --follow /mnt/eingang, while the network is down",
    }
    DEMO_FOLDER = "E-CLI-030" Error Usage {
        title: "The folder for the demonstration is not empty"
            | "Der Ordner für die Vorführung ist nicht leer",
        message: "The demonstration needs an empty folder, and {path} is none."
            | "Die Vorführung braucht einen leeren Ordner, und {path} ist keiner.",
        hint: "Name a folder that is missing or empty, or none: a temporary one is used then."
            | "Einen Ordner angeben, der fehlt oder leer ist, oder keinen; dann wird ein \
               vorübergehender benutzt.",
        cause: "The demonstration never mixes with what is there already."
            | "Die Vorführung mischt sich nie mit dem, was schon da ist.",
        example: "archive demo DIR, twice",
    }
    DEMO_STEP = "E-CLI-031" Error Failed {
        title: "A step of the demonstration failed"
            | "Ein Schritt der Vorführung ist gescheitert",
        message: "Step {number} of the demonstration ({step}) failed: {reason}"
            | "Schritt {number} der Vorführung ({step}) ist gescheitert: {reason}",
        hint: "What it left is in {path}; archive doctor says whether the machine is fit."
            | "Was entstanden ist, liegt in {path}; archive doctor sagt, ob der Rechner taugt.",
        cause: "The machine refused something (space, permission), or the archive did something \
                else than it says."
            | "Der Rechner hat etwas verweigert (Platz, Rechte), oder das Archiv hat etwas \
               anderes getan, als es sagt.",
        example: "archive demo DIR, on a full disk",
    }
}
