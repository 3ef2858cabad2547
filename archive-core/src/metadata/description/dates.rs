//! Dates as people write them, in a form that programs can compare (ISO 8601, EDTF level 0).

const MONTHS: [&[&str]; 12] = [
    &["januar", "january", "jan", "jan.", "jänner"],
    &["februar", "february", "feb", "feb."],
    &["märz", "march", "mar", "mär", "mrz", "mrz.", "mär."],
    &["april", "apr", "apr."],
    &["mai", "may"],
    &["juni", "june", "jun", "jun."],
    &["juli", "july", "jul", "jul."],
    &["august", "aug", "aug."],
    &["september", "sep", "sep.", "sept", "sept."],
    &["oktober", "october", "okt", "okt.", "oct", "oct."],
    &["november", "nov", "nov."],
    &["dezember", "december", "dez", "dez.", "dec", "dec."],
];

/// The normal form of a date or a period: `1990`, `1990-05`, `1990-05-01`, `1990/1995`. `None`
/// where it cannot be told for sure, such as "um 1900" or "o. D.".
#[must_use]
pub fn normal(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(date) = single(text) {
        return Some(date);
    }
    let separators = ["/", " - ", " – ", "–", " bis ", " to ", "-"];
    for separator in separators {
        let mut parts = text.splitn(3, separator);
        let (Some(from), Some(to), None) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        if let (Some(from), Some(to)) = (single(from.trim()), single(to.trim())) {
            let short = from.len().min(to.len());
            return (from[..short] <= to[..short]).then(|| format!("{from}/{to}"));
        }
    }
    None
}

/// Whether a text is a date or a period in normal form.
#[must_use]
pub fn is_normal(text: &str) -> bool {
    match text.split_once('/') {
        Some((from, to)) => iso(from).is_some() && iso(to).is_some(),
        None => iso(text).is_some(),
    }
}

fn single(text: &str) -> Option<String> {
    if let Some(date) = iso(text) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts[..] {
        [day, month, year] if [day, month, year].iter().all(|p| is_number(p)) => {
            return build(year, Some(month.parse().ok()?), Some(day.parse().ok()?));
        }
        [month, year] if is_number(month) && is_number(year) => {
            return build(year, Some(month.parse().ok()?), None);
        }
        _ => {}
    }
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    match words[..] {
        [month, year] => build(year, Some(month_of(month)?), None),
        [day, month, year] => {
            let day = day.trim_end_matches('.').parse().ok()?;
            build(year, Some(month_of(month)?), Some(day))
        }
        _ => None,
    }
}

fn iso(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let year = parts.next()?;
    let mut two = || match parts.next() {
        None => Some(None),
        Some(part) if part.len() == 2 && is_number(part) => part.parse().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (two()?, two()?);
    if parts.next().is_some() { None } else { build(year, month, day) }
}

fn build(year: &str, month: Option<i8>, day: Option<i8>) -> Option<String> {
    if year.len() != 4 || !is_number(year) {
        return None;
    }
    let number: i16 = year.parse().ok()?;
    let date = jiff::civil::Date::new(number, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(match (month, day) {
        (None, _) => year.to_owned(),
        (Some(_), None) => date.strftime("%Y-%m").to_string(),
        (Some(_), Some(_)) => date.strftime("%Y-%m-%d").to_string(),
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn month_of(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let found = MONTHS.iter().position(|names| names.contains(&lower.as_str()))?;
    i8::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_finding_aids_are_understood() {
        for (text, wanted) in [
            ("1990", Some("1990")),
            ("1990-1995", Some("1990/1995")),
            ("1990 – 1995", Some("1990/1995")),
            ("1990 bis 1995", Some("1990/1995")),
            ("1990/1995", Some("1990/1995")),
            ("12.3.1990", Some("1990-03-12")),
            ("1.3.1990-31.5.1990", Some("1990-03-01/1990-05-31")),
            ("12.03.1990 - 1.4.1991", Some("1990-03-12/1991-04-01")),
            ("März 1990", Some("1990-03")),
            ("3. Mai 1990", Some("1990-05-03")),
            ("1990-05-03", Some("1990-05-03")),
            ("1990-05", Some("1990-05")),
            ("05.1990", Some("1990-05")),
            ("31.2.1990", None),
            ("1995-1990", None),
            ("um 1900", None),
            ("o. D.", None),
            ("(1880) 1890-1900", None),
            ("19. Jh.", None),
            ("", None),
        ] {
            assert_eq!(normal(text).as_deref(), wanted, "{text}");
            assert!(normal(text).is_none_or(|normal| is_normal(&normal)), "{text}");
        }
        assert!(!is_normal("1900~") && !is_normal("1900/"));
    }
}
