//! OCFL 1.0 and 1.1, with the codes of the specification, and the archive's own where it has
//! none. What is checked under each code is listed in `docs/ocfl-validation.md`.
//!
//! `{place}` is a place inside the document at `{path}`, or the document that makes a claim;
//! `{value}` is what stands there.

use crate::finding::code::codes;

codes! {
    E001 = "E001" Error Invalid {
        title: "Something foreign in the object root" | "Fremdes im Objektverzeichnis",
        message: "{path} does not belong into an OCFL object."
            | "{path} gehört nicht in ein OCFL-Objekt.",
        hint: "Move it out of the object; content belongs into the content folder of a version."
            | "Aus dem Objekt herausnehmen; Inhalte gehören in den Inhaltsordner einer Version.",
        cause: "Beside declaration, inventory, sidecar, version folders, logs and extensions \
                nothing may stand in an object root."
            | "Neben Deklaration, Inventar, Prüfsummendatei, Versionsordnern, logs und extensions \
               darf im Objektverzeichnis nichts stehen.",
        example: "A file notes.txt beside inventory.json, or a file (not a folder) named v2.",
    }
    E002 = "E002" Error Invalid {
        title: "Declaration is not in NAMASTE form" | "Deklaration nicht in NAMASTE-Form",
        message: "The version declaration {value} of the object does not follow NAMASTE."
            | "Die Versionsdeklaration {value} des Objekts folgt nicht NAMASTE.",
        hint: "Name the file 0=ocfl_object_1.1 (or 1.0) with that text after the equals sign as \
               its content."
            | "Die Datei 0=ocfl_object_1.1 (oder 1.0) nennen; Inhalt ist der Text nach dem \
               Gleichheitszeichen.",
        cause: "A NAMASTE file says in its name what a folder is; a misspelt one says nothing to \
                other software."
            | "Eine NAMASTE-Datei sagt durch ihren Namen, was ein Ordner ist; falsch geschrieben \
               sagt sie anderer Software nichts.",
        example: "1=ocfl_object_1.0",
    }
    E003 = "E003" Error Invalid {
        title: "Not exactly one declaration" | "Nicht genau eine Deklaration",
        message: "The object {path} does not have exactly one version declaration."
            | "Das Objekt {path} hat nicht genau eine Versionsdeklaration.",
        hint: "Leave the one declaration that matches the type in the inventory; write it where \
               none is."
            | "Nur die Deklaration behalten, die zum type im Inventar passt; fehlt sie, eine \
               anlegen.",
        cause: "The declaration was lost in copying, or an upgrade left the older one behind."
            | "Die Deklaration ging beim Kopieren verloren, oder eine Umstellung ließ die ältere \
               stehen.",
        example: "0=ocfl_object_1.0 and 0=ocfl_object_1.1 side by side.",
    }
    E004 = "E004" Error Invalid {
        title: "Declaration without equals sign" | "Deklaration ohne Gleichheitszeichen",
        message: "The name {value} does not have the form T=dvalue."
            | "Der Name {value} hat nicht die Form T=dvalue.",
        hint: "Rename the file to 0=ocfl_object_1.1 (or 1.0)."
            | "Die Datei in 0=ocfl_object_1.1 (oder 1.0) umbenennen.",
        cause: "Some copy tools drop or replace the equals sign in file names."
            | "Manche Kopierprogramme verlieren oder ersetzen das Gleichheitszeichen in \
               Dateinamen.",
        example: "0ocfl_object_1.0",
    }
    E005 = "E005" Error Invalid {
        title: "Declaration with another tag than 0" | "Deklaration beginnt nicht mit 0",
        message: "The declaration {value} does not start with 0=."
            | "Die Deklaration {value} beginnt nicht mit 0=.",
        hint: "Rename the file so that it starts with 0=."
            | "Die Datei so umbenennen, dass sie mit 0= beginnt.",
        cause: "In NAMASTE only the tag 0 states the type of a folder."
            | "In NAMASTE nennt nur das Kennzeichen 0 die Art eines Ordners.",
        example: "1=ocfl_object_1.0",
    }
    E006 = "E006" Error Invalid {
        title: "Declaration of an unknown version" | "Deklaration einer unbekannten Version",
        message: "The declaration {value} names no OCFL object version known here."
            | "Die Deklaration {value} nennt keine hier bekannte OCFL-Objektversion.",
        hint: "Use ocfl_object_1.0 or ocfl_object_1.1; objects of a later version need a later \
               validator."
            | "ocfl_object_1.0 oder ocfl_object_1.1 verwenden; spätere Versionen brauchen einen \
               späteren Prüfer.",
        cause: "The name is misspelt, is that of a storage root, or belongs to another version of \
                the standard."
            | "Der Name ist falsch geschrieben, gehört zu einem Wurzelverzeichnis oder zu \
               einer anderen Version des Standards.",
        example: "0=ocfl_1.0 inside an object",
    }
    E007 = "E007" Error Invalid {
        title: "Declaration has the wrong content" | "Deklaration hat falschen Inhalt",
        message: "The content of {path} is not its own name after 0=, followed by one line feed."
            | "Der Inhalt von {path} ist nicht der eigene Name nach 0= mit genau einem Zeilenende.",
        hint: "Write exactly that text and one line feed (no carriage return) into the file."
            | "Genau diesen Text und ein Zeilenende (LF, kein CR) in die Datei schreiben.",
        cause: "The file was edited, is empty, or a transfer changed its line end."
            | "Die Datei wurde bearbeitet, ist leer, oder eine Übertragung änderte das Zeilenende.",
        example: "0=ocfl_object_1.1 contains \"ocfl_object_1.0\".",
    }
    E008 = "E008" Error Invalid {
        title: "No version" | "Keine Version",
        message: "The object {path} has no version." | "Das Objekt {path} hat keine Version.",
        hint: "Restore the version folders from another copy; an object without content still has \
               v1."
            | "Versionsordner aus einer anderen Kopie wiederherstellen; auch ein leeres Objekt hat \
               v1.",
        cause: "An object begins with its first version; without one it was never finished, or \
                lost everything."
            | "Ein Objekt beginnt mit seiner ersten Version; ohne sie wurde es nie fertig oder hat \
               alles verloren.",
        example: "\"versions\": {}",
    }
    E009 = "E009" Error Invalid {
        title: "Versions do not start at 1" | "Versionen beginnen nicht mit 1",
        message: "The first version in {path} is {value}; the sequence must start at 1."
            | "Die erste Version in {path} ist {value}; die Folge muss mit 1 beginnen.",
        hint: "Restore the missing first version from another copy."
            | "Die fehlende erste Version aus einer anderen Kopie wiederherstellen.",
        cause: "The first version folder was deleted, or the numbers were counted from 0 or 2."
            | "Der erste Versionsordner wurde gelöscht, oder es wurde ab 0 oder 2 gezählt.",
        example: "Only v2 and v3 exist.",
    }
    E010 = "E010" Error Invalid {
        title: "Gap in the versions" | "Lücke in den Versionen",
        message: "Versions are missing in {path}: {value}."
            | "In {path} fehlen Versionen: {value}.",
        hint: "Restore the missing version folders from another copy."
            | "Die fehlenden Versionsordner aus einer anderen Kopie wiederherstellen.",
        cause: "A version was deleted, or a copy was cut short."
            | "Eine Version wurde gelöscht, oder eine Kopie brach ab.",
        example: "v1, v2 and v4, but no v3.",
    }
    E011 = "E011" Error Invalid {
        title: "Malformed padded version name" | "Aufgefüllter Versionsname fehlerhaft",
        message: "The version name {value} in {path} must start with v, and with v0 where numbers \
                  are zero-padded."
            | "Der Versionsname {value} in {path} muss mit v beginnen, bei aufgefüllten Nummern \
               mit v0.",
        hint: "Number versions without padding in new objects; a padded object cannot grow beyond \
               its width."
            | "In neuen Objekten ohne führende Nullen zählen; ein aufgefülltes Objekt kann nicht \
               über seine Breite wachsen.",
        cause: "The width chosen for the first version is used up, or the v is missing."
            | "Die für die erste Version gewählte Breite ist aufgebraucht, oder das v fehlt.",
        example: "v01 to v09 followed by v10.",
    }
    E012 = "E012" Error Invalid {
        title: "Mixed version names" | "Uneinheitliche Versionsnamen",
        message: "The version {value} in {path} is not named like the first version."
            | "Die Version {value} in {path} ist nicht wie die erste Version benannt.",
        hint: "Use one form for all versions: v1, v2, … or one fixed width."
            | "Für alle Versionen eine Form verwenden: v1, v2, … oder eine feste Breite.",
        cause: "Two programs with different settings wrote to the object."
            | "Zwei Programme mit verschiedenen Einstellungen schrieben in das Objekt.",
        example: "v1 and v02",
    }
    E013 = "E013" Error Invalid {
        title: "New version breaks the naming" | "Neue Version bricht die Benennung",
        message: "The version {value} in {path} leaves the naming convention set by the first \
                  version."
            | "Die Version {value} in {path} verlässt die Benennung der ersten Version.",
        hint: "Set the writing software to the convention of the object and build the version \
               again."
            | "Die schreibende Software auf die Benennung des Objekts einstellen und die Version \
               neu erzeugen.",
        cause: "A version was added by software that does not look at the names already there."
            | "Eine Version wurde von Software angefügt, die vorhandene Namen nicht beachtet.",
        example: "v001, v002, then v3",
    }
    E014 = "E014" Error Invalid {
        title: "Reference with another version name" | "Verweis mit anderem Versionsnamen",
        message: "{value} in {place} of {path} does not use the name of the version as the object \
                  has it."
            | "{value} in {place} von {path} nennt die Version nicht so, wie sie im Objekt heißt.",
        hint: "Write the version folder's actual name into the content path."
            | "Den tatsächlichen Namen des Versionsordners in den Inhaltspfad schreiben.",
        cause: "The inventory was made with padded numbers and the folders without, or the other \
                way round."
            | "Das Inventar entstand mit führenden Nullen und die Ordner ohne, oder umgekehrt.",
        example: "v001/content/a.txt where the folder is v1.",
    }
    E015 = "E015" Error Invalid {
        title: "Foreign file in a version folder" | "Fremde Datei im Versionsordner",
        message: "{path} does not belong into a version folder."
            | "{path} gehört nicht in einen Versionsordner.",
        hint: "Content belongs into the content folder; anything else must leave the object."
            | "Inhalte gehören in den Inhaltsordner; alles andere muss das Objekt verlassen.",
        cause: "Only an inventory and its sidecar may be files of a version folder."
            | "Dateien eines Versionsordners dürfen nur ein Inventar und dessen Prüfsummendatei \
               sein.",
        example: "v1/a_file.txt",
    }
    E016 = "E016" Error Invalid {
        title: "Content without content folder" | "Inhalt ohne Inhaltsordner",
        message: "The version {path} should hold content, but has no folder {value}."
            | "Die Version {path} sollte Inhalt haben, aber der Ordner {value} fehlt.",
        hint: "Restore the content folder from another copy, or correct contentDirectory."
            | "Den Inhaltsordner aus einer anderen Kopie wiederherstellen oder contentDirectory \
               berichtigen.",
        cause: "The folder was lost, has another name, or its files lie beside it."
            | "Der Ordner ging verloren, heißt anders, oder seine Dateien liegen daneben.",
        example: "The manifest lists v1/content/a.txt; there is no v1/content.",
    }
    E017 = "E017" Error Invalid {
        title: "contentDirectory is no folder name" | "contentDirectory ist kein Ordnername",
        message: "The contentDirectory in {path} is {value}; it must be one plain folder name."
            | "contentDirectory in {path} ist {value}; es muss ein einfacher Ordnername sein.",
        hint: "Choose a name without slash, such as content."
            | "Einen Namen ohne Schrägstrich wählen, etwa content.",
        cause: "The key names a direct child of the version folder, never a path."
            | "Der Schlüssel nennt einen direkten Unterordner der Version, nie einen Pfad.",
        example: "\"contentDirectory\": \"content/dir\"",
    }
    E018 = "E018" Error Invalid {
        title: "contentDirectory is . or .." | "contentDirectory ist . oder ..",
        message: "The contentDirectory in {path} is {value}."
            | "contentDirectory in {path} ist {value}.",
        hint: "Choose a real folder name, such as content."
            | "Einen echten Ordnernamen wählen, etwa content.",
        cause: "Such a name would let content leave its version folder."
            | "Ein solcher Name ließe Inhalte ihren Versionsordner verlassen.",
        example: "\"contentDirectory\": \"..\"",
    }
    E019 = "E019" Error Invalid {
        title: "contentDirectory not set from the start"
            | "contentDirectory nicht von Anfang an gesetzt",
        message: "The contentDirectory {value} of the object was not set in its first version \
                  ({path})."
            | "Das contentDirectory {value} des Objekts ist in der ersten Version nicht gesetzt \
               ({path}).",
        hint: "Set the key with its value in the first version only; later versions must repeat it."
            | "Den Schlüssel nur mit der ersten Version festlegen; spätere Versionen wiederholen \
               ihn.",
        cause: "The setting of the writing software was changed after the object was made."
            | "Die Einstellung der schreibenden Software wurde nach dem Anlegen des Objekts \
               geändert.",
        example: "v1 has no contentDirectory, v2 says \"stuff\".",
    }
    E020 = "E020" Error Invalid {
        title: "contentDirectory changes" | "contentDirectory wechselt",
        message: "{path} says {value} as contentDirectory; the current inventory says something \
                  else."
            | "{path} nennt {value} als contentDirectory; das aktuelle Inventar nennt anderes.",
        hint: "Use one content folder name in all versions of an object."
            | "In allen Versionen eines Objekts denselben Inhaltsordner verwenden.",
        cause: "The setting of the writing software was changed between versions."
            | "Die Einstellung der schreibenden Software wurde zwischen Versionen geändert.",
        example: "v1 says \"content\", v2 says \"stuff\".",
    }
    E021 = "E021" Error Invalid {
        title: "Content outside the default folder" | "Inhalt außerhalb des Standardordners",
        message: "{value} in {path} is not in the folder content, and no contentDirectory is set."
            | "{value} in {path} liegt nicht im Ordner content, und contentDirectory ist nicht \
               gesetzt.",
        hint: "Move the file into content, or set contentDirectory from the first version on."
            | "Die Datei nach content legen oder contentDirectory ab der ersten Version setzen.",
        cause: "Without the key the content folder is always named content."
            | "Ohne den Schlüssel heißt der Inhaltsordner immer content.",
        example: "v1/data/a.txt without contentDirectory.",
    }
    E022 = "E022" Error Invalid {
        title: "Other folders are to be ignored" | "Andere Ordner sind zu übergehen",
        message: "Folders of a version other than its content folder must be ignored: {path}."
            | "Andere Ordner einer Version als der Inhaltsordner sind zu übergehen: {path}.",
        hint: "Nothing to repair in the object: the rule binds the software that reads it."
            | "Am Objekt ist nichts zu richten: Die Regel bindet lesende Software.",
        cause: "A rule for programs, not for objects; this validator keeps it and reports such \
                folders as W002."
            | "Eine Regel für Programme, nicht für Objekte; dieser Prüfer hält sie ein und meldet \
               solche Ordner als W002.",
        example: "v1/extra_dir",
    }
    E023 = "E023" Error Invalid {
        title: "Files and manifest disagree" | "Dateien und Manifest stimmen nicht überein",
        message: "{path} is not both a content file and listed in the manifest of {value}."
            | "{path} ist nicht zugleich Inhaltsdatei und im Manifest von {value} aufgeführt.",
        hint: "Restore the missing file or the right inventory from another copy; move strays out."
            | "Fehlende Datei oder richtiges Inventar aus einer anderen Kopie holen; Fremdes \
               entfernen.",
        cause: "A file was added behind the inventory's back, was lost, or an older inventory was \
                never complete."
            | "Eine Datei kam am Inventar vorbei hinzu, ging verloren, oder ein älteres Inventar \
               war nie vollständig.",
        example: "v1/content/extra.txt is in no manifest.",
    }
    E024 = "E024" Error Invalid {
        title: "Empty folder in content" | "Leerer Ordner im Inhalt",
        message: "The folder {path} is empty." | "Der Ordner {path} ist leer.",
        hint: "Remove the folder; to keep an empty folder, put a file such as .keep into it in a \
               new version."
            | "Den Ordner entfernen; wer ihn erhalten will, legt in einer neuen Version eine Datei \
               wie .keep hinein.",
        cause: "Inventories list files only: an empty folder would be lost without notice."
            | "Inventare führen nur Dateien: Ein leerer Ordner ginge unbemerkt verloren.",
        example: "v1/content/empty/",
    }
    E025 = "E025" Error Invalid {
        title: "Digest algorithm not allowed" | "Prüfsummenverfahren nicht erlaubt",
        message: "The digestAlgorithm in {path} is {value}; only sha512 and sha256 are allowed."
            | "digestAlgorithm in {path} ist {value}; erlaubt sind nur sha512 und sha256.",
        hint: "Build a new version with sha512; keep old digests in the fixity block."
            | "Eine neue Version mit sha512 erzeugen; alte Prüfsummen in den fixity-Block \
               übernehmen.",
        cause: "Weaker algorithms do not protect against deliberate changes; names are spelt in \
                lower case."
            | "Schwächere Verfahren schützen nicht vor absichtlicher Änderung; Namen werden klein \
               geschrieben.",
        example: "\"digestAlgorithm\": \"md5\"",
    }
    E026 = "E026" Error Invalid {
        title: "Misspelt fixity algorithm" | "Fixity-Verfahren falsch geschrieben",
        message: "{value} in the fixity block of {path} is not the name of a digest algorithm."
            | "{value} im fixity-Block von {path} ist kein Name eines Prüfsummenverfahrens.",
        hint: "Use the exact names: md5, sha1, sha256, sha512, blake2b-512, or one of extension \
               0009."
            | "Die genauen Namen verwenden: md5, sha1, sha256, sha512, blake2b-512 oder die der \
               Erweiterung 0009.",
        cause: "The vocabulary is fixed; other spellings are not recognised, and the digests never \
                checked."
            | "Das Vokabular ist fest; andere Schreibweisen werden nicht erkannt, die Prüfsummen \
               nie geprüft.",
        example: "\"fixity\": {\"SHA-1\": …}",
    }
    E027 = "E027" Error Invalid {
        title: "Required fixity algorithm not supported"
            | "Vorgeschriebenes Fixity-Verfahren nicht unterstützt",
        message: "Software must compute every fixity algorithm of the specification ({path})."
            | "Software muss jedes Fixity-Verfahren der Spezifikation berechnen können ({path}).",
        hint: "Nothing to repair in the object: the rule binds the software that reads it."
            | "Am Objekt ist nichts zu richten: Die Regel bindet lesende Software.",
        cause: "A rule for programs; this validator computes all of them and those of extension \
                0009."
            | "Eine Regel für Programme; dieser Prüfer berechnet alle und die der Erweiterung \
               0009.",
        example: "A tool that knows no blake2b-512.",
    }
    E028 = "E028" Error Invalid {
        title: "Unknown fixity algorithm to be ignored"
            | "Unbekanntes Fixity-Verfahren ist zu übergehen",
        message: "Fixity algorithms that are not supported must be ignored ({path})."
            | "Nicht unterstützte Fixity-Verfahren sind zu übergehen ({path}).",
        hint: "Nothing to repair in the object: the rule binds the software that reads it."
            | "Am Objekt ist nichts zu richten: Die Regel bindet lesende Software.",
        cause: "A rule for programs; this validator names such a block in an information and goes \
                on."
            | "Eine Regel für Programme; dieser Prüfer nennt einen solchen Block in einem Hinweis \
               und fährt fort.",
        example: "\"fixity\": {\"crc32\": …}",
    }
    E029 = "E029" Error Invalid {
        title: "SHA-1 digest is not hexadecimal" | "SHA-1-Prüfsumme nicht hexadezimal",
        message: "{value} in {place} of {path} is no SHA-1 digest of 40 hexadecimal digits."
            | "{value} in {place} von {path} ist keine SHA-1-Prüfsumme aus 40 Hexadezimalziffern.",
        hint: "Compute the digest again and write it in hexadecimal."
            | "Die Prüfsumme neu berechnen und hexadezimal schreiben.",
        cause: "The digest was cut off or written in Base64."
            | "Die Prüfsumme wurde abgeschnitten oder in Base64 geschrieben.",
        example: "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
    }
    E030 = "E030" Error Invalid {
        title: "SHA-256 digest is not hexadecimal" | "SHA-256-Prüfsumme nicht hexadezimal",
        message: "{value} in {place} of {path} is no SHA-256 digest of 64 hexadecimal digits."
            | "{value} in {place} von {path} ist keine SHA-256-Prüfsumme aus 64 \
               Hexadezimalziffern.",
        hint: "Compute the digest again and write it in hexadecimal."
            | "Die Prüfsumme neu berechnen und hexadezimal schreiben.",
        cause: "The digest was cut off, written in Base64, or made with another algorithm."
            | "Die Prüfsumme wurde abgeschnitten, in Base64 geschrieben oder mit anderem Verfahren \
               erzeugt.",
        example: "A digest of 63 digits.",
    }
    E031 = "E031" Error Invalid {
        title: "SHA-512 digest is not hexadecimal" | "SHA-512-Prüfsumme nicht hexadezimal",
        message: "{value} in {place} of {path} is no SHA-512 digest of 128 hexadecimal digits."
            | "{value} in {place} von {path} ist keine SHA-512-Prüfsumme aus 128 \
               Hexadezimalziffern.",
        hint: "Compute the digest again and write it in hexadecimal."
            | "Die Prüfsumme neu berechnen und hexadezimal schreiben.",
        cause: "The digest was cut off, written in Base64, or made with another algorithm."
            | "Die Prüfsumme wurde abgeschnitten, in Base64 geschrieben oder mit anderem Verfahren \
               erzeugt.",
        example: "A digest of 127 digits.",
    }
    E032 = "E032" Error Invalid {
        title: "BLAKE2b digest is not hexadecimal" | "BLAKE2b-Prüfsumme nicht hexadezimal",
        message: "{value} in {place} of {path} is no BLAKE2b-512 digest of 128 hexadecimal digits."
            | "{value} in {place} von {path} ist keine BLAKE2b-512-Prüfsumme aus 128 \
               Hexadezimalziffern.",
        hint: "Compute the digest again and write it in hexadecimal."
            | "Die Prüfsumme neu berechnen und hexadezimal schreiben.",
        cause: "The digest was cut off, or a shorter variant stands under the name of the long one."
            | "Die Prüfsumme wurde abgeschnitten, oder eine kürzere Variante steht unter dem Namen \
               der langen.",
        example: "A digest of 64 digits under blake2b-512.",
    }
    E033 = "E033" Error Invalid {
        title: "Inventory is not the JSON it must be" | "Inventar ist nicht das verlangte JSON",
        message: "{path} is no JSON object as the standard describes it ({place} {value})."
            | "{path} ist kein JSON-Objekt, wie der Standard es beschreibt ({place} {value}).",
        hint: "Restore the inventory from the newest version folder or another copy."
            | "Das Inventar aus dem neuesten Versionsordner oder einer anderen Kopie \
               wiederherstellen.",
        cause: "The file is cut off, damaged, not UTF-8, or has a key twice, so that programs read \
                it differently."
            | "Die Datei ist abgeschnitten, beschädigt, kein UTF-8 oder hat einen Schlüssel \
               doppelt, sodass Programme sie verschieden lesen.",
        example: "{\"id\": \"a\", \"id\": \"b\", …}",
    }
    E034 = "E034" Error Invalid {
        title: "Inventory has another name" | "Inventar heißt anders",
        message: "{path} seems to be the inventory, but is not named inventory.json."
            | "{path} scheint das Inventar zu sein, heißt aber nicht inventory.json.",
        hint: "Rename the file and its sidecar: small letters, exactly inventory.json."
            | "Datei und Prüfsummendatei umbenennen: klein geschrieben, genau inventory.json.",
        cause: "A file system without case or a transfer changed the name."
            | "Ein Dateisystem ohne Groß-/Kleinschreibung oder eine Übertragung änderte den Namen.",
        example: "Inventory.JSON",
    }
    E035 = "E035" Error Invalid {
        title: "Content path with another separator" | "Inhaltspfad mit anderem Trennzeichen",
        message: "The content path {value} in {path} does not use the forward slash."
            | "Der Inhaltspfad {value} in {path} verwendet nicht den Schrägstrich.",
        hint: "Write content paths with / on every system."
            | "Inhaltspfade auf jedem System mit / schreiben.",
        cause: "Software on Windows wrote its own separator into the inventory."
            | "Software unter Windows schrieb ihr eigenes Trennzeichen in das Inventar.",
        example: "v1\\content\\a.txt",
    }
    E036 = "E036" Error Invalid {
        title: "A required key is missing" | "Ein Pflichtschlüssel fehlt",
        message: "{path} lacks the key {value}." | "In {path} fehlt der Schlüssel {value}.",
        hint: "Restore the inventory, or add id, type, digestAlgorithm and head in a new version."
            | "Das Inventar wiederherstellen oder id, type, digestAlgorithm und head mit einer \
               neuen Version ergänzen.",
        cause: "The inventory was made by software that does not follow the standard, or was \
                edited."
            | "Das Inventar stammt von Software, die den Standard nicht einhält, oder wurde \
               bearbeitet.",
        example: "An inventory without head.",
    }
    E037 = "E037" Error Invalid {
        title: "Id is not unique and constant" | "id ist nicht eindeutig und gleichbleibend",
        message: "The id {value} at {path} is empty, no text, differs from the object's id, or \
                  belongs to two objects."
            | "Die id {value} bei {path} ist leer, kein Text, weicht von der des Objekts ab oder \
               gehört zu zwei Objekten.",
        hint: "Find out which id is right; an object keeps one id for ever, and no two share it."
            | "Klären, welche id richtig ist; ein Objekt behält eine id für immer, und keine zwei \
               teilen sie.",
        cause: "An object was copied by hand, or its inventory was taken from another one."
            | "Ein Objekt wurde von Hand kopiert, oder sein Inventar stammt von einem anderen.",
        example: "v1 says urn:example-1, v2 says urn:example-2.",
    }
    E038 = "E038" Error Invalid {
        title: "Type does not fit the declaration" | "type passt nicht zur Deklaration",
        message: "The type in {path} is {value}; it must be the inventory URI of the declared \
                  version."
            | "type in {path} ist {value}; verlangt ist die Inventar-URI der deklarierten Version.",
        hint: "Use https://ocfl.io/1.1/spec/#inventory (or 1.0), as the declaration says."
            | "https://ocfl.io/1.1/spec/#inventory (oder 1.0) verwenden, wie es die Deklaration \
               sagt.",
        cause: "Declaration and inventory were upgraded one without the other, or the URI is \
                misspelt."
            | "Deklaration und Inventar wurden nicht gemeinsam umgestellt, oder die URI ist falsch \
               geschrieben.",
        example: "Declaration 1.1, type …/1.0/spec/#inventory",
    }
    E039 = "E039" Error Invalid {
        title: "Manifest uses another algorithm" | "Manifest verwendet anderes Verfahren",
        message: "The digest {value} in {path} is not of the algorithm that digestAlgorithm names."
            | "Die Prüfsumme {value} in {path} ist nicht von dem Verfahren, das digestAlgorithm \
               nennt.",
        hint: "Correct digestAlgorithm, or build the manifest with the algorithm named."
            | "digestAlgorithm berichtigen oder das Manifest mit dem genannten Verfahren erzeugen.",
        cause: "The key was changed without computing the digests again."
            | "Der Schlüssel wurde geändert, ohne die Prüfsummen neu zu berechnen.",
        example: "sha512 with digests of 64 digits.",
    }
    E040 = "E040" Error Invalid {
        title: "Head is not the newest version" | "head ist nicht die neueste Version",
        message: "The head in {path} is {value}, which is not the newest version there."
            | "head in {path} ist {value}; das ist dort nicht die neueste Version.",
        hint: "Set head to the highest version, or restore the missing version."
            | "head auf die höchste Version setzen oder die fehlende Version wiederherstellen.",
        cause: "A version was added without updating the key, or the key has the wrong form."
            | "Eine Version kam hinzu, ohne den Schlüssel anzupassen, oder er hat die falsche \
               Form.",
        example: "\"head\": \"v1\" with versions v1 and v2.",
    }
    E041 = "E041" Error Invalid {
        title: "Manifest or versions missing" | "manifest oder versions fehlt",
        message: "{path} has no usable block {place}."
            | "{path} hat keinen brauchbaren Block {place}.",
        hint: "Restore the inventory from the newest version folder or another copy."
            | "Das Inventar aus dem neuesten Versionsordner oder einer anderen Kopie \
               wiederherstellen.",
        cause: "Both blocks are required: without them nobody knows which files form which version."
            | "Beide Blöcke sind Pflicht: Ohne sie weiß niemand, welche Dateien welche Version \
               bilden.",
        example: "An inventory without manifest.",
    }
    E042 = "E042" Error Invalid {
        title: "Content path outside the content folders"
            | "Inhaltspfad außerhalb der Inhaltsordner",
        message: "The content path {value} in {path} does not lead into the content folder of a \
                  version."
            | "Der Inhaltspfad {value} in {path} führt nicht in den Inhaltsordner einer Version.",
        hint: "Content paths start with version and content folder: v1/content/…"
            | "Inhaltspfade beginnen mit Version und Inhaltsordner: v1/content/…",
        cause: "The path is absolute, is relative to something else, or names a version there is \
                not."
            | "Der Pfad ist absolut, bezieht sich auf anderes oder nennt eine Version, die es \
               nicht gibt.",
        example: "\"v1/a_file.txt\"",
    }
    E043 = "E043" Error Invalid {
        title: "No versions block" | "Kein versions-Block",
        message: "{path} has no block for the versions."
            | "{path} hat keinen Block für die Versionen.",
        hint: "Restore the inventory from the newest version folder or another copy."
            | "Das Inventar aus dem neuesten Versionsordner oder einer anderen Kopie \
               wiederherstellen.",
        cause: "Without this block the history of the object is unknown."
            | "Ohne diesen Block ist die Geschichte des Objekts unbekannt.",
        example: "An inventory without versions.",
    }
    E044 = "E044" Error Invalid {
        title: "versions key missing or unusable" | "Schlüssel versions fehlt oder ist unbrauchbar",
        message: "The key versions in {path} is missing or no JSON object: {value}."
            | "Der Schlüssel versions in {path} fehlt oder ist kein JSON-Objekt: {value}.",
        hint: "Restore the inventory from the newest version folder or another copy."
            | "Das Inventar aus dem neuesten Versionsordner oder einer anderen Kopie \
               wiederherstellen.",
        cause: "The block is misspelt, is a list, or was lost."
            | "Der Block ist falsch geschrieben, eine Liste oder verloren.",
        example: "\"versions\": []",
    }
    E045 = "E045" Error Invalid {
        title: "versions is no object" | "versions ist kein Objekt",
        message: "The value of versions in {path} is {value} and no JSON object."
            | "Der Wert von versions in {path} ist {value} und kein JSON-Objekt.",
        hint: "Write versions as an object with one member for each version."
            | "versions als Objekt mit einem Eintrag je Version schreiben.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"versions\": [\"v1\"]",
    }
    E046 = "E046" Error Invalid {
        title: "Versions and folders disagree" | "Versionen und Ordner stimmen nicht überein",
        message: "The version {value} is not both in {path} and a folder of the object."
            | "Die Version {value} ist nicht zugleich in {path} und als Ordner vorhanden.",
        hint: "Restore the missing folder, or the newest inventory, from another copy."
            | "Den fehlenden Ordner oder das neueste Inventar aus einer anderen Kopie holen.",
        cause: "Adding a version was interrupted, or a folder was lost or renamed."
            | "Das Anfügen einer Version brach ab, oder ein Ordner ging verloren oder wurde \
               umbenannt.",
        example: "The folder v2 exists, the inventory ends with v1.",
    }
    E047 = "E047" Error Invalid {
        title: "A version is no object" | "Eine Version ist kein Objekt",
        message: "The value of {place} in {path} is {value} and no JSON object."
            | "Der Wert von {place} in {path} ist {value} und kein JSON-Objekt.",
        hint: "Describe each version by an object with created and state."
            | "Jede Version durch ein Objekt mit created und state beschreiben.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"v1\": \"2020-01-01\"",
    }
    E048 = "E048" Error Invalid {
        title: "A version lacks created or state" | "Einer Version fehlt created oder state",
        message: "{place} in {path} lacks the key {value}."
            | "{place} in {path} fehlt der Schlüssel {value}.",
        hint: "Restore the inventory; each version needs a time and a state."
            | "Das Inventar wiederherstellen; jede Version braucht Zeitpunkt und Zustand.",
        cause: "The inventory was made by software that does not follow the standard, or was \
                edited."
            | "Das Inventar stammt von Software, die den Standard nicht einhält, oder wurde \
               bearbeitet.",
        example: "A version block with state only.",
    }
    E049 = "E049" Error Invalid {
        title: "Time is not in RFC 3339 form" | "Zeitangabe nicht nach RFC 3339",
        message: "The time {value} in {place} of {path} is no full date and time with zone."
            | "Die Zeit {value} in {place} von {path} ist kein vollständiger Zeitpunkt mit \
               Zeitzone.",
        hint: "Write date, time to the second and zone: 2026-01-31T12:00:00Z."
            | "Datum, Uhrzeit bis zur Sekunde und Zeitzone schreiben: 2026-01-31T12:00:00Z.",
        cause: "Without zone or seconds a time is not certain."
            | "Ohne Zeitzone oder Sekunden ist ein Zeitpunkt nicht eindeutig.",
        example: "2019-01-01T02:03Z",
    }
    E050 = "E050" Error Invalid {
        title: "State and manifest disagree" | "state und manifest stimmen nicht überein",
        message: "{value} in {place} of {path} does not stand in both the manifest and a version's \
                  state, spelt alike."
            | "{value} in {place} von {path} steht nicht gleich geschrieben im Manifest und im \
               Zustand einer Version.",
        hint: "Restore the inventory; digests must be the same letter by letter, also in case."
            | "Das Inventar wiederherstellen; Prüfsummen müssen Zeichen für Zeichen gleich sein, \
               auch in Groß-/Kleinschreibung.",
        cause: "A state names content that the object does not list, or the two are spelt in \
                different case."
            | "Ein Zustand nennt Inhalt, den das Objekt nicht führt, oder beide sind verschieden \
               geschrieben.",
        example: "manifest: 24f9…, state: 24F9…",
    }
    E051 = "E051" Error Invalid {
        title: "Logical path is no path" | "Logischer Pfad ist kein Pfad",
        message: "{value} in {place} of {path} is no logical path."
            | "{value} in {place} von {path} ist kein logischer Pfad.",
        hint: "Give each digest a list of paths, each a text of one or more elements joined by /."
            | "Jeder Prüfsumme eine Liste von Pfaden geben, jeder ein Text aus mit / verbundenen \
               Elementen.",
        cause: "The path is empty, or something else than a text."
            | "Der Pfad ist leer oder kein Text.",
        example: "\"state\": {\"24f9…\": [\"\"]}",
    }
    E052 = "E052" Error Invalid {
        title: "Logical path with . or .. or nothing"
            | "Logischer Pfad mit . oder .. oder leerem Element",
        message: "The logical path {value} in {path} has an element that is empty, one dot or two \
                  dots."
            | "Der logische Pfad {value} in {path} hat ein Element, das leer, . oder .. ist.",
        hint: "Use plain relative paths; such elements could lead outside on restoring."
            | "Einfache relative Pfade verwenden; solche Elemente könnten beim Wiederherstellen \
               nach außen führen.",
        cause: "Names were taken over without cleaning them, or the object is an attack."
            | "Namen wurden ungeprüft übernommen, oder das Objekt ist ein Angriff.",
        example: "../../etc/passwd",
    }
    E053 = "E053" Error Invalid {
        title: "Logical path starts or ends with a slash"
            | "Logischer Pfad beginnt oder endet mit Schrägstrich",
        message: "The logical path {value} in {path} starts or ends with a slash."
            | "Der logische Pfad {value} in {path} beginnt oder endet mit einem Schrägstrich.",
        hint: "Use plain relative paths of files." | "Einfache relative Dateipfade verwenden.",
        cause: "An absolute path or a folder stands where a file of the object belongs."
            | "Ein absoluter Pfad oder ein Ordner steht, wo eine Datei des Objekts stehen muss.",
        example: "/file-1.txt",
    }
    E054 = "E054" Error Invalid {
        title: "User without name" | "user ohne Namen",
        message: "{place} in {path} is no object with a name: {value}."
            | "{place} in {path} ist kein Objekt mit einem Namen: {value}.",
        hint: "Write user as an object with name and, if possible, address, both texts."
            | "user als Objekt mit name und möglichst address schreiben, beides Texte.",
        cause: "A version should tell who made it; without a name it does not."
            | "Eine Version soll sagen, wer sie erzeugte; ohne Namen tut sie das nicht.",
        example: "\"user\": {\"address\": \"mailto:a@example.org\"}",
    }
    E055 = "E055" Error Invalid {
        title: "fixity is no usable block" | "fixity ist kein brauchbarer Block",
        message: "The block fixity in {path} is {value}."
            | "Der Block fixity in {path} ist {value}.",
        hint: "Remove the key, or give it an object."
            | "Den Schlüssel entfernen oder ihm ein Objekt geben.",
        cause: "Software wrote null for \"nothing\"." | "Software schrieb null für „nichts“.",
        example: "\"fixity\": null (OCFL 1.0)",
    }
    E056 = "E056" Error Invalid {
        title: "fixity key is no algorithm" | "fixity-Schlüssel ist kein Verfahren",
        message: "{value} in {place} of {path} is no name of a digest algorithm."
            | "{value} in {place} von {path} ist kein Name eines Prüfsummenverfahrens.",
        hint: "Use the exact names: md5, sha1, sha256, sha512, blake2b-512, or one of extension \
               0009."
            | "Die genauen Namen verwenden: md5, sha1, sha256, sha512, blake2b-512 oder die der \
               Erweiterung 0009.",
        cause: "The block is keyed by algorithm; something else stands there."
            | "Der Block ist nach Verfahren gegliedert; dort steht etwas anderes.",
        example: "\"fixity\": {\"MD5\": …}",
    }
    E057 = "E057" Error Invalid {
        title: "fixity is not built like the manifest"
            | "fixity ist nicht wie das Manifest aufgebaut",
        message: "{value} in {place} of {path} breaks the form of digest and list of content paths."
            | "{value} in {place} von {path} bricht die Form aus Prüfsumme und Liste von \
               Inhaltspfaden.",
        hint: "Give each algorithm an object of digests, each with a list of content paths."
            | "Jedem Verfahren ein Objekt von Prüfsummen geben, jede mit einer Liste von \
               Inhaltspfaden.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"fixity\": {\"md5\": []}",
    }
    E058 = "E058" Error Invalid {
        title: "Sidecar missing" | "Prüfsummendatei fehlt",
        message: "The inventory {path} has no sidecar {value}."
            | "Zum Inventar {path} fehlt die Prüfsummendatei {value}.",
        hint: "Restore the sidecar from another copy; make it anew only after the inventory is \
               proven right."
            | "Die Datei aus einer anderen Kopie holen; neu erzeugen nur, wenn das Inventar \
               erwiesen richtig ist.",
        cause: "Writing the version was interrupted, or the file was lost."
            | "Das Schreiben der Version brach ab, oder die Datei ging verloren.",
        example: "inventory.json without inventory.json.sha512",
    }
    E059 = "E059" Error Invalid {
        title: "Sidecar of another algorithm" | "Prüfsummendatei von anderem Verfahren",
        message: "The sidecar {path} is not of the algorithm {value} that the inventory names."
            | "Die Prüfsummendatei {path} ist nicht vom Verfahren {value}, das das Inventar nennt.",
        hint: "Make the sidecar with the algorithm of the inventory, once that is proven right."
            | "Die Datei mit dem Verfahren des Inventars erzeugen, sobald dieses erwiesen richtig \
               ist.",
        cause: "digestAlgorithm was changed without making the sidecar anew."
            | "digestAlgorithm wurde geändert, ohne die Prüfsummendatei neu zu erzeugen.",
        example: "sha512 in the inventory, inventory.json.sha256 beside it.",
    }
    E060 = "E060" Error Invalid {
        title: "Inventory does not match its sidecar" | "Inventar passt nicht zur Prüfsummendatei",
        message: "The sidecar {path} says {place}; the inventory has {value}."
            | "Die Prüfsummendatei {path} nennt {place}; das Inventar hat {value}.",
        hint: "Compare with the newest version folder and other copies, and restore the right \
               inventory."
            | "Mit dem neuesten Versionsordner und anderen Kopien vergleichen und das richtige \
               Inventar wiederherstellen.",
        cause: "The inventory was changed or damaged after its digest was written."
            | "Das Inventar wurde geändert oder beschädigt, nachdem seine Prüfsumme geschrieben \
               war.",
        example: "One letter of the inventory was edited.",
    }
    E061 = "E061" Error Invalid {
        title: "Sidecar has the wrong form" | "Prüfsummendatei hat falsche Form",
        message: "{path} is not of the form \"DIGEST inventory.json\"."
            | "{path} hat nicht die Form „DIGEST inventory.json“.",
        hint: "Write digest, space, inventory.json: what sha512sum gives in text mode."
            | "Prüfsumme, Leerzeichen, inventory.json schreiben: wie sha512sum im Textmodus.",
        cause: "The file was edited, is empty, or has a path or an asterisk before the name."
            | "Die Datei wurde bearbeitet, ist leer, oder vor dem Namen steht ein Pfad oder Stern.",
        example: "\"24f9… *inventory.json\"",
    }
    E062 = "E062" Error Invalid {
        title: "Sidecar was not written last" | "Prüfsummendatei nicht zuletzt geschrieben",
        message: "The sidecar must be written after the inventory is final ({path})."
            | "Die Prüfsummendatei ist nach dem fertigen Inventar zu schreiben ({path}).",
        hint: "Have the writing software corrected; a wrong digest shows as E060."
            | "Die schreibende Software berichtigen lassen; eine falsche Prüfsumme zeigt sich als \
               E060.",
        cause: "A rule for the order of writing; an object at rest shows only its result."
            | "Eine Regel für die Schreibreihenfolge; am ruhenden Objekt zeigt sich nur das \
               Ergebnis.",
        example: "Software that writes the sidecar first and then adds a version.",
    }
    E063 = "E063" Error Invalid {
        title: "No inventory" | "Kein Inventar",
        message: "The object {path} has no inventory.json."
            | "Das Objekt {path} hat kein inventory.json.",
        hint: "Restore it from the newest version folder or another copy."
            | "Aus dem neuesten Versionsordner oder einer anderen Kopie wiederherstellen.",
        cause: "The file was lost, or the object was never finished."
            | "Die Datei ging verloren, oder das Objekt wurde nie fertig.",
        example: "An object root with 0=ocfl_object_1.1 and v1 only.",
    }
    E064 = "E064" Error Invalid {
        title: "Root and newest inventory differ"
            | "Inventare von Objekt und neuester Version weichen ab",
        message: "{path} is not the same as the inventory in the object root."
            | "{path} ist nicht gleich dem Inventar im Objektverzeichnis.",
        hint: "Find out which of the two matches its sidecar and the content, and restore the \
               other from it."
            | "Klären, welches der beiden zu Prüfsummendatei und Inhalt passt, und das andere \
               daraus wiederherstellen.",
        cause: "Writing a version was interrupted, or one of the two was changed."
            | "Das Schreiben einer Version brach ab, oder eines der beiden wurde geändert.",
        example: "v2/inventory.json has another message than inventory.json.",
    }
    E066 = "E066" Error Invalid {
        title: "An older inventory shows another state" | "Älteres Inventar zeigt anderen Zustand",
        message: "{place} in {path} does not describe the same files as the current inventory: \
                  {value}."
            | "{place} in {path} beschreibt nicht dieselben Dateien wie das aktuelle Inventar: \
               {value}.",
        hint: "Find out which is right with the ledger or another copy: somebody rewrote the \
               history."
            | "Mit Protokoll oder anderer Kopie klären, was stimmt: Die Geschichte wurde \
               umgeschrieben.",
        cause: "Versions never change; here an old one reads differently than when it was made."
            | "Versionen ändern sich nie; hier liest sich eine alte anders als bei ihrer \
               Entstehung.",
        example: "v1 had a.txt; the current inventory says v1 had b.txt.",
    }
    E067 = "E067" Error Invalid {
        title: "Foreign things among the extensions" | "Fremdes bei den Erweiterungen",
        message: "{path} is no folder of an extension."
            | "{path} ist kein Ordner einer Erweiterung.",
        hint: "Move it into the folder of its extension, or out of the object."
            | "In den Ordner seiner Erweiterung legen oder herausnehmen.",
        cause: "The folder extensions holds one folder for each extension and nothing else."
            | "Der Ordner extensions enthält je Erweiterung einen Ordner und sonst nichts.",
        example: "extensions/readme.txt",
    }
    E068 = "E068" Error Invalid {
        title: "Extension is not documented" | "Erweiterung nicht beschrieben",
        message: "An extension in {path} must be registered or described in the storage root (OCFL \
                  1.0)."
            | "Eine Erweiterung in {path} muss registriert oder im Wurzelverzeichnis beschrieben \
               sein (OCFL 1.0).",
        hint: "Put a plain-text description of the extension into the storage root."
            | "Eine Beschreibung der Erweiterung als Text in das Wurzelverzeichnis legen.",
        cause: "A rule of OCFL 1.0 that 1.1 dropped: whether a text describes an extension needs a \
                reader."
            | "Eine Regel aus OCFL 1.0, in 1.1 gestrichen: Ob ein Text eine Erweiterung \
               beschreibt, muss jemand lesen.",
        example: "extensions/our-own without any description.",
    }
    E069 = "E069" Error Invalid {
        title: "Storage root without declaration" | "Wurzelverzeichnis ohne Deklaration",
        message: "{path} has no valid declaration of an OCFL storage root."
            | "{path} hat keine gültige Deklaration eines OCFL-Wurzelverzeichnisses.",
        hint: "Write the file 0=ocfl_1.1 with the text ocfl_1.1 and a line feed, if this is a \
               storage root."
            | "Ist dies ein Wurzelverzeichnis, die Datei 0=ocfl_1.1 mit dem Text ocfl_1.1 und \
               Zeilenende anlegen.",
        cause: "The declaration was lost in copying, or the folder is only a part of a storage \
                root."
            | "Die Deklaration ging beim Kopieren verloren, oder der Ordner ist nur Teil eines \
               Wurzelverzeichnisses.",
        example: "A folder with objects, but without 0=ocfl_1.0.",
    }
    E070 = "E070" Error Invalid {
        title: "Layout description is incomplete" | "Layoutbeschreibung unvollständig",
        message: "{path} must be a JSON object with the texts extension and description ({place} \
                  {value})."
            | "{path} muss ein JSON-Objekt mit den Texten extension und description sein ({place} \
               {value}).",
        hint: "Add both keys; they tell a later reader how to find an object."
            | "Beide Schlüssel ergänzen; sie sagen späteren Lesern, wie ein Objekt zu finden ist.",
        cause: "The file was written by hand or is damaged."
            | "Die Datei wurde von Hand geschrieben oder ist beschädigt.",
        example: "{\"extension\": \"0004-hashed-n-tuple-storage-layout\"}",
    }
    E071 = "E071" Error Invalid {
        title: "Layout is no registered extension" | "Layout ist keine registrierte Erweiterung",
        message: "The extension {value} in {path} is no registered storage layout."
            | "Die Erweiterung {value} in {path} ist kein registriertes Speicherlayout.",
        hint: "Use the exact registered name; describe a layout of your own in a text, without \
               this file."
            | "Den genauen registrierten Namen verwenden; ein eigenes Layout als Text beschreiben, \
               ohne diese Datei.",
        cause: "The name is misspelt, or stands for a local arrangement nobody else knows."
            | "Der Name ist falsch geschrieben oder steht für eine Anordnung, die sonst niemand \
               kennt.",
        example: "\"extension\": \"0004-hashed\"",
    }
    E072 = "E072" Error Invalid {
        title: "File outside of objects" | "Datei außerhalb von Objekten",
        message: "The file {path} is in the hierarchy, but in no object."
            | "Die Datei {path} liegt in der Hierarchie, aber in keinem Objekt.",
        hint: "Move the file out, or make it part of an object."
            | "Die Datei herausnehmen oder zum Teil eines Objekts machen.",
        cause: "Such files are in no inventory: nobody checks them, nobody misses them."
            | "Solche Dateien stehen in keinem Inventar: Niemand prüft sie, niemand vermisst sie.",
        example: "a3b/f2c/notes.txt",
    }
    E073 = "E073" Error Invalid {
        title: "Empty folder in the storage root" | "Leerer Ordner im Wurzelverzeichnis",
        message: "The folder {path} is empty." | "Der Ordner {path} ist leer.",
        hint: "Find out whether an object was here; if not, remove the folder."
            | "Klären, ob hier ein Objekt stand; wenn nicht, den Ordner entfernen.",
        cause: "An object was removed and left its folders, or writing one was interrupted."
            | "Ein Objekt wurde entfernt und ließ Ordner zurück, oder das Schreiben brach ab.",
        example: "a3b/f2c/ without anything in it.",
    }
    E074 = "E074" Error Invalid {
        title: "Storage root inside a storage root" | "Wurzelverzeichnis im Wurzelverzeichnis",
        message: "{path} is a storage root of its own inside another one."
            | "{path} ist ein eigenes Wurzelverzeichnis innerhalb eines anderen.",
        hint: "Move it out and validate it alone: storage roots are independent of each other."
            | "Herausnehmen und für sich prüfen: Wurzelverzeichnisse sind voneinander unabhängig.",
        cause: "A copy of a whole storage root was put among the objects."
            | "Die Kopie eines ganzen Wurzelverzeichnisses wurde zwischen die Objekte gelegt.",
        example: "backup/0=ocfl_1.0 below the storage root.",
    }
    E075 = "E075" Error Invalid {
        title: "Root declaration is not in NAMASTE form"
            | "Wurzeldeklaration nicht in NAMASTE-Form",
        message: "The version declaration {value} of the storage root does not follow NAMASTE."
            | "Die Versionsdeklaration {value} des Wurzelverzeichnisses folgt nicht NAMASTE.",
        hint: "Name the file 0=ocfl_1.1 (or 1.0) with that text after the equals sign as its \
               content."
            | "Die Datei 0=ocfl_1.1 (oder 1.0) nennen; Inhalt ist der Text nach dem \
               Gleichheitszeichen.",
        cause: "A NAMASTE file says in its name what a folder is; a misspelt one says nothing to \
                other software."
            | "Eine NAMASTE-Datei sagt durch ihren Namen, was ein Ordner ist; falsch geschrieben \
               sagt sie anderer Software nichts.",
        example: "1=ocfl_1.0",
    }
    E076 = "E076" Error Invalid {
        title: "More than one root declaration" | "Mehr als eine Wurzeldeklaration",
        message: "The storage root {path} has {value} version declarations; it must have exactly \
                  one."
            | "Das Wurzelverzeichnis {path} hat {value} Versionsdeklarationen; genau eine muss es \
               sein.",
        hint: "Keep the declaration of the latest version that objects in it have."
            | "Die Deklaration der neuesten Version behalten, die Objekte darin haben.",
        cause: "An upgrade left the older declaration behind."
            | "Eine Umstellung ließ die ältere Deklaration stehen.",
        example: "0=ocfl_1.0 and 0=ocfl_1.1 side by side.",
    }
    E077 = "E077" Error Invalid {
        title: "Root declaration without equals sign" | "Wurzeldeklaration ohne Gleichheitszeichen",
        message: "The name {value} does not have the form T=dvalue."
            | "Der Name {value} hat nicht die Form T=dvalue.",
        hint: "Rename the file to 0=ocfl_1.1 (or 1.0)."
            | "Die Datei in 0=ocfl_1.1 (oder 1.0) umbenennen.",
        cause: "Some copy tools drop or replace the equals sign in file names."
            | "Manche Kopierprogramme verlieren oder ersetzen das Gleichheitszeichen in \
               Dateinamen.",
        example: "0ocfl_1.0",
    }
    E078 = "E078" Error Invalid {
        title: "Root declaration with another tag than 0" | "Wurzeldeklaration beginnt nicht mit 0",
        message: "The declaration {value} does not start with 0=."
            | "Die Deklaration {value} beginnt nicht mit 0=.",
        hint: "Rename the file so that it starts with 0=."
            | "Die Datei so umbenennen, dass sie mit 0= beginnt.",
        cause: "In NAMASTE only the tag 0 states the type of a folder."
            | "In NAMASTE nennt nur das Kennzeichen 0 die Art eines Ordners.",
        example: "1=ocfl_1.1",
    }
    E079 = "E079" Error Invalid {
        title: "Root declaration of an unknown version"
            | "Wurzeldeklaration einer unbekannten Version",
        message: "The declaration {value} names no OCFL version known here."
            | "Die Deklaration {value} nennt keine hier bekannte OCFL-Version.",
        hint: "Use ocfl_1.0 or ocfl_1.1; storage roots of a later version need a later validator."
            | "ocfl_1.0 oder ocfl_1.1 verwenden; spätere Versionen brauchen einen späteren Prüfer.",
        cause: "The name is misspelt, is that of an object, or belongs to another version of the \
                standard."
            | "Der Name ist falsch geschrieben, gehört zu einem Objekt oder zu einer anderen \
               Version des Standards.",
        example: "0=ocfl_9.9",
    }
    E080 = "E080" Error Invalid {
        title: "Root declaration has the wrong content" | "Wurzeldeklaration hat falschen Inhalt",
        message: "The content of {path} is not its own name after 0=, followed by one line feed."
            | "Der Inhalt von {path} ist nicht der eigene Name nach 0= mit genau einem Zeilenende.",
        hint: "Write exactly that text and one line feed (no carriage return) into the file."
            | "Genau diesen Text und ein Zeilenende (LF, kein CR) in die Datei schreiben.",
        cause: "The file was edited, is empty, or a transfer changed its line end."
            | "Die Datei wurde bearbeitet, ist leer, oder eine Übertragung änderte das Zeilenende.",
        example: "0=ocfl_1.1 is empty.",
    }
    E081 = "E081" Error Invalid {
        title: "Object of a later version than its root"
            | "Objekt neuer als sein Wurzelverzeichnis",
        message: "The object {path} is of OCFL {value}, which is later than that of its storage \
                  root."
            | "Das Objekt {path} folgt OCFL {value}, einer späteren Version als das \
               Wurzelverzeichnis.",
        hint: "Raise the declaration of the storage root, or store the object in a newer root."
            | "Die Deklaration des Wurzelverzeichnisses anheben oder das Objekt in einem neueren \
               ablegen.",
        cause: "Newer software added an object to an older storage root."
            | "Neuere Software legte ein Objekt in ein älteres Wurzelverzeichnis.",
        example: "An object of 1.1 in a root of 1.0.",
    }
    E082 = "E082" Error Invalid {
        title: "Object inside an object" | "Objekt in einem Objekt",
        message: "{path} is an object root where none may be."
            | "{path} ist ein Objektverzeichnis an unzulässiger Stelle.",
        hint: "Move the inner object to a place of its own."
            | "Das innere Objekt an einen eigenen Platz bringen.",
        cause: "Object roots end the hierarchy: nothing else of it lies below them."
            | "Objektverzeichnisse beenden die Hierarchie: Darunter liegt nichts weiter von ihr.",
        example: "a/0=ocfl_object_1.0 and a/b/0=ocfl_object_1.0",
    }
    E083 = "E083" Error Invalid {
        title: "Object is not where its id belongs" | "Objekt liegt nicht am Platz seiner id",
        message: "The object {path} does not lie where its id leads: {value}."
            | "Das Objekt {path} liegt nicht dort, wohin seine id führt: {value}.",
        hint: "Move the object to the path of the declared layout, or correct the layout's \
               parameters."
            | "Das Objekt an den Pfad des deklarierten Layouts legen oder dessen Parameter \
               berichtigen.",
        cause: "The object was moved or copied by hand, or the layout was changed later."
            | "Das Objekt wurde von Hand verschoben oder kopiert, oder das Layout später geändert.",
        example: "An object at 000/000 in a root with hashed layout.",
    }
    E084 = "E084" Error Invalid {
        title: "File in an intermediate folder" | "Datei in einem Zwischenordner",
        message: "The file {path} lies in a folder between root and objects."
            | "Die Datei {path} liegt in einem Ordner zwischen Wurzel und Objekten.",
        hint: "Move the file out; only folders belong there."
            | "Die Datei herausnehmen; dort gehören nur Ordner hin.",
        cause: "Somebody left a note, or a system file appeared (Thumbs.db, .DS_Store)."
            | "Jemand ließ eine Notiz zurück, oder eine Systemdatei entstand (Thumbs.db, \
               .DS_Store).",
        example: "a3b/.DS_Store",
    }
    E085 = "E085" Error Invalid {
        title: "Branch without an object at its end" | "Zweig ohne Objekt am Ende",
        message: "The folder {path} ends the hierarchy without being a valid object root."
            | "Der Ordner {path} beendet die Hierarchie, ohne gültiges Objektverzeichnis zu sein.",
        hint: "Restore the object that belongs here, or its declaration; remove what is nothing."
            | "Das hierher gehörende Objekt oder seine Deklaration wiederherstellen; Reste \
               entfernen.",
        cause: "An object lost its declaration, or was removed in part."
            | "Ein Objekt verlor seine Deklaration oder wurde nur teilweise entfernt.",
        example: "A folder with inventory.json, but without 0=ocfl_object_1.0.",
    }
    E086 = "E086" Error Invalid {
        title: "Root extensions break the rules of 1.0"
            | "Erweiterungen der Wurzel brechen Regeln von 1.0",
        message: "{path} does not follow the rules for extensions (OCFL 1.0)."
            | "{path} folgt nicht den Regeln für Erweiterungen (OCFL 1.0).",
        hint: "Keep one folder for each extension and nothing else in extensions."
            | "In extensions je Erweiterung einen Ordner und sonst nichts halten.",
        cause: "OCFL 1.0 applies the rules for extensions of objects to storage roots; 1.1 has \
                E112 for it."
            | "OCFL 1.0 wendet die Regeln für Objekte auf Wurzelverzeichnisse an; 1.1 hat dafür \
               E112.",
        example: "extensions/readme.txt in a root of OCFL 1.0.",
    }
    E087 = "E087" Error Invalid {
        title: "Unknown files are to be ignored" | "Unbekannte Dateien sind zu übergehen",
        message: "Validators must ignore unknown files directly in the storage root ({path})."
            | "Prüfer müssen unbekannte Dateien direkt im Wurzelverzeichnis übergehen ({path}).",
        hint: "Nothing to repair: the rule binds validators, and this one keeps it."
            | "Nichts zu richten: Die Regel bindet Prüfer, und dieser hält sie ein.",
        cause: "A rule for programs: a storage root may carry texts that explain it."
            | "Eine Regel für Programme: Ein Wurzelverzeichnis darf erklärende Texte enthalten.",
        example: "README.txt beside 0=ocfl_1.1",
    }
    E088 = "E088" Error Invalid {
        title: "Folder without objects" | "Ordner ohne Objekte",
        message: "The folder {path} of the storage root holds no objects of it."
            | "Der Ordner {path} des Wurzelverzeichnisses enthält keine Objekte davon.",
        hint: "Move the folder out of the storage root."
            | "Den Ordner aus dem Wurzelverzeichnis herausnehmen.",
        cause: "Only the hierarchy of objects and extensions may be folders of a storage root."
            | "Ordner eines Wurzelverzeichnisses dürfen nur Objekthierarchie und extensions sein.",
        example: "A folder tmp beside the objects.",
    }
    E089 = "E089" Error Invalid {
        title: "Special file" | "Sonderdatei",
        message: "{path} is a device, pipe or socket and no regular file."
            | "{path} ist ein Gerät, eine Pipe oder ein Socket und keine reguläre Datei.",
        hint: "Remove it; what must be kept of a file system goes into a disk image as one file."
            | "Entfernen; was vom Dateisystem erhalten bleiben muss, kommt als Abbild in eine \
               Datei.",
        cause: "OCFL stores bytes and names only; other features of file systems do not survive."
            | "OCFL speichert nur Bytes und Namen; andere Merkmale von Dateisystemen überleben \
               nicht.",
        example: "A named pipe in v1/content",
    }
    E090 = "E090" Error Invalid {
        title: "Link" | "Verweis",
        message: "{path} is a symbolic or hard link."
            | "{path} ist ein symbolischer oder harter Verweis.",
        hint: "Replace it by a copy of the file; the inventory itself spares storing the same \
               bytes twice."
            | "Durch eine Kopie der Datei ersetzen; gleiche Bytes spart schon das Inventar.",
        cause: "Links do not survive moving to other storage, and can lead outside."
            | "Verweise überstehen keinen Umzug auf anderen Speicher und können nach außen \
               führen.",
        example: "v2/content/a.txt -> ../../v1/content/a.txt",
    }
    E091 = "E091" Error Invalid {
        title: "File system changes case" | "Dateisystem ändert Groß-/Kleinschreibung",
        message: "The file system must keep upper and lower case of names ({path}, OCFL 1.0)."
            | "Das Dateisystem muss Groß- und Kleinschreibung erhalten ({path}, OCFL 1.0).",
        hint: "Use storage that keeps names as they are written."
            | "Speicher verwenden, der Namen unverändert behält.",
        cause: "A rule of OCFL 1.0 for storage, later dropped; its breach shows as missing files \
                (E092)."
            | "Eine später gestrichene Regel aus OCFL 1.0 für Speicher; ein Verstoß zeigt sich als \
               fehlende Datei (E092).",
        example: "A.TXT comes back as a.txt.",
    }
    E092 = "E092" Error Invalid {
        title: "Content does not match the manifest" | "Inhalt passt nicht zum Manifest",
        message: "{path}: {place} promises {value}; found is {found}."
            | "{path}: {place} verspricht {value}; gefunden wurde {found}.",
        hint: "Restore the file from another copy; a dash means that there is nothing."
            | "Die Datei aus einer anderen Kopie wiederherstellen; ein Strich heißt, dass nichts \
               da ist.",
        cause: "The file was damaged, changed or lost, or the manifest has the wrong form."
            | "Die Datei wurde beschädigt, geändert oder ging verloren, oder das Manifest hat die \
               falsche Form.",
        example: "One bit of v1/content/a.tif flipped.",
    }
    E093 = "E093" Error Invalid {
        title: "Content does not match the fixity block" | "Inhalt passt nicht zum fixity-Block",
        message: "{path}: the fixity block of {place} says {value}; found is {found}."
            | "{path}: Der fixity-Block von {place} nennt {value}; gefunden wurde {found}.",
        hint: "Where the manifest's digest holds, the old value is wrong; else restore the file."
            | "Stimmt die Prüfsumme des Manifests, ist der alte Wert falsch; sonst die Datei \
               wiederherstellen.",
        cause: "The file was changed before it came into the object, or the value belongs to \
                another file."
            | "Die Datei wurde vor der Aufnahme geändert, oder der Wert gehört zu einer anderen \
               Datei.",
        example: "The md5 brought along from the old system is another.",
    }
    E094 = "E094" Error Invalid {
        title: "Message is no text" | "message ist kein Text",
        message: "{place} in {path} is {value} and no text."
            | "{place} in {path} ist {value} und kein Text.",
        hint: "Write the message as a JSON string."
            | "Die Nachricht als JSON-Zeichenkette schreiben.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"message\": [\"a\", \"b\"]",
    }
    E095 = "E095" Error Invalid {
        title: "Logical paths are in conflict" | "Logische Pfade im Konflikt",
        message: "The logical path {value} stands twice in {place} of {path}, or is a folder of \
                  another path."
            | "Der logische Pfad {value} steht in {place} von {path} doppelt oder ist Ordner eines \
               anderen.",
        hint: "Restore the inventory; a version cannot have two files of one name."
            | "Das Inventar wiederherstellen; eine Version kann nicht zwei Dateien eines Namens \
               haben.",
        cause: "Restoring would overwrite one file with the other."
            | "Beim Wiederherstellen überschriebe eine Datei die andere.",
        example: "\"a\" and \"a/b.txt\" in one version.",
    }
    E096 = "E096" Error Invalid {
        title: "Digest twice in the manifest" | "Prüfsumme doppelt im Manifest",
        message: "The digest {value} stands more than once in the manifest of {path}, perhaps in \
                  another case."
            | "Die Prüfsumme {value} steht mehrfach im Manifest von {path}, womöglich in anderer \
               Schreibung.",
        hint: "Put all content paths of a digest into one list."
            | "Alle Inhaltspfade einer Prüfsumme in eine Liste schreiben.",
        cause: "Digests mean the same in capitals and small letters, JSON keys do not."
            | "Prüfsummen bedeuten groß und klein geschrieben dasselbe, JSON-Schlüssel nicht.",
        example: "\"24f9…\" and \"24F9…\"",
    }
    E097 = "E097" Error Invalid {
        title: "Digest twice in the fixity block" | "Prüfsumme doppelt im fixity-Block",
        message: "The digest {value} stands more than once in {place} of {path}, perhaps in \
                  another case."
            | "Die Prüfsumme {value} steht mehrfach in {place} von {path}, womöglich in anderer \
               Schreibung.",
        hint: "Put all content paths of a digest into one list."
            | "Alle Inhaltspfade einer Prüfsumme in eine Liste schreiben.",
        cause: "Digests mean the same in capitals and small letters, JSON keys do not."
            | "Prüfsummen bedeuten groß und klein geschrieben dasselbe, JSON-Schlüssel nicht.",
        example: "\"eb1a…\" and \"EB1A…\" under md5",
    }
    E098 = "E098" Error Invalid {
        title: "Content path is empty" | "Inhaltspfad ist leer",
        message: "A content path in {place} of {path} is empty."
            | "Ein Inhaltspfad in {place} von {path} ist leer.",
        hint: "Restore the inventory; each content path names a file."
            | "Das Inventar wiederherstellen; jeder Inhaltspfad nennt eine Datei.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"manifest\": {\"24f9…\": [\"\"]}",
    }
    E099 = "E099" Error Invalid {
        title: "Content path with . or .. or nothing"
            | "Inhaltspfad mit . oder .. oder leerem Element",
        message: "The content path {value} in {place} of {path} has an element that is empty, one \
                  dot or two dots."
            | "Der Inhaltspfad {value} in {place} von {path} hat ein Element, das leer, . oder .. \
               ist.",
        hint: "Write content paths plainly, from the object root down."
            | "Inhaltspfade schlicht vom Objektverzeichnis abwärts schreiben.",
        cause: "Such a path could lead outside of the object."
            | "Ein solcher Pfad könnte aus dem Objekt hinausführen.",
        example: "v1/content/../../../etc/passwd",
    }
    E100 = "E100" Error Invalid {
        title: "Content path starts or ends with a slash"
            | "Inhaltspfad beginnt oder endet mit Schrägstrich",
        message: "The content path {value} in {place} of {path} starts or ends with a slash."
            | "Der Inhaltspfad {value} in {place} von {path} beginnt oder endet mit einem \
               Schrägstrich.",
        hint: "Write content paths relative to the object root, and of files only."
            | "Inhaltspfade relativ zum Objektverzeichnis und nur von Dateien schreiben.",
        cause: "An absolute path or a folder was written."
            | "Ein absoluter Pfad oder ein Ordner wurde geschrieben.",
        example: "/v1/content/a.txt",
    }
    E101 = "E101" Error Invalid {
        title: "Content paths are in conflict" | "Inhaltspfade im Konflikt",
        message: "The content path {value} stands twice in {path}, or is a folder of another path."
            | "Der Inhaltspfad {value} steht in {path} doppelt oder ist Ordner eines anderen.",
        hint: "Restore the inventory; a file has one digest."
            | "Das Inventar wiederherstellen; eine Datei hat eine Prüfsumme.",
        cause: "A file cannot have two digests, nor be a folder at the same time."
            | "Eine Datei kann nicht zwei Prüfsummen haben oder zugleich Ordner sein.",
        example: "v1/content/a under two digests.",
    }
    E102 = "E102" Error Invalid {
        title: "Unknown key" | "Unbekannter Schlüssel",
        message: "{path} has a key that OCFL does not know: {place}."
            | "{path} hat einen Schlüssel, den OCFL nicht kennt: {place}.",
        hint: "Keep additional facts in content files or in an extension, not in the inventory."
            | "Zusätzliche Angaben in Inhaltsdateien oder einer Erweiterung führen, nicht im \
               Inventar.",
        cause: "Software added keys of its own, or one is misspelt."
            | "Software fügte eigene Schlüssel hinzu, oder einer ist falsch geschrieben.",
        example: "\"extra\": 1",
    }
    E103 = "E103" Error Invalid {
        title: "A version goes back to an earlier OCFL" | "Version fällt auf früheres OCFL zurück",
        message: "{path} is of OCFL {value}, earlier than the version before it."
            | "{path} folgt OCFL {value}, früher als die Version davor.",
        hint: "Build new versions with the same or a later version of the standard."
            | "Neue Versionen mit derselben oder einer späteren Version des Standards erzeugen.",
        cause: "Two programs of different age write to the object."
            | "Zwei verschieden alte Programme schreiben in das Objekt.",
        example: "v1 of 1.1, v2 of 1.0",
    }
    E104 = "E104" Error Invalid {
        title: "Version name without v" | "Versionsname ohne v",
        message: "The version name {value} in {path} does not start with v."
            | "Der Versionsname {value} in {path} beginnt nicht mit v.",
        hint: "Name versions v1, v2, …" | "Versionen v1, v2, … nennen.",
        cause: "The number alone was used as a name." | "Als Name wurde nur die Nummer verwendet.",
        example: "1",
    }
    E105 = "E105" Error Invalid {
        title: "Version number is no positive integer" | "Versionsnummer ist keine positive Zahl",
        message: "The version name {value} in {path} has no positive whole number after v."
            | "Der Versionsname {value} in {path} hat nach v keine positive ganze Zahl.",
        hint: "Name versions v1, v2, …" | "Versionen v1, v2, … nennen.",
        cause: "Numbers were counted from 0, or have a letter or a point."
            | "Es wurde ab 0 gezählt, oder die Nummer enthält Buchstaben oder Punkt.",
        example: "v0, v1.1",
    }
    E106 = "E106" Error Invalid {
        title: "Manifest is no object" | "manifest ist kein Objekt",
        message: "The manifest in {path} is {value} and no JSON object."
            | "Das Manifest in {path} ist {value} und kein JSON-Objekt.",
        hint: "Restore the inventory from the newest version folder or another copy."
            | "Das Inventar aus dem neuesten Versionsordner oder einer anderen Kopie \
               wiederherstellen.",
        cause: "The inventory was made by software that does not follow the standard."
            | "Das Inventar stammt von Software, die den Standard nicht einhält.",
        example: "\"manifest\": []",
    }
    E107 = "E107" Error Invalid {
        title: "Manifest lists unused content" | "Manifest führt ungenutzten Inhalt",
        message: "The digest {value} in the manifest of {path} is used by no version."
            | "Die Prüfsumme {value} im Manifest von {path} wird von keiner Version verwendet.",
        hint: "Restore the inventory; content of no version should never have been written."
            | "Das Inventar wiederherstellen; Inhalt ohne Version hätte nie geschrieben werden \
               dürfen.",
        cause: "A file was staged and then left out of the version, or a state was cut."
            | "Eine Datei wurde vorbereitet und dann nicht verwendet, oder ein Zustand wurde \
               gekürzt.",
        example: "A digest in the manifest that no state has.",
    }
    E108 = "E108" Error Invalid {
        title: "contentDirectory is no direct child"
            | "contentDirectory ist kein direkter Unterordner",
        message: "The contentDirectory in {path} is {value}, which cannot be a direct child of a \
                  version folder."
            | "contentDirectory in {path} ist {value}; das kann kein direkter Unterordner einer \
               Version sein.",
        hint: "Choose a plain folder name, such as content."
            | "Einen einfachen Ordnernamen wählen, etwa content.",
        cause: "The key names one folder inside each version folder."
            | "Der Schlüssel nennt einen Ordner in jedem Versionsordner.",
        example: "\"contentDirectory\": \"a/b\"",
    }
    E110 = "E110" Error Invalid {
        title: "Id changed between versions" | "id wechselte zwischen Versionen",
        message: "{path} gives the id {value}; the object's current id is another."
            | "{path} nennt die id {value}; die aktuelle id des Objekts ist eine andere.",
        hint: "Find out which id is right; an object keeps its id for ever."
            | "Klären, welche id richtig ist; ein Objekt behält seine id für immer.",
        cause: "Objects were mixed, or somebody renamed one."
            | "Objekte wurden vermischt, oder eines wurde umbenannt.",
        example: "v1 says urn:example-1, v2 says urn:example-2.",
    }
    E111 = "E111" Error Invalid {
        title: "fixity is no object" | "fixity ist kein Objekt",
        message: "The value of fixity in {path} is {value} and no JSON object."
            | "Der Wert von fixity in {path} ist {value} und kein JSON-Objekt.",
        hint: "Remove the key, or give it an object; an empty one is allowed."
            | "Den Schlüssel entfernen oder ihm ein Objekt geben; ein leeres ist erlaubt.",
        cause: "Software wrote null for \"nothing\"." | "Software schrieb null für „nichts“.",
        example: "\"fixity\": null",
    }
    E112 = "E112" Error Invalid {
        title: "Foreign things among the root's extensions"
            | "Fremdes bei den Erweiterungen der Wurzel",
        message: "{path} is no folder of an extension."
            | "{path} ist kein Ordner einer Erweiterung.",
        hint: "Move it into the folder of its extension, or beside the declaration of the root."
            | "In den Ordner seiner Erweiterung legen oder neben die Deklaration der Wurzel.",
        cause: "The folder extensions holds one folder for each extension and nothing else."
            | "Der Ordner extensions enthält je Erweiterung einen Ordner und sonst nichts.",
        example: "extensions/readme.txt",
    }
    W001 = "W001" Warning Invalid {
        title: "Zero-padded version numbers" | "Versionsnummern mit führenden Nullen",
        message: "The versions in {path} are zero-padded: {value}."
            | "Die Versionen in {path} haben führende Nullen: {value}.",
        hint: "Nothing to do for this object; number new objects v1, v2, …"
            | "Für dieses Objekt nichts zu tun; neue Objekte mit v1, v2, … zählen.",
        cause: "Padding limits how many versions an object can have."
            | "Führende Nullen begrenzen die Zahl der Versionen.",
        example: "v0001",
    }
    W002 = "W002" Warning Invalid {
        title: "Additional folder in a version" | "Zusätzlicher Ordner in einer Version",
        message: "{path} is neither the content folder nor anything else of a version."
            | "{path} ist weder Inhaltsordner noch sonst Teil einer Version.",
        hint: "Move what is worth keeping into content with a new version."
            | "Erhaltenswertes mit einer neuen Version in den Inhaltsordner übernehmen.",
        cause: "Such folders are in no manifest: nobody checks them."
            | "Solche Ordner stehen in keinem Manifest: Niemand prüft sie.",
        example: "v1/extra_dir",
    }
    W003 = "W003" Warning Invalid {
        title: "Content folder without files" | "Inhaltsordner ohne Dateien",
        message: "The content folder {path} holds no files."
            | "Der Inhaltsordner {path} enthält keine Dateien.",
        hint: "Remove the folder; a version without new content needs none."
            | "Den Ordner entfernen; eine Version ohne neuen Inhalt braucht keinen.",
        cause: "Software creates the folder before it knows whether there is content."
            | "Software legt den Ordner an, bevor sie weiß, ob es Inhalt gibt.",
        example: "v2/content/ is empty.",
    }
    W004 = "W004" Warning Invalid {
        title: "sha256 instead of sha512" | "sha256 statt sha512",
        message: "{path} uses {value}; sha512 is recommended."
            | "{path} verwendet {value}; empfohlen ist sha512.",
        hint: "Use sha512 for new objects; a new version may change the algorithm."
            | "Für neue Objekte sha512 verwenden; eine neue Version darf wechseln.",
        cause: "sha512 has the greater reserve for decades and is faster on most machines."
            | "sha512 hat die größere Reserve für Jahrzehnte und ist auf den meisten Rechnern \
               schneller.",
        example: "\"digestAlgorithm\": \"sha256\"",
    }
    W005 = "W005" Warning Invalid {
        title: "Id is no URI" | "id ist keine URI",
        message: "The id {value} in {path} is no URI." | "Die id {value} in {path} ist keine URI.",
        hint: "Use a URN or URL for new objects; the id of this one must not change."
            | "Für neue Objekte URN oder URL verwenden; diese id darf nicht geändert werden.",
        cause: "A plain number is unique in one system only."
            | "Eine bloße Nummer ist nur in einem System eindeutig.",
        example: "\"id\": \"bb123cd4567\"",
    }
    W007 = "W007" Warning Invalid {
        title: "Version without message or user" | "Version ohne message oder user",
        message: "{place} in {path} lacks message or user."
            | "{place} in {path} fehlt message oder user.",
        hint: "Let the writing software say who made a version and why."
            | "Die schreibende Software angeben lassen, wer eine Version warum erzeugte.",
        cause: "Later readers want to know who changed what, and why."
            | "Spätere Leser wollen wissen, wer was warum geändert hat.",
        example: "A version with created and state only.",
    }
    W008 = "W008" Warning Invalid {
        title: "User without address" | "user ohne Adresse",
        message: "{place} in {path} has no address." | "{place} in {path} hat keine Adresse.",
        hint: "Add a mailto: or ORCID address in future versions."
            | "In künftigen Versionen eine mailto:- oder ORCID-Adresse angeben.",
        cause: "A name alone does not tell who is meant."
            | "Ein Name allein sagt nicht, wer gemeint ist.",
        example: "\"user\": {\"name\": \"Alice\"}",
    }
    W009 = "W009" Warning Invalid {
        title: "Address of the user is no URI" | "Adresse des user ist keine URI",
        message: "The address {value} in {place} of {path} is no URI."
            | "Die Adresse {value} in {place} von {path} ist keine URI.",
        hint: "Write mailto: before an e-mail address."
            | "Vor eine E-Mail-Adresse mailto: schreiben.",
        cause: "The address was entered without its scheme."
            | "Die Adresse wurde ohne Schema angegeben.",
        example: "\"address\": \"alice@example.org\"",
    }
    W010 = "W010" Warning Invalid {
        title: "Version without inventory" | "Version ohne Inventar",
        message: "The version {path} has no inventory of its own."
            | "Die Version {path} hat kein eigenes Inventar.",
        hint: "Let the writing software put an inventory into each version folder."
            | "Die schreibende Software in jeden Versionsordner ein Inventar legen lassen.",
        cause: "The only inventory is that in the object root: if it is lost, so is the history."
            | "Das einzige Inventar liegt im Objektverzeichnis: Geht es verloren, ist auch die \
               Geschichte fort.",
        example: "v1 with content only.",
    }
    W011 = "W011" Warning Invalid {
        title: "An older inventory tells it differently" | "Älteres Inventar erzählt es anders",
        message: "{value} of {place} in {path} differs from the current inventory."
            | "{value} von {place} in {path} weicht vom aktuellen Inventar ab.",
        hint: "Ask who changed what was told about a version later on."
            | "Klären, wer nachträglich geändert hat, was über eine Version gesagt wird.",
        cause: "Time, message or user of an old version were changed by a later one."
            | "Zeit, Nachricht oder Bearbeiter einer alten Version wurden durch eine spätere \
               geändert.",
        example: "v1 was made by Alice; in v2 it says by Bob.",
    }
    W012 = "W012" Warning Invalid {
        title: "Records elsewhere than in logs" | "Aufzeichnungen außerhalb von logs",
        message: "Records of actions on the object should lie in logs ({path})."
            | "Aufzeichnungen über das Objekt sollten in logs liegen ({path}).",
        hint: "Move such records to the folder logs."
            | "Solche Aufzeichnungen in den Ordner logs legen.",
        cause: "What a file records only a reader can tell; this validator never says it."
            | "Was eine Datei aufzeichnet, erkennt nur, wer sie liest; dieser Prüfer meldet es \
               nie.",
        example: "A record of checks among the content.",
    }
    W013 = "W013" Warning Invalid {
        title: "Extension is not registered" | "Erweiterung nicht registriert",
        message: "The extension {value} of the object is not registered ({path})."
            | "Die Erweiterung {value} des Objekts ist nicht registriert ({path}).",
        hint: "Register the extension, or describe it in the storage root."
            | "Die Erweiterung registrieren oder im Wurzelverzeichnis beschreiben.",
        cause: "Names that are not registered may mean something else to other software."
            | "Nicht registrierte Namen können für andere Software anderes bedeuten.",
        example: "extensions/our-own",
    }
    W014 = "W014" Warning Invalid {
        title: "More than one layout" | "Mehr als ein Layout",
        message: "Objects in {path} lie at different depths: there seems to be more than one \
                  layout."
            | "Objekte in {path} liegen verschieden tief: Es gibt wohl mehr als ein Layout.",
        hint: "Arrange all objects alike and declare the layout in ocfl_layout.json."
            | "Alle Objekte gleich anordnen und das Layout in ocfl_layout.json deklarieren.",
        cause: "Two storage roots were merged, or a setting was changed."
            | "Zwei Wurzelverzeichnisse wurden zusammengelegt, oder eine Einstellung wurde \
               geändert.",
        example: "a/b/object-1 and c/object-2",
    }
    W015 = "W015" Warning Invalid {
        title: "Objects at the top and deeper" | "Objekte oben und tiefer",
        message: "{path} has objects both directly in it and in folders below."
            | "{path} enthält Objekte sowohl direkt als auch in Ordnern darunter.",
        hint: "Arrange all objects alike." | "Alle Objekte gleich anordnen.",
        cause: "An object was put by hand directly into the storage root."
            | "Ein Objekt wurde von Hand direkt in das Wurzelverzeichnis gelegt.",
        example: "object-1 and a/b/object-2",
    }
    W016 = "W016" Warning Invalid {
        title: "Root extension is not registered" | "Erweiterung der Wurzel nicht registriert",
        message: "The extension {value} of the storage root is not registered ({path})."
            | "Die Erweiterung {value} des Wurzelverzeichnisses ist nicht registriert ({path}).",
        hint: "Register the extension, or describe it in the storage root."
            | "Die Erweiterung registrieren oder im Wurzelverzeichnis beschreiben.",
        cause: "Names that are not registered may mean something else to other software."
            | "Nicht registrierte Namen können für andere Software anderes bedeuten.",
        example: "extensions/our-own",
    }
    TOO_LARGE = "E-OCF-001" Error Invalid {
        title: "Inventory is too large to judge" | "Inventar ist zu groß für ein Urteil",
        message: "{path} has more bytes or values than are read at once: {value}."
            | "{path} hat mehr Bytes oder Werte, als auf einmal gelesen werden: {value}.",
        hint: "Divide the object, or store many small files in bundles."
            | "Das Objekt teilen oder viele kleine Dateien in Bündeln ablegen.",
        cause: "The limit protects the machine; honest inventories stay far below it."
            | "Die Grenze schützt den Rechner; redliche Inventare bleiben weit darunter.",
        example: "An inventory of 3 GiB.",
    }
    FIXITY_NOT_CHECKED = "I-OCF-002" Info Invalid {
        title: "Fixity algorithm is not checked" | "Fixity-Verfahren wird nicht geprüft",
        message: "The fixity values under {value} in {path} were not checked: the algorithm is not \
                  known here."
            | "Die Fixity-Werte unter {value} in {path} wurden nicht geprüft: Das Verfahren ist \
               hier unbekannt.",
        hint: "Nothing to do; the digests of the manifest were checked."
            | "Nichts zu tun; die Prüfsummen des Manifests wurden geprüft.",
        cause: "The standard allows algorithms from extensions, and lets others pass over them."
            | "Der Standard erlaubt Verfahren aus Erweiterungen und lässt andere sie übergehen.",
        example: "\"fixity\": {\"crc32\": …}",
    }
    LAYOUT_NOT_CHECKED = "I-OCF-003" Info Invalid {
        title: "Places of objects are not checked" | "Plätze der Objekte werden nicht geprüft",
        message: "The layout {value} in {path} is not known here: the places of the objects were \
                  not checked."
            | "Das Layout {value} in {path} ist hier unbekannt: Die Plätze der Objekte wurden \
               nicht geprüft.",
        hint: "Nothing to do; the objects themselves were validated."
            | "Nichts zu tun; die Objekte selbst wurden geprüft.",
        cause: "The layout is registered, but its rule is not built in."
            | "Das Layout ist registriert, seine Regel hier aber nicht eingebaut.",
        example: "0011-direct-clean-path-layout",
    }
    LAYOUT_CONFIG = "W-OCF-004" Warning Invalid {
        title: "Layout parameters cannot be used" | "Layoutparameter sind nicht verwendbar",
        message: "The parameter {place} in {path} is missing or cannot be used; the places of the \
                  objects were not checked."
            | "Der Parameter {place} in {path} fehlt oder ist nicht verwendbar; die Plätze der \
               Objekte wurden nicht geprüft.",
        hint: "Correct config.json as the extension {value} describes it."
            | "config.json berichtigen, wie es die Erweiterung {value} beschreibt.",
        cause: "Without usable parameters nobody can tell where an object belongs."
            | "Ohne brauchbare Parameter weiß niemand, wohin ein Objekt gehört.",
        example: "\"tupleSize\": 99",
    }
}
