//! Writing EAD as a stream: a finding aid unit by unit, from the top down.

use super::reader::OTHER;
use super::{EAD3, EAD2002, Version};
use crate::metadata::description::{About, Description, Field, Home, Unit, Value, dates};
use crate::xml;
use jiff::Timestamp;
use std::io::{self, Write};

/// What a finding aid says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Who answers for it.
    pub agency: &'a str,
    /// When it was made.
    pub time: Timestamp,
}

/// Writes one finding aid, or a fragment.
pub struct Writer<W: Write> {
    xml: xml::Writer<W>,
    version: Version,
    whole: bool,
    /// For each unit that is open: whether units below it have begun in a `dsc`.
    open: Vec<bool>,
}

impl<W: Write> Writer<W> {
    /// Begins a finding aid; exactly one unit stands at its top.
    pub fn new(out: W, version: Version, heading: &Heading<'_>) -> io::Result<Self> {
        let mut xml = xml::Writer::new(out)?;
        match version {
            Version::Ead3 => {
                xml.open("ead", &[("xmlns", EAD3)])?;
                control(&mut xml, heading)?;
            }
            Version::Ead2002 => {
                xml.open("ead", &[("xmlns", EAD2002)])?;
                header(&mut xml, heading)?;
            }
        }
        Ok(Self { xml, version, whole: true, open: Vec::new() })
    }

    /// Begins a fragment: one `c` and what is below it.
    pub fn fragment(out: W, version: Version) -> io::Result<Self> {
        Ok(Self { xml: xml::Writer::new(out)?, version, whole: false, open: Vec::new() })
    }

    /// Begins a unit; units begun before its [`Writer::end`] lie below it.
    pub fn begin(&mut self, unit: &Unit) -> io::Result<()> {
        self.begin_about(unit, None)
    }

    /// The same with what it is about: a `unitid` with the word for that as `encodinganalog`.
    pub fn begin_about(&mut self, unit: &Unit, about: Option<&About>) -> io::Result<()> {
        let top = self.open.is_empty();
        let in_archdesc = self.whole && self.open.len() == 1;
        if in_archdesc && !std::mem::replace(&mut self.open[0], true) {
            self.xml.open("dsc", &[])?;
        }
        let (level, other) = unit.level.in_ead();
        let other = other.map(|word| word.split_ascii_whitespace().collect::<Vec<_>>().join("_"));
        let mut attributes = vec![("level", level)];
        // EAD 2002 takes only name characters here; the word itself is kept beside.
        let token = other.as_deref().is_none_or(is_token);
        if let Some(word) = other.as_deref().filter(|_| token) {
            attributes.push(("otherlevel", word));
        }
        let namespace = if self.version == Version::Ead3 { EAD3 } else { EAD2002 };
        if top && !self.whole {
            attributes.push(("xmlns", namespace));
        }
        self.xml.open(if top && self.whole { "archdesc" } else { "c" }, &attributes)?;
        self.open.push(false);
        self.did(unit, about)?;
        self.blocks(unit)?;
        self.access_points(unit)?;
        let lost = (!token).then(|| ("otherlevel".to_owned(), unit.level.word().to_owned()));
        for (name, text) in unit.other.iter().chain(&lost) {
            self.other(name, text)?;
        }
        Ok(())
    }

    /// Ends the unit begun last.
    pub fn end(&mut self) -> io::Result<()> {
        if self.open.pop().expect("end is called once per begin") {
            self.xml.close()?;
        }
        self.xml.close()
    }

    /// Writes a package with what it belongs to around it and what it holds below it; `about` is
    /// what its unit is about.
    pub fn description(
        &mut self,
        description: &Description,
        about: Option<&About>,
    ) -> io::Result<()> {
        for unit in &description.above {
            self.begin(unit)?;
        }
        self.begin_about(&description.unit, about)?;
        self.held(description, None)?;
        for _ in 0..=description.above.len() {
            self.end()?;
        }
        Ok(())
    }

    /// Writes what lies directly in a unit that a package holds, or in the package itself. A unit
    /// lies only in one before it, so this comes to an end.
    fn held(&mut self, description: &Description, parent: Option<usize>) -> io::Result<()> {
        let first = parent.map_or(0, |parent| parent + 1);
        for (index, placed) in description.below.iter().enumerate().skip(first) {
            if placed.parent == parent {
                self.begin(&placed.unit)?;
                self.held(description, Some(index))?;
                self.end()?;
            }
        }
        Ok(())
    }

    /// Ends the document; every unit must have ended.
    pub fn finish(mut self) -> io::Result<W> {
        if self.whole {
            self.xml.close()?;
        }
        self.xml.finish()
    }

    fn did(&mut self, unit: &Unit, about: Option<&About>) -> io::Result<()> {
        self.xml.open("did", &[])?;
        let mut any = about.is_some();
        for value in &unit.values {
            let row = value.field.row();
            if matches!(row.home, Home::Did | Home::Name) {
                any = true;
                self.identification(value, row.ead, row.home == Home::Name)?;
            }
        }
        if let Some(about) = about {
            self.xml.leaf("unitid", &[("encodinganalog", about.key())], about.id())?;
        }
        if !any {
            // A did must say something (EAD3, did).
            self.xml.empty("unittitle", &[])?;
        }
        self.xml.close()
    }

    fn identification(&mut self, value: &Value, ead: &'static str, name: bool) -> io::Result<()> {
        let analog = ("encodinganalog", value.field.key());
        let text = value.text.as_str();
        match (value.field, &value.normal) {
            (Field::Period, Some(normal)) => {
                self.xml.leaf(ead, &[analog, ("normal", normal)], text)
            }
            (Field::Language, code) => {
                self.xml.open(ead, &[analog])?;
                let code = code.as_deref().filter(|code| is_token(code));
                let attribute = code.map(|code| ("langcode", code));
                self.xml.leaf("language", attribute.as_slice(), text)?;
                self.xml.close()
            }
            _ if name && self.version == Version::Ead3 => self.named(ead, analog, text),
            (field, _) if name && field == Field::Repository => {
                self.xml.open(ead, &[analog])?;
                self.xml.text("corpname", text)?;
                self.xml.close()
            }
            _ => self.xml.leaf(ead, &[analog], text),
        }
    }

    fn named(
        &mut self,
        ead: &'static str,
        analog: (&'static str, &str),
        text: &str,
    ) -> io::Result<()> {
        self.xml.open(ead, &[analog])?;
        self.xml.open("name", &[])?;
        self.xml.text("part", text)?;
        self.xml.close()?;
        self.xml.close()
    }

    fn blocks(&mut self, unit: &Unit) -> io::Result<()> {
        for value in &unit.values {
            let row = value.field.row();
            if row.home != Home::Block {
                continue;
            }
            self.xml.open(row.ead, &[("encodinganalog", row.key)])?;
            self.paragraphs(&value.text)?;
            if let Some(normal) = value.normal.as_deref().filter(|n| dates::is_normal(n)) {
                self.xml.open("p", &[])?;
                self.xml.leaf("date", &[("normal", normal)], normal)?;
                self.xml.close()?;
            }
            self.xml.close()?;
        }
        Ok(())
    }

    fn paragraphs(&mut self, text: &str) -> io::Result<()> {
        text.split('\n').try_for_each(|paragraph| self.xml.text("p", paragraph))
    }

    fn access_points(&mut self, unit: &Unit) -> io::Result<()> {
        let is_point = |value: &&Value| value.field.row().home == Home::Control;
        if !unit.values.iter().any(|value| is_point(&value)) {
            return Ok(());
        }
        self.xml.open("controlaccess", &[])?;
        for value in unit.values.iter().filter(is_point) {
            let row = value.field.row();
            let analog = [("encodinganalog", row.key)];
            if self.version == Version::Ead3 {
                self.xml.open(row.ead, &analog)?;
                self.xml.text("part", &value.text)?;
                self.xml.close()?;
            } else {
                self.xml.leaf(row.ead, &analog, &value.text)?;
            }
        }
        self.xml.close()
    }

    fn other(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.xml.open("odd", &[("encodinganalog", OTHER)])?;
        self.xml.text("head", name)?;
        self.paragraphs(text)?;
        self.xml.close()
    }
}

/// Whether a text can be an `NMTOKEN` of ASCII characters.
fn is_token(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    !text.is_empty() && text.bytes().all(allowed)
}

fn control<W: Write>(xml: &mut xml::Writer<W>, heading: &Heading<'_>) -> io::Result<()> {
    xml.open("control", &[])?;
    xml.text("recordid", heading.id)?;
    xml.open("filedesc", &[])?;
    xml.open("titlestmt", &[])?;
    xml.text("titleproper", heading.title)?;
    xml.close()?;
    xml.close()?;
    xml.empty("maintenancestatus", &[("value", "derived")])?;
    xml.open("maintenanceagency", &[])?;
    xml.text("agencyname", heading.agency)?;
    xml.close()?;
    xml.open("maintenancehistory", &[])?;
    xml.open("maintenanceevent", &[])?;
    xml.empty("eventtype", &[("value", "derived")])?;
    let time = crate::clock::rfc3339(heading.time);
    xml.leaf("eventdatetime", &[("standarddatetime", &time)], &time)?;
    xml.empty("agenttype", &[("value", "machine")])?;
    xml.text("agent", concat!("archive ", env!("CARGO_PKG_VERSION")))?;
    xml.close()?;
    xml.close()?;
    xml.close()
}

fn header<W: Write>(xml: &mut xml::Writer<W>, heading: &Heading<'_>) -> io::Result<()> {
    xml.open("eadheader", &[])?;
    xml.text("eadid", heading.id)?;
    xml.open("filedesc", &[])?;
    xml.open("titlestmt", &[])?;
    xml.text("titleproper", heading.title)?;
    xml.text("author", heading.agency)?;
    xml.close()?;
    xml.close()?;
    xml.open("profiledesc", &[])?;
    let time = crate::clock::rfc3339(heading.time);
    xml.open("creation", &[])?;
    xml.leaf("date", &[("normal", time.get(..10).unwrap_or_default())], &time)?;
    xml.close()?;
    xml.close()?;
    xml.close()
}
