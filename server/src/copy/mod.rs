//! What goes into the copy of an approved report: the filer's answers in the words of the pages, the
//! narrative as typed, the notices. How it looks is the `pdf` crate's; when it is sent is a job's.
//!
//! - [`content`]: the hash of what a copy shows.
//! - [`key`]: the key that signs it; [`issuer`]: what is said of it.
//! - [`mark`]: the signature in the file, and whether a file still is what it was.

pub mod content;
pub mod issuer;
pub mod key;
pub mod mark;

use crate::clock::Clock;
use crate::evidence::entry::entry;
use crate::store::Actor;
use crate::store::evidence::EvidenceRow;
use crate::store::reports::ReportRow;
use crate::when;
use app::site::Site;
use app::summary;
use app::words::Words;
use domain::answers::RawAnswers;
use domain::field::Choice;
use domain::incident::common::NARRATIVE;
use domain::incident::{Chapter, Kinds};
use domain::jurisdiction::Jurisdiction;
use domain::rules::Rules;
use pdf::{AttachmentLine, Department, ReportCopy, Row, Section, Verification};

/// Why there is no copy. Codes only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    #[error("the report is not approved")]
    NotApproved,
    #[error("the copy could not be set")]
    Render,
    /// The settings give a department's number that no statement can hold.
    #[error("the copy cannot be signed")]
    Statement,
}

impl CopyError {
    /// As it is logged and shown to staff.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotApproved => "not_approved",
            Self::Render => "copy_not_rendered",
            Self::Statement => "copy_not_signed",
        }
    }
}

/// The contents of a copy. The same report gives the same contents.
///
/// # Errors
/// [`CopyError::NotApproved`].
pub fn assemble(
    report: &ReportRow,
    files: &[EvidenceRow],
    site: &Site,
    jurisdiction: &Jurisdiction,
    clock: &Clock,
    verification: Verification,
) -> Result<ReportCopy, CopyError> {
    let (Some(case_number), Some(approved_at), Some(Actor::Staff { name: officer, .. })) =
        (&report.case_number, report.decided_at, &report.decided_by)
    else {
        return Err(CopyError::NotApproved);
    };
    // As of the day it was filed: "7/4/26" must mean what it meant then.
    let rules = Rules {
        today: clock.local(report.submitted_at).date(),
        jurisdiction,
        closed: Kinds::NONE,
    };
    let words = &site.words;
    let department = &site.department;
    Ok(ReportCopy {
        words: form(words),
        department: Department {
            name: department.name.clone(),
            address: department.address.clone(),
            telephone: department.telephone.clone(),
            website: None,
        },
        case_number: case_number.to_string(),
        tracking_number: report.tracking.to_string(),
        title: words.t(&format!("kind.{}.title", report.kind.code())),
        submitted_at: when::moment(words, clock, report.submitted_at),
        approved_at: when::moment(words, clock, approved_at),
        // Of the decision and not of the hour, so that a second attempt sends the same file.
        issued_at: clock.local(approved_at),
        approved_by: officer.clone(),
        sections: sections(&report.answers, &rules, words),
        narrative: report.answers.get(NARRATIVE.spec.key).to_owned(),
        attachments: attachments(files, words),
        verification,
        notices: notices(report, words, clock),
    })
}

/// Sets a copy on a blocking thread: PDF bytes.
///
/// # Errors
/// [`CopyError::Render`].
pub async fn render(copy: ReportCopy) -> Result<Vec<u8>, CopyError> {
    let rendered = tokio::task::spawn_blocking(move || pdf::render(&copy)).await;
    rendered
        .map_err(|_| CopyError::Render)?
        .map_err(|_| CopyError::Render)
}

/// Name, kind, size and hash of each file; the files themselves stay with the department.
fn attachments(files: &[EvidenceRow], words: &Words) -> Vec<AttachmentLine> {
    files
        .iter()
        .filter_map(entry)
        .map(|file| AttachmentLine {
            name: format!("{} ({})", file.name, file.what(words)),
            sha256: file.sha256,
        })
        .collect()
}

fn sections(answers: &RawAnswers, rules: &Rules<'_>, words: &Words) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open = None;
    for section in summary::sections(answers, rules, words) {
        // The narrative has a place of its own.
        let rows = section
            .rows
            .into_iter()
            .filter(|row| row.key != NARRATIVE.spec.key);
        let rows: Vec<Row> = rows
            .map(|row| Row {
                label: row.label,
                value: row.value,
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        // The screening pages ask one question each: on paper they are one list.
        let screening = section.chapter == Chapter::Screening;
        match sections.last_mut() {
            Some(last) if screening && open == Some(Chapter::Screening) => last.rows.extend(rows),
            Some(_) | None => sections.push(Section {
                title: if screening {
                    words.t("chapter.screening")
                } else {
                    section.title
                },
                rows,
            }),
        }
        open = Some(section.chapter);
    }
    sections
}

/// The words of the form itself.
fn form(words: &Words) -> pdf::Words {
    pdf::Words {
        code: words.lang().tag().to_owned(),
        region: words.t("copy.region"),
        document: words.t("copy.document"),
        case_number: words.t("copy.case_number"),
        case: words.t("copy.case"),
        telephone: words.t("copy.telephone"),
        note: words.t("copy.note"),
        record: words.t("copy.record"),
        tracking_number: words.t("copy.tracking_number"),
        submitted: words.t("copy.submitted"),
        approved: words.t("copy.approved"),
        untitled_section: words.t("copy.untitled_section"),
        not_given: words.t("copy.not_given"),
        narrative: words.t("copy.narrative"),
        narrative_note: words.t("copy.narrative_note"),
        attachments: words.t("copy.attachments"),
        attachments_note: words.t("copy.attachments_note"),
        file_name: words.t("copy.file_name"),
        fingerprint: words.t("copy.fingerprint"),
        verify: words.t("copy.verify"),
        verify_note: words.t("copy.verify_note"),
        verify_code: words.t("copy.verify_code"),
        verify_fingerprint: words.t("copy.verify_fingerprint"),
        verify_square: words.t("copy.verify_square"),
        notices: words.t("copy.notices"),
        replaced: words.t("copy.replaced"),
        page: words.t("copy.page"),
    }
}

/// The notice that the filer saw is printed only while it is the one in force; older versions are named.
fn notices(report: &ReportRow, words: &Words, clock: &Clock) -> Vec<String> {
    let version = &report.certification.notice_version;
    let at = when::moment(words, clock, report.certification.at);
    let mut notices = Vec::new();
    if words.t("certify.version") == *version {
        notices.push(words.t("certify.notice"));
    }
    notices.push(words.with("copy.certified", &[("at", &at), ("version", version)]));
    notices.push(words.t("certify.public"));
    notices
}
