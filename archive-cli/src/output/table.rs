//! Tables whose rows are printed as they come: widths are fixed, only the last column is free.

use archive_core::finding::{Lang, Text, printable};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub title: Text,
    /// Its width in characters; a longer value pushes the rest to the right.
    pub width: usize,
    /// Whether values stand at the right, as numbers do.
    pub right: bool,
}

/// A column of text.
pub const fn left(en: &'static str, de: &'static str, width: usize) -> Column {
    Column { title: Text { en, de }, width, right: false }
}

/// A column of numbers.
pub const fn right(en: &'static str, de: &'static str, width: usize) -> Column {
    Column { title: Text { en, de }, width, right: true }
}

/// The line of headings.
pub fn header(columns: &[Column], lang: Lang) -> String {
    let titles: Vec<_> = columns.iter().map(|c| c.title.get(lang).to_uppercase()).collect();
    row(columns, &titles.iter().map(String::as_str).collect::<Vec<_>>())
}

/// One line of values.
pub fn row(columns: &[Column], values: &[&str]) -> String {
    let mut out = String::new();
    for (column, value) in columns.iter().zip(values) {
        if !out.is_empty() {
            out.push_str("  ");
        }
        let value = printable(value);
        let blanks = " ".repeat(column.width.saturating_sub(value.chars().count()));
        if column.right {
            out.push_str(&blanks);
            out.push_str(&value);
        } else {
            out.push_str(&value);
            out.push_str(&blanks);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// One line of a label and what stands behind it.
#[cfg(feature = "installation")]
pub fn fact(label: &str, value: &str) -> String {
    row(&[left("", "", 20), left("", "", 0)], &[label, value])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let columns = [left("name", "Name", 6), right("files", "Dateien", 7), left("x", "x", 0)];
        assert_eq!(header(&columns, Lang::De), "NAME    DATEIEN  X\n");
        assert_eq!(row(&columns, &["Köln", "12", "a b"]), "Köln         12  a b\n");
        assert_eq!(row(&columns, &["Chemnitz", "1", ""]), "Chemnitz        1\n");
    }
}
