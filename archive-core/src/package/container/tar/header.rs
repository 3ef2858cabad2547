//! One TAR header block and the extended headers before it (POSIX.1-2017 pax; GNU tar manual,
//! "Basic Tar Format"). Parsing only; what is allowed is judged elsewhere.

use jiff::Timestamp;

/// Size of a block, in bytes: everything in a TAR is a multiple of it.
pub(super) const BLOCK: usize = 512;

/// A header block with a right checksum.
pub(super) struct Header<'a>(&'a [u8; BLOCK]);

impl<'a> Header<'a> {
    /// The header, if the checksum is right. Old programs summed signed bytes.
    pub fn new(block: &'a [u8; BLOCK]) -> Option<Self> {
        let claimed = number(&block[148..156])?;
        let sum = |of: fn(u8) -> i64| {
            let whole: i64 = block.iter().map(|byte| of(*byte)).sum();
            let field: i64 = block[148..156].iter().map(|byte| of(*byte)).sum();
            // The field itself counts as spaces.
            whole - field + 8 * i64::from(b' ')
        };
        let right = claimed == sum(i64::from) || claimed == sum(|byte| byte.cast_signed().into());
        right.then_some(Self(block))
    }

    /// The letter that says what the entry is.
    pub fn kind(&self) -> u8 {
        self.0[156]
    }

    /// Size of the content in bytes; `None` where the field holds no number from 0 up.
    pub fn size(&self) -> Option<u64> {
        u64::try_from(number(&self.0[124..136])?).ok()
    }

    /// Modification time in seconds since 1970. An empty field has none; the error is a field
    /// that holds something else than a number.
    pub fn modified(&self) -> Result<Option<Timestamp>, ()> {
        let field = &self.0[136..148];
        if field.iter().all(|byte| matches!(byte, 0 | b' ')) {
            return Ok(None);
        }
        Ok(Timestamp::from_second(number(field).ok_or(())?).ok())
    }

    /// The name, with its beginning from the prefix field where the format has one.
    pub fn name(&self) -> Vec<u8> {
        let name = text(&self.0[..100]);
        let prefix = if &self.0[257..263] == b"ustar\0" { text(&self.0[345..500]) } else { b"" };
        if prefix.is_empty() {
            return name.to_vec();
        }
        [prefix, b"/", name].concat()
    }
}

/// What stands before the first NUL.
pub(super) fn text(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// A number field: octal digits between spaces and NULs, or base-256 where the first bit is set.
fn number(field: &[u8]) -> Option<i64> {
    if field[0] & 0x80 != 0 {
        return base256(field);
    }
    let start = field.iter().position(|byte| *byte != b' ').unwrap_or(field.len());
    let digits = &field[start..];
    let end = digits.iter().position(|byte| matches!(byte, 0 | b' ')).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    if rest.iter().any(|byte| !matches!(byte, 0 | b' ')) {
        return None;
    }
    digits.iter().try_fold(0i64, |sum, byte| match byte {
        b'0'..=b'7' => sum.checked_mul(8)?.checked_add(i64::from(byte - b'0')),
        _ => None,
    })
}

/// Two's complement, the highest bit of the first byte being the mark and the next the sign.
fn base256(field: &[u8]) -> Option<i64> {
    let negative = field[0] & 0x40 != 0;
    let first = if negative { i64::from(field[0]) - 256 } else { i64::from(field[0] & 0x7F) };
    field[1..].iter().try_fold(first, |sum, byte| sum.checked_mul(256)?.checked_add((*byte).into()))
}

/// What extended headers say about an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pax {
    pub path: Option<Vec<u8>>,
    pub link: Option<Vec<u8>>,
    pub size: Option<u64>,
    pub modified: Option<Timestamp>,
    pub sparse: bool,
    /// Whether there are access lists or extended attributes.
    pub attributes: bool,
}

impl Pax {
    /// Reads records `LENGTH KEY=VALUE\n`. Fails with what is wrong.
    pub fn parse(&mut self, mut bytes: &[u8]) -> Result<(), &'static str> {
        while !bytes.is_empty() {
            let space = bytes.iter().take(20).position(|byte| *byte == b' ');
            let space = space.ok_or("a record without a length")?;
            let digits = std::str::from_utf8(&bytes[..space]).unwrap_or_default();
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let length = digits.parse::<usize>().ok().filter(|_| plain);
            let length = length.filter(|length| *length > space + 1 && *length <= bytes.len());
            let length = length.ok_or("a record of wrong length")?;
            let (record, rest) = bytes.split_at(length);
            let record = record[space + 1..].strip_suffix(b"\n").ok_or("a record without end")?;
            let equals = record.iter().position(|byte| *byte == b'=');
            let equals = equals.ok_or("a record without a value")?;
            self.take(&record[..equals], &record[equals + 1..])?;
            bytes = rest;
        }
        Ok(())
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
        let text = || std::str::from_utf8(value).unwrap_or_default();
        let bytes = || (!value.is_empty()).then(|| value.to_vec());
        match key {
            b"path" if value.contains(&0) => return Err("a path with a NUL byte"),
            b"path" => self.path = bytes(),
            b"linkpath" => self.link = bytes(),
            b"size" if value.is_empty() => self.size = None,
            b"size" => {
                let plain = value.iter().all(u8::is_ascii_digit);
                let size = text().parse().ok().filter(|_| plain);
                self.size = Some(size.ok_or("a size that is no number")?);
            }
            b"mtime" if value.is_empty() => self.modified = None,
            b"mtime" => self.modified = Some(decimal(text()).ok_or("a time that is no number")?),
            _ if key.starts_with(b"GNU.sparse.") => self.sparse = true,
            _ if is_attribute(key) => self.attributes = true,
            _ => {}
        }
        Ok(())
    }
}

fn is_attribute(key: &[u8]) -> bool {
    let families: [&[u8]; 4] = [b"SCHILY.xattr.", b"SCHILY.acl.", b"LIBARCHIVE.xattr.", b"RHT."];
    families.iter().any(|family| key.starts_with(family))
}

/// A time as decimal seconds since 1970, with as many digits behind the point as one likes.
fn decimal(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(fraction) {
        return None;
    }
    let seconds: i64 = whole.parse().ok()?;
    let nanos: i32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let nanos = if whole.starts_with('-') { -nanos } else { nanos };
    Timestamp::new(seconds, nanos).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_all_their_forms() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b"   644 \0"), Some(0o644));
        assert_eq!(number(b"\0\0\0\0\0\0\0\0"), Some(0));
        assert_eq!(number(b"77777777777"), Some(0o77_777_777_777));
        assert_eq!(number(b"\x80\0\0\0\0\0\0\0\0\0\x01\0"), Some(256));
        assert_eq!(number(&[0xFF; 12]), Some(-1));
        assert_eq!(number(&[0x80, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0]), None);
        for bad in [b"00008\0\0\0", b"12 34\0\0\0", b"-1\0\0\0\0\0\0", b"0x1\0\0\0\0\0"] {
            assert_eq!(number(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn pax_records() {
        let mut pax = Pax::default();
        pax.parse(b"12 path=a/b\n21 mtime=1.000000005\n7 x=yz\n").unwrap();
        assert_eq!(pax.path.as_deref(), Some(&b"a/b"[..]));
        assert_eq!(pax.modified.unwrap().as_nanosecond(), 1_000_000_005);
        for bad in [
            "12 path=a/b",
            "99 path=a/b\n",
            "x path=a\n",
            "9 path=a\n\n",
            "8 path\nab",
            "10 size=-1\n",
            "0 \n",
            "2 \n",
        ] {
            assert!(Pax::default().parse(bad.as_bytes()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn times_before_1970() {
        assert_eq!(decimal("-1.5").unwrap().as_nanosecond(), -1_500_000_000);
        assert_eq!(decimal("7").unwrap().as_second(), 7);
        assert!(decimal("1e5").is_none());
        assert!(decimal("").is_none());
    }
}
