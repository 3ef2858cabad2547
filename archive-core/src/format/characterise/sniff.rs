//! Which reader a file gets, by its first bytes.

use super::facts::Characteristics;
use super::view::{Looked, View};
use super::{audio, frames, images, moving, ole, pdf, raster, text, zip};

/// Looks at a file of one kind.
pub type Reader = fn(View<'_>, &mut Characteristics) -> Looked;

/// First bytes and who reads what follows. Longer ones stand before shorter.
const MAGIC: &[(&[u8], Reader)] = &[
    (b"%PDF-", pdf::read),
    (b"\x89PNG\r\n\x1a\n", images::png),
    (b"\xFF\xD8\xFF", images::jpeg),
    (b"GIF87a", images::gif),
    (b"GIF89a", images::gif),
    (b"II*\0", raster::tiff),
    (b"MM\0*", raster::tiff),
    (b"BM", raster::bmp),
    (b"\0\0\0\x0CjP  \r\n\x87\n", raster::jp2),
    (b"\xFF\x4F\xFF\x51", raster::codestream),
    (b"PK\x03\x04", zip::read),
    (b"PK\x05\x06", zip::read),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ole::read),
    (b"fLaC", audio::flac),
    (b"OggS", audio::ogg),
    (b"ID3", frames::mp3),
    (b"\x1A\x45\xDF\xA3", moving::matroska),
];

/// The reader for a file that begins like this; none where only being text is possible.
pub fn reader(head: &[u8]) -> Option<Reader> {
    for (magic, reader) in MAGIC {
        // Two letters are too few: a bitmap has a header of known size besides.
        let fits = head.starts_with(magic) && (*magic != b"BM" || raster::is_bmp(head));
        if fits {
            return Some(*reader);
        }
    }
    let form = head.get(8..12);
    match head.get(..4) {
        Some(b"RIFF" | b"RF64") if form == Some(b"WAVE") => Some(audio::wav),
        Some(b"RIFF") if form == Some(b"AVI ") => Some(moving::avi),
        Some(b"RIFF") if form == Some(b"WEBP") => Some(raster::webp),
        _ if matches!(head.get(4..8), Some(b"ftyp" | b"moov" | b"wide")) => Some(moving::mp4),
        _ if frames::is_mp3(head) => Some(frames::mp3),
        _ if late_pdf(head) => Some(pdf::read),
        _ => None,
    }
}

/// A PDF may have bytes before its header (ISO 32000-1, annex H.3, note 13).
fn late_pdf(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1_024)];
    !text::begins_as_text(head) && memchr::memmem::find(head, b"%PDF-").is_some()
}
