//! Reads a METS document once: what describes the package becomes a small tree, files of the
//! file section are handed on one by one, so that a million of them need no memory.

use super::names::{CSIP, METS, SIP, XLINK};
use crate::error::Result;
use crate::xml::{Element, Reader, Token};
use std::io::BufRead;

/// Most elements kept in the tree; what comes after them is read and not kept.
pub const NODES: usize = 100_000;
/// Listed files whose line is known; as many as are told of one by one.
const PLACED: u64 = 1_000;
/// Longest value of an attribute or text that is kept, in bytes.
const VALUE_BYTES: usize = 1 << 16;

/// An element of METS with what is inside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Local name; empty for elements outside METS.
    pub name: String,
    /// Text directly inside, trimmed.
    pub text: String,
    /// Elements of METS inside, in order.
    pub children: Vec<Self>,
    /// How many files were handed on from directly inside.
    pub files: u64,
    /// The line on which it begins; 0 where that is not known.
    pub line: u64,
    attributes: Vec<(Space, String, String)>,
}

/// The vocabulary an attribute belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// METS itself.
    Own,
    /// `XLink`.
    Link,
    /// The CSIP extension.
    Csip,
    /// The SIP extension.
    Sip,
    /// Anything else.
    Other,
}

impl Space {
    /// Case is ignored: published examples spell the host in either way.
    fn of(namespace: &str) -> Self {
        let is = |name: &str| namespace.eq_ignore_ascii_case(name);
        match namespace {
            "" => Self::Own,
            XLINK => Self::Link,
            _ if is(CSIP) => Self::Csip,
            _ if is(SIP) => Self::Sip,
            _ => Self::Other,
        }
    }
}

impl Node {
    fn new(element: &Element) -> Self {
        let own = element.namespace == METS;
        let attributes = element
            .attributes()
            .filter(|(_, _, value)| value.len() <= VALUE_BYTES)
            .map(|(space, name, value)| (Space::of(space), name.to_owned(), value.to_owned()))
            .collect();
        let name = if own { element.name.clone() } else { String::new() };
        Self { name, attributes, ..Self::default() }
    }

    /// How many elements are kept inside.
    fn inside(&self) -> usize {
        self.children.len() + self.children.iter().map(Self::inside).sum::<usize>()
    }

    /// The value of an attribute of METS.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_in(Space::Own, name)
    }

    /// The value of an attribute.
    #[must_use]
    pub fn get_in(&self, space: Space, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(s, n, _)| *s == space && n == name);
        found.map(|(_, _, value)| value.as_str())
    }

    /// Elements directly inside, by name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// A document that was read to its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The root element, without the files of the file section.
    pub root: Node,
    /// Whether it had more than [`NODES`] elements: the rest is missing here.
    pub cut: bool,
}

/// Takes a file element of the file section, with the group around it as far as it is known.
pub type EachFile<'f> = &'f mut dyn FnMut(&Node, &Node) -> Result<()>;

/// Reads a document. Fails where it is not well-formed.
pub fn read(source: impl BufRead, path: &str, each: EachFile<'_>) -> Result<Document> {
    let mut xml = Reader::new(source, path);
    let mut open: Vec<Node> = Vec::new();
    let mut document = Document::default();
    let mut nodes = 0;
    let mut files = 0_u64;
    // Depth inside wrapped metadata, which is no METS.
    let mut foreign = 0_usize;
    loop {
        // Where a line begins is searched for; a million files need not each know theirs.
        let mut placed = false;
        match xml.token()? {
            Token::Start(_) if foreign > 0 => foreign += 1,
            Token::Start(element) if element.name == "xmlData" => foreign = 1,
            Token::Start(element) => {
                let listed = matches!(element.name.as_str(), "file" | "FLocat");
                placed = nodes < NODES && !(listed && files >= PLACED);
                open.push(Node::new(element));
            }
            Token::Text(text) if foreign == 0 => {
                if let Some(node) = open.last_mut().filter(|n| n.text.len() < VALUE_BYTES) {
                    node.text.push_str(text.trim());
                }
            }
            Token::Text(_) => {}
            Token::End if foreign > 0 => foreign -= 1,
            Token::End => {
                let node = open.pop().unwrap_or_default();
                match open.last_mut() {
                    None => document.root = node,
                    Some(group) if node.name == "file" && group.name == "fileGrp" => {
                        group.files += 1;
                        files += 1;
                        // What is handed on is not kept, and counts as little.
                        nodes -= node.inside();
                        each(group, &node)?;
                    }
                    Some(parent) if nodes < NODES => {
                        nodes += 1;
                        parent.children.push(node);
                    }
                    Some(_) => document.cut = true,
                }
            }
            Token::Eof => return Ok(document),
        }
        if let Some(node) = open.last_mut().filter(|_| placed) {
            node.line = xml.place().line;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_are_kept_are_all_whole() {
        let files = "<file><FLocat/></file>".repeat(NODES + 10);
        let text = format!(
            "<mets xmlns='http://www.loc.gov/METS/'><fileSec><fileGrp>{files}</fileGrp></fileSec>\
             <structMap><div/></structMap></mets>"
        );
        let (mut whole, mut all) = (0, 0);
        let document = read(text.as_bytes(), "METS.xml", &mut |_, file| {
            all += 1;
            whole += file.all("FLocat").count();
            Ok(())
        });
        let document = document.unwrap();
        assert_eq!((whole, all), (NODES + 10, NODES + 10));
        assert!(!document.cut);
        assert_eq!(document.root.all("structMap").count(), 1);
    }

    #[test]
    fn files_pass_by_and_the_rest_becomes_a_tree() {
        let text = "<mets xmlns='http://www.loc.gov/METS/' OBJID='a'><fileSec><fileGrp USE='U'>\
                    <file ID='1'><FLocat/></file><file ID='2'/></fileGrp></fileSec>\
                    <dmdSec><mdWrap><xmlData><x/></xmlData></mdWrap></dmdSec></mets>";
        let mut seen = Vec::new();
        let document = read(text.as_bytes(), "METS.xml", &mut |group, file| {
            seen.push((group.get("USE").map(str::to_owned), file.children.len()));
            Ok(())
        });
        let root = document.unwrap().root;
        assert_eq!(seen, [(Some("U".to_owned()), 1), (Some("U".to_owned()), 0)]);
        assert_eq!(root.get("OBJID"), Some("a"));
        assert_eq!(root.children[0].children[0].files, 2);
        assert!(root.children[1].children[0].children.is_empty());
        assert!(read(&b"<a>"[..], "METS.xml", &mut |_, _| Ok(())).is_err());
    }
}
