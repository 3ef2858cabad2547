//! Names and paths inside packages.

use crate::finding::code::codes;

codes! {
    TRAVERSAL = "E-NAM-001" Error Invalid {
        title: "A path leads out of the package" | "Ein Pfad führt aus dem Paket hinaus",
        message: "The path {path} leads out of the package."
            | "Der Pfad {path} führt aus dem Paket hinaus.",
        hint: "Have the sender pack again without this entry."
            | "Vom Absender ohne diesen Eintrag neu packen lassen.",
        cause: "A path with an element \"..\" would be written outside its place by careless \
                programs: an attack, or a packing mistake."
            | "Ein Pfad mit dem Element „..“ würde von unvorsichtigen Programmen außerhalb seines \
               Platzes geschrieben: ein Angriff oder ein Fehler beim Packen.",
        example: "../../etc/cron.d/job",
    }
    ABSOLUTE = "E-NAM-002" Error Invalid {
        title: "An absolute path" | "Ein absoluter Pfad",
        message: "The path {path} is absolute." | "Der Pfad {path} ist absolut.",
        hint: "Have the sender pack again with relative paths."
            | "Vom Absender mit relativen Pfaden neu packen lassen.",
        cause: "The path begins at the root of a drive or on another computer instead of inside \
                the package."
            | "Der Pfad beginnt an der Wurzel eines Laufwerks oder auf einem anderen Rechner \
               statt im Paket.",
        example: "/home/office/minutes.pdf",
    }
    DRIVE = "E-NAM-003" Error Invalid {
        title: "A path with a drive letter" | "Ein Pfad mit Laufwerksbuchstaben",
        message: "The path {path} begins with a drive letter."
            | "Der Pfad {path} beginnt mit einem Laufwerksbuchstaben.",
        hint: "Have the sender pack again with relative paths."
            | "Vom Absender mit relativen Pfaden neu packen lassen.",
        cause: "One letter and a colon at the beginning name a drive on Windows; such a path \
                leads out of the package."
            | "Ein Buchstabe und ein Doppelpunkt am Anfang bezeichnen unter Windows ein Laufwerk; \
               ein solcher Pfad führt aus dem Paket hinaus.",
        example: "C:/Users/office/minutes.pdf",
    }
    HOME = "E-NAM-004" Error Invalid {
        title: "A path into a home folder" | "Ein Pfad in ein Benutzerverzeichnis",
        message: "The path {path} begins with the sign for a home folder."
            | "Der Pfad {path} beginnt mit dem Zeichen für ein Benutzerverzeichnis.",
        hint: "Have the sender rename the first folder and pack again."
            | "Vom Absender den ersten Ordner umbenennen und neu packen lassen.",
        cause: "A first element beginning with a tilde stands for somebody's home folder in many \
                programs."
            | "Ein erstes Element mit Tilde am Anfang steht in vielen Programmen für ein \
               Benutzerverzeichnis.",
        example: "~office/minutes.pdf",
    }
    NUL = "E-NAM-005" Error Invalid {
        title: "A name with a NUL byte" | "Ein Name mit Nullbyte",
        message: "The name {path} holds a NUL byte." | "Der Name {path} enthält ein Nullbyte.",
        hint: "Have the sender pack again without this entry."
            | "Vom Absender ohne diesen Eintrag neu packen lassen.",
        cause: "Programs that end a name at the NUL byte would see another name than the others."
            | "Programme, die einen Namen am Nullbyte enden lassen, sähen einen anderen Namen als \
               die übrigen.",
        example: "minutes.pdf\\u{0}.exe",
    }
    EMPTY = "E-NAM-006" Error Invalid {
        title: "An entry without a name" | "Ein Eintrag ohne Namen",
        message: "An entry of the package has no name (entry {number})."
            | "Ein Eintrag des Pakets hat keinen Namen (Eintrag {number}).",
        hint: "Have the sender pack again without this entry."
            | "Vom Absender ohne diesen Eintrag neu packen lassen.",
        cause: "A file without a name cannot be given back."
            | "Eine Datei ohne Namen kann nicht zurückgegeben werden.",
        example: "A ZIP entry whose name field has length 0.",
    }
    CONTROL = "W-NAM-010" Warning Invalid {
        title: "Control characters in a name" | "Steuerzeichen in einem Namen",
        message: "The name {path} holds control characters; it is kept as it is."
            | "Der Name {path} enthält Steuerzeichen; er bleibt, wie er ist.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "Line breaks and other invisible characters in names confuse lists, terminals and \
                other programs."
            | "Zeilenumbrüche und andere unsichtbare Zeichen in Namen stören Listen, Terminals \
               und andere Programme.",
        example: "minutes\\n2024.pdf",
    }
    BACKSLASH = "W-NAM-011" Warning Invalid {
        title: "A backslash in a name" | "Ein Rückstrich in einem Namen",
        message: "The name {path} holds a backslash; it is kept as a character of the name."
            | "Der Name {path} enthält einen Rückstrich; er gilt als Zeichen des Namens.",
        hint: "If the backslash was meant to separate folders, have the sender pack again with \
               slashes."
            | "Sollte der Rückstrich Ordner trennen, vom Absender mit Schrägstrichen neu packen \
               lassen.",
        cause: "Some old Windows programs write backslashes where the standard demands slashes."
            | "Manche alten Windows-Programme schreiben Rückstriche, wo der Standard \
               Schrägstriche verlangt.",
        example: "2024\\minutes.pdf",
    }
    TRAILING = "W-NAM-012" Warning Invalid {
        title: "A name ends with a dot or space" | "Ein Name endet mit Punkt oder Leerzeichen",
        message: "An element of {path} ends with a dot or a space; it is kept as it is."
            | "Ein Element von {path} endet mit Punkt oder Leerzeichen; es bleibt, wie es ist.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "Windows cuts dots and spaces off the end of a name."
            | "Windows schneidet Punkte und Leerzeichen am Ende eines Namens ab.",
        example: "minutes ./a.pdf",
    }
    DEVICE = "W-NAM-013" Warning Invalid {
        title: "A name that Windows keeps for a device"
            | "Ein Name, den Windows für ein Gerät vorbehält",
        message: "The name {path} stands for a device on Windows; it is kept as it is."
            | "Der Name {path} steht unter Windows für ein Gerät; er bleibt, wie er ist.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "CON, PRN, AUX, NUL, COM1 to COM9 and LPT1 to LPT9 cannot be file names on \
                Windows, with any extension."
            | "CON, PRN, AUX, NUL, COM1 bis COM9 und LPT1 bis LPT9 können unter Windows keine \
               Dateinamen sein, auch nicht mit Endung.",
        example: "files/con.txt",
    }
    RESERVED = "W-NAM-014" Warning Invalid {
        title: "A character that Windows reserves" | "Ein Zeichen, das Windows vorbehält",
        message: "The name {path} holds one of < > : \" | ? *; it is kept as it is."
            | "Der Name {path} enthält eines der Zeichen < > : \" | ? *; er bleibt, wie er ist.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "These characters cannot stand in names on Windows; an export for Windows replaces \
                them."
            | "Diese Zeichen können unter Windows nicht in Namen stehen; ein Export für Windows \
               ersetzt sie.",
        example: "minutes: draft?.pdf",
    }
    TILDE = "I-NAM-015" Info Invalid {
        title: "A tilde in a name" | "Eine Tilde in einem Namen",
        message: "The name {path} holds a tilde." | "Der Name {path} enthält eine Tilde.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "A tilde is harmless inside a name; it often marks temporary or shortened files."
            | "Eine Tilde im Namen ist harmlos; sie kennzeichnet oft vorläufige oder gekürzte \
               Dateien.",
        example: "PROTOK~1.DOC",
    }
    DOT_SEGMENT = "W-NAM-016" Warning Invalid {
        title: "A path with empty elements or dots" | "Ein Pfad mit leeren Elementen oder Punkten",
        message: "The path {path} holds empty elements or \".\"; they were left out."
            | "Der Pfad {path} enthält leere Elemente oder „.“; sie wurden weggelassen.",
        hint: "Nothing needs to be done." | "Es ist nichts zu tun.",
        cause: "The packing program wrote a path in a roundabout form; it names the same file."
            | "Das Packprogramm hat einen Pfad umständlich geschrieben; er bezeichnet dieselbe \
               Datei.",
        example: "files//./minutes.pdf",
    }
    LONG_NAME = "W-NAM-017" Warning Invalid {
        title: "A very long name" | "Ein sehr langer Name",
        message: "An element of {path} has {bytes} bytes; most file systems allow 255."
            | "Ein Element von {path} hat {bytes} Bytes; die meisten Dateisysteme erlauben 255.",
        hint: "An export shortens the name; rename at the source to avoid it."
            | "Ein Export kürzt den Namen; an der Quelle umbenennen, um das zu vermeiden.",
        cause: "Containers allow longer names than file systems."
            | "Container erlauben längere Namen als Dateisysteme.",
        example: "A ZIP entry with a name of 300 letters.",
    }
    CASE_TWINS = "W-NAM-018" Warning Invalid {
        title: "Names that differ only by case"
            | "Namen, die sich nur in Groß- und Kleinschreibung unterscheiden",
        message: "{path} and {other} differ only by upper and lower case."
            | "{path} und {other} unterscheiden sich nur in Groß- und Kleinschreibung.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "On Windows and macOS both names mean the same file, so that one would replace the \
                other."
            | "Unter Windows und macOS meinen beide Namen dieselbe Datei, sodass eine die andere \
               ersetzte.",
        example: "Minutes.pdf and minutes.pdf",
    }
    FORM_TWINS = "W-NAM-019" Warning Invalid {
        title: "Names that differ only by Unicode form"
            | "Namen, die sich nur in der Unicode-Form unterscheiden",
        message: "{path} and {other} look the same and differ only by Unicode normalisation."
            | "{path} und {other} sehen gleich aus und unterscheiden sich nur in der \
               Unicode-Normalisierung.",
        hint: "Check at the source whether both are needed; both are kept under different paths."
            | "An der Quelle prüfen, ob beide gebraucht werden; beide werden unter verschiedenen \
               Pfaden aufbewahrt.",
        cause: "An umlaut can be written as one character or as a letter with a mark; macOS used \
                to write the second form."
            | "Ein Umlaut kann als ein Zeichen oder als Buchstabe mit Zusatz geschrieben sein; \
               macOS schrieb früher die zweite Form.",
        example: "U+00E4.txt and U+0061 U+0308.txt",
    }
    NOT_UTF8 = "W-NAM-020" Warning Invalid {
        title: "A name that is no UTF-8" | "Ein Name, der kein UTF-8 ist",
        message: "The name {path} was not UTF-8; its odd bytes are shown as %XX, the original \
                  bytes are kept."
            | "Der Name {path} war kein UTF-8; seine fremden Bytes erscheinen als %XX, die \
               Originalbytes bleiben erhalten.",
        hint: "Nothing needs to be done; rename at the source if other systems shall read it."
            | "Es ist nichts zu tun; an der Quelle umbenennen, wenn andere Systeme sie lesen \
               sollen.",
        cause: "The name was written in an old character set that the container does not tell."
            | "Der Name wurde in einem alten Zeichensatz geschrieben, den der Container nicht \
               nennt.",
        example: "Bytes 4D FC 6C 6C 65 72 (ISO 8859-1)",
    }
    UNMARKED_UTF8 = "I-NAM-021" Info Invalid {
        title: "UTF-8 without its mark" | "UTF-8 ohne Kennzeichen",
        message: "The name {path} is UTF-8, but the ZIP entry does not say so; it is read as \
                  UTF-8."
            | "Der Name {path} ist UTF-8, der ZIP-Eintrag sagt es aber nicht; er wird als UTF-8 \
               gelesen.",
        hint: "Look whether the umlauts are right; the original bytes are kept."
            | "Prüfen, ob die Umlaute stimmen; die Originalbytes bleiben erhalten.",
        cause: "The packing program did not set bit 11 of the flags (APPNOTE.TXT, Appendix D)."
            | "Das Packprogramm hat Bit 11 der Kennzeichen nicht gesetzt (APPNOTE.TXT, Anhang D).",
        example: "A ZIP made by an older program on a Mac.",
    }
    CP437 = "W-NAM-022" Warning Invalid {
        title: "A name in an old character set" | "Ein Name in einem alten Zeichensatz",
        message: "The name {path} was read as code page 437; look whether its umlauts are right."
            | "Der Name {path} wurde als Codepage 437 gelesen; bitte prüfen, ob die Umlaute \
               stimmen.",
        hint: "If the characters are wrong, have the sender pack with UTF-8 names; the original \
               bytes are kept."
            | "Sind Zeichen falsch, vom Absender mit UTF-8-Namen packen lassen; die Originalbytes \
               bleiben erhalten.",
        cause: "Without a mark for UTF-8 the ZIP standard prescribes code page 437; some programs \
                write others (APPNOTE.TXT, Appendix D)."
            | "Ohne Kennzeichen für UTF-8 schreibt der ZIP-Standard Codepage 437 vor; manche \
               Programme schreiben andere (APPNOTE.TXT, Anhang D).",
        example: "Byte 81 is ü.",
    }
    FALSE_UTF8 = "W-NAM-023" Warning Invalid {
        title: "Marked as UTF-8, but it is none" | "Als UTF-8 gekennzeichnet, aber keines",
        message: "The name {path} is marked as UTF-8, but it is none; it was read as code page \
                  437."
            | "Der Name {path} ist als UTF-8 gekennzeichnet, aber keines; er wurde als Codepage \
               437 gelesen.",
        hint: "Have the sender pack again with a current program; the original bytes are kept."
            | "Vom Absender mit einem aktuellen Programm neu packen lassen; die Originalbytes \
               bleiben erhalten.",
        cause: "The packing program set the mark without converting the name."
            | "Das Packprogramm hat das Kennzeichen gesetzt, ohne den Namen umzuwandeln.",
        example: "Bit 11 set, name bytes 4D FC 6C 6C 65 72.",
    }
    UNICODE_FIELD = "W-NAM-024" Warning Invalid {
        title: "The second name does not fit" | "Der zweite Name passt nicht",
        message: "The Unicode name field of {path} does not belong to this name; it was not used."
            | "Das Unicode-Namensfeld von {path} gehört nicht zu diesem Namen; es wurde nicht \
               verwendet.",
        hint: "Look whether the name is right." | "Prüfen, ob der Name stimmt.",
        cause: "The extra field 0x7075 carries a checksum of the name it replaces; another \
                program has renamed the entry since."
            | "Das Zusatzfeld 0x7075 trägt eine Prüfsumme des Namens, den es ersetzt; ein anderes \
               Programm hat den Eintrag seither umbenannt.",
        example: "The CRC-32 in the field is not that of the name.",
    }
    DUPLICATE = "E-NAM-030" Error Invalid {
        title: "The same path twice" | "Derselbe Pfad doppelt",
        message: "The path {path} occurs more than once." | "Der Pfad {path} kommt mehrfach vor.",
        hint: "Have the sender pack again with each file once."
            | "Vom Absender mit jeder Datei genau einmal neu packen lassen.",
        cause: "Programs differ in which of two equal entries they give out, so nobody can say \
                what was sent."
            | "Programme geben von zwei gleichen Einträgen verschiedene heraus; niemand kann \
               sagen, was gesendet wurde.",
        example: "Two ZIP entries named minutes.pdf.",
    }
    FILE_AND_FOLDER = "E-NAM-031" Error Invalid {
        title: "A file and a folder with one name" | "Eine Datei und ein Ordner mit einem Namen",
        message: "{path} is a file and a folder at once (because of {other})."
            | "{path} ist zugleich Datei und Ordner (wegen {other}).",
        hint: "Have the sender rename one of them and pack again."
            | "Vom Absender eines von beiden umbenennen und neu packen lassen.",
        cause: "No file system can hold both, so one of them would be lost."
            | "Kein Dateisystem kann beides halten, eines ginge verloren.",
        example: "minutes and minutes/1.pdf",
    }
    DUPLICATE_FOLDER = "W-NAM-032" Warning Invalid {
        title: "The same folder listed twice" | "Derselbe Ordner doppelt genannt",
        message: "The folder {path} is listed more than once; the first is taken."
            | "Der Ordner {path} ist mehrfach genannt; der erste gilt.",
        hint: "Nothing needs to be done: folders carry no content."
            | "Es ist nichts zu tun: Ordner tragen keinen Inhalt.",
        cause: "A container was made in several steps, each of which listed the folder."
            | "Ein Container entstand in mehreren Schritten, von denen jeder den Ordner nannte.",
        example: "files/ twice in a TAR.",
    }
    TWO_NAMES = "E-NAM-033" Error Invalid {
        title: "An entry with two different names" | "Ein Eintrag mit zwei verschiedenen Namen",
        message: "The entry {path} bears another name too: {other}; programs differ in which they \
                  take."
            | "Der Eintrag {path} trägt noch einen anderen Namen: {other}; Programme nehmen mal \
               den einen, mal den anderen.",
        hint: "Have the sender pack again with a current program."
            | "Vom Absender mit einem aktuellen Programm neu packen lassen.",
        cause: "The extra field 0x7075 is there to spell the same name in Unicode; this one names \
                something else, or a folder in place of a file (APPNOTE.TXT 4.6.9)."
            | "Das Zusatzfeld 0x7075 soll denselben Namen in Unicode schreiben; dieses nennt etwas \
               anderes oder einen Ordner statt einer Datei (APPNOTE.TXT 4.6.9).",
        example: "invoice.pdf, and in the extra field letter.exe",
    }
}
