//! What a message looks like in every case that it is sent in, about nobody.

use super::text::TextProblem;
use crate::mail::template::TemplateError;
use crate::mail::{Letter, Letters, Template};
use crate::secret::DraftKey;
use crate::usecase::audit_review::Review;
use domain::incident::Kind;
use domain::number::{CaseNumber, TrackingNumber};

/// The message, case by case.
///
/// # Errors
/// [`TextProblem`], where the words cannot be filled in.
pub(super) fn samples(
    template: Template,
    letters: Letters<'_>,
) -> Result<Vec<(&'static str, Letter)>, TextProblem> {
    let mut bytes = 0..;
    let tracking = &TrackingNumber::from_random(|| bytes.next().unwrap_or(0));
    let case: CaseNumber = "WP26-000123"
        .parse()
        .map_err(|_| TextProblem::Unknown("case".to_owned()))?;
    let one = |letter| Ok::<_, TemplateError>(vec![("", letter)]);
    let letters = match template {
        Template::Receipt => one(letters.receipt(tracking)?),
        Template::Copy => Ok(vec![
            (
                "Any report",
                letters.copy(&case, tracking, Kind::Vandalism, "WP26-000123.pdf")?,
            ),
            (
                "Identity theft",
                letters.copy(&case, tracking, Kind::IdentityTheft, "WP26-000123.pdf")?,
            ),
        ]),
        Template::Supplement => one(letters.supplement(tracking, 1)?),
        Template::FollowUp => Ok(vec![
            ("Approved", letters.follow_up_approved(tracking, &case)?),
            ("Handed to an officer", letters.follow_up_officer(tracking)?),
        ]),
        Template::Resume => one(letters.resume(DraftKey::random().code(), 30)?),
        Template::MoreAsked => Ok(vec![
            (
                "Any report",
                letters.more_asked(tracking, Kind::Vandalism, QUESTION)?,
            ),
            (
                "Harassing calls",
                letters.more_asked(tracking, Kind::HarassingCalls, QUESTION)?,
            ),
        ]),
        Template::OfficerAssigned => {
            one(letters.officer_assigned(tracking, "Officer A. Sample", MESSAGE)?)
        }
        Template::Duplicate => one(letters.duplicate(tracking)?),
        Template::Reopened => one(letters.reopened(tracking)?),
        Template::OfficerRequest => one(letters.officer_request()?),
        Template::Invitation => {
            one(letters.invitation("asample", "https://example.org/staff/sign-up?k=sample")?)
        }
        Template::AuditReview => {
            let (days, figures) = (
                ("November 16, 2026", "November 22, 2026"),
                Review::default().figures(),
            );
            Ok(vec![
                (
                    "The trail is whole",
                    letters.audit_review(days, &figures, true)?,
                ),
                (
                    "Something is wrong with it",
                    letters.audit_review(days, &figures, false)?,
                ),
            ])
        }
        Template::AuditAlarm => one(letters.audit_alarm()?),
    };
    Ok(letters?)
}

const QUESTION: &str = "(The officer’s question stands here.)";
const MESSAGE: &str = "(The officer’s message stands here.)";
