//! E-ARK: requirements of CSIP, SIP, AIP and DIP 2.x that a machine can judge. A code is the id
//! of the requirement, its severity the level: MUST, SHOULD, MAY.

/// Declares one code for each requirement: place in METS or folder, and what is required.
macro_rules! rules {
    ($(
        $name:ident = $id:literal $severity:ident {
            $place:literal,
            $en:literal
            | $de:literal
        }
    )*) => {
        use $crate::finding::{Class, Code, Severity, Text};
        $(
            #[doc = concat!("`", $id, "`: ", $en, ".")]
            pub static $name: Code = Code {
                id: $id,
                severity: Severity::$severity,
                class: Class::Invalid,
                title: Text {
                    en: concat!("E-ARK ", $id, " is not met"),
                    de: concat!("E-ARK ", $id, " ist nicht erfüllt"),
                },
                message: Text {
                    en: concat!("{path}, {place}{line}: ", $en, "{found}."),
                    de: concat!("{path}, {place}{line}: ", $de, "{found}."),
                },
                hint: Text {
                    en: concat!("Correct ", $place, " in {path}, or have the package made anew."),
                    de: concat!(
                        $place, " in {path} berichtigen oder das Paket neu erzeugen lassen."
                    ),
                },
                cause: Text {
                    en: concat!("Requirement ", $id, " of the E-ARK specifications: ", $en, "."),
                    de: concat!("Anforderung ", $id, " der E-ARK-Spezifikationen: ", $de, "."),
                },
                example: $place,
            };
        )*
        /// Every code of this family, in the order of the file.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

rules! {
    CSIP1 = "CSIP1" Error {
        "mets/@OBJID",
        "the package must have an identifier"
          | "das Paket muss eine Kennung haben"
    }
    CSIP2 = "CSIP2" Error {
        "mets/@TYPE",
        "the category of the content must be one of the vocabulary"
          | "die Inhaltskategorie muss aus dem Vokabular stammen"
    }
    CSIP3 = "CSIP3" Warning {
        "mets/@csip:OTHERTYPE",
        "a category outside the vocabulary must be named when the type is Other, and only then"
          | "eine Kategorie außerhalb des Vokabulars muss genau dann genannt sein, wenn der Typ \
               Other ist"
    }
    CSIP4 = "CSIP4" Warning {
        "mets/@csip:CONTENTINFORMATIONTYPE",
        "the content information type should be named with a word of the vocabulary"
          | "der Inhaltsinformationstyp soll mit einem Wort des Vokabulars genannt sein"
    }
    CSIP5 = "CSIP5" Info {
        "mets/@csip:OTHERCONTENTINFORMATIONTYPE",
        "another content information type must be named when the type is OTHER, and only then"
          | "ein anderer Inhaltsinformationstyp muss genau dann genannt sein, wenn der Typ \
               OTHER ist"
    }
    CSIP6 = "CSIP6" Error {
        "mets/@PROFILE",
        "the METS profile of the package must be named by its address"
          | "das METS-Profil des Pakets muss mit seiner Adresse genannt sein"
    }
    CSIP117 = "CSIP117" Error {
        "mets/metsHdr",
        "there must be exactly one header of the package"
          | "es muss genau einen Kopf des Pakets geben"
    }
    CSIP7 = "CSIP7" Error {
        "mets/metsHdr/@CREATEDATE",
        "the header must say when the package was made"
          | "der Kopf muss sagen, wann das Paket entstand"
    }
    CSIP8 = "CSIP8" Warning {
        "mets/metsHdr/@LASTMODDATE",
        "the header should say when the package was changed last"
          | "der Kopf soll sagen, wann das Paket zuletzt geändert wurde"
    }
    CSIP9 = "CSIP9" Error {
        "mets/metsHdr/@csip:OAISPACKAGETYPE",
        "the header must name the kind of package with a word of the vocabulary"
          | "der Kopf muss die Paketart mit einem Wort des Vokabulars nennen"
    }
    CSIP10 = "CSIP10" Error {
        "mets/metsHdr/agent",
        "the header must name the software that made the package as an agent"
          | "der Kopf muss die erzeugende Software als Akteur nennen"
    }
    CSIP11 = "CSIP11" Error {
        "mets/metsHdr/agent/@ROLE",
        "the agent for the software must have the role CREATOR"
          | "der Akteur für die Software muss die Rolle CREATOR haben"
    }
    CSIP12 = "CSIP12" Error {
        "mets/metsHdr/agent/@TYPE",
        "the agent for the software must have the type OTHER"
          | "der Akteur für die Software muss den Typ OTHER haben"
    }
    CSIP13 = "CSIP13" Error {
        "mets/metsHdr/agent/@OTHERTYPE",
        "the agent for the software must have the other type SOFTWARE"
          | "der Akteur für die Software muss als weiteren Typ SOFTWARE haben"
    }
    CSIP14 = "CSIP14" Error {
        "mets/metsHdr/agent/name",
        "the agent for the software must have exactly one name"
          | "der Akteur für die Software muss genau einen Namen haben"
    }
    CSIP15 = "CSIP15" Error {
        "mets/metsHdr/agent/note",
        "the agent for the software must have exactly one note, with its version"
          | "der Akteur für die Software muss genau eine Anmerkung mit der Version haben"
    }
    CSIP16 = "CSIP16" Error {
        "mets/metsHdr/agent/note/@csip:NOTETYPE",
        "the note of the software must have the type SOFTWARE VERSION"
          | "die Anmerkung der Software muss den Typ SOFTWARE VERSION haben"
    }
    CSIP17 = "CSIP17" Warning {
        "mets/dmdSec",
        "descriptive metadata should be listed where there are any"
          | "vorhandene beschreibende Metadaten sollen verzeichnet sein"
    }
    CSIP18 = "CSIP18" Error {
        "mets/dmdSec/@ID",
        "a section of descriptive metadata must have a unique identifier"
          | "ein Abschnitt beschreibender Metadaten muss eine eindeutige Kennung haben"
    }
    CSIP19 = "CSIP19" Error {
        "mets/dmdSec/@CREATED",
        "a section of descriptive metadata must say when it was made"
          | "ein Abschnitt beschreibender Metadaten muss sagen, wann er entstand"
    }
    CSIP20 = "CSIP20" Warning {
        "mets/dmdSec/@STATUS",
        "the status of descriptive metadata should be CURRENT or SUPERSEDED"
          | "der Status beschreibender Metadaten soll CURRENT oder SUPERSEDED sein"
    }
    CSIP21 = "CSIP21" Warning {
        "mets/dmdSec/mdRef",
        "descriptive metadata should lie in a file of their own"
          | "beschreibende Metadaten sollen in einer eigenen Datei liegen"
    }
    CSIP22 = "CSIP22" Error {
        "mets/dmdSec/mdRef/@LOCTYPE",
        "the locator type of the reference to descriptive metadata must be URL"
          | "der Ortstyp des Verweises auf beschreibende Metadaten muss URL sein"
    }
    CSIP23 = "CSIP23" Error {
        "mets/dmdSec/mdRef/@xlink:type",
        "the link type of the reference to descriptive metadata must be simple"
          | "die Verweisart bei beschreibende Metadaten muss simple sein"
    }
    CSIP24 = "CSIP24" Error {
        "mets/dmdSec/mdRef/@xlink:href",
        "the reference to descriptive metadata must lead to a file of the package"
          | "der Verweis auf beschreibende Metadaten muss zu einer Datei des Pakets führen"
    }
    CSIP25 = "CSIP25" Error {
        "mets/dmdSec/mdRef/@MDTYPE",
        "the reference to descriptive metadata must name the type of metadata"
          | "der Verweis auf beschreibende Metadaten muss die Art der Metadaten nennen"
    }
    CSIP26 = "CSIP26" Error {
        "mets/dmdSec/mdRef/@MIMETYPE",
        "the reference to descriptive metadata must name a registered MIME type"
          | "der Verweis auf beschreibende Metadaten muss einen registrierten MIME-Typ nennen"
    }
    CSIP27 = "CSIP27" Error {
        "mets/dmdSec/mdRef/@SIZE",
        "the reference to descriptive metadata must give the true size of the file"
          | "der Verweis auf beschreibende Metadaten muss die wahre Größe der Datei nennen"
    }
    CSIP28 = "CSIP28" Error {
        "mets/dmdSec/mdRef/@CREATED",
        "the reference to descriptive metadata must say when the file was made"
          | "der Verweis auf beschreibende Metadaten muss sagen, wann die Datei entstand"
    }
    CSIP29 = "CSIP29" Error {
        "mets/dmdSec/mdRef/@CHECKSUM",
        "the reference to descriptive metadata must give the true checksum of the file"
          | "der Verweis auf beschreibende Metadaten muss die wahre Prüfsumme der Datei nennen"
    }
    CSIP30 = "CSIP30" Error {
        "mets/dmdSec/mdRef/@CHECKSUMTYPE",
        "the reference to descriptive metadata must name the kind of checksum"
          | "der Verweis auf beschreibende Metadaten muss die Art der Prüfsumme nennen"
    }
    CSIP31 = "CSIP31" Warning {
        "mets/amdSec",
        "administrative metadata should be listed where there are any, in one section"
          | "vorhandene administrative Metadaten sollen in einem Abschnitt verzeichnet sein"
    }
    CSIP32 = "CSIP32" Warning {
        "mets/amdSec/digiprovMD",
        "administrative metadata should include digital provenance"
          | "zu administrativen Metadaten soll die digitale Herkunft gehören"
    }
    CSIP33 = "CSIP33" Error {
        "mets/amdSec/digiprovMD/@ID",
        "a section of digital provenance must have a unique identifier"
          | "ein Abschnitt zur digitalen Herkunft muss eine eindeutige Kennung haben"
    }
    CSIP34 = "CSIP34" Warning {
        "mets/amdSec/digiprovMD/@STATUS",
        "the status of digital provenance should be CURRENT or SUPERSEDED"
          | "der Status der digitalen Herkunft soll CURRENT oder SUPERSEDED sein"
    }
    CSIP35 = "CSIP35" Warning {
        "mets/amdSec/digiprovMD/mdRef",
        "digital provenance should lie in a file of its own"
          | "die digitale Herkunft soll in einer eigenen Datei liegen"
    }
    CSIP36 = "CSIP36" Error {
        "mets/amdSec/digiprovMD/mdRef/@LOCTYPE",
        "the locator type of the reference to digital provenance must be URL"
          | "der Ortstyp des Verweises auf die digitale Herkunft muss URL sein"
    }
    CSIP37 = "CSIP37" Error {
        "mets/amdSec/digiprovMD/mdRef/@xlink:type",
        "the link type of the reference to digital provenance must be simple"
          | "die Verweisart bei die digitale Herkunft muss simple sein"
    }
    CSIP38 = "CSIP38" Error {
        "mets/amdSec/digiprovMD/mdRef/@xlink:href",
        "the reference to digital provenance must lead to a file of the package"
          | "der Verweis auf die digitale Herkunft muss zu einer Datei des Pakets führen"
    }
    CSIP39 = "CSIP39" Error {
        "mets/amdSec/digiprovMD/mdRef/@MDTYPE",
        "the reference to digital provenance must name the type of metadata"
          | "der Verweis auf die digitale Herkunft muss die Art der Metadaten nennen"
    }
    CSIP40 = "CSIP40" Error {
        "mets/amdSec/digiprovMD/mdRef/@MIMETYPE",
        "the reference to digital provenance must name a registered MIME type"
          | "der Verweis auf die digitale Herkunft muss einen registrierten MIME-Typ nennen"
    }
    CSIP41 = "CSIP41" Error {
        "mets/amdSec/digiprovMD/mdRef/@SIZE",
        "the reference to digital provenance must give the true size of the file"
          | "der Verweis auf die digitale Herkunft muss die wahre Größe der Datei nennen"
    }
    CSIP42 = "CSIP42" Error {
        "mets/amdSec/digiprovMD/mdRef/@CREATED",
        "the reference to digital provenance must say when the file was made"
          | "der Verweis auf die digitale Herkunft muss sagen, wann die Datei entstand"
    }
    CSIP43 = "CSIP43" Error {
        "mets/amdSec/digiprovMD/mdRef/@CHECKSUM",
        "the reference to digital provenance must give the true checksum of the file"
          | "der Verweis auf die digitale Herkunft muss die wahre Prüfsumme der Datei nennen"
    }
    CSIP44 = "CSIP44" Error {
        "mets/amdSec/digiprovMD/mdRef/@CHECKSUMTYPE",
        "the reference to digital provenance must name the kind of checksum"
          | "der Verweis auf die digitale Herkunft muss die Art der Prüfsumme nennen"
    }
    CSIP45 = "CSIP45" Info {
        "mets/amdSec/rightsMD",
        "rights of the package may be listed"
          | "Rechte am Paket können verzeichnet sein"
    }
    CSIP46 = "CSIP46" Error {
        "mets/amdSec/rightsMD/@ID",
        "a section of rights must have a unique identifier"
          | "ein Abschnitt zu Rechten muss eine eindeutige Kennung haben"
    }
    CSIP47 = "CSIP47" Warning {
        "mets/amdSec/rightsMD/@STATUS",
        "the status of rights metadata should be CURRENT or SUPERSEDED"
          | "der Status von Rechten soll CURRENT oder SUPERSEDED sein"
    }
    CSIP48 = "CSIP48" Warning {
        "mets/amdSec/rightsMD/mdRef",
        "rights should lie in a file of their own"
          | "Rechte sollen in einer eigenen Datei liegen"
    }
    CSIP49 = "CSIP49" Error {
        "mets/amdSec/rightsMD/mdRef/@LOCTYPE",
        "the locator type of the reference to rights metadata must be URL"
          | "der Ortstyp des Verweises auf Metadaten zu Rechten muss URL sein"
    }
    CSIP50 = "CSIP50" Error {
        "mets/amdSec/rightsMD/mdRef/@xlink:type",
        "the link type of the reference to rights metadata must be simple"
          | "die Verweisart bei Metadaten zu Rechten muss simple sein"
    }
    CSIP51 = "CSIP51" Error {
        "mets/amdSec/rightsMD/mdRef/@xlink:href",
        "the reference to rights metadata must lead to a file of the package"
          | "der Verweis auf Metadaten zu Rechten muss zu einer Datei des Pakets führen"
    }
    CSIP52 = "CSIP52" Error {
        "mets/amdSec/rightsMD/mdRef/@MDTYPE",
        "the reference to rights metadata must name the type of metadata"
          | "der Verweis auf Metadaten zu Rechten muss die Art der Metadaten nennen"
    }
    CSIP53 = "CSIP53" Error {
        "mets/amdSec/rightsMD/mdRef/@MIMETYPE",
        "the reference to rights metadata must name a registered MIME type"
          | "der Verweis auf Metadaten zu Rechten muss einen registrierten MIME-Typ nennen"
    }
    CSIP54 = "CSIP54" Error {
        "mets/amdSec/rightsMD/mdRef/@SIZE",
        "the reference to rights metadata must give the true size of the file"
          | "der Verweis auf Metadaten zu Rechten muss die wahre Größe der Datei nennen"
    }
    CSIP55 = "CSIP55" Error {
        "mets/amdSec/rightsMD/mdRef/@CREATED",
        "the reference to rights metadata must say when the file was made"
          | "der Verweis auf Metadaten zu Rechten muss sagen, wann die Datei entstand"
    }
    CSIP56 = "CSIP56" Error {
        "mets/amdSec/rightsMD/mdRef/@CHECKSUM",
        "the reference to rights metadata must give the true checksum of the file"
          | "der Verweis auf Metadaten zu Rechten muss die wahre Prüfsumme der Datei nennen"
    }
    CSIP57 = "CSIP57" Error {
        "mets/amdSec/rightsMD/mdRef/@CHECKSUMTYPE",
        "the reference to rights metadata must name the kind of checksum"
          | "der Verweis auf Metadaten zu Rechten muss die Art der Prüfsumme nennen"
    }
    CSIP58 = "CSIP58" Warning {
        "mets/fileSec",
        "the files of the package should be listed in one file section"
          | "die Dateien des Pakets sollen in einem Dateiabschnitt verzeichnet sein"
    }
    CSIP59 = "CSIP59" Error {
        "mets/fileSec/@ID",
        "the file section must have a unique identifier"
          | "der Dateiabschnitt muss eine eindeutige Kennung haben"
    }
    CSIP60 = "CSIP60" Error {
        "mets/fileSec/fileGrp[@USE='Documentation']",
        "documentation must be listed in a file group Documentation"
          | "die Dokumentation muss in einer Dateigruppe Documentation verzeichnet sein"
    }
    CSIP113 = "CSIP113" Error {
        "mets/fileSec/fileGrp[@USE='Schemas']",
        "schemas must be listed in a file group Schemas"
          | "Schemata müssen in einer Dateigruppe Schemas verzeichnet sein"
    }
    CSIP114 = "CSIP114" Error {
        "mets/fileSec/fileGrp[@USE='Representations']",
        "representations must be listed in file groups Representations"
          | "Repräsentationen müssen in Dateigruppen Representations verzeichnet sein"
    }
    CSIP61 = "CSIP61" Info {
        "mets/fileSec/fileGrp/@ADMID",
        "a file group may refer to administrative metadata, which must exist"
          | "eine Dateigruppe kann auf administrative Metadaten verweisen; diese müssen \
               vorhanden sein"
    }
    CSIP62 = "CSIP62" Warning {
        "mets/fileSec/fileGrp/@csip:CONTENTINFORMATIONTYPE",
        "a group of representations should name its content information type with a word of the \
             vocabulary"
          | "eine Gruppe von Repräsentationen soll ihren Inhaltsinformationstyp mit einem Wort \
               des Vokabulars nennen"
    }
    CSIP63 = "CSIP63" Info {
        "mets/fileSec/fileGrp/@csip:OTHERCONTENTINFORMATIONTYPE",
        "a group must name another content information type when its type is OTHER, and only \
             then"
          | "eine Gruppe muss einen anderen Inhaltsinformationstyp genau dann nennen, wenn ihr \
               Typ OTHER ist"
    }
    CSIP64 = "CSIP64" Error {
        "mets/fileSec/fileGrp/@USE",
        "a file group must say what it is for"
          | "eine Dateigruppe muss ihren Zweck nennen"
    }
    CSIP65 = "CSIP65" Error {
        "mets/fileSec/fileGrp/@ID",
        "a file group must have a unique identifier"
          | "eine Dateigruppe muss eine eindeutige Kennung haben"
    }
    CSIP66 = "CSIP66" Error {
        "mets/fileSec/fileGrp/file",
        "a file group must list files"
          | "eine Dateigruppe muss Dateien verzeichnen"
    }
    CSIP67 = "CSIP67" Error {
        "mets/fileSec/fileGrp/file/@ID",
        "a listed file must have a unique identifier"
          | "eine verzeichnete Datei muss eine eindeutige Kennung haben"
    }
    CSIP68 = "CSIP68" Error {
        "mets/fileSec/fileGrp/file/@MIMETYPE",
        "a listed file must have a registered MIME type"
          | "eine verzeichnete Datei muss einen registrierten MIME-Typ haben"
    }
    CSIP69 = "CSIP69" Error {
        "mets/fileSec/fileGrp/file/@SIZE",
        "a listed file must have its true size"
          | "eine verzeichnete Datei muss ihre wahre Größe nennen"
    }
    CSIP70 = "CSIP70" Error {
        "mets/fileSec/fileGrp/file/@CREATED",
        "a listed file must say when it was made"
          | "eine verzeichnete Datei muss sagen, wann sie entstand"
    }
    CSIP71 = "CSIP71" Error {
        "mets/fileSec/fileGrp/file/@CHECKSUM",
        "a listed file must have its true checksum"
          | "eine verzeichnete Datei muss ihre wahre Prüfsumme nennen"
    }
    CSIP72 = "CSIP72" Error {
        "mets/fileSec/fileGrp/file/@CHECKSUMTYPE",
        "a listed file must name the kind of checksum"
          | "eine verzeichnete Datei muss die Art der Prüfsumme nennen"
    }
    CSIP73 = "CSIP73" Info {
        "mets/fileSec/fileGrp/file/@OWNERID",
        "a listed file may carry the identifier of its owner, which must not be empty"
          | "eine verzeichnete Datei kann die Kennung ihres Eigners tragen; leer darf sie nicht \
               sein"
    }
    CSIP74 = "CSIP74" Info {
        "mets/fileSec/fileGrp/file/@ADMID",
        "a listed file may refer to administrative metadata, which must exist"
          | "eine verzeichnete Datei kann auf administrative Metadaten verweisen; diese müssen \
               vorhanden sein"
    }
    CSIP75 = "CSIP75" Info {
        "mets/fileSec/fileGrp/file/@DMDID",
        "a listed file may refer to descriptive metadata, which must exist"
          | "eine verzeichnete Datei kann auf beschreibende Metadaten verweisen; diese müssen \
               vorhanden sein"
    }
    CSIP76 = "CSIP76" Error {
        "mets/fileSec/fileGrp/file/FLocat",
        "a listed file must have exactly one place"
          | "eine verzeichnete Datei muss genau einen Ort haben"
    }
    CSIP77 = "CSIP77" Error {
        "mets/fileSec/fileGrp/file/FLocat/@LOCTYPE",
        "the locator type of a listed file must be URL"
          | "der Ortstyp einer verzeichneten Datei muss URL sein"
    }
    CSIP78 = "CSIP78" Error {
        "mets/fileSec/fileGrp/file/FLocat/@xlink:type",
        "the link type of a listed file must be simple"
          | "die Verweisart einer verzeichneten Datei muss simple sein"
    }
    CSIP79 = "CSIP79" Error {
        "mets/fileSec/fileGrp/file/FLocat/@xlink:href",
        "a listed file must lie in the package"
          | "eine verzeichnete Datei muss im Paket liegen"
    }
    CSIP80 = "CSIP80" Error {
        "mets/structMap",
        "there must be a structural map"
          | "es muss eine Strukturkarte geben"
    }
    CSIP81 = "CSIP81" Error {
        "mets/structMap/@TYPE",
        "the structural map must have the type PHYSICAL"
          | "die Strukturkarte muss den Typ PHYSICAL haben"
    }
    CSIP82 = "CSIP82" Error {
        "mets/structMap/@LABEL",
        "exactly one structural map must have the label CSIP"
          | "genau eine Strukturkarte muss die Bezeichnung CSIP tragen"
    }
    CSIP83 = "CSIP83" Error {
        "mets/structMap/@ID",
        "the structural map must have a unique identifier"
          | "die Strukturkarte muss eine eindeutige Kennung haben"
    }
    CSIP84 = "CSIP84" Error {
        "mets/structMap/div",
        "the structural map must have exactly one main division"
          | "die Strukturkarte muss genau einen Hauptteil haben"
    }
    CSIP85 = "CSIP85" Error {
        "mets/structMap/div/@ID",
        "the main division must have a unique identifier"
          | "der Hauptteil muss eine eindeutige Kennung haben"
    }
    CSIP86 = "CSIP86" Error {
        "mets/structMap/div/@LABEL",
        "the label of the main division must be the identifier of the package"
          | "die Bezeichnung des Hauptteils muss die Kennung des Pakets sein"
    }
    CSIP88 = "CSIP88" Error {
        "mets/structMap/div/div[@LABEL='Metadata']",
        "there must be exactly one division for metadata"
          | "es muss genau einen Teil für Metadaten geben"
    }
    CSIP89 = "CSIP89" Error {
        "mets/structMap/div/div[@LABEL='Metadata']/@ID",
        "the division for metadata must have a unique identifier"
          | "der Teil für Metadaten muss eine eindeutige Kennung haben"
    }
    CSIP90 = "CSIP90" Error {
        "mets/structMap/div/div[@LABEL='Metadata']/@LABEL",
        "one division must have the label Metadata"
          | "genau ein Teil muss die Bezeichnung Metadata tragen"
    }
    CSIP91 = "CSIP91" Warning {
        "mets/structMap/div/div[@LABEL='Metadata']/@ADMID",
        "the division for metadata should refer to all current administrative metadata"
          | "der Teil für Metadaten soll auf alle geltenden administrativen Metadaten verweisen"
    }
    CSIP92 = "CSIP92" Warning {
        "mets/structMap/div/div[@LABEL='Metadata']/@DMDID",
        "the division for metadata should refer to all current descriptive metadata"
          | "der Teil für Metadaten soll auf alle geltenden beschreibenden Metadaten verweisen"
    }
    CSIP93 = "CSIP93" Warning {
        "mets/structMap/div/div[@LABEL='Documentation']",
        "there should be one division for documentation"
          | "es soll einen Teil für Dokumentation geben"
    }
    CSIP94 = "CSIP94" Error {
        "mets/structMap/div/div[@LABEL='Documentation']/@ID",
        "the division for documentation must have a unique identifier"
          | "der Teil für Dokumentation muss eine eindeutige Kennung haben"
    }
    CSIP95 = "CSIP95" Error {
        "mets/structMap/div/div[@LABEL='Documentation']/@LABEL",
        "the division for documentation must have the label Documentation"
          | "der Teil für Dokumentation muss die Bezeichnung Documentation tragen"
    }
    CSIP96 = "CSIP96" Warning {
        "mets/structMap/div/div[@LABEL='Documentation']/fptr",
        "the division for documentation must point to every file group of it"
          | "der Teil für Dokumentation muss auf jede Dateigruppe dazu zeigen"
    }
    CSIP116 = "CSIP116" Error {
        "mets/structMap/div/div[@LABEL='Documentation']/fptr/@FILEID",
        "a pointer of the division for documentation must name a file group of it"
          | "ein Zeiger des Teils für Dokumentation muss eine Dateigruppe dazu nennen"
    }
    CSIP97 = "CSIP97" Warning {
        "mets/structMap/div/div[@LABEL='Schemas']",
        "there should be one division for schemas"
          | "es soll einen Teil für Schemata geben"
    }
    CSIP98 = "CSIP98" Error {
        "mets/structMap/div/div[@LABEL='Schemas']/@ID",
        "the division for schemas must have a unique identifier"
          | "der Teil für Schemata muss eine eindeutige Kennung haben"
    }
    CSIP99 = "CSIP99" Error {
        "mets/structMap/div/div[@LABEL='Schemas']/@LABEL",
        "the division for schemas must have the label Schemas"
          | "der Teil für Schemata muss die Bezeichnung Schemas tragen"
    }
    CSIP100 = "CSIP100" Warning {
        "mets/structMap/div/div[@LABEL='Schemas']/fptr",
        "the division for schemas must point to every file group of it"
          | "der Teil für Schemata muss auf jede Dateigruppe dazu zeigen"
    }
    CSIP118 = "CSIP118" Error {
        "mets/structMap/div/div[@LABEL='Schemas']/fptr/@FILEID",
        "a pointer of the division for schemas must name a file group of it"
          | "ein Zeiger des Teils für Schemata muss eine Dateigruppe dazu nennen"
    }
    CSIP101 = "CSIP101" Warning {
        "mets/structMap/div/div[@LABEL='Representations']",
        "there should be one division for content"
          | "es soll einen Teil für Inhalt geben"
    }
    CSIP102 = "CSIP102" Error {
        "mets/structMap/div/div[@LABEL='Representations']/@ID",
        "the division for content must have a unique identifier"
          | "der Teil für Inhalt muss eine eindeutige Kennung haben"
    }
    CSIP103 = "CSIP103" Error {
        "mets/structMap/div/div[@LABEL='Representations']/@LABEL",
        "the division for content must have the label Representations"
          | "der Teil für Inhalt muss die Bezeichnung Representations tragen"
    }
    CSIP104 = "CSIP104" Warning {
        "mets/structMap/div/div[@LABEL='Representations']/fptr",
        "the division for content must point to every file group of it"
          | "der Teil für Inhalt muss auf jede Dateigruppe dazu zeigen"
    }
    CSIP119 = "CSIP119" Error {
        "mets/structMap/div/div[@LABEL='Representations']/fptr/@FILEID",
        "a pointer of the division for content must name a file group of it"
          | "ein Zeiger des Teils für Inhalt muss eine Dateigruppe dazu nennen"
    }
    CSIP105 = "CSIP105" Warning {
        "mets/structMap/div/div",
        "each representation with its own METS should have a division"
          | "jede Repräsentation mit eigener METS-Datei soll einen Teil haben"
    }
    CSIP106 = "CSIP106" Error {
        "mets/structMap/div/div/@ID",
        "the division of a representation must have a unique identifier"
          | "der Teil einer Repräsentation muss eine eindeutige Kennung haben"
    }
    CSIP107 = "CSIP107" Error {
        "mets/structMap/div/div/@LABEL",
        "the label of a division must be the path of its representation"
          | "die Bezeichnung eines Teils muss der Pfad seiner Repräsentation sein"
    }
    CSIP108 = "CSIP108" Error {
        "mets/structMap/div/div/mptr/@xlink:title",
        "a pointer to a representation must name its file group"
          | "ein Zeiger auf eine Repräsentation muss deren Dateigruppe nennen"
    }
    CSIP109 = "CSIP109" Error {
        "mets/structMap/div/div/mptr",
        "the division of a representation must have exactly one pointer to its METS"
          | "der Teil einer Repräsentation muss genau einen Zeiger auf deren METS-Datei haben"
    }
    CSIP110 = "CSIP110" Error {
        "mets/structMap/div/div/mptr/@xlink:href",
        "a pointer to a representation must lead to its METS"
          | "ein Zeiger auf eine Repräsentation muss zu deren METS-Datei führen"
    }
    CSIP111 = "CSIP111" Error {
        "mets/structMap/div/div/mptr/@xlink:type",
        "the link type of a pointer must be simple"
          | "die Verweisart eines Zeigers muss simple sein"
    }
    CSIP112 = "CSIP112" Error {
        "mets/structMap/div/div/mptr/@LOCTYPE",
        "the locator type of a pointer must be URL"
          | "der Ortstyp eines Zeigers muss URL sein"
    }
    CSIPSTR1 = "CSIPSTR1" Error {
        ".",
        "a package must lie in one root folder"
          | "ein Paket muss in einem Hauptordner liegen"
    }
    CSIPSTR2 = "CSIPSTR2" Warning {
        ".",
        "the root folder should have the identifier of the package as its name"
          | "der Wurzelordner soll die Kennung des Pakets als Namen tragen"
    }
    CSIPSTR4 = "CSIPSTR4" Error {
        "METS.xml",
        "the root folder must hold a readable METS.xml"
          | "im Hauptordner muss eine lesbare METS.xml liegen"
    }
    CSIPSTR5 = "CSIPSTR5" Warning {
        "metadata",
        "there should be a folder metadata"
          | "es soll einen Ordner metadata geben"
    }
    CSIPSTR6 = "CSIPSTR6" Warning {
        "metadata/preservation",
        "preservation metadata should lie in metadata/preservation"
          | "Erhaltungsmetadaten sollen in metadata/preservation liegen"
    }
    CSIPSTR7 = "CSIPSTR7" Warning {
        "metadata/descriptive",
        "descriptive metadata should lie in metadata/descriptive"
          | "beschreibende Metadaten sollen in metadata/descriptive liegen"
    }
    CSIPSTR9 = "CSIPSTR9" Warning {
        "representations",
        "there should be a folder representations"
          | "es soll einen Ordner representations geben"
    }
    CSIPSTR10 = "CSIPSTR10" Warning {
        "representations/*",
        "each representation should have a folder of its own"
          | "jede Repräsentation soll einen eigenen Ordner haben"
    }
    CSIPSTR11 = "CSIPSTR11" Warning {
        "representations/*/data",
        "the content of a representation should lie in its folder data"
          | "der Inhalt einer Repräsentation soll in deren Ordner data liegen"
    }
    CSIPSTR12 = "CSIPSTR12" Warning {
        "representations/*/METS.xml",
        "a representation should have its own METS.xml"
          | "eine Repräsentation soll eine eigene METS.xml haben"
    }
    CSIPSTR13 = "CSIPSTR13" Warning {
        "representations/*/metadata",
        "metadata of a representation should lie in its folder metadata"
          | "Metadaten einer Repräsentation sollen in deren Ordner metadata liegen"
    }
    CSIPSTR15 = "CSIPSTR15" Warning {
        "schemas",
        "schemas should lie in a folder schemas"
          | "Schemata sollen in einem Ordner schemas liegen"
    }
    CSIPSTR16 = "CSIPSTR16" Warning {
        "documentation",
        "documentation should lie in a folder documentation"
          | "Dokumentation soll in einem Ordner documentation liegen"
    }
    SIP1 = "SIP1" Info {
        "mets/@LABEL",
        "a title of the package may be given, and must not be empty"
          | "ein Titel des Pakets kann genannt sein; leer darf er nicht sein"
    }
    SIP2 = "SIP2" Error {
        "mets/@PROFILE",
        "a SIP must name the profile of SIPs"
          | "ein SIP muss das Profil für SIPs nennen"
    }
    SIP3 = "SIP3" Info {
        "mets/metsHdr/@RECORDSTATUS",
        "a status of the package may be given, with a word of the vocabulary"
          | "ein Status des Pakets kann mit einem Wort des Vokabulars genannt sein"
    }
    SIP4 = "SIP4" Error {
        "mets/metsHdr/@csip:OAISPACKAGETYPE",
        "a SIP must call itself SIP"
          | "ein SIP muss sich SIP nennen"
    }
    SIP5 = "SIP5" Info {
        "mets/metsHdr/altRecordID[@TYPE='SUBMISSIONAGREEMENT']",
        "the submission agreement may be named, and must not be empty"
          | "die Übernahmevereinbarung kann genannt sein; leer darf die Angabe nicht sein"
    }
    SIP6 = "SIP6" Info {
        "mets/metsHdr/altRecordID[@TYPE='PREVIOUSSUBMISSIONAGREEMENT']",
        "an earlier submission agreement may be named, and must not be empty"
          | "eine frühere Übernahmevereinbarung kann genannt sein; leer darf die Angabe nicht \
               sein"
    }
    SIP7 = "SIP7" Info {
        "mets/metsHdr/altRecordID[@TYPE='REFERENCECODE']",
        "the reference code may be named, and must not be empty"
          | "die Signatur kann genannt sein; leer darf die Angabe nicht sein"
    }
    SIP8 = "SIP8" Info {
        "mets/metsHdr/altRecordID[@TYPE='PREVIOUSREFERENCECODE']",
        "an earlier reference code may be named, and must not be empty"
          | "eine frühere Signatur kann genannt sein; leer darf die Angabe nicht sein"
    }
    SIP9 = "SIP9" Info {
        "mets/metsHdr/agent",
        "the archival creator should be named once among the agents"
          | "die Provenienzstelle soll einmal unter den Akteuren genannt sein"
    }
    SIP10 = "SIP10" Error {
        "mets/metsHdr/agent/@ROLE",
        "the agent for the archival creator must have the role ARCHIVIST"
          | "der Akteur für die Provenienzstelle muss die Rolle ARCHIVIST haben"
    }
    SIP11 = "SIP11" Error {
        "mets/metsHdr/agent/@TYPE",
        "the agent for the archival creator must have the type ORGANIZATION / INDIVIDUAL"
          | "der Akteur für die Provenienzstelle muss den Typ ORGANIZATION / INDIVIDUAL haben"
    }
    SIP12 = "SIP12" Error {
        "mets/metsHdr/agent/name",
        "the agent for the archival creator should have one name"
          | "der Akteur für die Provenienzstelle soll einen Namen haben"
    }
    SIP13 = "SIP13" Info {
        "mets/metsHdr/agent/note",
        "the agent for the archival creator should have a note"
          | "der Akteur für die Provenienzstelle soll eine Anmerkung haben"
    }
    SIP14 = "SIP14" Error {
        "mets/metsHdr/agent/note/@csip:NOTETYPE",
        "the note on the archival creator must have the type IDENTIFICATIONCODE"
          | "die Anmerkung zu die Provenienzstelle muss den Typ IDENTIFICATIONCODE haben"
    }
    SIP15 = "SIP15" Error {
        "mets/metsHdr/agent",
        "the submitting agent should be named once among the agents"
          | "die abgebende Stelle soll einmal unter den Akteuren genannt sein"
    }
    SIP16 = "SIP16" Error {
        "mets/metsHdr/agent/@ROLE",
        "the agent for the submitting agent must have the role CREATOR"
          | "der Akteur für die abgebende Stelle muss die Rolle CREATOR haben"
    }
    SIP17 = "SIP17" Error {
        "mets/metsHdr/agent/@TYPE",
        "the agent for the submitting agent must have the type ORGANIZATION / INDIVIDUAL"
          | "der Akteur für die abgebende Stelle muss den Typ ORGANIZATION / INDIVIDUAL haben"
    }
    SIP18 = "SIP18" Error {
        "mets/metsHdr/agent/name",
        "the agent for the submitting agent should have one name"
          | "der Akteur für die abgebende Stelle soll einen Namen haben"
    }
    SIP19 = "SIP19" Info {
        "mets/metsHdr/agent/note",
        "the agent for the submitting agent should have a note"
          | "der Akteur für die abgebende Stelle soll eine Anmerkung haben"
    }
    SIP20 = "SIP20" Error {
        "mets/metsHdr/agent/note/@csip:NOTETYPE",
        "the note on the submitting agent must have the type IDENTIFICATIONCODE"
          | "die Anmerkung zu die abgebende Stelle muss den Typ IDENTIFICATIONCODE haben"
    }
    SIP21 = "SIP21" Info {
        "mets/metsHdr/agent",
        "the contact person should be named once among the agents"
          | "die Kontaktperson soll einmal unter den Akteuren genannt sein"
    }
    SIP22 = "SIP22" Error {
        "mets/metsHdr/agent/@ROLE",
        "the agent for the contact person must have the role CREATOR"
          | "der Akteur für die Kontaktperson muss die Rolle CREATOR haben"
    }
    SIP23 = "SIP23" Error {
        "mets/metsHdr/agent/@TYPE",
        "the agent for the contact person must have the type INDIVIDUAL"
          | "der Akteur für die Kontaktperson muss den Typ INDIVIDUAL haben"
    }
    SIP24 = "SIP24" Error {
        "mets/metsHdr/agent/name",
        "the agent for the contact person should have one name"
          | "der Akteur für die Kontaktperson soll einen Namen haben"
    }
    SIP25 = "SIP25" Info {
        "mets/metsHdr/agent/note",
        "the agent for the contact person should have a note"
          | "der Akteur für die Kontaktperson soll eine Anmerkung haben"
    }
    SIP26 = "SIP26" Info {
        "mets/metsHdr/agent",
        "the preserving archive should be named once among the agents"
          | "das bewahrende Archiv soll einmal unter den Akteuren genannt sein"
    }
    SIP27 = "SIP27" Error {
        "mets/metsHdr/agent/@ROLE",
        "the agent for the preserving archive must have the role PRESERVATION"
          | "der Akteur für das bewahrende Archiv muss die Rolle PRESERVATION haben"
    }
    SIP28 = "SIP28" Error {
        "mets/metsHdr/agent/@TYPE",
        "the agent for the preserving archive must have the type ORGANIZATION"
          | "der Akteur für das bewahrende Archiv muss den Typ ORGANIZATION haben"
    }
    SIP29 = "SIP29" Error {
        "mets/metsHdr/agent/name",
        "the agent for the preserving archive should have one name"
          | "der Akteur für das bewahrende Archiv soll einen Namen haben"
    }
    SIP30 = "SIP30" Info {
        "mets/metsHdr/agent/note",
        "the agent for the preserving archive should have a note"
          | "der Akteur für das bewahrende Archiv soll eine Anmerkung haben"
    }
    SIP31 = "SIP31" Error {
        "mets/metsHdr/agent/note/@csip:NOTETYPE",
        "the note on the preserving archive must have the type IDENTIFICATIONCODE"
          | "die Anmerkung zu das bewahrende Archiv muss den Typ IDENTIFICATIONCODE haben"
    }
    SIP32 = "SIP32" Info {
        "mets/fileSec/fileGrp/file/@sip:FILEFORMATNAME",
        "a listed file may give the name of its format, which must not be empty"
          | "eine verzeichnete Datei kann den Namen ihres Formats nennen; leer darf die Angabe \
               nicht sein"
    }
    SIP33 = "SIP33" Info {
        "mets/fileSec/fileGrp/file/@sip:FILEFORMATVERSION",
        "a listed file may give the version of its format, which must not be empty"
          | "eine verzeichnete Datei kann die Version ihres Formats nennen; leer darf die \
               Angabe nicht sein"
    }
    SIP34 = "SIP34" Info {
        "mets/fileSec/fileGrp/file/@sip:FILEFORMATREGISTRY",
        "a listed file may give the registry of its format, which must not be empty"
          | "eine verzeichnete Datei kann das Verzeichnis ihres Formats nennen; leer darf die \
               Angabe nicht sein"
    }
    SIP35 = "SIP35" Info {
        "mets/fileSec/fileGrp/file/@sip:FILEFORMATKEY",
        "a listed file may give the key of its format, which must not be empty"
          | "eine verzeichnete Datei kann den Schlüssel ihres Formats nennen; leer darf die \
               Angabe nicht sein"
    }
    AIPM1 = "AIPM1" Error {
        "mets/@OBJID",
        "an AIP must have an identifier"
          | "ein AIP muss eine Kennung haben"
    }
    AIPM2 = "AIPM2" Error {
        "mets/@PROFILE",
        "an AIP must name the METS profile of AIPs"
          | "ein AIP muss das METS-Profil für AIP nennen"
    }
    AIPM3 = "AIPM3" Error {
        "mets/metsHdr/@csip:OAISPACKAGETYPE",
        "an AIP must call itself AIP"
          | "ein AIP muss sich AIP nennen"
    }
    AIPM4 = "AIPM4" Warning {
        "mets/dmdSec/@STATUS",
        "one section of descriptive metadata of an AIP should be CURRENT"
          | "ein Abschnitt der Beschreibung eines AIP soll CURRENT sein"
    }
    AIPM5 = "AIPM5" Error {
        "mets/amdSec/digiprovMD/mdRef",
        "an AIP must refer to digital provenance metadata"
          | "ein AIP muss auf Metadaten zur digitalen Herkunft verweisen"
    }
    AIPM6 = "AIPM6" Warning {
        "mets/amdSec/digiprovMD/mdRef/@MDTYPE",
        "digital provenance metadata of an AIP should be PREMIS at least once"
          | "Metadaten zur digitalen Herkunft sollen in einem AIP mindestens einmal PREMIS sein"
    }
    AIPM7 = "AIPM7" Warning {
        "mets/amdSec/digiprovMD/mdRef/@MDTYPEVERSION",
        "PREMIS in an AIP should be of version 3"
          | "PREMIS in einem AIP soll Version 3 sein"
    }
    AIP3 = "AIP3" Error {
        "mets/structMap/div/div/mptr",
        "the structural map of an AIP must point to the METS of every representation"
          | "die Strukturübersicht eines AIP muss auf die METS jeder Repräsentation zeigen"
    }
    AIP20 = "AIP20" Warning {
        "*.tar",
        "the name of the container of an AIP should begin with the identifier of the package"
          | "der Name des Containers eines AIP soll mit der Kennung des Pakets beginnen"
    }
    AIP27 = "AIP27" Error {
        ".",
        "the container of an AIP must hold one folder and nothing beside it"
          | "der Container eines AIP muss genau einen Ordner und nichts daneben enthalten"
    }
    AIP28 = "AIP28" Warning {
        "*.tar.gz",
        "the TAR of an AIP should not be compressed"
          | "das TAR eines AIP soll nicht komprimiert sein"
    }
    DIP1 = "DIP1" Error {
        "mets/@OBJID",
        "a DIP must have an identifier"
          | "ein DIP muss eine Kennung haben"
    }
    DIP2 = "DIP2" Error {
        "mets/@PROFILE",
        "the profile must be that of DIPs"
          | "das Profil muss das für DIPs sein"
    }
    DIP3 = "DIP3" Error {
        "mets/metsHdr/@csip:OAISPACKAGETYPE",
        "the package must call itself DIP"
          | "das Paket muss sich DIP nennen"
    }
    DIP4 = "DIP4" Warning {
        "mets/dmdSec/@STATUS",
        "descriptive metadata of a DIP should be CURRENT"
          | "beschreibende Metadaten eines DIP sollen CURRENT sein"
    }
}
