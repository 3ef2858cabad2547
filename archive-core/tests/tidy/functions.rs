//! Functions fit on one screen.

use crate::assert_none;
use crate::mask::code_only;
use crate::repository::files_ending;

/// Most lines of a function, from `fn` to its closing brace.
const LONGEST: usize = 70;

/// A function found in a source.
#[derive(Debug, PartialEq, Eq)]
struct Function {
    name: String,
    /// Line of the word `fn`, counted from 1.
    line: usize,
    lines: usize,
}

/// Every function with a body.
fn functions(source: &str) -> Vec<Function> {
    let code: Vec<char> = code_only(source).chars().collect();
    let mut out = Vec::new();
    for at in 0..code.len() {
        if !is_word(&code, at, "fn") {
            continue;
        }
        let name = name_after(&code[at + 2..]);
        if name.is_empty() {
            continue; // a function pointer type, or a macro's `fn $name`
        }
        if let Some(end) = body_end(&code, at) {
            let line = 1 + count_lines(&code[..at]);
            out.push(Function { name, line, lines: 1 + count_lines(&code[at..end]) });
        }
    }
    out
}

fn name_after(code: &[char]) -> String {
    let word = code.iter().copied().skip_while(|c| c.is_whitespace());
    word.take_while(|c| is_name(*c)).collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '#'
}

fn is_word(code: &[char], at: usize, word: &str) -> bool {
    let fits = code[at..].iter().take(word.len()).copied().eq(word.chars());
    let before = at.checked_sub(1).is_none_or(|i| !is_name(code[i]));
    fits && before && code.get(at + word.len()).is_none_or(|c| !is_name(*c))
}

fn count_lines(code: &[char]) -> usize {
    code.iter().filter(|c| **c == '\n').count()
}

/// Where the body of the function at `at` ends; nothing where it has none (in a trait).
fn body_end(code: &[char], at: usize) -> Option<usize> {
    let mut round = 0_i32;
    let mut curly = 0_i32;
    for (offset, c) in code[at..].iter().enumerate() {
        match c {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            ';' if round == 0 && curly == 0 => return None,
            '{' => curly += 1,
            '}' => {
                curly -= 1;
                if curly == 0 && round == 0 {
                    return Some(at + offset);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in files_ending("rs") {
        for function in functions(&file.text) {
            seen += 1;
            if function.lines > LONGEST {
                let Function { name, line, lines } = function;
                broken.push(format!("{}:{line}: fn {name} has {lines} lines", file.name));
            }
        }
    }
    assert!(seen > 100, "the scanner found only {seen} functions");
    assert_none("a function has at most 70 lines", &broken);
}

#[test]
fn the_scanner_sees_bodies_and_nothing_else() {
    let source = "trait T { fn no(&self) -> [u8; 4]; }\n\
        fn one(a: [u8; 2], f: fn(u8)) -> u8 { 1 }\n\
        // fn comment() {\n\
        fn two() {\n  let s = \"}\";\n  if a { b }\n}\n";
    let found = functions(source);
    let expected = [("one", 2, 1), ("two", 4, 4)].map(|(name, line, lines)| Function {
        name: name.to_owned(),
        line,
        lines,
    });
    assert_eq!(found, expected);
}

#[test]
fn a_long_function_is_found() {
    let source = format!("fn long() {{\n{}}}\n", "    step();\n".repeat(LONGEST));
    assert_eq!(functions(&source)[0].lines, LONGEST + 2);
}
