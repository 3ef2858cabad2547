//! Patterns of BagIt profiles: `*`, `?` and `[…]` over whole paths, as shells match names. `*`
//! also matches `/`, as in the reference validator of the profiles.

/// Longest pattern, in characters: keeps the work of one match bounded.
pub(super) const PATTERN_CHARS: usize = 1_024;

/// A pattern, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glob(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Star,
    Any,
    One(char),
    Set { inverted: bool, ranges: Vec<(char, char)> },
}

impl Glob {
    /// Takes a pattern apart; an unclosed `[` stands for itself.
    pub fn new(pattern: &str) -> Self {
        let chars: Vec<char> = pattern.chars().take(PATTERN_CHARS).collect();
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(c) = chars.get(at) {
            at += 1;
            parts.push(match c {
                '*' if parts.last() == Some(&Part::Star) => continue,
                '*' => Part::Star,
                '?' => Part::Any,
                '[' => match set(&chars[at..]) {
                    Some((part, length)) => {
                        at += length;
                        part
                    }
                    None => Part::One('['),
                },
                other => Part::One(*other),
            });
        }
        Self(parts)
    }

    /// Whether a path matches as a whole. Takes at most pattern times path steps.
    pub fn matches(&self, path: &str) -> bool {
        let text: Vec<char> = path.chars().collect();
        let (mut part, mut at) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.0.get(part) {
                Some(Part::Star) => {
                    retry = Some((part + 1, at));
                    part += 1;
                }
                Some(other) if other.fits(text[at]) => {
                    part += 1;
                    at += 1;
                }
                _ => match &mut retry {
                    Some((after_star, from)) => {
                        *from += 1;
                        (part, at) = (*after_star, *from);
                    }
                    None => return false,
                },
            }
        }
        self.0[part..].iter().all(|rest| *rest == Part::Star)
    }

    /// Whether it is a plain path, without any wildcard.
    pub fn is_literal(&self) -> bool {
        self.0.iter().all(|part| matches!(part, Part::One(_)))
    }
}

impl Part {
    fn fits(&self, c: char) -> bool {
        match self {
            Self::Star => false,
            Self::Any => true,
            Self::One(one) => *one == c,
            Self::Set { inverted, ranges } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *inverted
            }
        }
    }
}

/// The set behind an opening bracket, and how many characters it takes.
fn set(chars: &[char]) -> Option<(Part, usize)> {
    let inverted = matches!(chars.first(), Some('!' | '^'));
    let start = usize::from(inverted);
    let close = chars.iter().skip(start + 1).position(|c| *c == ']')? + start + 1;
    let mut ranges = Vec::new();
    let mut at = start;
    while at < close {
        if at + 2 < close && chars[at + 1] == '-' {
            ranges.push((chars[at], chars[at + 2]));
            at += 3;
        } else {
            ranges.push((chars[at], chars[at]));
            at += 1;
        }
    }
    Some((Part::Set { inverted, ranges }, close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn patterns_match_whole_paths() {
        for (pattern, path, expected) in [
            ("*", "metadata/dc.xml", true),
            ("*.xml", "metadata/dc.xml", true),
            ("metadata/*.xml", "metadata/a/dc.xml", true),
            ("metadata/?.xml", "metadata/a.xml", true),
            ("metadata/?.xml", "metadata/ab.xml", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[]]x", "]x", true),
            ("[ax", "[ax", true),
            ("a**b", "a/b", true),
            ("a*b", "a", false),
            ("", "", true),
            ("", "a", false),
            ("ä?", "äö", true),
        ] {
            assert_eq!(Glob::new(pattern).matches(path), expected, "{pattern} {path}");
        }
        assert!(Glob::new("a/b.c").is_literal() && !Glob::new("a*").is_literal());
    }

    #[test]
    fn many_stars_end_in_time() {
        let pattern = "a*".repeat(500);
        assert!(!Glob::new(&pattern).matches(&format!("{}b", "a".repeat(400))));
    }

    proptest! {
        #[test]
        fn never_panics(pattern in "[\\[\\]!*?a-]{0,12}", path in "[a\\]\\[-]{0,12}") {
            let _ = Glob::new(&pattern).matches(&path);
        }

        #[test]
        fn a_path_matches_itself(path in "[a-z/.]{0,20}") {
            prop_assert!(Glob::new(&path).matches(&path));
        }
    }
}
