//! `archive explain`: the page of a code, or the list of all.

use crate::args::Explain;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left};
use archive_core::finding::{Code, codes, page};
use archive_core::{Error, Result};
use serde::Serialize;

const COLUMNS: [Column; 2] = [left("code", "Code", 10), left("meaning", "Bedeutung", 0)];

/// The body of a `code` object.
#[derive(Serialize)]
struct Body {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    message: &'static str,
    hint: &'static str,
    cause: &'static str,
    example: &'static str,
}

/// Explains codes.
pub fn run(args: &Explain, context: &Context) -> Result<Exit> {
    if args.codes.is_empty() {
        list(context);
        return Ok(Exit::Ok);
    }
    for (number, id) in args.codes.iter().enumerate() {
        let unknown = || Error::new(&codes::cli::UNKNOWN_CODE).with("code", id);
        let code = codes::find(id).ok_or_else(unknown)?;
        if context.out.json() {
            context.out.event("code", &body(code));
            continue;
        }
        if number > 0 {
            context.out.text("\n");
        }
        context.out.text(&page::plain(code, context.lang));
    }
    Ok(Exit::Ok)
}

fn list(context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    if !out.json() {
        out.text(&table::header(&COLUMNS, lang));
    }
    for code in codes::all() {
        if out.json() {
            out.event("code", &body(code));
        } else {
            out.text(&table::row(&COLUMNS, &[code.id, code.title.get(lang)]));
        }
    }
}

fn body(code: &'static Code) -> Body {
    Body {
        code: code.id,
        severity: code.severity.as_str(),
        title: code.title.en,
        message: code.message.en,
        hint: code.hint.en,
        cause: code.cause.en,
        example: code.example,
    }
}
