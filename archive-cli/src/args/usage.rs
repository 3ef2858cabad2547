//! What was wrong with the words of the command line, as findings like all others.

use super::Cli;
use crate::output::text::both;
use archive_core::finding::codes::cli;
use archive_core::finding::{Finding, Lang};
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;
use std::ffi::OsString;

/// The finding for a complaint of the argument parser about these words.
pub fn finding(error: &clap::Error, words: &[OsString], lang: Lang) -> Finding {
    let code = match error.kind() {
        ErrorKind::UnknownArgument => &cli::UNKNOWN_ARGUMENT,
        ErrorKind::InvalidValue if value(error, ContextKind::InvalidValue).is_empty() => {
            &cli::MISSING_ARGUMENT
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => &cli::INVALID_VALUE,
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => &cli::MISSING_ARGUMENT,
        ErrorKind::InvalidSubcommand => &cli::UNKNOWN_COMMAND,
        ErrorKind::ArgumentConflict => &cli::CONFLICT,
        _ => &cli::BAD_USE,
    };
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => value(error, ContextKind::InvalidSubcommand),
        ErrorKind::MissingSubcommand => both("COMMAND", "BEFEHL").get(lang).to_owned(),
        _ => value(error, ContextKind::InvalidArg),
    };
    let [nearest, nearest_de] = nearest(error);
    let [accepted, accepted_de] = accepted(error);
    Finding::new(code)
        .with_words("nearest", nearest, nearest_de)
        .with_words("accepted", accepted, accepted_de)
        .with("argument", argument)
        .with("value", value(error, ContextKind::InvalidValue))
        .with("other", value(error, ContextKind::PriorArg))
        .with("reason", error.kind())
        .with("command", command(words))
}

/// A sentence about what was probably meant, in English and German; empty where nobody knows.
fn nearest(error: &clap::Error) -> [String; 2] {
    let kinds =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = kinds.into_iter().map(|kind| value(error, kind)).find(|text| !text.is_empty());
    let Some(meant) = meant else { return Default::default() };
    [format!("Perhaps you mean {meant}. "), format!("Vielleicht ist {meant} gemeint. ")]
}

/// The end of a sentence that tells which values are accepted; empty where nobody says.
fn accepted(error: &clap::Error) -> [String; 2] {
    let values = value(error, ContextKind::ValidValue);
    if values.is_empty() {
        return number(error);
    }
    [format!("; accepted: {values}"), format!("; zulässig: {values}")]
}

/// The same of numbers: what the parser of a number says in its own words.
fn number(error: &clap::Error) -> [String; 2] {
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    let bounds = said.rsplit_once(" is not in ").and_then(|(_, range)| range.split_once("..="));
    match bounds {
        Some((low, high)) => {
            [format!("; accepted: {low} to {high}"), format!("; zulässig: {low} bis {high}")]
        }
        None if said.contains("invalid digit") => {
            ["; accepted: a whole number".to_owned(), "; zulässig: eine ganze Zahl".to_owned()]
        }
        None => Default::default(),
    }
}

/// One of the facts that the parser gives, as text; a list is joined.
fn value(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// The command that was meant: the words that lead down the tree of commands.
fn command(words: &[OsString]) -> String {
    let mut command = Cli::command();
    let mut out = command.get_name().to_owned();
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        let Some(below) = command.find_subcommand(word).cloned() else { continue };
        out.push(' ');
        out.push_str(word);
        command = below;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_told_from_its_words() {
        let words = ["archive", "--json", "ocfl", "x", "validate", "--jobs"].map(OsString::from);
        assert_eq!(command(&words), "archive ocfl validate");
        assert_eq!(command(&["archive", "chekc"].map(OsString::from)), "archive");
    }
}
