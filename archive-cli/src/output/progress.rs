//! What a person may watch: a bar on a terminal, else a line every half minute.

use super::text;
use crate::context::Context;
use archive_core::finding::{Lang, printable};
use archive_core::package::reading::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the bar is drawn anew.
const DRAW: Duration = Duration::from_millis(200);
/// How often a line is written where there is no terminal.
const SPEAK: Duration = Duration::from_secs(30);

/// What is counted while a command works.
#[derive(Debug)]
pub struct Counts {
    /// Files and bytes read, the current file, the wish to stop.
    pub reading: Progress,
    /// Packages or objects done.
    pub done: AtomicU64,
    /// How many there are, where that is known; else 0.
    total: u64,
    begun: Instant,
}

/// Shows the counts until it is dropped.
pub struct Meter<'a> {
    context: &'a Context,
    counts: Arc<Counts>,
    end: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl<'a> Meter<'a> {
    /// Begins to show; `total` packages or objects, 0 where nobody knows.
    pub fn start(context: &'a Context, total: u64) -> Self {
        Self::show(context, total, context.progress)
    }

    fn show(context: &'a Context, total: u64, wanted: bool) -> Self {
        let reading = Progress { stop: Arc::clone(&context.stop), ..Progress::default() };
        let done = AtomicU64::new(0);
        let counts = Arc::new(Counts { reading, done, total, begun: Instant::now() });
        let end = Arc::new((Mutex::new(false), Condvar::new()));
        let thread = wanted.then(|| spawn(context, &counts, &end));
        Self { context, counts, end, thread }
    }

    /// The same for work without an end: where there is no terminal, nobody wants to hear every
    /// half minute that nothing happened.
    #[cfg(feature = "installation")]
    pub fn on_terminal(context: &'a Context) -> Self {
        let wanted = context.progress && std::io::stderr().is_terminal();
        Self::show(context, 0, wanted)
    }

    /// The counts, to be shared with threads that work.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}

impl Drop for Meter<'_> {
    fn drop(&mut self) {
        *self.end.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.end.1.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.context.out.end_progress();
    }
}

fn spawn(
    context: &Context,
    counts: &Arc<Counts>,
    end: &Arc<(Mutex<bool>, Condvar)>,
) -> JoinHandle<()> {
    let (lang, counts, end) = (context.lang, Arc::clone(counts), Arc::clone(end));
    if !std::io::stderr().is_terminal() {
        return std::thread::spawn(move || {
            repeat(SPEAK, &end, || speak(&format!("{}\n", counts.sentence(lang))));
        });
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
        bar.set_style(style);
    }
    context.out.show_bar(bar.clone());
    std::thread::spawn(move || {
        repeat(DRAW, &end, || {
            bar.set_message(counts.bar(lang));
            bar.tick();
        });
    })
}

fn speak(line: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
}

/// Does something again and again until the end is told.
fn repeat(every: Duration, end: &(Mutex<bool>, Condvar), mut work: impl FnMut()) {
    let mut ended = end.0.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let waited = end.1.wait_timeout_while(ended, every, |ended| !*ended);
        let (guard, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        ended = guard;
        if !timeout.timed_out() {
            return;
        }
        work();
    }
}

impl Counts {
    /// Counts and rate in one line, with the current file.
    fn bar(&self, lang: Lang) -> String {
        let current = match self.reading.current.try_lock() {
            Ok(current) => printable(&current),
            Err(_) => String::new(),
        };
        format!("{}  {current}", self.sentence(lang))
    }

    fn sentence(&self, lang: Lang) -> String {
        let done = self.done.load(Ordering::Relaxed);
        let files = self.reading.files.load(Ordering::Relaxed);
        let bytes = self.reading.bytes.load(Ordering::Relaxed);
        let elapsed = self.begun.elapsed();
        sentence(&Moment { done, total: self.total, files, bytes, elapsed }, lang)
    }
}

/// The counts at one moment.
struct Moment {
    done: u64,
    total: u64,
    files: u64,
    bytes: u64,
    elapsed: Duration,
}

fn sentence(now: &Moment, lang: Lang) -> String {
    let (packages, files, left) = match lang {
        Lang::En => ("packages", "files", "left"),
        Lang::De => ("Pakete", "Dateien", "übrig"),
    };
    let of = match (now.total, lang) {
        (0, _) => String::new(),
        (total, Lang::En) => format!(" of {}", text::count(total, lang)),
        (total, Lang::De) => format!(" von {}", text::count(total, lang)),
    };
    let millis = now.elapsed.as_millis().max(1);
    let rate = u64::try_from(u128::from(now.bytes) * 1_000 / millis).unwrap_or(u64::MAX);
    let mut out = format!(
        "{}{of} {packages}, {} {files}, {}, {}/s",
        text::count(now.done, lang),
        text::count(now.files, lang),
        text::bytes(now.bytes, lang),
        text::bytes(rate, lang),
    );
    if let Some(rest) = time_left(now) {
        let _ = write!(out, ", {} {left}", text::duration(rest, lang));
    }
    out
}

/// How long the rest takes if it is like what is done. Nothing is said before one is done.
fn time_left(now: &Moment) -> Option<Duration> {
    let rest = u32::try_from(now.total.checked_sub(now.done)?).ok()?;
    let done = u32::try_from(now.done).ok().filter(|done| *done > 0)?;
    now.elapsed.checked_div(done)?.checked_mul(rest).filter(|_| rest > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_counts_rate_and_rest() {
        let elapsed = Duration::from_secs(10);
        let now = Moment { done: 5, total: 20, files: 1_200, bytes: 100 << 20, elapsed };
        let en = "5 of 20 packages, 1,200 files, 100.0 MiB, 10.0 MiB/s, 30.0 s left";
        assert_eq!(sentence(&now, Lang::En), en);
        let unknown = Moment { total: 0, ..now };
        let de = "5 Pakete, 1.200 Dateien, 100,0 MiB, 10,0 MiB/s";
        assert_eq!(sentence(&unknown, Lang::De), de);
    }
}
