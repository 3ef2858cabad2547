//! Why a document is not well-formed, in both languages: a sentence for each rule.

/// A reason in both languages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// English.
    pub en: &'static str,
    /// German.
    pub de: &'static str,
}

macro_rules! words {
    ($($name:ident = $en:literal | $de:literal;)*) => {
        $(pub(super) static $name: Words = Words { en: $en, de: $de };)*
    };
}

words! {
    ENCODING_UNKNOWN = "its encoding is not supported (UTF-8, UTF-16 and single-byte ones are)"
        | "die Kodierung wird nicht unterstützt (nur UTF-8, UTF-16 und Ein-Byte-Kodierungen)";
    ENCODING_LIE = "the bytes are not in the encoding that is declared"
        | "die Bytes entsprechen nicht der angegebenen Kodierung";
    UTF16_WITHOUT_MARK = "it is UTF-16 without a byte order mark"
        | "es ist UTF-16 ohne Byte-Order-Mark";
    NOT_UTF8 = "the bytes are not UTF-8" | "die Bytes sind kein UTF-8";
    CHARACTER = "there is a character that XML does not allow"
        | "ein Zeichen ist in XML nicht erlaubt";
    NO_ELEMENT = "there is no element at all" | "es gibt kein Element";
    SECOND_ROOT = "there is a second root element" | "es gibt ein zweites Wurzelelement";
    OUTSIDE = "there is text outside the root element"
        | "außerhalb des Wurzelelements steht Text";
    CUT = "the document ends inside an element" | "das Dokument endet in einem Element";
    MISMATCH = "an end tag does not fit its start tag"
        | "ein Ende-Tag passt nicht zu seinem Anfang";
    UNMATCHED = "an end tag has no start tag" | "ein Ende-Tag hat keinen Anfang";
    MARKUP = "a piece of markup is broken or does not end"
        | "eine Auszeichnung ist fehlerhaft oder endet nicht";
    CDATA_END = "]]> stands in a text" | "]]> steht in einem Text";
    COMMENT = "-- stands in a comment" | "-- steht in einem Kommentar";
    NAME = "a name is not allowed" | "ein Name ist nicht erlaubt";
    REFERENCE = "a reference is not one of the five of XML, or no allowed character"
        | "ein Verweis ist keiner der fünf von XML oder kein erlaubtes Zeichen";
    AMPERSAND = "an & begins no reference" | "ein & leitet keinen Verweis ein";
    ATTRIBUTE = "an attribute is not written name=\"value\""
        | "ein Attribut hat nicht die Form Name=\"Wert\"";
    ATTRIBUTE_SPACE = "white space is missing before an attribute"
        | "vor einem Attribut fehlt ein Leerzeichen";
    ATTRIBUTE_LT = "< stands in the value of an attribute"
        | "< steht im Wert eines Attributs";
    ATTRIBUTE_TWICE = "an attribute is given twice" | "ein Attribut ist doppelt angegeben";
    PREFIX = "a prefix is not declared" | "ein Präfix ist nicht vereinbart";
    PREFIX_EMPTY = "a prefix is declared for no namespace"
        | "ein Präfix ist ohne Namensraum vereinbart";
    PREFIX_RESERVED = "a reserved prefix or namespace is declared or used"
        | "ein reserviertes Präfix oder ein reservierter Namensraum ist vereinbart oder benutzt";
    INSTRUCTION = "a processing instruction has no allowed target"
        | "eine Verarbeitungsanweisung hat kein erlaubtes Ziel";
    DECLARATION = "the XML declaration is broken or not at the very beginning"
        | "die XML-Deklaration ist fehlerhaft oder steht nicht ganz am Anfang";
    READING = "it could not be read to its end" | "es ließ sich nicht zu Ende lesen";
}
