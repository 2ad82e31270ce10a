//! `[review]`, `[retention]` and the notice of `[sign_in]`: what the desk may set otherwise while the service runs. The file
//! says what holds until somebody does; what holds now is [`crate::live`]'s to say.

use super::error::SettingsError;
use super::read::Section;
use domain::choices;
use domain::field::Choice;

/// What the file says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustable {
    pub review: Review,
    pub retention: Retention,
    /// What the staff agree to before they sign in; its paragraphs.
    pub notice: Vec<String>,
}

/// What the department promises of review.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Business days until a report is looked at.
    pub business_days: u16,
    /// Days after a decision until the filer is asked how it went; 0: never.
    pub follow_up_days: u16,
    /// Whether a supervisor confirms each approval before it counts.
    pub confirm_approvals: bool,
    /// For how long a member of the staff has a report to themselves.
    pub claim_minutes: u16,
}

/// How long things are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// A draft, since it was last touched.
    pub draft_days: u16,
    /// A report that became none.
    pub unapproved_days: u16,
    /// The audit trail.
    pub audit_years: u16,
}

choices! {
    /// A whole number, by its key in the file.
    Figure {
        BusinessDays = "review.business_days",
        FollowUpDays = "review.follow_up_days",
        ClaimMinutes = "review.claim_minutes",
        DraftDays = "retention.draft_days",
        UnapprovedDays = "retention.unapproved_days",
        AuditYears = "retention.audit_years",
    }
}

impl Figure {
    /// The least and the most. The audit trail is kept for a year at least (CJIS AU-11).
    #[must_use]
    pub const fn bounds(self) -> (u16, u16) {
        match self {
            Self::BusinessDays => (1, 30),
            Self::FollowUpDays => (0, 365),
            Self::ClaimMinutes => (5, 1440),
            Self::DraftDays => (1, 365),
            Self::UnapprovedDays => (30, 3650),
            Self::AuditYears => (1, 100),
        }
    }

    /// What is to be given, in words.
    #[must_use]
    pub const fn expected(self) -> &'static str {
        match self {
            Self::BusinessDays => "a whole number of business days from 1 to 30",
            Self::FollowUpDays => "a whole number of days from 0 to 365",
            Self::ClaimMinutes => "a whole number of minutes from 5 to 1440",
            Self::DraftDays => "a whole number of days from 1 to 365",
            Self::UnapprovedDays => "a whole number of days from 30 to 3650",
            Self::AuditYears => "a whole number of years from 1 to 100",
        }
    }

    /// A number within the bounds.
    #[must_use]
    pub fn read(self, text: &str) -> Option<u16> {
        let (least, most) = self.bounds();
        let number: u16 = text.trim().parse().ok()?;
        (least..=most).contains(&number).then_some(number)
    }
}

impl Adjustable {
    #[must_use]
    pub const fn figure(&self, figure: Figure) -> u16 {
        match figure {
            Figure::BusinessDays => self.review.business_days,
            Figure::FollowUpDays => self.review.follow_up_days,
            Figure::ClaimMinutes => self.review.claim_minutes,
            Figure::DraftDays => self.retention.draft_days,
            Figure::UnapprovedDays => self.retention.unapproved_days,
            Figure::AuditYears => self.retention.audit_years,
        }
    }

    pub const fn set(&mut self, figure: Figure, value: u16) {
        let place = match figure {
            Figure::BusinessDays => &mut self.review.business_days,
            Figure::FollowUpDays => &mut self.review.follow_up_days,
            Figure::ClaimMinutes => &mut self.review.claim_minutes,
            Figure::DraftDays => &mut self.retention.draft_days,
            Figure::UnapprovedDays => &mut self.retention.unapproved_days,
            Figure::AuditYears => &mut self.retention.audit_years,
        };
        *place = value;
    }
}

/// The paragraphs of a text; empty lines part them.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

pub(super) fn review(mut section: Section) -> Result<Review, SettingsError> {
    let review = Review {
        business_days: number(&mut section, Figure::BusinessDays, 2)?,
        follow_up_days: number(&mut section, Figure::FollowUpDays, 21)?,
        confirm_approvals: section.flag("confirm_approvals")?,
        claim_minutes: number(&mut section, Figure::ClaimMinutes, 120)?,
    };
    section.end()?;
    Ok(review)
}

pub(super) fn retention(mut section: Section) -> Result<Retention, SettingsError> {
    let retention = Retention {
        draft_days: number(&mut section, Figure::DraftDays, 30)?,
        unapproved_days: number(&mut section, Figure::UnapprovedDays, 365)?,
        audit_years: number(&mut section, Figure::AuditYears, 7)?,
    };
    section.end()?;
    Ok(retention)
}

fn number(section: &mut Section, figure: Figure, default: u16) -> Result<u16, SettingsError> {
    let code = figure.code();
    let key = code.split_once('.').map_or(code, |(_, key)| key);
    section.number(key, default, figure.bounds(), figure.expected())
}
