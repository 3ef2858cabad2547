//! XML in and out, streamed: a reader that cannot be attacked and a writer that cannot write
//! what is not well-formed.

mod chars;
mod reader;
mod writer;

pub use chars::{is_xml, readable};
pub use reader::{Element, Event, Reader};
pub use writer::Writer;
