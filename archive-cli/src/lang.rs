//! Which language people are spoken to: `--lang`, else the locale.

use archive_core::finding::Lang;
use std::ffi::OsString;

/// The variables that name a locale, the strongest first (POSIX, 8.2).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language for a command line. It is needed before the line is parsed, since help texts and
/// complaints about the line itself are in it; a wrong value is complained about later.
pub fn of(words: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Lang {
    if let Some(name) = given(words) {
        return Lang::from_locale(&name);
    }
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    VARIABLES.iter().find_map(set).map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

/// The value of the last `--lang`, before a `--`.
fn given(words: &[OsString]) -> Option<String> {
    let mut found = None;
    let mut words = words.iter().map(|word| word.to_string_lossy()).take_while(|w| *w != "--");
    while let Some(word) = words.next() {
        if word == "--lang" {
            found = words.next().map(std::borrow::Cow::into_owned).or(found);
        } else if let Some(value) = word.strip_prefix("--lang=") {
            found = Some(value.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(words: &[&str], locale: &[(&str, &str)]) -> Lang {
        let words: Vec<_> = words.iter().map(OsString::from).collect();
        of(&words, |name| locale.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn the_option_wins_over_the_locale() {
        assert_eq!(lang(&["a", "--lang", "de"], &[("LANG", "en_US.UTF-8")]), Lang::De);
        assert_eq!(lang(&["a", "--lang=en"], &[("LANG", "de_DE.UTF-8")]), Lang::En);
        assert_eq!(lang(&["a", "--", "--lang", "de"], &[]), Lang::En);
        assert_eq!(lang(&["a", "--lang"], &[("LANG", "de")]), Lang::De);
    }

    #[test]
    fn the_strongest_variable_that_says_something_wins() {
        assert_eq!(lang(&[], &[("LC_ALL", ""), ("LC_MESSAGES", "de_DE"), ("LANG", "C")]), Lang::De);
        assert_eq!(lang(&[], &[("LC_ALL", "C"), ("LANG", "de_DE")]), Lang::En);
    }
}
