//! Words, numbers and findings for people, in both languages.

use archive_core::finding::codes::csip;
use archive_core::finding::{Finding, Findings, Lang, Severity, Text, printable};
use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

/// Findings of one code that are printed; the rest is counted.
const SHOWN_PER_CODE: usize = 10;

/// A text in both languages.
pub const fn both(en: &'static str, de: &'static str) -> Text {
    Text { en, de }
}

/// Whether colours are wanted (`NO_COLOR`, <https://no-color.org>).
pub fn colour_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|value| value != "dumb")
}

/// Whether standard error may be coloured.
pub fn colour_of_stderr() -> bool {
    std::io::stderr().is_terminal() && colour_wanted()
}

/// A colour of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// What is wrong.
    Red,
    /// What somebody should look at.
    Yellow,
    /// What is good.
    Green,
    /// What helps.
    Blue,
}

/// A word, coloured where that is wanted.
pub fn paint(word: &str, colour: Colour, wanted: bool) -> String {
    if !wanted {
        return word.to_owned();
    }
    let number = match colour {
        Colour::Red => 31,
        Colour::Green => 32,
        Colour::Yellow => 33,
        Colour::Blue => 34,
    };
    format!("\u{1b}[1;{number}m{word}\u{1b}[0m")
}

const fn gravity(severity: Severity) -> (Text, Colour) {
    match severity {
        Severity::Error => (both("error", "Fehler"), Colour::Red),
        Severity::Warning => (both("warning", "Warnung"), Colour::Yellow),
        Severity::Info => (both("note", "Hinweis"), Colour::Blue),
    }
}

const REMEDY: Text = both("hint", "Abhilfe");
const OPTIONAL: Text =
    both("optional by E-ARK, in full with -v", "freiwillig nach E-ARK, ausführlich mit -v");
const MORE: Text = both("more findings with the code", "weitere Befunde mit dem Code");

/// A finding with code, message, place and hint, each on its line.
pub fn error(finding: &Finding, lang: Lang, colour: bool) -> String {
    let mut out = head(finding, lang, colour);
    if let Some(path) = finding.path.as_deref().filter(|path| !path.is_empty()) {
        let _ = writeln!(out, "  --> {}", printable(path));
    }
    out.push_str(&hint(finding, lang, colour));
    out
}

fn head(finding: &Finding, lang: Lang, colour: bool) -> String {
    let (word, shade) = gravity(finding.severity());
    let label = paint(&format!("{}[{}]", word.get(lang), finding.code.id), shade, colour);
    format!("{label}: {}\n", finding.message(lang))
}

fn hint(finding: &Finding, lang: Lang, colour: bool) -> String {
    let word = paint(REMEDY.get(lang), Colour::Blue, colour);
    format!("  {word}: {}\n", finding.hint(lang))
}

/// All findings of a package or an object, indented. A code that comes often is cut after some;
/// `all` shows every one.
pub fn findings(findings: &Findings, lang: Lang, colour: bool, all: bool) -> String {
    let mut out = String::new();
    let mut seen: Vec<(&str, usize)> = Vec::new();
    let mut optional: Vec<&str> = Vec::new();
    for finding in findings.iter() {
        let id = finding.code.id;
        if !all && is_optional(finding) {
            if !optional.contains(&id) {
                optional.push(id);
            }
            continue;
        }
        let known = seen.iter().position(|(code, _)| *code == id).unwrap_or(seen.len());
        if known == seen.len() {
            seen.push((id, 0));
        }
        let count = &mut seen[known].1;
        *count += 1;
        if all || *count <= SHOWN_PER_CODE {
            push_indented(&mut out, &error(finding, lang, colour));
        }
    }
    let left_out = findings.left_out();
    for (code, count) in seen {
        let shown = if all { count } else { count.min(SHOWN_PER_CODE) };
        let uncounted = left_out.iter().find(|(c, _)| c.id == code).map_or(0, |(_, n)| *n);
        let rest = count - shown + uncounted;
        if rest > 0 {
            let _ = writeln!(out, "  … {rest} {} {code}", MORE.get(lang));
        }
    }
    if !optional.is_empty() {
        let _ = writeln!(out, "  … {}: {}", OPTIONAL.get(lang), optional.join(", "));
    }
    out
}

/// What a package may have and has not, by E-ARK: worth a line, and no more unless asked for.
fn is_optional(finding: &Finding) -> bool {
    finding.severity() == Severity::Info && csip::ALL.iter().any(|code| code.id == finding.code.id)
}

fn push_indented(out: &mut String, text: &str) {
    for line in text.lines() {
        out.push_str("  ");
        out.push_str(line);
        out.push('\n');
    }
}

/// An amount of bytes with a unit of 1,024.
pub fn bytes(amount: u64, lang: Lang) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if amount < 1_024 {
        return format!("{amount} B");
    }
    let mut tenths = u128::from(amount) * 10;
    let mut unit = 0;
    tenths /= 1_024;
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1_024;
        unit += 1;
    }
    let point = if lang == Lang::De { ',' } else { '.' };
    format!("{}{point}{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// A count with its thousands apart.
pub fn count(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mark = if lang == Lang::De { '.' } else { ',' };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// So many packages, in words.
pub fn packages(number: u64, lang: Lang) -> String {
    counted(number, [both("package", "Paket"), both("packages", "Pakete")], lang)
}

/// So many files, in words.
pub fn files(number: u64, lang: Lang) -> String {
    counted(number, [both("file", "Datei"), both("files", "Dateien")], lang)
}

fn counted(number: u64, [one, many]: [Text; 2], lang: Lang) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {}", count(number, lang), noun.get(lang))
}

/// A time that people can grasp: seconds with tenths, then minutes, then hours.
pub fn duration(elapsed: Duration, lang: Lang) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        let point = if lang == Lang::De { ',' } else { '.' };
        return format!("{seconds}{point}{} s", elapsed.subsec_millis() / 100);
    }
    if seconds < 3_600 {
        return format!("{} min {} s", seconds / 60, seconds % 60);
    }
    format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive_core::finding::codes::bag;

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(bytes(1_023, Lang::En), "1023 B");
        assert_eq!(bytes(1_536, Lang::De), "1,5 KiB");
        assert_eq!(bytes(u64::MAX, Lang::En), "15.9 EiB");
        assert_eq!(count(1_234_567, Lang::En), "1,234,567");
        assert_eq!(count(123, Lang::De), "123");
        assert_eq!(duration(Duration::from_millis(1_250), Lang::De), "1,2 s");
        assert_eq!(duration(Duration::from_mins(121), Lang::En), "2 h 1 min");
    }

    #[test]
    fn a_flood_is_cut_and_counted() {
        let mut all = Findings::new();
        for number in 0..1_500 {
            all.push(Finding::new(&bag::FILE_MISSING).at(format!("data/{number}")));
        }
        let text = findings(&all, Lang::En, false, false);
        assert_eq!(text.matches("error[E-BAG-010]").count(), SHOWN_PER_CODE);
        assert!(text.ends_with("  … 1490 more findings with the code E-BAG-010\n"), "{text}");
        let text = findings(&all, Lang::De, false, true);
        assert!(text.ends_with("  … 500 weitere Befunde mit dem Code E-BAG-010\n"), "{text}");
    }

    #[test]
    fn names_cannot_write_to_the_terminal() {
        let finding = Finding::new(&bag::FILE_MISSING).at("data/\u{1b}[2J");
        assert!(!error(&finding, Lang::En, false).contains('\u{1b}'));
        assert!(error(&finding, Lang::En, true).starts_with("\u{1b}[1;31merror[E-BAG-010]"));
    }
}
