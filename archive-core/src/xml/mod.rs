//! XML in and out, streamed: a reader that cannot be attacked and a writer that cannot write
//! what is not well-formed.

mod attributes;
mod chars;
mod element;
mod namespaces;
mod page;
mod reader;
mod source;
#[cfg(test)]
mod tests;
mod words;
mod writer;

pub use chars::{is_ncname, is_xml, readable};
pub use element::Element;
pub use page::escaped;
pub use reader::{Event, Reader, Token, check};
pub use source::Place;
pub use writer::Writer;

/// The bytes of a document in UTF-8, whatever encoding it is in, within the limits of the room.
pub(crate) fn decoded<R: std::io::BufRead>(source: R) -> impl std::io::BufRead {
    let mut source = source::Source::new(source);
    source.measure_whole();
    source
}
