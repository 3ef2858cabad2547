//! How the demonstration is told: numbered steps, each with what it did and the command that a
//! person would type for it. It knows nothing of archives.

use crate::context::Context;
use crate::exit::Exit;
use crate::output::text::{Colour, paint};
use archive_core::Error;
use archive_core::finding::codes::cli;
use archive_core::finding::{Finding, Lang, Text, printable};
use serde::Serialize;

/// What a step did, in both languages.
pub struct Words {
    en: String,
    de: String,
}

/// The words for what was done.
pub fn words(en: impl Into<String>, de: impl Into<String>) -> Words {
    Words { en: en.into(), de: de.into() }
}

impl Words {
    fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::De => &self.de,
        }
    }
}

/// What a step gives: something for later steps, what it did, and the command for it.
pub struct Done<T> {
    /// For later steps.
    pub value: T,
    /// What was done.
    pub words: Words,
    /// What a person would type.
    pub command: String,
}

/// The end of a step that went well.
pub fn done<T>(value: T, words: Words, command: impl Into<String>) -> Done<T> {
    Done { value, words, command: command.into() }
}

/// Why a step did not come to its end.
pub enum Why {
    /// Something could not be done at all.
    Error(Error),
    /// It could be done, and something else came of it than the step says.
    Unexpected(Words),
}

impl<E: Into<Error>> From<E> for Why {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Something else came of a step than it says.
pub fn unexpected(en: impl Into<String>, de: impl Into<String>) -> Why {
    Why::Unexpected(words(en, de))
}

/// Why the demonstration ended early.
pub enum Trouble {
    /// The user wanted it.
    Stopped,
    /// A step failed.
    Failed {
        /// Which, and why.
        finding: Finding,
        /// What the process returns.
        exit: Exit,
    },
}

/// The body of a `step` object.
#[derive(Serialize)]
struct Body<'a> {
    number: u32,
    step: &'a str,
    text: &'a str,
    command: &'a str,
}

/// Tells the steps as they happen.
pub struct Tale<'c> {
    context: &'c Context,
    number: u32,
}

impl<'c> Tale<'c> {
    /// A tale of which nothing is told yet.
    pub fn new(context: &'c Context) -> Self {
        Self { context, number: 0 }
    }

    /// Does a step and tells it. `name` is its name for programs and, in both languages, people.
    pub fn step<T>(
        &mut self,
        name: Text,
        work: impl FnOnce() -> Result<Done<T>, Why>,
    ) -> Result<T, Trouble> {
        if self.context.stopped() {
            return Err(Trouble::Stopped);
        }
        self.number += 1;
        let done = work().map_err(|why| failed(self.number, name, why))?;
        self.tell(name, &done.words, &done.command);
        Ok(done.value)
    }

    fn tell(&self, name: Text, words: &Words, command: &str) {
        let out = &self.context.out;
        if out.json() {
            let number = self.number;
            out.event("step", &Body { number, step: name.en, text: &words.en, command });
        } else if !self.context.quiet {
            let number = paint(&format!("{:>2}.", self.number), Colour::Green, out.colour());
            out.text(&format!("{number} {}\n", printable(words.get(self.context.lang))));
            for line in command.lines() {
                out.text(&format!("      {}\n", paint(line, Colour::Blue, out.colour())));
            }
        }
        out.flush();
    }

    /// The last words.
    pub fn end(&self, text: &str) {
        if !self.context.out.json() && !self.context.quiet {
            self.context.out.text(&format!("\n{}\n", printable(text)));
        }
    }
}

/// The finding for a step that failed.
fn failed(number: u32, name: Text, why: Why) -> Trouble {
    let (reason, exit) = match why {
        Why::Unexpected(words) => (words, Exit::Failed),
        Why::Error(error) => {
            let exit = Exit::of(error.class());
            let message = |lang| format!("[{}] {}", error.code().id, error.finding().message(lang));
            (words(message(Lang::En), message(Lang::De)), exit)
        }
    };
    let finding = Finding::new(&cli::DEMO_STEP)
        .with("number", number)
        .with_words("step", name.en, name.de)
        .with_words("reason", reason.en, reason.de);
    Trouble::Failed { finding, exit }
}

/// A word of a command line, quoted where a shell would take it apart.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell_stay_one_word() {
        assert_eq!(quoted("copies/first"), "copies/first");
        assert_eq!(quoted("Stadt Chemnitz"), "'Stadt Chemnitz'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
