//! What we ask of the certificate of an authority beyond its chain (RFC 3161 §2.3).

use crate::ledger::asn1::{Element, Elements, Read, context, oid};
use der::{Tag, asn1::ObjectIdentifier};
use jiff::{Timestamp, civil, tz::TimeZone};

const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
const SUBJECT_KEY: ObjectIdentifier = oid("2.5.29.14");
const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");
/// Most extensions of a certificate: they have about ten.
const EXTENSIONS: usize = 64;

/// The parts of a certificate by which a token names it, and what it is for.
#[derive(Debug)]
pub(super) struct Certificate<'a> {
    pub raw: &'a [u8],
    pub serial: &'a [u8],
    pub issuer: &'a [u8],
    pub until: Timestamp,
    pub subject_key: Option<&'a [u8]>,
    /// Whether timestamps are its only use, and that is marked critical.
    pub for_timestamps: bool,
}

impl<'a> Certificate<'a> {
    pub fn parse(raw: &'a [u8]) -> Read<Self> {
        let mut body = Element::only(raw)?.inside(Tag::Sequence)?.enter(Tag::Sequence)?;
        body.optional(context(0, true));
        let serial = body.value(Tag::Integer)?;
        body.value(Tag::Sequence)?;
        let issuer = body.next()?;
        let mut validity = body.enter(Tag::Sequence)?;
        validity.next()?;
        let until = time(validity.next()?)?;
        body.value(Tag::Sequence)?;
        body.value(Tag::Sequence)?;
        body.optional(context(1, false));
        body.optional(context(2, false));
        let mut found = Self {
            raw,
            serial,
            issuer: issuer.raw,
            until,
            subject_key: None,
            for_timestamps: false,
        };
        if let Some(extensions) = body.optional(context(3, true)) {
            found.read(extensions.inside(context(3, true))?.enter(Tag::Sequence)?)?;
        }
        Some(found)
    }

    fn read(&mut self, extensions: Elements<'a>) -> Read<()> {
        for extension in extensions.rest(EXTENSIONS)? {
            let mut parts = extension.inside(Tag::Sequence)?;
            let name = parts.next()?.oid()?;
            let critical = parts.optional(Tag::Boolean).is_some_and(|flag| flag.body == [0xff]);
            let value = parts.value(Tag::OctetString)?;
            if name == EXTENDED_KEY_USAGE {
                let uses = Element::only(value)?.inside(Tag::Sequence)?.rest(EXTENSIONS)?;
                let uses: Vec<_> = uses.iter().map(Element::oid).collect();
                self.for_timestamps = critical && uses == [Some(TIME_STAMPING)];
            } else if name == SUBJECT_KEY {
                self.subject_key = Some(Element::only(value)?.value(Tag::OctetString)?);
            }
        }
        Some(())
    }
}

/// An instant as certificates and tokens write it: `UTCTime` with two digits of the year,
/// `GeneralizedTime` with four and perhaps a fraction; always UTC.
pub(super) fn time(element: Element<'_>) -> Read<Timestamp> {
    let text = std::str::from_utf8(element.body).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (year, rest) = match element.tag {
        Tag::UtcTime => {
            let (year, rest) = whole.split_at_checked(2)?;
            // RFC 5280 §4.1.2.5.1
            let year = digits(year)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        Tag::GeneralizedTime => {
            let (year, rest) = whole.split_at_checked(4)?;
            (digits(year)?, rest)
        }
        _ => return None,
    };
    if rest.len() != 10 || !rest.is_ascii() {
        return None;
    }
    let part = |at: usize| digits(&rest[at..at + 2]).and_then(|value| i8::try_from(value).ok());
    let date = civil::Date::new(year, part(0)?, part(2)?).ok()?;
    let clock = civil::Time::new(part(4)?, part(6)?, part(8)?, nanoseconds(fraction)?).ok()?;
    date.to_datetime(clock).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn digits(text: &str) -> Read<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn nanoseconds(fraction: &str) -> Read<i32> {
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}").parse().ok()
}
