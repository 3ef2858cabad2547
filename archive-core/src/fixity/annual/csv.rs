//! The report of a year as a table: a line for each copy and month.

use super::Year;

const HEAD: [&str; 10] = [
    "copy",
    "year",
    "month",
    "runs",
    "packages",
    "files",
    "bytes",
    "first_checks",
    "found",
    "repaired",
];

/// The table (RFC 4180).
pub(super) fn written(year: &Year) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let mut put = |row: &[String]| writer.write_record(row).expect("written to memory");
    put(&HEAD.map(str::to_owned));
    for copy in &year.copies {
        for month in &copy.months {
            let numbers = [
                month.runs,
                month.packages,
                month.files,
                month.bytes,
                month.first_checks,
                month.found,
                month.repaired,
            ];
            let mut row = vec![copy.copy.clone(), year.year.to_string(), month.month.to_string()];
            row.extend(numbers.map(|number| number.to_string()));
            put(&row);
        }
    }
    let bytes = writer.into_inner().expect("written to memory");
    String::from_utf8(bytes).expect("made of texts")
}
