//! The tree of commands in the language of the user: help texts, headings, placeholders,
//! examples and exit codes. English texts come from the arguments themselves.

mod endings;
mod german;

use crate::args::Cli;
use archive_core::finding::Lang;
use clap::{Arg, Command, CommandFactory};

/// The name of the program.
pub const NAME: &str = "archive";

const ENGLISH: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";
const GERMAN: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}{after-help}";

/// The tree of commands, complete and in a language.
pub fn command(lang: Lang) -> Command {
    let mut root = localised(Cli::command(), "", lang);
    root.build();
    with_usage(root, lang)
}

/// The command below `root` that these words name.
pub fn find<'c>(root: &'c mut Command, words: &[String]) -> Option<&'c mut Command> {
    words.iter().try_fold(root, |command, word| command.find_subcommand_mut(word))
}

/// A command and those below it, named by the words that lead to it.
fn localised(command: Command, path: &str, lang: Lang) -> Command {
    let (template, commands, name) = match lang {
        Lang::En => (ENGLISH, "Commands", "COMMAND"),
        Lang::De => (GERMAN, "Befehle", "BEFEHL"),
    };
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(commands)
        .subcommand_value_name(name)
        .after_help(endings::of(path, lang))
        .mut_args(|arg| argument(arg, path, lang))
        .mut_subcommands(|sub| {
            let below = if path.is_empty() { String::new() } else { format!("{path} ") };
            let path = format!("{below}{}", sub.get_name());
            localised(sub, &path, lang)
        });
    if lang == Lang::De
        && let Some(about) = german::about(path)
    {
        command = command.about(about).long_about(None);
    }
    command
}

fn argument(arg: Arg, path: &str, lang: Lang) -> Arg {
    let heading = match (arg.is_positional(), arg.is_global_set(), lang) {
        (true, _, Lang::En) => "Arguments",
        (true, _, Lang::De) => "Argumente",
        (false, true, Lang::En) => "Options of all commands",
        (false, true, Lang::De) => "Optionen aller Befehle",
        (false, false, Lang::En) => "Options",
        (false, false, Lang::De) => "Optionen",
    };
    let mut arg = arg.help_heading(heading);
    if arg.get_action().takes_values() {
        arg = arg.hide_possible_values(true).hide_default_value(true);
    }
    if lang == Lang::De {
        if let Some(help) = german::argument(path, arg.get_id().as_str()) {
            arg = arg.help(help).long_help(None);
        }
        let names = arg.get_value_names().unwrap_or_default();
        let names: Vec<_> = names.iter().map(|name| german::value_name(name)).collect();
        if !names.is_empty() && arg.get_action().takes_values() {
            arg = arg.value_names(names);
        }
    }
    arg
}

/// The usage lines, which can be made only once the tree is complete.
fn with_usage(mut command: Command, lang: Lang) -> Command {
    if lang == Lang::De {
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[OPTIONEN]");
        command = command.override_usage(usage);
    }
    command.mut_subcommands(|sub| with_usage(sub, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "installation")]
    use std::collections::BTreeSet;

    /// Calls `each` for every command with the words that lead to it.
    fn walk(command: &Command, path: &str, each: &mut dyn FnMut(&Command, &str)) {
        each(command, path);
        for sub in command.get_subcommands() {
            let below = if path.is_empty() { String::new() } else { format!("{path} ") };
            walk(sub, &format!("{below}{}", sub.get_name()), each);
        }
    }

    /// Keys of all texts in the tree: commands, arguments as `command#argument`, placeholders.
    #[cfg(feature = "installation")]
    fn keys() -> [BTreeSet<String>; 3] {
        let [mut commands, mut arguments, mut names] = [const { BTreeSet::new() }; 3];
        walk(&Cli::command(), "", &mut |command, path| {
            commands.insert(path.to_owned());
            for arg in command.get_arguments() {
                let place = if arg.is_global_set() { "" } else { path };
                arguments.insert(format!("{place}#{}", arg.get_id()));
                if arg.get_action().takes_values() {
                    let values = arg.get_value_names().unwrap_or_default();
                    names.extend(values.iter().map(ToString::to_string));
                }
            }
        });
        [commands, arguments, names]
    }

    #[test]
    fn the_tree_is_sound_in_both_languages() {
        Cli::command().debug_assert();
        for lang in [Lang::En, Lang::De] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_has_its_texts() {
        let mut silent = Vec::new();
        for lang in [Lang::En, Lang::De] {
            walk(&command(lang), "", &mut |command, path| {
                if command.get_about().is_none() {
                    silent.push(format!("{path} ({lang:?})"));
                }
                let mute = command.get_arguments().filter(|arg| arg.get_help().is_none());
                silent.extend(mute.map(|arg| format!("{path}#{} ({lang:?})", arg.get_id())));
            });
        }
        assert!(silent.is_empty(), "no help: {silent:?}");
    }

    #[test]
    #[cfg(feature = "installation")]
    fn german_says_all_and_nothing_more() {
        let [commands, arguments, names] = keys();
        assert_eq!(commands, german::commands().map(str::to_owned).collect());
        assert_eq!(arguments, german::arguments().map(str::to_owned).collect());
        assert_eq!(names, german::value_names().map(str::to_owned).collect());
    }

    #[test]
    fn every_command_ends_with_examples_and_exit_codes() {
        walk(&Cli::command(), "", &mut |command, path| {
            if command.has_subcommands() {
                return;
            }
            let examples = endings::examples(path);
            assert!(!examples.is_empty(), "{path}: no example");
            for (line, _) in examples {
                assert!(line.starts_with(&format!("archive {path}")), "{path}: {line}");
                let words = line.split_whitespace().map(|word| word.trim_matches('\''));
                let parsed = super::command(Lang::En).try_get_matches_from(words);
                assert!(parsed.is_ok() || line.contains('>'), "{line}: {:?}", parsed.err());
            }
            assert!(endings::of(path, Lang::De).contains("Rückgabewerte"), "{path}");
        });
    }

    /// The commands and long options that a text of help or of a code names.
    #[cfg(feature = "installation")]
    fn unknown_words(text: &str, root: &Command) -> Vec<String> {
        let words: Vec<&str> = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-'))
            .collect();
        let mut unknown = Vec::new();
        let options = |command: &Command| -> BTreeSet<String> {
            let longs = command.get_arguments().filter_map(|arg| arg.get_long());
            longs.map(|long| format!("--{long}")).collect()
        };
        let mut all: BTreeSet<String> = options(root);
        walk(root, "", &mut |command, _| all.extend(options(command)));
        for (index, word) in words.iter().enumerate() {
            if word.starts_with("--") && !all.contains(*word) {
                unknown.push((*word).to_owned());
            }
            // What follows the name of the program is a command, or a word of the sentence.
            let next = words.get(index + 1).copied().unwrap_or_default();
            let Some(group) = root.find_subcommand(next).filter(|_| *word == "archive") else {
                if *word == "archive" && LATER.contains(&next) {
                    unknown.push(format!("archive {next}"));
                }
                continue;
            };
            let below = words.get(index + 2).copied().unwrap_or_default();
            let lower = below.chars().all(|c| c.is_ascii_lowercase());
            let is_group = group.has_subcommands() && !below.is_empty() && lower;
            if is_group && group.find_subcommand(below).is_none() {
                unknown.push(format!("archive {next} {below}"));
            }
        }
        unknown
    }

    /// Commands of later times that no text may send people to yet.
    #[cfg(feature = "installation")]
    const LATER: [&str; 7] =
        ["repair", "copy", "ledger", "send", "quarantine", "describe", "backup"];

    #[test]
    #[cfg(feature = "installation")]
    fn hints_name_commands_that_exist() {
        let root = Cli::command();
        let mut wrong = Vec::new();
        for code in archive_core::finding::codes::all() {
            for text in [&code.hint, &code.cause] {
                for lang in [Lang::En, Lang::De] {
                    for word in unknown_words(text.get(lang), &root) {
                        wrong.push(format!("{}: {word}", code.id));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn german_help_holds_no_english_headings() {
        let mut root = command(Lang::De);
        let check = find(&mut root, &["check".to_owned()]).expect("there is such a command");
        let text = check.render_long_help().to_string();
        for word in ["Usage", "Options", "Arguments", "OPTIONS", "possible values", "default"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("Aufruf: archive check [OPTIONEN]"), "{text}");
    }
}
