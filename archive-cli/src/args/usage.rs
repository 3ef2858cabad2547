//! What was wrong with the words of the command line, as findings like all others.

use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The finding for a complaint of the argument parser.
pub fn finding(error: &clap::Error) -> Finding {
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
        ErrorKind::MissingSubcommand => "COMMAND".to_owned(),
        _ => value(error, ContextKind::InvalidArg),
    };
    Finding::new(code)
        .with("argument", argument)
        .with("value", value(error, ContextKind::InvalidValue))
        .with("other", value(error, ContextKind::PriorArg))
        .with("reason", error.kind())
        .with("command", command(error))
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

/// The command that was meant, from the usage line: the words before the first placeholder.
fn command(error: &clap::Error) -> String {
    let usage = value(error, ContextKind::Usage);
    let words = usage.split_whitespace().skip_while(|word| *word != "archive");
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<_> = words.take_while(is_word).collect();
    if words.is_empty() { "archive".to_owned() } else { words.join(" ") }
}
