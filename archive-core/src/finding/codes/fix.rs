//! Fixity: damage found in the archive.

use crate::finding::code::codes;

codes! {
    CORRUPT = "E-FIX-001" Error Integrity {
        title: "A stored file has changed" | "Eine gespeicherte Datei hat sich verändert",
        message: "On the copy {copy}, {path} does not have the bytes that were stored."
            | "Auf der Kopie {copy} hat {path} nicht mehr die gespeicherten Bytes.",
        hint: "Repair it from another copy: archive repair and the id of the package. Check the \
               disk of this copy."
            | "Aus einer anderen Kopie wiederherstellen: archive repair und die Kennung des \
               Pakets. Den Datenträger dieser Kopie prüfen.",
        cause: "The medium, memory or a cable changed bytes, or somebody changed, replaced or \
                rolled back the file."
            | "Datenträger, Speicher oder ein Kabel haben Bytes verändert, oder jemand hat die \
               Datei geändert, ersetzt oder auf einen älteren Stand gesetzt.",
        example: "One bit of v1/content/0000/0003 flipped.",
    }
    MISSING = "E-FIX-002" Error Integrity {
        title: "A stored file is missing" | "Eine gespeicherte Datei fehlt",
        message: "On the copy {copy}, {path} is not there."
            | "Auf der Kopie {copy} fehlt {path}.",
        hint: "Repair it from another copy: archive repair and the id of the package."
            | "Aus einer anderen Kopie wiederherstellen: archive repair und die Kennung des \
               Pakets.",
        cause: "Somebody deleted the file, or a check of the file system removed it."
            | "Jemand hat die Datei gelöscht, oder eine Prüfung des Dateisystems hat sie entfernt.",
        example: "v1/content/0000/0003 was deleted by hand.",
    }
    UNREADABLE = "E-FIX-003" Error Integrity {
        title: "A stored file cannot be read" | "Eine gespeicherte Datei ist nicht lesbar",
        message: "On the copy {copy}, {path} is there but cannot be read."
            | "Auf der Kopie {copy} ist {path} vorhanden, aber nicht lesbar.",
        hint: "Look at the system's log and at the permissions; replace a failing disk soon and \
               repair from a good copy."
            | "Systemprotokoll und Rechte prüfen; einen ausfallenden Datenträger bald ersetzen \
               und aus einer guten Kopie wiederherstellen.",
        cause: "The medium has bad blocks, or the account may not read the file."
            | "Der Datenträger hat defekte Blöcke, oder das Konto darf die Datei nicht lesen.",
        example: "read: Input/output error",
    }
    UNEXPECTED = "E-FIX-004" Error Integrity {
        title: "Something that nobody stored" | "Etwas, das niemand gespeichert hat",
        message: "On the copy {copy}, {path} is there although the archive did not put it there."
            | "Auf der Kopie {copy} liegt {path}, obwohl das Archiv es dort nicht abgelegt hat.",
        hint: "Find out who put it there, and remove it."
            | "Klären, wer es abgelegt hat, und es entfernen.",
        cause: "Somebody or some program wrote into the storage of the archive."
            | "Jemand oder ein Programm hat in den Speicher des Archivs geschrieben.",
        example: "A Thumbs.db in the folder of a package.",
    }
    DAMAGED = "E-FIX-005" Error Integrity {
        title: "The check found damage" | "Die Prüfung hat Schäden gefunden",
        message: "{count} damaged files were found on the copy {copy}."
            | "Auf der Kopie {copy} wurden {count} beschädigte Dateien gefunden.",
        hint: "Show them: archive fixity status. Repair them: archive repair --all."
            | "Anzeigen: archive fixity status. Wiederherstellen: archive repair --all.",
        cause: "What lies on the copy is not what was stored there."
            | "Auf der Kopie liegt nicht, was dort gespeichert wurde.",
        example: "archive fixity run, after a disk has lost a block",
    }
    UNREACHABLE = "W-FIX-010" Warning Temporary {
        title: "A package could not be checked now" | "Ein Paket war nicht zu prüfen",
        message: "The copy {copy} did not answer for {path}: {reason}."
            | "Die Kopie {copy} hat für {path} nicht geantwortet: {reason}.",
        hint: "Nothing is known to be damaged; the check stays due. Run it again later."
            | "Ein Schaden ist nicht bekannt; die Prüfung bleibt fällig. Später wiederholen.",
        cause: "The network or the store had trouble that passes."
            | "Netz oder Speicher hatten eine vorübergehende Störung.",
        example: "A bucket that answers 503",
    }
    UNSETTLED = "W-FIX-011" Warning Temporary {
        title: "A package is being written" | "Ein Paket wird gerade geschrieben",
        message: "The package {path} on the copy {copy} is being written, or its ingest was \
                  interrupted."
            | "Das Paket {path} auf der Kopie {copy} wird gerade geschrieben, oder seine \
               Übernahme wurde unterbrochen.",
        hint: "Finish the ingest by repeating it; the check stays due."
            | "Die Übernahme durch Wiederholen abschließen; die Prüfung bleibt fällig.",
        cause: "Between two steps of an ingest a package cannot be judged."
            | "Zwischen zwei Schritten einer Übernahme ist ein Paket nicht zu beurteilen.",
        example: "A check at the moment a second version is stored",
    }
    FLICKERED = "W-FIX-012" Warning Failed {
        title: "A file read wrongly once" | "Eine Datei wurde einmal falsch gelesen",
        message: "On the copy {copy}, {path} was wrong when read first and right when read again."
            | "Auf der Kopie {copy} war {path} beim ersten Lesen falsch und beim zweiten richtig.",
        hint: "The file is good. Test memory, cables and the disk of this machine."
            | "Die Datei ist in Ordnung. Arbeitsspeicher, Kabel und Datenträger prüfen.",
        cause: "Memory, a cable or a controller changed bytes on their way."
            | "Arbeitsspeicher, ein Kabel oder eine Steuerung haben Bytes unterwegs verändert.",
        example: "A memory module with a weak bit",
    }
    LEFTOVER = "W-FIX-013" Warning Failed {
        title: "A leftover of an interrupted write" | "Ein Rest eines abgebrochenen Schreibens",
        message: "On the copy {copy}, {path} was left behind by an interrupted write."
            | "Auf der Kopie {copy} ist {path} von einem abgebrochenen Schreiben übrig.",
        hint: "It does no harm; archive doctor --reconcile removes it."
            | "Er schadet nicht; archive doctor --reconcile entfernt ihn.",
        cause: "The machine stopped between writing a temporary file and renaming it."
            | "Der Rechner blieb zwischen Schreiben und Umbenennen einer Hilfsdatei stehen.",
        example: ".0123456789abcdef0123456789abcdef.tmp beside an inventory",
    }
    CATALOG_DIFFERS = "W-FIX-014" Warning Failed {
        title: "The catalog contradicts the inventory" | "Der Katalog widerspricht dem Inventar",
        message: "The catalog knows other content files of {path} than its inventory, which is \
                  the one stored."
            | "Der Katalog kennt andere Inhaltsdateien von {path} als das Inventar, das \
               unverändert ist.",
        hint: "The package was checked by its inventory. Rebuild the catalog: archive rebuild."
            | "Das Paket wurde nach seinem Inventar geprüft. Den Katalog neu aufbauen: \
               archive rebuild.",
        cause: "The catalog file was damaged or changed from outside."
            | "Die Katalogdatei wurde beschädigt oder von außen geändert.",
        example: "A row of the catalog was changed with another program.",
    }
    COPY_GONE = "E-FIX-015" Error Temporary {
        title: "The copy is not there any more" | "Die Kopie ist nicht mehr da",
        message: "The copy {copy} does not give any file any more."
            | "Die Kopie {copy} gibt keine Datei mehr heraus.",
        hint: "Check that the drive is connected and mounted, then run the check again: it \
               continues."
            | "Prüfen, ob der Datenträger verbunden und eingebunden ist, dann die Prüfung \
               wiederholen: sie setzt fort.",
        cause: "The drive was removed, unmounted or failed as a whole while it was read."
            | "Der Datenträger wurde beim Lesen entfernt, ausgehängt oder ist ganz ausgefallen.",
        example: "A USB disk pulled during archive fixity run",
    }
    UNKNOWN_COPY = "E-FIX-016" Error Usage {
        title: "No such copy" | "Keine solche Kopie",
        message: "There is no copy {copy} in this archive."
            | "In diesem Archiv gibt es keine Kopie {copy}.",
        hint: "List the copies: archive copies list." | "Kopien auflisten: archive copies list.",
        cause: "The name is mistyped, or archive.toml does not name the copy."
            | "Der Name ist falsch geschrieben, oder archive.toml nennt die Kopie nicht.",
        example: "archive fixity run --copy mian",
    }
    NOT_RECORDED = "W-FIX-017" Warning Failed {
        title: "A result is not on every copy" | "Ein Ergebnis liegt nicht auf jeder Kopie",
        message: "The result {path} could not be written to the copy {copy}: {reason}."
            | "Das Ergebnis {path} war nicht auf die Kopie {copy} zu schreiben: {reason}.",
        hint: "The other copies hold it. Find out why the copy takes no files."
            | "Die anderen Kopien halten es. Klären, warum die Kopie keine Dateien annimmt.",
        cause: "The copy is read-only, full, failing or not reachable."
            | "Die Kopie ist schreibgeschützt, voll, defekt oder nicht erreichbar.",
        example: "A disk that the system switched to read-only",
    }
    BAD_REPORT = "E-FIX-018" Error Integrity {
        title: "A result cannot be read" | "Ein Prüfergebnis ist nicht lesbar",
        message: "The result of an integrity check {path} cannot be read: {reason}."
            | "Das Ergebnis einer Integritätsprüfung {path} ist nicht lesbar: {reason}.",
        hint: "Other copies may hold it intact; run archive fixity run to learn the present state."
            | "Andere Kopien haben es vielleicht unversehrt; archive fixity run zeigt den \
               heutigen Stand.",
        cause: "The file was damaged, cut off or written by other software."
            | "Die Datei wurde beschädigt, abgeschnitten oder von anderer Software geschrieben.",
        example: "A segment without its end line",
    }
    STRAYS_CUT = "W-FIX-019" Warning Failed {
        title: "Too many strays to list" | "Zu viele Fremddateien zum Auflisten",
        message: "More than {limit} files on the copy {copy} belong to no package; the rest is \
                  not listed."
            | "Auf der Kopie {copy} gehören mehr als {limit} Dateien zu keinem Paket; der Rest \
               ist nicht aufgeführt.",
        hint: "Look at the storage root by hand, and remove what does not belong there."
            | "Den Speicherort ansehen und entfernen, was nicht dorthin gehört.",
        cause: "A whole tree of foreign files was put into the storage of the archive."
            | "Ein ganzer Baum fremder Dateien liegt im Speicher des Archivs.",
        example: "A backup program that uses the holdings as its target",
    }
    NO_GOOD_COPY = "E-FIX-020" Error Integrity {
        title: "No copy has the good bytes" | "Keine Kopie hat die guten Bytes",
        message: "{path} on the copy {copy} cannot be repaired: no copy has it as it was stored \
                  ({reason})."
            | "{path} auf der Kopie {copy} lässt sich nicht wiederherstellen: keine Kopie hat es, \
               wie es gespeichert wurde ({reason}).",
        hint: "Nothing was changed. Look for a backup or a medium in the safe, bring it in with \
               archive copies add, and repair again; the producer may have the package still."
            | "Es wurde nichts verändert. Eine Sicherung oder einen Datenträger im Tresor suchen, \
               mit archive copies add einbinden und erneut wiederherstellen; vielleicht hat die \
               abgebende Stelle das Paket noch.",
        cause: "The file is damaged on every copy, or the archive has only one."
            | "Die Datei ist auf jeder Kopie beschädigt, oder das Archiv hat nur eine.",
        example: "Both disks of one batch have bad blocks in the same file.",
    }
    SOURCE_AWAY = "E-FIX-021" Error Temporary {
        title: "The copy to repair from does not answer"
            | "Die Kopie zum Wiederherstellen antwortet nicht",
        message: "{path} on the copy {copy} could not be repaired now: {reason}"
            | "{path} auf der Kopie {copy} ließ sich jetzt nicht wiederherstellen: {reason}",
        hint: "Nothing was changed. Repeat when the other copies answer again."
            | "Es wurde nichts verändert. Wiederholen, wenn die anderen Kopien wieder antworten.",
        cause: "Another copy may have the good bytes, but it could not be asked."
            | "Eine andere Kopie hat vielleicht die guten Bytes, war aber nicht erreichbar.",
        example: "The service that holds the second copy is being restarted.",
    }
    NOT_REPAIRED = "E-FIX-022" Error Integrity {
        title: "What was repaired does not read back"
            | "Das Wiederhergestellte ist nicht wieder lesbar",
        message: "{path} on the copy {copy} was written anew and does not read back."
            | "{path} auf der Kopie {copy} wurde neu geschrieben und liest sich nicht zurück.",
        hint: "Replace the disk of this copy: archive copies add a new one, then retire this one."
            | "Den Datenträger dieser Kopie ersetzen: mit archive copies add eine neue anlegen, \
               dann diese aufgeben.",
        cause: "The medium does not keep what is written to it."
            | "Der Datenträger behält nicht, was darauf geschrieben wird.",
        example: "A disk that returns other bytes than were written to it",
    }
    UNATTESTED = "E-FIX-023" Error Integrity {
        title: "Nobody attests what was stored" | "Niemand bezeugt, was gespeichert wurde",
        message: "Nothing attests what {path} must hold, so nothing in it was repaired."
            | "Nichts bezeugt, was {path} enthalten muss; darin wurde nichts wiederhergestellt.",
        hint: "If the catalog was lost or is old, rebuild it: archive rebuild. Then check again."
            | "Ging der Katalog verloren oder ist er alt, ihn neu aufbauen: archive rebuild. \
               Danach erneut prüfen.",
        cause: "The catalog does not know the package, or the ledger knows more versions of it."
            | "Der Katalog kennt das Paket nicht, oder das Hauptbuch kennt mehr Versionen davon.",
        example: "The catalog was put back from an old backup.",
    }
    NO_EVIDENCE = "E-FIX-024" Error Usage {
        title: "No such evidence" | "Kein solches Beweisstück",
        message: "No copy keeps anything of a repair {run}."
            | "Keine Kopie verwahrt etwas von einer Reparatur {run}.",
        hint: "archive evidence list shows what is kept."
            | "archive evidence list zeigt, was verwahrt wird.",
        cause: "The id is mistyped, or the evidence was released before."
            | "Die Kennung ist falsch geschrieben, oder es wurde schon freigegeben.",
        example: "archive evidence release 0193… --yes --reason x",
    }
    NOT_RELEASED = "E-FIX-025" Error Usage {
        title: "Evidence is not removed without --yes"
            | "Beweisstücke werden nicht ohne --yes entfernt",
        message: "The evidence of the repair {run} stays: --yes and --reason are missing."
            | "Die Beweisstücke der Reparatur {run} bleiben: --yes und --reason fehlen.",
        hint: "Repeat with --yes --reason TEXT if nobody needs it any more."
            | "Mit --yes --reason TEXT wiederholen, wenn niemand es mehr braucht.",
        cause: "What was damaged cannot be looked at again once it is removed."
            | "Was beschädigt war, lässt sich nach dem Entfernen nicht mehr ansehen.",
        example: "archive evidence release 0193…",
    }
    NOT_LOGGED = "W-FIX-028" Warning Temporary {
        title: "A report is not in the ledger" | "Ein Bericht steht nicht im Hauptbuch",
        message: "{path} could not be entered into the ledger: {reason}"
            | "{path} ließ sich nicht ins Hauptbuch eintragen: {reason}",
        hint: "The report itself is kept. archive doctor --reconcile enters it later."
            | "Der Bericht selbst ist verwahrt. archive doctor --reconcile trägt ihn nach.",
        cause: "A required copy does not answer, or the key of the tenant is missing."
            | "Eine vorgeschriebene Kopie antwortet nicht, oder der Schlüssel des Mandanten fehlt.",
        example: "The check of the first copy ends while the second one is away.",
    }
    OUTSIDE_WINDOW = "I-FIX-026" Info Failed {
        title: "Not in these hours" | "Nicht zu dieser Stunde",
        message: "The copy {copy} is read from {window} only and was left out."
            | "Die Kopie {copy} wird nur von {window} gelesen und wurde ausgelassen.",
        hint: "Nothing to do: a run in these hours goes on. Without --due the rules do not count."
            | "Nichts zu tun: Ein Lauf in diesen Stunden macht weiter. Ohne --due gelten die \
               Regeln nicht.",
        cause: "window in [fixity] of archive.toml keeps checks out of the other hours."
            | "window in [fixity] der archive.toml hält Prüfungen von anderen Stunden fern.",
        example: "archive fixity run --due at noon, with window = \"22:00-05:00\"",
    }
    DAY_SPENT = "I-FIX-027" Info Failed {
        title: "Enough was read today" | "Heute wurde genug gelesen",
        message: "{amount} were read on the copy {copy} today; it was left out."
            | "Auf der Kopie {copy} wurden heute {amount} gelesen; sie wurde ausgelassen.",
        hint: "Nothing to do: a run on the next day goes on. Without --due the rules do not count."
            | "Nichts zu tun: Ein Lauf am nächsten Tag macht weiter. Ohne --due gelten die Regeln \
               nicht.",
        cause: "per_day in [fixity] of archive.toml bounds what a day may cost."
            | "per_day in [fixity] der archive.toml begrenzt, was ein Tag kosten darf.",
        example: "A second archive fixity run --due on the same day",
    }
    LATE = "W-FIX-029" Warning Failed {
        title: "Packages are overdue for a check" | "Pakete sind mit der Prüfung überfällig",
        message: "{count} packages were not checked on the copy {copy} for longer than the \
                  {days} days of the rule."
            | "{count} Pakete wurden auf der Kopie {copy} länger nicht geprüft als die {days} \
               Tage der Regel.",
        hint: "Look whether archive fixity run --due runs each day, and to its end."
            | "Nachsehen, ob archive fixity run --due täglich läuft, und bis zu Ende.",
        cause: "Runs did not take place, or the rules leave them too little."
            | "Läufe fielen aus, oder die Regeln lassen ihnen zu wenig.",
        example: "A server that was away for a month",
    }
    WILL_BREAK = "W-FIX-030" Warning Failed {
        title: "A rule of integrity checks will be broken"
            | "Eine Regel der Prüfungen wird verletzt werden",
        message: "The copy {copy} is checked every {days} days until {date}, not longer: a day \
                  brings {per_day} bytes, and {needed} are needed."
            | "Die Kopie {copy} wird nur bis {date} alle {days} Tage geprüft: Ein Tag bringt \
               {per_day} Bytes, gebraucht werden {needed}.",
        hint: "Allow more a day, more hours or a greater age; see [fixity] in archive.toml."
            | "Mehr am Tag, mehr Stunden oder ein höheres Alter erlauben; siehe [fixity] in \
               archive.toml.",
        cause: "The holdings have grown, or the copy is slower than it was."
            | "Der Bestand ist gewachsen, oder die Kopie ist langsamer geworden.",
        example: "per_day = \"1GB\" for a copy with 500 GB and max_age = \"90d\"",
    }
    NO_SUCH_YEAR = "E-FIX-040" Error Usage {
        title: "No report of this year" | "Kein Bericht über dieses Jahr",
        message: "There is no report of the year {year}: it has not begun."
            | "Über das Jahr {year} gibt es keinen Bericht: Es hat noch nicht begonnen.",
        hint: "Name a year that is over, or the current one."
            | "Ein vergangenes Jahr nennen oder das laufende.",
        cause: "The year lies in the future, or is none."
            | "Das Jahr liegt in der Zukunft oder ist keines.",
        example: "archive fixity report --year 2126 --to reports",
    }
}
