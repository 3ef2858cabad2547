//! The report of a year as a page to be printed: no scripts, nothing from elsewhere, and a table
//! beside each picture.

use super::{CopyYear, Year};
use crate::catalog::DamageState;
use crate::finding::{Lang, Text};
use crate::xml::escaped;
use std::fmt::Write;

/// Width and height of a picture, in its own units.
const SIZE: (u64, u64) = (720, 180);
/// Room below the bars for the names of the months.
const FOOT: u64 = 24;
/// Bars of a picture: the months.
const BARS: u64 = 12;

const STYLE: &str = "\
body{font:11pt/1.45 'Liberation Sans',Arial,sans-serif;color:#111;background:#fff;\
max-width:46em;margin:2em auto;padding:0 1em}\
h1{font-size:1.6em}h2{font-size:1.25em;border-bottom:1px solid #666;margin-top:2em}\
table{border-collapse:collapse;width:100%;margin:1em 0}\
caption{text-align:left;font-weight:bold;padding:.3em 0}\
th,td{border:1px solid #999;padding:.2em .5em;text-align:right}\
th:first-child,td:first-child{text-align:left}\
.good{color:#064}.bad{color:#900;font-weight:bold}\
svg{width:100%;height:auto}svg text{font-size:12px;fill:#111}svg rect{fill:#0a4a78}\
footer{margin-top:3em;font-size:.9em;color:#333}\
@media print{body{margin:0;max-width:none}section{break-inside:avoid}@page{size:A4;margin:2cm}}";

const MONTHS: [Text; 12] = [
    text("Jan", "Jan"),
    text("Feb", "Feb"),
    text("Mar", "Mär"),
    text("Apr", "Apr"),
    text("May", "Mai"),
    text("Jun", "Jun"),
    text("Jul", "Jul"),
    text("Aug", "Aug"),
    text("Sep", "Sep"),
    text("Oct", "Okt"),
    text("Nov", "Nov"),
    text("Dec", "Dez"),
];

/// The page.
pub(super) fn written(year: &Year, lang: Lang) -> String {
    let language = match lang {
        Lang::En => "en",
        Lang::De => "de",
    };
    let title = text("Integrity report", "Integritätsbericht").get(lang);
    let title = format!("{title} {}: {}", year.year, escaped(&year.tenant));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n"
    );
    let until = text("as of", "Stand").get(lang);
    let _ = writeln!(page, "<p>{} – {until} {} (UTC)</p>", escaped(&year.archive), year.until);
    if !year.complete {
        let open = text("The year is not over.", "Das Jahr ist noch nicht zu Ende.").get(lang);
        let _ = writeln!(page, "<p><strong>{open}</strong></p>");
    }
    overview(&mut page, year, lang);
    for copy in &year.copies {
        one_copy(&mut page, copy, lang);
    }
    let made = text(
        "Made from receipts and results of checks that lie on the copy",
        "Erstellt aus Quittungen und Prüfergebnissen auf der Kopie",
    );
    let again = text(
        "The same copy gives the same report again.",
        "Dieselbe Kopie ergibt wieder denselben Bericht.",
    );
    let _ = writeln!(
        page,
        "</main>\n<footer><p>{} {}. {}</p>",
        made.get(lang),
        escaped(&year.source),
        again.get(lang)
    );
    if year.broken > 0 {
        let broken = text("could not be read there:", "waren dort nicht lesbar:").get(lang);
        let what = text("Segments and receipts that", "Segmente und Quittungen,").get(lang);
        let _ = writeln!(page, "<p class=\"bad\">{what} {broken} {}</p>", year.broken);
    }
    page.push_str("</footer>\n</body>\n</html>\n");
    page
}

/// One line a copy.
fn overview(page: &mut String, year: &Year, lang: Lang) {
    let caption = text("Overview", "Übersicht");
    let heads = [
        text("Copy", "Kopie"),
        text("Packages", "Pakete"),
        text("Checked in the year", "Im Jahr geprüft"),
        text("Never checked", "Nie geprüft"),
        text("Damage found", "Schäden gefunden"),
        text("Repaired", "Behoben"),
        text("Open at the end", "Offen am Ende"),
        text("Rule", "Regel"),
    ];
    let row = |copy: &CopyYear| {
        let sum = |counts: &std::collections::BTreeMap<_, u64>| counts.values().sum::<u64>();
        let rule = if copy.kept() {
            format!("<span class=\"good\">{}</span>", text("kept", "eingehalten").get(lang))
        } else {
            format!("<span class=\"bad\">{}</span>", text("not kept", "verletzt").get(lang))
        };
        let share = share(copy.checked, copy.packages);
        vec![
            escaped(&copy.copy),
            copy.packages.to_string(),
            format!("{} ({share})", copy.checked),
            copy.never_checked.to_string(),
            sum(&copy.found).to_string(),
            sum(&copy.repaired).to_string(),
            sum(&copy.open).to_string(),
            rule,
        ]
    };
    table(page, caption, &heads, year.copies.iter().map(row), lang);
}

fn one_copy(page: &mut String, copy: &CopyYear, lang: Lang) {
    let word = |english, german| text(english, german).get(lang);
    let _ = writeln!(page, "<section>\n<h2>{} {}</h2>", word("Copy", "Kopie"), escaped(&copy.copy));
    let oldest = copy.oldest_check.as_deref().unwrap_or("–");
    let _ = writeln!(
        page,
        "<p>{}: {oldest}. {}: {} {}. {}: {} {} ({}: {}).</p>",
        word("Oldest check at the end", "Älteste Prüfung am Ende"),
        word("Rule", "Regel"),
        copy.max_age_days,
        word("days", "Tage"),
        word("Longest time without a check", "Längste Zeit ohne Prüfung"),
        copy.longest_days,
        word("days", "Tage"),
        word("packages late", "Pakete verspätet"),
        copy.late
    );
    damage(page, copy, lang);
    let gib = |bytes: u64| format!("{}.{} GiB", bytes >> 30, ((bytes & 0x3fff_ffff) * 10) >> 30);
    let bytes: Vec<u64> = copy.months.iter().map(|month| month.bytes).collect();
    let read = word("Bytes read, month by month", "Gelesene Bytes je Monat");
    bars(page, read, &bytes, &gib, lang);
    let mut sum = 0;
    let covered: Vec<u64> = copy
        .months
        .iter()
        .map(|month| {
            sum += month.first_checks;
            sum
        })
        .collect();
    let title = word(
        "Packages checked in the year, up to the end of each month",
        "Im Jahr geprüfte Pakete, bis Ende des Monats",
    );
    bars(page, title, &covered, &|count| count.to_string(), lang);
    months(page, copy, &covered, lang);
    page.push_str("</section>\n");
}

fn damage(page: &mut String, copy: &CopyYear, lang: Lang) {
    let heads = [
        text("State", "Zustand"),
        text("Found", "Gefunden"),
        text("Repaired", "Behoben"),
        text("Open at the end", "Offen am Ende"),
    ];
    let words = [
        text("corrupt", "verändert"),
        text("missing", "fehlt"),
        text("unreadable", "unlesbar"),
        text("unexpected", "unerwartet"),
    ];
    let row = |(state, word): (DamageState, Text)| {
        let of = |counts: &std::collections::BTreeMap<&str, u64>| {
            counts.get(state.as_str()).copied().unwrap_or(0).to_string()
        };
        let word = word.get(lang).to_owned();
        vec![word, of(&copy.found), of(&copy.repaired), of(&copy.open)]
    };
    let rows = DamageState::ALL.into_iter().zip(words).map(row);
    table(page, text("Damaged files", "Beschädigte Dateien"), &heads, rows, lang);
}

fn months(page: &mut String, copy: &CopyYear, covered: &[u64], lang: Lang) {
    let heads = [
        text("Month", "Monat"),
        text("Runs", "Läufe"),
        text("Packages", "Pakete"),
        text("Files", "Dateien"),
        text("Bytes", "Bytes"),
        text("Checked so far", "Bis dahin geprüft"),
        text("Damage found", "Schäden gefunden"),
        text("Repaired", "Behoben"),
    ];
    let row = |((month, name), covered): ((&super::Month, &Text), &u64)| {
        let mut row = vec![name.get(lang).to_owned()];
        let share = format!("{covered} ({})", share(*covered, copy.packages));
        row.extend([month.runs, month.packages, month.files, month.bytes].map(|n| n.to_string()));
        row.push(share);
        row.extend([month.found, month.repaired].map(|number| number.to_string()));
        row
    };
    let rows = copy.months.iter().zip(&MONTHS).zip(covered).map(row);
    table(page, text("Month by month", "Monat für Monat"), &heads, rows, lang);
}

fn table(
    page: &mut String,
    caption: Text,
    heads: &[Text],
    rows: impl Iterator<Item = Vec<String>>,
    lang: Lang,
) {
    let _ = write!(page, "<table>\n<caption>{}</caption>\n<thead><tr>", caption.get(lang));
    for head in heads {
        let _ = write!(page, "<th scope=\"col\">{}</th>", head.get(lang));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (number, cell) in row.into_iter().enumerate() {
            // What is in a cell was escaped where it is no number.
            let _ = match number {
                0 => write!(page, "<th scope=\"row\">{cell}</th>"),
                _ => write!(page, "<td>{cell}</td>"),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

/// A bar for each month; what they say stands in the table of the months too.
fn bars(page: &mut String, title: &str, values: &[u64], word: &dyn Fn(u64) -> String, lang: Lang) {
    let (width, height) = SIZE;
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let room = height - FOOT - 18;
    let _ = writeln!(
        page,
        "<figure>\n<figcaption>{title}</figcaption>\n\
         <svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">"
    );
    for ((number, value), month) in (0..).zip(values).zip(&MONTHS) {
        let tall = u64::try_from(u128::from(*value) * u128::from(room) / u128::from(most))
            .expect("no more than the room");
        let (left, wide) = (number * width / BARS + 8, width / BARS - 16);
        let (top, middle) = (height - FOOT - tall, left + wide / 2);
        let _ = writeln!(
            page,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\"/>\
             <text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            height - 6,
            month.get(lang)
        );
        if *value > 0 {
            let _ = writeln!(
                page,
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                top - 4,
                word(*value)
            );
        }
    }
    page.push_str("</svg>\n</figure>\n");
}

fn share(part: u64, whole: u64) -> String {
    match whole {
        0 => "–".to_owned(),
        // Never 100 % where something is missing.
        _ => format!("{} %", u128::from(part) * 100 / u128::from(whole)),
    }
}

const fn text(en: &'static str, de: &'static str) -> Text {
    Text { en, de }
}
