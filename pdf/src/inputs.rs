//! Turns a report copy into the values that `copy.typ` reads as `sys.inputs`.
//!
//! Values, never source: the template receives strings and arrays and has no `eval`, so `#panic()`
//! or `$x$` in a narrative are just letters. Every string passes the
//! [`Filter`] here and nowhere else; the template adds no text of its own.

use typst::foundations::{Array, Dict, Str, Value};

use crate::fonts::Coverage;
use crate::keep;
use crate::prose::{Cut, line, paragraphs};
use crate::qr;
use crate::visible::{Filter, Repertoire};
use crate::words::Words;
use crate::{ReportCopy, Row, Section};

/// The longest text that is repeated on every page or put into the file's metadata, in letters.
/// A case number has 11. 40 of the widest letter (1 em) are 360 pt at 9 pt, of a line of 468 pt;
/// longer ones are given in full on the first page.
const MAX_RUNNING: usize = 40;

/// The longest case number set in the large size, in letters: 14 digits (0.5 em) are 189 pt at
/// 27 pt, in a column of 216 pt. Longer ones are set smaller, on as many lines as they need.
const MAX_LARGE: usize = 14;

pub(crate) fn inputs(copy: &ReportCopy, coverage: &Coverage, repertoire: Repertoire) -> Dict {
    let mut filter = Filter::new(coverage, repertoire);
    let f = &mut filter;
    let words = &copy.words;
    let sections = copy
        .sections
        .iter()
        .filter(|section| !section.rows.is_empty())
        .map(|section| Value::Dict(section_dict(section, words, f)))
        .collect::<Array>();
    let attachments = copy
        .attachments
        .iter()
        .map(|a| {
            dict([
                ("name", line(&f.printable(&a.name), Cut::NARROW)),
                ("sha256", line(&f.printable(&a.sha256), Cut::HASH)),
            ])
        })
        .map(Value::Dict)
        .collect::<Array>();
    let notices = copy
        .notices
        .iter()
        .map(|notice| paragraphs(&f.printable(notice), Cut::BODY))
        .collect::<Array>();
    let department = &copy.department;
    let website = match &department.website {
        Some(website) => line(&f.printable(website), Cut::NARROW),
        None => Value::None,
    };
    let check = &copy.verification;
    let verification = dict([
        ("address", line(&f.printable(&check.address), Cut::BODY)),
        ("code", line(&f.printable(&check.code), Cut::NARROW)),
        (
            "fingerprint",
            line(&f.printable(&check.fingerprint), Cut::NARROW),
        ),
        ("square", qr::square(&check.link)),
    ]);
    let case_number = f.printable(&copy.case_number);
    let title = f.printable(&copy.title);
    let name = f.printable(&department.name);
    dict([
        ("running-case", string(&running(&case_number))),
        ("running-name", string(&running(&name))),
        (
            "document-title",
            string(&format!(
                "{} – {} {} – {}",
                words.document,
                words.case,
                running(&case_number),
                running(&title)
            )),
        ),
        ("case-number", line(&case_number, Cut::NUMBER)),
        (
            "case-number-fits",
            Value::Bool(case_number.chars().count() <= MAX_LARGE),
        ),
        ("title", line(&title, Cut::BODY)),
        ("name", line(&name, Cut::NARROW)),
        (
            "address",
            line(&f.printable(&department.address), Cut::NARROW),
        ),
        (
            "telephone",
            line(&f.printable(&department.telephone), Cut::NARROW),
        ),
        ("website", website),
        (
            "tracking-number",
            line(&f.printable(&copy.tracking_number), Cut::NARROW),
        ),
        (
            "submitted-at",
            line(&f.printable(&copy.submitted_at), Cut::BODY),
        ),
        (
            "approved-at",
            line(&f.printable(&copy.approved_at), Cut::BODY),
        ),
        (
            "approved-by",
            line(&f.printable(&copy.approved_by), Cut::BODY),
        ),
        ("verification", Value::Dict(verification)),
        ("sections", Value::Array(sections)),
        (
            "narrative",
            paragraphs(&f.printable(&copy.narrative), Cut::BODY),
        ),
        ("attachments", Value::Array(attachments)),
        (
            "keep-attachments",
            Value::Bool(keep::attachments(&copy.attachments)),
        ),
        ("keep-notices", Value::Bool(keep::notices(&copy.notices))),
        ("notices", Value::Array(notices)),
        ("replaced", Value::Bool(f.replaced())),
        ("words", Value::Dict(words_dict(words))),
    ])
}

fn section_dict(section: &Section, words: &Words, f: &mut Filter<'_>) -> Dict {
    let title = f.printable(&section.title);
    // A heading without letters cannot be found by a screen reader, and PDF/UA-1 refuses it.
    let title = if title.trim().is_empty() {
        &words.untitled_section
    } else {
        &title
    };
    let rows = section
        .rows
        .iter()
        .map(|row| Value::Dict(row_dict(row, f)))
        .collect::<Array>();
    dict([
        ("title", line(title, Cut::BODY)),
        ("keep", Value::Bool(keep::section(section))),
        ("rows", Value::Array(rows)),
    ])
}

fn row_dict(row: &Row, f: &mut Filter<'_>) -> Dict {
    dict([
        ("label", line(&f.printable(&row.label), Cut::NARROW)),
        ("value", paragraphs(&f.printable(&row.value), Cut::BODY)),
    ])
}

fn words_dict(words: &Words) -> Dict {
    // Taking the struct apart makes the compiler name a word that the template would miss.
    let Words {
        code,
        region,
        document,
        case_number,
        case,
        telephone,
        note,
        record,
        tracking_number,
        submitted,
        approved,
        untitled_section: _,
        not_given,
        narrative,
        narrative_note,
        attachments,
        attachments_note,
        file_name,
        fingerprint,
        verify,
        verify_note,
        verify_code,
        verify_fingerprint,
        verify_square,
        notices,
        replaced,
        page,
    } = words;
    let (note_before, note_after) = around(note, "{officer}");
    let (verify_before, verify_after) = around(verify_note, "{address}");
    let (page_before, pages) = around(page, "{page}");
    let (page_between, page_after) = around(pages, "{pages}");
    dict(
        [
            ("code", code.as_str()),
            ("region", region.as_str()),
            ("document", document.as_str()),
            ("case-number", case_number.as_str()),
            ("case", case.as_str()),
            ("telephone", telephone.as_str()),
            ("note-before-officer", note_before),
            ("note-after-officer", note_after),
            ("record", record.as_str()),
            ("tracking-number", tracking_number.as_str()),
            ("submitted", submitted.as_str()),
            ("approved", approved.as_str()),
            ("not-given", not_given.as_str()),
            ("narrative", narrative.as_str()),
            ("narrative-note", narrative_note.as_str()),
            ("attachments", attachments.as_str()),
            ("attachments-note", attachments_note.as_str()),
            ("file-name", file_name.as_str()),
            ("fingerprint", fingerprint.as_str()),
            ("verify", verify.as_str()),
            ("verify-before", verify_before),
            ("verify-after", verify_after),
            ("verify-code", verify_code.as_str()),
            ("verify-fingerprint", verify_fingerprint.as_str()),
            ("verify-square", verify_square.as_str()),
            ("notices", notices.as_str()),
            ("replaced", replaced.as_str()),
            ("page-before", page_before),
            ("page-between", page_between),
            ("page-after", page_after),
        ]
        .map(|(key, word)| (key, string(word))),
    )
}

/// A sentence cut at the value in it. A language that leaves the value out gets it at the end.
fn around<'a>(sentence: &'a str, value: &str) -> (&'a str, &'a str) {
    sentence.split_once(value).unwrap_or((sentence, ""))
}

/// The beginning of a text, on one line, for running heads and metadata.
fn running(text: &str) -> String {
    let text = text.replace('\n', " ");
    let text = text.trim();
    match text.char_indices().nth(MAX_RUNNING) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn string(text: &str) -> Value {
    Value::Str(Str::from(text))
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries
        .into_iter()
        .map(|(key, value)| (Str::from(key), value))
        .collect()
}
