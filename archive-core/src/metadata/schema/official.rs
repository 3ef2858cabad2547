//! Where the schemas that archives need are published. The project ships none of them.

/// A schema that is published somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Official {
    /// The namespace that it describes.
    pub namespace: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Where it is published.
    pub home: &'static str,
}

const fn at(namespace: &'static str, title: &'static str, home: &'static str) -> Official {
    Official { namespace, title, home }
}

static ALL: [Official; 20] = [
    at("http://www.loc.gov/METS/", "METS 1", "https://www.loc.gov/standards/mets/"),
    at("http://www.loc.gov/METS/v2", "METS 2", "https://www.loc.gov/standards/mets/"),
    at("http://www.loc.gov/premis/v3", "PREMIS 3", "https://www.loc.gov/standards/premis/"),
    at("info:lc/xmlns/premis-v2", "PREMIS 2", "https://www.loc.gov/standards/premis/"),
    at("http://ead3.archivists.org/schema/", "EAD3", "https://github.com/SAA-SDT/EAD3"),
    at(
        "http://ead3.archivists.org/schema/undeprecated/",
        "EAD3, undeprecated",
        "https://github.com/SAA-SDT/EAD3",
    ),
    at("urn:isbn:1-931666-22-9", "EAD 2002", "https://www.loc.gov/ead/"),
    at("http://purl.org/dc/elements/1.1/", "Dublin Core", "https://www.dublincore.org/schemas/"),
    at("http://purl.org/dc/terms/", "DCMI Terms", "https://www.dublincore.org/schemas/"),
    at("http://purl.org/dc/dcmitype/", "DCMI Types", "https://www.dublincore.org/schemas/"),
    at(
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "OAI Dublin Core",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    ),
    at("http://www.w3.org/1999/xlink", "XLink", "https://www.loc.gov/standards/xlink/"),
    at("http://www.w3.org/XML/1998/namespace", "xml:", "https://www.w3.org/2001/xml.xsd"),
    at("https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "E-ARK CSIP", "https://earkcsip.dilcis.eu/"),
    at("https://DILCIS.eu/XML/METS/SIPExtensionMETS", "E-ARK SIP", "https://earksip.dilcis.eu/"),
    at("https://DILCIS.eu/XML/ERMS", "E-ARK ERMS", "https://github.com/DILCISBoard/E-ARK-ERMS"),
    at("http://bar.admin.ch/arelda/v4", "eCH-0160", "https://www.ech.ch/de/ech/ech-0160"),
    at("http://www.bar.admin.ch/xmlns/siard/2/metadata.xsd", "SIARD 2", "https://siard.dilcis.eu/"),
    at("http://www.bsi.bund.de/tr-esor/xaip", "XAIP", "https://www.bsi.bund.de/tr-esor"),
    at("urn:ietf:params:xml:ns:ers", "XML ERS", "https://www.rfc-editor.org/rfc/rfc6283"),
];

/// What is known of the schema of a namespace.
#[must_use]
pub fn official(namespace: &str) -> Option<Official> {
    if namespace.starts_with("urn:xoev-de:xdomea:schema:") {
        let home = "https://www.xrepository.de/details/urn:xoev-de:xdomea";
        return Some(at("urn:xoev-de:xdomea:schema:", "xdomea", home));
    }
    ALL.iter().find(|known| known.namespace == namespace).copied()
}
