//! What the desk says of texts: what each is called, who reads it, where a version stands, what is wrong with one.

use crate::live::setting::{Notice, PhraseGroup, TextKey};
use crate::live::text::{TEXT_MAX, TextProblem};
use crate::mail::Template;
use crate::state::State;
use crate::store::desk_settings::SettingRow;
use crate::when;

/// A text, as the desk calls it.
pub(super) fn name(key: &TextKey) -> String {
    let name = match key {
        TextKey::Message(template) => match template {
            Template::Receipt => "Receipt of a report",
            Template::Copy => "Approval, with the copy",
            Template::Supplement => "Receipt of an addition",
            Template::FollowUp => "Follow-up after some weeks",
            Template::Resume => "Code of an unfinished report",
            Template::MoreAsked => "Question of an officer",
            Template::OfficerAssigned => "An officer takes the report",
            Template::Duplicate => "Duplicate of another report",
            Template::Reopened => "The report is open again",
            Template::OfficerRequest => "Confirmation of an officer request",
            Template::Invitation => "Invitation to the desk",
            Template::AuditReview => "The audit trail’s week",
            Template::AuditAlarm => "The audit trail cannot be written",
        },
        TextKey::Foot => "What stands under every message",
        TextKey::Notice(Notice::Certify) => "False reports are an offense",
        TextKey::Notice(Notice::Public) => "A report may become public",
        TextKey::SignIn => "Before the staff sign in",
        TextKey::Phrase(phrase) => match phrase.group {
            PhraseGroup::Ask => "Question to the filer",
            PhraseGroup::Officer => "Message to the filer",
        },
    };
    name.to_owned()
}

/// Who reads it, and when.
pub(super) const fn reader(key: &TextKey) -> &'static str {
    match key {
        TextKey::Message(Template::Invitation) => {
            "Sent to a colleague who is to have an account, where there is an address. In English only."
        }
        TextKey::Message(Template::AuditReview) => {
            "Sent every Monday to auditors and administrators who have an address (CJIS AU-6). In English only."
        }
        TextKey::Message(Template::AuditAlarm) => {
            "Sent to administrators within the hour when something cannot be put on record (CJIS AU-5). In English only."
        }
        TextKey::Message(Template::Copy) => {
            "Sent with the copy of an approved report. It is the place for the rights of victims (C.G.S. 54-222a)."
        }
        TextKey::Message(Template::MoreAsked) => {
            "Sent when an officer asks for more. On reports of harassing calls the question itself is kept out of the mail."
        }
        TextKey::Message(_) => "Sent to the filer by e-mail, in the language of the report.",
        TextKey::Foot => "Stands under every message.",
        TextKey::Notice(_) => {
            "Read before a report is sent. A report that was sent keeps the version that its filer read, and so does its copy."
        }
        TextKey::SignIn => {
            "Agreed to before every sign-in (CJIS AC-8). Another text is agreed to anew. Empty lines part paragraphs."
        }
        TextKey::Phrase(_) => {
            "The first line is what the officer chooses. After an empty line stands what the filer reads. Saved empty, it is chosen no more."
        }
    }
}

/// Where a version stands, in words.
pub(super) fn standing(state: &State, row: &SettingRow) -> String {
    let when = when::moment(&state.site().words, &state.clock, row.set_at);
    let what = match row.value {
        Some(_) => "set",
        None => "put back",
    };
    format!(
        "Version {}, {what} by {}, {when}.",
        row.version, row.set_by_name
    )
}

/// What is wrong with a text.
pub(super) fn sentence(problem: &TextProblem) -> String {
    match problem {
        TextProblem::Empty => "Write something. To go back to the program’s own words, put them back.".to_owned(),
        TextProblem::TooLong => format!("At most {TEXT_MAX} characters."),
        TextProblem::NoSubject => "The first line must be the subject: Subject: …".to_owned(),
        TextProblem::Unknown(name) => format!("Nothing fills “{name}” here. See “How to write it”."),
        TextProblem::Missing(name) => format!("{{{name}}} is missing: the message is sent for it."),
        TextProblem::InSubject(name) => format!(
            "{{{name}}} must not stand in the subject: somebody else may see the list of the filer’s mail."
        ),
        TextProblem::NoTitle => "The first line is what the officer chooses; after an empty line stands what the filer reads.".to_owned(),
    }
}
