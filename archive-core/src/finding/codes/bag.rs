//! BagIt (RFC 8493 and its forerunners 0.93 to 0.97), and BagIt profiles 1.x.

use crate::finding::code::codes;

codes! {
    DECLARATION_MISSING = "E-BAG-001" Error Invalid {
        title: "The bag declaration is missing" | "Die BagIt-Deklaration fehlt",
        message: "The bag has no file {path} in its base folder."
            | "Im Grundordner des Pakets fehlt die Datei {path}.",
        hint: "Add bagit.txt with the version and the encoding of the tag files, or have the bag \
              built again."
            | "bagit.txt mit Version und Zeichenkodierung ergänzen oder das Paket neu erzeugen \
               lassen.",
        cause: "RFC 8493 §2.1.1 requires the file bagit.txt; it was left out or lies in another \
               folder."
            | "RFC 8493 §2.1.1 verlangt die Datei bagit.txt; sie wurde vergessen oder liegt in \
               einem anderen Ordner.",
        example: "A folder with data/ and manifest-sha512.txt, but without bagit.txt.",
    }
    DECLARATION_BOM = "E-BAG-002" Error Invalid {
        title: "The declaration begins with a byte order mark"
            | "Die Deklaration beginnt mit einer Byte-Reihenfolge-Marke",
        message: "{path} begins with a byte order mark, which BagIt forbids."
            | "{path} beginnt mit einer Byte-Reihenfolge-Marke (BOM); BagIt verbietet sie.",
        hint: "Save the file as UTF-8 without a mark." | "Die Datei als UTF-8 ohne BOM speichern.",
        cause: "An editor, often on Windows, put the mark before the text (RFC 8493 §2.1.1)."
            | "Ein Editor, oft unter Windows, hat die Marke vor den Text gesetzt (RFC 8493 \
               §2.1.1).",
        example: "bagit.txt starts with the bytes EF BB BF.",
    }
    DECLARATION_MALFORMED = "E-BAG-003" Error Invalid {
        title: "The declaration is malformed" | "Die Deklaration ist fehlerhaft",
        message: "Line {line} of {path} is not what BagIt requires there."
            | "Zeile {line} von {path} ist nicht, was BagIt dort verlangt.",
        hint: "Write exactly two lines: BagIt-Version and Tag-File-Character-Encoding."
            | "Genau zwei Zeilen schreiben: BagIt-Version und Tag-File-Character-Encoding.",
        cause: "The declaration was written or edited by hand (RFC 8493 §2.1.1)."
            | "Die Deklaration wurde von Hand geschrieben oder verändert (RFC 8493 §2.1.1).",
        example: "bagit.txt has a third line with a comment.",
    }
    VERSION_UNKNOWN = "E-BAG-004" Error Invalid {
        title: "Unknown version of BagIt" | "Unbekannte BagIt-Version",
        message: "{path} declares the BagIt version '{version}', which does not exist or is not \
                 known here."
            | "{path} nennt die BagIt-Version '{version}'; es gibt sie nicht, oder sie ist hier \
               unbekannt.",
        hint: "Known are 0.93 to 0.97 and 1.0: correct the number or have the bag built again."
            | "Bekannt sind 0.93 bis 0.97 und 1.0: Nummer berichtigen oder das Paket neu erzeugen \
               lassen.",
        cause: "The number is mistyped, or the bag was made for a version newer than this program."
            | "Die Nummer ist falsch geschrieben, oder das Paket gehört zu einer neueren Version.",
        example: "BagIt-Version: .97",
    }
    ENCODING_MISSING = "E-BAG-005" Error Invalid {
        title: "The encoding is not declared" | "Die Zeichenkodierung ist nicht angegeben",
        message: "{path} does not say in which encoding the tag files are written."
            | "{path} nennt die Zeichenkodierung der Begleitdateien nicht.",
        hint: "Add the line Tag-File-Character-Encoding: UTF-8, if they are UTF-8."
            | "Die Zeile Tag-File-Character-Encoding: UTF-8 ergänzen, wenn sie UTF-8 sind.",
        cause: "The second line of the declaration is missing or misspelt (RFC 8493 §2.1.1)."
            | "Die zweite Zeile der Deklaration fehlt oder ist falsch geschrieben (RFC 8493 \
               §2.1.1).",
        example: "bagit.txt holds only the line BagIt-Version: 1.0.",
    }
    ENCODING_UNSUPPORTED = "E-BAG-006" Error Invalid {
        title: "The declared encoding cannot be read"
            | "Die angegebene Zeichenkodierung ist nicht lesbar",
        message: "{path} declares the encoding '{encoding}', which cannot be read here."
            | "{path} nennt die Zeichenkodierung '{encoding}'; sie kann hier nicht gelesen \
               werden.",
        hint: "Have the bag built again with UTF-8 tag files."
            | "Das Paket mit Begleitdateien in UTF-8 neu erzeugen lassen.",
        cause: "The name is mistyped or belongs to an encoding that is out of use."
            | "Der Name ist falsch geschrieben oder gehört zu einer nicht mehr gebräuchlichen \
               Kodierung.",
        example: "Tag-File-Character-Encoding: UTF-7",
    }
    DECLARATION_WHITESPACE = "E-BAG-007" Error Invalid {
        title: "Wrong blanks in the declaration" | "Falsche Leerzeichen in der Deklaration",
        message: "Line {line} of {path} has blanks where BagIt 1.0 allows none, or more or fewer \
                 than one after the colon."
            | "Zeile {line} von {path} hat Leerzeichen, wo BagIt 1.0 keine erlaubt, oder nicht \
               genau eines nach dem Doppelpunkt.",
        hint: "Write label, colon, one blank and value, as in BagIt-Version: 1.0."
            | "Name, Doppelpunkt, ein Leerzeichen und Wert schreiben, wie in BagIt-Version: 1.0.",
        cause: "Drafts before 1.0 were lenient here; RFC 8493 §2.1.1 is not."
            | "Entwürfe vor 1.0 waren hier großzügig, RFC 8493 §2.1.1 ist es nicht.",
        example: "BagIt-Version : 1.0",
    }
    DECLARATION_UNTIDY = "W-BAG-008" Warning Invalid {
        title: "The declaration is untidy" | "Die Deklaration ist unsauber",
        message: "Line {line} of {path} has blanks or an order that other programs may refuse."
            | "Zeile {line} von {path} hat Leerzeichen oder eine Reihenfolge, die andere \
               Programme ablehnen können.",
        hint: "Nothing must be done; write the two lines plainly in new bags."
            | "Nichts zu tun; in neuen Paketen die zwei Zeilen schlicht schreiben.",
        cause: "The declaration was written by hand or by an older program."
            | "Die Deklaration wurde von Hand oder von einem älteren Programm geschrieben.",
        example: "BagIt-Version : 0.97",
    }
    TAG_FILE_TOO_LARGE = "E-BAG-009" Error Invalid {
        title: "A tag file is too large" | "Eine Begleitdatei ist zu groß",
        message: "{path} is larger than {limit} bytes." | "{path} ist größer als {limit} Bytes.",
        hint: "Move extensive descriptions into a file of their own inside data/."
            | "Umfangreiche Beschreibungen in eine eigene Datei unter data/ legen.",
        cause: "The metadata of a bag is meant for people and is read as a whole; this file is \
               beyond that."
            | "Die Metadaten eines Pakets sind für Menschen gedacht und werden als Ganzes \
               gelesen; diese Datei sprengt das.",
        example: "bag-info.txt has 20 MiB.",
    }
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
    NOT_LISTED = "E-BAG-011" Error Invalid {
        title: "A payload file is in no manifest" | "Eine Nutzdatei steht in keinem Manifest",
        message: "The file {path} is in the payload, but no payload manifest lists it."
            | "Die Datei {path} liegt in den Nutzdaten, steht aber in keinem Manifest.",
        hint: "Remove the file, or have the sender build the bag again with it."
            | "Datei entfernen oder das Paket vom Absender mit ihr neu erzeugen lassen.",
        cause: "The file was added after the bag was made (RFC 8493 §3)."
            | "Die Datei kam nach dem Packen hinzu (RFC 8493 §3).",
        example: "data/new.pdf was copied into the finished bag.",
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
    NOT_IN_EVERY_MANIFEST = "E-BAG-013" Error Invalid {
        title: "A payload file is not in every manifest"
            | "Eine Nutzdatei steht nicht in jedem Manifest",
        message: "The file {path} is not listed in {manifest}; BagIt 1.0 requires every payload \
                 manifest to be complete."
            | "Die Datei {path} fehlt in {manifest}; in BagIt 1.0 muss jedes Manifest alle \
               Nutzdateien nennen.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "Until 0.97 manifests could share the files among them; RFC 8493 §2.1.3 ended that."
            | "Bis 0.97 durften sich Manifeste die Dateien teilen; RFC 8493 §2.1.3 hat das \
               beendet.",
        example: "data/a.txt stands in manifest-sha256.txt, but not in manifest-sha512.txt.",
    }
    PAYLOAD_FOLDER_MISSING = "E-BAG-014" Error Invalid {
        title: "The payload folder is missing" | "Der Ordner der Nutzdaten fehlt",
        message: "The bag has no folder {path} for its payload."
            | "Dem Paket fehlt der Ordner {path} für die Nutzdaten.",
        hint: "Check whether the bag arrived whole; even an empty payload needs the folder."
            | "Prüfen, ob das Paket vollständig ankam; auch ohne Nutzdaten muss es den Ordner \
               geben.",
        cause: "RFC 8493 §2.1.2 requires the folder; some programs drop empty folders."
            | "RFC 8493 §2.1.2 verlangt den Ordner; manche Programme lassen leere Ordner weg.",
        example: "A ZIP file with the tag files only.",
    }
    NO_PAYLOAD_MANIFEST = "E-BAG-015" Error Invalid {
        title: "No payload manifest" | "Kein Manifest der Nutzdaten",
        message: "The bag has no payload manifest, so nothing proves its files."
            | "Das Paket hat kein Manifest der Nutzdaten; nichts belegt seine Dateien.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "RFC 8493 §2.1.3 requires at least one file manifest-ALGORITHM.txt."
            | "RFC 8493 §2.1.3 verlangt mindestens eine Datei manifest-ALGORITHMUS.txt.",
        example: "A bag with bagit.txt, bag-info.txt and data/ only.",
    }
    NO_SUPPORTED_MANIFEST = "E-BAG-016" Error Invalid {
        title: "No payload manifest that can be checked" | "Kein prüfbares Manifest der Nutzdaten",
        message: "None of the payload manifests uses an algorithm known here: {names}."
            | "Keines der Manifeste verwendet einen hier bekannten Algorithmus: {names}.",
        hint: "Have the bag built again with SHA-512 or SHA-256."
            | "Das Paket mit SHA-512 oder SHA-256 neu erzeugen lassen.",
        cause: "The digests cannot be computed, so the bag cannot be proven."
            | "Die Prüfsummen lassen sich nicht berechnen, das Paket also nicht belegen.",
        example: "The only manifest is manifest-whirlpool.txt.",
    }
    ALGORITHM_UNSUPPORTED = "W-BAG-017" Warning Invalid {
        title: "A manifest cannot be checked" | "Ein Manifest ist nicht prüfbar",
        message: "{path} uses the algorithm '{algorithm}', which is not known here; it was not \
                 checked."
            | "{path} verwendet den Algorithmus '{algorithm}', der hier unbekannt ist; es wurde \
               nicht geprüft.",
        hint: "Nothing must be done: the other manifests were checked."
            | "Nichts zu tun: Die anderen Manifeste wurden geprüft.",
        cause: "A bag may carry manifests with algorithms that only few programs know."
            | "Ein Paket darf Manifeste mit Algorithmen enthalten, die nur wenige Programme \
               kennen.",
        example: "manifest-crc32.txt beside manifest-sha256.txt",
    }
    ALGORITHM_TWICE = "E-BAG-018" Error Invalid {
        title: "Two manifests for one algorithm" | "Zwei Manifeste für einen Algorithmus",
        message: "{path} is a second manifest for {algorithm}, beside {first}."
            | "{path} ist neben {first} ein zweites Manifest für {algorithm}.",
        hint: "Keep the right one and remove the other, or have the bag built again."
            | "Das richtige behalten und das andere entfernen oder das Paket neu erzeugen lassen.",
        cause: "Manifests were renamed, or two programs worked on the bag."
            | "Manifeste wurden umbenannt, oder zwei Programme haben am Paket gearbeitet.",
        example: "manifest-sha256.txt and manifest-SHA-256.txt",
    }
    MANIFEST_NAME = "W-BAG-019" Warning Invalid {
        title: "Unusual name of a manifest" | "Ungewöhnlicher Name eines Manifests",
        message: "The manifest {path} should be named {regular}."
            | "Das Manifest {path} sollte {regular} heißen.",
        hint: "Nothing must be done; other programs may overlook the file."
            | "Nichts zu tun; andere Programme könnten die Datei übersehen.",
        cause: "RFC 8493 §2.4 wants the algorithm in lower case without hyphens."
            | "RFC 8493 §2.4 will den Algorithmus in Kleinbuchstaben und ohne Bindestriche.",
        example: "manifest-SHA-256.txt",
    }
    NAME_NORMALISATION = "W-BAG-020" Warning Invalid {
        title: "A name is composed differently" | "Ein Name ist anders zusammengesetzt",
        message: "{manifest} spells the name {path} with other Unicode characters than the file \
                 itself."
            | "{manifest} schreibt den Namen {path} mit anderen Unicode-Zeichen als die Datei \
               selbst.",
        hint: "Nothing must be done: the names mean the same and were matched."
            | "Nichts zu tun: Die Namen bedeuten dasselbe und wurden einander zugeordnet.",
        cause: "macOS takes umlauts apart (NFD), Windows and Linux keep them in one piece (NFC)."
            | "macOS zerlegt Umlaute (NFD), Windows und Linux lassen sie ganz (NFC).",
        example: "The manifest has 'ü' as one character, the file name as 'u' and two dots.",
    }
    NAME_CASE = "W-BAG-021" Warning Invalid {
        title: "A name exists in other case only"
            | "Ein Name weicht in der Groß- und Kleinschreibung ab",
        message: "The missing file {path} may be {file}, which differs in upper and lower case \
                 only."
            | "Die fehlende Datei {path} ist vielleicht {file}; nur die Groß- und Kleinschreibung \
               weicht ab.",
        hint: "Rename the file as the manifest has it, or have the bag sent again."
            | "Die Datei so benennen, wie sie im Manifest steht, oder das Paket erneut senden \
               lassen.",
        cause: "A system that does not tell case apart changed the name or merged two files into \
               one."
            | "Ein System ohne Unterscheidung der Groß- und Kleinschreibung hat den Namen \
               geändert oder zwei Dateien zusammengelegt.",
        example: "The manifest lists data/HELLO.txt; there is data/hello.txt.",
    }
    FOLDER_LISTED = "E-BAG-022" Error Invalid {
        title: "A folder is listed" | "Ein Ordner ist gelistet",
        message: "Line {line} of {path} lists the folder '{listed}'; manifests list files only."
            | "Zeile {line} von {path} nennt den Ordner '{listed}'; Manifeste nennen nur Dateien.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "RFC 8493 §2.1.3 forbids folders in manifests; an empty folder is kept by a file \
               such as .keep."
            | "RFC 8493 §2.1.3 verbietet Ordner in Manifesten; einen leeren Ordner hält eine \
               Datei wie .keep.",
        example: "d41d8cd98f00b204e9800998ecf8427e  data/empty/",
    }
    SYSTEM_FILE = "W-BAG-023" Warning Invalid {
        title: "A file of the operating system" | "Eine Datei des Betriebssystems",
        message: "{path} is a file that operating systems create by themselves."
            | "{path} ist eine Datei, die Betriebssysteme von selbst anlegen.",
        hint: "Nothing must be done; leave such files out of new bags."
            | "Nichts zu tun; solche Dateien in neuen Paketen weglassen.",
        cause: "File managers create .DS_Store, Thumbs.db, desktop.ini and ._ files; they come and \
               go and break bags."
            | "Dateimanager legen .DS_Store, Thumbs.db, desktop.ini und ._-Dateien an; sie kommen \
               und gehen und machen Pakete ungültig.",
        example: "data/Thumbs.db",
    }
    TAG_MANIFEST_LACKS = "E-BAG-025" Error Invalid {
        title: "A payload manifest is not protected" | "Ein Manifest ist nicht abgesichert",
        message: "The payload manifest {path} is not listed in {manifest}, as BagIt 1.0 requires."
            | "Das Manifest {path} steht nicht in {manifest}, wie es BagIt 1.0 verlangt.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "RFC 8493 §2.2.1: each tag manifest lists every payload manifest."
            | "RFC 8493 §2.2.1: Jedes Tag-Manifest nennt alle Manifeste der Nutzdaten.",
        example: "manifest-sha256.txt was added, but not entered in tagmanifest-sha512.txt.",
    }
    TAG_MANIFEST_LISTED = "E-BAG-026" Error Invalid {
        title: "A tag manifest is listed" | "Ein Tag-Manifest ist gelistet",
        message: "Line {line} of {path} lists the tag manifest '{listed}', which BagIt 1.0 \
                 forbids."
            | "Zeile {line} von {path} nennt das Tag-Manifest '{listed}'; BagIt 1.0 verbietet \
               das.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "A tag manifest cannot hold its own digest (RFC 8493 §2.2.1)."
            | "Ein Tag-Manifest kann seine eigene Prüfsumme nicht enthalten (RFC 8493 §2.2.1).",
        example: "tagmanifest-sha256.txt lists tagmanifest-sha256.txt.",
    }
    TAG_MANIFESTS_DIFFER = "W-BAG-027" Warning Invalid {
        title: "Tag manifests list different files" | "Tag-Manifeste nennen verschiedene Dateien",
        message: "The tag file {path} is not listed in {manifest}, though in another tag manifest."
            | "Die Begleitdatei {path} steht nicht in {manifest}, aber in einem anderen \
               Tag-Manifest.",
        hint: "Nothing must be done; tag manifests should list the same files."
            | "Nichts zu tun; Tag-Manifeste sollten dieselben Dateien nennen.",
        cause: "RFC 8493 §2.2.1 recommends that all tag manifests list the same set."
            | "RFC 8493 §2.2.1 empfiehlt, dass alle Tag-Manifeste dieselben Dateien nennen.",
        example: "bag-info.txt stands in tagmanifest-sha256.txt only.",
    }
    NAME_NOT_ENCODED = "W-BAG-029" Warning Invalid {
        title: "A name was not percent-encoded" | "Ein Name wurde nicht prozentkodiert",
        message: "The missing file {path} may be {file}: the manifest seems to be written without \
                 percent-encoding."
            | "Die fehlende Datei {path} ist vielleicht {file}: Das Manifest scheint ohne \
               Prozentkodierung geschrieben.",
        hint: "Have the sender encode % as %25 in the manifests, as BagIt 1.0 requires."
            | "Den Absender bitten, % in den Manifesten als %25 zu schreiben, wie BagIt 1.0 es \
               verlangt.",
        cause: "Several programs encode line breaks only and leave % alone (RFC 8493 §2.1.3)."
            | "Mehrere Programme kodieren nur Zeilenumbrüche und lassen % stehen (RFC 8493 \
               §2.1.3).",
        example: "The file data/100%25.txt is written as data/100%25.txt and not as \
                  data/100%2525.txt.",
    }
    LINE_MALFORMED = "E-BAG-030" Error Invalid {
        title: "A line of a manifest is malformed" | "Eine Zeile eines Manifests ist fehlerhaft",
        message: "Line {line} of {path} is not a digest, blanks and a path."
            | "Zeile {line} von {path} besteht nicht aus Prüfsumme, Leerzeichen und Pfad.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "The manifest was cut off, edited by hand, or written in another format (RFC 8493 \
               §2.1.3)."
            | "Das Manifest wurde abgeschnitten, von Hand verändert oder in einem anderen Format \
               geschrieben (RFC 8493 §2.1.3).",
        example: "data/a.txt 8ad8757baa8564dc136c1e07507f4a98",
    }
    DIGEST_INVALID = "E-BAG-031" Error Invalid {
        title: "No digest of the algorithm" | "Keine Prüfsumme des Algorithmus",
        message: "Line {line} of {path} does not begin with a {algorithm} digest."
            | "Zeile {line} von {path} beginnt nicht mit einer {algorithm}-Prüfsumme.",
        hint: "Check whether the manifest is named for the right algorithm."
            | "Prüfen, ob das Manifest nach dem richtigen Algorithmus benannt ist.",
        cause: "The digest has a wrong length or holds something that is no hexadecimal digit."
            | "Die Prüfsumme hat die falsche Länge oder enthält etwas anderes als \
               Hexadezimalziffern.",
        example: "manifest-sha256.txt holds SHA-1 digests.",
    }
    LINE_TOO_LONG = "E-BAG-032" Error Invalid {
        title: "A line is too long" | "Eine Zeile ist zu lang",
        message: "Line {line} of {path} is too long to be a line of a tag file."
            | "Zeile {line} von {path} ist zu lang für eine Zeile einer Begleitdatei.",
        hint: "Check whether the file is what its name says."
            | "Prüfen, ob die Datei ist, was ihr Name sagt.",
        cause: "The file has no line breaks, or it is no tag file at all."
            | "Die Datei hat keine Zeilenumbrüche oder ist gar keine Begleitdatei.",
        example: "A manifest that is really a ZIP file.",
    }
    TOO_MANY_LINES = "E-BAG-033" Error Invalid {
        title: "Too many lines" | "Zu viele Zeilen",
        message: "{path} has more than {limit} lines; the rest was not read."
            | "{path} hat mehr als {limit} Zeilen; der Rest wurde nicht gelesen.",
        hint: "Split the delivery into several bags, or have the operator raise the limit of \
              entries."
            | "Die Lieferung auf mehrere Pakete verteilen oder die Grenze für Einträge vom \
               Betreiber anheben lassen.",
        cause: "A package may have as many entries as the limit says, and its manifests no more \
               lines."
            | "Ein Paket darf so viele Einträge haben, wie die Grenze erlaubt, und seine \
               Manifeste nicht mehr Zeilen.",
        example: "A manifest of 20 million lines.",
    }
    ENCODING_WRONG = "E-BAG-034" Error Invalid {
        title: "Text is not in the declared encoding"
            | "Text ist nicht in der angegebenen Kodierung",
        message: "Line {line} of {path} is not written in the encoding that bagit.txt declares."
            | "Zeile {line} von {path} ist nicht in der Kodierung geschrieben, die bagit.txt \
               angibt.",
        hint: "Correct the declared encoding, or have the bag built again."
            | "Die angegebene Kodierung berichtigen oder das Paket neu erzeugen lassen.",
        cause: "The tag files were written in the encoding of the sender's system, but declared as \
               another (RFC 8493 §2.3)."
            | "Die Begleitdateien wurden in der Kodierung des Absendersystems geschrieben, aber \
               anders deklariert (RFC 8493 §2.3).",
        example: "UTF-8 is declared; an umlaut stands as one byte of ISO-8859-1.",
    }
    BOM = "E-BAG-035" Error Invalid {
        title: "A tag file begins with a byte order mark"
            | "Eine Begleitdatei beginnt mit einer Byte-Reihenfolge-Marke",
        message: "{path} begins with a byte order mark, which BagIt 1.0 forbids in UTF-8."
            | "{path} beginnt mit einer Byte-Reihenfolge-Marke (BOM); BagIt 1.0 verbietet sie in \
               UTF-8.",
        hint: "Save the file as UTF-8 without a mark and renew the tag manifests."
            | "Die Datei als UTF-8 ohne BOM speichern und die Tag-Manifeste erneuern.",
        cause: "An editor put the mark before the text (RFC 8493 §2.3)."
            | "Ein Editor hat die Marke vor den Text gesetzt (RFC 8493 §2.3).",
        example: "manifest-sha256.txt starts with the bytes EF BB BF.",
    }
    BOM_BEFORE_1_0 = "W-BAG-036" Warning Invalid {
        title: "A tag file begins with a byte order mark"
            | "Eine Begleitdatei beginnt mit einer Byte-Reihenfolge-Marke",
        message: "{path} begins with a byte order mark that UTF-8 does not need."
            | "{path} beginnt mit einer Byte-Reihenfolge-Marke (BOM), die UTF-8 nicht braucht.",
        hint: "Nothing must be done; other programs may refuse the bag."
            | "Nichts zu tun; andere Programme könnten das Paket ablehnen.",
        cause: "An editor put the mark before the text."
            | "Ein Editor hat die Marke vor den Text gesetzt.",
        example: "bag-info.txt of a 0.97 bag starts with the bytes EF BB BF.",
    }
    MD5SUM_STYLE = "W-BAG-037" Warning Invalid {
        title: "The manifest was made by a checksum tool"
            | "Das Manifest stammt von einem Prüfsummenwerkzeug",
        message: "{path} is written in the manner of md5sum, from line {line} on; it is not \
                 strictly valid."
            | "{path} ist ab Zeile {line} nach Art von md5sum geschrieben; streng genommen ist es \
               ungültig.",
        hint: "Nothing must be done: it was understood. Use a BagIt tool for new bags."
            | "Nichts zu tun: Es wurde verstanden. Für neue Pakete ein BagIt-Werkzeug verwenden.",
        cause: "md5sum and its relatives put an asterisk before the path, or a backslash before \
               the digest (RFC 8493 §6.1.3)."
            | "md5sum und Verwandte setzen ein Sternchen vor den Pfad oder einen Rückstrich vor \
               die Prüfsumme (RFC 8493 §6.1.3).",
        example: "b1946ac92492d2347c6235b4d2611184 *data/hello.txt",
    }
    PATH_NOT_PLAIN = "W-BAG-038" Warning Invalid {
        title: "Superfluous parts in paths" | "Überflüssige Teile in Pfaden",
        message: "{path} has paths with superfluous ./ or //, from line {line} on."
            | "{path} enthält ab Zeile {line} Pfade mit überflüssigem ./ oder //.",
        hint: "Nothing must be done: the paths were understood."
            | "Nichts zu tun: Die Pfade wurden verstanden.",
        cause: "The manifest was made with find and a checksum tool."
            | "Das Manifest wurde mit find und einem Prüfsummenwerkzeug erzeugt.",
        example: "8ad8757baa8564dc136c1e07507f4a98  ./data/a.txt",
    }
    PATH_BACKSLASH = "W-BAG-039" Warning Invalid {
        title: "Backslashes in paths" | "Rückstriche in Pfaden",
        message: "{path} has paths with a backslash, from line {line} on; BagIt separates folders \
                 by a slash."
            | "{path} enthält ab Zeile {line} Pfade mit Rückstrich; BagIt trennt Ordner mit \
               Schrägstrich.",
        hint: "If folders are meant, have the bag built again; if the names really hold a \
              backslash, nothing must be done."
            | "Wenn Ordner gemeint sind, das Paket neu erzeugen lassen; wenn die Namen den \
               Rückstrich wirklich enthalten, ist nichts zu tun.",
        cause: "A program on Windows wrote its own separator (RFC 8493 §2.1.3)."
            | "Ein Programm unter Windows hat sein eigenes Trennzeichen geschrieben (RFC 8493 \
               §2.1.3).",
        example: "8ad8757baa8564dc136c1e07507f4a98  data\\a.txt",
    }
    PERCENT_NOT_ENCODED = "W-BAG-040" Warning Invalid {
        title: "A percent sign is not encoded" | "Ein Prozentzeichen ist nicht kodiert",
        message: "{path} has paths with a % that is not encoded, from line {line} on; it was taken \
                 as it stands."
            | "{path} enthält ab Zeile {line} Pfade mit nicht kodiertem %; es wurde wörtlich \
               genommen.",
        hint: "Nothing must be done if the file is found; BagIt 1.0 wants % as %25."
            | "Nichts zu tun, wenn die Datei gefunden wird; BagIt 1.0 verlangt % als %25.",
        cause: "Several programs encode line breaks only (RFC 8493 §2.1.3)."
            | "Mehrere Programme kodieren nur Zeilenumbrüche (RFC 8493 §2.1.3).",
        example: "data/100%.txt in place of data/100%25.txt",
    }
    PATH_TRAVERSAL = "E-BAG-041" Error Invalid {
        title: "A path leaves the bag" | "Ein Pfad führt aus dem Paket hinaus",
        message: "Line {line} of {path} lists '{listed}', which leads out of its folder."
            | "Zeile {line} von {path} nennt '{listed}'; das führt aus dem Ordner hinaus.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "The path holds '..': a mistake, or an attack on the receiver's files (RFC 8493 \
               §5.1)."
            | "Der Pfad enthält '..': ein Fehler oder ein Angriff auf Dateien des Empfängers (RFC \
               8493 §5.1).",
        example: "8ad8757baa8564dc136c1e07507f4a98  ../../etc/passwd",
    }
    PATH_ABSOLUTE = "E-BAG-042" Error Invalid {
        title: "An absolute path" | "Ein absoluter Pfad",
        message: "Line {line} of {path} lists the absolute path '{listed}'."
            | "Zeile {line} von {path} nennt den absoluten Pfad '{listed}'.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "Paths in a bag are relative to the bag (RFC 8493 §2.1.3)."
            | "Pfade in einem Paket gelten relativ zum Paket (RFC 8493 §2.1.3).",
        example: "8ad8757baa8564dc136c1e07507f4a98  /tmp/foo",
    }
    PATH_DRIVE = "E-BAG-043" Error Invalid {
        title: "A path with a drive letter" | "Ein Pfad mit Laufwerksbuchstaben",
        message: "Line {line} of {path} lists '{listed}', a path on a Windows drive."
            | "Zeile {line} von {path} nennt '{listed}', einen Pfad auf einem Windows-Laufwerk.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "Paths in a bag are relative to the bag; a drive is refused on every system (RFC \
               8493 §5.1)."
            | "Pfade in einem Paket gelten relativ zum Paket; Laufwerke werden auf jedem System \
               abgelehnt (RFC 8493 §5.1).",
        example: "https://example.org/x - C:/Windows/x.exe",
    }
    PATH_UNC = "E-BAG-044" Error Invalid {
        title: "A network path" | "Ein Netzwerkpfad",
        message: "Line {line} of {path} lists the network path '{listed}'."
            | "Zeile {line} von {path} nennt den Netzwerkpfad '{listed}'.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "Paths in a bag are relative to the bag; a server is refused on every system (RFC \
               8493 §5.1)."
            | "Pfade in einem Paket gelten relativ zum Paket; Server werden auf jedem System \
               abgelehnt (RFC 8493 §5.1).",
        example: "https://example.org/x - //server/share/x",
    }
    PATH_HOME = "E-BAG-045" Error Invalid {
        title: "A path into a home folder" | "Ein Pfad in ein Benutzerverzeichnis",
        message: "Line {line} of {path} lists '{listed}', which some systems take for a home \
                 folder."
            | "Zeile {line} von {path} nennt '{listed}'; manche Systeme verstehen das als \
               Benutzerverzeichnis.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "A path that begins with ~/ or ~name/ may be expanded (RFC 8493 §5.1)."
            | "Ein Pfad, der mit ~/ oder ~name/ beginnt, kann ersetzt werden (RFC 8493 §5.1).",
        example: "8ad8757baa8564dc136c1e07507f4a98  ~/foo",
    }
    OUTSIDE_PAYLOAD = "E-BAG-046" Error Invalid {
        title: "A path outside the payload" | "Ein Pfad außerhalb der Nutzdaten",
        message: "Line {line} of {path} lists '{listed}', which does not lie in data/."
            | "Zeile {line} von {path} nennt '{listed}'; das liegt nicht unter data/.",
        hint: "List tag files in a tag manifest, and have the bag built again."
            | "Begleitdateien in einem Tag-Manifest nennen und das Paket neu erzeugen lassen.",
        cause: "Payload manifests and fetch.txt list payload files only (RFC 8493 §2.1.3, §2.2.3)."
            | "Manifeste der Nutzdaten und fetch.txt nennen nur Nutzdateien (RFC 8493 §2.1.3, \
               §2.2.3).",
        example: "manifest-sha256.txt lists bag-info.txt.",
    }
    PAYLOAD_IN_TAG_MANIFEST = "E-BAG-047" Error Invalid {
        title: "A payload file in a tag manifest" | "Eine Nutzdatei in einem Tag-Manifest",
        message: "Line {line} of {path} lists the payload file '{listed}'."
            | "Zeile {line} von {path} nennt die Nutzdatei '{listed}'.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "Tag manifests list tag files only (RFC 8493 §2.2.1)."
            | "Tag-Manifeste nennen nur Begleitdateien (RFC 8493 §2.2.1).",
        example: "tagmanifest-sha256.txt lists data/a.txt.",
    }
    LISTED_TWICE = "E-BAG-048" Error Invalid {
        title: "A file is listed twice" | "Eine Datei ist doppelt gelistet",
        message: "{manifest} lists {path} in line {first} and again in line {line}; BagIt 1.0 \
                 allows one line."
            | "{manifest} nennt {path} in Zeile {first} und erneut in Zeile {line}; BagIt 1.0 \
               erlaubt eine Zeile.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "RFC 8493 §2.1.3 wants every file exactly once, even if both lines agree."
            | "RFC 8493 §2.1.3 will jede Datei genau einmal, auch wenn beide Zeilen \
               übereinstimmen.",
        example: "Two equal lines for data/README in manifest-sha256.txt of a 1.0 bag.",
    }
    LISTED_TWICE_BEFORE_1_0 = "W-BAG-049" Warning Invalid {
        title: "A file is listed twice" | "Eine Datei ist doppelt gelistet",
        message: "{manifest} lists {path} in line {first} and again in line {line}."
            | "{manifest} nennt {path} in Zeile {first} und erneut in Zeile {line}.",
        hint: "Nothing must be done: both lines agree."
            | "Nichts zu tun: Beide Zeilen stimmen überein.",
        cause: "Manifests were put together from several; before 1.0 nothing forbids it."
            | "Manifeste wurden aus mehreren zusammengesetzt; vor 1.0 verbietet das nichts.",
        example: "Two equal lines for data/README in manifest-md5.txt of a 0.97 bag.",
    }
    LISTED_TWICE_DIFFERENTLY = "E-BAG-050" Error Invalid {
        title: "A file is listed with two digests" | "Eine Datei ist mit zwei Prüfsummen gelistet",
        message: "{manifest} lists {path} with different digests in lines {first} and {line}."
            | "{manifest} nennt {path} in den Zeilen {first} und {line} mit verschiedenen \
               Prüfsummen.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "One file cannot have two digests of one algorithm: at least one line is wrong."
            | "Eine Datei kann nicht zwei Prüfsummen eines Algorithmus haben: Mindestens eine \
               Zeile ist falsch.",
        example: "data/README stands twice in manifest-sha256.txt, with two digests.",
    }
    TAG_FILE_IN_PAYLOAD_MANIFEST = "W-BAG-051" Warning Invalid {
        title: "A tag file in a payload manifest"
            | "Eine Begleitdatei in einem Manifest der Nutzdaten",
        message: "{path} lists files outside data/, from line {line} on; they were checked too."
            | "{path} nennt ab Zeile {line} Dateien außerhalb von data/; sie wurden mitgeprüft.",
        hint: "Nothing must be done; BagIt 0.97 and later refuse such lines."
            | "Nichts zu tun; BagIt ab 0.97 lehnt solche Zeilen ab.",
        cause: "Drafts before 0.97 did not forbid it."
            | "Entwürfe vor 0.97 haben es nicht verboten.",
        example: "manifest-md5.txt of a 0.96 bag lists bag-info.txt.",
    }
    TOO_MANY_SPELLINGS = "E-BAG-052" Error Invalid {
        title: "Too many spellings of one name" | "Zu viele Schreibweisen eines Namens",
        message: "There are more than {limit} spellings of the name {path}; the rest was not \
                 looked at."
            | "Vom Namen {path} gibt es mehr als {limit} Schreibweisen; der Rest wurde nicht \
               betrachtet.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "Names that differ in Unicode normalisation only come in twos, not in crowds: \
               somebody made them on purpose."
            | "Namen, die sich nur in der Unicode-Normalisierung unterscheiden, gibt es \
               paarweise, nicht in Mengen: Das ist Absicht.",
        example: "A manifest lists one name with accents in 100 different orders.",
    }
    NOT_CHECKED = "W-BAG-053" Warning Invalid {
        title: "A payload file could not be checked" | "Eine Nutzdatei war nicht prüfbar",
        message: "The file {path} is in no manifest that can be checked here."
            | "Die Datei {path} steht in keinem Manifest, das hier prüfbar ist.",
        hint: "Have the bag built again with SHA-512 or SHA-256 for all files."
            | "Das Paket mit SHA-512 oder SHA-256 für alle Dateien neu erzeugen lassen.",
        cause: "Before 1.0 manifests may share the files; this one may stand in a manifest with an \
               unknown algorithm."
            | "Vor 1.0 dürfen sich Manifeste die Dateien teilen; diese steht vielleicht in einem \
               mit unbekanntem Algorithmus.",
        example: "data/a.txt stands in manifest-crc32.txt only.",
    }
    PATH_NUL = "E-BAG-054" Error Invalid {
        title: "A path with a NUL byte" | "Ein Pfad mit einem Nullbyte",
        message: "Line {line} of {path} lists a path with a NUL byte: '{listed}'."
            | "Zeile {line} von {path} nennt einen Pfad mit einem Nullbyte: '{listed}'.",
        hint: "Do not use this bag; ask the sender how the path got into it."
            | "Dieses Paket nicht verwenden; beim Absender klären, wie der Pfad hineinkam.",
        cause: "No file system has such names; some programs read only up to the NUL."
            | "Kein Dateisystem kennt solche Namen; manche Programme lesen nur bis zum Nullbyte.",
        example: "A path with the bytes 'a', 0, 'b'.",
    }
    PATH_TOO_LONG = "E-BAG-055" Error Invalid {
        title: "A path is too long" | "Ein Pfad ist zu lang",
        message: "Line {line} of {path} lists a path that is longer or deeper than the limits \
                 allow."
            | "Zeile {line} von {path} nennt einen Pfad, der länger oder tiefer ist, als die \
               Grenzen erlauben.",
        hint: "Shorten the path, or have the operator raise the limit."
            | "Pfad kürzen oder die Grenze vom Betreiber anheben lassen.",
        cause: "No file of the package may have such a path, so the line cannot be right."
            | "Keine Datei des Pakets darf einen solchen Pfad haben, also kann die Zeile nicht \
               stimmen.",
        example: "A path with 70 folders inside one another.",
    }
    FOLDER_LISTED_BEFORE_1_0 = "W-BAG-056" Warning Invalid {
        title: "A folder is listed" | "Ein Ordner ist gelistet",
        message: "Line {line} of {path} lists the folder '{listed}'; its digest means nothing."
            | "Zeile {line} von {path} nennt den Ordner '{listed}'; seine Prüfsumme besagt nichts.",
        hint: "Nothing must be done; the files inside are judged one by one."
            | "Nichts zu tun; die Dateien darin werden einzeln beurteilt.",
        cause: "Drafts before 1.0 did not forbid it for tag manifests; RFC 8493 §2.1.3 does."
            | "Entwürfe vor 1.0 verboten es für Tag-Manifeste nicht, RFC 8493 §2.1.3 tut es.",
        example: "tagmanifest-md5.txt of a 0.96 bag lists DPN, a folder.",
    }
    FETCH_MISSING = "E-BAG-060" Error Invalid {
        title: "A file still has to be fetched" | "Eine Datei muss noch geholt werden",
        message: "The file {path} is not in the bag; {manifest} promises it, and fetch.txt leaves \
                 it to be fetched."
            | "Die Datei {path} fehlt im Paket; sie steht in {manifest} und soll laut fetch.txt \
               erst geholt werden.",
        hint: "Complete the bag with a BagIt tool before sending it; the archive fetches nothing."
            | "Das Paket vor dem Senden mit einem BagIt-Werkzeug vervollständigen; das Archiv \
               holt nichts ab.",
        cause: "The bag has holes (RFC 8493 §2.2.3). Addresses from a package are never opened, \
               for safety."
            | "Das Paket hat Lücken (RFC 8493 §2.2.3). Adressen aus einem Paket werden aus \
               Sicherheitsgründen nie geöffnet.",
        example: "https://example.org/a.pdf 120 data/a.pdf, and there is no data/a.pdf.",
    }
    FETCH_PRESENT = "W-BAG-061" Warning Invalid {
        title: "The bag has a list of files to fetch"
            | "Das Paket hat eine Liste zu holender Dateien",
        message: "{path} lists {count} files that are already there; nothing was fetched."
            | "{path} nennt {count} Dateien, die schon da sind; es wurde nichts geholt.",
        hint: "Nothing must be done; the list can be left out."
            | "Nichts zu tun; die Liste kann entfallen.",
        cause: "The bag once had holes that were filled before sending (RFC 8493 §2.2.3)."
            | "Das Paket hatte Lücken, die vor dem Senden gefüllt wurden (RFC 8493 §2.2.3).",
        example: "fetch.txt lists data/a.pdf, and data/a.pdf is there.",
    }
    FETCH_LINE = "E-BAG-062" Error Invalid {
        title: "A line of fetch.txt is malformed" | "Eine Zeile von fetch.txt ist fehlerhaft",
        message: "Line {line} of {path} is not an address, a length and a path."
            | "Zeile {line} von {path} besteht nicht aus Adresse, Länge und Pfad.",
        hint: "Correct the line: length is a number of bytes or a hyphen."
            | "Zeile berichtigen: Die Länge ist eine Zahl in Bytes oder ein Bindestrich.",
        cause: "The list was written by hand or cut off (RFC 8493 §2.2.3)."
            | "Die Liste wurde von Hand geschrieben oder abgeschnitten (RFC 8493 §2.2.3).",
        example: "https://example.org/a.pdf data/a.pdf",
    }
    FETCH_NOT_LISTED = "E-BAG-063" Error Invalid {
        title: "A file to fetch is in no manifest"
            | "Eine zu holende Datei steht in keinem Manifest",
        message: "fetch.txt lists {path}, but {manifest} does not."
            | "fetch.txt nennt {path}, {manifest} aber nicht.",
        hint: "Have the sender build the bag again with a BagIt tool."
            | "Das Paket vom Absender mit einem BagIt-Werkzeug neu erzeugen lassen.",
        cause: "Without a digest nobody could check what was fetched (RFC 8493 §2.2.3)."
            | "Ohne Prüfsumme könnte niemand prüfen, was geholt wurde (RFC 8493 §2.2.3).",
        example: "data/a.pdf stands in fetch.txt, but not in manifest-sha512.txt.",
    }
    FETCH_SCHEME = "W-BAG-064" Warning Invalid {
        title: "An unusual address in fetch.txt" | "Eine ungewöhnliche Adresse in fetch.txt",
        message: "Line {line} of {path} names the address '{url}', which is neither http nor \
                 https."
            | "Zeile {line} von {path} nennt die Adresse '{url}'; sie ist weder http noch https.",
        hint: "Nothing must be done here: addresses are never opened. Other programs may open it."
            | "Hier ist nichts zu tun: Adressen werden nie geöffnet. Andere Programme könnten es \
               tun.",
        cause: "Addresses such as file: can make a careless program read its own machine."
            | "Adressen wie file: können ein unvorsichtiges Programm dazu bringen, den eigenen \
               Rechner zu lesen.",
        example: "file:///etc/passwd - data/a.txt",
    }
    FETCH_URL = "E-BAG-065" Error Invalid {
        title: "No address in fetch.txt" | "Keine Adresse in fetch.txt",
        message: "Line {line} of {path} does not begin with an absolute address: '{url}'."
            | "Zeile {line} von {path} beginnt nicht mit einer vollständigen Adresse: '{url}'.",
        hint: "Write the whole address with its scheme, such as https://example.org/a.pdf."
            | "Die ganze Adresse mit Schema schreiben, etwa https://example.org/a.pdf.",
        cause: "RFC 8493 §2.2.3 wants an absolute URI."
            | "RFC 8493 §2.2.3 verlangt eine absolute URI.",
        example: "example.org/a.pdf - data/a.pdf",
    }
    FETCH_LENGTH = "W-BAG-066" Warning Invalid {
        title: "The length in fetch.txt is wrong" | "Die Länge in fetch.txt stimmt nicht",
        message: "fetch.txt promises {promised} bytes for {path}; the file has {found}."
            | "fetch.txt verspricht für {path} {promised} Bytes; die Datei hat {found}.",
        hint: "Nothing must be done: the digest decides."
            | "Nichts zu tun: Die Prüfsumme entscheidet.",
        cause: "The length in fetch.txt is a hint and often out of date (RFC 8493 §5.3)."
            | "Die Länge in fetch.txt ist ein Hinweis und oft veraltet (RFC 8493 §5.3).",
        example: "https://example.org/a.pdf 100 data/a.pdf, and the file has 120 bytes.",
    }
    INFO_MALFORMED = "E-BAG-070" Error Invalid {
        title: "A metadata line is malformed" | "Eine Metadatenzeile ist fehlerhaft",
        message: "Line {line} of {path} is not a label, a colon and a value."
            | "Zeile {line} von {path} besteht nicht aus Name, Doppelpunkt und Wert.",
        hint: "Correct the line; long values go on in lines that begin with a blank."
            | "Zeile berichtigen; lange Werte gehen in Zeilen weiter, die mit einem Leerzeichen \
               beginnen.",
        cause: "A long value was broken without indenting, or the file was edited by hand (RFC \
               8493 §2.2.2)."
            | "Ein langer Wert wurde ohne Einrückung umbrochen, oder die Datei wurde von Hand \
               verändert (RFC 8493 §2.2.2).",
        example: "A line 'Minutes of the council' without a colon.",
    }
    INFO_LABEL_WHITESPACE = "E-BAG-071" Error Invalid {
        title: "A label ends with a blank" | "Ein Name endet mit einem Leerzeichen",
        message: "In line {line} of {path} a blank stands before the colon, which BagIt 1.0 \
                 forbids."
            | "In Zeile {line} von {path} steht ein Leerzeichen vor dem Doppelpunkt; BagIt 1.0 \
               verbietet das.",
        hint: "Remove the blank and renew the tag manifests."
            | "Leerzeichen entfernen und die Tag-Manifeste erneuern.",
        cause: "Drafts before 1.0 allowed it; RFC 8493 §2.2.2 does not."
            | "Entwürfe vor 1.0 erlaubten es, RFC 8493 §2.2.2 nicht.",
        example: "Bagging-Date : 2026-01-31",
    }
    INFO_UNTIDY = "W-BAG-072" Warning Invalid {
        title: "Unusual blanks in the metadata" | "Ungewöhnliche Leerzeichen in den Metadaten",
        message: "In line {line} of {path} not exactly one blank follows the colon; the value was \
                 read without them."
            | "In Zeile {line} von {path} folgt nicht genau ein Leerzeichen auf den Doppelpunkt; \
               der Wert wurde ohne sie gelesen.",
        hint: "Nothing must be done; write one blank after the colon in new bags."
            | "Nichts zu tun; in neuen Paketen ein Leerzeichen nach dem Doppelpunkt schreiben.",
        cause: "RFC 8493 §2.2.2 wants one blank." | "RFC 8493 §2.2.2 verlangt ein Leerzeichen.",
        example: "Bagging-Date:2026-01-31",
    }
    OXUM_MALFORMED = "E-BAG-073" Error Invalid {
        title: "Payload-Oxum is malformed" | "Payload-Oxum ist fehlerhaft",
        message: "Line {line} of {path} has the Payload-Oxum '{value}', which is not of the form \
                 bytes.files."
            | "Zeile {line} von {path} hat das Payload-Oxum '{value}'; es hat nicht die Form \
               Bytes.Dateien.",
        hint: "Correct the element, or leave it out." | "Angabe berichtigen oder weglassen.",
        cause: "RFC 8493 §2.2.2 wants two whole numbers with a dot between."
            | "RFC 8493 §2.2.2 verlangt zwei ganze Zahlen mit einem Punkt dazwischen.",
        example: "Payload-Oxum: 34 KB",
    }
    OXUM_MISMATCH = "E-BAG-074" Error Invalid {
        title: "The size of the payload does not match" | "Der Umfang der Nutzdaten stimmt nicht",
        message: "{path} promises a payload of {promised} (bytes.files); there is {found}."
            | "{path} verspricht Nutzdaten im Umfang {promised} (Bytes.Dateien); vorhanden ist \
               {found}.",
        hint: "Files were added, lost or changed after the bag was made: have it sent again."
            | "Nach dem Packen kamen Dateien hinzu, gingen verloren oder wurden geändert: erneut \
               senden lassen.",
        cause: "Payload-Oxum counts the payload for a quick check (RFC 8493 §2.2.2)."
            | "Payload-Oxum zählt die Nutzdaten für eine schnelle Prüfung (RFC 8493 §2.2.2).",
        example: "Payload-Oxum: 12.1, and the payload has two files.",
    }
    OXUM_REPEATED = "E-BAG-075" Error Invalid {
        title: "Payload-Oxum is repeated" | "Payload-Oxum steht mehrfach",
        message: "{path} has the element {label} again in line {line}; BagIt 1.0 allows it once."
            | "{path} enthält die Angabe {label} in Zeile {line} erneut; BagIt 1.0 erlaubt sie \
               einmal.",
        hint: "Keep the right one and renew the tag manifests."
            | "Die richtige behalten und die Tag-Manifeste erneuern.",
        cause: "RFC 8493 §2.2.2 forbids to repeat it."
            | "RFC 8493 §2.2.2 verbietet die Wiederholung.",
        example: "Two lines Payload-Oxum in bag-info.txt.",
    }
    INFO_REPEATED = "W-BAG-076" Warning Invalid {
        title: "An element is repeated" | "Eine Angabe steht mehrfach",
        message: "{path} has the element {label} again in line {line}, though it should stand \
                 once."
            | "{path} enthält die Angabe {label} in Zeile {line} erneut; sie sollte einmal \
               stehen.",
        hint: "Nothing must be done: all values are kept."
            | "Nichts zu tun: Alle Werte bleiben erhalten.",
        cause: "RFC 8493 §2.2.2 advises against repeating it."
            | "RFC 8493 §2.2.2 rät von der Wiederholung ab.",
        example: "Two lines Bagging-Date in bag-info.txt.",
    }
    DATE_UNUSUAL = "W-BAG-077" Warning Invalid {
        title: "The bagging date is no date" | "Das Packdatum ist kein Datum",
        message: "Line {line} of {path} has the {label} '{value}', which is no day written as \
                 YYYY-MM-DD."
            | "Zeile {line} von {path} hat als {label} '{value}'; das ist kein Tag der Form \
               JJJJ-MM-TT.",
        hint: "Nothing must be done: the value is kept as it stands."
            | "Nichts zu tun: Der Wert bleibt, wie er ist.",
        cause: "RFC 8493 §2.2.2 wants the form YYYY-MM-DD."
            | "RFC 8493 §2.2.2 verlangt die Form JJJJ-MM-TT.",
        example: "Bagging-Date: 31.01.2026",
    }
    PROFILE_NAMED = "I-BAG-078" Info Invalid {
        title: "The bag names a profile" | "Das Paket nennt ein Profil",
        message: "{path} says that the bag follows the profile {value}."
            | "Laut {path} folgt das Paket dem Profil {value}.",
        hint: "To check against it, give the profile as a local file; it is never fetched."
            | "Zum Prüfen das Profil als lokale Datei angeben; es wird nie aus dem Netz geholt.",
        cause: "BagIt profiles say what a receiver expects beyond RFC 8493."
            | "BagIt-Profile legen fest, was ein Empfänger über RFC 8493 hinaus erwartet.",
        example: "BagIt-Profile-Identifier: https://example.org/profile.json",
    }
    PROFILE_INVALID = "E-BAG-080" Error Invalid {
        title: "The profile cannot be used" | "Das Profil ist nicht verwendbar",
        message: "{path} is no usable BagIt profile: {reason}."
            | "{path} ist kein verwendbares BagIt-Profil: {reason}.",
        hint: "Correct the profile; the specification of BagIt profiles says what it must hold."
            | "Profil berichtigen; die Spezifikation der BagIt-Profile sagt, was es enthalten \
               muss.",
        cause: "The file is no JSON, lacks something required, or contradicts itself."
            | "Die Datei ist kein JSON, etwas Vorgeschriebenes fehlt, oder sie widerspricht sich.",
        example: "A profile without BagIt-Profile-Info.",
    }
    PROFILE_OTHER = "W-BAG-081" Warning Invalid {
        title: "The bag does not name the profile" | "Das Paket nennt das Profil nicht",
        message: "The bag does not name the profile {profile}; it names '{found}'."
            | "Das Paket nennt nicht das Profil {profile}, sondern '{found}'.",
        hint: "Make sure that the bag was checked with the right profile."
            | "Sicherstellen, dass mit dem richtigen Profil geprüft wurde.",
        cause: "A bag made by a profile names it in bag-info.txt as BagIt-Profile-Identifier."
            | "Ein nach einem Profil gebautes Paket nennt es in bag-info.txt als \
               BagIt-Profile-Identifier.",
        example: "BagIt-Profile-Identifier is missing in bag-info.txt.",
    }
    PROFILE_TAG_REQUIRED = "E-BAG-082" Error Invalid {
        title: "A required element is missing" | "Eine vorgeschriebene Angabe fehlt",
        message: "The profile requires the element {label} in bag-info.txt."
            | "Das Profil verlangt die Angabe {label} in bag-info.txt.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile requires Contact-Email; bag-info.txt has none.",
    }
    PROFILE_VALUE = "E-BAG-083" Error Invalid {
        title: "A value is not allowed" | "Ein Wert ist nicht erlaubt",
        message: "The profile does not allow the value '{value}' for the element {label}."
            | "Das Profil erlaubt den Wert '{value}' für die Angabe {label} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "Source-Organization: ACME, where the profile allows two universities.",
    }
    PROFILE_REPEATED = "E-BAG-084" Error Invalid {
        title: "An element must not be repeated" | "Eine Angabe darf nicht mehrfach stehen",
        message: "The profile allows the element {label} once; it stands {count} times."
            | "Das Profil erlaubt die Angabe {label} einmal; sie steht {count}-mal.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "Two lines Source-Organization.",
    }
    PROFILE_MANIFEST_REQUIRED = "E-BAG-085" Error Invalid {
        title: "A required manifest is missing" | "Ein vorgeschriebenes Manifest fehlt",
        message: "The profile requires a payload manifest for {algorithm}."
            | "Das Profil verlangt ein Manifest der Nutzdaten für {algorithm}.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile requires md5; the bag has manifest-sha256.txt only.",
    }
    PROFILE_MANIFEST_REFUSED = "E-BAG-086" Error Invalid {
        title: "A manifest is not allowed" | "Ein Manifest ist nicht erlaubt",
        message: "The profile does not allow the payload manifest {path}."
            | "Das Profil erlaubt das Manifest {path} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile allows sha512; the bag has manifest-md5.txt too.",
    }
    PROFILE_TAG_MANIFEST_REQUIRED = "E-BAG-087" Error Invalid {
        title: "A required tag manifest is missing" | "Ein vorgeschriebenes Tag-Manifest fehlt",
        message: "The profile requires a tag manifest for {algorithm}."
            | "Das Profil verlangt ein Tag-Manifest für {algorithm}.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile requires md5; there is no tagmanifest-md5.txt.",
    }
    PROFILE_TAG_MANIFEST_REFUSED = "E-BAG-088" Error Invalid {
        title: "A tag manifest is not allowed" | "Ein Tag-Manifest ist nicht erlaubt",
        message: "The profile does not allow the tag manifest {path}."
            | "Das Profil erlaubt das Tag-Manifest {path} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile allows sha512; the bag has tagmanifest-md5.txt too.",
    }
    PROFILE_TAG_FILE_REQUIRED = "E-BAG-089" Error Invalid {
        title: "A required tag file is missing" | "Eine vorgeschriebene Begleitdatei fehlt",
        message: "The profile requires the tag file {path}."
            | "Das Profil verlangt die Begleitdatei {path}.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile requires DPN/dpnRegistry.",
    }
    PROFILE_TAG_FILE_REFUSED = "E-BAG-090" Error Invalid {
        title: "A tag file is not allowed" | "Eine Begleitdatei ist nicht erlaubt",
        message: "The profile does not allow the tag file {path}."
            | "Das Profil erlaubt die Begleitdatei {path} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "notes.txt, where the profile allows metadata/*.xml.",
    }
    PROFILE_FETCH_REFUSED = "E-BAG-091" Error Invalid {
        title: "fetch.txt is not allowed" | "fetch.txt ist nicht erlaubt",
        message: "The profile does not allow {path}." | "Das Profil erlaubt {path} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "A bag with fetch.txt, and Allow-Fetch.txt is false.",
    }
    PROFILE_FETCH_REQUIRED = "E-BAG-092" Error Invalid {
        title: "fetch.txt is required" | "fetch.txt ist vorgeschrieben",
        message: "The profile requires {path}, and the bag has none."
            | "Das Profil verlangt {path}; das Paket hat keine.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "Fetch.txt-Required is true, and there is no fetch.txt.",
    }
    PROFILE_SERIALIZATION = "E-BAG-093" Error Invalid {
        title: "The bag came in the wrong way" | "Das Paket kam in der falschen Form",
        message: "The profile says 'Serialization: {rule}'; the bag came as '{found}'."
            | "Das Profil sagt 'Serialization: {rule}'; das Paket kam als '{found}'.",
        hint: "Send the bag packed or unpacked, as the profile says."
            | "Das Paket gepackt oder ungepackt senden, wie es das Profil sagt.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "Serialization is required, and the bag came as a folder.",
    }
    PROFILE_SERIALIZATION_KIND = "E-BAG-094" Error Invalid {
        title: "The kind of container is not allowed" | "Die Art der Verpackung ist nicht erlaubt",
        message: "The profile does not accept the container {found}; it accepts {accepted}."
            | "Das Profil nimmt die Verpackung {found} nicht an, sondern {accepted}.",
        hint: "Pack the bag as the profile says."
            | "Das Paket so verpacken, wie es das Profil sagt.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "A TAR file, where the profile accepts application/zip.",
    }
    PROFILE_VERSION = "E-BAG-095" Error Invalid {
        title: "The version is not accepted" | "Die Version wird nicht angenommen",
        message: "The profile does not accept BagIt {version}; it accepts {accepted}."
            | "Das Profil nimmt BagIt {version} nicht an, sondern {accepted}.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "A bag of version 0.97, where the profile accepts 0.96.",
    }
    PROFILE_DATA_NOT_EMPTY = "E-BAG-096" Error Invalid {
        title: "The payload must be empty" | "Die Nutzdaten müssen leer sein",
        message: "The profile wants no payload, or one empty file; there are {files} files with \
                 {bytes} bytes."
            | "Das Profil will keine Nutzdaten oder eine leere Datei; es sind {files} Dateien mit \
               {bytes} Bytes.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "Data-Empty is true, and data/a.txt has content.",
    }
    PROFILE_PAYLOAD_REQUIRED = "E-BAG-097" Error Invalid {
        title: "A required payload file is missing" | "Eine vorgeschriebene Nutzdatei fehlt",
        message: "The profile requires the payload file {path}."
            | "Das Profil verlangt die Nutzdatei {path}.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "The profile requires data/inventory.xml.",
    }
    PROFILE_PAYLOAD_REFUSED = "E-BAG-098" Error Invalid {
        title: "A payload file is not allowed" | "Eine Nutzdatei ist nicht erlaubt",
        message: "The profile does not allow the payload file {path}."
            | "Das Profil erlaubt die Nutzdatei {path} nicht.",
        hint: "Have the sender build the bag by the profile."
            | "Das Paket vom Absender nach dem Profil neu erzeugen lassen.",
        cause: "The profile is what sender and receiver agreed on."
            | "Das Profil ist, was Absender und Empfänger vereinbart haben.",
        example: "data/setup.exe, where the profile allows data/*.pdf.",
    }
    NO_BASE_FOLDER = "W-BAG-100" Warning Invalid {
        title: "The bag has no folder around it" | "Das BagIt-Paket hat keinen Ordner um sich",
        message: "The container holds the bag itself and not a folder with the bag."
            | "Im Container liegt das BagIt-Paket selbst, nicht ein Ordner mit ihm.",
        hint: "Pack the folder of the bag and not its content; the bag is taken all the same."
            | "Den Ordner packen, nicht seinen Inhalt; das Paket wird trotzdem angenommen.",
        cause: "A serialised bag has one folder at its top (RFC 8493 §4), so that unpacking \
                never strews files about."
            | "Ein verpacktes BagIt-Paket hat oben genau einen Ordner (RFC 8493 §4), damit beim \
               Auspacken nichts verstreut wird.",
        example: "bag.zip with bagit.txt at its top",
    }
    PROFILE_NO_BAG = "E-BAG-099" Error Invalid {
        title: "The profile asks for a bag" | "Das Profil verlangt ein BagIt-Paket",
        message: "The profile {profile} asks for a bag; this package is none."
            | "Das Profil {profile} verlangt ein BagIt-Paket; dieses Paket ist keines.",
        hint: "Have the package sent as a bag, or check it without the profile."
            | "Das Paket als BagIt-Paket senden lassen oder ohne Profil prüfen.",
        cause: "A profile describes bags; a plain folder or file cannot fulfil it."
            | "Ein Profil beschreibt BagIt-Pakete; ein einfacher Ordner oder eine Datei kann es \
               nicht erfüllen.",
        example: "archive check --profile profile.json ordner/",
    }
    BESIDE_BASE_FOLDER = "E-BAG-101" Error Invalid {
        title: "Something lies beside the bag" | "Neben dem BagIt-Paket liegt noch etwas",
        message: "The container holds more than the folder {path} with the bag."
            | "Der Container enthält mehr als den Ordner {path} mit dem BagIt-Paket.",
        hint: "Pack the folder of the bag alone; remove what a system added."
            | "Nur den Ordner des Pakets packen; was ein System hinzugefügt hat, entfernen.",
        cause: "A serialised bag is one folder and nothing else (RFC 8493 §4): what lies beside it \
                is in no manifest."
            | "Ein verpacktes BagIt-Paket ist genau ein Ordner (RFC 8493 §4): Was daneben liegt, \
               steht in keinem Manifest.",
        example: "bag.zip with mybag/ and __MACOSX/",
    }
}
