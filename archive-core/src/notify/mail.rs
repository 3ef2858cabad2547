//! A mail by the program that takes mails on this machine, as cron does it.

use super::Message;
use crate::config::NotifySection;
use crate::finding::Lang;
use jiff::Timestamp;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long the program may take: it queues the mail and does not wait for its way.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked whether it has ended.
const LOOK: Duration = Duration::from_millis(20);
/// Bytes of what it says that are told.
const SAID: u64 = 500;
/// Bytes of a subject that go into one encoded word, whose length is 75 at most (RFC 2047, 2).
const WORD: usize = 20;

/// Sends a message to the addresses of the section. The reason why not, in words.
pub(super) fn send(section: &NotifySection, message: &Message, lang: Lang) -> Result<(), String> {
    let mail = written(section, message, lang);
    let program = section.program();
    let (name, arguments) = program.split_first().ok_or("no program is named")?;
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let mut input = child.stdin.take().expect("asked for above");
    let mut errors = child.stderr.take().expect("asked for above").take(SAID);
    let (given, said, ended) = std::thread::scope(|scope| {
        // A program that does not read must not keep us waiting, nor one that only talks.
        let given = scope.spawn(move || input.write_all(mail.as_bytes()));
        let said = scope.spawn(move || {
            let mut said = Vec::new();
            let _ = errors.read_to_end(&mut said);
            said
        });
        let ended = wait(&mut child);
        let (given, said) = (given.join(), said.join());
        (given.expect("writes only"), said.expect("reads only"), ended)
    });
    match ended {
        Ok(status) if status.success() => given.map_err(|error| format!("{name}: {error}")),
        Ok(status) => {
            let said = String::from_utf8_lossy(&said);
            Err(format!("{name}: {status} {}", crate::finding::printable(said.trim())))
        }
        Err(reason) => Err(format!("{name}: {reason}")),
    }
}

/// Waits for the program, and ends it where it takes too long.
fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begun.elapsed() < PATIENCE => std::thread::sleep(LOOK),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("it took more than {} s", PATIENCE.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// The mail with its head (RFC 5322).
fn written(section: &NotifySection, message: &Message, lang: Lang) -> String {
    let mut mail = String::new();
    if let Some(from) = &section.from {
        let _ = writeln!(mail, "From: {from}");
    }
    let _ = writeln!(mail, "To: {}", section.mail.join(",\n "));
    let _ = writeln!(mail, "Subject: {}", encoded(&message.subject(lang)));
    if let Ok(ended) = message.ended.parse::<Timestamp>() {
        let _ = writeln!(mail, "Date: {}", ended.strftime("%a, %d %b %Y %H:%M:%S +0000"));
    }
    mail.push_str(
        "MIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\
         Auto-Submitted: auto-generated\n\n",
    );
    // Nothing in the text may end the mail or begin a head of its own.
    let body = message.text(lang);
    mail.extend(body.chars().filter(|c| *c == '\n' || !c.is_control()));
    mail
}

/// A text for the head of a mail: as it is where it is plain, else as encoded words (RFC 2047).
fn encoded(text: &str) -> String {
    if text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > WORD {
            words.push(String::new());
            length = 0;
        }
        length += c.len_utf8();
        let word = words.last_mut().expect("there is one");
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            let _ = write!(word, "={byte:02X}");
        }
    }
    let words: Vec<_> = words.iter().map(|word| format!("=?UTF-8?Q?{word}?=")).collect();
    words.join("\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_plain_or_encoded() {
        assert_eq!(encoded("all is well"), "all is well");
        let hidden = encoded("Prüfung\nBcc: a@b");
        assert!(!hidden.contains("Bcc"), "{hidden}");
        let long = encoded(&"ä".repeat(100));
        assert!(long.lines().all(|line| line.trim().len() <= 75), "{long}");
        assert_eq!(long.matches("=C3=A4").count(), 100);
    }
}
