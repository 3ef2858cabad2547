//! A Rust source with the insides of comments, strings and characters blanked out, so that
//! braces and words can be counted without a parser. Lines stay where they are.

/// Blanks everything that is not code. The result has as many characters and lines as the source.
pub fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skip(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that starts at `at` ends; `at` itself where none starts.
fn skip(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    match (chars[at], next) {
        ('/', Some('/')) => until(chars, at, |c| c == '\n'),
        ('/', Some('*')) => block_comment(chars, at),
        ('"', _) => string(chars, at + 1),
        ('\'', _) => character(chars, at),
        ('r' | 'b' | 'c', _) if !continues_word(chars, at) => prefixed(chars, at),
        _ => at,
    }
}

fn until(chars: &[char], from: usize, stop: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| stop(*c)).map_or(chars.len(), |n| from + n)
}

fn continues_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

/// Block comments nest in Rust.
fn block_comment(chars: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut here = at;
    while here < chars.len() {
        match (chars[here], chars.get(here + 1)) {
            ('/', Some('*')) => (depth, here) = (depth + 1, here + 2),
            ('*', Some('/')) => (depth, here) = (depth - 1, here + 2),
            _ => here += 1,
        }
        if depth == 0 {
            return here;
        }
    }
    here
}

/// The end of a string whose inside starts at `from`.
fn string(chars: &[char], from: usize) -> usize {
    let mut here = from;
    while here < chars.len() {
        match chars[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    chars.len()
}

/// A character literal, or nothing for a lifetime.
fn character(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), Some(_)) => until(chars, at + 3, |c| c == '\'') + 1,
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// `r"…"`, `r#"…"#`, `b"…"`, `b'…'`, `br"…"`, `c"…"`; nothing for a raw identifier or a word.
fn prefixed(chars: &[char], at: usize) -> usize {
    let raw_at = if chars[at] == 'r' { at } else { at + 1 };
    if chars.get(raw_at) == Some(&'r') {
        let hashes = chars[raw_at + 1..].iter().take_while(|c| **c == '#').count();
        let quote = raw_at + 1 + hashes;
        return if chars.get(quote) == Some(&'"') { raw(chars, quote + 1, hashes) } else { at };
    }
    match chars.get(at + 1) {
        Some('"') if chars[at] != 'r' => string(chars, at + 2),
        Some('\'') if chars[at] == 'b' => character(chars, at + 1),
        _ => at,
    }
}

fn raw(chars: &[char], from: usize, hashes: usize) -> usize {
    let mut here = from;
    while here < chars.len() {
        let after = chars[here + 1..].iter().take_while(|c| **c == '#').count();
        if chars[here] == '"' && after >= hashes {
            return here + 1 + hashes;
        }
        here += 1;
    }
    chars.len()
}

#[test]
fn only_code_is_left() {
    let cases = [
        ("let a = \"{\"; }", "let a =    ; }"),
        ("x('{'); 'a: loop {}", "x(   ); 'a: loop {}"),
        ("x('\\''); y('\\u{7b}')", "x(    ); y(        )"),
        ("a // { \nb", "a      \nb"),
        ("a /* { /* { */ } */ b", "a                   b"),
        ("r#\"{\"\"#; r#fn", "       ; r#fn"),
        ("br\"\\\"; b'{'; b\"\\\"{\"", "     ;     ;        "),
        ("bar\"{\"", "bar   "),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
    ];
    for (source, expected) in cases {
        let got = code_only(source);
        assert_eq!(got.trim_end(), expected.trim_end(), "{source}");
        assert_eq!(got.chars().count(), source.chars().count(), "{source}");
    }
}
