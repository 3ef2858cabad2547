//! The German texts of the tree of commands. A test shows that none is missing and none is left
//! over.

/// Commands by the words that lead to them.
const COMMANDS: &[(&str, &str)] = &[
    ("", "Elektronisches Langzeitarchiv der Kommunen"),
    ("init", "Eine neue Installation anlegen"),
    ("tenant", "Mandanten anlegen, auflisten und anzeigen"),
    ("tenant add", "Einen Mandanten anlegen"),
    ("tenant list", "Die Mandanten auflisten"),
    ("tenant show", "Einen Mandanten und seinen Bestand anzeigen"),
    ("ingest", "Pakete übernehmen: prüfen, beschreiben, speichern, bestätigen"),
    ("check", "Pakete ohne Archiv prüfen, mit denselben Befunden wie bei der Übernahme"),
    ("list", "Die Pakete eines Mandanten auflisten"),
    ("search", "In Beschreibungen und Dateinamen suchen"),
    ("show", "Alles anzeigen, was über ein Paket bekannt ist"),
    ("describe", "Beschreibungen anzeigen, ändern und ausgeben"),
    ("export", "Pakete ausgeben"),
    ("fixity", "Prüfen, ob alles Gespeicherte unverändert ist"),
    ("fixity run", "Gespeicherte Pakete lesen und mit dem vergleichen, was gespeichert wurde"),
    ("fixity status", "Abdeckung, älteste Prüfung, nie Geprüftes und offene Schäden anzeigen"),
    ("fixity report", "Den Bericht eines Jahres als JSON, CSV und Seite zum Drucken schreiben"),
    ("fixity history", "Die Läufe auflisten, die neuesten zuerst"),
    ("repair", "Beschädigte Dateien aus einer guten Kopie wiederherstellen"),
    ("evidence", "Was bei Reparaturen von beschädigten Dateien verwahrt wurde"),
    ("evidence list", "Auflisten, was Reparaturen verwahrt haben"),
    ("evidence release", "Entfernen, was eine Reparatur verwahrt hat"),
    ("ledger", "Anzeigen, prüfen und nachweisen, was das Hauptbuch belegt"),
    ("ledger show", "Die Einträge anzeigen"),
    (
        "ledger verify",
        "Jeden Eintrag und jede Unterschrift auf jeder Kopie prüfen, und den Katalog daran",
    ),
    (
        "ledger prove",
        "Schreiben, was Außenstehenden nachweist, dass eine Version im Hauptbuch steht",
    ),
    ("ledger checkpoint", "Den unterschriebenen Prüfpunkt ausgeben"),
    ("ledger timestamp", "Das Hauptbuch von einer Zeitstempelstelle datieren lassen (RFC 3161)"),
    (
        "ledger evidence",
        "Den Beweisdatensatz einer Version schreiben (RFC 4998): er zeigt, seit wann sie da war",
    ),
    ("key", "Die Schlüssel anzeigen und ersetzen, die das Hauptbuch unterschreiben"),
    (
        "key show",
        "Die öffentlichen Schlüssel des Hauptbuchs anzeigen, und ab welchem Eintrag sie gelten",
    ),
    ("key rotate", "Einen neuen Schlüssel machen und an ihn übergeben; der alte wird entfernt"),
    (
        "key lost",
        "Einen neuen Schlüssel an die Stelle eines verlorenen setzen, auf Wort der Installation",
    ),
    ("rebuild", "Den Katalog allein aus dem Speicher neu aufbauen"),
    ("copies", "Speicherorte auflisten, hinzufügen, füllen und aufgeben"),
    ("copies list", "Die Speicherorte auflisten und was ihnen fehlt"),
    ("copies add", "Einen Speicherort hinzufügen und aus den anderen füllen"),
    ("copies sync", "Einen Speicherort auf den Stand bringen"),
    ("copies verify", "Alles an einem Speicherort lesen und mit dem Gespeicherten vergleichen"),
    ("copies require", "Festlegen, ob ein Paket ohne einen Speicherort gespeichert heißt"),
    ("copies retire", "Einen Speicherort aufgeben; seine Bytes bleiben, wo sie sind"),
    ("identify", "Sagen, welche Formate Dateien haben"),
    ("formats", "Die Formate, die erkannt werden"),
    ("formats list", "Die Formate auflisten und sagen, aus welcher Tabelle sie stammen"),
    (
        "formats report",
        "Zeigen, welche Formate die Nutzdaten haben: Dateien, Umfang, älteste, Regel",
    ),
    ("formats update", "Die Signaturdateien von PRONOM prüfen und einsetzen"),
    ("ocfl", "Mit OCFL-Objekten und -Wurzelverzeichnissen arbeiten, eigenen wie fremden"),
    ("ocfl validate", "OCFL-Objekte und -Wurzelverzeichnisse nach 1.0 und 1.1 prüfen"),
    ("schemas", "Fremde Schemas in einem Ordner halten und Dokumente danach beurteilen"),
    ("schemas list", "Die Schemas des Ordners auflisten: was sie beschreiben, wer sie herausgibt"),
    (
        "schemas check",
        "Jedes Schema übersetzen oder XML-Dateien nach dem Schema ihres Wurzelelements beurteilen",
    ),
    ("schemas add", "Schemas in den Ordner kopieren und in seinem Katalog eintragen"),
    ("doctor", "Die Installation selbst prüfen"),
    ("config", "Die Konfiguration anzeigen"),
    ("config show", "Jede geltende Einstellung anzeigen"),
    ("demo", "Ein geführter Durchgang mit eingebauten Beispielen"),
    ("explain", "Einen Code erklären: Ursache, Beispiel, was zu tun ist"),
    ("completions", "Die Vervollständigung für eine Shell schreiben"),
    ("man", "Handbuchseiten zeigen"),
    ("help", "Die Hilfe eines Befehls zeigen"),
];

const SCHEMAS_FOLDER: &str =
    "Ordner der Schemas (sonst ARCHIVE_SCHEMAS, sonst der aus archive.toml)";

/// Arguments by command and id.
const ARGUMENTS: &[(&str, &str)] = &[
    (
        "#archive",
        "Ordner der Installation (sonst ARCHIVE_DIR, sonst der aktuelle Ordner und die darüber)",
    ),
    ("#of_tenant", "Gemeinter Mandant (sonst ARCHIVE_TENANT, sonst der einzige)"),
    ("#wait", "Wie lange auf einen anderen Prozess gewartet wird, der eine Sperre hält"),
    ("#json", "JSON-Zeilen auf die Standardausgabe schreiben"),
    ("#lang", "Sprache der Meldungen: de oder en (sonst die des Systems)"),
    ("#quiet", "Nur zeigen, was nicht in Ordnung ist"),
    ("#verbose", "Mehr sagen; zweimal angeben für noch mehr"),
    ("#no_progress", "Keinen Fortschritt anzeigen"),
    ("#log_format", "Form der Protokollzeilen auf der Fehlerausgabe: text oder json"),
    ("#help", "Hilfe zeigen"),
    ("#version", "Die Version zeigen"),
    ("init#folder", "Ordner der neuen Installation; er wird angelegt, wo er fehlt"),
    (
        "init#name",
        "Name der Installation; er steht in jeder Kopie und ändert sich nie (sonst eine UUID)",
    ),
    ("repair#ids", "Die Pakete; jedes wird zuvor auf jeder Kopie gelesen"),
    ("repair#all", "Alles, was Prüfungen als beschädigt erkannt haben"),
    ("repair#copy", "Nur eine Kopie wiederherstellen"),
    ("repair#strays", "Auch wegnehmen, was niemand abgelegt hat; es wird verwahrt"),
    ("repair#dry_run", "Sagen, was woraus wiederhergestellt würde, und nichts ändern"),
    ("evidence list#copy", "Nur auf einer Kopie"),
    ("evidence release#run", "Die Reparatur, wie evidence list sie nennt"),
    ("evidence release#yes", "Es tun; sonst wird nichts entfernt"),
    ("evidence release#reason", "Warum es nicht mehr gebraucht wird"),
    (
        "copies add#copy",
        "Name und Ort: ein Ordner oder eine URL, die mit file, s3, az oder gs beginnt",
    ),
    ("copies add#optional", "Pakete werden ohne ihn gespeichert, wenn er weg ist"),
    ("copies add#offline", "Ein Datenträger, der weggebracht wird: gefüllt und nicht vermisst"),
    ("copies add#tenants", "Nur Pakete dieses Mandanten; für jeden einmal angeben (sonst aller)"),
    ("copies add#bandwidth", "Höchstens so viele Bytes in der Sekunde, etwa 20MiB"),
    ("copies add#requests", "Höchstens so viele Anfragen in der Sekunde"),
    ("copies add#concurrency", "Höchstens so viele Anfragen zur gleichen Zeit"),
    ("copies add#lock", "Gespeichertes dort sperren (nur S3), etwa \"governance 30d\""),
    ("copies add#credentials", "Datei mit den Zugangsdaten: Zeilen NAME=Wert"),
    ("copies add#empty", "Leer hinzufügen; copies sync füllt ihn"),
    ("copies add#jobs", "Pakete zur gleichen Zeit"),
    ("copies add#dry_run", "Sagen, was hinzukäme und gebracht würde, und nichts ändern"),
    ("copies sync#name", "Der Speicherort (sonst jeder, der immer da ist)"),
    ("copies sync#jobs", "Pakete zur gleichen Zeit"),
    ("copies sync#dry_run", "Sagen, was fehlt, und nichts bringen"),
    ("copies verify#name", "Der Speicherort"),
    ("copies verify#dry_run", "Auflisten, was gelesen würde und was das kostet"),
    ("copies require#name", "Der Speicherort"),
    ("copies require#off", "Pakete werden von jetzt an ohne ihn gespeichert, wenn er weg ist"),
    ("copies require#dry_run", "Sagen, ob es geht, und nichts ändern"),
    ("copies retire#name", "Der Speicherort"),
    ("copies retire#yes", "Nicht nach dem Namen fragen"),
    ("copies retire#reason", "Warum er aufgegeben wird; es wird bei der Kopie verwahrt"),
    ("copies retire#dry_run", "Sagen, ob er aufgegeben werden kann, und nichts ändern"),
    ("init#copies", "Speicherort; für jeden einmal angeben (sonst ein Ordner copies/main)"),
    (
        "init#from_copy",
        "Eine verlorene Installation aus dieser Kopie zurückholen; --copy nennt dann weitere, die \
         es noch gibt",
    ),
    ("init#dry_run", "Sagen, was angelegt würde, und nichts anlegen"),
    ("tenant add#id", "Kurzname: Kleinbuchstaben, Ziffern, Bindestriche"),
    ("tenant add#name", "Name der Kommune oder ihres Archivs"),
    ("tenant add#isil", "ISIL des Archivs (ISO 15511), etwa DE-Ch3"),
    ("tenant add#dry_run", "Sagen, was angelegt würde, und nichts anlegen"),
    ("tenant show#id", "Der Mandant (sonst der mit --tenant gemeinte)"),
    ("ingest#paths", "Pakete: Ordner, ZIP, TAR, komprimiertes TAR, einzelne Dateien"),
    ("ingest#each", "Jeden Eintrag der Ordner als eigenes Paket nehmen"),
    (
        "ingest#from_file",
        "Pfade aus einer Liste lesen, einen je Zeile, oder aus den JSON-Zeilen eines früheren \
         Laufs; - ist die Standardeingabe",
    ),
    ("ingest#only", "Von einem früheren Lauf nur Pakete mit diesen Zuständen nehmen"),
    (
        "ingest#jobs",
        "Pakete, die gleichzeitig bearbeitet werden (sonst Zahl der Kerne, mindestens 2)",
    ),
    ("ingest#profile", "BagIt-Profil, das die Pakete erfüllen müssen, als JSON-Datei"),
    (
        "ingest#kind",
        "Die Pakete als diese Art beurteilen, wie immer sie aussehen (sonst nach dem, was in ihnen \
         liegt)",
    ),
    ("ingest#dry_run", "Alles tun außer speichern; der Bericht ist derselbe"),
    ("ingest#follow", "Die Ordner weiter auf neue Pakete beobachten; schließt --each ein"),
    ("ingest#settle", "Mit --follow: ein Paket nehmen, wenn es sich so lange nicht verändert hat"),
    (
        "ingest#move_to",
        "Pakete, die gespeichert wurden oder es schon waren, in einen Ordner verschieben (mit \
         --follow sonst nach _stored im beobachteten Ordner)",
    ),
    (
        "ingest#rejected_to",
        "Zurückgewiesene Pakete in einen Ordner verschieben (mit --follow sonst nach _rejected im \
         beobachteten Ordner)",
    ),
    (
        "ingest#quarantine_to",
        "Pakete mit einem Virus in einen Ordner verschieben, wo die Regel Quarantäne lautet (sonst \
         als quarantine neben den Ordner von --move-to; mit --follow nach _quarantine im \
         beobachteten Ordner)",
    ),
    ("ingest#as_version_of", "Das Paket als nächste Version dieses Pakets speichern"),
    ("check#paths", "Pakete: Ordner, ZIP, TAR, komprimiertes TAR, einzelne Dateien"),
    ("check#each", "Jeden Eintrag der Ordner als eigenes Paket nehmen"),
    (
        "check#from_file",
        "Pfade aus einer Liste lesen, einen je Zeile, oder aus den JSON-Zeilen eines früheren \
         Laufs; - ist die Standardeingabe",
    ),
    ("check#only", "Von einem früheren Lauf nur Pakete mit diesen Zuständen nehmen"),
    (
        "check#jobs",
        "Pakete, die gleichzeitig bearbeitet werden (sonst Zahl der Kerne, mindestens 2)",
    ),
    ("check#profile", "BagIt-Profil, das die Pakete erfüllen müssen, als JSON-Datei"),
    (
        "check#kind",
        "Die Pakete als diese Art beurteilen, wie immer sie aussehen (sonst nach dem, was in ihnen \
         liegt)",
    ),
    ("list#limit", "Höchstens so viele Pakete zeigen"),
    ("list#after", "Nur Pakete nach diesem zeigen"),
    ("list#own", "Die Pakete zeigen, die das Archiv für sich selbst angelegt hat (Schemas)"),
    (
        "search#words",
        "Wörter, die alle in der Beschreibung oder in Dateinamen vorkommen müssen; jedes trifft \
         den Anfang eines Wortes. Eine Laufzeit wird gesucht, wie sie dasteht, nicht als Zeitraum; \
         der Inhalt der Dateien wird nicht durchsucht",
    ),
    ("search#format", "Nur Pakete mit Nutzdaten dieses Formats (PUID wie fmt/95)"),
    ("search#limit", "Höchstens so viele Pakete zeigen (sonst 10.000)"),
    ("describe#ids", "Die Pakete; ihre Beschreibungen werden gezeigt, wo nichts zu ändern ist"),
    (
        "describe#set",
        "Dies zum Wert eines Feldes machen, die alten fallen weg; zweimal angeben für zwei Werte",
    ),
    ("describe#add", "Einem Feld einen Wert hinzufügen"),
    ("describe#clear", "Alle Werte eines Feldes wegnehmen"),
    (
        "describe#level",
        "Die Stufe setzen: Bestand, Klassifikation, Serie, Akte, Vorgang, Dokument oder ein \
         anderes Wort",
    ),
    (
        "describe#from",
        "Beschreibungen aus EAD, Dublin Core oder einer CSV-Tabelle nehmen; ohne ID für alle \
         Pakete darin",
    ),
    ("describe#replace", "Mit --from: wegnehmen, was die Datei nicht sagt"),
    ("describe#reason", "Warum die Beschreibung geändert wird; es bleibt beim Paket"),
    ("describe#by", "Wer sie ändert; es bleibt beim Paket"),
    ("describe#history", "Zeigen, was mit der Beschreibung geschah, Version für Version"),
    (
        "describe#to",
        "Die Beschreibungen aller oder der genannten Pakete in eine Datei schreiben; - ist die \
         Standardausgabe",
    ),
    (
        "describe#form",
        "Mit --to: csv, ead3 oder ead2002 (sonst ead3, wenn die Datei auf .xml endet, sonst csv)",
    ),
    ("describe#dry_run", "Sagen, was sich ändern würde, und nichts ändern"),
    ("show#id", "Das Paket"),
    ("show#files", "Auch seine Dateien auflisten"),
    (
        "show#events",
        "Aus einer Kopie berichten, was mit ihm geschah: Prüfungen, Virenscan, Übernahme",
    ),
    ("show#version", "Version, deren Dateien aufgelistet werden (sonst die neueste)"),
    ("export#ids", "Die Pakete"),
    ("export#to", "Ordner, in dem jedes Paket einen eigenen Ordner bekommt"),
    ("export#form", "Form: files, bagit, ocfl, eark-aip oder eark-dip"),
    (
        "export#path",
        "Nur die Datei mit diesem Pfad ausgeben oder alles unter dem Ordner mit diesem Pfad",
    ),
    ("export#version", "Version, die ausgegeben wird (sonst die neueste)"),
    ("export#with_submission", "Was die Nutzdaten begleitete, daneben legen (nur bei files)"),
    (
        "export#portable_names",
        "Namen ersetzen, die manche Systeme ablehnen, und die Liste der Namen schreiben",
    ),
    ("export#dry_run", "Sagen, was geschrieben würde, und nichts schreiben"),
    ("fixity run#due", "Nur prüfen, was nach den Regeln des Archivs fällig ist"),
    ("fixity run#budget", "Nach so viel aufhören: eine Zeit wie 2h oder eine Menge wie 500GiB"),
    ("fixity run#max_age", "Auslassen, was innerhalb dieser Zeit geprüft wurde, etwa 90d"),
    ("fixity run#copy", "Nur eine Kopie prüfen"),
    ("fixity run#id", "Nur ein Paket prüfen"),
    ("fixity run#metrics", "Nach dem Lauf Kennzahlen für Prometheus in diese Datei schreiben"),
    ("fixity run#dry_run", "Nur auflisten, was in welcher Folge gelesen würde"),
    ("fixity run#from_medium", "Vom Datenträger lesen, am Zwischenspeicher des Systems vorbei"),
    (
        "fixity run#repair",
        "Beschädigtes aus einer guten Kopie wiederherstellen, wie archive repair",
    ),
    ("fixity report#year", "Das Jahr"),
    ("fixity report#to", "Ordner für den Bericht; wird angelegt, wenn er fehlt"),
    (
        "fixity report#copy",
        "Aus dem erstellen, was auf dieser Kopie liegt (sonst auf der ersten lesbaren)",
    ),
    ("fixity history#limit", "Höchstens so viele Läufe zeigen"),
    ("fixity history#copy", "Nur Läufe auf dieser Kopie"),
    ("fixity history#since", "Nur Läufe, die an diesem Tag (UTC) oder später begannen"),
    ("fixity history#until", "Nur Läufe, die an diesem Tag (UTC) oder früher begannen"),
    ("fixity history#damaged", "Nur Läufe, die Schäden fanden"),
    ("ledger show#from", "Bei dieser Position beginnen, gezählt ab 0"),
    ("ledger show#limit", "Höchstens so viele Einträge zeigen"),
    ("ledger show#id", "Nur Einträge zu diesem Paket"),
    ("ledger verify#copy", "Nur eine Kopie prüfen"),
    (
        "ledger verify#key",
        "Öffentlicher Schlüssel, der zum Hauptbuch gehören muss (sonst der der Schlüsseldatei); \
         mehrfach möglich",
    ),
    (
        "key lost#key",
        "Öffentlicher Schlüssel, der zum Hauptbuch gehören muss, aus einer Quittung oder wie \
         veröffentlicht; mehrfach möglich",
    ),
    ("ledger prove#id", "Das Paket"),
    ("ledger prove#version", "Die Version (sonst die neueste)"),
    ("ledger prove#to", "Ordner für Quittung und Nachweis; er wird angelegt, wo er fehlt"),
    (
        "ledger timestamp#renew",
        "Ältere Zeitstempel jetzt erneuern, auch wenn keiner von ihnen altert",
    ),
    ("ledger evidence#id", "Das Paket"),
    ("ledger evidence#version", "Die Version (sonst die neueste)"),
    (
        "ledger evidence#to",
        "Ordner für den Datensatz und das Inventar, das er datiert; er wird angelegt, wo er fehlt",
    ),
    ("rebuild#from_copy", "Kopie, aus der gelesen wird (sonst die erste)"),
    (
        "rebuild#despite_damage",
        "Den Katalog ersetzen, obwohl die Kopie beschädigt ist; Unlesbares fehlt dann darin",
    ),
    ("rebuild#dry_run", "Alles lesen und sagen, was aufgebaut würde, und nichts verändern"),
    ("identify#paths", "Dateien; Ordner werden durchgegangen"),
    (
        "identify#from_file",
        "Pfade aus einer Liste lesen, einen je Zeile; - ist die Standardeingabe",
    ),
    ("identify#signatures", "Signaturdatei von DROID (sonst die eingesetzte oder die eingebaute)"),
    ("identify#containers", "Containerdatei von DROID dazu"),
    ("identify#jobs", "Dateien, die gleichzeitig bearbeitet werden (sonst Zahl der Kerne)"),
    ("formats list#signatures", "Signaturdatei von DROID statt der eingesetzten"),
    ("formats list#containers", "Containerdatei von DROID dazu"),
    ("formats update#files", "Signaturdatei von DROID, ihre Containerdatei oder beide"),
    ("formats update#dry_run", "Nur prüfen und sagen, was eingesetzt würde"),
    ("ocfl validate#paths", "Objekte oder Wurzelverzeichnisse"),
    ("ocfl validate#no_digests", "Nur den Aufbau prüfen; keinen Inhalt lesen"),
    ("ocfl validate#jobs", "Threads, die lesen und rechnen (sonst Zahl der Kerne)"),
    ("schemas list#schemas", SCHEMAS_FOLDER),
    (
        "schemas check#files",
        "XML-Dateien, die beurteilt werden; ohne Angabe wird jedes Schema des Ordners übersetzt",
    ),
    ("schemas check#schemas", SCHEMAS_FOLDER),
    ("schemas add#files", "Schemas; die einander brauchen, gehören in einen Aufruf"),
    ("schemas add#schemas", SCHEMAS_FOLDER),
    ("doctor#full", "Alles mit allem vergleichen"),
    (
        "doctor#reconcile",
        "Katalog, Journal, Quittungen und Kopien in beiden Richtungen vergleichen, Überbleibsel \
         entfernen und Fehlendes zurückholen",
    ),
    ("doctor#dry_run", "Mit --reconcile: sagen, was nicht stimmt, und nichts verändern"),
    ("config show#origin", "Sagen, woher jede Einstellung kommt"),
    (
        "demo#folder",
        "Ordner für die Vorführung; er muss leer sein oder fehlen (sonst ein vorübergehender)",
    ),
    ("explain#codes", "Codes wie E-BAG-012; ohne Angabe werden alle aufgelistet"),
    ("completions#shell", "bash, elvish, fish, powershell oder zsh"),
    ("man#command", "Befehl, dessen Seite gezeigt wird; ohne Angabe die des Programms"),
    ("man#to", "Die Seiten aller Befehle in beiden Sprachen in einen Ordner schreiben"),
    ("help#command", "Befehl, der erklärt werden soll"),
];

/// Placeholders for values.
const VALUE_NAMES: &[(&str, &str)] = &[
    ("AMOUNT", "MENGE"),
    ("BUDGET", "BUDGET"),
    ("CODE", "CODE"),
    ("COMMAND", "BEFEHL"),
    ("DIR", "ORDNER"),
    ("FIELD", "FELD"),
    ("FIELD=VALUE", "FELD=WERT"),
    ("FILE", "DATEI"),
    ("FORM", "FORM"),
    ("ID", "KENNUNG"),
    ("ISIL", "ISIL"),
    ("KIND", "ART"),
    ("LANGUAGE", "SPRACHE"),
    ("LEVEL", "STUFE"),
    ("LIST", "LISTE"),
    ("NAME", "NAME"),
    ("NAME=URL", "NAME=URL"),
    ("COUNT", "ANZAHL"),
    ("DAY", "TAG"),
    ("NUMBER", "NUMMER"),
    ("PATH", "PFAD"),
    ("PUID", "PUID"),
    ("RULE", "REGEL"),
    ("RUN", "LAUF"),
    ("SECONDS", "SEKUNDEN"),
    ("SHELL", "SHELL"),
    ("STATES", "ZUSTÄNDE"),
    ("TENANT", "MANDANT"),
    ("TEXT", "TEXT"),
    ("TIME", "ZEIT"),
    ("WORDS", "WÖRTER"),
    ("YEAR", "JAHR"),
];

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// What a command does.
pub fn about(path: &str) -> Option<&'static str> {
    find(COMMANDS, path)
}

/// What an argument means: that of the command, else that of all commands.
pub fn argument(path: &str, id: &str) -> Option<&'static str> {
    find(ARGUMENTS, &format!("{path}#{id}")).or_else(|| find(ARGUMENTS, &format!("#{id}")))
}

/// The placeholder for a value.
pub fn value_name(name: &str) -> String {
    find(VALUE_NAMES, name).unwrap_or(name).to_owned()
}

/// Every command that has a text.
#[cfg(all(test, feature = "installation"))]
pub fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(key, _)| *key)
}

/// Every argument that has a text.
#[cfg(all(test, feature = "installation"))]
pub fn arguments() -> impl Iterator<Item = &'static str> {
    ARGUMENTS.iter().map(|(key, _)| *key)
}

/// Every placeholder that has a text.
#[cfg(all(test, feature = "installation"))]
pub fn value_names() -> impl Iterator<Item = &'static str> {
    VALUE_NAMES.iter().map(|(key, _)| *key)
}
